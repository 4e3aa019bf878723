//! Which memos would come out otherwise on other rules.

use std::fs;

use rusqlite::Connection;
use serde_json::{Value, json};

use super::assess::{assess, stage};
use super::diff::folder;
use super::stage::Stage;

const REGISTER: &str = ".local/share/menprov/register.sqlite";

fn signed() -> Stage {
    let stage = stage();
    assess(&stage, &["--key", "nyckel", "--json"]).code(0);
    stage
}

fn drift(stage: &Stage, rules: &str, code: i32) -> Value {
    stage.run(["register", "drift", "--rulesets", rules, "--json"]).code(code).json()[0].clone()
}

#[test]
fn the_same_rules_leave_every_memo_as_it_is() {
    let stage = signed();
    folder(&stage, "samma", &[]);
    let found = drift(&stage, "samma", 0);
    assert_eq!((&found["verdict"], &found["lost"]), (&json!("same"), &json!([])));
    let shown = stage.run(["register", "avdrift", "--rulesets", "samma"]).code(0).out;
    assert_eq!(shown, "1 underlag. oförändrade: 1\n");
}

#[test]
fn another_outcome_an_item_and_a_missing_answer_are_told_apart() {
    let stage = signed();
    // Each item the other way round; one is withheld still, and so is the whole.
    let turned = "next: {ja: return fri, nej: return hindrad, vet-ej: return hindrad}";
    let changes =
        [("next: {ja: return hindrad, nej: return fri, vet-ej: return hindrad}", turned), ("as: ja}", "as: nej}")];
    folder(&stage, "omvänt", &changes);
    let before = fs::read(stage.path(REGISTER)).expect("it is there");
    let found = drift(&stage, "omvänt", 1);
    let items: Vec<_> = found["items"].as_array().expect("a list").iter().map(|item| &item["becomes"][0]).collect();
    assert_eq!((&found["verdict"], json!(items)), (&json!("within"), json!(["release", "withhold"])), "{found}");

    // What was withheld as a whole is released as a whole, with the duty that goes with that.
    let turned = "next: {ja: outcome lamnas, nej: outcome lamnas-inte}";
    folder(&stage, "annat", &[("next: {ja: outcome lamnas-inte, nej: outcome lamnas}", turned)]);
    let found = drift(&stage, "annat", 1);
    assert_eq!((&found["verdict"], &found["becomes"]["outcome"]), (&json!("other"), &json!("lamnas")), "{found}");
    assert_eq!(found["duties_come"][0]["duty"], "prov-anteckna");

    // One more question before the list of items.
    let more = "    - id: till\n      ask: {sv: Är allt med?, en: Is all of it there?}\n      help: {sv: Se efter., en: Look.}\n      kind: tri\n      \
                scope: frame\n      provisions: [prov-grund]\n      doubt: {means: find-out}\n      next: {ja: uppgifter, nej: uppgifter, vet-ej: ta-reda}\n    - id: uppgifter\n";
    folder(&stage, "längre", &[("then: uppgifter", "then: till"), ("    - id: uppgifter\n", more)]);
    let found = drift(&stage, "längre", 1);
    assert_eq!((&found["verdict"], &found["lacks"]["question"]), (&json!("lacks"), &json!("litet.till")), "{found}");
    let shown = stage.run(["register", "drift", "--rulesets", "längre", "--lang", "en"]).code(1).out;
    assert!(
        shown.contains("an answer is missing: Is all of it there?") && shown.contains("lack an answer: 1"),
        "{shown}"
    );
    assert_eq!(fs::read(stage.path(REGISTER)).expect("it is there"), before, "nothing is changed");
}

#[test]
fn rules_without_the_procedure_say_so() {
    let stage = signed();
    let run = stage.run(["register", "drift", "--json"]).code(1);
    assert_eq!(run.json()[0]["verdict"], "gone");
    let shown = stage.run(["register", "drift"]).code(1).out;
    assert!(shown.contains("förfarandet finns inte i reglerna den dagen"), "{shown}");
}

#[test]
fn an_open_register_is_read_and_a_damaged_memo_is_named() {
    let stage = signed();
    folder(&stage, "samma", &[]);
    let register = Connection::open(stage.path(REGISTER)).expect("it is a database");
    register.execute_batch("BEGIN IMMEDIATE").expect("another writes");
    assert_eq!(drift(&stage, "samma", 0)["verdict"], "same");
    register.execute_batch("ROLLBACK").expect("it lets go");
    let flip = "UPDATE memos SET record = CAST(replace(CAST(record AS TEXT), 'SN 2026/1', 'SN 2026/2') AS BLOB)";
    assert_eq!(register.execute(flip, []).expect("it can be written"), 1);
    let run = stage.run(["register", "drift", "--rulesets", "samma"]).code(0);
    assert!(run.err.contains("varning: går inte att läsa") && run.out == "0 underlag\n", "{run:#?}");
}

#[test]
fn rules_with_faults_and_registers_that_are_not_there_are_refused() {
    let stage = signed();
    stage.write("fel/a.yaml", "ruleset: a\n");
    let run = stage.run(["register", "drift", "--rulesets", "fel"]).code(3);
    assert!(run.err.contains("a.yaml") && run.out.is_empty(), "{run:#?}");
    stage.run(["register", "drift", "--register", "finns/inte"]).code(3);
    assert_eq!(Stage::new().run(["register", "drift", "--lang", "en"]).code(0).out, "0 memos\n");
}
