//! Reading, running and writing whole sets of answers.

use super::fault::{AnswerFault, AnswerFaultKind, Expected};
use super::file::read_text;
use super::fixture::{Fixture, WHOLE};
use super::resolve::{Check, Flat, Line, LineFault, Resolved, resolve, resolve_flat};
use super::script::{ScriptFaultKind, Unused, path, run_script};
use super::write::{Top, write_file};
use crate::engine::{AnswerSet, Answers, FrameSheet, Key, ScopePath, Step, Value, walk};
use crate::reasons::{Audience, Finding};
use crate::ruleset::model::{NEJ, Register, Scope};
use crate::text::Language;

fn resolved(fixture: &Fixture, yaml: &str) -> Resolved {
    let file = read_text("a.yaml", yaml).expect("good YAML");
    resolve(&fixture.edition(), &file.answers, Check::All)
}

fn whole(fixture: &Fixture) -> AnswerSet {
    resolved(fixture, WHOLE).whole().expect("the whole file is good")
}

/// Reads `WHOLE` with one line replaced, and returns what is wrong.
fn faults(from: &str, to: &str) -> Vec<(String, AnswerFaultKind)> {
    assert!(WHOLE.contains(from), "{from}");
    let resolved = resolved(&Fixture::new(), &WHOLE.replacen(from, to, 1));
    resolved.faults.into_iter().map(|fault| (format!("{} {}", fault.scope, fault.question), fault.kind)).collect()
}

fn fault(from: &str, to: &str) -> (String, AnswerFaultKind) {
    let mut all = faults(from, to);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_whole_file_is_read_and_carries_to_the_end() {
    let fixture = Fixture::new();
    let answers = whole(&fixture);
    let report = run_script(&fixture.edition(), fixture.procedure, &answers, Unused::Refused).expect("complete");
    assert!(matches!(report.step, Step::Finished { .. }));
    assert_eq!(report.items.len(), 2);
    let key = Key { scope: ScopePath { closing: true, ..ScopePath::default() }, question: fixture.question("klart") };
    assert_eq!(answers.get(key), Some(&Value::Choice(0)));
}

#[test]
fn each_wrong_answer_is_named() {
    let at = |place: &str, kind| (place.to_owned(), kind);
    let frame = "frame alder";
    let wrong = AnswerFaultKind::WrongKind;
    assert_eq!(fault("alder: 44", "alder: \"44\""), at(frame, wrong(Expected::Number)));
    assert_eq!(
        fault("alder: 44", "alder: 131"),
        at(frame, AnswerFaultKind::OutOfRange { found: 131, min: 0, max: 130 })
    );
    assert_eq!(
        fault("alder: 44", "aldre: 44"),
        at("frame aldre", AnswerFaultKind::UnknownQuestion { suggestion: Some("alder".into()) })
    );
    assert_eq!(fault("alder: 44", "klart: ja"), at("frame klart", AnswerFaultKind::WrongScope(Scope::Closing)));
    assert_eq!(
        fault("mottagen: 2026-11-20T09:15", "mottagen: 26-11-20T09:15"),
        at("frame mottagen", AnswerFaultKind::BadDateTime("26-11-20T09:15".into()))
    );
    assert_eq!(
        fault("brattom: nej", "brattom: nja"),
        at(
            "frame brattom",
            AnswerFaultKind::UnknownOption {
                found: "nja".into(),
                options: vec!["ja".into(), "nej".into(), "vet-ej".into()],
                suggestion: Some("ja".into()),
            }
        )
    );
    assert_eq!(
        fault("{vems: p2}", "{vems: p9}"),
        at(
            "item/i2 vems",
            AnswerFaultKind::UnknownId {
                found: "p9".into(),
                register: Register::Persons,
                known: vec!["public".into(), "p1".into(), "p2".into()],
            }
        )
    );
    assert_eq!(fault("[p1, public]", "[p1, p1]"), at("item/i1 vems", AnswerFaultKind::DoubledId("p1".into())));
    assert_eq!(fault("{vems: p2}", "{vems: []}"), at("item/i2 vems", AnswerFaultKind::TooFew { found: 0, least: 1 }));
    assert_eq!(
        fault("sammanfatta: En uppgift lämnas ut.", "sammanfatta: Ut."),
        at("closing sammanfatta", AnswerFaultKind::TooShort { found: 3, least: 5 })
    );
    assert_eq!(
        fault("En uppgift lämnas ut.", "\"En uppgift \\e[2J lämnas\""),
        at("closing sammanfatta", AnswerFaultKind::ControlCharacter(0x1b))
    );
    assert_eq!(
        fault("reason: Grannen kan", "skal: Grannen kan"),
        at("item/i2/person/p2 provning.skada", AnswerFaultKind::UnknownField("skal".into()))
    );
    assert_eq!(
        fault("{answer: ja, reason: Det kan", "{reason: Det kan"),
        at("item/i1/person/public provning.skada", AnswerFaultKind::AnswerMissing)
    );
}

#[test]
fn each_wrong_row_is_named() {
    let cell = |row, column: &str, fault| AnswerFaultKind::Cell { row, column: column.into(), fault: Box::new(fault) };
    let persons = |kind| ("frame personer".to_owned(), kind);
    assert_eq!(
        fault("fodd: 1970-01-31", "fodd: 70-01-31"),
        persons(cell(2, "fodd", AnswerFaultKind::BadDate("70-01-31".into())))
    );
    assert_eq!(
        fault("beskrivning: grannen, ", ""),
        persons(AnswerFaultKind::ColumnMissing { row: 2, column: "beskrivning".into() })
    );
    assert_eq!(
        fault("roll: annan", "rol: annan"),
        persons(AnswerFaultKind::UnknownColumn { row: 2, column: "rol".into(), suggestion: Some("roll".into()) })
    );
    let of = faults("handling: d1", "handling: d7");
    assert_eq!(of.len(), 1, "{of:?}");
    assert_eq!(of[0].0, "frame uppgifter");
    assert!(matches!(&of[0].1, AnswerFaultKind::Cell { row: 1, fault, .. }
        if matches!(&**fault, AnswerFaultKind::UnknownId { known, .. } if known[..] == ["d1".into()])));
    // An id that is wrong also takes the places that name it with it.
    assert_eq!(faults("id: p1", "id: \"p\\u202e1\"")[0], persons(AnswerFaultKind::BadId("p\u{202e}1".into())));
    assert_eq!(faults("id: p1", "id: public")[0], persons(AnswerFaultKind::BadId("public".into())));
    assert_eq!(faults("id: p2", "id: p1")[0], persons(AnswerFaultKind::DoubledId("p1".into())));
    assert_eq!(faults("id: p1, ", "")[0], persons(AnswerFaultKind::IdMissing { row: 1 }));
    assert!(matches!(
        faults("item/i2:", "item/i3:")[..],
        [(ref place, AnswerFaultKind::UnknownId { register: Register::Items, .. })] if place == "item/i3 "
    ));
    assert!(matches!(faults("item/i2:", "items/i2:")[..], [(_, AnswerFaultKind::ScopeForm)]));
}

#[test]
fn all_faults_come_at_once_with_words_for_each() {
    let yaml = WHOLE.replace("alder: 44", "alder: x").replace("brattom: nej", "brattom: 3").replace("p2}", "p7}");
    let resolved = resolved(&Fixture::new(), &yaml);
    assert_eq!(resolved.faults.len(), 3, "{:?}", resolved.faults);
    for fault in &resolved.faults {
        for language in [Language::Sv, Language::En] {
            assert!(fault.message(language).starts_with(&format!("`{}`, `{}`: ", fault.scope, fault.question)));
        }
    }
    let first = &resolved.faults[0];
    assert_eq!(first.message(Language::Sv), "`frame`, `alder`: väntade ett heltal");
}

#[test]
fn more_names_than_there_is_room_for_are_refused() {
    use super::raw::Raw;
    let fixture = Fixture::new();
    let scopes = (0..70_000).map(|n| (format!("item/i{n}/person/p{n}").into(), Raw::Map(Vec::new()))).collect();
    let raw = Raw::Map(scopes);
    assert_eq!(resolve(&fixture.edition(), &raw, Check::All).faults.len(), 70_000);
    let loose = resolve(&fixture.edition(), &raw, Check::Form);
    assert!(matches!(loose.faults[0].kind, AnswerFaultKind::TooMany { .. }));
}

#[test]
fn a_draft_may_name_rows_that_are_gone() {
    let fixture = Fixture::new();
    let file = read_text("a", "answers:\n  item/i9: {vems: p9}\n").expect("good YAML");
    assert_eq!(resolve(&fixture.edition(), &file.answers, Check::Form).faults, []);
    assert_eq!(resolve(&fixture.edition(), &file.answers, Check::All).faults.len(), 1);
}

#[test]
fn a_missing_answer_is_named_with_its_wording() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("  item/i2: {vems: p2}\n", "").replace(", reason: Det kan skada tilliten.", "");
    let answers = resolved(&fixture, &yaml).whole().expect("nothing wrong in it");
    let faults =
        run_script(&fixture.edition(), fixture.procedure, &answers, Unused::Refused).expect_err("two things lack");
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(
        faults[0].kind,
        ScriptFaultKind::Reason { audience: Audience::Internal, findings: vec![Finding::Empty] }
    );
    assert_eq!((faults[1].scope.as_str(), &*faults[1].question), ("item/i2", "vems"));
    assert!(matches!(faults[1].kind, ScriptFaultKind::Missing { .. }));
    assert_eq!(faults[1].message(Language::Sv), "`item/i2`, `vems`: svar saknas: vems");
}

#[test]
fn a_missing_answer_is_worded_with_the_labels_of_its_subjects() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("    provning.skada: {answer: ja, reason: Grannen kan bli utsatt.}\n", "    {}\n");
    let answers = resolved(&fixture, &yaml).whole().expect("nothing wrong in it");
    let faults = run_script(&fixture.edition(), fixture.procedure, &answers, Unused::Refused).expect_err("one lacks");
    let words: Vec<_> = [Language::Sv, Language::En].map(|language| faults[0].message(language)).into();
    let place = "`item/i2/person/p2`, `provning.skada`";
    assert_eq!(words[0], format!("{place}: svar saknas: Kan grannen lida skada av ”samtalet”?"));
    assert_eq!(words[1], format!("{place}: no answer: Can “samtalet” harm grannen?"));
}

#[test]
fn a_reason_is_long_enough_or_named() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("outgoing: Det stod i tidningen förra veckan.", "outgoing: \"   Känt.   \"");
    let answers = resolved(&fixture, &yaml).whole().expect("nothing wrong in it");
    let faults = run_script(&fixture.edition(), fixture.procedure, &answers, Unused::Allowed).expect_err("short");
    assert_eq!(
        faults[0].kind,
        ScriptFaultKind::Reason {
            audience: Audience::Outgoing,
            findings: vec![Finding::TooShort { found: 5, least: 10 }, Finding::Nothing]
        }
    );
}

#[test]
fn an_unused_answer_fails_or_is_allowed() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("alder: 44", "alder: 44\n    orsak: Bråttom ändå");
    let answers = resolved(&fixture, &yaml).whole().expect("nothing wrong in it");
    let run = |unused| run_script(&fixture.edition(), fixture.procedure, &answers, unused);
    let faults = run(Unused::Refused).expect_err("never asked");
    assert_eq!(faults.len(), 1);
    assert_eq!((&*faults[0].question, &faults[0].kind), ("orsak", &ScriptFaultKind::Unused));
    assert!(run(Unused::Allowed).is_ok());
}

#[test]
fn the_question_of_another_actor_is_not_answered_by_the_officer() {
    let mut fixture = Fixture::new();
    let question = fixture.edition().question("alder").expect("it is asked");
    fixture.book.questions[question.at()].actor = crate::ruleset::model::Role::Manager;
    let answers = resolved(&fixture, WHOLE).whole().expect("nothing wrong in it");
    let run = || run_script(&fixture.edition(), fixture.procedure, &answers, Unused::Refused);
    let faults = run().expect_err("it is the manager's");
    assert_eq!(faults.len(), 1);
    assert_eq!(&*faults[0].question, "alder");
    assert!(faults[0].message(Language::Sv).contains("chef"), "{}", faults[0].message(Language::Sv));
    assert!(faults[0].hint(Language::En).is_some());
}

#[test]
fn a_script_that_is_sent_back_fails_and_a_parked_one_does_not() {
    let fixture = Fixture::new();
    let run = |to: &str| {
        let answers = resolved(&fixture, &WHOLE.replace("klart: true", to)).whole().expect("nothing wrong in it");
        run_script(&fixture.edition(), fixture.procedure, &answers, Unused::Refused)
    };
    let faults = run("klart: nej").expect_err("sent back");
    assert_eq!((&*faults[0].question, faults[0].scope.as_str()), ("sammanfatta", "closing"));
    assert!(matches!(faults[0].kind, ScriptFaultKind::Revise { .. }));
    assert_eq!(run("klart: vet-ej").expect("parked").step, Step::Halted);
}

#[test]
fn what_is_written_reads_back_as_the_same() {
    let fixture = Fixture::new();
    let (edition, answers) = (fixture.edition(), whole(&fixture));
    let report = walk(&edition, fixture.procedure, &answers);
    let top = Top { procedure: "p", matter: Some("SN 2026/123"), officer: None };
    let text = write_file(&edition, &top, &answers, path(&report));
    let file = read_text("saved.json", &text).expect("our own file");
    assert_eq!((file.procedure.as_deref(), file.law_date), (Some("p"), Some(edition.date)));
    let again = resolve(&edition, &file.answers, Check::All).whole().expect("our own answers");
    assert_eq!(again.keys().count(), answers.keys().count());
    assert_eq!(write_file(&edition, &top, &again, path(&walk(&edition, fixture.procedure, &again))), text);
}

#[test]
fn flat_lines_fill_the_sheet() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let flat = Flat::new(&edition);
    let mut sheet = FrameSheet::new(fixture.book.questions.len());
    let key = |id: &str| Key { scope: ScopePath::default(), question: fixture.question(id) };
    let line = flat.read(r#"{"brattom":false,"alder":44,"orsak":"tre"}"#, &mut sheet).expect("good");
    assert!(matches!(line, Line::Sheet));
    assert_eq!(sheet.get(key("brattom")), Some(&Value::Choice(NEJ)));
    assert_eq!(sheet.get(key("alder")), Some(&Value::Number(44)));
    // The next line starts from nothing.
    flat.read(r#"{"alder":45}"#, &mut sheet).expect("good");
    assert_eq!((sheet.get(key("brattom")), sheet.get(key("alder"))), (None, Some(&Value::Number(45))));
}

#[test]
fn a_flat_line_with_scopes_becomes_a_set() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let mut sheet = FrameSheet::new(fixture.book.questions.len());
    let line = r#"{"personer":[{"id":"p1","beskrivning":"a","roll":"klient"}],
        "uppgifter":[{"id":"i1","beskrivning":"b"}],"item/i1":{"vems":"p1"}}"#;
    let Ok(Line::Set(answers)) = Flat::new(&edition).read(line, &mut sheet) else { panic!("a set") };
    assert_eq!(answers.keys().count(), 3);
}

#[test]
fn faults_of_a_flat_line_are_named() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let flat = Flat::new(&edition);
    let mut sheet = FrameSheet::new(fixture.book.questions.len());
    let mut read = |line: &str| flat.read(line, &mut sheet).expect_err("wrong");
    let LineFault::Answers(faults) = read(r#"{"alder":"x","brattom":"ja","brattom":"nej","klart":"ja"}"#) else {
        panic!("answers")
    };
    let names: Vec<_> = faults.iter().map(|AnswerFault { question, kind, .. }| (&**question, kind.clone())).collect();
    assert_eq!(
        names,
        [
            ("alder", AnswerFaultKind::WrongKind(Expected::Number)),
            ("brattom", AnswerFaultKind::Doubled),
            ("klart", AnswerFaultKind::WrongScope(Scope::Closing)),
        ]
    );
    assert!(matches!(read("[1]"), LineFault::Json { .. }));
    assert!(matches!(read(r#"{"alder":1} x"#), LineFault::Json { column: 13, .. }));
    let raw = serde_json::from_str(r#"{"alder":1,"frame":{"alder":2}}"#).expect("valid JSON");
    assert_eq!(resolve_flat(&edition, &raw, Check::All).faults[0].kind, AnswerFaultKind::Doubled);
}

#[test]
fn a_line_is_read_the_same_whatever_the_line_before_held() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let lines = [
        r#"{"alder": 44, "brattom": "nej"}"#,
        r#"{"brattom": "ja", "alder": 7}"#,
        r#"{"alder": 9}"#,
        r#"{"okand": 1, "alder": 9}"#,
        r#"{"brattom": "nej", "alder": 44}"#,
    ];
    let answers = |flat: &Flat<'_, '_>, line: &str| {
        let mut sheet = crate::engine::FrameSheet::new(edition.book.questions.len());
        let read = flat.read(line, &mut sheet).map(|_| ()).map_err(|fault| format!("{fault:?}"));
        let value = |id: &str| {
            let question = edition.question(id).expect("it is asked");
            let key = Key { scope: ScopePath::default(), question };
            crate::engine::Answers::get(&sheet, key).cloned()
        };
        (read, value("alder"), value("brattom"))
    };
    let one_after_another = Flat::new(&edition);
    for line in lines {
        assert_eq!(answers(&one_after_another, line), answers(&Flat::new(&edition), line), "{line}");
    }
}
