//! What one procedure can come to, and a rulebook with nothing else.
//!
//! Positions stay as they are and what is left out is emptied, so that nothing is numbered anew. The build script uses
//! this too, so that a start need not decode what its procedure cannot come to.

use std::collections::HashSet;

use crate::ruleset::model::{
    AnswerKind, DecidedCase, Duty, End, FamilyIx, Filter, NodeKind, Over, Provision, ProvisionIx, ProvisionRole,
    Question, QuestionIx, Read, Role, Rulebook, Ruleset, Scope, SwitchOn, Table,
};
use crate::text::Text;

/// Returns the rulebook with everything emptied that `procedure` cannot come to on any date. None where there is no such
/// procedure.
#[must_use]
pub fn narrowed(book: &Rulebook, procedure: &str) -> Option<Rulebook> {
    let reach = Reach::of(book, procedure)?;
    let mut narrow = book.clone();
    for (at, ruleset) in narrow.rulesets.iter_mut().enumerate().filter(|(at, _)| !reach.rulesets.contains(at)) {
        *ruleset = head(&book.rulesets[at]);
    }
    empty(&mut narrow.questions, &reach.questions, no_question);
    empty(&mut narrow.provisions, &reach.provisions, no_provision);
    empty(&mut narrow.duties, &reach.duties, no_duty);
    empty(&mut narrow.tables, &reach.tables, no_table);
    empty(&mut narrow.cases, &reach.cases, no_case);
    narrow.invariants.clear();
    Some(narrow)
}

fn empty<T>(list: &mut [T], kept: &HashSet<usize>, nothing: fn() -> T) {
    for (_, entry) in list.iter_mut().enumerate().filter(|(at, _)| !kept.contains(at)) {
        *entry = nothing();
    }
}

/// Returns what stands for a ruleset that is not reached: all by which it is found and named.
#[must_use]
pub fn head(ruleset: &Ruleset) -> Ruleset {
    let Ruleset { family, kind, version, valid, review, source, .. } = *ruleset;
    let (id, title, about) = (ruleset.id.clone(), ruleset.title.clone(), ruleset.about.clone());
    let (basis, parts, nodes) = (Vec::new(), Vec::new(), Vec::new());
    let (returns, outcomes) = (Vec::new(), Vec::new());
    Ruleset { family, id, kind, version, valid, title, about, basis, review, parts, nodes, returns, outcomes, source }
}

/// Returns what stands for a question that is not reached.
#[must_use]
pub fn no_question() -> Question {
    Question {
        id: "".into(),
        text: Text::default(),
        help: None,
        scope: Scope::Frame,
        kind: AnswerKind::Tri,
        doubt: None,
        reason: None,
        outgoing: None,
        probes: false,
        actor: Role::Officer,
        depends: Vec::new(),
        depends_on: Vec::new(),
        fresh_for: None,
        moment: None,
        provisions: Vec::new(),
    }
}

/// Returns what stands for a provision that is not reached.
#[must_use]
pub fn no_provision() -> Provision {
    let (id, short) = ("".into(), "".into());
    Provision { id, designation: Text::default(), short, role: ProvisionRole::Procedure, versions: Vec::new() }
}

/// Returns what stands for a duty that is not reached.
#[must_use]
pub fn no_duty() -> Duty {
    Duty { id: "".into(), text: Text::default(), deadline: None, provisions: Vec::new() }
}

/// Returns what stands for a table that is not reached.
#[must_use]
pub fn no_table() -> Table {
    Table {
        id: "".into(),
        title: Text::default(),
        inputs: Vec::new(),
        results: Vec::new(),
        provisions: Vec::new(),
        picture: false,
        rows: Vec::new(),
    }
}

/// Returns what stands for a decided case about no question that is reached.
#[must_use]
pub fn no_case() -> DecidedCase {
    let (designation, decided, text) = (Text::default(), Text::default(), Text::default());
    DecidedCase { id: "".into(), designation, decided, read: Read::Whole, text, about: Vec::new(), source: 0 }
}

/// What a procedure can come to on any date, by position in the lists of the rulebook.
#[derive(Default)]
pub struct Reach {
    families: HashSet<FamilyIx>,
    /// The rulesets.
    pub rulesets: HashSet<usize>,
    /// The questions.
    pub questions: HashSet<usize>,
    /// The provisions.
    pub provisions: HashSet<usize>,
    /// The duties.
    pub duties: HashSet<usize>,
    /// The tables.
    pub tables: HashSet<usize>,
    /// The decided cases about those questions.
    pub cases: HashSet<usize>,
}

impl Reach {
    /// Follows a procedure, or returns none where there is no such one.
    #[must_use]
    pub fn of(book: &Rulebook, procedure: &str) -> Option<Self> {
        let family = book.families.iter().position(|family| &*family.id == procedure)?;
        let mut reach = Self::default();
        reach.family(book, FamilyIx(u16::try_from(family).ok()?));
        for duty in &reach.duties {
            reach.provisions.extend(book.duties[*duty].provisions.iter().map(|provision| provision.at()));
        }
        let met = |case: &DecidedCase| case.about.iter().any(|about| reach.questions.contains(&about.question.at()));
        let cases = book.cases.iter().enumerate().filter(|(_, case)| met(case)).map(|(at, _)| at).collect();
        reach.cases = cases;
        Some(reach)
    }

    fn family(&mut self, book: &Rulebook, family: FamilyIx) {
        if !self.families.insert(family) {
            return;
        }
        for version in &book.families[family.at()].versions {
            self.rulesets.insert(version.at());
            let rules = &book.rulesets[version.at()];
            self.rest_on(&rules.basis);
            for end in rules.returns.iter().flatten().chain(&rules.outcomes) {
                self.end(end);
            }
            for node in &rules.nodes {
                self.rest_on(&node.provisions);
                self.duties.extend(node.duties.iter().map(|duty| duty.at()));
                self.node(book, &node.kind);
                node.kind.calls().iter().for_each(|call| self.family(book, call.module));
            }
        }
    }

    fn rest_on(&mut self, provisions: &[ProvisionIx]) {
        self.provisions.extend(provisions.iter().map(|provision| provision.at()));
    }

    fn end(&mut self, end: &End) {
        self.rest_on(&end.provisions);
        self.duties.extend(end.duties.iter().map(|duty| duty.at()));
    }

    fn node(&mut self, book: &Rulebook, kind: &NodeKind) {
        match kind {
            NodeKind::Ask { question, .. }
            | NodeKind::Switch { on: SwitchOn::Answer(question), .. }
            | NodeKind::Each { over: Over::Picked(question), .. } => self.question(book, *question),
            NodeKind::Checklist { rows, .. } => rows.iter().for_each(|row| self.question(book, row.question)),
            NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
                self.tables.insert(table.at());
                let table = &book.tables[table.at()];
                self.rest_on(&table.provisions);
                table.inputs.iter().for_each(|question| self.question(book, *question));
            }
            NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => self.rest_on(&[*rule]),
            // The question that fills a register is put by a node that the procedure reaches.
            _ => {}
        }
    }

    fn question(&mut self, book: &Rulebook, index: QuestionIx) {
        if !self.questions.insert(index.at()) {
            return;
        }
        let question = &book.questions[index.at()];
        self.rest_on(&question.provisions);
        if let AnswerKind::Pick(pick) = &question.kind
            && pick.from == crate::ruleset::model::Register::Provisions
        {
            let admits = |provision: &Provision| match pick.filter {
                Some(Filter::ProvisionRole(role)) => provision.role == role,
                _ => true,
            };
            let admitted = book.provisions.iter().enumerate().filter(|(_, provision)| admits(provision));
            self.provisions.extend(admitted.map(|(at, _)| at));
        }
        question.depends.iter().for_each(|other| self.question(book, *other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::load;
    use crate::ruleset::model::RulesetKind;
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
    fn nothing_that_is_kept_points_at_what_was_emptied() {
        let book = crate::rulebook::builtin();
        let procedures = book.rulesets.iter().filter(|rules| rules.kind == RulesetKind::Procedure);
        for procedure in procedures {
            let narrow = narrowed(&book, &procedure.id).expect("there is such a procedure");
            let kept = narrow.rulesets.iter().filter(|rules| !rules.nodes.is_empty());
            for node in kept.flat_map(|rules| &rules.nodes) {
                let questions: Vec<QuestionIx> = match &node.kind {
                    NodeKind::Ask { question, .. } | NodeKind::Switch { on: SwitchOn::Answer(question), .. } => {
                        vec![*question]
                    }
                    NodeKind::Checklist { rows, .. } => rows.iter().map(|row| row.question).collect(),
                    NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
                        assert_eq!(narrow.tables[table.at()], book.tables[table.at()]);
                        book.tables[table.at()].inputs.clone()
                    }
                    _ => Vec::new(),
                };
                for question in questions {
                    assert_eq!(narrow.questions[question.at()], book.questions[question.at()], "{}", node.id);
                }
                for provision in &node.provisions {
                    assert_eq!(narrow.provisions[provision.at()], book.provisions[provision.at()], "{}", node.id);
                }
                for duty in &node.duties {
                    assert_eq!(narrow.duties[duty.at()], book.duties[duty.at()], "{}", node.id);
                }
                for module in node.kind.calls().iter().map(|call| &book.families[call.module.at()]) {
                    assert!(
                        module.versions.iter().all(|at| !narrow.rulesets[at.at()].nodes.is_empty()),
                        "{}",
                        module.id
                    );
                }
            }
        }
    }
}
