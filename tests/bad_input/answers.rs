//! Answers files that do not fit.

use std::fmt::Write as _;

use super::{ANSWERS, assess, refused, small, stage};

#[track_caller]
fn unfit(text: impl AsRef<[u8]>, code: i32, words: [&str; 2]) {
    let stage = stage();
    stage.write("svar.yaml", text);
    refused(&stage, &assess(&small(), &["--key", "nyckel"]), "", code, words);
}

#[test]
fn an_unknown_question() {
    let text = ANSWERS.replace("litet.finns: ja", "litet.finns: ja\n    litet.fins: ja");
    unfit(text, 4, ["litet.fins`: frågan finns inte den dagen", "litet.fins`: no such question on that day"]);
    let text = ANSWERS.replace("litet.finns: ja", "litet.finns: ja\n    helt-annat: ja");
    unfit(text, 4, ["menprov rules show", "menprov rules show"]);
}

#[test]
fn a_wrong_kind_of_answer() {
    let text = ANSWERS.replace("litet.finns: ja", "litet.finns: kanske");
    unfit(text, 4, ["`kanske`", "`kanske`"]);
    let text = ANSWERS.replace("beskrivning: Anteckning ett", "beskrivning: 7");
    unfit(text, 4, ["text", "text"]);
    let text = ANSWERS.replace("- {id: u1, ", "- {");
    unfit(text, 4, ["rad 1 saknar `id`", "row 1 has no `id`"]);
}

#[test]
fn a_day_that_is_none() {
    unfit(ANSWERS.replace("2025-01-01", "26-11-21"), 4, ["`law-date`", "`law-date`"]);
    unfit(
        ANSWERS.replace("2025-01-01", "2025-02-30"),
        4,
        ["skriv dagen som 2026-11-21", "write the day as 2026-11-21"],
    );
}

#[test]
fn a_day_that_is_none_among_the_answers() {
    let stage = stage();
    let rules = crate::commands::stage::root().join("tests/terminal/rulesets");
    stage.write("svar.yaml", "procedure: alla-slag\nmatter: SN 1\nanswers: {frame: {alla-slag.dag: 26-11-21}}\n");
    let words = ["`26-11-21` är ingen dag", "`26-11-21` is no day"];
    refused(&stage, &assess(rules.to_str().expect("UTF-8"), &["--no-sign"]), "", 4, words);
}

#[test]
fn unused_and_missing_answers() {
    unfit(ANSWERS.replace("finns: ja", "finns: nej"), 4, ["besvarad men inte ställd", "answered but never asked"]);
    let missing = ANSWERS.split("  item/u1").next().expect("it has a beginning");
    unfit(missing, 4, ["`item/u1`, `litet-prov.hinder`: svar saknas", "`item/u1`, `litet-prov.hinder`"]);
}

#[test]
fn no_answers_at_all() {
    unfit("", 4, ["`answers` har fel form", "`answers` has the wrong form"]);
    unfit("- 1\n", 4, ["`svar.yaml`", "`svar.yaml`"]);
    unfit("answers: {frame: [", 4, ["går inte att tyda som YAML eller JSON", "cannot be read"]);
    unfit(ANSWERS.replace("answers:", "answers:\n  frame: {}"), 4, ["samma nyckel två gånger", "the same key twice"]);
    unfit(b"answers: h\xe4st\n", 4, ["rad 1: inte UTF-8", "line 1: not UTF-8"]);
    unfit("[".repeat(100_000), 4, ["`svar.yaml`", "`svar.yaml`"]);
    unfit(format!("answers: {}", "{a: ".repeat(100_000)), 4, ["`svar.yaml`", "`svar.yaml`"]);
    let mut bomb = "case:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for number in 1..10 {
        let before = format!("*a{}, ", number - 1).repeat(9);
        writeln!(bomb, "  a{number}: &a{number} [{before}x]").expect("a String takes every write");
    }
    unfit(format!("{bomb}answers: {{frame: {{}}}}\n"), 4, ["`svar.yaml`", "`svar.yaml`"]);
}

#[test]
fn a_file_that_is_not_there_or_a_folder() {
    let stage = stage();
    refused(
        &stage,
        &["assess", "--answers", "saknas"],
        "",
        3,
        ["kan inte läsa `saknas`: finns inte", "does not exist"],
    );
    refused(&stage, &["assess", "--answers", "."], "", 3, ["är en mapp", "is a folder"]);
    refused(&stage, &["assess", "--answers", "-"], "", 4, ["`answers` har fel form", "`answers` has the wrong form"]);
}

#[test]
fn signs_that_steer_are_refused_where_they_would_be_signed() {
    for steering in ["\\u001b[2J", "\\u0007", "\\u009b"] {
        let text = ANSWERS.replace("Anteckning ett", &format!("\"Anteckning {steering}\""));
        unfit(text, 4, ["styrtecknet U+00", "control character U+00"]);
    }
}
