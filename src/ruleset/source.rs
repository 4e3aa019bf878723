//! Rule files as bytes become text: the only place of the rulebook that touches the file system.
//!
//! Reads whole folders, never anything that a rule file names. Knows nothing of YAML.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::document::Place;
use super::fault::{Fault, FaultWords};
use crate::text::Language;

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

/// Why a file or a folder cannot be read as text.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum SourceFault {
    /// There is nothing there.
    Missing,
    /// It is there and cannot be read; the operating system's own words.
    Unreadable(Box<str>),
    /// A path that should be a folder is something else.
    NotAFolder,
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// More files than [`MOST_FILES`].
    TooMany {
        /// How many there are.
        found: usize,
    },
    /// Not UTF-8.
    NotUtf8(Encoding),
    /// The name ends in something else than `.yaml` although it looks like a rule file.
    Ending,
    /// The folder has no rule file.
    EmptyFolder,
    /// The file has no content.
    EmptyFile,
}

/// What a file that is not UTF-8 looks like.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Encoding {
    /// One byte a letter, as in old Swedish Windows programs.
    Windows1252,
    /// One byte a letter, as in DOS (code page 850 or 437).
    Dos,
    /// Two bytes a letter.
    Utf16,
    /// Not text at all.
    Binary,
}

impl FaultWords for SourceFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "S001",
            Self::Unreadable(_) => "S002",
            Self::NotAFolder => "S003",
            Self::TooLarge => "S004",
            Self::TooMany { .. } => "S005",
            Self::NotUtf8(_) => "S006",
            Self::Ending => "S007",
            Self::EmptyFolder => "S008",
            Self::EmptyFile => "S009",
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Missing => language.choose("finns inte", "does not exist").to_owned(),
            Self::Unreadable(why) => format!("{}: {why}", language.choose("går inte att läsa", "cannot be read")),
            Self::NotAFolder => language.choose("är inte en mapp", "is not a folder").to_owned(),
            Self::TooLarge => language.choose("filen är större än 1 MiB", "the file is larger than 1 MiB").to_owned(),
            Self::TooMany { found } => match language {
                Language::Sv => format!("mappen har {found} regelfiler, högst {MOST_FILES} läses"),
                Language::En => format!("the folder has {found} rule files, at most {MOST_FILES} are read"),
            },
            Self::NotUtf8(encoding) => {
                let looks = match encoding {
                    Encoding::Windows1252 => "Windows-1252",
                    Encoding::Dos => "DOS (850)",
                    Encoding::Utf16 => "UTF-16",
                    Encoding::Binary => {
                        return language
                            .choose("filen är inte text i UTF-8", "the file is not text in UTF-8")
                            .to_owned();
                    }
                };
                match language {
                    Language::Sv => format!("filen är inte sparad i UTF-8; den ser ut att vara i {looks}"),
                    Language::En => format!("the file is not saved in UTF-8; it looks like {looks}"),
                }
            }
            Self::Ending => {
                language.choose("filnamnet slutar inte på `.yaml`", "the file name does not end in `.yaml`").to_owned()
            }
            Self::EmptyFolder => language.choose("mappen har ingen regelfil", "the folder has no rule file").to_owned(),
            Self::EmptyFile => language.choose("filen är tom", "the file is empty").to_owned(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            Self::Missing => language.choose("kontrollera sökvägen", "check the path"),
            Self::Unreadable(_) => language.choose("kontrollera behörigheten", "check the permissions"),
            Self::NotAFolder => {
                language.choose("ange mappen som filerna ligger i", "name the folder that holds the files")
            }
            Self::TooLarge => language.choose("dela upp filen", "split the file"),
            Self::TooMany { .. } => language.choose(
                "ange mappen med regler, inte en mapp ovanför den",
                "name the folder of rules, not one above it",
            ),
            Self::NotUtf8(Encoding::Binary) => {
                language.choose("spara filen som oformaterad text i UTF-8", "save the file as plain text in UTF-8")
            }
            Self::NotUtf8(_) => language.choose(
                "öppna filen i en textredigerare och spara om den med kodningen UTF-8",
                "open the file in a text editor and save it again with the encoding UTF-8",
            ),
            Self::Ending => language
                .choose("döp om filen så att namnet slutar på .yaml", "rename the file so that its name ends in .yaml"),
            Self::EmptyFolder => language.choose(
                "lägg filer som slutar på .yaml i mappen eller i dess `registers/`",
                "put files that end in .yaml into the folder or its `registers/`",
            ),
            Self::EmptyFile => language.choose(
                "börja filen med `ruleset:` eller `register:`",
                "begin the file with `ruleset:` or `register:`",
            ),
        };
        Some(hint.to_owned())
    }
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
    let (mut names, mut faults) = (Vec::new(), Vec::new());
    if folder.join(CASES).exists() {
        list(&folder.join(CASES), "cases/", &mut names, &mut faults);
    }
    read_files(folder, names, faults)
}

fn read_files(folder: &Path, mut names: Vec<String>, mut faults: Vec<Fault>) -> Result<Vec<SourceFile>, Vec<Fault>> {
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

fn unreadable(error: &io::Error) -> SourceFault {
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
        assert_eq!(fault(b"PK\x03\x04\xff\xee\x01").0, SourceFault::NotUtf8(Encoding::Binary));
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
