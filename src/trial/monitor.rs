//! What happened on one walk, in order, and within which subjects: what an invariant speaks of.
//!
//! It knows one path at a time and nothing of the rules beyond it, so that it can tell on which paths a prover is right. One
//! call of [`Observer`] is one happening, with the provisions and duties that come with it.

mod held;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::answers::demands_for;
use crate::engine::{Answers, Edition, Halted, Key, Observer, Place, Reads, ScopePath, Step, Value, run};
use crate::ruleset::model::{
    DutyIx, Effect, End, FamilyIx, HaltScope, Node, OutcomeIx, ProvisionIx, Question, QuestionIx, ReturnIx, Rulebook,
    RulesetIx, Subject, Table, TableIx,
};

pub use held::{Broken, Held};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Every subject in scope.
    pub scope: ScopePath,
    /// The visits that it happened within, from the outermost in, as positions in [`Path::visits`].
    pub within: Vec<usize>,
    /// What happened.
    pub what: What,
    /// The provisions that apply by it.
    pub provisions: Vec<ProvisionIx>,
    /// The duties that arise by it.
    pub duties: Vec<DutyIx>,
}

/// The kinds of thing that happen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// An answer is read.
    Answered {
        /// The question.
        question: QuestionIx,
        /// The position of the answer among the question's options; none for an open kind.
        option: Option<u16>,
        /// Whether the answer demands an internal reason.
        reasoned: bool,
    },
    /// A node is passed, or a table comes to a result.
    Applied,
    /// A module is entered.
    Entered(FamilyIx),
    /// A module returns.
    Returned {
        /// The module.
        from: FamilyIx,
        /// The name that it returns under.
        name: ReturnIx,
        /// What the return means, [`Effect::None`] where it carries nothing.
        effect: Effect,
    },
    /// A subject ends with this effect, or the assessment where there is none.
    Ends(Option<Subject>, Effect),
}

/// A subject's turn in a loop.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Visit {
    /// The kind of subject.
    pub subject: Subject,
    /// The scope with the subject in it.
    pub scope: ScopePath,
    /// The position of the first happening within it.
    pub first: usize,
    /// Whether it was left by itself: neither the walk nor a halt of what encloses it broke it off.
    pub ended: bool,
}

/// All that happened on one walk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// What happened, in order.
    pub happenings: Vec<Happening>,
    /// The subjects' turns, in the order in which they began.
    pub visits: Vec<Visit>,
    /// Whether the walk came to an outcome.
    pub finished: bool,
}

impl Path {
    /// Walks `procedure` as far as the answers reach and notes what happens.
    pub fn of<A: Answers>(edition: &Edition<'_>, procedure: RulesetIx, answers: &A) -> (Self, Step) {
        let (book, path) = (edition.book, Self::default());
        let mut monitor = Monitor { book, answers, path, frames: Vec::new(), halted: None, put: HashSet::new() };
        let step = run(edition, procedure, answers, &mut monitor);
        monitor.unwind();
        (monitor.path, step)
    }
}

/// Notes what a walk passes.
struct Monitor<'m, A> {
    book: &'m Rulebook,
    answers: &'m A,
    path: Path,
    /// The modules that the walk is in, each with the visit that it began.
    frames: Vec<Option<usize>>,
    /// A halt whose own provisions and duties may still come before anything is left.
    halted: Option<(Place, HaltScope)>,
    /// The questions that have been read.
    put: HashSet<Key>,
}

impl<A: Answers> Monitor<'_, A> {
    fn note(&mut self, scope: ScopePath, what: What, provisions: &[ProvisionIx], duties: &[DutyIx]) {
        let within = self.frames.iter().copied().flatten().collect();
        let (provisions, duties) = (provisions.to_vec(), duties.to_vec());
        self.path.happenings.push(Happening { scope, within, what, provisions, duties });
    }

    /// Ends the subject that the module in which the walk is was entered for, if it was for one.
    fn end(&mut self, effect: Effect) {
        if let Some(at) = self.frames.last().copied().flatten() {
            let Visit { subject, scope, .. } = self.path.visits[at];
            self.note(scope, What::Ends(Some(subject), effect), &[], &[]);
            self.path.visits[at].ended = true;
        }
        self.frames.pop();
    }

    /// Leaves what a halt has stopped: the subject that it reaches is left open, what lies within is broken off.
    fn unwind(&mut self) {
        let reached = match self.halted.take() {
            Some((_, HaltScope::Person)) => Subject::Person,
            Some((_, HaltScope::Item)) => Subject::Item,
            Some((_, HaltScope::Assessment)) | None => return,
        };
        while let Some(&frame) = self.frames.last() {
            if frame.is_some_and(|at| self.path.visits[at].subject == reached) {
                return self.end(Effect::Open);
            }
            self.frames.pop();
        }
    }

    /// Returns the subject that is in `scope` and in that of no visit so far.
    fn begun(&self, scope: ScopePath) -> Option<Subject> {
        let outer = self.frames.iter().copied().flatten().next_back();
        let outer = outer.map(|at| self.path.visits[at].scope).unwrap_or_default();
        [
            (Subject::Document, outer.document != scope.document),
            (Subject::Item, outer.item != scope.item),
            (Subject::Person, outer.person != scope.person),
            (Subject::Provision, outer.provision != scope.provision),
            (Subject::By, outer.by != scope.by),
        ]
        .into_iter()
        .find_map(|(subject, differs)| differs.then_some(subject))
    }
}

impl<A: Answers> Observer for Monitor<'_, A> {
    fn answered(&mut self, place: Place, key: Key, question: &Question, reads: Reads) {
        self.unwind();
        let value = self.answers.get(key);
        let reasoned = question.reason.as_ref().zip(value).is_some_and(|(demand, value)| demands_for(demand, value));
        let option = match value {
            Some(Value::Choice(option)) => Some(*option),
            _ => None,
        };
        let again = !self.put.insert(key);
        let provisions = if again && reads == Reads::Needs { &[][..] } else { &question.provisions };
        self.note(place.scope, What::Answered { question: key.question, option, reasoned }, provisions, &[]);
    }

    fn decided(&mut self, place: Place, _index: TableIx, table: &Table, _row: u16, _result: u16) {
        self.note(place.scope, What::Applied, &table.provisions, &[]);
    }

    fn applied(&mut self, place: Place, node: &Node) {
        if self.halted.is_some_and(|(halted, _)| halted != place) {
            self.unwind();
        }
        self.note(place.scope, What::Applied, &node.provisions, &node.duties);
    }

    fn entered(&mut self, module: RulesetIx, scope: ScopePath) {
        self.unwind();
        let begun = self.begun(scope);
        self.frames.push(begun.map(|_| self.path.visits.len()));
        if let Some(subject) = begun {
            self.path.visits.push(Visit { subject, scope, first: self.path.happenings.len(), ended: false });
        }
        // The provision that a loop tests is applied, whatever the questions of the module are about.
        let family = self.book.rulesets[module.at()].family;
        self.note(scope, What::Entered(family), scope.provision.as_slice(), &[]);
    }

    fn returned(&mut self, module: RulesetIx, name: ReturnIx, end: &End, scope: ScopePath) {
        self.unwind();
        let effect = end.effect.unwrap_or(Effect::None);
        let from = self.book.rulesets[module.at()].family;
        self.note(scope, What::Returned { from, name, effect }, &end.provisions, &end.duties);
        self.end(effect);
    }

    fn joined(&mut self, _place: Place, _effect: Option<Effect>) {
        self.unwind();
    }

    fn halted(&mut self, halted: Halted) {
        self.unwind();
        let Halted { scope, ruleset, node, reach, .. } = halted;
        self.halted = Some((Place { ruleset, node, scope }, reach));
    }

    fn finished(&mut self, _outcome: OutcomeIx, end: &End, scope: ScopePath) {
        self.unwind();
        self.note(scope, What::Ends(None, end.effect.unwrap_or(Effect::None)), &end.provisions, &end.duties);
        self.path.finished = true;
    }
}
