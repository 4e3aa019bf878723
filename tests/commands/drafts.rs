//! Drafts where nobody can be asked: listed, named, thrown away.

use chrono::{DateTime, FixedOffset, Local};
use menprov::draft::event::{FORMAT, Header};
use menprov::draft::{DraftFault, Drafts};
use menprov::text::Language;

use super::stage::Stage;

/// Leaves an empty draft, and returns its id.
fn left(stage: &Stage, folder: &str) -> Result<Box<str>, DraftFault> {
    let now: DateTime<FixedOffset> = Local::now().fixed_offset();
    let header = Header {
        format: FORMAT,
        program: "0.1.0".into(),
        procedure: "orosanmalan".into(),
        version: 1,
        rules: "00".into(),
        rulesets: Vec::new(),
        law_date: now.date_naive(),
        matter: Some("SN 2026/1".into()),
        language: Language::Sv,
        created: now,
        continues: None,
        second_of: None,
    };
    Ok(Drafts::new(&stage.path(folder)).create(header)?.id.clone())
}

const STATE: &str = ".local/state/menprov";

#[test]
fn without_a_terminal_the_drafts_are_printed_and_none_is_picked() -> Result<(), DraftFault> {
    let stage = Stage::new();
    let id = left(&stage, STATE)?;
    let run = stage.run(["assess", "--resume"]).code(2);
    assert!(run.out.contains(&*id) && run.out.contains("SN 2026/1") && run.out.contains("0 svar"), "{run:?}");
    assert!(run.err.contains("tips: ange ett av dem: `menprov assess --resume ID`"), "{run:?}");
    let run = stage.run(["assess", "--resume", "--lang", "en"]).code(2);
    assert!(run.out.contains("just now") && run.out.contains("0 answers"), "{run:?}");
    Ok(())
}

#[test]
fn drafts_are_data_too() -> Result<(), DraftFault> {
    let stage = Stage::new();
    assert_eq!(stage.run(["assess", "--resume", "--json"]).code(0).json(), serde_json::json!([]));
    let id = left(&stage, STATE)?;
    stage.write(".local/state/menprov/drafts/20260101-bbbbbb.jsonl", "x");
    let listed = stage.run(["assess", "--resume", "--json"]).code(0).json();
    assert_eq!(listed[0]["id"], *id);
    assert_eq!((&listed[0]["matter"], &listed[0]["answers"]), (&"SN 2026/1".into(), &0.into()));
    assert!(listed[1]["damaged"].as_str().is_some_and(|words| words.contains("20260101-bbbbbb")), "{listed}");
    Ok(())
}

#[test]
fn nothing_is_thrown_away_unasked() -> Result<(), DraftFault> {
    let stage = Stage::new();
    let id = left(&stage, STATE)?;
    let file = stage.path(&format!("{STATE}/drafts/{id}.jsonl"));
    let run = stage.run_with(["assess", "--discard", &id], "SN 2026/1\n").code(2);
    assert!(run.err.contains("lägg till `--yes`"), "{run:?}");
    stage.run(["assess", "--yes"]).code(2);
    stage.run(["assess", "--discard", "../x", "--yes"]).code(3);
    // What is practised lies apart.
    stage.run(["assess", "--discard", &id, "--yes", "--practice"]).code(3);
    assert!(file.exists());
    stage.run(["assess", "--discard", &id, "--yes"]).code(0);
    assert!(!file.exists());
    let practised = left(&stage, ".local/share/menprov/practice")?;
    stage.run(["assess", "--discard", &practised, "--yes"]).code(3);
    stage.run(["assess", "--kasta", &practised, "--ja", "--practice"]).code(0);
    Ok(())
}
