//! Checked rulebooks kept between two starts, so that a folder laid over is read as YAML only when it has changed.
//!
//! An entry is named by the digest of everything it was made from: the program, the rules compiled in and every file of
//! the folder. It can therefore be missing or damaged, but never out of date. The YAML stays the source: what a record
//! names are the digests of the files, which are read at every start.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::ruleset::model::Rulebook;
use crate::ruleset::source::SourceFile;

/// How many rulebooks are kept; the oldest goes first.
const KEPT: usize = 16;

/// Returns the name of the entry for the rules compiled in with `files` laid over them, or for one procedure of them.
pub(super) fn name(builtin: &[u8; 32], files: &[SourceFile], procedure: Option<&str>) -> String {
    let mut all = Sha256::new();
    all.update(env!("CARGO_PKG_VERSION"));
    all.update(builtin);
    all.update(procedure.map_or(0, |procedure| procedure.len() as u64).to_le_bytes());
    all.update(procedure.unwrap_or_default());
    for file in files {
        all.update((file.name.len() as u64).to_le_bytes());
        all.update(file.name.as_bytes());
        all.update(file.sha256);
    }
    let digest: [u8; 32] = all.finalize().into();
    digest.iter().map(|byte| format!("{byte:02x}")).chain([".rulebook".to_owned()]).collect()
}

/// Returns the rulebook of an entry, or none where it is missing or damaged.
pub(super) fn read(folder: &Path, name: &str) -> Option<Rulebook> {
    let bytes = fs::read(folder.join(name)).ok()?;
    let (digest, body) = bytes.split_at_checked(32)?;
    (Sha256::digest(body)[..] == *digest).then(|| postcard::from_bytes(body).ok()).flatten()
}

/// Writes an entry beside its place and moves it there whole.
///
/// # Errors
///
/// Those of the disk. The caller goes on without: a rulebook that is not kept is only read again.
pub(super) fn write(folder: &Path, name: &str, rulebook: &Rulebook) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.recursive(true).create(folder)?;
    let body = postcard::to_allocvec(rulebook).map_err(io::Error::other)?;
    // A temporary file is its owner's alone, and stays so under its new name.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&Sha256::digest(&body))?;
    file.write_all(&body)?;
    file.persist(folder.join(name))?;
    prune(folder)
}

fn prune(folder: &Path) -> io::Result<()> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|ending| ending == "rulebook") {
            entries.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    entries.sort();
    for (_, path) in entries.iter().rev().skip(KEPT) {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::builtin;

    #[test]
    fn an_entry_gives_back_what_was_kept_and_nothing_when_a_byte_has_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("rules");
        let rulebook = builtin();
        write(&place, "a.rulebook", &rulebook).expect("written");
        assert_eq!(read(&place, "a.rulebook").as_ref(), Some(&rulebook));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(place.join("a.rulebook")).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let mut bytes = fs::read(place.join("a.rulebook")).expect("there");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(place.join("a.rulebook"), &bytes).expect("written");
        assert_eq!(read(&place, "a.rulebook"), None);
        fs::write(place.join("a.rulebook"), b"short").expect("written");
        assert_eq!(read(&place, "a.rulebook"), None);
        assert_eq!(read(&place, "b.rulebook"), None);
    }

    #[test]
    fn only_the_newest_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..KEPT + 3 {
            write(folder.path(), &format!("{number:02}.rulebook"), &Rulebook::default()).expect("written");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), KEPT);
        assert!(read(folder.path(), &format!("{:02}.rulebook", KEPT + 2)).is_some());
    }

    #[test]
    fn every_file_and_its_bytes_are_in_the_name() {
        let file = |name, text: &str| SourceFile::from_bytes(name, text.as_bytes()).expect("text");
        let (a, b) = (file("a.yaml", "x: 1\n"), file("a.yaml", "x: 2\n"));
        let c = file("b.yaml", "x: 1\n");
        let names = [
            name(&[0; 32], &[], None),
            name(&[1; 32], &[], None),
            name(&[0; 32], &[], Some("a")),
            name(&[0; 32], std::slice::from_ref(&a), None),
            name(&[0; 32], &[b], None),
            name(&[0; 32], std::slice::from_ref(&c), None),
            name(&[0; 32], &[a, c], None),
        ];
        let different: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len());
    }
}
