//! Back, forward again, and the page of all answers.

use super::session::{Desk, Session};
use super::steps::{answer, frame, wording};

/// Asks for the review page and waits until it is all there.
fn review(session: &mut Session) {
    session.press("=");
    session.wait_for("Nummer eller klar:").wait_raw();
}

#[test]
fn back_through_five_and_forward_again_with_every_answer_kept() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 8);
    session.asked(&wording("sokandens-uppgift"));
    for (id, _, shown) in frame()[3..8].iter().rev() {
        back(&mut session);
        session.asked(&wording(id)).wait_for(&format!("Svar förut: {shown}")).wait_for("> behåller det");
    }
    for (id, _, shown) in &frame()[4..8] {
        keep(&mut session);
        session.asked(&wording(id)).wait_for(&format!("Svar förut: {shown}"));
    }
    keep(&mut session);
    session.asked(&wording("sokandens-uppgift"));
    assert!(!session.since().contains("Svar förut"), "{}", session.since());
}

/// A sign is a key where keys are read, and a line where lines are.
fn back(session: &mut Session) {
    sign(session, "<");
}

fn keep(session: &mut Session) {
    sign(session, ">");
}

fn sign(session: &mut Session, sign: &str) {
    let line = session.with(|screen| screen.rows(0, 80).nth(screen.cursor_position().0.into()).unwrap_or_default());
    if line.starts_with("Svar (") {
        session.press(sign)
    } else {
        session.line(sign)
    };
}

#[test]
fn nothing_is_chosen_beforehand_when_a_question_is_met_again() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 5);
    session.asked(&wording("begaran-om-handling.vad"));
    session.press("<");
    session.asked(&wording("tidigare"));
    // Enter takes no default: the question stands until a key of its own is pressed.
    session.press("\r\r\r").press("2").wait_for("→ Ja, och ni svarade då");
    session.asked(&wording("begaran-om-handling.vad"));
}

#[test]
fn at_the_first_question_there_is_nothing_to_go_back_to() {
    let desk = Desk::new();
    let mut session = desk.assess();
    session.asked(&wording("myndighetsslag"));
    session.press("<");
    session.wait_for("Det här är den första frågan.").ready();
}

#[test]
fn an_early_change_leads_another_way_and_keeps_the_rest() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 8);
    session.asked(&wording("sokandens-uppgift"));
    review(&mut session);
    session.line("6");
    session.asked(&wording("begaran-om-handling.vad")).wait_for("Svar förut: En handling");
    // Only an item: a question comes in between that was not there before.
    session.press("2").wait_for("→ Bara en uppgift");
    session.asked(&wording("begaran-om-handling.muntligt"));
    // Then the page again, from which the officer went.
    session.press("n").wait_for("→ Nej").wait_for("Nummer eller klar:").wait_raw();
    for (_, _, shown) in frame().iter().take(8).filter(|(id, _, _)| *id != "begaran-om-handling.vad") {
        session.wait_for(shown);
    }
    session.wait_for("Bara en uppgift ur en handling");
    // And back: the first way again, with the answers that were given on it.
    session.line("6");
    session.asked(&wording("begaran-om-handling.vad"));
    session.press("1").wait_for("→ En handling").wait_for("Nummer eller klar:").wait_raw();
    session.line("klar");
    session.asked(&wording("sokandens-uppgift"));
}

#[test]
fn the_page_of_all_answers_goes_to_any_of_them_and_back() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 8);
    session.asked(&wording("sokandens-uppgift"));
    review(&mut session);
    session.wait_for("3. När kom begäran in? 2026-11-20 09:00").wait_for("8. Förstår ni");
    session.line("99");
    session.wait_for("99 är utanför gränserna");
    session.ready();
    session.line("vad som helst");
    session.wait_for("Det gick inte att tyda");
    session.ready();
    session.line("4");
    session.asked(&wording("begaran-om-handling.kanal")).wait_for("Svar förut: I brev");
    session.press("=");
    session.wait_for("Nummer eller klar:");
    session.line("klar");
    session.asked(&wording("begaran-om-handling.kanal"));
    session.press("1").wait_for("→ Vid besök");
    session.asked(&wording("sokandens-uppgift"));
}
