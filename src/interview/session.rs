//! The answers of an interview: every change goes to the journal first, and what it reopens is set aside.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::answers::registers::register_rows;
use crate::answers::script::{Audience, lacking_reasons, path};
use crate::answers::write::value_json;
use crate::draft::bind::{Bound, address};
use crate::draft::{DraftFault, Event, Journal};
use crate::engine::{Answer, AnswerSet, Answers, Edition, Entity, Key, Report, Row, ScopePath, Value, walk};
use crate::ruleset::model::{AnswerKind, Question, Register, RulesetIx};
use crate::text::Language;

/// An answer that does not stand now.
#[derive(Clone, Debug)]
struct Aside {
    answer: Answer,
    /// The answer whose change set it aside, and what that was: with it, this one holds again.
    cause: Option<(Key, Value)>,
}

/// What time it is, from outside.
pub type Clock<'e> = &'e dyn Fn() -> DateTime<FixedOffset>;

/// An interview's answers, on one law date.
pub struct Session<'e, 'b> {
    /// The rulebook on the law date.
    pub edition: &'e Edition<'b>,
    /// The procedure.
    pub procedure: RulesetIx,
    /// The language that is spoken.
    pub language: Language,
    journal: &'e mut dyn Journal,
    clock: Clock<'e>,
    answers: AnswerSet,
    aside: HashMap<Key, Aside>,
    rows: HashMap<Key, Vec<Row>>,
}

impl<'e, 'b> Session<'e, 'b> {
    /// Begins or resumes with the answers of a journal; what has become stale is set aside.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn new(
        edition: &'e Edition<'b>,
        procedure: RulesetIx,
        language: Language,
        bound: Bound,
        journal: &'e mut dyn Journal,
        clock: Clock<'e>,
    ) -> Result<Self, DraftFault> {
        let Bound { answers, aside, stale, rows, misfits: _ } = bound;
        let aside = aside.into_iter().map(|(key, answer)| (key, Aside { answer, cause: None })).collect();
        let mut session = Self { edition, procedure, language, journal, clock, answers, aside, rows };
        for key in stale {
            session.set_aside(key, None)?;
        }
        Ok(session)
    }

    /// Returns the answers.
    #[must_use]
    pub fn answers(&self) -> &AnswerSet {
        &self.answers
    }

    /// Returns the answers, no longer to be changed.
    #[must_use]
    pub fn into_answers(self) -> AnswerSet {
        self.answers
    }

    /// Walks as far as the answers reach.
    #[must_use]
    pub fn walk(&self) -> Report {
        walk(self.edition, self.procedure, &self.answers)
    }

    /// Returns today's date.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        (self.clock)().date_naive()
    }

    /// Returns the time now.
    #[must_use]
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.clock)()
    }

    /// Returns a question's definition.
    #[must_use]
    pub fn question(&self, key: Key) -> &'b Question {
        &self.edition.book.questions[key.question.at()]
    }

    /// Returns the answer that stands under a key, or that was set aside.
    #[must_use]
    pub fn earlier(&self, key: Key) -> Option<&Answer> {
        self.answers.answer(key).or_else(|| self.aside.get(&key).map(|aside| &aside.answer))
    }

    /// Returns the first answer on the path that lacks a reason.
    #[must_use]
    pub fn lacking(&self, report: &Report) -> Option<Key> {
        lacking_reasons(self.edition, &self.answers, report).first().map(|lacking| lacking.key)
    }

    /// Returns the rows of a list that was begun, was given before or stands.
    #[must_use]
    pub fn rows_of(&self, key: Key) -> Vec<Row> {
        if let Some(rows) = self.rows.get(&key) {
            return rows.clone();
        }
        match self.earlier(key).map(|answer| &answer.value) {
            Some(Value::Rows(rows)) => rows.clone(),
            _ => Vec::new(),
        }
    }

    /// Returns a new id for a row, one that nothing was ever said about: the answers about a row that was removed must
    /// not become another's.
    pub fn fresh_entity(&mut self, register: Register) -> Entity {
        let letter = match register {
            Register::Persons => 'p',
            Register::Documents => 'd',
            Register::Items | Register::Provisions => 'i',
        };
        let id = (1_u32..).map(|n| format!("{letter}{n}")).find(|id| self.answers.find(id).is_none());
        self.answers.entity(&id.unwrap_or_default())
    }

    /// Keeps the rows so far of a list that is not finished.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn keep_rows(&mut self, key: Key, rows: &[Row]) -> Result<(), DraftFault> {
        let value = self.json(key, &Value::Rows(rows.to_vec()));
        self.record(Event::Rows { at: address(self.edition, &self.answers, key), value })?;
        self.rows.insert(key, rows.to_vec());
        Ok(())
    }

    /// Takes an answer, and sets aside what it reopens.
    ///
    /// The reasons of the answer before stay with the same value, if it stands; another value has none yet. Returns the answers
    /// that were set aside.
    ///
    /// # Errors
    /// If the journal cannot be written: then the answer is not given.
    pub fn answer(&mut self, key: Key, value: Value) -> Result<Vec<Key>, DraftFault> {
        let before = self.answers.answer(key).cloned();
        if before.as_ref().is_some_and(|before| before.value == value) {
            if self.rows.contains_key(&key) {
                self.put(key, before.expect("it was just looked at"))?;
            }
            return Ok(Vec::new());
        }
        let reopened = self.aside.get(&key).map(|aside| aside.answer.value.clone());
        self.put(key, Answer { value: value.clone(), reason: None, outgoing: None })?;
        // A first answer reopens what was answered without it; only a re-given one can make things whole again.
        let old = before.map(|before| before.value).or(reopened);
        if old.as_ref() == Some(&value) {
            return Ok(Vec::new());
        }
        let reopened = self.reopen(key, old)?;
        self.restore(key, &value)?;
        Ok(reopened)
    }

    /// Takes the reason of an answer that stands.
    ///
    /// # Errors
    /// If the journal cannot be written: then the reason is not given.
    pub fn reason(&mut self, key: Key, audience: Audience, text: String) -> Result<(), DraftFault> {
        let Some(mut answer) = self.answers.answer(key).cloned() else { return Ok(()) };
        match audience {
            Audience::Internal => answer.reason = Some(text),
            Audience::Outgoing => answer.outgoing = Some(text),
        }
        self.put(key, answer)
    }

    /// Sets aside every answer that the path met after `key`: the rules sent the officer back to it.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn erase_after(&mut self, key: Key, report: &Report) -> Result<(), DraftFault> {
        let path = path(report);
        let after = path.iter().position(|on| *on == key).map_or(0, |at| at + 1);
        for &later in path.get(after..).unwrap_or_default() {
            self.set_aside(later, None)?;
        }
        Ok(())
    }

    fn put(&mut self, key: Key, answer: Answer) -> Result<(), DraftFault> {
        let value = self.json(key, &answer.value);
        self.record(Event::Answered {
            at: address(self.edition, &self.answers, key),
            value,
            reason: answer.reason.clone(),
            outgoing: answer.outgoing.clone(),
        })?;
        self.rows.remove(&key);
        self.aside.remove(&key);
        self.answers.insert(key, answer);
        Ok(())
    }

    fn set_aside(&mut self, key: Key, cause: Option<(Key, Value)>) -> Result<(), DraftFault> {
        if self.answers.answer(key).is_some() {
            self.record(Event::Aside { at: address(self.edition, &self.answers, key) })?;
            if let Some(answer) = self.answers.remove(key) {
                self.aside.insert(key, Aside { answer, cause });
            }
        }
        Ok(())
    }

    /// Sets aside the answers that depend on the one under `changed`, and picks of rows that are gone.
    fn reopen(&mut self, changed: Key, old: Option<Value>) -> Result<Vec<Key>, DraftFault> {
        for (key, aside) in &mut self.aside {
            // What depends on two answers is not made whole by undoing one of the changes.
            if aside.cause.as_ref().is_some_and(|(cause, _)| *cause != changed) && depends(self.edition, *key, changed)
            {
                aside.cause = None;
            }
        }
        let mut reopened: Vec<Key> = self
            .answers
            .keys()
            .filter(|&key| {
                key != changed && (depends(self.edition, key, changed) || self.picks_what_is_gone(key, changed))
            })
            .collect();
        reopened.sort();
        for &key in &reopened {
            self.set_aside(key, old.clone().map(|old| (changed, old)))?;
        }
        Ok(reopened)
    }

    fn picks_what_is_gone(&self, key: Key, changed: Key) -> bool {
        let AnswerKind::Pick(pick) = &self.question(key).kind else { return false };
        if self.edition.register(pick.from) != Some(changed.question) {
            return false;
        }
        let rows = register_rows(self.edition, &self.answers, pick.from);
        match self.answers.get(key) {
            Some(Value::Entities(picked)) => {
                picked.iter().any(|entity| *entity != Entity::PUBLIC && !rows.iter().any(|row| row.entity == *entity))
            }
            _ => false,
        }
    }

    /// Takes back what an earlier change of this answer set aside, now that the change is undone.
    fn restore(&mut self, key: Key, value: &Value) -> Result<(), DraftFault> {
        let mut again: Vec<Key> = self
            .aside
            .iter()
            .filter(|(_, aside)| aside.cause.as_ref().is_some_and(|(cause, was)| *cause == key && was == value))
            .map(|(key, _)| *key)
            .collect();
        again.sort();
        for key in again {
            self.record(Event::Restored { at: address(self.edition, &self.answers, key) })?;
            if let Some(aside) = self.aside.remove(&key) {
                self.answers.insert(key, aside.answer);
            }
        }
        Ok(())
    }

    fn record(&mut self, event: Event) -> Result<(), DraftFault> {
        let now = (self.clock)();
        self.journal.record(event, now)
    }

    fn json(&self, key: Key, value: &Value) -> serde_json::Value {
        value_json(self.edition, &self.answers, &self.question(key).kind, value)
    }
}

/// Returns whether the answer under `key` is reopened when the one under `changed` changes.
fn depends(edition: &Edition<'_>, key: Key, changed: Key) -> bool {
    let id = |index: crate::ruleset::model::QuestionIx| &edition.book.questions[index.at()].id;
    edition.book.questions[key.question.at()].depends.iter().any(|&on| id(on) == id(changed.question))
        && meets(key.scope, changed.scope)
}

/// Returns whether two scopes can be about the same: nothing that both name differs.
fn meets(a: ScopePath, b: ScopePath) -> bool {
    fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    same(a.document, b.document)
        && same(a.item, b.item)
        && same(a.person, b.person)
        && same(a.provision, b.provision)
        && same(a.by, b.by)
}
