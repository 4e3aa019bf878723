//! Whether one invariant is broken anywhere: what a change of the rules that is made to break it is held against.

use std::cmp::Reverse;

use super::{Days, broken_on, editions};
use crate::ruleset::model::Rulebook;

/// Returns whether an invariant, by its position in [`Rulebook::invariants`], is broken on some path of some procedure.
///
/// The newest law comes first, since what is broken is mostly broken there too.
#[must_use]
pub fn is_broken(book: &Rulebook, invariant: usize) -> bool {
    let mut days = editions::all(book);
    days.sort_unstable_by_key(|days| (Reverse(days.from), days.procedure));
    let procedures = &book.invariants[invariant].procedures;
    let meant = |days: &Days| procedures.is_empty() || procedures.contains(&book.rulesets[days.procedure.at()].family);
    days.into_iter().filter(meant).any(|days| broken_on(book, invariant, days).is_some())
}
