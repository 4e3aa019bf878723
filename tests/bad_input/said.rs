//! What is said about a memo: ids, keys, roles and reasons that will not do, and registers that have been tampered with.

use std::path::PathBuf;
use std::process::Stdio;

use rusqlite::Connection;

use super::{REGISTER, refused};
use crate::commands::stage::Stage;
use crate::commands::statements::{proposed, rules, stage};

const APPROVE: [&str; 6] = ["--key", "delegat", "--role", "delegat", "--approve", "--reason-file"];

fn register(stage: &Stage) -> PathBuf {
    stage.path(REGISTER).join("register.sqlite")
}

fn tampered(stage: &Stage, sql: &str) {
    let register = Connection::open(register(stage)).expect("it is a database");
    register.pragma_update(None, "foreign_keys", false).expect("it can be set");
    assert!(register.execute(sql, []).expect("it is written") > 0, "nothing was changed: {sql}");
}

fn approve<'a>(id: &'a str, reason: &'a str) -> Vec<&'a str> {
    [&["memo", "countersign", id][..], &APPROVE, &[reason]].concat()
}

#[test]
fn a_memo_or_a_role_that_there_is_not() {
    let stage = stage();
    let id = proposed(&stage);
    let nothing = ["inget i registret har beteckningen", "nothing in the register is called"];
    refused(&stage, &approve("2026-0099", "eget"), "", 3, nothing);
    refused(&stage, &approve("", "eget"), "", 3, nothing);
    refused(&stage, &approve("../../etc", "eget"), "", 3, nothing);
    let year = &id[..4];
    refused(&stage, &approve(year, "eget"), "", 3, ["kan vara flera", "may be several"]);
    let role = ["det finns ingen roll `kung`", "there is no role `kung`"];
    refused(&stage, &["memo", "hand-over", &id, "--to", "kung", "--key", "handl"], "", 2, role);
    refused(&stage, &["memo", "inbox", "--role", "kung"], "", 2, role);
    let idle = ["`jurist` kan varken besluta eller svara", "`jurist` can neither decide nor answer"];
    refused(&stage, &["memo", "hand-over", &id, "--to", "jurist", "--key", "handl"], "", 1, idle);
    let own = ["det här är din egen prövning", "this is your own assessment"];
    let args =
        ["memo", "countersign", &id, "--key", "handl", "--role", "delegat", "--approve", "--reason-file", "eget"];
    refused(&stage, &args, "", 1, own);
}

#[test]
fn reasons_that_cannot_be_read_or_say_nothing() {
    let stage = stage();
    let id = proposed(&stage);
    stage.write("tomt", "");
    stage.write("blankt", " \n\t\n");
    stage.write("osynligt", "\u{200b}".repeat(40));
    let short = ["skälet har 0 tecken", "the reason has 0 characters"];
    refused(&stage, &approve(&id, "tomt"), "", 4, short);
    refused(&stage, &approve(&id, "blankt"), "", 4, short);
    stage.write("tankstreck", "–".repeat(40));
    refused(&stage, &approve(&id, "tankstreck"), "", 4, ["skälet säger ingenting", "the reason says nothing"]);
    refused(&stage, &approve(&id, "osynligt"), "", 4, ["tecknet U+200B", "the character U+200B"]);
    refused(&stage, &approve(&id, "saknas"), "", 3, ["kan inte läsa `saknas`", "cannot read `saknas`"]);
    refused(&stage, &approve(&id, "."), "", 3, ["är en mapp", "is a folder"]);
    refused(&stage, &approve(&id, "-"), "", 4, short);
    stage.write("stort", "a".repeat((256 << 10) + 1));
    refused(&stage, &approve(&id, "stort"), "", 3, ["`stort` är för stor", "`stort` is too large"]);
    stage.write("latin", b"f\xf6r handen");
    refused(&stage, &approve(&id, "latin"), "", 3, ["`latin` är inte text i UTF-8", "`latin` is not UTF-8 text"]);
}

#[test]
fn texts_that_steer_turn_or_hide_are_not_signed() {
    let stage = stage();
    let id = proposed(&stage);
    let over = ["memo", "hand-over", &id, "--to", "delegat", "--key", "handl", "--reason-file", "text"];
    let back = ["memo", "countersign", &id, "--key", "delegat", "--role", "delegat", "--reject"];
    let back = [&back[..], &["--reason-file", "eget", "--questions-file", "text"]].concat();
    for (char, shown) in [('\u{1b}', "U+001B"), ('\0', "U+0000"), ('\u{9b}', "U+009B"), ('\u{202e}', "U+202E")] {
        stage.write("text", format!("Risken för klienten{char} väger över i det här ärendet."));
        let words = [format!("tecknet {shown} i `text`"), format!("the character {shown} in `text`")];
        let words = [&*words[0], &*words[1]];
        for args in [&approve(&id, "text")[..], &over, &back] {
            refused(&stage, args, "", 4, words);
        }
    }
    // What a text from another system has at its head and at the ends of its lines is no part of it.
    stage.write("text", "\u{feff}Jag har läst akten;\r\n\trisken för klienten väger över.\r\n");
    stage.run(approve(&id, "text")).code(0);
    let signed = "Jag har läst akten;\n\trisken för klienten väger över.";
    let memo = stage.run(["memo", "show", &id, "--json"]).code(0).json();
    assert!(memo.to_string().contains(&serde_json::json!(signed).to_string()), "{memo:#}");
}

#[test]
fn what_waits_for_nobody_is_not_handed_over() {
    let stage = stage();
    let id = proposed(&stage);
    stage.write("fragor", "Vem bad om handlingen?");
    let back = ["memo", "countersign", &id, "--key", "delegat", "--role", "delegat", "--reject"];
    stage.run([&back[..], &["--reason-file", "eget", "--questions-file", "fragor"]].concat()).code(0);
    let over = ["memo", "hand-over", &id, "--key", "handl"];
    refused(&stage, &over, "", 1, ["väntar inte på någon annan", "does not wait for another"]);
}

#[test]
fn nobody_speaks_of_a_record_whose_signature_is_gone() {
    for sql in ["UPDATE signatures SET armoured = 'x' WHERE memo = 2", "DELETE FROM signatures WHERE memo = 2"] {
        let stage = stage();
        let id = proposed(&stage);
        tampered(&stage, sql);
        let damaged = ["är inte det som en gång sparades", "is not what was once kept"];
        refused(&stage, &approve(&id, "eget"), "", 3, damaged);
        // Nor does the officer, whose key stands under the record that this one goes on from.
        let args =
            ["memo", "countersign", &id, "--key", "handl", "--role", "delegat", "--approve", "--reason-file", "eget"];
        assert!(stage.run(args).code(1).err.contains("det här är din egen prövning"));
    }
}

#[test]
fn nobody_speaks_of_a_record_that_rests_on_what_is_gone_or_changed() {
    let changed = "UPDATE statements SET armoured = 'x' WHERE memo = 1";
    for sql in ["DELETE FROM statements WHERE memo = 1", changed] {
        let stage = stage();
        let id = proposed(&stage);
        tampered(&stage, sql);
        refused(
            &stage,
            &approve(&id, "eget"),
            "",
            3,
            ["är inte det som en gång sparades", "is not what was once kept"],
        );
        stage.run(["memo", "verify", &id]).code(1);
    }
}

#[test]
fn registers_of_other_schemas_and_without_their_tables() {
    let stage = stage();
    let id = proposed(&stage);
    let open = || Connection::open(register(&stage)).expect("it is a database");
    open().pragma_update(None, "user_version", 3).expect("it can be set");
    let newer = ["har version 3, som är okänd här", "is of version 3, unknown here"];
    for args in [&["memo", "inbox"][..], &["memo", "verify", &id], &["register", "list"], &approve(&id, "eget")] {
        refused(&stage, args, "", 3, newer);
    }
    open().pragma_update(None, "user_version", 2).expect("it can be set");
    open().execute_batch("DROP TABLE statements").expect("it was there");
    let damaged = ["register.sqlite` är skadat", "register.sqlite` is damaged"];
    for args in [&["memo", "inbox"][..], &["memo", "show", &id], &["register", "list"], &approve(&id, "eget")] {
        refused(&stage, args, "", 3, damaged);
    }
}

#[test]
fn a_register_of_the_first_schema_is_raised_when_it_is_written_to() {
    let stage = stage();
    stage.run(["assess", "--rulesets", &rules(), "--key", "handl", "--answers", "svar.yaml"]).code(0);
    let open = || Connection::open(register(&stage)).expect("it is a database");
    open()
        .execute_batch("DROP TABLE continuations; DROP TABLE statements; PRAGMA user_version = 1")
        .expect("it is written");
    let version = || open().pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0)).expect("a version");
    let inbox = stage.run(["memo", "inbox", "--json"]).code(0).json();
    assert_eq!((&inbox[0]["asks"], version()), (&serde_json::json!("answers"), 1), "looking leaves it as it is");
    let id = inbox[0]["id"].as_str().expect("an id").to_owned();
    stage.run(["memo", "countersign", &id, "--key", "jurist", "--answers", "jurist.yaml"]).code(0);
    assert_eq!(version(), 2);
    stage.run(["memo", "verify", &id]).code(0);
}

#[test]
fn two_who_sign_at_once_do_not_both_come_through_unseen() {
    let stage = stage();
    let id = proposed(&stage);
    let spawn = || {
        let mut command = stage.command(approve(&id, "eget"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
    };
    let running: Vec<_> = (0..3).map(|_| spawn()).collect();
    let ended: Vec<_> = running.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    let mut codes: Vec<_> = ended.iter().map(|output| output.status.code()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(1), Some(1)], "{ended:?}");
    let kept = Connection::open(register(&stage)).expect("it is a database");
    let count = "SELECT count(*) FROM statements WHERE memo = 2";
    assert_eq!(kept.query_row(count, [], |row| row.get::<_, i64>(0)), Ok(1));
    let refused = ended.iter().filter(|output| output.status.code() == Some(1));
    for output in refused {
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(err.starts_with("nej: ") && err.contains("tips: "), "{err}");
    }
    stage.run(["memo", "verify", &id]).code(0);
}
