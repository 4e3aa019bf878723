//! Rulebooks that hold and are unwise in one thing each, with what is said of it beside.
//!
//! A folder is laid over the sound rulebook of the checker's tests; `expected` holds the advice on the folder's own files as
//! a reader sees it, in Swedish and then in English. `ACCEPT=1 cargo test` writes those anew, to be read before they are
//! committed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use chrono::NaiveDate;
use menprov::render::faults::write_text;
use menprov::rulebook::{builtin, builtin_documents, line};
use menprov::ruleset::advice::{advise, advise_on_replaced};
use menprov::ruleset::check::check;
use menprov::ruleset::fault::{Fault, Level};
use menprov::ruleset::load::{Folder, read};
use menprov::ruleset::overlay::lay_over;
use menprov::text::Language;

use super::check::{cases as sound, told};

/// The day on which advice is asked.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_rulesets/advice")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the folder of cases can be read");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().expect("a folder has a name").to_string_lossy().into_owned()
}

/// Returns the advice on the files of a case.
fn advice(case: &Path) -> (Folder, Vec<Fault>) {
    let base = read(&sound().join("good")).expect("the sound rulebook can be read").documents;
    let over = read(case).unwrap_or_else(|unreadable| panic!("{}: {:?}", name(case), unreadable.faults));
    let replaced = advise_on_replaced(&base, &over.documents);
    let documents = lay_over(base, over.documents.clone());
    let book = check(&documents).unwrap_or_else(|faults| panic!("{}\n{}", name(case), told(&faults)));
    let mut found = advise(&documents, &book, today());
    found.retain(|found| over.files.iter().any(|file| file.name == found.file));
    found.extend(replaced);
    found.sort();
    (over, found)
}

fn shown(case: &Path) -> String {
    let (folder, found) = advice(case);
    let text = |file: &str| folder.files.iter().find(|known| *known.name == *file).map(|known| &*known.text);
    let mut out = Vec::new();
    for language in [Language::Sv, Language::En] {
        write_text(&mut out, &found, &|file, number| line(text(file)?, number), language).expect("written to memory");
    }
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn every_unwise_rulebook_is_advised_on_as_written_beside_it() {
    let mut differing = String::new();
    for case in cases() {
        let found = shown(&case);
        if env::var_os("ACCEPT").is_some() {
            fs::write(case.join("expected"), &found).expect("what is told can be written");
        }
        let expected = fs::read_to_string(case.join("expected")).unwrap_or_default();
        if found != expected {
            write!(differing, "== {}\n{found}\n-- expected\n{expected}", name(&case)).expect("a String takes all");
        }
    }
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn a_case_shows_its_own_advice_and_no_other() {
    for case in cases() {
        let codes: BTreeSet<&str> = advice(&case).1.iter().map(Fault::code).collect();
        assert_eq!(codes.into_iter().collect::<Vec<_>>(), [&name(&case)[..4]], "{}", name(&case));
    }
}

#[test]
fn every_code_has_a_case() {
    let source = include_str!("../../src/ruleset/advice/code.rs");
    let codes = source.lines().filter_map(|line| line.trim().split_once("=> \"")?.1.split('"').next());
    let cases: Vec<String> = cases().iter().map(|case| name(case)).collect();
    let mut count = 0;
    // What an invariant looks at is known only to the proof, which these cases do without.
    for code in codes.filter(|code| *code != "I002") {
        count += 1;
        assert!(cases.iter().any(|case| case.starts_with(code)), "{code}");
    }
    assert!(count > 20, "the codes were not found in the source");
}

#[test]
fn advice_is_told_in_both_languages_says_what_to_do_and_is_no_fault() {
    for case in cases() {
        for found in advice(&case).1 {
            let [sv, en] = [Language::Sv, Language::En].map(|language| found.message(language));
            assert_ne!(sv, en);
            let [hint, hint_en] = [Language::Sv, Language::En].map(|language| found.hint(language).expect("a hint"));
            assert_ne!(hint, hint_en);
            assert!([sv, en, hint, hint_en].iter().all(|words| !words.ends_with('.')));
            assert!(found.level() < Level::Fault, "{}", found.code());
        }
    }
}

#[test]
fn every_code_stands_in_the_page_of_the_format_with_its_level() {
    let page = include_str!("../../docs/format.md");
    for case in cases() {
        for found in advice(&case).1 {
            let row = format!("| {} | {} |", found.code(), found.level().id());
            assert!(page.contains(&row), "{row}");
        }
    }
}

/// What a lawyer reads who checks the rules built in: no warning. What is rightly warned of is mended there.
#[test]
fn the_rules_built_in_are_without_warnings() {
    let found = advise(&builtin_documents(), &builtin(), today());
    let warnings: Vec<_> = found.iter().filter(|found| found.level() > Level::Note).collect();
    let told: Vec<_> = warnings
        .iter()
        .map(|found| format!("{}:{} {} {}", found.file, found.place.line, found.code(), found.message(Language::Sv)))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn advice_follows_the_day() {
    let case = folder().join("T103_review_due");
    let base = read(&sound().join("good")).expect("the sound rulebook can be read").documents;
    let documents = lay_over(base, read(&case).expect("the case can be read").documents);
    let book = check(&documents).expect("it is sound");
    let on = |day: NaiveDate| advise(&documents, &book, day).iter().filter(|found| &*found.file == "prov.yaml").count();
    let due = today().pred_opt().expect("there is a day before");
    assert_eq!((on(due), on(today())), (0, 1));
}
