//! Loads the rulebook for a command: the rules built in, with a folder laid over them where one is given.

use std::borrow::Cow;
use std::path::Path;

use crate::error::{Error, Explain, Kind};
use crate::render::faults::write_text;
use crate::rulebook;
use crate::ruleset::check::check;
use crate::ruleset::fault::Fault;
use crate::ruleset::load::Unreadable;
use crate::ruleset::model::Rulebook;
use crate::text::Language;

/// A rulebook and the texts that it was made from.
#[derive(Debug)]
pub struct Loaded {
    /// The checked rules.
    pub book: Rulebook,
    documents: rulebook::Loaded,
}

impl Loaded {
    /// Returns the text of a source of the rulebook.
    pub fn source(&self, name: &str) -> Option<Cow<'static, str>> {
        let source = self.book.sources.iter().find(|source| &*source.name == name)?;
        if let Some(text) = rulebook::builtin_text(name, &source.sha256) {
            return Some(Cow::Borrowed(text));
        }
        self.documents.text(name, &source.sha256).map(|text| Cow::Owned(text.to_owned()))
    }
}

/// Rules with faults, and the lines that the faults stand on.
#[derive(Debug)]
pub struct Faulty {
    /// What is wrong.
    pub faults: Vec<Fault>,
    lines: Lines,
}

/// Where a fault's line is found.
#[derive(Debug)]
enum Lines {
    /// In files that could be read, but not all understood.
    Unreadable(Unreadable),
    /// In files that were all understood, but do not fit together.
    Checked(rulebook::Loaded),
}

impl Faulty {
    /// Returns all faults with their lines.
    pub fn text(&self, language: Language) -> String {
        let mut out = Vec::new();
        let written = match &self.lines {
            Lines::Checked(loaded) => {
                write_text(&mut out, &self.faults, &|file, number| loaded.line(file, number), language)
            }
            Lines::Unreadable(unreadable) => {
                let line = |name: &str, number| {
                    let file = unreadable.files.iter().find(|file| &*file.name == name)?;
                    rulebook::line(&file.text, number)
                };
                write_text(&mut out, &self.faults, &line, language)
            }
        };
        written.expect("a vector takes everything");
        String::from_utf8_lossy(&out).into_owned()
    }
}

impl Explain for Faulty {
    fn kind(&self) -> Kind {
        Kind::Unusable
    }

    fn message(&self, language: Language) -> String {
        let words = language.choose("reglerna går inte att använda", "the rules cannot be used");
        format!("{words}\n\n{}", self.text(language).trim_end())
    }

    fn hint(&self, language: Language) -> Option<String> {
        Some(
            language
                .choose(
                    "rätta filerna och kör `menprov rules check MAPP`",
                    "mend the files and run `menprov rules check FOLDER`",
                )
                .to_owned(),
        )
    }
}

/// Loads the rules.
///
/// # Errors
/// When the folder cannot be read, or its rules have faults.
pub fn load(folder: Option<&Path>) -> Result<Loaded, Error> {
    Ok(read(folder)?)
}

/// The same, with the faults as data.
///
/// # Errors
/// As [`load`].
pub fn read(folder: Option<&Path>) -> Result<Loaded, Box<Faulty>> {
    let documents = rulebook::load(folder).map_err(|mut unreadable| {
        let faults = std::mem::take(&mut unreadable.faults);
        Box::new(Faulty { faults, lines: Lines::Unreadable(unreadable) })
    })?;
    match check(&documents.documents) {
        Ok(book) => Ok(Loaded { book, documents }),
        Err(faults) => Err(Box::new(Faulty { faults, lines: Lines::Checked(documents) })),
    }
}
