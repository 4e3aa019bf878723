//! Control characters, bidirectional marks and characters without ink, in everything that is shown.

use std::fs;

use super::{ANSWERS, assess, small, stage};
use crate::commands::stage::{Run, Stage};
use crate::terminal::session::Desk;
use crate::terminal::steps::rules;

/// What may be written and signed, but never shown as it is.
const TURNING: &str = "\u{202e}\u{2066}\u{200b}\u{feff}";

#[track_caller]
fn safe(run: &Run) {
    for text in [&run.out, &run.err] {
        let bad = text.chars().find(|char| {
            (char.is_control() && *char != '\n')
                || matches!(*char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        });
        assert_eq!(bad, None, "{run:#?}");
    }
}

fn marked() -> Stage {
    let stage = stage();
    let text = ANSWERS
        .replace("handläggaren", &format!("\"hand{TURNING}\""))
        .replace("Anteckning ett", &format!("\"Ant{TURNING}\""))
        .replace("det här är ett internt skäl", &format!("\"skäl {TURNING} som räcker\""));
    stage.write("svar.yaml", text);
    stage
}

#[test]
fn in_a_memo_and_the_register() {
    let stage = marked();
    let run = stage.run(assess(&small(), &["--key", "nyckel"])).code(0);
    safe(&run);
    assert!(run.out.contains("Ant⟨U+202E⟩⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩"), "{}", run.out);
    for args in [
        &["register", "list"][..],
        &["memo", "show", "20"],
        &["memo", "show", "20", "--format", "markdown"],
        &["memo", "show", "20", "--audience", "notice"],
        &["memo", "verify", "20"],
    ] {
        safe(&stage.run(args).code(0));
    }
    // What is signed is what was written.
    stage.run(["memo", "export", "20", "--to", "akt"]).code(0);
    let record = fs::read_to_string(stage.path("akt/record.json")).expect("it is there");
    assert!(record.contains(TURNING), "{record}");
}

#[test]
fn in_rules() {
    let stage = stage();
    let litet = fs::read_to_string(format!("{}/litet.yaml", small())).expect("it is there");
    stage.write("regler/litet.yaml", litet.replace("Litet förfarande", &format!("\"Litet{TURNING}\"")));
    for name in [
        "litet-prov.yaml",
        "registers/duties-prov.yaml",
        "registers/provisions-prov.yaml",
        "registers/questions-prov.yaml",
    ] {
        stage.write(&format!("regler/{name}"), fs::read(format!("{}/{name}", small())).expect("it is there"));
    }
    for args in [
        &["rules", "check", "regler"][..],
        &["rules", "list", "--rulesets", "regler"],
        &["rules", "show", "litet", "--rulesets", "regler"],
    ] {
        safe(&stage.run(args));
    }
}

#[test]
fn in_arguments_and_names_of_files() {
    let stage = stage();
    for args in [
        &["assess", "--answers", "\u{1b}[2Jsaknas"][..],
        &["assess", "förfarande\u{202e}", "--answers", "svar.yaml"],
        &["rules", "show", "\u{1b}]0;x\u{7}"],
        &["rules", "check", "mapp\u{202e}"],
        &["memo", "show", "\u{9b}2J"],
        &["key", "show", "--key", "\u{1b}c"],
        &["\u{1b}[2J"],
        &["assess", "--law-date", "\u{1b}[2J"],
    ] {
        let run = stage.run(args);
        safe(&run);
        assert!(matches!(run.code, Some(1..=4)), "{run:#?}");
    }
}

#[test]
fn on_the_screen_of_an_interview() {
    let desk = Desk::new();
    let mut session =
        desk.start(&["assess", "alla-slag", "--matter", "SN 2026/1", "--no-sign", "--rulesets", &rules()]);
    for (question, answer) in [("Vilken dag", "2026-11-20"), ("Vilken tid", "2026-11-20 08:15"), ("Hur gammal", "1")] {
        session.asked(question);
        session.line(answer);
    }
    session.asked("Vad hände?");
    session.line(&format!("något {TURNING} hände"));
    session.wait_for("→ något ⟨U+202E⟩⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩ hände");
    session.asked("Roll med egna ord");
    session.line("modern\u{202e}");
    session.asked("Slags roll").wait_for("modern⟨U+202E⟩");
    session.press("=");
    session.wait_for("något ⟨U+202E⟩⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩ hände").wait_for("Nummer eller klar:");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(!raw.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}']), "{}", raw.escape_debug());
}
