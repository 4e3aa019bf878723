//! Calls of one module and of several, arguments.

use crate::engine::testing::*;
use crate::engine::{Step, TraceStep};
use crate::ruleset::model::*;

#[test]
fn a_call_routes_on_the_name_that_comes_back() {
    let mut b = Builder::default();
    let q = b.tri("q", Scope::Frame);
    let m = b.module(
        "samtycke",
        &[way("samtycke"), way("inget")],
        vec![ask("a", q, &["return samtycke", "return inget", "return inget"])],
    );
    let ends = [end("ut", Effect::Release), end("hemlig", Effect::Withhold)];
    let p = b.single(&ends, vec![call("c", m, &[], &["outcome ut", "outcome hemlig"])]);
    let mut case = b.start(p);
    assert_eq!(case.asked().question, q);
    case.choose(FRAME, q, JA);
    assert_eq!(case.outcome(), "ut");
    case.choose(FRAME, q, VET_EJ);
    assert_eq!(case.outcome(), "hemlig");
}

#[test]
fn several_modules_all_run_and_are_joined() {
    for (join, expected) in [(Join::Widest, "reserved"), (Join::Strictest, "withhold")] {
        let mut b = Builder::default();
        let modules = [
            b.returns("one", Effect::Withhold),
            b.returns("two", Effect::ReleaseReserved),
            b.returns("three", Effect::None),
        ];
        let ends = [end("reserved", Effect::None), end("withhold", Effect::None)];
        let p = b.single(
            &ends,
            vec![calls(
                "c",
                &modules,
                join,
                &[("release-reserved", "outcome reserved"), ("withhold", "outcome withhold")],
            )],
        );
        let case = b.start(p);
        assert_eq!(case.outcome(), expected);
        let entered = |step: &&TraceStep| matches!(step, TraceStep::Entered { .. });
        assert_eq!(case.walk().trace.iter().filter(entered).count(), 3);
    }
}

#[test]
fn an_argument_is_passed_on_by_its_value_and_not_by_its_place() {
    let mut b = Builder::default();
    let nodes = vec![switch("s", SwitchOn::Argument(0), &["return own", "return request"])];
    let inner = b.module("inner", &[way("own"), way("request")], nodes);
    b.arguments(inner, &[("mode", &["own-initiative", "request"])]);
    let passed = Given::Passed { argument: 1 };
    let middle = b.module(
        "middle",
        &[way("own"), way("request")],
        vec![call("c", inner, &[passed], &["return own", "return request"])],
    );
    b.arguments(middle, &[("other", &["x"]), ("mode", &["request", "own-initiative"])]);
    for (value, expected) in [(0, "request"), (1, "own")] {
        let with = [Given::Value(0), Given::Value(value)];
        let p = b.single(
            &[end("own", Effect::None), end("request", Effect::None)],
            vec![call("c", middle, &with, &["outcome own", "outcome request"])],
        );
        assert_eq!(b.start(p).outcome(), expected);
    }
}

#[test]
fn a_module_that_is_not_in_force_parks() {
    let mut b = Builder::default();
    let nodes = vec![switch_dates("s", SwitchOn::LawDate, &[("2019-01-01", "2099-12-31", "return r")])];
    let m = b.module_from("m", "2019-01-01", Some("2024-03-31"), &[way("r")], nodes);
    let p = b.single(&[end("o", Effect::None)], vec![call("c", m, &[], &["outcome o"])]);
    assert_eq!(b.start_on(p, "2024-03-31").outcome(), "o");
    let report = b.start_on(p, "2024-04-01").walk();
    assert_eq!(report.step, Step::Halted);
    assert_eq!((report.halted[0].node, report.halted[0].kind), (NodeIx(0), HaltKind::Park));
}

#[test]
fn a_module_started_as_a_procedure_parks_at_its_end() {
    let mut b = Builder::default();
    b.returns("m", Effect::Release);
    let report = b.start(RulesetIx(0)).walk();
    assert_eq!(report.step, Step::Halted);
    assert_eq!(report.halted.len(), 1);
}
