//! Reasons in an answers file: the same findings as at a terminal, and notes that let one stand.

use super::assess::{answers, assess, stage};

const GOOD: &str = "det här är ett internt skäl";

fn with(from: &str, to: &str) -> String {
    let text = answers("ja", "nej");
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn a_bad_reason_is_refused_with_its_place_what_is_missing_and_what_to_do() {
    let stage = stage();
    for (reason, words) in [
        ("kort", "Texten har 4 tecken, minst 10 krävs"),
        ("aaaaaaaaaaaaa", "Texten säger ingenting"),
        ("något hindrar att den lämnas ut", "Texten upprepar bara frågan"),
        ("det kan antas att den enskilde lider men", "Texten säger bara det som står i lagen: skriv vad det rör"),
        ("det här är ett internt skäl om den andra", "Samma text är redan skälet för ”Anteckning ett”"),
        ("grannen 121212-1212 vill ha det så", "personnummer eller samordningsnummer står i texten"),
        ("grannen Anna Svensson vill ha det så", "”Anna Svensson” ser ut som ett namn"),
    ] {
        stage.write("svar.yaml", with(GOOD, reason));
        let run = assess(&stage, &["--no-sign"]).code(4);
        let item = if reason.contains("andra") { "item/u2" } else { "item/u1" };
        assert!(run.err.contains(&format!("`{item}`, `litet-prov.hinder`: `reason`: ")), "{}", run.err);
        assert!(run.err.contains(words) && run.err.contains("säg i `note: …`"), "{}", run.err);
    }
}

#[test]
fn a_note_lets_it_stand_unless_the_note_or_the_reason_says_nothing_at_all() {
    let stage = stage();
    let law = "det kan antas att den enskilde lider men";
    let noted = |reason: &str, note: &str| with(GOOD, &format!("{reason}, note: {note}"));
    stage.write("svar.yaml", noted(law, "akten läses av många så mer skrivs inte"));
    let memo = assess(&stage, &["--no-sign"]).code(0).out;
    assert!(memo.contains("Varför skälet fick stå") && memo.contains("akten läses av många"), "{memo}");
    stage.write("svar.yaml", noted(law, "därför"));
    let run = assess(&stage, &["--no-sign"]).code(4);
    assert!(run.err.contains("`note`: Texten har 6 tecken, minst 20 krävs"), "{}", run.err);
    stage.write("svar.yaml", noted("'…'", "akten läses av många så mer skrivs inte"));
    let run = assess(&stage, &["--no-sign"]).code(4);
    assert!(run.err.contains("skäl (`reason`) saknas") && !run.err.contains("säg i `note"), "{}", run.err);
    let number = "grannen 121212-1212 får läsa det här, outgoing-note: det går inte att skriva på annat sätt";
    stage.write("svar.yaml", with("det här får den som frågar läsa", number));
    let run = assess(&stage, &["--no-sign"]).code(4);
    assert!(run.err.contains("`outgoing`: Ett personnummer") && !run.err.contains("säg i"), "{}", run.err);
}

#[test]
fn descriptions_and_the_matter_take_no_personal_number() {
    let stage = stage();
    stage.write("svar.yaml", with("beskrivning: Anteckning ett", "beskrivning: Om 19121212-1212"));
    let run = assess(&stage, &["--no-sign"]).code(4);
    assert!(run.err.contains("personnummer") && run.err.contains("skriv en roll i stället"), "{}", run.err);
    stage.write("svar.yaml", with("matter: SN 2026/1", "matter: SN 701063-2391"));
    let run = assess(&stage, &["--no-sign"]).code(4);
    assert!(run.err.contains("ärendets beteckning") && !run.err.contains("2391"), "{}", run.err);
}
