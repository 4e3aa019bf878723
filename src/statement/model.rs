//! The shapes of a statement. Every field is part of what is signed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::assessment::Words;
use crate::assessment::model::{AnswerGiven, Given};
use crate::config::Row;
use crate::engine::Notes;
use crate::ruleset::model::Role;
use crate::text::Language;

/// The format of the statement that this program writes and reads.
pub const FORMAT: u32 = 1;

/// What a statement does.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The record goes on to another role.
    HandOver,
    /// It is decided or approved.
    Approval,
    /// It goes back to the officer, with what to answer again.
    Rejection,
    /// Questions that are another actor's are answered.
    Answers,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 4] = [Self::HandOver, Self::Approval, Self::Rejection, Self::Answers];

    /// Returns the namespace of a signature under it; what is only practised has one of its own.
    #[must_use]
    pub const fn namespace(self, practice: bool) -> &'static str {
        match (self, practice) {
            (Self::HandOver, false) => "overlamnande@menprov",
            (Self::Approval, false) => "godkannande@menprov",
            (Self::Rejection, false) => "underkannande@menprov",
            (Self::Answers, false) => "svar@menprov",
            (Self::HandOver, true) => "ovning-overlamnande@menprov",
            (Self::Approval, true) => "ovning-godkannande@menprov",
            (Self::Rejection, true) => "ovning-underkannande@menprov",
            (Self::Answers, true) => "ovning-svar@menprov",
        }
    }

    /// Returns the name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::HandOver => "hand-over",
            Self::Approval => "approval",
            Self::Rejection => "rejection",
            Self::Answers => "answers",
        }
    }

    /// Returns what it is called.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::HandOver => language.choose("överlämnande", "hand-over"),
            Self::Approval => language.choose("godkännande", "approval"),
            Self::Rejection => language.choose("nekat godkännande", "rejection"),
            Self::Answers => language.choose("svar", "answers"),
        }
    }
}

/// What somebody says about a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The answers that are given, each with its question as it was put.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Reply>,
    /// What still waits for another actor once these answers are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awaits: Vec<Awaited>,
    /// Who says it.
    pub by: Signatory,
    /// [`FORMAT`].
    pub format: u32,
    /// What it does.
    pub kind: Act,
    /// The language that it was written in.
    pub language: Language,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// 256 random bits in hexadecimal, so that nobody can test a guess against a kept digest or signature.
    pub nonce: String,
    /// The version of the program that made it.
    pub program: String,
    /// What the officer is to answer again, or to answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Why, in words of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// SHA-256 of the record, in hexadecimal.
    pub record: String,
    /// SHA-256 of every statement about the record that there was before, in hexadecimal, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
    /// Whom it is handed over to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Role>,
}

/// Who signs a statement, and by which right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The row of the delegation of authority that they decide by; nothing where their role alone carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Row>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In which general role.
    pub role: Role,
    /// What that role is called in the authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// In which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A question of the record: whom or what it is about, and its id.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The question's id.
    pub question: String,
    /// Whom or what it is about; see [`crate::assessment::scope`].
    pub scope: String,
}

/// What a rejection asks: a question of the record to be answered again, or one in free words.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Which question of the record; nothing for one in free words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    /// The question in words.
    pub text: Words,
}

/// An answer, with its question as it was put.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Why the reason that stays in the authority was kept in spite of what was found in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The reason that the requester may read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<String>,
    /// The same about the reason that the requester may read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing_note: Option<String>,
    /// The question's id.
    pub question: String,
    /// The reason that stays in the authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whom or what it is about.
    pub scope: String,
    /// The question in words, labels filled in.
    pub text: Words,
    /// The answer.
    pub value: Given,
    /// The answer in words, one for each thing picked or each row.
    pub words: Vec<Words>,
}

impl Reply {
    /// Returns the reply as an answer of a record, under the digest of its statement.
    #[must_use]
    pub fn as_answer(&self, statement: &str) -> AnswerGiven {
        AnswerGiven {
            scope: self.scope.clone(),
            question: self.question.clone(),
            text: self.text.clone(),
            value: self.value.clone(),
            words: self.words.clone(),
            reason: self.reason.clone(),
            outgoing: self.outgoing.clone(),
            notes: Notes { reason: self.note.clone(), outgoing: self.outgoing_note.clone() },
            provisions: Vec::new(),
            statement: Some(statement.to_owned()),
        }
    }
}

/// An answer that is waited for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awaited {
    /// The question's id.
    pub question: String,
    /// Who gives it.
    pub role: Role,
    /// Whom or what it is about.
    pub scope: String,
    /// The question in words.
    pub text: Words,
}
