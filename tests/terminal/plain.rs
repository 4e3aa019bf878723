//! Plain lines: for a terminal that knows nothing, and for no terminal at all.

use std::process::{Command, Stdio};

use super::session::{CTRL_C, Desk};
use super::steps::{frame, rules, worded, wording};
use menprov::text::Language;

/// Answers by whole lines.
fn by_lines(desk: &Desk, args: &[&str]) -> super::session::Session {
    let mut session = desk.start(args);
    for (id, keys, _) in frame() {
        session.wait_for(&wording(id)).ready();
        session.line(keys.trim_end());
    }
    session.wait_for(&wording("handlingar")).ready();
    session
}

#[test]
fn a_dumb_terminal_gets_no_escape() {
    let desk = Desk::new().var("TERM", "dumb");
    let mut session = by_lines(&desk, &["assess", "begaran-om-handling", "--matter", "SN 1"]);
    session.line("?");
    session.wait_for("Källa:").wait_for("Så tar du reda på det:").ready();
    session.line("?");
    session.wait_for("Vägen hit").wait_for("Slutsats: Inget jäv är känt.").wait_for("Därför ställs frågan nu:").ready();
    session.line("<");
    session.wait_for(&wording("uppdrag")).wait_for("Svar förut: ").ready();
    session.line("");
    session.wait_for("Svara 1 till").ready();
    session.line("=");
    session.wait_for("Nummer eller klar:");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let raw = session.raw();
    assert!(!raw.contains(&0x1b), "{}", String::from_utf8_lossy(&raw).escape_debug());
    let told = String::from_utf8_lossy(&raw).matches("”Vårdnadshavare”: Den som").count();
    assert_eq!(told, 1, "a term is explained once");
}

#[test]
fn an_environment_that_asks_for_it_gets_plain_lines_from_the_first_to_the_signature() {
    let desk = Desk::new().var("ACCESSIBLE", "1");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-a", "4", "-N", "lås", "-C", "handl@kommun.example", "-f"])
        .arg(desk.path("key"))
        .status();
    assert!(made.expect("ssh-keygen is there").success());
    let args = ["assess", "alla-slag", "--matter", "SN 1", "--key", "key", "--rulesets", &rules()];
    let mut session = desk.start(&args);
    session.wait_for("Vilken dag var det?").ready();
    for (typed, said) in [
        ("i går", "är ingen dag"),
        ("2026-11-20", "Svar: 2026-11-20"),
        ("!", "ring 112"),
        ("2026-11-20 08:15", "Du skrev: 2026-11-20 08:15"),
        ("12", "Du skrev: 12"),
        ("åskan gick", "Du skrev: åskan gick"),
        ("modern", "Du skrev: modern"),
        ("0", "Svara 1 till 8."),
        ("3", "Svar: förälder eller vårdnadshavare"),
        ("1", "Svar: nej"),
        ("", "Du skrev: inget"),
        ("1", "Svar: Klar"),
        ("1 2", "Svar: modern, allmänt intresse"),
        ("?", "Källa"),
        ("2", "Svar: Det andra"),
        ("ja", "Svara j, n eller v."),
        ("n", "Svar: Nej"),
        ("ett skäl som räcker", "Du skrev: ett skäl som räcker"),
    ] {
        session.line(typed).wait_for(said).ready();
    }
    session.line("?").wait_for("Ingenting är bestämt innan").ready();
    session.line("klar").wait_for("Lösenfras:");
    let began = std::time::Instant::now();
    while session.echoes() {
        assert!(began.elapsed().as_secs() < 60, "the passphrase would be shown");
        std::thread::yield_now();
    }
    session.line("lås").wait_for("undertecknat och registrerat");
    assert_eq!(session.wait_exit(), 0);
    let raw = session.raw();
    let shown = String::from_utf8_lossy(&raw);
    assert!(!raw.contains(&0x1b), "{}", shown.escape_debug());
    let asked = shown.split("Lösenfras").next().unwrap_or_default();
    assert!(!asked.contains(['→', '·', '│', '─']), "{asked}");
}

#[test]
fn the_matrix_is_told_in_words() {
    let desk = Desk::new();
    super::picture::left(&desk, "aterkommande");
    let mut session = desk.resume(&["--law-date", "2023-07-31", "--plain"]);
    session.wait_for(&wording("aterkommande")).ready();
    session.line("1").wait_for("Svar: ").ready();
    let shown = session.since();
    assert!(!shown.contains(['│', '─', '┌', '|', '→', '·']), "{shown}");
    assert!(!session.raw().contains(&0x1b));
}

#[test]
fn plain_lines_can_be_asked_for_and_interrupted() {
    let desk = Desk::new();
    let mut session = by_lines(&desk, &["assess", "begaran-om-handling", "--matter", "SN 1", "--plain"]);
    session.press(CTRL_C).wait_for("fortsätt med `menprov assess --resume 20");
    assert_eq!(session.wait_exit(), 130);
    assert!(!session.raw().contains(&0x1b));
}

#[test]
fn the_end_of_the_input_is_said_and_the_draft_stays() {
    let desk = Desk::new().var("TERM", "dumb");
    let mut session = by_lines(&desk, &["assess", "begaran-om-handling", "--matter", "SN 1"]);
    session.press("\u{4}");
    assert_eq!(session.wait_exit(), 130);
    assert!(session.since().contains("avbrutet: inmatningen tog slut"), "{}", session.since());
    assert!(session.since().contains("menprov assess --resume 20"), "{}", session.since());
    assert_eq!(desk.drafts().len(), 1);
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    for language in ["sv", "en"] {
        let desk = Desk::new();
        for stdin in [Stdio::null(), Stdio::piped()] {
            let output = Command::new(env!("CARGO_BIN_EXE_menprov"))
                .args(["assess", "begaran-om-handling", "--lang", language])
                .env_clear()
                .env("HOME", desk.path(""))
                .stdin(stdin)
                .output()
                .expect("it starts");
            let err = String::from_utf8(output.stderr).expect("UTF-8");
            let (words, hint) = match language {
                "sv" => ("fel: här finns ingen att fråga", "tips: ge svaren i en fil med `--answers FIL`"),
                _ => ("error: there is nobody to ask", "hint: give the answers in a file with `--answers FILE`"),
            };
            assert_eq!(output.status.code(), Some(2), "{err}");
            assert!(err.starts_with(words) && err.contains(hint) && err.lines().count() == 2, "{err}");
            assert!(output.stdout.is_empty());
        }
        assert!(desk.files().is_empty());
    }
}

#[test]
fn english_is_whole() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "begaran-om-handling", "--matter", "SN 1", "--lang", "en"]);
    for id in ["myndighetsslag", "mandat"] {
        session.asked(&worded(id, Language::En));
        session.press("1");
    }
    session.asked(&worded("begaran-om-handling.mottagen", Language::En));
    session.line("26-11-21");
    session.wait_for("`26-11-21` is no point in time").ready();
    session.line("2026-11-20 09:00");
    session.asked(&worded("begaran-om-handling.kanal", Language::En)).wait_for("By letter");
    session.wait_for("< back · ? help · = all answers · . save and stop · ! acute danger");
    session.press(".");
    assert_eq!(session.wait_exit(), 0);
    assert!(session.since().contains("the draft is saved; go on with `menprov assess --resume 20"));
    let words = session.raw();
    let words = String::from_utf8_lossy(&words);
    for swedish in ["Fråga", "Svar", "Akut", "tillbaka", "är "] {
        assert!(!words.contains(swedish), "{swedish}: {words}");
    }
}
