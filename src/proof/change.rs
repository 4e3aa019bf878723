//! Whether a small change of rules on which every invariant holds breaks one of them.
//!
//! Only the procedures are gone through that can enter a changed ruleset, each on the last law on which it can: what breaks an
//! invariant on older law alone is not found.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::automaton::Automaton;
use super::rules::{Rules, closure, held};
use super::unfold::Unfolding;
use super::{Days, broken_on, editions, solve};
use crate::engine::Edition;
use crate::ruleset::model::{FamilyIx, Rulebook, RulesetIx};

/// The procedures on all days, each with the rulesets that it can enter.
#[derive(Clone, Debug)]
pub struct Prover {
    procedures: Vec<(Days, HashSet<RulesetIx>)>,
}

impl Prover {
    /// Finds the procedures of rules on which every invariant holds.
    #[must_use]
    pub fn new(book: &Rulebook) -> Self {
        let closed = |days: Days| closure(&Edition::on(book, days.from), days.procedure).into_iter().collect();
        Self { procedures: editions::all(book).into_iter().map(|days| (days, closed(days))).collect() }
    }

    /// Returns the id of an invariant that the rules break when some of their rulesets are `changed`, if there is one.
    #[must_use]
    pub fn broken(&self, book: &Rulebook, changed: &[RulesetIx]) -> Option<Box<str>> {
        let family = |days: &Days| book.rulesets[days.procedure.at()].family;
        let mut last: HashMap<FamilyIx, Days> = HashMap::new();
        for (days, entered) in &self.procedures {
            let earlier = last.get(&family(days)).is_none_or(|known| known.from < days.from);
            if earlier && changed.iter().any(|at| entered.contains(at)) {
                last.insert(family(days), *days);
            }
        }
        let mut concerned: Vec<_> = last.into_values().collect();
        concerned.sort_unstable_by_key(|days| days.procedure);
        concerned.into_iter().find_map(|days| breaks(book, days))
    }
}

/// Returns the id of an invariant that is broken in a procedure on one day's law.
fn breaks(book: &Rulebook, days: Days) -> Option<Box<str>> {
    let edition = Edition::on(book, days.from).for_procedure(days.procedure);
    let rules = Rules::new(edition, days.procedure, held(book, days.procedure));
    let unfolding = Unfolding::new(&rules);
    let open = rules.invariants.iter().filter(|held| !solve::holds(&unfolding, &Automaton::new(held, rules.law)));
    let mut open = open.filter_map(|open| book.invariants.iter().position(|other| other.id == open.id));
    open.find(|at| broken_on(book, *at, days).is_some()).map(|at| book.invariants[at].id.clone())
}

/// Returns whether an invariant, by its position in [`Rulebook::invariants`], is broken on some path of some procedure.
///
/// The newest law comes first, since what is broken is mostly broken there too.
#[must_use]
pub fn is_broken(book: &Rulebook, invariant: usize) -> bool {
    let mut days = editions::all(book);
    days.sort_unstable_by_key(|days| (Reverse(days.from), days.procedure));
    let procedures = &book.invariants[invariant].procedures;
    let meant = |days: &Days| {
        procedures.is_empty() || procedures.contains(&book.rulesets[days.procedure.at()].family)
    };
    days.into_iter().filter(meant).any(|days| broken_on(book, invariant, days).is_some())
}
