//! The pages that `menprov rules explain` shows: every code has one, every bad example gives that code and every good one
//! no fault.
//!
//! An example names the file that one of its two excerpts is taken from, and is tried by putting the other excerpt there:
//! `parse/…` is a file of its own, `check/FOLDER/…` one of a rulebook, `menprov.toml` the example of a configuration. What
//! else there is, `advice/FOLDER/…` or a file of `rulesets/`, is laid over the rules compiled in and checked as they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use menprov::config::{Config, overview};
use menprov::manual::{Page, Side, pages};
use menprov::ruleset::check::check as check_all;
use menprov::ruleset::fault::{Fault, FaultWords as _};

use super::{check, faults, folder};
use crate::commands::stage::Stage;

/// What cannot be shown by an excerpt: it is about files and folders, cannot be seen, cannot be written in a file, or is
/// that something is missing in another file; or nothing in the file is wrong.
const WITHOUT_EXAMPLE: [&str; 41] = [
    "C001", "C002", "C003", "I002", "P040", "P041", "P042", "P043", "P044", "R005", "R028", "R029", "R101", "S001",
    "S002", "S003", "S004", "S005", "S006", "S007", "S008", "S009", "S010", "S011", "S012", "T008", "T102", "T104",
    "U002", "U003", "U004", "U005", "U006", "W001", "W004", "W007", "W008", "Y014", "Y022", "Y023", "Y024",
];

/// Adds every code that the sources name.
fn codes(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.ends_with("manual") {
            continue;
        }
        if path.is_dir() {
            codes(&path, into);
        } else {
            let text = fs::read_to_string(&path).expect("a source is text");
            into.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
        }
    }
}

fn is_code(word: &str) -> bool {
    matches!(word.as_bytes(), [letter, number @ ..]
        if letter.is_ascii_uppercase() && number.len() == 3 && number.iter().all(u8::is_ascii_digit))
}

fn every_code() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    assert!(all.len() > 150, "the codes were not found in the sources");
    all
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes = every_code();
    let written: BTreeSet<String> = pages().into_iter().map(|page| page.code.into()).collect();
    let lacking: Vec<_> = codes.difference(&written).collect();
    assert!(lacking.is_empty(), "write a page in docs/faults for {lacking:?}");
    let stray: Vec<_> = written.difference(&codes).collect();
    assert!(stray.is_empty(), "no fault has the code {stray:?}");
}

#[test]
fn a_page_has_examples_where_the_fault_can_be_shown() {
    let codes = every_code();
    for page in pages().iter().filter(|page| codes.contains(&*page.code)) {
        assert_eq!(page.examples.is_empty(), WITHOUT_EXAMPLE.contains(&&*page.code), "{}", page.code);
    }
}

#[test]
fn every_bad_example_gives_its_code_and_every_good_one_none() {
    let codes = every_code();
    let mut wrong = Vec::new();
    for page in pages().iter().filter(|page| codes.contains(&*page.code)) {
        let fixtures: BTreeSet<&str> = page.examples.iter().map(|example| fixture(&example.anchor.file)).collect();
        for fixture in fixtures {
            let [bad, good] = [Side::Bad, Side::Good].map(|side| told(page, fixture, side));
            if bad.iter().any(|code| **code != *page.code) || bad.is_empty() || !good.is_empty() {
                wrong.push(format!("{}: bad {bad:?}, good {good:?}", page.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns what is read as one: a file of its own, or the folder of a rulebook.
fn fixture(file: &str) -> &str {
    match file.match_indices('/').nth(1) {
        Some((at, _)) => &file[..at],
        None => file,
    }
}

/// Returns the codes that a fixture gives with the excerpts of one side in place.
fn told(page: &Page, fixture: &str, side: Side) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = match fixture.split('/').next() {
        Some("menprov.toml") => root.join("examples").join(fixture),
        Some("rulesets") => root.join(fixture),
        _ => folder().with_file_name(fixture),
    };
    let laid = |path: &Path, file: &str| {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {file}: {error}", page.code));
        with(page, file, side, text)
    };
    let name = path.file_name().expect("it has a name").to_string_lossy();
    match fixture.split('/').next() {
        Some("menprov.toml") => return of_config(&laid(&path, fixture)),
        Some("parse") => return codes_of(&faults(&name, laid(&path, fixture).as_bytes())),
        _ => {}
    }
    let stage = Stage::new();
    if path.is_file() {
        stage.write(&format!("rules/{name}"), laid(&path, fixture));
    } else {
        for file in files(&path) {
            let name = file.strip_prefix(&path).expect("it lies within").to_str().expect("the names are text");
            stage.write(&format!("rules/{name}"), laid(&file, &format!("{fixture}/{name}")));
        }
    }
    if fixture.starts_with("check/") {
        return codes_of(&check_all(&check::documents(&stage.path("rules"))).err().unwrap_or_default());
    }
    let report = stage.run(["rules", "check", "rules", "--json"]).json();
    let findings = ["faults", "advice"].into_iter().filter_map(|list| report[list].as_array()).flatten();
    findings.filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
}

fn codes_of(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| fault.code().to_owned()).collect()
}

/// Returns the text of `file` with the excerpts of one side in place, each of which stands in it once.
fn with(page: &Page, file: &str, side: Side, text: String) -> String {
    let here = page.examples.iter().filter(|example| *example.anchor.file == *file && example.anchor.side != side);
    here.fold(text, |text, example| {
        let (there, instead) = match side {
            Side::Good => (&*example.bad, &*example.good),
            Side::Bad => (&*example.good, &*example.bad),
        };
        // An excerpt is of whole lines.
        let (text, there) = (format!("\n{text}"), format!("\n{there}"));
        assert_eq!(text.matches(&*there).count(), 1, "{}: {file} has once:{there}", page.code);
        text.replacen(&*there, &format!("\n{instead}"), 1).split_off(1)
    })
}

fn of_config(text: &str) -> Vec<String> {
    let book = menprov::rulebook::builtin();
    match Config::read("menprov.toml", text.as_bytes(), Some(&book)) {
        Ok(config) => {
            let day = "2026-11-21".parse().expect("a day");
            overview(&config, &book, day).1.iter().map(|warning| warning.code().to_owned()).collect()
        }
        Err(faulty) => faulty.faults.iter().map(|fault| fault.kind.code().to_owned()).collect(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
