//! Loops: one more subject at a time, until nothing new comes.

use std::rc::Rc;

use super::node::{Callee, Here};
use super::{At, ExitKind, To, Unfold, Unfolder, Way, get, set};
use crate::proof::happening::{Happening, What};
use crate::proof::lives::Live;
use crate::proof::rules::{Fact, FactKind, bit, len};
use crate::ruleset::model::{
    AnswerKind, Call, Effect, EffectRoutes, Filter, HaltScope, Join, NodeIx, Of, Over, QuestionIx, Register, RulesetIx,
    Subject, Target,
};

/// The steps of a loop: what it runs over, what its subjects came to so far, one of them.
const HUB: u32 = 1;
const SUBJECT: u32 = 2;

/// What is known of a subject before its module is entered.
type Known = Vec<(Fact, u32)>;

impl Unfolder<'_, '_> {
    #[expect(clippy::too_many_arguments, reason = "they are the fields of the node, as in the walk")]
    pub(super) fn each(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        subject: Subject,
        over: &Over,
        call: &Call,
        join: Join,
        routes: &EffectRoutes,
    ) {
        match here.at.step {
            0 => self.over(unfold, here, over, routes),
            HUB => self.hub(unfold, here, subject, over, call, routes),
            _ => self.subject(unfold, here, subject, over, call, join, routes),
        }
    }

    /// Reads what the loop runs over.
    fn over(&mut self, unfold: &mut Unfold, here: &Here<'_>, over: &Over, routes: &EffectRoutes) {
        let rules = self.rules;
        let (question, always, may_be_none) = match *over {
            Over::Picked(question) => (Some(question), false, false),
            Over::Register { register, of, public } => {
                let always = public && register == Register::Persons;
                (rules.edition.register(register), always, of != Of::All)
            }
        };
        let known =
            matches!(over, Over::Register { of: Of::Document, .. }) && !unfold.instance.context.has(Subject::Document);
        let Some(question) = question else {
            self.go(unfold, here, Self::stuck(unfold), &here.state, Vec::new());
            return;
        };
        self.read(unfold, here, question, true, |this, unfold, answer, state, read| {
            if known {
                this.go(unfold, here, Self::stuck(unfold), &state, vec![read]);
                return;
            }
            let label: Vec<_> = std::iter::once(read).chain(this.applied(unfold, here)).collect();
            if !always && (answer == 0 || may_be_none) {
                let way = routes.empty.map_or_else(|| Self::stuck(unfold), Way::On);
                this.go(unfold, here, way, &this.with_tally(unfold, here, state.clone(), 0), label.clone());
            }
            if always || answer != 0 {
                let state = this.with_tally(unfold, here, state, 0);
                let to = this.hub_vertex(unfold, here, 0, &state);
                this.edge(unfold, here.first, 0, &label, to);
            }
        });
    }

    fn with_tally(&self, unfold: &Unfold, here: &Here<'_>, mut state: Vec<u64>, tally: u32) -> Vec<u64> {
        if let Some(fact) = self.rules.fact(&FactKind::Loop(unfold.instance.ruleset, here.at.node)) {
            set(&mut state, fact, tally);
        }
        state
    }

    fn hub_vertex(&mut self, unfold: &mut Unfold, here: &Here<'_>, sum: u64, state: &[u64]) -> To {
        let live = self.round(unfold, here.at.node);
        let state = self.kept(state, &live);
        let vertex = Self::vertex(unfold, At { node: here.at.node, step: HUB, sum, state, version: 0 });
        unfold.instance.vertices[vertex as usize].counted = sum != 0;
        To::Vertex(vertex)
    }

    /// Returns what is looked at by the subjects to come, after the loop and by whoever runs the instance.
    fn round(&mut self, unfold: &mut Unfold, node: NodeIx) -> Live {
        if let Some(live) = unfold.rounds.get(&node) {
            return Rc::clone(live);
        }
        let own = Rc::clone(self.lives.after(unfold.instance.ruleset, node, 0));
        let wanted: Vec<_> = unfold.wanted.iter().copied().filter(|(fact, _)| self.rules.keeps(*fact)).collect();
        let live = self.lives.join(&own, &wanted);
        unfold.rounds.insert(node, Rc::clone(&live));
        live
    }

    fn hub(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        subject: Subject,
        over: &Over,
        call: &Call,
        routes: &EffectRoutes,
    ) {
        if here.at.sum > 0 {
            let joined = usize::try_from(here.at.sum - 1).unwrap_or_default();
            let target = routes.by_effect.get(joined).copied().flatten();
            let way = target.map_or_else(|| Self::stuck(unfold), Way::On);
            self.go(unfold, here, way, &here.state, Vec::new());
        }
        let versions = self.rules.versions(unfold.instance.ruleset, call.module);
        if versions.contains(&None) {
            self.go(unfold, here, Self::stuck(unfold), &here.state, Vec::new());
        }
        if versions == [None] {
            return;
        }
        for known in self.subjects(unfold, here, subject, over, versions) {
            let mut state = here.state.clone();
            for (fact, value) in known {
                set(&mut state, fact, value);
            }
            let state = self.states.add(&state);
            let at = At { node: here.at.node, step: SUBJECT, sum: here.at.sum, state, version: 0 };
            let to = To::Vertex(Self::vertex(unfold, at));
            self.edge(unfold, here.first, 0, &[], to);
        }
    }

    /// Returns the subjects that the module tells apart when it is entered.
    fn subjects(
        &mut self,
        unfold: &Unfold,
        here: &Here<'_>,
        subject: Subject,
        over: &Over,
        versions: &[Option<RulesetIx>],
    ) -> Vec<Known> {
        let rules = self.rules;
        let Over::Picked(question) = *over else { return vec![Known::new()] };
        if subject == Subject::Provision {
            let Some(fact) = rules.fact(&FactKind::Provision) else { return vec![Known::new()] };
            let Some(&part) = self.lives.elements.get(&(unfold.instance.ruleset, here.at.node)) else {
                return vec![Known::new()];
            };
            let picked = rules.classes.picked(rules, question);
            let mut classes: Vec<u32> =
                picked.into_iter().map(|class| self.lives.parts.stands_for(part, class)).collect();
            classes.sort_unstable();
            classes.dedup();
            return classes.into_iter().map(|class| vec![(fact, class)]).collect();
        }
        let Some((column, admitted)) = filtered(rules, question, subject) else { return vec![Known::new()] };
        let Some(fact) = rules.fact(&FactKind::Column(subject, column.into())) else { return vec![Known::new()] };
        let Some(part) = self.lives.on_entering(rules, versions, fact) else { return vec![Known::new()] };
        let mut cells: Vec<u32> = admitted.into_iter().map(|cell| self.lives.parts.stands_for(part, cell)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.into_iter().map(|cell| vec![(fact, cell)]).collect()
    }

    /// Runs the module for one subject, and goes back to what all of them have come to.
    #[expect(clippy::too_many_arguments, reason = "they are the fields of the node, as in the walk")]
    fn subject(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        subject: Subject,
        over: &Over,
        call: &Call,
        join: Join,
        routes: &EffectRoutes,
    ) {
        // Where it is not in force, nothing was taken.
        let Callee::Module(module) = self.callee(unfold, here, call) else { return };
        let public = match over {
            Over::Register { public, .. } => *public,
            Over::Picked(question) => filtered(self.rules, *question, subject).is_none(),
        };
        let context = unfold.instance.context.within(subject, public);
        let about = bit(subject);
        let sub = self.run(unfold, here.at.node, call, module, context, &here.state, about, 0);
        let happening = |this: &Self, what| Happening { what, context, provision: this.in_scope(&here.state, what) };
        let entered = self.labels.add(&[happening(self, What::Entered { ruleset: module })]);
        unfold.instance.vertices[here.vertex as usize].call = Some((entered, sub));
        let outer: Vec<u64> = here
            .state
            .iter()
            .copied()
            .filter(|entry| self.rules.facts[super::state::parts(*entry).0 as usize].scopes & about == 0)
            .collect();
        let all_one = all_one_way(routes);
        for (exit, index) in self.instances[sub as usize].exits.clone().into_iter().zip(0..) {
            let state = self.learned(&outer, exit);
            let (effect, mut label) = match exit.kind {
                ExitKind::Return(name) => {
                    (self.effect_of(module, name), vec![happening(self, What::Returned { ruleset: module, name })])
                }
                ExitKind::Halt(HaltScope::Person) if subject == Subject::Person => (Effect::Open, Vec::new()),
                ExitKind::Halt(HaltScope::Item) if subject == Subject::Item => (Effect::Open, Vec::new()),
                ExitKind::Halt(scope) => {
                    let label = vec![happening(self, What::BrokenOff { subject })];
                    self.leave(unfold, here, index, Way::Halt(scope), &state, label);
                    continue;
                }
            };
            label.push(happening(self, What::Ends { subject, effect }));
            label.push(happening(self, What::Left { subject }));
            let joined = match here.at.sum {
                0 => Effect::None.joined(effect, join),
                sum => Effect::ALL[usize::try_from(sum - 1).unwrap_or_default()].joined(effect, join),
            };
            let sum = if all_one { 1 } else { joined.at() as u64 + 1 };
            let state = self.counted(unfold, here, state, effect);
            let to = self.hub_vertex(unfold, here, sum, &state);
            self.edge(unfold, here.first, index, &label, to);
        }
    }

    /// Returns a state in which one more subject has come to an effect.
    fn counted(&self, unfold: &Unfold, here: &Here<'_>, state: Vec<u64>, effect: Effect) -> Vec<u64> {
        let key = (unfold.instance.ruleset, here.at.node);
        let (Some(fact), Some(tally)) = (self.rules.fact(&FactKind::Loop(key.0, key.1)), self.rules.tallies.get(&key))
        else {
            return state;
        };
        let so_far = get(&state, fact).unwrap_or(0);
        self.with_tally(unfold, here, state, tally.add(so_far, effect))
    }
}

/// Returns whether a loop leads the same way whatever its subjects come to.
fn all_one_way(routes: &EffectRoutes) -> bool {
    let mut ways = routes.by_effect.iter();
    ways.next().is_some_and(|first: &Option<Target>| first.is_some() && ways.all(|way| way == first))
}

/// Returns the column that a pick looks at and the cells that it admits.
fn filtered<'b>(
    rules: &crate::proof::rules::Rules<'b>,
    question: QuestionIx,
    subject: Subject,
) -> Option<(&'b str, Vec<u32>)> {
    let AnswerKind::Pick(pick) = &rules.question(question).kind else { return None };
    let Some(Filter::Column { column, options }) = &pick.filter else { return None };
    let (cells, _) = rules.column(subject, column)?;
    let admitted = cells.iter().enumerate().filter(|(_, cell)| options.contains(&cell.id));
    Some((column, admitted.map(|(at, _)| len(at)).collect()))
}
