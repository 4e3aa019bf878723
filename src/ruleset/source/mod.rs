//! Rule files as bytes become text: the only place of the rulebook that touches the file system.
//!
//! Reads whole folders, never anything that a rule file names. Knows nothing of YAML.

mod fault;

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use self::fault::{Encoding, SourceFault};

use super::document::Place;
use super::fault::Fault;

/// The largest rule file, in bytes.
pub const MOST_BYTES: u64 = 1024 * 1024;
/// The largest number of rule files in a folder with its `registers/`.
pub const MOST_FILES: usize = 2000;

/// One rule file as text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceFile {
    /// The file's name relative to the folder, with `/`.
    pub name: Box<str>,
    /// The text, a leading byte order mark included.
    pub text: Box<str>,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
}

impl SourceFile {
    /// Makes a file of bytes that are already at hand.
    ///
    /// # Errors
    ///
    /// Too large, empty, or not UTF-8 (with the place of the first byte that is not).
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |place, kind: SourceFault| Fault::new(name, place, kind);
        if bytes.len() as u64 > MOST_BYTES {
            return Err(fault(Place::default(), SourceFault::TooLarge));
        }
        // Its first bytes tell it, whether or not the rest happens to be text.
        if DOCUMENTS.iter().any(|first| bytes.starts_with(first)) {
            return Err(fault(Place { line: 1, column: 1 }, SourceFault::NotUtf8(Encoding::Document)));
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if looks_like_utf16(bytes) => {
                let _ = text;
                return Err(fault(Place { line: 1, column: 1 }, SourceFault::NotUtf8(Encoding::Utf16)));
            }
            Ok(text) => text,
            Err(error) => {
                let valid = error.valid_up_to();
                return Err(fault(place_of(&bytes[..valid]), SourceFault::NotUtf8(encoding_of(bytes, valid))));
            }
        };
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(fault(Place::default(), SourceFault::EmptyFile));
        }
        Ok(Self { name: name.into(), text: text.into(), sha256: Sha256::digest(bytes).into() })
    }
}

/// Reads the rule files of `folder` and of its `registers/`, ordered by name.
///
/// Other folders and files that do not look like rule files are left alone.
///
/// # Errors
///
/// Every file that cannot be read, each with its own fault.
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut names = Vec::new();
    list(folder, "", &mut names, &mut faults);
    if folder.join(REGISTERS).exists() {
        list(&folder.join(REGISTERS), "registers/", &mut names, &mut faults);
    }
    if names.is_empty() && faults.is_empty() {
        return Err(vec![Fault::new(&folder.display().to_string(), Place::default(), SourceFault::EmptyFolder)]);
    }
    read_files(folder, names, faults)
}

/// Reads the files of the `cases/` of a folder of rules, ordered by name; none where there is no such folder.
///
/// # Errors
///
/// Every file that cannot be read, each with its own fault.
pub fn read_cases(folder: &Path) -> Result<Vec<SourceFile>, Vec<Fault>> {
    read_within(folder, CASES)
}

/// Reads the files of one folder within a folder of rules, ordered by name; none where there is no such folder.
///
/// # Errors
///
/// Every file that cannot be read, each with its own fault.
pub fn read_within(folder: &Path, within: &str) -> Result<Vec<SourceFile>, Vec<Fault>> {
    let (mut names, mut faults) = (Vec::new(), Vec::new());
    if folder.join(within).exists() {
        list(&folder.join(within), &format!("{within}/"), &mut names, &mut faults);
    }
    read_files(folder, names, faults)
}

pub(crate) fn read_files(
    folder: &Path,
    mut names: Vec<String>,
    mut faults: Vec<Fault>,
) -> Result<Vec<SourceFile>, Vec<Fault>> {
    names.sort_unstable();
    if names.len() > MOST_FILES {
        let shown = folder.display().to_string();
        return Err(vec![Fault::new(&shown, Place::default(), SourceFault::TooMany { found: names.len() })]);
    }
    let mut files = Vec::new();
    for name in &names {
        match read_file(&folder.join(name), name) {
            Ok(file) => files.push(file),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// How the files of word processors begin: `.docx` and `.odt`, which are zip archives, and the older `.doc`.
const DOCUMENTS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

const REGISTERS: &str = "registers";
const CASES: &str = "cases";

fn list(folder: &Path, prefix: &str, names: &mut Vec<String>, faults: &mut Vec<Fault>) {
    let shown = folder.display().to_string();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let kind = match error.kind() {
                io::ErrorKind::NotADirectory => SourceFault::NotAFolder,
                _ => unreadable(&error),
            };
            faults.push(Fault::new(&shown, Place::default(), kind));
            return;
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                faults.push(Fault::new(&shown, Place::default(), unreadable(&error)));
                continue;
            }
        };
        if entry.path().is_dir() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            // A dot in front: the lock and swap files of editors.
            _ if name.starts_with('.') => {}
            "yaml" => names.push(format!("{prefix}{name}")),
            _ if ["yaml", "yml"].contains(&&*ending.to_lowercase()) => {
                faults.push(Fault::new(&format!("{prefix}{name}"), Place::default(), SourceFault::Ending));
            }
            _ => {}
        }
    }
}

fn read_file(path: &Path, name: &str) -> Result<SourceFile, Fault> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| Fault::new(name, Place::default(), unreadable(&error)))?;
    SourceFile::from_bytes(name, &bytes)
}

pub(crate) fn unreadable(error: &io::Error) -> SourceFault {
    match error.kind() {
        io::ErrorKind::NotFound => SourceFault::Missing,
        _ => SourceFault::Unreadable(error.to_string().into()),
    }
}

/// Returns the place just after `valid`, which is UTF-8.
fn place_of(valid: &[u8]) -> Place {
    let text = std::str::from_utf8(valid).unwrap_or_default();
    let line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = text.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) }
}

/// ASCII in UTF-16 has a zero in every second byte, which is UTF-8 too.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().take(512).filter(|byte| **byte == 0).count();
    zeros * 4 > bytes.len().min(512)
}

fn encoding_of(bytes: &[u8], at: usize) -> Encoding {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(bytes) {
        return Encoding::Utf16;
    }
    if bytes.iter().any(|byte| *byte == 0 || (*byte < 0x20 && !b"\t\n\r\x0c".contains(byte))) {
        return Encoding::Binary;
    }
    match bytes[at] {
        // å ä ö Å Ä Ö in code page 850
        0x86 | 0x84 | 0x94 | 0x8f | 0x8e | 0x99 => Encoding::Dos,
        _ => Encoding::Windows1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> (SourceFault, Place) {
        let fault = SourceFile::from_bytes("a.yaml", bytes).expect_err("a fault");
        match fault.kind {
            crate::ruleset::fault::FaultKind::Source(kind) => (kind, fault.place),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_encoding_is_guessed_and_the_place_is_the_first_wrong_byte() {
        let (kind, place) = fault(b"ruleset: a\ntitle: f\xf6rbeh\xe5ll\n");
        assert_eq!(kind, SourceFault::NotUtf8(Encoding::Windows1252));
        assert_eq!(place, Place { line: 2, column: 9 });
        assert_eq!(fault(b"title: f\x94r").0, SourceFault::NotUtf8(Encoding::Dos));
        assert_eq!(fault(b"\xff\xfer\0u\0l\0e\0").0, SourceFault::NotUtf8(Encoding::Utf16));
        assert_eq!(fault(b"r\0u\0l\0e\0s\0").0, SourceFault::NotUtf8(Encoding::Utf16));
        assert_eq!(fault(b"\x00\x01\xff\xee\x01").0, SourceFault::NotUtf8(Encoding::Binary));
    }

    #[test]
    fn a_document_of_a_word_processor_is_told_at_once() {
        let document = SourceFault::NotUtf8(Encoding::Document);
        assert_eq!(fault(b"PK\x03\x04\xff\xee\x01").0, document);
        assert_eq!(fault(b"PK\x03\x04\x14\x00\x06 word/document.xml").0, document);
        assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").0, document);
    }

    #[test]
    fn a_file_has_a_size() {
        assert_eq!(fault(&vec![b'a'; 1024 * 1024 + 1]).0, SourceFault::TooLarge);
        assert_eq!(fault(b"\xef\xbb\xbf \n").0, SourceFault::EmptyFile);
        assert!(SourceFile::from_bytes("a.yaml", &vec![b'a'; 1024 * 1024]).is_ok());
    }

    #[test]
    fn a_folder_is_read_in_order_with_its_registers_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folder made");
            fs::write(path, "x").expect("file written");
        };
        for name in ["b.yaml", "a.yaml", "README.md", ".a.yaml.swp", "registers/c.yaml", "deeper/d.yaml"] {
            write(name);
        }
        let names: Vec<_> = read_folder(folder.path()).expect("read").into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["a.yaml".into(), "b.yaml".into(), Box::<str>::from("registers/c.yaml")]);

        write("e.yml");
        let faults = read_folder(folder.path()).expect_err("a fault");
        assert_eq!((&*faults[0].file, faults[0].code()), ("e.yml", "S007"));
    }

    #[test]
    fn a_folder_that_is_not_there_says_so() {
        let faults = read_folder(Path::new("no/such/folder")).expect_err("a fault");
        assert_eq!(faults[0].code(), "S001");
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert_eq!(read_folder(file.path()).expect_err("a fault")[0].code(), "S003");
    }

    #[test]
    fn too_many_files_are_one_fault() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..=MOST_FILES {
            fs::write(folder.path().join(format!("{number}.yaml")), "x").expect("file written");
        }
        let faults = read_folder(folder.path()).expect_err("a fault");
        assert_eq!((faults.len(), faults[0].code()), (1, "S005"));
    }
}
