//! Rules asked for on a day without any, and answers that contradict one another.

use super::{ANSWERS, refused, small, stage};
use crate::commands::stage::root;

#[test]
fn a_day_before_the_first_rules() {
    let stage = stage();
    let day = ["--at", "2018-12-31"];
    let none = ["inga regler gällde den 2018-12-31", "no rules were in force on 2018-12-31"];
    refused(&stage, &[&["rules", "list"][..], &day].concat(), "", 3, none);
    let show = ["`kanal` gällde inte den 2018-12-31", "`kanal` was not in force on 2018-12-31"];
    refused(&stage, &[&["rules", "show", "kanal"][..], &day].concat(), "", 3, show);
    let wording = ["OSL 26:1 gällde inte den 2018-12-31", "OSL 26:1 was not in force on 2018-12-31"];
    refused(&stage, &[&["rules", "provisions", "26:1"][..], &day].concat(), "", 3, wording);
    let args = ["decide", "--ruleset", "begaran-om-handling", "--law-date", "2018-12-31", "--answers", "-"];
    let decide = ["gällde inte den 2018-12-31", "was not in force on 2018-12-31"];
    refused(&stage, &args, "{}\n", 3, decide);
    let outside = ["utanför den tid som reglerna omfattar", "outside the time that the rules cover"];
    refused(
        &stage,
        &["assess", "--answers", "svar.yaml", "--rulesets", &small(), "--law-date", "2018-12-31"],
        "",
        3,
        outside,
    );
    stage.write("svar.yaml", ANSWERS.replace("2025-01-01", "2018-12-31"));
    refused(&stage, &["assess", "--answers", "svar.yaml", "--rulesets", &small()], "", 3, outside);
}

#[test]
fn a_law_date_that_has_not_come_or_is_given_twice() {
    let stage = stage();
    let args = ["assess", "--answers", "svar.yaml", "--rulesets", &small(), "--law-date", "2999-01-01"];
    refused(&stage, &args, "", 2, ["lagdagen 2999-01-01 har inte kommit", "the law date 2999-01-01 has not come"]);
    // Nothing is decided in practice.
    stage.run(args.iter().copied().chain(["--practice"])).code(0);
    let own = ["assess", "jav-sjalvkontroll", "--answers", "svar.yaml", "--rulesets", &small()];
    refused(&stage, &own, "", 2, ["`procedure` är `jav-sjalvkontroll`", "`procedure` is `jav-sjalvkontroll`"]);
}

#[test]
fn two_versions_of_a_ruleset_on_one_day_or_none() {
    let stage = stage();
    let rules = root().join("tests/commands/rulesets/granskat.yaml");
    let text = std::fs::read_to_string(rules).expect("it is there");
    let valid = |line: &str| {
        let lines = text.lines().map(|old| if old.starts_with("valid:") { line } else { old });
        lines.map(|line| line.to_owned() + "\n").collect::<String>()
    };
    stage.write("regler/granskat.yaml", valid("valid: {from: 2019-01-01}"));
    stage.write("regler/granskat@2024-01-01.yaml", valid("valid: {from: 2024-01-01}"));
    let args = ["assess", "granskat", "--answers", "svar.yaml", "--rulesets", "regler"];
    let overlap = ["T001 två versioner av `granskat`", "T001 two versions of `granskat`"];
    refused(&stage, &args, "", 3, overlap);
    stage.write("regler/granskat.yaml", valid("valid: {from: 2019-01-01, to: 2023-12-01}"));
    let gap = ["T002 ingen version av `granskat` gäller 2023-12-02", "T002 no version of `granskat` is in force from"];
    refused(&stage, &args, "", 3, gap);
}

/// Changes one line of the example, and expects the answers to be refused with those words.
#[track_caller]
fn contradicts(from: &str, to: &str, words: [&str; 2]) {
    let stage = stage();
    let example = std::fs::read_to_string(root().join("examples/begaran.yaml")).expect("it is there");
    assert!(example.contains(from), "the example has no `{from}`");
    stage.write("svar.yaml", example.replace(from, to));
    refused(&stage, &["assess", "--answers", "svar.yaml", "--no-sign"], "", 4, words);
}

#[test]
fn answers_that_contradict_one_another() {
    // Not secret, and yet the tests of secrecy are answered.
    let unused = ["besvarad men inte ställd", "answered but never asked"];
    contradicts("skyddad-uppgift: ja", "skyddad-uppgift: nej", unused);
    contradicts("myndighetsslag: socialnamnd", "myndighetsslag: enskild-utforare", unused);
    contradicts("vems: [p1]", "vems: [p1, p9]", ["`p9` finns inte bland personerna", "`p9` is not among the persons"]);
    contradicts("handling: d1", "handling: d7", ["`d7` finns inte bland", "`d7` is not among"]);
    contradicts("{id: p2,", "{id: p1,", ["`p1` finns två gånger", "`p1` stands twice"]);
    contradicts("{id: p2,", "{id: public,", ["`public` går inte som id", "`public` cannot be an id"]);
}

#[test]
fn every_fault_says_what_to_write() {
    let picked = "bestammelser: [osl-26-1]";
    let eligible = ["`menprov rules show` visar", "`menprov rules show` shows"];
    contradicts(picked, "bestammelser: [osl-6-3]", eligible);
    contradicts(picked, "bestammelser: [osl-26-1, osl-26-1]", ["ta bort den ena", "remove one of them"]);
    contradicts(picked, "bestammelser: [osl-999]", ["rules provisions` visar", "rules provisions` shows the"]);
}
