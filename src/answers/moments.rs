//! Days and times as people say them, and the moments that deadlines run from: none of those is still to come.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Timelike as _};

use super::fault::{AnswerFault, AnswerFaultKind};
use super::value::{parse_date, parse_date_time};
use crate::assessment::scope::to_text;
use crate::assessment::told;
use crate::date::When;
use crate::deadline::is_to_come;
use crate::engine::{AnswerSet, Edition};

/// Reads a day that a person types: `2026-11-21`, or today.
#[must_use]
pub fn typed_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim();
    if is_today(text) { Some(today) } else { parse_date(text) }
}

/// Reads a day and a time that a person types: `2026-11-21T09:15`, today with a time, or now.
#[must_use]
pub fn typed_time(text: &str, now: DateTime<FixedOffset>) -> Option<NaiveDateTime> {
    let text = text.trim();
    if matches!(text.to_lowercase().as_str(), "nu" | "now") {
        return now.naive_local().with_second(0)?.with_nanosecond(0);
    }
    // A day and a time are often typed with a word for the day.
    match text.rsplit_once(' ') {
        Some((day, time)) if is_today(day) => parse_date_time(&format!("{} {time}", now.date_naive())),
        _ => parse_date_time(text),
    }
}

/// Reads a moment that a person types: a day or a time, in any form that [`typed_date`] or [`typed_time`] reads.
#[must_use]
pub fn typed_moment(text: &str, now: DateTime<FixedOffset>) -> Option<When> {
    let day = typed_date(text, now.date_naive()).map(When::Day);
    day.or_else(|| typed_time(text, now).map(When::Time))
}

fn is_today(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "idag" | "i dag" | "today")
}

/// Returns the answers that tell a moment which has not come: each is a slip.
#[must_use]
pub fn to_come(edition: &Edition<'_>, answers: &AnswerSet, now: DateTime<FixedOffset>) -> Vec<AnswerFault> {
    let mut keys: Vec<_> = answers.keys().collect();
    keys.sort();
    let fault = |key| {
        let (_, when) = told(edition, answers, key).filter(|(_, when)| is_to_come(*when, now))?;
        Some(AnswerFault {
            scope: to_text(&key.scope, answers, edition.book).into(),
            question: edition.book.questions[key.question.at()].id.clone(),
            kind: AnswerFaultKind::ToCome(when.to_string().into()),
        })
    };
    keys.into_iter().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_today_and_now_are_read_by_the_clock_that_is_given() {
        let now = "2026-11-21T09:15:42+01:00".parse().expect("a time");
        for (typed, read) in [
            ("2026-11-20", "2026-11-20"),
            ("idag", "2026-11-21"),
            (" I dag ", "2026-11-21"),
            ("today", "2026-11-21"),
            ("nu", "2026-11-21T09:15"),
            ("idag 08:05", "2026-11-21T08:05"),
            ("i dag 08:05", "2026-11-21T08:05"),
            ("2026-11-20 16:00", "2026-11-20T16:00"),
            ("2026-11-20T16:00", "2026-11-20T16:00"),
        ] {
            assert_eq!(typed_moment(typed, now).map(|when| when.to_string()).as_deref(), Some(read), "{typed}");
        }
        for wrong in ["", "igår", "2026-11-31", "26-11-20", "2026-11-20 9:15", "idag nu", "09:15"] {
            assert_eq!(typed_moment(wrong, now), None, "{wrong}");
        }
    }
}
