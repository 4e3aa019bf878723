//! A member of a room at the terminal: what was answered is neither lost by a power cut nor handed in half.

use super::session::{Desk, ENTER};
use super::steps::{key, wording};
use super::training::{answer, finish, first, rest};

const ID: &str = "e-post-till-foraldrar";
const JOIN: [&str; 6] = ["train", "run", "--room", "room.json", "--as", "Falk"];

#[test]
fn a_power_cut_in_the_middle_loses_no_answer_and_nothing_half_is_handed_in() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "room", "new", "--scenarios", ID, "-o", "room.json"]);
    assert_eq!(session.wait_exit(), 0);
    let mut session = desk.start(&JOIN);
    session.wait_for("Rum ").wait_for(", du är Falk: scenario 1 av 1").wait_for("Inget undertecknas");
    answer(&mut session, first());
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k0"));
    session.asked(&wording("kanal"));
    session.kill();
    // The pseudonym is taken; nothing stands in the sheet.
    let sheet = || {
        let file = desk.files().into_iter().find(|file| file.to_string_lossy().ends_with("-falk.json"));
        std::fs::read_to_string(file.unwrap_or_else(|| panic!("a sheet: {:?}", desk.files()))).expect("it is read")
    };
    assert!(sheet().contains("\"scenarios\": {}"), "{}", sheet());

    // The same command goes on, and no answer is asked for again.
    let mut session = desk.start(&JOIN);
    session.wait_for("Övningen fortsätter: 6 svar finns kvar").asked(&wording("kanal"));
    let said = session.since();
    assert!(
        said.find("Övningen fortsätter") < said.find("Du är socialsekreterare"),
        "where one is comes first: {said}"
    );
    session.press(&key("kanal", "e-post"));
    answer(&mut session, rest().split_off(1));
    session.wait_for("Skäl (stannar i myndigheten)").ready();
    session.press("Ingen vet var barnet är, och de svarar inte i telefon.");
    session.press(ENTER);
    finish(&mut session, "klar: lämna in");
    assert_eq!(session.wait_exit(), 0);
    assert!(session.since().contains("är inlämnat i"), "{}", session.since());
    session.wait_for("alla scenarier är inlämnade (1 av 1); vänta på genomgången");
    // Nobody is told the key before the room is.
    assert!(!session.since().contains("Poäng:"), "{}", session.since());
    let mut session = desk.start(&["train", "debrief", "room.json", "--csv", "out.csv"]);
    assert_eq!(session.wait_exit(), 0);
    let table = std::fs::read_to_string(desk.path("out.csv")).expect("it is written");
    assert!(table.contains(&format!("points,{ID},1,,,,,10,10,")), "{table}");
    let mut session = desk.start(&JOIN);
    session.wait_for("alla scenarier i rummet är inlämnade");
    assert_eq!(session.wait_exit(), 0);
}

/// Somebody else's pseudonym is asked about; who says no has changed nothing, and who says yes has it from then on.
#[test]
fn a_pseudonym_that_was_taken_elsewhere_is_asked_about() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "room", "new", "--scenarios", ID, "-o", "room.json"]);
    assert_eq!(session.wait_exit(), 0);
    let mut session = desk.start(&JOIN);
    session.asked(&wording("myndighetsslag"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let away = desk.path("away");
    std::fs::create_dir(&away).expect("made");
    let home = format!("HOME={}", away.display());
    let mut other = desk.start_under("/usr/bin/env", &[&home], &JOIN);
    other.wait_for("”Falk” har redan börjat").wait_for("Är det du?").ready();
    other.press("n");
    assert_eq!(other.wait_exit(), 2);
    assert!(other.since().contains("ta en annan pseudonym"), "{}", other.since());
    let mut other = desk.start_under("/usr/bin/env", &[&home], &JOIN);
    other.wait_for("Är det du?").ready();
    other.press("j").asked(&wording("myndighetsslag"));
    other.line(".");
    assert_eq!(other.wait_exit(), 0);
    // Now it is the first one that is asked.
    let mut session = desk.start(&JOIN);
    session.wait_for("Är det du?").ready();
    session.press("n");
    assert_eq!(session.wait_exit(), 2);
}

/// Between two scenarios there is a pause, and what training is, is told once.
#[test]
fn one_scenario_after_the_other_with_a_pause_between() {
    let desk = Desk::new();
    let ids = format!("{ID},forsta-kontakt-med-sms");
    let mut session = desk.start(&["train", "room", "new", "--scenarios", &ids, "-o", "room.json"]);
    assert_eq!(session.wait_exit(), 0, "{}", session.since());
    let mut session = desk.start(&JOIN);
    session.wait_for("scenario 1 av 2").wait_for("Inget undertecknas");
    answer(&mut session, first());
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k0"));
    answer(&mut session, rest());
    session.wait_for("Skäl (stannar i myndigheten)").ready();
    session.line("Ingen vet var barnet är, och de svarar inte i telefon.");
    finish(&mut session, "klar: lämna in");
    session.wait_for("är inlämnat i").wait_for("Nästa är scenario 2 av 2").wait_for("Börja?").ready();
    assert!(!session.since().contains("vänta på genomgången"), "{}", session.since());
    session.press("n");
    assert_eq!(session.wait_exit(), 0);
    assert!(
        session.since().contains("fortsätt med `menprov train run --room room.json --as Falk`"),
        "{}",
        session.since()
    );
    let mut session = desk.start(&JOIN);
    session.wait_for("scenario 2 av 2").asked(&wording("myndighetsslag"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
}
