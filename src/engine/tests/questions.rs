//! Asks, checklists, keys, actors, revise.

use crate::engine::testing::*;
use crate::engine::{Entity, Key, ScopePath, Step, TraceStep, Value};
use crate::ruleset::model::*;

#[test]
fn an_answer_leads_where_its_option_says() {
    let mut b = Builder::default();
    let q = b.tri("q", Scope::Frame);
    let ends = [end("ja", Effect::Release), end("nej", Effect::Withhold), end("vet", Effect::Open)];
    let p = b.single(&ends, vec![ask("a", q, &["outcome ja", "outcome nej", "outcome vet"])]);
    let mut case = b.start(p);
    let Step::Ask { key, ruleset, node } = case.walk().step else { panic!("unanswered") };
    assert_eq!((key, ruleset, node), (Key { scope: FRAME, question: q }, p, NodeIx(0)));
    for (option, outcome) in [(JA, "ja"), (NEJ, "nej"), (VET_EJ, "vet")] {
        case.choose(FRAME, q, option);
        assert_eq!(case.outcome(), outcome);
    }
}

#[test]
fn an_answer_of_another_kind_is_no_answer() {
    let mut b = Builder::default();
    let tri = b.tri("tri", Scope::Frame);
    let number = b.question("number", Scope::Frame, AnswerKind::Number { min: 0, max: 130 });
    let p =
        b.single(&[end("o", Effect::None)], vec![ask("a", tri, &["b", "b", "b"]), ask("b", number, &["outcome o"])]);
    let mut case = b.start(p);
    for wrong in [Value::Choice(3), Value::Number(0), Value::Text("ja".into()), Value::Rows(Vec::new())] {
        case.give(FRAME, tri, wrong);
        assert_eq!(case.asked().question, tri);
    }
    case.choose(FRAME, tri, JA);
    for wrong in [Value::Number(-1), Value::Number(131), Value::Choice(0)] {
        case.give(FRAME, number, wrong);
        assert_eq!(case.asked().question, number);
    }
    case.give(FRAME, number, Value::Number(130));
    assert_eq!(case.outcome(), "o");
}

#[test]
fn every_scope_keeps_its_own_subjects() {
    let provision = Some(ProvisionIx(4));
    let full = ScopePath {
        closing: true,
        document: Some(Entity(1)),
        item: Some(Entity(2)),
        person: Some(Entity(3)),
        provision,
        by: Some(Entity(5)),
    };
    let of = |scope| full.narrowed(scope);
    let in_person = ScopePath { person: Some(Entity(3)), ..item(Entity(2)) };
    assert_eq!(of(Scope::Frame), FRAME);
    assert_eq!(of(Scope::Closing), ScopePath { closing: true, ..FRAME });
    assert_eq!(of(Scope::Document), ScopePath { document: Some(Entity(1)), ..FRAME });
    assert_eq!(of(Scope::Item), item(Entity(2)));
    assert_eq!(of(Scope::Person), person(Entity(3)));
    assert_eq!(of(Scope::ItemPerson), in_person);
    assert_eq!(of(Scope::ItemPersonProvision), ScopePath { provision, ..in_person });
    assert_eq!(of(Scope::ItemPersonBy), ScopePath { by: Some(Entity(5)), ..in_person });
}

/// A checklist of two rows, the first wanting ja and the second nej.
fn checklist_outcome(need: Need, first: u16, second: u16) -> String {
    let mut b = Builder::default();
    let (x, y) = (b.tri("x", Scope::Frame), b.tri("y", Scope::Frame));
    let ends = [end("met", Effect::None), end("failed", Effect::None), end("unknown", Effect::None)];
    let rows = [(x, JA), (y, NEJ)];
    let p = b.single(&ends, vec![checklist("c", need, &rows, ["outcome met", "outcome failed", "outcome unknown"])]);
    let mut case = b.start(p);
    assert_eq!(case.asked().question, x);
    case.choose(FRAME, x, first);
    // Every row is put, also when the first has settled the matter.
    assert_eq!(case.asked().question, y);
    case.choose(FRAME, y, second);
    case.outcome()
}

#[test]
fn a_checklist_weighs_its_rows() {
    use Need::{All, Any};
    for (need, first, second, expected) in [
        (All, JA, NEJ, "met"),
        (All, JA, JA, "failed"),
        (All, NEJ, VET_EJ, "failed"),
        (All, VET_EJ, JA, "failed"),
        (All, JA, VET_EJ, "unknown"),
        (All, VET_EJ, VET_EJ, "unknown"),
        (Any, JA, JA, "met"),
        (Any, NEJ, NEJ, "met"),
        (Any, VET_EJ, NEJ, "met"),
        (Any, JA, VET_EJ, "met"),
        (Any, NEJ, JA, "failed"),
        (Any, NEJ, VET_EJ, "unknown"),
        (Any, VET_EJ, JA, "unknown"),
    ] {
        assert_eq!(checklist_outcome(need, first, second), expected, "{need:?} {first} {second}");
    }
}

#[test]
fn a_question_is_asked_once_from_whichever_module_comes_first() {
    let mut b = Builder::default();
    let q = b.tri("recipient", Scope::Frame);
    let first = b.module("first", &[way("r")], vec![ask("a", q, &["return r", "return r", "return r"])]);
    let second =
        b.module("second", &[way("ja"), way("nej")], vec![ask("a", q, &["return ja", "return nej", "return nej"])]);
    let p = b.single(
        &[end("ja", Effect::None), end("nej", Effect::None)],
        vec![call("x", first, &[], &["y"]), call("y", second, &[], &["outcome ja", "outcome nej"])],
    );
    let mut case = b.start(p);
    assert_eq!(case.asked(), Key { scope: FRAME, question: q });
    case.choose(FRAME, q, NEJ);
    assert_eq!(case.outcome(), "nej");
    let again: Vec<_> = case
        .walk()
        .trace
        .into_iter()
        .filter_map(|step| match step {
            TraceStep::Answered { again, ruleset, .. } => Some((ruleset, again)),
            _ => None,
        })
        .collect();
    assert_eq!(again, [(RulesetIx(0), false), (RulesetIx(1), true)]);
}

#[test]
fn revise_names_the_answer_to_give_again() {
    let mut b = Builder::default();
    let q = b.tri("q", Scope::Frame);
    let p = b.single(&[end("o", Effect::None)], vec![ask("a", q, &["outcome o", "r", "r"]), revise("r", "a")]);
    let mut case = b.start(p);
    case.choose(FRAME, q, NEJ);
    let key = Key { scope: FRAME, question: q };
    assert_eq!(case.walk().step, Step::Revise { key, ruleset: p, node: NodeIx(1) });
    case.choose(FRAME, q, JA);
    assert_eq!(case.outcome(), "o");
}

#[test]
fn revise_in_an_item_names_that_items_answer() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let q = b.tri("q", Scope::Item);
    let m = b.module(
        "m",
        &[end("r", Effect::Release)],
        vec![ask("a", q, &["return r", "again", "return r"]), revise("again", "a")],
    );
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            ask("i", items, &["l"]),
            each(
                "l",
                Subject::Item,
                over(Register::Items),
                m,
                Join::Strictest,
                &[("then", "outcome o"), ("empty", "outcome o")],
            ),
        ],
    );
    let mut case = b.start(p);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    case.choose(item(one), q, JA).choose(item(two), q, NEJ);
    let Step::Revise { key, .. } = case.walk().step else { panic!("sent back") };
    assert_eq!(key, Key { scope: item(two), question: q });
}

#[test]
fn the_parts_follow_each_other_and_the_last_ends_in_an_outcome() {
    let mut b = Builder::default();
    let frame = b.tri("f", Scope::Frame);
    let closing = b.tri("c", Scope::Closing);
    let duty = b.duty("d");
    let p = b.procedure(
        &[end("early", Effect::None), end("late", Effect::Send)],
        vec![
            (PartKind::Frame, vec![ask("f", frame, &["done", "outcome early", "done"])]),
            (PartKind::Items, vec![ask("i", frame, &["done"])]),
            (PartKind::Closing, vec![ask("c", closing, &["outcome late"]).applies(&[], &[duty])]),
        ],
    );
    let mut case = b.start(p);
    case.choose(FRAME, frame, NEJ);
    assert_eq!(case.outcome(), "early");
    case.choose(FRAME, frame, JA);
    let key = case.asked();
    assert_eq!(key, Key { scope: ScopePath { closing: true, ..FRAME }, question: closing });
    case.choose(key.scope, closing, VET_EJ);
    assert_eq!(case.walk().step, Step::Finished { ruleset: p, outcome: OutcomeIx(1), effect: Effect::Send });
    assert_eq!(case.walk().duties, [(duty, key.scope)], "what arises at the end says so");
}
