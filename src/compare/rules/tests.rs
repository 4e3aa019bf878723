//! Two small rulebooks side by side, counted by hand.

use super::*;
use crate::engine::testing::*;
use crate::ruleset::model::{Effect, NodeIx, PartKind, QuestionIx, Role, RulesetIx, Scope, SwitchOn};

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
