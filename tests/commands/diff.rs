//! What differs between two rulebooks.

use serde_json::{Value, json};

use super::stage::{Stage, root};

/// Lays the small rules in a folder, with changes to the module.
pub fn folder(stage: &Stage, name: &str, changes: &[(&str, &str)]) -> String {
    let from = root().join("tests/commands/rulesets");
    for file in ["litet.yaml", "litet-prov.yaml", "registers/duties-prov.yaml", "registers/provisions-prov.yaml"] {
        let text = std::fs::read_to_string(from.join(file)).expect("it is there");
        stage.write(&format!("{name}/{file}"), changes.iter().fold(text, |text, (from, to)| text.replace(from, to)));
    }
    let questions = std::fs::read_to_string(from.join("registers/questions-prov.yaml")).expect("it is there");
    stage.write(&format!("{name}/registers/questions-prov.yaml"), questions);
    name.to_owned()
}

/// An answer that leads elsewhere, and a question with one word more.
const CHANGES: [(&str, &str); 2] = [
    ("vet-ej: return hindrad", "vet-ej: return fri"),
    // Doubt may open only where that is what it means, under a provision that has no test of its own.
    (
        "provisions: [prov-hinder]\n    doubt: {means: secret, as: ja}",
        "provisions: [prov-grund]\n    doubt: {means: open-if-entitled, as: nej}",
    ),
];

#[test]
fn an_answer_that_leads_elsewhere_is_told_with_an_example() {
    let stage = Stage::new();
    folder(&stage, "gamla", &[]);
    folder(&stage, "nya", &[CHANGES[0], CHANGES[1], ("att {item} lämnas ut?", "verkligen att {item} lämnas ut?")]);
    let run = stage.run(["rules", "diff", "gamla", "nya", "--format", "json"]).code(1);
    let diff = run.json();
    let told: Vec<[&Value; 3]> = diff["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|change| [&change["id"], &change["facet"], &change["new"]])
        .collect();
    let told = json!(told);
    assert!(told.as_array().expect("a list").contains(&json!(["hinder", {"way": "vet-ej"}, "return fri"])), "{told}");
    let ways = &diff["ways"][0];
    assert_eq!((&ways["ruleset"], &ways["combinations"]), (&json!("litet-prov"), &json!(3)));
    assert_eq!((&ways["moved"][0]["combinations"], &ways["callers"]), (&json!(1), &json!(["litet"])));
    assert_eq!(ways["moved"][0]["example"], json!([[{"of": "question", "name": "litet-prov.hinder"}, "vet-ej"]]));

    for (language, words) in [
        ("sv", ["{+verkligen +}att", "`hindrad`", "1 kombination, till exempel", "= Vet ej", "Anropas av: litet"]),
        ("en", ["the step `hinder`", "`fri`", "1 combination, for example", "= Don't know", "Called by: litet"]),
    ] {
        let shown = stage.run(["rules", "diff", "gamla", "nya", "--lang", language]).code(1).out;
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in words {
            assert!(flat.contains(part), "{part}: {shown}");
        }
    }
}

#[test]
fn what_is_rewritten_is_shown_whole_and_a_duty_that_no_longer_arises_is_not_said_to_be_gone() {
    let stage = Stage::new();
    folder(&stage, "gamla", &[]);
    folder(
        &stage,
        "nya",
        &[
            ("Hindrar något att {item} lämnas ut?", "Finns ett skäl som talar mot?"),
            ("    duties: [prov-anteckna]\n", ""),
            ("Påhittad för proven.", "Påhittad för de här proven."),
            ("confidence: I\n", "confidence: V-lag\n"),
        ],
    );
    let shown = stage.run(["rules", "diff", "gamla", "nya"]).code(1).out;
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "”Hindrar något att {item} lämnas ut?” → ”Finns ett skäl som talar mot?”",
        "skyldigheten `prov-anteckna` uppkommer inte längre men står kvar i registret: Anteckna vad",
        "lagrummet `prov-hinder`, noten: Påhittad för {+de här +}proven.",
        "lagrummet `prov-hinder`, säkerheten: slutsats ur lagtexten → lagtexten läst",
    ] {
        assert!(flat.contains(part), "{part}: {shown}");
    }
    let back = stage.run(["rules", "diff", "nya", "gamla"]).code(1).out;
    assert!(back.contains("`prov-anteckna` uppkommer nu: Anteckna vad"), "{back}");
}

#[test]
fn the_same_rules_do_not_differ() {
    let stage = Stage::new();
    folder(&stage, "gamla", &[]);
    folder(&stage, "nya", &[]);
    assert!(stage.run(["regler", "skillnad", "gamla", "nya"]).code(0).out.ends_with("Inget skiljer.\n"));
    assert_eq!(stage.run(["rules", "diff", "builtin", "inbyggda", "--json"]).code(0).json()["changes"], json!([]));
}

#[test]
fn the_law_of_two_days_is_compared() {
    // On 1 July 2025 the new Social Services Act came into force, and the duty to report lex Sarah moved.
    let stage = Stage::new();
    let diff = stage.run(["rules", "diff", "2025-06-30", "2025-07-01", "--json"]).code(1).json();
    assert_eq!((&diff["old"]["law_date"], &diff["new"]["law_date"]), (&json!("2025-06-30"), &json!("2025-07-01")));
    let changes = diff["changes"].as_array().expect("a list");
    assert!(changes.iter().any(|change| change["ruleset"] == "lex-sarah"), "{changes:?}");
    assert!(diff["ways"].as_array().expect("a list").iter().all(|ways| ways["complete"] == true));
}

#[test]
fn rules_that_cannot_be_read_are_refused() {
    let stage = Stage::new();
    for (language, words) in [("sv", "det finns ingen mapp `finns-inte`"), ("en", "there is no folder `finns-inte`")] {
        let run = stage.run(["rules", "diff", "builtin", "finns-inte", "--lang", language]).code(3);
        assert!(run.err.contains(words) && run.err.contains("`--at`") && run.out.is_empty(), "{run:#?}");
    }
    // What is compared is listed in the order in which it is typed.
    let help = stage.run(["rules", "diff", "--help", "--lang", "sv"]).code(0).out;
    let at = |name: &str| help.find(&format!("\n  {name} ")).unwrap_or_else(|| panic!("{name}: {help}"));
    assert!(at("<FÖRE>") < at("<EFTER>"), "{help}");
    let help = stage.run(["rules", "test", "--help", "--lang", "sv"]).code(0).out;
    assert!(!help.contains("Possible") && !help.contains("[default"), "{help}");
    stage.write("fel/a.yaml", "ruleset: a\n");
    let run = stage.run(["rules", "diff", "fel", "builtin"]).code(3);
    assert!(run.err.contains("a.yaml") && run.out.is_empty(), "{run:#?}");
    stage.run(["rules", "diff", "builtin"]).code(2);
}

#[test]
fn what_was_known_without_a_question_is_told_in_words() {
    let stage = Stage::new();
    let text = std::fs::read_to_string(root().join("rulesets/provning.yaml")).expect("it is there");
    // Whoever is known to be the applicant is now asked as anybody is.
    let way = "next: {ja: return ej-sekretess, nej: omvant-okand, vet-ej: omvant-okand}";
    assert_eq!(text.matches(way).count(), 1);
    stage.write(
        "nya/provning.yaml",
        text.replace(way, "next: {ja: omvant-okand, nej: omvant-okand, vet-ej: omvant-okand}"),
    );
    for (language, base, words) in [
        (
            "sv",
            "inbyggda",
            ["Bestämmelsens rekvisit = omvänt skaderekvisit", "bestämmelsen? = nej", "Vad blev det av ”"],
        ),
        ("en", "builtin", ["The provision's test = reverse harm test", "reach the provision? = no", "What came of ”"]),
    ] {
        let shown = stage.run(["rules", "diff", base, "nya", "--lang", language]).code(1).out;
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in words {
            assert!(flat.contains(part), "{part}: {shown}");
        }
        for id in ["provision.test", "reaches osl", "call bryt"] {
            assert!(!flat.contains(id), "{id}: {shown}");
        }
    }
}
