//! Lengths of time in a text, in digits or in words: `sex månader`, `four months`, `72 timmar`.

use super::super::document::Document;
use super::super::load::Sourced;
use super::Findings;
use super::kind::Advice;
use crate::ruleset::model::Within;
use crate::text::Language;

/// A length of time as a text says it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Duration {
    pub(super) count: u32,
    pub(super) unit: Unit,
    /// As it is written.
    pub(super) written: Box<str>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// The small numbers that are written in words, from two: one is also an article.
const SV: [&str; 13] =
    ["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton"];
const EN: [&str; 13] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
];

/// Returns the lengths of time that a text names, in their order.
pub(super) fn durations(text: &str, language: Language) -> Vec<Duration> {
    let words: Vec<&str> =
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).filter_map(|pair| {
        // Few words are units, so that is asked first.
        let unit = unit(pair[1], language)?;
        let count = count(pair[0], language)?;
        Some(Duration { count, unit, written: format!("{} {}", pair[0], pair[1]).into() })
    });
    pairs.collect()
}

fn count(word: &str, language: Language) -> Option<u32> {
    if let Ok(count) = word.parse() {
        return Some(count);
    }
    let word = word.to_lowercase();
    let at = language.choose(SV, EN).iter().position(|name| *name == word)?;
    u32::try_from(at + 2).ok()
}

fn unit(word: &str, language: Language) -> Option<Unit> {
    if !word.starts_with(['t', 'd', 'v', 'm', 'å', 'h', 'w', 'y', 'T', 'D', 'V', 'M', 'Å', 'H', 'W', 'Y']) {
        return None;
    }
    let word = word.to_lowercase();
    let word = word.trim_end_matches('s');
    Some(match (language, word) {
        (Language::Sv, "timme" | "timmar") | (Language::En, "hour") => Unit::Hour,
        (Language::Sv, "dag" | "dagar" | "dygn") | (Language::En, "day") => Unit::Day,
        (Language::Sv, "vecka" | "veckor") | (Language::En, "week") => Unit::Week,
        (Language::Sv, "månad" | "månader") | (Language::En, "month") => Unit::Month,
        (Language::Sv, "år") | (Language::En, "year") => Unit::Year,
        _ => return None,
    })
}

/// Returns what each language alone says, where the two name another count of the same unit.
pub(super) fn apart(sv: &[Duration], en: &[Duration]) -> Option<[Vec<Box<str>>; 2]> {
    let only = |own: &[Duration], other: &[Duration]| -> Vec<Duration> {
        let is_there = |one: &Duration| other.iter().any(|other| (other.count, other.unit) == (one.count, one.unit));
        own.iter().filter(|one| !is_there(one)).cloned().collect()
    };
    let (sv, en) = (only(sv, en), only(en, sv));
    // What one language words otherwise, as half a year, has nothing to stand against.
    let in_digits = |one: &Duration| one.written.starts_with(|first: char| first.is_ascii_digit());
    // Digits are compared as numbers, wherever they stand: `24- och 72-timmarsfristen` names two times.
    let differ =
        sv.iter().any(|one| en.iter().any(|other| other.unit == one.unit && !(in_digits(one) && in_digits(other))));
    let written = |list: Vec<Duration>| list.into_iter().map(|one| one.written).collect();
    differ.then(|| [written(sv), written(en)])
}

/// Holds the text of every duty against its deadline.
pub(super) fn advise(documents: &[Sourced], found: &mut Findings) {
    for (source, document) in documents {
        let Document::Duties(list) = document else { continue };
        for duty in list {
            let Some(deadline) = &duty.deadline else { continue };
            let Some((count, unit)) = length(deadline.value) else { continue };
            for (text, language) in [(&duty.text.sv, Language::Sv), (&duty.text.en, Language::En)] {
                let said = durations(text, language);
                let same = said.iter().filter(|one| one.unit == unit).collect::<Vec<_>>();
                if let Some(first) = same.first().filter(|_| same.iter().all(|one| one.count != count)) {
                    let written = deadline.value.to_string().into();
                    let advice = Advice::DeadlineDiffers { said: first.written.clone(), written };
                    found.push(&source.name, deadline.place, advice);
                    break;
                }
            }
        }
    }
}

const fn length(within: Within) -> Option<(u32, Unit)> {
    Some(match within {
        Within::AtOnce | Within::SameDay => return None,
        Within::Hours(count) => (count, Unit::Hour),
        Within::Days(count) => (count, Unit::Day),
        Within::Weeks(count) => (count, Unit::Week),
        Within::Months(count) => (count, Unit::Month),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sv: &str, en: &str) -> Option<[Vec<Box<str>>; 2]> {
        apart(&durations(sv, Language::Sv), &durations(en, Language::En))
    }

    #[test]
    fn a_time_in_words_is_held_against_its_translation() {
        let differing = told("Har det gått sex månader?", "Have four months passed?");
        assert_eq!(differing, Some([vec!["sex månader".into()], vec!["four months".into()]]));
        assert_eq!(told("inom fyra veckors tid", "within a four-week period"), None);
        assert_eq!(told("inom 72 timmar", "within 72 hours"), None);
        assert_eq!(told("efter 24 timmar och vid 72-timmarsfristen", "at the 24 and 72 hour deadlines"), None);
        // What has no counterpart may be worded otherwise.
        assert_eq!(told("inom sex månader", "within half a year"), None);
        assert_eq!(told("inom två veckor", "within 14 days"), None);
    }
}
