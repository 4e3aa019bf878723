//! A folder of rule files becomes documents, each with the file it was read from.

use std::path::Path;

use super::document::Document;
use super::fault::Fault;
use super::model::Source;
use super::parse::parse;
use super::source::{SourceFile, read_folder};

/// A document and the file it was read from.
pub type Sourced = (Source, Document);

/// Rule files and what they say, in the same order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folder {
    /// The files as text.
    pub files: Vec<SourceFile>,
    /// What they say.
    pub documents: Vec<Sourced>,
}

/// Reads and parses the rule files of `folder`.
///
/// # Errors
///
/// The faults of all files: those that cannot be read as text, or else those that cannot be parsed.
pub fn read(folder: &Path) -> Result<Folder, Unreadable> {
    let files = read_folder(folder).map_err(|faults| Unreadable { files: Vec::new(), faults })?;
    let mut documents = Vec::with_capacity(files.len());
    let mut faults = Vec::new();
    for file in &files {
        match parse(file) {
            Ok(document) => documents.push((Source { name: file.name.clone(), sha256: file.sha256 }, document)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(Folder { files, documents }) } else { Err(Unreadable { files, faults }) }
}

/// The faults of a folder, and the files, whose lines are shown beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The files that could be read as text.
    pub files: Vec<SourceFile>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}
