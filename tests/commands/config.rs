//! The configuration: what it explains, and what it does to an assessment.

use std::fs;

use serde_json::{Value, json};

use super::assess::{answers, assess, rules, stage};
use super::stage::{Run, Stage, root};
use crate::terminal::session::Desk;

/// A configuration for the small procedure: only the chief may refuse.
const CONFIG: &str = r#"
[authority]
name = "Socialnämnden i Exempelkommunen"
kind = "socialnamnd"

[officer]
role = "handlaggare"
unit = "vuxna"

[[units]]
id = "vuxna"
name = { sv = "Vuxna", en = "Adults" }

[[units]]
id = "barn"
name = "Barn"

[[roles]]
id = "handlaggare"
name = { sv = "socialsekreterare", en = "social worker" }
level = "officer"

[[roles]]
id = "enhetschef"
name = { sv = "enhetschef", en = "head of unit" }
level = "manager"

[[roles]]
id = "socialchef"
name = { sv = "socialchef", en = "head of social services" }
level = "delegate"

[[delegation]]
point = "4.2"
role = "socialchef"
procedure = "litet"
outcomes = ["lamnas-inte"]
"#;

fn configured(text: &str) -> Stage {
    let stage = stage();
    stage.write(".config/menprov/menprov.toml", text);
    stage
}

/// Signs, and returns the record that was kept.
fn signed(stage: &Stage, more: &[&str]) -> (Run, Value) {
    let run = assess(stage, &[&["--key", "nyckel", "--json"], more].concat()).code(0);
    let record = run.json()["record"].clone();
    (run, record)
}

#[test]
fn the_examples_are_sound_and_say_who_may_refuse() {
    let stage = Stage::new();
    for (name, who) in
        [("menprov.toml", "socialchef (punkt 4.2)"), ("forsakringskassan.toml", "verksjurist (punkt 13)")]
    {
        let path = root().join("examples").join(name);
        let path = path.to_str().expect("UTF-8");
        let run = stage.run(["config", "check", path]).code(0);
        assert!(run.out.starts_with("inga fel i inställningarna: "), "{}", run.out);
        let refusal = run.out.split("\nbeslut-avslag ").nth(1).expect("the outcome is listed");
        assert!(refusal.split_whitespace().collect::<Vec<_>>().join(" ").contains(who), "{}", run.out);
        let json = stage.run(["config", "check", path, "--json"]).code(0).json();
        assert_eq!((&json["sound"], &json["warnings"]), (&json!(true), &json!([])));
        stage.run(["inställning", "kontrollera", path]).code(0);
        stage.run(["installning", "visa", "--config", path]).code(0);
    }
}

#[test]
fn a_check_tells_every_fault_and_ends_with_one() {
    let stage = Stage::new();
    stage.write("fel.toml", "langage = 'sv'\n[officer]\nrole = 'chef'\n[[roles]]\nid = 'cheff'\nname = 'x'\n");
    let run = stage.run(["config", "check", "fel.toml"]).code(1);
    assert!(run.out.contains("fel.toml:3:8: C011 ingen roll heter `chef`\n  3 | role = 'chef'\n"), "{}", run.out);
    assert!(run.out.contains("= menades `cheff`?") && run.out.contains("C006 det saknas `level`"), "{}", run.out);
    assert!(run.out.contains("= menades `language`?") && run.out.ends_with("\n3 fel\n"), "{}", run.out);
    let json = stage.run(["config", "check", "fel.toml", "--json"]).code(1).json();
    let codes: Vec<_> = json["faults"].as_array().expect("a list").iter().map(|fault| &fault["code"]).collect();
    assert_eq!(
        (&json["sound"], codes),
        (&json!(false), vec![&json!("C005"), &json!("C011"), &json!("C006")]),
        "{json}"
    );
}

#[test]
fn a_check_warns_of_what_nobody_may_decide_and_of_idle_rows() {
    let stage = Stage::new();
    let rules = rules();
    let lone = "[[roles]]\nid = 'a'\nname = 'a'\nlevel = 'officer'\n[[delegation]]\npoint = '1'\nrole = 'a'\nprocedure = \
                'litet'\noutcomes = ['lamnas']\nto = 2020-01-01\n";
    stage.write("a.toml", lone);
    let run = stage.run(["config", "check", "a.toml", "--rulesets", &rules]).code(0);
    assert!(run.out.contains("varning: C101 ingen av rollerna får besluta `litet.lamnas-inte`\n"), "{}", run.out);
    assert!(run.out.contains("varning: C102 punkt 1 gällde till och med 2020-01-01\n"), "{}", run.out);
    assert!(!run.out.contains("`litet.lamnas`"), "{}", run.out);
    let none = stage.run(["config", "check", "--rulesets", &rules]).code(0);
    assert!(none.out.starts_with("inga inställningar; rollerna är de allmänna: "), "{}", none.out);
    assert!(none.out.contains("delegat eller högre"), "{}", none.out);
}

#[test]
fn what_is_in_effect_is_shown_with_where_it_is_from() {
    let english = CONFIG.replacen('\n', "\nlanguage = \"en\"\n", 1);
    let stage = Stage::new();
    stage.write(".config/menprov/menprov.toml", &english);
    let rules = rules();
    let show = ["config", "show", "--rulesets", &rules];
    let run = stage.run(show).code(0);
    assert!(run.out.contains("Language: English (the configuration)"), "{}", run.out);
    assert!(run.out.contains("Your role: social worker (handlaggare, officer)"), "{}", run.out);
    assert!(run.out.contains(".config/menprov/menprov.toml (the configuration folder)"), "{}", run.out);
    let flag = stage.run([&show[..], &["--lang", "sv"]].concat()).code(0);
    assert!(
        flag.out.contains("Språk: svenska (--lang)") && flag.out.contains("Din enhet: Vuxna (vuxna)"),
        "{}",
        flag.out
    );
    // The variable of the language goes before the configuration, the configuration before the locale.
    let stage = stage.var("LANG", "sv_SE.UTF-8");
    assert!(stage.run(show).code(0).out.starts_with("File: "));
    let stage = stage.var("MENPROV_LANG", "sv");
    assert!(stage.run(show).code(0).out.starts_with("Fil: "));
    stage.write("b.toml", "[authority]\nname = 'B'\nkind = 'region'\n");
    let stage = stage.var("MENPROV_CONFIG", "b.toml");
    let json = stage.run([&show[..], &["--json"]].concat()).code(0).json();
    assert_eq!((&json["file"], &json["file-by"]), (&json!("b.toml"), &json!("variable")));
    assert_eq!(json["authority"], json!({"name": "B", "kind": "region"}));
    let flag = stage.run([&show[..], &["--json", "--config", ".config/menprov/menprov.toml"]].concat()).code(0).json();
    assert_eq!((&flag["file-by"], &flag["officer"]["role"]), (&json!("flag"), &json!("handlaggare")));
}

#[test]
fn what_is_beyond_ones_role_is_a_proposal() {
    let stage = configured(CONFIG);
    let (run, record) = signed(&stage, &[]);
    let list = stage.run(["register", "list", "--json"]).code(0).json();
    let id = list[0]["id"].as_str().expect("an id");
    let told = format!(
        "det är ett förslag och inget beslut; det beslutas eller godkänns av: socialchef (punkt 4.2); lämna över med \
         `menprov memo hand-over {id}`\n"
    );
    assert!(run.err.ends_with(&told), "{}", run.err);
    assert_eq!(record["pending"], true);
    assert_eq!(record["officer"]["position"]["id"], "handlaggare");
    assert_eq!(record["officer"]["unit"], "Vuxna");
    assert_eq!(record["matter"]["authority"], "Socialnämnden i Exempelkommunen");
    let row = json!({
        "point": "4.2", "role": "socialchef", "level": "delegate",
        "name": {"sv": "socialchef", "en": "head of social services"},
    });
    assert_eq!(record["delegation"], json!({"rows": [row]}));
    let memo = stage.run(["memo", "show", id]).code(0).out;
    let memo = memo.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(memo.contains("har beslutats eller godkänts av: socialchef (punkt 4.2)."), "{memo}");
    assert!(memo.contains("handläggaren, socialsekreterare, Vuxna") && !memo.contains("med stöd av punkt"), "{memo}");
    // Nobody else's row helps, nor does a level below the one that the rules ask for.
    let (_, record) = signed(&stage, &["--role", "enhetschef"]);
    assert_eq!((&record["pending"], &record["officer"]["role"]), (&json!(true), &json!("manager")));
}

#[test]
fn a_role_with_a_row_decides_by_its_point() {
    let stage = configured(CONFIG);
    let (run, record) = signed(&stage, &["--role", "socialchef", "--unit", "barn"]);
    assert!(!run.err.contains("förslag"), "{}", run.err);
    assert_eq!((&record["pending"], &record["delegation"]["by"]), (&json!(false), &json!("4.2")));
    assert_eq!(record["officer"]["unit"], "Barn");
    let memo = stage.run(["memo", "show", "20"]).code(0).out;
    assert!(memo.contains("Beslutat med stöd av punkt 4.2 i delegationsordningen."), "{memo}");
    let memo = stage.run(["memo", "show", "20", "--lang", "en"]).code(0).out;
    assert!(memo.contains("Decided under point 4.2 of the delegation of authority"), "{memo}");
    // A replay years later has the record alone.
    fs::remove_file(stage.path(".config/menprov/menprov.toml")).expect("it is there");
    let verdict = stage.run(["memo", "verify", "20", "--json"]).code(0).json();
    assert_eq!((&verdict["valid"], &verdict["replay"]), (&json!(true), &json!("same")), "{verdict}");
}

#[test]
fn a_row_counts_only_on_its_days() {
    let stage = configured(&format!("{CONFIG}from = 2999-01-01\n"));
    let (_, record) = signed(&stage, &["--role", "socialchef"]);
    // The level alone carries it then, and no point is named.
    assert_eq!((&record["pending"], &record["delegation"]), (&json!(false), &Value::Null));
}

#[test]
fn a_row_can_lift_what_the_rules_leave_to_the_officer() {
    let stage = configured(&format!(
        "{CONFIG}\n[[delegation]]\npoint = \"5\"\nrole = \"enhetschef\"\neffects = [\"release\"]\n"
    ));
    stage.write("svar.yaml", answers("nej", "nej"));
    assert_eq!(signed(&stage, &[]).1["pending"], true);
    let (_, record) = signed(&stage, &["--role", "enhetschef"]);
    assert_eq!((&record["pending"], &record["delegation"]["by"]), (&json!(false), &json!("5")));
    assert_eq!(signed(&stage, &["--role", "socialchef"]).1["pending"], false);
}

#[test]
fn without_a_configuration_roles_are_the_general_ones() {
    let stage = stage();
    let (run, record) = signed(&stage, &[]);
    assert!(run.err.contains("det beslutas eller godkänns av: delegat; lämna över med"), "{}", run.err);
    assert!(record["pending"] == true && record["delegation"].is_null() && record["matter"]["authority"].is_null());
    let (run, record) = signed(&stage, &["--role", "delegate", "--unit", "Vuxna"]);
    assert!(!run.err.contains("förslag"), "{}", run.err);
    assert_eq!((&record["pending"], &record["officer"]["unit"]), (&json!(false), &json!("Vuxna")));
    assert!(record["officer"]["position"].is_null());
}

#[test]
fn a_general_role_in_an_answers_file_goes_before_the_configuration() {
    let stage = configured(CONFIG);
    let written =
        |role: &str| answers("ja", "nej").replace("{name: handläggaren}", &format!("{{name: h, role: {role}}}"));
    stage.write("svar.yaml", written("delegate"));
    let (_, record) = signed(&stage, &[]);
    assert_eq!((&record["officer"]["role"], &record["officer"]["position"]), (&json!("delegate"), &Value::Null));
    stage.write("svar.yaml", written("officer"));
    assert_eq!(signed(&stage, &[]).1["officer"]["position"]["id"], "handlaggare");
}

/// A procedure that asks for the kind of authority and goes by it.
const KIND: &str = "ruleset: slag
format: 1
kind: procedure
version: 1
valid: {from: 2019-01-01}
title: {sv: Slag, en: Kind}
basis: [tf-2-15]
review: {checked: 2026-11-21, due: 2036-11-21}
outcomes:
  namnd: {effect: release, text: {sv: En nämnd., en: A board.}, provisions: [tf-2-15]}
  annan: {effect: withhold, text: {sv: En annan., en: Another.}, provisions: [tf-2-15]}
parts:
  frame:
    - id: finns
      ask: {sv: Finns handlingen hos er?, en: Do you hold the document?}
      kind: choice
      options: {ja: {sv: Ja, en: Yes}, nej: {sv: Nej, en: No}}
      scope: frame
      provisions: [tf-2-15]
      next: {ja: slaget, nej: outcome annan}
    - id: slaget
      question: myndighetsslag
      next:
        socialnamnd: outcome namnd
        annan-namnd: outcome namnd
        region: outcome annan
        skola: outcome annan
        forsakringskassan: outcome annan
        annan-statlig: outcome annan
        enskild-utforare: outcome annan
";

/// The shared question, for a rulebook that does not have it.
const QUESTION: &str = "register: questions
format: 1
entries:
  myndighetsslag:
    ask: {sv: Vilket slags myndighet eller verksamhet arbetar du i?, en: In what kind of authority or activity?}
    kind: choice
    options:
      socialnamnd: {sv: Socialnämnd, en: Social board}
      annan-namnd: {sv: Annan nämnd, en: Another board}
      region: {sv: Region, en: Region}
      skola: {sv: Skola, en: School}
      forsakringskassan: {sv: Försäkringskassan, en: Social Insurance Agency}
      annan-statlig: {sv: Annan statlig, en: Another state authority}
      enskild-utforare: {sv: Enskild utförare, en: Private provider}
    scope: frame
    provisions: [tf-2-15]
";

/// Writes the procedure, and the question where the rules built in lack it.
fn kinds(write: &dyn Fn(&str, &str)) {
    write("regler/slag.yaml", KIND);
    let known = menprov::rulebook::builtin().questions.iter().any(|question| &*question.id == "myndighetsslag");
    if !known {
        write("regler/registers/questions-slag.yaml", QUESTION);
    }
}

fn kind_of(stage: &Stage, frame: &str) -> Value {
    stage.write("slag.yaml", format!("procedure: slag\nmatter: SN 2026/1\nanswers:\n  frame:\n{frame}"));
    let args = ["assess", "--answers", "slag.yaml", "--rulesets", "regler", "--key", "nyckel", "--json"];
    stage.run(args).code(0).json()["record"].clone()
}

#[test]
fn the_authority_says_itself_what_kind_it_is() {
    let stage = configured("[authority]\nname = 'FK'\nkind = 'forsakringskassan'\n");
    kinds(&|name, text| drop(stage.write(name, text)));
    let record = kind_of(&stage, "    slag.finns: ja\n");
    let answer = &record["answers"][1];
    assert_eq!(
        (&answer["question"], &answer["value"]),
        (&json!("myndighetsslag"), &json!({"choice": "forsakringskassan"}))
    );
    assert_eq!(record["outcome"]["id"], "annan");
    // What the officer answers goes before it, and where it is not asked it is not there.
    let record = kind_of(&stage, "    slag.finns: ja\n    myndighetsslag: socialnamnd\n");
    assert_eq!(record["outcome"]["id"], "namnd");
    let record = kind_of(&stage, "    slag.finns: nej\n");
    assert_eq!(record["answers"].as_array().map(Vec::len), Some(1), "{record}");
    // Without a configuration it must be answered.
    fs::remove_file(stage.path(".config/menprov/menprov.toml")).expect("it is there");
    stage.write("slag.yaml", "procedure: slag\nmatter: SN 2026/1\nanswers:\n  frame:\n    slag.finns: ja\n");
    let run = stage.run(["assess", "--answers", "slag.yaml", "--rulesets", "regler", "--no-sign"]).code(4);
    assert!(run.err.contains("myndighetsslag"), "{}", run.err);
}

#[test]
fn the_review_says_what_the_configuration_answered_and_lets_it_be_changed() {
    let desk = Desk::new();
    let write = |name: &str, text: &str| {
        let path = desk.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    };
    write(".config/menprov/menprov.toml", CONFIG.split("[[delegation]]").next().expect("the rest"));
    kinds(&write);
    let args = ["assess", "slag", "--matter", "SN 2026/1", "--rulesets", "regler", "--no-sign", "--plain"];
    let mut session = desk.start(&args);
    session.wait_for("Finns handlingen hos er?");
    session.line("1");
    session.wait_for("Socialnämnd (ur inställningarna)").wait_for("En nämnd.");
    session.line("2");
    session.wait_for("Vilket slags myndighet");
    session.line("3");
    session.wait_for("En annan.");
    assert!(!session.since().contains("ur inställningarna"), "{}", session.since());
    session.line("klar");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
}

#[test]
fn one_practises_in_ones_own_role_and_nothing_is_decided_by_it() {
    let stage = configured(CONFIG);
    let rules = rules();
    let args = ["assess", "--answers", "svar.yaml", "--rulesets", &rules, "--practice", "--role", "socialchef"];
    let run = stage.run(args).code(0);
    assert!(run.out.contains("På riktigt: ett beslut med stöd av punkt 4.2"), "{}", run.out);
    assert!(!run.out.contains("Beslutat med stöd"), "{}", run.out);
    let run = stage.run(&args[..6]).code(0);
    assert!(run.err.ends_with("-0002 --practice`\n"), "{}", run.err);
}
