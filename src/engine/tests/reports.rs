//! What a report gathers, and that the thin observer of single decisions gathers the same.

use crate::engine::testing::*;
use crate::engine::{FrameSheet, Grounds, Observer, ScopePath, Step, TraceStep, Value, run};
use crate::ruleset::model::*;

/// Two items; the module's question, nodes and returns all carry provisions, duties and deciders.
fn laden() -> (Builder, RulesetIx, QuestionIx, QuestionIx) {
    let mut b = Builder::default();
    let [a, c, d, e] = ["a", "c", "d", "e"].map(|id| b.provision(id));
    let [x, y] = ["x", "y"].map(|id| b.duty(id));
    let items = b.list("items", Register::Items, vec![]);
    let q = b.tri("q", Scope::Item);
    b.book.questions[q.at()].provisions = vec![c];
    let returns = [
        End { provisions: vec![d, c], duties: vec![x], ..end("ut", Effect::Release) },
        End { decider: Role::Delegate, duties: vec![y], ..end("hemlig", Effect::Withhold) },
        way("stum"),
    ];
    let m = b.module(
        "m",
        &returns,
        vec![ask("a", q, &["return ut", "return hemlig", "return stum"]).applies(&[c, a], &[x])],
    );
    let outcome = End {
        provisions: vec![e],
        duties: vec![y],
        decider: Role::Manager,
        approval: vec![Role::Manager, Role::Lawyer],
        ..end("o", Effect::Release)
    };
    let looped = each(
        "l",
        Subject::Item,
        over(Register::Items),
        m,
        Join::Strictest,
        &[("then", "outcome o"), ("empty", "outcome o")],
    );
    let p = b.single(&[outcome], vec![looped.applies(&[a], &[])]);
    (b, p, items, q)
}

#[test]
fn provisions_and_duties_come_in_the_order_first_met() {
    let (b, p, items, q) = laden();
    let mut case = b.start(p);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    case.choose(item(one), q, JA).choose(item(two), q, NEJ);
    let report = case.walk();
    let [a, c, d, e] = [0, 1, 2, 3].map(ProvisionIx);
    let [x, y] = [0, 1].map(DutyIx);
    assert_eq!(report.provisions, [a, c, d, e]);
    assert_eq!(report.duties, [(x, item(one)), (x, item(two)), (y, item(two)), (y, FRAME)]);
    assert_eq!(report.items[0].provisions, [c, a, d]);
    assert_eq!(report.items[1].provisions, [c, a]);
    assert_eq!((&report.items[0].duties, &report.items[1].duties), (&vec![x], &vec![x, y]));
}

#[test]
fn the_highest_decider_counts_for_the_whole_and_for_its_item() {
    let (b, p, items, q) = laden();
    let mut case = b.start(p);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    case.choose(item(one), q, JA).choose(item(two), q, JA);
    assert_eq!(case.walk().decider, Role::Manager);
    case.choose(item(two), q, NEJ);
    let report = case.walk();
    assert_eq!(report.decider, Role::Delegate);
    assert_eq!((report.items[0].decider, report.items[1].decider), (Role::Officer, Role::Delegate));
    assert_eq!(report.approval, [Role::Manager, Role::Lawyer]);
}

#[test]
fn a_return_that_says_nothing_is_no_reason() {
    let (b, p, items, q) = laden();
    let mut case = b.start(p);
    let [one] = case.rows(items, [("one", vec![])]);
    case.choose(item(one), q, VET_EJ);
    let report = case.walk();
    assert_eq!((report.items[0].effect, report.items[0].ends.len()), (Effect::None, 0));
    case.choose(item(one), q, JA);
    assert_eq!(case.walk().items[0].ends.len(), 1);
}

#[test]
fn the_trace_tells_every_step_in_order() {
    let (b, p, items, q) = laden();
    let mut case = b.start(p);
    let [one] = case.rows(items, [("one", vec![])]);
    case.choose(item(one), q, JA);
    let (module, node, scope) = (RulesetIx(0), NodeIx(0), item(one));
    let key = |scope, question| crate::engine::Key { scope, question };
    assert_eq!(
        case.walk().trace,
        [
            TraceStep::Answered { key: key(FRAME, items), ruleset: p, node, again: false },
            TraceStep::Passed { ruleset: p, node, scope: FRAME },
            TraceStep::Entered { ruleset: module, scope },
            TraceStep::Answered { key: key(scope, q), ruleset: module, node, again: false },
            TraceStep::Returned { ruleset: module, end: ReturnIx(0), scope },
            TraceStep::Joined { ruleset: p, node, scope: FRAME, effect: Some(Effect::Release) },
        ]
    );
}

#[test]
fn an_item_met_by_two_loops_has_one_result_of_both() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let first = b.returns("first", Effect::Withhold);
    let second = b.returns("second", Effect::Release);
    let to: &[_] = &[("then", "m"), ("empty", "m")];
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            each("l", Subject::Item, over(Register::Items), first, Join::Strictest, to),
            each("m", Subject::Item, over(Register::Items), second, Join::Strictest, &[("then", "outcome o")]),
        ],
    );
    let mut case = b.start(p);
    case.rows(items, [("one", vec![]), ("two", vec![])]);
    let report = case.walk();
    let results: Vec<_> = report.items.iter().map(|met| (met.effect, met.ends.len())).collect();
    assert_eq!(results, [(Effect::Withhold, 2), (Effect::Withhold, 2)]);
}

#[test]
fn the_thin_observer_agrees_with_the_report() {
    let (b, p, items, q) = laden();
    let mut case = b.start(p);
    let mut grounds = Grounds::default();
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    for options in [(JA, JA), (JA, NEJ), (VET_EJ, NEJ), (NEJ, VET_EJ)] {
        case.choose(item(one), q, options.0).choose(item(two), q, options.1);
        let report = case.walk();
        grounds.clear();
        let step = run(&case.edition, p, &case.answers, &mut grounds);
        assert_eq!(step, report.step);
        assert_eq!(grounds.provisions, report.provisions);
        let mut duties: Vec<_> = report.duties.iter().map(|(duty, _)| *duty).collect();
        let mut seen = Vec::new();
        duties.retain(|duty| {
            !seen.contains(duty) && {
                seen.push(*duty);
                true
            }
        });
        assert_eq!(grounds.duties, duties);
        assert_eq!((grounds.outcome, grounds.decider), (Some(OutcomeIx(0)), report.decider));
    }
}

#[test]
fn the_core_comes_to_the_same_step_without_an_observer() {
    let (b, p, items, q) = laden();
    let mut case = b.start(p);
    assert_eq!(run(&case.edition, p, &case.answers, &mut ()), case.walk().step);
    let [one] = case.rows(items, [("one", vec![])]);
    assert_eq!(run(&case.edition, p, &case.answers, &mut ()), case.walk().step);
    case.choose(item(one), q, JA);
    assert!(matches!(run(&case.edition, p, &case.answers, &mut ()), Step::Finished { .. }));
}

#[test]
fn a_sheet_is_used_again_and_answers_the_frame_alone() {
    let mut b = Builder::default();
    let (q, r) = (b.tri("q", Scope::Frame), b.tri("r", Scope::Closing));
    let p =
        b.single(&[end("o", Effect::None)], vec![ask("a", q, &["b", "outcome o", "b"]), ask("b", r, &["outcome o"])]);
    let edition = b.start(p).edition;
    let mut sheet = FrameSheet::new(b.book.questions.len());
    let question = |step| match step {
        Step::Ask { key, .. } => key.question,
        other => panic!("no question but {other:?}"),
    };
    assert_eq!(question(run(&edition, p, &sheet, &mut ())), q);
    sheet.set(q, Value::Choice(VET_EJ));
    sheet.set(q, Value::Choice(JA));
    sheet.set(r, Value::Choice(JA));
    assert_eq!(question(run(&edition, p, &sheet, &mut ())), r);
    sheet.clear();
    assert_eq!(question(run(&edition, p, &sheet, &mut ())), q);
    sheet.set(q, Value::Choice(NEJ));
    assert!(matches!(run(&edition, p, &sheet, &mut ()), Step::Finished { .. }));
}

/// Counts what it is told of items, with every other method left as it is.
#[derive(Default)]
struct Visits(Vec<(ScopePath, Option<Effect>)>);

impl Observer for Visits {
    fn item_entered(&mut self, scope: ScopePath) {
        self.0.push((scope, None));
    }
    fn item_left(&mut self, scope: ScopePath, effect: Effect) {
        self.0.push((scope, Some(effect)));
    }
}

#[test]
fn an_observer_hears_of_an_item_that_a_question_stops() {
    let (b, p, items, _) = laden();
    let mut case = b.start(p);
    let [one] = case.rows(items, [("one", vec![])]);
    let mut visits = Visits::default();
    run(&case.edition, p, &case.answers, &mut visits);
    assert_eq!(visits.0, [(item(one), None), (item(one), Some(Effect::Open))]);
}
