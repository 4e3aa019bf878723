use std::borrow::Cow;

use super::closure::{Closure, ClosureError};
use super::model::Given;
use super::sample::{self, HARM, INTERNAL, OUTGOING};
use super::*;
use crate::canonical::{CanonicalError, Strings, hex, sha256};
use crate::engine::{Answer, Edition, Entity, Key, ScopePath, Value, walk};
use crate::rulebook;
use crate::ruleset::check::check;
use crate::ruleset::document::Document;
use crate::ruleset::load::Sourced;
use crate::ruleset::model::{Effect, HaltKind, JA, NEJ, QuestionIx, Register, Role, VET_EJ};
use crate::ruleset::model::{RulesetKind, Source};
use crate::ruleset::overlay::lay_over;
use crate::ruleset::parse::parse;
use crate::ruleset::source::SourceFile;
use crate::text::{Language, Text};

fn harm_key(answers: &mut crate::engine::AnswerSet) -> Key {
    let scope =
        ScopePath { item: Some(answers.entity("i1")), person: Some(answers.entity("p1")), ..ScopePath::default() };
    Key { scope, question: HARM }
}

#[test]
fn the_record_holds_the_path_and_nothing_beside_it() {
    let (record, _) = sample::record(NEJ);
    let scopes: Vec<_> = record.assessment().answers.iter().map(|a| format!("{} {}", a.scope, a.question)).collect();
    assert_eq!(
        scopes,
        [
            "frame persons",
            "frame documents",
            "frame items",
            "frame utlamnande.anm",
            "item/i1 uppgift.vems",
            "item/i1/person/p1 person-i-uppgift.omvant",
            "item/i1/person/p2 person-i-uppgift.omvant",
            "item/i2 uppgift.vems",
            "item/i2/person/public person-i-uppgift.omvant",
        ]
    );
}

#[test]
fn a_question_stands_as_it_was_put_with_answer_reason_and_provisions() {
    let (record, _) = sample::record(NEJ);
    let answer = &record.assessment().answers[5];
    assert_eq!(answer.text.sv, "Står det klart att ”läkarintyg från mars” kan lämnas ut utan men för Klient A?");
    assert_eq!(answer.value, Given::Choice("nej".into()));
    assert_eq!((&*answer.words[0].sv, &*answer.words[0].en), ("nej", "no"));
    assert_eq!(answer.reason.as_deref(), Some(INTERNAL));
    assert_eq!(answer.outgoing.as_deref(), Some(OUTGOING));
    assert_eq!(answer.provisions, ["osl-26-1", "osl-21-1"]);
    let public = &record.assessment().answers[8];
    assert_eq!(public.text.sv, "Står det klart att ”adress” kan lämnas ut utan men för allmänt intresse?");
    let picked = &record.assessment().answers[4];
    assert_eq!(picked.value, Given::Entities(vec!["p1".into(), "p2".into()]));
    assert_eq!(picked.words[1].sv, "Anmälaren");
}

#[test]
fn a_refusal_waits_for_the_delegate() {
    let (record, _) = sample::record(NEJ);
    let assessment = record.assessment();
    assert_eq!(assessment.decider, Role::Delegate);
    assert!(assessment.pending);
    let outcome = assessment.outcome.as_ref().unwrap();
    assert_eq!((&*outcome.id, outcome.effect), ("avslag", Effect::Withhold));
    assert_eq!(outcome.effect_words.sv, "effekt Withhold");
    let effects: Vec<_> = assessment.results.iter().map(|r| (&*r.item, r.effect)).collect();
    assert_eq!(effects, [("i1", Effect::Withhold), ("i2", Effect::Release)]);
    let duties: Vec<_> = assessment.duties.iter().map(|d| (&*d.id, d.within.as_deref())).collect();
    assert_eq!(duties, [("anteckna", None), ("hanvisa", Some("P21D"))]);
    let ids: Vec<_> = assessment.provisions.iter().map(|p| &*p.id).collect();
    assert!(ids.contains(&"osl-6-3"), "a duty's provision is among those used: {ids:?}");
    let (open, _) = sample::record(JA);
    assert!(!open.assessment().pending);
}

#[test]
fn what_is_parked_is_listed_as_open() {
    let (record, _) = sample::record(VET_EJ);
    let open = &record.assessment().open;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].kind, HaltKind::Park);
    assert_eq!(open[0].scope, "item/i1/person/p1");
    assert_eq!(open[0].text.sv, "ta reda på mer om Klient A");
    assert_eq!(open[0].who.as_ref().unwrap().en, "the social worker");
    assert_eq!(record.assessment().results[0].effect, Effect::Open);
}

#[test]
fn an_unanswered_question_is_named() {
    let book = sample::book();
    let mut answers = sample::answers(NEJ);
    let key = harm_key(&mut answers);
    answers.remove(key);
    let Err(AssessError::NotFinished { scope, question, .. }) = sample::build(&book, &answers) else { panic!() };
    assert_eq!((&*scope, &*question), ("item/i1/person/p1", "person-i-uppgift.omvant"));
}

#[test]
fn an_item_whose_document_is_gone_is_in_no_record() {
    let book = sample::book();
    let mut answers = sample::answers(NEJ);
    let documents = Key { scope: ScopePath::default(), question: QuestionIx(1) };
    answers.insert(documents, Answer::bare(Value::Rows(Vec::new())));
    let Err(AssessError::Unfit { question, .. }) = sample::build(&book, &answers) else { panic!("it was recorded") };
    assert_eq!(question, "items");
}

#[test]
fn every_missing_reason_is_named_at_once() {
    let book = sample::book();
    for (reason, outgoing, missing) in [
        (None, None, 2),
        (Some(" \n "), Some("  "), 2),
        (Some("för kort"), Some(OUTGOING), 1),
        (Some("  för kort        "), Some(OUTGOING), 1),
        (Some(INTERNAL), None, 1),
        (Some("tio tecken"), Some("x"), 0),
    ] {
        let mut answers = sample::answers(NEJ);
        let key = harm_key(&mut answers);
        let mut answer = answers.answer(key).unwrap().clone();
        answer.reason = reason.map(str::to_owned);
        answer.outgoing = outgoing.map(str::to_owned);
        answers.insert(key, answer);
        let found = match sample::build(&book, &answers) {
            Ok(_) => 0,
            Err(AssessError::Rationale(list)) => list.len(),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(found, missing, "{reason:?} {outgoing:?}");
    }
}

#[test]
fn a_matter_needs_its_reference() {
    let book = sample::book();
    let (answers, closure) = (sample::answers(JA), sample::closure(&book));
    let edition = Edition::on(&book, sample::day("2026-11-20"));
    let mut frame = sample::particulars(&closure);
    frame.matter.reference = "  ".into();
    let report = sample::report(&book, &answers);
    assert_eq!(Assessment::build(&edition, &report, &answers, frame), Err(AssessError::NoReference));
}

#[test]
fn a_stop_for_good_is_recorded_without_an_outcome() {
    let mut book = sample::book();
    let NodeKindHalt(halt) = halt_of(&mut book);
    halt.kind = HaltKind::Stop;
    halt.scope = crate::ruleset::model::HaltScope::Assessment;
    let assessment = sample::build(&book, &sample::answers(VET_EJ)).unwrap();
    assert_eq!(assessment.outcome, None);
    assert_eq!(assessment.open.last().unwrap().kind, HaltKind::Stop);

    let NodeKindHalt(halt) = halt_of(&mut book);
    halt.kind = HaltKind::Park;
    let Err(AssessError::Halted { text, who }) = sample::build(&book, &sample::answers(VET_EJ)) else { panic!() };
    assert_eq!((&*text.sv, &*who.unwrap().sv), ("ta reda på mer om Klient A", "socialsekreteraren"));
}

struct NodeKindHalt<'b>(&'b mut crate::ruleset::model::Halt);

fn halt_of(book: &mut crate::ruleset::model::Rulebook) -> NodeKindHalt<'_> {
    match &mut book.rulesets[2].nodes[1].kind {
        crate::ruleset::model::NodeKind::Halt(halt) => NodeKindHalt(halt),
        _ => unreachable!("the sample's second node there is a halt"),
    }
}

#[test]
fn the_bytes_are_canonical_nfc_and_the_same_each_time() {
    let (record, _) = sample::record(NEJ);
    let (again, _) = sample::record(NEJ);
    assert_eq!(record.bytes(), again.bytes());
    assert!(record.is_canonical());
    let text = std::str::from_utf8(record.bytes()).unwrap();
    assert!(text.contains("läkarintyg från mars") && !text.contains('\u{30a}'));
    assert!(text.contains("\"made_at\":\"2026-11-21T08:30:00Z\""), "whole seconds, UTC");
    assert_eq!(record.digest_hex(), hex(&sha256(record.bytes())));
}

#[test]
fn bytes_that_were_written_in_another_way_are_read_and_told() {
    let (record, _) = sample::record(NEJ);
    let tree: serde_json::Value = serde_json::from_slice(record.bytes()).unwrap();
    let pretty = serde_json::to_vec_pretty(&tree).unwrap();
    let read = Record::read(&pretty).unwrap();
    assert_eq!(read.assessment(), record.assessment());
    assert!(!read.is_canonical());
    assert!(Record::read(record.bytes()).unwrap().is_canonical());
}

#[test]
fn a_record_with_a_field_too_many_or_a_newer_format_is_refused() {
    let (record, _) = sample::record(NEJ);
    let text = std::str::from_utf8(record.bytes()).unwrap();
    let extra = text.replacen('{', "{\"aaa\":1,", 1);
    assert!(matches!(Record::read(extra.as_bytes()), Err(RecordError::Malformed(CanonicalError::Shape(_)))));
    let twice = text.replacen('{', "{\"pending\":false,", 1);
    assert_eq!(
        Record::read(twice.as_bytes()),
        Err(RecordError::Malformed(CanonicalError::DuplicateKey("pending".into())))
    );
    let newer = extra.replace("\"format\":1", "\"format\":2");
    assert_eq!(Record::read(newer.as_bytes()), Err(RecordError::Format(2)));
    let nonce = text.replace(&"07".repeat(32), "07");
    assert!(matches!(Record::read(nonce.as_bytes()), Err(RecordError::Malformed(_))));
    for (digest, is_one) in [("07".repeat(32), true), ("07".to_owned(), false)] {
        let second = text.replace("\"started_at\"", &format!("\"second_of\":\"{digest}\",\"started_at\""));
        assert_eq!(Record::read(second.as_bytes()).is_ok(), is_one, "{digest}");
    }
}

#[test]
fn a_record_opens_as_it_was_sealed() {
    let book = sample::book();
    for harm in [JA, NEJ, VET_EJ] {
        for labels in [["Klient A", "Anmälaren", "intyg"], ["{item}", "  ", "{person}"], ["public", "}{", "”intyg”"]]
        {
            let mut answers = sample::answers(harm);
            sample::rename(&mut answers, labels);
            let made = sample::build(&book, &answers).unwrap();
            let record = Record::seal(&made).unwrap();
            assert_eq!(*record.assessment(), made);
            let read = Record::read(record.bytes()).unwrap();
            assert_eq!(*read.assessment(), made, "{labels:?}");
            assert!(read.is_canonical());
        }
    }
}

#[test]
fn each_wording_stands_once_in_the_bytes() {
    let (record, _) = sample::record(NEJ);
    let text = std::str::from_utf8(record.bytes()).unwrap();
    assert_eq!(record.assessment().answers.iter().filter(|answer| answer.question == "uppgift.vems").count(), 2);
    for wording in ["\"Vem skyddas i {item}?\"", "\"inget men för {person}\"", "\"effekt Withhold\""] {
        assert_eq!(text.matches(wording).count(), 1, "{wording}");
    }
    assert!(!text.contains("Vem skyddas i ”"));
}

#[test]
fn a_record_that_speaks_of_what_it_lacks_is_refused() {
    let (record, _) = sample::record(NEJ);
    let text = std::str::from_utf8(record.bytes()).unwrap();
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        match Record::read(text.replacen(from, to, 1).as_bytes()) {
            Err(RecordError::Lacking(lacking)) => lacking,
            other => panic!("{from}: {other:?}"),
        }
    };
    let scope = "\"scope\":\"item/i1/person/p1\"";
    assert_eq!(refused("\"question\":\"uppgift.vems\"", "\"question\":\"x.y\""), Lacking::Question("x.y".into()));
    assert_eq!(refused(scope, "\"scope\":\"item/i9/person/p1\""), Lacking::Subject("i9".into()));
    for bad in ["item/i1/person", "item/i1/item/i1", "", "frame/x", "item//x/y"] {
        let to = format!("\"scope\":\"{bad}\"");
        assert!(matches!(refused(scope, &to), Lacking::Scope(_) | Lacking::Subject(_)), "{bad}");
    }
    let provision = "\"scope\":\"item/i1/person/p1/provision/osl-1-1\"";
    assert_eq!(refused(scope, provision), Lacking::Provision("osl-1-1".into()));
    assert_eq!(refused("\"end\":\"uppgift.hemlig\"", "\"end\":\"uppgift.x\""), Lacking::End("uppgift.x".into()));
    assert_eq!(refused("\"withhold\":{", "\"incident\":{"), Lacking::Effect(Effect::Withhold));
    let option = Lacking::Option { question: "person-i-uppgift.omvant".into(), option: "kanske".into() };
    assert_eq!(refused("{\"choice\":\"nej\"}", "{\"choice\":\"kanske\"}"), option);
    assert_eq!(refused("{\"entities\":[\"p1\"", "{\"entities\":[\"p7\""), Lacking::Subject("p7".into()));
    assert_eq!(refused("{\"id\":\"items\"", "{\"id\":\"a\""), Lacking::Order("a".into()));
    let all = [Lacking::Question("x".into()), Lacking::Effect(Effect::Open), Lacking::Order("x".into()), option];
    for lacking in all {
        let error = RecordError::Lacking(lacking);
        assert_ne!(error.message(Language::Sv), error.message(Language::En));
    }
}

#[test]
fn the_answers_of_a_record_walk_to_the_same_record() {
    for harm in [JA, NEJ, VET_EJ] {
        let book = sample::book();
        let (record, closure) = sample::record(harm);
        let edition = Edition::on(&book, record.assessment().law_date);
        let answers = record.assessment().answer_set(&edition).unwrap();
        let report = walk(&edition, sample::PROCEDURE, &answers);
        let again = Assessment::build(&edition, &report, &answers, sample::particulars(&closure)).unwrap();
        assert_eq!(Record::seal(&again).unwrap().bytes(), record.bytes(), "{harm}");
    }
}

#[test]
fn answers_under_other_rules_are_refused() {
    let book = sample::book();
    let edition = Edition::on(&book, sample::day("2026-11-20"));
    let (record, _) = sample::record(NEJ);
    let changed = |change: fn(&mut Assessment)| {
        let mut assessment = record.assessment().clone();
        change(&mut assessment);
        assessment.answer_set(&edition).unwrap_err()
    };
    assert_eq!(changed(|a| a.answers[3].question = "x.y".into()), ReplayError::Question("x.y".into()));
    assert!(matches!(changed(|a| a.answers[5].value = Given::Choice("kanske".into())), ReplayError::Value { .. }));
    assert!(matches!(changed(|a| a.answers[5].scope = "item".into()), ReplayError::Scope(_)));
    assert!(matches!(changed(|a| a.persons[0].columns[0].column = "okänd".into()), ReplayError::Value { .. }));
    let own = changed(|a| a.answers[0].value = Given::Register(Register::Provisions));
    assert!(matches!(own, ReplayError::Value { .. }));
}

#[test]
fn a_closure_holds_what_is_reached_and_the_registers() {
    let book = sample::book();
    let closure = sample::closure(&book);
    let names: Vec<_> = closure.files().iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["person-i-uppgift.yaml", "registers/duties.yaml", "uppgift.yaml", "utlamnande.yaml"]);
    let used: Vec<_> = closure.used().iter().map(|used| (&*used.id, used.version)).collect();
    assert_eq!(used, [("person-i-uppgift", 3), ("uppgift", 3), ("utlamnande", 3)]);
    let (record, _) = sample::record(JA);
    assert_eq!(record.assessment().rules.closure, hex(&closure.digest()));
    // A rule file is kept byte for byte, also where it is not NFC, so that its own digest still fits.
    for file in closure.files() {
        let source = book.sources.iter().find(|source| *source.name == *file.name).unwrap();
        assert_eq!(sha256(file.text.as_bytes()), source.sha256);
    }
    assert!(closure.files()[0].text.contains("a\u{30a}"));
}

#[test]
fn a_closure_reads_back_and_refuses_other_bytes() {
    let closure = sample::closure(&sample::book());
    let read = Closure::parse(closure.bytes()).unwrap();
    assert_eq!((read.files(), read.digest()), (closure.files(), closure.digest()));
    let parse = |value: serde_json::Value| {
        Closure::parse(&crate::canonical::to_bytes(&value, Strings::Exact).unwrap()).unwrap_err()
    };
    let file = |name: &str| serde_json::json!({"name": name, "text": ""});
    assert_eq!(parse(serde_json::json!({"files": [], "format": 2})), ClosureError::Format(2));
    let twice = parse(serde_json::json!({"files": [file("a"), file("a")], "format": 1}));
    assert_eq!(twice, ClosureError::Disorder("a".into()));
    let order = parse(serde_json::json!({"files": [file("b"), file("a")], "format": 1}));
    assert_eq!(order, ClosureError::Disorder("a".into()));
    assert!(matches!(parse(serde_json::json!({"files": []})), ClosureError::Malformed(_)));
}

#[test]
fn a_source_that_is_gone_or_changed_is_named() {
    let book = sample::book();
    let edition = Edition::on(&book, sample::day("2026-11-20"));
    let gone = Closure::collect(&edition, sample::PROCEDURE, &|_| None);
    assert_eq!(gone, Err(ClosureError::SourceMissing("utlamnande.yaml".into())));
    let changed = Closure::collect(&edition, sample::PROCEDURE, &|source| match &*source.name {
        "uppgift.yaml" => Some(SourceText { text: Cow::Borrowed("nytt"), over: false }),
        _ => sample::sources(source),
    });
    assert_eq!(changed, Err(ClosureError::SourceChanged("uppgift.yaml".into())));
}

#[test]
fn a_label_that_looks_like_a_placeholder_stays_as_written() {
    let book = sample::book();
    let answers = sample::answers(JA);
    let edition = Edition::on(&book, sample::day("2026-11-20"));
    let mut answers = answers;
    let item = answers.entity("{person}");
    let labels = Labels::new(&edition, &answers);
    let scope = ScopePath { item: Some(item), person: Some(Entity::PUBLIC), ..ScopePath::default() };
    let text = Text { sv: "{item} {x} {recipient} {person".into(), en: "".into() };
    assert_eq!(labels.fill(&text, &scope, Language::Sv), "”{person}” {x} sökanden {person");
}

#[test]
fn items_and_documents_stand_within_quotation_marks_and_persons_without() {
    let book = sample::book();
    let mut answers = sample::answers(JA);
    let [person, item, document] = ["p1", "i1", "d1"].map(|id| answers.entity(id));
    let quoted = answers.entity("”brevet”");
    let edition = Edition::on(&book, sample::day("2026-11-20"));
    let labels = Labels::new(&edition, &answers);
    let text = Text {
        sv: "Får {recipient} se {item} i {document} om {person}?".into(),
        en: "May {recipient} see {item} in {document} on {person}?".into(),
    };
    let of = |item, document| ScopePath { item, document, person: Some(person), ..ScopePath::default() };
    let filled = |scope, language| labels.fill(&text, &scope, language).replace('\u{30a}', "");
    assert_eq!(
        filled(of(Some(item), Some(document)), Language::Sv),
        "Får sökanden se ”läkarintyg fran mars” i ”Utredning” om Klient A?"
    );
    assert_eq!(
        filled(of(Some(quoted), None), Language::En),
        "May the requester see “brevet” in the document on Klient A?"
    );
}

#[test]
fn random_bits_differ() {
    assert_ne!(fresh_nonce().unwrap(), fresh_nonce().unwrap());
}

#[test]
fn every_error_has_words_in_both_languages() {
    let words = Words { sv: "sv".into(), en: "en".into() };
    let errors = [
        AssessError::NotFinished { scope: "frame".into(), question: "q".into(), text: words.clone() },
        AssessError::Halted { text: words.clone(), who: None },
        AssessError::Halted { text: words.clone(), who: Some(words.clone()) },
        AssessError::Rationale(vec![MissingRationale {
            scope: "frame".into(),
            question: "q".into(),
            text: words,
            outgoing: true,
            least: 0,
        }]),
        AssessError::NoReference,
        AssessError::Unfit { scope: "frame".into(), question: "q".into() },
        AssessError::NoRandom,
        AssessError::Canonical(CanonicalError::Float),
    ];
    for error in errors {
        assert_ne!(error.message(Language::Sv), error.message(Language::En));
        let (sv, en) = (error.hint(Language::Sv), error.hint(Language::En));
        assert!(sv.is_none() == en.is_none() && (sv.is_none() || sv != en), "{error:?}");
    }
}

fn read_back(files: &[ClosureFile]) -> Vec<Sourced> {
    let read = |file: &ClosureFile| {
        let file = SourceFile::from_bytes(&file.name, file.text.as_bytes()).unwrap();
        (Source { name: file.name.clone(), sha256: file.sha256 }, parse(&file).unwrap())
    };
    files.iter().map(read).collect()
}

#[test]
fn the_rules_compiled_in_stand_on_their_own_in_a_closure() {
    let book = check(&rulebook::builtin_documents()).unwrap();
    let text = |source: &Source| {
        let text = rulebook::builtin_text(&source.name, &source.sha256)?;
        Some(SourceText { text: Cow::Borrowed(text), over: false })
    };
    for date in ["2019-01-01", "2022-08-01", "2024-03-31", "2024-04-01", "2025-07-02", "2026-11-20"] {
        let edition = Edition::on(&book, sample::day(date));
        for (at, ruleset) in edition.rulesets().filter(|(_, ruleset)| ruleset.kind == RulesetKind::Procedure) {
            let closure = Closure::collect(&edition, at, &text).unwrap();
            let again = check(&read_back(closure.files())).unwrap_or_else(|faults| panic!("{date}: {faults:#?}"));
            let edition = Edition::on(&again, sample::day(date));
            for used in closure.used() {
                let found = &again.rulesets[edition.by_id(&used.id).unwrap().at()];
                assert_eq!((found.version, found.valid.from), (used.version, used.from), "{}", ruleset.id);
            }
        }
    }
}

#[test]
fn a_folder_laid_over_is_kept_as_a_layer_of_its_own() {
    let name = "registers/duties.yaml";
    let (builtin, base) = rulebook::builtin_sources().iter().find(|(file, _)| *file == name).unwrap();
    let base_documents = rulebook::builtin_documents();
    let Document::Duties(duties) = &base_documents.iter().find(|(source, _)| &*source.name == *builtin).unwrap().1
    else {
        panic!("{name}")
    };
    let id = &duties[0].id.value;
    let own = format!("register: duties\nformat: 1\nentries:\n  {id}: {{text: {{sv: eget, en: own}}}}\n");
    let file = ClosureFile { name: name.into(), text: own.clone() };
    let book = check(&lay_over(base_documents.clone(), read_back(&[file]))).unwrap();
    assert_eq!(book.sources.iter().filter(|source| &*source.name == name).count(), 2);
    let text = |source: &Source| {
        let over = source.sha256 == sha256(own.as_bytes());
        let text = if over { &own } else { rulebook::builtin_text(&source.name, &source.sha256)? };
        Some(SourceText { text: Cow::Borrowed(text), over })
    };
    let edition = Edition::on(&book, sample::day("2026-11-20"));
    let (procedure, _) = edition.rulesets().find(|(_, ruleset)| ruleset.kind == RulesetKind::Procedure).unwrap();
    let closure = Closure::parse(Closure::collect(&edition, procedure, &text).unwrap().bytes()).unwrap();
    assert_eq!(closure.over().len(), 1);
    assert!(closure.files().iter().any(|file| file.name == name && file.text == *base));
    let again = check(&lay_over(read_back(closure.files()), read_back(closure.over()))).unwrap();
    let duty = again.duties.iter().find(|duty| duty.id == *id).unwrap();
    assert_eq!(&*duty.text.sv, "eget");
    assert_eq!(again.duties, book.duties);
}

#[test]
fn a_reference_is_what_is_shown_of_it() {
    for reference in ["SN\n2026", "SN \u{1b}[2J", "SN\u{202e}1", "SN\u{200b}1"] {
        assert_eq!(check_reference(reference), Err(AssessError::HiddenCharacter), "{reference:?}");
    }
    assert_eq!(check_reference("SN 2026/1 – Åre"), Ok(()));
}
