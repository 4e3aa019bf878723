//! `rules new` and `rules schema` as they are typed.

use std::fs;
use std::path::Path;

use super::stage::{Run, Stage};
use serde_json::json;

fn begun(stage: &Stage, more: &[&str]) -> Run {
    let folder = stage.path("rules").display().to_string();
    stage.run(["rules", "new"].iter().copied().chain(more.iter().copied()).chain(["--dir", &folder]))
}

fn checked(stage: &Stage) -> Run {
    stage.run(["rules", "check", &stage.path("rules").display().to_string()])
}

/// Returns the files below a folder, by their path within it.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|file| format!("{name}/{file}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_begun_is_sound_and_its_case_comes_out() {
    for (kind, procedure, language) in [
        ("procedure", "ny", "sv"),
        ("modul", "prova-ny", "sv"),
        ("procedure", "ny", "en"),
        ("module", "prova-ny", "en"),
    ] {
        let stage = Stage::new();
        let told = begun(&stage, &["ny", "--kind", kind, "--lang", language]).code(0);
        assert!(told.out.contains(&format!("menprov assess {procedure} --rulesets ")), "{}", told.out);
        checked(&stage).code(0);
        let text = fs::read_to_string(stage.path("rules/ny.yaml")).expect("the ruleset is there");
        assert!(!text.contains('«') && !text.contains("#sv") && !text.contains("#en"), "{text}");
        assert_eq!(text.contains("BYT:"), language == "sv", "{text}");
        assert_eq!(text.contains("CHANGE:"), language == "en", "{text}");
        let case = stage.path("rules/cases/ny-1.yaml").display().to_string();
        let rules = stage.path("rules").display().to_string();
        let run = stage
            .run(["assess", "--answers", &case, "--rulesets", &rules, "--practice", "--json", "--matter", "1"])
            .code(0)
            .json();
        assert_eq!(run["record"]["outcome"]["id"], json!("behovs-inte"), "{run:#}");
    }
}

#[test]
fn two_may_be_begun_in_one_folder_and_no_file_is_touched_twice() {
    let stage = Stage::new();
    begun(&stage, &["ny"]).code(0);
    begun(&stage, &["annan", "--kind", "module"]).code(0);
    checked(&stage).code(0);
    let path = stage.path("rules/ny.yaml");
    fs::write(&path, "mitt eget arbete").expect("written");
    let before = files(&stage.path("rules"));
    let run = begun(&stage, &["ny"]).code(3);
    assert!(run.err.contains("ny.yaml` finns redan") && run.err.contains("inget är skrivet"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).expect("still there"), "mitt eget arbete");
    assert_eq!(files(&stage.path("rules")), before);
    fs::rename(&path, stage.path("rules/ny@2020-01-01.yaml")).expect("renamed");
    begun(&stage, &["ny"]).code(3);
}

#[test]
fn an_id_is_suggested_for_what_is_none() {
    let stage = Stage::new();
    let run = begun(&stage, &["Åldersgräns för barn"]).code(2);
    assert_eq!(run.err, "fel: `Åldersgräns för barn` är inget id\ntips: skriv `aldersgrans-for-barn`\n");
    let run = begun(&stage, &["§7"]).code(2);
    assert!(run.err.contains("små bokstäver a–z"), "{}", run.err);
    let run = begun(&stage, &["ram"]).code(2);
    assert!(run.err.contains("finns redan bland de inbyggda"), "{}", run.err);
    let run = begun(&stage, &["../ram"]).code(2);
    assert!(run.err.contains("är inget id"), "{}", run.err);
    assert_eq!(files(&stage.path("rules")), Vec::<String>::new());
}

#[test]
fn a_folder_that_cannot_be_written_is_left_as_it_was() {
    let stage = Stage::new();
    fs::create_dir(stage.path("rules")).expect("a folder");
    fs::write(stage.path("rules/cases"), "en fil där en mapp ska vara").expect("written");
    let run = begun(&stage, &["ny"]).code(3);
    assert!(run.err.contains("cases"), "{}", run.err);
    assert_eq!(files(&stage.path("rules")), ["cases"]);
}

#[test]
fn the_schema_of_a_kind_is_shown_and_the_kinds_are_listed() {
    let stage = Stage::new();
    let list = stage.run(["rules", "schema"]).code(0).out;
    assert!(list.contains("ruleset") && list.contains("invariants"), "{list}");
    let schema = stage.run(["regler", "schema", "duties", "--lang", "en"]).code(0).json();
    let deadline = &schema["definitions"]["duty"]["properties"]["deadline"]["description"];
    assert!(deadline.as_str().is_some_and(|said| said.starts_with("The deadline")), "{schema:#}");
    let run = stage.run(["rules", "schema", "dutys"]).code(2);
    assert!(run.err.contains("menades `duties`?"), "{}", run.err);
}
