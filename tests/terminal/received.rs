//! When something came in: said beforehand, or asked for and never of the future.

use super::session::{Desk, ENTER};
use super::steps::{key, wording};

const PROCEDURE: [&str; 4] = ["assess", "begaran-om-handling", "--matter", "SN 2026/1"];

#[test]
fn what_was_said_beforehand_is_not_asked_and_can_be_changed_when_the_draft_is_resumed() {
    let desk = Desk::new();
    let mut session = desk.start(&[&PROCEDURE[..], &["--received", "2026-11-20T16:30"]].concat());
    session.asked(&wording("myndighetsslag"));
    session.press(&key("myndighetsslag", "socialnamnd"));
    session.asked(&wording("mandat"));
    session.press(&key("mandat", "tjanst"));
    session.asked(&wording("begaran-om-handling.kanal"));
    assert!(!session.since().contains(&wording("begaran-om-handling.mottagen")), "{}", session.since());
    session.line(".");
    assert_eq!(session.wait_exit(), 0);

    let mut session = desk.resume(&["--received", "2026-11-19 08:05"]);
    session.asked(&wording("begaran-om-handling.kanal"));
    session.press("<");
    session.asked(&wording("begaran-om-handling.mottagen"));
    session.wait_for("2026-11-19 08:05");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);

    let mut session = desk.resume(&["--received", "2199-01-01"]);
    session.wait_for("den tiden har inte varit än");
    assert_eq!(session.wait_exit(), 2);
}

#[test]
fn a_time_to_come_is_refused_and_asked_for_again() {
    let desk = Desk::new();
    let mut session = desk.assess();
    session.asked(&wording("myndighetsslag"));
    session.press(&key("myndighetsslag", "socialnamnd"));
    session.asked(&wording("mandat"));
    session.press(&key("mandat", "tjanst"));
    session.asked(&wording("begaran-om-handling.mottagen"));
    session.press(&format!("2199-11-20 09:00{ENTER}"));
    session.wait_for("`2199-11-20T09:00` har inte varit än").wait_for("skriv när det hände");
    session.asked(&wording("begaran-om-handling.mottagen"));
    session.press(&format!("idag 00:00{ENTER}"));
    session.asked(&wording("begaran-om-handling.kanal"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
}
