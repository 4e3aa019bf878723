//! `--received`: when the request or report came in, told once, for the question that asks it and for the deadlines.

use chrono::{DateTime, FixedOffset};

use crate::answers::moments::typed_moment;
use crate::assessment::{closure, told};
use crate::cli::assess::AssessArgs;
use crate::date::When;
use crate::deadline::is_to_come;
use crate::draft::bind::address;
use crate::draft::form::form;
use crate::draft::{Event, State};
use crate::engine::{AnswerSet, Edition, Key, ScopePath, Value};
use crate::error::{Error, Kind, Plain};
use crate::ruleset::model::{AnswerKind, Moment, NodeKind, Rulebook, RulesetIx, Scope};

/// Reads what is typed, and refuses what cannot be.
///
/// # Errors
/// When it has no form that is known, has not come, or lies before the time that the rules cover.
pub fn typed(args: &AssessArgs, book: &Rulebook, now: DateTime<FixedOffset>) -> Result<Option<When>, Error> {
    let Some(text) = &args.received else { return Ok(None) };
    let when = typed_moment(text, now).ok_or_else(|| {
        Plain::new(
            Kind::Usage,
            format!("`--received`: `{text}` är ingen dag och ingen tidpunkt"),
            format!("`--received`: `{text}` is no day and no time"),
        )
        .with_hint(
            "skriv dagen som 2026-11-21, tidpunkten som 2026-11-21T09:15, eller idag eller nu",
            "write the day as 2026-11-21, the time as 2026-11-21T09:15, or today or now",
        )
    })?;
    possible(when, book, now).map(Some)
}

/// Refuses a moment that has not come, and one before the time that the rules cover.
///
/// # Errors
/// With either.
pub fn possible(when: When, book: &Rulebook, now: DateTime<FixedOffset>) -> Result<When, Error> {
    if is_to_come(when, now) {
        return Err(Plain::new(
            Kind::Usage,
            format!("det kan inte ha kommit in {}: den tiden har inte varit än", shown(when)),
            format!("it cannot have come in at {}: that time has not come", shown(when)),
        )
        .with_hint("ange när det kom in", "say when it came in")
        .into());
    }
    match book.rulesets.iter().map(|rules| rules.valid.from).min() {
        Some(first) if when.day() < first => Err(Plain::new(
            Kind::Usage,
            format!("det kom in {}: det är före den tid som reglerna omfattar, från {first}", shown(when)),
            format!("it came in at {}: that is before the time that the rules cover, from {first}", shown(when)),
        )
        .with_hint("är året rätt?", "is the year right?")
        .into()),
        _ => Ok(when),
    }
}

/// Returns what the command line or the file says; they must not contradict each other.
///
/// # Errors
/// When they do.
pub fn one_of(typed: Option<When>, written: Option<When>) -> Result<Option<When>, Error> {
    match (typed, written) {
        (Some(typed), Some(written)) if !agree(typed, written) => Err(contradiction(typed, "`received:`", written)),
        (Some(typed), _) => Ok(Some(typed)),
        (None, written) => Ok(written),
    }
}

/// Refuses answers that say another time than `received`.
///
/// # Errors
/// With the first answer that does.
pub fn hold_against(received: When, edition: &Edition<'_>, answers: &AnswerSet) -> Result<(), Error> {
    let mut keys: Vec<Key> = answers.keys().collect();
    keys.sort();
    for key in keys {
        if let Some((Moment::Received, answered)) = told(edition, answers, key)
            && !agree(received, answered)
        {
            let question = format!("`{}`", edition.book.questions[key.question.at()].id);
            return Err(contradiction(received, &question, answered));
        }
    }
    Ok(())
}

fn contradiction(received: When, place: &str, written: When) -> Error {
    let (received, written) = (shown(received), shown(written));
    Plain::new(
        Kind::Usage,
        format!("det kom in {received} enligt `received`, men {written} enligt {place}"),
        format!("it came in at {received} by `received`, but at {written} by {place}"),
    )
    .with_hint("ange det på ett ställe", "give it in one place")
    .into()
}

/// A day agrees with every time of that day.
fn agree(one: When, other: When) -> bool {
    match (one, other) {
        (When::Time(one), When::Time(other)) => one == other,
        _ => one.day() == other.day(),
    }
}

fn shown(when: When) -> String {
    when.to_string().replace('T', " ")
}

/// Returns the answer that it is to each question of the procedure that asks when it came in. A question that wants the
/// time of day is not answered by a day alone.
pub fn answers(edition: &Edition<'_>, procedure: RulesetIx, received: When) -> Vec<(Key, Value)> {
    let mut found: Vec<(Key, Value)> = Vec::new();
    for at in closure::used(edition, procedure) {
        for node in &edition.book.rulesets[at.at()].nodes {
            let NodeKind::Ask { question, .. } = &node.kind else { continue };
            let asked = &edition.book.questions[question.at()];
            let key = Key { scope: ScopePath::default(), question: *question };
            if asked.moment != Some(Moment::Received)
                || asked.scope != Scope::Frame
                || found.iter().any(|(known, _)| *known == key)
            {
                continue;
            }
            match (&asked.kind, received) {
                (AnswerKind::Date, _) => found.push((key, Value::Date(received.day()))),
                (AnswerKind::DateTime, When::Time(time)) => found.push((key, Value::DateTime(time))),
                _ => {}
            }
        }
    }
    found
}

/// Returns what a draft is told: when it came in, and that as the answer to each question that asks it, unless the
/// draft says the same already.
pub fn events(edition: &Edition<'_>, procedure: RulesetIx, received: When, state: &State) -> Vec<Event> {
    let mut events = Vec::new();
    if state.received != Some(received) {
        events.push(Event::Received { received });
    }
    for (key, value) in answers(edition, procedure, received) {
        let at = address(edition, &AnswerSet::default(), key);
        let written = match value {
            Value::Date(day) => When::Day(day),
            Value::DateTime(time) => When::Time(time),
            _ => continue,
        };
        let value = serde_json::Value::from(written.to_string());
        if state.answers.get(&at).is_none_or(|stored| stored.value != value) {
            events.push(Event::answered_barely(at, value, Some(form(edition, key.question))));
        }
    }
    events
}
