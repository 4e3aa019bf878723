//! Bad input of every kind: one clear message with what to do, a documented exit code, and nothing lost or half-written.

mod answers;
mod config;
mod drafts;
mod files;
mod items;
mod keys;
mod lists;
mod memos;
mod outside;
mod registers;
mod rules;
mod said;
mod shown;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use menprov::text::Language;

use crate::commands::stage::{Run, Stage, root};
use crate::languages::speech::strangers;

/// What is said in a language: how the message begins, and what stands before the advice.
struct Said {
    flag: &'static str,
    lead: &'static [&'static str],
    hint: &'static str,
}

const LANGUAGES: [Said; 2] = [
    Said { flag: "sv", lead: &["fel: ", "nej: ", "väntar: ", "avbrutet: "], hint: "tips: " },
    Said { flag: "en", lead: &["error: ", "no: ", "waits: ", "interrupted: "], hint: "hint: " },
];

/// Runs in both languages and expects the exit code, one message with these words, advice, and no file touched.
#[track_caller]
fn refused(stage: &Stage, args: &[&str], input: &str, code: i32, words: [&str; 2]) {
    let before = files(&stage.path(""));
    for (said, words) in LANGUAGES.iter().zip(words) {
        let run = stage.run_with([&["--lang", said.flag], args].concat(), input).code(code);
        one_message(&run, said, words);
        assert!(run.out.is_empty(), "{run:#?}");
        assert_eq!(files(&stage.path("")), before, "a file was touched");
    }
}

#[track_caller]
fn one_message(run: &Run, said: &Said, words: &str) {
    let leads = run.err.lines().filter(|line| said.lead.iter().any(|lead| line.starts_with(lead))).count();
    // Several faults in one message have their advice under each.
    let advice = |line: &&str| line.starts_with(said.hint) || line.starts_with("    ");
    let hints = run.err.lines().filter(advice).count();
    assert!(leads == 1 && hints >= 1 && run.err.contains(words) && !run.err.contains("panicked"), "{}", run.err);
    let language = if said.flag == "sv" { Language::Sv } else { Language::En };
    // What the input itself says, in a line of the file that is shown, is in whatever language it is.
    let own: Vec<&str> = run.err.lines().filter(|line| !line.contains(" | ")).collect();
    assert_eq!(strangers(&own.join("\n"), language), [""; 0], "{}", run.err);
    assert!(!run.err.contains("os error") && !run.err.contains("entity not found"), "{}", run.err);
}

/// Returns every file and folder with its mode and content, but the cache, which may come and go.
fn files(folder: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    fn under(folder: &Path, found: &mut BTreeMap<PathBuf, (u32, Vec<u8>)>) {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let metadata = fs::symlink_metadata(&path).expect("it is there");
            let content = if metadata.is_file() { fs::read(&path).expect("it can be read") } else { Vec::new() };
            let name = path.to_string_lossy();
            // What SQLite shares between processes, and its journal where nothing waits in it.
            if path.ends_with(".cache") || name.ends_with("-shm") || (name.ends_with("-wal") && content.is_empty()) {
                continue;
            }
            found.insert(path.clone(), (metadata.mode(), content));
            if metadata.is_dir() {
                under(&path, found);
            }
        }
    }
    let mut found = BTreeMap::new();
    under(folder, &mut found);
    found
}

/// The folder with the small procedure.
fn small() -> String {
    root().join("tests/commands/rulesets").to_str().expect("the path is UTF-8").to_owned()
}

const ANSWERS: &str = "procedure: litet
law-date: 2025-01-01
matter: SN 2026/1
officer: {name: handläggaren}
answers:
  frame:
    litet.finns: ja
    litet.begart: alla anteckningar
    uppgifter:
      - {id: u1, beskrivning: Anteckning ett}
  item/u1:
    litet-prov.hinder: {answer: ja, reason: det här är ett internt skäl, outgoing: det här får den som frågar läsa}
";

/// A stage with answers, and a key without a passphrase, so that no test pays for one.
fn stage() -> Stage {
    let stage = Stage::new();
    stage.write("svar.yaml", ANSWERS);
    make_key(&stage, "nyckel", &["-t", "ed25519", "-N", ""]);
    let public = fs::read_to_string(stage.path("nyckel.pub")).expect("it is there");
    stage.write(".config/menprov/allowed_signers", format!("handl@kommun.example {public}"));
    stage
}

fn make_key(stage: &Stage, name: &str, how: &[&str]) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-C", "handl@kommun.example", "-f"])
        .arg(stage.path(name))
        .args(how)
        .stdin(Stdio::null())
        .status()
        .expect("ssh-keygen is there");
    assert!(made.success());
}

/// Returns the arguments of an assessment from the answers file.
fn assess<'a>(rules: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["assess", "--answers", "svar.yaml", "--rulesets", rules], more].concat()
}

/// Makes a register with one memo.
fn signed(stage: &Stage) {
    stage.run(assess(&small(), &["--key", "nyckel"])).code(0);
}

const REGISTER: &str = ".local/share/menprov";
