//! Numbers and ages in words: one thing or several, and how long ago.

use chrono::{DateTime, FixedOffset};

use crate::text::Language;

/// What is counted: one and several in Swedish, one and several in English.
pub type Counted = [&'static str; 4];

/// An answer.
pub const ANSWERS: Counted = ["svar", "svar", "answer", "answers"];

/// Returns a number with the right form of what is counted: `1 rad`, `2 rader`.
#[must_use]
pub fn counted(number: usize, what: Counted, language: Language) -> String {
    format!("{number} {}", form(number, what, language))
}

/// Returns the right form of what is counted, without the number.
#[must_use]
pub fn form(number: usize, [one, several, one_en, several_en]: Counted, language: Language) -> &'static str {
    if number == 1 { language.choose(one, one_en) } else { language.choose(several, several_en) }
}

/// Returns how long ago something was, in the largest unit that says enough: `för 3 dagar sedan`.
///
/// From a day on, days of the calendar are counted, as people do. A time that has not come, after a clock was set
/// back, stands as it is written.
#[must_use]
pub fn ago(then: DateTime<FixedOffset>, now: DateTime<FixedOffset>, language: Language) -> String {
    let minutes = now.signed_duration_since(then).num_minutes();
    if minutes < 0 {
        return then.format("%Y-%m-%d %H:%M").to_string();
    }
    let days = now.date_naive().signed_duration_since(then.with_timezone(now.offset()).date_naive()).num_days();
    let (number, what) = match minutes {
        0 => return language.choose("nyss", "just now").to_owned(),
        1..60 => (minutes, ["minut", "minuter", "minute", "minutes"]),
        60..1440 => (minutes / 60, ["timme", "timmar", "hour", "hours"]),
        _ => (days, ["dag", "dagar", "day", "days"]),
    };
    let time = counted(usize::try_from(number).unwrap_or_default(), what, language);
    match language {
        Language::Sv => format!("för {time} sedan"),
        Language::En => format!("{time} ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_the_rest_are_several() {
        let said = |number| {
            [Language::Sv, Language::En].map(|language| counted(number, ["rad", "rader", "line", "lines"], language))
        };
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
