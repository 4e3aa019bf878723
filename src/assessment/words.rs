//! Values, roles and deadlines in the two forms of the record: ids for a walk, words for a reader.

use crate::engine::{AnswerSet, Edition, Key, Row, Value};
use crate::ruleset::model::{AnswerKind, Column, ColumnKind, Deadline, Effect, ProvisionIx, Question, Role, Rulebook};

use super::labels::Labels;
use super::model::{Cell, Given, Subject, Words};

/// How a day is written.
pub(super) const DATE: &str = "%Y-%m-%d";
/// How a day and a time are written.
pub(super) const DATE_TIME: &str = "%Y-%m-%dT%H:%M";

/// Returns a question as it is put and its answer, in words and as ids; nothing where the answer does not fit it.
#[must_use]
pub fn as_put(edition: &Edition<'_>, answers: &AnswerSet, key: Key) -> Option<(Words, Given, Vec<Words>)> {
    let labels = Labels::new(edition, answers);
    let question = &edition.book.questions[key.question.at()];
    let wording = Wording { book: edition.book, answers, labels: &labels };
    let (given, words) = wording.answer(question, &answers.answer(key)?.value)?;
    Some((labels.fill_both(&question.text, &key.scope), given, words))
}

/// Turns values into their two forms.
#[derive(Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) answers: &'a AnswerSet,
    pub(super) labels: &'a Labels<'a>,
}

impl Wording<'_> {
    /// Returns an answer as ids and in words, or nothing where it does not fit its question.
    pub(super) fn answer(self, question: &Question, value: &Value) -> Option<(Given, Vec<Words>)> {
        Some(match (value, &question.kind) {
            (Value::Choice(at), AnswerKind::Tri) => {
                (Given::Choice((*question.options().get(usize::from(*at))?).to_owned()), vec![tri(*at)?])
            }
            (Value::Choice(at), AnswerKind::Choice(options)) => {
                let option = options.get(usize::from(*at))?;
                (Given::Choice(option.id.to_string()), vec![Words::from(&option.text)])
            }
            (Value::Entities(entities), AnswerKind::Pick(_)) => (
                Given::Entities(entities.iter().map(|entity| self.answers.name(*entity).to_owned()).collect()),
                entities.iter().map(|entity| self.labels.words(*entity)).collect(),
            ),
            (Value::Provisions(picked), AnswerKind::Pick(_)) => (
                Given::Provisions(picked.iter().map(|at| self.provision_id(*at)).collect()),
                picked.iter().map(|at| Words::from(&self.book.provisions[at.at()].designation)).collect(),
            ),
            (Value::Rows(rows), AnswerKind::List(list)) => {
                if let Some(register) = list.fills {
                    let names = rows.iter().map(|row| self.labels.words(row.entity)).collect();
                    (Given::Register(register), names)
                } else {
                    let rows = self.subjects(rows, &list.columns)?;
                    let words = rows.iter().map(row_words).collect();
                    (Given::Rows(rows), words)
                }
            }
            (Value::Text(_) | Value::Date(_) | Value::DateTime(_) | Value::Number(_), kind) => {
                let fits = matches!(
                    (value, kind),
                    (Value::Text(_), AnswerKind::Text { .. })
                        | (Value::Date(_), AnswerKind::Date)
                        | (Value::DateTime(_), AnswerKind::DateTime)
                        | (Value::Number(_), AnswerKind::Number { .. })
                );
                let given = plain(value).filter(|_| fits)?;
                let words = Words::same(&shown(&given));
                (given, vec![words])
            }
            _ => return None,
        })
    }

    /// Returns rows as subjects, or nothing where a cell does not fit its column.
    pub(super) fn subjects(self, rows: &[Row], columns: &[Column]) -> Option<Vec<Subject>> {
        rows.iter().map(|row| self.subject(row, columns)).collect()
    }

    fn subject(self, row: &Row, columns: &[Column]) -> Option<Subject> {
        let mut subject = Subject {
            id: self.answers.name(row.entity).to_owned(),
            label: String::new(),
            columns: Vec::new(),
            files: Vec::new(),
        };
        for (at, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
            let Some(value) = cell else { continue };
            let (value, words) = self.cell(column, value)?;
            if at == 0 {
                subject.label.clone_from(&words.sv);
                if column.kind == ColumnKind::Text {
                    continue;
                }
            }
            subject.columns.push(Cell {
                column: column.id.to_string(),
                title: Words::from(&column.title),
                value,
                words,
            });
        }
        Some(subject)
    }

    fn cell(self, column: &Column, value: &Value) -> Option<(Given, Words)> {
        Some(match (value, &column.kind) {
            (Value::Choice(at), ColumnKind::Choice(options)) => {
                let option = options.get(usize::from(*at))?;
                (Given::Choice(option.id.to_string()), Words::from(&option.text))
            }
            // A row that belongs to nothing is one that no walk met: no record says of it that it was decided.
            (Value::Entities(entities), ColumnKind::Ref(_)) if entities.iter().all(|of| self.labels.knows(*of)) => {
                let ids: Vec<String> = entities.iter().map(|entity| self.answers.name(*entity).to_owned()).collect();
                let words = entities.iter().map(|entity| self.labels.words(*entity)).collect::<Vec<_>>();
                (Given::Entities(ids), joined(&words))
            }
            (Value::Text(_), ColumnKind::Text)
            | (Value::Date(_), ColumnKind::Date)
            | (Value::Number(_), ColumnKind::Number) => {
                let given = plain(value)?;
                let words = Words::same(&shown(&given));
                (given, words)
            }
            _ => return None,
        })
    }

    pub(super) fn provision_id(self, at: ProvisionIx) -> String {
        self.book.provisions[at.at()].id.to_string()
    }
}

/// Returns what an effect is called; its id where the rulebook has no words for it.
pub(super) fn effect(effect: Effect, book: &Rulebook) -> Words {
    let at = Effect::ALL.iter().position(|other| *other == effect);
    match at.and_then(|at| book.effects.get(at)) {
        Some(text) => Words::from(text),
        None => Words::same(&slug(&effect)),
    }
}

/// Returns what a role is called.
#[must_use]
pub fn role(role: Role) -> Words {
    let (sv, en) = match role {
        Role::Officer => ("handläggare", "officer"),
        Role::SecondReader => ("andra läsare", "second reader"),
        Role::Lawyer => ("jurist", "lawyer"),
        Role::Manager => ("chef", "manager"),
        Role::Delegate => ("delegat", "delegate"),
        Role::Board => ("nämnden", "the board"),
    };
    Words { sv: sv.to_owned(), en: en.to_owned() }
}

/// Returns a deadline as it stands in the record: how long, and from when.
pub(super) fn deadline(deadline: &Deadline) -> (String, String) {
    (deadline.within.to_string(), deadline.from.id().to_owned())
}

/// Returns the name that serde gives a plain enum.
pub(crate) fn slug<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn tri(at: u16) -> Option<Words> {
    let (sv, en) = *[("ja", "yes"), ("nej", "no"), ("vet ej", "do not know")].get(usize::from(at))?;
    Some(Words { sv: sv.to_owned(), en: en.to_owned() })
}

fn plain(value: &Value) -> Option<Given> {
    Some(match value {
        Value::Text(text) => Given::Text(text.clone()),
        Value::Date(date) => Given::Date(date.format(DATE).to_string()),
        Value::DateTime(time) => Given::DateTime(time.format(DATE_TIME).to_string()),
        Value::Number(number) => Given::Number(*number),
        _ => return None,
    })
}

pub(super) fn shown(given: &Given) -> String {
    match given {
        Given::Text(text) | Given::Date(text) => text.clone(),
        Given::DateTime(time) => time.replace('T', " "),
        Given::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

pub(super) fn row_words(row: &Subject) -> Words {
    let mut all = vec![Words::same(&row.label)];
    all.extend(row.columns.iter().filter(|cell| cell.words.sv != row.label).map(|cell| cell.words.clone()));
    joined(&all)
}

fn joined(words: &[Words]) -> Words {
    let join = |pick: fn(&Words) -> &str| words.iter().map(pick).collect::<Vec<_>>().join(", ");
    Words { sv: join(|w| &w.sv), en: join(|w| &w.en) }
}
