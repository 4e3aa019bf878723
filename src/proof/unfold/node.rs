//! One node: what can be answered there, what happens, where it leads. It follows `engine::walk` line by line.

use super::{At, ExitKind, Unfold, Unfolder, Way, get, set};
use crate::proof::happening::{Context, Happening, What};
use crate::proof::rules::len;
use crate::ruleset::model::{
    AskRoutes, Call, Effect, EffectRoutes, Halt, HaltScope, Join, Need, Node, NodeKind, QuestionIx, ReturnIx, Role,
    Row, RulesetIx, Subject, Target, VET_EJ,
};

/// The rows of a checklist that were met, that failed and that are not known.
const MET: u64 = 1;
const FAILED: u64 = 2;
const UNKNOWN: u64 = 4;

/// The vertex that is being expanded.
#[derive(Clone)]
pub(super) struct Here<'n> {
    pub vertex: u32,
    pub at: At,
    pub node: &'n Node,
    pub state: Vec<u64>,
    /// The position of its first edge.
    pub first: u32,
}

/// What a module is where a vertex runs it.
pub(super) enum Callee {
    Module(RulesetIx),
    NotInForce,
    /// It depends on the day: the vertex has gone on to one for each.
    ByDay,
}

impl<'b> Unfolder<'_, 'b> {
    pub(super) fn expand(&mut self, unfold: &mut Unfold, vertex: u32) {
        let at = unfold.at[vertex as usize];
        let node: &'b Node = &self.rules.ruleset(unfold.instance.ruleset).nodes[at.node.at()];
        let first = len(unfold.instance.edges.len());
        let here = Here { vertex, at, node, state: self.states.get(at.state).to_vec(), first };
        match &node.kind {
            NodeKind::Ask { question, routes } => self.ask(unfold, &here, *question, routes),
            NodeKind::Checklist { rows, need, met, failed, unknown, .. } => {
                self.checklist(unfold, &here, rows, *need, [*met, *failed, *unknown]);
            }
            NodeKind::Each { subject, over, call, join, routes } => {
                self.each(unfold, &here, *subject, over, call, *join, routes);
            }
            NodeKind::Switch { on, routes } => self.switch(unfold, &here, on, routes),
            NodeKind::Call { call, routes } => self.call(unfold, &here, call, routes),
            NodeKind::Calls { calls, join, routes } => self.calls(unfold, &here, calls, *join, routes),
            NodeKind::Revise { .. } => self.go(unfold, &here, Way::End, &here.state, Vec::new()),
            NodeKind::Halt(Halt { scope, .. }) => {
                let label = self.applied(unfold, &here);
                self.go(unfold, &here, Way::Halt(reach(unfold.instance.context, *scope)), &here.state, label);
            }
        }
        let last = len(unfold.instance.edges.len());
        unfold.instance.vertices[vertex as usize].edges = first..last;
    }

    pub(super) fn happening(&self, unfold: &Unfold, here: &Here<'_>, what: What) -> Happening {
        Happening { what, context: unfold.instance.context, provision: self.in_scope(&here.state, what) }
    }

    /// Returns that the node is passed, where it applies anything.
    pub(super) fn applied(&self, unfold: &Unfold, here: &Here<'_>) -> Vec<Happening> {
        if here.node.provisions.is_empty() && here.node.duties.is_empty() {
            return Vec::new();
        }
        let what = What::Applied { ruleset: unfold.instance.ruleset, node: here.at.node };
        vec![self.happening(unfold, here, what)]
    }

    pub(super) fn go(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        way: Way,
        state: &[u64],
        mut label: Vec<Happening>,
    ) {
        let to = self.way(unfold, here.at.node, way, state, &mut label);
        self.edge(unfold, here.first, 0, &label, to);
    }

    /// Goes on to another step of the same node.
    pub(super) fn step(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        step: u32,
        sum: u64,
        state: &[u64],
        label: &[Happening],
    ) {
        let live = self.live(unfold, here.at.node);
        let state = self.kept(state, &live);
        let to = super::To::Vertex(Self::vertex(unfold, At { node: here.at.node, step, sum, state, version: 0 }));
        self.edge(unfold, here.first, 0, label, to);
    }

    pub(super) fn stuck(unfold: &Unfold) -> Way {
        Way::Halt(reach(unfold.instance.context, HaltScope::Item))
    }

    /// Reads an answer: tells of each that can be read, with what happens and what is then known.
    pub(super) fn read(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        question: QuestionIx,
        needs: bool,
        mut tell: impl FnMut(&mut Self, &mut Unfold, u32, Vec<u64>, Happening),
    ) {
        let fact = self.rules.answer_fact(question);
        let known = fact.and_then(|fact| get(&here.state, fact));
        let answers = known.map_or_else(|| self.rules.answers(question), |value| value..value + 1);
        self.lives.of_answers(self.rules, question);
        for answer in answers {
            let mut state = here.state.clone();
            if let Some(fact) = fact {
                set(&mut state, fact, answer);
            }
            let what = What::Answered { question, answer, again: known.is_some(), needs };
            let read = self.happening(unfold, here, what);
            if fact.is_none() && needs && self.rules.is_told_again(question) {
                // It is not known whether it stood already, and what happens is not the same.
                let what = What::Answered { question, answer, again: true, needs };
                let again = self.happening(unfold, here, what);
                tell(self, unfold, answer, state.clone(), again);
            }
            tell(self, unfold, answer, state, read);
        }
        if known.is_none() && self.rules.question(question).actor != Role::Officer {
            self.go(unfold, here, Self::stuck(unfold), &here.state, Vec::new());
        }
    }

    fn ask(&mut self, unfold: &mut Unfold, here: &Here<'_>, question: QuestionIx, routes: &AskRoutes) {
        self.read(unfold, here, question, false, |this, unfold, answer, state, read| {
            let target = match routes {
                AskRoutes::All(target) => Some(*target),
                AskRoutes::Each(targets) => targets.get(answer as usize).copied(),
            };
            let label = std::iter::once(read).chain(this.applied(unfold, here)).collect();
            this.go(unfold, here, target.map_or_else(|| Self::stuck(unfold), Way::On), &state, label);
        });
    }

    fn checklist(&mut self, unfold: &mut Unfold, here: &Here<'_>, rows: &[Row], need: Need, to: [Target; 3]) {
        let Some(row) = rows.get(here.at.step as usize) else { return };
        let last = here.at.step as usize + 1 == rows.len();
        self.read(unfold, here, row.question, false, |this, unfold, answer, state, read| {
            let met = if answer == u32::from(VET_EJ) {
                UNKNOWN
            } else if answer == u32::from(row.want) {
                MET
            } else {
                FAILED
            };
            let sum = tallied(need, here.at.sum | met);
            if !last {
                this.step(unfold, here, here.at.step + 1, sum, &state, &[read]);
                return;
            }
            let target = match sum {
                MET => to[0],
                UNKNOWN => to[2],
                _ => to[1],
            };
            let label = std::iter::once(read).chain(this.applied(unfold, here)).collect();
            this.go(unfold, here, Way::On(target), &state, label);
        });
    }

    /// Returns what a module is where a vertex runs it; where it is not the same on all days, the vertex goes on to one for
    /// each.
    pub(super) fn callee(&mut self, unfold: &mut Unfold, here: &Here<'_>, call: &Call) -> Callee {
        let versions = self.rules.versions(unfold.instance.ruleset, call.module);
        let one = match (versions, here.at.version) {
            ([one], _) => *one,
            (several, 0) => {
                for (version, _) in (1..).zip(several) {
                    let to = super::To::Vertex(Self::vertex(unfold, At { version, ..here.at }));
                    self.edge(unfold, here.first, 0, &[], to);
                }
                return Callee::ByDay;
            }
            (several, version) => several.get(version as usize - 1).copied().flatten(),
        };
        one.map_or(Callee::NotInForce, Callee::Module)
    }

    fn call(&mut self, unfold: &mut Unfold, here: &Here<'_>, call: &Call, routes: &[Option<Target>]) {
        let module = match self.callee(unfold, here, call) {
            Callee::Module(module) => module,
            Callee::ByDay => return,
            Callee::NotInForce => {
                let label = self.applied(unfold, here);
                return self.go(unfold, here, Self::stuck(unfold), &here.state, label);
            }
        };
        let context = unfold.instance.context;
        let sub = self.run(unfold, here.at.node, call, module, context, &here.state, 0, 0);
        let mut label = self.applied(unfold, here);
        label.push(self.happening(unfold, here, What::Entered { ruleset: module }));
        unfold.instance.vertices[here.vertex as usize].call = Some((self.labels.add(&label), sub));
        for (exit, index) in self.instances[sub as usize].exits.clone().into_iter().zip(0..) {
            let state = self.learned(&here.state, exit);
            let (way, label) = match exit.kind {
                ExitKind::Return(name) => {
                    let returned = self.happening(unfold, here, What::Returned { ruleset: module, name });
                    let target = routes.get(name.at()).copied().flatten();
                    (target.map_or_else(|| Self::stuck(unfold), Way::On), vec![returned])
                }
                ExitKind::Halt(scope) => (Way::Halt(scope), Vec::new()),
            };
            self.leave(unfold, here, index, way, &state, label);
        }
    }

    /// Goes on from an exit of a module that was run.
    pub(super) fn leave(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        exit: u32,
        way: Way,
        state: &[u64],
        mut label: Vec<Happening>,
    ) {
        let to = self.way(unfold, here.at.node, way, state, &mut label);
        self.edge(unfold, here.first, exit, &label, to);
    }

    fn calls(&mut self, unfold: &mut Unfold, here: &Here<'_>, calls: &[Call], join: Join, routes: &EffectRoutes) {
        let step = here.at.step as usize;
        let Some(call) = calls.get(step) else { return };
        let callee = self.callee(unfold, here, call);
        let mut label = if step == 0 { self.applied(unfold, here) } else { Vec::new() };
        let module = match callee {
            Callee::Module(module) => module,
            Callee::ByDay => return,
            Callee::NotInForce => return self.go(unfold, here, Self::stuck(unfold), &here.state, label),
        };
        let context = unfold.instance.context;
        let sub = self.run(unfold, here.at.node, call, module, context, &here.state, 0, step);
        label.push(self.happening(unfold, here, What::Entered { ruleset: module }));
        unfold.instance.vertices[here.vertex as usize].call = Some((self.labels.add(&label), sub));
        for (exit, index) in self.instances[sub as usize].exits.clone().into_iter().zip(0..) {
            let state = self.learned(&here.state, exit);
            let ExitKind::Return(name) = exit.kind else {
                let ExitKind::Halt(scope) = exit.kind else { continue };
                self.leave(unfold, here, index, Way::Halt(scope), &state, Vec::new());
                continue;
            };
            let returned = self.happening(unfold, here, What::Returned { ruleset: module, name });
            let so_far = Effect::ALL[usize::try_from(here.at.sum).unwrap_or_default()];
            let joined = so_far.joined(self.effect_of(module, name), join);
            if step + 1 < calls.len() {
                // The next module looks at what it looks at, and whoever comes after.
                let live = self.after(unfold, here.at.node, step);
                let state = self.kept(&state, &live);
                let at = At { node: here.at.node, step: here.at.step + 1, sum: joined.at() as u64, state, version: 0 };
                let to = super::To::Vertex(Self::vertex(unfold, at));
                self.edge(unfold, here.first, index, &[returned], to);
            } else {
                let target = routes.by_effect.get(joined.at()).copied().flatten();
                let way = target.map_or_else(|| Self::stuck(unfold), Way::On);
                self.leave(unfold, here, index, way, &state, vec![returned]);
            }
        }
    }

    /// Returns the effect that a module returns with.
    pub(super) fn effect_of(&self, module: RulesetIx, name: ReturnIx) -> Effect {
        let end = self.rules.ruleset(module).returns.get(name.at()).and_then(Option::as_ref);
        end.and_then(|end| end.effect).unwrap_or(Effect::None)
    }
}

/// Returns what decides a checklist, of the rows so far.
const fn tallied(need: Need, rows: u64) -> u64 {
    match need {
        Need::All if rows & FAILED != 0 => FAILED,
        Need::Any if rows & MET != 0 => MET,
        _ if rows & UNKNOWN != 0 => UNKNOWN,
        _ => rows,
    }
}

/// Returns how far a halt reaches, as the walk takes it.
const fn reach(context: Context, scope: HaltScope) -> HaltScope {
    match scope {
        HaltScope::Person if context.has(Subject::Person) => HaltScope::Person,
        HaltScope::Person | HaltScope::Item if context.has(Subject::Item) => HaltScope::Item,
        _ => HaltScope::Assessment,
    }
}
