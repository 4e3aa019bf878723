//! The world around: pipes that break, output that cannot be written, no home, and a bug of the program's own.

use std::fs::File;
use std::process::{Command, Stdio};

use super::{LANGUAGES, assess, files, one_message, signed, small, stage};
use crate::commands::stage::Stage;
use crate::commands::statements;

#[test]
fn whoever_reads_may_go_away() {
    let stage = stage();
    signed(&stage);
    for args in [
        &["rules", "show", "uppgift"][..],
        &["rules", "list"],
        &["register", "list"],
        &["memo", "show", "20"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().expect("there are pipes");
        drop(reader);
        let mut command = stage.command(args);
        let output = command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).output().expect("it starts");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*err), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn output_on_a_full_disk_is_told() {
    let stage = stage();
    for said in &LANGUAGES {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let mut command = stage.command(["rules", "show", "uppgift", "--lang", said.flag]);
        let output = command.stdin(Stdio::null()).stdout(full).output().expect("it starts");
        let run = crate::commands::stage::Run {
            code: output.status.code(),
            out: String::new(),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        };
        one_message(&run.code(3), said, if said.flag == "sv" { "disken är full" } else { "the disk is full" });
    }
}

#[test]
fn a_memo_that_cannot_be_shown_is_still_kept() {
    let stage = stage();
    let full = File::options().write(true).open("/dev/full").expect("Linux has it");
    let mut command = stage.command(assess(&small(), &["--key", "nyckel"]));
    let output = command.stdin(Stdio::null()).stdout(full).output().expect("it starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(err.contains("undertecknat och registrerat som 20") && err.contains("disken är full"), "{err}");
    assert_eq!(stage.run(["register", "list", "--json"]).code(0).json().as_array().map(Vec::len), Some(1));
}

#[test]
fn a_statement_that_cannot_be_shown_is_still_kept() {
    let stage = statements::stage();
    let id = statements::proposed(&stage);
    let full = File::options().write(true).open("/dev/full").expect("Linux has it");
    let args = ["memo", "countersign", &id, "--key", "delegat", "--role", "delegat", "--approve", "--json"];
    let mut command = stage.command([&args[..], &["--reason-file", "eget"]].concat());
    let output = command.stdin(Stdio::null()).stdout(full).output().expect("it starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{err}");
    let (kept, fault) = (err.find("undertecknat och registrerat"), err.find("disken är full"));
    assert!(kept.is_some() && kept < fault, "{err}");
    let memo = stage.run(["memo", "show", &id, "--json"]).code(0).json();
    assert!(memo.to_string().contains("\"approval\""), "{memo:#}");
}

#[test]
fn no_home_says_what_to_set() {
    let output = Command::new(env!("CARGO_BIN_EXE_menprov")).args(["register", "list"]).env_clear().output();
    let output = output.expect("it starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(3) && err.contains("tips: sätt `HOME`"), "{err}");
}

#[cfg(debug_assertions)]
#[test]
fn a_bug_says_one_line_without_any_answer() {
    for (language, words) in [("sv", "fel i programmet: src/"), ("en", "bug: src/")] {
        let stage = Stage::new().var("MENPROV_TEST_PANIC", "hemligtmärkt svar").var("RUST_BACKTRACE", "full");
        let before = files(&stage.path(""));
        let run = stage.run(["assess", "--lang", language]).code(70);
        assert!(run.err.starts_with(words) && run.err.lines().count() == 2, "{run:#?}");
        assert!(!run.err.contains("hemligtmärkt") && !run.err.contains("panicked") && run.out.is_empty(), "{run:#?}");
        assert_eq!(files(&stage.path("")), before);
    }
}
