//! Broken rule files, one fault each, with what is said about them beside them.
//!
//! `NAME.expected` holds the fault as a reader sees it, in Swedish and then in English. `ACCEPT=1 cargo test` writes them
//! anew, to be read before they are committed.

mod advice;
mod check;
mod invariants;
mod manual;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use menprov::render::faults::write_text;
use menprov::rulebook::line;
use menprov::ruleset::fault::Fault;
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::SourceFile;
use menprov::text::Language;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_rulesets/parse")
}

/// Reads one file to its faults.
fn faults(name: &str, bytes: &[u8]) -> Vec<Fault> {
    match SourceFile::from_bytes(name, bytes) {
        Ok(file) => parse(&file).err().unwrap_or_default(),
        Err(fault) => vec![fault],
    }
}

fn shown(faults: &[Fault], bytes: &[u8], language: Language) -> String {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let mut out = Vec::new();
    let line = |_: &str, number| line(text, number).filter(|line| !line.is_empty());
    write_text(&mut out, faults, &line, language).expect("written to memory");
    String::from_utf8(out).expect("UTF-8")
}

fn broken_files() -> Vec<(String, Vec<u8>, PathBuf)> {
    let mut files: Vec<_> = fs::read_dir(folder())
        .expect("the folder is part of the tests")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("a readable file"), path.with_extension("expected"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_broken_file_is_refused_as_written_beside_it() {
    let mut differing = String::new();
    for (name, bytes, expected) in broken_files() {
        let faults = faults(&name, &bytes);
        let found = shown(&faults, &bytes, Language::Sv) + "\n" + &shown(&faults, &bytes, Language::En);
        if env::var_os("ACCEPT").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted || faults.len() != 1 {
            writeln!(differing, "== {name}\n{found}\n-- expected\n{wanted}").expect("a String takes every write");
        }
    }
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn every_code_has_a_broken_file() {
    let found: BTreeSet<&str> =
        broken_files().iter().flat_map(|(name, bytes, _)| faults(name, bytes)).map(|fault| fault.code()).collect();
    let numbered = |letter: char, most: u32| (1..=most).map(move |number| format!("{letter}{number:03}"));
    // What a single file cannot show is shown by the unit tests: folders (S), the number of values, other syntax (Y).
    let elsewhere = ["S001", "S002", "S003", "S004", "S005", "S007", "S008", "Y014", "Y023"];
    let all = numbered('S', 9).chain(numbered('W', 10)).chain(numbered('Y', 25)).chain(numbered('P', 30));
    let missing: Vec<String> =
        all.filter(|code| !found.contains(code.as_str()) && !elsewhere.contains(&code.as_str())).collect();
    assert!(missing.is_empty(), "no broken file for {missing:?}");
}

#[test]
fn the_file_that_the_broken_ones_were_made_from_is_sound() {
    let path = folder().with_file_name("sound.yaml");
    let bytes = fs::read(path).expect("a readable file");
    assert_eq!(faults("sound.yaml", &bytes), []);
}
