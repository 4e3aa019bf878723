//! A journal's answers, resolved against the rulebook of a law date.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Deserialize as _;
use serde_json::{Map, Value as Json};

use super::event::{Address, State, Stored};
use crate::answers::fault::AnswerFault;
use crate::answers::raw::Raw;
use crate::answers::resolve::{Check, resolve};
use crate::assessment::scope::to_text;
use crate::engine::{Answer, AnswerSet, Edition, Key};

/// A journal's answers against a rulebook.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// The answers that stand.
    pub answers: AnswerSet,
    /// The answers that were set aside, to be shown when their question comes again.
    pub aside: HashMap<Key, Answer>,
    /// Answers that stand in the journal and have become stale; they are among [`Self::answers`] still.
    pub stale: Vec<Key>,
    /// Answers that the rules of this day no longer admit. They stay in the journal, and their questions come again.
    pub misfits: Vec<AnswerFault>,
}

/// Resolves what a journal adds up to.
#[must_use]
pub fn bind(edition: &Edition<'_>, state: &State, today: NaiveDate) -> Bound {
    let mut scopes: BTreeMap<&str, Map<String, Json>> = BTreeMap::new();
    for (at, stored) in state.answers.iter().chain(&state.aside) {
        scopes.entry(&at.scope).or_default().insert(at.question.clone(), written(stored));
    }
    let json: Map<String, Json> =
        scopes.into_iter().map(|(scope, answers)| (scope.to_owned(), answers.into())).collect();
    let json = Json::Object(json);
    let raw = Raw::deserialize(&json).expect("a JSON value is a value, and its maps have no doubled key");
    let resolved = resolve(edition, &raw, Check::Form);
    let mut bound = Bound { answers: resolved.answers, misfits: resolved.faults, ..Bound::default() };
    let keys: Vec<Key> = bound.answers.keys().collect();
    for key in keys {
        let at = address(edition, &bound.answers, key);
        if state.aside.contains_key(&at) {
            if let Some(answer) = bound.answers.remove(key) {
                bound.aside.insert(key, answer);
            }
        } else if let (Some(days), Some(stored)) =
            (edition.book.questions[key.question.at()].fresh_for, state.answers.get(&at))
        {
            let age = today.signed_duration_since(stored.at.date_naive()).num_days();
            if age > i64::from(days) {
                bound.stale.push(key);
            }
        }
    }
    bound.stale.sort();
    bound
}

/// Returns the names that a key stands for.
#[must_use]
pub fn address(edition: &Edition<'_>, answers: &AnswerSet, key: Key) -> Address {
    Address {
        scope: to_text(&key.scope, answers, edition.book),
        question: edition.book.questions[key.question.at()].id.to_string(),
    }
}

fn written(stored: &Stored) -> Json {
    let mut fields = Map::from_iter([("answer".to_owned(), stored.value.clone())]);
    for (name, reason) in [("reason", &stored.reason), ("outgoing", &stored.outgoing)] {
        if let Some(reason) = reason {
            fields.insert(name.to_owned(), reason.as_str().into());
        }
    }
    fields.into()
}
