//! What each key means, and that no other means anything.

use super::session::{Desk, ENTER, ESCAPE, plain};
use super::steps::{answer, wording};

const TRI: &str = "begaran-om-handling.preciserad";

#[test]
fn j_is_yes_n_is_no_v_is_not_known_and_nothing_else_answers() {
    for (key, shown) in [("j", "→ Ja"), ("n", "→ Nej"), ("v", "→ Vet ej"), ("N", "→ Nej")] {
        let desk = Desk::new();
        let mut session = desk.assess();
        answer(&mut session, 7);
        session.asked(&wording(TRI));
        let before = std::fs::read(desk.draft()).expect("it is there");
        // Enter, a blank, letters of other languages, digits, arrows and Tab choose nothing.
        session.press(&format!("{ENTER} y1x0\t\u{1b}[A\u{1b}[B"));
        session.press(key).wait_for(shown).ready();
        let after = std::fs::read_to_string(desk.draft()).expect("it is there");
        let lines = after.as_bytes().strip_prefix(before.as_slice()).expect("nothing before it is touched");
        assert_eq!(lines.split_inclusive(|byte| *byte == b'\n').count(), 1, "{after}");
    }
}

#[test]
fn escape_and_the_sign_both_go_back() {
    for back in [ESCAPE, "<"] {
        let desk = Desk::new();
        let mut session = desk.assess();
        answer(&mut session, 5);
        session.asked(&wording("begaran-om-handling.vad")).with(|screen| assert!(!screen.hide_cursor()));
        session.press(back);
        session.asked(&wording("tidigare")).wait_for("Svar förut: Nej");
    }
}

#[test]
fn a_digit_chooses_its_own_option_and_one_beyond_the_list_none() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 3);
    session.asked(&wording("begaran-om-handling.kanal"));
    session.press("90j").press("3").wait_for("→ I brev");
    session.asked(&wording("tidigare"));
}

#[test]
fn help_shows_guidance_the_law_and_the_source_and_asks_again() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 7);
    session.asked(&wording(TRI));
    session.press("?");
    session.wait_for("Om du inte vet: svara Vet ej; frågan väntar tills det är utrett.");
    session.wait_for("Lagen: 2 kap. 15 § TF:").wait_for("lagtexten läst").wait_for("Avgjort fall: JO dnr 5734-2012:");
    session.wait_for("Källa: begaran-om-handling version").wait_for("nod preciserad").wait_for("Svar (j/n/v):");
}

#[test]
fn a_second_help_shows_the_way_here_and_asks_again() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 10);
    session.asked(&wording("uppdrag"));
    session.press("?").wait_for("? en gång till visar vägen hit").wait_for("Svar (1/2/3/4/5/6/7):");
    session.press("?").wait_for("Vägen hit").wait_for("1. Vilket slags myndighet").wait_for("Socialnämnd");
    session.wait_for("Slutsats: Inget jäv är känt. (Jäv)").wait_for("Därför ställs frågan nu: den hör till ”Inre");
    session.wait_for("som ingår i ”Begäran om").wait_for("Svar (1/2/3/4/5/6/7):");
    let lines: Vec<String> = session.with(|screen| screen.rows(0, 80).collect());
    assert!(lines.iter().any(|line| line.starts_with("Fråga 11")), "the question is asked again: {lines:?}");
}

#[test]
fn a_term_is_explained_the_first_time_and_not_when_the_question_comes_again() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 8);
    session.asked(&wording("sokandens-uppgift")).wait_for("”Vårdnadshavare”: Den som har den rättsliga vårdnaden");
    session.press("<");
    session.asked(&wording(TRI));
    session.press(">");
    session.asked(&wording("sokandens-uppgift"));
    session.press("?").wait_for("Hjälp").wait_for("Svar (1/2/3/4/5/6/7):");
    let shown = plain(&session.raw());
    assert_eq!(shown.matches(&wording("sokandens-uppgift")).count(), 3, "{shown}");
    assert_eq!(shown.matches("”Vårdnadshavare”:").count(), 1, "{shown}");
    assert_eq!(shown.matches("”Part”:").count(), 1, "{shown}");
}
