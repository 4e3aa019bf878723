//! Which invariants hold in every procedure on all days; of those that do not, the shortest path.
//!
//! The days on which the same rulesets are in force are first gone through together, as one span: there a switch on the law
//! date leads wherever it does on any of the days, and a provision reads as on any. What holds in that holds on each of
//! them. What has to be known to settle the rest is found on the first day of a span, and is known from the start when the
//! spans are gone through again; only what is left then is looked at day by day. That changes no verdict: whatever is known,
//! what holds in the graph does hold, and a path that breaks something counts only on one day and only if it contradicts
//! itself nowhere.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::automaton::Automaton;
use super::editions::Days;
use super::rules::{Rules, closure, held};
use super::unfold::Unfolding;
use super::{Broken, path, shortest, solve};
use crate::at_once::at_once;
use crate::engine::Edition;
use crate::ruleset::model::{FamilyIx, Invariant, QuestionIx, Register, Rulebook, RulesetIx};

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
        let entered = closure(&Edition::on(book, days.from), &[days.from], days.procedure);
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
}

/// Days of one procedure on which the same rulesets can be entered, in order, and the invariants that are held on all.
struct Span<'b> {
    days: Vec<Days>,
    /// The rules on each of the days.
    editions: Vec<Edition<'b>>,
    invariants: Vec<usize>,
    entered: Entered,
}

impl<'b> Span<'b> {
    fn of(edition: Edition<'b>, group: Group) -> Self {
        let entered = entered(&edition, &[group.days.from], group.days.procedure);
        Self { days: vec![group.days], editions: vec![edition], invariants: group.invariants, entered }
    }

    /// Takes a later day in, where the same can be entered then.
    fn takes(&mut self, other: Self) -> Option<Self> {
        let same = self.days[0].procedure == other.days[0].procedure
            && self.invariants == other.invariants
            && self.entered == other.entered;
        if !same {
            return Some(other);
        }
        self.days.extend(other.days);
        self.editions.extend(other.editions);
        None
    }

    /// Takes the days apart again where a way that mixes them could enter what no single day does.
    fn sound(self) -> Vec<Self> {
        let dates = dates(&self.days);
        let procedure = self.days[0].procedure;
        if self.editions.iter().all(|edition| entered(edition, &dates, procedure) == self.entered) {
            return vec![self];
        }
        let (invariants, entered) = (self.invariants, self.entered);
        let single = |(days, edition)| Self {
            days: vec![days],
            editions: vec![edition],
            invariants: invariants.clone(),
            entered: entered.clone(),
        };
        self.days.into_iter().zip(self.editions).map(single).collect()
    }

    fn family(&self) -> FamilyIx {
        let edition = &self.editions[0];
        edition.book.rulesets[self.days[0].procedure.at()].family
    }

    /// Returns those of some invariants that are not settled on all its days by what is known.
    fn open(&self, invariants: &[usize], learned: &Learned) -> Vec<usize> {
        open_of(&self.editions[0], &self.days, invariants, learned)
    }

    /// Returns the same of all its invariants, with as little known as can be, and those that any path comes near.
    fn open_and_met(&self) -> (Vec<usize>, Vec<usize>) {
        let (edition, invariants) = (&self.editions[0], &self.invariants);
        let rules = rules(edition, &self.days, invariants, &named(edition.book, invariants));
        let unfolding = Unfolding::new(&rules);
        let met = |at: &usize| automaton(&rules, *at).is_met(&unfolding.happenings());
        (open_in(&unfolding, invariants), invariants.iter().copied().filter(met).collect())
    }
}

fn dates(days: &[Days]) -> Vec<NaiveDate> {
    days.iter().map(|days| days.from).collect()
}

/// Every ruleset that can be entered, and the questions that fill the registers.
type Entered = (Vec<RulesetIx>, [Option<QuestionIx>; 3]);

/// Returns what can be entered on these dates by the rules in force on one day.
fn entered(edition: &Edition<'_>, dates: &[NaiveDate], procedure: RulesetIx) -> Entered {
    let registers =
        [Register::Persons, Register::Documents, Register::Items].map(|register| edition.register(register));
    (closure(edition, dates, procedure), registers)
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
    for group in groups {
        let span = Span::of(edition(book, group.days), group);
        let left = match spans.last_mut() {
            Some(last) => last.takes(span),
            None => Some(span),
        };
        spans.extend(left);
    }
    let spans: Vec<Span<'_>> = spans.into_iter().flat_map(Span::sound).collect();
    let (open, met): (Vec<_>, Vec<_>) = at_once(&spans, Span::open_and_met).into_iter().unzip();

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
    Settled { broken, met: met.into_iter().flatten().collect() }
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
            let open = open_of(&edition(book, days), &[days], &same, learned);
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

/// Returns the rules of a span of days, on all of which the same can be entered.
fn rules<'b>(edition: &Edition<'b>, days: &[Days], invariants: &[usize], learned: &Learned) -> Rules<'b> {
    let held = invariants.iter().map(|at| &edition.book.invariants[*at]).collect();
    let mut rules = Rules::new(edition.clone(), dates(days), days[0].procedure, held);
    for question in learned {
        rules.learn(*question);
    }
    rules
}

/// Returns those of some invariants that are not settled on all days of a span by what is known.
fn open_of(edition: &Edition<'_>, days: &[Days], invariants: &[usize], learned: &Learned) -> Vec<usize> {
    if invariants.is_empty() {
        return Vec::new();
    }
    open_in(&Unfolding::new(&rules(edition, days, invariants, learned)), invariants)
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
    let mut rules = rules(&edition(book, days), &[days], &[at], learned);
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
