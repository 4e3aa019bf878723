//! The shapes of the record. Every field is part of what is signed; `docs` and readers rely on the names.
//!
//! Everything a later reader needs stands here in words, so that the record is complete without the rulebook; the
//! rulebook is needed only to walk it again.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::delegation::Delegated;
use crate::date::When;
use crate::engine::Notes;
use crate::fingerprint::Fingerprint;
use crate::picture::Picture;
use crate::ruleset::model::{
    ApprovalAfter, Confidence, Effect, HaltKind, HaltScope, Moment, ProvisionRole, Register, Role,
};
use crate::text::{Language, Text};

/// The format of the record that this program writes and reads.
pub const FORMAT: u32 = 1;

/// Words in Swedish and English.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The Swedish wording, which governs.
    pub sv: String,
    /// The English wording.
    pub en: String,
}

impl Words {
    /// Makes the same words for both languages: what a person wrote.
    #[must_use]
    pub fn same(words: &str) -> Self {
        Self { sv: words.to_owned(), en: words.to_owned() }
    }

    /// Returns the wording in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        language.choose(&self.sv, &self.en)
    }
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { sv: text.sv.to_string(), en: text.en.to_string() }
    }
}

/// The record of one assessment, every text in full; the bytes that are kept say each text once.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// [`FORMAT`].
    pub format: u32,
    /// 256 random bits in hexadecimal, so that a kept digest or signature lets nobody test a guess about a person.
    pub nonce: String,
    /// The version of the program that made the record.
    pub program: String,
    /// The procedure that was followed.
    pub procedure: ProcedureUsed,
    /// The day whose law was applied.
    pub law_date: NaiveDate,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// What it is about.
    pub matter: Matter,
    /// The record that this one goes on from.
    pub continues: Option<Continues>,
    /// SHA-256, in hexadecimal, of the record that this one is a blind second assessment of.
    pub second_of: Option<String>,
    /// When what deadlines run from took place: as the answers say it, and of what came in, also as it was given beforehand.
    pub moments: BTreeMap<Moment, When>,
    /// Who assessed.
    pub officer: Officer,
    /// The language that the questions were put in.
    pub language: Language,
    /// When the first question was put.
    pub started_at: Option<DateTime<Utc>>,
    /// When the record was made.
    pub made_at: DateTime<Utc>,
    /// The rules, and where their exact text is kept.
    pub rules: Rules,
    /// The persons by role, as registered.
    pub persons: Vec<Subject>,
    /// The documents, as registered.
    pub documents: Vec<Subject>,
    /// The items, as registered.
    pub items: Vec<Subject>,
    /// The questions that were put, ordered by id.
    pub questions: Vec<QuestionUsed>,
    /// The answers, in the order of the path; none that the path did not need.
    pub answers: Vec<AnswerGiven>,
    /// The returns that were met, ordered by module and name.
    pub ends: Vec<EndUsed>,
    /// What each item came to.
    pub results: Vec<ItemOutcome>,
    /// What the whole came to; nothing where the assessment was stopped for good.
    pub outcome: Option<Outcome>,
    /// The procedures that the rules offer to go on with, in the order first met.
    pub links: Vec<Linked>,
    /// The decision tables that are drawn, as they were met.
    pub pictures: Vec<Picture>,
    /// What must now be done.
    pub duties: Vec<DutyMet>,
    /// What is still open, or was stopped.
    pub open: Vec<OpenPoint>,
    /// Every provision applied, in the order first met.
    pub provisions: Vec<ProvisionUsed>,
    /// The lowest role that may decide it.
    pub decider: Role,
    /// The roles that must approve it before it has effect.
    pub approval: Vec<Role>,
    /// Whether it waits for another than the officer who assessed.
    pub pending: bool,
    /// What the authority's delegation said of the outcome; nothing where it has no row for it.
    pub delegation: Option<Delegated>,
}

/// The record that another goes on from, and what was said about it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Continues {
    /// SHA-256 of the record, in hexadecimal.
    pub record: String,
    /// SHA-256 of each statement about it that there was then, in hexadecimal, in their order.
    pub statements: Vec<String>,
}

/// The procedure that was followed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureUsed {
    /// Its id.
    pub id: String,
    /// Its version number.
    pub version: u32,
    /// What it is called.
    pub title: Words,
}

/// A procedure that the rules offer to go on with.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linked {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Words,
}

/// What the assessment is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// The authority's own reference (diarienummer).
    pub reference: String,
    /// The authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
}

/// One of the authority's own roles, as it was configured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PositionHeld {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Words,
}

/// Who assessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In which role.
    pub role: Role,
    /// In which of the authority's own roles (befattning).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionHeld>,
    /// In which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// The rules that were used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// SHA-256 of the closure's bytes, in hexadecimal.
    pub closure: String,
    /// The rulesets in the closure, ordered by id.
    pub used: Vec<RulesetUsed>,
}

/// One ruleset that was used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesetUsed {
    /// Its id.
    pub id: String,
    /// Its version number.
    pub version: u32,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
}

/// A person, a document or an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// What it is called here: the first column.
    pub label: String,
    /// The other columns that were filled in, in their order.
    pub columns: Vec<Cell>,
    /// The fingerprints of the files that it is, ordered; none where no file was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Fingerprint>,
}

/// A filled-in column of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The column's id.
    pub column: String,
    /// Its heading.
    pub title: Words,
    /// What stands in it.
    pub value: Given,
    /// The same in words.
    pub words: Words,
}

/// An answer in the form that a walk reads: ids, no words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// An option.
    Choice(String),
    /// Persons, documents or items.
    Entities(Vec<String>),
    /// Provisions.
    Provisions(Vec<String>),
    /// Free text.
    Text(String),
    /// A day, `2026-11-21`.
    Date(String),
    /// A day and a time, `2026-11-21T13:05`.
    DateTime(String),
    /// A whole number.
    Number(i64),
    /// Rows that fill no register.
    Rows(Vec<Subject>),
    /// The rows of this register, which stand in the record once.
    Register(Register),
}

/// A question as the rules word it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionUsed {
    /// Its id.
    pub id: String,
    /// Its wording, with the placeholders that labels go into.
    pub text: Words,
    /// What those options are called that were chosen, by their ids.
    pub options: BTreeMap<String, Words>,
    /// The provisions that it applies wherever it is put, by id.
    pub provisions: Vec<String>,
}

/// A return as the rules word it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndUsed {
    /// The module.
    pub module: String,
    /// The name it returns under.
    pub name: String,
    /// The words of it, with the placeholders that labels go into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Words>,
    /// What it means for an item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// The provisions it rests on, by id.
    pub provisions: Vec<String>,
}

/// A question as it was put, with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerGiven {
    /// Whom or what it was about; see [`super::scope`].
    pub scope: String,
    /// The question's id.
    pub question: String,
    /// The question in words, labels filled in.
    pub text: Words,
    /// The answer.
    pub value: Given,
    /// The answer in words, one for each thing picked or each row.
    pub words: Vec<Words>,
    /// The reason that stays in the authority.
    pub reason: Option<String>,
    /// The reason that the requester may read.
    pub outgoing: Option<String>,
    /// Why the reasons were kept in spite of what was found in them. For the authority alone.
    pub notes: Notes,
    /// The provisions that it applies, by id.
    pub provisions: Vec<String>,
    /// SHA-256 of the statement in which another actor gave it, in hexadecimal; nothing where the officer did.
    pub statement: Option<String>,
}

/// What an item came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemOutcome {
    /// The item.
    pub item: String,
    /// The document it was tested in.
    pub document: Option<String>,
    /// The joined effect.
    pub effect: Effect,
    /// What the effect is called.
    pub effect_words: Words,
    /// The returns that led there, in order.
    pub ends: Vec<EndReached>,
    /// The provisions applied, by id, in the order first met.
    pub provisions: Vec<String>,
    /// The duties met, by id.
    pub duties: Vec<String>,
    /// The lowest role that may decide it.
    pub decider: Role,
}

/// A return that was met.
#[derive(Clone, Debug, PartialEq)]
pub struct EndReached {
    /// For whom, under which provision.
    pub scope: String,
    /// The module.
    pub module: String,
    /// The name it returned under.
    pub name: String,
    /// The words of it.
    pub text: Option<Words>,
    /// What it means for the item.
    pub effect: Option<Effect>,
    /// What that is called.
    pub effect_words: Option<Words>,
    /// The provisions it rests on, by id.
    pub provisions: Vec<String>,
}

/// What the whole came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The outcome's id.
    pub id: String,
    /// Its effect.
    pub effect: Effect,
    /// What the effect is called.
    pub effect_words: Words,
    /// The words of the outcome.
    pub text: Option<Words>,
    /// The provisions it rests on, by id.
    pub provisions: Vec<String>,
    /// How long after it the approval may follow, in an acute case; nothing where it must come first.
    pub approval_after: Option<ApprovalAfter>,
}

/// A duty that was met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyMet {
    /// Its id.
    pub id: String,
    /// What to do.
    pub text: Words,
    /// Where it arose, in the order first met.
    pub scopes: Vec<String>,
    /// How long: `at-once`, `same-day`, or an ISO 8601 duration such as `P14D`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// From when: `received`, `aware`, `opened`, `decided` or `served`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs_from: Option<String>,
    /// The provisions it rests on, by id.
    pub provisions: Vec<String>,
}

/// What is open, or was stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenPoint {
    /// Whom or what it concerns.
    pub scope: String,
    /// The ruleset that stopped.
    pub ruleset: String,
    /// Its node.
    pub node: String,
    /// Until something is known, or for good.
    pub kind: HaltKind,
    /// How much stops.
    pub reach: HaltScope,
    /// Why, and what to do.
    pub text: Words,
    /// Who can find out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Words>,
    /// The answer that another actor must give, where that is what it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<Awaits>,
}

/// An answer that another than the officer must give.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awaits {
    /// Who.
    pub role: Role,
    /// Whom or what the question is about.
    pub scope: String,
    /// The question's id.
    pub question: String,
}

/// A provision that was applied, in the wording of the law date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvisionUsed {
    /// Its id.
    pub id: String,
    /// How it is written in a decision.
    pub designation: Words,
    /// Whether it makes secret, overrides secrecy or rules how things are done.
    pub role: ProvisionRole,
    /// What it does, in the rulebook's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Words>,
    /// The act that gave the wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How sure the rulebook's entry is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What that leaves open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
}
