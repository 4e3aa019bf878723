//! What those who write rules do wrong by hand, each with what is said of it: one fault, and what to write instead.

use std::fs;

use super::stage::Stage;

/// What stands in the file that `rules new` makes, what is written by mistake, and what must be said of it in Swedish.
const SLIPS: [(&str, &str, &str, &str); 12] = [
    ("kommit fram något", "kommit fram na\u{30a}got", "W004", "skriv om bokstaven på tangentbordet"),
    ("      kind: tri", "\tkind: tri", "W006", "dra in raden med blanksteg"),
    ("kind: tri", "kind tri", "Y009", "skriv `nyckel: värde`"),
    ("      scope: frame", "     scope: frame", "Y005", "låt nycklar som hör ihop börja i samma kolumn"),
    ("basis: [fl-27, fl-32]", "basis: [fl-27, fl32]", "R002", "menade du `fl-32`?"),
    ("{sv: Vad ska antecknas?, en: What must be noted?}", "{sv: Vad ska antecknas?}", "P012", "lägg till `en: \"…\"`"),
    ("nej: outcome behovs-inte", "nej: behovs-inte", "R002", "menade du `outcome behovs-inte`?"),
    (", vet-ej: ta-reda}", "}", "R003", "lägg till under `next`: `vet-ej: MÅL`"),
    ("{sv: Vad ska", "{sv: ”Vad ska", "W002", "skriv raka citattecken"),
    ("least: 5", "minst: 5", "P005", "fält som finns här: `id`, `ask`"),
    ("ruleset: ny", "ruleset: nytt", "P004", "rätta `ruleset` eller `from` i den"),
    ("outcome klart", "outcome klar", "R002", "menade du `klart`?"),
];

#[test]
fn a_slip_is_told_with_its_code_and_what_to_write() {
    for (right, wrong, code, hint) in SLIPS {
        let stage = Stage::new();
        stage.run(["rules", "new", "ny", "--dir", "regler"]).code(0);
        let path = stage.path("regler/ny.yaml");
        let text = fs::read_to_string(&path).expect("it was begun");
        assert!(text.contains(right), "{right}\n{text}");
        fs::write(&path, text.replacen(right, wrong, 1)).expect("written");
        let told = stage.run(["rules", "check", "regler"]).code(1).out;
        assert!(told.contains(&format!(": {code} ")) && told.contains(hint), "{wrong}: {code} {hint}\n{told}");
    }
}

#[test]
fn versions_that_overlap_or_leave_a_gap_say_which_day_to_write() {
    let last = |to: &str| {
        let stage = Stage::new();
        stage.run(["rules", "new", "ny", "--dir", "regler"]).code(0);
        let text = fs::read_to_string(stage.path("regler/ny.yaml")).expect("it was begun");
        let (before, rest) = text.split_once("valid: {").expect("a validity");
        let (_, after) = rest.split_once('}').expect("a closing brace");
        let valid = |days: &str| format!("{before}valid: {{{days}}}{after}");
        stage.write("regler/ny.yaml", valid(&format!("from: 2020-01-01{to}")));
        stage.write("regler/ny@2027-01-01.yaml", valid("from: 2027-01-01"));
        stage.run(["rules", "check", "regler", "--lang", "en"])
    };
    last(", to: 2026-12-31").code(0);
    for (to, code) in [("", "T001"), (", to: 2026-12-30", "T002"), (", to: 2026-06-30", "T002")] {
        let told = last(to).code(1).out;
        assert!(told.contains(code) && told.contains("let the older version end `to: 2026-12-31`"), "{told}");
    }
    assert!(last(", to: 2026-12-30").out.contains("is in force on 2026-12-31\n"));
}
