//! Files and folders that their owner alone can read, and whether an open one is still where it was.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Returns options for a file that its owner alone can read, written at its end.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a folder that its owner alone can look into, with those above it.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder to sync it, and needs not.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Makes a file anew where nothing is left of it at its place: what is written in one that was removed is found by
/// nobody. Returns the new file, locked and with all that the old one holds; nothing where the old one is in its place.
///
/// # Errors
/// If something else lies there, or it cannot be made anew.
#[cfg(unix)]
pub(super) fn made_anew(file: &File, path: &Path) -> io::Result<Option<File>> {
    use std::io::{Read as _, Seek as _, Write as _};
    use std::os::unix::fs::MetadataExt as _;
    let held = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) if (there.dev(), there.ino()) == (held.dev(), held.ino()) => return Ok(None),
        Ok(_) => return Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let (mut old, mut bytes) = (file, Vec::new());
    old.rewind()?;
    old.read_to_end(&mut bytes)?;
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    make_folder(folder)?;
    let mut new = private().create_new(true).open(path)?;
    new.try_lock()?;
    new.write_all(&bytes)?;
    new.sync_all()?;
    sync_folder(folder)?;
    Ok(Some(new))
}

/// Nothing: the system lets nobody remove a file that is open.
#[cfg(not(unix))]
pub(super) fn made_anew(_: &File, _: &Path) -> io::Result<Option<File>> {
    Ok(None)
}
