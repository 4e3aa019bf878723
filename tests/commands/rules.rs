use super::stage::{Stage, root};

fn bench_rules() -> String {
    root().join("benches/decision/rules").to_str().expect("the path is UTF-8").to_owned()
}

#[test]
fn the_list_is_a_table_or_json() {
    let stage = Stage::new();
    let rules = bench_rules();
    let run = stage.run(["rules", "list", "--rulesets", &rules]).code(0);
    assert!(
        run.out.contains("matbeslut") && run.out.contains("Mätbeslut") && run.out.starts_with("Förfaranden"),
        "{}",
        run.out
    );
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    let list = stage.run(["rules", "list", "--json", "--rulesets", &rules]).code(0).json();
    let entry = list.as_array().expect("a list").iter().find(|entry| entry["id"] == "matbeslut").expect("it is listed");
    assert_eq!(entry["kind"], "procedure");
    assert_eq!(entry["version"], 1);
    assert_eq!(entry["from"], "2019-01-01");
    assert!(entry["title"]["en"].is_string() && entry["to"].is_null());
}

#[test]
fn the_list_has_procedures_first_and_whole_ids() {
    let out = Stage::new().run(["rules", "list", "--lang", "en"]).code(0).out;
    let at =
        |text: &str| out.lines().position(|line| line.starts_with(text)).unwrap_or_else(|| panic!("{text}\n{out}"));
    assert!(at("Procedures") < at("begaran-om-handling "), "{out}");
    assert!(at("begaran-om-handling") < at("Modules") && at("Modules") < at("uppgift-ej-allman "), "{out}");
    assert!(!out.contains('┄') && out.matches('─').count() < 300, "no lines between rows: {out}");
}

#[test]
fn the_list_can_be_limited_to_a_day() {
    let list = Stage::new().run(["rules", "list", "--json", "--at", "1999-01-01"]).code(0).json();
    assert_eq!(list, serde_json::json!([]));
}

#[test]
fn a_ruleset_is_shown_with_where_each_answer_leads() {
    let stage = Stage::new();
    let rules = bench_rules();
    let run = stage.run(["rules", "show", "matbeslut", "--rulesets", &rules, "--lang", "en"]).code(0);
    assert!(run.out.starts_with("Decision for measuring\n"), "{}", run.out);
    assert!(run.out.contains("draft → outcome not_official"), "{}", run.out);
    let shown = stage.run(["rules", "show", "matbeslut", "--rulesets", &rules, "--json"]).code(0).json();
    let nodes = shown["parts"][0]["nodes"].as_array().expect("a list");
    assert!(nodes.iter().any(|node| node["kind"] == "ask" && node["next"][0]["to"].is_object()), "{shown}");
}

#[test]
fn what_was_not_in_force_says_when_it_is() {
    let run =
        Stage::new().run(["rules", "show", "matbeslut", "--rulesets", &bench_rules(), "--at", "2018-12-31"]).code(3);
    assert_eq!(run.err, "fel: `matbeslut` gällde inte den 2018-12-31\ntips: den gäller 2019-01-01–\n");
}

#[test]
fn the_rules_built_in_are_sound() {
    let run = Stage::new().run(["rules", "check"]).code(0);
    assert!(run.out.starts_with("inga fel"), "{}", run.out);
}

#[test]
fn every_fault_is_shown_with_its_line_and_what_to_write() {
    let stage = Stage::new();
    let good = std::fs::read_to_string(root().join("tests/commands/rulesets/litet-prov.yaml")).expect("it is there");
    stage.write("egna/litet-prov.yaml", good.replace("ja: return hindrad", "ja: return hindrat"));
    let run = stage.run(["rules", "check", "egna"]).code(1);
    assert!(run.out.contains("litet-prov.yaml:") && run.out.contains("hindrat"), "{}", run.out);
    let json = stage.run(["rules", "check", "egna", "--json", "--lang", "en"]).code(1).json();
    assert_eq!(json["sound"], false);
    let fault = &json["faults"][0];
    assert!(fault["code"].is_string() && fault["line"].is_u64() && fault["message"].is_string(), "{json}");
    // The same rules, where they are to be used and not checked, are a file that cannot be used.
    let run = stage.run(["rules", "list", "--rulesets", "egna"]).code(3);
    assert!(run.err.contains("reglerna går inte att använda") && run.err.contains("hindrat"), "{}", run.err);
}

#[test]
fn a_folder_that_is_not_there_is_a_fault() {
    let run = Stage::new().run(["rules", "list", "--rulesets", "saknas"]).code(3);
    assert!(run.err.contains("S001"), "{}", run.err);
}

#[test]
fn a_provision_is_found_however_it_is_written() {
    let stage = Stage::new();
    for reference in [&["OSL", "26:7"][..], &["26:7"], &["osl-26-7"], &["26 kap. 7 § OSL"], &["Ch. 26, Sec. 7 OSL"]] {
        let args = [&["rules", "provisions"], reference].concat();
        let out = stage.run(args).code(0).out;
        assert!(out.starts_with("26 kap. 7 § OSL (OSL 26:7)\n"), "{reference:?}\n{out}");
        assert!(out.contains("Gäller 2019-01-01–2024-03-31") && out.contains("Gäller 2024-04-01–"), "{out}");
    }
    let chapter = stage.run(["rules", "provisions", "OSL", "12", "--json"]).code(0).json();
    let ids: Vec<_> = chapter.as_array().expect("a list").iter().map(|entry| entry["short"].clone()).collect();
    assert_eq!(ids, ["OSL 12:1", "OSL 12:2", "OSL 12:3"]);
}

#[test]
fn a_provision_is_shown_as_it_was_on_a_day_and_says_when_it_was_not() {
    let stage = Stage::new();
    let old = stage.run(["rules", "provisions", "26:7", "--at", "2024-03-31", "--json"]).code(0).json();
    let wordings = old[0]["wordings"].as_array().expect("a list");
    assert_eq!(wordings.len(), 1);
    assert_eq!(wordings[0]["to"], "2024-03-31");
    assert_eq!(wordings[0]["reaches"], serde_json::json!(["OSL 26:1"]));
    let early = stage.run(["rules", "provisions", "40:7 g", "--at", "2026-01-14"]).code(3);
    assert_eq!(early.err, "fel: OSL 40:7 g gällde inte den 2026-01-14\ntips: den gäller 2026-01-15–\n");
    let before = stage.run(["rules", "provisions", "--at", "2018-12-31"]).code(3);
    assert!(before.err.contains("reglerna omfattar tiden från 2019-01-01"), "{}", before.err);
}

#[test]
fn a_provision_that_is_not_there_is_said_with_what_to_write() {
    let none = Stage::new().run(["rules", "provisions", "OSL", "26:99", "--lang", "en"]).code(2);
    assert!(none.err.starts_with("error: `OSL 26:99` is not in the register of provisions\n"), "{}", none.err);
}
