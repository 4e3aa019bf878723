//! What goes into the register and what comes out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::assessment::{Assessment, Record, RecordError, Words};
use crate::ruleset::model::{Effect, Role};
use crate::statement::{Phase, State};

use super::statements::StoredStatement;

/// A signature under a record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Signature {
    /// What was signed as what.
    pub namespace: String,
    /// The armoured SSHSIG.
    pub armoured: String,
    /// When, by the clock of the machine.
    pub signed_at: DateTime<Utc>,
}

/// Where a record ended up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recorded {
    /// Its id, such as `2026-0001`.
    pub id: String,
    /// Whether it was not there before.
    pub new: bool,
}

/// A memo as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its id.
    pub id: String,
    /// SHA-256 of the record.
    pub digest: [u8; 32],
    /// The record, byte for byte.
    pub bytes: Vec<u8>,
    /// When it was kept.
    pub recorded_at: DateTime<Utc>,
    /// The signatures under it, oldest first.
    pub signatures: Vec<Signature>,
    /// The digest of its rules.
    pub closure: [u8; 32],
    /// What others have said about it, in the order it was kept; see [`Stored::heard`].
    pub statements: Vec<StoredStatement>,
    /// The id of the record that goes on from it.
    pub continued_by: Option<String>,
    /// The id of the record that it goes on from.
    pub goes_on_from: Option<String>,
}

impl Stored {
    /// Reads the record.
    ///
    /// # Errors
    /// If the bytes are not a record of a known format.
    pub fn record(&self) -> Result<Record, RecordError> {
        Record::read(&self.bytes)
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// SHA-256 of the record.
    pub digest: [u8; 32],
    /// When it was kept.
    pub recorded_at: DateTime<Utc>,
    /// How many signatures are under it.
    pub signatures: u32,
    /// What it says; nothing where its bytes are damaged or of an unknown format.
    pub summary: Option<Summary>,
}

/// What a list shows of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The authority's reference.
    pub matter: String,
    /// The procedure's id.
    pub procedure: String,
    /// What the procedure is called.
    pub title: Words,
    /// The day whose law was applied.
    pub law_date: NaiveDate,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The outcome's id; nothing where the assessment was stopped.
    pub outcome: Option<String>,
    /// The outcome's effect.
    pub effect: Option<Effect>,
    /// What that is called.
    pub effect_words: Option<Words>,
    /// How many items were tested.
    pub items: usize,
    /// How many points are open.
    pub open: usize,
    /// Who may decide it.
    pub decider: Role,
    /// Whether it waits for another than the officer who assessed.
    pub pending: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub state: State,
}

impl Summary {
    pub(super) fn of(assessment: &Assessment, state: State) -> Self {
        let outcome = assessment.outcome.as_ref();
        Self {
            matter: assessment.matter.reference.clone(),
            procedure: assessment.procedure.id.clone(),
            title: assessment.procedure.title.clone(),
            law_date: assessment.law_date,
            decided_on: assessment.decided_on,
            outcome: outcome.map(|outcome| outcome.id.clone()),
            effect: outcome.map(|outcome| outcome.effect),
            effect_words: outcome.map(|outcome| outcome.effect_words.clone()),
            items: assessment.results.len(),
            open: assessment.open.len(),
            decider: assessment.decider,
            pending: matches!(state.state, Phase::Pending | Phase::HandedOver | Phase::AwaitingAnswers),
            state,
        }
    }
}

/// Which records to list; what is not set does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The reference holds this, in upper or lower case.
    pub matter: Option<String>,
    /// Of this procedure.
    pub procedure: Option<String>,
    /// Decided on this day or later.
    pub since: Option<NaiveDate>,
    /// Decided on this day or earlier.
    pub until: Option<NaiveDate>,
    /// With this effect.
    pub effect: Option<Effect>,
    /// Waiting for another, or not.
    pub pending: Option<bool>,
}

impl Filter {
    pub(super) fn holds(&self, summary: &Summary) -> bool {
        let matter = summary.matter.to_lowercase();
        self.matter.as_ref().is_none_or(|part| matter.contains(&part.to_lowercase()))
            && self.procedure.as_ref().is_none_or(|id| *id == summary.procedure)
            && self.since.is_none_or(|day| summary.decided_on >= day)
            && self.until.is_none_or(|day| summary.decided_on <= day)
            && self.effect.is_none_or(|effect| summary.effect == Some(effect))
            && self.pending.is_none_or(|pending| summary.pending == pending)
    }
}
