//! Joined effects: a way for each that can come about, and for no other.

use super::fault::CheckFault;
use super::graph::Flow;
use super::names::{Faults, number};
use super::questions::Questions;
use super::units::Units;
use crate::ruleset::document::{NodeDoc, Way};
use crate::ruleset::model::{
    AnswerKind, Call, Effect, EffectRoutes, Field, Halt, HaltScope, Join, NodeIx, NodeKind, Of, Over, QuestionIx,
    Register, Role, Ruleset, RulesetIx, Subject, SwitchOn,
};

/// A set of effects, one bit each in their order.
type Set = u16;

/// A halt of the person in scope that the module does not catch itself.
const PERSON: u8 = 1;
/// A halt of the item in scope.
const ITEM: u8 = 2;

/// What a module can come to.
#[derive(Clone, Copy, Default)]
struct Yield {
    /// The effects of the returns that something leads to.
    effects: Set,
    /// Which halts end it from within.
    halts: u8,
}

pub(super) struct Effects<'a, 'd> {
    units: &'a Units<'d>,
    rulesets: &'a [Ruleset],
    questions: &'a Questions<'d>,
    flows: &'a [Option<Flow>],
    yields: Vec<Yield>,
}

/// Holds the ways of every loop and of all calls that are joined.
pub(super) fn hold<'d>(
    units: &Units<'d>,
    rulesets: &[Ruleset],
    questions: &Questions<'d>,
    flows: &[Option<Flow>],
    faults: &mut Faults,
) {
    let mut effects = Effects { units, rulesets, questions, flows, yields: Vec::new() };
    effects.yields = (0..rulesets.len()).map(|at| effects.own(RulesetIx(number(at)))).collect();
    effects.spread_halts();
    for (at, flow) in flows.iter().enumerate() {
        if let Some(flow) = flow {
            effects.hold_ruleset(RulesetIx(number(at)), flow, faults);
        }
    }
}

/// The modules that a node runs, and the kind of loop it runs them in.
pub(super) fn calls_of(kind: &NodeKind) -> (&[Call], Option<Subject>) {
    match kind {
        NodeKind::Each { call, subject, .. } => (std::slice::from_ref(call), Some(*subject)),
        NodeKind::Call { call, .. } => (std::slice::from_ref(call), None),
        NodeKind::Calls { calls, .. } => (calls, None),
        _ => (&[], None),
    }
}

/// The halts that a loop turns into the effect `open`.
const fn caught(subject: Option<Subject>) -> u8 {
    match subject {
        Some(Subject::Person) => PERSON,
        // A halt of a person where none is in scope halts the item.
        Some(Subject::Item) => PERSON | ITEM,
        _ => 0,
    }
}

impl Effects<'_, '_> {
    /// What the ruleset comes to by its own nodes.
    fn own(&self, at: RulesetIx) -> Yield {
        let ruleset = &self.rulesets[at.at()];
        let Some(flow) = &self.flows[at.at()] else {
            return Yield::default();
        };
        let mut own = Yield::default();
        for (end, _) in ruleset.returns.iter().zip(&flow.returns).filter(|(_, reached)| **reached) {
            own.effects |= bit(end.as_ref().and_then(|end| end.effect).unwrap_or(Effect::None));
        }
        for (node, _) in ruleset.nodes.iter().zip(&flow.reached).filter(|(_, reached)| **reached) {
            own.halts |= self.halts(at, &node.kind);
        }
        own
    }

    fn halts(&self, ruleset: RulesetIx, kind: &NodeKind) -> u8 {
        let of = |question: QuestionIx| self.question_halts(question);
        match kind {
            NodeKind::Halt(Halt { scope: HaltScope::Person, .. }) => PERSON,
            NodeKind::Halt(Halt { scope: HaltScope::Item, .. }) => ITEM,
            NodeKind::Ask { question, .. }
            | NodeKind::Each { over: Over::Picked(question), .. }
            | NodeKind::Switch { on: SwitchOn::Answer(question), .. } => of(*question),
            NodeKind::Checklist { rows, .. } => rows.iter().fold(0, |halts, row| halts | of(row.question)),
            NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
                self.questions.tables[table.at()].inputs.iter().fold(0, |halts, question| halts | of(*question))
            }
            NodeKind::Switch { on: SwitchOn::Field(Field::Column { subject, column, .. }), .. } => {
                self.field_halts(ruleset, *subject, column)
            }
            _ => 0,
        }
    }

    /// A question of another actor parks the item until that actor has answered.
    fn question_halts(&self, question: QuestionIx) -> u8 {
        if self.questions.list[question.at()].actor == Role::Officer { 0 } else { ITEM }
    }

    /// An empty cell parks the item; the row `public` has no cells at all.
    fn field_halts(&self, ruleset: RulesetIx, subject: Subject, column: &str) -> u8 {
        if !matches!(subject, Subject::Document | Subject::Item) {
            return ITEM;
        }
        let lists = self.questions.lists(Some(ruleset), subject.register());
        let mut columns = lists.iter().filter_map(|list| self.questions.column_of(*list, column));
        if columns.any(|column| column.optional) { ITEM } else { 0 }
    }

    /// Carries halts from modules to those that run them, as far as no loop catches them.
    fn spread_halts(&mut self) {
        let mut callers: Vec<Vec<(usize, Option<Subject>)>> = vec![Vec::new(); self.rulesets.len()];
        for (at, (ruleset, flow)) in self.rulesets.iter().zip(self.flows).enumerate() {
            let Some(flow) = flow else { continue };
            for (node, kind) in reached(ruleset, flow) {
                let (calls, subject) = calls_of(kind);
                for version in calls.iter().flat_map(|call| self.versions(call, flow, node)) {
                    callers[version.at()].push((at, subject));
                }
            }
        }
        let mut work: Vec<usize> = (0..self.rulesets.len()).filter(|at| self.yields[*at].halts != 0).collect();
        while let Some(at) = work.pop() {
            for &(caller, subject) in &callers[at] {
                let further = self.yields[at].halts & !caught(subject);
                if further & !self.yields[caller].halts != 0 {
                    self.yields[caller].halts |= further;
                    work.push(caller);
                }
            }
        }
    }

    /// The versions of a module that can be in force where a node runs it.
    fn versions<'s>(&'s self, call: &Call, flow: &'s Flow, node: NodeIx) -> impl Iterator<Item = RulesetIx> + 's {
        let days = flow.days(node);
        let versions = self.units.versions(call.module).iter().copied();
        versions.filter(move |version| days.meets(self.rulesets[version.at()].valid))
    }

    /// What a call can come to, or nothing where a version of the module is itself at fault.
    fn of_call(&self, call: &Call, flow: &Flow, node: NodeIx) -> Option<Yield> {
        let mut all = Yield::default();
        for version in self.versions(call, flow, node) {
            self.flows[version.at()].as_ref()?;
            all.effects |= self.yields[version.at()].effects;
            all.halts |= self.yields[version.at()].halts;
        }
        Some(all)
    }

    fn hold_ruleset(&self, at: RulesetIx, flow: &Flow, faults: &mut Faults) {
        let unit = self.units.get(at);
        for (node, kind) in reached(&self.rulesets[at.at()], flow) {
            let doc = unit.nodes[node.at()];
            match kind {
                NodeKind::Each { subject, over, call, routes, .. } => {
                    let Some(mut comes) = self.of_call(call, flow, node) else {
                        continue;
                    };
                    if comes.halts & caught(Some(*subject)) != 0 {
                        comes.effects |= bit(Effect::Open);
                    }
                    hold_routes(unit.file, doc, routes, comes.effects, self.can_be_empty(at, over), faults);
                }
                NodeKind::Calls { calls, join, routes } => {
                    let Some(sets) = calls
                        .iter()
                        .map(|call| self.of_call(call, flow, node).map(|comes| comes.effects))
                        .collect::<Option<Vec<Set>>>()
                    else {
                        continue;
                    };
                    let comes = sets.into_iter().reduce(|one, other| joined(one, other, *join)).unwrap_or_default();
                    hold_routes(unit.file, doc, routes, comes, false, faults);
                }
                _ => {}
            }
        }
    }

    fn can_be_empty(&self, ruleset: RulesetIx, over: &Over) -> bool {
        match over {
            // The row `public` is always there.
            Over::Register { register: Register::Persons, public: true, .. } => false,
            Over::Register { of: Of::Document | Of::Text, .. } => true,
            Over::Register { register, .. } => {
                let lists = self.questions.lists(Some(ruleset), *register).iter();
                lists.map(|question| &self.questions.list[question.at()].kind).any(|kind| match kind {
                    AnswerKind::List(list) => list.least == 0,
                    _ => false,
                })
            }
            Over::Picked(question) => match &self.questions.list[question.at()].kind {
                AnswerKind::Pick(pick) => pick.least == 0,
                _ => false,
            },
        }
    }
}

fn reached<'r>(ruleset: &'r Ruleset, flow: &'r Flow) -> impl Iterator<Item = (NodeIx, &'r NodeKind)> {
    let nodes = ruleset.nodes.iter().enumerate().filter(|(at, _)| flow.reached[*at]);
    nodes.map(|(at, node)| (NodeIx(number(at)), &node.kind))
}

const fn bit(effect: Effect) -> Set {
    1 << effect as u16
}

/// The effects that one of each set can be joined to.
fn joined(one: Set, other: Set, join: Join) -> Set {
    let mut set = 0;
    for left in Effect::ALL.into_iter().filter(|effect| one & bit(*effect) != 0) {
        for right in Effect::ALL.into_iter().filter(|effect| other & bit(*effect) != 0) {
            set |= bit(left.joined(right, join));
        }
    }
    set
}

fn hold_routes(file: &str, doc: &NodeDoc, routes: &EffectRoutes, comes: Set, empty: bool, faults: &mut Faults) {
    let Some(Way::Next(next)) = &doc.way else {
        return;
    };
    let ways = Effect::ALL.into_iter().zip(&routes.by_effect);
    let missing = ways.filter(|(effect, route)| comes & bit(*effect) != 0 && route.is_none());
    let mut values: Vec<Box<str>> = missing.map(|(effect, _)| effect.id().into()).collect();
    if empty && routes.empty.is_none() {
        values.push("empty".into());
    }
    if !values.is_empty() {
        faults.push(file, next.place, CheckFault::MissingBranches { values });
    }
    for (written, _) in &next.value {
        let possible = match Effect::from_id(&written.value) {
            Some(effect) => comes & bit(effect) != 0,
            None => empty,
        };
        if !possible {
            faults.push(file, written.place, CheckFault::ImpossibleEffect { name: written.value.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Join, bit, joined};

    #[test]
    fn every_pair_of_two_sets_is_joined_and_no_other() {
        let rights = bit(Effect::None) | bit(Effect::Release);
        let duties = bit(Effect::None) | bit(Effect::Withhold);
        assert_eq!(
            joined(rights, duties, Join::Strictest),
            bit(Effect::None) | bit(Effect::Release) | bit(Effect::Withhold)
        );
        assert_eq!(joined(bit(Effect::Release), bit(Effect::Withhold), Join::Widest), bit(Effect::Release));
        assert_eq!(joined(bit(Effect::Release), bit(Effect::Withhold), Join::Strictest), bit(Effect::Withhold));
        assert_eq!(joined(bit(Effect::None), bit(Effect::Withhold), Join::Widest), bit(Effect::Withhold));
    }
}
