//! `--file`: which document each file is, and the fingerprints that the record takes up.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use crate::answers::Raw;
use crate::answers::registers::{register_key, register_rows};
use crate::answers::safety::shown_short;
use crate::answers::write::value_json;
use crate::draft::{Draft, Event, Journal as _, KeptFile};
use crate::engine::{AnswerSet, Edition, Row, Value};
use crate::error::{Error, Kind, Plain};
use crate::fingerprint::Fingerprint;
use crate::interview::words::Wording;
use crate::interview::{Gesture, Notice, NoticeKind, Prompt, Reply, Respondent, Wants};
use crate::listing::Known;
use crate::ruleset::model::Register;
use crate::text::Language;

/// The fingerprints of each document or item, by its id.
pub type Placed = HashMap<String, Vec<Fingerprint>>;

/// A file of the command line.
pub struct Given {
    path: PathBuf,
    kept: KeptFile,
}

/// Reads `PATH` or `REFERENCE=PATH`; where a file has the whole name, it is the path.
///
/// # Errors
/// If one of the files has no fingerprint.
pub fn read(written: &[String]) -> Result<Vec<Given>, Error> {
    let one = |written: &String| {
        let (called, path) = match written.split_once('=') {
            Some((called, path)) if !Path::new(written).exists() => (Some(called.trim().to_owned()), path),
            _ => (None, &**written),
        };
        let path = PathBuf::from(path);
        let print = Fingerprint::of_file(&path)?;
        Ok(Given { path, kept: KeptFile { print, called, of: Vec::new() } })
    };
    written.iter().map(one).collect()
}

/// Keeps the fingerprints in a draft.
///
/// # Errors
/// If the draft cannot be written.
pub fn keep(given: &[Given], draft: &mut Draft, now: DateTime<FixedOffset>) -> Result<(), Error> {
    // One that is there already is where it was put, unless another place is named.
    let news = given
        .iter()
        .filter(|given| given.kept.called.is_some() || !draft.state().files.contains_key(&given.kept.print.sha256));
    let events: Vec<Event> = news.map(|given| Event::File(given.kept.clone())).collect();
    if events.is_empty() { Ok(()) } else { Ok(draft.record(events, now)?) }
}

/// Returns the files of an answers file's command line, by their digests.
pub fn unkept(given: &[Given]) -> BTreeMap<String, KeptFile> {
    given.iter().map(|given| (given.kept.print.sha256.clone(), given.kept.clone())).collect()
}

/// What the files may be: the documents, or the items where the procedure has no documents.
struct Subjects<'a> {
    rows: &'a [Row],
    known: Known,
    register: Register,
}

impl<'a> Subjects<'a> {
    fn of(edition: &Edition<'_>, answers: &'a AnswerSet) -> Self {
        let documents = register_rows(edition, answers, Register::Documents);
        let register = if documents.is_empty() { Register::Items } else { Register::Documents };
        let rows = register_rows(edition, answers, register);
        let mut known = Known::default();
        if let Some(key) = register_key(edition, register) {
            let kind = &edition.book.questions[key.question.at()].kind;
            let json = value_json(edition, answers, kind, &Value::Rows(rows.to_vec()));
            if let Ok(raw) = <Raw<'_> as serde::Deserialize>::deserialize(&json) {
                known.add(register, &raw);
            }
        }
        Self { rows, known, register }
    }

    /// Returns the ids of the rows that a file is, as far as that needs no question.
    fn ids(&self, file: &KeptFile, answers: &AnswerSet) -> Vec<String> {
        let there = |id: &&String| self.rows.iter().any(|row| answers.name(row.entity) == **id);
        let of: Vec<String> = file.of.iter().filter(there).cloned().collect();
        if !of.is_empty() {
            return of;
        }
        match (&file.called, self.rows) {
            (Some(called), _) => self.known.id_of(self.register, called).into_iter().map(Into::into).collect(),
            (None, [only]) => vec![answers.name(only.entity).to_owned()],
            (None, _) => Vec::new(),
        }
    }
}

/// Says which document each file is, where nobody can be asked.
///
/// # Errors
/// If a file may be several documents, or none.
pub fn place(files: &BTreeMap<String, KeptFile>, edition: &Edition<'_>, answers: &AnswerSet) -> Result<Placed, Error> {
    let subjects = Subjects::of(edition, answers);
    let mut placed = Placed::new();
    for file in files.values() {
        let ids = subjects.ids(file, answers);
        if ids.is_empty() {
            return Err(which(file, &subjects));
        }
        add(&mut placed, ids, file);
    }
    Ok(placed)
}

fn add(placed: &mut Placed, ids: Vec<String>, file: &KeptFile) {
    for id in ids {
        placed.entry(id).or_default().push(file.print.clone());
    }
}

fn which(file: &KeptFile, subjects: &Subjects<'_>) -> Error {
    let digest = &file.print.sha256[..12];
    let plain = match &file.called {
        Some(called) => {
            let called = shown_short(called, 60);
            Plain::new(
                Kind::Answers,
                format!("`{called}` är ingen handling i prövningen, eller flera"),
                format!("`{called}` is no document of the assessment, or several"),
            )
        }
        None => Plain::new(
            Kind::Answers,
            format!("filen med SHA-256 {digest}… kan vara flera handlingar, eller ingen"),
            format!("the file with SHA-256 {digest}… may be several documents, or none"),
        ),
    };
    let names: Vec<String> =
        subjects.known.shown(subjects.register, 10).iter().map(|name| format!("`{}`", shown_short(name, 60))).collect();
    let names = names.join(", ");
    plain
        .with_hint(
            format!("skriv `--file 'HANDLING=FIL'`, där HANDLING är någon av: {names}"),
            format!("write `--file 'DOCUMENT=FILE'`, where DOCUMENT is one of: {names}"),
        )
        .into()
}

/// Says which document each file is, and asks where that is not plain. Returns nothing where the officer stops.
///
/// A file that is none of them is told and left out.
///
/// # Errors
/// If there is nobody to ask, or the draft cannot be written.
pub fn place_asking(
    given: &[Given],
    draft: &mut Draft,
    edition: &Edition<'_>,
    answers: &AnswerSet,
    front: &mut dyn Respondent,
    (language, now): (Language, DateTime<FixedOffset>),
) -> Result<Option<Placed>, Error> {
    let subjects = Subjects::of(edition, answers);
    let mut placed = Placed::new();
    for (digest, file) in draft.state().files.clone() {
        let path = given.iter().find(|given| given.kept.print.sha256 == digest).map(|given| &*given.path);
        let name = name(path, &file, language);
        let mut ids = subjects.ids(&file, answers);
        if ids.is_empty() && !subjects.rows.is_empty() {
            let Some(picked) = ask(&name, &subjects, edition, answers, front, language)? else { return Ok(None) };
            ids = picked;
        }
        if ids.is_empty() {
            let line = match language {
                Language::Sv => {
                    format!("{name} är ingen av handlingarna; fingeravtrycket kommer inte med i underlaget.")
                }
                Language::En => format!("{name} is none of the documents; its fingerprint is left out of the memo."),
            };
            front.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines: vec![line] })?;
        } else if ids != file.of {
            draft.record(vec![Event::File(KeptFile { of: ids.clone(), ..file.clone() })], now)?;
        }
        add(&mut placed, ids, &file);
    }
    Ok(Some(placed))
}

/// Returns what a file is called on the screen: its name, if it was given at this start; a draft keeps none.
fn name(path: Option<&Path>, file: &KeptFile, language: Language) -> String {
    let name = path.and_then(Path::file_name).map(|name| shown_short(&name.to_string_lossy(), 60));
    let (digest, bytes) = (&file.print.sha256[..12], file.print.bytes);
    match (name, language) {
        (Some(name), Language::Sv) => format!("Filen `{name}`"),
        (Some(name), Language::En) => format!("The file `{name}`"),
        (None, Language::Sv) => format!("Filen med SHA-256 {digest}… ({bytes} byte)"),
        (None, Language::En) => format!("The file with SHA-256 {digest}… ({bytes} bytes)"),
    }
}

/// Asks which rows a file is; several where documents were scanned into one file.
fn ask(
    name: &str,
    subjects: &Subjects<'_>,
    edition: &Edition<'_>,
    answers: &AnswerSet,
    front: &mut dyn Respondent,
    language: Language,
) -> Result<Option<Vec<String>>, Error> {
    let words = Wording::new(edition, answers, language);
    let question = match (subjects.register, language) {
        (Register::Documents, Language::Sv) => format!("{name}: vilken handling är det?"),
        (Register::Documents, Language::En) => format!("{name}: which document is it?"),
        (_, Language::Sv) => format!("{name}: vilken uppgift är det?"),
        (_, Language::En) => format!("{name}: which item is it?"),
    };
    let choices = subjects.rows.iter().map(|row| words.entity(row.entity)).collect();
    let remark = language.choose(
        "Underlaget får filens fingeravtryck. Tom rad om den inte är någon av dem.",
        "The memo gets the file's fingerprint. An empty line if it is none of them.",
    );
    let wants = Wants::Picks { choices, names: Vec::new(), many: true, least: 0 };
    let prompt = Prompt { remark: Some(remark.to_owned()), skips: true, ..Prompt::new(question, wants) };
    loop {
        match front.ask(&prompt)? {
            Reply::Picked(at) if at.iter().all(|at| *at < subjects.rows.len()) => {
                let id = |at: &usize| answers.name(subjects.rows[*at].entity).to_owned();
                return Ok(Some(at.iter().map(id).collect()));
            }
            Reply::Gesture(Gesture::Pause) => return Ok(None),
            _ => {}
        }
        let lines = language.choose("Svara med nummer, eller en tom rad.", "Answer with numbers, or an empty line.");
        front.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines: vec![lines.to_owned()] })?;
    }
}
