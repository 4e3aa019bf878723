//! Fingerprints of files: SHA-256 and size, so that a memo is about a certain document without holding any of it.
//!
//! The digest is the one that `sha256sum` shows. Neither content nor name of a file is kept: both may name persons.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::answers::fault::pair;
use crate::answers::file_fault::file_words;
use crate::canonical::hex;
use crate::render;
use crate::text::Language;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 8 << 30;

/// So many bytes are read at a time.
const PIECE: usize = 1 << 16;

/// What tells a file from every other.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprint {
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// Why a file has no fingerprint.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FingerprintFault {
    /// The file as given.
    pub file: Box<str>,
    /// What is wrong.
    pub kind: FingerprintFaultKind,
}

/// The kinds of fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FingerprintFaultKind {
    /// The operating system refused.
    NotReadable(io::ErrorKind),
    /// A folder, a device, a pipe: nothing that is the same when it is read again.
    NoFile,
    /// There is nothing in it: every empty file is the same.
    Empty,
    /// Larger than [`LARGEST`].
    TooLarge,
    /// It was written to while it was read.
    Changed,
}

impl Fingerprint {
    /// Reads a file once, piece by piece.
    ///
    /// # Errors
    /// If it is no ordinary file, is empty or too large, cannot be read, or changes meanwhile.
    pub fn of_file(path: &Path) -> Result<Self, FingerprintFault> {
        let fault = |kind| FingerprintFault { file: file_words(path), kind };
        let refused = |error: io::Error| fault(FingerprintFaultKind::NotReadable(error.kind()));
        // Looked at before it is opened: opening a pipe waits for whoever writes to it.
        if !fs::metadata(path).map_err(refused)?.is_file() {
            return Err(fault(FingerprintFaultKind::NoFile));
        }
        let mut file = File::open(path).map_err(refused)?;
        let before = file.metadata().map_err(refused)?;
        match before.len() {
            _ if !before.is_file() => return Err(fault(FingerprintFaultKind::NoFile)),
            0 => return Err(fault(FingerprintFaultKind::Empty)),
            1..=LARGEST => {}
            _ => return Err(fault(FingerprintFaultKind::TooLarge)),
        }
        let (digest, bytes) = digest(&mut file, before.len()).map_err(refused)?;
        let after = file.metadata().map_err(refused)?;
        if bytes != before.len() || !is_same(&before, &after) {
            return Err(fault(FingerprintFaultKind::Changed));
        }
        Ok(Self { sha256: hex(&digest), bytes })
    }

    /// Returns the fingerprint in words, as it stands in a memo.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let Self { sha256, bytes } = self;
        pair(
            language,
            format!("fingeravtryck SHA-256 {sha256}, {bytes} byte"),
            format!("fingerprint SHA-256 {sha256}, {bytes} bytes"),
        )
    }
}

/// Reads so many bytes and one more, if there is one.
fn digest(file: &mut File, length: u64) -> io::Result<([u8; 32], u64)> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    let mut rest = file.take(length + 1);
    let mut bytes = 0;
    loop {
        match rest.read(&mut piece) {
            Ok(0) => return Ok((hasher.finalize().into(), bytes)),
            Ok(read) => {
                hasher.update(&piece[..read]);
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Returns whether nobody wrote to a file between two looks at it, as far as its size and time tell.
fn is_same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

impl FingerprintFault {
    /// Returns what is wrong, with the file first.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let file = &self.file;
        let words = match self.kind {
            FingerprintFaultKind::NotReadable(cause) => {
                let words = language.choose("kan inte läsa", "cannot read");
                return format!("{words} `{file}`: {}", render::cause::cause(cause, language));
            }
            FingerprintFaultKind::NoFile => language.choose("är ingen vanlig fil", "is no ordinary file"),
            FingerprintFaultKind::Empty => language.choose("är tom", "is empty"),
            FingerprintFaultKind::TooLarge => {
                let gib = LARGEST >> 30;
                return pair(
                    language,
                    format!("`{file}` är större än {gib} GiB"),
                    format!("`{file}` is larger than {gib} GiB"),
                );
            }
            FingerprintFaultKind::Changed => {
                language.choose("ändrades medan den lästes", "was changed while it was read")
            }
        };
        format!("`{file}` {words}")
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let words = match self.kind {
            FingerprintFaultKind::NotReadable(cause) => render::cause::remedy(cause, language),
            FingerprintFaultKind::NoFile => language.choose(
                "ange filen själv, inte mappen den ligger i",
                "give the file itself, not the folder that holds it",
            ),
            FingerprintFaultKind::Empty | FingerprintFaultKind::TooLarge => {
                language.choose("är det rätt fil?", "is it the right file?")
            }
            FingerprintFaultKind::Changed => language.choose(
                "vänta tills filen är färdig, eller ange en kopia, och försök igen",
                "wait until the file is finished, or give a copy, and try again",
            ),
        };
        Some(words.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_one_of_fips_180() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("abc");
        // The examples of NIST for SHA-256: three letters, and a million of one, which is many pieces.
        for (content, expected) in [
            ("abc".to_owned(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ] {
            fs::write(&path, &content).expect("it is written");
            let found = Fingerprint::of_file(&path).expect("a file");
            assert_eq!((&*found.sha256, found.bytes), (expected, content.len() as u64));
        }
    }

    #[test]
    fn what_is_no_file_or_empty_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let kind = |path: &Path| Fingerprint::of_file(path).expect_err("refused").kind;
        assert_eq!(kind(folder.path()), FingerprintFaultKind::NoFile);
        assert_eq!(kind(Path::new("/dev/null")), FingerprintFaultKind::NoFile);
        let path = folder.path().join("tom");
        assert_eq!(kind(&path), FingerprintFaultKind::NotReadable(io::ErrorKind::NotFound));
        let file = File::create(&path).expect("it is made");
        assert_eq!(kind(&path), FingerprintFaultKind::Empty);
        // A file of holes takes no room.
        file.set_len(LARGEST + 1).expect("it is lengthened");
        assert_eq!(kind(&path), FingerprintFaultKind::TooLarge);
    }
}
