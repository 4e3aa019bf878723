//! What a walk comes to, as far as a person can see it: two walks that agree in it end alike.
//!
//! A person sees what the record says. It tells of each return that an item rests on, and of the outcome, which provisions
//! that one cites; so it shows where a provision was left out though another place applies it too. Of a duty it tells for
//! whom it arose and not at which step, so that a duty which two places on the way bring is one and the same in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::answers::script;
use crate::engine::{Edition, EndMet, Halted, ItemResult, Key, Report, ScopePath, Step, TraceStep};
use crate::ruleset::model::{ApprovalAfter, DutyIx, Effect, FamilyIx, ProvisionIx, Role};

/// What a walk comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    step: Step,
    /// The result of each item, with its reasons.
    items: Vec<ItemResult>,
    /// The effect of each return and of each loop, for whom and under which provision.
    effects: Vec<(ScopePath, Option<Effect>)>,
    /// The provisions that each return cites which an item rests on, in the order of the items, and then the outcome.
    cited: Vec<Vec<ProvisionIx>>,
    /// The provisions applied, each with the first day of its wording.
    provisions: BTreeSet<(ProvisionIx, Option<NaiveDate>)>,
    duties: BTreeSet<(DutyIx, ScopePath)>,
    halted: Vec<Halted>,
    decider: Role,
    approval: BTreeSet<Role>,
    approval_after: Option<ApprovalAfter>,
    starts: Vec<FamilyIx>,
    asked: BTreeSet<Key>,
}

impl Ending {
    /// Returns what a report says.
    #[must_use]
    pub fn of(edition: &Edition<'_>, report: &Report) -> Self {
        let book = edition.book;
        let wording = |at: ProvisionIx| book.provisions[at.at()].on(edition.date).map(|wording| wording.valid.from);
        let effects = report.trace.iter().filter_map(|step| match step {
            TraceStep::Returned { ruleset, end, scope } => {
                let end = book.rulesets[ruleset.at()].returns[end.at()].as_ref();
                Some((*scope, end.and_then(|end| end.effect)))
            }
            TraceStep::Joined { scope, effect, .. } => Some((*scope, *effect)),
            _ => None,
        });
        let returned = |met: &EndMet| book.rulesets[met.ruleset.at()].returns[met.end.at()].as_ref();
        let ends = report.items.iter().flat_map(|item| &item.ends);
        let cited = ends.map(|met| returned(met).map_or_else(Vec::new, |end| end.provisions.clone()));
        let outcome = match report.step {
            Step::Finished { ruleset, outcome, .. } => {
                Some(book.rulesets[ruleset.at()].outcomes[outcome.at()].provisions.clone())
            }
            _ => None,
        };
        Self {
            step: report.step.clone(),
            items: report.items.clone(),
            cited: cited.chain(outcome).collect(),
            effects: effects.collect(),
            provisions: report.provisions.iter().map(|at| (*at, wording(*at))).collect(),
            duties: report.duties.iter().copied().collect(),
            halted: report.halted.clone(),
            decider: report.decider,
            approval: report.approval.iter().copied().collect(),
            approval_after: report.approval_after,
            starts: report.starts.clone(),
            asked: script::path(report).into_iter().collect(),
        }
    }
}
