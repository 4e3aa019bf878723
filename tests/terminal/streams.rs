//! Colours, pipes, and terminals that go away.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::session::{CTRL_C, Desk, plain};
use super::steps::{rules, wording};

fn program(desk: &Desk) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_menprov"));
    command.args(["assess", "begaran-om-handling", "--matter", "SN 1"]).env_clear().env("HOME", desk.path(""));
    command.env("LANG", "sv_SE.UTF-8").env("TERM", "xterm-256color").stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Returns the colours that a screen was sent, as what stands between `ESC [` and `m`.
fn colours(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let ends =
        |part: &str| part.find('m').filter(|&at| part[..at].chars().all(|char| char.is_ascii_digit() || char == ';'));
    text.split("\u{1b}[").skip(1).filter_map(|part| ends(part).map(|at| part[..at].to_owned())).collect()
}

#[test]
fn colours_are_such_that_no_window_hides_them_and_can_be_turned_off() {
    for (name, value, coloured) in
        [("NO_COLOR", "", true), ("NO_COLOR", "1", false), ("CLICOLOR", "0", false), ("CLICOLOR_FORCE", "1", true)]
    {
        let desk = Desk::new().var(name, value);
        let mut session = desk.assess();
        session.asked(&wording("myndighetsslag"));
        session.press("\r").wait_for("Svara 1 till").ready();
        session.press(".");
        session.wait_exit();
        let sent = colours(&session.raw());
        assert_eq!(!sent.is_empty(), coloured, "{name}={value}: {sent:?}");
        // Bold, dim, red, magenta, and the end of each: neither yellow and cyan, which white hides, nor blue.
        assert!(sent.iter().all(|code| ["0", "1", "2", "31", "35"].contains(&code.as_str())), "{sent:?}");
    }
    let desk = Desk::new().var("NO_COLOR", "1").var("CLICOLOR_FORCE", "1");
    let mut session = desk.assess();
    session.asked(&wording("myndighetsslag"));
    session.press(CTRL_C);
    session.wait_exit();
    assert_eq!(colours(&session.raw()), Vec::<String>::new(), "the one who wants none goes before");
}

#[test]
fn answers_that_never_end_are_refused_at_once() {
    let desk = Desk::new();
    for plain in [&[][..], &["--plain"]] {
        let began = Instant::now();
        let mut yes = Command::new("yes").stdout(Stdio::piped()).spawn().expect("it is there");
        let from = yes.stdout.take().expect("a pipe");
        let output = program(&desk).args(plain).stdin(from).output().expect("it starts");
        yes.kill().and_then(|()| yes.wait()).expect("it ends");
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.starts_with("fel: här finns ingen att fråga") && err.lines().count() == 2, "{err}");
        assert!(began.elapsed() < Duration::from_secs(20), "it took its time");
        assert!(desk.files().is_empty());
    }
}

#[test]
fn a_pipe_in_place_of_the_screen_is_told_and_one_in_place_of_the_memo_is_not() {
    // The questions need a keyboard and a screen; the memo may go anywhere.
    let desk = Desk::new();
    let sh = |redirect: &str| {
        let start = format!("\"$0\" assess alla-slag --matter 'SN 1' --no-sign --rulesets '{}' {redirect}", rules());
        desk.start_under("/bin/sh", &["-c", &start], &[])
    };
    let mut session = sh("2>err");
    assert_eq!(session.wait_exit(), 2);
    let err = std::fs::read_to_string(desk.path("err")).expect("it is there");
    assert!(err.starts_with("fel: här finns ingen att fråga") && !err.contains('\u{1b}'), "{err}");
    let mut session = sh("</dev/null");
    session.wait_for("fel: här finns ingen att fråga");
    assert_eq!(session.wait_exit(), 2);
    let mut session = sh("<&-");
    session.wait_for("fel: här finns ingen att fråga");
    assert_eq!(session.wait_exit(), 2);
    let mut session = sh(">out");
    session.asked("Vilken dag var det?");
    session.line(".");
    assert_eq!(session.wait_exit(), 0);
    assert_eq!(std::fs::read(desk.path("out")).expect("it is there"), b"");
}

#[test]
fn a_terminal_that_hangs_up_leaves_the_draft() {
    for plainly in [&[][..], &["--plain"]] {
        let desk = Desk::new();
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("there are pseudo-terminals");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_menprov"));
        command.args(["assess", "begaran-om-handling", "--matter", "SN 1"]);
        command.args(plainly);
        command.env_clear();
        for (name, value) in
            [("HOME", desk.path("").to_str().expect("UTF-8")), ("TERM", "xterm"), ("LANG", "sv_SE.UTF-8")]
        {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("it can be read");
        let mut keys = pair.master.take_writer().expect("it can be written");
        let mut upto = |question: &str| {
            let (mut raw, mut buffer) = (Vec::new(), [0; 4096]);
            loop {
                let read = output.read(&mut buffer).expect("it goes on");
                raw.extend(&buffer[..read]);
                let shown = plain(&raw);
                if shown.contains(question) && shown.ends_with(':') {
                    return;
                }
            }
        };
        upto(&wording("myndighetsslag"));
        keys.write_all(b"1\r").expect("it takes keys");
        upto(&wording("mandat"));
        drop((output, keys, pair.master));
        let deadline = Instant::now() + Duration::from_mins(1);
        while child.try_wait().expect("it can be waited for").is_none() {
            assert!(Instant::now() < deadline, "it does not end");
            std::thread::yield_now();
        }
        let kept = std::fs::read_to_string(desk.draft()).expect("it is there");
        assert!(kept.contains("\"myndighetsslag\""), "{kept}");
        let again = desk.resume(&[]);
        again.asked(&wording("mandat"));
    }
}
