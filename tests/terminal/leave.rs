//! Leaving in the midst of it, in good order or not, and going on.

use super::session::{CTRL_C, Desk, Session};
use super::steps::{answer, frame, wording};

const NEXT: usize = 12;

/// Waits for the question with that number of the frame; after the last comes the list of documents.
fn at(session: &Session, number: usize) {
    match frame().get(number) {
        Some((id, _, _)) => session.asked(&wording(id)),
        None => session.asked(&wording("handlingar")),
    };
}

#[test]
fn stopping_says_how_to_go_on_and_going_on_loses_nothing() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, NEXT);
    at(&session, NEXT);
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let draft = desk.draft();
    let id = draft.file_stem().and_then(|stem| stem.to_str()).expect("it has a name").to_owned();
    let line = format!("utkastet är sparat; fortsätt med `menprov assess --resume {id}`");
    assert!(session.since().contains(&line), "{}", session.since());

    let mut again = desk.start(&["assess", "--resume", &id]);
    at(&again, NEXT);
    again.line("=");
    for (_, _, shown) in frame() {
        again.wait_for(shown);
    }
}

#[test]
fn leaving_says_which_deadlines_run_and_breaks_no_word() {
    let desk = Desk::new().size(24, 60);
    super::picture::left(&desk, "aterkommande");
    let mut session = desk.resume(&["--law-date", "2023-07-31"]);
    session.asked(&wording("aterkommande"));
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    let said = session.since();
    assert!(said.contains("torsdag 3 augusti 2023 kl. 09.00): Anmäl till Integritetsskyddsmyndigheten"), "{said}");
    let raw = String::from_utf8(session.raw()).expect("UTF-8");
    let last = &raw[raw.rfind("utkastet är sparat").unwrap_or_else(|| panic!("it is not said\n{raw}"))..];
    assert!(last.lines().all(|line| line.trim_end().chars().count() <= 60), "{last}");
}

#[test]
fn a_power_cut_after_any_answer_loses_nothing() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 1);
    for (number, (id, keys, _)) in frame().into_iter().enumerate().skip(1) {
        at(&session, number);
        session.kill();
        session = desk.resume(&[]);
        session.asked(&wording(id));
        assert!(!session.since().contains("skadade"), "{}", session.since());
        session.press(&keys);
    }
    // The rows of a list that is not finished are kept too.
    at(&session, NEXT);
    session.line("utredningen från i våras");
    session.asked("Beteckning eller dag");
    session.line("");
    session.asked("Rad 2");
    session.kill();
    session = desk.resume(&[]);
    session.asked("Stämmer raderna?").wait_for("1. utredningen från i våras");
    session.press("1");
    session.asked(&wording("personer"));
    session.press("=");
    session.kill();
    session = desk.resume(&[]);
    session.asked(&wording("personer"));
    session.line("=");
    for (_, _, shown) in frame() {
        session.wait_for(shown);
    }
}

#[test]
fn two_windows_cannot_write_in_one_draft() {
    let desk = Desk::new();
    let mut first = desk.assess();
    answer(&mut first, 4);
    at(&first, 4);
    let before = std::fs::read(desk.draft()).expect("it is there");
    let mut second = desk.resume(&[]);
    assert_eq!(second.wait_exit(), 3);
    assert!(second.since().contains("är öppet i ett annat fönster"), "{}", second.since());
    assert!(second.since().contains("avsluta där först"), "{}", second.since());
    assert_eq!(std::fs::read(desk.draft()).expect("it is there"), before);
    first.press("1");
    at(&first, 5);
}

#[test]
fn a_window_that_is_closed_or_a_signal_leaves_the_draft() {
    for (signal, upto) in [("HUP", 4), ("TERM", 4), ("TERM", 6), ("INT", 6)] {
        let desk = Desk::new();
        let mut session = desk.assess();
        answer(&mut session, upto);
        at(&session, upto);
        session.signal(signal);
        assert_eq!(session.wait_exit(), 130, "{signal}: {}", session.screen());
        assert!(session.since().contains("menprov assess --resume 20"), "{signal}: {}", session.since());
        assert!(session.echoes() && session.with(|screen| !screen.hide_cursor()), "{signal}");
        let again = desk.resume(&[]);
        at(&again, upto);
    }
}

#[test]
fn there_is_nothing_to_go_on_with() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "--resume"]);
    assert_eq!(session.wait_exit(), 2);
    assert!(session.since().contains("det finns inget utkast att fortsätta"), "{}", session.since());
    let mut session = desk.start(&["assess", "--resume", "20261121-bcdfgh"]);
    assert_eq!(session.wait_exit(), 3);
    assert!(session.since().contains("utkastet `20261121-bcdfgh` finns inte"), "{}", session.since());
    assert!(desk.files().is_empty(), "{:?}", desk.files());
}

#[test]
fn ctrl_c_at_the_page_of_answers_and_while_nothing_is_asked() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 4);
    at(&session, 4);
    session.press("=");
    session.wait_for("Nummer eller klar:").wait_raw();
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
    assert!(session.since().contains("--resume 20"), "{}", session.since());
}

#[test]
fn what_is_practised_is_resumed_as_practice_and_never_among_what_is_real() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "begaran-om-handling", "--matter", "SN 2026/1", "--practice"]);
    answer(&mut session, NEXT);
    at(&session, NEXT);
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    assert!(desk.drafts().is_empty(), "{:?}", desk.drafts());
    let shown = session.since();
    let more = shown.split("assess --resume ").nth(1).and_then(|rest| rest.split('`').next()).expect("how to go on");
    let id = more.strip_suffix(" --practice").unwrap_or_else(|| panic!("{more}"));

    let mut real = desk.start(&["assess", "--resume", id]);
    assert_eq!(real.wait_exit(), 3, "{}", real.screen());
    let again = desk.start(&["assess", "--resume", id, "--practice"]);
    at(&again, NEXT);
}

#[test]
fn a_file_that_never_comes_can_be_left() {
    // Opening a pipe that nobody writes to waits for ever.
    let desk = Desk::new();
    let pipe = desk.path("rader.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("it is there").success());
    let mut session = desk.start(&["assess", "begaran-om-handling", "--matter", "SN 1", "--items", "rader.csv"]);
    session.wait_raw();
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130, "{}", session.screen());
    assert!(session.since().contains("avbrutet"), "{}", session.since());
    assert!(session.echoes());
    assert!(desk.drafts().is_empty());
}

#[test]
fn a_terminal_that_was_taken_meanwhile_is_taken_back_and_the_question_shown_again() {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 2);
    at(&session, 2);
    session.press("2026-11-20");
    session.wait_for("2026-11-20");
    session.signal("STOP");
    // As a shell does when the program in front of it has stopped.
    session.cook();
    session.press("");
    session.signal("CONT");
    session.wait_raw().wait_for(&wording("begaran-om-handling.mottagen")).wait_for("2026-11-20");
    session.line(" 09:00");
    at(&session, 3);
}
