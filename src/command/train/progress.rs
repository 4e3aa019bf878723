//! How far somebody has come with a scenario: one small file each, moved into place whole.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::canonical::hex;
use crate::draft::{Address, make_folder};
use crate::error::{Error, FileError, Kind, Plain};
use crate::training::answered::Said;
use crate::training::scenario::Scenario;
use crate::training::score::Score;

/// The form of the file.
const FORMAT: &str = "menprov-training-progress/1";
/// The largest file, in bytes.
const LARGEST: u64 = 16 << 20;

/// How far somebody has come with a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    format: String,
    /// SHA-256 of the scenario's file, in hexadecimal: another file by that id is another scenario.
    pub sha256: String,
    /// How many times it was gone through.
    pub done: u32,
    /// The best of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Score>,
    /// The draft of the one that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// Whether the key is told after each answer, in the one that is under way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub direct: bool,
    /// The first answer to each question of the one that is under way, in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<First>,
    /// The questions whose hint was shown in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
}

/// The first answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct First {
    /// The question.
    #[serde(flatten)]
    pub at: Address,
    /// The answer.
    #[serde(flatten)]
    pub said: Said,
}

impl Progress {
    /// Returns the progress of nobody yet.
    #[must_use]
    pub fn none(scenario: &Scenario) -> Self {
        Self {
            format: FORMAT.to_owned(),
            sha256: hex(&scenario.sha256),
            done: 0,
            best: None,
            draft: None,
            direct: false,
            first: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Reads the progress that is kept in `home`; none where there is no file, or it is of another scenario of that id.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn read(home: &Path, scenario: &Scenario) -> Result<Self, Error> {
        let none = Self::none(scenario);
        let kept = Self::kept(home, scenario)?;
        Ok(kept.filter(|kept| kept.sha256 == none.sha256).unwrap_or(none))
    }

    /// Reads what is kept under the scenario's id, of whatever scenario it is.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn kept(home: &Path, scenario: &Scenario) -> Result<Option<Self>, Error> {
        let path = path(home, scenario);
        let mut bytes = Vec::new();
        match File::open(&path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(FileError::reading(&path)(error).into()),
        }
        let read = serde_json::from_slice::<Self>(&bytes).ok().filter(|read| read.format == FORMAT);
        read.map(Some).ok_or_else(|| damaged(&path))
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, home: &Path, scenario: &Scenario) -> io::Result<()> {
        write_whole(home, &path(home, scenario), self)
    }

    /// Does the same, and names the file that cannot be written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, home: &Path, scenario: &Scenario) -> Result<(), Error> {
        Ok(self.save(home, scenario).map_err(FileError::writing(&path(home, scenario)))?)
    }

    /// Forgets the one that is under way.
    pub fn begin_anew(&mut self) {
        (self.draft, self.direct) = (None, false);
        self.first.clear();
        self.hints.clear();
    }
}

fn path(home: &Path, scenario: &Scenario) -> PathBuf {
    home.join(format!("{}.json", scenario.id))
}

/// Writes a value beside its place and moves it there when it is on the disk.
///
/// # Errors
/// When it cannot be written or moved.
pub fn write_whole(folder: &Path, path: &Path, value: &impl Serialize) -> io::Result<()> {
    make_folder(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, value)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // The folder knows the new name only when it is on the disk too.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn damaged(path: &Path) -> Error {
    let file = path.display();
    Plain::new(Kind::Unusable, format!("`{file}` är skadad"), format!("`{file}` is damaged"))
        .with_hint(
            "ta bort filen; resultatet av just det scenariot går förlorat",
            "remove the file; the result of that one scenario is lost",
        )
        .into()
}
