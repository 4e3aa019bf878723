//! The moments that deadlines run from, out of the answers that tell them.

use std::collections::BTreeMap;

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

/// Collects what the answers on the path tell.
///
/// Where several tell the same moment the earliest counts: a deadline that ends early does no harm. What was given
/// beforehand counts where no answer tells when it came in.
pub(super) fn moments(
    edition: &Edition<'_>,
    report: &Report,
    answers: &AnswerSet,
    received: Option<When>,
) -> BTreeMap<Moment, When> {
    let mut moments: BTreeMap<Moment, When> = BTreeMap::new();
    for step in &report.trace {
        let TraceStep::Answered { key, .. } = step else { continue };
        let Some((moment, when)) = told(edition, answers, *key) else { continue };
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
fn begins(when: When) -> chrono::NaiveDateTime {
    match when {
        When::Day(day) => day.and_time(chrono::NaiveTime::MIN),
        When::Time(time) => time,
    }
}
