//! `menprov train` without a terminal: lists, checks, answers from files, and packs that are not sound.

use super::stage::{Stage, root};

const ID: &str = "e-post-till-foraldrar";

/// Returns the text of the example.
fn example() -> String {
    std::fs::read_to_string(root().join(format!("rulesets/training/{ID}.yaml"))).expect("the example")
}

/// Returns the example with a text in the place of another that stands in it.
fn with(from: &str, to: &str) -> String {
    let text = example();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// Returns the example without a field of `scenario:`, whatever stands in it.
fn without(field: &str) -> String {
    let mut skipping = false;
    let kept = |line: &&str| {
        if line.starts_with(&format!("  {field}:")) {
            skipping = true;
        } else if !line.starts_with("   ") {
            skipping = false;
        }
        !skipping
    };
    let text = example();
    let lines: Vec<&str> = text.lines().filter(kept).collect();
    assert!(lines.len() < text.lines().count(), "{field}");
    lines.join("\n") + "\n"
}

#[test]
fn the_scenarios_are_listed_with_what_they_are_and_how_they_went() {
    let stage = Stage::new();
    let run = stage.run(["train", "list"]).code(0);
    assert!(run.out.contains(ID) && run.out.contains("JO dnr") && run.out.contains("grund"), "{run:?}");
    let answers = root().join(format!("rulesets/training/{ID}.yaml"));
    let answers = answers.to_str().expect("UTF-8");
    let run = stage.run(["öva", "run", ID, "--answers", answers]).code(0);
    assert!(run.out.contains("Poäng: 10 av 10 (100 %). Ledtrådar: 0."), "{run:?}");
    assert!(run.out.contains("Du lämnade aldrig facit.") && run.out.contains("Efteråt (JO dnr 1376-2013)"), "{run:?}");
    let listed = stage.run(["train", "list", "--json"]).code(0).json();
    let row = listed.as_array().and_then(|rows| rows.iter().find(|row| row["id"] == ID)).expect("it is listed");
    assert_eq!((&row["best"]["points"], &row["done"], &row["level"]), (&10.into(), &1.into(), &"basic".into()));
    #[cfg(unix)]
    for (name, expected) in [("", 0o700), (&*format!("{ID}.json"), 0o600)] {
        use std::os::unix::fs::PermissionsExt as _;
        let path = stage.path(".local/share/menprov/training").join(name);
        let mode = std::fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode, expected, "{}", path.display());
    }
    // A worse time does not take the best away.
    let worse = with("    villkor-neutral: ja\n", "    villkor-neutral: nej\n    kanal-brist: inte\n");
    let worse = stage.write("worse.yaml", worse);
    let run = stage.run(["train", "run", ID, "--answers", worse.to_str().expect("UTF-8")]).code(0);
    assert!(run.out.contains("Poäng: 8 av 10"), "{run:?}");
    let listed = stage.run(["train", "list", "--json"]).code(0).json();
    let row = listed.as_array().and_then(|rows| rows.iter().find(|row| row["id"] == ID)).expect("it is listed");
    assert_eq!((&row["best"]["points"], &row["done"]), (&10.into(), &2.into()), "{row}");
}

#[test]
fn answers_from_a_file_are_held_against_the_key_and_its_lists_need_not_stand_there() {
    let stage = Stage::new();
    let answers = "procedure: kanalval\nanswers:\n  frame: {myndighetsslag: socialnamnd, mandat: tjanst, \
                   kanalval.vad: skicka, innehall-provat: ja}\n  closing: {kanal.mottagare: foretradare, kanal: e-post, \
                   informationsklass: k0, onskemal: okant, kanal.brev-forst: vet-ej, kanal.bradska: {answer: ja, \
                   reason: Barnet kan vara i fara och ingen svarar.}, villkor-neutral: nej, villkor-adress: ja, villkor-dolt: ja, kanal-brist: inte}\n";
    let path = stage.write("mine.yaml", answers);
    let path = path.to_str().expect("UTF-8");
    let run = stage.run(["train", "run", ID, "--answers", path, "--json"]).code(0);
    let outcome = run.json();
    assert_eq!((&outcome["points"], &outcome["of"]), (&8.into(), &10.into()), "{outcome}");
    assert_eq!(outcome["parted"]["question"], "villkor-neutral", "{outcome}");
    assert_eq!(outcome["answers"]["closing"]["kanal.forsok"]["answer"][0]["vag"], "samtal", "{outcome}");
    let less = stage.write("less.yaml", answers.replace("mandat: tjanst, ", ""));
    let run = stage.run(["train", "run", ID, "--answers", less.to_str().expect("UTF-8")]).code(4);
    assert!(run.err.contains("`mandat`: svar saknas"), "{run:?}");
    let other = stage.write("other.yaml", answers.replace("kanalval\n", "orosanmalan\n"));
    let run = stage.run(["train", "run", ID, "--answers", other.to_str().expect("UTF-8")]).code(4);
    assert!(run.err.contains("scenariot till `kanalval`"), "{run:?}");
}

#[test]
fn what_is_answered_as_the_key_gives_points_wherever_the_key_was_left_before() {
    let stage = Stage::new();
    let id = "god-man-vill-se-besluten";
    let key = std::fs::read_to_string(root().join(format!("rulesets/training/{id}.yaml"))).expect("the scenario");
    // The wrong kind of authority at the very start, and with it another question of jäv.
    let wrong = [("slag: annan-statlig", "slag: socialnamnd"), ("jav.stat-grund", "jav.kommun-grund")];
    let mine = wrong.iter().fold(key.clone(), |text, (own, other)| {
        assert!(text.contains(own), "{own}");
        text.replace(own, other)
    });
    let path = stage.write("mine.yaml", mine);
    let outcome = stage.run(["train", "run", id, "--answers", path.to_str().expect("UTF-8"), "--json"]).code(0).json();
    assert_eq!(outcome["parted"]["question"], "myndighetsslag", "{outcome}");
    assert_eq!((&outcome["points"], &outcome["of"]), (&15.into(), &15.into()), "{outcome}");
}

#[test]
fn a_key_that_halts_is_told_as_the_end_that_it_is() {
    let stage = Stage::new();
    let key = root().join("rulesets/training/sambon-sade-ja.yaml");
    let key = key.to_str().expect("UTF-8");
    for (language, told) in [
        ("sv", "Prövningen stannade utan utfall. Det gör den i facit också."),
        ("en", "The assessment stopped without an outcome. So it does in the key."),
    ] {
        let run = stage.run(["--lang", language, "train", "run", "sambon-sade-ja", "--answers", key]).code(0);
        assert!(run.out.contains(told) && !run.out.contains("väntan"), "{run:?}");
    }
}

#[test]
fn a_scenario_that_is_not_there_is_told_with_the_nearest_and_nobody_is_asked_without_a_terminal() {
    let stage = Stage::new();
    let run = stage.run(["train", "run", "e-post-till-foraldrarna"]).code(2);
    assert!(run.err.contains(&format!("menades `{ID}`?")), "{run:?}");
    let run = stage.run(["train", "run", ID]).code(2);
    assert!(run.err.contains("här finns ingen att fråga"), "{run:?}");
}

#[test]
fn what_comes_with_the_program_is_sound() {
    let run = Stage::new().run(["train", "check"]).code(0);
    assert!(run.out.contains("facit håller i alla"), "{run:?}");
}

#[test]
fn a_pack_is_checked_and_whatever_is_wrong_is_told_in_its_place() {
    let control = with("source: JO dnr 1376-2013", "source: \"JO \\e[2J\"");
    let raw = with("source: JO", "source: J\u{7}O");
    let long = with("source: JO", &format!("source: {}JO", "x".repeat(300)));
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("hints left out", without("hints"), &["P006", "fältet `hints` saknas"]),
        ("points left out", without("points"), &["P006", "fältet `points` saknas"]),
        ("debrief left out", without("debrief"), &["P006", "fältet `debrief` saknas"]),
        ("no key", example().split("answers:").next().expect("a top").to_owned(), &["P006", "fältet `answers` saknas"]),
        ("an empty key", example().split("answers:").next().expect("a top").to_owned() + "answers: {}\n", &["P011"]),
        ("an unknown field", with("  level:", "  run: ./x.sh\n  level:"), &["P005", "fältet `run` finns inte här"]),
        ("a text too long", long, &["P043", "högst 200 får plats"]),
        ("an escaped control character", control, &["P044", "U+001B"]),
        ("a control character", raw, &["W0"]),
        ("English left out", with(", en: E-mail to parents who do not answer}", "}"), &["P012", "saknar engelska"]),
        ("another name", with("id: e-post-till", "id: e-post-at"), &["P042"]),
        ("another end", with("outcome: skickas", "outcome: skickas-inte"), &["väntade utfallet `skickas-inte`"]),
        ("a lacking answer", with("    villkor-adress: ja\n", ""), &["`villkor-adress`: svar saknas"]),
        (
            "an answer too many",
            with("    kanal: e-post\n", "    kanal: e-post\n    kanal-oppen: inte\n"),
            &["besvarad men inte ställd"],
        ),
        ("an answer that is none", with("mandat: tjanst", "mandat: kanske"), &["svaret `kanske` finns inte"]),
        (
            "a hint of nothing",
            with("    kanal.bradska:\n      sv: Vad", "    jav:\n      sv: Vad"),
            &["`hints` nämner jav"],
        ),
        ("no procedure", with("procedure: kanalval", "procedure: x"), &["förfarandet finns inte"]),
        ("no YAML", "scenario: [\n".to_owned(), &["Y0"]),
        ("a bomb", "a: &a [x]\nb: [*a, *a]\n".to_owned(), &["Y0"]),
    ];
    for (what, text, told) in cases {
        let stage = Stage::new();
        stage.write(&format!("pack/{ID}.yaml"), text);
        let run = stage.run(["train", "check", "pack"]).code(1);
        for told in told {
            assert!(run.out.contains(told), "{what}: {told}: {run:#?}");
        }
        assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{7}'), "{what}: {run:?}");
        let run = stage.run(["train", "run", ID, "--pack", "pack", "--answers", "-"]);
        assert_eq!(run.code, Some(3), "{what} is run: {run:#?}");
        stage.run(["train", "check", "pack", "--json"]).code(1).json();
    }
}

#[test]
fn a_pack_holds_nothing_but_scenarios() {
    let stage = Stage::new();
    stage.write(&format!("pack/{ID}.yaml"), example());
    stage.run(["train", "check", "pack"]).code(0);
    stage.run(["train", "list", "--pack", "pack"]).code(0);
    stage.write("pack/install.sh", "#!/bin/sh\ntouch ../run\n");
    let run = stage.run(["train", "check", "pack"]).code(1);
    assert!(run.out.contains("install.sh: S010 är inget scenario"), "{run:?}");
    assert!(stage.run(["train", "list", "--pack", "pack"]).code(3).err.contains("install.sh"));
    assert!(!stage.path("run").exists());
    std::fs::remove_file(stage.path("pack/install.sh")).expect("it is there");
    #[cfg(unix)]
    {
        let outside = stage.write("secret.yaml", "secret: yes\n");
        std::os::unix::fs::symlink(outside, stage.path("pack/far.yaml")).expect("linked");
        let run = stage.run(["train", "check", "pack"]).code(1);
        assert!(run.out.contains("far.yaml: S011") && !run.out.contains("secret"), "{run:?}");
        std::fs::remove_file(stage.path("pack/far.yaml")).expect("it is there");
    }
    stage.write("pack/large.yaml", vec![b'#'; 1024 * 1024 + 1]);
    assert!(stage.run(["train", "check", "pack"]).code(1).out.contains("large.yaml: S004"));
    assert!(stage.run(["train", "check", "nowhere"]).code(1).out.contains("S001"));
}

#[test]
fn a_damaged_progress_is_told_and_nothing_is_lost_by_it() {
    let stage = Stage::new();
    stage.write(&format!(".local/share/menprov/training/{ID}.json"), "{\"format\":");
    let run = stage.run(["train", "list"]).code(3);
    assert!(run.err.contains("är skadad") && run.err.contains("ta bort filen"), "{run:?}");
}

#[test]
fn what_another_than_the_officer_answers_is_given_with_the_key() {
    let stage = Stage::new();
    let text = "scenario:\n  id: bekant\n  level: basic\n  title: {sv: En bekant, en: An acquaintance}\n  source: KL 6:28\n  \
                scene:\n  - text: {sv: Du känner sökanden lite., en: You know the applicant a little.}\n  hints: \
                {jav.kommun-grund: {sv: Vet du?, en: Do you know?}}\n  points: {jav.kommun-grund: 1}\n  expect: \
                {procedure-outcome: ingen-jav, provisions: ['KL 6:28']}\n  debrief: {sv: Chefen avgör., en: The manager \
                decides.}\nprocedure: jav-sjalvkontroll\nlaw-date: 2026-11-21\nanswers:\n  frame:\n    myndighetsslag: \
                socialnamnd\n    jav.kommun-grund: vet-ej\n    jav-chefen: {answer: ej-jav, reason: De har bara setts i \
                större sällskap.}\n";
    stage.write("pack/bekant.yaml", text);
    stage.run(["train", "check", "pack"]).code(0);
    let mine = "answers: {frame: {myndighetsslag: socialnamnd, jav.kommun-grund: vet-ej}}";
    stage.write("mine.yaml", mine);
    let run = stage.run(["train", "run", "bekant", "--pack", "pack", "--answers", "mine.yaml", "--json"]).code(0);
    let outcome = run.json();
    assert_eq!((&outcome["ended"], &outcome["points"]), (&"finished".into(), &1.into()), "{outcome}");
    let scored = text.replace("points: {jav.kommun-grund: 1}", "points: {jav-chefen: 1}");
    stage.write("pack/bekant.yaml", scored);
    let run = stage.run(["train", "check", "pack"]).code(1);
    assert!(run.out.contains("`points` nämner jav-chefen, som är given på förhand"), "{run:?}");
}
