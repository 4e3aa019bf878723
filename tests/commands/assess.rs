use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use super::stage::{Run, Stage, root};

/// A stage with answers for the small procedure and a key without a passphrase, so that no test pays for one.
pub fn stage() -> Stage {
    let stage = Stage::new();
    stage.write("svar.yaml", answers("ja", "nej"));
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "handl@kommun.example", "-f"])
        .arg(stage.path("nyckel"))
        .status()
        .expect("ssh-keygen is there");
    assert!(made.success());
    let public = fs::read_to_string(stage.path("nyckel.pub")).expect("it is there");
    stage.write(".config/menprov/allowed_signers", format!("handl@kommun.example {public}"));
    stage
}

pub fn answers(first: &str, second: &str) -> String {
    let item = |answer: &str, more: &str| {
        let outgoing =
            if answer == "nej" { "''".to_owned() } else { format!("det här får den som frågar läsa{more}") };
        format!("{{answer: {answer}, reason: det här är ett internt skäl{more}, outgoing: {outgoing}}}")
    };
    format!(
        "procedure: litet\nlaw-date: 2025-01-01\nmatter: SN 2026/1\nofficer: {{name: handläggaren}}\nanswers:\n  frame:\n    \
         litet.finns: ja\n    litet.begart: alla anteckningar\n    uppgifter:\n      - {{id: u1, beskrivning: Anteckning ett}}\n      \
         - {{id: u2, beskrivning: Anteckning två}}\n  item/u1:\n    litet-prov.hinder: {}\n  item/u2:\n    \
         litet-prov.hinder: {}\n",
        item(first, ""),
        item(second, " om den andra")
    )
}

pub fn rules() -> String {
    root().join("tests/commands/rulesets").to_str().expect("the path is UTF-8").to_owned()
}

pub fn assess(stage: &Stage, more: &[&str]) -> Run {
    let rules = rules();
    stage.run([&["assess", "--answers", "svar.yaml", "--rulesets", &rules], more].concat())
}

#[test]
fn answers_become_a_signed_memo_that_anyone_can_verify() {
    let stage = stage();
    let run = assess(&stage, &["--key", "nyckel", "--json"]).code(0);
    assert!(run.err.starts_with("undertecknat och registrerat som 20"), "{}", run.err);
    let record = run.json()["record"].clone();
    assert_eq!(record["outcome"]["id"], "lamnas-inte");
    assert_eq!(record["law_date"], "2025-01-01");

    let list = stage.run(["register", "list", "--json"]).code(0).json();
    let id = list[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(list[0]["memo"]["matter"], "SN 2026/1");
    let table = stage.run(["register", "list"]).code(0).out;
    assert!(table.contains(&id) && table.contains("SN 2026/1"), "{table}");

    let verdict = stage.run(["memo", "verify", &id, "--json"]).code(0).json();
    assert_eq!((&verdict["valid"], &verdict["replay"]), (&json!(true), &json!("same")), "{verdict}");
    assert_eq!(verdict["signatures"][0]["signer"], "handl@kommun.example");
    let words = stage.run(["pm", "kontrollera", &id]).code(0).out;
    assert!(words.starts_with("stämmer\n") && words.contains("handl@kommun.example"), "{words}");

    stage.run(["memo", "export", &id, "--to", "akt"]).code(0);
    let exported = fs::read(stage.path("akt/record.json")).expect("it is there");
    assert_eq!(serde_json::from_slice::<Value>(&exported).expect("it is JSON"), record);
    let stock = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-f", "allowed_signers", "-I", "handl@kommun.example", "-n", "beslut@menprov"])
        .args(["-s", "record.json.sig"])
        .current_dir(stage.path("akt"))
        .stdin(fs::File::open(stage.path("akt/record.json")).expect("it is there"))
        .output()
        .expect("ssh-keygen is there");
    assert!(stock.status.success(), "{stock:?}");
    assert_eq!(stage.run(["memo", "verify", "akt/record.json", "--json"]).code(0).json()["replay"], "same");
    let again = stage.run(["memo", "export", &id, "--to", "akt"]).code(3);
    assert!(again.err.contains("finns redan"), "{}", again.err);
}

#[test]
fn the_notice_holds_no_internal_reason() {
    let stage = stage();
    let signed = assess(&stage, &["--key", "nyckel"]).code(0);
    assert!(signed.out.contains("internt skäl") && signed.out.contains("Anteckning ett"), "{}", signed.out);
    let memo = stage.run(["memo", "show", "20"]).code(0).out;
    assert!(memo.contains("internt skäl"), "{memo}");
    let notice = stage.run(["memo", "show", "20", "--audience", "notice"]).code(0).out;
    assert!(!notice.contains("internt skäl") && notice.contains("det här får den som frågar läsa"), "{notice}");
    let markdown = stage.run(["memo", "show", "20", "--format", "markdown"]).code(0).out;
    assert!(markdown.starts_with("# ") && markdown.contains("\n## Bilaga 5. Äkthet\n"), "{markdown}");
    assert!(!memo.contains("Bilaga 1.") && memo.contains("visas med --full"), "{memo}");
    let full = stage.run(["memo", "show", "20", "--full"]).code(0).out;
    assert!(full.contains("\nBilaga 5. Äkthet\n") && !full.contains("--full"), "{full}");
    assert!(!notice.contains("Bilaga") && !notice.contains("--full"), "{notice}");
    let bare = stage.run(["memo", "show", "20", "--audience", "notice", "--without-names"]).code(0).out;
    assert!(!bare.contains("handläggaren"), "{bare}");
    stage.run(["memo", "show", "20", "--audience", "notice", "--json"]).code(2);
}

#[test]
fn a_practised_notice_says_so_before_anything_else() {
    let stage = stage();
    assess(&stage, &["--practice"]).code(0);
    let show = ["memo", "show", "20", "--practice", "--audience", "notice"];
    for (language, words) in [
        ("sv", ["ÖVNING: Besked om begäran\n", "ÖVNING. Det här är"]),
        ("en", ["PRACTICE: Notice of the request\n", "PRACTICE. This is"]),
    ] {
        let notice = stage.run([&show[..], &["--lang", language]].concat()).code(0).out;
        assert!(notice.starts_with(words[0]) && notice.contains(words[1]), "{notice}");
    }
    assess(&stage, &["--key", "nyckel"]).code(0);
    let notice = stage.run(["memo", "show", "20", "--audience", "notice"]).code(0).out;
    assert!(!notice.contains("ÖVNING"), "{notice}");
}

#[test]
fn any_flipped_byte_is_found() {
    let stage = stage();
    assess(&stage, &["--key", "nyckel", "--json"]).code(0);
    stage.run(["memo", "export", "20", "--to", "akt"]).code(0);
    let good = fs::read(stage.path("akt/record.json")).expect("it is there");
    for at in (0..good.len()).step_by(good.len() / 12) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(stage.path("akt/record.json"), &bad).expect("it is written");
        stage.run(["memo", "verify", "akt/record.json"]).code(1);
    }
}

#[test]
fn a_signature_by_a_stranger_is_not_valid() {
    let stage = stage();
    assess(&stage, &["--key", "nyckel", "--json"]).code(0);
    stage.write("inga", "");
    let run = stage.run(["memo", "verify", "20", "--signers", "inga"]).code(1);
    assert!(run.out.starts_with("stämmer INTE\n") && run.out.contains("okänd"), "{}", run.out);
}

#[test]
fn unsigned_is_said_and_nothing_is_recorded() {
    let stage = stage();
    let run = assess(&stage, &["--no-sign", "--lang", "en"]).code(0);
    assert!(run.out.ends_with("\n\nUnsigned, not recorded.\n"), "{}", run.out);
    let json = assess(&stage, &["--no-sign", "--json"]).code(0);
    assert!(json.json()["id"].is_null());
    assert_eq!(json.err, "Ej undertecknad, ej registrerad.\n");
    assert!(!stage.path(".local/share/menprov").exists());
    assert_eq!(stage.run(["register", "list", "--json"]).code(0).json(), json!([]));
}

#[test]
fn a_missing_answer_names_the_question() {
    let stage = stage();
    stage.write("svar.yaml", answers("ja", "nej").split("  item/u2").next().expect("it has a beginning"));
    let run = assess(&stage, &["--key", "nyckel"]).code(4);
    assert!(run.err.contains("`item/u2`, `litet-prov.hinder`: svar saknas"), "{}", run.err);
    assert!(run.err.contains("tips: lägg till"), "{}", run.err);
    assert!(run.out.is_empty());
}

#[test]
fn every_unused_or_unfit_answer_is_told_at_once() {
    let stage = stage();
    stage.write("svar.yaml", format!("{}  frame/x: {{}}\n", answers("kanske", "inte")));
    let run = assess(&stage, &["--key", "nyckel"]).code(4);
    assert!(run.err.lines().filter(|line| line.contains("litet-prov.hinder")).count() >= 2, "{}", run.err);

    let unused =
        answers("ja", "nej").replace("litet.finns: ja\n    litet.begart: alla anteckningar", "litet.finns: nej");
    stage.write("svar.yaml", unused);
    let run = assess(&stage, &["--key", "nyckel"]).code(4);
    assert!(run.err.contains("besvarad men inte ställd"), "{}", run.err);
}

#[test]
fn a_reason_that_is_missing_is_told() {
    let stage = stage();
    stage.write("svar.yaml", answers("ja", "nej").replace("det här får den som frågar läsa", "kort"));
    let run = assess(&stage, &["--key", "nyckel"]).code(4);
    assert!(run.err.contains("minst 10 krävs"), "{}", run.err);
}

#[test]
fn what_must_be_found_out_waits() {
    let stage = stage();
    stage.write("svar.yaml", "procedure: litet\nmatter: SN 1\nanswers: {frame: {litet.finns: vet-ej}}\n");
    let run = assess(&stage, &["--key", "nyckel"]).code(5);
    assert!(run.err.starts_with("väntar: Ta reda på"), "{}", run.err);
    assert!(!stage.path(".local/share/menprov").exists());
}

#[test]
fn without_a_key_nothing_is_made() {
    let stage = stage();
    let run = assess(&stage, &[]).code(3);
    assert!(run.err.contains("menprov key new"), "{}", run.err);
    assert!(!stage.path(".local").exists());
}

#[test]
fn contradictions_and_days_to_come_are_wrong_usage() {
    let stage = stage();
    let run = assess(&stage, &["--no-sign", "--matter", "SN 2026/2"]).code(2);
    assert!(run.err.contains("`SN 2026/2` på kommandoraden men `SN 2026/1` i filen"), "{}", run.err);
    assess(&stage, &["--no-sign", "--law-date", "2999-01-01"]).code(2);
    let before = assess(&stage, &["--no-sign", "--law-date", "2018-12-31"]).code(3);
    let said = "fel: lagdagen 2018-12-31 ligger utanför den tid som reglerna omfattar, 2019-01-01 till i dag\n";
    assert!(before.err.starts_with(said), "{}", before.err);
    assess(&stage, &["--no-sign", "--law-date", "2019-01-01"]).code(0);
    assess(&stage, &["litet-prov", "--no-sign"]).code(2);
}

#[test]
fn no_terminal_and_no_file_says_what_to_do() {
    let run = Stage::new().run(["assess", "litet", "--rulesets", &rules()]).code(2);
    assert!(run.err.contains("--answers"), "{}", run.err);
}

#[test]
fn an_empty_register_is_no_fault_but_a_mistyped_folder_is() {
    let stage = Stage::new();
    assert!(stage.run(["register", "list"]).code(0).out.contains("registret är tomt"));
    let run = stage.run(["register", "list", "--register", "finns/inte"]).code(3);
    assert!(run.err.contains("finns inte"), "{}", run.err);
}

#[test]
fn what_is_practised_is_signed_with_the_practice_key_alone() {
    let stage = stage();
    for more in [&["--key", "nyckel"][..], &["--passphrase-file", "fras"], &["--no-sign"]] {
        let run = assess(&stage, &[&["--practice"], more].concat()).code(2);
        assert!(run.err.contains("--practice"), "{more:?}: {}", run.err);
    }
}

#[test]
fn names_are_left_out_of_the_notice_only() {
    let stage = Stage::new();
    let run = stage.run(["memo", "show", "2026-0001", "--without-names"]).code(2);
    assert!(run.err.contains("--audience notice"), "{}", run.err);
}

#[test]
fn a_memo_that_is_not_there() {
    let stage = Stage::new();
    stage.run(["memo", "show", "2026-0001"]).code(3);
    let stage = self::stage();
    assess(&stage, &["--key", "nyckel"]).code(0);
    stage.run(["memo", "show", "1999-0001"]).code(3);
    stage.run(["memo", "show", "20", "--json"]).code(0);
}

/// Returns what the example's memo says in Swedish, without its annexes.
fn example(name: &str, more: &[&str]) -> String {
    let file = root().join(name).to_str().expect("the path is UTF-8").to_owned();
    Stage::new().run([&["assess", "--answers", &file, "--no-sign"], more].concat()).code(0).out
}

#[test]
fn the_first_page_names_what_decides_and_says_each_result_once() {
    let out = example("examples/begaran.yaml", &[]);
    let part = |from: &str, to: &str| {
        let start = out.find(&format!("\n{from}\n---")).unwrap_or_else(|| panic!("{from}\n{out}"));
        let end = out.find(&format!("\n{to}\n---")).unwrap_or_else(|| panic!("{to}\n{out}"));
        out[start..end].to_owned()
    };
    let schedule = part("Uppgifterna", "Skälen uppgift för uppgift");
    for decides in ["26 kap. 1 § OSL: Barnet och", "2 kap. 15 § TF: Morfadern vet", "10 kap. 14 § OSL: Det är"] {
        assert!(schedule.contains(decides), "{decides}\n{schedule}");
    }
    for passed in ["21 kap. 7 §", "26 kap. 8 §", "6 kap. 3 §", "26 kap. 7 §", "6 kap. 11 §"] {
        assert!(!schedule.contains(passed), "{passed}\n{schedule}");
    }
    let reasons = part("Skälen uppgift för uppgift", "Att göra");
    assert_eq!(reasons.matches("Uppgiften är hemlig och lämnas inte ut.").count(), 1, "{reasons}");
    assert_eq!(reasons.matches("Samtycke saknas.").count(), 1, "{reasons}");
    assert!(reasons.contains("- barnbarnet, 26 kap. 1 § OSL\n") && reasons.contains("  Gäller: modern\n"), "{reasons}");
    assert!(reasons.contains("Är uppgiften ”morfaderns egna telefonsamtal” redan"), "{reasons}");
    assert!(!reasons.contains("Välj paragraf"), "what decides nothing is in the annex: {reasons}");
}

#[test]
fn a_party_s_right_stands_beside_the_secrecy_that_it_overrides() {
    let out = example("rulesets/cases/jo-4405-2008.yaml", &["--matter", "SN 1"]);
    let at = |text: &str| out.find(text).unwrap_or_else(|| panic!("{text}\n{out}"));
    let (tested, party) = (at("\n- modern, 26 kap. 1 § OSL\n"), at("\n- modern, 10 kap. 3 § OSL\n"));
    assert!(tested < at("\nKan risken undanröjas") && at("\nKan risken undanröjas") < party, "{out}");
    assert!(party < at("\nÄr det av synnerlig vikt"), "{out}");
}

#[test]
fn a_refusal_for_danger_names_the_provision_on_danger() {
    let out = example("rulesets/cases/jo-anonymitet-undertecknad-anmalan.yaml", &["--matter", "SN 1", "--lang", "en"]);
    let row = out.lines().skip_while(|line| !line.starts_with("anmälarnas namn"));
    let row = row.take_while(|line| !line.starts_with('─') && !line.is_empty()).collect::<Vec<_>>().join("\n");
    // Once as what decides and once before the reason; the test that it stands within is named once.
    assert_eq!((row.matches("Sec. 5 OSL").count(), row.matches("Sec. 1 OSL").count()), (2, 1), "{out}");
}

#[test]
fn no_line_of_a_memo_is_wider_than_the_terminal() {
    for language in ["sv", "en"] {
        let out = example("examples/begaran.yaml", &["--lang", language, "--full"]);
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
}
