//! What the law asks of every ruleset: provisions that are in force, and doubt that falls where the statute says.

use super::fault::{CheckFault, DoubtShould, Thing};
use super::graph::{Flow, for_each_target};
use super::names::{self, Faults, TRI, number};
use super::openness::{Openness, Opens};
use super::questions::Questions;
use super::registers::Registers;
use super::time::{Days, is_backwards};
use super::units::Unit;
use crate::ruleset::document::{At, ChecklistDoc, DoubtDoc, Name, NodeDoc, NodeKindDoc, Place, RowAsk, Way};
use crate::ruleset::model::{
    AskRoutes, Doubt, DoubtMeans, Effect, Family, Halt, HaltKind, NodeIx, NodeKind, ProvisionIx, Question, QuestionIx,
    Role, Ruleset, SwitchOn, SwitchRoutes, Target, Test,
};

/// Holds one ruleset against the register of provisions; this needs no way to be sound.
pub(super) fn provisions(unit: &Unit<'_>, questions: &Questions<'_>, registers: &Registers<'_>, faults: &mut Faults) {
    let doc = unit.doc;
    let mut cited: Vec<&Name> = doc.basis.iter().collect();
    for (at, node) in unit.nodes.iter().enumerate() {
        cited.extend(&node.provisions);
        let shared = || unit.asks[at].is_none_or(|question| !questions.sites[question.at()].doc.provisions.is_empty());
        let without = match &node.kind {
            NodeKindDoc::Ask(_) => node.provisions.is_empty(),
            NodeKindDoc::Question(_) => node.provisions.is_empty() && !shared(),
            NodeKindDoc::Checklist(list) => {
                node.provisions.is_empty() && !rows_have_provisions(unit, at, list, questions)
            }
            _ => false,
        };
        if without {
            faults.push(unit.file, node.id.place, CheckFault::NoProvision { name: node.id.value.clone() });
        }
    }
    let ends = doc.returns.iter().map(|end| (Thing::Return, end));
    for (thing, end) in ends.chain(doc.outcomes.iter().map(|end| (Thing::Outcome, end))) {
        cited.extend(&end.provisions);
        let effect = end.effect.map_or(Effect::None, |effect| effect.value);
        if end.provisions.is_empty() && effect != Effect::None {
            let (name, effect) = (end.id.value.clone(), effect.id());
            faults.push(unit.file, end.id.place, CheckFault::EndWithoutProvision { thing, name, effect });
        }
    }
    let valid = doc.valid.value;
    let days = Days::within(valid);
    // What ends before it begins has a fault of its own.
    let backwards = |provision: ProvisionIx| {
        let versions = &registers.provisions[provision.at()].versions;
        is_backwards(valid) || versions.iter().any(|wording| is_backwards(wording.valid))
    };
    for name in cited {
        let Some(provision) = registers.provision_ids.get(&name.value).filter(|found| !backwards(*found)) else {
            continue;
        };
        let versions = &registers.provisions[provision.at()].versions;
        if !versions.iter().any(|wording| days.meets(wording.valid)) {
            let periods = versions.iter().map(|wording| (wording.valid.from, wording.valid.to)).collect();
            let (name_of, valid) = (name.value.clone(), (valid.from, valid.to));
            faults.push(unit.file, name.place, CheckFault::ProvisionNeverInForce { name: name_of, periods, valid });
        }
    }
}

/// Whether every row brings provisions of its own.
fn rows_have_provisions(unit: &Unit<'_>, at: usize, list: &ChecklistDoc, questions: &Questions<'_>) -> bool {
    list.rows.iter().zip(&unit.rows[at]).all(|(row, question)| {
        let shared = matches!(row.ask, RowAsk::Question(_));
        shared && question.is_none_or(|question| !questions.sites[question.at()].doc.provisions.is_empty())
    })
}

/// Holds where doubt leads in one ruleset whose ways are sound.
pub(super) struct Doubts<'a, 'd> {
    pub(super) unit: &'a Unit<'d>,
    pub(super) ruleset: &'a Ruleset,
    pub(super) family: &'a Family,
    pub(super) flow: &'a Flow,
    pub(super) questions: &'a Questions<'d>,
    pub(super) registers: &'a Registers<'d>,
}

/// The argument `mode`, and which of its values can be met at each node.
struct Mode {
    argument: u16,
    request: u16,
    own_initiative: u16,
    /// One bit a value, by [`NodeIx`].
    met: Vec<u64>,
}

impl Doubts<'_, '_> {
    pub(super) fn hold(&self, faults: &mut Faults) {
        let mode = self.mode();
        let openness = Openness::of(self.ruleset, self.flow);
        for (at, node) in self.ruleset.nodes.iter().enumerate() {
            let (at, doc) = (NodeIx(number(at)), self.unit.nodes[at]);
            match (&node.kind, &doc.kind) {
                (NodeKind::Ask { question, routes }, _) => {
                    let leads = self.ask(at, doc, *question, routes, mode.as_ref(), faults);
                    if leads {
                        self.ask_opens(at, doc, *question, routes, &openness, faults);
                    }
                }
                (NodeKind::Checklist { met, failed, unknown, .. }, NodeKindDoc::Checklist(list)) => {
                    let leads = self.checklist(at, doc, list, [*met, *failed, *unknown], faults);
                    if leads {
                        let means = list.doubt.as_ref().map(|doubt| doubt.value.means);
                        let others = [("met", *met), ("failed", *failed)];
                        self.opens(at, doc, means, ("unknown", *unknown), others.into_iter(), &openness, faults);
                    }
                }
                _ => {}
            }
        }
    }

    /// Returns whether doubt leads where it is said to.
    fn ask(
        &self,
        at: NodeIx,
        node: &NodeDoc,
        index: QuestionIx,
        routes: &AskRoutes,
        mode: Option<&Mode>,
        faults: &mut Faults,
    ) -> bool {
        let question = &self.questions.list[index.at()];
        let site = self.questions.sites[index.at()];
        if let (Some(doubt), Some(written)) = (question.doubt, &site.doc.doubt) {
            // The fault stands with the doubt, unless it is the node that brings the provision.
            let own = question.provisions.is_empty();
            let (file, place) = if own { (self.unit.file, node.id.place) } else { (site.file, written.place) };
            self.fits(at, doubt.means, file, place, faults);
        }
        let AskRoutes::Each(targets) = routes else {
            return false;
        };
        let options = question.options();
        let Some(unknown) = options.iter().position(|option| *option == TRI[2]) else {
            return false;
        };
        if targets.iter().all(|target| *target == targets[0]) {
            return false;
        }
        let Some(doubt) = question.doubt else {
            // A doubt that is written and did not resolve has a fault of its own.
            if site.doc.doubt.is_none() {
                faults.push(self.unit.file, place_of_next(node), CheckFault::DoubtMissing);
            }
            return false;
        };
        if let Some(should) = self.astray(at, question, doubt, targets, unknown, mode) {
            let fault = CheckFault::DoubtEdge { means: names::doubt(doubt.means), should };
            faults.push(self.unit.file, place_of_target(node, TRI[2]), fault);
            return false;
        }
        true
    }

    fn ask_opens(
        &self,
        at: NodeIx,
        node: &NodeDoc,
        index: QuestionIx,
        routes: &AskRoutes,
        openness: &Openness<'_>,
        faults: &mut Faults,
    ) {
        let question = &self.questions.list[index.at()];
        let options = question.options();
        let AskRoutes::Each(targets) = routes else { return };
        let Some(unknown) = options.iter().position(|option| *option == TRI[2]) else { return };
        let others = options.into_iter().zip(targets.iter().copied());
        let doubt = (TRI[2], targets[unknown]);
        self.opens(at, node, question.doubt.map(|doubt| doubt.means), doubt, others, openness, faults);
    }

    /// Holds that doubt which closes leads to nothing more open than another answer does.
    #[expect(
        clippy::too_many_arguments,
        reason = "where the node is, what doubt means there and where each answer leads"
    )]
    fn opens<'n>(
        &self,
        at: NodeIx,
        node: &NodeDoc,
        means: Option<DoubtMeans>,
        (key, doubt): (&str, Target),
        others: impl Iterator<Item = (&'n str, Target)>,
        openness: &Openness<'_>,
        faults: &mut Faults,
    ) {
        let Some(means @ (DoubtMeans::Secret | DoubtMeans::Closed)) = means else { return };
        for (other, target) in others.filter(|(_, target)| *target != doubt) {
            let Some(Opens { doubt: effect, other: closed }) = openness.opens(at, doubt, target) else { continue };
            let (effect, closed) = (effect.id(), closed.id());
            let fault = CheckFault::DoubtOpens { means: names::doubt(means), effect, other: other.into(), closed };
            faults.push(self.unit.file, place_of_target(node, key), fault);
            return;
        }
    }

    /// Returns where doubt should lead, unless it does.
    fn astray(
        &self,
        at: NodeIx,
        question: &Question,
        doubt: Doubt,
        targets: &[Target],
        unknown: usize,
        mode: Option<&Mode>,
    ) -> Option<DoubtShould> {
        let target = targets[unknown];
        let options = question.options();
        match (doubt.means, doubt.treated_as.map(usize::from)) {
            (DoubtMeans::FindOut, _) => (!self.parks(target)).then_some(DoubtShould::Park),
            (DoubtMeans::Refer, _) => (!self.refers(target)).then_some(DoubtShould::Refer),
            (DoubtMeans::OpenIfEntitled, Some(open)) => {
                let closed: Vec<usize> = (0..options.len()).filter(|at| *at != open && *at != unknown).collect();
                let is_closed = |target: Target| closed.iter().any(|at| targets[*at] == target);
                let Some(mode) = mode else {
                    return (target != targets[open]).then(|| DoubtShould::As(options[open].into()));
                };
                let (request, own) = self.by_mode(at, target, mode);
                let right = request.is_none_or(|to| to == targets[open]) && own.is_none_or(is_closed);
                (!right).then(|| DoubtShould::Mode {
                    request: options[open].into(),
                    own: if let [only] = closed[..] { Some(options[only].into()) } else { None },
                })
            }
            (_, Some(other)) => (target != targets[other]).then(|| DoubtShould::As(options[other].into())),
            (_, None) => None,
        }
    }

    /// Where `target` leads on request and on own initiative, as far as each can be met at the node.
    fn by_mode(&self, at: NodeIx, target: Target, mode: &Mode) -> (Option<Target>, Option<Target>) {
        let can_be = |value: u16| mode.met[at.at()] & (1 << value) != 0;
        let to = |value: u16| match target {
            Target::Node(node) => match &self.ruleset.nodes[node.at()].kind {
                NodeKind::Switch { on: SwitchOn::Argument(argument), routes: SwitchRoutes::Closed(routes) }
                    if *argument == mode.argument =>
                {
                    routes.get(usize::from(value)).copied().flatten()
                }
                _ => Some(target),
            },
            _ => Some(target),
        };
        let (request, own) = (can_be(mode.request), can_be(mode.own_initiative));
        (request.then(|| to(mode.request)).flatten(), own.then(|| to(mode.own_initiative)).flatten())
    }

    /// Finds the argument `mode` and follows its values through the switches on it.
    fn mode(&self) -> Option<Mode> {
        let arguments = &self.family.arguments;
        let argument = arguments.iter().position(|argument| &*argument.name == "mode")?;
        let values = &arguments[argument].values;
        let value = |name: &str| values.iter().position(|value| &**value == name).filter(|at| *at < 64).map(number);
        let (request, own_initiative) = (value("request")?, value("own-initiative")?);
        let argument = number(argument);
        let mut met = vec![0; self.ruleset.nodes.len()];
        for part in &self.ruleset.parts {
            met[part.first.at()] = u64::MAX;
        }
        for &node in self.flow.order.iter().rev() {
            let here: u64 = met[node.at()];
            match &self.ruleset.nodes[node.at()].kind {
                NodeKind::Switch { on: SwitchOn::Argument(on), routes: SwitchRoutes::Closed(routes) }
                    if *on == argument =>
                {
                    for (value, target) in routes.iter().enumerate().take(64) {
                        if let Some(Target::Node(next)) = target {
                            met[next.at()] |= here & (1 << value);
                        }
                    }
                }
                kind => for_each_target(kind, |target| {
                    if let Target::Node(next) = target {
                        met[next.at()] |= here;
                    }
                }),
            }
        }
        Some(Mode { argument, request, own_initiative, met })
    }

    /// Returns whether doubt leads where it is said to.
    fn checklist(&self, at: NodeIx, node: &NodeDoc, list: &ChecklistDoc, to: [Target; 3], faults: &mut Faults) -> bool {
        let [met, failed, unknown] = to;
        let apart = met != failed || failed != unknown;
        let Some(At { value: DoubtDoc { means, treated_as }, place }) = &list.doubt else {
            if apart {
                faults.push(self.unit.file, place_of_next(node), CheckFault::DoubtMissing);
            }
            return false;
        };
        self.fits(at, *means, self.unit.file, *place, faults);
        let written = names::doubt(*means);
        if let Some(name) = treated_as {
            faults.push(self.unit.file, name.place, CheckFault::DoubtAs { means: written, needed: false });
        }
        let should = match means {
            DoubtMeans::Closed => (unknown != failed).then(|| DoubtShould::As("failed".into())),
            DoubtMeans::Secret => (unknown != met).then(|| DoubtShould::As("met".into())),
            DoubtMeans::FindOut => (!self.parks(unknown)).then_some(DoubtShould::Park),
            DoubtMeans::OpenIfEntitled | DoubtMeans::Report | DoubtMeans::Refer => {
                faults.push(self.unit.file, *place, CheckFault::DoubtNotHere { means: written });
                return false;
            }
        };
        if let Some(should) = should.filter(|_| apart) {
            let fault = CheckFault::DoubtEdge { means: written, should };
            faults.push(self.unit.file, place_of_target(node, "unknown"), fault);
            return false;
        }
        apart
    }

    /// Holds the meaning of doubt against the test of the node's first provision, in every wording that it can meet.
    fn fits(&self, at: NodeIx, means: DoubtMeans, file: &str, place: Place, faults: &mut Faults) {
        let Some(first) = self.ruleset.nodes[at.at()].provisions.first() else {
            return;
        };
        let provision = &self.registers.provisions[first.at()];
        let days = self.flow.days(at);
        let strange = provision.versions.iter().find(|wording| days.meets(wording.valid) && !fits(means, wording.test));
        if let Some(wording) = strange {
            let (means, test) = (names::doubt(means), names::test(wording.test));
            faults.push(file, place, CheckFault::DoubtTest { means, provision: provision.id.clone(), test });
        }
    }

    fn parks(&self, target: Target) -> bool {
        let Target::Node(node) = target else {
            return false;
        };
        matches!(self.ruleset.nodes[node.at()].kind, NodeKind::Halt(Halt { kind: HaltKind::Park, .. }))
    }

    fn refers(&self, target: Target) -> bool {
        let another = |question: QuestionIx| self.questions.list[question.at()].actor != Role::Officer;
        let effect = match target {
            Target::Node(node) => {
                return match &self.ruleset.nodes[node.at()].kind {
                    NodeKind::Ask { question, .. } => another(*question),
                    NodeKind::Checklist { rows, .. } => rows.iter().any(|row| another(row.question)),
                    _ => false,
                };
            }
            Target::Return(name) => self.ruleset.returns[name.at()].as_ref().and_then(|end| end.effect),
            Target::Outcome(outcome) => self.ruleset.outcomes[outcome.at()].effect,
            Target::Done => None,
        };
        effect == Some(Effect::Refer)
    }
}

const fn fits(means: DoubtMeans, test: Test) -> bool {
    match means {
        DoubtMeans::Secret => {
            // Where secrecy is absolute nothing is weighed, and no doubt of harm can fall either way.
            matches!(test, Test::Reverse | Test::Necessity | Test::Purpose | Test::None)
        }
        DoubtMeans::OpenIfEntitled => {
            matches!(test, Test::Straight | Test::QualifiedStraight | Test::Danger | Test::Weight | Test::None)
        }
        DoubtMeans::Report => matches!(test, Test::Duty),
        DoubtMeans::FindOut | DoubtMeans::Closed | DoubtMeans::Refer => true,
    }
}

fn place_of_next(node: &NodeDoc) -> Place {
    match &node.way {
        Some(Way::Next(next)) => next.place,
        Some(Way::Then(target)) => target.place,
        None => node.id.place,
    }
}

/// The place of the target under a key of `next`.
fn place_of_target(node: &NodeDoc, key: &str) -> Place {
    let Some(Way::Next(next)) = &node.way else {
        return place_of_next(node);
    };
    let found = next.value.iter().find(|(value, _)| &*value.value == key);
    found.map_or(next.place, |(_, target)| target.place)
}
