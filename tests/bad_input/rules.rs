//! Rule files that cannot be used, for the commands that check them and for those that need them.

use super::{LANGUAGES, files, one_message, stage};

#[track_caller]
fn unusable(name: &str, bytes: &[u8], code: &str) {
    let stage = stage();
    stage.write(&format!("regler/{name}"), bytes);
    let before = files(&stage.path(""));
    for said in &LANGUAGES {
        let checked = stage.run(["rules", "check", "regler", "--lang", said.flag]).code(1);
        assert!(checked.out.contains(name) && checked.out.contains(code), "{checked:#?}");
        // Nothing of it is shown that steers, and no line of it without end.
        assert!(checked.out.lines().all(|line| line.chars().count() < 200), "{checked:#?}");
        let used = ["assess", "--answers", "svar.yaml", "--rulesets", "regler", "--no-sign", "--lang", said.flag];
        let run = stage.run(used).code(3);
        one_message(&run, said, code);
        assert!(run.out.is_empty(), "{run:#?}");
        let lines = stage.run_with(["decide", "--ruleset", "litet", "--rulesets", "regler", "--answers", "-"], "{}\n");
        assert!(lines.code == Some(3) && lines.out.is_empty() && lines.err.contains(code), "{lines:#?}");
    }
    assert_eq!(files(&stage.path("")), before);
}

#[test]
fn not_utf8() {
    unusable("fel.yaml", b"ruleset: fel\ntitle: h\xe4st\n", "S006");
    unusable("fel.yaml", b"\xff\xfer\0u\0", "S00");
}

#[test]
fn too_large() {
    unusable("fel.yaml", "x".repeat((1 << 20) + 1).as_bytes(), "S004");
}

#[test]
fn a_bomb_of_anchors_or_of_brackets() {
    let bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n";
    unusable("fel.yaml", bomb.as_bytes(), "Y016");
    unusable("fel.yaml", "[".repeat(200_000).as_bytes(), "Y022");
    unusable("fel.yaml", "{a: ".repeat(200_000).as_bytes(), "Y022");
    unusable("fel.yaml", "- ".repeat(200_000).as_bytes(), "Y022");
}

#[test]
fn wrong_and_with_signs_that_steer() {
    unusable("fel.yaml", "ruleset: fel\nformat: 1\nkind: procedur\n".as_bytes(), "fel.yaml:3");
    unusable("fel.yaml", b"ruleset: fel\nformat: 1\nabout: \"\x1b[2J\"\n", "fel.yaml:3");
}
