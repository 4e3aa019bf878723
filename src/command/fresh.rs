//! New files: whole or not at all, and never over one that is there.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::error::{Error, FileError, Kind, Plain};

/// Who may read a new file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Readers {
    /// The user alone: what is in it is secret until somebody decides otherwise.
    Owner,
    /// Whoever may read any new file of the user's.
    Usual,
}

/// Writes a file beside its place and moves it there whole; one that is there stays, and another may be given by `option`.
pub(super) fn write(path: &Path, bytes: &[u8], readers: Readers, option: Option<&str>) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    if readers == Readers::Usual {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(FileError::writing(path))?;
    let written = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
    written.map_err(FileError::writing(path))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Err(taken(path, option)),
        Err(error) => Err(FileError::writing(path)(error.error).into()),
    }
}

/// Returns that a file is there already, and by which option another may be given.
pub(super) fn taken(path: &Path, option: Option<&str>) -> Error {
    let path = path.display();
    let there = Plain::new(Kind::Unusable, format!("`{path}` finns redan"), format!("`{path}` is already there"));
    let [sv, en] = ["ange en ny fil", "give a new file"];
    match option {
        Some(option) => there.with_hint(format!("{sv} med `{option}`"), format!("{en} with `{option}`")).into(),
        None => there.with_hint(sv, en).into(),
    }
}
