//! Ranges of numbers and dates: `..14`, `15..17`, `18..`, and one value alone.

use chrono::NaiveDate;

use super::fault::CheckFault;
use super::names::Faults;
use super::time::{FIRST_DAY, LAST_DAY};
use crate::ruleset::document::{Name, Place};

/// What ranges can be made of.
pub(super) trait Scale: Copy + Ord {
    const LEAST: Self;
    const MOST: Self;
    fn parse(written: &str) -> Option<Self>;
    fn next(self) -> Option<Self>;
    fn previous(self) -> Option<Self>;
    fn show(self) -> Box<str>;
}

impl Scale for i64 {
    const LEAST: Self = Self::MIN;
    const MOST: Self = Self::MAX;

    fn parse(written: &str) -> Option<Self> {
        written.parse().ok()
    }

    fn next(self) -> Option<Self> {
        self.checked_add(1)
    }

    fn previous(self) -> Option<Self> {
        self.checked_sub(1)
    }

    fn show(self) -> Box<str> {
        self.to_string().into()
    }
}

impl Scale for NaiveDate {
    const LEAST: Self = FIRST_DAY;
    const MOST: Self = LAST_DAY;

    fn parse(written: &str) -> Option<Self> {
        // chrono alone accepts `2026-2-3` and years of any length.
        let shape = written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if shape { written.parse().ok() } else { None }
    }

    fn next(self) -> Option<Self> {
        self.succ_opt()
    }

    fn previous(self) -> Option<Self> {
        self.pred_opt()
    }

    fn show(self) -> Box<str> {
        self.to_string().into()
    }
}

/// Reads the ranges of a `next`, in order and without overlap; `None` after a fault.
pub(super) fn parse<T: Scale>(entries: &[(Name, Name)], file: &str, faults: &mut Faults) -> Option<Vec<(T, T)>> {
    let mut ranges: Vec<(T, T)> = Vec::with_capacity(entries.len());
    let mut sound = true;
    for (written, _) in entries {
        let Some((from, to)) = range::<T>(&written.value) else {
            faults.push(file, written.place, CheckFault::RangeSyntax { written: written.value.clone() });
            sound = false;
            continue;
        };
        if from > to || ranges.last().is_some_and(|(_, last)| *last >= from) {
            faults.push(file, written.place, CheckFault::RangeOrder { written: written.value.clone() });
            sound = false;
        }
        ranges.push((from, to));
    }
    sound.then_some(ranges)
}

fn range<T: Scale>(written: &str) -> Option<(T, T)> {
    let Some((from, to)) = written.split_once("..") else {
        let only = T::parse(written)?;
        return Some((only, only));
    };
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let from = if from.is_empty() { T::LEAST } else { T::parse(from)? };
    let to = if to.is_empty() { T::MOST } else { T::parse(to)? };
    Some((from, to))
}

/// Holds that `ranges` cover `domain` and that none lies outside it; both are in order.
pub(super) fn cover<T: Scale>(
    ranges: &[(T, T)],
    entries: &[(Name, Name)],
    place: Place,
    domain: &[(T, T)],
    file: &str,
    faults: &mut Faults,
) {
    for (&(from, to), (written, _)) in ranges.iter().zip(entries) {
        if !domain.iter().any(|(first, last)| *first <= to && from <= *last) {
            faults.push(file, written.place, CheckFault::RangeOutside { written: written.value.clone() });
        }
    }
    for &(first, last) in domain {
        let mut open = Some(first);
        for &(from, to) in ranges {
            let Some(start) = open.filter(|start| *start <= last) else {
                break;
            };
            if to < start {
                continue;
            }
            if from > start {
                let until = from.previous().map_or(last, |until| until.min(last));
                gap(start, Some(until), place, file, faults);
            }
            open = to.next();
        }
        if let Some(start) = open.filter(|start| *start <= last) {
            gap(start, (last != T::MOST).then_some(last), place, file, faults);
        }
    }
}

fn gap<T: Scale>(from: T, to: Option<T>, place: Place, file: &str, faults: &mut Faults) {
    faults.push(
        file,
        place,
        CheckFault::RangeGap { from: (from != T::LEAST).then(|| from.show()), to: to.map(T::show) },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::document::At;

    fn entries(ranges: &[&str]) -> Vec<(Name, Name)> {
        let name = |value: &str| At { value: value.into(), place: Place::default() };
        ranges.iter().map(|range| (name(range), name("done"))).collect()
    }

    fn faults_of(ranges: &[&str], domain: (i64, i64)) -> Vec<String> {
        let (entries, mut faults) = (entries(ranges), Faults::default());
        if let Some(ranges) = parse::<i64>(&entries, "a.yaml", &mut faults) {
            cover(&ranges, &entries, Place::default(), &[domain], "a.yaml", &mut faults);
        }
        let shown = |fault: &crate::ruleset::fault::Fault| match &fault.kind {
            crate::ruleset::fault::FaultKind::Check(CheckFault::RangeGap { from, to }) => {
                format!(
                    "{} {}..{}",
                    fault.code(),
                    from.as_deref().unwrap_or_default(),
                    to.as_deref().unwrap_or_default()
                )
            }
            _ => fault.code().to_owned(),
        };
        faults.into_ordered().iter().map(shown).collect()
    }

    #[test]
    fn ranges_that_meet_cover_their_domain() {
        assert!(faults_of(&["..14", "15..17", "18.."], (0, 130)).is_empty());
        assert!(faults_of(&["0", "1.."], (0, i64::MAX)).is_empty());
    }

    #[test]
    fn a_gap_is_named_by_its_ends() {
        assert_eq!(faults_of(&["..14", "18.."], (0, 130)), ["R009 15..17"]);
        assert_eq!(faults_of(&["5..14"], (0, 130)), ["R009 0..4", "R009 15..130"]);
        assert_eq!(faults_of(&["0..3"], (0, i64::MAX)), ["R009 4.."]);
    }

    #[test]
    fn overlap_disorder_and_nonsense_are_told_apart() {
        assert_eq!(faults_of(&["..14", "14.."], (0, 130)), ["R008"]);
        assert_eq!(faults_of(&["18..", "..17"], (0, 130)), ["R008"]);
        assert_eq!(faults_of(&["..", "a..3"], (0, 130)), ["R007", "R007"]);
        assert_eq!(faults_of(&["..130", "131.."], (0, 130)), ["R010"]);
    }

    #[test]
    fn a_date_is_ten_characters() {
        assert!(range::<NaiveDate>("..2024-03-31").is_some());
        assert!(range::<NaiveDate>("..2024-3-31").is_none());
    }
}
