//! The stable codes of advice, and how much each weighs.

use super::kind::{Advice, Registered};
use crate::ruleset::fault::Level;

impl Advice {
    /// Returns the stable code.
    #[must_use]
    pub const fn stable_code(&self) -> &'static str {
        match self {
            Self::RegisterElsewhere => "R101",
            Self::InvariantIdle { .. } => "I002",
            Self::ProbesUnsaid => "L101",
            Self::Expired { .. } => "T101",
            Self::NotYet { .. } => "T102",
            Self::ReviewDue { .. } => "T103",
            Self::AppliedOutOfForce { .. } => "T104",
            Self::CheckedLongAgo { .. } => "T105",
            Self::DaysLost { .. } => "T106",
            Self::TestChanged { .. } => "T107",
            Self::NotTranslated => "N001",
            Self::NumbersDiffer { .. } => "N002",
            Self::ReferencesDiffer { .. } => "N003",
            Self::PlaceholdersDiffer { .. } => "N004",
            Self::LongSentence { .. } => "N005",
            Self::ManySentences { .. } => "N006",
            Self::DoubleNegation { .. } => "N007",
            Self::AndOr { .. } => "N008",
            Self::TwoQuestions => "N009",
            Self::DeadlineDiffers { .. } => "N010",
            Self::Pointless { .. } => "U001",
            Self::Unused { thing: Registered::Provision, .. } => "U002",
            Self::Unused { thing: Registered::Duty, .. } => "U003",
            Self::Unused { thing: Registered::Question, .. } => "U004",
            Self::Unused { thing: Registered::Table, .. } => "U005",
            Self::Unused { thing: Registered::Module, .. } => "U006",
            Self::Unused { thing: Registered::Argument, .. } => "U007",
            Self::EffectNeverGiven { .. } => "U008",
        }
    }

    /// Returns how much it weighs; never as much as a fault.
    pub(super) const fn weight(&self) -> Level {
        match self {
            // Nothing is amiss: rules are written before their day, a register is also read as a book, and an unchanged
            // wording stays right however long ago it was read.
            Self::NotYet { .. } | Self::CheckedLongAgo { .. } | Self::Unused { thing: Registered::Provision, .. } => {
                Level::Note
            }
            _ => Level::Warning,
        }
    }
}
