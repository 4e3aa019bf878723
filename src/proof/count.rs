//! How much there is to go through: nodes, states and ways. Nothing is proved here.

use num_bigint::BigUint;

use super::editions::{self, Days};
use super::rules::Rules;
use super::unfold::Unfolding;
use super::ways::Ways;
use crate::at_once::at_once;
use crate::engine::Edition;
use crate::ruleset::model::{PartKind, Rulebook, RulesetIx};

/// What there is to go through in one procedure on one day's law.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The procedure and its days.
    pub days: Days,
    /// The nodes that can be reached, of the procedure and its modules.
    pub nodes: usize,
    /// The states that they can be met in.
    pub states: usize,
    /// The ways through all of it, each loop taken for one subject.
    pub ways: BigUint,
    /// The ways through each part, from where it begins and most of them lead on.
    pub parts: Vec<(PartKind, BigUint)>,
    /// The ways through each module, where most lead through it; ordered by module.
    pub modules: Vec<(RulesetIx, BigUint)>,
}

/// Counts what there is in every procedure on all days, ordered by procedure and day.
#[must_use]
pub fn count(book: &Rulebook) -> Vec<Counted> {
    at_once(&editions::all(book), |days| counted(book, *days))
}

fn counted(book: &Rulebook, days: Days) -> Counted {
    let edition = Edition::on(book, days.from).for_procedure(days.procedure);
    let mut rules = Rules::new(&[edition], days.procedure, Vec::new());
    rules.learn_all();
    let unfolding = Unfolding::new(&rules);
    let ways = Ways::new(&unfolding);
    let mut modules = ways.modules();
    modules.sort_by_key(|(ruleset, _)| *ruleset);
    Counted {
        days,
        nodes: rules.weight(),
        states: unfolding.instances.iter().map(|instance| instance.vertices.len()).sum(),
        ways: ways.of(unfolding.root()),
        parts: ways.parts(),
        modules,
    }
}
