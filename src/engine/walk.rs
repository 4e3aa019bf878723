//! The walk itself.

use super::{Answers, Edition, Report};
use crate::ruleset::model::RulesetIx;

/// Is told of what the walk passes.
pub trait Observer {}

/// Walks `procedure` as far as the answers reach.
pub fn walk<A: Answers>(edition: &Edition<'_>, procedure: RulesetIx, answers: &A) -> Report {
    let _ = (edition, procedure, answers);
    todo!()
}
