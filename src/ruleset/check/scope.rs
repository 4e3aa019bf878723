//! What must be in scope where a node stands: the subject of its question, of its field, of the placeholders in its text.

use super::calls::Met;
use super::fault::{CheckFault, Thing};
use super::graph::nodes_of;
use super::names::Faults;
use super::questions::Questions;
use super::units::{Unit, Units};
use crate::ruleset::document::{AnswerKindDoc, At, FilterDoc, Name, NodeDoc, NodeKindDoc, Place, SwitchDoc};
use crate::ruleset::model::{
    AnswerKind, Field, NodeIx, NodeKind, Of, Over, PartKind, Register, Ruleset, RulesetIx, Scope, Subject, SwitchOn,
};
use crate::text::Text;

/// Subjects in scope, one bit each.
pub(super) type Subjects = u8;

const CLOSING: Subjects = 1 << 5;
const NAMES: [&str; 6] = ["document", "item", "person", "provision", "by", "closing"];

/// The bit of a loop's subject.
pub(super) const fn of_subject(subject: Subject) -> Subjects {
    match subject {
        Subject::Document => 1,
        Subject::Item => 1 << 1,
        Subject::Person => 1 << 2,
        Subject::Provision => 1 << 3,
        Subject::By => 1 << 4,
    }
}

/// What a part of a procedure starts with.
pub(super) fn of_part(part: PartKind) -> Subjects {
    if part == PartKind::Closing { CLOSING } else { 0 }
}

fn of_scope(scope: Scope) -> Subjects {
    let of = |subjects: &[Subject]| subjects.iter().fold(0, |all, subject| all | of_subject(*subject));
    match scope {
        Scope::Frame => 0,
        Scope::Person => of(&[Subject::Person]),
        Scope::Document => of(&[Subject::Document]),
        Scope::Item => of(&[Subject::Item]),
        Scope::ItemPerson => of(&[Subject::Item, Subject::Person]),
        Scope::ItemPersonProvision => of(&[Subject::Item, Subject::Person, Subject::Provision]),
        Scope::ItemPersonBy => of(&[Subject::Item, Subject::Person, Subject::By]),
        Scope::Closing => CLOSING,
    }
}

/// Holds the nodes of every ruleset that a procedure reaches against what is in scope there.
pub(super) fn hold<'d>(
    units: &Units<'d>,
    rulesets: &[Ruleset],
    questions: &Questions<'d>,
    met: &[Vec<Met>],
    faults: &mut Faults,
) {
    for (at, ruleset) in rulesets.iter().enumerate() {
        let unit = &units.list[at];
        if unit.broken {
            continue;
        }
        for part in &ruleset.parts {
            let base = [Met { subjects: of_part(part.kind), caller: None }];
            let met = if unit.is_procedure() { &base[..] } else { &met[at] };
            let hold = Holder { unit, units, questions, met };
            for node in nodes_of(*part) {
                hold.node(node, &ruleset.nodes[node.at()].kind, faults);
            }
        }
        let hold = Holder { unit, units, questions, met: &met[at] };
        for end in &unit.doc.returns {
            hold.words(end.id.place, end.text.as_ref(), faults);
        }
        let anywhere = Holder { met: &[Met { subjects: 0, caller: None }], ..hold };
        for end in &unit.doc.outcomes {
            anywhere.words(end.id.place, end.text.as_ref(), faults);
        }
    }
}

struct Holder<'a, 'd> {
    unit: &'a Unit<'d>,
    units: &'a Units<'d>,
    questions: &'a Questions<'d>,
    /// Everything that can be in scope.
    met: &'a [Met],
}

impl Holder<'_, '_> {
    fn node(&self, at: NodeIx, kind: &NodeKind, faults: &mut Faults) {
        let doc = self.unit.nodes[at.at()];
        let here = doc.id.place;
        match (kind, &doc.kind) {
            (NodeKind::Ask { question, .. }, written) => {
                let place = if let NodeKindDoc::Ask(ask) = written { ask.scope.place } else { here };
                self.needs(place, of_scope(self.questions.list[question.at()].scope), faults);
            }
            (NodeKind::Checklist { rows, intro, .. }, NodeKindDoc::Checklist(list)) => {
                self.needs(list.scope.place, of_scope(list.scope.value), faults);
                for row in rows {
                    self.needs(here, of_scope(self.questions.list[row.question.at()].scope), faults);
                }
                placeholders(self.unit.file, here, intro, of_scope(list.scope.value), faults);
            }
            (NodeKind::Each { subject, over, .. }, NodeKindDoc::Each(each)) => {
                match over {
                    Over::Picked(question) => {
                        self.needs(each.over.place, of_scope(self.questions.list[question.at()].scope), faults);
                    }
                    Over::Register { of: Of::Document, .. } => {
                        self.needs(each.over.place, of_subject(Subject::Document), faults);
                    }
                    Over::Register { .. } => {}
                }
                if *subject == Subject::By {
                    self.needs(each.subject.place, of_subject(Subject::Person), faults);
                }
                if self.met.iter().any(|met| met.subjects & of_subject(*subject) != 0) {
                    let subject = subject.id();
                    faults.push(self.unit.file, each.subject.place, CheckFault::NestedLoop { subject });
                }
            }
            (NodeKind::Switch { on, .. }, _) => self.needs(here, self.of_switch(on), faults),
            (NodeKind::Revise { text, .. }, _) => self.words(here, Some(text), faults),
            (NodeKind::Halt(halt), _) => {
                self.words(here, Some(&halt.text), faults);
                self.words(here, halt.who.as_ref(), faults);
            }
            _ => {}
        }
    }

    fn of_switch(&self, on: &SwitchOn) -> Subjects {
        match on {
            SwitchOn::Answer(question) => of_scope(self.questions.list[question.at()].scope),
            SwitchOn::Table(table) => {
                let inputs = self.questions.tables[table.at()].inputs.iter();
                inputs.fold(0, |needed, question| needed | of_scope(self.questions.list[question.at()].scope))
            }
            SwitchOn::Field(Field::Column { subject, .. }) => of_subject(*subject),
            SwitchOn::Field(Field::ProvisionTest) | SwitchOn::Reaches(_) => of_subject(Subject::Provision),
            SwitchOn::LawDate
            | SwitchOn::Argument(_)
            | SwitchOn::Any { .. }
            | SwitchOn::All { .. }
            | SwitchOn::Count { .. } => 0,
        }
    }

    fn needs(&self, place: Place, needed: Subjects, faults: &mut Faults) {
        if let Some(met) = self.met.iter().find(|met| needed & !met.subjects != 0) {
            let missing = needed & !met.subjects;
            let subjects = (0..NAMES.len()).filter(|at| missing & (1 << at) != 0).map(|at| NAMES[at]).collect();
            let caller = met.caller.map(|caller: RulesetIx| self.units.get(caller).doc.id.value.clone());
            faults.push(self.unit.file, place, CheckFault::NotInScope { subjects, caller });
        }
    }

    /// Holds the placeholders of a text against all that can be in scope.
    fn words(&self, place: Place, text: Option<&Text>, faults: &mut Faults) {
        let (Some(text), false) = (text, self.met.is_empty()) else {
            return;
        };
        let always = self.met.iter().fold(Subjects::MAX, |all, met| all & met.subjects);
        placeholders(self.unit.file, place, text, always, faults);
    }
}

/// Holds the texts of every question against its own scope: it is put once for that, wherever it is reached.
pub(super) fn question_texts(questions: &Questions<'_>, faults: &mut Faults) {
    for (question, site) in questions.list.iter().zip(&questions.sites) {
        let (file, place, subjects) = (site.file, site.doc.text.place, of_scope(question.scope));
        placeholders(file, place, &question.text, subjects, faults);
        if let Some(help) = &question.help {
            placeholders(file, place, help, subjects, faults);
        }
        if let AnswerKind::Choice(options) = &question.kind {
            for option in options {
                placeholders(file, place, &option.text, subjects, faults);
            }
        }
    }
}

fn placeholders(file: &str, place: Place, text: &Text, subjects: Subjects, faults: &mut Faults) {
    for words in [&text.sv, &text.en] {
        let mut rest = &**words;
        while let Some(start) = rest.find('{') {
            rest = &rest[start + 1..];
            let Some(end) = rest.find('}') else { break };
            let name = &rest[..end];
            rest = &rest[end + 1..];
            let fits = match name {
                "person" => subjects & of_subject(Subject::Person),
                "item" => subjects & of_subject(Subject::Item),
                "document" => subjects & (of_subject(Subject::Document) | of_subject(Subject::Item)),
                "provision" => subjects & of_subject(Subject::Provision),
                "recipient" => 1,
                _ => {
                    let name: Name = At { value: format!("{{{name}}}").into(), place };
                    let known = ["{person}", "{item}", "{document}", "{provision}", "{recipient}"];
                    faults.unknown(file, &name, Thing::Placeholder, known);
                    continue;
                }
            };
            if fits == 0 {
                let placeholder = format!("{{{name}}}").into();
                faults.push(file, place, CheckFault::PlaceholderScope { placeholder });
            }
        }
    }
}

/// A register that a node uses, and what it looks at there.
pub(super) struct Use<'d> {
    pub(super) register: Register,
    pub(super) wants: Option<Wants<'d>>,
    pub(super) place: Place,
}

/// The column that a node looks at.
#[derive(Clone, Copy)]
pub(super) enum Wants<'d> {
    /// The closed column of that name.
    Closed(&'d str),
    /// The column that says which document a row belongs to.
    Document,
}

/// The registers that the nodes of a unit use.
pub(super) fn uses<'d>(unit: &Unit<'d>, ruleset: &Ruleset, questions: &Questions<'d>) -> Vec<Use<'d>> {
    let mut uses = Vec::new();
    for (at, node) in ruleset.nodes.iter().enumerate() {
        let doc: &'d NodeDoc = unit.nodes[at];
        let place = doc.id.place;
        match &node.kind {
            NodeKind::Each { over: Over::Register { register, of, .. }, .. } => {
                let wants = (*of != Of::All).then_some(Wants::Document);
                uses.push(Use { register: *register, wants, place });
            }
            NodeKind::Switch { on: SwitchOn::Field(Field::Column { subject, .. }), .. } => {
                let NodeKindDoc::Switch(SwitchDoc::Field(name)) = &doc.kind else {
                    continue;
                };
                let column = name.value.split_once('.').map_or("", |(_, column)| column);
                uses.push(Use { register: subject.register(), wants: Some(Wants::Closed(column)), place: name.place });
            }
            NodeKind::Ask { question, .. } | NodeKind::Each { over: Over::Picked(question), .. } => {
                if let AnswerKind::Pick(pick) = &questions.list[question.at()].kind
                    && pick.from != Register::Provisions
                {
                    // A column that no list has was told where the question stands.
                    let wants = match &questions.sites[question.at()].doc.kind.value {
                        AnswerKindDoc::Pick { filter: Some(FilterDoc::Column { column, .. }), .. } => {
                            pick.filter.as_ref().map(|_| Wants::Closed(&column.value))
                        }
                        _ => None,
                    };
                    uses.push(Use { register: pick.from, wants, place });
                }
            }
            _ => {}
        }
    }
    uses
}
