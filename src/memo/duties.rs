//! What is to be done, by when.

use std::collections::BTreeMap;

use crate::assessment::model::DutyMet;
use crate::render::count::{DAYS, HOURS, MONTHS, WEEKS, form};
use crate::render::terms;
use crate::text::Language;

use super::Block;
use super::grounds::once;
use super::words::{Names, Parts};

/// A duty that concerns more than so many subjects names only the first; the record holds all.
const MOST_NAMED: usize = 6;

/// The moments that a deadline runs from, in the order in which they come.
const MOMENTS: [&str; 5] = ["received", "aware", "opened", "decided", "served"];

/// Returns the duties as points under their deadlines, the nearest first.
pub(super) fn duties(names: Names<'_>) -> Vec<Block> {
    let mut groups: BTreeMap<(u8, u32, usize), Vec<&DutyMet>> = BTreeMap::new();
    for duty in &names.assessment.duties {
        let (rank, count) = rank(duty.within.as_deref());
        let moment = MOMENTS.iter().position(|moment| Some(*moment) == duty.runs_from.as_deref());
        groups.entry((rank, count, moment.unwrap_or(MOMENTS.len()))).or_default().push(duty);
    }
    let mut blocks = Vec::new();
    for duties in groups.values() {
        let when = duties.first().and_then(|duty| deadline(duty, names.language));
        let when = when.unwrap_or_else(|| names.choose("utan frist", "no deadline").to_owned());
        blocks.push(Block::Heading(terms::capital(&when)));
        blocks.push(Block::List(duties.iter().map(|duty| point(names, duty)).collect()));
    }
    blocks
}

fn point(names: Names<'_>, duty: &DutyMet) -> String {
    let mut point = names.words(&duty.text).to_owned();
    if !duty.provisions.is_empty() {
        point = format!("{point} ({})", names.designations(&duty.provisions));
    }
    if let Some(about) = about(names, duty) {
        point = format!("{point} {}: {about}.", names.choose("Gäller", "Concerns"));
    }
    point
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

/// Returns where a deadline stands among the others.
fn rank(within: Option<&str>) -> (u8, u32) {
    match within {
        Some("at-once") => (0, 0),
        Some("same-day") => (1, 0),
        Some(duration) => match duration_of(duration) {
            Some((count, 'H')) => (2, count),
            Some((count, unit)) => (
                3,
                count.saturating_mul(match unit {
                    'D' => 1,
                    'W' => 7,
                    _ => 30,
                }),
            ),
            None => (4, 0),
        },
        None => (4, 0),
    }
}

/// Returns by when a duty is to be done, in words; nothing where it has no deadline.
#[must_use]
pub fn deadline(duty: &DutyMet, language: Language) -> Option<String> {
    let (sv, en) = match duty.runs_from.as_deref() {
        Some("received") => ("det kom in", "it came in"),
        Some("aware") => ("det blev känt", "it became known"),
        Some("opened") => ("utredningen inleddes", "the inquiry was opened"),
        Some("decided") => ("beslutet", "the decision"),
        Some("served") => ("delgivningen", "the service"),
        _ => ("", ""),
    };
    let from = language.choose(sv, en);
    // An event is said in a clause, the decision and its service in a word.
    let word = matches!(duty.runs_from.as_deref(), Some("decided" | "served"));
    let within = match duty.within.as_deref()? {
        "at-once" => language.choose("genast", "at once").to_owned(),
        "same-day" => language.choose("samma dag", "the same day").to_owned(),
        duration => span(duration, language)?,
    };
    if from.is_empty() {
        return Some(within);
    }
    let link = match (duty.within.as_deref()?, word, language) {
        ("at-once", true, Language::Sv) => "efter",
        ("at-once", _, Language::Sv) => "efter att",
        ("at-once", _, Language::En) => "after",
        ("same-day", _, Language::Sv) => "som",
        ("same-day", _, Language::En) => "as",
        (_, true, Language::Sv) => "från",
        (_, false, Language::Sv) => "från att",
        (_, true, Language::En) => "from",
        (_, false, Language::En) => "from when",
    };
    Some(format!("{within} {link} {from}"))
}

/// Returns how many of which unit an ISO 8601 duration of one unit is: `H`, `D`, `W` or `M`.
fn duration_of(duration: &str) -> Option<(u32, char)> {
    let body = duration.strip_prefix('P')?;
    let (body, hours) = body.strip_prefix('T').map_or((body, false), |body| (body, true));
    let unit = body.chars().last()?;
    let count = body.strip_suffix(unit)?.parse().ok()?;
    matches!((unit, hours), ('H', true) | ('D' | 'W' | 'M', false)).then_some((count, unit))
}

fn span(duration: &str, language: Language) -> Option<String> {
    let (count, unit) = duration_of(duration)?;
    let what = match unit {
        'H' => HOURS,
        'D' => DAYS,
        'W' => WEEKS,
        _ => MONTHS,
    };
    let (within, number) = (language.choose("inom", "within"), number(count, unit, language));
    Some(format!("{within} {number} {}", form(count, what, language)))
}

/// Returns a small number as a word.
fn number(count: u32, unit: char, language: Language) -> String {
    const SV: [&str; 12] = ["en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    const EN: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let words = language.choose(&SV, &EN);
    let word = usize::try_from(count).ok().and_then(|count| words.get(count.checked_sub(1)?));
    match word {
        // In hours a deadline is read against a clock.
        Some(word) if unit != 'H' => (*word).to_owned(),
        _ => count.to_string(),
    }
}
