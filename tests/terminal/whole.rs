//! From the first question to a memo that stock tools verify, all of it typed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::session::{CTRL_C, Desk, Session};
use super::steps::{answer, frame, key, wording};

const PASSPHRASE: &str = "en hemlig fras från Åsele";

/// What is typed in the tests of this file and must lie nowhere but in the draft and the register.
pub const MARKS: [&str; 4] = ["morsoedrkännt", "begartmärkt", "skälmärkt", "SN 2026/MÄRKT"];

/// Makes a key as a new officer does, at the terminal.
fn make_key(desk: &Desk) {
    let mut session = desk.start(&["key", "new", "--name", "handl@kommun.example"]);
    session.wait_for("Ny lösenfras:");
    wait_silent(&session);
    session.line(PASSPHRASE);
    session.wait_for("En gång till:");
    wait_silent(&session);
    session.line(PASSPHRASE);
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
    assert!(session.since().contains("SHA256:"), "{}", session.since());
    assert!(!session.screen().contains("hemlig"), "{}", session.screen());
}

fn wait_silent(session: &Session) {
    while session.echoes() {
        std::thread::yield_now();
    }
}

/// Answers whatever is asked until all is answered.
pub fn to_the_end(session: &mut Session) {
    answer(session, frame().len());
    for (title, keys) in [
        (wording("handlingar"), "anteckning 1\r"),
        ("Beteckning eller dag".into(), "\r"),
        ("Rad 2".into(), "\r"),
        ("Stämmer raderna?".into(), "1"),
        (wording("personer"), "morsoedrkännt\r"),
        ("Slags roll".into(), "1"),
        ("Skyddade personuppgifter".into(), "1"),
        ("Rad 2".into(), "\r"),
        ("Stämmer raderna?".into(), "1"),
        (wording("uppgifter"), "begartmärkt samtal\r"),
        ("Rad 2".into(), "\r"),
        ("Stämmer raderna?".into(), "1"),
    ] {
        session.asked(&title);
        session.press(keys);
    }
    // The rest depends on the rules: a few times yes, then no, the first option, the first choice, and a reason that is long enough.
    for number in 0..60 {
        session.ready();
        let asked = session.since();
        if asked.ends_with("Nummer eller klar:") {
            return;
        }
        let prompt = asked.rsplit("akut fara ").next().unwrap_or_default().to_owned();
        match prompt.split([' ', ':', ',']).next() {
            // Who asks is made sure: an item that waits for that has no reasons to show.
            Some("Svar") if prompt.contains("j/n/v") => {
                session.press(if number < 8 || asked.contains(&wording("identitet")) { "j" } else { "n" })
            }
            // Of someone else, so that the memo has reasons to show.
            Some("Svar") if asked.contains("i förhållande till sökanden") => {
                session.press(&key("relation", "ingen"))
            }
            Some("Svar") => session.press("1"),
            Some("Nummer" | "Tal") => session.line("1"),
            // Half typed it ends as a prompt does, so what is waited for is that it was taken.
            Some("Lagrum") => {
                session.line("26:1").wait_for("→");
                &mut *session
            }
            Some("Text") => {
                session.line(&format!("ett skälmärkt skäl nummer {number} som är långt nog för alla frågor"))
            }
            Some("Dag") => session.line("idag"),
            Some("Tid") => session.line("nu"),
            other => panic!("{other:?} of {asked}"),
        };
    }
    panic!("no end:\n{}", session.screen());
}

fn find(desk: &Desk, needle: &str) -> Vec<String> {
    let holds = |path: &Path| {
        let bytes = fs::read(path).expect("it can be read");
        bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
    };
    let relative = |path: &Path| path.strip_prefix(desk.path("")).expect("it is there").display().to_string();
    desk.files().iter().filter(|path| holds(path)).map(|path| relative(path)).collect()
}

#[test]
fn from_the_first_question_to_a_signature_that_stock_tools_accept() {
    let desk = Desk::new().size(24, 80);
    make_key(&desk);
    let mut session = desk.start(&["assess", "begaran-om-handling", "--matter", "SN 2026/MÄRKT"]);
    session.asked(&wording("myndighetsslag"));
    to_the_end(&mut session);
    session.wait_for("klar: underskrift");
    let draft = desk.draft();
    assert_eq!(fs::metadata(&draft).expect("it is there").permissions().mode() & 0o777, 0o600);
    // While the interview is under way: nothing but the draft knows what was typed.
    for mark in &MARKS[..3] {
        assert_eq!(find(&desk, mark).len(), 1, "{mark}: {:?}", find(&desk, mark));
    }
    session.line("klar");
    session.wait_for("Lösenfras:");
    wait_silent(&session);
    session.line("fel fras");
    session.wait_for("fel lösenfras, försök igen").wait_for("Lösenfras:");
    wait_silent(&session);
    session.line(PASSPHRASE);
    session.wait_for("undertecknat och registrerat som 20");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
    assert!(session.echoes() && session.with(|screen| !screen.hide_cursor()));
    let shown = session.since();
    let id = shown.split("registrerat som ").nth(1).and_then(|rest| rest.split(' ').next()).expect("an id").to_owned();
    assert!(shown.contains("SN 2026/MÄRKT") && shown.contains("skälmärkt"), "{shown}");
    assert!(desk.drafts().is_empty(), "the draft lives on");
    let anywhere = session.raw();
    assert!(!String::from_utf8_lossy(&anywhere).contains(PASSPHRASE));

    // After it: only the register does, and no temporary file was left.
    for mark in MARKS {
        let found = find(&desk, mark);
        assert!(found.iter().all(|name| name.starts_with(".local/share/menprov/")), "{mark}: {found:?}");
    }
    assert_eq!(fs::read_dir(desk.path("tmp")).expect("it is there").count(), 0);
    assert!(find(&desk, PASSPHRASE).is_empty());

    // There is no draft any more, and what is signed is not resumed.
    let mut again = desk.start(&["assess", "--resume", &id]);
    again.wait_for(&format!("`{id}` är undertecknad och ändras inte mer")).wait_for(&format!("--continue {id}"));
    assert_eq!(again.wait_exit(), 3, "{}", again.screen());

    let mut verify = desk.start(&["memo", "verify", &id]);
    assert_eq!(verify.wait_exit(), 0, "{}", verify.screen());
    assert!(verify.since().starts_with("stämmer"), "{}", verify.since());
    let mut export = desk.start(&["memo", "export", &id, "--to", "akt"]);
    assert_eq!(export.wait_exit(), 0, "{}", export.screen());
    let stock = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-f", "allowed_signers", "-I", "handl@kommun.example", "-n", "beslut@menprov"])
        .args(["-s", "record.json.sig"])
        .current_dir(desk.path("akt"))
        .stdin(fs::File::open(desk.path("akt/record.json")).expect("it is there"))
        .output()
        .expect("ssh-keygen is there");
    assert!(stock.status.success(), "{stock:?}");
}

#[test]
fn what_is_typed_is_in_no_argument_and_no_variable() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, frame().len());
    session.asked(&wording("handlingar"));
    session.line("morsoedrkännt");
    session.asked("Beteckning eller dag");
    let process = session.process();
    for file in ["cmdline", "environ"] {
        let bytes = fs::read(format!("/proc/{process}/{file}")).expect("it runs");
        assert!(!String::from_utf8_lossy(&bytes).contains("morsoedrkännt"), "{file}");
    }
    assert_eq!(fs::read_dir(desk.path("tmp")).expect("it is there").count(), 0);
}

#[test]
fn ctrl_c_at_the_passphrase_gives_the_terminal_back_and_keeps_the_draft() {
    let desk = Desk::new();
    make_key(&desk);
    let mut session = desk.assess();
    session.asked(&wording("myndighetsslag"));
    to_the_end(&mut session);
    session.line("klar");
    session.wait_for("Lösenfras:");
    wait_silent(&session);
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
    assert!(session.since().contains("fortsätt med `menprov assess --resume 20"), "{}", session.since());
    assert!(session.echoes(), "the terminal shows nothing that is typed");
    assert_eq!(desk.drafts().len(), 1);
    assert!(!desk.path(".local/share/menprov").exists());

    // Wrong three times: the draft stays too.
    let mut session = desk.resume(&[]);
    session.wait_for("Nummer eller klar:").wait_raw();
    session.line("klar");
    for _ in 0..3 {
        session.wait_for("Lösenfras:");
        wait_silent(&session);
        session.line("fel");
        session.wait_for("lösenfras");
    }
    assert_eq!(session.wait_exit(), 3);
    assert!(session.screen().contains("--resume 20"), "{}", session.screen());
    assert_eq!(desk.drafts().len(), 1);
}

#[test]
fn ctrl_c_at_a_new_passphrase_makes_no_key() {
    let desk = Desk::new();
    let mut session = desk.start(&["key", "new", "--name", "handl@kommun.example"]);
    session.wait_for("Ny lösenfras:");
    wait_silent(&session);
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130, "{}", session.screen());
    assert!(session.echoes());
    assert!(desk.files().is_empty(), "{:?}", desk.files());
}

#[test]
fn a_locked_key_of_ones_own_signs_too() {
    let desk = Desk::new();
    fs::create_dir(desk.path(".ssh")).expect("the folder is made");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-a", "4", "-N", "lås", "-C", "handl@kommun.example", "-f"])
        .arg(desk.path(".ssh/id_ed25519"))
        .stdin(Stdio::null())
        .status()
        .expect("ssh-keygen is there");
    assert!(made.success());
    let mut session = desk.assess();
    session.asked(&wording("myndighetsslag"));
    to_the_end(&mut session);
    session.line("klar");
    session.wait_for("Lösenfras:");
    wait_silent(&session);
    session.line("lås");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
}
