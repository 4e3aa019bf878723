//! `menprov rules test`: cases that hold and cases that do not, what they cover, and what they would not notice.

use std::fs;

use serde_json::json;

use super::stage::{Stage, root};

const CASE: &str = "case:
  id: litet-fri
  source: Prov
  facts: {sv: Någon begär en handling som finns och som inget hindrar., en: Somebody asks for a document that nothing prevents.}
  expect:
    outcome: disclose
    effects: {i1: release}
    under: {i1: [GRUND]}
    procedure-outcome: lamnas
    provisions: [GRUND, HINDER]
    duties: [prov-anteckna]
  decisive: {item: i1, scope: item/i1, question: litet-prov.hinder, instead: ja, effect: withhold, outcome: lamnas-inte}
procedure: litet
law-date: 2026-11-21
answers:
  frame: {litet.finns: ja, litet.begart: hela akten, uppgifter: [{id: i1, beskrivning: första stycket}]}
  item/i1: {litet-prov.hinder: {answer: nej, reason: Stycket rör bara nämndens eget arbete.}}
";

/// A folder of rules with a small procedure and one case of it.
fn folder(stage: &Stage, case: &str) {
    let rules = root().join("tests/commands/rulesets");
    let registers = ["duties", "provisions", "questions"].map(|name| format!("registers/{name}-prov.yaml"));
    for name in ["litet.yaml", "litet-prov.yaml"].into_iter().map(str::to_owned).chain(registers) {
        let text = fs::read_to_string(rules.join(&name)).expect("it is there");
        stage.write(&format!("rules/{name}"), text);
    }
    stage.write("rules/cases/litet-fri.yaml", case);
}

#[test]
fn the_cases_built_in_end_as_they_should() {
    let run = Stage::new().run(["rules", "test", "--only", "j-01"]).code(0);
    assert_eq!(run.out, "1 fall prövade; alla slutar som de ska\n");
    let run = Stage::new().run(["rules", "testa", "--only", "hittas-inte"]).code(2);
    assert!(run.err.contains("`hittas-inte`") && run.err.contains("--only"), "{}", run.err);
}

#[test]
fn a_case_that_ends_otherwise_says_what_came_and_where() {
    let stage = Stage::new();
    folder(&stage, CASE);
    stage.run(["rules", "test", "rules", "--only", "litet"]).code(0);
    let wrong = CASE.replace("procedure-outcome: lamnas\n", "procedure-outcome: lamnas-inte\n");
    folder(
        &stage,
        &wrong.replace("outcome: lamnas-inte}", "outcome: lamnas}").replace("[prov-anteckna]", "[dokumentera]"),
    );
    let run = stage.run(["rules", "test", "rules", "--only", "litet", "--lang", "en"]).code(1);
    let expected = [
        "cases/litet-fri.yaml:9:5: expected the outcome `lamnas-inte`, got the outcome `lamnas`",
        "cases/litet-fri.yaml:11:5: the duty dokumentera did not come",
        "cases/litet-fri.yaml:12:100: with the decisive answer changed: expected the outcome `lamnas`, got the outcome `lamnas-inte`",
    ];
    for line in expected {
        assert!(run.out.lines().any(|found| found == line), "{line}\n{}", run.out);
    }
    assert!(run.out.ends_with("1 case tried; 1 do not end as they should\n"), "{}", run.out);
}

#[test]
fn an_answer_that_is_not_needed_has_its_place() {
    let stage = Stage::new();
    folder(&stage, &CASE.replace("litet.finns: ja", "litet.finns: nej"));
    let run =
        stage.run(["rules", "test", "rules", "--only", "litet", "--format", "json", "--lang", "en"]).code(1).json();
    let misses = run["failures"][0]["misses"].as_array().expect("a list");
    let unneeded =
        misses.iter().find(|miss| miss["message"].as_str().is_some_and(|words| words.contains("litet.begart")));
    assert_eq!(unneeded.map(|miss| (&miss["line"], &miss["column"])), Some((&json!(16), &json!(29))), "{misses:?}");
}

#[test]
fn a_fault_in_a_case_file_is_told_like_other_faults() {
    let stage = Stage::new();
    folder(
        &stage,
        &CASE.replace("    effects:", "    efects:").replace("law-date: 2026-11-21", "law-date: 2026-11-31"),
    );
    let run = stage.run(["rules", "test", "rules", "--lang", "en"]).code(3);
    assert!(run.err.contains("cases/litet-fri.yaml:7:5: P005") && run.err.contains("`effects`"), "{}", run.err);
    assert!(run.err.contains("cases/litet-fri.yaml:14:11: P014"), "{}", run.err);
    // The check of the rules does not read the cases.
    assert!(run.err.contains("`menprov rules test FOLDER`") && !run.err.contains("rules check"), "{}", run.err);
    folder(&stage, "");
    let run = stage.run(["rules", "test", "rules"]).code(3);
    assert!(run.err.contains("cases/litet-fri.yaml: S009") && run.err.contains("ett fall med `case:`"), "{}", run.err);
}

#[test]
fn coverage_counts_in_whole_numbers() {
    let stage = Stage::new();
    folder(&stage, CASE);
    let args = ["rules", "test", "rules", "--only", "litet", "--coverage", "--format", "json"];
    let found = stage.run(args).code(0).json();
    // What is built in is nothing that the author of the folder can cover.
    let uncovered = found["coverage"]["uncovered"].as_array().expect("a list");
    let own: Vec<_> = uncovered.iter().map(|one| one["what"].as_str().unwrap_or_default()).collect();
    assert_eq!(
        own,
        [
            "litet.finns → nej ”Finns handlingen hos myndigheten?”",
            "litet.finns → vet-ej ”Finns handlingen hos myndigheten?”",
            "steget litet.ta-reda",
            "litet-prov.hinder → vet-ej ”Hindrar något att {item} lämnas ut?”",
        ]
    );
    let all = &found["coverage"]["all"];
    let (covered, total) = (all["covered"].as_u64().expect("a number"), all["total"].as_u64().expect("a number"));
    assert_eq!(all["percent"], covered * 100 / total);
    assert_eq!(total - covered, uncovered.len() as u64);
    stage.run(["rules", "test", "rules", "--only", "litet", "--coverage", "--min", "100"]).code(1);
    stage.run(["rules", "test", "rules", "--only", "litet", "--coverage", "--min", "0"]).code(0);
    stage.run(["rules", "test", "rules", "--min", "50"]).code(2);
}

#[test]
fn a_change_that_no_case_notices_is_told_unless_it_is_listed() {
    let stage = Stage::new();
    folder(&stage, CASE);
    let args = ["rules", "test", "rules", "--only", "litet", "--mutate", "--format", "json"];
    let found = stage.run(args).code(1).json()["mutants"].clone();
    // A provision that an end leaves out is applied elsewhere too, and yet the record shows that the end does not cite it.
    assert_eq!((&found["all"], &found["killed"], &found["refused"]), (&json!(13), &json!(12), &json!(0)), "{found}");
    let survivors = found["survivors"].as_array().expect("a list");
    assert_eq!(survivors.len(), 1, "{found}");
    assert_eq!((&survivors[0]["place"], &survivors[0]["change"]), (&json!("litet.var-och-en"), &json!("join")));
    assert_eq!((&survivors[0]["file"], &survivors[0]["line"]), (&json!("litet.yaml"), &json!(50)));

    let group = |changes: &str| {
        format!("survivors:\n- reason: {{sv: Bara en uppgift., en: One item alone.}}\n  changes:\n{changes}")
    };
    stage.write("rules/cases/survivors.yaml", group("    litet.var-och-en: [join]\n"));
    let found = stage.run(args).code(0).json()["mutants"].clone();
    assert_eq!((&found["listed"], &found["survivors"]), (&json!(1), &json!([])));
    let both = "    litet.var-och-en: [join]\n    litet.utfall:\n    - swap ja nej\n";
    stage.write("rules/cases/survivors.yaml", group(both));
    let run = stage.run(["rules", "test", "rules", "--only", "litet", "--mutate"]).code(1);
    let line = "cases/survivors.yaml:6: `litet.utfall`, `swap ja nej`: fallet litet-fri märker det; ta bort raden";
    assert!(run.out.contains(line), "{}", run.out);
}

#[test]
fn the_same_answers_are_held_on_the_other_days_that_a_case_names() {
    let stage = Stage::new();
    folder(&stage, &CASE.replace("  expect:", "  also-on: [2020-01-01, 2019-12-31]\n  expect:"));
    stage.run(["rules", "test", "rules", "--only", "litet"]).code(0);
    starts(&stage, "litet.yaml", "2020-01-01");
    let run = stage.run(["rules", "test", "rules", "--only", "litet", "--lang", "en"]).code(1);
    let line = "cases/litet-fri.yaml:5:3: on the law of 2019-12-31: there is no such procedure on 2019-12-31";
    assert_eq!(run.out.lines().next(), Some(line), "{}", run.out);

    // On the other days too it is the whole of what the case expects.
    folder(&stage, &CASE.replace("  expect:", "  also-on: [2020-01-01, 2019-12-31]\n  expect:"));
    let new = fs::read_to_string(stage.path("rules/litet-prov.yaml")).expect("it is there");
    let old = new.replace("{from: 2019-01-01}", "{from: 2019-01-01, to: 2019-12-31}");
    stage.write("rules/litet-prov.yaml", old.replace("provisions: [prov-grund]}", "provisions: [prov-hinder]}"));
    stage.write("rules/litet-prov@2020-01-01.yaml", new.replace("2019-01-01", "2020-01-01"));
    let run = stage.run(["rules", "test", "rules", "--only", "litet", "--lang", "en"]).code(1);
    let line = "cases/litet-fri.yaml:5:3: on the law of 2019-12-31: item i1: does not rest on GRUND";
    assert_eq!(run.out.lines().next(), Some(line), "{}", run.out);
}

/// Lets a ruleset begin on another day than that on which all the others do.
fn starts(stage: &Stage, name: &str, day: &str) {
    let text = fs::read_to_string(root().join("tests/commands/rulesets").join(name)).expect("it is there");
    stage
        .write(&format!("rules/{name}"), text.replace("valid: {from: 2019-01-01}", &format!("valid: {{from: {day}}}")));
}

#[test]
fn a_case_on_the_first_day_and_on_the_day_before_notices_that_law_begins_another_day() {
    let stage = Stage::new();
    let tried = |case: &str| {
        folder(&stage, case);
        starts(&stage, "litet.yaml", "2020-01-01");
        let found = stage.run(["rules", "test", "rules", "--only", "litet", "--mutate", "--format", "json"]).json();
        assert_eq!(found["failed"], json!(0), "{found}");
        (found["mutants"]["all"].clone(), found["mutants"]["killed"].clone())
    };
    let also = |days: &str| CASE.replace("  expect:", &format!("  also-on: {days}\n  expect:"));
    let first_day = CASE.replace("law-date: 2026-11-21", "law-date: 2020-01-01");
    let new = first_day.replace("  decisive:", "    new-that-day: true\n  decisive:");
    // Those alone are tried that some walk can notice: first the change to a later day, then also that to an earlier one.
    for (case, all, killed) in
        [(also("[2020-01-02]"), 13, 12), (also("[2020-01-01]"), 14, 13), (first_day, 14, 13), (new, 15, 14)]
    {
        assert_eq!(tried(&case), (json!(all), json!(killed)), "{case}");
    }
}
