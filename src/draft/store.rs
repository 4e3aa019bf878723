//! The folder of drafts: make, list, open, remove.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::event::{Address, Header};
use super::fault::DraftFault;
use super::files::{make_folder, private, sync_folder};
use super::journal::{Draft, read};
use crate::answers::file_fault::file_words;

/// The folder that holds the drafts.
#[derive(Clone, Debug)]
pub struct Drafts {
    folder: PathBuf,
}

/// A draft that was opened, and what had to be cut off.
#[derive(Debug)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// What was cut off, if anything.
    pub cut: Option<Cut>,
}

/// A draft that is about to be thrown away, locked.
#[derive(Debug)]
pub struct Held {
    /// The id.
    pub id: Box<str>,
    /// What can be said of it, if it can be read.
    pub summary: Result<Summary, DraftFault>,
    file: File,
}

/// A tail that was torn or changed. It was never acknowledged or no longer says what was: it is kept beside.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cut {
    /// How many bytes.
    pub bytes: u64,
    /// How many lines they held, a torn one included.
    pub lines: usize,
    /// Where they are kept.
    pub kept: PathBuf,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The id that it is resumed by.
    pub id: Box<str>,
    /// The matter's reference.
    pub matter: Option<String>,
    /// The procedure's id.
    pub procedure: String,
    /// When it was begun.
    pub created: DateTime<FixedOffset>,
    /// When anything last happened.
    pub changed: DateTime<FixedOffset>,
    /// How many answers stand.
    pub answers: usize,
    /// The question that was answered last.
    pub last: Option<Address>,
}

impl Drafts {
    /// Returns the drafts of a state folder, which need not exist yet.
    #[must_use]
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("drafts") }
    }

    /// Returns the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.jsonl"))
    }

    /// Makes a draft and locks it.
    ///
    /// # Errors
    /// If the folder or the file cannot be made or written.
    pub fn create(&self, header: Header) -> Result<Draft, DraftFault> {
        let folder_fault = |error: io::Error| not_saved(&self.folder, &error);
        make_folder(&self.folder).map_err(folder_fault)?;
        let (id, path, file) = loop {
            let id = fresh_id(&header)?;
            let path = self.path(&id);
            match private().create_new(true).open(&path) {
                Ok(file) => break (id, path, file),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(not_saved(&path, &error)),
            }
        };
        lock(&file, &id, &path)?;
        let draft = Draft::start(&id, &path, file, header).inspect_err(|_| {
            // An empty draft is of no use to anyone.
            let _ = fs::remove_file(&path);
        })?;
        sync_folder(&self.folder).map_err(folder_fault)?;
        Ok(draft)
    }

    /// Opens a draft, locks it, and cuts off a torn tail.
    ///
    /// # Errors
    /// If there is none, another process has it, or it cannot be read; then nothing of it is changed.
    pub fn open(&self, id: &str) -> Result<Opened, DraftFault> {
        let (path, mut file) = self.locked(id)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .map_err(|error| DraftFault::NotReadable { file: file_words(&path), cause: error.kind() })?;
        let read = read(&bytes).ok_or_else(|| DraftFault::Unusable { file: file_words(&path) })?;
        let good = usize::try_from(read.good).unwrap_or(bytes.len());
        let tail = &bytes[good..];
        let cut = if tail.is_empty() {
            None
        } else {
            let kept = path.with_extension("jsonl.cut");
            keep(&kept, tail).map_err(|error| not_saved(&kept, &error))?;
            sync_folder(&self.folder).map_err(|error| not_saved(&self.folder, &error))?;
            file.set_len(read.good).and_then(|()| file.sync_data()).map_err(|error| not_saved(&path, &error))?;
            let lines = tail.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count();
            Some(Cut { bytes: tail.len() as u64, lines, kept })
        };
        Ok(Opened { draft: Draft::resume(id, &path, file, read), cut })
    }

    /// Returns all drafts, the last changed first, and those that cannot be read after them.
    ///
    /// # Errors
    /// If the folder is there but cannot be read.
    pub fn list(&self) -> Result<Vec<Result<Summary, DraftFault>>, DraftFault> {
        let fault = |error: io::Error| DraftFault::NotReadable { file: file_words(&self.folder), cause: error.kind() };
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fault(error)),
        };
        let mut drafts = Vec::new();
        for entry in entries {
            let path = entry.map_err(fault)?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(id) = name.and_then(|name| name.strip_suffix(".jsonl")).filter(|id| is_draft_id(id)) {
                drafts.push(summary(id, &path));
            }
        }
        drafts.sort_by(|a, b| match (a, b) {
            (Ok(a), Ok(b)) => b.changed.cmp(&a.changed).then_with(|| a.id.cmp(&b.id)),
            (a, b) => a.is_err().cmp(&b.is_err()),
        });
        Ok(drafts)
    }

    /// Takes hold of a draft to throw it away: nobody else can open it then. Nothing in it need be readable.
    ///
    /// # Errors
    /// If there is none, another process has it, or it cannot be opened.
    pub fn hold(&self, id: &str) -> Result<Held, DraftFault> {
        let (path, file) = self.locked(id)?;
        Ok(Held { summary: summary(id, &path), id: id.into(), file })
    }

    /// Throws a draft away, with what was cut off it and what an editor left beside it.
    ///
    /// # Errors
    /// If a file cannot be removed.
    pub fn discard(&self, held: Held) -> Result<(), DraftFault> {
        self.unlink(&held.id)?;
        // The lock goes only when the file is gone, so that nobody resumes it in between.
        drop(held.file);
        Ok(())
    }

    /// Removes a draft whose record is safe, likewise.
    ///
    /// # Errors
    /// If a file cannot be removed.
    pub fn remove(&self, draft: Draft) -> Result<(), DraftFault> {
        self.unlink(&draft.id)?;
        drop(draft);
        Ok(())
    }

    /// Removes every file of a draft, the journal last: what is interrupted leaves a draft that can be thrown away again.
    fn unlink(&self, id: &str) -> Result<(), DraftFault> {
        let fault =
            |path: &Path, error: &io::Error| DraftFault::NotRemoved { file: file_words(path), cause: error.kind() };
        let journal = self.path(id);
        for entry in fs::read_dir(&self.folder).map_err(|error| fault(&self.folder, &error))? {
            let path = entry.map_err(|error| fault(&self.folder, &error))?.path();
            if path != journal && belongs(&path, id) {
                fs::remove_file(&path).map_err(|error| fault(&path, &error))?;
            }
        }
        fs::remove_file(&journal).map_err(|error| fault(&journal, &error))?;
        sync_folder(&self.folder).map_err(|error| fault(&self.folder, &error))
    }

    fn locked(&self, id: &str) -> Result<(PathBuf, File), DraftFault> {
        if !is_draft_id(id) {
            return Err(DraftFault::BadId(id.into()));
        }
        let path = self.path(id);
        let fault = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => DraftFault::NotFound(id.into()),
            cause => DraftFault::NotReadable { file: file_words(&path), cause },
        };
        ordinary(&path, fault)?;
        let file = private().open(&path).map_err(fault)?;
        lock(&file, id, &path)?;
        Ok((path, file))
    }
}

/// Returns whether a file is a draft's: its name begins with the draft's id, also where an editor hides it.
fn belongs(path: &Path, id: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.strip_prefix('.').unwrap_or(name);
    name.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'))
}

/// Refuses what is no file, before it is opened: a pipe waits for whoever writes to it, and a device may have no end.
fn ordinary(path: &Path, fault: impl Fn(io::Error) -> DraftFault) -> Result<(), DraftFault> {
    if fs::metadata(path).map_err(fault)?.is_file() {
        return Ok(());
    }
    Err(DraftFault::NoFile { file: file_words(path) })
}

fn summary(id: &str, path: &Path) -> Result<Summary, DraftFault> {
    let fault = |error: io::Error| DraftFault::NotReadable { file: file_words(path), cause: error.kind() };
    ordinary(path, fault)?;
    let bytes = fs::read(path).map_err(fault)?;
    let read = read(&bytes).ok_or_else(|| DraftFault::Unusable { file: file_words(path) })?;
    Ok(Summary {
        id: id.into(),
        matter: read.header.matter,
        procedure: read.header.procedure,
        created: read.header.created,
        changed: read.state.changed,
        answers: read.state.answers.len(),
        last: read.state.last,
    })
}

/// Returns whether a text is an id as this program gives them: never a path.
fn is_draft_id(id: &str) -> bool {
    (1..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Returns a new id: the day it was begun and six random letters; nothing of the matter.
fn fresh_id(header: &Header) -> Result<String, DraftFault> {
    // No vowels and nothing that looks like something else: an id is read aloud and typed again.
    const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrstv";
    let mut random = [0_u8; 6];
    getrandom::fill(&mut random).map_err(|_| DraftFault::NoRandom)?;
    let letters: String = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 16)])).collect();
    Ok(format!("{}-{letters}", header.created.format("%Y%m%d")))
}

fn lock(file: &File, id: &str, path: &Path) -> Result<(), DraftFault> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => DraftFault::InUse(id.into()),
        TryLockError::Error(error) => DraftFault::NotReadable { file: file_words(path), cause: error.kind() },
    })
}

fn not_saved(path: &Path, error: &io::Error) -> DraftFault {
    DraftFault::NotSaved { file: file_words(path), cause: error.kind() }
}

fn keep(path: &Path, tail: &[u8]) -> io::Result<()> {
    let mut file = private().create(true).open(path)?;
    file.write_all(tail)?;
    if !tail.ends_with(b"\n") {
        file.write_all(b"\n")?;
    }
    file.sync_all()
}
