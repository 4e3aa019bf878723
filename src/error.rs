//! What can go wrong, in what words, and with which exit code.
//!
//! A library error is data that implements [`Explain`]; a command passes it on with `?`, and [`Error::print`] is the one
//! place that puts it into words. Nothing is printed by the code that found the error.

use std::fmt::Debug;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::render::cause::{cause, remedy};
use crate::render::safe;
use crate::text::Language;

/// The exit codes: part of the interface, in the man page, never given another meaning.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// An honest no: faults were found, a signature is not valid, an outcome was refused.
    pub const NO: u8 = 1;
    /// The command line cannot be understood.
    pub const USAGE: u8 = 2;
    /// A file, a ruleset, a key or the register cannot be used.
    pub const UNUSABLE: u8 = 3;
    /// The answers are incomplete or do not fit the questions.
    pub const ANSWERS: u8 = 4;
    /// The assessment waits for something, and nothing was signed.
    pub const WAITING: u8 = 5;
    /// A bug in the program.
    pub const BUG: u8 = 70;
    /// Interrupted; what was answered is saved.
    pub const INTERRUPTED: u8 = 130;

    /// Every code with what it means in Swedish and English.
    pub const ALL: [(u8, &str, &str); 8] = [
        (DONE, "klart", "done"),
        (
            NO,
            "ett ärligt nej: fel hittades, en underskrift gäller inte, eller ett utfall vägrades",
            "an honest no: faults were found, a signature is not valid, or an outcome was refused",
        ),
        (USAGE, "kommandoraden går inte att förstå", "the command line cannot be understood"),
        (
            UNUSABLE,
            "en fil, en regelsamling, en nyckel eller registret går inte att använda",
            "a file, a ruleset, a key or the register cannot be used",
        ),
        (
            ANSWERS,
            "svaren räcker inte eller passar inte frågorna",
            "the answers are incomplete or do not fit the questions",
        ),
        (
            WAITING,
            "prövningen väntar på något, och inget är underskrivet",
            "the assessment waits for something, and nothing was signed",
        ),
        (BUG, "ett fel i programmet", "a bug in the program"),
        (INTERRUPTED, "avbrutet; det som besvarats är sparat", "interrupted; what was answered is saved"),
    ];
}

/// How a command ended that did what it was asked to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Status {
    /// All is well.
    #[default]
    Done,
    /// The answer is no.
    No,
    /// Something must be found out first.
    Waiting,
}

impl Status {
    /// Returns the exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => exit::DONE,
            Self::No => exit::NO,
            Self::Waiting => exit::WAITING,
        }
    }
}

/// The kinds of error; each has one exit code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// An honest no.
    No,
    /// Wrong usage.
    Usage,
    /// A file, ruleset, key or register that cannot be used.
    Unusable,
    /// Answers that are incomplete or do not fit.
    Answers,
    /// Something must be found out first.
    Waiting,
    /// A bug.
    Bug,
    /// Interrupted by the user.
    Interrupted,
}

impl Kind {
    /// Returns the exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::No => exit::NO,
            Self::Usage => exit::USAGE,
            Self::Unusable => exit::UNUSABLE,
            Self::Answers => exit::ANSWERS,
            Self::Waiting => exit::WAITING,
            Self::Bug => exit::BUG,
            Self::Interrupted => exit::INTERRUPTED,
        }
    }
}

/// An error that can explain itself in both languages.
pub trait Explain: Debug + Send + Sync {
    /// Returns the kind.
    fn kind(&self) -> Kind;

    /// Returns what is wrong: a lower-case phrase without a full stop.
    fn message(&self, language: Language) -> String;

    /// Returns what to do about it.
    fn hint(&self, _language: Language) -> Option<String> {
        None
    }
}

/// Why a command could not do what it was asked to.
#[derive(Debug)]
pub enum Error {
    /// Whoever reads the output has gone away, which is their right.
    BrokenPipe,
    /// Everything else.
    Explained(Box<dyn Explain>),
}

impl<T: Explain + 'static> From<T> for Error {
    fn from(cause: T) -> Self {
        Self::Explained(Box::new(cause))
    }
}

impl<T: Explain + ?Sized> Explain for Box<T> {
    fn kind(&self) -> Kind {
        (**self).kind()
    }

    fn message(&self, language: Language) -> String {
        (**self).message(language)
    }

    fn hint(&self, language: Language) -> Option<String> {
        (**self).hint(language)
    }
}

impl From<io::Error> for Error {
    /// Takes an error of an output stream; a file's own is a [`FileError`], which names the file.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { OutputError(error).into() }
    }
}

impl Error {
    /// Returns the exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::BrokenPipe => exit::DONE,
            Self::Explained(cause) => cause.kind().code(),
        }
    }

    /// Writes what is wrong and what to do, each on its own line.
    ///
    /// # Errors
    /// When `err` cannot be written to.
    pub fn print(&self, err: &mut dyn Write, language: Language) -> io::Result<()> {
        err.write_all(self.text(language).as_bytes())
    }

    /// Returns what [`Error::print`] writes; nothing where there is nobody to read it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let Self::Explained(cause) = self else { return String::new() };
        let lead = match cause.kind() {
            Kind::Bug => language.choose("fel i programmet", "bug"),
            Kind::Interrupted => language.choose("avbrutet", "interrupted"),
            Kind::No => language.choose("nej", "no"),
            Kind::Waiting => language.choose("väntar", "waits"),
            _ => language.choose("fel", "error"),
        };
        let said = format!("{lead}: {}\n", safe::text(&cause.message(language)));
        match cause.hint(language) {
            Some(hint) => format!("{said}{}: {}\n", language.choose("tips", "hint"), safe::text(&hint)),
            None => said,
        }
    }
}

/// Output that could not be written.
#[derive(Debug)]
struct OutputError(io::Error);

impl Explain for OutputError {
    fn kind(&self) -> Kind {
        Kind::Unusable
    }

    fn message(&self, language: Language) -> String {
        let words = language.choose("det gick inte att skriva ut", "cannot write the output");
        format!("{words}: {}", cause(self.0.kind(), language))
    }

    fn hint(&self, language: Language) -> Option<String> {
        Some(remedy(self.0.kind(), language).to_owned())
    }
}

/// What was tried with a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FileAct {
    /// Reading.
    Read,
    /// Writing.
    Write,
}

/// A file that cannot be read or written.
#[derive(Debug)]
pub struct FileError {
    /// The file, as given.
    pub path: PathBuf,
    /// What was tried.
    pub act: FileAct,
    /// What the system said.
    pub cause: io::Error,
}

impl FileError {
    /// Returns a closure that turns the system's error into this one, for `map_err`.
    pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |cause| Self { path, act: FileAct::Read, cause }
    }

    /// The same for writing.
    pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |cause| Self { path, act: FileAct::Write, cause }
    }
}

impl Explain for FileError {
    fn kind(&self) -> Kind {
        Kind::Unusable
    }

    fn message(&self, language: Language) -> String {
        let path = self.path.display();
        let act = match self.act {
            FileAct::Read => language.choose("kan inte läsa", "cannot read"),
            FileAct::Write => language.choose("kan inte skriva", "cannot write"),
        };
        let why = cause(self.cause.kind(), language);
        format!("{act} `{path}`: {why}")
    }

    fn hint(&self, language: Language) -> Option<String> {
        // A file is written whole or not at all, wherever this error is from.
        Some(remedy(self.cause.kind(), language).to_owned())
    }
}

/// An error with ready words, for what a command itself finds.
#[derive(Debug)]
pub struct Plain {
    /// The kind.
    pub kind: Kind,
    /// What is wrong, in Swedish and English.
    pub message: [String; 2],
    /// What to do, in Swedish and English.
    pub hint: Option<[String; 2]>,
}

impl Plain {
    /// Makes an error without a hint.
    #[must_use]
    pub fn new(kind: Kind, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kind, message: [sv.into(), en.into()], hint: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_hint(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some([sv.into(), en.into()]);
        self
    }
}

impl Explain for Plain {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn message(&self, language: Language) -> String {
        self.message[language.choose(0, 1)].clone()
    }

    fn hint(&self, language: Language) -> Option<String> {
        self.hint.as_ref().map(|words| words[language.choose(0, 1)].clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_message_and_hint_on_lines_of_their_own() {
        let error = Error::from(Plain::new(Kind::Usage, "så här", "like this").with_hint("gör så", "do so"));
        let mut out = Vec::new();
        error.print(&mut out, Language::Sv).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out), "fel: så här\ntips: gör så\n");
        assert_eq!(error.code(), 2);
    }

    #[test]
    fn a_broken_pipe_is_quiet_success() {
        let error = Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        let mut out = Vec::new();
        error.print(&mut out, Language::En).expect("a vector takes everything");
        assert!(out.is_empty());
        assert_eq!(error.code(), exit::DONE);
    }

    #[test]
    fn text_from_outside_cannot_steer_the_terminal() {
        let error = Error::from(Plain::new(Kind::Unusable, "\u{1b}[2Jx\u{202e}y", ""));
        let mut out = Vec::new();
        error.print(&mut out, Language::Sv).expect("a vector takes everything");
        let shown = String::from_utf8_lossy(&out);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
    }

    #[test]
    fn exit_codes_are_told_apart() {
        let mut codes: Vec<u8> = exit::ALL.iter().map(|entry| entry.0).collect();
        codes.dedup();
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 70, 130]);
    }
}
