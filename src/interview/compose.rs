//! The officer's own editor: a reason is written in a file that nobody else can read and that is gone afterwards.
//!
//! The file lies in the folder of the drafts, never in a folder for temporary files. Swap, backup and undo files that an
//! editor leaves beside it hold the same text; they are looked for and named, and never removed: they may be all that is
//! left of what was written.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::respondent::{Notice, NoticeKind};
use crate::answers::file::{LARGEST_FILE, check_bytes};
use crate::answers::file_fault::file_words;
use crate::text::Language;

/// What stands between a draft's id and the random letters in the name of a file.
const MARK: &str = "-reason-";

/// An editor, and where its files lie.
#[derive(Clone, Debug)]
pub struct OwnEditor {
    command: Result<Vec<String>, ComposeFault>,
    folder: PathBuf,
    prefix: String,
}

/// What came of writing in an editor.
#[derive(Debug)]
pub struct Composed {
    /// What was written.
    pub text: Result<String, ComposeFault>,
    /// What the editor left beside the file, and the file itself where it was written in and not taken.
    pub left: Vec<PathBuf>,
}

/// Why nothing came from an editor.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ComposeFault {
    /// Neither `VISUAL` nor `EDITOR` names one.
    NoEditor,
    /// What they say cannot be taken apart: a quotation mark is not closed.
    NotACommand(String),
    /// The file cannot be made or read.
    File(io::ErrorKind),
    /// It cannot be started.
    NotStarted(String, io::ErrorKind),
    /// It ended with a fault, or was ended.
    Failed(String),
    /// What was written is no UTF-8, or far too much.
    Unreadable,
    /// Nothing was written.
    Nothing,
}

impl OwnEditor {
    /// Returns the editor of a command, for the reasons of a draft. Words after the first are arguments; no shell reads
    /// them.
    #[must_use]
    pub fn named(command: Option<&str>, drafts: &Path, draft: &str) -> Self {
        let command = match command.map(|command| (command, shell_words::split(command))) {
            None => Err(ComposeFault::NoEditor),
            Some((_, Ok(words))) if words.first().is_some_and(|first| !first.is_empty()) => Ok(words),
            Some((command, _)) => Err(ComposeFault::NotACommand(command.to_owned())),
        };
        Self { command, folder: drafts.to_owned(), prefix: format!("{draft}{MARK}") }
    }

    /// Lets the officer write on from a text. The screen is the editor's meanwhile.
    #[must_use]
    pub fn compose(&self, before: &str) -> Composed {
        let command = match &self.command {
            Ok(command) => command,
            Err(fault) => return Composed { text: Err(fault.clone()), left: Vec::new() },
        };
        let file = match self.file(before) {
            Ok(file) => file,
            Err(error) => return Composed { text: Err(ComposeFault::File(error.kind())), left: Vec::new() },
        };
        let text = run(command, &file).and_then(|()| read(&file));
        let stem = file.file_name().map(OsStr::to_os_string).unwrap_or_default();
        let is_new = |now: &[u8]| !now.is_empty() && now != before.trim().as_bytes();
        let written = || fs::read(&file).is_ok_and(|now| is_new(now.trim_ascii()));
        // Gone before what is left is looked for; but what was saved before the editor fell is all that there is.
        let text = if text.is_err() && written() {
            file.keep().map_err(|_| ComposeFault::File(io::ErrorKind::Other)).and(text)
        } else {
            match file.close() {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(ComposeFault::File(error.kind())),
                _ => text,
            }
        };
        Composed { text, left: files_with(&self.folder, &stem.to_string_lossy()) }
    }

    /// Leaves a text in the folder that was written and cannot be taken now; whoever resumes the draft is told of it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn leave(&self, text: &str) -> io::Result<()> {
        self.file(text)?.keep().map(drop).map_err(|fault| fault.error)
    }

    /// Makes the file: new, for its owner alone.
    fn file(&self, before: &str) -> io::Result<tempfile::TempPath> {
        let mut file =
            tempfile::Builder::new().prefix(&self.prefix).suffix(".txt").rand_bytes(8).tempfile_in(&self.folder)?;
        file.write_all(before.as_bytes())?;
        file.flush()?;
        Ok(file.into_temp_path())
    }
}

/// Returns what editors of an interrupted session have left of a draft's reasons.
#[must_use]
pub fn left_of(drafts: &Path, draft: &str) -> Vec<PathBuf> {
    files_with(drafts, &format!("{draft}{MARK}"))
}

/// Returns the notice that names what an editor left.
#[must_use]
pub fn left_behind(left: &[PathBuf], language: Language) -> Notice {
    let mut lines = vec![
        language
            .choose(
                "En editor har lämnat kvar text i mappen för utkast. Läs den om du saknar något, och ta sedan bort filen:",
                "An editor has left text in the folder of the drafts. Read it if you miss anything, then remove the file:",
            )
            .to_owned(),
    ];
    lines.extend(left.iter().map(|path| file_words(path).into()));
    Notice { kind: NoticeKind::Info, title: String::new(), lines }
}

fn files_with(folder: &Path, part: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().contains(part));
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(named).collect();
    found.sort();
    found
}

fn run(command: &[String], file: &Path) -> Result<(), ComposeFault> {
    let (program, arguments) = command.split_first().ok_or(ComposeFault::NoEditor)?;
    let status = Command::new(program).args(arguments).arg(file).stdout(screen()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(ComposeFault::Failed(program.clone())),
        Err(error) => Err(ComposeFault::NotStarted(program.clone(), error.kind())),
    }
}

/// Returns where an editor draws: standard output is the result's, and may be a file.
fn screen() -> Stdio {
    if io::stdout().is_terminal() {
        return Stdio::inherit();
    }
    #[cfg(unix)]
    if let Ok(screen) = std::os::fd::AsFd::as_fd(&io::stderr()).try_clone_to_owned() {
        return screen.into();
    }
    Stdio::inherit()
}

fn read(file: &Path) -> Result<String, ComposeFault> {
    let mut bytes = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    read.map_err(|error| ComposeFault::File(error.kind()))?;
    let text = check_bytes("", bytes).map_err(|_| ComposeFault::Unreadable)?;
    if text.trim().is_empty() { Err(ComposeFault::Nothing) } else { Ok(text) }
}

impl ComposeFault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let words = |sv: &str, en: &str| language.choose(sv, en).to_owned();
        let about = |sv: &str, what: &str, en: &str| match language {
            Language::Sv => format!("{sv}: {}", crate::render::safe::line(what)),
            Language::En => format!("{en}: {}", crate::render::safe::line(what)),
        };
        match self {
            Self::NoEditor => words("Ingen editor är vald.", "No editor is chosen."),
            Self::NotACommand(command) => {
                about("Editorns namn går inte att läsa", command, "The editor's name cannot be read")
            }
            Self::File(_) => words(
                "Filen för editorn gick inte att skriva eller läsa.",
                "The file for the editor could not be written or read.",
            ),
            Self::NotStarted(program, _) => {
                about("Editorn går inte att starta", program, "The editor cannot be started")
            }
            Self::Failed(program) => about("Editorn slutade med ett fel", program, "The editor ended with a fault"),
            Self::Unreadable => words("Det som skrevs är inte text i UTF-8.", "What was written is no text in UTF-8."),
            Self::Nothing => words("Ingenting skrevs.", "Nothing was written."),
        }
    }

    /// Returns what to do: the line to type on is always there.
    #[must_use]
    pub fn hint(&self, language: Language) -> String {
        match self {
            Self::NoEditor | Self::NotACommand(_) | Self::NotStarted(..) => language.choose(
                "Sätt EDITOR, till exempel EDITOR=nano, innan du startar, eller skriv skälet på raden.",
                "Set EDITOR, such as EDITOR=nano, before you start, or write the reason on the line.",
            ),
            Self::File(_) | Self::Failed(_) | Self::Unreadable | Self::Nothing => language.choose(
                "Det som fanns förut gäller än. Försök igen, eller skriv skälet på raden.",
                "What was there before still stands. Try again, or write the reason on the line.",
            ),
        }
        .to_owned()
    }
}
