//! Halts and how much they stop, questions of other actors.

use crate::engine::testing::*;
use crate::engine::{Entity, Key, Report, ScopePath, Step, Value};
use crate::ruleset::model::*;

/// Two items, each with the same two persons; the first person in the first item meets the halt.
struct Halting {
    builder: Builder,
    procedure: RulesetIx,
    items: QuestionIx,
    whose: QuestionIx,
    q: QuestionIx,
}

fn halting(scope: HaltScope) -> Halting {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let whose = b.pick("whose", Scope::Frame, Register::Persons);
    let q = b.tri("q", Scope::ItemPerson);
    let ends = [end("r", Effect::Release), end("o", Effect::Open)];
    let inner =
        b.module("inner", &ends, vec![ask("a", q, &["return r", "return r", "h"]), halt("h", HaltKind::Park, scope)]);
    let outer = b.module(
        "outer",
        &ends,
        vec![each(
            "l",
            Subject::Person,
            Over::Picked(whose),
            inner,
            Join::Strictest,
            &[("release", "return r"), ("open", "return o")],
        )],
    );
    let procedure = b.single(
        &[end("release", Effect::Release), end("open", Effect::Open)],
        vec![each(
            "l",
            Subject::Item,
            over(Register::Items),
            outer,
            Join::Widest,
            &[("release", "outcome release"), ("open", "outcome open")],
        )],
    );
    Halting { builder: b, procedure, items, whose, q }
}

#[test]
fn what_is_offered_is_gathered_once_in_the_order_met() {
    let mut b = Builder::default();
    let [incident, report, request] = ["incident", "report", "request"].map(|id| b.returns(id, Effect::None)).map(Some);
    let items = b.list("items", Register::Items, vec![]);
    let q = b.tri("q", Scope::Item);
    let ends = [End { start: report, ..way("r") }, way("s")];
    let m = b.module(
        "m",
        &ends,
        vec![
            ask("a", q, &["return r", "return s", "h"]),
            halt_and_start("h", HaltKind::Park, HaltScope::Item, incident),
        ],
    );
    let outcome = End {
        start: request,
        approval: vec![Role::Manager],
        approval_after: Some(ApprovalAfter::SameDay),
        ..end("o", Effect::Send)
    };
    let looped = each("l", Subject::Item, over(Register::Items), m, Join::Strictest, &[("then", "outcome o")]);
    let p = b.single(&[outcome], vec![looped]);
    let mut case = b.start(p);
    let all = case.rows(items, ["a", "b", "c", "d"].map(|id| (id, vec![])));
    for (entity, option) in all.into_iter().zip([NEJ, VET_EJ, JA, VET_EJ]) {
        assert_eq!(case.walk().approval_after, None);
        case.choose(item(entity), q, option);
    }
    let report_of_all = case.walk();
    assert_eq!(report_of_all.starts.iter().copied().map(Some).collect::<Vec<_>>(), [incident, report, request]);
    assert_eq!(report_of_all.approval, [Role::Manager]);
    assert_eq!(report_of_all.approval_after, Some(ApprovalAfter::SameDay));
    assert_eq!(report_of_all.items[0].ends, [], "a return that says nothing is no reason");
    assert_eq!(report_of_all.items[2].ends.len(), 1, "one that offers something is");
}

fn halted(scope: HaltScope) -> Report {
    let Halting { builder, procedure, items, whose, q } = halting(scope);
    let mut case = builder.start(procedure);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    let persons = [case.answers.entity("a"), case.answers.entity("b")];
    case.give(FRAME, whose, Value::Entities(persons.to_vec()));
    for (item, person, option) in
        [(one, persons[0], VET_EJ), (one, persons[1], JA), (two, persons[0], JA), (two, persons[1], JA)]
    {
        case.choose(ScopePath { item: Some(item), person: Some(person), ..FRAME }, q, option);
    }
    case.walk()
}

fn effects(report: &Report) -> Vec<Effect> {
    report.items.iter().map(|met| met.effect).collect()
}

#[test]
fn a_halted_person_leaves_the_item_open_and_the_next_person_is_tested() {
    let report = halted(HaltScope::Person);
    assert_eq!(report.step, Step::Finished { ruleset: RulesetIx(2), outcome: OutcomeIx(0), effect: Effect::Release });
    assert_eq!(effects(&report), [Effect::Open, Effect::Release]);
    // The second person's return, and the item's own.
    assert_eq!(report.items[0].ends.len(), 2);
    let met = &report.halted[0];
    assert_eq!((met.node, met.kind, met.reach), (NodeIx(1), HaltKind::Park, HaltScope::Person));
    assert_eq!(met.scope, ScopePath { item: Some(Entity(1)), person: Some(Entity(3)), ..FRAME });
}

#[test]
fn a_halted_item_is_open_and_the_next_item_is_tested() {
    let report = halted(HaltScope::Item);
    assert!(matches!(report.step, Step::Finished { effect: Effect::Release, .. }));
    assert_eq!(effects(&report), [Effect::Open, Effect::Release]);
    assert_eq!(report.items[0].ends, [], "nothing of it came to an end");
    assert_eq!(report.halted.len(), 1);
}

#[test]
fn a_halted_assessment_stops_everything() {
    let report = halted(HaltScope::Assessment);
    assert_eq!(report.step, Step::Halted);
    assert_eq!(effects(&report), [Effect::Open]);
    assert_eq!(report.halted.last().map(|met| met.reach), Some(HaltScope::Assessment));
}

#[test]
fn a_halt_without_its_subject_stops_more_and_not_less() {
    for scope in [HaltScope::Person, HaltScope::Item] {
        let mut b = Builder::default();
        let (provision, duty) = (b.provision("fl-16"), b.duty("anmal-jav"));
        let stop = halt("h", HaltKind::Stop, scope).applies(&[provision], &[duty]);
        let p = b.single(&[end("o", Effect::None)], vec![stop]);
        let report = b.start(p).walk();
        assert_eq!(report.step, Step::Halted);
        assert_eq!((report.halted[0].kind, report.halted[0].reach), (HaltKind::Stop, HaltScope::Assessment));
        assert_eq!((report.provisions, report.duties), (vec![provision], vec![(duty, FRAME)]));
    }
}

#[test]
fn a_person_halt_outside_a_loop_over_persons_stops_the_item() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let m = b.module("m", &[end("r", Effect::Release)], vec![halt("h", HaltKind::Park, HaltScope::Person)]);
    let p = b.single(
        &[end("o", Effect::None)],
        vec![each("l", Subject::Item, over(Register::Items), m, Join::Strictest, &[("open", "outcome o")])],
    );
    let mut case = b.start(p);
    case.rows(items, [("one", vec![]), ("two", vec![])]);
    assert_eq!(case.outcome(), "o");
    assert!(case.walk().halted.iter().all(|met| met.reach == HaltScope::Item));
}

#[test]
fn a_person_halt_inside_an_item_inside_a_person_closes_the_item_too() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let whose = b.pick("whose", Scope::Frame, Register::Persons);
    let duty = b.duty("d");
    let ends = [end("r", Effect::Release)];
    let inner = b.module("inner", &ends, vec![halt("h", HaltKind::Park, HaltScope::Person)]);
    let outer = b.module(
        "outer",
        &ends,
        vec![each("l", Subject::Item, over(Register::Items), inner, Join::Strictest, &[("then", "return r")])],
    );
    let after = switch_dates("x", SwitchOn::LawDate, &[("2019-01-01", "2099-12-31", "y")]);
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            each("l", Subject::Person, Over::Picked(whose), outer, Join::Strictest, &[("open", "x")]),
            after,
            ask("y", whose, &["outcome o"]).applies(&[], &[duty]),
        ],
    );
    let mut case = b.start(p);
    case.rows(items, [("one", vec![])]);
    let client = case.answers.entity("client");
    case.give(FRAME, whose, Value::Entities(vec![client]));
    let report = case.walk();
    assert!(matches!(report.step, Step::Finished { .. }));
    assert_eq!(effects(&report), [Effect::Open]);
    assert_eq!(report.items[0].duties, [], "what comes after the loop is not of the item");
}

#[test]
fn the_question_of_another_actor_parks_until_that_actor_answers() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let q = b.tri("q", Scope::Item);
    b.book.questions[q.at()].actor = Role::Manager;
    let m = b.module("m", &[end("r", Effect::Release)], vec![ask("a", q, &["return r"])]);
    let p = b.single(
        &[end("o", Effect::None)],
        vec![each(
            "l",
            Subject::Item,
            over(Register::Items),
            m,
            Join::Widest,
            &[("release", "outcome o"), ("open", "outcome o")],
        )],
    );
    let mut case = b.start(p);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    case.choose(item(two), q, JA);
    let report = case.walk();
    assert_eq!(effects(&report), [Effect::Open, Effect::Release]);
    let awaited: Vec<_> = report.halted.iter().map(|met| (met.awaits, met.reach)).collect();
    assert_eq!(awaited, [(Some(Key { scope: item(one), question: q }), HaltScope::Item)]);
    case.choose(item(one), q, JA);
    assert_eq!(effects(&case.walk()), [Effect::Release, Effect::Release]);
}

#[test]
fn the_question_of_another_actor_outside_an_item_parks_everything() {
    let mut b = Builder::default();
    let q = b.tri("q", Scope::Frame);
    b.book.questions[q.at()].actor = Role::SecondReader;
    let p = b.single(&[end("o", Effect::None)], vec![ask("a", q, &["outcome o"])]);
    let mut case = b.start(p);
    let report = case.walk();
    assert_eq!(report.step, Step::Halted);
    assert_eq!(report.halted[0].awaits, Some(Key { scope: FRAME, question: q }));
    case.choose(FRAME, q, JA);
    assert_eq!(case.outcome(), "o");
}
