//! The walk itself: parts, nodes, questions, calls and halts.
//!
//! [`run`] finds the next step and tells an [`Observer`] of what it passes; [`walk`] is the same with everything
//! recorded. What is asked for and cannot be found (no version in force on the law date, an empty cell that a switch
//! looks at) never panics and never opens anything: the walk parks there.

use super::answer::{Answers, Key, Value};
use super::context::{Arguments, Frame, Place};
use super::edition::Registers;
use super::focus::{Focus, PassedBy, Pending};
use super::record::Recorder;
use super::{Edition, Halted, Report, ScopePath, Step};
use crate::ruleset::model::{
    AskRoutes, Call, Effect, End, Halt, HaltKind, HaltScope, JA, NEJ, Need, Node, NodeIx, NodeKind, OutcomeIx, Part,
    PartKind, ProvisionIx, Question, QuestionIx, ReturnIx, Role, Row, Rulebook, RulesetIx, Table, TableIx, Target,
    VET_EJ,
};

/// Why a node reads an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reads {
    /// The node is there to put the question: an ask or a row of a checklist.
    Puts,
    /// The node needs what was answered: a switch or a loop; it puts the question only if nobody has.
    Needs,
}

/// Which of its ways the walk leaves a node by.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Way {
    /// The one that every answer leads to.
    Only,
    /// That of an answer, or of a value of a switch, by position.
    Option(u16),
    /// That of a range of numbers or days, by position.
    Range(u16),
    /// The need of a checklist is met.
    Met,
    /// It is not.
    Failed,
    /// Doubt leaves it undecided.
    Unknown,
    /// That of a joined effect.
    Effect(Effect),
    /// That of a loop without a subject.
    Empty,
    /// That of what a module returned.
    Return(ReturnIx),
}

/// Is told of what the walk passes, in order; every method does nothing by default.
///
/// The walk is compiled for each observer, so that what one does not listen to costs nothing.
pub trait Observer {
    /// A question has its answer under `key`.
    fn answered(&mut self, place: Place, key: Key, question: &Question, reads: Reads) {
        let _ = (place, key, question, reads);
    }
    /// A switch, checklist, loop or call is passed.
    fn passed(&mut self, place: Place) {
        let _ = place;
    }
    /// A decision table comes to `result` by its row number `row`, both by position; its provisions apply.
    fn decided(&mut self, place: Place, index: TableIx, table: &Table, row: u16, result: u16) {
        let _ = (place, index, table, row, result);
    }
    /// A node is passed whose provisions and duties apply; they may be empty.
    fn applied(&mut self, place: Place, node: &Node) {
        let _ = (place, node);
    }
    /// A node is left by one of its ways.
    fn routed(&mut self, place: Place, way: Way) {
        let _ = (place, way);
    }
    /// A module is entered.
    fn entered(&mut self, module: RulesetIx, scope: ScopePath) {
        let _ = (module, scope);
    }
    /// A module returns.
    fn returned(&mut self, module: RulesetIx, name: ReturnIx, end: &End, scope: ScopePath) {
        let _ = (module, name, end, scope);
    }
    /// A loop or several calls end, with no effect where there was no subject.
    fn joined(&mut self, place: Place, effect: Option<Effect>) {
        let _ = (place, effect);
    }
    /// The loop enters the item in `scope`.
    fn item_entered(&mut self, scope: ScopePath) {
        let _ = scope;
    }
    /// The loop leaves the item in `scope`, for the next one or because a halt or a question stops it.
    fn item_left(&mut self, scope: ScopePath, effect: Effect) {
        let _ = (scope, effect);
    }
    /// Something is parked or stopped.
    fn halted(&mut self, halted: Halted) {
        let _ = halted;
    }
    /// The procedure ends.
    fn finished(&mut self, outcome: OutcomeIx, end: &End, scope: ScopePath) {
        let _ = (outcome, end, scope);
    }
}

/// Listens to nothing.
impl Observer for () {}

/// Walks `procedure` as far as the answers reach and reports all of it.
pub fn walk<A: Answers>(edition: &Edition<'_>, procedure: RulesetIx, answers: &A) -> Report {
    let mut recorder = Recorder::default();
    let step = run(edition, procedure, answers, &mut recorder);
    recorder.report(step)
}

/// Walks `procedure` as far as the answers reach and returns what comes next.
pub fn run<A: Answers, O: Observer>(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &A,
    observer: &mut O,
) -> Step {
    run_with(edition, procedure, answers, Focus::Every, observer).0
}

/// The same with a focus, and what was passed by.
pub(super) fn run_with<A: Answers, O: Observer>(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &A,
    focus: Focus,
    observer: &mut O,
) -> (Step, Vec<Pending>) {
    let registers = edition.registers_of(procedure);
    let passed = PassedBy::new(focus);
    let mut walker = Walker { edition, book: edition.book, registers, answers, observer, beside: &[], passed };
    let step = walker.procedure(procedure);
    (step, walker.passed.into_pending())
}

/// How a part or a module ended.
enum Exit {
    Done,
    Return(ReturnIx),
    Outcome(OutcomeIx),
}

/// Why the walk leaves a node without going on from it.
pub(super) enum Break {
    /// The walk ends with this step.
    Stop(Step),
    /// A halt ends the element of the loop over persons or items; the others go on.
    Unwind(HaltScope),
    /// The node looks at what items came to, and one of them was passed by; the element of the loop waits.
    Waits,
}

pub(super) struct Walker<'w, A, O> {
    pub edition: &'w Edition<'w>,
    pub book: &'w Rulebook,
    /// The questions that fill the registers of this procedure.
    pub registers: Registers,
    pub answers: &'w A,
    pub observer: &'w mut O,
    /// What the innermost loop over provisions tests, for a provision whose secrecy falls with that of the others.
    pub beside: &'w [ProvisionIx],
    /// The items that are not in focus and lack an answer.
    pub passed: PassedBy,
}

impl<'w, A: Answers, O: Observer> Walker<'w, A, O> {
    fn procedure(&mut self, procedure: RulesetIx) -> Step {
        let rules = &self.book.rulesets[procedure.at()];
        let arguments = Arguments { family: &self.book.families[rules.family.at()], with: &[], caller: None };
        let mut frame =
            Frame { ruleset: procedure, rules, scope: ScopePath::default(), arguments, finished: Vec::new() };
        for &part in &rules.parts {
            frame.scope.closing = part.kind == PartKind::Closing;
            match self.part(&mut frame, part) {
                Ok(Exit::Done) => {}
                Ok(Exit::Outcome(_)) if self.passed.waits() => return self.passed.first(),
                Ok(Exit::Outcome(outcome)) => {
                    let end = &rules.outcomes[outcome.at()];
                    self.observer.finished(outcome, end, frame.scope);
                    let effect = end.effect.unwrap_or(Effect::None);
                    return Step::Finished { ruleset: procedure, outcome, effect };
                }
                Ok(Exit::Return(_)) => break,
                Err(Break::Stop(step)) => return step,
                Err(Break::Unwind(_)) => return Step::Halted,
                Err(Break::Waits) => return self.passed.first(),
            }
        }
        // Only a module that is started as if it were a procedure comes here.
        let last = NodeIx(u16::try_from(rules.nodes.len().saturating_sub(1)).unwrap_or(u16::MAX));
        self.stuck(frame.place(last));
        Step::Halted
    }

    fn part(&mut self, frame: &mut Frame<'_>, part: Part) -> Result<Exit, Break> {
        if part.len == 0 {
            return Ok(Exit::Done);
        }
        let mut at = part.first;
        loop {
            match self.node(frame, at)? {
                Target::Node(next) => at = next,
                Target::Done => return Ok(Exit::Done),
                Target::Return(name) => return Ok(Exit::Return(name)),
                Target::Outcome(outcome) => return Ok(Exit::Outcome(outcome)),
            }
        }
    }

    pub(super) fn node(&mut self, frame: &mut Frame<'_>, at: NodeIx) -> Result<Target, Break> {
        let rules = frame.rules;
        let node = &rules.nodes[at.at()];
        let place = frame.place(at);
        self.passed.admits(&node.kind)?;
        match &node.kind {
            NodeKind::Ask { question, routes } => {
                let value = self.read(place, *question, Reads::Puts)?;
                self.observer.applied(place, node);
                let (way, target) = match (routes, value) {
                    (AskRoutes::All(target), _) => (Way::Only, Some(*target)),
                    (AskRoutes::Each(targets), Value::Choice(option)) => {
                        (Way::Option(*option), targets.get(usize::from(*option)).copied())
                    }
                    (AskRoutes::Each(_), _) => (Way::Only, None),
                };
                self.leave(place, way, target)
            }
            NodeKind::Checklist { rows, need, met, failed, unknown, .. } => {
                let tally = self.rows(place, rows)?;
                self.observer.passed(place);
                self.observer.applied(place, node);
                let (way, target) = match (need, tally) {
                    (Need::All, Tally { unknown: false, failed: false, .. }) | (Need::Any, Tally { met: true, .. }) => {
                        (Way::Met, *met)
                    }
                    (Need::All, Tally { failed: true, .. }) | (Need::Any, Tally { unknown: false, .. }) => {
                        (Way::Failed, *failed)
                    }
                    _ => (Way::Unknown, *unknown),
                };
                self.leave(place, way, Some(target))
            }
            NodeKind::Each { subject, over, call, join, routes } => {
                self.each(frame, at, *subject, over, call, *join, routes)
            }
            NodeKind::Switch { on, routes } => self.switch(frame, place, on, routes),
            NodeKind::Call { call, routes } => {
                self.observer.passed(place);
                self.observer.applied(place, node);
                let (name, _) = self.call(frame, place, call)?;
                self.leave(place, Way::Return(name), routes.get(name.at()).copied().flatten())
            }
            NodeKind::Calls { calls, join, routes } => {
                self.observer.passed(place);
                self.observer.applied(place, node);
                let mut joined = Effect::None;
                for call in calls {
                    let (_, end) = self.call(frame, place, call)?;
                    joined = joined.joined(end.effect.unwrap_or(Effect::None), *join);
                }
                self.observer.joined(place, Some(joined));
                self.leave(place, Way::Effect(joined), routes.by_effect.get(joined.at()).copied().flatten())
            }
            NodeKind::Revise { node: again, .. } => Err(self.revise(place, *again)),
            NodeKind::Halt(Halt { kind, scope, .. }) => {
                let halt = self.halt(place, *kind, *scope, None);
                self.observer.applied(place, node);
                Err(halt)
            }
        }
    }

    /// Leaves a node by a way, or parks where it has none of that kind.
    pub(super) fn leave(&mut self, place: Place, way: Way, target: Option<Target>) -> Result<Target, Break> {
        let Some(target) = target else { return Err(self.stuck(place)) };
        self.observer.routed(place, way);
        Ok(target)
    }

    /// Returns the answer that a node needs, or breaks off to put the question.
    pub fn read(&mut self, place: Place, index: QuestionIx, reads: Reads) -> Result<&'w Value, Break> {
        let question = &self.book.questions[index.at()];
        let key = Key::within(place.scope, index, question.scope);
        match self.answers.get(key) {
            // An answer of another kind, from a file or from an older wording, is no answer to this question.
            Some(value) if value.fits(&question.kind) => {
                self.observer.answered(place, key, question, reads);
                Ok(value)
            }
            _ if question.actor == Role::Officer => {
                Err(Break::Stop(Step::Ask { key, ruleset: place.ruleset, node: place.node }))
            }
            _ => Err(self.halt(place, HaltKind::Park, HaltScope::Item, Some(key))),
        }
    }

    fn rows(&mut self, place: Place, rows: &[Row]) -> Result<Tally, Break> {
        let mut tally = Tally::default();
        for row in rows {
            match *self.read(place, row.question, Reads::Puts)? {
                Value::Choice(VET_EJ) => tally.unknown = true,
                Value::Choice(answer @ (JA | NEJ)) if answer == row.want => tally.met = true,
                _ => tally.failed = true,
            }
        }
        Ok(tally)
    }

    /// Runs a module with `place.scope` in scope.
    pub fn call(&mut self, frame: &Frame<'_>, place: Place, call: &Call) -> Result<(ReturnIx, &'w End), Break> {
        let Some(ruleset) = self.edition.ruleset(call.module) else { return Err(self.stuck(place)) };
        let book = self.book;
        let rules = &book.rulesets[ruleset.at()];
        let arguments =
            Arguments { family: &book.families[rules.family.at()], with: &call.with, caller: Some(&frame.arguments) };
        self.observer.entered(ruleset, place.scope);
        let mut inner = Frame { ruleset, rules, scope: place.scope, arguments, finished: Vec::new() };
        for &part in &rules.parts {
            if let Exit::Return(name) = self.part(&mut inner, part)?
                && let Some(end) = rules.returns.get(name.at()).and_then(Option::as_ref)
            {
                self.observer.returned(ruleset, name, end, place.scope);
                return Ok((name, end));
            }
        }
        Err(self.stuck(place))
    }

    fn revise(&mut self, place: Place, again: NodeIx) -> Break {
        let Some(index) = self.edition.question_at(place.ruleset, again) else { return self.stuck(place) };
        let key = Key::within(place.scope, index, self.book.questions[index.at()].scope);
        Break::Stop(Step::Revise { key, ruleset: place.ruleset, node: place.node })
    }

    /// Halts here, as far as there is something in scope to halt: a person, else the item, else everything.
    pub(super) fn halt(&mut self, place: Place, kind: HaltKind, reach: HaltScope, awaits: Option<Key>) -> Break {
        let reach = match reach {
            HaltScope::Person if place.scope.person.is_some() => HaltScope::Person,
            HaltScope::Person | HaltScope::Item if place.scope.item.is_some() => HaltScope::Item,
            _ => HaltScope::Assessment,
        };
        let Place { ruleset, node, scope } = place;
        self.observer.halted(Halted { scope, ruleset, node, kind, reach, awaits });
        match reach {
            HaltScope::Assessment => Break::Stop(Step::Halted),
            HaltScope::Person | HaltScope::Item => Break::Unwind(reach),
        }
    }

    /// Parks where the rules have no way on, so that nothing is disclosed on a path that nobody wrote.
    pub fn stuck(&mut self, place: Place) -> Break {
        self.halt(place, HaltKind::Park, HaltScope::Item, None)
    }
}

/// What the rows of a checklist came to.
#[derive(Default)]
struct Tally {
    met: bool,
    failed: bool,
    unknown: bool,
}
