//! Why an answers file cannot be read at all.

use std::path::Path;

use super::fault::pair;
use super::safety::shown_short;
use crate::render;
use crate::text::Language;

/// Why an answers file could not be read at all.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FileFault {
    /// The operating system refused.
    NotReadable {
        /// The file as given.
        file: Box<str>,
        /// What the system said.
        cause: std::io::ErrorKind,
    },
    /// Larger than any answers file.
    TooLarge {
        /// The file as given.
        file: Box<str>,
        /// The greatest size in bytes.
        most: u64,
    },
    /// Not UTF-8.
    NotUtf8 {
        /// The file as given.
        file: Box<str>,
        /// The line of the first wrong byte, from 1.
        line: usize,
    },
    /// Neither JSON nor YAML.
    Syntax {
        /// The file as given.
        file: Box<str>,
        /// Line, from 1; 0 where unknown.
        line: u64,
        /// Column, from 1.
        column: u64,
        /// What the parser said, in English.
        detail: Box<str>,
    },
    /// The same key twice.
    DoubledKey {
        /// The file as given.
        file: Box<str>,
        /// Line, from 1; 0 where unknown.
        line: u64,
        /// The key, where known.
        key: Option<Box<str>>,
    },
    /// A field at the top that does not exist.
    UnknownKey {
        /// The file as given.
        file: Box<str>,
        /// The field.
        key: Box<str>,
    },
    /// A field at the top has the wrong kind.
    Field {
        /// The file as given.
        file: Box<str>,
        /// The field.
        key: Box<str>,
    },
}

impl FileFault {
    /// Returns what is wrong, with the file first.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NotReadable { file, cause } => {
                let words = language.choose("kan inte läsa", "cannot read");
                format!("{words} `{file}`: {}", render::cause::cause(*cause, language))
            }
            Self::TooLarge { file, most } => {
                let mib = most >> 20;
                pair(language, format!("`{file}`: större än {mib} MiB"), format!("`{file}`: larger than {mib} MiB"))
            }
            Self::NotUtf8 { file, line } => {
                pair(language, format!("`{file}`, rad {line}: inte UTF-8"), format!("`{file}`, line {line}: not UTF-8"))
            }
            Self::Syntax { file, line, column, detail } => pair(
                language,
                // What the parser says is English, and says less than the place.
                format!("`{file}`, rad {line}, kolumn {column}: går inte att tyda som YAML eller JSON"),
                format!("`{file}`, line {line}, column {column}: cannot be read ({})", shown_short(detail, 160)),
            ),
            Self::DoubledKey { file, line, key } => {
                let key = key.as_deref().map(|key| format!(" `{}`", shown_short(key, 80))).unwrap_or_default();
                pair(
                    language,
                    format!("`{file}`, rad {line}: samma nyckel två gånger{key}"),
                    format!("`{file}`, line {line}: the same key twice{key}"),
                )
            }
            Self::UnknownKey { file, key } => {
                let key = shown_short(key, 60);
                pair(
                    language,
                    format!("`{file}`: fältet `{key}` finns inte"),
                    format!("`{file}`: there is no field `{key}`"),
                )
            }
            Self::Field { file, key } => pair(
                language,
                format!("`{file}`: `{key}` har fel form"),
                format!("`{file}`: `{key}` has the wrong form"),
            ),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let words = match self {
            Self::NotUtf8 { .. } => language.choose("spara filen som UTF-8", "save the file as UTF-8"),
            Self::DoubledKey { .. } => language.choose("ta bort det ena av svaren", "remove one of the answers"),
            Self::UnknownKey { .. } => language.choose(
                "överst står `procedure`, `law-date`, `matter`, `received`, `officer`, `case` och `answers`",
                "at the top stand `procedure`, `law-date`, `matter`, `received`, `officer`, `case` and `answers`",
            ),
            Self::Field { key, .. } if &**key == "law-date" => {
                language.choose("skriv dagen som 2026-11-21", "write the day as 2026-11-21")
            }
            Self::Field { key, .. } if &**key == "received" => language.choose(
                "skriv dagen som 2026-11-21, eller tidpunkten som 2026-11-21T09:15",
                "write the day as 2026-11-21, or the time as 2026-11-21T09:15",
            ),
            Self::Field { key, .. } if &**key == "answers" => language.choose(
                "under `answers:` står svaren, `frame:` först; se `menprov assess --help`",
                "under `answers:` stand the answers, `frame:` first; see `menprov assess --help`",
            ),
            Self::Field { .. } => language.choose("skriv en text", "write a text"),
            Self::TooLarge { .. } => language.choose("är det rätt fil?", "is it the right file?"),
            Self::Syntax { .. } => language.choose(
                "se på raden: indrag med blanksteg, ett blanksteg efter kolon, citattecken om texter med kolon",
                "look at the line: indents of blanks, a blank after a colon, quotation marks around texts with a colon",
            ),
            Self::NotReadable { cause, .. } => render::cause::remedy(*cause, language),
        };
        Some(words.to_owned())
    }
}

/// Returns a path as it is named in messages.
#[must_use]
pub fn file_words(path: &Path) -> Box<str> {
    shown_short(&path.to_string_lossy(), 200).into()
}
