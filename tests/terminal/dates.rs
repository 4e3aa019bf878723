//! A draft that lies over a day on which the law changes.

use chrono::{DateTime, FixedOffset};
use menprov::draft::event::{Address, FORMAT, Header};
use menprov::draft::{Drafts, Event, Journal as _};
use menprov::engine::Notes;
use menprov::text::Language;
use serde_json::json;

use super::session::{Desk, Session};
use super::steps::rules;

fn then() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-01-14T15:00:00+01:00").expect("a time")
}

/// Leaves a draft, with its one answer or without, as it was on the day before the law changed.
fn left(desk: &Desk, answered: bool) {
    leave_of(desk, "lagens-dag", answered.then_some("lagens-dag.oro"));
}

/// Leaves a draft of a program that did not note its rules, with `ja` to one question or without.
pub fn leave_of(desk: &Desk, procedure: &str, answered: Option<&str>) {
    let drafts = Drafts::new(&desk.path(".local/state/menprov"));
    let header = Header {
        format: FORMAT,
        program: "0.1.0".into(),
        procedure: procedure.into(),
        version: 1,
        rules: "00".into(),
        rulesets: Vec::new(),
        law_date: then().date_naive(),
        matter: Some("SN 2026/1".into()),
        language: Language::Sv,
        created: then(),
        continues: None,
        second_of: None,
    };
    let mut draft = drafts.create(header).expect("a draft");
    if let Some(question) = answered {
        let at = Address { scope: "frame".into(), question: question.into() };
        let event = Event::Answered {
            at,
            value: json!("ja"),
            reason: None,
            outgoing: None,
            notes: Notes::default(),
            asked: None,
        };
        draft.record(vec![event], then()).expect("saved");
    }
}

fn resume(desk: &Desk, more: &[&str]) -> Session {
    desk.resume(&[&["--rulesets", &rules()], more].concat())
}

#[test]
fn what_flips_when_the_law_has_changed_is_shown_before_anything_is_signed() {
    let desk = Desk::new();
    left(&desk, true);
    let mut session = resume(&desk, &[]);
    session.wait_for("(förut 2026-01-14)");
    session.wait_for("Utfall: Det får göras → Det måste göras");
    session.wait_for("Bestämmelser som nu tillämpas: provets senare grund");
    session.wait_for("Nya skyldigheter: Gör det genast.").ready();
    assert!(!session.since().contains("inte längre"), "what still applies is not said to fall away");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    // It has been seen, and is not said twice.
    let again = resume(&desk, &[]);
    again.ready();
    assert!(!again.since().contains("förut"), "{}", again.since());
}

#[test]
fn what_is_not_answered_is_not_said_to_fall_away() {
    let desk = Desk::new();
    left(&desk, false);
    let session = resume(&desk, &[]);
    session.asked("Finns det en oro?");
    session.wait_for("Inget av det som är besvarat ändras.");
}

#[test]
fn a_day_that_is_asked_for_is_kept() {
    let desk = Desk::new();
    left(&desk, true);
    let session = resume(&desk, &["--law-date", "2026-01-14"]);
    session.ready();
    assert!(!session.since().contains("Utfall: Det får göras →"), "{}", session.since());
}
