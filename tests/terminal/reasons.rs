//! Reasons at a terminal: what the gate finds, what is kept with a note, and the officer's own editor.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

use chrono::{DateTime, FixedOffset};
use menprov::draft::event::{Address, FORMAT, Header};
use menprov::draft::{Drafts, Event, Journal as _};
use menprov::engine::Notes;
use menprov::text::Language;
use serde_json::{Value, json};

use super::session::{Desk, Session};
use crate::commands::statements::rules;

const QUESTION: &str = "Hindrar något att ”Anteckning ett” lämnas ut?";
const INTERNAL: &str = "Skäl (stannar i myndigheten)";
const OUTGOING: &str = "Skäl som sökanden får läsa";
const GOOD: &str = "grannen har bett att få vara i fred";

fn then() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-20T15:00:00+01:00").expect("a time")
}

/// A desk with a key, and a draft whose next question is the test of its only item.
fn desk() -> Desk {
    let desk = Desk::new();
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "handl@kommun.example", "-f"])
        .arg(desk.path("handl"))
        .status()
        .expect("ssh-keygen is there");
    assert!(made.success());
    let public = fs::read_to_string(desk.path("handl.pub")).expect("it is there");
    fs::create_dir_all(desk.path(".config/menprov")).expect("the folder is made");
    fs::write(desk.path(".config/menprov/allowed_signers"), format!("handl@kommun.example {public}")).expect("written");
    let header = Header {
        format: FORMAT,
        program: "0.1.0".into(),
        procedure: "litet".into(),
        version: 1,
        rules: "00".into(),
        rulesets: Vec::new(),
        law_date: then().date_naive(),
        matter: Some("SN 2026/1".into()),
        language: Language::Sv,
        created: then(),
        continues: None,
        second_of: None,
    };
    let mut draft = Drafts::new(&desk.path(".local/state/menprov")).create(header).expect("a draft");
    let rows = json!([{"id": "u1", "beskrivning": "Anteckning ett"}]);
    let answers: [(&str, Value); 3] =
        [("litet.finns", json!("ja")), ("litet.begart", json!("alla anteckningar")), ("uppgifter", rows)];
    for (question, value) in answers {
        let at = Address { scope: "frame".into(), question: question.into() };
        let event = Event::Answered { at, value, reason: None, outgoing: None, notes: Notes::default(), asked: None };
        draft.record(vec![event], then()).expect("saved");
    }
    desk
}

/// Goes on to the first reason.
fn resumed(desk: &Desk, more: &[&str]) -> Session {
    let rules = rules();
    let args = [&["--law-date", "2026-11-20", "--rulesets", &rules, "--key", "handl"], more];
    let mut session = desk.resume(&args.concat());
    session.wait_for(QUESTION).ready();
    if more.contains(&"--plain") {
        session.line("j");
    } else {
        session.wait_raw();
        session.press("j");
    }
    session.wait_for(INTERNAL).ready();
    session
}

/// Writes a program that stands for an editor, and returns the command for it.
fn editor(desk: &Desk, script: &str) -> String {
    let path = desk.path("min editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("it is written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    format!("'{}' --wait", path.display())
}

/// Returns the files beside the draft.
fn beside(desk: &Desk) -> Vec<PathBuf> {
    desk.drafts().into_iter().filter(|path| path.extension().is_none_or(|end| end != "jsonl")).collect()
}

#[test]
fn each_finding_says_what_is_missing_and_a_better_text_passes() {
    let desk = desk();
    let mut session = resumed(&desk, &[]);
    for (typed, words) in [
        ("", "Texten är tom: skriv i en mening"),
        ("för kort", "Texten har 8 tecken, minst 10 krävs"),
        ("aaaa aaaa aaaa", "Texten säger ingenting"),
        ("något hindrar att den lämnas ut", "Texten upprepar bara frågan: skriv vad du har sett"),
        ("det kan antas att den enskilde lider men", "Texten säger bara det som står i lagen"),
        ("grannen 121212-1212 vill vara i fred", "personnummer eller samordningsnummer står i texten"),
        ("grannen Anna Svensson vill vara i fred", "”Anna Svensson” ser ut som ett namn: skriv en roll"),
    ] {
        session.line(typed);
        session.wait_for(words).asked(INTERNAL);
    }
    let kept = fs::read_to_string(desk.draft()).expect("it is there");
    assert!(!kept.contains("1212") && !kept.contains("Svensson"), "{kept}");
    session.line(GOOD);
    session.asked(OUTGOING);
    // What stays in the authority is not what the requester reads, and a number passes there with no note.
    session.line(GOOD);
    session.wait_for("ordagrant det interna skälet").asked(OUTGOING);
    session.line("den som bor intill 121212-1212 vill vara i fred");
    session.wait_for("står i texten").asked(OUTGOING);
    assert!(!session.since().contains("behåll det med >"), "{}", session.since());
    session.line(">");
    session.asked(OUTGOING);
    session.line("den som bor intill vill vara i fred");
    session.wait_for("Nummer eller klar:");
}

#[test]
fn a_reason_that_is_kept_has_its_note_in_the_memo_and_not_in_the_notice() {
    let desk = desk();
    let mut session = resumed(&desk, &[]);
    session.line("det kan antas att den enskilde lider men");
    session.wait_for("behåll det med > och säg varför").asked("Svar förut: det kan antas att den enskilde lider men");
    session.line(">");
    session.asked("Varför ska skälet stå som det är?");
    session.line("därför");
    session.wait_for("minst 20 krävs").asked("Varför ska skälet stå som det är?");
    session.line("<");
    session.asked(INTERNAL);
    session.line(">");
    session.asked("Varför ska skälet stå som det är?");
    session.line("akten läses av många, så mer skrivs inte här");
    session.asked(OUTGOING);
    session.line("den som bor intill vill vara i fred");
    session.wait_for("akten läses av många").wait_for("Nummer eller klar:");
    session.line("klar");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
    let shown = |args: &[&str]| {
        let mut session = desk.start(args);
        let code = session.wait_exit();
        (code, session.since())
    };
    let id = shown(&["register", "list", "--json"]).1;
    let id = id.split("\"id\": \"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned();
    let (code, verified) = shown(&["memo", "verify", &id]);
    assert!(code == 0 && verified.contains("samma utfall, ord för ord"), "{verified}");
    let memo = shown(&["memo", "show", &id]).1;
    assert!(memo.contains("Varför skälet fick stå") && memo.contains("akten läses av många"), "{memo}");
    let notice = shown(&["memo", "show", &id, "--audience", "notice"]).1;
    assert!(notice.contains("vill vara i fred") && !notice.contains("akten läses av många"), "{notice}");
}

#[test]
fn the_officers_own_editor_goes_on_from_what_was_written_and_leaves_nothing() {
    for plain in [&["--plain"][..], &[]] {
        let desk = desk();
        let look = desk.path("sett");
        let script = format!(
            "[ \"$1\" = --wait ] || exit 9\nstat -c '%a' \"$2\" > '{0}'\ncat \"$2\" >> '{0}'\nprintf '{GOOD}\\noch jag såg det\\n' > \"$2\"",
            look.display()
        );
        let command = editor(&desk, &script);
        let desk = desk.var("EDITOR", &command);
        let mut session = resumed(&desk, plain);
        session.wait_for("+ öppnar din egen editor").ready();
        session.line("för kort");
        session.wait_for("minst 10 krävs").wait_for(INTERNAL).ready();
        session.line("+");
        session.wait_for(OUTGOING).ready();
        assert_eq!(fs::read_to_string(&look).expect("the editor ran"), "600\nför kort", "{plain:?}");
        assert_eq!(beside(&desk), Vec::<PathBuf>::new());
        let kept = fs::read_to_string(desk.draft()).expect("it is there");
        assert!(kept.contains(&format!("{GOOD}\\noch jag såg det")), "{kept}");
        assert!(fs::read_dir(desk.path("tmp")).expect("it is there").next().is_none(), "nothing lies in TMPDIR");
        assert_eq!(session.raw().contains(&0x1b), plain.is_empty());
    }
}

#[test]
fn the_editor_has_the_terminal_as_the_shell_had_it_and_the_front_has_it_back() {
    let desk = desk();
    let look = desk.path("sett");
    let script = format!("stty -a > '{}'\nprintf EDITORN\nprintf '{GOOD}' > \"$2\"\nstty raw -echo", look.display());
    let command = editor(&desk, &script);
    let desk = desk.var("EDITOR", &command);
    let mut session = resumed(&desk, &[]);
    session.line("+");
    session.wait_for("EDITORN").wait_for(OUTGOING).ready();
    let modes = fs::read_to_string(&look).expect("the editor ran");
    let modes: Vec<&str> = modes.split([' ', ';', '\n']).collect();
    for mode in ["icanon", "echo", "isig", "iexten", "ixon"] {
        assert!(modes.contains(&mode), "{mode}: {modes:?}");
    }
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let (before, after) = raw.split_once("EDITORN").expect("it drew");
    let marks = |shown: &str| {
        let last = shown.rfind("\u{1b}[?2004").expect("it was said");
        shown[last..].starts_with("\u{1b}[?2004h")
    };
    assert!(!marks(before) && marks(after), "pastes are marked for the front and not for the editor");
    // The keys are the front's again: nothing is shown by the terminal, and a paste is one text.
    assert!(!session.echoes());
    session.press("\u{1b}[200~den som bor intill\nvill vara i fred\u{1b}[201~").wait_for("intill vill vara i fred");
    session.press("\r").wait_for("Nummer eller klar:");
    session.line(".");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
    assert!(session.echoes() && session.with(|screen| !screen.bracketed_paste()));
}

#[test]
fn an_editor_that_fails_or_writes_nothing_takes_nothing_away() {
    for (script, words, left) in [
        // What was saved before the editor fell is all that there is of it.
        ("printf 'nytt och halvt' > \"$2\"; exit 3", "Editorn slutade med ett fel", 1),
        ("printf 'nytt och halvt' > \"$2\"; kill -9 $$", "Editorn slutade med ett fel", 1),
        ("kill -9 $$", "Editorn slutade med ett fel", 0),
        ("stty -echo raw; : > \"$2\"", "Ingenting skrevs.", 0),
        ("printf '\\345' > \"$2\"", "inte text i UTF-8", 1),
        ("rm \"$2\"", "gick inte att skriva eller läsa", 0),
    ] {
        let desk = desk();
        let command = editor(&desk, script);
        let desk = desk.var("VISUAL", &command).var("EDITOR", "false");
        let mut session = resumed(&desk, &[]);
        session.line("för kort");
        session.wait_for("minst 10 krävs").asked(INTERNAL);
        session.line("+");
        session.wait_for(words).wait_for("Svar förut: för kort").asked("Text:");
        assert_eq!(beside(&desk).len(), left, "{script}");
        session.line(GOOD);
        session.asked(OUTGOING);
    }
}

#[test]
fn a_signal_while_the_editor_is_open_takes_nothing_of_what_is_written() {
    // The editor takes longer than a front is given to see a signal: it is waited for all the same.
    let desk = desk();
    let command = editor(&desk, &format!("kill -TERM $PPID; sleep 3; printf '{GOOD}' > \"$2\""));
    let desk = desk.var("EDITOR", &command);
    let mut session = resumed(&desk, &[]);
    session.line("+");
    assert_eq!(session.wait_exit(), 130, "{}", session.screen());
    let left = beside(&desk);
    let [left] = &left[..] else { panic!("{left:?}") };
    assert_eq!(fs::read_to_string(left).expect("it is there"), GOOD);
    assert_eq!(fs::metadata(left).expect("it is there").permissions().mode() & 0o777, 0o600);
}

#[test]
fn without_an_editor_the_line_is_there() {
    for (value, words) in [
        ("", "Ingen editor är vald."),
        ("'", "Editorns namn går inte att läsa: '"),
        ("/finns/inte", "Editorn går inte att starta: /finns/inte"),
    ] {
        let desk = desk().var("VISUAL", " ").var("EDITOR", value);
        let mut session = resumed(&desk, &[]);
        session.line("+");
        session.wait_for(words).wait_for("skriv skälet på raden").asked(INTERNAL);
        session.line(GOOD);
        session.asked(OUTGOING);
    }
}

#[test]
fn what_an_editor_leaves_is_named_at_once_and_when_the_draft_is_resumed() {
    let desk = desk();
    let command = editor(&desk, &format!("printf '{GOOD}' > \"$2\"; cp \"$2\" \"${{2%/*}}/.${{2##*/}}.swp\""));
    let desk = desk.var("EDITOR", &command);
    let mut session = resumed(&desk, &[]);
    session.line("+");
    session.wait_for("En editor har lämnat kvar text").wait_for(".txt.swp").asked(OUTGOING);
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let left = beside(&desk);
    assert_eq!(left.len(), 1, "{left:?}");
    let rules = rules();
    let session = desk.resume(&["--law-date", "2026-11-20", "--rulesets", &rules]);
    session.wait_for("En editor har lämnat kvar text").wait_for(".txt.swp").asked(OUTGOING);
    assert_eq!(beside(&desk), left, "nothing of it is removed");
}

#[test]
fn a_matter_is_never_called_by_a_personal_number() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "begaran-om-handling"]);
    session.asked("Ärendets beteckning");
    session.line("19121212-1212");
    session.wait_for("Ärendets beteckning är eller innehåller ett personnummer").wait_for("Ange diarienummer");
    session.asked("Ärendets beteckning");
    session.line("SN 2026-123");
    session.asked("myndighet");
    let mut session = desk.start(&["assess", "begaran-om-handling", "--matter", "SN 121212-1212"]);
    assert_eq!(session.wait_exit(), 4, "{}", session.since());
    assert!(session.since().contains("ange diarienummer"), "{}", session.since());
}
