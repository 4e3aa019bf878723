use serde_json::{Value, json};

use super::stage::{Stage, root};

fn decide(stage: &Stage, more: &[&str], input: &str) -> super::stage::Run {
    let rules = root().join("benches/decision/rules");
    let rules = rules.to_str().expect("the path is UTF-8");
    let args = ["decide", "--ruleset", "matbeslut", "--rulesets", rules, "--answers", "-"];
    stage.run_with([&args, more].concat(), input)
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

const REFUSED: &str = r#"{"q01_held": "ja", "q02_status": "draft"}"#;

#[test]
fn every_sheet_comes_out_as_expected() {
    let sheets = std::fs::read_to_string(root().join("benches/decision/answers.jsonl")).expect("the sheets are there");
    let sheets = lines(&sheets);
    let input = sheets.iter().map(|sheet| sheet["answers"].to_string()).collect::<Vec<_>>().join("\n");
    let run = decide(&Stage::new(), &[], &input).code(0);
    let out = lines(&run.out);
    assert_eq!(out.len(), sheets.len());
    for (sheet, found) in sheets.iter().zip(&out) {
        let expected = &sheet["expected"];
        assert_eq!(
            (&found["outcome"], &found["provisions"]),
            (&expected["outcome"], &expected["grounds"]),
            "{}",
            sheet["id"]
        );
    }
}

#[test]
fn lines_that_cannot_be_decided_stand_in_their_place() {
    let run =
        decide(&Stage::new(), &[], &format!("{REFUSED}\n[1]\n{{\"q01_held\": \"ja\"}}\n{{\"q99\": 1}}\n{REFUSED}"))
            .code(4);
    let out = lines(&run.out);
    assert_eq!(out.len(), 5);
    assert_eq!(out[0]["outcome"], "not_official");
    assert_eq!(out[1]["line"], 2);
    assert_eq!((&out[2]["missing"]["scope"], &out[2]["missing"]["question"]), (&json!("frame"), &json!("q02_status")));
    assert_eq!(out[3]["line"], 4);
    assert_eq!(out[4], out[0]);
    assert!(run.err.starts_with("fel: 3 rader"), "{}", run.err);
}

#[test]
fn the_trace_names_every_question() {
    let run = decide(&Stage::new(), &["--trace"], REFUSED).code(0);
    let steps = &lines(&run.out)[0]["steps"];
    let asked: Vec<&Value> = steps.as_array().expect("a list").iter().map(|step| &step["question"]).collect();
    assert_eq!(asked, [&json!("q01_held"), &json!("q02_status")]);
}

#[test]
fn an_unknown_ruleset_is_wrong_usage_with_a_suggestion() {
    let run = Stage::new().run(["decide", "--ruleset", "finns-inte", "--answers", "-"]).code(2);
    assert!(run.err.contains("ingen regelsamling heter `finns-inte`"), "{}", run.err);
}

#[test]
fn a_file_of_answers_that_is_not_there() {
    let rules = root().join("benches/decision/rules");
    let rules = rules.to_str().expect("the path is UTF-8");
    let run = Stage::new()
        .run(["decide", "--ruleset", "matbeslut", "--rulesets", rules, "--answers", "saknas.jsonl"])
        .code(3);
    assert_eq!(run.err, "fel: kan inte läsa `saknas.jsonl`: finns inte\ntips: kontrollera sökvägen\n");
}
