//! Decision tables: what several closed answers come to together.

use serde::{Deserialize, Serialize};

use super::{Choice, ProvisionIx, QuestionIx};
use crate::text::Text;

/// A decision table. The first row that fits decides; a checked table has one for every combination of answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// ASCII slug.
    pub id: Box<str>,
    /// What it is called.
    pub title: Text,
    /// The questions whose answers it looks at: shared ones, closed.
    pub inputs: Vec<QuestionIx>,
    /// What it can come to; each is what some row gives.
    pub results: Vec<Choice>,
    /// The provisions that it rests on and that apply where it is passed.
    pub provisions: Vec<ProvisionIx>,
    /// Whether it is drawn, the first input down and the second across; only with two inputs.
    pub picture: bool,
    /// The rows, in order; each is the first that fits some combination.
    pub rows: Vec<TableRow>,
}

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// One an input: positions of the options that fit; empty where every option does.
    pub when: Vec<Vec<u16>>,
    /// Position in [`Table::results`].
    pub then: u16,
}

impl TableRow {
    /// Returns whether the row fits the answers, one an input by the position of its option.
    #[must_use]
    pub fn fits(&self, answers: &[u16]) -> bool {
        self.when.iter().zip(answers).all(|(fitting, answer)| fitting.is_empty() || fitting.contains(answer))
    }
}

impl Table {
    /// Returns the row that decides and the result that it gives, both by position.
    ///
    /// `answers` has one an input, by the position of its option. None only where an answer is none of the options.
    #[must_use]
    pub fn decide(&self, answers: &[u16]) -> Option<(u16, u16)> {
        let at = self.rows.iter().position(|row| row.fits(answers))?;
        Some((u16::try_from(at).ok()?, self.rows[at].then))
    }
}
