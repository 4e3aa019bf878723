//! What holds on every path through the rules, or the shortest path that breaks it.
//!
//! A procedure on one day's law is unfolded into a graph of nodes and of the answers that a later node can still look at.
//! At first no answer is known there but those that an invariant names: whatever is read again may be answered anew. The
//! graph then holds every path of the engine and many more, and is small; one pass over it tells for each invariant which
//! states of its automaton can be met. All days of one version of a procedure are gone through in one graph, which holds the
//! paths of each. What is not settled so is gone through by itself, on one day: the path with the fewest answers that breaks
//! it is looked for, and where it answers one question in two ways, that answer is known from then on, until no such path is
//! left or one is true to itself. What had to be known on a procedure's first days is known from the start when the others
//! are gone through again. The ways are counted only where that is asked for, in a graph of its own, in which every answer
//! is known until a loop is passed.
//!
//! What holds here holds in the engine. What is broken here is a path of the engine too, but for these things, in which the
//! graph is wider than the engine:
//!
//! - Where two loops meet the same subject, the second may be given other answers and cells about it than the first.
//! - Whether a rule reaches a provision that follows those beside it may come out either way, for each rule by itself.
//! - A class of provisions that nothing tells apart may be met more often than it has members.
//! - "Items of this document" may be none or some each time that a loop over them is passed.
//!
//! Nor is the path always the very shortest: an answer that is read again where it is not known counts twice in what is
//! compared.

mod automaton;
mod classes;
mod count;
mod editions;
mod faults;
mod happening;
mod leads;
mod lives;
mod partition;
mod path;
pub mod reach;
mod rules;
mod settle;
mod shortest;
mod solve;
mod tally;
mod unfold;
mod ways;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

pub use self::count::{Counted, count};
pub use self::editions::Days;
pub use self::path::{Given, GivenAnswer};

use crate::ruleset::fault::Fault;
use crate::ruleset::model::{NodeIx, Rulebook, RulesetIx};

/// What has been proved of a rulebook.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// How many invariants were held in any procedure.
    pub invariants: usize,
    /// The procedures that they were held in, on each day's law; ordered by procedure and day.
    pub procedures: Vec<Days>,
    /// What is broken, ordered by invariant; of one invariant and one place the shortest path.
    pub broken: Vec<Broken>,
    /// The invariants that no path of any procedure comes near, by position: what they look at never happens there.
    pub idle: Vec<usize>,
    /// How long it took.
    pub took: Duration,
}

/// An invariant and the shortest path that breaks it.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Its position in [`Rulebook::invariants`].
    pub invariant: usize,
    /// The procedure, and days on which it is broken.
    pub days: Days,
    /// The node where it breaks.
    pub at: (RulesetIx, NodeIx),
    /// The answers that lead there, in order.
    pub answers: Vec<Given>,
}

/// Proves every invariant on every path of every procedure, on all days. Where none is held, nothing is gone through.
///
/// Of an invariant that is broken in a procedure, the first days on which it is are told of.
#[must_use]
pub fn prove(book: &Rulebook) -> Proof {
    prove_groups(book, |days| settle::Group::of(book, days), |_| true)
}

/// Proves what a change of some sources can have broken, where everything held before it: every invariant in the procedures
/// that can come to a ruleset of theirs, and their own invariants in all.
///
/// `changed` are positions in [`Rulebook::sources`]. What a register brings besides invariants is not followed: where that
/// changed, [`prove`] all.
#[must_use]
pub fn prove_changed(book: &Rulebook, changed: &[u16]) -> Proof {
    // Others are not held in every procedure, so that nothing can be said of where they are met.
    let own = |at: usize| changed.contains(&book.invariants[at].source);
    prove_groups(book, |days| settle::Group::of_changed(book, days, changed), own)
}

/// Proves the invariants of the groups; `whole` are those that stand in every group that they belong to.
fn prove_groups(book: &Rulebook, group: impl Fn(Days) -> settle::Group, whole: impl Fn(usize) -> bool) -> Proof {
    let start = Instant::now();
    let groups: Vec<_> = editions::all(book).into_iter().map(group).filter(|group| !group.is_empty()).collect();
    let invariants: BTreeSet<usize> = groups.iter().flat_map(settle::Group::invariants).collect();
    let procedures = groups.iter().map(|group| group.days).collect();
    let mut broken: Vec<Broken> = Vec::new();
    let settle::Settled { broken: found, met } = settle::settle(book, groups);
    for one in found {
        let same = |other: &&mut Broken| other.invariant == one.invariant && other.at == one.at;
        match broken.iter_mut().find(same) {
            Some(other) if one.answers.len() < other.answers.len() => *other = one,
            Some(_) => {}
            None => broken.push(one),
        }
    }
    broken.sort_by_key(|broken| (broken.invariant, broken.at));
    let idle = invariants.difference(&met).copied().filter(|at| whole(*at)).collect();
    Proof { invariants: invariants.len(), procedures, broken, idle, took: start.elapsed() }
}

impl Proof {
    /// Returns what is broken as faults, each at the line where the path ends.
    #[must_use]
    pub fn faults(&self, book: &Rulebook) -> Vec<Fault> {
        self.broken.iter().map(|broken| faults::of(book, broken)).collect()
    }

    /// Returns what holds and yet says nothing, each at the line of the invariant.
    #[must_use]
    pub fn advice(&self, book: &Rulebook) -> Vec<Fault> {
        self.idle.iter().map(|at| faults::idle(book, *at)).collect()
    }
}

#[cfg(test)]
mod tests;
