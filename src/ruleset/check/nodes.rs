//! Rulesets with every name resolved: nodes, where they lead, what they return.

use super::fault::{CheckFault, Thing};
use super::names::{Faults, TRI, number};
use super::questions::Questions;
use super::registers::Registers;
use super::units::{Unit, Units};
use super::{calls_out, switches};
use crate::ruleset::document::{At, ChecklistDoc, EndDoc, Name, NodeDoc, NodeKindDoc, Way};
use crate::ruleset::model::{
    AskRoutes, Effect, EffectRoutes, End, FamilyIx, Halt, JA, NEJ, Node, NodeIx, NodeKind, OutcomeIx, ProvisionIx,
    QuestionIx, Review, Row, Ruleset, RulesetIx, RulesetKind, Target,
};

/// The entries of a `next`.
pub(super) type Next = At<Vec<(Name, Name)>>;

/// Where a node leads: one target, or a `next` still to be read.
#[derive(Clone, Copy)]
pub(super) enum Ways<'d> {
    Then(Target),
    Next(&'d Next),
}

/// Resolves one ruleset.
pub(super) struct Resolver<'a, 'd> {
    pub(super) units: &'a Units<'d>,
    pub(super) questions: &'a Questions<'d>,
    pub(super) registers: &'a Registers<'d>,
    pub(super) unit: &'a Unit<'d>,
    /// The number of the unit.
    pub(super) index: RulesetIx,
    pub(super) faults: &'a mut Faults,
    /// The part of the node at hand.
    part: usize,
}

/// Resolves every ruleset, and marks those whose nodes cannot be followed.
pub(super) fn resolve<'d>(
    units: &mut Units<'d>,
    questions: &Questions<'d>,
    registers: &Registers<'d>,
    faults: &mut Faults,
) -> Vec<Ruleset> {
    let mut rulesets = Vec::with_capacity(units.list.len());
    let mut broken = Vec::new();
    for (at, unit) in units.list.iter().enumerate() {
        let index = RulesetIx(number(at));
        let mut resolver = Resolver { units, questions, registers, unit, index, faults, part: 0 };
        let (ruleset, sound) = resolver.ruleset();
        if !sound {
            broken.push(at);
        }
        rulesets.push(ruleset);
    }
    for at in broken {
        units.list[at].broken = true;
    }
    rulesets
}

impl<'d> Resolver<'_, 'd> {
    fn ruleset(&mut self) -> (Ruleset, bool) {
        let (unit, doc) = (self.unit, self.unit.doc);
        let family = &self.units.families[unit.family.at()];
        let mut returns: Vec<Option<End>> = vec![None; family.returns.len()];
        for end in &doc.returns {
            let resolved = self.end(end);
            if let Some(index) = family.return_named(&end.id.value) {
                returns[index.at()] = Some(resolved);
            }
        }
        let outcomes = doc.outcomes.iter().map(|end| self.end(end)).collect();
        let (nodes, sound) = self.nodes();
        let ruleset = Ruleset {
            family: unit.family,
            id: doc.id.value.clone(),
            kind: doc.kind.value,
            version: doc.version,
            valid: doc.valid.value,
            title: doc.title.clone(),
            about: doc.about.clone(),
            basis: self.provisions(&doc.basis),
            review: Review { checked: doc.checked, due: doc.due.value },
            parts: unit.parts.clone(),
            nodes,
            returns,
            outcomes,
            source: unit.source,
        };
        (ruleset, sound)
    }

    fn nodes(&mut self) -> (Vec<Node>, bool) {
        let unit = self.unit;
        let mut nodes = Vec::with_capacity(unit.nodes.len());
        let mut sound = true;
        for (at, node) in unit.nodes.iter().enumerate() {
            let at = NodeIx(number(at));
            self.part = unit.part_of(at);
            let before = self.faults.len();
            let kind = self.kind(at, node);
            sound &= kind.is_some() && self.faults.len() == before;
            nodes.push(Node {
                id: node.id.value.clone(),
                line: node.id.place.line,
                // A placeholder that nobody sees: without a kind there is a fault, and then there is no rulebook.
                kind: kind.unwrap_or(NodeKind::Revise { node: at, text: crate::text::Text::default() }),
                provisions: self.node_provisions(at, node),
                duties: self.registers.duty_ids.find_all(&node.duties, unit.file, self.faults),
            });
        }
        (nodes, sound)
    }

    /// Returns a node's provisions; those of a shared question come first, since the test is theirs.
    fn node_provisions(&mut self, at: NodeIx, node: &NodeDoc) -> Vec<ProvisionIx> {
        // Those of an `ask` were looked for, and complained of, when the question was defined.
        if let (NodeKindDoc::Ask(_), Some(question)) = (&node.kind, self.unit.asks[at.at()]) {
            return self.questions.list[question.at()].provisions.clone();
        }
        let mut provisions = self.unit.asks[at.at()]
            .map(|question| self.questions.list[question.at()].provisions.clone())
            .unwrap_or_default();
        provisions.reserve_exact(node.provisions.len());
        for name in &node.provisions {
            let found = self.registers.provision_ids.find(name, self.unit.file, self.faults);
            provisions.extend(found.filter(|provision| !provisions.contains(provision)));
        }
        provisions
    }

    fn provisions(&mut self, names: &[Name]) -> Vec<ProvisionIx> {
        self.registers.provision_ids.find_all(names, self.unit.file, self.faults)
    }

    fn end(&mut self, end: &EndDoc) -> End {
        let start = end.start.as_ref().and_then(|name| self.ruleset_of(name, RulesetKind::Procedure));
        End {
            id: end.id.value.clone(),
            effect: end.effect.map(|effect| effect.value),
            text: end.text.clone(),
            provisions: self.provisions(&end.provisions),
            duties: self.registers.duty_ids.find_all(&end.duties, self.unit.file, self.faults),
            decider: end.decider,
            approval: end.approval.clone(),
            approval_after: end.approval_after,
            start,
        }
    }

    /// Finds a ruleset that must be of one kind.
    pub(super) fn ruleset_of(&mut self, name: &Name, kind: RulesetKind) -> Option<FamilyIx> {
        let is_wanted = |units: &Units<'_>, family: FamilyIx| {
            units.versions(family).iter().any(|version| units.get(*version).doc.kind.value == kind)
        };
        let Some(family) = self.units.ids.get(&name.value) else {
            let thing = if kind == RulesetKind::Module { Thing::Module } else { Thing::Procedure };
            let fitting = self.units.families.iter().enumerate();
            let fitting = fitting.filter(|(at, _)| is_wanted(self.units, FamilyIx(number(*at))));
            let candidates: Vec<&str> = fitting.map(|(_, family)| &*family.id).collect();
            self.faults.unknown(self.unit.file, name, thing, candidates);
            return None;
        };
        if !is_wanted(self.units, family) {
            let procedure = kind == RulesetKind::Module;
            self.push(name, CheckFault::WrongKind { name: name.value.clone(), procedure });
            return None;
        }
        Some(family)
    }

    pub(super) fn push(&mut self, name: &Name, fault: CheckFault) {
        self.faults.push(self.unit.file, name.place, fault);
    }

    fn kind(&mut self, at: NodeIx, node: &'d NodeDoc) -> Option<NodeKind> {
        match &node.kind {
            NodeKindDoc::Ask(_) | NodeKindDoc::Question(_) => self.ask(at, node),
            NodeKindDoc::Checklist(list) => self.checklist(at, node, list),
            NodeKindDoc::Each(each) => calls_out::each(self, node, each),
            NodeKindDoc::Switch(switch) => switches::resolve(self, node, switch),
            NodeKindDoc::Call { module, with } => calls_out::call(self, node, module, with),
            NodeKindDoc::Calls { modules, with, join } => calls_out::calls(self, node, modules, with, *join),
            NodeKindDoc::Revise { node: again, text } => {
                let target = self.node_named(again, &again.value)?;
                Some(NodeKind::Revise { node: target, text: text.clone() })
            }
            NodeKindDoc::Halt { kind, scope, text, who, start } => {
                let start = start.as_ref().and_then(|name| self.ruleset_of(name, RulesetKind::Procedure));
                let (text, who) = (text.clone(), who.clone());
                Some(NodeKind::Halt(Halt { kind: kind.value, scope: *scope, text, who, start }))
            }
        }
    }

    fn ask(&mut self, at: NodeIx, node: &'d NodeDoc) -> Option<NodeKind> {
        let ways = self.ways(node);
        let question: QuestionIx = self.unit.asks[at.at()]?;
        let questions = self.questions;
        let options = questions.list[question.at()].options();
        let routes = match ways? {
            Ways::Then(target) => AskRoutes::All(target),
            Ways::Next(next) if options.is_empty() => {
                self.faults.push(self.unit.file, next.place, CheckFault::NextOnOpen);
                return None;
            }
            Ways::Next(next) => AskRoutes::Each(self.every(next, &options)?),
        };
        Some(NodeKind::Ask { question, routes })
    }

    fn checklist(&mut self, at: NodeIx, node: &'d NodeDoc, list: &ChecklistDoc) -> Option<NodeKind> {
        let ways = self.ways(node);
        let mut rows = Vec::with_capacity(list.rows.len());
        for (row, question) in list.rows.iter().zip(&self.unit.rows[at.at()]) {
            // The parser lets no other word through.
            let want = if &*row.want.value == TRI[0] { JA } else { NEJ };
            rows.extend(question.map(|question| Row { question, want }));
        }
        let [met, failed, unknown] = match ways? {
            Ways::Then(target) => [target; 3],
            Ways::Next(next) => self.every(next, &["met", "failed", "unknown"])?.try_into().ok()?,
        };
        Some(NodeKind::Checklist { intro: list.intro.clone(), rows, need: list.need, met, failed, unknown })
    }

    /// Returns where a node leads, which it must say.
    pub(super) fn ways(&mut self, node: &'d NodeDoc) -> Option<Ways<'d>> {
        match &node.way {
            Some(Way::Then(target)) => self.target(target).map(Ways::Then),
            Some(Way::Next(next)) => Some(Ways::Next(next)),
            None => {
                self.push(&node.id, CheckFault::NoWay);
                None
            }
        }
    }

    /// Reads a `next` that must name some of `values` and nothing else.
    pub(super) fn some(&mut self, next: &Next, values: &[&str]) -> Option<Vec<Option<Target>>> {
        let mut targets = vec![None; values.len()];
        let mut sound = true;
        for (value, target) in &next.value {
            let target = self.target(target);
            sound &= target.is_some();
            if let Some(at) = values.iter().position(|known| *known == &*value.value) {
                targets[at] = target;
            } else {
                self.faults.unknown(self.unit.file, value, Thing::Branch, values.iter().copied());
                sound = false;
            }
        }
        sound.then_some(targets)
    }

    /// Reads a `next` that must name each of `values` and nothing else.
    pub(super) fn every(&mut self, next: &Next, values: &[&str]) -> Option<Vec<Target>> {
        let found = self.some(next, values);
        let is_named = |value: &&str| next.value.iter().any(|(known, _)| &*known.value == *value);
        let missing: Vec<Box<str>> =
            values.iter().filter(|value| !is_named(value)).map(|value| (*value).into()).collect();
        if !missing.is_empty() {
            self.faults.push(self.unit.file, next.place, CheckFault::MissingBranches { values: missing });
            return None;
        }
        found?.into_iter().collect()
    }

    /// Reads the ways of a joined effect; which of them can come about is held later.
    pub(super) fn effects(&mut self, ways: Ways<'d>, looped: bool) -> Option<EffectRoutes> {
        let next = match ways {
            // Every effect, so that a folder laid over the module that is called cannot leave the walk without a way.
            Ways::Then(target) => {
                return Some(EffectRoutes {
                    by_effect: vec![Some(target); Effect::ALL.len()],
                    empty: looped.then_some(target),
                });
            }
            Ways::Next(next) => next,
        };
        let mut values: Vec<&str> = Effect::ALL.iter().map(|effect| effect.id()).collect();
        if looped {
            values.push("empty");
        }
        let mut by_effect = self.some(next, &values)?;
        let empty = if looped { by_effect.pop().flatten() } else { None };
        Some(EffectRoutes { by_effect, empty })
    }

    pub(super) fn target(&mut self, written: &Name) -> Option<Target> {
        let procedure = self.unit.is_procedure();
        let wrong = || CheckFault::WrongEnd { written: written.value.clone(), procedure };
        if &*written.value == "done" {
            if !procedure {
                self.push(written, wrong());
                return None;
            }
            return Some(Target::Done);
        }
        if let Some(name) = written.value.strip_prefix("return ") {
            if procedure {
                self.push(written, wrong());
                return None;
            }
            let unit = self.unit;
            if !unit.doc.returns.iter().any(|end| &*end.id.value == name) {
                self.unknown_end(written, name, Thing::Return, &unit.doc.returns);
                return None;
            }
            return self.units.families[unit.family.at()].return_named(name).map(Target::Return);
        }
        if let Some(name) = written.value.strip_prefix("outcome ") {
            if !procedure {
                self.push(written, wrong());
                return None;
            }
            let outcomes = &self.unit.doc.outcomes;
            let Some(at) = outcomes.iter().position(|end| &*end.id.value == name) else {
                self.unknown_end(written, name, Thing::Outcome, outcomes);
                return None;
            };
            return Some(Target::Outcome(OutcomeIx(number(at))));
        }
        self.node_named(written, &written.value).map(Target::Node)
    }

    fn unknown_end(&mut self, written: &Name, name: &str, thing: Thing, ends: &[EndDoc]) {
        let name = At { value: name.into(), place: written.place };
        self.faults.unknown(self.unit.file, &name, thing, ends.iter().map(|end| &*end.id.value));
    }

    /// Returns the target that leads to the return or outcome of that name, which is no node.
    fn end_called(&self, name: &str) -> Option<String> {
        let is = |ends: &[EndDoc]| ends.iter().any(|end| *end.id.value == *name);
        let doc = &self.unit.doc;
        let word = if is(&doc.returns) { "return" } else { is(&doc.outcomes).then_some("outcome")? };
        Some(format!("{word} {name}"))
    }

    /// Finds a node of the part at hand.
    fn node_named(&mut self, written: &Name, name: &str) -> Option<NodeIx> {
        let Some(found) = self.unit.names.get(name).copied() else {
            if let Some(meant) = self.end_called(name) {
                let fault = CheckFault::Unknown { thing: Thing::Node, name: name.into(), meant: Some(meant.into()) };
                self.push(written, fault);
                return None;
            }
            let names: Vec<&str> = self.unit.names.keys().copied().chain(["done"]).collect();
            self.faults.unknown(self.unit.file, written, Thing::Node, names);
            return None;
        };
        if self.unit.part_of(found) != self.part {
            self.push(written, CheckFault::OtherPart { name: name.into() });
            return None;
        }
        Some(found)
    }
}

/// `ja` and `nej`, the values of a switch that asks the rules themselves.
pub(super) const YES_NO: [&str; 2] = [TRI[0], TRI[1]];
