//! A scenario at the terminal: scenes, hints, the key after each answer, leaving and going on.

use super::session::{CTRL_C, Desk, ENTER, Session};
use super::steps::{self, frame, key, wording};
use crate::commands::stage::root;

const ID: &str = "e-post-till-foraldrar";
const TRAINING: &str = ".local/share/menprov/training";

/// The questions that come before the class of the information, each with what is typed.
pub fn first() -> Vec<(&'static str, String)> {
    vec![
        ("myndighetsslag", key("myndighetsslag", "socialnamnd")),
        ("mandat", key("mandat", "tjanst")),
        ("kanalval.vad", key("kanalval.vad", "skicka")),
        ("innehall-provat", "j".to_owned()),
        ("kanal.mottagare", key("kanal.mottagare", "foretradare")),
    ]
}

/// The questions after it.
pub fn rest() -> Vec<(&'static str, String)> {
    vec![
        ("kanal", key("kanal", "e-post")),
        ("onskemal", key("onskemal", "okant")),
        ("kanal.brev-forst", "v".to_owned()),
        ("kanal.bradska", "j".to_owned()),
    ]
}

#[track_caller]
pub fn answer(session: &mut Session, questions: Vec<(&'static str, String)>) {
    for (id, keys) in questions {
        session.asked(&wording(id));
        session.press(&keys);
    }
}

/// Answers what is left after the reason, and leaves the review.
#[track_caller]
pub fn finish(session: &mut Session, done: &str) {
    for id in ["villkor-neutral", "villkor-dolt", "villkor-adress"] {
        session.asked(&wording(id));
        session.press("j");
    }
    session.wait_for(done).ready();
    session.line("klar");
}

const SHOWN: &str = "klar: se hur det gick";

#[test]
fn a_whole_scenario_with_a_hint_and_the_key_after_each_answer() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "run", ID, "--feedback", "direct"]);
    session.wait_for("Inget undertecknas och inget hamnar i registret").wait_for("Listorna");
    session.wait_for("Du är socialsekreterare").wait_for("Ditt utkast: Hej!");
    answer(&mut session, first());
    session.asked(&wording("informationsklass"));
    session.line("?");
    session.wait_for("Ledtråd: Läs utkastet").asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k2"));
    // The first answer is told from the key's, with the key's reason, and can be changed; it still is the one that counts.
    session.wait_for("Inte som i facit").wait_for("Facit svarar: Neutralt").wait_for("Du svarade: Känsligt");
    session.wait_for("Ledtråd: Läs utkastet").wait_for("Lagrum: ");
    session.wait_for("Skäl i facit: Utkastet säger inte").wait_for("det första svaret är det som räknas").ready();
    session.line("<");
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k0"));
    answer(&mut session, rest());
    session.wait_for("Skäl (stannar i myndigheten)").ready();
    assert!(
        !session.since().contains("Som i facit"),
        "the key's reason is told before the own one: {}",
        session.since()
    );
    session.line("Ingen vet var barnet är, och de svarar inte i telefon.");
    session.wait_for("Som i facit Ja (3 poäng) Skäl i facit: Barnet kan ha förts utomlands");
    session.wait_for("Det här blir känt I går ringde du mammans nummer");
    finish(&mut session, SHOWN);
    assert_eq!(session.wait_exit(), 0);
    let said = session.since();
    assert!(said.contains("Poäng: 7 av 10 (70 %). Ledtrådar: 1."), "{said}");
    assert!(said.contains("(ditt godtas)") && said.contains("Här lämnade du först facit"), "{said}");
    assert!(said.contains("Ditt skäl: Ingen vet var barnet är"), "{said}");
    assert!(said.contains("Efteråt (JO dnr 1376-2013)") && said.contains("riktade ingen kritik"), "{said}");
    // Nothing but the result is left: no draft, no key, no register.
    let files: Vec<_> = desk.files().into_iter().map(|file| file.file_name().map(ToOwned::to_owned)).collect();
    assert_eq!(files, [Some(format!("{ID}.json").into())], "{:?}", desk.files());
    let list = desk.start(&["train", "list"]);
    list.wait_for("7/10");
}

/// What gives no points may still lead all astray.
#[test]
fn the_first_answer_that_leaves_the_key_is_told_though_it_gives_no_points() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "run", ID, "--feedback", "direct"]);
    session.asked(&wording("myndighetsslag"));
    session.press(&key("myndighetsslag", "region"));
    session.wait_for("Här lämnar du facit").wait_for("Facit svarar: ").wait_for("Du svarade: ");
    session.asked(&wording("mandat"));
    session.line("<");
    session.asked(&wording("myndighetsslag"));
    session.press(&key("myndighetsslag", "socialnamnd"));
    session.asked(&wording("mandat"));
    session.press(&key("mandat", "tjanst"));
    session.asked(&wording("kanalval.vad"));
    assert_eq!(session.since().matches("Här lämnar du facit").count(), 0, "{}", session.since());
}

#[test]
fn the_key_is_told_at_the_end_unless_asked_for_and_the_answer_that_stands_counts() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "run", ID]);
    answer(&mut session, first());
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k2"));
    session.asked(&wording("kanal"));
    assert!(!session.since().contains("facit"), "{}", session.since());
    session.line("<");
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k0"));
    // What is known can be read again beside the answers.
    session.asked(&wording("kanal"));
    session.line("=");
    session.wait_for("Det här är känt Du är socialsekreterare").ready();
    let said = session.since();
    assert!(said.find(&wording("mandat")) < said.find("Det här är känt"), "the answers come first: {said}");
    session.line("<");
    answer(&mut session, rest());
    session.wait_for("Skäl (stannar i myndigheten)").ready();
    session.line("Ingen vet var barnet är, och de svarar inte i telefon.");
    finish(&mut session, SHOWN);
    assert_eq!(session.wait_exit(), 0);
    let said = session.since();
    assert!(said.contains("Poäng: 10 av 10 (100 %). Ledtrådar: 0."), "{said}");
    assert!(said.contains("Du lämnade aldrig facit."), "{said}");
}

#[test]
fn what_was_filled_in_for_the_keys_way_is_not_told_on_another() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "run", ID]);
    answer(&mut session, first());
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k1"));
    session.asked(&wording("kanal"));
    session.press(&key("kanal", "brev"));
    session.wait_for("Är kuvertet neutralt?").ready();
    session.press("j").wait_for("Ligger bara").ready();
    session.press("j").wait_for("klar: se hur det gick").ready();
    assert!(session.since().contains("Till sist 5. "), "{}", session.since());
    assert!(!session.since().contains("Vilka försök"), "{}", session.since());
    session.line("klar");
    assert_eq!(session.wait_exit(), 0);
    let said = session.since();
    assert!(said.contains("Poäng: 0 av 10 (0 %)") && said.contains("kom inte upp"), "{said}");
    assert!(said.contains("Facit svarar: Neutralt"), "{said}");
}

#[test]
fn leaving_and_a_power_cut_lose_nothing_and_again_begins_anew() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "run", ID, "--feedback", "direct"]);
    answer(&mut session, first());
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k3"));
    session.wait_for("Inte som i facit").ready();
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
    assert!(
        session.since().contains(&format!("fortsätt med `menprov train run {ID} --feedback direct`")),
        "{}",
        session.since()
    );
    assert!(desk.drafts().is_empty(), "it lies among the real drafts");

    // It goes on as it was begun: the key is still told after each answer.
    let mut session = desk.start(&["train", "run", ID]);
    session.wait_for("Övningen fortsätter: 6 svar finns kvar").ready();
    session.line("<");
    session.asked(&wording("informationsklass"));
    session.press(&key("informationsklass", "k0"));
    session.asked(&wording("kanal"));
    session.kill();
    let mut session = desk.start(&["train", "run", ID]);
    session.wait_for("Övningen fortsätter: 6 svar finns kvar").asked(&wording("kanal"));
    session.press(&key("kanal", "e-post"));
    session.asked(&wording("onskemal"));
    session.press(&key("onskemal", "okant"));
    session.wait_for("Som i facit").asked(&wording("kanal.brev-forst"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let kept = std::fs::read_to_string(desk.path(TRAINING).join(format!("{ID}.json"))).expect("it is kept");
    assert!(kept.contains("\"k3\"") && !kept.contains("\"k0\""), "the first answer counts: {kept}");

    let mut session = desk.start(&["train", "run", ID, "--again"]);
    session.wait_for("Inget undertecknas").asked(&wording("myndighetsslag"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let drafts = std::fs::read_dir(desk.path(TRAINING).join("drafts")).expect("the folder").count();
    assert_eq!(drafts, 1, "the one before is thrown away");
}

#[test]
fn plain_lines_say_the_same() {
    let desk = Desk::new();
    let mut session = desk.start(&["train", "run", ID, "--plain", "--lang", "en", "--feedback", "direct"]);
    session.wait_for("You are a social worker").ready();
    for (_, keys) in first() {
        session.press(&format!("{}{ENTER}", if keys == "j" { "y" } else { &keys }));
        session.ready();
    }
    session.line("?");
    session.wait_for("Hint: Read the draft with an outsider’s eyes.").ready();
    session.line(&key("informationsklass", "k0"));
    session.wait_for("As in the key").ready();
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    session.wait_for(&format!(
        "the training is saved; go on with `menprov train run {ID} --feedback direct --plain --lang en`"
    ));
}

/// Lays a pack of one scenario with persons and items, whose key is that of a decided case.
fn pack(desk: &Desk) {
    let case = std::fs::read_to_string(root().join("rulesets/cases/j-03-modern.yaml")).expect("the case");
    let key = &case[case.find("procedure: ").expect("its answers")..];
    let top = "scenario:\n  id: modern\n  level: advanced\n  title: {sv: Modern frågar, en: The mother asks}\n  \
               source: J 3\n  scene:\n  - text: {sv: Modern har vårdnaden., en: The mother has custody.}\n  hints:\n    \
               vems: {sv: Läs stycket., en: Read the paragraph.}\n  points: {vems: 2}\n  expect:\n    effects: {i1: \
               release}\n    procedure-outcome: lamnas-ut\n    provisions: ['OSL 12:3']\n  debrief: {sv: Slut., en: End.}\n";
    std::fs::create_dir_all(desk.path("pack")).expect("made");
    std::fs::write(desk.path("pack/modern.yaml"), format!("{top}{key}")).expect("written");
}

#[test]
fn the_lists_are_filled_in_and_told_and_a_changed_scenario_begins_anew() {
    let desk = Desk::new();
    pack(&desk);
    let mut session = desk.start(&["train", "run", "modern", "--pack", "pack"]);
    session.wait_for("Ifyllt åt dig Handling 1: journalanteckningar Person 1: fjortonåringen · Slags roll: barn");
    session.wait_for("Uppgift 1: andra stycket i journalanteckning 2");
    steps::answer(&mut session, frame().len());
    // Neither documents, persons nor items are asked for.
    session.asked(&wording("slagning-i-dag"));
    assert!(session.since().contains("Fråga 15"), "{}", session.since());
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
    assert!(session.since().contains("`menprov train run modern --pack pack`"), "{}", session.since());
    let path = desk.path("pack/modern.yaml");
    let text = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(&path, text.replace("Slut.", "Slut nu.")).expect("written");
    let mut session = desk.start(&["train", "run", "modern", "--pack", "pack"]);
    session.wait_for("Scenariot har ändrats sedan du började, och börjar om.").asked(&wording("myndighetsslag"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let drafts = std::fs::read_dir(desk.path(TRAINING).join("drafts")).expect("the folder").count();
    assert_eq!(drafts, 1, "the one before is thrown away");
}
