//! The rules in use: those compiled in, or with a folder laid over them.
//!
//! What is compiled in was read and checked when the program was built; nothing is read at the start that is not asked
//! for.

use std::path::Path;

use crate::ruleset::load::{self, Sourced, Unreadable};
use crate::ruleset::overlay::lay_over;
use crate::ruleset::source::SourceFile;

// `SOURCES: &[(&str, &str)]`, the name and the text of every rule file, ordered by name.
include!(concat!(env!("OUT_DIR"), "/sources.rs"));

static DOCUMENTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/documents.bin"));

/// Returns the rules compiled in, as they were written.
///
/// # Panics
///
/// Never: the same types write them when the program is built.
#[must_use]
pub fn builtin_documents() -> Vec<Sourced> {
    postcard::from_bytes(DOCUMENTS).expect("the build writes what this program reads")
}

/// Returns the names and texts of the rule files compiled in, ordered by name.
#[must_use]
pub fn builtin_sources() -> &'static [(&'static str, &'static str)] {
    SOURCES
}

/// Documents to check together, with the texts of a folder laid over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The documents with their sources.
    pub documents: Vec<Sourced>,
    /// The files of the folder, if any.
    pub files: Vec<SourceFile>,
}

impl Loaded {
    /// Returns the text of the rule file called `name` with this digest, from the folder or compiled in.
    #[must_use]
    pub fn text(&self, name: &str, sha256: &[u8; 32]) -> Option<&str> {
        let folder = self.files.iter().find(|file| *file.name == *name && file.sha256 == *sha256);
        folder.map(|file| &*file.text).or_else(|| builtin_text(name, sha256))
    }

    /// Returns line `number`, from 1, of the file `name`; the folder's where both have one.
    #[must_use]
    pub fn line(&self, name: &str, number: u32) -> Option<&str> {
        let folder = self.files.iter().find(|file| *file.name == *name).map(|file| &*file.text);
        let text = folder.or_else(|| builtin(name))?;
        line(text, number)
    }
}

/// Reads the rules compiled in, with the rule files of `folder` laid over them if there is one.
///
/// # Errors
///
/// All faults of the folder's files.
pub fn load(folder: Option<&Path>) -> Result<Loaded, Unreadable> {
    let documents = builtin_documents();
    let Some(folder) = folder else { return Ok(Loaded { documents, files: Vec::new() }) };
    let over = load::read(folder)?;
    Ok(Loaded { documents: lay_over(documents, over.documents), files: over.files })
}

/// Returns line `number`, from 1, without its end.
#[must_use]
pub fn line(text: &str, number: u32) -> Option<&str> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').nth(index).map(|line| line.trim_end_matches('\r'))
}

/// Returns the text of a rule file compiled in, if it has this digest.
#[must_use]
pub fn builtin_text(name: &str, sha256: &[u8; 32]) -> Option<&'static str> {
    use sha2::{Digest as _, Sha256};
    builtin(name).filter(|text| Sha256::digest(text.as_bytes())[..] == sha256[..])
}

fn builtin(name: &str) -> Option<&'static str> {
    let at = SOURCES.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
    Some(SOURCES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_in_is_what_lies_in_the_folder() {
        let documents = builtin_documents();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
        let read = load::read(&folder).expect("sound rule files");
        assert_eq!(documents, read.documents);
        let loaded = load(None).expect("no folder to fault");
        for (source, _) in &documents {
            assert!(loaded.text(&source.name, &source.sha256).is_some(), "{}", source.name);
            assert_eq!(loaded.text(&source.name, &[0; 32]), None);
        }
    }

    #[test]
    fn a_folder_is_laid_over_and_its_text_is_found_by_digest() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "register: duties\nformat: 1\nentries:\n  a: {text: {sv: egen, en: own}}\n";
        std::fs::write(folder.path().join("duties.yaml"), text).expect("written");
        let loaded = load(Some(folder.path())).expect("sound");
        let (source, _) = loaded.documents.last().expect("the folder's own");
        assert_eq!(loaded.text(&source.name, &source.sha256), Some(text));
        assert_eq!(loaded.line("duties.yaml", 3), Some("entries:"));
        assert_eq!(loaded.line("duties.yaml", 0), None);
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_fault() {
        let unreadable = load(Some(Path::new("no/such/folder"))).expect_err("a fault");
        assert_eq!(unreadable.faults[0].code(), "S001");
    }
}
