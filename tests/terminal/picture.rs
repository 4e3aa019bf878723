//! The risk matrix as the officer sees it: drawn as soon as both its questions are answered.

use chrono::{DateTime, FixedOffset};
use menprov::draft::event::{Address, FORMAT, Header};
use menprov::draft::{Drafts, Event, Journal as _};
use menprov::engine::Notes;
use menprov::text::Language;
use serde_json::{Map, Value};

use super::session::Desk;
use super::steps::{key, wording};

const CASE: &str = include_str!("../../rulesets/cases/date-incident-2023-07-31.yaml");

fn then() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2023-07-31T15:00:00+02:00").expect("a time")
}

/// Leaves a draft with every answer of the case but one.
pub fn left(desk: &Desk, without: &str) {
    let case: Value = serde_saphyr::from_str(CASE).expect("a case file");
    let header = Header {
        format: FORMAT,
        program: "0.1.0".into(),
        procedure: "incident".into(),
        version: 1,
        rules: "00".into(),
        rulesets: Vec::new(),
        law_date: then().date_naive(),
        matter: Some("SN 2023/1".into()),
        language: Language::Sv,
        created: then(),
        continues: None,
        second_of: None,
    };
    let mut draft = Drafts::new(&desk.path(".local/state/menprov")).create(header).expect("a draft");
    for (scope, answers) in case["answers"].as_object().expect("scopes") {
        for (question, answer) in answers.as_object().expect("answers") {
            let at = Address { scope: scope.clone(), question: question.clone() };
            if question != without {
                draft.record(vec![event(at, answer)], then()).expect("saved");
            }
        }
    }
}

fn event(at: Address, answer: &Value) -> Event {
    let none = Map::new();
    let whole = answer.as_object().unwrap_or(&none);
    let text = |name: &str| whole.get(name).and_then(Value::as_str).map(str::to_owned);
    let value = whole.get("answer").unwrap_or(answer).clone();
    Event::Answered {
        at,
        value,
        reason: text("reason"),
        outgoing: text("outgoing"),
        notes: Notes::default(),
        asked: None,
    }
}

#[test]
fn the_matrix_is_drawn_when_both_its_questions_are_answered() {
    let desk = Desk::new().size(160, 80);
    left(&desk, "aterkommande");
    let mut session = desk.resume(&["--law-date", "2023-07-31"]);
    session.asked(&wording("aterkommande"));
    assert!(!session.since().contains('▶'), "nothing is drawn before\n{}", session.since());
    session.press(&key("aterkommande", "dagligen"));
    session.wait_for("Riskmatris: Måttlig × Varje dag → Stor risk.");
    let screen = session.screen();
    let met = screen.lines().find(|line| line.contains('▶')).unwrap_or_else(|| panic!("not drawn\n{screen}"));
    assert!(met.starts_with("Måttlig") && met.trim_end().ends_with("▶ Stor risk"), "{met}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    // What the law demands is asked whatever the matrix says; it was answered in the case, so the review shows it.
    session.wait_for("allvarligt missförhållande");
}
