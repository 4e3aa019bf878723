//! By when a duty is to be done: from how long it may take, what it runs from, and when that was.
//!
//! Pure: no clock, file or terminal. Moments are days and times as the clocks in Sweden show them, since the deadlines
//! are those of Swedish law or run in Sweden; the difference to UTC is that of the day, so that a deadline over the
//! night when the clocks change says the right hour.
//!
//! How periods are counted:
//!
//! - Hours are hours of real time from the moment: art. 33 GDPR, 72 hours from becoming aware. Regulation (EEC, Euratom)
//!   1182/71 does not count the hour in which the event falls (recalled, not read). That could only make the end later,
//!   so the earlier end is told. Where only the day is known, they run from its beginning, for the same reason.
//! - A period of days ends with the day that many days after the day it runs from: Ch. 20 s. 2 of the Social Services
//!   Act (2025:400), fourteen days after the report came in. Weeks end on the day of the same name, months on the day
//!   of the same number or the last of a shorter month: s. 1 of the act (1930:173) on the counting of statutory time
//!   (recalled, not read).
//! - The same day ends with the day.
//! - No end is moved. By s. 2 of that act (recalled, not read) what is to be done at the latest on a Saturday, a Sunday
//!   or another holiday may be done on the next working day. That an authority may use that for duties of its own is
//!   not clear from what has been read, and to be early is safe where to be late is not. Whoever shows an end that falls
//!   on a weekend says that it was not moved.
//! - At once has no clock: TF 2:15–16 and Ch. 19 s. 1 of the Social Services Act name no hour, and none is made up.

mod clock;
#[cfg(test)]
mod tests;
mod words;
mod zone;

use chrono::{DateTime, Datelike as _, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use crate::date::When;
use crate::ruleset::model::Within;

pub use clock::{Clock, Known, clocks};
pub use words::{age, moment, when};
pub use zone::{instant, local};

/// The end of a deadline.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Due {
    /// The end of this day.
    Day(NaiveDate),
    /// This time.
    Time(DateTime<FixedOffset>),
}

impl Due {
    /// Returns the end of a deadline that runs from `from`; nothing where it has no clock, or ends after all calendars.
    #[must_use]
    pub fn of(within: Within, from: When) -> Option<Self> {
        let day = from.day();
        Some(match within {
            Within::AtOnce => return None,
            Within::SameDay => Self::Day(day),
            Within::Hours(hours) => {
                let begin = match from {
                    When::Time(time) => instant(time),
                    When::Day(day) => instant(day.and_time(NaiveTime::MIN)),
                };
                let end = begin.checked_add_signed(TimeDelta::hours(hours.into()))?;
                Self::Time(local(end.to_utc()))
            }
            Within::Days(days) => Self::Day(day.checked_add_days(Days::new(days.into()))?),
            Within::Weeks(weeks) => Self::Day(day.checked_add_days(Days::new(u64::from(weeks) * 7))?),
            Within::Months(months) => Self::Day(day.checked_add_months(Months::new(months))?),
        })
    }

    /// Returns the day that it ends on.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Time(time) => time.date_naive(),
        }
    }

    /// Returns the first moment after it.
    #[must_use]
    pub fn end(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => instant(day.succ_opt().unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN)).to_utc(),
            Self::Time(time) => time.to_utc(),
        }
    }

    /// Returns whether it has passed.
    #[must_use]
    pub fn is_over(self, now: DateTime<Utc>) -> bool {
        match self {
            Self::Day(_) => now >= self.end(),
            Self::Time(time) => now > time,
        }
    }

    /// Returns whether a period of days ends on a Saturday or a Sunday, where it was not moved.
    #[must_use]
    pub fn is_on_weekend(self) -> bool {
        matches!(self, Self::Day(day) if matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }
}

/// Returns whether a moment lies after now, by the clock where the officer sits and by the clock in Sweden.
///
/// Both, since a machine may show another time than the one that the officer reads and writes.
#[must_use]
pub fn is_to_come(when: When, now: DateTime<FixedOffset>) -> bool {
    match when {
        When::Day(day) => day > now.date_naive() && day > local(now.to_utc()).date_naive(),
        When::Time(time) => time > now.naive_local() && instant(time) > now,
    }
}
