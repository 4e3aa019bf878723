//! Loads the rulebook for a command: the rules built in, with a folder laid over them where one is given.

use std::borrow::Cow;
use std::path::Path;

use crate::context::Context;
use crate::error::Error;
use crate::ruleset::model::{Rulebook, Source};

/// A rulebook and the texts that it was made from.
pub struct Loaded {
    /// The checked rules.
    pub book: Rulebook,
    files: Vec<crate::ruleset::source::SourceFile>,
}

impl Loaded {
    /// Returns the text of a source of the rulebook.
    pub fn source(&self, name: &str) -> Option<Cow<'static, str>> {
        self.files.iter().find(|file| &*file.name == name).map(|file| Cow::Owned(file.text.to_string()))
    }
}

/// Loads the rules.
///
/// # Errors
/// When the folder cannot be read, or its rules have faults.
pub fn load(folder: Option<&Path>, _context: &mut Context) -> Result<Loaded, Error> {
    let Some(folder) = folder else { return Ok(Loaded { book: Rulebook::default(), files: vec![] }) };
    let files = crate::ruleset::source::read_folder(folder).unwrap_or_else(|f| panic!("{f:?}"));
    let docs: Vec<_> = files
        .iter()
        .map(|file| {
            (
                Source { name: file.name.clone(), sha256: file.sha256 },
                crate::ruleset::parse::parse(file).unwrap_or_else(|f| panic!("{f:?}")),
            )
        })
        .collect();
    let book = crate::ruleset::check::check(&docs).unwrap_or_else(|f| {
        for f in &f {
            eprintln!(
                "{}:{} {} {}",
                f.file,
                f.place.line,
                f.message(crate::text::Language::Sv),
                f.hint(crate::text::Language::Sv).unwrap_or_default()
            );
        }
        panic!("{f:?}")
    });
    Ok(Loaded { book, files })
}
