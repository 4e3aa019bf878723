//! The answers of an interview: every change goes to the journal first, and what it reopens is set aside.

mod aside;
mod lent;

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use self::aside::Why;
pub use self::lent::{Lent, Seen, Weighed};
use super::compose::OwnEditor;
use super::terms::Terms;
use crate::answers::script::{lacking_reasons, path};
use crate::answers::write::value_json;
use crate::draft::bind::{Bound, address};
use crate::draft::form::form;
use crate::draft::{Address, Aside, DraftFault, Event, Journal, Stored};
use crate::engine::{Answer, AnswerSet, Counter, Edition, Entity, Key, Report, Row, Value, walk};
use crate::reasons::Audience;
use crate::ruleset::model::{Question, Register, Role, RulesetIx};
use crate::text::Language;

/// What the authority's configuration adds to an interview.
#[derive(Clone, Debug, Default)]
pub struct OfAuthority {
    /// An answer that it gives: the review says where it is from.
    pub answer: Option<(Key, Value)>,
    /// Lines of help, by the id of the question that they belong to, or by the part of it before a hyphen.
    pub help: Vec<(&'static str, Vec<String>)>,
}

impl OfAuthority {
    /// Returns the lines of help for a question.
    pub fn help_for<'l>(&'l self, question: &'l str) -> impl Iterator<Item = &'l str> {
        let meant = |id: &str| question.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let found = self.help.iter().filter(move |(id, _)| meant(id));
        found.flat_map(|(_, lines)| lines.iter().map(String::as_str))
    }
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
    /// Whose questions are put; nobody answers another's.
    pub actor: Role,
    lent: Vec<Lent>,
    /// What the authority's configuration adds.
    pub local: OfAuthority,
    terms: Terms,
    /// The officer's own editor for reasons; none where what is answered lies nowhere before it is signed.
    pub editor: Option<OwnEditor>,
    journal: &'e mut dyn Journal,
    clock: Clock<'e>,
    answers: AnswerSet,
    aside: HashMap<Key, Aside<Key, Answer>>,
    former: HashMap<Key, Stored>,
    rows: HashMap<Key, Vec<Row>>,
    /// Counts what is left for each prompt.
    pub(super) counter: RefCell<Counter<'e, 'b>>,
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
        let Bound { answers, aside, former, stale, reworded, rows, misfits: _ } = bound;
        let (actor, lent, local) = (Role::Officer, Vec::new(), OfAuthority::default());
        let terms = Terms::default();
        let mut session = Self {
            edition,
            procedure,
            language,
            actor,
            lent,
            local,
            terms,
            editor: None,
            journal,
            clock,
            answers,
            aside,
            former,
            rows,
            counter: RefCell::new(Counter::new(edition, procedure)),
        };
        session.set_aside(&stale, Why::Other)?;
        session.set_aside(&reworded, Why::ToLookAt)?;
        // A break may have come between a change that was undone and what came back with it.
        session.restore()?;
        Ok(session)
    }

    /// Returns the answers.
    #[must_use]
    pub fn answers(&self) -> &AnswerSet {
        &self.answers
    }

    /// Returns the explanation of each term that a question brings up for the first time in this sitting.
    pub(super) fn explain(&mut self, key: Key) -> Vec<String> {
        let question = self.question(key);
        let (book, language) = (self.edition.book, self.language);
        self.terms.explain(book, question, language)
    }

    /// Returns whether a question is put to whoever sits here.
    #[must_use]
    pub fn is_own(&self, key: Key) -> bool {
        self.question(key).actor == self.actor
    }

    /// Returns whether what is answered lies in a draft; another actor's answers do not before they are signed.
    #[must_use]
    pub fn keeps_draft(&self) -> bool {
        self.actor == Role::Officer
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

    /// Returns whether the answer that stands or stood under a key can be let stand.
    #[must_use]
    pub fn can_keep(&self, key: Key) -> bool {
        self.answers.answer(key).is_some()
            || self.aside.get(&key).is_some_and(|aside| aside.keeps && self.holds(key, aside))
    }

    /// Lets an answer stand, with its reasons, if that can be done; returns whether it stands.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn keep(&mut self, key: Key) -> Result<bool, DraftFault> {
        if self.answers.answer(key).is_none() && self.can_keep(key) {
            let asked = Some(form(self.edition, key.question));
            self.record(vec![Event::Restored { at: self.address(key), asked }])?;
            if let Some(aside) = self.aside.remove(&key) {
                self.answers.insert(key, aside.answer);
            }
        }
        Ok(self.answers.answer(key).is_some())
    }

    /// Returns the first answer on the path that lacks a reason.
    #[must_use]
    pub fn lacking(&self, report: &Report) -> Option<Key> {
        let lacking = lacking_reasons(self.edition, &self.answers, report);
        lacking.iter().map(|lacking| lacking.key).find(|&key| self.is_own(key))
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
        let letter = register.letter();
        let id = (1..=u16::MAX).map(|n| format!("{letter}{n}")).find(|id| self.answers.find(id).is_none());
        self.answers.entity(&id.unwrap_or_default())
    }

    /// Keeps the rows so far of a list that is not finished.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn keep_rows(&mut self, key: Key, rows: &[Row]) -> Result<(), DraftFault> {
        let value = self.json(key, &Value::Rows(rows.to_vec()));
        self.record(vec![Event::Rows { at: self.address(key), value }])?;
        self.rows.insert(key, rows.to_vec());
        Ok(())
    }

    /// Takes an answer, and sets aside what it reopens.
    ///
    /// The reasons stay with the same value, if it stands or stood before the last change; another value has none yet.
    /// Returns the answers that were set aside.
    ///
    /// # Errors
    /// If the journal cannot be written: then the answer is not given.
    pub fn answer(&mut self, key: Key, value: Value) -> Result<Vec<Key>, DraftFault> {
        let before = self.answers.answer(key);
        if let Some(before) = before.filter(|before| before.value == value) {
            // The same again, but the list may have been begun anew and must not come back half finished.
            if self.rows.contains_key(&key) {
                let before = before.clone();
                self.put(key, before, Vec::new())?;
            }
            return Ok(Vec::new());
        }
        let old = self.earlier(key).map(|before| before.value.clone());
        // The first answer changes nothing: what was answered before it did not rest on another.
        let changed = old.as_ref().is_some_and(|old| *old != value);
        let reopened = if changed { self.reopened_by(key, &value) } else { Vec::new() };
        // Set aside before the answer is written, so that a torn write never leaves what depends on the old one standing.
        let asides = self.asides(&reopened, Why::Change);
        let events = self.aside_events(&asides);
        let given = self.given(key, value);
        let before = self.replaced(key, &given);
        self.put(key, given, events)?;
        self.former.extend(before.map(|before| (key, before)));
        self.move_aside(asides);
        self.restore()?;
        Ok(reopened)
    }

    /// Takes the reason of an answer that stands, and the note where one was needed.
    ///
    /// # Errors
    /// If the journal cannot be written: then the reason is not given.
    pub fn reason(
        &mut self,
        key: Key,
        audience: Audience,
        text: String,
        note: Option<String>,
    ) -> Result<(), DraftFault> {
        let Some(mut answer) = self.answers.answer(key).cloned() else { return Ok(()) };
        match audience {
            Audience::Internal => (answer.reason, answer.notes.reason) = (Some(text), note),
            Audience::Outgoing => (answer.outgoing, answer.notes.outgoing) = (Some(text), note),
        }
        self.put(key, answer, Vec::new())
    }

    /// Sets aside every answer that the path met after `key`: the rules sent the officer back to it.
    ///
    /// Each can be kept when its question comes again, until something that it depends on changes.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn erase_after(&mut self, key: Key, report: &Report) -> Result<(), DraftFault> {
        let path = path(report);
        let after = path.iter().position(|on| *on == key).map_or(0, |at| at + 1);
        let after = path.get(after..).unwrap_or_default();
        let standing: Vec<Key> = after.iter().copied().filter(|&key| self.answers.answer(key).is_some()).collect();
        self.set_aside(&standing, Why::ToLookAt)
    }

    /// Keeps an answer, in one write with the events that go before it.
    fn put(&mut self, key: Key, answer: Answer, mut events: Vec<Event>) -> Result<(), DraftFault> {
        events.push(self.answered(key, &answer));
        self.record(events)?;
        self.rows.remove(&key);
        self.aside.remove(&key);
        self.answers.insert(key, answer);
        Ok(())
    }

    /// Gives answers to questions that have none, not even one set aside, in one write.
    pub(super) fn give(&mut self, given: Vec<(Key, Value)>) -> Result<(), DraftFault> {
        let given: Vec<(Key, Answer)> = given.into_iter().map(|(key, value)| (key, Answer::bare(value))).collect();
        self.record(given.iter().map(|(key, answer)| self.answered(*key, answer)).collect())?;
        for (key, answer) in given {
            self.answers.insert(key, answer);
        }
        Ok(())
    }

    fn answered(&self, key: Key, answer: &Answer) -> Event {
        let asked = Some(form(self.edition, key.question));
        Event::answered(self.address(key), self.json(key, &answer.value), answer, asked)
    }

    fn record(&mut self, events: Vec<Event>) -> Result<(), DraftFault> {
        let now = (self.clock)();
        self.journal.record(events, now)
    }

    fn address(&self, key: Key) -> Address {
        address(self.edition, &self.answers, key)
    }

    fn json(&self, key: Key, value: &Value) -> serde_json::Value {
        value_json(self.edition, &self.answers, &self.question(key).kind, value)
    }
}
