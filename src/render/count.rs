//! Numbers and ages in words: one thing or several, and how long ago.

use std::fmt::Display;

use chrono::{DateTime, FixedOffset, TimeZone};

use crate::text::Language;

/// What is counted: one and several in Swedish, one and several in English.
pub type Counted = [&'static str; 4];

/// Answers.
pub const ANSWERS: Counted = ["svar", "svar", "answer", "answers"];
/// Questions.
pub const QUESTIONS: Counted = ["fråga", "frågor", "question", "questions"];
/// Characters of a text.
pub const CHARACTERS: Counted = ["tecken", "tecken", "character", "characters"];
/// Findings that make rules unusable.
pub const FAULTS: Counted = ["fel", "fel", "fault", "faults"];
/// Findings that are unwise.
pub const WARNINGS: Counted = ["varning", "varningar", "warning", "warnings"];
/// Findings that are only good to know.
pub const NOTES: Counted = ["upplysning", "upplysningar", "note", "notes"];
/// Lines of a file.
pub const LINES: Counted = ["rad", "rader", "line", "lines"];
/// Duties.
pub const DUTIES: Counted = ["skyldighet", "skyldigheter", "duty", "duties"];
/// Combinations of answers.
pub const COMBINATIONS: Counted = ["kombination", "kombinationer", "combination", "combinations"];
/// What must hold on every path.
pub const INVARIANTS: Counted = ["invariant", "invarianter", "invariant", "invariants"];
/// Procedures.
pub const PROCEDURES: Counted = ["förfarande", "förfaranden", "procedure", "procedures"];
/// Memos.
pub const MEMOS: Counted = ["underlag", "underlag", "memo", "memos"];
/// Minutes.
pub const MINUTES: Counted = ["minut", "minuter", "minute", "minutes"];
/// Hours.
pub const HOURS: Counted = ["timme", "timmar", "hour", "hours"];
/// Days.
pub const DAYS: Counted = ["dag", "dagar", "day", "days"];
/// Weeks.
pub const WEEKS: Counted = ["vecka", "veckor", "week", "weeks"];
/// Months.
pub const MONTHS: Counted = ["månad", "månader", "month", "months"];

/// Returns a number with the right form of what is counted: `1 rad`, `2 rader`.
#[must_use]
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(number: N, what: Counted, language: Language) -> String {
    format!("{number} {}", form(number, what, language))
}

/// Returns the right form of what is counted, without the number.
#[must_use]
pub fn form<N: Copy + PartialEq + From<u8>>(number: N, what: Counted, language: Language) -> &'static str {
    let [one, several, one_en, several_en] = what;
    if number == N::from(1) { language.choose(one, one_en) } else { language.choose(several, several_en) }
}

/// Returns the age of something, in the largest unit that says enough: `3 dagar`; nothing under a minute.
///
/// From a day on, days of the calendar are counted where `now` is, as people do.
#[must_use]
pub fn age(then: &DateTime<impl TimeZone>, now: &DateTime<impl TimeZone>, language: Language) -> Option<String> {
    let minutes = now.clone().signed_duration_since(then).num_minutes();
    let days = now.date_naive().signed_duration_since(then.with_timezone(&now.timezone()).date_naive()).num_days();
    let (number, what) = match minutes {
        ..1 => return None,
        1..60 => (minutes, MINUTES),
        60..1440 => (minutes / 60, HOURS),
        _ => (days, DAYS),
    };
    Some(counted(number, what, language))
}

/// Returns how long ago something was: `för 3 dagar sedan`.
///
/// A time that has not come, after a clock was set back, stands as it is written.
#[must_use]
pub fn ago(then: DateTime<FixedOffset>, now: DateTime<FixedOffset>, language: Language) -> String {
    if then > now {
        return then.format("%Y-%m-%d %H:%M").to_string();
    }
    match (age(&then, &now, language), language) {
        (None, _) => language.choose("nyss", "just now").to_owned(),
        (Some(age), Language::Sv) => format!("för {age} sedan"),
        (Some(age), Language::En) => format!("{age} ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_the_rest_are_several() {
        let said = |number| [Language::Sv, Language::En].map(|language| counted(number, LINES, language));
        assert_eq!(said(1), ["1 rad", "1 line"]);
        assert_eq!(said(0), ["0 rader", "0 lines"]);
        assert_eq!(said(21), ["21 rader", "21 lines"]);
    }

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        let at = |text| DateTime::parse_from_rfc3339(text).expect("a time");
        let now = at("2026-11-21T09:15:00+01:00");
        for (then, sv, en) in [
            ("2026-11-21T09:14:30+01:00", "nyss", "just now"),
            ("2026-11-21T09:14:00+01:00", "för 1 minut sedan", "1 minute ago"),
            ("2026-11-21T08:16:00+01:00", "för 59 minuter sedan", "59 minutes ago"),
            ("2026-11-21T08:15:00+01:00", "för 1 timme sedan", "1 hour ago"),
            ("2026-11-20T09:16:00+01:00", "för 23 timmar sedan", "23 hours ago"),
            ("2026-11-20T09:15:00+01:00", "för 1 dag sedan", "1 day ago"),
            // The calendar's days where the reader is: 47 hours, and two nights.
            ("2026-11-19T10:15:00+01:00", "för 2 dagar sedan", "2 days ago"),
            ("2026-11-18T23:30:00+00:00", "för 2 dagar sedan", "2 days ago"),
            ("2025-11-21T09:15:00+01:00", "för 365 dagar sedan", "365 days ago"),
            ("2026-11-21T09:17:00+01:00", "2026-11-21 09:17", "2026-11-21 09:17"),
        ] {
            assert_eq!([ago(at(then), now, Language::Sv), ago(at(then), now, Language::En)], [sv, en], "{then}");
        }
    }
}
