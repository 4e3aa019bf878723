//! What a journal holds: its header, its events, and what they add up to.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::engine::Notes;
use crate::text::Language;

/// The format that this program writes.
pub const FORMAT: u32 = 1;

/// The first line of a journal.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Header {
    /// The journal's format, [`FORMAT`].
    pub format: u32,
    /// The program's version.
    pub program: String,
    /// The procedure's id.
    pub procedure: String,
    /// The procedure's version.
    pub version: u32,
    /// The digest of the rulebook, in hexadecimal.
    pub rules: String,
    /// The law date at the start.
    pub law_date: NaiveDate,
    /// The matter's reference.
    pub matter: Option<String>,
    /// The language of the interview.
    pub language: Language,
    /// When the assessment was begun.
    pub created: DateTime<FixedOffset>,
    /// SHA-256 of the record that it goes on from, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<String>,
}

/// About whom or what, and which question: by name, so that no rulebook is needed to read it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Address {
    /// The scope path.
    pub scope: String,
    /// The question's id.
    pub question: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Event {
    /// A question was answered, or its reason given.
    Answered {
        /// The question.
        #[serde(flatten)]
        at: Address,
        /// The value, by ids, as in an answers file.
        value: Json,
        /// The reason that stays in the authority.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The reason that the requester may read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outgoing: Option<String>,
        /// Why the reasons were kept in spite of what was found in them.
        #[serde(flatten)]
        notes: Notes,
    },
    /// Some rows of a list were given, and there may be more to come.
    Rows {
        /// The question.
        #[serde(flatten)]
        at: Address,
        /// The rows so far.
        value: Json,
    },
    /// An answer was taken back.
    Withdrawn {
        /// The question.
        #[serde(flatten)]
        at: Address,
    },
    /// An answer was set aside because what it depends on has changed, or because it is stale.
    Aside {
        /// The question.
        #[serde(flatten)]
        at: Address,
    },
    /// An answer that was set aside holds again, because the change was undone.
    Restored {
        /// The question.
        #[serde(flatten)]
        at: Address,
    },
    /// The assessment goes on under the law of another day.
    LawDate {
        /// That day.
        #[serde(rename = "law-date")]
        law_date: NaiveDate,
    },
}

/// An answer as the journal holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The value, by ids.
    pub value: Json,
    /// The reason that stays in the authority.
    pub reason: Option<String>,
    /// The reason that the requester may read.
    pub outgoing: Option<String>,
    /// Why the reasons were kept in spite of what was found in them.
    pub notes: Notes,
    /// When it was given.
    pub at: DateTime<FixedOffset>,
}

/// What the events of a journal add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The answers that stand.
    pub answers: BTreeMap<Address, Stored>,
    /// The answers that were set aside.
    pub aside: BTreeMap<Address, Stored>,
    /// Rows of lists that are not finished.
    pub rows: BTreeMap<Address, Json>,
    /// The law date.
    pub law_date: NaiveDate,
    /// The question that was answered last.
    pub last: Option<Address>,
    /// When anything last happened.
    pub changed: DateTime<FixedOffset>,
}

impl State {
    /// Returns the state before any event.
    #[must_use]
    pub fn new(header: &Header) -> Self {
        Self {
            answers: BTreeMap::new(),
            aside: BTreeMap::new(),
            rows: BTreeMap::new(),
            law_date: header.law_date,
            last: None,
            changed: header.created,
        }
    }

    /// Adds an event.
    pub fn apply(&mut self, event: Event, now: DateTime<FixedOffset>) {
        self.changed = now;
        match event {
            Event::Answered { at, value, reason, outgoing, notes } => {
                self.aside.remove(&at);
                self.rows.remove(&at);
                self.last = Some(at.clone());
                self.answers.insert(at, Stored { value, reason, outgoing, notes, at: now });
            }
            Event::Rows { at, value } => {
                self.rows.insert(at, value);
            }
            Event::Withdrawn { at } => {
                self.answers.remove(&at);
                self.aside.remove(&at);
                self.rows.remove(&at);
            }
            Event::Aside { at } => {
                if let Some(answer) = self.answers.remove(&at) {
                    self.aside.insert(at, answer);
                }
            }
            Event::Restored { at } => {
                if let Some(answer) = self.aside.remove(&at) {
                    self.answers.insert(at, answer);
                }
            }
            Event::LawDate { law_date } => self.law_date = law_date,
        }
    }
}
