//! The rules, broken so that an invariant no longer holds: one change of them for each.
//!
//! `tests/invariants/ID.yaml` holds the edits, and where a case shows it the case, with a question that is then answered
//! *vet ej*. What no case shows the prover does, which refuses every one of them.

use std::collections::BTreeMap;
use std::fs;

use menprov::answers::{Check, resolve};
use menprov::engine::{Answer, Edition, Value};
use menprov::proof::prove;
use menprov::rulebook::builtin_sources;
use menprov::ruleset::check::check;
use menprov::ruleset::model::{Invariant, Rulebook, Source};
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::SourceFile;
use menprov::text::Language;
use menprov::trial::case::Case;
use menprov::trial::monitor::Path;
use serde::Deserialize;

use super::book::BOOK;
use super::{CASES, project};

/// A change of the rules that breaks an invariant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    edits: Vec<Edit>,
    /// The case whose path breaks it.
    case: Option<String>,
    /// The question that is answered *vet ej* in that case.
    doubt: Option<String>,
}

/// A change of one rule file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    /// The node in which the text stands; none where it stands once in the file.
    node: Option<String>,
    from: String,
    to: String,
}

/// Reads every change, by the id of the invariant that it breaks.
fn changes() -> BTreeMap<String, Change> {
    let files = fs::read_dir(project("tests/invariants")).expect("the folder of changes");
    let change = |file: std::path::PathBuf| {
        let id = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("a change");
        let change = serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
        (id, change)
    };
    files.map(|entry| change(entry.expect("an entry").path())).collect()
}

/// Returns where a node begins and ends in a rule file.
fn node(text: &str, id: &str) -> std::ops::Range<usize> {
    let key = format!("- id: {id}\n");
    let at = text.find(&key).unwrap_or_else(|| panic!("no node `{id}`"));
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let next = format!("\n{}- id: ", &text[start..at]);
    start..text[at..].find(&next).map_or(text.len(), |end| at + end + 1)
}

impl Edit {
    fn apply(&self, text: &mut String) {
        let within = self.node.as_ref().map_or(0..text.len(), |id| node(text, id));
        let changed = &text[within.clone()];
        assert_eq!(changed.matches(&self.from).count(), 1, "{}: `{}`", self.file, self.from);
        let changed = changed.replace(&self.from, &self.to);
        text.replace_range(within, &changed);
    }
}

impl Change {
    /// Returns the rules with the edits made; they are sound, so that nothing but the invariant can tell.
    fn book(&self, id: &str) -> Rulebook {
        let mut files: BTreeMap<&str, String> =
            builtin_sources().iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        for edit in &self.edits {
            edit.apply(files.get_mut(&*edit.file).unwrap_or_else(|| panic!("{id}: no file {}", edit.file)));
        }
        let read = |(name, text): (&str, String)| {
            let file = SourceFile::from_bytes(name, text.as_bytes()).expect("it is text");
            let document = parse(&file).unwrap_or_else(|faults| panic!("{id}: {}", faults[0].message(Language::En)));
            (Source { name: file.name, sha256: file.sha256 }, document)
        };
        let documents: Vec<_> = files.into_iter().map(read).collect();
        check(&documents).unwrap_or_else(|faults| panic!("{id}: {}", faults[0].message(Language::En)))
    }
}

fn invariant<'b>(book: &'b Rulebook, id: &str) -> &'b Invariant {
    book.invariants.iter().find(|held| &*held.id == id).unwrap_or_else(|| panic!("no invariant `{id}`"))
}

/// Walks a case on a rulebook, the questions of that id in doubt, and returns whether the path breaks the invariant.
fn breaks(book: &Rulebook, held: &Invariant, case: &Case, doubt: Option<&str>) -> bool {
    let file = case.answers().expect("a case can be read");
    let edition = Edition::on(book, case.law_date);
    let Some(procedure) = edition.by_id(&case.procedure) else { return false };
    let edition = edition.for_procedure(procedure);
    if !held.procedures.is_empty() && !held.procedures.contains(&book.rulesets[procedure.at()].family) {
        return false;
    }
    let mut answers = resolve(&edition, &file.answers, Check::All).answers;
    let keys: Vec<_> = answers.keys().filter(|key| Some(&*book.questions[key.question.at()].id) == doubt).collect();
    for key in keys {
        let options = book.questions[key.question.at()].options();
        let unknown = options.iter().position(|option| *option == "vet-ej").expect("it can be doubted");
        answers.insert(key, Answer::bare(Value::Choice(u16::try_from(unknown).expect("few options"))));
    }
    let (path, _) = Path::of(&edition, procedure, &answers);
    !path.against(held, &edition).broken.is_empty()
}

/// Holds that each invariant has a change of the rules that breaks it, and that there is nothing else.
pub fn one_for_each() {
    let known: Vec<&str> = BOOK.invariants.iter().map(|held| &*held.id).collect();
    assert_eq!(changes().keys().collect::<Vec<_>>(), known);
}

/// Holds that the rules are sound after each change, and that the case that is named breaks the invariant on them alone.
pub fn each_is_seen() {
    let mut unseen = Vec::new();
    for (id, change) in changes() {
        let broken = change.book(&id);
        let Some(shown) = &change.case else { continue };
        let case = CASES.iter().find(|case| *case.id == **shown).unwrap_or_else(|| panic!("{id}: no case {shown}"));
        let doubt = change.doubt.as_deref();
        if breaks(&BOOK, invariant(&BOOK, &id), case, doubt) {
            unseen.push(format!("{id}: {shown} breaks it before the change"));
        }
        if !breaks(&broken, invariant(&broken, &id), case, doubt) {
            unseen.push(format!("{id}: {shown} holds it after the change"));
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}

/// Holds that the prover finds a path of the changed rules that breaks the invariant.
pub fn each_is_refused() {
    let mut unseen = Vec::new();
    for (id, change) in changes() {
        let mut broken = change.book(&id);
        // Alone, so that nothing else of the change is what is found.
        broken.invariants.retain(|held| *held.id == *id);
        assert_eq!(broken.invariants.len(), 1, "no `{id}`");
        if prove(&broken).broken.is_empty() {
            unseen.push(id);
        }
    }
    assert_eq!(unseen, [""; 0]);
}
