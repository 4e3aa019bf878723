//! Answers as they are written to files and drafts: the form that [`super::resolve()`] reads.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::file::Officer;
use crate::assessment::scope::to_text;
use crate::date::write_datetime;
use crate::engine::{Answer, AnswerSet, Edition, Key, Notes, Row, Value};
use crate::reasons::Audience;
use crate::ruleset::model::{AnswerKind, Column, ColumnKind, List, Question};

/// What stands at the top of an answers file.
#[derive(Clone, Debug, Default)]
pub struct Top<'a> {
    /// `procedure:`.
    pub procedure: &'a str,
    /// `matter:`.
    pub matter: Option<&'a str>,
    /// `officer:`.
    pub officer: Option<&'a Officer>,
}

/// Returns an answers file as JSON with the answers under `keys`, ordered by scope and question.
///
/// With the keys of a path it reads back as the same assessment; with all keys it also keeps what fell off the path.
#[must_use]
pub fn write_file(
    edition: &Edition<'_>,
    top: &Top<'_>,
    answers: &AnswerSet,
    keys: impl IntoIterator<Item = Key>,
) -> String {
    let mut scopes: BTreeMap<String, BTreeMap<&str, Json>> = BTreeMap::new();
    for key in keys {
        let Some(answer) = answers.answer(key) else { continue };
        let question = &edition.book.questions[key.question.at()];
        let scope = to_text(&key.scope, answers, edition.book);
        scopes.entry(scope).or_default().insert(&question.id, answer_json(edition, answers, question, answer));
    }
    let mut file = Map::new();
    file.insert("procedure".into(), top.procedure.into());
    file.insert("law-date".into(), edition.date.to_string().into());
    if let Some(matter) = top.matter {
        file.insert("matter".into(), matter.into());
    }
    if let Some(officer) = top.officer {
        let mut fields = Map::new();
        fields.insert("name".into(), officer.name.as_ref().into());
        fields.insert("role".into(), serde_json::to_value(officer.role).unwrap_or(Json::Null));
        if let Some(unit) = &officer.unit {
            fields.insert("unit".into(), unit.as_ref().into());
        }
        file.insert("officer".into(), fields.into());
    }
    let scopes: Map<String, Json> = scopes
        .into_iter()
        .map(|(scope, answers)| (scope, answers.into_iter().map(|(id, json)| (id.to_owned(), json)).collect()))
        .collect();
    file.insert("answers".into(), scopes.into());
    format!("{:#}\n", Json::Object(file))
}

/// Returns an answer: its value alone, or with its reasons.
#[must_use]
pub fn answer_json(edition: &Edition<'_>, answers: &AnswerSet, question: &Question, answer: &Answer) -> Json {
    let value = value_json(edition, answers, &question.kind, &answer.value);
    let reasons = reasons_json(answer.reason.as_deref(), answer.outgoing.as_deref(), &answer.notes);
    if reasons.is_empty() {
        return value;
    }
    let mut fields = Map::from_iter([("answer".to_owned(), value)]);
    fields.extend(reasons);
    fields.into()
}

/// Returns the reasons of an answer, and the notes about them, by the names that they have in files.
pub(crate) fn reasons_json(reason: Option<&str>, outgoing: Option<&str>, notes: &Notes) -> Map<String, Json> {
    let fields = [
        (Audience::Internal.field(), reason),
        (Audience::Outgoing.field(), outgoing),
        (Audience::Internal.note_field(), notes.reason.as_deref()),
        (Audience::Outgoing.note_field(), notes.outgoing.as_deref()),
    ];
    let given = fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
    given.collect()
}

/// Returns a value by the ids of its options, rows and provisions.
#[must_use]
pub fn value_json(edition: &Edition<'_>, answers: &AnswerSet, kind: &AnswerKind, value: &Value) -> Json {
    match (value, kind) {
        (Value::Choice(option), AnswerKind::Choice(options)) => option_json(options, *option),
        (Value::Choice(option), _) => {
            ["ja", "nej", "vet-ej"].get(usize::from(*option)).map_or(Json::Null, |&id| id.into())
        }
        (Value::Rows(rows), AnswerKind::List(list)) => {
            rows.iter().map(|row| row_json(answers, list, row)).collect::<Vec<_>>().into()
        }
        (Value::Provisions(picked), _) => {
            picked.iter().map(|index| Json::from(&*edition.book.provisions[index.at()].id)).collect::<Vec<_>>().into()
        }
        (value, _) => scalar_json(answers, value),
    }
}

fn option_json(options: &[crate::ruleset::model::Choice], option: u16) -> Json {
    options.get(usize::from(option)).map_or(Json::Null, |option| (&*option.id).into())
}

fn scalar_json(answers: &AnswerSet, value: &Value) -> Json {
    match value {
        Value::Entities(picked) => {
            picked.iter().map(|&entity| Json::from(answers.name(entity))).collect::<Vec<_>>().into()
        }
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => date.to_string().into(),
        Value::DateTime(time) => write_datetime(*time).into(),
        Value::Number(number) => (*number).into(),
        Value::Choice(_) | Value::Provisions(_) | Value::Rows(_) => Json::Null,
    }
}

fn row_json(answers: &AnswerSet, list: &List, row: &Row) -> Json {
    let mut fields = Map::new();
    if list.fills.is_some() {
        fields.insert("id".into(), answers.name(row.entity).into());
    }
    for (column, cell) in list.columns.iter().zip(&row.cells) {
        if let Some(cell) = cell {
            fields.insert(column.id.as_ref().into(), cell_json(answers, column, cell));
        }
    }
    fields.into()
}

fn cell_json(answers: &AnswerSet, column: &Column, cell: &Value) -> Json {
    match (cell, &column.kind) {
        (Value::Choice(option), ColumnKind::Choice(options)) => option_json(options, *option),
        // A reference is one id, not a list of one.
        (Value::Entities(one), ColumnKind::Ref(_)) => {
            one.first().map_or(Json::Null, |&entity| answers.name(entity).into())
        }
        _ => scalar_json(answers, cell),
    }
}
