//! Two small rulebooks side by side, counted by hand.

use super::*;
use crate::engine::testing::*;
use crate::ruleset::model::{
    AskRoutes, Effect, JA, NEJ, NodeIx, OutcomeIx, PartKind, QuestionIx, Role, RulesetIx, Scope, SwitchOn, Target,
    VET_EJ,
};

const ENDS: [&str; 2] = ["outcome open", "outcome closed"];

/// Three questions, of which the last decides unless the first two do; `to` is where the third leads.
fn book(third: &'static [&'static str]) -> (Builder, RulesetIx) {
    let mut builder = Builder::default();
    let [a, b, c] = ["a", "b", "c"].map(|id| builder.tri(id, Scope::Frame));
    let nodes =
        vec![ask("a", a, &["b", "c", "c"]), ask("b", b, &["outcome open", "c", "outcome closed"]), ask("c", c, third)];
    let outcomes = [end("open", Effect::Release), end("closed", Effect::Withhold)];
    let procedure = builder.single(&outcomes, nodes);
    (builder, procedure)
}

fn diff(old: &Builder, new: &Builder) -> RulesDiff {
    let [old, new] = [old, new].map(|builder| Edition::on(&builder.book, day("2026-11-21")));
    RulesDiff::of(&old, &new)
}

#[test]
fn the_same_rules_do_not_differ() {
    let (old, _) = book(&["outcome open", "outcome closed", "outcome closed"]);
    assert!(diff(&old, &old).is_empty());
}

#[test]
fn combinations_that_lead_elsewhere_are_counted_and_shown_by_a_shortest() {
    let (old, _) = book(&["outcome open", "outcome closed", "outcome closed"]);
    let (new, _) = book(&["outcome open", "outcome closed", "outcome open"]);
    let found = diff(&old, &new);
    let changed: Vec<_> = found.changes.iter().map(|change| (&*change.thing.id, change.facet.clone())).collect();
    assert_eq!(changed, [("c", Facet::Way("vet-ej".into()))]);
    let [ways] = &found.ways[..] else { panic!("{found:?}") };
    // ja: ja, vet-ej end at once, nej goes to the third; nej and vet-ej go to the third: 2 + 3 × 3 in all.
    assert_eq!((ways.combinations, ways.complete, ways.procedure), (11, true, true));
    let [moved] = &ways.moved[..] else { panic!("{ways:?}") };
    assert_eq!((&*moved.from.at, &*moved.to.at, moved.combinations), ("closed", "open", 3));
    let question = |id: &str, answer: &str| (Variable::Question(id.into()), answer.to_owned());
    assert_eq!(moved.example, [question("a", "nej"), question("c", "vet-ej")]);
}

#[test]
fn a_question_that_is_asked_twice_is_answered_once_and_by_both() {
    let two = |to: &'static [&'static str]| {
        let mut builder = Builder::default();
        let a = builder.tri("a", Scope::Frame);
        let nodes =
            vec![ask("first", a, &["again", "again", "outcome open"]), switch("again", SwitchOn::Answer(a), to)];
        let outcomes = [end("open", Effect::Release), end("closed", Effect::Withhold)];
        builder.single(&outcomes, nodes);
        builder
    };
    let (old, new) = (
        two(&["outcome open", "outcome closed", "outcome open"]),
        two(&["outcome closed", "outcome closed", "outcome open"]),
    );
    let found = diff(&old, &new);
    assert_eq!(found.ways[0].combinations, 3);
    assert_eq!(found.ways[0].moved[0].combinations, 1);
}

#[test]
fn a_module_is_not_looked_into_and_its_callers_are_named() {
    let with = |harm: &'static [&'static str]| {
        let mut builder = Builder::default();
        let a = builder.tri("a", Scope::Frame);
        let returns = [end("open", Effect::Release), end("closed", Effect::Withhold)];
        let module = builder.module("m", &returns, vec![ask("h", a, harm)]);
        let nodes = vec![call("call", module, &[], &ENDS)];
        builder.single(&returns, nodes);
        builder
    };
    let old = with(&["return open", "return closed", "return closed"]);
    let new = with(&["return closed", "return closed", "return closed"]);
    let found = diff(&old, &new);
    let [ways] = &found.ways[..] else { panic!("{found:?}") };
    assert_eq!((&*ways.ruleset, ways.procedure, &ways.callers[..]), ("m", false, &["p".to_owned()][..]));
    assert_eq!(ways.moved[0].combinations, 1);
}

/// A table over two questions that one of two procedures switches on.
fn with_table(rows: &[(&[&[u16]], u16)]) -> Builder {
    let mut builder = Builder::default();
    let [a, b] = ["a", "b"].map(|id| builder.tri(id, Scope::Frame));
    let table = builder.table(&[a, b], &[], &["low", "high"], rows);
    let outcomes = [end("open", Effect::Release), end("closed", Effect::Withhold)];
    let nodes = vec![
        ask("x", a, &["y"]),
        ask("y", b, &["t"]),
        switch("t", SwitchOn::Table(table), &["outcome open", "outcome closed"]),
    ];
    builder.single(&outcomes, nodes);
    builder.procedure_of("other", &outcomes, vec![ask("x", a, ENDS_ALL)]);
    builder
}

const ENDS_ALL: &[&str] = &["outcome open", "outcome closed", "outcome closed"];

#[test]
fn a_table_differs_by_its_rows_and_moves_those_that_look_at_it() {
    let old = with_table(&[(&[&[JA], &[]], 1), (&[&[], &[]], 0)]);
    let row = |facet: &str| Facet::Row(facet.to_owned());
    let told = |found: &RulesDiff| -> Vec<_> {
        found.changes.iter().map(|it| (it.thing.kind, it.facet.clone(), it.old.clone(), it.new.clone())).collect()
    };
    let ids = |id: &str| Some(Said::Ids(id.to_owned()));

    // One row more, before the others: they are as they were.
    let more = with_table(&[(&[&[JA], &[NEJ, VET_EJ]], 0), (&[&[JA], &[]], 1), (&[&[], &[]], 0)]);
    let found = diff(&old, &more);
    assert_eq!(told(&found), [(Kind::Table, row("a = ja, b = nej / vet-ej"), None, ids("low"))]);
    let [ways] = &found.ways[..] else { panic!("{found:?}") };
    assert_eq!((&*ways.ruleset, ways.combinations, ways.moved.len()), ("p", 9, 1));
    assert_eq!((&*ways.moved[0].from.at, &*ways.moved[0].to.at, ways.moved[0].combinations), ("closed", "open", 2));

    // The same row with another result.
    let found = diff(&old, &with_table(&[(&[&[JA], &[]], 1), (&[&[], &[]], 1)]));
    assert_eq!(told(&found), [(Kind::Table, row(""), ids("low"), ids("high"))]);
    assert_eq!(found.ways[0].moved[0].combinations, 6);

    // The same rows the other way round: the first that fits decides.
    let found = diff(&old, &with_table(&[(&[&[], &[]], 0), (&[&[JA], &[]], 1)]));
    assert_eq!(told(&found), [(Kind::Table, Facet::Order, ids("a = ja; "), ids("; a = ja"))]);
    assert_eq!(found.ways[0].moved[0].combinations, 3);

    // What it is called leads nowhere else.
    let mut renamed = with_table(&[(&[&[JA], &[]], 1), (&[&[], &[]], 0)]);
    renamed.book.tables[0].title.sv = "en annan rubrik".into();
    assert!(diff(&old, &renamed).ways.is_empty());
}

#[test]
fn the_day_alone_can_lead_elsewhere() {
    let mut builder = Builder::default();
    let ways: &[(&str, &str, &str)] =
        &[("0001-01-01", "2025-06-30", "outcome open"), ("2025-07-01", "9999-12-31", "outcome closed")];
    let outcomes = [end("open", Effect::Release), end("closed", Effect::Withhold)];
    builder.single(&outcomes, vec![switch_dates("day", SwitchOn::LawDate, ways)]);
    let on = |date: &str| Edition::on(&builder.book, day(date));
    assert!(RulesDiff::of(&on("2025-07-01"), &on("2025-07-02")).is_empty());
    let found = RulesDiff::of(&on("2025-06-30"), &on("2025-07-01"));
    assert!(found.changes.is_empty());
    assert_eq!((&*found.ways[0].moved[0].from.at, &*found.ways[0].moved[0].to.at), ("open", "closed"));
}

#[test]
fn rules_that_lead_round_or_go_on_for_long_are_no_danger() {
    let (old, _) = book(&["outcome open", "outcome closed", "outcome closed"]);
    let (round, _) = book(&["outcome open", "outcome closed", "a"]);
    let found = diff(&old, &round);
    assert!(!found.ways[0].complete);

    // One question again and again: each step is led on from by the one answer.
    let long = |last: usize| {
        let (mut builder, procedure) = book(&["outcome open", "outcome closed", "outcome closed"]);
        let node = builder.book.rulesets[procedure.at()].nodes[0].clone();
        let rules = &mut builder.book.rulesets[procedure.at()];
        rules.nodes = (0..LONG).map(|_| node.clone()).collect();
        for (at, node) in rules.nodes.iter_mut().enumerate() {
            let outcome = u16::from(at == last);
            let next = u16::try_from(at + 1).map(NodeIx).expect("it is not that long");
            let on = if at + 1 < LONG { Target::Node(next) } else { Target::Outcome(OutcomeIx(0)) };
            let ways = vec![on, Target::Outcome(OutcomeIx(outcome)), on];
            node.id = format!("n{at}").into();
            node.kind = NodeKind::Ask { question: QuestionIx(0), routes: AskRoutes::Each(ways) };
        }
        rules.parts[0].len = u16::try_from(LONG).expect("it is not that long");
        builder
    };
    let found = diff(&long(LONG), &long(0));
    assert_eq!((found.ways[0].combinations, found.ways[0].moved[0].combinations), (3, 1));
}

/// More steps than the stack of a test has room for calls.
const LONG: usize = 20_000;

#[test]
fn what_the_officer_meets_is_told_by_kind() {
    let (old, procedure) = book(&["outcome open", "outcome closed", "outcome closed"]);
    let (mut new, _) = book(&["outcome open", "outcome closed", "outcome closed"]);
    new.book.questions[QuestionIx(1).at()].text.sv = "en annan lydelse".into();
    new.book.rulesets[procedure.at()].outcomes[1].decider = Role::Delegate;
    let duty = new.duty("anteckna");
    new.book.rulesets[procedure.at()].nodes[NodeIx(2).at()].duties.push(duty);
    let told: Vec<_> =
        diff(&old, &new).changes.iter().map(|it| (it.thing.kind, it.thing.id.clone(), it.facet.clone())).collect();
    let it = |kind, id: &str, facet| (kind, id.to_owned(), facet);
    assert_eq!(
        told,
        [
            it(Kind::Node, "c", Facet::Duties),
            it(Kind::End, "closed", Facet::Who),
            it(Kind::Question, "b", Facet::Itself),
            it(Kind::Duty, "anteckna", Facet::Itself),
        ]
    );
    assert_eq!(new.book.rulesets[procedure.at()].parts[0].kind, PartKind::Frame);
}
