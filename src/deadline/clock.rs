//! The deadlines of a record: which of its duties have a clock, and when each ends as far as that can be known.

use std::collections::BTreeMap;

use super::{Due, local};
use crate::assessment::Assessment;
use crate::assessment::model::DutyMet;
use crate::date::When;
use crate::ruleset::model::{Moment, Within};
use crate::statement::{Act, Phase, State, Statement};

/// When what deadlines run from took place, as far as it is known.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Known(BTreeMap<Moment, When>);

impl Known {
    /// Collects what a record and the statements about it that count tell.
    ///
    /// A decision is made on the day of the decision that the record names. Where another had to decide or approve, it
    /// is made when the last of them approved, and not before.
    #[must_use]
    pub fn of(assessment: &Assessment, statements: &[&Statement]) -> Self {
        let mut known = assessment.moments.clone();
        let decided = match State::of(assessment, statements, None).state {
            Phase::Decided => Some(When::Day(assessment.decided_on)),
            Phase::Approved => {
                let approvals = statements.iter().filter(|statement| statement.kind == Act::Approval);
                approvals.map(|approval| approval.made_at).max().map(|at| When::Time(local(at).naive_local()))
            }
            _ => None,
        };
        if let Some(decided) = decided {
            known.entry(Moment::Decided).or_insert(decided);
        }
        Self(known)
    }

    /// Returns when a moment was.
    #[must_use]
    pub fn when(&self, moment: Moment) -> Option<When> {
        self.0.get(&moment).copied()
    }
}

/// A duty with a deadline that can be counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock<'a> {
    /// The duty.
    pub duty: &'a DutyMet,
    /// How long it may take.
    pub within: Within,
    /// What it runs from.
    pub from: Moment,
    /// When that was, and when the deadline ends; nothing where the moment is not known.
    pub runs: Option<(When, Due)>,
}

impl<'a> Clock<'a> {
    /// Returns the clock of a duty; nothing where it has no deadline, or is to be done at once.
    #[must_use]
    pub fn of(duty: &'a DutyMet, known: &Known) -> Option<Self> {
        let within = Within::read(duty.within.as_deref()?).filter(|within| *within != Within::AtOnce)?;
        let from = Moment::read(duty.runs_from.as_deref()?)?;
        let runs = known.when(from).and_then(|when| Some((when, Due::of(within, when)?)));
        Some(Self { duty, within, from, runs })
    }

    /// Returns the end, where it is known.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        self.runs.map(|(_, due)| due)
    }
}

/// Returns the clocks of a record's duties, the first to end first, and then those that wait to run.
#[must_use]
pub fn clocks<'a>(assessment: &'a Assessment, known: &Known) -> Vec<Clock<'a>> {
    let mut clocks: Vec<_> = assessment.duties.iter().filter_map(|duty| Clock::of(duty, known)).collect();
    clocks.sort_by_key(|clock| (clock.due().is_none(), clock.due().map(Due::end), clock.from));
    clocks
}
