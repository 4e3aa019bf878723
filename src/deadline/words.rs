//! Moments and ends of deadlines in words, as they are said in Sweden and in English.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Timelike as _, Utc};

use super::{Clock, Due, instant, local};
use crate::date::When;
use crate::render::count::{DAYS, HOURS, MINUTES, counted};
use crate::ruleset::model::{Moment, Within};
use crate::text::Language;

impl Due {
    /// Returns the end in words: `senast tisdag 24 november 2026 kl. 09.15`.
    #[must_use]
    pub fn words(self, language: Language) -> String {
        match (self, language) {
            (Self::Day(date), Language::Sv) => format!("senast {}", day(date, language)),
            (Self::Day(date), Language::En) => format!("by the end of {}", day(date, language)),
            (Self::Time(at), Language::Sv) => format!("senast {}", when(When::Time(at.naive_local()), language)),
            (Self::Time(at), Language::En) => format!("by {}", when(When::Time(at.naive_local()), language)),
        }
    }

    /// Returns the end as it stands in a table: `2026-11-24 09:15`.
    #[must_use]
    pub fn short(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Time(at) => at.format("%Y-%m-%d %H:%M").to_string(),
        }
    }

    /// Returns how long is left, or how long ago it ended.
    #[must_use]
    pub fn left(self, now: DateTime<Utc>, language: Language) -> String {
        let over = self.is_over(now);
        let length = match self {
            Self::Time(at) => hours(at.to_utc().signed_duration_since(now).abs(), language),
            Self::Day(day) => match day.signed_duration_since(local(now).date_naive()).num_days() {
                0 => return language.choose("i dag", "today").to_owned(),
                days => counted(days.abs(), DAYS, language),
            },
        };
        match (over, language) {
            (true, Language::Sv) => format!("gick ut för {length} sedan"),
            (true, Language::En) => format!("passed {length} ago"),
            (false, Language::Sv) => format!("{length} kvar"),
            (false, Language::En) => format!("{length} left"),
        }
    }
}

impl Clock<'_> {
    /// Returns what has to be known about how the end was counted; nothing where it speaks for itself.
    #[must_use]
    pub fn remark(&self, language: Language) -> Option<&'static str> {
        let (from, due) = self.runs?;
        match (from, due) {
            (When::Day(_), Due::Time(_)) => Some(language.choose(
                "från dagens början, eftersom klockslaget inte är känt",
                "from the beginning of the day, since the time of day is not known",
            )),
            (When::Time(time), Due::Time(at)) if instant(time).offset() != at.offset() => {
                Some(language.choose("klockan ställs om under tiden", "the clocks change in the meantime"))
            }
            (_, Due::Day(_)) if due.is_on_weekend() && self.within != Within::SameDay => {
                Some(language.choose("utan förlängning över helgen", "not extended over the weekend"))
            }
            _ => None,
        }
    }

    /// Returns why the deadline does not run yet, as far as this program knows.
    #[must_use]
    pub fn waits(&self, language: Language) -> &'static str {
        match self.from {
            Moment::Received | Moment::Aware => {
                language.choose("tidpunkten är inte angiven", "that time was not given")
            }
            Moment::Opened => language.choose("ingen dag för det är angiven", "no day was given for that"),
            Moment::Decided => language.choose("det är inte beslutat", "it is not decided"),
            Moment::Served => language.choose("delgivningen registreras inte här", "the service is not recorded here"),
        }
    }
}

/// Returns what a moment is, in words that stand after ”från”: `att det kom in`.
#[must_use]
pub fn moment(moment: Moment, language: Language) -> &'static str {
    match moment {
        Moment::Received => language.choose("det kom in", "it came in"),
        Moment::Aware => language.choose("det blev känt", "it became known"),
        Moment::Opened => language.choose("utredningen inleddes", "the inquiry was opened"),
        Moment::Decided => language.choose("beslutet", "the decision"),
        Moment::Served => language.choose("delgivningen", "the service"),
    }
}

/// Returns a day, or a day and a time, in words.
#[must_use]
pub fn when(when: When, language: Language) -> String {
    let (date, time) = match when {
        When::Day(date) => return day(date, language),
        When::Time(at) => (day(at.date(), language), at.time()),
    };
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        Language::Sv => format!("{date} kl. {hour:02}.{minute:02}"),
        Language::En => format!("{date} at {hour:02}:{minute:02}"),
    }
}

/// Returns how long before the day of the assessment something came in; nothing where it came later.
#[must_use]
pub fn age(came: NaiveDate, day: NaiveDate, language: Language) -> Option<String> {
    let days = day.signed_duration_since(came).num_days();
    match days {
        ..0 => None,
        0 => Some(language.choose("samma dag som prövningen", "the day of the assessment").to_owned()),
        _ => {
            let length = counted(days, DAYS, language);
            Some(format!("{length} {}", language.choose("före prövningen", "before the assessment")))
        }
    }
}

/// Returns a length that a clock measures, rounded down: what is left is never more than is said.
fn hours(length: TimeDelta, language: Language) -> String {
    match (length.num_hours(), length.num_days()) {
        (0, _) => counted(length.num_minutes(), MINUTES, language),
        // The longest deadline in hours is read in hours to its end.
        (hours @ ..=72, _) => counted(hours, HOURS, language),
        (_, days) => counted(days, DAYS, language),
    }
}

fn day(date: NaiveDate, language: Language) -> String {
    const WEEKDAYS: [[&str; 2]; 7] = [
        ["måndag", "Monday"],
        ["tisdag", "Tuesday"],
        ["onsdag", "Wednesday"],
        ["torsdag", "Thursday"],
        ["fredag", "Friday"],
        ["lördag", "Saturday"],
        ["söndag", "Sunday"],
    ];
    const MONTHS: [[&str; 2]; 12] = [
        ["januari", "January"],
        ["februari", "February"],
        ["mars", "March"],
        ["april", "April"],
        ["maj", "May"],
        ["juni", "June"],
        ["juli", "July"],
        ["augusti", "August"],
        ["september", "September"],
        ["oktober", "October"],
        ["november", "November"],
        ["december", "December"],
    ];
    let at = |all: &'static [[&'static str; 2]], index: u32| {
        let [sv, en] = all.get(index as usize).copied().unwrap_or_default();
        language.choose(sv, en)
    };
    let name = at(&WEEKDAYS, date.weekday().num_days_from_monday());
    let month = at(&MONTHS, date.month0());
    format!("{name} {} {month} {}", date.day(), date.year())
}
