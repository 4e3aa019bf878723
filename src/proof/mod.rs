//! What holds on every path through the rules, or the shortest path that breaks it.
//!
//! A procedure on one day's law is unfolded into a graph of nodes and of the answers that a later node can still look at.
//! At first no answer is known there: whatever is read again may be answered anew. The graph then holds every path of the
//! engine and many more, and is small; one pass over it tells for each invariant which states of its automaton can be met.
//! What is not settled so is gone through by itself: the path with the fewest answers that breaks it is looked for, and
//! where it answers one question in two ways, that answer is known from then on, until no such path is left or one is true
//! to itself. The ways are counted in a graph of its own, in which every answer is known until a loop is passed.
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
pub mod change;
mod classes;
mod editions;
mod faults;
mod happening;
mod lives;
mod partition;
mod path;
pub mod reach;
mod rules;
mod shortest;
mod solve;
mod tally;
mod unfold;
mod ways;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use num_bigint::BigUint;

pub use self::editions::Days;
pub use self::path::{Given, GivenAnswer};

use self::automaton::Automaton;
use self::rules::Rules;
use self::unfold::Unfolding;
use self::ways::Ways;
use crate::engine::Edition;
use crate::ruleset::fault::Fault;
use crate::ruleset::model::{FamilyIx, Invariant, NodeIx, PartKind, QuestionIx, Rulebook, RulesetIx};

/// What has been proved of a rulebook.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Each procedure on each day's law, ordered by procedure and day.
    pub procedures: Vec<Proved>,
    /// What is broken, ordered by invariant; of one invariant and one place the shortest path.
    pub broken: Vec<Broken>,
    /// How long it took.
    pub took: Duration,
}

/// What was gone through for one procedure on one day's law.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The procedure and its days.
    pub days: Days,
    /// The nodes that can be reached, of the procedure and its modules.
    pub nodes: usize,
    /// The states that they were met in.
    pub states: usize,
    /// The ways through all of it, each loop taken for one subject.
    pub ways: BigUint,
    /// The ways through each part, from where it begins and most of them lead on.
    pub parts: Vec<(PartKind, BigUint)>,
    /// The ways through each module, where most lead through it.
    pub modules: Vec<(RulesetIx, BigUint)>,
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

/// Proves every invariant on every path of every procedure, on all days.
///
/// Of an invariant that is broken in a procedure, the first days on which it is are told of.
#[must_use]
pub fn prove(book: &Rulebook) -> Proof {
    let start = Instant::now();
    let days = editions::all(book);
    let mut procedures = Vec::new();
    let mut open: BTreeMap<(usize, FamilyIx), Vec<Days>> = BTreeMap::new();
    for (proved, unsettled) in at_once(&days, |days| prove_one(book, *days)) {
        let family = book.rulesets[proved.days.procedure.at()].family;
        for at in unsettled {
            open.entry((at, family)).or_default().push(proved.days);
        }
        procedures.push(proved);
    }
    procedures.sort_by_key(|proved| (proved.days.procedure, proved.days.from));
    let open: Vec<_> = open.into_iter().collect();
    let broken = at_once(&open, |((at, _), days)| days.iter().find_map(|days| broken_on(book, *at, *days)));
    let mut proof = Proof { procedures, broken: Vec::new(), took: Duration::ZERO };
    for one in broken.into_iter().flatten() {
        let same = |other: &&mut Broken| other.invariant == one.invariant && other.at == one.at;
        match proof.broken.iter_mut().find(same) {
            Some(other) if one.answers.len() < other.answers.len() => *other = one,
            Some(_) => {}
            None => proof.broken.push(one),
        }
    }
    proof.broken.sort_by_key(|broken| (broken.invariant, broken.at));
    proof.took = start.elapsed();
    proof
}

/// Does all the work on as many threads as there are processors; what comes of it stands in the same order.
fn at_once<T: Sync, R: Send>(work: &[T], one: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(work) = work.get(at) else { return done };
            done.push((at, one(work)));
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(work.len().max(1));
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(some)).collect();
        let mut all = some();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, done)| done).collect()
}

/// Proves a rulebook, and returns what is broken as faults, each at the line where the path ends.
///
/// Without an invariant nothing is gone through.
#[must_use]
pub fn check(book: &Rulebook) -> (Proof, Vec<Fault>) {
    let proof = if book.invariants.is_empty() { Proof::default() } else { prove(book) };
    let faults = proof.broken.iter().map(|broken| faults::of(book, broken)).collect();
    (proof, faults)
}

/// Counts what there is, and returns the invariants that are not settled while nothing is known.
fn prove_one(book: &Rulebook, days: Days) -> (Proved, Vec<usize>) {
    let edition = Edition::on(book, days.from).for_procedure(days.procedure);
    let rules = Rules::new(edition.clone(), days.procedure, rules::held(book, days.procedure));
    let unfolding = Unfolding::new(&rules);
    let holds = |invariant: &&Invariant| solve::holds(&unfolding, &Automaton::new(invariant, rules.law));
    let open = rules.invariants.iter().copied().filter(|invariant| !holds(invariant));
    let open = open.filter_map(|open| book.invariants.iter().position(|other| other.id == open.id)).collect();
    let mut whole = Rules::new(edition, days.procedure, Vec::new());
    whole.learn_all();
    (proved(&Unfolding::new(&whole), days), open)
}

/// Returns the shortest path that breaks an invariant on these days, if there is one.
fn broken_on(book: &Rulebook, invariant: usize, days: Days) -> Option<Broken> {
    let held = &book.invariants[invariant];
    let edition = Edition::on(book, days.from).for_procedure(days.procedure);
    let mut rules = Rules::new(edition, days.procedure, vec![held]);
    let (at, answers) = shortest_of(&mut rules, held)?;
    Some(Broken { invariant, days, at, answers })
}

/// Returns the shortest path that breaks an invariant and contradicts itself nowhere, if there is one.
///
/// Nothing is known at first, so that most is settled in a small graph; only what a path contradicts itself in is learned.
fn shortest_of(rules: &mut Rules<'_>, invariant: &Invariant) -> Option<((RulesetIx, NodeIx), Vec<Given>)> {
    loop {
        let path = {
            let unfolding = Unfolding::new(rules);
            shortest::shortest(&unfolding, &Automaton::new(invariant, rules.law))?
        };
        let contradicted = path::contradicted(rules, &path.happenings);
        // The engine would know such an answer. First comes what the invariant itself speaks of, then what was read last.
        let (named, others): (Vec<_>, Vec<_>) =
            contradicted.into_iter().rev().partition(|question| names(invariant, *question));
        if !named.into_iter().chain(others).any(|question| rules.learn(question)) {
            return Some((path.at, path::answers(rules, &path.happenings)));
        }
    }
}

/// Returns whether an invariant names a question.
fn names(invariant: &Invariant, question: QuestionIx) -> bool {
    let answered = Automaton::events(invariant).filter_map(|event| event.answered.as_ref());
    let stands = invariant.when.iter().flat_map(|stands| &stands.questions);
    answered.flat_map(|answered| &answered.questions).chain(stands).any(|named| *named == question)
}

fn proved(unfolding: &Unfolding<'_, '_>, days: Days) -> Proved {
    let ways = Ways::new(unfolding);
    let mut modules = ways.modules();
    modules.sort_by_key(|(ruleset, _)| *ruleset);
    Proved {
        days,
        nodes: unfolding.rules.orders.values().map(Vec::len).sum(),
        states: unfolding.instances.iter().map(|instance| instance.vertices.len()).sum(),
        ways: ways.of(unfolding.root()),
        parts: ways.parts(),
        modules,
    }
}

#[cfg(test)]
mod tests;
