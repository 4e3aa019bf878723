//! A draft that is gone on with under other rules than it was left on.

use std::fs;
use std::path::{Path, PathBuf};

use super::session::{Desk, Session};
use super::steps::rules;

/// A procedure of three questions that it makes no difference how they are answered.
const RULES: &str = "\
ruleset: regelbyte
format: 1
kind: procedure
version: 1
valid: {from: 2019-01-01}
title: {sv: Regelbytet, en: The change of rules}
about: {sv: Bara till för proven., en: Only there for the tests.}
basis: [prov-grund]
review: {checked: 2026-11-21, due: 2036-11-21}
outcomes:
  klart:
    effect: release
    text: {sv: Det är klart., en: It is done.}
    provisions: [prov-grund]
parts:
  frame:
    - id: oro
      ask: {sv: Finns det en oro?, en: Is there a concern?}
      kind: tri
      scope: frame
      provisions: [prov-grund]
      doubt: {means: find-out}
      next: {ja: brattom, nej: brattom, vet-ej: ta-reda}
    - id: brattom
      ask: {sv: Är det bråttom?, en: Is it urgent?}
      kind: tri
      scope: frame
      provisions: [prov-grund]
      doubt: {means: find-out}
      next: {ja: sist, nej: sist, vet-ej: ta-reda}
    - id: sist
      ask: {sv: Vad är sist?, en: What comes last?}
      kind: text
      least: 2
      scope: frame
      provisions: [prov-grund]
      then: outcome klart
    - id: ta-reda
      halt: park
      scope: assessment
      text: {sv: Ta reda på det., en: Find out.}
";

/// Writes the rules into a folder of their own, changed as given.
fn folder(desk: &Desk, name: &str, changes: &[(&str, &str)]) -> PathBuf {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("made");
        for entry in fs::read_dir(from).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let to = to.join(path.file_name().expect("it has a name"));
            if path.is_dir() {
                copy(&path, &to);
            } else {
                fs::copy(&path, &to).expect("copied");
            }
        }
    }
    let folder = desk.path(name);
    copy(Path::new(&rules()), &folder);
    let text = changes.iter().fold(RULES.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    fs::write(folder.join("regelbyte.yaml"), text).expect("written");
    folder
}

fn resume(desk: &Desk, folder: &Path, more: &[&str]) -> Session {
    desk.resume(&[&["--rulesets", folder.to_str().expect("UTF-8")], more].concat())
}

/// Leaves a draft with the first two questions answered.
fn left(desk: &Desk) -> PathBuf {
    let before = folder(desk, "before", &[]);
    let folder = before.to_str().expect("UTF-8");
    let mut session = desk.start(&["assess", "regelbyte", "--matter", "SN 2026/1", "--rulesets", folder]);
    session.asked("Finns det en oro?");
    session.press("j");
    session.asked("Är det bråttom?");
    session.press("n");
    session.asked("Vad är sist?");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    before
}

fn leave(mut session: Session) {
    session.line(".");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
}

#[test]
fn only_the_question_that_reads_otherwise_is_asked_again_and_its_answer_can_be_kept() {
    let desk = Desk::new();
    left(&desk);
    let after = folder(&desk, "after", &[("version: 1", "version: 2"), ("Är det bråttom?", "Är det mycket bråttom?")]);
    let mut session = resume(&desk, &after, &[]);
    session.wait_for("Reglerna har ändrats sedan utkastet senast var öppet.");
    session.wait_for("Ändrade regler: Regelbytet (version 1 → 2)");
    session.wait_for("ställs igen; ditt svar visas och kan behållas: – Är det mycket bråttom?");
    session.asked("Fråga 2 · högst 1 kvar Är det mycket bråttom? Svar förut: Nej (> behåller det)");
    assert!(!session.since().contains("– Finns det en oro?"), "{}", session.since());
    session.press(">");
    session.asked("Vad är sist?");
    leave(session);
    // It was said, and the answer stands for the question as it reads now.
    let session = resume(&desk, &after, &[]);
    session.asked("Vad är sist?");
    assert!(!session.since().contains("Reglerna har ändrats"), "{}", session.since());
    leave(session);
    // Back to the rules before, the same question reads otherwise once more.
    let session = resume(&desk, &desk.path("before"), &["--lang", "en"]);
    session.wait_for("Changed rules: The change of rules (version 2 → 1)");
    session.asked("Is it urgent? Answer before: No (> keeps it)");
}

#[test]
fn where_no_question_has_changed_nothing_is_asked_again() {
    let desk = Desk::new();
    left(&desk);
    let after =
        folder(&desk, "after", &[("Bara till för proven.", "Till för proven."), ("Det är klart.", "Allt är klart.")]);
    let mut session = resume(&desk, &after, &[]);
    session.wait_for("Ändrade regler: Regelbytet (version 1, samma versionsnummer)");
    session.wait_for("Inget av det du har besvarat behöver besvaras om.");
    session.asked("Fråga 3 · sista frågan Vad är sist?");
    session.line("<");
    session.asked("Fråga 2 · högst 1 kvar Är det bråttom?");
}

#[test]
fn the_text_of_a_provision_asks_nothing_again() {
    let desk = Desk::new();
    let before = left(&desk);
    let file = before.join("registers/provisions-prov.yaml");
    let text = fs::read_to_string(&file).expect("it is there");
    fs::write(&file, text.replace("sv: Påhittad.,", "sv: Helt påhittad.,")).expect("written");
    let session = resume(&desk, &before, &[]);
    session.wait_for("Reglerna har ändrats").wait_for("Inget av det du har besvarat behöver besvaras om.");
    session.asked("Fråga 3 · sista frågan Vad är sist?");
    assert!(!session.since().contains("Ändrade regler"), "{}", session.since());
}

#[test]
fn an_answer_whose_question_is_gone_is_kept_aside_and_told_once() {
    let desk = Desk::new();
    left(&desk);
    let changes = [("- id: brattom", "- id: ilar"), ("ja: brattom, nej: brattom", "ja: ilar, nej: ilar")];
    let after = folder(&desk, "after", &changes);
    let mut session = resume(&desk, &after, &["--lang", "en"]);
    session.wait_for("The question `regelbyte.brattom` is no longer there. Its answer stays in the draft");
    session.asked("Question 2 · at most 1 left Is it urgent?");
    assert!(!session.since().contains("Answer before"), "another question: {}", session.since());
    session.press("y");
    session.asked("What comes last?");
    leave(session);
    let session = resume(&desk, &after, &["--lang", "en"]);
    session.asked("What comes last?");
    assert!(!session.since().contains("no longer there"), "{}", session.since());
}

#[test]
fn a_draft_that_does_not_know_its_rules_says_so() {
    let desk = Desk::new();
    let before = folder(&desk, "before", &[]);
    super::dates::leave_of(&desk, "regelbyte", Some("regelbyte.oro"));
    let session = resume(&desk, &before, &[]);
    session.wait_for("Utkastet säger inte vilka regler det påbörjades på");
    session.wait_for("För 1 svar framgår det inte om frågan är ändrad. Se igenom alla svar med =.");
    session.asked("Är det bråttom?");
}

#[test]
fn rules_without_the_procedure_leave_the_draft_alone() {
    let desk = Desk::new();
    left(&desk);
    let bytes = fs::read(desk.draft()).expect("it is there");
    let mut session = desk.resume(&[]);
    assert_eq!(session.wait_exit(), 3, "{}", session.screen());
    assert!(session.since().contains("utkastet gäller förfarandet `regelbyte`"), "{}", session.since());
    assert!(session.since().contains("`--rulesets MAPP`"), "{}", session.since());
    assert_eq!(fs::read(desk.draft()).expect("it is there"), bytes);
}

#[test]
fn a_question_that_the_law_of_another_day_words_otherwise_is_asked_again() {
    let desk = Desk::new();
    let one = ("valid: {from: 2019-01-01}", "valid: {from: 2019-01-01, to: 2026-01-14}");
    let folder = folder(&desk, "before", &[one]);
    let later = RULES.replace("version: 1", "version: 2").replace("from: 2019-01-01", "from: 2026-01-15");
    let later = later.replace("Är det bråttom?", "Är det mycket bråttom?");
    fs::write(folder.join("regelbyte@2026-01-15.yaml"), later).expect("written");
    let rules = folder.to_str().expect("UTF-8");
    let args = ["assess", "regelbyte", "--matter", "SN 2026/1", "--rulesets", rules, "--law-date", "2026-01-14"];
    let mut session = desk.start(&args);
    session.asked("Finns det en oro?");
    session.press("j");
    session.asked("Är det bråttom?");
    session.press("n");
    session.asked("Vad är sist?");
    leave(session);
    let session = resume(&desk, &folder, &["--law-date", "2026-01-15"]);
    session.wait_for("(förut 2026-01-14)").wait_for("kan behållas: – Är det mycket bråttom?");
    session.asked("Fråga 2 · högst 1 kvar Är det mycket bråttom? Svar förut: Nej (> behåller det)");
}
