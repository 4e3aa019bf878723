//! Items out of a file: the officer comes to them where they are asked for, and nothing counts unseen.

use super::session::{Desk, Session};
use super::steps::{answer, frame, wording};

const CSV: &str = "Uppgift;Handling\nbesöket;journalen\nsamtalet;journalen\nbrevet;utredningen\n";

fn start(desk: &Desk, more: &[&str]) -> Session {
    desk.start(&[&["assess", "begaran-om-handling", "--matter", "SN 2026/1"], more].concat())
}

/// Goes on from the documents to the items.
#[track_caller]
fn to_the_items(session: &mut Session) {
    session.asked("Stämmer raderna?").wait_for("1. journalen").wait_for("2. utredningen");
    session.press("1");
    session.asked(&wording("personer"));
    session.press("\r");
    session.asked("Stämmer raderna?");
}

#[test]
fn the_rows_are_looked_through_before_they_count() {
    let desk = Desk::new();
    std::fs::write(desk.path("lista.csv"), CSV).expect("it is written");
    let mut session = start(&desk, &["--items", "lista.csv"]);
    session.wait_for("Ur filen").wait_for("Handlingarna: 2 ur filen").wait_for("Uppgifterna: 3 ur filen");
    answer(&mut session, frame().len());
    to_the_items(&mut session);
    session.wait_for("3. brevet · Handling: utredningen");
    let answered = |what: &str| std::fs::read_to_string(desk.draft()).expect("text").contains(what);
    assert!(answered(r#""what":"rows","scope":"frame","question":"uppgifter""#));
    assert!(!answered(r#""what":"answered","scope":"frame","question":"uppgifter""#));
    session.press("1");
    session.asked("Handling 1 av 2: journalen");
    assert!(answered(r#""what":"answered","scope":"frame","question":"uppgifter""#));
    session.press(".");
    assert_eq!(session.wait_exit(), 0);

    // The same file with one row more: that row comes to those that are there, and the list is looked through again.
    std::fs::write(desk.path("lista.csv"), format!("{CSV}anteckningen;Journalen\n")).expect("it is written");
    let mut session = desk.resume(&["--items", "lista.csv"]);
    session.wait_for("Uppgifterna: 1 ur filen; 3 fanns redan");
    session.asked("Stämmer raderna?").wait_for("4. anteckningen · Handling: journalen");
    session.press("1").wait_for("Handling 1 av 2: journalen");
}

#[test]
fn a_file_with_a_fault_leaves_no_draft_and_harms_none() {
    let desk = Desk::new();
    std::fs::write(desk.path("lista.csv"), "Uppgift;Handling\n;journalen\n").expect("it is written");
    let mut session = start(&desk, &["--items", "lista.csv"]);
    assert_eq!(session.wait_exit(), 4);
    assert!(session.since().contains("rad 2, `Uppgift`: cellen är tom"), "{}", session.since());
    assert_eq!(desk.drafts(), Vec::<std::path::PathBuf>::new());

    let mut session = start(&desk, &[]);
    answer(&mut session, 1);
    session.asked(&wording("mandat"));
    session.press(".");
    assert_eq!(session.wait_exit(), 0);
    let before = std::fs::read(desk.draft()).expect("it is there");
    let mut session = desk.resume(&["--items", "lista.csv"]);
    assert_eq!(session.wait_exit(), 4);
    assert_eq!(std::fs::read(desk.draft()).expect("it is there"), before);
}
