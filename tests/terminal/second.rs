//! A blind second assessment: whoever makes it is shown nothing that the first officer answered.

use std::fs;

use super::session::Desk;
use crate::commands::assess::rules;

const ANSWERS: &str = "procedure: litet\nlaw-date: 2025-01-01\nmatter: SN 2026/1\nanswers:\n  frame:\n    litet.finns: ja\n    \
    litet.begart: de första orden om begäran\n    uppgifter:\n      - {id: u1, beskrivning: Anteckning ett}\n  item/u1:\n    \
    litet-prov.hinder: {answer: ja, reason: den första handens skäl, outgoing: den första handens yttre skäl}\n";

#[test]
fn no_prompt_help_or_page_shows_what_the_first_officer_answered() {
    let desk = Desk::new().size(60, 100);
    fs::write(desk.path("svar.yaml"), ANSWERS).expect("it is written");
    let rules = rules();
    let shared = ["--rulesets", &rules, "--practice"];
    let mut session = desk.start(&[&["assess", "--answers", "svar.yaml"][..], &shared].concat());
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());

    let mut session = desk.start(&[&["assess", "--andra-bedomning", "20"][..], &shared].concat());
    session.asked("Finns handlingen hos myndigheten?");
    let shown = session.since();
    assert!(shown.contains("Andra bedömning av 20") && shown.contains("nyckeln har redan använts"), "{shown}");
    session.press("j").asked("Vad begärs?");
    session.line("egna ord om begäran").asked("Hindrar något att ”Anteckning ett” lämnas ut?");
    // Help, the way there, and the page of all answers.
    for gesture in ["?", "?"] {
        session.press(gesture).asked("Hindrar något att ”Anteckning ett” lämnas ut?");
    }
    session.press("=").asked("Nummer eller klar");
    assert!(session.since().contains("egna ord om begäran"), "{}", session.since());
    session.line(".");
    assert_eq!(session.wait_exit(), 0);

    let folder = desk.path(".local/share/menprov/practice/drafts");
    let mut drafts: Vec<_> = fs::read_dir(folder).expect("there is one").flatten().collect();
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    let draft = fs::read_to_string(drafts.remove(0).path()).expect("it can be read");
    assert!(draft.contains("\"second-of\":\""), "{draft}");
    assert!(draft.contains("Anteckning ett"), "{draft}");
    let shown = String::from_utf8_lossy(&session.raw()).into_owned();
    for text in [draft, shown] {
        assert!(!text.contains("första handen") && !text.contains("första orden"), "{text}");
    }
}
