//! Dates and times as rule files, answers and options write them: ISO 8601 and nothing else.
//!
//! chrono alone reads `26-11-21` as the year 26 and accepts `2026-2-3` and surrounding blanks, so the characters are
//! looked at first. No clock is read here.

use std::fmt;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::text::Language;

/// The years that a date may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2199;

/// What is wrong with a date or a time.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum DateFault {
    /// Not of the form `2026-11-21`.
    DateForm {
        /// What was written.
        written: Box<str>,
        /// The day it seems to mean.
        meant: Option<NaiveDate>,
    },
    /// Not of the form `2026-11-20T09:15`.
    TimeForm {
        /// What was written.
        written: Box<str>,
    },
    /// The calendar has no such day.
    NoSuchDay {
        /// What was written.
        written: Box<str>,
    },
    /// The clock has no such time.
    NoSuchTime {
        /// What was written.
        written: Box<str>,
    },
    /// The year lies outside 1800 to 2199.
    Year {
        /// What was written.
        written: Box<str>,
    },
}

impl DateFault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::DateForm { written, .. } => match language {
                Language::Sv => format!("`{written}` är inte ett datum på formen ÅÅÅÅ-MM-DD"),
                Language::En => format!("`{written}` is not a date of the form YYYY-MM-DD"),
            },
            Self::TimeForm { written } => match language {
                Language::Sv => format!("`{written}` är inte en tidpunkt på formen ÅÅÅÅ-MM-DDTtt:mm"),
                Language::En => format!("`{written}` is not a time of the form YYYY-MM-DDThh:mm"),
            },
            Self::NoSuchDay { written } => match language {
                Language::Sv => format!("dagen `{written}` finns inte i kalendern"),
                Language::En => format!("the day `{written}` is not in the calendar"),
            },
            Self::NoSuchTime { written } => match language {
                Language::Sv => format!("klockslaget i `{written}` finns inte"),
                Language::En => format!("there is no such time of day as in `{written}`"),
            },
            Self::Year { written } => match language {
                Language::Sv => format!("året i `{written}` ligger utanför 1800–2199"),
                Language::En => format!("the year in `{written}` lies outside 1800–2199"),
            },
        }
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self, language: Language) -> String {
        match self {
            Self::DateForm { meant: Some(day), .. } => match language {
                Language::Sv => format!("skriv {day}"),
                Language::En => format!("write {day}"),
            },
            Self::DateForm { meant: None, .. } => language
                .choose(
                    "skriv datumet med fyra siffror för året, till exempel 2026-11-21",
                    "write the date with four digits for the year, such as 2026-11-21",
                )
                .to_owned(),
            Self::TimeForm { .. } => language
                .choose(
                    "skriv datum, T och klockslag, till exempel 2026-11-20T09:15",
                    "write the date, T and the time of day, such as 2026-11-20T09:15",
                )
                .to_owned(),
            Self::NoSuchDay { .. } => {
                language.choose("rätta månaden eller dagen", "correct the month or the day").to_owned()
            }
            Self::NoSuchTime { .. } => {
                language.choose("skriv en tid från 00:00 till 23:59", "write a time from 00:00 to 23:59").to_owned()
            }
            Self::Year { .. } => language.choose("rätta året", "correct the year").to_owned(),
        }
    }
}

/// Reads a date of exactly ten characters, `2026-11-21`.
///
/// # Errors
///
/// Another form, a day that does not exist, or a year outside 1800 to 2199.
pub fn parse_date(written: &str) -> Result<NaiveDate, DateFault> {
    if !has_form(written, b"0000-00-00") {
        return Err(DateFault::DateForm { written: written.into(), meant: meant(written) });
    }
    let day: NaiveDate = written.parse().map_err(|_| DateFault::NoSuchDay { written: written.into() })?;
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(DateFault::Year { written: written.into() }) }
}

/// Reads a local date and time to the minute, `2026-11-20T09:15`.
///
/// # Errors
///
/// Another form, a day or time that does not exist, or a year outside 1800 to 2199.
pub fn parse_datetime(written: &str) -> Result<NaiveDateTime, DateFault> {
    if !has_form(written, b"0000-00-00T00:00") {
        return Err(DateFault::TimeForm { written: written.into() });
    }
    let (date, time) = written.split_at(10);
    let day = parse_date(date)?;
    let no_such_time = || DateFault::NoSuchTime { written: written.into() };
    let number = |at: std::ops::Range<usize>| time.get(at).and_then(|digits| digits.parse::<u32>().ok());
    let (hour, minute) = number(1..3).zip(number(4..6)).ok_or_else(no_such_time)?;
    Ok(day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(no_such_time)?))
}

/// Writes a time as [`parse_datetime`] reads it.
#[must_use]
pub fn write_datetime(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M").to_string()
}

/// A day, or a day and a time to the minute, as the clocks in Sweden show it; kept as `2026-11-21` or
/// `2026-11-21T09:15`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    /// A day; the time of day is not known.
    Day(NaiveDate),
    /// A day and a time.
    Time(NaiveDateTime),
}

impl When {
    /// Reads a day or a day and a time, with a `T` or a space between.
    ///
    /// # Errors
    ///
    /// Another form, a day or time that does not exist, or a year outside 1800 to 2199.
    pub fn parse(written: &str) -> Result<Self, DateFault> {
        if written.contains([':', 'T']) {
            return parse_datetime(&written.replacen(' ', "T", 1)).map(Self::Time);
        }
        parse_date(written).map(Self::Day)
    }

    /// Returns the day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Time(time) => time.date(),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Time(time) => f.write_str(&write_datetime(*time)),
        }
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.to_string()
    }
}

impl TryFrom<String> for When {
    type Error = String;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        Self::parse(&written).map_err(|fault| fault.message(Language::En))
    }
}

/// Compares byte by byte: `0` stands for any ASCII digit, everything else for itself.
fn has_form(written: &str, form: &[u8]) -> bool {
    written.len() == form.len()
        && written
            .bytes()
            .zip(form)
            .all(|(byte, form)| if *form == b'0' { byte.is_ascii_digit() } else { byte == *form })
}

/// Guesses the day that was meant, where there is hardly more than one way to read it.
fn meant(written: &str) -> Option<NaiveDate> {
    let groups: Vec<&str> = written.trim().split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let number = |digits: &str| digits.parse::<u32>().ok();
    let (year, month, day) = match groups[..] {
        [all] if all.len() == 8 => (number(&all[..4])?, number(&all[4..6])?, number(&all[6..])?),
        [year, month, day] if year.len() == 4 && day.len() <= 2 => (number(year)?, number(month)?, number(day)?),
        [year, month, day] if year.len() == 2 && month.len() == 2 && day.len() == 2 => {
            (2000 + number(year)?, number(month)?, number(day)?)
        }
        [day, month, year] if year.len() == 4 && day.len() <= 2 => (number(year)?, number(month)?, number(day)?),
        _ => return None,
    };
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ten_characters_are_a_date() {
        assert_eq!(parse_date("2026-11-21"), Ok(NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")));
        for written in
            ["26-11-21", "2026-2-3", " 2026-11-21", "2026-11-21 ", "-0001-01-01", "2026–11–21", "２026-11-2", ""]
        {
            assert!(matches!(parse_date(written), Err(DateFault::DateForm { .. })), "{written}");
        }
    }

    #[test]
    fn the_day_that_was_meant_is_named() {
        for written in ["26-11-21", "20261121", "2026/11/21", "21.11.2026", "2026–11–21", "2026-11-21 "] {
            let fault = parse_date(written).expect_err("not a date");
            assert_eq!(fault.hint(Language::Sv), "skriv 2026-11-21", "{written}");
        }
    }

    #[test]
    fn a_day_must_exist_in_a_sane_year() {
        assert!(matches!(parse_date("2025-02-29"), Err(DateFault::NoSuchDay { .. })));
        assert!(matches!(parse_date("0026-11-21"), Err(DateFault::Year { .. })));
        assert!(matches!(parse_date("1799-12-31"), Err(DateFault::Year { .. })));
        assert!(parse_date("1800-01-01").is_ok());
        assert!(parse_date("2199-12-31").is_ok());
    }

    #[test]
    fn a_moment_is_a_day_or_a_time_and_is_written_as_it_is_kept() {
        for (written, kept) in [
            ("2026-11-21", "2026-11-21"),
            ("2026-11-21T09:15", "2026-11-21T09:15"),
            ("2026-11-21 09:15", "2026-11-21T09:15"),
        ] {
            assert_eq!(When::parse(written).map(|when| when.to_string()), Ok(kept.to_owned()), "{written}");
        }
        for wrong in ["2026-11-21T9:15", "2026-11-21 ", "09:15", "26-11-21", "2026-11-21T09:15:00", "nu", ""] {
            assert!(When::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_time_is_read_to_the_minute_and_written_back() {
        let time = parse_datetime("2026-11-20T09:15").expect("a time");
        assert_eq!(write_datetime(time), "2026-11-20T09:15");
        assert!(matches!(parse_datetime("2026-11-20 09:15"), Err(DateFault::TimeForm { .. })));
        assert!(matches!(parse_datetime("2026-11-20T24:00"), Err(DateFault::NoSuchTime { .. })));
        assert!(matches!(parse_datetime("2026-11-31T09:00"), Err(DateFault::NoSuchDay { .. })));
    }
}
