//! A question that two steps come to is put once, and shown where it is not put.

use super::session::Desk;
use super::steps::rules;

#[test]
fn what_is_known_already_is_shown_once_and_not_asked_again() {
    let desk = Desk::new();
    let args = ["assess", "tva-ganger", "--matter", "SN 2026/1", "--rulesets", &rules()];
    let mut session = desk.start(&args);
    session.asked("Är det säkert vem det är?");
    session.press("j");
    session.asked("Är något annat viktigt?");
    // The answer stands on the line above.
    assert!(!session.since().contains("Redan besvarat"), "{}", session.since());
    session.press("n");
    session.asked("Är allt klart?");
    session.wait_for("Redan besvarat").wait_for("Är det säkert vem det är? Ja");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    // What was seen in an earlier sitting is not told anew.
    let again = desk.resume(&["--rulesets", &rules()]);
    again.asked("Är allt klart?");
    assert!(!again.since().contains("Redan besvarat"), "{}", again.since());
}
