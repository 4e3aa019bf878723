//! A blind second assessment: begun without the first one's answers, then held against it.

use serde_json::{Value, json};

use super::assess::{answers, assess, rules, stage};
use super::stage::{Run, Stage};

/// Answers with reasons of another hand, and no list.
fn without_lists(first: &str, second: &str) -> String {
    let whole = answers(first, second).replace("det här är ett internt skäl", "den andra handens eget skäl");
    let list = whole.find("    uppgifter:\n").expect("there is a list")..whole.find("  item/u1:").expect("an item");
    let mut text = whole.clone();
    text.replace_range(list, "");
    for line in ["procedure: litet\n", "law-date: 2025-01-01\n", "matter: SN 2026/1\n"] {
        text = text.replace(line, "");
    }
    text
}

/// Two memos of practice: the second one withholds an item that the first one released.
fn two() -> Stage {
    let stage = stage();
    assess(&stage, &["--practice"]).code(0);
    stage.write("svar.yaml", answers("ja", "ja").replace("internt skäl om den andra", "helt annat skäl"));
    assess(&stage, &["--practice"]).code(0);
    stage
}

fn ids(stage: &Stage) -> [String; 2] {
    let list = stage.run(["register", "list", "--practice", "--json"]).code(0).json();
    [0, 1].map(|at| list[at]["id"].as_str().expect("an id").to_owned())
}

fn compare(stage: &Stage, more: &[&str]) -> Run {
    let [first, second] = ids(stage);
    stage.run([&["memo", "compare", &first, &second, "--practice"], more].concat())
}

#[test]
fn the_one_question_answered_differently_is_told_with_both_answers_and_reasons() {
    let stage = two();
    let told = compare(&stage, &["--json"]).code(1).json();
    let compared = &told["compared"];
    let pairs = compared["different"].as_array().expect("a list");
    assert_eq!(pairs.len(), 1, "{told}");
    let said = |side: &Value| json!([side["scope"], side["question"], side["value"]["choice"], side["reason"]]);
    assert_eq!(
        said(&pairs[0]["first"]),
        json!(["item/u2", "litet-prov.hinder", "nej", "det här är ett internt skäl om den andra"])
    );
    assert_eq!(
        said(&pairs[0]["second"]),
        json!(["item/u2", "litet-prov.hinder", "ja", "det här är ett helt annat skäl"])
    );
    // What is requested, whether it is there and both items; the list is what the questions are about.
    assert_eq!((&compared["both"], &compared["alike"]), (&json!(4), &json!(3)));
    assert_eq!((&compared["only_first"], &compared["only_second"]), (&json!([]), &json!([])));
    let item = &compared["items"][0];
    assert_eq!(json!([item["item"], item["first"][0], item["second"][0]]), json!(["u2", "release", "withhold"]));
    assert_eq!((&told["same"], &told["same_outcome"], &told["blind"]), (&json!(false), &json!(true), &json!(false)));
}

#[test]
fn it_is_told_in_words_in_both_languages_and_within_the_width() {
    let stage = two();
    let [first, second] = ids(&stage);
    for (language, words) in [
        (
            "sv",
            [
                "Båda besvarade 4 frågor: 3 lika, 1 olika.",
                "Samma utfall: Uppgifterna lämnas inte ut.",
                "Den första frågan som besvarades olika",
                "Hindrar något att ”Anteckning två” lämnas ut?",
                ": ”nej” Skäl: det här är ett internt skäl om den andra",
                ": ”ja” Skäl: det här är ett helt annat skäl Skäl till den som begär: det här får",
                "Uppgifter som fick olika utfall – Anteckning två",
            ],
        ),
        (
            "en",
            [
                "Both answered 4 questions: 3 alike, 1 differently.",
                "The same outcome: The items are withheld.",
                "The first question that was answered differently",
                "Does anything prevent the release of “Anteckning två”?",
                ": “no” Reason: det här är ett internt skäl om den andra",
                ": “yes” Reason: det här är ett helt annat skäl Reason for the requester: det här får",
                "Items that came out differently – Anteckning två",
            ],
        ),
    ] {
        let args = ["memo", "jämför", &first, &second, "--practice", "--lang", language];
        let shown = stage.run(args).code(1).out;
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in words {
            assert!(flat.contains(part), "{part}: {shown}");
        }
        for width in ["40", "80"] {
            let out = stage.command(args).env("COLUMNS", width).output().expect("the program runs");
            let out = String::from_utf8(out.stdout).expect("UTF-8");
            assert!(out.lines().all(|line| Some(line.chars().count()) <= width.parse().ok()), "{out}");
        }
    }
}

#[test]
fn like_answers_say_so_and_other_procedures_are_refused() {
    let stage = stage();
    assess(&stage, &["--practice"]).code(0);
    stage.write("svar.yaml", answers("ja", "nej").replace("ett internt skäl", "den andra handens eget skäl"));
    assess(&stage, &["--practice"]).code(0);
    let run = compare(&stage, &[]).code(0);
    assert!(run.out.contains("Ingen fråga besvarades olika, och utfallet är detsamma."), "{run:#?}");
    assert_eq!(compare(&stage, &["--json"]).code(0).json()["same"], true);
    // Neither says that it is a second assessment of the other.
    assert_eq!(stage.run(["register", "agreement", "--practice", "--json"]).code(0).json(), json!([]));

    let [first, _] = ids(&stage);
    stage.write(
        "svar.yaml",
        "procedure: granskat\nlaw-date: 2025-01-01\nmatter: SN 2026/2\nanswers:\n  frame:\n    \
         granskat.finns: {answer: ja, reason: den ligger i akten}\n    granskat.begart: alla anteckningar\n",
    );
    assess(&stage, &["--practice"]).code(0);
    let list = stage.run(["register", "list", "--practice", "--json"]).code(0).json();
    let other = list[2]["id"].as_str().expect("an id");
    for (language, words) in [("sv", "förfarandet `litet` men"), ("en", "the procedure `litet` but")] {
        let run = stage.run(["memo", "compare", &first, other, "--practice", "--lang", language]).code(2);
        assert!(run.err.contains(words) && run.err.contains("`granskat`") && run.out.is_empty(), "{run:#?}");
    }
    let run = stage.run(["memo", "compare", &first, "1999-0001", "--practice"]).code(3);
    assert!(run.err.contains("1999-0001"), "{run:#?}");
}

#[test]
fn a_second_assessment_takes_the_lists_along_and_nothing_else() {
    let stage = stage();
    assess(&stage, &["--practice"]).code(0);
    let list = stage.run(["register", "list", "--practice", "--json"]).code(0).json();
    let first = list[0]["id"].as_str().expect("an id").to_owned();
    stage.write("andra.yaml", without_lists("ja", "ja"));
    let rules = rules();
    let args =
        ["assess", "--second-of", &first, "--answers", "andra.yaml", "--rulesets", &rules, "--practice", "--json"];
    let run = stage.run(args).code(0);
    // Practice has one key for all.
    assert!(run.err.contains("varning: nyckeln har redan använts i"), "{run:#?}");
    assert!(!run.out.contains("internt skäl"), "{run:#?}");
    let record = &run.json()["record"];
    assert_eq!(record["second_of"], list[0]["digest"]);
    assert_eq!((&record["matter"]["reference"], &record["law_date"]), (&json!("SN 2026/1"), &json!("2025-01-01")));
    let items: Vec<&Value> = record["items"].as_array().expect("a list").iter().map(|item| &item["label"]).collect();
    assert_eq!(items, ["Anteckning ett", "Anteckning två"]);

    let [_, second] = ids(&stage);
    let told = compare(&stage, &["--json"]).code(1).json();
    assert_eq!((&told["blind"], &told["compared"]["alike"]), (&json!(true), &json!(3)));
    let counted = stage.run(["register", "agreement", "--practice", "--json"]).code(0).json();
    let expected = json!([{
        "procedure": "litet", "title": {"sv": "Litet förfarande", "en": "Small procedure"},
        "pairs": 1, "compared": 4, "alike": 3, "same_outcome": 1,
    }]);
    assert_eq!(counted, expected);
    let shown = stage.run(["register", "samstämmighet", "--practice"]).code(0).out;
    assert!(shown.contains("lika svar") && shown.contains("Litet förfarande"), "{shown}");
    let memo = stage.run(["memo", "show", &second, "--practice"]).code(0).out;
    let digest = &list[0]["digest"].as_str().expect("a digest")[..16];
    assert!(memo.contains("Andra bedömning av") && memo.contains(digest), "{memo}");
    let verdict = stage.run(["memo", "verify", &second, "--practice", "--json"]);
    assert_eq!(verdict.json()["replay"], "same", "{verdict:#?}");
}

#[test]
fn an_answer_that_the_file_lacks_is_not_taken_from_the_first_assessment() {
    let stage = stage();
    assess(&stage, &["--key", "nyckel"]).code(0);
    let text = without_lists("ja", "nej");
    let cut = text.find("  item/u2:").expect("there is one");
    stage.write("andra.yaml", &text[..cut]);
    let rules = rules();
    let second = |more: &[&str]| {
        let args = ["assess", "--andra-bedomning", "20", "--answers", "andra.yaml", "--rulesets", &rules];
        stage.run([&args[..], more].concat())
    };
    let run = second(&["--no-sign"]).code(4);
    assert!(run.err.contains("litet-prov.hinder") && !run.err.contains("internt skäl"), "{run:#?}");

    // What the file says of the matter must be what the first one was about.
    stage.write("andra.yaml", format!("law-date: 2025-02-01\n{text}"));
    let run = second(&["--no-sign"]).code(2);
    assert!(run.err.contains("2025-02-01") && run.err.contains("2025-01-01"), "{run:#?}");
    stage.write("andra.yaml", format!("matter: SN 2026/9\n{text}"));
    let run = second(&["--no-sign"]).code(2);
    assert!(run.err.contains("SN 2026/9"), "{run:#?}");

    // Another key is another hand, and nothing is said of it.
    stage.write("andra.yaml", &text);
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "annan@kommun.example", "-f"])
        .arg(stage.path("annan"))
        .status()
        .expect("ssh-keygen is there");
    assert!(made.success());
    let run = second(&["--key", "annan"]).code(0);
    assert!(!run.err.contains("varning"), "{run:#?}");
}
