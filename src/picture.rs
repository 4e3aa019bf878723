//! A decision table that is drawn: its two questions as axes, what every combination comes to, and which one was met.
//!
//! It is made where the walk passes such a table, shown while the questions are put, and kept in the record, so that a
//! reader sees what the officer saw. Nothing is decided here: the table's own switch has done that.

use serde::{Deserialize, Serialize};

use crate::engine::{AnswerSet, Answers as _, Edition, Key, Report, ScopePath, TraceStep, Value};
use crate::ruleset::model::{AnswerKind, QuestionIx, TableIx};
use crate::text::{Language, Text};

/// A drawn table.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The table's id.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The question whose options stand below each other.
    pub down: Axis,
    /// The question whose options stand beside each other.
    pub across: Axis,
    /// What the table can come to.
    pub results: Vec<Text>,
    /// One row an option of `down`, in it one position in `results` an option of `across`.
    pub cells: Vec<Vec<u16>>,
    /// The combination that was met: the position down, then across.
    pub met: [u16; 2],
}

/// One axis of a drawn table.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// The question.
    pub question: Text,
    /// Its options, in order.
    pub options: Vec<Text>,
}

/// Returns every table with a picture that a walk passed, in order, each with what it met.
#[must_use]
pub fn pictures(edition: &Edition<'_>, report: &Report, answers: &AnswerSet) -> Vec<Picture> {
    let mut found = Vec::new();
    for step in &report.trace {
        let TraceStep::Decided { scope, table, .. } = step else { continue };
        found.extend(picture(edition, *scope, *table, answers));
    }
    found
}

fn picture(edition: &Edition<'_>, scope: ScopePath, table: TableIx, answers: &AnswerSet) -> Option<Picture> {
    let table = &edition.book.tables[table.at()];
    let (true, [down, across]) = (table.picture, &table.inputs[..]) else { return None };
    let met = |question: QuestionIx| {
        let key = Key::within(scope, question, edition.book.questions[question.at()].scope);
        match answers.get(key) {
            Some(Value::Choice(option)) => Some(*option),
            _ => None,
        }
    };
    let met = [met(*down)?, met(*across)?];
    let (down, across) = (axis(edition, *down)?, axis(edition, *across)?);
    let count = |axis: &Axis| u16::try_from(axis.options.len()).ok();
    let (rows, columns) = (count(&down)?, count(&across)?);
    let row = |at: u16| (0..columns).map(|beside| Some(table.decide(&[at, beside])?.1)).collect::<Option<Vec<_>>>();
    let cells = (0..rows).map(row).collect::<Option<Vec<_>>>()?;
    let results = table.results.iter().map(|result| result.text.clone()).collect();
    Some(Picture { id: table.id.to_string(), title: table.title.clone(), down, across, results, cells, met })
}

/// Returns a question's options in words; only a choice has words of its own.
fn axis(edition: &Edition<'_>, question: QuestionIx) -> Option<Axis> {
    let question = &edition.book.questions[question.at()];
    let options = match &question.kind {
        AnswerKind::Choice(options) => options.iter().map(|option| option.text.clone()).collect(),
        AnswerKind::Tri => [("Ja", "Yes"), ("Nej", "No"), ("Vet ej", "Don't know")]
            .map(|(sv, en)| Text { sv: sv.into(), en: en.into() })
            .to_vec(),
        _ => return None,
    };
    Some(Axis { question: question.text.clone(), options })
}

impl Picture {
    /// Returns headings and rows, the combination that was met behind an arrow, so that colour carries nothing.
    #[must_use]
    pub fn grid(&self, language: Language) -> (Vec<String>, Vec<Vec<String>>) {
        let heads = self.across.options.iter().map(|option| short(option, language).to_owned());
        let headings = std::iter::once(String::new()).chain(heads).collect();
        let rows = self.cells.iter().zip(&self.down.options).zip(0u16..).map(|((cells, option), down)| {
            let cells = cells.iter().zip(0u16..).map(|(cell, across)| {
                let result = self.results.get(usize::from(*cell)).map_or("", |result| result.get(language));
                if self.met == [down, across] { format!("▶ {result}") } else { result.to_owned() }
            });
            std::iter::once(short(option, language).to_owned()).chain(cells).collect()
        });
        (headings, rows.collect())
    }

    /// Returns how the width is shared between the columns of [`Self::grid`], in percent, for every one but the last,
    /// which takes the rest: a fifth for the names of the rows, the others alike.
    #[must_use]
    pub fn shares(&self) -> Vec<usize> {
        let across = self.across.options.len().max(1);
        std::iter::once(20).chain(std::iter::repeat_n(80 / across, across - 1)).collect()
    }

    /// Returns in words what the picture shows: the combination that was met and what it comes to.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let [down, across] = self.met.map(usize::from);
        let option =
            |axis: &Axis, at: usize| axis.options.get(at).map_or_else(String::new, |o| short(o, language).to_owned());
        let result =
            self.cells.get(down).and_then(|row| row.get(across)).and_then(|at| self.results.get(usize::from(*at)));
        let result = result.map_or("", |result| result.get(language));
        format!(
            "{}: {} × {} → {result}.",
            self.title.get(language),
            option(&self.down, down),
            option(&self.across, across)
        )
    }
}

/// Returns an option up to its first comma: what stands after it explains.
fn short(option: &Text, language: Language) -> &str {
    let words = option.get(language);
    words.split_once(", ").map_or(words, |(short, _)| short)
}
