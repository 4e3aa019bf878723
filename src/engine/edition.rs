//! The rulebook as it stands on one law date.

use chrono::NaiveDate;

use crate::ruleset::model::{FamilyIx, QuestionIx, Register, Rulebook, RulesetIx};

/// The rulebook on one law date: for each family the version in force.
#[derive(Clone, Debug)]
pub struct Edition<'b> {
    /// The rulebook.
    pub book: &'b Rulebook,
    /// The law date.
    pub date: NaiveDate,
    chosen: Vec<Option<RulesetIx>>,
    registers: [Option<QuestionIx>; 3],
}

impl<'b> Edition<'b> {
    /// Picks the versions in force on `date`.
    #[must_use]
    pub fn on(book: &'b Rulebook, date: NaiveDate) -> Self {
        let _ = (book, date);
        todo!()
    }

    /// Returns the version of a family that is in force.
    #[must_use]
    pub fn ruleset(&self, family: FamilyIx) -> Option<RulesetIx> {
        self.chosen[family.at()]
    }

    /// Returns the procedure or module of that id that is in force.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<RulesetIx> {
        let _ = id;
        todo!()
    }

    /// Returns the question that fills a register.
    #[must_use]
    pub fn register(&self, register: Register) -> Option<QuestionIx> {
        let _ = (register, &self.registers);
        todo!()
    }

    /// Returns the definition of the question of that id that is in force.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<QuestionIx> {
        let _ = id;
        todo!()
    }
}
