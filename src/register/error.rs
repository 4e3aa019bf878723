//! What can be wrong with a register, and what to do then.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::render::cause::{cause, remedy};
use crate::signature::SignatureError;
use crate::text::Language;

/// Why the register could not do what it was asked to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RegisterError {
    /// There is no register at this place.
    NotThere(PathBuf),
    /// No memo has that id or digest.
    Missing(String),
    /// Several memos begin so.
    Ambiguous {
        /// What was asked for.
        key: String,
        /// The ids, at most ten.
        ids: Vec<String>,
    },
    /// Another process is writing and did not finish in time.
    Busy(PathBuf),
    /// The register can be read but not written.
    ReadOnly(PathBuf),
    /// The disk is full.
    Full(PathBuf),
    /// The file is something else.
    NotRegister(PathBuf),
    /// The register is of another version than this program knows.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i32,
    },
    /// Others may look into the file or its folder.
    TooOpen {
        /// The file or folder.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// Whether it is the folder.
        folder: bool,
    },
    /// The file or folder cannot be reached.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        kind: io::ErrorKind,
    },
    /// What is kept under this id or digest is not what was once kept.
    Damaged(String),
    /// The file itself is damaged.
    Corrupt(PathBuf),
    /// The rules given are not those that the record names.
    OtherRules,
    /// Something has been said about this memo since it was read.
    Changed(String),
    /// Another memo goes on from this one.
    Continued {
        /// This one.
        id: String,
        /// The other.
        later: String,
    },
    /// A signature is not for the record.
    Signature(SignatureError),
    /// The `SQLite` at hand can damage a register that two processes write to.
    OldSqlite(String),
    /// Something else that `SQLite` says.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Its words.
        detail: String,
    },
}

impl RegisterError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn swedish(&self) -> String {
        match self {
            Self::NotThere(path) => format!("registret `{}` finns inte", path.display()),
            Self::Missing(key) => format!("inget i registret har beteckningen `{key}`"),
            Self::Ambiguous { key, ids } => format!("`{key}` kan vara flera: {}", ids.join(", ")),
            Self::Busy(path) => format!("registret `{}` är upptaget av ett annat program", path.display()),
            Self::ReadOnly(path) => format!("registret `{}` går att läsa men inte att skriva", path.display()),
            Self::Full(path) => format!("disken är full: registret `{}` kunde inte skrivas", path.display()),
            Self::NotRegister(path) => format!("`{}` är inget register", path.display()),
            Self::Newer { path, version } => {
                format!("registret `{}` har version {version}, som är okänd här", path.display())
            }
            Self::TooOpen { path, mode, .. } => {
                format!("andra kan läsa `{}` (rättigheter {mode:04o})", path.display())
            }
            Self::Io { path, kind } => format!("`{}` går inte att nå: {}", path.display(), cause(*kind, Language::Sv)),
            Self::Damaged(id) => format!("det som finns under `{id}` är inte det som en gång sparades"),
            Self::Corrupt(path) => format!("registret `{}` är skadat", path.display()),
            Self::OtherRules => "reglerna är inte de som prövningen gjordes efter".to_owned(),
            Self::Changed(id) => format!("något har sagts om `{id}` sedan det lästes"),
            Self::Continued { id, later } => format!("`{id}` är fortsatt i `{later}`"),
            Self::Signature(error) => error.message(Language::Sv),
            Self::OldSqlite(version) => format!("SQLite {version} är för gammal för ett register"),
            Self::Sqlite { path, detail } => format!("registret `{}`: {detail}", path.display()),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotThere(path) => format!("the register `{}` is not there", path.display()),
            Self::Missing(key) => format!("nothing in the register is called `{key}`"),
            Self::Ambiguous { key, ids } => format!("`{key}` may be several: {}", ids.join(", ")),
            Self::Busy(path) => format!("another program is using the register `{}`", path.display()),
            Self::ReadOnly(path) => format!("the register `{}` can be read but not written", path.display()),
            Self::Full(path) => format!("the disk is full: the register `{}` could not be written", path.display()),
            Self::NotRegister(path) => format!("`{}` is not a register", path.display()),
            Self::Newer { path, version } => {
                format!("the register `{}` is of version {version}, unknown here", path.display())
            }
            Self::TooOpen { path, mode, .. } => {
                format!("others can read `{}` (permissions {mode:04o})", path.display())
            }
            Self::Io { path, kind } => {
                format!("`{}` cannot be reached: {}", path.display(), cause(*kind, Language::En))
            }
            Self::Damaged(id) => format!("what is kept under `{id}` is not what was once kept"),
            Self::Corrupt(path) => format!("the register `{}` is damaged", path.display()),
            Self::OtherRules => "the rules are not those that the assessment was made by".to_owned(),
            Self::Changed(id) => format!("something has been said about `{id}` since it was read"),
            Self::Continued { id, later } => format!("`{id}` is continued in `{later}`"),
            Self::Signature(error) => error.message(Language::En),
            Self::OldSqlite(version) => format!("SQLite {version} is too old for a register"),
            Self::Sqlite { path, detail } => format!("the register `{}` says: {detail}", path.display()),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let (sv, en) = match self {
            Self::NotThere(_) => (
                "registret skapas när den första prövningen skrivs under",
                "the register is made when the first assessment is signed",
            ),
            Self::Missing(_) => {
                ("`menprov register list` visar vad som finns", "`menprov register list` shows what there is")
            }
            Self::Ambiguous { .. } => ("skriv fler tecken", "write more characters"),
            Self::Busy(_) => (
                "stäng det andra programmet eller vänta och försök igen; inget har gått förlorat",
                "close the other program, or wait and try again; nothing is lost",
            ),
            Self::ReadOnly(_) => (
                "kontrollera rättigheterna och att disken inte är skrivskyddad; inget har gått förlorat",
                "check the permissions and that the disk is not write-protected; nothing is lost",
            ),
            Self::Full(_) => (
                "frigör utrymme och försök igen; inget har gått förlorat",
                "free some space and try again; nothing is lost",
            ),
            Self::NotRegister(_) => ("ange ett annat register", "give another register"),
            Self::Newer { .. } => ("använd en nyare menprov", "use a newer menprov"),
            Self::TooOpen { path, folder, .. } => {
                return Some(format!("chmod {} {}", if *folder { "700" } else { "600" }, path.display()));
            }
            Self::Damaged(_) | Self::Corrupt(_) => (
                "gör inget mer med registret; hämta en säkerhetskopia och jämför",
                "do nothing more with the register; fetch a backup and compare",
            ),
            Self::Changed(_) => ("läs det igen: `menprov memo show ID`", "read it again: `menprov memo show ID`"),
            Self::Continued { .. } => ("arbeta vidare i det senare", "work on in the later one"),
            Self::OtherRules => ("gör om prövningen på reglerna som gäller nu", "assess again by the rules at hand"),
            Self::Signature(error) => return error.hint(language),
            Self::Io { kind, .. } => return Some(remedy(*kind, language).to_owned()),
            Self::OldSqlite(_) => ("bygg om menprov mot en nyare SQLite", "build menprov anew with a newer SQLite"),
            Self::Sqlite { .. } => (
                "försök igen; händer det ofta, kontrollera disken; inget har gått förlorat",
                "try again; if it happens often, check the disk; nothing is lost",
            ),
        };
        Some(language.choose(sv, en).to_owned())
    }

    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotThere(path),
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            kind => Self::Io { path, kind },
        }
    }

    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let place = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(place),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(place),
            Some(ErrorCode::DiskFull) => Self::Full(place),
            Some(ErrorCode::NotADatabase) => Self::NotRegister(place),
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(place),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Io { path: place, kind: io::ErrorKind::PermissionDenied }
            }
            Some(ErrorCode::SystemIoFailure) => match room(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Self::io(path, &error),
                _ => Self::Io { path: place, kind: io::ErrorKind::Other },
            },
            // The statements are our own and good: what they fail on is a table that is not there or not ours.
            Some(ErrorCode::Unknown) if is_about_tables(error) => Self::Corrupt(place),
            _ => Self::Sqlite { path: place, detail: error.to_string() },
        }
    }
}

/// Says whether `SQLite` could not make sense of a statement or a value.
fn is_about_tables(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_ERROR)
}

/// Tries whether there is room for a page or two beside the register.
///
/// `SQLite` calls a disk that is full while its journal is made a failure like any other, and keeps the system's reason
/// to itself. The file has no name and goes when it is closed.
fn room(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::tempfile_in(folder)?;
    file.write_all(&vec![0; 64 << 10])?;
    file.sync_all()
}
