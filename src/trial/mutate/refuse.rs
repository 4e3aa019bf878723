//! What refuses a rulebook without a case: a seam for whatever holds over all rules or all paths.

use crate::ruleset::model::Rulebook;

/// Why a rulebook is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// The checker would not take such rules: the code of its fault.
    Checker(&'static str),
    /// An invariant does not hold on every path: its id.
    Invariant(Box<str>),
}

/// Returns why a changed rulebook is refused, if anything refuses it.
#[must_use]
pub fn refuses(_book: &Rulebook) -> Option<Refusal> {
    None
}
