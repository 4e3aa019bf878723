//! Loads the rulebook for a command: the rules built in, with a folder laid over them where one is given.

use std::borrow::Cow;
use std::path::Path;

use crate::assessment::closure::SourceText;
use crate::canonical::{hex, sha256};
use crate::context::Context;
use crate::error::{Error, Explain, Kind};
use crate::render::faults::write_text;
use crate::rulebook::{self, line_of};
use crate::ruleset::load::Unreadable;
use crate::ruleset::model::{Rulebook, Source};
use crate::text::Language;

/// A rulebook and the texts that it was made from.
#[derive(Debug)]
pub struct Loaded {
    /// The checked rules.
    pub book: Rulebook,
    texts: rulebook::Loaded,
}

impl Loaded {
    /// Returns the text of a source of the rulebook, and whether it is of the folder laid over.
    pub fn source(&self, source: &Source) -> Option<SourceText<'_>> {
        let own = self.texts.files.iter().any(|file| file.name == source.name && file.sha256 == source.sha256);
        let text = self.texts.text(&source.name, &source.sha256)?;
        Some(SourceText { text: Cow::Borrowed(text), over: own })
    }
}

/// Rules with faults, and the lines that the faults stand on.
#[derive(Debug)]
pub struct Faulty {
    unreadable: Unreadable,
    /// Whether they are in the cases beside the rules, which the check of the rules does not read.
    of_cases: bool,
}

impl Faulty {
    /// Makes the error of cases that cannot be read.
    pub const fn of_cases(unreadable: Unreadable) -> Self {
        Self { unreadable, of_cases: true }
    }

    /// Returns all faults with their lines.
    pub fn text(&self, language: Language) -> String {
        let mut out = Vec::new();
        let line = |file: &str, number| line_of(&self.unreadable.files, file, number);
        write_text(&mut out, &self.unreadable.faults, &line, language).expect("a vector takes everything");
        String::from_utf8_lossy(&out).into_owned()
    }
}

impl From<Unreadable> for Faulty {
    fn from(unreadable: Unreadable) -> Self {
        Self { unreadable, of_cases: false }
    }
}

impl Explain for Faulty {
    fn kind(&self) -> Kind {
        Kind::Unusable
    }

    fn message(&self, language: Language) -> String {
        let words = if self.of_cases {
            language.choose("fallen går inte att läsa", "the cases cannot be read")
        } else {
            language.choose("reglerna går inte att använda", "the rules cannot be used")
        };
        format!("{words}\n\n{}", self.text(language).trim_end())
    }

    fn hint(&self, language: Language) -> Option<String> {
        let (sv, en) = if self.of_cases {
            ("rätta filerna och kör `menprov rules test MAPP`", "mend the files and run `menprov rules test FOLDER`")
        } else {
            ("rätta filerna och kör `menprov rules check MAPP`", "mend the files and run `menprov rules check FOLDER`")
        };
        Some(language.choose(sv, en).to_owned())
    }
}

/// Returns one digest for all files of a rulebook, in hexadecimal.
pub fn digest(book: &Rulebook) -> String {
    let all: Vec<u8> = book.sources.iter().flat_map(|source| source.sha256).collect();
    hex(&sha256(&all))
}

/// Loads the rules; the checked form of a folder is kept until the folder changes.
///
/// # Errors
/// When the folder cannot be read, or its rules have faults.
pub fn load(folder: Option<&Path>, context: &Context) -> Result<Loaded, Error> {
    load_for(folder, None, context)
}

/// Loads the rules that one procedure can come to; see [`rulebook::load_kept`].
///
/// # Errors
/// When the folder cannot be read, or its rules have faults.
pub fn load_for(folder: Option<&Path>, procedure: Option<&str>, context: &Context) -> Result<Loaded, Error> {
    let loaded = match &context.folders.cache {
        Some(cache) => rulebook::load_kept(folder, cache, procedure),
        None => rulebook::load(folder),
    };
    let mut texts = loaded.map_err(Faulty::from)?;
    Ok(Loaded { book: std::mem::take(&mut texts.rulebook), texts })
}
