//! One sign each, at every kind of question: back, help, all answers, pause and acute danger.

use super::session::{CTRL_C, Desk, ESCAPE, Session};
use super::steps::rules;

/// Every kind of question, in order: its wording, whether a key answers it, what answers it, and what a wrong key or line
/// is told.
const KINDS: [(&str, bool, &str, &str); 12] = [
    ("Vilken dag var det?", false, "2026-11-20", "är ingen dag"),
    ("Vilken tid var det?", false, "2026-11-20 08:15", "är ingen tidpunkt"),
    ("Hur gammal är barnet?", false, "12", "tal"),
    ("Vad hände?", false, "åskan gick på Ön", "minst 5 krävs"),
    ("Roll med egna ord", false, "modern", ""),
    ("Slags roll", true, "3", "Svara 1 till 8."),
    ("Skyddade personuppgifter", true, "1", "Svara 1, 2 eller 3."),
    ("Rad 2", false, "", ""),
    ("Stämmer raderna?", true, "1", "Svara 1 till 5."),
    ("Vilka av dem rör det?", false, "1", "Det gick inte att tyda"),
    ("Vilket sätt?", true, "2", "Svara 1 eller 2."),
    ("Är det sant?", true, "n", "Svara j, n eller v."),
];

const REASON: &str = "Skäl (stannar i myndigheten)";

fn start(desk: &Desk) -> Session {
    desk.start(&["assess", "alla-slag", "--matter", "SN 1", "--no-sign", "--rulesets", &rules()])
}

/// Answers the first so many questions.
fn answer(session: &mut Session, many: usize) {
    for (wording, is_key, answer, _) in KINDS.into_iter().take(many) {
        session.asked(wording);
        give(session, is_key, answer);
    }
}

fn give(session: &mut Session, is_key: bool, keys: &str) {
    if is_key {
        session.press(keys)
    } else {
        session.line(keys)
    };
}

#[test]
fn whom_to_call_stands_in_the_window_under_a_question_that_fills_it() {
    let desk = Desk::new().size(8, 80);
    let mut session = start(&desk);
    for (wording, is_key, answer, _) in &KINDS[..5] {
        session.asked(wording);
        give(&mut session, *is_key, answer);
    }
    session.asked("Slags roll");
    session.press("!").asked("Slags roll");
    assert!(session.screen().contains("ring 112"), "{}", session.screen());
}

#[test]
fn every_sign_is_answered_at_every_kind_of_question_and_the_question_stands() {
    let desk = Desk::new();
    let mut session = start(&desk);
    for (wording, is_key, answer, refused) in KINDS {
        session.asked(wording).wait_for("! akut fara");
        give(&mut session, is_key, "!");
        session.wait_for("ring 112").wait_for("socialjouren").wait_for("114 14").wait_for("anmäla genast");
        session.asked(wording);
        give(&mut session, is_key, "?");
        session.wait_for("visar vägen hit").asked(wording);
        if !refused.is_empty() {
            give(&mut session, is_key, "x");
            session.wait_for(refused).ready();
        }
        give(&mut session, is_key, answer);
    }
    session.asked(REASON);
    session.line("!").wait_for("ring 112").asked(REASON);
    session.line("?").wait_for("visar vägen hit").asked(REASON);
    session.line("ett skäl som räcker till").asked("Nummer eller klar");
    session.line("!").wait_for("ring 112").asked("Nummer eller klar");
    session.line("?").wait_for("Ingenting är bestämt innan").asked("Nummer eller klar");
    session.line("=").wait_for("1. Vilken dag var det?").asked("Nummer eller klar");
    session.press(ESCAPE).asked("Är det sant?").wait_for("Svar förut: Nej");
}

#[test]
fn ctrl_c_at_every_prompt_gives_the_terminal_back_and_says_how_to_go_on() {
    for at in 0..=KINDS.len() {
        let desk = Desk::new();
        let mut session = start(&desk);
        for (wording, is_key, answer, _) in KINDS.into_iter().take(at) {
            session.asked(wording);
            give(&mut session, is_key, answer);
        }
        session.asked(KINDS.get(at).map_or(REASON, |kind| kind.0));
        session.press(CTRL_C);
        assert_eq!(session.wait_exit(), 130, "{at}: {}", session.screen());
        assert!(session.since().contains("menprov assess --resume 20"), "{at}: {}", session.since());
        assert!(session.echoes() && session.with(|screen| !screen.bracketed_paste()), "{at}");
        assert_eq!(desk.drafts().len(), 1);
    }
}

#[test]
fn escape_at_a_text_goes_back_and_keeps_what_was_being_typed() {
    let desk = Desk::new();
    let mut session = start(&desk);
    answer(&mut session, 3);
    session.asked("Vad hände?");
    let before = std::fs::read(desk.draft()).expect("it is there");
    session.press("åskan gick").wait_for("åskan gick");
    session.press(ESCAPE).asked("Hur gammal är barnet?").wait_for("Svar förut: 12");
    assert_eq!(std::fs::read(desk.draft()).expect("it is there"), before, "nothing half typed is written down");
    session.line(">").wait_for("Det du hade börjat skriva står kvar.").wait_for("Text: åskan gick");
    session.press(" på Ön\r").wait_for("→ åskan gick på Ön").asked("Roll med egna ord");
}

#[test]
fn an_arrow_or_alt_is_never_taken_for_escape_even_when_it_arrives_in_parts() {
    let desk = Desk::new();
    let mut session = start(&desk);
    answer(&mut session, 10);
    session.asked("Vilket sätt?");
    session.press("\u{1b}").press("[A").wait_for("Svara 1 eller 2.").ready();
    session.press("\u{1b}2\u{1b}OB\u{1b}[5~\u{1b}[1;5C").press("1").wait_for("→ Det första");
    session.asked("Är det sant?");
}

#[test]
fn a_paste_answers_nothing_but_the_text_that_it_is_pasted_into() {
    let desk = Desk::new();
    let mut session = start(&desk);
    answer(&mut session, 3);
    session.asked("Vad hände?");
    session.press("\u{1b}[200~åskan\r\n\r\ngick\n \n3\r1\u{1b}[201~").wait_for("Text: åskan gick 3 1");
    session.press("\r").wait_for("→ åskan gick 3 1").asked("Roll med egna ord");
    session.line("modern").asked("Slags roll");
    session.press("\u{1b}[200~3\n1\u{1b}[201~").wait_for("Svara 1 till 8.").ready();
    session.press("3").asked("Skyddade personuppgifter");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(raw.contains("\u{1b}[?2004h"), "a paste is marked");
    session.press(".").wait_exit();
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert_eq!(raw.rfind("\u{1b}[?2004l").max(raw.rfind("\u{1b}[?2004h")), raw.rfind("\u{1b}[?2004l"), "and no longer");
}

#[test]
fn a_text_that_was_refused_is_fetched_back_to_be_mended() {
    let desk = Desk::new();
    let mut session = start(&desk);
    answer(&mut session, 3);
    session.asked("Vad hände?");
    session.line("åska").wait_for("minst 5 krävs").wait_for("Pil upp hämtar det du skrev.").ready();
    session.press("\u{1b}[A").wait_for("Text: åska");
    session.press("n kom\r").wait_for("→ åskan kom").asked("Roll med egna ord");
}

#[test]
fn before_the_first_question_the_signs_work_as_everywhere() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess"]);
    session.asked("Vad ska prövas?").wait_for("< tillbaka · ? hjälp · . sluta · ! akut fara");
    for (typed, words) in [
        ("?", "Ett förfarande är en sorts prövning"),
        ("!", "ring 112"),
        ("<", "Det här är den första frågan."),
        ("=", "Inget är besvarat ännu."),
        (">", "Här finns inget svar att behålla."),
        ("99", "Skriv ett av numren i listan."),
        ("", "Skriv ett av numren i listan."),
        ("x", "Det gick inte att tyda"),
    ] {
        session.line(typed).wait_for(words).ready();
    }
    session.line("1").asked("Ärendets beteckning");
    session.line("?").wait_for("SN 2026/123").asked("Ärendets beteckning");
    session.line("!").wait_for("ring 112").asked("Ärendets beteckning");
    session.press(ESCAPE).asked("Vad ska prövas?").wait_for("Svar förut:").wait_for("> behåller det");
    session.line(">").asked("Ärendets beteckning");
    session.line("").wait_for("Skriv ärendets beteckning.").ready();
    session.line(".");
    assert_eq!(session.wait_exit(), 130);
    assert!(session.since().contains("inget är påbörjat"), "{}", session.since());
    assert!(desk.files().is_empty());
}
