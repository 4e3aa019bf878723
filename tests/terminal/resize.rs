//! Windows that change their size in the midst of a question, and such that the question is longer than.

use super::session::{Desk, Session};
use super::steps::rules;
use super::width::{LONG, to_the_long_one};

fn start(desk: &Desk) -> Session {
    desk.start(&["assess", "alla-slag", "--matter", "SN 1", "--no-sign", "--rulesets", &rules()])
}

/// The lines of the screen that hold something.
fn lines(session: &Session) -> Vec<String> {
    let screen = session.screen();
    screen.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn a_question_is_drawn_anew_at_the_width_that_the_window_gets() {
    let desk = Desk::new().size(24, 100);
    let mut session = start(&desk);
    to_the_long_one(&mut session, "åskan gick");
    for columns in [40, 200, 80, 60] {
        session.resize(24, columns);
        session.asked(LONG);
        let shown = lines(&session);
        // Only the question stands there, once, and whole: what was before it can be scrolled back to.
        assert!(shown[0].starts_with("Fråga"), "{columns}: {shown:#?}");
        assert_eq!(shown.last().map(String::as_str), Some("Svar (j/n/v):"), "{columns}: {shown:#?}");
        assert_eq!(shown.iter().filter(|line| line.contains("Den här frågan")).count(), 1, "{columns}: {shown:#?}");
        let fits = |line: &String| line.contains("ordsomär") || line.chars().count() <= usize::from(columns.min(100));
        assert!(shown.iter().all(fits), "{columns}: {shown:#?}");
    }
    session.press("n").wait_for("→ Nej").asked("Nummer eller klar");
}

#[test]
fn what_is_being_typed_is_still_there_after_a_resize() {
    let desk = Desk::new().size(24, 80);
    let mut session = start(&desk);
    session.asked("Vilken dag var det?");
    session.line("2026-11-20").asked("Vilken tid var det?");
    session.line("2026-11-20 08:15").asked("Hur gammal");
    session.line("12").asked("Vad hände?");
    session.press("åskan gick över hela dalen när klienten kom").wait_for("klienten kom");
    session.resize(10, 40);
    session.wait_for("Vad hände?").wait_for("enten kom");
    session.press(" hem\r").wait_for("→ åskan gick över hela dalen när klienten kom hem");
    session.asked("Roll med egna ord");
}

#[test]
fn the_page_of_answers_is_drawn_anew_too() {
    let desk = Desk::new();
    let mut session = start(&desk);
    session.asked("Vilken dag var det?");
    session.line("2026-11-20").asked("Vilken tid var det?");
    session.line("=").asked("Nummer eller klar");
    session.resize(24, 50);
    session.asked("Nummer eller klar").wait_for("1. Vilken dag var det? 2026-11-20");
    session.line("1").asked("Vilken dag var det?").wait_for("Svar förut: 2026-11-20");
}

#[test]
fn of_a_question_longer_than_the_window_the_last_lines_and_the_prompt_are_seen() {
    for (rows, columns) in [(10, 40), (24, 40), (10, 80)] {
        let desk = Desk::new().size(rows, columns);
        let mut session = start(&desk);
        to_the_long_one(&mut session, "åskan gick");
        let shown = lines(&session);
        assert_eq!(shown.last().map(String::as_str), Some("Svar (j/n/v):"), "{rows}×{columns}: {shown:#?}");
        assert!(shown.iter().any(|line| line == "  v) Vet ej"), "{rows}×{columns}: {shown:#?}");
        assert!(shown.iter().any(|line| line.ends_with("! akut fara")), "{rows}×{columns}: {shown:#?}");
        // A wrong key adds one line and no more, however often.
        session.press("x").wait_for("Svara j, n eller v.").ready();
        session.press("y7\u{1b}[A\t").press("x").ready();
        let shown = lines(&session);
        assert_eq!(shown.iter().filter(|line| line.contains("Svara j, n")).count(), 1, "{shown:#?}");
    }
}
