//! Days: versions that follow each other, and sets of days.

use chrono::NaiveDate;

use super::fault::{CheckFault, Site, Thing};
use super::names::Faults;
use crate::ruleset::document::At;
use crate::ruleset::model::Validity;

/// Stands for "always before"; every date of a rule file is later.
pub(super) const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("the day exists");
/// Stands for "no last day"; every date of a rule file is earlier.
pub(super) const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("the day exists");

/// Holds that versions, ordered by first day, leave no gap and do not overlap.
///
/// Where one ends before it begins nothing is known of its days, and no more is said.
pub(super) fn successive(thing: Thing, id: &str, periods: &[(&str, At<Validity>)], faults: &mut Faults) {
    let mut known = true;
    for (file, period) in periods.iter().filter(|(_, period)| is_backwards(period.value)) {
        faults.push(file, period.place, CheckFault::EndsBeforeStart);
        known = false;
    }
    for pair in periods.windows(2).filter(|_| known) {
        let [(old, earlier), (file, later)] = pair else {
            continue;
        };
        let earlier_at = || Site { file: (*old).into(), line: earlier.place.line };
        let from = later.value.from;
        match earlier.value.to.and_then(|to| to.succ_opt()) {
            Some(next) if next == from => {}
            Some(next) if next < from => {
                let to = from.pred_opt().unwrap_or(from);
                faults.push(
                    file,
                    later.place,
                    CheckFault::VersionsGap { thing, name: id.into(), earlier: earlier_at(), from: next, to },
                );
            }
            _ => {
                let fault = CheckFault::VersionsOverlap { thing, name: id.into(), day: from, earlier: earlier_at() };
                faults.push(file, later.place, fault);
            }
        }
    }
}

/// Whether a validity ends before it begins.
pub(super) fn is_backwards(valid: Validity) -> bool {
    valid.to.is_some_and(|to| to < valid.from)
}

/// A set of days: periods in order, both ends included, none touching the next.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Days(Vec<(NaiveDate, NaiveDate)>);

impl Days {
    pub(super) fn within(validity: Validity) -> Self {
        let to = validity.to.unwrap_or(LAST_DAY);
        Self(if validity.from <= to { vec![(validity.from, to)] } else { Vec::new() })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, day: NaiveDate) -> bool {
        self.0.iter().any(|(from, to)| *from <= day && day <= *to)
    }

    pub(super) fn meets(&self, validity: Validity) -> bool {
        let to = validity.to.unwrap_or(LAST_DAY);
        self.0.iter().any(|(first, last)| *first <= to && validity.from <= *last)
    }

    /// Returns the days that also lie within `from` to `to`.
    pub(super) fn cut(&self, from: NaiveDate, to: NaiveDate) -> Self {
        let cut = self.0.iter().map(|(first, last)| ((*first).max(from), (*last).min(to)));
        Self(cut.filter(|(first, last)| first <= last).collect())
    }

    /// Adds the days of `other`.
    pub(super) fn add(&mut self, other: &Self) {
        if self == other || other.is_empty() {
            return;
        }
        if self.is_empty() {
            self.clone_from(other);
            return;
        }
        let mut all: Vec<_> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        self.0.clear();
        for (from, to) in all {
            match self.0.last_mut() {
                Some((_, last)) if last.succ_opt().is_none_or(|next| from <= next) => *last = (*last).max(to),
                _ => self.0.push((from, to)),
            }
        }
    }

    /// Returns the periods in order.
    pub(super) fn periods(&self) -> &[(NaiveDate, NaiveDate)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Days;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 4, day).expect("a day of April")
    }

    #[test]
    fn periods_that_touch_are_one_and_others_are_not() {
        let mut days = Days(vec![(day(1), day(3))]);
        days.add(&Days(vec![(day(4), day(5)), (day(9), day(9))]));
        assert_eq!(days.periods(), [(day(1), day(5)), (day(9), day(9))]);
        assert!(days.contains(day(4)) && !days.contains(day(6)));
    }

    #[test]
    fn a_cut_keeps_only_what_lies_within() {
        let days = Days(vec![(day(1), day(5)), (day(9), day(12))]);
        assert_eq!(days.cut(day(5), day(9)).periods(), [(day(5), day(5)), (day(9), day(9))]);
        assert!(days.cut(day(6), day(8)).is_empty());
    }
}
