//! Broken rulebooks, one fault each, with what is said of them beside; and a sound one that uses everything.
//!
//! A folder holds what differs from the sound registers, and a file `expected`: code, place and Swedish words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use menprov::ruleset::check::check;
use menprov::ruleset::document::Document;
use menprov::ruleset::model::{Rulebook, Source};
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::read_folder;
use menprov::text::Language;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_rulesets/check")
}

/// Reads the registers of the sound rulebook with a folder laid over them.
fn documents(folder: &Path) -> Vec<(Source, Document)> {
    let mut files = BTreeMap::new();
    for file in read_folder(&cases().join("good")).expect("the sound rulebook can be read") {
        if file.name.starts_with("registers/") {
            files.insert(file.name.clone(), file);
        }
    }
    for file in read_folder(folder).expect("the folder can be read") {
        files.insert(file.name.clone(), file);
    }
    let parsed = files.into_values().map(|file| {
        let document = parse(&file).unwrap_or_else(|faults| panic!("{}: {}", file.name, faults[0].message(Language::En)));
        (Source { name: file.name, sha256: file.sha256 }, document)
    });
    parsed.collect()
}

fn faults(folder: &Path) -> String {
    let mut told = String::new();
    for fault in check(&documents(folder)).err().unwrap_or_default() {
        let (line, column) = (fault.place.line, fault.place.column);
        let message = fault.message(Language::Sv);
        writeln!(told, "{} {}:{line}:{column} {message}", fault.code(), fault.file).expect("a string takes all");
    }
    told
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(cases()).expect("the folder of cases can be read");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    folders.retain(|folder| !folder.ends_with("good"));
    folders.sort();
    folders
}

fn good() -> Rulebook {
    check(&documents(&cases().join("good"))).unwrap_or_else(|_| panic!("{}", faults(&cases().join("good"))))
}

#[test]
fn a_sound_rulebook_has_no_fault() {
    let book = good();
    assert_eq!(book.families.len(), 8);
    assert_eq!(book.rulesets.len(), 9);
}

#[test]
fn every_broken_rulebook_is_told_what_is_wrong_and_where() {
    let mut differing = String::new();
    for folder in folders() {
        let expected = fs::read_to_string(folder.join("expected")).unwrap_or_default();
        let told = faults(&folder);
        if told != expected || told.is_empty() {
            let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
            write!(differing, "{name}\n  expected\n{expected}  told\n{told}").expect("a string takes all");
        }
    }
    assert!(differing.is_empty(), "{differing}");
}
