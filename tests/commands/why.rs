//! Which answers decided, and the smallest change of them to another outcome.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::assess::{assess, stage};
use super::stage::Stage;

fn signed() -> Stage {
    let stage = stage();
    assess(&stage, &["--key", "nyckel", "--json"]).code(0);
    stage
}

/// What stands in an answer of the JSON: scope, question, what was given and what stands instead.
fn told(answer: &Value) -> [&Value; 4] {
    ["scope", "question", "given", "instead"].map(|name| &answer[name])
}

#[test]
fn an_answer_decides_where_another_to_it_alone_leads_elsewhere() {
    // One item is withheld for its answer, the other is released; the whole is withheld for the first.
    let stage = signed();
    let why = stage.run(["memo", "why", "20", "--json"]).code(0).json();
    assert_eq!(why["whole"]["now"], json!({"outcome": "lamnas-inte", "effect": "withhold"}));
    let decisive = why["whole"]["decisive"].as_array().expect("a list");
    assert_eq!(decisive.len(), 1, "{why}");
    let first = &decisive[0];
    assert_eq!(json!(told(&first["changed"][0])), json!(["item/u1", "litet-prov.hinder", "ja", "nej"]));
    assert_eq!(first["changed"][0]["provisions"], json!(["prov-hinder"]));
    assert_eq!(first["gives"], json!({"outcome": "lamnas", "effect": "release"}));
    assert_eq!((&first["new"], &why["whole"]["smallest"]), (&json!([]), first));
    let items = why["items"].as_array().expect("a list");
    let ways = |item: &Value| -> Vec<Value> {
        let changes = item["decisive"].as_array().expect("a list").iter();
        changes.map(|change| json!([change["changed"][0]["instead"], change["gives"]["effect"]])).collect()
    };
    assert_eq!((&items[0]["item"], ways(&items[0])), (&json!("u1"), vec![json!(["nej", "release"])]));
    let other = vec![json!(["ja", "withhold"]), json!(["vet-ej", "withhold"])];
    assert_eq!((&items[1]["item"], ways(&items[1])), (&json!("u2"), other));
    assert!(why["whole"]["complete"] == true && items.iter().all(|item| item["complete"] == true));
}

#[test]
fn another_effect_than_one_can_be_asked_for() {
    let stage = signed();
    let of = |effect: &str| stage.run(["memo", "varför", "20", "--not", effect, "--json"]).code(0).json();
    let not_withheld = of("withhold");
    assert_eq!(not_withheld["whole"]["smallest"]["gives"]["effect"], "release");
    assert_eq!(not_withheld["items"][1]["smallest"], Value::Null, "it is released already");
    assert_eq!(of("release")["whole"]["smallest"], Value::Null);
    let shown = stage.run(["memo", "why", "20", "--not", "release"]).code(0).out;
    assert!(shown.contains("Det är redan ett annat än"), "{shown}");
}

#[test]
fn it_is_told_in_words_in_both_languages_and_within_the_width() {
    let stage = signed();
    for (language, words) in [
        (
            "sv",
            [
                "Utfall: Uppgifterna lämnas inte ut",
                "Den minsta ändringen till ett annat utfall: Uppgifterna lämnas ut",
                "Hindrar något att ”Anteckning ett” lämnas ut?",
                "Svaret: ”Ja”",
                "Med ”Nej”: Uppgifterna lämnas ut",
                "De här svaren avgör.",
            ],
        ),
        (
            "en",
            [
                "Outcome: The items are withheld",
                "The smallest change to another outcome: The items are released",
                "Does anything prevent the release of “Anteckning ett”?",
                "The answer: “Yes”",
                "With “No”: The items are released",
                "These answers decide.",
            ],
        ),
    ] {
        let shown = stage.run(["memo", "why", "20", "--lang", language]).code(0).out;
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in words {
            assert!(flat.contains(part), "{part}: {shown}");
        }
        for width in ["40", "80"] {
            let out = stage.command(["memo", "why", "20", "--lang", language]).env("COLUMNS", width).output();
            let out = String::from_utf8(out.expect("the program runs").stdout).expect("UTF-8");
            assert!(out.lines().all(|line| Some(line.chars().count()) <= width.parse().ok()), "{out}");
        }
    }
}

#[test]
fn what_cannot_be_answered_is_refused_with_what_to_do() {
    let stage = signed();
    let run = stage.run(["memo", "why", "20", "--not", "witthold"]).code(2);
    assert!(run.err.contains("menades `withhold`?"), "{run:#?}");
    let run = stage.run(["memo", "why", "20", "--not", "x", "--lang", "en"]).code(2);
    assert!(run.err.contains("no effect is called `x`") && run.err.contains("withhold, incident"), "{run:#?}");
    let run = stage.run(["memo", "why", "1999-0001"]).code(3);
    assert!(run.err.contains("1999-0001"), "{run:#?}");
    let run = Stage::new().run(["memo", "why", "20"]).code(3);
    assert!(!run.err.contains("panicked"), "{run:#?}");

    let path = stage.path(".local/share/menprov/register.sqlite");
    let register = Connection::open(path).expect("it is a database");
    let flip = "UPDATE memos SET record = CAST(replace(CAST(record AS TEXT), 'SN 2026/1', 'SN 2026/2') AS BLOB)";
    assert_eq!(register.execute(flip, []).expect("it can be written"), 1);
    register.close().expect("nothing is open");
    for (language, words) in [("sv", "inte det som en gång registrerades"), ("en", "not what was once recorded")] {
        let run = stage.run(["memo", "why", "20", "--lang", language]).code(1);
        assert!(run.err.contains(words) && run.out.is_empty(), "{run:#?}");
    }
}
