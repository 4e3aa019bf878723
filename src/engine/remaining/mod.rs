//! At most how many questions are left on any way from where the walk stands.
//!
//! What the answers decide is left to the walk itself, so that this cannot disagree with it; where a question is
//! unanswered, every way on is looked at and the longest counts. The number of questions of a path that follow is
//! therefore never greater than the bound, and an answer lowers it by one at least. Two things are outside it: subjects
//! that nobody has named yet, which are told apart as so many more for each, and answers that the rules demand again (a
//! `revise` node), which are counted once.

mod counter;
mod each;
mod kept;
mod keys;
mod load;
mod rules;
mod unnamed;

use std::rc::Rc;

pub use self::counter::Counter;
use self::kept::{Called, Kept, Traced};
use self::load::{Exit, Load, SUBJECTS, Ways};
pub(crate) use self::rules::targets;
use self::unnamed::{has_unnamed, is_unnamed};
use super::answer::{Answers, Entity, Key, ScopePath};
use super::context::{Arguments, Frame, Place};
use super::edition::{filling, for_each_question};
use super::walk::{Break, Walker};
use super::{Edition, Step};
use crate::ruleset::model::{
    Call, Field, HaltKind, HaltScope, Node, NodeIx, NodeKind, Part, PartKind, QuestionIx, Role, RulesetIx, Subject,
    SwitchOn, Target,
};

/// At most how many questions are left.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Remaining {
    /// Questions that come whatever subjects are named.
    pub known: u32,
    /// At most so many more for each subject that is still to be named: for each scope that a loop will enter.
    each: [u32; SUBJECTS],
}

impl Remaining {
    /// Counts for a whole procedure, and for each item that is named.
    pub fn of<A: Answers>(edition: &Edition<'_>, procedure: RulesetIx, answers: &A) -> (Self, Vec<(Entity, Self)>) {
        Counter::new(edition, procedure).count(answers)
    }

    fn sum(load: &Load) -> Self {
        let (known, each) = load.sum();
        Self { known, each }
    }

    /// Returns how many more come for each subject of that kind that is still to be named.
    #[must_use]
    pub const fn for_each(&self, subject: Subject) -> u32 {
        self.each[subject as usize]
    }
}

struct Count<'w, A> {
    walker: Walker<'w, Traced<'w, A>, ()>,
    shared: &'w [bool],
    kept: &'w mut Kept,
    items: Vec<(Entity, Load)>,
}

impl<A: Answers> Count<'_, A> {
    fn procedure(&mut self, procedure: RulesetIx) -> Ways {
        let book = self.walker.book;
        let rules = &book.rulesets[procedure.at()];
        let arguments = Arguments { family: &book.families[rules.family.at()], with: &[], caller: None };
        let scope = ScopePath::default();
        let mut frame = Frame { ruleset: procedure, rules, scope, arguments, finished: Vec::new() };
        self.parts(&mut frame)
    }

    fn module(&mut self, frame: &Frame<'_>, place: Place, call: &Call) -> Rc<Ways> {
        let Some(ruleset) = self.walker.edition.ruleset(call.module) else {
            return Rc::new(Ways::to(self.stuck(place)));
        };
        let book = self.walker.book;
        let rules = &book.rulesets[ruleset.at()];
        let arguments =
            Arguments { family: &book.families[rules.family.at()], with: &call.with, caller: Some(&frame.arguments) };
        let given = (0..).zip(&call.with).map(|(at, _)| arguments.value(at)).collect();
        let called = Called { ruleset, scope: place.scope, given, beside: self.walker.beside.to_vec() };
        let traced = self.walker.answers;
        let at = self.kept.called(called, traced.within());
        if let Some(known) = self.kept.ways(at) {
            return known;
        }
        let mut inner = Frame { ruleset, rules, scope: place.scope, arguments, finished: Vec::new() };
        let outer = traced.enter(Some(at));
        let ways = Rc::new(self.parts(&mut inner));
        traced.enter(outer);
        self.kept.keep(at, Rc::clone(&ways));
        ways
    }

    /// Goes through the parts of a ruleset, one after the other.
    fn parts(&mut self, frame: &mut Frame<'_>) -> Ways {
        let mut ways = Ways::default();
        let mut before = Load::default();
        let mut sure = !has_unnamed(&frame.scope);
        for &part in &frame.rules.parts {
            if part.kind != PartKind::Module {
                frame.scope.closing = part.kind == PartKind::Closing;
            }
            let mut onward = None;
            for (exit, load) in self.part(frame, part, &mut sure).0 {
                let load = before.clone().then(&load);
                if exit == Exit::To(Target::Done) { onward = Some(load) } else { ways.add(exit, load) }
            }
            let Some(load) = onward else { return ways };
            before = load;
        }
        ways.add(Exit::Halted(HaltScope::Assessment), before);
        ways
    }

    fn part(&mut self, frame: &mut Frame<'_>, part: Part, sure: &mut bool) -> Ways {
        if part.len == 0 {
            return Ways::to(Exit::To(Target::Done));
        }
        let mut at = part.first;
        while *sure {
            match self.decided(frame, at) {
                Some(Exit::To(Target::Node(next))) => at = next,
                Some(exit) => return Ways::to(exit),
                // From here on several ways are possible, and which loops they pass is not known.
                None => *sure = false,
            }
        }
        let mut known = vec![None; frame.rules.nodes.len()];
        let ways = self.onward(frame, at, &mut known);
        Rc::unwrap_or_clone(ways)
    }

    /// Returns where a node leads as the answers are, or nothing where one is missing.
    fn decided(&mut self, frame: &mut Frame<'_>, at: NodeIx) -> Option<Exit> {
        let beside = self.walker.beside;
        let met = self.walker.node(frame, at);
        self.walker.beside = beside;
        match met {
            Ok(target) => Some(Exit::To(target)),
            Err(Break::Stop(Step::Ask { .. })) => None,
            Err(halted) => Some(exit(&halted)),
        }
    }

    /// Returns every way from a node to an end of its part.
    fn onward(&mut self, frame: &mut Frame<'_>, at: NodeIx, known: &mut [Option<Rc<Ways>>]) -> Rc<Ways> {
        if let Some(ways) = &known[at.at()] {
            return Rc::clone(ways);
        }
        let mut ways = Ways::default();
        for (exit, load) in self.node(frame, at).0 {
            let Exit::To(Target::Node(next)) = exit else {
                ways.add(exit, load);
                continue;
            };
            for (exit, more) in &self.onward(frame, next, known).0 {
                ways.add(*exit, load.clone().then(more));
            }
        }
        let ways = Rc::new(ways);
        known[at.at()] = Some(Rc::clone(&ways));
        ways
    }

    /// Returns every way over one node.
    fn node(&mut self, frame: &mut Frame<'_>, at: NodeIx) -> Ways {
        let rules = frame.rules;
        let place = frame.place(at);
        let node = &rules.nodes[at.at()];
        match &node.kind {
            NodeKind::Each { subject, over, call, join, routes } => {
                self.each(frame, place, *subject, over, call, *join, routes)
            }
            NodeKind::Call { call, routes } => {
                let mut ways = Ways::default();
                for (exit, load) in &self.module(frame, place, call).0 {
                    let exit = match exit {
                        Exit::To(Target::Return(name)) => {
                            routes.get(name.at()).copied().flatten().map_or_else(|| self.stuck(place), Exit::To)
                        }
                        Exit::To(_) => self.stuck(place),
                        Exit::Halted(_) => *exit,
                    };
                    ways.add(exit, load.clone());
                }
                ways
            }
            NodeKind::Calls { calls, join, routes } => self.calls(frame, place, calls, *join, routes),
            kind => {
                if can_be_decided(frame, kind)
                    && let Some(exit) = self.decided(frame, at)
                {
                    return Ways::to(exit);
                }
                self.open(place, node)
            }
        }
    }

    /// Returns every way over a node whose questions are not all answered.
    fn open(&mut self, place: Place, node: &Node) -> Ways {
        let (mut load, mut ways) = (Load::default(), Ways::default());
        for question in self.read_by(place, node) {
            match self.unanswered(place, question) {
                Some(Ok(one)) => load = load.then(&one),
                Some(Err(exit)) => ways.add(exit, load.clone()),
                None => {}
            }
        }
        let whole = load;
        for target in targets(&node.kind) {
            ways.add(Exit::To(target), whole.clone());
        }
        ways
    }

    fn read_by(&self, place: Place, node: &Node) -> Vec<QuestionIx> {
        if let NodeKind::Switch { on: SwitchOn::Field(Field::Column { subject, .. }), .. } = &node.kind {
            let list = filling(&self.walker.registers, subject.register());
            return list.filter(|_| !is_unnamed(&place.scope, *subject)).into_iter().collect();
        }
        let mut questions = Vec::new();
        for_each_question(self.walker.book, node, |question| questions.push(question));
        questions
    }

    /// Returns what a question adds if nobody has answered it: itself, or a halt where another must answer.
    fn unanswered(&mut self, place: Place, index: QuestionIx) -> Option<Result<Load, Exit>> {
        let question = &self.walker.book.questions[index.at()];
        let key = Key::within(place.scope, index, question.scope);
        if self.walker.answers.get(key).is_some_and(|value| value.fits(&question.kind)) {
            return None;
        }
        Some(if question.actor != Role::Officer {
            Err(exit(&self.walker.halt(place, HaltKind::Park, HaltScope::Item, Some(key))))
        } else if self.shared[index.at()] || place.scope != (ScopePath { closing: place.scope.closing, ..key.scope }) {
            // Other places of the rules put it too, or this one does for other subjects.
            Ok(Load::shared(key))
        } else {
            Ok(Load::one())
        })
    }

    fn stuck(&mut self, place: Place) -> Exit {
        exit(&self.walker.stuck(place))
    }
}

/// Returns whether the walk itself can say where a node leads, once its questions are answered.
fn can_be_decided(frame: &Frame<'_>, kind: &NodeKind) -> bool {
    let NodeKind::Switch { on, .. } = kind else { return true };
    match on {
        SwitchOn::Field(Field::ProvisionTest) | SwitchOn::Reaches(_) => !is_unnamed(&frame.scope, Subject::Provision),
        SwitchOn::Field(Field::Column { subject, .. }) => !is_unnamed(&frame.scope, *subject),
        SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. } => {
            frame.finished.iter().any(|done| done.node == *of)
        }
        SwitchOn::LawDate | SwitchOn::Answer(_) | SwitchOn::Argument(_) | SwitchOn::Table(_) => true,
    }
}

/// Returns what the walk leaves a node for.
fn exit(halted: &Break) -> Exit {
    match halted {
        Break::Unwind(reach) => Exit::Halted(*reach),
        // Sent back: what is asked again is counted as the rules stand, once.
        // Nothing waits here, since no item is passed by.
        Break::Stop(_) | Break::Waits => Exit::Halted(HaltScope::Assessment),
    }
}
