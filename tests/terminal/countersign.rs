//! Another than the officer at a terminal: the memo is shown first, and a reason that is no reason is asked for again.

use std::fs;
use std::process::Command;

use super::session::{CTRL_C, Desk, ESCAPE};

fn desk() -> Desk {
    let desk = Desk::new();
    for name in ["handl", "delegat", "jurist"] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", &format!("{name}@kommun.example"), "-f"])
            .arg(desk.path(name))
            .status()
            .expect("ssh-keygen is there");
        assert!(made.success());
    }
    desk
}

/// Signs the officer's record with answers of these words.
fn signed(desk: &Desk, answers: &str) {
    fs::write(desk.path("svar.yaml"), answers).expect("it is written");
    let rules = crate::commands::statements::rules();
    let mut session = desk.start(&["assess", "--answers", "svar.yaml", "--rulesets", &rules, "--key", "handl"]);
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
}

const REFUSAL: &str = "procedure: litet\nlaw-date: 2025-01-01\nmatter: SN 2026/1\nanswers:\n  frame:\n    litet.finns: ja\n    litet.begart: alla anteckningar\n    \
    uppgifter: [{id: u1, beskrivning: Anteckning ett}]\n  item/u1:\n    litet-prov.hinder: {answer: ja, reason: grannen \
    skulle drabbas, outgoing: den som frågar kan söka upp grannen}\n";

const PARKED: &str = "procedure: granskat\nlaw-date: 2025-01-01\nmatter: SN 2026/1\nanswers:\n  frame:\n    \
    granskat.finns: {answer: ja, reason: den ligger i akten}\n    granskat.begart: alla anteckningar\n";

fn state(desk: &Desk) -> String {
    let mut session = desk.start(&["register", "list", "--json"]);
    session.wait_exit();
    let screen = session.screen();
    let (_, rest) = screen.rsplit_once("\"state\": \"").expect("a state");
    rest.split('"').next().expect("a word").to_owned()
}

#[test]
fn the_delegate_reads_and_then_approves_in_words_of_their_own() {
    let desk = desk().size(60, 90);
    signed(&desk, REFUSAL);
    let mut session = desk.start(&["memo", "countersign", "20", "--key", "delegat"]);
    session.asked("Vad gör du?");
    let shown = session.since();
    for words in ["lämnas inte ut", "grannen skulle drabbas", "provets hinder", "Anteckning ett", "som delegat"] {
        assert!(shown.contains(words), "`{words}` is not shown before the question:\n{shown}");
    }
    session.press("1").asked("Dina skäl, med egna ord");
    session.line("Instämmer").asked("minst 20");
    session.line("grannen skulle drabbas").asked("inget eget skäl");
    session.line("Jag har läst anteckningen och prövat risken själv");
    session.wait_for("undertecknat och registrerat");
    assert_eq!(session.wait_exit(), 0);
    assert_eq!(state(&desk), "approved");
}

#[test]
fn back_and_help_work_before_anything_is_signed_and_lose_nothing() {
    let desk = desk().size(60, 90);
    signed(&desk, REFUSAL);
    let mut session = desk.start(&["memo", "countersign", "20", "--key", "delegat"]);
    session.asked("Vad gör du?").wait_for("< tillbaka · ? hjälp · = svar · . sluta utan att spara · ! akut fara");
    session.press("?").wait_for("står för utfallet").asked("Vad gör du?");
    session.press("!").wait_for("ring 112").asked("Vad gör du?");
    session.press("<").wait_for("Det här är den första frågan.").asked("Vad gör du?");
    session.press("=").wait_for("menprov memo show").asked("Vad gör du?");
    session.press("2").asked("Vilka frågor ska handläggaren besvara igen?");
    session.line("4").asked("En egen fråga");
    session.line("Vem är grannen?").asked("En egen fråga").wait_for("Svar förut: Vem är grannen?");
    session.line("").asked("Dina skäl");
    session.line("?").wait_for("vad som talar för och emot").asked("Dina skäl");
    // All the way back, and forward again.
    session.press("Grannens roll").press(ESCAPE).asked("En egen fråga").wait_for("Vem är grannen?");
    session.press(ESCAPE).asked("Vilka frågor").wait_for("Svar förut: 4 (> behåller det)");
    session.press(ESCAPE).asked("Vad gör du?");
    session.press("2").asked("En egen fråga").wait_for("Vem är grannen?");
    session.line("").wait_for("Dina skäl").wait_for("Text: Grannens roll");
    session.press(" är inte utredd i akten\r").wait_for("registrerat");
    assert_eq!(session.wait_exit(), 0);
    assert_eq!(state(&desk), "rejected");
    let mut session = desk.start(&["memo", "show", "20"]);
    assert_eq!(session.wait_exit(), 0);
    let shown = session.since();
    assert!(shown.contains("Grannens roll är inte utredd i akten") && shown.contains("Vem är grannen?"), "{shown}");
}

#[test]
fn what_is_sent_back_says_what_to_answer_again() {
    let desk = desk().size(60, 90);
    signed(&desk, REFUSAL);
    let mut session = desk.start(&["memo", "countersign", "20", "--key", "delegat", "--plain"]);
    session.wait_for("Vad gör du?");
    session.line("2").wait_for("Vilka frågor ska handläggaren besvara igen?");
    session.line("4").wait_for("En egen fråga");
    session.line("").wait_for("Dina skäl");
    session.line("Grannens roll är inte utredd i akten").wait_for("registrerat");
    assert_eq!(session.wait_exit(), 0);
    assert_eq!(state(&desk), "rejected");
    let rules = crate::commands::statements::rules();
    let mut session = desk.start(&["assess", "--continue", "20", "--rulesets", &rules, "--key", "handl"]);
    // The draft opens on the question that came back, and says why.
    session.wait_for("Hindrar något att");
    let shown = session.since();
    assert!(shown.contains("Grannens roll är inte utredd") && shown.contains("Svara igen"), "{shown}");
    session.ready();
    session.wait_raw();
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
    assert_eq!(desk.drafts().len(), 1, "and it is kept");
}

#[test]
fn the_lawyer_answers_and_the_officer_goes_on() {
    let desk = desk().size(60, 90);
    signed(&desk, PARKED);
    let mut session = desk.start(&["memo", "countersign", "20", "--key", "jurist"]);
    session.asked("Är begäran rätt avgränsad?").screen();
    session.press("n").asked("Skäl");
    session.line("den omfattar för många år").asked("Vad brister i avgränsningen?");
    session.line("<").asked("Är begäran rätt avgränsad?");
    session.press(">").asked("Vad brister i avgränsningen?");
    session.line("Den saknar tidsgräns").asked("Nummer eller klar");
    session.line("klar").wait_for("undertecknat och registrerat");
    assert_eq!(session.wait_exit(), 0);
    assert_eq!(state(&desk), "answered");
    let rules = crate::commands::statements::rules();
    let mut session = desk.start(&["assess", "--continue", "20", "--rulesets", &rules, "--key", "handl"]);
    session.asked("Håller skälen för att lämna ut?");
    let shown = session.since();
    assert!(shown.contains("Den saknar tidsgräns") && shown.contains("gäller så länge"), "{shown}");
    // Back passes over what is another's, to one's own first answer; changing it opens the lawyer's question again.
    session.press("<").asked("Vad begärs?");
    session.line("<").asked("Finns handlingen hos myndigheten?");
    session.press("j").asked("Skäl");
    session.line("den ligger i ett annat skåp");
    session.wait_for("gäller inte dennes svar");
    session.wait_for("Väntar på jurist: Är begäran rätt avgränsad?");
}

#[test]
fn an_interrupted_countersignature_is_none() {
    let desk = desk();
    signed(&desk, REFUSAL);
    let mut session = desk.start(&["memo", "countersign", "20", "--key", "delegat"]);
    session.asked("Vad gör du?");
    session.press("1").asked("Dina skäl");
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130, "{}", session.screen());
    assert_eq!(state(&desk), "pending");
}
