//! Decided cases: what a court, the JO or another supervisor came to, beside the questions that it is about.
//!
//! They guide whoever answers and are shown with the help. No walk, record or decision rests on them.

use serde::{Deserialize, Serialize};

use super::QuestionIx;
use crate::text::Text;

/// A case that was decided outside the authority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecidedCase {
    /// ASCII slug such as `ra-1994-not-467`.
    pub id: Box<str>,
    /// How it is cited: `RÅ 1994 not 467`.
    pub designation: Text,
    /// When it was decided, as near as the source says.
    pub decided: Text,
    /// How much of it was read.
    pub read: Read,
    /// What was decided and why, in the project's own words.
    pub text: Text,
    /// The questions it is about, each version of a question by itself.
    pub about: Vec<CaseAnswer>,
    /// Position of its file in [`Rulebook::sources`](super::Rulebook::sources).
    pub source: u16,
}

/// A question that a decided case is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct CaseAnswer {
    /// The question.
    pub question: QuestionIx,
    /// Position among its options of the answer that follows from the decision, if one does.
    pub answer: Option<u16>,
}

/// How much of a decided case was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Read {
    /// The decision, in the main the whole of it.
    Whole,
    /// The deciding body's own summary.
    Summary,
    /// The heading or an extract.
    Extract,
    /// Somebody else's account of it.
    Account,
}
