//! Which invariants hold in every procedure on all days; of those that do not, the shortest path.
//!
//! What has to be known to settle an invariant is found on the first days of a procedure. On its other days that is known
//! from the start, and the invariants that need the same are settled in one graph. That changes no verdict: whatever is
//! known, what holds in the graph does hold, and a path that breaks something counts only if it contradicts itself nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::automaton::Automaton;
use super::editions::Days;
use super::rules::{Rules, closure, held};
use super::unfold::Unfolding;
use super::{Broken, path, shortest, solve};
use crate::at_once::at_once;
use crate::engine::Edition;
use crate::ruleset::model::{FamilyIx, Invariant, QuestionIx, Rulebook};

/// The questions that were learned, in order; one that was learned twice stands twice.
type Learned = Vec<QuestionIx>;

/// Invariants that are held together on days of one procedure, with what is known from the start.
pub(super) struct Group {
    pub days: Days,
    /// By position in [`Rulebook::invariants`].
    invariants: Vec<usize>,
    learned: Learned,
}

impl Group {
    /// Returns all that is held in a procedure, with nothing known.
    pub fn of(book: &Rulebook, days: Days) -> Self {
        let held = held(book, days.procedure);
        let is_held = |invariant: &Invariant| held.iter().any(|held| std::ptr::eq(*held, invariant));
        let invariants = (0..).zip(&book.invariants).filter(|(_, invariant)| is_held(invariant));
        Self { days, invariants: invariants.map(|(at, _)| at).collect(), learned: Learned::new() }
    }

    /// Returns what of it these sources can have changed: all where a ruleset of theirs can be entered, or else their own
    /// invariants.
    pub fn of_changed(book: &Rulebook, days: Days, changed: &[u16]) -> Self {
        let mut group = Self::of(book, days);
        let entered = closure(&Edition::on(book, days.from), days.procedure);
        if !entered.iter().any(|at| changed.contains(&book.rulesets[at.at()].source)) {
            group.invariants.retain(|at| changed.contains(&book.invariants[*at].source));
        }
        group
    }

    pub const fn is_empty(&self) -> bool {
        self.invariants.is_empty()
    }

    pub fn invariants(&self) -> impl Iterator<Item = usize> {
        self.invariants.iter().copied()
    }

    /// Takes it apart by what must be known; what is broken already, for which there is nothing, is left out.
    fn apart(self, learned: impl Fn(usize) -> Option<Option<Learned>>) -> Vec<Self> {
        let mut groups: BTreeMap<Learned, Vec<usize>> = BTreeMap::new();
        for at in self.invariants {
            if let Some(learned) = learned(at).unwrap_or(Some(Learned::new())) {
                groups.entry(learned).or_default().push(at);
            }
        }
        groups.into_iter().map(|(learned, invariants)| Self { days: self.days, invariants, learned }).collect()
    }
}

/// What came of looking for a path that breaks an invariant.
enum Looked {
    Broken(Broken),
    /// There is none once this is known.
    Holds(Learned),
}

/// Returns of every invariant that does not hold in a procedure the shortest path on the first days on which it does not.
pub(super) fn broken(book: &Rulebook, mut groups: Vec<Group>) -> Vec<Broken> {
    let family = |days: &Days| book.rulesets[days.procedure.at()].family;
    groups.sort_by_key(|group| (family(&group.days), group.days.from));
    let mut begun = BTreeSet::new();
    let (first, rest): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| begun.insert(family(&group.days)));
    let open = at_once(&first, |group| open_of(book, group));
    let open: Vec<(Days, usize)> =
        first.iter().zip(open).flat_map(|(group, open)| open.into_iter().map(|at| (group.days, at))).collect();
    let looked = at_once(&open, |(days, at)| look(book, *at, *days, &Learned::new()));
    let mut broken = Vec::new();
    let mut learned: BTreeMap<(FamilyIx, usize), Option<Learned>> = BTreeMap::new();
    for ((days, at), looked) in open.iter().zip(looked) {
        let known = match looked {
            Looked::Holds(known) => Some(known),
            Looked::Broken(one) => {
                broken.push(one);
                None
            }
        };
        learned.insert((family(days), *at), known);
    }

    let apart = |group: Group| {
        let family = family(&group.days);
        group.apart(|at| learned.get(&(family, at)).cloned())
    };
    let rest: Vec<Group> = rest.into_iter().flat_map(apart).collect();
    let mut still: BTreeMap<(usize, FamilyIx), Vec<(Days, &Learned)>> = BTreeMap::new();
    for (group, open) in rest.iter().zip(at_once(&rest, |group| open_of(book, group))) {
        for at in open {
            still.entry((at, family(&group.days))).or_default().push((group.days, &group.learned));
        }
    }
    let still: Vec<_> = still.into_iter().collect();
    let found = at_once(&still, |((at, _), days)| {
        days.iter().find_map(|(days, learned)| match look(book, *at, *days, learned) {
            Looked::Broken(broken) => Some(broken),
            Looked::Holds(_) => None,
        })
    });
    broken.extend(found.into_iter().flatten());
    broken
}

fn rules<'b>(book: &'b Rulebook, days: Days, invariants: &[usize], learned: &Learned) -> Rules<'b> {
    let edition = Edition::on(book, days.from).for_procedure(days.procedure);
    let held = invariants.iter().map(|at| &book.invariants[*at]).collect();
    let mut rules = Rules::new(edition, days.procedure, held);
    for question in learned {
        rules.learn(*question);
    }
    rules
}

/// Returns the invariants of a group that are not settled by what is known.
fn open_of(book: &Rulebook, group: &Group) -> Vec<usize> {
    let rules = rules(book, group.days, &group.invariants, &group.learned);
    let unfolding = Unfolding::new(&rules);
    let holds = |at: &usize| solve::holds(&unfolding, &Automaton::new(&book.invariants[*at], rules.law));
    group.invariants.iter().copied().filter(|at| !holds(at)).collect()
}

/// Looks for the shortest path that breaks an invariant on these days and contradicts itself nowhere.
///
/// Little is known at first, so that most is settled in a small graph; only what a path contradicts itself in is learned.
fn look(book: &Rulebook, at: usize, days: Days, learned: &Learned) -> Looked {
    let invariant = &book.invariants[at];
    let mut rules = rules(book, days, &[at], learned);
    let mut learned = learned.clone();
    loop {
        let path = {
            let unfolding = Unfolding::new(&rules);
            let automaton = Automaton::new(invariant, rules.law);
            if solve::holds(&unfolding, &automaton) {
                return Looked::Holds(learned);
            }
            shortest::shortest(&unfolding, &automaton)
        };
        let Some(path) = path else { return Looked::Holds(learned) };
        let contradicted = path::contradicted(&rules, &path.happenings);
        // The engine would know such an answer. First comes what the invariant itself speaks of, then what was read last.
        let (named, others): (Vec<_>, Vec<_>) =
            contradicted.into_iter().rev().partition(|question| names(invariant, *question));
        let Some(next) = named.into_iter().chain(others).find(|question| rules.learn(*question)) else {
            let answers = path::answers(&rules, &path.happenings);
            return Looked::Broken(Broken { invariant: at, days, at: path.at, answers });
        };
        learned.push(next);
    }
}

/// Returns whether an invariant names a question.
fn names(invariant: &Invariant, question: QuestionIx) -> bool {
    let answered = Automaton::events(invariant).filter_map(|event| event.answered.as_ref());
    let stands = invariant.when.iter().flat_map(|stands| &stands.questions);
    answered.flat_map(|answered| &answered.questions).chain(stands).any(|named| *named == question)
}
