//! Drafts that are torn or changed.

use std::fs;

use crate::terminal::session::Desk;
use crate::terminal::steps::{answer, frame, wording};

/// A desk with a draft of seven answers, and the draft's bytes.
fn desk() -> (Desk, std::path::PathBuf, Vec<u8>) {
    let desk = Desk::new();
    let mut session = desk.assess();
    answer(&mut session, 7);
    session.asked(&wording(frame()[7].0));
    session.press(".");
    assert_eq!(session.wait_exit(), 0);
    let path = desk.draft();
    let bytes = fs::read(&path).expect("it is there");
    (desk, path, bytes)
}

#[test]
fn cut_off_in_the_middle_of_a_line() {
    let (desk, path, bytes) = desk();
    fs::write(&path, &bytes[..bytes.len() - 30]).expect("it is written");
    let mut session = desk.resume(&[]);
    // The torn answer was never acknowledged as a whole line: it is put again, and everything before it is kept.
    session.asked(&wording(frame()[6].0)).wait_for("Den sista raden i utkastet var skadad och är undanlagd i");
    let cut = fs::read(path.with_extension("jsonl.cut")).expect("it is kept");
    assert!(bytes.windows(40).any(|window| window == &cut[..40]), "{}", String::from_utf8_lossy(&cut));
    session.line("=");
    session.wait_for(frame()[5].2).wait_for("Nummer eller klar:");
    session.line("klar");
    session.asked(&wording(frame()[6].0));
    session.line("begärt på nytt");
    session.asked(&wording(frame()[7].0));
    session.press(".");
    assert_eq!(session.wait_exit(), 0);
    let again = desk.resume(&["--lang", "en"]);
    again.wait_for("Question 8");
    assert!(!again.since().contains("damaged"), "{}", again.since());
}

#[test]
fn a_flipped_byte() {
    let (desk, path, bytes) = desk();
    let third = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).expect("a third line").0;
    let mut flipped = bytes.clone();
    flipped[third + 60] ^= 1;
    fs::write(&path, &flipped).expect("it is written");
    let session = desk.resume(&[]);
    // Two answers stand before the line; it and what follows it are laid aside, not thrown away.
    session.asked(&wording(frame()[2].0)).wait_for("De sista 5 raderna i utkastet var skadade");
    let cut = fs::read(path.with_extension("jsonl.cut")).expect("it is kept");
    assert!(cut.starts_with(&flipped[third + 1..]), "{}", String::from_utf8_lossy(&cut));
}

#[test]
fn a_head_that_cannot_be_read_leaves_the_file_alone() {
    let (desk, path, bytes) = desk();
    let id = path.file_stem().and_then(|stem| stem.to_str()).expect("it has a name").to_owned();
    let mut flipped = bytes.clone();
    flipped[20] ^= 1;
    for bad in [flipped, bytes[..40].to_vec(), Vec::new(), vec![0xff; 300]] {
        fs::write(&path, &bad).expect("it is written");
        for (language, words, hint) in [
            ("sv", "fel: ", "tips: filen är orörd; hämta den från en säkerhetskopia eller börja om"),
            ("en", "error: ", "hint: the file is untouched; fetch it from a backup or start again"),
        ] {
            let mut session = desk.start(&["assess", "--resume", &id, "--lang", language]);
            assert_eq!(session.wait_exit(), 3, "{}", session.screen());
            assert!(session.since().starts_with(words) && session.since().contains(hint), "{}", session.since());
        }
        assert_eq!(fs::read(&path).expect("it is there"), bad);
    }
}

#[test]
fn an_answer_that_cannot_be_saved_is_not_given() {
    let (desk, path, bytes) = desk();
    // The file may not grow any more: what a full disk is to one that writes.
    let limit = format!("trap '' XFSZ; exec prlimit --fsize={} \"$@\"", bytes.len() + 20);
    let id = path.file_stem().and_then(|stem| stem.to_str()).expect("it has a name");
    let mut session = desk.start_under("/bin/sh", &["-c", &limit, "sh"], &["assess", "--resume", id]);
    session.asked(&wording(frame()[7].0));
    session.press("j");
    assert_eq!(session.wait_exit(), 3, "{}", session.screen());
    assert!(session.since().contains("svaret är inte sparat (disken är full)"), "{}", session.since());
    assert!(session.since().contains("alla tidigare svar finns kvar"), "{}", session.since());
    assert_eq!(fs::read(&path).expect("it is there"), bytes);
    let again = desk.resume(&[]);
    again.asked(&wording(frame()[7].0));
}
