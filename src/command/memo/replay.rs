//! The proof that a record follows from its rules: walk them again and hold the two records against each other.

use super::rules::rulebook;
use crate::assessment::{Assessment, Closure, Particulars, Record};
use crate::canonical::{digest_from_hex, hex, sha256};
use crate::engine::{Edition, walk};
use crate::ruleset::model::{Moment, Rulebook};

/// What the second walk showed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Replay {
    /// The same record, word for word.
    Same,
    /// The rules or the answers lead elsewhere.
    Different,
    /// These are not the rules that the record names.
    OtherRules,
    /// The rules can no longer be read by this program.
    Unreadable,
    /// The rules are not at hand.
    NoRules,
}

impl Replay {
    /// Returns the name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::OtherRules => "other-rules",
            Self::Unreadable => "unreadable",
            Self::NoRules => "no-rules",
        }
    }
}

/// Walks the answers of a record again on the rules that were kept with it.
pub fn replay(record: &Record, closure: Option<&[u8]>) -> Replay {
    rules_of(record, closure).map_or_else(|replay| replay, |_| Replay::Same)
}

/// Returns the rules that a record was made by, once they have given the same record again.
///
/// # Errors
/// With what the second walk showed instead; never [`Replay::Same`].
pub fn rules_of(record: &Record, closure: Option<&[u8]>) -> Result<Rulebook, Replay> {
    let bytes = closure.ok_or(Replay::NoRules)?;
    let assessment = record.assessment();
    if digest_from_hex(&assessment.rules.closure) != Some(sha256(bytes)) {
        return Err(Replay::OtherRules);
    }
    let closure = Closure::parse(bytes).map_err(|_| Replay::Unreadable)?;
    if !assessment.rules.used.iter().all(|used| {
        closure
            .files()
            .iter()
            .chain(closure.over())
            .any(|file| file.name == used.file && hex(&sha256(file.text.as_bytes())) == used.sha256)
    }) {
        return Err(Replay::OtherRules);
    }
    let book = rulebook(&closure).ok_or(Replay::Unreadable)?;
    match again(Edition::on(&book, assessment.law_date), assessment, &closure) {
        Some(made) if made == *assessment => Ok(book),
        _ => Err(Replay::Different),
    }
}

/// Makes the record a second time from its own answers.
fn again(edition: Edition<'_>, assessment: &Assessment, closure: &Closure) -> Option<Assessment> {
    let procedure = edition.by_id(&assessment.procedure.id)?;
    let edition = edition.for_procedure(procedure);
    let answers = assessment.answer_set(&edition).ok()?;
    let report = walk(&edition, procedure, &answers);
    let particulars = Particulars {
        nonce: digest_from_hex(&assessment.nonce)?,
        program: assessment.program.clone(),
        procedure,
        decided_on: assessment.decided_on,
        matter: assessment.matter.clone(),
        // What the answers tell goes before it, so that it can only stand for what no answer told.
        received: assessment.moments.get(&Moment::Received).copied(),
        officer: assessment.officer.clone(),
        delegation: assessment.delegation.as_ref().map(|delegated| delegated.rows.clone()).unwrap_or_default(),
        language: assessment.language,
        started_at: assessment.started_at,
        made_at: assessment.made_at,
        closure,
        continues: assessment.continues.clone(),
        second_of: assessment.second_of.clone(),
        statements: assessment.statements_used(),
        files: assessment.files_used(),
    };
    let mut made = Assessment::build(&edition, &report, &answers, particulars).ok()?;
    // A closure that was read does not say which of its rulesets were used; their digests have been checked.
    made.rules.used.clone_from(&assessment.rules.used);
    Some(made)
}
