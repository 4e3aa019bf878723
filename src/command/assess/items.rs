//! `--items`: rows out of a file, for the lists of an interview or of an answers file.

use std::borrow::Cow;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::Deserialize as _;
use serde_json::Value as Json;

use crate::answers::Raw;
use crate::answers::fault::register_words;
use crate::answers::value::MOST_ROWS;
use crate::command::explain::Several;
use crate::draft::{Address, Draft, Event, Journal as _, State};
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain};
use crate::listing::{self, Filled, Known};
use crate::ruleset::model::Register;
use crate::text::Language;

/// Puts the rows of a file among those of a draft, where the officer comes to them and looks them through. A list that
/// is answered already comes up again, with the answer and the new rows.
///
/// Rows that the draft has are left out, so that the same file can be given twice. Returns what to say about it.
///
/// # Errors
/// With any fault in the file; nothing is then put in the draft.
pub fn into_draft(
    path: &Path,
    edition: &Edition<'_>,
    draft: &mut Draft,
    language: Language,
    now: DateTime<FixedOffset>,
) -> Result<Vec<String>, Error> {
    let (events, lines) = additions(path, edition, draft.state(), language)?;
    draft.record(events, now)?;
    Ok(lines)
}

/// Reads the file for a draft that is not made yet: one with a fault leaves none behind.
///
/// # Errors
/// With any fault in the file.
pub fn check(path: &Path, edition: &Edition<'_>) -> Result<(), Error> {
    read(path, edition, Known::default()).map(drop)
}

fn read(path: &Path, edition: &Edition<'_>, known: Known) -> Result<Vec<Filled>, Error> {
    let text = listing::read_file(path)?;
    Ok(listing::read(edition, &path.display().to_string(), &text, known).map_err(Several::in_file)?)
}

fn additions(
    path: &Path,
    edition: &Edition<'_>,
    state: &State,
    language: Language,
) -> Result<(Vec<Event>, Vec<String>), Error> {
    let mut known = Known::default();
    for at in state.answers.keys().chain(state.aside.keys()) {
        at.scope.split('/').for_each(|word| known.take(word));
    }
    let at = |register| {
        let question = edition.register(register)?;
        Some(Address { scope: "frame".to_owned(), question: edition.book.questions[question.at()].id.to_string() })
    };
    for register in Register::FILLED {
        if let Some(raw) = at(register).and_then(|at| Raw::deserialize(rows_of(state, &at)?).ok()) {
            known.add(register, &raw);
        }
    }
    let (mut events, mut lines) = (Vec::new(), Vec::new());
    for Filled { register, rows, .. } in read(path, edition, known)? {
        let Some(at) = at(register) else { continue };
        let mut all = rows_of(state, &at).and_then(Json::as_array).cloned().unwrap_or_default();
        let before = all.len();
        let new = rows.iter().filter(|row| !all.iter().any(|known| is_same(known, row))).cloned().collect::<Vec<_>>();
        let there = rows.len() - new.len();
        all.extend(new);
        if all.len() > MOST_ROWS {
            return Err(too_many(register));
        }
        lines.push(added(register, all.len() - before, there, language));
        if all.len() > before {
            if state.answers.contains_key(&at) {
                events.push(Event::Aside { at: at.clone(), rests: Vec::new(), keeps: false });
            }
            events.push(Event::Rows { at, value: all.into() });
        }
    }
    Ok((events, lines))
}

/// Returns the rows of a list in a draft: those that are begun, otherwise those of the answer.
fn rows_of<'s>(state: &'s State, at: &Address) -> Option<&'s Json> {
    let answered = || {
        let aside = || state.aside.get(at).map(|aside| &aside.answer);
        state.answers.get(at).or_else(aside).map(|stored| &stored.value)
    };
    state.rows.get(at).or_else(answered)
}

/// Returns whether two rows say the same, whatever their ids.
fn is_same(one: &Json, other: &Json) -> bool {
    let cells = |row: &Json| {
        let mut cells = row.as_object().cloned().unwrap_or_default();
        cells.remove("id");
        cells
    };
    cells(one) == cells(other)
}

fn added(register: Register, new: usize, there: usize, language: Language) -> String {
    let words = crate::render::terms::capital(register_words(register, language));
    match (there, language) {
        (0, Language::Sv) => format!("{words}: {new} ur filen"),
        (0, Language::En) => format!("{words}: {new} from the file"),
        (_, Language::Sv) => format!("{words}: {new} ur filen; {there} fanns redan"),
        (_, Language::En) => format!("{words}: {new} from the file; {there} were there already"),
    }
}

fn too_many(register: Register) -> Error {
    let [sv, en] = [Language::Sv, Language::En].map(|language| register_words(register, language));
    Plain::new(Kind::Answers, format!("{sv} blir fler än {MOST_ROWS}"), format!("{en} become more than {MOST_ROWS}"))
        .with_hint("dela upp prövningen", "divide the assessment")
        .into()
}

/// Puts the rows of a file among answers that leave their lists out.
///
/// # Errors
/// With any fault in the file, and where the answers have a list that the file fills too.
pub fn into_answers(path: &Path, edition: &Edition<'_>, answers: &mut Raw<'_>) -> Result<(), Error> {
    let id = |register| Some(&*edition.book.questions[edition.register(register)?.at()].id);
    let mut known = Known::default();
    for register in Register::FILLED {
        let given = id(register).and_then(|id| answers.get("frame")?.get(id));
        if let Some(given) = given {
            known.add(register, given.get("answer").unwrap_or(given));
            known.complete(register);
        }
    }
    for Filled { register, rows, .. } in read(path, edition, known)? {
        if let (Some(id), Ok(rows)) = (id(register), Raw::deserialize(Json::from(rows))) {
            put(answers, id, rows);
        }
    }
    Ok(())
}

/// Adds a list to the answers of the frame. What is no answers at all is left for their reader to refuse.
pub fn put<'a>(answers: &mut Raw<'a>, question: &str, rows: Raw<'a>) {
    if *answers == Raw::Null {
        *answers = Raw::Map(Vec::new());
    }
    let Raw::Map(scopes) = answers else { return };
    if !scopes.iter().any(|(scope, _)| scope == "frame") {
        scopes.push((Cow::Borrowed("frame"), Raw::Null));
    }
    let Some((_, frame)) = scopes.iter_mut().find(|(scope, _)| scope == "frame") else { return };
    if *frame == Raw::Null {
        *frame = Raw::Map(Vec::new());
    }
    if let Raw::Map(questions) = frame {
        questions.push((Cow::Owned(question.to_owned()), rows));
    }
}
