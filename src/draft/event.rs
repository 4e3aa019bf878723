//! What a journal holds: its header, its events, and what they add up to.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::aside::Aside;
use crate::date::When;
use crate::engine::{Answer, Notes};
use crate::fingerprint::Fingerprint;
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
    /// The rulesets that the procedure can come to on the law date; none in a journal older than this field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rulesets: Vec<RulesetSeen>,
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
    /// SHA-256 of the record that it is a blind second assessment of, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_of: Option<String>,
}

/// A ruleset as it was when questions were put from it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesetSeen {
    /// Its id.
    pub id: String,
    /// Its author's version number.
    pub version: u32,
    /// The first eight bytes of its file's SHA-256, in hexadecimal.
    pub file: String,
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
        /// The digest of the question as it was put, see [`super::form::form`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<String>,
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
    /// An answer was set aside because what it depends on has changed, because it is stale or because the rules sent the
    /// officer back. Journals of before the two fields have neither: such an answer comes back when it is given again.
    Aside {
        /// The question.
        #[serde(flatten)]
        at: Address,
        /// What it rests on, with the answers that are there now: with all of them it will hold again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rests: Vec<Address>,
        /// Whether it may be let stand when its question comes again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        keeps: bool,
    },
    /// An answer that was set aside holds again, because the change was undone or it was let stand.
    Restored {
        /// The question.
        #[serde(flatten)]
        at: Address,
        /// The digest of the question, where it was put in another form and the answer was let stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<String>,
    },
    /// A file was given, or it was said which document it is.
    File(KeptFile),
    /// The assessment goes on under the law of another day.
    LawDate {
        /// That day.
        #[serde(rename = "law-date")]
        law_date: NaiveDate,
    },
    /// It was said when the request or report came in.
    Received {
        /// When.
        received: When,
    },
    /// The assessment goes on under other rules, and what they change has been said.
    Rules {
        /// The digest of the rulebook.
        rules: String,
        /// The rulesets that the procedure can come to.
        rulesets: Vec<RulesetSeen>,
    },
}

impl Event {
    /// Returns the event of an answer with its reasons; `value` is its value, by ids.
    #[must_use]
    pub fn answered(at: Address, value: Json, answer: &Answer, asked: Option<String>) -> Self {
        let Answer { value: _, reason, outgoing, notes } = answer.clone();
        Self::Answered { at, value, reason, outgoing, asked, notes }
    }

    /// Returns the event of an answer without reasons.
    #[must_use]
    pub fn answered_barely(at: Address, value: Json, asked: Option<String>) -> Self {
        Self::Answered { at, value, reason: None, outgoing: None, asked, notes: Notes::default() }
    }
}

/// What a journal keeps of a file: never its content, and never its name.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its fingerprint.
    pub print: Fingerprint,
    /// What the document was called when the file was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// The ids of the documents or items that it is; none before that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
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
    /// The digest of the question that it answers, if the journal says it.
    pub asked: Option<String>,
    /// Why the reasons were kept in spite of what was found in them.
    pub notes: Notes,
    /// When it was given.
    pub at: DateTime<FixedOffset>,
}

impl Stored {
    /// Returns an answer with its reasons as it is held; `value` is its value, by ids.
    #[must_use]
    pub fn of(answer: &Answer, value: Json, asked: Option<String>, at: DateTime<FixedOffset>) -> Self {
        let Answer { value: _, reason, outgoing, notes } = answer.clone();
        Self { value, reason, outgoing, asked, notes, at }
    }
}

/// What the events of a journal add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The answers that stand.
    pub answers: BTreeMap<Address, Stored>,
    /// The answers that were set aside.
    pub aside: BTreeMap<Address, Aside<Address, Stored>>,
    /// What was answered before an answer that was changed, for its reasons.
    pub former: BTreeMap<Address, Stored>,
    /// Rows of lists that are not finished.
    pub rows: BTreeMap<Address, Json>,
    /// The files, by the digests of their bytes.
    pub files: BTreeMap<String, KeptFile>,
    /// The law date.
    pub law_date: NaiveDate,
    /// When the request or report came in, as far as it was said beside the answers.
    pub received: Option<When>,
    /// The digest of the rulebook.
    pub rules: String,
    /// The rulesets that the procedure can come to; none where the journal does not say it.
    pub rulesets: Vec<RulesetSeen>,
    /// The question that was answered last.
    pub last: Option<Address>,
    /// When anything last happened.
    pub changed: DateTime<FixedOffset>,
}

impl State {
    /// Returns the state before any event.
    #[must_use]
    pub fn new(header: &Header) -> Self {
        let (rules, rulesets) = (header.rules.clone(), header.rulesets.clone());
        Self { rules, rulesets, ..Self::empty(header.law_date, header.created) }
    }

    /// Returns a state without answers that no journal holds.
    #[must_use]
    pub fn empty(law_date: NaiveDate, now: DateTime<FixedOffset>) -> Self {
        Self {
            answers: BTreeMap::new(),
            aside: BTreeMap::new(),
            former: BTreeMap::new(),
            rows: BTreeMap::new(),
            files: BTreeMap::new(),
            law_date,
            received: None,
            rules: String::new(),
            rulesets: Vec::new(),
            last: None,
            changed: now,
        }
    }

    /// Returns the answer that stands, or that was set aside.
    fn latest(&self, at: &Address) -> Option<&Stored> {
        self.answers.get(at).or_else(|| self.aside.get(at).map(|aside| &aside.answer))
    }

    /// Adds an event.
    pub fn apply(&mut self, event: Event, now: DateTime<FixedOffset>) {
        self.changed = now;
        match event {
            Event::Answered { at, value, reason, outgoing, notes, asked } => {
                self.aside.remove(&at);
                self.rows.remove(&at);
                self.last = Some(at.clone());
                if let Some(before) = self.answers.remove(&at).filter(|before| before.value != value) {
                    self.former.insert(at.clone(), before);
                }
                self.answers.insert(at, Stored { value, reason, outgoing, notes, asked, at: now });
            }
            Event::Rows { at, value } => {
                self.rows.insert(at, value);
            }
            Event::Withdrawn { at } => {
                self.answers.remove(&at);
                self.aside.remove(&at);
                self.rows.remove(&at);
            }
            Event::Aside { at, rests, keeps } => {
                let rests = rests.into_iter().filter_map(|on| Some((on.clone(), self.latest(&on)?.value.clone())));
                let rests = rests.collect();
                if let Some(answer) = self.answers.remove(&at) {
                    self.aside.insert(at, Aside { answer, rests, keeps });
                }
            }
            Event::Restored { at, asked } => {
                if let Some(Aside { mut answer, .. }) = self.aside.remove(&at) {
                    answer.asked = asked.or(answer.asked);
                    self.answers.insert(at, answer);
                }
            }
            Event::File(file) => {
                self.files.insert(file.print.sha256.clone(), file);
            }
            Event::LawDate { law_date } => self.law_date = law_date,
            Event::Received { received } => self.received = Some(received),
            Event::Rules { rules, rulesets } => (self.rules, self.rulesets) = (rules, rulesets),
        }
    }
}
