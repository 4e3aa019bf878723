//! From a record back to the answers that a walk reads: with the closure's rules, the same walk again.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::engine::{Answer, AnswerSet, Edition, Key, Row, Value};
use crate::fingerprint::Fingerprint;
use crate::ruleset::model::{AnswerKind, Choice, Column, ColumnKind, Question, Register};
use crate::text::Language;

use super::model::{AnswerGiven, Assessment, Given, Subject};
use super::scope::{self, ScopeError};
use super::words::{DATE, DATE_TIME};

/// Why the answers of a record do not fit the rules at hand.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReplayError {
    /// A scope names what is not there.
    Scope(ScopeError),
    /// The rules have no such question.
    Question(String),
    /// The value does not fit its question.
    Value {
        /// Whom or what it is about.
        scope: String,
        /// The question's id.
        question: String,
    },
}

impl ReplayError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Scope(error), _) => error.message(language),
            (Self::Question(id), Language::Sv) => format!("frågan `{id}` finns inte i reglerna"),
            (Self::Question(id), Language::En) => format!("the question `{id}` is not in the rules"),
            (Self::Value { scope, question }, Language::Sv) => {
                format!("svaret på `{question}` ({scope}) passar inte frågan")
            }
            (Self::Value { scope, question }, Language::En) => {
                format!("the answer to `{question}` ({scope}) does not fit the question")
            }
        }
    }
}

impl Assessment {
    /// Returns the answers that other actors gave: each one's statement, by scope and question.
    #[must_use]
    pub fn statements_used(&self) -> HashMap<(String, String), String> {
        let of = |answer: &AnswerGiven| {
            let statement = answer.statement.clone()?;
            Some(((answer.scope.clone(), answer.question.clone()), statement))
        };
        self.answers.iter().filter_map(of).collect()
    }

    /// Returns the fingerprints of the files, by the id of the document or item that each is.
    #[must_use]
    pub fn files_used(&self) -> HashMap<String, Vec<Fingerprint>> {
        let subjects = self.persons.iter().chain(&self.documents).chain(&self.items);
        let with_files = subjects.filter(|subject| !subject.files.is_empty());
        with_files.map(|subject| (subject.id.clone(), subject.files.clone())).collect()
    }

    /// Returns the answers as a walk reads them, resolved against the rules of `edition`.
    ///
    /// # Errors
    /// If the rules are others than those that the answers were given under.
    pub fn answer_set(&self, edition: &Edition<'_>) -> Result<AnswerSet, ReplayError> {
        let mut set = AnswerSet::default();
        for given in &self.answers {
            self.take_in(given, &mut set, edition)?;
        }
        Ok(set)
    }

    /// Puts one answer among those that a walk reads, and returns its key.
    ///
    /// It need not be one of this assessment's; the rows of its registers and the ids of its subjects are.
    ///
    /// # Errors
    /// If the rules are others than those that the answer was given under.
    pub fn take_in(&self, given: &AnswerGiven, set: &mut AnswerSet, edition: &Edition<'_>) -> Result<Key, ReplayError> {
        let scope = scope::parse(&given.scope, set, edition.book).map_err(ReplayError::Scope)?;
        let question =
            edition.question(&given.question).ok_or_else(|| ReplayError::Question(given.question.clone()))?;
        let definition = &edition.book.questions[question.at()];
        let value = self
            .value(&given.value, definition, set, edition)
            .ok_or_else(|| ReplayError::Value { scope: given.scope.clone(), question: given.question.clone() })?;
        let AnswerGiven { reason, outgoing, notes, .. } = given.clone();
        let answer = Answer { value, reason, outgoing, notes };
        let key = Key { scope, question };
        set.insert(key, answer);
        Ok(key)
    }

    fn value(&self, given: &Given, question: &Question, set: &mut AnswerSet, edition: &Edition<'_>) -> Option<Value> {
        Some(match given {
            Given::Choice(id) => {
                let at = question.options().iter().position(|option| option == id)?;
                Value::Choice(u16::try_from(at).ok()?)
            }
            Given::Provisions(ids) => {
                let found: Result<_, _> = ids.iter().map(|id| scope::provision(id, edition.book)).collect();
                Value::Provisions(found.ok()?)
            }
            Given::Register(register) => {
                let subjects = match register {
                    Register::Persons => &self.persons,
                    Register::Documents => &self.documents,
                    Register::Items => &self.items,
                    Register::Provisions => return None,
                };
                rows(subjects, question, set)?
            }
            Given::Rows(subjects) => rows(subjects, question, set)?,
            plain => simple(plain, set)?,
        })
    }
}

fn rows(subjects: &[Subject], question: &Question, set: &mut AnswerSet) -> Option<Value> {
    let AnswerKind::List(list) = &question.kind else { return None };
    let rows: Option<_> = subjects.iter().map(|subject| row(subject, &list.columns, set)).collect();
    rows.map(Value::Rows)
}

fn row(subject: &Subject, columns: &[Column], set: &mut AnswerSet) -> Option<Row> {
    let mut cells = Vec::with_capacity(columns.len());
    for (at, column) in columns.iter().enumerate() {
        let kept = subject.columns.iter().find(|cell| cell.column == *column.id);
        cells.push(match (kept, &column.kind) {
            (Some(cell), ColumnKind::Choice(options)) => Some(option(&cell.value, options)?),
            (Some(cell), _) => Some(simple(&cell.value, set)?),
            (None, ColumnKind::Text) if at == 0 => Some(Value::Text(subject.label.clone())),
            (None, _) => None,
        });
    }
    // A column that the rules do not know would be lost without a word.
    let known = |id: &str| columns.iter().any(|column| *column.id == *id);
    subject.columns.iter().all(|cell| known(&cell.column)).then(|| Row { entity: set.entity(&subject.id), cells })
}

fn option(given: &Given, options: &[Choice]) -> Option<Value> {
    let Given::Choice(id) = given else { return None };
    let at = options.iter().position(|option| *option.id == **id)?;
    u16::try_from(at).ok().map(Value::Choice)
}

fn simple(given: &Given, set: &mut AnswerSet) -> Option<Value> {
    Some(match given {
        Given::Entities(ids) => Value::Entities(ids.iter().map(|id| set.entity(id)).collect()),
        Given::Text(text) => Value::Text(text.clone()),
        Given::Date(date) => Value::Date(NaiveDate::parse_from_str(date, DATE).ok()?),
        Given::DateTime(time) => Value::DateTime(NaiveDateTime::parse_from_str(time, DATE_TIME).ok()?),
        Given::Number(number) => Value::Number(*number),
        Given::Choice(_) | Given::Provisions(_) | Given::Rows(_) | Given::Register(_) => return None,
    })
}
