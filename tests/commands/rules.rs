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
    assert!(run.out.starts_with("inga fel i regelsamlingarna: ") && !run.out.contains(" varning"), "{}", run.out);
    let register = std::fs::read_to_string(root().join("rulesets/registers/invariants.yaml")).expect("it is there");
    let is_id = |line: &&str| line.starts_with("  ") && line.ends_with(':') && !line.starts_with("   ");
    let invariants = register.lines().filter(is_id).count();
    assert!(invariants > 20 && run.out.contains(&format!("\nbevisat: {invariants} invarianter i ")), "{}", run.out);
}

#[test]
fn what_there_is_to_go_through_is_counted_where_that_is_asked_for() {
    let json = Stage::new().run(["rules", "check", "--count", "--json"]).code(0).json();
    let counts = json["counts"].as_array().expect("a list");
    let procedures: std::collections::BTreeSet<_> = counts.iter().map(|one| one["procedure"].as_str()).collect();
    assert_eq!(json["summary"]["proof"]["procedures"], procedures.len());
    for one in counts {
        assert!(one["nodes"].as_u64() <= one["states"].as_u64(), "{one}");
        let ways = |of: &serde_json::Value| of["ways"].as_str().expect("digits").trim_start_matches('0').len();
        assert!(ways(one) > 0 && one["parts"].as_array().is_some_and(|parts| parts.iter().all(|part| ways(part) > 0)));
        assert!(one["modules"].as_array().expect("a list").iter().all(|module| module["ruleset"].is_string()));
    }
}

#[test]
fn of_a_folder_only_what_it_can_have_changed_is_counted() {
    let stage = Stage::new();
    stage.run(["rules", "new", "egen", "--dir", "regler"]).code(0);
    let json = stage.run(["rules", "check", "regler", "--count", "--json"]).code(0).json();
    let counts = json["counts"].as_array().expect("a list");
    assert!(!counts.is_empty() && counts.iter().all(|one| one["procedure"] == "egen"), "{counts:?}");
}

#[test]
fn a_folder_with_which_an_invariant_does_not_hold_is_refused() {
    let stage = Stage::new();
    let sound = std::fs::read_to_string(root().join("rulesets/provning.yaml")).expect("it is there");
    // Doubt about harm is made to read as if harm were ruled out.
    let (before, asked) = sound.split_once("- id: omvant\n").expect("the question is there");
    let doubtful = asked.replacen("means: secret, as: nej", "means: secret, as: ja", 1).replacen(
        "vet-ej: maska}",
        "vet-ej: mottagaren-saker}",
        1,
    );
    stage.write("egna/provning.yaml", format!("{before}- id: omvant\n{doubtful}"));
    let run = stage.run(["rules", "check", "egna"]).code(1);
    assert!(run.out.contains(": I001 ") && run.out.contains("provning.omvant = vet-ej"), "{}", run.out);
    assert!(run.out.contains("\nbevisat: ") && run.out.contains(" av "), "{}", run.out);
    // It points at the file that can be mended, and says where what is built in stands.
    assert!(run.out.starts_with("provning.yaml:"), "{}", run.out);
    assert!(run.out.contains("invarianten står i den inbyggda registers/invariants.yaml:"), "{}", run.out);
    let run = stage.run(["rules", "check", "egna", "--format", "sarif"]).code(1);
    assert!(run.out.contains("\"uri\": \"egna/provning.yaml\"") && !run.out.contains("rulesets/"), "{}", run.out);
    let run = stage.run(["rules", "list", "--rulesets", "egna"]).code(3);
    assert!(run.err.contains(": I001 ") && run.err.contains("provning.omvant = vet-ej"), "{}", run.err);
    stage.write("egna/provning.yaml", sound);
    stage.run(["rules", "list", "--rulesets", "egna"]).code(0);
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

/// Writes rules that hold, with one question that is unwise.
fn unwise(stage: &Stage) {
    let rules = root().join("tests/bad_rulesets/advice/N008_and_or/prov.yaml");
    stage.write("mina regler/prov.yaml", std::fs::read_to_string(rules).expect("it is there"));
}

#[test]
fn advice_is_given_on_the_folder_alone_and_counts_from_the_level_asked_for() {
    let stage = Stage::new();
    unwise(&stage);
    let check = ["rules", "check", "mina regler"];
    let run = stage.run(check).code(0);
    assert!(run.out.starts_with("prov.yaml:15:9: varning N008 `och/eller`"), "{}", run.out);
    let lines: Vec<&str> = run.out.lines().collect();
    let [.., summary, proved, explain] = lines[..] else { panic!("{}", run.out) };
    assert!(proved.starts_with("bevisat: "), "{proved}");
    assert!(summary.starts_with("inga fel i regelsamlingarna: ") && summary.ends_with(", 1 varning"), "{summary}");
    assert_eq!(explain, "`menprov rules explain KOD` förklarar en kod, till exempel `N008`");
    stage.run([&check[..], &["--fail-level", "fault"]].concat()).code(0);
    stage.run([&check[..], &["--fail-level", "warning"]].concat()).code(1);
    stage.run([&check[..], &["--fail-level", "note", "--format", "json"]].concat()).code(1);
    stage.run([&check[..], &["--fail-level", "allt"]].concat()).code(2);
    // The rules built in have neither warnings nor notes.
    stage.run(["rules", "check", "--fail-level", "note"]).code(0);
}

#[test]
fn an_invariant_of_the_folder_that_protects_nothing_is_told_of() {
    let stage = Stage::new();
    let written = |procedure: &str| {
        format!(
            "register: invariants\nformat: 1\nentries:\n  tom:\n    text: {{sv: Ingen skada utan fara., en: No harm without \
             danger.}}\n    provisions: [osl-26-1]\n    within: assessment\n    procedures: [{procedure}]\n    before:\n      \
             comes: [{{question: provning.omvant}}]\n      needs: [{{question: identitet}}]\n"
        )
    };
    stage.write("egna/registers/invariants-egna.yaml", written("incident"));
    let run = stage.run(["rules", "check", "egna"]).code(0);
    assert!(run.out.starts_with("registers/invariants-egna.yaml:4:"), "{}", run.out);
    assert!(run.out.contains(" varning I002 ") && run.out.contains("invarianten `tom`"), "{}", run.out);
    // Where the question is put, it is held against what is answered there.
    stage.write("egna/registers/invariants-egna.yaml", written("begaran-om-handling"));
    let run = stage.run(["rules", "check", "egna"]);
    assert!(!run.out.contains("I002"), "{}", run.out);
}

#[test]
fn advice_in_json_stands_beside_the_faults() {
    let stage = Stage::new();
    unwise(&stage);
    let json = stage.run(["rules", "check", "mina regler", "--format", "json", "--lang", "en"]).code(0).json();
    assert_eq!((&json["sound"], &json["faults"]), (&true.into(), &serde_json::json!([])));
    let advice = json["advice"].as_array().expect("a list");
    assert_eq!(advice.len(), 1, "{json}");
    assert_eq!(
        (&advice[0]["code"], &advice[0]["level"], &advice[0]["line"]),
        (&"N008".into(), &"warning".into(), &15.into())
    );
    let summary =
        |json: &serde_json::Value| ["faults", "warnings", "notes"].map(|level| json["summary"][level].clone());
    assert_eq!(summary(&json), [0, 1, 0].map(serde_json::Value::from));
    let same = stage.run(["rules", "check", "mina regler", "--json", "--lang", "en"]).code(0).json();
    assert_eq!((&json["advice"], summary(&json)), (&same["advice"], summary(&same)));
    stage.run(["rules", "check", "mina regler", "--json", "--format", "sarif"]).code(2);
}

/// What an editor and a code host need of SARIF 2.1.0: the properties that the standard requires, and those of GitHub.
#[test]
fn findings_are_sarif_that_names_files_from_where_it_runs() {
    let stage = Stage::new();
    unwise(&stage);
    stage.write("trasiga/fel.yaml", "ruleset: fel\nformat: 1\nkind: procedur\n");
    for (folder, code, level, status) in
        [("mina regler", "N008", "warning", 0), ("trasiga", "P", "error", 1), ("saknas", "S001", "error", 1)]
    {
        let log = stage.run(["rules", "check", folder, "--format", "sarif"]).code(status).json();
        assert_eq!(log["version"], "2.1.0");
        assert!(log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-schema-2.1.0.json")));
        let run = &log["runs"][0];
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "menprov");
        let rules = driver["rules"].as_array().expect("a list");
        let results = run["results"].as_array().expect("a list");
        assert!(!results.is_empty(), "{log}");
        for result in results {
            let id = result["ruleId"].as_str().expect("a code");
            assert!(id.starts_with(code) && result["level"] == level, "{result}");
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one")];
            assert_eq!(rule["id"], id);
            for text in [&rule["shortDescription"], &rule["fullDescription"], &rule["help"], &result["message"]] {
                assert!(text["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
            }
            let location = &result["locations"][0]["physicalLocation"];
            let uri = location["artifactLocation"]["uri"].as_str().expect("a uri");
            assert!(uri.starts_with(&folder.replace(' ', "%20")), "{uri}");
            assert_eq!(uri == folder, code == "S001", "{uri}");
            let region = &location["region"];
            assert_eq!(region.is_null(), code == "S001", "{result}");
            if !region.is_null() {
                assert!(region["startLine"].as_u64() > Some(0) && region["startColumn"].as_u64() > Some(0), "{region}");
                assert!(region["snippet"]["text"].as_str().is_some_and(|line| !line.is_empty()), "{region}");
            }
        }
    }
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
    // No other section is offered, and a slip in the act is.
    assert!(none.err.contains("`menprov rules provisions OSL` shows those that are there"), "{}", none.err);
    let none = Stage::new().run(["rules", "provisions", "FL 12"]).code(2);
    assert!(none.err.contains("`menprov rules provisions FL`") && !none.err.contains("FL 18"), "{}", none.err);
    let slip = Stage::new().run(["rules", "provisions", "OSSL 26:1"]).code(2);
    assert!(slip.err.contains("menades `OSL 26:1`?"), "{}", slip.err);
}

#[test]
fn a_rule_file_is_shown_as_it_is_written() {
    let stage = Stage::new();
    let run = stage.run(["rules", "show", "uppgift", "--source"]).code(0);
    let file = std::fs::read_to_string(root().join("rulesets/uppgift.yaml")).expect("it is there");
    assert_eq!(run.out, file);
    assert_eq!(run.err.trim(), "uppgift.yaml");
    let run = stage.run(["rules", "show", "skyddsbehov", "--source", "--at", "2025-07-01"]).code(0);
    assert_eq!(run.err.trim(), "skyddsbehov@2025-07-01.yaml");
    assert!(run.out.contains("from: 2025-07-01"), "{}", run.out);
    stage.run(["rules", "show", "uppgift", "--source", "--json"]).code(2);
}

#[test]
fn an_entry_of_a_register_is_shown_as_it_is_written() {
    let stage = Stage::new();
    let run = stage.run(["rules", "show", "osl-26-1", "--source"]).code(0);
    assert!(run.out.starts_with("register: provisions\nformat: 1\nentries:\n  osl-26-1:\n"), "{}", run.out);
    assert!(run.out.contains("short: OSL 26:1\n") && !run.out.contains("short: OSL 26:2\n"), "{}", run.out);
    assert_eq!(run.err.trim(), "registers/provisions-osl-secrecy.yaml");
    // It is a register as it stands: laid over, it changes nothing.
    stage.write("regler/registers/egen.yaml", &run.out);
    stage.run(["rules", "check", "regler", "--fail-level", "warning"]).code(0);
    // The folder's entry stands in place of the one built in.
    let own = run.out.replace("short: OSL 26:1\n", "short: OSL 26:1 x\n");
    stage.write("regler/registers/egen.yaml", &own);
    let run = stage.run(["rules", "show", "osl-26-1", "--source", "--rulesets", "regler"]).code(0);
    assert_eq!((run.out, run.err.trim()), (own, "registers/egen.yaml"));
    let run = stage.run(["rules", "show", "duties-incident", "--source"]).code(0);
    let file = std::fs::read_to_string(root().join("rulesets/registers/duties-incident.yaml")).expect("it is there");
    assert_eq!(run.out, file);
    let run = stage.run(["rules", "show", "osl-26-111", "--source"]).code(2);
    assert!(run.err.contains("tips: menades `osl-26-1"), "{}", run.err);
}

#[test]
fn the_source_of_a_folder_laid_over_is_the_folders() {
    let rules = bench_rules();
    let run = Stage::new().run(["rules", "show", "matbeslut", "--source", "--rulesets", &rules]).code(0);
    assert!(run.out.starts_with('#') || run.out.contains("ruleset: matbeslut"), "{}", run.out);
    assert_eq!(run.out, std::fs::read_to_string(format!("{rules}/matbeslut.yaml")).expect("it is there"));
}
