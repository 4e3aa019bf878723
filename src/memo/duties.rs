//! What is to be done: what has a clock first, by when it ends; then what is to be done at once; then the rest.

use std::collections::BTreeMap;

use crate::assessment::model::DutyMet;
use crate::deadline::{Clock, Known, clocks, moment, when};
use crate::render::count::{DAYS, HOURS, MONTHS, WEEKS, form};
use crate::render::terms;
use crate::ruleset::model::{Moment, Within};
use crate::statement::Statement;
use crate::text::Language;

use super::Block;
use super::evidence::Evidence;
use super::grounds::once;
use super::words::{Names, Parts};

/// A duty that concerns more than so many subjects names only the first; the record holds all.
const MOST_NAMED: usize = 6;

/// Returns the duties in short: what has no deadline without its provisions, which stand in the annex.
pub(super) fn duties(names: Names<'_>, evidence: &Evidence) -> Vec<Block> {
    let known = known(names, evidence);
    let clocks = clocks(names.assessment, &known);
    let without = |duty: &&DutyMet| Clock::of(duty, &known).is_none();
    let (at_once, rest): (Vec<_>, Vec<_>) =
        names.assessment.duties.iter().filter(without).partition(|duty| duty.within.is_some());
    let mut groups: Vec<(String, Vec<String>)> = vec![(
        names.choose("Frister", "Deadlines").to_owned(),
        clocks.iter().map(|clock| timed(names, clock)).collect(),
    )];
    let mut by_moment: BTreeMap<Option<Moment>, Vec<&DutyMet>> = BTreeMap::new();
    for duty in at_once {
        by_moment.entry(duty.runs_from.as_deref().and_then(Moment::read)).or_default().push(duty);
    }
    for duties in by_moment.values() {
        let when = duties.first().and_then(|duty| deadline(duty, names.language)).unwrap_or_default();
        groups.push((terms::capital(&when), duties.iter().map(|duty| full(names, duty)).collect()));
    }
    let no_deadline = names.choose("Utan frist", "No deadline").to_owned();
    groups.push((no_deadline, rest.into_iter().map(|duty| short(names, duty)).collect()));
    let filled = groups.into_iter().filter(|(_, points)| !points.is_empty());
    filled.flat_map(|(heading, points)| [Block::Heading(heading), Block::List(points)]).collect()
}

/// Returns the duties without a deadline with the provisions that each rests on.
pub(super) fn grounds(names: Names<'_>) -> Vec<Block> {
    let without = names.assessment.duties.iter().filter(|duty| duty.within.is_none() && !duty.provisions.is_empty());
    vec![Block::List(without.map(|duty| full(names, duty)).collect())]
}

/// Returns when what deadlines run from took place.
fn known(names: Names<'_>, evidence: &Evidence) -> Known {
    let said: Vec<&Statement> = evidence.statements.iter().filter_map(|shown| shown.statement.as_ref().ok()).collect();
    Known::of(names.assessment, &said)
}

/// Returns a duty with a clock: by when, what, and from when that was counted.
fn timed(names: Names<'_>, clock: &Clock<'_>) -> String {
    let language = names.language;
    let Some((from, due)) = clock.runs else {
        let within = deadline(clock.duty, language).unwrap_or_default();
        return format!("{} ({}): {}", terms::capital(&within), clock.waits(language), full(names, clock.duty));
    };
    let mut point = format!("{}: {}", terms::capital(&due.words(language)), full(names, clock.duty));
    if clock.within != Within::SameDay {
        let from = when(from, language);
        let counted = names.choose("räknat från", "counted from");
        let remark = clock.remark(language).map(|remark| format!("; {remark}")).unwrap_or_default();
        point = format!("{point} [{counted} {from}{remark}]");
    }
    if due.is_over(names.assessment.made_at) {
        let over = names.choose(
            "Den tiden hade gått ut när prövningen blev klar.",
            "That time had passed when the assessment was finished.",
        );
        point = format!("{point} {over}");
    }
    point
}

fn full(names: Names<'_>, duty: &DutyMet) -> String {
    let text = names.words(&duty.text);
    if duty.provisions.is_empty() {
        return concerns(names, duty, text.to_owned());
    }
    concerns(names, duty, format!("{text} ({})", names.designations(&duty.provisions)))
}

fn short(names: Names<'_>, duty: &DutyMet) -> String {
    concerns(names, duty, names.words(&duty.text).to_owned())
}

fn concerns(names: Names<'_>, duty: &DutyMet, point: String) -> String {
    match about(names, duty) {
        Some(about) => format!("{point} {}: {about}.", names.choose("Gäller", "Concerns")),
        None => point,
    }
}
/// Returns which documents or items a duty concerns; nothing where it is the whole matter.
fn about(names: Names<'_>, duty: &DutyMet) -> Option<String> {
    let parts: Vec<_> = duty.scopes.iter().map(|scope| Parts::of(scope)).collect();
    // A duty of the whole covers its parts.
    let of_part = |parts: &Parts<'_>| parts.item.or(parts.document).or(parts.person).is_some();
    if !parts.iter().all(of_part) {
        return None;
    }
    let items = once(parts.iter().filter_map(|parts| parts.item));
    if !items.is_empty() && items.len() == names.assessment.items.len() {
        return None;
    }
    let others = parts.iter().filter(|parts| parts.item.is_none());
    let others = others.filter_map(|parts| match (parts.document, parts.person) {
        (Some(document), _) => Some(names.quoted(names.document(document))),
        (None, person) => person.map(|person| names.person(person).to_owned()),
    });
    let mut about: Vec<String> = items.iter().map(|item| names.quoted(names.item(item))).collect();
    about.extend(others);
    about.dedup();
    let more = about.len().saturating_sub(MOST_NAMED);
    about.truncate(MOST_NAMED);
    let listed = about.join(", ");
    Some(match more {
        0 => listed,
        _ => format!("{listed} {} {more} {}", names.choose("och", "and"), names.choose("till", "more")),
    })
}

/// Returns by when a duty is to be done, in words; nothing where it has no deadline.
#[must_use]
pub fn deadline(duty: &DutyMet, language: Language) -> Option<String> {
    let within = Within::read(duty.within.as_deref()?)?;
    let span = span(within, language);
    let Some(from) = duty.runs_from.as_deref().and_then(Moment::read) else { return Some(span) };
    // An event is said in a clause, the decision and its service in a word.
    let word = matches!(from, Moment::Decided | Moment::Served);
    let link = match (within, word, language) {
        (Within::AtOnce, true, Language::Sv) => "efter",
        (Within::AtOnce, _, Language::Sv) => "efter att",
        (Within::AtOnce, _, Language::En) => "after",
        (Within::SameDay, _, Language::Sv) => "som",
        (Within::SameDay, _, Language::En) => "as",
        (_, true, Language::Sv) => "från",
        (_, false, Language::Sv) => "från att",
        (_, true, Language::En) => "from",
        (_, false, Language::En) => "from when",
    };
    Some(format!("{span} {link} {}", moment(from, language)))
}

fn span(within: Within, language: Language) -> String {
    let (count, what) = match within {
        Within::AtOnce => return language.choose("genast", "at once").to_owned(),
        Within::SameDay => return language.choose("samma dag", "the same day").to_owned(),
        Within::Hours(count) => (count, HOURS),
        Within::Days(count) => (count, DAYS),
        Within::Weeks(count) => (count, WEEKS),
        Within::Months(count) => (count, MONTHS),
    };
    // In hours a deadline is read against a clock.
    let number = if matches!(within, Within::Hours(_)) { count.to_string() } else { number(count, language) };
    format!("{} {number} {}", language.choose("inom", "within"), form(count, what, language))
}

/// Returns a small number as a word.
fn number(count: u32, language: Language) -> String {
    const SV: [&str; 12] = ["en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    const EN: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let words = language.choose(&SV, &EN);
    let word = usize::try_from(count).ok().and_then(|count| words.get(count.checked_sub(1)?));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
