//! Drafts in a list: which there are, picked by number, thrown away.

use chrono::{DateTime, FixedOffset, Local, TimeDelta};
use menprov::draft::event::{Address, FORMAT, Header};
use menprov::draft::{Drafts, Event, Journal as _};
use menprov::engine::Notes;
use menprov::text::Language;
use serde_json::json;

use super::session::{CTRL_C, Desk};
use super::steps::wording;

const FOLDER: &str = ".local/state/menprov";

/// Leaves a draft as it was so many days ago, and returns its id.
fn left(desk: &Desk, matter: &str, days: i64) -> Box<str> {
    let then: DateTime<FixedOffset> = Local::now().fixed_offset() - TimeDelta::days(days);
    let header = Header {
        format: FORMAT,
        program: "0.1.0".into(),
        procedure: "begaran-om-handling".into(),
        version: 1,
        rules: "00".into(),
        rulesets: Vec::new(),
        law_date: then.date_naive(),
        matter: Some(matter.into()),
        language: Language::Sv,
        created: then - TimeDelta::days(1),
        continues: None,
        second_of: None,
    };
    let mut draft = Drafts::new(&desk.path(FOLDER)).create(header).expect("a draft");
    let at = Address { scope: "frame".into(), question: "myndighetsslag".into() };
    let event = Event::Answered {
        at,
        value: json!("socialnamnd"),
        reason: None,
        outgoing: None,
        notes: Notes::default(),
        asked: None,
    };
    draft.record(vec![event], then).expect("saved");
    draft.id.clone()
}

#[test]
fn drafts_are_listed_by_matter_and_age_and_picked_by_number() {
    let desk = Desk::new();
    left(&desk, "SN 2026/7", 3);
    left(&desk, "SN 2026/8", 1);
    std::fs::write(desk.path(FOLDER).join("drafts/20260101-bbbbbb.jsonl"), "x").expect("written");
    let mut session = desk.start(&["assess", "--resume"]);
    session.wait_for("Går inte att läsa").wait_for("20260101-bbbbbb.jsonl`: början av utkastet är skadad");
    session.asked("Vilket utkast vill du fortsätta med?");
    session.wait_for("1. SN 2026/8 · Begäran om allmän handling · ändrat för 1 dag sedan, påbörjat för 2 dagar sedan");
    session
        .wait_for("2. SN 2026/7 · Begäran om allmän handling · ändrat för 3 dagar sedan, påbörjat för 4 dagar sedan");
    session.wait_for(&format!("1 svar, senast på ”{}", wording("myndighetsslag")));
    // Nothing picks for the officer: not Enter, not a number that is none of them, not a gesture.
    for typed in ["", "3", "<", "?", "1 2"] {
        session.line(typed);
        session.asked("Vilket utkast vill du fortsätta med?");
    }
    session.line("2");
    session.asked(&wording("mandat"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    // What was touched last comes first.
    let session = desk.start(&["assess", "--resume", "--lang", "en"]);
    session.asked("Which draft do you want to go on with?");
    session.wait_for("1. SN 2026/7").wait_for("changed just now, begun 4 days ago · 1 answer, the latest to “");
}

#[test]
fn the_only_draft_is_shown_before_it_is_opened() {
    let desk = Desk::new();
    left(&desk, "SN 2026/7", 3);
    let mut session = desk.start(&["assess", "--resume", "--plain"]);
    session.wait_for("1. SN 2026/7").ready();
    session.line(".");
    assert_eq!(session.wait_exit(), 130);
    assert!(session.since().contains("inget utkast är öppnat"), "{}", session.since());
    let mut session = desk.start(&["assess", "--resume"]);
    session.asked("1. SN 2026/7");
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
}

#[test]
fn a_draft_is_thrown_away_by_whoever_types_what_it_is() {
    let desk = Desk::new();
    let id = left(&desk, "SN 2026/7", 3);
    let other = left(&desk, "SN 2026/8", 3);
    let drafts = desk.path(FOLDER).join("drafts");
    for name in [format!("{id}.jsonl.cut"), format!(".{id}.reason.swp"), format!("{id}.reason.txt")] {
        std::fs::write(drafts.join(name), "x").expect("written");
    }
    let question = "Skriv ärendets beteckning eller utkastets id för att kasta det";
    for typed in ["", "j", "SN 2026/8", "<", "."] {
        let mut session = desk.start(&["assess", "--discard", &id]);
        session.asked(question).wait_for("SN 2026/7 · Begäran om allmän handling · ändrat för 3 dagar sedan");
        session.line(typed);
        assert_eq!(session.wait_exit(), 1, "{typed}: {}", session.screen());
        assert!(session.since().contains("det är kvar"), "{}", session.since());
        assert_eq!(desk.drafts().len(), 5, "{typed}");
    }
    let mut session = desk.start(&["assess", "--kasta", &id]);
    session.asked(question);
    session.line("SN 2026/7");
    assert_eq!(session.wait_exit(), 0);
    assert!(session.since().contains(&format!("utkastet `{id}` är kastat")), "{}", session.since());
    assert_eq!(desk.drafts(), [drafts.join(format!("{other}.jsonl"))]);
}

#[test]
fn a_damaged_draft_can_be_thrown_away_and_an_open_one_cannot() {
    let desk = Desk::new();
    let id = left(&desk, "SN 2026/7", 0);
    let mut open = desk.start(&["assess", "--resume", &id]);
    open.asked(&wording("mandat"));
    let mut session = desk.start(&["assess", "--discard", &id, "--yes", "--lang", "en"]);
    assert_eq!(session.wait_exit(), 3);
    assert!(session.since().contains("is open in another window"), "{}", session.since());
    open.line(".");
    assert_eq!(open.wait_exit(), 0);
    std::fs::write(desk.draft(), "x").expect("written");
    let mut session = desk.start(&["assess", "--discard", &id, "--lang", "en"]);
    session.asked("Type the draft's id to throw it away").wait_for("the beginning of the draft is damaged");
    session.line(&id);
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
    assert!(desk.drafts().is_empty());
}
