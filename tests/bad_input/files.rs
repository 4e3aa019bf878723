//! Files that have no fingerprint.

use std::process::Command;

use super::{refused, signed, small, stage};

#[test]
fn what_is_no_file_of_a_document() {
    let stage = stage();
    stage.write("tom.pdf", "");
    assert!(Command::new("mkfifo").arg(stage.path("rör")).status().expect("it is there").success());
    let rules = small();
    let no_file = ["är ingen vanlig fil", "is no ordinary file"];
    for (file, words) in [
        ("saknas.pdf", ["kan inte läsa `saknas.pdf`", "cannot read `saknas.pdf`"]),
        ("u1=saknas.pdf", ["kan inte läsa `saknas.pdf`", "cannot read `saknas.pdf`"]),
        ("tom.pdf", ["`tom.pdf` är tom", "`tom.pdf` is empty"]),
        ("rör", no_file),
        (".config", no_file),
        ("/dev/zero", no_file),
    ] {
        let args = ["assess", "--answers", "svar.yaml", "--rulesets", &rules, "--key", "nyckel", "--file", file];
        refused(&stage, &args, "", 3, words);
    }
    stage.write("b.pdf", "b");
    let args = ["assess", "--answers", "svar.yaml", "--rulesets", &rules, "--key", "nyckel", "--file", "u2=b.pdf"];
    refused(&stage, &args, "", 4, ["`u2` är ingen handling", "`u2` is no document"]);
}

#[test]
fn held_against_a_memo() {
    let stage = stage();
    signed(&stage);
    let args = ["memo", "verify", "20", "--file", "saknas.pdf"];
    refused(&stage, &args, "", 3, ["kan inte läsa `saknas.pdf`", "cannot read `saknas.pdf`"]);
}
