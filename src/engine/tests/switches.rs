//! Switches on dates, answers, fields, provisions through time, and finished loops.

use crate::engine::testing::*;
use crate::engine::{Entity, Step, TraceStep, Value};
use crate::ruleset::model::*;

#[test]
fn the_law_date_chooses_on_both_sides_of_a_boundary() {
    let mut b = Builder::default();
    let p = b.single(
        &[end("old", Effect::None), end("new", Effect::None)],
        vec![switch_dates(
            "s",
            SwitchOn::LawDate,
            &[("2019-01-01", "2024-03-31", "outcome old"), ("2024-04-01", "9999-12-31", "outcome new")],
        )],
    );
    for (date, expected) in [("2019-01-01", "old"), ("2024-03-31", "old"), ("2024-04-01", "new"), ("2026-11-21", "new")]
    {
        assert_eq!(b.start_on(p, date).outcome(), expected, "{date}");
    }
}

#[test]
fn an_unanswered_question_is_put_by_the_switch_and_not_again() {
    let mut b = Builder::default();
    let age = b.question("age", Scope::Frame, AnswerKind::Number { min: 0, max: 130 });
    let ranges: &[_] = &[(0, 14, "outcome child"), (15, 17, "outcome youth"), (18, 130, "outcome adult")];
    let p = b.single(
        &[end("child", Effect::None), end("youth", Effect::None), end("adult", Effect::None)],
        vec![
            switch_numbers("first", SwitchOn::Answer(age), &[(0, 130, "second")]),
            switch_numbers("second", SwitchOn::Answer(age), ranges),
        ],
    );
    let mut case = b.start(p);
    let Step::Ask { key, node, .. } = case.walk().step else { panic!("unanswered") };
    assert_eq!((key.question, node), (age, NodeIx(0)));
    for (years, expected) in [(0, "child"), (14, "child"), (15, "youth"), (17, "youth"), (18, "adult"), (130, "adult")]
    {
        case.give(FRAME, age, Value::Number(years));
        assert_eq!(case.outcome(), expected, "{years}");
    }
    let place = |node| TraceStep::Passed { ruleset: p, node: NodeIx(node), scope: FRAME };
    let put = TraceStep::Answered { key, ruleset: p, node: NodeIx(0), again: false };
    assert_eq!(case.walk().trace, [put, place(0), place(1)]);
}

#[test]
fn a_date_and_a_moment_are_met_by_the_day() {
    let mut b = Builder::default();
    let date = b.question("date", Scope::Frame, AnswerKind::Date);
    let moment = b.question("moment", Scope::Frame, AnswerKind::DateTime);
    let p = b.single(
        &[end("before", Effect::None), end("after", Effect::None)],
        vec![
            switch_dates(
                "s",
                SwitchOn::Answer(date),
                &[("0001-01-01", "2024-03-31", "t"), ("2024-04-01", "9999-12-31", "outcome after")],
            ),
            switch_dates(
                "t",
                SwitchOn::Answer(moment),
                &[("0001-01-01", "2024-03-31", "outcome before"), ("2024-04-01", "9999-12-31", "outcome after")],
            ),
        ],
    );
    let mut case = b.start(p);
    case.give(FRAME, date, Value::Date(day("2024-04-01")));
    assert_eq!(case.outcome(), "after");
    case.give(FRAME, date, Value::Date(day("2024-03-31")));
    let late = day("2024-03-31").and_hms_opt(23, 59, 0).expect("a time of day");
    case.give(FRAME, moment, Value::DateTime(late));
    assert_eq!(case.outcome(), "before");
}

fn choices(ids: [&str; 2]) -> ColumnKind {
    let option = |id: &str| Choice { id: id.into(), text: crate::text::Text::default() };
    ColumnKind::Choice(ids.map(option).to_vec())
}

/// A loop over persons picked in the frame; the module switches on the column with the person's role.
fn by_role(cell: Option<Value>, public: bool) -> crate::engine::Report {
    let mut b = Builder::default();
    let persons = b.list("persons", Register::Persons, vec![choices(["klient", "anmalare"])]);
    let whose = b.pick("whose", Scope::Frame, Register::Persons);
    // The options of all lists, of which this one has two, in another order.
    let options = ["annan", "anmalare", "klient"].map(Into::into).to_vec();
    let role = SwitchOn::Field(Field::Column { subject: Subject::Person, column: "k1".into(), options });
    let ends = [end("k", Effect::Release), end("a", Effect::Withhold)];
    let m = b.module("m", &ends, vec![switch("s", role, &["", "return a", "return k"])]);
    let p = b.single(
        &[end("release", Effect::Release), end("withhold", Effect::Withhold)],
        vec![each(
            "l",
            Subject::Person,
            Over::Picked(whose),
            m,
            Join::Strictest,
            &[("release", "outcome release"), ("withhold", "outcome withhold")],
        )],
    );
    let mut case = b.start(p);
    let [someone] = case.rows(persons, [("someone", vec![cell])]);
    case.give(FRAME, whose, Value::Entities(vec![if public { Entity::PUBLIC } else { someone }]));
    case.walk()
}

#[test]
fn a_field_is_read_from_the_row_of_the_person_in_scope() {
    for (option, expected) in [(0, Effect::Release), (1, Effect::Withhold)] {
        let Step::Finished { effect, .. } = by_role(Some(Value::Choice(option)), false).step else {
            panic!("the role is known")
        };
        assert_eq!(effect, expected);
    }
}

#[test]
fn an_empty_cell_and_a_missing_row_park() {
    for report in [by_role(None, false), by_role(Some(Value::Choice(0)), true)] {
        assert_eq!(report.step, Step::Halted);
        assert_eq!((report.halted.len(), report.halted[0].kind), (1, HaltKind::Park));
    }
}

/// Runs a switch of two targets with a provision in scope that changes on 2024-04-01 and is reached by another then.
fn on_provision(on: impl Fn(ProvisionIx) -> SwitchOn, targets: &'static [&'static str], date: &str) -> String {
    let mut b = Builder::default();
    let secrecy = b.provision("osl-26-7");
    let rule = b.provision("osl-10-14");
    b.wording(secrecy, "2019-01-01", Some("2024-03-31"), Test::Absolute, &[]);
    b.wording(secrecy, "2024-04-01", None, Test::Reverse, &[]);
    b.wording(rule, "2019-01-01", Some("2024-03-31"), Test::None, &[]);
    b.wording(rule, "2024-04-01", None, Test::None, &[secrecy]);
    let which = b.pick("which", Scope::Frame, Register::Provisions);
    let m =
        b.module("m", &[end("r", Effect::Release), end("w", Effect::Withhold)], vec![switch("s", on(rule), targets)]);
    let p = b.single(
        &[end("release", Effect::None), end("withhold", Effect::None)],
        vec![each(
            "l",
            Subject::Provision,
            Over::Picked(which),
            m,
            Join::Strictest,
            &[("release", "outcome release"), ("withhold", "outcome withhold")],
        )],
    );
    let mut case = b.start_on(p, date);
    case.give(FRAME, which, Value::Provisions(vec![secrecy]));
    case.outcome()
}

#[test]
fn a_rule_reaches_a_provision_from_the_day_it_says_so() {
    let reaches = |date| on_provision(SwitchOn::Reaches, &["return r", "return w"], date);
    assert_eq!(reaches("2024-03-31"), "withhold");
    assert_eq!(reaches("2024-04-01"), "release");
}

#[test]
fn a_provision_that_follows_others_is_reached_through_what_is_tested_beside_it() {
    let outcome = |follows, beside: bool| {
        let mut b = Builder::default();
        let (follower, other, rule) = (b.provision("osl-21-1"), b.provision("osl-26-1"), b.provision("osl-26-8"));
        b.wording(follower, "2019-01-01", None, Test::QualifiedStraight, &[]);
        b.wording(other, "2019-01-01", None, Test::Reverse, &[]);
        b.wording(rule, "2019-01-01", None, Test::None, &[other]);
        b.follows_others(follower, follows);
        let which = b.pick("which", Scope::Frame, Register::Provisions);
        let ends = [end("r", Effect::Release), end("w", Effect::Withhold)];
        let m = b.module("m", &ends, vec![switch("s", SwitchOn::Reaches(rule), &["return r", "return w"])]);
        let p = b.single(
            &[end("release", Effect::None), end("withhold", Effect::None)],
            vec![each(
                "l",
                Subject::Provision,
                Over::Picked(which),
                m,
                Join::Strictest,
                &[("release", "outcome release"), ("withhold", "outcome withhold")],
            )],
        );
        let mut case = b.start(p);
        let picked = if beside { vec![other, follower] } else { vec![follower] };
        case.give(FRAME, which, Value::Provisions(picked));
        case.outcome()
    };
    assert_eq!(outcome(true, true), "release");
    assert_eq!(outcome(true, false), "withhold", "nothing beside it");
    assert_eq!(outcome(false, true), "withhold", "it stands for itself");
}

#[test]
fn the_test_of_a_provision_is_that_of_the_wording_in_force() {
    // In the order of the tests: absolute, reverse.
    let test = |date| on_provision(|_| SwitchOn::Field(Field::ProvisionTest), &["return w", "return r"], date);
    assert_eq!(test("2024-03-31"), "withhold");
    assert_eq!(test("2024-04-01"), "release");
}

#[test]
fn finished_loops_are_counted() {
    for (options, any, all, count) in [
        (&[][..], "nej", "ja", 0),
        (&[JA, JA], "nej", "nej", 0),
        (&[JA, NEJ], "ja", "nej", 1),
        (&[NEJ, NEJ], "ja", "ja", 2),
    ] {
        let of = NodeIx(0);
        let effect = Effect::Withhold;
        let closed: &[_] = &["outcome ja", "outcome nej"];
        let numbers: &[_] = &[(0, 0, "outcome 0"), (1, 1, "outcome 1"), (2, 99, "outcome 2")];
        for (switch, expected) in [
            (switch("s", SwitchOn::Any { of, effect }, closed), any.to_owned()),
            (switch("s", SwitchOn::All { of, effect }, closed), all.to_owned()),
            (switch_numbers("s", SwitchOn::Count { of, effect }, numbers), count.to_string()),
        ] {
            let mut b = Builder::default();
            let items = b.list("items", Register::Items, vec![]);
            let q = b.tri("q", Scope::Item);
            let ends = [end("r", Effect::Release), end("w", Effect::Withhold)];
            let m = b.module("m", &ends, vec![ask("a", q, &["return r", "return w", "return w"])]);
            let ends = ["ja", "nej", "0", "1", "2"].map(|id| end(id, Effect::None));
            let looped = each(
                "l",
                Subject::Item,
                over(Register::Items),
                m,
                Join::Strictest,
                &[("then", "done"), ("empty", "done")],
            );
            let p = b.procedure(&ends, vec![(PartKind::Items, vec![looped]), (PartKind::Closing, vec![switch])]);
            let mut case = b.start(p);
            let entities = case.rows(items, [("one", vec![]), ("two", vec![])]);
            if options.is_empty() {
                case.rows(items, []);
            }
            for (entity, option) in entities.into_iter().zip(options) {
                case.choose(item(entity), q, *option);
            }
            assert_eq!(case.outcome(), expected, "{options:?}");
        }
    }
}

/// A table over two questions: `ja` to both is good, `nej` to the second bad, all else neutral.
fn over_a_table() -> (Builder, RulesetIx, [QuestionIx; 2]) {
    let mut b = Builder::default();
    let (a, c) = (b.tri("a", Scope::Frame), b.tri("c", Scope::Frame));
    let rests_on = b.provision("osl-10-14");
    let rows: &[(&[&[u16]], u16)] = &[(&[&[JA], &[JA]], 0), (&[&[], &[NEJ]], 1), (&[&[], &[]], 2)];
    let table = b.table(&[a, c], &[rests_on], &["good", "bad", "neutral"], rows);
    let ends = ["good", "bad", "neutral"].map(|id| end(id, Effect::None));
    let p =
        b.single(&ends, vec![switch("s", SwitchOn::Table(table), &["outcome good", "outcome bad", "outcome neutral"])]);
    (b, p, [a, c])
}

#[test]
fn a_table_puts_its_inputs_in_order_and_the_first_row_that_fits_decides() {
    let (b, p, [first, second]) = over_a_table();
    let expected = |a, c| match (a, c) {
        (JA, JA) => ("good", 0),
        (_, NEJ) => ("bad", 1),
        _ => ("neutral", 2),
    };
    for a in [JA, NEJ, VET_EJ] {
        for c in [JA, NEJ, VET_EJ] {
            let mut case = b.start(p);
            assert_eq!(case.asked().question, first);
            case.choose(FRAME, first, a);
            assert_eq!(case.asked().question, second);
            case.choose(FRAME, second, c);
            let (outcome, row) = expected(a, c);
            assert_eq!(case.outcome(), outcome, "{a} {c}");
            let decided =
                TraceStep::Decided { ruleset: p, node: NodeIx(0), scope: FRAME, table: TableIx(0), row, result: row };
            assert_eq!(
                case.walk().trace[2..],
                [decided, TraceStep::Passed { ruleset: p, node: NodeIx(0), scope: FRAME }]
            );
        }
    }
}

#[test]
fn a_table_does_not_put_again_what_is_answered_and_applies_its_provisions() {
    let (b, p, [first, second]) = over_a_table();
    let mut case = b.start(p);
    case.choose(FRAME, second, NEJ);
    assert_eq!(case.asked().question, first);
    assert_eq!(case.walk().provisions, []);
    case.choose(FRAME, first, JA);
    assert_eq!(case.walk().provisions, [ProvisionIx(0)]);
    let mut grounds = crate::engine::Grounds::default();
    crate::engine::run(&case.edition, p, &case.answers, &mut grounds);
    assert_eq!(grounds.provisions, [ProvisionIx(0)]);
}

#[test]
fn a_table_is_found_by_its_questions() {
    let (b, p, [first, second]) = over_a_table();
    let edition = b.start(p).edition;
    assert_eq!(edition.question_at(p, NodeIx(0)), Some(first));
    assert_eq!(edition.question("c"), Some(second));
}
