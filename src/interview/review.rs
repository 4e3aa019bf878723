//! The page that shows every answer on the path before anything is signed.

use super::respondent::{AsideLine, Leads, ReviewGroup, ReviewLine, ReviewPage, Standing};
use super::session::Session;
use super::words::Wording;
use crate::answers::script::unneeded;
use crate::engine::{Answer, Entity, Halted, Key, Report, ScopePath, Step, Value};
use crate::render::safe;
use crate::ruleset::model::{Effect, NodeKind};
use crate::text::Language;

/// Returns the page for a walk; the numbers are positions in `path`, from 1.
#[must_use]
pub fn review(session: &Session<'_, '_>, report: &Report, path: &[Key]) -> ReviewPage {
    let words = Wording::new(session.edition, session.answers(), session.language);
    let mut groups: Vec<(Subject, ReviewGroup)> = Vec::new();
    for (&key, number) in path.iter().zip(1..) {
        let Some(answer) = session.answers().answer(key) else { continue };
        let line = ReviewLine {
            number,
            question: detail(&words, key),
            answer: said(session, key, words.value(&session.question(key).kind, &answer.value), &answer.value),
            reason: reason(session.language, answer.reason.as_deref(), answer.notes.reason.as_deref()),
            outgoing: reason(session.language, answer.outgoing.as_deref(), answer.notes.outgoing.as_deref()),
        };
        let subject = Subject::of(&key.scope);
        if let Some((_, group)) = groups.iter_mut().find(|(known, _)| *known == subject) {
            group.lines.push(line);
        } else {
            let heading = heading(&words, session, subject);
            let result = result(&words, report, subject);
            groups.push((subject, ReviewGroup { heading, result, lines: vec![line] }));
        }
    }
    add_unasked(&mut groups, session, report, &words);
    let standing = match report.step {
        Step::Ask { .. } | Step::Revise { .. } => Standing::Underway,
        Step::Halted => Standing::Halted,
        Step::Finished { .. } => Standing::Finished,
    };
    ReviewPage {
        standing,
        kept: session.keeps_draft(),
        leads: Leads::Signing,
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        aside: aside(session, report, &words),
        result: outcome(session, report),
        known: Vec::new(),
    }
}

/// Adds the items that came to an end without a question of their own, such as what stands in an attachment that is not sent:
/// what is not given must be seen as well as what is.
fn add_unasked(
    groups: &mut Vec<(Subject, ReviewGroup)>,
    session: &Session<'_, '_>,
    report: &Report,
    words: &Wording<'_>,
) {
    for found in &report.items {
        let subject = Subject::Item(found.item);
        if groups.iter().any(|(known, _)| *known == subject) {
            continue;
        }
        let Some(result) = result(words, report, subject) else { continue };
        let group = ReviewGroup { heading: heading(words, session, subject), result: Some(result), lines: Vec::new() };
        let place = groups.iter().position(|(known, _)| *known == Subject::Closing).unwrap_or(groups.len());
        groups.insert(place, (subject, group));
    }
}

/// Returns the answers that the walk does not meet: those that a change set aside, and those that stand off its path.
fn aside(session: &Session<'_, '_>, report: &Report, words: &Wording<'_>) -> Vec<AsideLine> {
    if !session.keeps_draft() {
        return Vec::new();
    }
    let off = unneeded(session.answers(), report).filter_map(|key| Some((key, session.answers().answer(key)?)));
    let mut all: Vec<(Key, &Answer)> = off.chain(session.set_asides()).collect();
    all.sort_by_key(|(key, _)| *key);
    let line = |(key, answer): (Key, &Answer)| {
        let about = words.heading(&key.scope);
        let question = words.question(key);
        let reasons = answer.reason.iter().chain(&answer.outgoing);
        AsideLine {
            question: if about.is_empty() { question } else { format!("{about}: {question}") },
            answer: words.value(&session.question(key).kind, &answer.value),
            reasons: reasons.map(|text| safe::text(text).into_owned()).collect(),
        }
    };
    all.into_iter().map(line).collect()
}

/// Returns a reason, with the note on why it was kept where there is one.
fn reason(language: Language, text: Option<&str>, note: Option<&str>) -> Option<String> {
    let text = safe::text(text?);
    Some(match (note.map(safe::text), language) {
        (None, _) => text.into_owned(),
        (Some(note), Language::Sv) => format!("{text} [fick stå: {note}]"),
        (Some(note), Language::En) => format!("{text} [kept: {note}]"),
    })
}

/// Returns an answer in words; one that the configuration gave says so.
fn said(session: &Session<'_, '_>, key: Key, words: String, value: &Value) -> String {
    match &session.local.answer {
        Some((of, given)) if *of == key && given == value => {
            format!("{words} ({})", session.language.choose("ur inställningarna", "from the configuration"))
        }
        _ => words,
    }
}

/// What answers are grouped by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Subject {
    Frame,
    Person(Entity),
    Document(Entity),
    Item(Entity),
    Closing,
}

impl Subject {
    fn of(scope: &ScopePath) -> Self {
        match *scope {
            ScopePath { closing: true, .. } => Self::Closing,
            ScopePath { item: Some(item), .. } => Self::Item(item),
            ScopePath { document: Some(document), .. } => Self::Document(document),
            ScopePath { person: Some(person), .. } => Self::Person(person),
            _ => Self::Frame,
        }
    }
}

fn heading(words: &Wording<'_>, session: &Session<'_, '_>, subject: Subject) -> String {
    let empty = ScopePath::default();
    match subject {
        Subject::Frame => session.language.choose("Ärendet", "The matter").to_owned(),
        Subject::Person(person) => words.heading(&ScopePath { person: Some(person), ..empty }),
        Subject::Document(document) => words.heading(&ScopePath { document: Some(document), ..empty }),
        Subject::Item(item) => words.heading(&ScopePath { item: Some(item), ..empty }),
        Subject::Closing => words.heading(&ScopePath { closing: true, ..empty }),
    }
}

/// Returns a question of an item with the person and the provision that it is put about.
fn detail(words: &Wording<'_>, key: Key) -> String {
    let rest = ScopePath { item: None, document: None, closing: false, ..key.scope };
    let about = if key.scope.item.is_some() { words.heading(&rest) } else { String::new() };
    let question = words.question(key);
    if about.is_empty() { question } else { format!("{about}: {question}") }
}

fn result(words: &Wording<'_>, report: &Report, subject: Subject) -> Option<String> {
    let Subject::Item(item) = subject else { return None };
    let found = report.items.iter().find(|result| result.item == item)?;
    (found.effect != Effect::None).then(|| words.effect(found.effect))
}

fn outcome(session: &Session<'_, '_>, report: &Report) -> Vec<String> {
    let words = Wording::new(session.edition, session.answers(), session.language);
    let mut lines = Vec::new();
    if let Step::Finished { ruleset, outcome, effect } = report.step {
        let end = &session.edition.book.rulesets[ruleset.at()].outcomes[outcome.at()];
        let text = end.text.as_ref().map(|text| words.filled(text, &ScopePath::default()));
        lines.push(text.unwrap_or_else(|| words.effect(effect)));
    }
    lines.extend(report.halted.iter().map(|halted| halt_line(session, halted)));
    lines
}

/// Returns why something waits or has stopped, and who can find out.
pub(super) fn halt_line(session: &Session<'_, '_>, halted: &Halted) -> String {
    let words = Wording::new(session.edition, session.answers(), session.language);
    let language = session.language;
    let node = &session.edition.book.rulesets[halted.ruleset.at()].nodes[halted.node.at()];
    let what = match (&node.kind, halted.awaits) {
        (_, Some(key)) => format!(
            "{} {}: {}",
            language.choose("Väntar på", "Waits for the"),
            words.role(session.question(key).actor),
            words.question(key)
        ),
        (NodeKind::Halt(halt), None) => {
            let text = words.filled(&halt.text, &halted.scope);
            match &halt.who {
                Some(who) => {
                    format!("{text} ({}: {})", language.choose("vem", "who"), words.filled(who, &halted.scope))
                }
                None => text,
            }
        }
        _ => language.choose("Reglerna leder inte vidare härifrån.", "The rules lead no further from here.").to_owned(),
    };
    let about = words.heading(&halted.scope);
    if about.is_empty() { what } else { format!("{about}: {what}") }
}
