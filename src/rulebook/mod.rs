//! The rules in use: those compiled in, or with a folder laid over them.
//!
//! What is compiled in was read and checked when the program was built; nothing is read at the start that is not asked
//! for.

mod beside;
mod cache;
mod narrow;
pub mod parts;

use std::path::Path;

use crate::proof::{self, Proof};
use crate::ruleset::check::check;
use crate::ruleset::document::Document;
use crate::ruleset::fault::Fault;
use crate::ruleset::load::{self, Folder, Sourced, Unreadable};
use crate::ruleset::model::{Rulebook, Source};
use crate::ruleset::overlay::lay_over;
use crate::ruleset::source::{SourceFile, read_folder};

// `SOURCES: &[(&str, &str)]`, the name and the text of every rule file, ordered by name, `CASES` and `TRAINING`, the same
// of the files in `cases/` and `training/`, and `DIGEST: [u8; 32]`, the SHA-256 of the checked form.
include!(concat!(env!("OUT_DIR"), "/sources.rs"));

static DOCUMENTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/documents.bin"));
static RULEBOOK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rulebook.bin"));

/// Returns the rules compiled in, checked.
///
/// # Panics
///
/// Never: the same types write them when the program is built.
#[must_use]
pub fn builtin() -> Rulebook {
    parts::decode(RULEBOOK, None).expect("the build writes what this program reads")
}

/// Returns the rules compiled in with everything emptied that `procedure` cannot come to; all of them where there is no
/// such procedure.
///
/// # Panics
///
/// Never: the same types write them when the program is built.
#[must_use]
pub fn builtin_for(procedure: &str) -> Rulebook {
    parts::decode(RULEBOOK, Some(procedure)).expect("the build writes what this program reads")
}

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

/// Returns the names and texts of the files of `cases/` compiled in, ordered by name.
#[must_use]
pub fn builtin_cases() -> &'static [(&'static str, &'static str)] {
    CASES
}

/// Returns the names and texts of the files of `training/` compiled in, ordered by name.
#[must_use]
pub fn builtin_training() -> &'static [(&'static str, &'static str)] {
    TRAINING
}

/// A rulebook, with the texts of the folder laid over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The rules.
    pub rulebook: Rulebook,
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
}

/// Returns the rules compiled in, or with the rule files of `folder` laid over them, all checked together and proved.
///
/// # Errors
///
/// All faults of the folder's files, or of the rules together; or else the invariants that do not hold with it.
pub fn load(folder: Option<&Path>) -> Result<Loaded, Unreadable> {
    match folder {
        None => Ok(Loaded { rulebook: builtin(), files: Vec::new() }),
        Some(_) => load_anew(folder),
    }
}

/// Returns the same, and keeps the checked form of a folder under `cache` until the folder or the program changes.
///
/// With `procedure`, the rulebook holds only what that procedure can come to, if there is such a one: for a decision or
/// a first question that must not wait for the rest. Positions are those of the whole rulebook.
///
/// # Errors
///
/// All faults of the folder's files, or of the rules together.
pub fn load_kept(folder: Option<&Path>, cache: &Path, procedure: Option<&str>) -> Result<Loaded, Unreadable> {
    let Some(path) = folder else {
        let rulebook = procedure.map_or_else(builtin, builtin_for);
        return Ok(Loaded { rulebook, files: Vec::new() });
    };
    let Ok(files) = read_folder(path) else { return load_anew(folder) };
    let name = cache::name(&DIGEST, &files, procedure);
    if let Some(rulebook) = cache::read(cache, &name) {
        return Ok(Loaded { rulebook, files });
    }
    let mut loaded = load_anew(folder)?;
    if let Some(narrow) = procedure.and_then(|procedure| narrow::narrowed(&loaded.rulebook, procedure)) {
        loaded.rulebook = narrow;
    }
    // The folder may have changed between the two readings; what is kept must be of the files that name it.
    if loaded.files.iter().map(|file| file.sha256).eq(files.iter().map(|file| file.sha256)) {
        let _ = cache::write(cache, &name, &loaded.rulebook); // without it, the next start reads the YAML again
    }
    Ok(loaded)
}

/// Does the same as [`load()`], and checks what is compiled in once more.
///
/// # Errors
///
/// All faults of the folder's files, or of the rules together; or else the invariants that do not hold with it.
pub fn load_anew(folder: Option<&Path>) -> Result<Loaded, Unreadable> {
    let checked = check_anew(folder)?;
    let faults = match folder {
        // A test holds that the rules compiled in are proved.
        None => Vec::new(),
        Some(_) => checked.broken(&checked.prove()),
    };
    let Loaded { rulebook, files } = checked.loaded;
    if faults.is_empty() { Ok(Loaded { rulebook, files }) } else { Err(Unreadable { files, faults }) }
}

/// A rulebook that was checked anew, with the documents that it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The rules, with the texts of the folder.
    pub loaded: Loaded,
    /// Everything as it was written.
    pub documents: Vec<Sourced>,
}

impl Checked {
    /// Returns whether the folder can have changed a procedure: it can come to a ruleset of the folder, or what the folder
    /// brings may be read anywhere.
    #[must_use]
    pub fn can_have_changed(&self, procedure: &str) -> bool {
        let Loaded { rulebook, files } = &self.loaded;
        let own = |source: &Source| files.iter().any(|file| file.name == source.name && file.sha256 == source.sha256);
        let everywhere = self.documents.iter().any(|(source, document)| own(source) && !is_followed(document));
        let reaches = |reach: narrow::Reach| {
            reach.rulesets.iter().any(|at| own(&rulebook.sources[usize::from(rulebook.rulesets[*at].source)]))
        };
        files.is_empty() || everywhere || narrow::Reach::of(rulebook, procedure).is_some_and(reaches)
    }

    /// Proves the invariants: all of them, or what the folder laid over can have changed of the rules compiled in, which
    /// hold by themselves.
    #[must_use]
    pub fn prove(&self) -> Proof {
        let Loaded { rulebook, files } = &self.loaded;
        let own = |source: &Source| files.iter().any(|file| file.name == source.name && file.sha256 == source.sha256);
        // What another register brings may be read anywhere.
        let followed = |(source, document): &Sourced| !own(source) || is_followed(document);
        if files.is_empty() || !self.documents.iter().all(followed) {
            return proof::prove(rulebook);
        }
        let changed: Vec<u16> =
            (0..).zip(&rulebook.sources).filter(|(_, source)| own(source)).map(|(at, _)| at).collect();
        proof::prove_changed(rulebook, &changed)
    }
}

/// Whether it can be told which procedures a document changes.
const fn is_followed(document: &Document) -> bool {
    matches!(document, Document::Ruleset(_) | Document::Invariants(_) | Document::Cases(_) | Document::Glossary(_))
}

impl Checked {
    /// Returns what does not hold, each where whoever wrote the folder can mend it.
    #[must_use]
    pub fn broken(&self, proof: &Proof) -> Vec<Fault> {
        let Loaded { rulebook, files } = &self.loaded;
        beside::placed(proof.faults(rulebook), rulebook, files)
    }
}

/// Does the same as [`load_anew`] without proving, and keeps the documents.
///
/// # Errors
///
/// All faults of the folder's files, or of the rules together.
pub fn check_anew(folder: Option<&Path>) -> Result<Checked, Unreadable> {
    let Folder { files, documents } = laid_over(folder)?;
    match check(&documents) {
        Ok(rulebook) => Ok(Checked { loaded: Loaded { rulebook, files }, documents }),
        Err(faults) => Err(Unreadable { files, faults }),
    }
}

/// Returns the documents compiled in with those of `folder` laid over them, and the files of the folder. Nothing is
/// checked.
///
/// # Errors
///
/// All faults of the folder's files.
pub fn laid_over(folder: Option<&Path>) -> Result<Folder, Unreadable> {
    let built_in = builtin_documents();
    let Some(folder) = folder else { return Ok(Folder { files: Vec::new(), documents: built_in }) };
    let Folder { files, documents } = load::read(folder)?;
    Ok(Folder { files, documents: lay_over(built_in, documents) })
}

/// Returns line `number`, from 1, of the rule file `name`: one of `files`, or else compiled in.
#[must_use]
pub fn line_of<'a>(files: &'a [SourceFile], name: &str, number: u32) -> Option<&'a str> {
    let given = files.iter().find(|file| *file.name == *name).map(|file| &*file.text);
    line(given.or_else(|| text_of(name))?, number)
}

/// Returns line `number` of a text, from 1, without its end.
#[must_use]
pub fn line(text: &str, number: u32) -> Option<&str> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').nth(index).map(|line| line.trim_end_matches('\r'))
}

/// Returns the text of a rule file compiled in, if it has this digest.
#[must_use]
pub fn builtin_text(name: &str, sha256: &[u8; 32]) -> Option<&'static str> {
    use sha2::{Digest as _, Sha256};
    text_of(name).filter(|text| Sha256::digest(text.as_bytes())[..] == sha256[..])
}

fn text_of(name: &str) -> Option<&'static str> {
    let at = SOURCES.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
    Some(SOURCES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_in_is_what_lies_in_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
        let read = load::read(&folder).expect("sound rule files");
        assert_eq!(builtin_documents(), read.documents);
        let none = Loaded::default();
        for (source, _) in &read.documents {
            assert!(none.text(&source.name, &source.sha256).is_some(), "{}", source.name);
            assert_eq!(none.text(&source.name, &[0; 32]), None);
        }
    }

    #[test]
    fn a_folder_has_its_text_by_digest_and_its_line_by_name() {
        let text = "register: duties\nformat: 1\nentries: {}\n";
        let file = SourceFile::from_bytes("registers/duties.yaml", text.as_bytes()).expect("text");
        let loaded = Loaded { files: vec![file.clone()], ..Loaded::default() };
        assert_eq!(loaded.text(&file.name, &file.sha256), Some(text));
        assert_eq!(line_of(&loaded.files, "registers/duties.yaml", 3), Some("entries: {}"));
        assert_eq!(line_of(&loaded.files, "registers/duties.yaml", 0), None);
        assert!(line_of(&[], "registers/duties.yaml", 1).is_some_and(|line| line != "register: duties"));
        assert_eq!(line_of(&[], "no-such.yaml", 1), None);
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_fault() {
        let unreadable = load(Some(Path::new("no/such/folder"))).expect_err("a fault");
        assert_eq!(unreadable.faults[0].code(), "S001");
    }

    #[test]
    fn a_fault_in_a_folder_refuses_the_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.yaml"), "ruleset: a\n").expect("written");
        std::fs::write(folder.path().join("b.yaml"), "register: b\nformat: 1\n").expect("written");
        let unreadable = load(Some(folder.path())).expect_err("faults");
        let files: Vec<_> = unreadable.faults.iter().map(|fault| &*fault.file).collect();
        assert!(files.contains(&"a.yaml") && files.contains(&"b.yaml"), "{files:?}");
        assert_eq!(line_of(&unreadable.files, "a.yaml", 1), Some("ruleset: a"));
    }
}
