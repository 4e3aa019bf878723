//! What somebody answered, by names: as a file of answers has it, whatever rulebook or session it came from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::answers::write::value_json;
use crate::answers::{Check, Raw, resolve};
use crate::draft::Address;
use crate::draft::bind::address;
use crate::engine::{AnswerSet, Edition, Key, Notes};
use crate::reasons::Audience;

/// An answer with its reasons.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Said {
    /// The value, by ids, as in an answers file.
    pub answer: Json,
    /// The reason that stays in the authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason that the requester may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<String>,
    /// Why the reasons were kept in spite of what was found in them.
    #[serde(flatten)]
    pub notes: Notes,
}

/// The same as it is read: a field that is flattened would have serde keep all others until it has seen every one.
#[derive(Deserialize)]
struct Written {
    answer: Json,
    reason: Option<String>,
    outgoing: Option<String>,
    note: Option<String>,
    #[serde(rename = "outgoing-note")]
    outgoing_note: Option<String>,
}

impl From<Written> for Said {
    fn from(written: Written) -> Self {
        let Written { answer, reason, outgoing, note, outgoing_note } = written;
        Self { answer, reason, outgoing, notes: Notes { reason: note, outgoing: outgoing_note } }
    }
}

impl Said {
    /// Returns every text that was typed beside the value.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let all = [&self.reason, &self.outgoing, &self.notes.reason, &self.notes.outgoing];
        all.into_iter().filter_map(|text| text.as_deref())
    }
}

/// Answers by what they are of.
pub type Answered = BTreeMap<Address, Said>;

/// Returns the answers under `keys` by name; one that is not there is left out.
#[must_use]
pub fn answered(edition: &Edition<'_>, answers: &AnswerSet, keys: &[Key]) -> Answered {
    keys.iter().filter_map(|&key| said(edition, answers, key)).collect()
}

/// Returns one answer by name.
#[must_use]
pub fn said(edition: &Edition<'_>, answers: &AnswerSet, key: Key) -> Option<(Address, Said)> {
    let given = answers.answer(key)?;
    let kind = &edition.book.questions[key.question.at()].kind;
    let value = value_json(edition, answers, kind, &given.value);
    let said = Said {
        answer: value,
        reason: given.reason.clone(),
        outgoing: given.outgoing.clone(),
        notes: given.notes.clone(),
    };
    Some((address(edition, answers, key), said))
}

/// Returns answers as they stand in a file: scope paths, under each the questions.
#[must_use]
pub fn json(answered: &Answered) -> Json {
    let mut scopes: BTreeMap<&str, Map<String, Json>> = BTreeMap::new();
    for (at, said) in answered {
        scopes.entry(&at.scope).or_default().insert(at.question.clone(), json!(said));
    }
    json!(scopes)
}

/// Reads answers by name as a set on a rulebook; what the rulebook does not know is left out.
#[must_use]
pub fn set(edition: &Edition<'_>, answered: &Answered) -> AnswerSet {
    let json = json(answered);
    // A JSON value is always a value, and its maps have no doubled key.
    let raw = Raw::deserialize(&json).unwrap_or(Raw::Null);
    resolve(edition, &raw, Check::Form).answers
}

/// Returns answers of a sheet as the tree that is resolved, without a copy of any text.
#[must_use]
pub fn raw(answers: &BTreeMap<String, BTreeMap<String, Said>>) -> Raw<'_> {
    Raw::Map(answers.iter().map(|(path, answers)| (path.as_str().into(), scope(answers))).collect())
}

fn scope(answers: &BTreeMap<String, Said>) -> Raw<'_> {
    Raw::Map(answers.iter().map(|(question, said)| (question.as_str().into(), one(said))).collect())
}

fn one(said: &Said) -> Raw<'_> {
    // A JSON value is always a value, and its maps have no doubled key.
    let mut fields = vec![("answer".into(), Raw::deserialize(&said.answer).unwrap_or(Raw::Null))];
    let texts = [
        (Audience::Internal.field(), &said.reason),
        (Audience::Outgoing.field(), &said.outgoing),
        (Audience::Internal.note_field(), &said.notes.reason),
        (Audience::Outgoing.note_field(), &said.notes.outgoing),
    ];
    fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name.into(), Raw::Text(text.as_deref()?.into())))));
    Raw::Map(fields)
}

/// Returns whether two values are the same answer; what is picked has no order.
#[must_use]
pub fn same(a: &Json, b: &Json) -> bool {
    let (Json::Array(left), Json::Array(right)) = (a, b) else { return a == b };
    left.len() == right.len() && left.iter().all(|one| count(left, one) == count(right, one))
}

/// Returns the day of a moment, as it is written; nothing of what is no text.
#[must_use]
pub fn day(moment: &Json) -> Option<&str> {
    moment.as_str()?.split('T').next()
}

fn count(all: &[Json], one: &Json) -> usize {
    all.iter().filter(|other| *other == one).count()
}
