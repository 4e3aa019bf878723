//! Registers that cannot be written or read.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

use rusqlite::Connection;

use super::{REGISTER, assess, files, one_message, refused, signed, small, stage};
use crate::commands::stage::{Run, Stage};

fn file(stage: &Stage) -> PathBuf {
    stage.path(REGISTER).join("register.sqlite")
}

fn private(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn locked_by_another_program() {
    let stage = stage();
    signed(&stage);
    let other = Connection::open(file(&stage)).expect("it is a database");
    other.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    let run = stage.run(assess(&small(), &["--key", "nyckel"])).code(3);
    one_message(&run, &super::LANGUAGES[0], "är upptaget av ett annat program");
    assert!(run.err.contains("inget har gått förlorat") && run.out.is_empty(), "{run:#?}");
    // Reading goes on, and after the lock writing does.
    assert_eq!(stage.run(["register", "list", "--json"]).code(0).json().as_array().map(Vec::len), Some(1));
    drop(other);
    stage.run(assess(&small(), &["--key", "nyckel"])).code(0);
    assert_eq!(stage.run(["register", "list", "--json"]).code(0).json().as_array().map(Vec::len), Some(2));
}

/// Runs as somebody whom permissions bind: root may write everything.
fn bound(stage: &Stage, args: &[&str]) -> Run {
    let root =
        fs::metadata("/proc/self").map(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata)).ok() == Some(0);
    if !root {
        return stage.run(args);
    }
    // Without its capabilities root is bound by the permissions of its own files.
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-all", "--inh-caps=-all"]).arg(env!("CARGO_BIN_EXE_menprov")).args(args);
    command.current_dir(stage.path("")).env_clear().env("HOME", stage.path("")).env("COLUMNS", "100");
    let output = command.output().expect("setpriv is there");
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn read_only() {
    let stage = stage();
    signed(&stage);
    for (path, mode) in [(file(&stage), 0o400), (stage.path(REGISTER), 0o500)] {
        private(&path, mode);
        let before = files(&stage.path(""));
        for (said, words) in
            super::LANGUAGES.iter().zip(["går att läsa men inte att skriva", "can be read but not written"])
        {
            let run = bound(&stage, &assess(&small(), &["--key", "nyckel", "--lang", said.flag])).code(3);
            one_message(&run, said, words);
            assert!(run.out.is_empty(), "{run:#?}");
        }
        assert_eq!(files(&stage.path("")), before);
        let listed = bound(&stage, &["register", "list", "--json"]).code(0).json();
        assert_eq!(listed.as_array().map(Vec::len), Some(1));
        private(&path, if path.is_dir() { 0o700 } else { 0o600 });
    }
    stage.run(assess(&small(), &["--key", "nyckel"])).code(0);
}

/// Runs a script of the shell with the program as `$0`.
fn shell(stage: &Stage, script: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_menprov")]).env("HOME", stage.path("")).env("COLUMNS", "100");
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "MENPROV_LANG", "MENPROV_HOME"] {
        command.env_remove(name);
    }
    let output = command.current_dir(stage.path("")).output().expect("there is a shell");
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn memos(stage: &Stage) -> usize {
    let listed = stage.run(["register", "list", "--json"]).code(0).json();
    listed.as_array().map_or(0, Vec::len)
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that cannot be made here says so")]
fn a_full_disk() {
    let stage = stage();
    signed(&stage);
    fs::create_dir(stage.path("full")).expect("it is made");
    // A disk of its own, of two megabytes, in a namespace that ends with the shell.
    let mount = "mount -t tmpfs -o size=2m,mode=700 none full";
    if shell(&stage, &format!("unshare -m sh -c '{mount}'")).code != Some(0) {
        eprintln!("not tried: this account may not mount a disk of its own");
        return;
    }
    let rules = small();
    for (lead, words) in [("sv", "disken är full"), ("en", "the disk is full")] {
        let script = format!(
            "{mount} && cp -p .local/share/menprov/register.sqlite full && before=$(sha256sum full/register.sqlite)
             dd if=/dev/zero of=full/rest bs=1k 2>/dev/null
             \"$0\" assess --answers svar.yaml --rulesets \"{rules}\" --key nyckel --register full --lang {lead}
             code=$?; rm full/rest; [ \"$before\" = \"$(sha256sum full/register.sqlite)\" ] || echo changed
             \"$0\" register list --register full --json | grep -c \"SN 2026/1\"; exit $code"
        );
        fs::write(stage.path("full.sh"), script).expect("it is written");
        let run = shell(&stage, "unshare -m sh -c \"$(cat full.sh)\" \"$0\"").code(3);
        one_message(&run, super::LANGUAGES.iter().find(|said| said.flag == lead).expect("both"), words);
        assert_eq!(run.out, "1\n", "nothing but the first memo is in the register: {run:#?}");
    }
}

#[test]
fn a_file_that_may_not_grow() {
    let stage = stage();
    signed(&stage);
    let before = fs::read(file(&stage)).expect("it is there");
    let rules = small();
    for limit in [1, 4096, 8192, 16384] {
        let script = format!(
            "trap '' XFSZ; prlimit --fsize={limit} \"$0\" assess --answers svar.yaml --rulesets \"{rules}\" --key nyckel"
        );
        let run = shell(&stage, &script).code(3);
        one_message(&run, &super::LANGUAGES[0], "register.sqlite");
        assert!(run.out.is_empty() && !run.err.contains("registrerat som"), "{limit}: {run:#?}");
        assert_eq!(memos(&stage), 1, "{limit}");
    }
    assert_eq!(fs::read(file(&stage)).expect("it is there"), before);
    stage.run(assess(&small(), &["--key", "nyckel"])).code(0);
    assert_eq!(memos(&stage), 2);
}

#[test]
fn no_register_and_a_damaged_one() {
    let stage = stage();
    let folder = stage.path("register");
    fs::create_dir(&folder).expect("it is made");
    private(&folder, 0o700);
    for bytes in [&b"detta ar ingen databas, bara en text som nagon lagt har"[..], &[0; 4096], &[0xff; 4096]] {
        let path = stage.write("register/register.sqlite", bytes);
        private(&path, 0o600);
        let words = ["är inget register", "is not a register"];
        refused(&stage, &assess(&small(), &["--key", "nyckel", "--register", "register"]), "", 3, words);
        refused(&stage, &["register", "list", "--register", "register"], "", 3, words);
    }
    fs::remove_file(folder.join("register.sqlite")).expect("it is there");
    Connection::open(folder.join("register.sqlite"))
        .and_then(|other| other.execute_batch("CREATE TABLE annat (x)"))
        .expect("a database of another program");
    private(&folder.join("register.sqlite"), 0o600);
    let words = ["är inget register", "is not a register"];
    refused(&stage, &["register", "list", "--register", "register"], "", 3, words);
    refused(&stage, &assess(&small(), &["--key", "nyckel", "--register", "register"]), "", 3, words);
}

#[test]
fn a_newer_register() {
    let stage = stage();
    signed(&stage);
    let register = Connection::open(file(&stage)).expect("it is a database");
    register.pragma_update(None, "user_version", 99).expect("it can be written");
    register.close().expect("nothing is open");
    let words = ["har version 99, som är okänd här", "is of version 99, unknown here"];
    refused(&stage, &assess(&small(), &["--key", "nyckel"]), "", 3, words);
    refused(&stage, &["register", "list"], "", 3, words);
    refused(&stage, &["memo", "show", "20"], "", 3, words);
}

#[test]
fn a_register_that_others_can_read() {
    let stage = stage();
    signed(&stage);
    private(&file(&stage), 0o644);
    refused(&stage, &["register", "list"], "", 3, ["chmod 600", "chmod 600"]);
    private(&file(&stage), 0o600);
    private(&stage.path(REGISTER), 0o755);
    refused(&stage, &assess(&small(), &["--key", "nyckel"]), "", 3, ["chmod 700", "chmod 700"]);
}

#[test]
fn a_place_that_is_none() {
    let stage = stage();
    let words = ["`nyckel", "`nyckel"];
    refused(&stage, &assess(&small(), &["--key", "nyckel", "--register", "nyckel"]), "", 3, words);
    refused(&stage, &["memo", "show", "2026-0001"], "", 3, ["finns inte", "is not there"]);
}
