//! The rulebook as it stands on one law date.
//!
//! Answers are stored by question id and resolved here, so that a draft that is read again on a later day meets the
//! definitions of that day.

use chrono::NaiveDate;
use foldhash::HashMap;

use crate::ruleset::model::{
    FamilyIx, Node, NodeIx, NodeKind, Over, Question, QuestionIx, Register, Rulebook, Ruleset, RulesetIx, SwitchOn,
};

/// The rulebook on one law date: for each family the version in force.
#[derive(Clone, Debug)]
pub struct Edition<'b> {
    /// The rulebook.
    pub book: &'b Rulebook,
    /// The law date.
    pub date: NaiveDate,
    chosen: Vec<Option<RulesetIx>>,
    questions: HashMap<&'b str, QuestionIx>,
    procedure: Option<RulesetIx>,
    registers: Registers,
}

/// The questions that fill persons, documents and items.
pub(crate) type Registers = [Option<QuestionIx>; 3];

impl<'b> Edition<'b> {
    /// Picks the versions in force on `date`.
    #[must_use]
    pub fn on(book: &'b Rulebook, date: NaiveDate) -> Self {
        let in_force = |version: &RulesetIx| book.rulesets[version.at()].valid.holds_on(date);
        let chosen: Vec<_> =
            book.families.iter().map(|family| family.versions.iter().copied().find(in_force)).collect();
        let mut edition =
            Self { book, date, chosen, questions: HashMap::default(), procedure: None, registers: [None; 3] };
        for at in 0..edition.chosen.len() {
            let Some(ruleset) = edition.chosen[at] else { continue };
            for node in &book.rulesets[ruleset.at()].nodes {
                for_each_question(book, node, |question| edition.add(question));
            }
        }
        // Last, so that a definition that is put on this date is never hidden by one that only bears the same id.
        for (at, question) in (0..=u16::MAX).zip(&book.questions) {
            if is_shared(question) {
                edition.add(QuestionIx(at));
            }
        }
        edition
    }

    fn add(&mut self, index: QuestionIx) {
        let question = &self.book.questions[index.at()];
        let in_force = *self.questions.entry(&question.id).or_insert(index);
        if let Some(place) = question.fills().and_then(place) {
            self.registers[place].get_or_insert(in_force);
        }
    }

    /// Returns the same for one procedure, whose own questions then fill the registers.
    #[must_use]
    pub fn for_procedure(mut self, procedure: RulesetIx) -> Self {
        self.registers = self.registers_of(procedure);
        self.procedure = Some(procedure);
        self
    }

    /// Returns the questions that fill the registers of one procedure: those that it reaches.
    ///
    /// A rulebook that has been checked has one at the most for each.
    pub(crate) fn registers_of(&self, procedure: RulesetIx) -> Registers {
        if self.procedure == Some(procedure) {
            return self.registers;
        }
        let mut registers = [None; 3];
        let mut seen = vec![false; self.chosen.len()];
        let mut todo = vec![procedure];
        while let Some(ruleset) = todo.pop() {
            for node in &self.book.rulesets[ruleset.at()].nodes {
                if let NodeKind::Ask { question, .. } = &node.kind
                    && let Some(place) = self.book.questions[question.at()].fills().and_then(place)
                {
                    registers[place].get_or_insert(*question);
                }
                let fresh = node.kind.calls().iter().map(|call| call.module);
                let fresh = fresh.filter(|module| !std::mem::replace(&mut seen[module.at()], true));
                todo.extend(fresh.filter_map(|module| self.chosen[module.at()]));
            }
        }
        for (own, any) in registers.iter_mut().zip(self.registers) {
            *own = own.or(any);
        }
        registers
    }

    /// Returns the version of a family that is in force.
    #[must_use]
    pub fn ruleset(&self, family: FamilyIx) -> Option<RulesetIx> {
        self.chosen[family.at()]
    }

    /// Returns the procedure or module of that id that is in force.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<RulesetIx> {
        let family = self.book.families.iter().position(|family| &*family.id == id)?;
        self.chosen[family]
    }

    /// Returns every ruleset in force, in the order of the families.
    pub fn rulesets(&self) -> impl Iterator<Item = (RulesetIx, &'b Ruleset)> + '_ {
        self.chosen.iter().flatten().map(|&index| (index, &self.book.rulesets[index.at()]))
    }

    /// Returns the question that fills a register; none fills the provisions.
    ///
    /// For an edition that is not [`Edition::for_procedure`], the first of all that do.
    #[must_use]
    pub fn register(&self, register: Register) -> Option<QuestionIx> {
        filling(&self.registers, register)
    }

    /// Returns the definition of the question of that id that is in force.
    ///
    /// Those that the rulesets of this date put come first, then the shared ones that none of them puts.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<QuestionIx> {
        self.questions.get(id).copied()
    }

    /// Returns the question that a node puts or looks at, the first one of a checklist.
    #[must_use]
    pub fn question_at(&self, ruleset: RulesetIx, node: NodeIx) -> Option<QuestionIx> {
        match &self.book.rulesets[ruleset.at()].nodes[node.at()].kind {
            NodeKind::Ask { question, .. }
            | NodeKind::Switch { on: SwitchOn::Answer(question), .. }
            | NodeKind::Each { over: Over::Picked(question), .. } => Some(*question),
            NodeKind::Checklist { rows, .. } => rows.first().map(|row| row.question),
            NodeKind::Switch { on: SwitchOn::Table(table), .. } => self.book.tables[table.at()].inputs.first().copied(),
            NodeKind::Each { over: Over::Register { register, .. }, .. } => self.register(*register),
            _ => None,
        }
    }
}

/// Returns which of the questions fills a register.
pub(super) fn filling(registers: &Registers, register: Register) -> Option<QuestionIx> {
    registers[place(register)?]
}

fn place(register: Register) -> Option<usize> {
    match register {
        Register::Persons => Some(0),
        Register::Documents => Some(1),
        Register::Items => Some(2),
        Register::Provisions => None,
    }
}

/// A question of the shared register has a slug for its id; one that a node defines has the ruleset's id before it.
fn is_shared(question: &Question) -> bool {
    !question.id.contains('.')
}

/// Tells each question that a node puts or needs; lists that a column or a loop looks into are not among them.
pub(crate) fn for_each_question(book: &Rulebook, node: &Node, mut tell: impl FnMut(QuestionIx)) {
    match &node.kind {
        NodeKind::Ask { question, .. }
        | NodeKind::Switch { on: SwitchOn::Answer(question), .. }
        | NodeKind::Each { over: Over::Picked(question), .. } => tell(*question),
        NodeKind::Checklist { rows, .. } => rows.iter().for_each(|row| tell(row.question)),
        NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
            book.tables[table.at()].inputs.iter().copied().for_each(tell);
        }
        _ => {}
    }
}
