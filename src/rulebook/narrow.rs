//! A rulebook with only what one procedure can come to.
//!
//! Positions stay as they are and what is left out is emptied, so that nothing is numbered anew.

use std::collections::HashSet;

use crate::ruleset::model::{
    AnswerKind, Call, End, FamilyIx, NodeKind, Over, Provision, ProvisionIx, Question, QuestionIx, Register, Rulebook,
    SwitchOn, Table,
};
use crate::text::Text;

/// Returns the rulebook with everything emptied that `procedure` cannot come to on any date; the glossary, the words of
/// effects and the sources too. None where there is no such procedure.
#[must_use]
pub fn narrowed(book: &Rulebook, procedure: &str) -> Option<Rulebook> {
    let family = book.families.iter().position(|family| &*family.id == procedure)?;
    let mut reach = Reach::default();
    reach.family(book, FamilyIx(u16::try_from(family).ok()?));
    let mut narrow = Rulebook { glossary: Vec::new(), effects: Vec::new(), sources: Vec::new(), ..book.clone() };
    for ruleset in &mut narrow.rulesets {
        if !reach.families.contains(&ruleset.family) {
            *ruleset = crate::ruleset::model::Ruleset {
                title: Text::default(),
                about: None,
                basis: Vec::new(),
                parts: Vec::new(),
                nodes: Vec::new(),
                returns: Vec::new(),
                outcomes: Vec::new(),
                ..ruleset.clone()
            };
        }
    }
    for (at, question) in narrow.questions.iter_mut().enumerate() {
        if !reach.questions.iter().any(|index| index.at() == at) {
            *question = Question {
                id: "".into(),
                text: Text::default(),
                help: None,
                kind: AnswerKind::Tri,
                depends: Vec::new(),
                depends_on: Vec::new(),
                provisions: Vec::new(),
                ..question.clone()
            };
        }
    }
    if !reach.all_provisions {
        for (at, provision) in narrow.provisions.iter_mut().enumerate() {
            if !reach.provisions.iter().any(|index| index.at() == at) {
                *provision = Provision {
                    id: "".into(),
                    designation: Text::default(),
                    short: "".into(),
                    role: provision.role,
                    versions: Vec::new(),
                };
            }
        }
    }
    for (at, duty) in narrow.duties.iter_mut().enumerate() {
        if !reach.duties.contains(&at) {
            duty.id = "".into();
            duty.text = Text::default();
        }
    }
    for (at, table) in narrow.tables.iter_mut().enumerate() {
        if !reach.tables.contains(&at) {
            *table = Table {
                id: "".into(),
                title: Text::default(),
                inputs: Vec::new(),
                results: Vec::new(),
                provisions: Vec::new(),
                picture: false,
                rows: Vec::new(),
            };
        }
    }
    Some(narrow)
}

#[derive(Default)]
struct Reach {
    families: HashSet<FamilyIx>,
    questions: HashSet<QuestionIx>,
    provisions: HashSet<ProvisionIx>,
    /// A question lets the officer pick any of them.
    all_provisions: bool,
    duties: HashSet<usize>,
    tables: HashSet<usize>,
}

impl Reach {
    fn family(&mut self, book: &Rulebook, family: FamilyIx) {
        if !self.families.insert(family) {
            return;
        }
        for version in &book.families[family.at()].versions {
            let rules = &book.rulesets[version.at()];
            self.provisions.extend(&rules.basis);
            for end in rules.returns.iter().flatten().chain(&rules.outcomes) {
                self.end(end);
            }
            for node in &rules.nodes {
                self.provisions.extend(&node.provisions);
                self.duties.extend(node.duties.iter().map(|duty| duty.at()));
                self.node(book, &node.kind);
            }
        }
    }

    fn end(&mut self, end: &End) {
        self.provisions.extend(&end.provisions);
        self.duties.extend(end.duties.iter().map(|duty| duty.at()));
    }

    fn node(&mut self, book: &Rulebook, kind: &NodeKind) {
        match kind {
            NodeKind::Ask { question, .. } | NodeKind::Switch { on: SwitchOn::Answer(question), .. } => {
                self.question(book, *question);
            }
            NodeKind::Checklist { rows, .. } => rows.iter().for_each(|row| self.question(book, row.question)),
            NodeKind::Each { over, call, .. } => {
                match over {
                    Over::Picked(question) => self.question(book, *question),
                    // The question that fills it is put by a node that the procedure reaches.
                    Over::Register { .. } => {}
                }
                self.call(book, call);
            }
            NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
                self.tables.insert(table.at());
                let table = &book.tables[table.at()];
                self.provisions.extend(&table.provisions);
                table.inputs.iter().for_each(|question| self.question(book, *question));
            }
            NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => {
                self.provisions.insert(*rule);
            }
            // The registers that a field is read from are those of the loops around it.
            NodeKind::Switch { .. } | NodeKind::Revise { .. } | NodeKind::Halt(_) => {}
            NodeKind::Call { call, .. } => self.call(book, call),
            NodeKind::Calls { calls, .. } => calls.iter().for_each(|call| self.call(book, call)),
        }
    }

    fn call(&mut self, book: &Rulebook, call: &Call) {
        self.family(book, call.module);
    }

    fn question(&mut self, book: &Rulebook, index: QuestionIx) {
        if !self.questions.insert(index) {
            return;
        }
        let question = &book.questions[index.at()];
        self.provisions.extend(&question.provisions);
        if let AnswerKind::Pick(pick) = &question.kind {
            self.all_provisions |= pick.from == Register::Provisions;
        }
        question.depends.iter().for_each(|other| self.question(book, *other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::load;
    use std::path::Path;

    #[test]
    fn a_procedure_keeps_all_it_comes_to_and_nothing_else() {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/decision/rules");
        let book = load(Some(&rules)).expect("sound rules").rulebook;
        let narrow = narrowed(&book, "matbeslut").expect("there is such a procedure");
        let nodes = |book: &Rulebook| book.rulesets.iter().map(|rules| rules.nodes.len()).sum::<usize>();
        assert_eq!(narrow.questions.iter().filter(|question| !question.id.is_empty()).count(), 25);
        let own = book.rulesets.iter().find(|rules| &*rules.id == "matbeslut").expect("it is there");
        assert_eq!(nodes(&narrow), own.nodes.len());
        assert!(narrow.rulesets.contains(own));
        assert!(narrow.provisions.iter().all(|provision| provision.id.is_empty() || provision.id.starts_with("matt-")));
        assert_eq!(narrowed(&book, "no-such"), None);
    }

    #[test]
    fn a_procedure_keeps_the_modules_that_its_modules_call() {
        let book = crate::rulebook::builtin();
        let narrow = narrowed(&book, "begaran-om-handling").expect("there is such a procedure");
        let kept = |id: &str| narrow.rulesets.iter().any(|rules| &*rules.id == id && !rules.nodes.is_empty());
        for id in ["begaran-om-handling", "uppgift", "uppgiftslamnare", "skyddad-person", "dokumentation"] {
            assert!(kept(id), "{id}");
        }
        assert!(!kept("jav-sjalvkontroll"));
    }
}
