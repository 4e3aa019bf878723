//! A decision table from the file to the record: shown, walked, traced, and walked again from its closure.

use serde_json::json;

use super::assess::stage;
use super::stage::Stage;

const TABLES: &str = "register: tables
format: 1
entries:
  prov-kanaler:
    title: {sv: Kanaler, en: Channels}
    inputs: [prov-kanal, prov-skydd]
    results: {tillaten: {sv: Tillåten, en: Allowed}, hindrad: {sv: Hindrad, en: Barred}}
    provisions: [osl-21-3]
    picture: true
    rows:
      - {when: {prov-kanal: [sms, chatt], prov-skydd: [ja, vet-ej]}, then: hindrad}
      - {then: tillaten}
";
const QUESTIONS: &str = "register: questions
format: 1
entries:
  prov-kanal:
    ask: {sv: Vilken kanal?, en: Which channel?}
    kind: choice
    scope: frame
    options: {sms: {sv: Sms, en: Text message}, chatt: {sv: Chatt, en: Chat}, brev: {sv: Brev, en: Letter}}
    provisions: [osl-6-3]
  prov-skydd:
    ask: {sv: Har personen skydd?, en: Is the person protected?}
    kind: tri
    scope: frame
    provisions: [osl-6-3]
";
const PROCEDURE: &str = "ruleset: sandning
format: 1
kind: procedure
version: 1
valid: {from: 2019-01-01}
title: {sv: Sändning, en: Sending}
basis: [osl-6-3]
review: {checked: 2026-11-21, due: 2036-11-21}
outcomes:
  skicka: {effect: send, provisions: [osl-6-3], approval: [manager], approval-after: same-day}
parts:
  frame:
    - id: kanal
      switch: {on: table, table: prov-kanaler}
      next: {tillaten: outcome skicka, hindrad: stopp}
    - id: stopp
      halt: stop
      scope: assessment
      text: {sv: Välj en annan kanal., en: Choose another channel.}
      start: sandning
";

fn with_rules(stage: Stage) -> Stage {
    stage.write("egna/registers/channels.yaml", TABLES);
    // A register may lie anywhere in the folder, and must come along with the record all the same.
    stage.write("egna/fragor-prov.yaml", QUESTIONS);
    stage.write("egna/sandning.yaml", PROCEDURE);
    stage
}

#[test]
fn a_table_is_shown_row_by_row() {
    let stage = with_rules(Stage::new());
    let shown = stage.run(["rules", "show", "sandning", "--rulesets", "egna"]).code(0).out;
    for line in [
        "Väg efter: tabellen Kanaler (prov-kanaler)",
        "prov-kanal: Vilken kanal?",
        "prov-kanal sms eller chatt och prov-skydd ja eller vet ej = Hindrad",
        "annars = Tillåten (tillaten)",
        "Bygger på: 21 kap. 3 § första stycket OSL",
        "hindrad → [stopp]",
        "Leder till förfarandet: sandning",
        "Godkänns av: chefen, får följa samma dag",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let english = stage.run(["rules", "show", "sandning", "--rulesets", "egna", "--lang", "en"]).code(0).out;
    assert!(english.contains("prov-kanal sms or chatt and prov-skydd yes or do not know = Barred"), "{english}");
    let json = stage.run(["rules", "show", "sandning", "--rulesets", "egna", "--json"]).code(0).json();
    let table = &json["parts"][0]["nodes"][0]["on"]["table"];
    assert_eq!((&table["id"], &table["picture"]), (&json!("prov-kanaler"), &json!(true)), "{json:#}");
    assert_eq!(
        table["rows"][0],
        json!({"when": [["prov-kanal", ["sms", "chatt"]], ["prov-skydd", ["ja", "vet-ej"]]], "then": "hindrad"})
    );
}

#[test]
fn a_decision_tells_the_row_of_the_table() {
    let stage = with_rules(Stage::new());
    stage.write("rader.jsonl", "{\"prov-kanal\": \"chatt\", \"prov-skydd\": \"nej\"}\n");
    let args = ["decide", "--ruleset", "sandning", "--rulesets", "egna", "--answers", "rader.jsonl", "--trace"];
    let decided: serde_json::Value = serde_json::from_str(stage.run(args).code(0).out.trim()).expect("a line of JSON");
    let trace = decided["steps"].as_array().expect("a trace");
    let step = trace.iter().find(|step| step["step"] == "decided").expect("the table was passed");
    assert_eq!(
        (&step["table"], &step["row"], &step["result"]),
        (&json!("prov-kanaler"), &json!(2), &json!("tillaten"))
    );
}

#[test]
fn a_record_made_by_a_table_gives_the_same_from_its_closure() {
    let stage = with_rules(stage());
    for (channel, outcome) in [("brev", json!("skicka")), ("sms", json!(null))] {
        let answers = format!(
            "procedure: sandning\nlaw-date: 2025-01-01\nmatter: SN 2026/1\nofficer: {{name: handläggaren}}\nanswers:\n  frame:\n    \
             prov-kanal: {channel}\n    prov-skydd: vet-ej\n"
        );
        stage.write("svar.yaml", answers);
        let args = ["assess", "--answers", "svar.yaml", "--rulesets", "egna", "--key", "nyckel", "--json"];
        let made = stage.run(args).code(0).json();
        assert_eq!(made["record"]["outcome"]["id"], outcome, "{made:#}");
        let provisions = made["record"]["provisions"].as_array().expect("a list");
        assert!(provisions.iter().any(|provision| provision["id"] == "osl-21-3"), "what the table rests on applies");
        let list = stage.run(["register", "list", "--json"]).code(0).json();
        let id = list.as_array().and_then(|list| list.iter().filter_map(|row| row["id"].as_str()).max());
        let verdict = stage.run(["memo", "verify", id.expect("an id"), "--json"]).code(0).json();
        assert_eq!((&verdict["valid"], &verdict["replay"]), (&json!(true), &json!("same")), "{verdict}");
    }
}
