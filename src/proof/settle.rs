//! Which invariants hold in every procedure on all days; of those that do not, the shortest path.
//!
//! The days of one version of a procedure are first gone through together, as one span: there a module is entered in each
//! version that is in force on any of the days, a switch on the law date leads wherever it does on any, and a provision
//! reads as on any. What holds in that holds on each of them. What has to be known to settle the rest is found on the first
//! day of a span, and is known from the start when the spans are gone through again; only what is left then is looked at
//! day by day. That changes no verdict: whatever is known, what holds in the graph does hold, and a path that breaks
//! something counts only on one day and only if it contradicts itself nowhere. Only that an invariant is idle may go
//! untold, where nothing but a path that mixes days comes near it.

use std::collections::{BTreeMap, BTreeSet};

use super::automaton::Automaton;
use super::editions::Days;
use super::rules::{Entered, Rules, held};
use super::unfold::Unfolding;
use super::{Broken, path, shortest, solve};
use crate::at_once::{at_once, heaviest_first};
use crate::engine::Edition;
use crate::engine::edition::Registers;
use crate::ruleset::model::{FamilyIx, Invariant, QuestionIx, Rulebook, RulesetIx};

/// The questions that were learned, in order; one that was learned twice stands twice.
type Learned = Vec<QuestionIx>;

/// Invariants that are held on days of one procedure.
pub(super) struct Group {
    pub days: Days,
    /// By position in [`Rulebook::invariants`].
    invariants: Vec<usize>,
}

impl Group {
    /// Returns all that is held in a procedure.
    pub fn of(book: &Rulebook, days: Days) -> Self {
        let held = held(book, days.procedure);
        let is_held = |invariant: &Invariant| held.iter().any(|held| std::ptr::eq(*held, invariant));
        let invariants = (0..).zip(&book.invariants).filter(|(_, invariant)| is_held(invariant));
        Self { days, invariants: invariants.map(|(at, _)| at).collect() }
    }

    /// Returns what of it these sources can have changed: all where a ruleset of theirs can be entered, or else their own
    /// invariants.
    pub fn of_changed(book: &Rulebook, days: Days, changed: &[u16]) -> Self {
        let mut group = Self::of(book, days);
        let entered = Entered::of(&[Edition::on(book, days.from)], days.procedure);
        if !entered.closure.iter().any(|at| changed.contains(&book.rulesets[at.at()].source)) {
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
}

/// Days of one version of a procedure, in order, on which the same questions fill the registers, and the invariants that
/// are held on all.
struct Span<'b> {
    days: Vec<Days>,
    /// The rules on each of the days.
    editions: Vec<Edition<'b>>,
    invariants: Vec<usize>,
}

impl<'b> Span<'b> {
    fn of(edition: Edition<'b>, group: Group) -> Self {
        Self { days: vec![group.days], editions: vec![edition], invariants: group.invariants }
    }

    /// Takes later days in, where they are of the same procedure.
    fn takes(&mut self, other: Self) -> Option<Self> {
        let same = self.days[0].procedure == other.days[0].procedure
            && self.invariants == other.invariants
            && self.registers() == other.registers();
        if !same {
            return Some(other);
        }
        self.days.extend(other.days);
        self.editions.extend(other.editions);
        None
    }

    /// Takes the days apart again where a path that mixes them could come back to a ruleset that it is in.
    fn sound(self) -> Vec<Self> {
        if Entered::of(&self.editions, self.days[0].procedure).is_sound() {
            return vec![self];
        }
        let invariants = self.invariants;
        let single =
            |(days, edition)| Self { days: vec![days], editions: vec![edition], invariants: invariants.clone() };
        self.days.into_iter().zip(self.editions).map(single).collect()
    }

    fn registers(&self) -> Registers {
        self.editions[0].registers_of(self.days[0].procedure)
    }

    fn family(&self) -> FamilyIx {
        let edition = &self.editions[0];
        edition.book.rulesets[self.days[0].procedure.at()].family
    }

    /// Returns those of some invariants that are not settled on all its days by what is known.
    fn open(&self, invariants: &[usize], learned: &Learned) -> Vec<usize> {
        open_of(&self.editions, self.days[0].procedure, invariants, learned)
    }

    /// Returns its rules, with as little known as can be.
    fn rules(&self) -> Rules<'b> {
        let named = named(self.editions[0].book, &self.invariants);
        rules(&self.editions, self.days[0].procedure, &self.invariants, &named)
    }
}

/// What came of looking for a path that breaks an invariant.
enum Looked {
    Broken(Broken),
    /// There is none once this is known.
    Holds(Learned),
}

/// What came of all invariants.
pub(super) struct Settled {
    /// Of each that does not hold in a procedure, the shortest path on the first days on which it does not.
    pub broken: Vec<Broken>,
    /// Those that some path comes near: what they are about happens there, whatever it comes to.
    pub met: BTreeSet<usize>,
}

/// Settles every invariant in every procedure that it is held in.
pub(super) fn settle(book: &Rulebook, mut groups: Vec<Group>) -> Settled {
    groups.sort_by_key(|group| (book.rulesets[group.days.procedure.at()].family, group.days.from));
    let mut spans: Vec<Span<'_>> = Vec::new();
    let editions = at_once(&groups, |group| edition(book, group.days));
    for (edition, group) in editions.into_iter().zip(groups) {
        let span = Span::of(edition, group);
        let left = match spans.last_mut() {
            Some(last) => last.takes(span),
            None => Some(span),
        };
        spans.extend(left);
    }
    let spans: Vec<Span<'_>> = spans.into_iter().flat_map(Span::sound).collect();
    let (open, met) = open_and_met(&spans);

    let mut first: BTreeMap<FamilyIx, BTreeMap<usize, Days>> = BTreeMap::new();
    for (span, open) in spans.iter().zip(&open) {
        let of_family = first.entry(span.family()).or_default();
        for at in open {
            of_family.entry(*at).or_insert(span.days[0]);
        }
    }
    let first: Vec<_> = first.into_iter().collect();
    let looked = at_once(&first, |(_, open)| look_at_all(book, open));
    let mut broken = Vec::new();
    let mut learned: BTreeMap<(FamilyIx, usize), Learned> = BTreeMap::new();
    for ((family, _), looked) in first.into_iter().zip(looked) {
        for (at, looked) in looked {
            match looked {
                Looked::Holds(known) => _ = learned.insert((family, at), known),
                Looked::Broken(one) => broken.push(one),
            }
        }
    }

    let mut again: Vec<(&Span<'_>, &Learned, Vec<usize>)> = Vec::new();
    for (span, open) in spans.iter().zip(&open) {
        let mut by_known: BTreeMap<&Learned, Vec<usize>> = BTreeMap::new();
        for at in open {
            if let Some(known) = learned.get(&(span.family(), *at)) {
                by_known.entry(known).or_default().push(*at);
            }
        }
        again.extend(by_known.into_iter().map(|(known, open)| (span, known, open)));
    }
    let mut still: BTreeMap<(usize, FamilyIx), Vec<(Days, &Learned)>> = BTreeMap::new();
    let open = at_once(&again, |(span, known, open)| span.open(open, known));
    for ((span, known, _), open) in again.iter().zip(open) {
        for at in open {
            let days = span.days.iter().map(|days| (*days, *known));
            still.entry((at, span.family())).or_default().extend(days);
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
    Settled { broken, met }
}

/// Returns for each span those of its invariants that are not settled with as little known as can be, and of all spans
/// those that any path comes near.
fn open_and_met(spans: &[Span<'_>]) -> (Vec<Vec<usize>>, BTreeSet<usize>) {
    let rules = at_once(spans, Span::rules);
    let unfoldings = heaviest_first(&rules, Rules::weight, Unfolding::new);
    let in_order = spans.iter().enumerate();
    let held: Vec<(usize, usize)> =
        in_order.flat_map(|(at, span)| span.invariants.iter().map(move |invariant| (at, *invariant))).collect();
    let weight = |(span, _): &(usize, usize)| unfoldings[*span].instances.iter().map(|of| of.edges.len()).sum();
    let looked = heaviest_first(&held, weight, |(span, invariant)| {
        let unfolding = &unfoldings[*span];
        let automaton = automaton(unfolding.rules, *invariant);
        (solve::holds(unfolding, &automaton), automaton.is_met(&unfolding.happenings()))
    });
    let (mut open, mut all_met) = (vec![Vec::new(); spans.len()], BTreeSet::new());
    for ((span, invariant), (holds, met)) in held.into_iter().zip(looked) {
        if !holds {
            open[span].push(invariant);
        }
        if met {
            all_met.insert(invariant);
        }
    }
    (open, all_met)
}

/// Returns the questions that some invariants look at where they break, so that their answers are known throughout.
fn named(book: &Rulebook, invariants: &[usize]) -> Learned {
    let when = invariants.iter().flat_map(|at| &book.invariants[*at].when);
    let mut named: Learned = when.flat_map(|stands| stands.questions.iter().copied()).collect();
    named.sort_unstable();
    named.dedup();
    // Until a loop is passed, and across it.
    named.iter().flat_map(|question| [*question; 2]).collect()
}

/// Looks at invariants of one procedure, each on its days; what one needs to be known is tried for the next.
fn look_at_all(book: &Rulebook, open: &BTreeMap<usize, Days>) -> Vec<(usize, Looked)> {
    let mut left: Vec<(usize, Days)> = open.iter().map(|(at, days)| (*at, *days)).collect();
    let mut all = Vec::new();
    while let Some((at, days)) = left.pop() {
        let looked = look(book, at, days, &named(book, &[at]));
        if let Looked::Holds(learned) = &looked {
            let same: Vec<usize> = left.iter().filter(|(_, other)| *other == days).map(|(at, _)| *at).collect();
            let open = open_of(&[edition(book, days)], days.procedure, &same, learned);
            left.retain(|(at, other)| *other != days || open.contains(at));
            let held = same.into_iter().filter(|at| !open.contains(at));
            all.extend(held.map(|at| (at, Looked::Holds(learned.clone()))));
        }
        all.push((at, looked));
    }
    all
}

fn edition(book: &Rulebook, days: Days) -> Edition<'_> {
    Edition::on(book, days.from).for_procedure(days.procedure)
}

/// Returns the rules of one procedure on the days of these editions.
fn rules<'b>(editions: &[Edition<'b>], procedure: RulesetIx, invariants: &[usize], learned: &Learned) -> Rules<'b> {
    let held = invariants.iter().map(|at| &editions[0].book.invariants[*at]).collect();
    let mut rules = Rules::new(editions, procedure, held);
    for question in learned {
        rules.learn(*question);
    }
    rules
}

/// Returns those of some invariants that are not settled on all of the days by what is known.
fn open_of(editions: &[Edition<'_>], procedure: RulesetIx, invariants: &[usize], learned: &Learned) -> Vec<usize> {
    if invariants.is_empty() {
        return Vec::new();
    }
    open_in(&Unfolding::new(&rules(editions, procedure, invariants, learned)), invariants)
}

/// Returns those of some invariants that do not hold in a graph.
fn open_in(unfolding: &Unfolding<'_, '_>, invariants: &[usize]) -> Vec<usize> {
    let holds = |at: &usize| solve::holds(unfolding, &automaton(unfolding.rules, *at));
    invariants.iter().copied().filter(|at| !holds(at)).collect()
}

fn automaton<'b>(rules: &Rules<'b>, invariant: usize) -> Automaton<'b> {
    Automaton::new(&rules.edition.book.invariants[invariant], rules.law)
}

/// Looks for the shortest path that breaks an invariant on these days and contradicts itself nowhere.
///
/// Little is known at first, so that most is settled in a small graph; only what a path contradicts itself in is learned.
fn look(book: &Rulebook, at: usize, days: Days, learned: &Learned) -> Looked {
    let invariant = &book.invariants[at];
    let mut rules = rules(&[edition(book, days)], days.procedure, &[at], learned);
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
