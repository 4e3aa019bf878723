//! Memos with a flipped byte: in a bundle that was handed out, and in the register.

use std::fs;

use rusqlite::Connection;

use super::{LANGUAGES, REGISTER, files, refused, signed, stage};
use crate::commands::stage::Stage;

/// Verifies in both languages and expects a no that says so, and nothing touched.
#[track_caller]
fn not_valid(stage: &Stage, target: &str, what: &str) {
    let before = files(&stage.path(""));
    for (said, words) in LANGUAGES.iter().zip(["stämmer INTE", "NOT valid"]) {
        let run = stage.run(["memo", "verify", target, "--lang", said.flag]);
        assert_eq!(run.code, Some(1), "{what}: {run:#?}");
        let honest = run.out.starts_with(words) || said.lead.iter().any(|lead| run.err.starts_with(lead));
        assert!(honest && !run.err.contains("panicked"), "{what}: {run:#?}");
        assert!(!run.out.starts_with("stämmer\n") && !run.out.starts_with("valid\n"), "{what}: {run:#?}");
    }
    assert_eq!(files(&stage.path("")), before);
}

#[test]
fn in_a_bundle() {
    let stage = stage();
    signed(&stage);
    stage.run(["memo", "export", "20", "--to", "akt"]).code(0);
    let stock = stage.run(["memo", "verify", "akt/record.json"]).code(0);
    assert!(stock.out.starts_with("stämmer\n"), "{stock:#?}");
    for name in ["record.json", "record.json.sig"] {
        let path = stage.path("akt").join(name);
        let good = fs::read(&path).expect("it is there");
        // Every byte of the armour's head and foot and a spread of the rest, each with a low and a high bit.
        for at in (0..good.len()).step_by((good.len() / 40).max(1)) {
            for bit in [1, 0x80] {
                let mut bad = good.clone();
                bad[at] ^= bit;
                fs::write(&path, &bad).expect("it is written");
                // White space around the armour is no part of the signature, as for ssh-keygen.
                if name != "record.json" && bad.get(at).is_some_and(u8::is_ascii_whitespace) {
                    continue;
                }
                not_valid(&stage, "akt/record.json", &format!("{name} at {at} with {bit:x}"));
            }
        }
        fs::write(&path, &good[..good.len() / 2]).expect("it is written");
        not_valid(&stage, "akt/record.json", &format!("half of {name}"));
        fs::write(&path, "").expect("it is written");
        not_valid(&stage, "akt/record.json", &format!("nothing of {name}"));
        fs::write(&path, &good).expect("it is written");
    }
    stage.run(["memo", "verify", "akt/record.json"]).code(0);
}

#[test]
fn in_the_register() {
    for (table, column) in [("memos", "record"), ("signatures", "armoured"), ("closures", "bytes")] {
        let stage = stage();
        signed(&stage);
        let register = Connection::open(stage.path(REGISTER).join("register.sqlite")).expect("it is a database");
        let flip = format!(
            "UPDATE {table} SET {column} = CAST(substr({column}, 1, 200) || char(unicode(substr({column}, 201, 1)) + 1) \
             || substr({column}, 202) AS {})",
            if column == "armoured" { "TEXT" } else { "BLOB" }
        );
        assert_eq!(register.execute(&flip, []).expect("it can be written"), 1);
        register.close().expect("nothing is open");
        let run = stage.run(["memo", "verify", "20"]);
        assert!(matches!(run.code, Some(1 | 3)) && !run.out.starts_with("stämmer\n"), "{table}: {run:#?}");
        assert!(!run.err.contains("panicked"), "{run:#?}");
        if table == "memos" {
            let words = ["inte det som en gång registrerades", "not what was once recorded"];
            refused(&stage, &["memo", "verify", "20"], "", 1, words);
            let words = ["inte det som en gång sparades", "not what was once kept"];
            refused(&stage, &["memo", "show", "20"], "", 3, words);
        }
    }
}

#[test]
fn what_is_no_memo() {
    let stage = stage();
    stage.write("tom.json", "");
    stage.write("annat.json", "{\"a\": 1}");
    stage.write("bytes.json", [0xff, 0xfe, 0]);
    stage.write("djup.json", "[".repeat(100_000));
    for name in ["tom.json", "annat.json", "bytes.json", "djup.json"] {
        let run = stage.run(["memo", "verify", name]);
        assert!(matches!(run.code, Some(1 | 3)), "{name}: {run:#?}");
        assert!(run.err.starts_with("fel: ") || run.err.starts_with("nej: "), "{name}: {run:#?}");
        assert!(!run.err.contains("panicked") && run.out.is_empty(), "{name}: {run:#?}");
    }
}
