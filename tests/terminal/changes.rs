//! An early answer changed and changed back, with a power cut in between.

use super::session::{Desk, Session};
use super::steps::{answer, wording};

/// Waits until the page of all answers is there.
fn page(session: &Session) {
    session.wait_for("Nummer eller klar:").wait_raw();
}

#[test]
fn what_stands_aside_is_shown_and_returns_after_a_power_cut() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 8);
    session.asked(&wording("sokandens-uppgift"));
    session.press("=");
    page(&session);
    assert!(!session.since().contains("Undanlagt"), "{}", session.since());
    session.line("6");
    session.asked(&wording("begaran-om-handling.vad"));
    session.press("2").wait_for("svar finns kvar och används om de behövs");
    session.asked(&wording("begaran-om-handling.muntligt"));
    session.kill();

    let mut session = desk.resume(&[]);
    session.asked(&wording("begaran-om-handling.muntligt"));
    session.press("=");
    page(&session);
    session.wait_for("Undanlagt så länge").wait_for("allt om mig från åren på Ön");
    session.line("klar");
    session.asked(&wording("begaran-om-handling.muntligt"));
    session.press("<");
    session.asked(&wording("begaran-om-handling.vad")).wait_for("Svar förut: Bara en uppgift");
    session.press("1").wait_for("svar som var undanlagda gäller igen");
    session.asked(&wording("sokandens-uppgift"));
    session.press("=");
    page(&session);
    session.wait_for("allt om mig från åren på Ön");
    assert!(!session.since().contains("Undanlagt"), "{}", session.since());
}

#[test]
fn the_heading_says_at_most_how_many_are_left() {
    let desk = Desk::new();
    let mut session = desk.assess();
    session
        .asked(&wording("myndighetsslag"))
        .wait_for("Fråga 1 · högst ")
        .wait_for("kvar, sedan fler för varje uppgift");
    answer(&mut session, 2);
    session.asked(&wording("begaran-om-handling.mottagen")).wait_for("Fråga 3 · högst ");
}

#[test]
fn what_was_never_a_draft_is_told_from_what_is_signed() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "--resume", "20261121-bcdfgh"]);
    session.wait_for("utkastet `20261121-bcdfgh` finns inte").wait_for("menprov assess --continue ID");
    assert_eq!(session.wait_exit(), 3, "{}", session.screen());
}
