//! The officer parks at a shipped question of the manager's, the manager answers, and the officer goes on to the end:
//! two people, two keys and two homes, one register, on the configuration that is shipped as an example.

use std::fs;
use std::process::Command;

use super::session::{Desk, Session};
use crate::commands::stage::root;

/// The officer's and the manager's desks, each with a key of its own that both know.
fn desks() -> (Desk, Desk) {
    let (officer, manager) = (Desk::new().size(60, 100), Desk::new().size(60, 100));
    let mut signers = String::new();
    for (desk, name) in [(&officer, "handl"), (&manager, "chef")] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", &format!("{name}@kommun.example"), "-f"])
            .arg(desk.path("key"))
            .status();
        assert!(made.expect("ssh-keygen is there").success());
        let public = fs::read_to_string(desk.path("key.pub")).expect("it is there");
        signers.extend([name, "@kommun.example ", &public]);
    }
    for desk in [&officer, &manager] {
        let folder = desk.path(".config/menprov");
        fs::create_dir_all(&folder).expect("it is made");
        fs::write(folder.join("allowed_signers"), &signers).expect("it is written");
    }
    (officer, manager)
}

/// Starts the program at a desk, on the register and the configuration that both share.
fn start(desk: &Desk, register: &str, signs: bool, args: &[&str]) -> Session {
    let config = root().join("examples/menprov.toml");
    let shared = ["--register", register, "--config", config.to_str().expect("UTF-8")];
    let key = if signs { &["--key", "key"][..] } else { &[] };
    desk.start(&[args, &shared, key].concat())
}

#[test]
fn the_manager_settles_a_conflict_of_interest_and_the_officer_goes_on() {
    let (officer, manager) = desks();
    let register = officer.path("register");
    let register = register.to_str().expect("UTF-8");

    let mut session = start(&officer, register, true, &["assess", "jav-sjalvkontroll", "--matter", "SN 2026/1"]);
    session.asked("Är du jävig?");
    session.press("6").asked("Kan din opartiskhet i ärendet ifrågasättas");
    session.press("v").asked("Skäl");
    session.line("Vi är grannar och hälsar men umgås inte.").asked("Nummer eller klar");
    assert!(session.since().contains("Väntar på chef: Är handläggaren jävig?"), "{}", session.since());
    session.line("klar").wait_for("lämna över med `menprov memo hand-over 2026-0001");
    assert_eq!(session.wait_exit(), 0);

    let mut session = start(&officer, register, true, &["memo", "hand-over", "2026-0001"]);
    session.asked("Vad behöver mottagaren veta?");
    session.line("Jag vill svara i dag, klienten väntar.").wait_for("överlämnat till enhetschef");
    session.wait_for("menprov memo countersign 2026-0001 --role enhetschef");
    assert_eq!(session.wait_exit(), 0);

    let mut session = start(&manager, register, false, &["memo", "inbox", "--role", "enhetschef"]);
    session.wait_for("Är handläggaren jävig?");
    assert_eq!(session.wait_exit(), 0);

    // The file says that whoever uses it is an officer, so the manager must say that they are not.
    let mut session = start(&manager, register, true, &["memo", "countersign", "2026-0001"]);
    session.wait_for("den som är enhetschef skriver `menprov memo countersign 2026-0001 --role enhetschef");
    assert_eq!(session.wait_exit(), 2);

    let answering = ["memo", "countersign", "2026-0001", "--role", "enhetschef"];
    let mut session = start(&manager, register, true, &answering);
    session.asked("2) Nej, handläggaren är inte jävig");
    let shown = session.since();
    for words in
        ["Jag vill svara i dag", "hälsar men umgås inte", "skriver under som enhetschef", "sluta utan att spara"]
    {
        assert!(shown.contains(words), "`{words}` is not shown before the question:\n{shown}");
    }
    assert!(!shown.contains("spara och sluta"), "{shown}");
    session.press("2").asked("Skäl");
    session.line("Nej").asked("minst 20 krävs");
    session.line("De känner bara igen varandra till utseendet.").asked("Nummer eller klar");
    assert!(!session.since().contains("sparar och slutar"), "{}", session.since());
    session.line("klar").wait_for("menprov assess --continue 2026-0001");
    assert_eq!(session.wait_exit(), 0);
    // What is answered is answered once.
    let mut session = start(&manager, register, true, &answering);
    session.wait_for("väntar inte på någon annans underskrift: besvarat");
    assert_eq!(session.wait_exit(), 1);

    // Nor does the manager go on from it: the answer would be their own officer's.
    let mut session = start(&manager, register, true, &["assess", "--continue", "2026-0001"]);
    session.asked("Nummer eller klar");
    session.line("klar").wait_for("du har själv svarat i `2026-0001` som chef");
    assert_eq!(session.wait_exit(), 1);

    let mut session = start(&officer, register, true, &["assess", "--continue", "2026-0001"]);
    session.asked("Nummer eller klar");
    let shown = session.since();
    assert!(shown.contains("De känner bara igen varandra") && shown.contains("Inget jäv är känt"), "{shown}");
    session.line("klar").wait_for("undertecknat och registrerat som 2026-0002");
    assert_eq!(session.wait_exit(), 0);

    for desk in [&officer, &manager] {
        let mut session = start(desk, register, false, &["memo", "verify", "2026-0002"]);
        session.wait_for("samma utfall, ord för ord");
        assert_eq!(session.wait_exit(), 0, "{}", session.screen());
        let shown = session.since();
        assert!(shown.starts_with("stämmer underlag") && shown.contains("svar (chef), chef@kommun.example"), "{shown}");
    }
}
