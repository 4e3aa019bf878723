//! A journal's answers, resolved against the rulebook of a law date.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Deserialize as _;
use serde_json::{Map, Value as Json};

use super::aside::Aside;
use super::event::{Address, State, Stored};
use super::form::form;
use crate::answers::fault::AnswerFault;
use crate::answers::raw::Raw;
use crate::answers::resolve::{Check, read_rows, resolve};
use crate::answers::write::{reasons_json, value_json};
use crate::assessment::scope::{self, to_text};
use crate::engine::{Answer, AnswerSet, Edition, Key, Row};
use crate::ruleset::model::AnswerKind;

/// A journal's answers against a rulebook.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// The answers that stand.
    pub answers: AnswerSet,
    /// The answers that were set aside, to be shown when their question comes again.
    pub aside: HashMap<Key, Aside<Key, Answer>>,
    /// What was answered before an answer that was changed, by ids.
    pub former: HashMap<Key, Stored>,
    /// Answers that stand in the journal and have become stale; they are among [`Self::answers`] still.
    pub stale: Vec<Key>,
    /// Answers that stand in the journal and were given to a question that reads otherwise now; they are among
    /// [`Self::answers`] still.
    pub reworded: Vec<Key>,
    /// The rows so far of lists that are not finished.
    pub rows: HashMap<Key, Vec<Row>>,
    /// Answers that the rules of this day no longer admit. They stay in the journal, and their questions come again.
    pub misfits: Vec<AnswerFault>,
}

/// Resolves what a journal adds up to.
#[must_use]
pub fn bind(edition: &Edition<'_>, state: &State, today: NaiveDate) -> Bound {
    let mut scopes: BTreeMap<&str, Map<String, Json>> = BTreeMap::new();
    let aside = state.aside.iter().map(|(at, aside)| (at, &aside.answer));
    for (at, stored) in state.answers.iter().chain(aside) {
        scopes.entry(&at.scope).or_default().insert(at.question.clone(), written(stored));
    }
    let json: Map<String, Json> =
        scopes.into_iter().map(|(scope, answers)| (scope.to_owned(), answers.into())).collect();
    let json = Json::Object(json);
    // A JSON value is always a value, and its maps have no doubled key.
    let raw = Raw::deserialize(&json).unwrap_or(Raw::Null);
    let resolved = resolve(edition, &raw, Check::Form);
    let mut bound = Bound { answers: resolved.answers, misfits: resolved.faults, ..Bound::default() };
    let keys: Vec<Key> = bound.answers.keys().collect();
    for key in keys {
        let at = address(edition, &bound.answers, key);
        if let Some(aside) = state.aside.get(&at) {
            if let Some(answer) = bound.answers.remove(key) {
                let rests = rests(edition, &mut bound.answers, aside);
                let keeps = aside.keeps && rests.is_some();
                bound.aside.insert(key, Aside { answer, rests: rests.unwrap_or_default(), keeps });
            }
            continue;
        }
        let Some(stored) = state.answers.get(&at) else { continue };
        let age = today.signed_duration_since(stored.at.date_naive()).num_days();
        if edition.book.questions[key.question.at()].fresh_for.is_some_and(|days| age > i64::from(days)) {
            bound.stale.push(key);
        } else if stored.asked.as_ref().is_some_and(|asked| *asked != form(edition, key.question)) {
            bound.reworded.push(key);
        }
    }
    bound.stale.sort();
    for (at, stored) in &state.former {
        if let (Ok(scope), Some(question)) =
            (scope::parse(&at.scope, &mut bound.answers, edition.book), edition.question(&at.question))
        {
            bound.former.insert(Key { scope, question }, stored.clone());
        }
    }
    bound.reworded.sort();
    for (at, json) in &state.rows {
        if let Some((key, rows)) = unfinished(edition, &mut bound.answers, at, json) {
            bound.rows.insert(key, rows);
        }
    }
    bound
}

/// Resolves answers with others laid over them: sets that were read apart name their subjects apart.
#[must_use]
pub fn lay_over(edition: &Edition<'_>, base: &AnswerSet, over: &AnswerSet, now: DateTime<FixedOffset>) -> Bound {
    let mut answers = BTreeMap::new();
    for set in [base, over] {
        for key in set.keys() {
            let Some(answer) = set.answer(key) else { continue };
            let kind = &edition.book.questions[key.question.at()].kind;
            let value = value_json(edition, set, kind, &answer.value);
            answers.insert(address(edition, set, key), Stored::of(answer, value, None, now));
        }
    }
    let state = State { answers, ..State::empty(edition.date, now) };
    bind(edition, &state, now.date_naive())
}

/// Resolves what an answer rested on; what the rules of the day no longer know is never so again.
fn rests(edition: &Edition<'_>, set: &mut AnswerSet, aside: &Aside<Address, Stored>) -> Option<Vec<(Key, Json)>> {
    aside
        .rests
        .iter()
        .map(|(at, was)| {
            let scope = scope::parse(&at.scope, set, edition.book).ok()?;
            Some((Key { scope, question: edition.question(&at.question)? }, was.clone()))
        })
        .collect()
}

/// Resolves the rows of a list that is not finished; what the rules of the day do not admit is begun again.
fn unfinished(edition: &Edition<'_>, set: &mut AnswerSet, at: &Address, json: &Json) -> Option<(Key, Vec<Row>)> {
    let scope = scope::parse(&at.scope, set, edition.book).ok()?;
    let question = edition.question(&at.question)?;
    let AnswerKind::List(list) = &edition.book.questions[question.at()].kind else { return None };
    let raw = Raw::deserialize(json).ok()?;
    Some((Key { scope, question }, read_rows(edition, set, list, &raw)?))
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
    fields.extend(reasons_json(stored.reason.as_deref(), stored.outgoing.as_deref(), &stored.notes));
    fields.into()
}
