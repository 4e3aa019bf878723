//! A document's file: which document it is, is asked where it is not plain.

use super::session::{Desk, Session};

fn rules() -> String {
    format!("{}/tests/commands/rulesets", env!("CARGO_MANIFEST_DIR"))
}

/// Answers the small procedure, with two items out of a file, up to the review.
fn to_the_review(desk: &Desk) -> Session {
    std::fs::write(desk.path("lista.csv"), "Beskrivning\nanteckning ett\nanteckning två\n").expect("it is written");
    std::fs::write(desk.path("namnmärkt.pdf"), "innehåll").expect("it is written");
    let rules = rules();
    let files = ["--items", "lista.csv", "--file", "namnmärkt.pdf"];
    let args = ["assess", "litet", "--matter", "SN 1", "--no-sign", "--full", "--rulesets", &rules];
    let mut session = desk.start(&[&args[..], &files].concat());
    for (question, keys) in [("Finns handlingen", "j"), ("Vad begärs?", "anteckningarna\r"), ("Stämmer raderna?", "1")]
    {
        session.asked(question);
        session.press(keys);
    }
    session.asked("2 av 2 uppgifter är kvar att göra.");
    session.line(">");
    for item in ["anteckning ett", "anteckning två"] {
        session.asked(item);
        session.press("n");
        session.wait_for("→ Nej").ready();
        session.line(&format!("alla i byn känner redan till {item}"));
    }
    session.asked("Nummer eller klar:");
    session
}

#[test]
fn it_is_asked_before_the_memo_and_kept_in_the_draft() {
    let desk = Desk::new();
    let mut session = to_the_review(&desk);
    session.line("klar");
    session.asked("Filen `namnmärkt.pdf`: vilken uppgift är det?").wait_for("2. anteckning två");
    session.line("7");
    session.asked("vilken uppgift är det?");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let draft = std::fs::read_to_string(desk.draft()).expect("text");
    assert!(draft.contains(r#""what":"file""#) && !draft.contains("namnmärkt"), "{draft}");

    // The draft knows the file by its digest alone.
    let mut session = desk.resume(&["--no-sign", "--full", "--rulesets", &rules()]);
    session.asked("Nummer eller klar:");
    session.line("klar");
    session.asked("Filen med SHA-256 ").wait_for("(9 byte): vilken uppgift är det?");
    session.line("2");
    assert_eq!(session.wait_exit(), 0);
    assert!(session.since().contains("anteckning två; fingeravtryck SHA-256"), "{}", session.since());
}
