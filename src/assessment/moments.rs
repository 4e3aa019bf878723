//! The moments that deadlines run from, out of the answers that tell them.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};

use crate::date::When;
use crate::engine::{AnswerSet, Edition, Key, Report, TraceStep, Value};
use crate::ruleset::model::Moment;

/// Returns the moment that an answer tells; nothing where its question tells none.
#[must_use]
pub fn told(edition: &Edition<'_>, answers: &AnswerSet, key: Key) -> Option<(Moment, When)> {
    let moment = edition.book.questions[key.question.at()].moment?;
    let when = match answers.answer(key)?.value {
        Value::Date(day) => When::Day(day),
        Value::DateTime(time) => When::Time(time),
        _ => return None,
    };
    Some((moment, when))
}

/// Collects what the answers on the path tell, and what was given beforehand.
#[must_use]
pub fn moments(
    edition: &Edition<'_>,
    report: &Report,
    answers: &AnswerSet,
    received: Option<When>,
) -> BTreeMap<Moment, When> {
    let of_step = |step: &TraceStep| match step {
        TraceStep::Answered { key, .. } => told(edition, answers, *key),
        _ => None,
    };
    earliest(report.trace.iter().filter_map(of_step), received)
}

/// Where several answers tell the same moment the earliest counts: a deadline that ends early does no harm. What was
/// given beforehand counts where no answer tells when it came in.
fn earliest(told: impl Iterator<Item = (Moment, When)>, received: Option<When>) -> BTreeMap<Moment, When> {
    let mut moments: BTreeMap<Moment, When> = BTreeMap::new();
    for (moment, when) in told {
        let earliest = moments.entry(moment).or_insert(when);
        if begins(when) < begins(*earliest) {
            *earliest = when;
        }
    }
    if let Some(received) = received {
        moments.entry(Moment::Received).or_insert(received);
    }
    moments
}

/// Returns what a moment is ordered by: a day by its beginning.
fn begins(when: When) -> NaiveDateTime {
    match when {
        When::Day(day) => day.and_time(NaiveTime::MIN),
        When::Time(time) => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_answer_counts_and_what_was_given_beforehand_only_without_one() {
        let when = |written: &str| When::parse(written).expect("a moment");
        let told = [
            (Moment::Aware, when("2026-11-20T15:10")),
            (Moment::Aware, when("2026-11-20")),
            (Moment::Aware, when("2026-11-20T08:00")),
            (Moment::Received, when("2026-11-19")),
        ];
        let given = Some(when("2026-11-18"));
        let all = [(Moment::Aware, when("2026-11-20")), (Moment::Received, when("2026-11-19"))];
        assert_eq!(earliest(told.into_iter(), given), all.into());
        assert_eq!(earliest(told.into_iter().rev(), given), all.into());
        assert_eq!(earliest(std::iter::empty(), given), [(Moment::Received, when("2026-11-18"))].into());
        assert!(earliest(std::iter::empty(), None).is_empty());
    }
}
