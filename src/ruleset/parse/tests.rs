use super::*;
use crate::ruleset::document::{AnswerKindDoc, FilterDoc, Name, NodeKindDoc, RowAsk, SwitchDoc, Way};
use crate::ruleset::model::{ApprovalAfter, Moment, Of, PartKind, Scope, Within};

const MODULE: &str = include_str!("../../../tests/rulesets/whole-module.yaml");
const PROCEDURE: &str = include_str!("../../../tests/rulesets/whole-procedure.yaml");

fn read(name: &str, text: &str) -> Document {
    let file = SourceFile::from_bytes(name, text.as_bytes()).expect("text");
    parse(&file).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn codes(name: &str, text: &str) -> Vec<(&'static str, u32, u32)> {
    let file = SourceFile::from_bytes(name, text.as_bytes()).expect("text");
    let faults = parse(&file).expect_err("faults");
    faults.iter().map(|fault| (fault.code(), fault.place.line, fault.place.column)).collect()
}

fn ruleset(name: &str, text: &str) -> crate::ruleset::document::RulesetDoc {
    match read(name, text) {
        Document::Ruleset(doc) => *doc,
        other => panic!("no ruleset: {other:?}"),
    }
}

#[test]
fn a_module_with_every_kind_of_node_is_read() {
    let doc = ruleset("whole-module.yaml", MODULE);
    assert_eq!(doc.parts.len(), 1);
    assert_eq!(doc.parts[0].kind.value, PartKind::Module);
    let nodes = &doc.parts[0].nodes;
    let kinds: Vec<&str> = nodes
        .iter()
        .map(|node| match &node.kind {
            NodeKindDoc::Ask(_) => "ask",
            NodeKindDoc::Question(_) => "question",
            NodeKindDoc::Checklist(_) => "checklist",
            NodeKindDoc::Each(_) => "each",
            NodeKindDoc::Switch(_) => "switch",
            NodeKindDoc::Call { .. } => "call",
            NodeKindDoc::Calls { .. } => "calls",
            NodeKindDoc::Revise { .. } => "revise",
            NodeKindDoc::Halt { .. } => "halt",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "ask",
            "question",
            "checklist",
            "each",
            "each",
            "each",
            "switch",
            "switch",
            "switch",
            "switch",
            "call",
            "calls",
            "revise",
            "halt"
        ]
    );
    assert_eq!(doc.arguments[0].1.len(), 2);
    assert_eq!(doc.returns[0].id.place, Place { line: 13, column: 3 });
    assert_eq!(doc.returns[1].effect, None);
}

#[test]
fn a_question_keeps_what_belongs_to_it_and_every_place() {
    let doc = ruleset("whole-module.yaml", MODULE);
    let NodeKindDoc::Ask(ask) = &doc.parts[0].nodes[0].kind else { panic!("an ask") };
    assert_eq!(ask.kind.value, AnswerKindDoc::Tri);
    assert_eq!(ask.scope.value, Scope::ItemPersonProvision);
    assert_eq!(ask.reason.as_ref().map(|reason| reason.least), Some(20));
    assert_eq!(ask.fresh_for, Some(1));
    assert!(ask.probes);
    assert!(ask.provisions.is_empty(), "a node's provisions are the node's");
    let Some(Way::Next(routes)) = &doc.parts[0].nodes[0].way else { panic!("routes") };
    let names: Vec<_> = routes.value.iter().map(|(value, target)| (&*value.value, &*target.value)).collect();
    assert_eq!(names, [("ja", "q2"), ("nej", "return lamnas"), ("vet-ej", "ta-reda")]);
    let line = MODULE.lines().nth(routes.place.line as usize - 1).expect("the line");
    assert!(line[routes.place.column as usize - 1..].starts_with("next:"));
}

#[test]
fn rows_have_scope_and_doubt_from_their_checklist() {
    let doc = ruleset("whole-module.yaml", MODULE);
    let NodeKindDoc::Checklist(list) = &doc.parts[0].nodes[2].kind else { panic!("a checklist") };
    let RowAsk::Ask(ask) = &list.rows[0].ask else { panic!("an ask") };
    assert_eq!((ask.scope.value, &ask.doubt), (list.scope.value, &list.doubt));
    assert_eq!(ask.kind.value, AnswerKindDoc::Tri);
    assert_eq!(&*list.rows[1].want.value, "nej");
    assert!(matches!(list.rows[1].ask, RowAsk::Question(_)));
}

#[test]
fn ranges_and_dotted_fields_stay_as_written() {
    let doc = ruleset("whole-module.yaml", MODULE);
    let NodeKindDoc::Switch(SwitchDoc::LawDate) = &doc.parts[0].nodes[6].kind else { panic!("a switch") };
    let Some(Way::Next(routes)) = &doc.parts[0].nodes[6].way else { panic!("routes") };
    assert_eq!(&*routes.value[0].0.value, "..2024-03-31");
    let NodeKindDoc::Switch(SwitchDoc::Field(field)) = &doc.parts[0].nodes[7].kind else { panic!("a field") };
    assert_eq!(&*field.value, "person.roll");
}

#[test]
fn loops_say_which_rows_they_run_over() {
    let doc = ruleset("whole-module.yaml", MODULE);
    let loops = doc.parts[0].nodes.iter().filter_map(|node| match &node.kind {
        NodeKindDoc::Each(each) => Some((each.of, each.public.map(|public| public.value))),
        _ => None,
    });
    assert_eq!(loops.collect::<Vec<_>>(), [(Of::Document, None), (Of::Text, None), (Of::All, Some(false))]);
}

#[test]
fn returns_and_halts_may_offer_a_procedure() {
    let doc = ruleset("whole-module.yaml", MODULE);
    assert!(doc.returns[0].start.is_none());
    assert_eq!(doc.returns[1].start.as_ref().map(|name| &*name.value), Some("whole-procedure"));
    let halt = doc.parts[0].nodes.last().expect("there are nodes");
    let NodeKindDoc::Halt { start: Some(start), .. } = &halt.kind else { panic!("{halt:?}") };
    assert_eq!(&*start.value, "whole-procedure");
}

#[test]
fn a_procedure_has_its_parts_in_their_own_order() {
    let doc = ruleset("whole-procedure@2024-04-01.yaml", PROCEDURE);
    let parts: Vec<_> = doc.parts.iter().map(|part| part.kind.value).collect();
    assert_eq!(parts, [PartKind::Frame, PartKind::Items, PartKind::Closing]);
    let kinds: Vec<_> = doc.parts[0]
        .nodes
        .iter()
        .map(|node| match &node.kind {
            NodeKindDoc::Ask(ask) => ask.kind.value.clone(),
            other => panic!("no ask: {other:?}"),
        })
        .collect();
    assert!(matches!(&kinds[0], AnswerKindDoc::List { fills: Some(_), columns, least: 1 } if columns.len() == 5));
    assert!(matches!(&kinds[1], AnswerKindDoc::Choice(options) if options.len() == 2));
    assert!(matches!(&kinds[2], AnswerKindDoc::Pick { many: true, filter: Some(FilterDoc::Column { .. }), .. }));
    assert!(matches!(&kinds[3], AnswerKindDoc::Pick { least: 1, filter: Some(FilterDoc::Role(_)), .. }));
    assert_eq!(
        kinds[4..],
        [
            AnswerKindDoc::Text { least: 20 },
            AnswerKindDoc::Number { min: 0, max: 130 },
            AnswerKindDoc::Date,
            AnswerKindDoc::DateTime,
        ]
    );
    assert_eq!(doc.outcomes[0].approval.len(), 1);
    assert_eq!(doc.outcomes[0].approval_after, Some(ApprovalAfter::SameDay));
    let moments = doc.parts[0].nodes.iter().filter_map(|node| match &node.kind {
        NodeKindDoc::Ask(ask) => ask.moment,
        _ => None,
    });
    assert_eq!(moments.collect::<Vec<_>>(), [Moment::Aware]);
}

#[test]
fn tables_are_read_with_the_place_of_every_row() {
    let text = "register: tables\nformat: 1\nentries:\n  kanaler:\n    title: {sv: Kanaler, en: Channels}\n    inputs: [kanal, klass]\n    \
                results: {bra: {sv: Bra, en: Good}}\n    provisions: [osl-26-1]\n    picture: true\n    rows:\n      \
                - {when: {kanal: [sms, brev]}, then: bra}\n      - {then: bra}\n";
    let Document::Tables(tables) = read("registers/channels.yaml", text) else { panic!("tables") };
    let [table] = &tables[..] else { panic!("one table") };
    let names = |names: &[Name]| names.iter().map(|name| name.value.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&table.inputs), ["kanal", "klass"]);
    assert!(table.picture.is_some_and(|picture| picture.value));
    let [first, last] = &table.rows[..] else { panic!("two rows") };
    assert_eq!((&*first.when[0].0.value, names(&first.when[0].1)), ("kanal", vec!["sms".into(), "brev".into()]));
    assert_eq!((first.place.line, last.place.line, last.when.len()), (11, 12, 0));
    assert_eq!(&*last.then.value, "bra");
}

#[test]
fn registers_are_read() {
    let Document::Provisions(provisions) = read(
        "registers/provisions.yaml",
        "register: provisions\nformat: 1\nentries:\n  osl-26-7:\n    designation: {sv: 26 kap. 7 § OSL, en: \"Ch. 26 s. 7\"}\n    short: OSL 26:7\n    role: secrecy\n    versions:\n      - from: 2019-01-01\n        to: 2024-03-31\n        test: none\n        text: {sv: Egna ord., en: Own words.}\n        basis: SFS 2017:377\n        confidence: V-lag\n        checked: 2026-11-21\n        against: OSL\n        years: 70\n        follows: others\n",
    ) else {
        panic!("provisions")
    };
    assert_eq!(provisions[0].versions[0].valid.place, Place { line: 9, column: 15 });
    assert!(provisions[0].versions[0].follows_others);
    assert_eq!(&*provisions[0].designation.sv, "26 kap. 7 § OSL");

    let duty = |deadline: &str| {
        let text = format!(
            "register: duties\nformat: 1\nentries:\n  a: {{text: {{sv: a, en: a}}, deadline: {deadline}, runs-from: served}}\n"
        );
        match read("registers/duties.yaml", &text) {
            Document::Duties(duties) => duties[0].deadline.expect("a deadline").value,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(duty("at-once"), Within::AtOnce);
    assert_eq!(duty("same-day"), Within::SameDay);
    assert_eq!(duty("PT72H"), Within::Hours(72));
    assert_eq!(duty("P7D"), Within::Days(7));
    assert_eq!(duty("P3W"), Within::Weeks(3));
    assert_eq!(duty("P4M"), Within::Months(4));

    let questions = "register: questions\nformat: 1\nentries:\n  a:\n    ask: {sv: a, en: a}\n    kind: tri\n    scope: frame\n    provisions: [osl-26-1]\n";
    let Document::Questions(questions) = read("registers/questions.yaml", questions) else { panic!("questions") };
    assert_eq!(questions[0].1.provisions.len(), 1);

    let effects = "register: effects\nformat: 1\nentries:\n  release: {sv: lämnas ut, en: released}\n";
    assert!(matches!(read("registers/effects.yaml", effects), Document::Effects(effects) if effects.len() == 1));
    let case = "register: cases\nformat: 1\nentries:\n  jo-1: {designation: {sv: JO 1, en: JO 1}, decided: {sv: i går, en: yesterday}, read: summary, \
                text: {sv: a, en: a}, questions: {a.b: nej}, touches: [a.b.c]}\n";
    let Document::Cases(cases) = read("registers/cases.yaml", case) else { panic!("decided cases") };
    let about = cases[0].questions.iter().map(|(id, answer)| (&*id.value, answer.as_ref().map(|name| &*name.value)));
    assert_eq!(about.collect::<Vec<_>>(), [("a.b", Some("nej")), ("a.b.c", None)]);
    let glossary = "register: glossary\nformat: 1\nentries:\n  men: {term: {sv: men, en: harm}, meaning: {sv: a, en: a}, code: Harm}\n";
    assert!(matches!(read("registers/glossary.yaml", glossary), Document::Glossary(terms) if terms.len() == 1));
}

#[test]
fn all_faults_of_a_file_come_at_once_in_order() {
    let text = "ruleset: fel\nformat: 1\nkind: modul\nversion: noll\nvalid: {from: 26-11-21}\ntitle: {sv: a}\nbasis: [OSL]\nreview: {checked: 2026-11-21}\nokänd: 1\n";
    assert_eq!(
        codes("fel.yaml", text),
        [
            ("P008", 3, 7),
            ("P015", 4, 10),
            ("P014", 5, 15),
            ("P012", 6, 8),
            ("P009", 7, 9),
            ("P006", 8, 9),
            ("P005", 9, 1),
        ]
    );
}

#[test]
fn what_a_word_processor_did_is_told_instead_of_what_it_led_to() {
    // The curly quote ends nothing, so YAML breaks far below.
    let text = "ruleset: fel\ntitle: {sv: ”Hej, du”, en: \"Hi\"}\n- x\n";
    assert_eq!(codes("fel.yaml", text), [("W002", 2, 13)]);
}

/// What is done to a sound file: at this place, take away so much and put this in.
fn edits() -> impl proptest::strategy::Strategy<Value = Vec<(usize, usize, String)>> {
    use proptest::prelude::*;
    let piece = prop_oneof![
        Just("\u{a0}".to_owned()),
        Just("”".to_owned()),
        Just(" #".to_owned()),
        Just(": ".to_owned()),
        Just("\t".to_owned()),
        Just("&a ".to_owned()),
        Just("*a".to_owned()),
        Just("!x ".to_owned()),
        Just("[{".to_owned()),
        Just("}]".to_owned()),
        Just("\n".to_owned()),
        Just("|".to_owned()),
        Just("---\n".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("\u{0}".to_owned()),
        Just("ö\u{308}".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec((0..4000_usize, 0..40_usize, piece), 1..6)
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config {
        failure_persistence: None, cases: 300, ..proptest::test_runner::Config::default()
    })]

    #[test]
    fn any_bytes_are_refused_or_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
        if let Ok(file) = SourceFile::from_bytes("a.yaml", &bytes) {
            proptest::prop_assert!(parse(&file).err().is_none_or(|faults| !faults.is_empty()));
        }
    }

    #[test]
    fn any_edit_of_a_sound_file_is_refused_or_read(edits in edits()) {
        let mut text: Vec<char> = MODULE.chars().collect();
        for (at, length, piece) in edits {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, piece.chars());
        }
        let text: String = text.into_iter().collect();
        if let Ok(file) = SourceFile::from_bytes("whole-module.yaml", text.as_bytes()) {
            match parse(&file) {
                Ok(_) => {}
                Err(faults) => {
                    proptest::prop_assert!(!faults.is_empty());
                    for fault in &faults {
                        proptest::prop_assert!(fault.place.line > 0 && fault.place.column > 0, "{fault:?}");
                        proptest::prop_assert!(!fault.message(crate::text::Language::Sv).is_empty());
                        proptest::prop_assert!(fault.hint(crate::text::Language::En).is_some());
                    }
                }
            }
        }
    }
}

#[test]
fn a_file_of_nothing_but_faults_is_told_so_in_bounds() {
    let keys: Vec<_> = (0..60_000_u32)
        .map(|number| {
            format!(
                "ruleset{}: x\n",
                char::from_u32(0x4e00 + number % 20_000)
                    .expect("a character")
                    .to_string()
                    .repeat(1 + number as usize / 20_000)
            )
        })
        .collect();
    for text in [keys.concat(), "\u{7}".repeat(1_000_000), "\u{a0}a: b: c\n".repeat(60_000), "[".repeat(1_000_000)] {
        let file = SourceFile::from_bytes("a.yaml", text.as_bytes()).expect("text");
        let faults = parse(&file).expect_err("faults");
        assert!((1..=MOST_FAULTS).contains(&faults.len()), "{}", faults.len());
    }
}
