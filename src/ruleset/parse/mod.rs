//! A rule file's text becomes a [`Document`]: the shapes as written, every reference with its place.
//!
//! All faults of a file are found in one go. Nothing is looked up in other files here and no law is known; that is for
//! `check`.

#![expect(
    clippy::option_option,
    reason = "the outer `None` says that a fault has been noted, the inner that the field is left out"
)]

mod fault;
pub mod form;
mod invariants;
mod node;
mod question;
mod reader;
mod registers;
mod remedy;
mod ruleset;
mod wanted;
mod words;

pub use fault::{Found, ParseFault, Wanted};
pub(crate) use reader::{Fields, Reader, is_slug};

use self::words::RegisterWord;
use super::document::{Document, Place};
use super::fault::{Fault, FaultKind};
use super::hints;
use super::raw::{self, Node};
use super::source::SourceFile;

/// The format that this program reads.
pub const FORMAT: i64 = 1;

/// The most faults that are told of one file.
pub const MOST_FAULTS: usize = 200;

/// Reads a rule file.
///
/// # Errors
///
/// All faults of the file, up to [`MOST_FAULTS`] and ordered by place: what a word processor left behind, what is not YAML, and what does not
/// have the shape of a rule file.
pub fn parse(file: &SourceFile) -> Result<Document, Vec<Fault>> {
    read_as(file, |reader, root| reader.document(root, &file.name))
}

/// Reads a file that is written as rule files are, and whose shape `read` knows.
///
/// # Errors
///
/// As [`parse`].
pub(crate) fn read_as<T>(
    file: &SourceFile,
    read: impl FnOnce(&mut Reader, &Node) -> Option<T>,
) -> Result<T, Vec<Fault>> {
    let fault = |place, kind: FaultKind| Fault { file: file.name.clone(), place, kind };
    let mut faults: Vec<Fault> =
        hints::look(&file.text).into_iter().map(|(place, hint)| fault(place, hint.into())).collect();
    let marked: Vec<u32> = faults.iter().map(|fault| fault.place.line).collect();
    let mut document = None;
    match raw::read(&file.text) {
        // What a word processor left behind breaks the YAML somewhere further down; its place would only mislead.
        Err(broken) if marked.is_empty() || !broken.iter().any(|(_, kind)| kind.breaks()) => {
            faults.extend(broken.into_iter().map(|(place, kind)| fault(place, kind.into())));
        }
        Err(broken) => {
            let sound = broken.into_iter().filter(|(_, kind)| !kind.breaks());
            faults.extend(sound.map(|(place, kind)| fault(place, kind.into())));
        }
        Ok(root) => {
            let mut reader = Reader::default();
            document = read(&mut reader, &root);
            let found = reader.faults.into_iter().filter(|(place, _)| !marked.contains(&place.line));
            faults.extend(found.map(|(place, kind)| fault(place, kind.into())));
        }
    }
    faults.sort_unstable();
    faults.dedup();
    faults.truncate(MOST_FAULTS);
    match document {
        Some(document) if faults.is_empty() => Ok(document),
        _ => {
            debug_assert!(!faults.is_empty(), "a document is left out only with a fault noted");
            Err(faults)
        }
    }
}

impl Reader {
    fn document(&mut self, root: &Node, file: &str) -> Option<Document> {
        let fields = self.map(root)?;
        match (fields.get("ruleset"), fields.entry("register")) {
            (Some(_), None) => self.ruleset(root, file).map(|doc| Document::Ruleset(Box::new(doc))),
            (None, Some((_, register))) => {
                let register = self.word::<RegisterWord>(register);
                self.register(root, register?.value)
            }
            (None, None) => {
                let near = fields.entries().first().map_or(Place { line: 1, column: 1 }, |(key, _)| key.place);
                self.fault(near, ParseFault::NeitherRulesetNorRegister);
                None
            }
            (Some(_), Some((key, _))) => {
                self.fault(key.place, ParseFault::RulesetAndRegister);
                None
            }
        }
    }

    /// Reads `format: 1`; a file of another format is not read further.
    fn format(&mut self, fields: reader::Fields<'_>) -> Option<()> {
        let node = self.need(fields, "format")?;
        let written = self.string(node, Wanted::Number)?;
        if written == FORMAT.to_string() {
            return Some(());
        }
        self.fault(node.place, ParseFault::Format { written: written.into() });
        None
    }
}

#[cfg(test)]
mod tests;
