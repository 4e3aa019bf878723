//! What is due and when: when something came in, the deadlines of a memo, and those of the whole register.

use std::fs;

use chrono::Utc;
use menprov::deadline::local;
use serde_json::{Value, json};

use super::assess::{assess, stage as small};
use super::concern::{self, approve, countersign};
use super::stage::{Run, Stage, root};

/// Signs a decided case's answers as practice, with a line of them changed.
fn practise(stage: &Stage, case: &str, from: &str, to: &str, more: &[&str]) -> Run {
    let text = fs::read_to_string(root().join("rulesets/cases").join(case)).expect("it is there");
    let (_, answers) = text.split_once("\nprocedure:").expect("the case has answers");
    assert!(answers.contains(from), "{case}: {from}");
    stage.write("fall.yaml", format!("procedure:{}", answers.replace(from, to)));
    stage.run([&["assess", "--answers", "fall.yaml", "--practice"], more].concat())
}

fn duties(stage: &Stage, more: &[&str]) -> Vec<Value> {
    let run = stage.run([&["register", "duties", "--json"], more].concat()).code(0);
    run.json().as_array().expect("a list").clone()
}

/// A report that came in, an incident and a request, each with a matter of its own.
fn three() -> Stage {
    // So wide that no cell is broken.
    let stage = Stage::new().var("COLUMNS", "300");
    practise(&stage, "tree-r-inledd.yaml", "mandat", "mandat", &["--matter", "SN 2026/1"]).code(0);
    practise(&stage, "t-06-incident.yaml", "2026-11-21T09:00", "2026-11-20T15:10", &["--matter", "FK 2026/2"]).code(0);
    practise(&stage, "tree-e10-beslut.yaml", "2026-11-21T09:15", "2026-11-20T16:30", &["--matter", "SN 2026/3"])
        .code(0);
    stage
}

#[test]
fn the_deadlines_of_all_memos_stand_in_the_order_that_they_end() {
    let stage = three();
    let rows = duties(&stage, &["--practice"]);
    let told: Vec<[&Value; 4]> =
        rows.iter().map(|row| [&row["memo"], &row["duty"], &row["from"], &row["due"]]).collect();
    assert_eq!(
        json!(told),
        json!([
            ["2026-0003", "svara-samma-dag", "2026-11-20T16:30", "2026-11-20"],
            ["2026-0003", "skriftligt-beslut", "2026-11-20T16:30", "2026-11-20"],
            ["2026-0002", "anmal-till-imy", "2026-11-20T15:10", "2026-11-23T15:10:00+01:00"],
            ["2026-0001", "aterkoppla-inom-en-vecka", "2026-11-20", "2026-11-27"],
            ["2026-0001", "besluta-inom-fjorton-dagar", "2026-11-16T09:15", "2026-11-30"],
            ["2026-0001", "utred-inom-fyra-manader", "2026-11-20", "2027-03-20"],
            ["2026-0003", "overklagandehanvisning", null, null],
        ])
    );
    assert_eq!((&rows[0]["overdue"], &rows[6]["overdue"]), (&json!(true), &json!(false)));
    assert_eq!((&rows[2]["state"], &rows[2]["decider"]), (&json!("pending"), &json!("manager")));

    let ids = |more: &[&str]| -> Vec<String> {
        duties(&stage, &[&["--practice"], more].concat()).iter().map(|row| row["memo"].to_string()).collect()
    };
    assert_eq!(ids(&["--matter", "fk 2026"]), [r#""2026-0002""#]);
    assert_eq!(ids(&["--until", "2026-11-23"]).len(), 3, "neither what ends later nor what does not run");
    assert!(ids(&["--matter", "finns inte"]).is_empty());
    assert!(duties(&stage, &[]).is_empty(), "what is practised is apart");
    stage.run(["register", "duties", "--until", "23/11"]).code(2);
}

#[test]
fn the_list_says_what_has_passed_what_waits_and_that_nothing_is_ever_done() {
    let stage = three();
    let shown = stage.run(["register", "skyldigheter", "--practice"]).code(0);
    let shown = shown.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "gick ut för",
        "2026-11-23 15:10",
        "Svara samma dag. ",
        "löper inte än",
        "(inom tre veckor från delgivningen; delgivningen registreras inte här)",
        "Om något är gjort registreras inte",
        "räknade utan förlängning; helgdagar är inte beaktade",
        "SN 2026/3",
        "chef",
    ] {
        assert!(shown.contains(part.trim_end()), "{part}: {shown}");
    }
    assert!(!shown.contains("semester"), "the first sentence says what to do: {shown}");
    let english = stage.run(["--lang", "en", "register", "duties", "--practice"]).code(0).out;
    let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["passed", "within three weeks from the service", "Whether anything is done is not recorded", "manager"]
    {
        assert!(english.contains(part), "{part}: {english}");
    }
    for swedish in ["gick ut", "senast", "inom", "kvar", "löper"] {
        assert!(!english.contains(swedish), "{swedish}: {english}");
    }
    for width in ["40", "60", "200"] {
        let mut command = stage.command(["register", "duties", "--practice"]);
        let out = command.env("COLUMNS", width).output().expect("the program runs").stdout;
        let widest = String::from_utf8(out).expect("UTF-8").lines().map(|line| line.chars().count()).max();
        assert!(widest <= width.parse().ok(), "{width}: {widest:?}");
    }
    assert_eq!(Stage::new().run(["register", "duties"]).code(0).out, "inga frister\n");
    Stage::new().run(["register", "duties", "--register", "finns/inte"]).code(3);
}

#[test]
fn a_damaged_memo_is_missed_and_named() {
    let stage = three();
    let path = stage.path(".local/share/menprov/practice/register.sqlite");
    let bytes = fs::read(&path).expect("it is there");
    let at = bytes.windows(9).position(|window| window == b"FK 2026/2").expect("the matter is in it");
    let mut changed = bytes;
    changed[at] = b'G';
    fs::write(&path, changed).expect("it is written");
    let run = stage.run(["register", "duties", "--practice"]).code(0);
    assert_eq!(run.err, "varning: går inte att läsa, och saknas här: 2026-0002\n");
    assert!(!run.out.contains("2026-0002") && run.out.contains("2026-0003"), "{}", run.out);
}

#[test]
fn what_runs_from_a_decision_runs_when_it_is_approved_and_is_told_of_the_latest_memo_only() {
    let stage = concern::stage();
    concern::signed(&stage);
    let of_decision = |id: &str| -> Vec<Value> {
        let rows = duties(&stage, &[]).into_iter();
        rows.filter(|row| row["runs_from"] == "decided" && row["memo"] == id).map(|row| row["due"].clone()).collect()
    };
    let waits = of_decision("2026-0001");
    assert!(!waits.is_empty() && waits.iter().all(Value::is_null), "nothing is decided yet: {waits:?}");
    let shown = stage.run(["register", "duties"]).code(0).out;
    assert!(shown.contains("det är inte beslutat"), "{shown}");

    stage.write("fragor", "Vem har pratat med barnet?\n");
    let back = ["--role", "enhetschef", "--reject", "--reason-file", "eget", "--questions-file", "fragor"];
    countersign(&stage, "2026-0001", "chef", &back).code(0);
    stage.run(["assess", "--continue", "2026-0001", "--answers", "tomt.yaml", "--key", "handl"]).code(0);
    assert!(duties(&stage, &[]).iter().all(|row| row["memo"] == "2026-0002"), "the first is continued");
    stage.write("nytt", "Mormor har pratat med barnet, och samtalet är antecknat.");
    approve(&stage, "2026-0002", "chef", "enhetschef", "nytt").code(0);
    let runs = of_decision("2026-0002");
    assert!(runs.len() == waits.len() && runs.iter().all(Value::is_string), "{runs:?}");
}

#[test]
fn when_it_came_in_stands_in_the_record_and_replays() {
    let stage = small();
    let run = assess(&stage, &["--key", "nyckel", "--received", "2026-11-20 15:10"]).code(0);
    assert!(run.out.contains("Kom in: fredag 20 november 2026 kl. 15.10 ("), "{}", run.out);
    let record = stage.run(["memo", "show", "2026-0001", "--json"]).code(0).json();
    assert_eq!(record["record"]["moments"], json!({"received": "2026-11-20T15:10"}));
    let verified = stage.run(["memo", "verify", "2026-0001"]).code(0).out;
    assert!(verified.contains("samma"), "{verified}");
    // Whoever goes on in a file may say the same in it, and need not say it twice.
    let file = fs::read_to_string(stage.path("svar.yaml")).expect("it is there");
    stage.write("svar.yaml", format!("received: 2026-11-20\n{file}"));
    let run = assess(&stage, &["--no-sign"]).code(0);
    assert!(run.out.contains("Kom in: fredag 20 november 2026 ("), "{}", run.out);
    assess(&stage, &["--no-sign", "--received", "2026-11-20T15:10"]).code(0);
    let run = assess(&stage, &["--no-sign", "--received", "2026-11-19"]).code(2);
    let said = "fel: det kom in 2026-11-19 enligt `received`, men 2026-11-20 enligt `received:`\n";
    assert!(run.err.starts_with(said), "{}", run.err);
}

#[test]
fn a_moment_that_cannot_be_is_refused_with_what_to_write() {
    let stage = small();
    for (typed, said) in [
        ("26-11-20", "`26-11-20` är ingen dag och ingen tidpunkt"),
        ("2026-11-31", "är ingen dag och ingen tidpunkt"),
        ("2026-11-20T24:00", "är ingen dag och ingen tidpunkt"),
        ("i går", "är ingen dag och ingen tidpunkt"),
        ("", "är ingen dag och ingen tidpunkt"),
        ("2026-11-20T15:10\u{1b}[2J", "är ingen dag och ingen tidpunkt"),
        ("2199-01-01", "den tiden har inte varit än"),
        ("2199-01-01T00:00", "den tiden har inte varit än"),
        ("2018-12-31", "före den tid som reglerna omfattar, från 2019-01-01"),
    ] {
        let run = assess(&stage, &["--no-sign", "--received", typed]).code(2);
        assert!(run.err.starts_with("fel: ") && run.err.contains(said), "{typed}: {}", run.err);
        assert!(run.out.is_empty() && !run.err.contains('\u{1b}'), "{typed}: {run:?}");
    }
    for good in ["idag", "nu", "today", "2019-01-01"] {
        assess(&stage, &["--no-sign", "--received", good]).code(0);
    }
    let file = fs::read_to_string(stage.path("svar.yaml")).expect("it is there");
    for (written, code) in [("20 november", 4), ("2199-01-01", 2), ("20261120", 4), ("''", 4)] {
        stage.write("svar.yaml", format!("received: {written}\n{file}"));
        assess(&stage, &["--no-sign"]).code(code);
    }
}

/// The minute and the day that the clocks in Sweden show.
fn in_sweden() -> (String, String) {
    let now = local(Utc::now());
    (now.format("%Y-%m-%dT%H:%M").to_string(), now.date_naive().to_string())
}

#[test]
fn now_and_today_are_those_of_sweden_wherever_the_machine_thinks_it_is() {
    for zone in ["UTC", "Asia/Tokyo", "Pacific/Honolulu"] {
        let stage = small().var("TZ", zone);
        let before = in_sweden();
        let run = assess(&stage, &["--key", "nyckel", "--received", "nu", "--json"]).code(0);
        let after = in_sweden();
        let record = &run.json()["record"];
        let told = (&record["moments"]["received"], &record["decided_on"]);
        let is = |(minute, day): &(String, String)| told == (&json!(minute), &json!(day));
        assert!(is(&before) || is(&after), "{zone}: {told:?}, not {before:?} to {after:?}");
    }
}

#[test]
fn when_it_came_in_answers_the_question_that_asks_it() {
    let stage = Stage::new();
    let (case, line) = ("tree-e10-beslut.yaml", "    begaran-om-handling.mottagen: 2026-11-21T09:15\n");
    let received = ["--matter", "SN 2026/1", "--no-sign", "--received"];
    let without = |more: &[&str]| {
        let text = fs::read_to_string(root().join("rulesets/cases").join(case)).expect("it is there");
        let (_, answers) = text.split_once("\nprocedure:").expect("the case has answers");
        stage.write("fall.yaml", format!("procedure:{}", answers.replace(line, "")));
        stage.run([&["assess", "--answers", "fall.yaml"], more].concat())
    };
    let run = without(&[&received[..], &["2026-11-20T16:30"]].concat()).code(0);
    assert!(run.out.contains("Senast fredag 20 november 2026: Svara samma dag."), "{}", run.out);
    // A day alone does not answer a question about the time of day.
    let run = without(&[&received[..], &["2026-11-20"]].concat()).code(4);
    assert!(run.err.contains("begaran-om-handling.mottagen"), "{}", run.err);

    let with = |to: &str, typed: &[&str]| {
        let text = fs::read_to_string(root().join("rulesets/cases").join(case)).expect("it is there");
        let (_, answers) = text.split_once("\nprocedure:").expect("the case has answers");
        stage.write("fall.yaml", format!("procedure:{}", answers.replace("2026-11-21T09:15", to)));
        stage.run([&["assess", "--answers", "fall.yaml", "--matter", "SN 2026/1", "--no-sign"], typed].concat())
    };
    with("2026-11-20T16:30", &["--received", "2026-11-20"]).code(0);
    let run = with("2026-11-20T16:30", &["--received", "2026-11-20T16:31"]).code(2);
    assert!(run.err.contains("men 2026-11-20 16:30 enligt `begaran-om-handling.mottagen`"), "{}", run.err);
    let run = with("2199-11-20T16:30", &[]).code(4);
    assert!(run.err.contains("har inte varit än"), "{}", run.err);
}

#[test]
fn what_has_passed_and_what_ends_first_is_said_after_signing() {
    let stage = Stage::new().var("COLUMNS", "300");
    let run = practise(&stage, "tree-e10-beslut.yaml", "2026-11-21T09:15", "2026-03-02T16:30", &["--matter", "SN 1"]);
    let said = run.code(0).err;
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("tiden gick ut för ")).collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].ends_with(" dagar sedan (senast måndag 2 mars 2026): Svara samma dag."), "{said}");
    assert!(
        said.ends_with("fler frister (1) finns i underlaget och i `menprov register duties --practice`\n"),
        "{said}"
    );
    let json =
        practise(&stage, "t-06-incident.yaml", "mandat", "mandat", &["--matter", "SN 2", "--json", "--lang", "en"]);
    let json = json.code(0);
    assert!(json.json().is_object() && !json.err.contains("frist"), "{json:?}");
}

#[test]
fn plain_lines_have_no_columns() {
    let stage = three().var("TERM", "dumb");
    let shown = |args: &[&str]| stage.run(args).code(0).out;
    let (list, due) = (["register", "list", "--practice"], ["register", "duties", "--practice"]);
    for (args, line) in [
        (list, "  ärende: FK 2026/2"),
        (due, "  underlag: 2026-0002"),
        (["memo", "inbox", "--practice"], "  ärende: FK 2026/2"),
    ] {
        let shown = shown(&args);
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
        assert!(!shown.contains('─') && !shown.trim_end().lines().any(|line| line.trim().contains("   ")), "{shown}");
    }
}
