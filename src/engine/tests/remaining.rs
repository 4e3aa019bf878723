//! At most how many questions are left, in rulebooks small enough to count by hand.

use crate::engine::testing::*;
use crate::engine::{Remaining, Value};
use crate::ruleset::model::*;

fn left(case: &Case<'_>) -> Remaining {
    Remaining::of(&case.edition, case.procedure, &case.answers).0
}

#[test]
fn the_longest_way_counts_until_an_answer_shuts_it() {
    let mut b = Builder::default();
    let [q1, q2, q3, q4] = ["q1", "q2", "q3", "q4"].map(|id| b.tri(id, Scope::Frame));
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            ask("a", q1, &["b", "d", "d"]),
            ask("b", q2, &["c"]),
            ask("c", q3, &["outcome o"]),
            ask("d", q4, &["outcome o"]),
        ],
    );
    let mut case = b.start(p);
    assert_eq!(left(&case).known, 3);
    case.choose(FRAME, q1, JA);
    assert_eq!(left(&case).known, 2);
    case.choose(FRAME, q1, NEJ);
    assert_eq!(left(&case).known, 1);
    // What is answered already is not put again.
    case.choose(FRAME, q4, JA);
    assert_eq!(left(&case).known, 0);
}

#[test]
fn a_question_that_several_places_put_is_counted_once() {
    let mut b = Builder::default();
    let [q1, q2] = ["q1", "q2"].map(|id| b.tri(id, Scope::Frame));
    let m = b.module("m", &[way("r")], vec![ask("x", q2, &["return r"])]);
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            ask("a", q1, &["b"]),
            call("b", m, &[], &["c"]),
            ask("c", q2, &["d"]),
            switch("d", SwitchOn::Answer(q1), &["outcome o", "outcome o", "outcome o"]),
        ],
    );
    assert_eq!(left(&b.start(p)).known, 2);
}

#[test]
fn subjects_that_nobody_has_named_are_told_apart() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let [harm, known] = [b.tri("harm", Scope::Item), b.tri("known", Scope::Frame)];
    let nodes = vec![ask("x", harm, &["y"]), ask("y", known, &["return r"])];
    let m = b.module("m", &[end("r", Effect::Release)], nodes);
    let last = b.tri("last", Scope::Frame);
    let to: &[_] = &[("release", "z"), ("empty", "outcome o")];
    let p = b.single(
        &[end("o", Effect::None)],
        vec![each("l", Subject::Item, over(Register::Items), m, Join::Strictest, to), ask("z", last, &["outcome o"])],
    );
    let mut case = b.start(p);
    let before = left(&case);
    // The list and the last question; each item has one of its own and may be the one that puts that of the frame.
    assert_eq!((before.known, before.for_each(Subject::Item), before.for_each(Subject::Person)), (2, 2, 0));
    let [one, _] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    let (all, of) = Remaining::of(&case.edition, p, &case.answers);
    assert_eq!((all.known, all.for_each(Subject::Item)), (4, 0), "one for each item, one for both and the last");
    assert_eq!(of.iter().map(|(item, left)| (*item, left.known)).next(), Some((one, 2)));
    case.choose(item(one), harm, JA).choose(FRAME, known, JA);
    let (all, of) = Remaining::of(&case.edition, p, &case.answers);
    assert_eq!((all.known, of[0].1.known, of[1].1.known), (2, 0, 1));
}

#[test]
fn what_comes_after_a_loop_is_that_of_the_effects_it_can_have() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let harm = b.tri("harm", Scope::Item);
    let ends = [end("ut", Effect::Release), end("hemlig", Effect::Withhold)];
    let m = b.module("m", &ends, vec![ask("x", harm, &["return hemlig", "return ut", "return hemlig"])]);
    let [q1, q2, q3] = ["q1", "q2", "q3"].map(|id| b.tri(id, Scope::Frame));
    let to: &[_] = &[("release", "outcome o"), ("withhold", "a"), ("empty", "outcome o")];
    let any = SwitchOn::Any { of: NodeIx(0), effect: Effect::Release };
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            each("l", Subject::Item, over(Register::Items), m, Join::Strictest, to),
            ask("a", q1, &["s"]),
            switch("s", any, &["b", "outcome o"]),
            ask("b", q2, &["c"]),
            ask("c", q3, &["outcome o"]),
        ],
    );
    let mut case = b.start(p);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    assert_eq!(left(&case).known, 5);
    case.choose(item(one), harm, JA);
    assert_eq!(left(&case).known, 4);
    case.choose(item(two), harm, JA);
    assert_eq!(left(&case).known, 1, "no item was released, and the switch knows it");
    case.choose(item(two), harm, NEJ);
    assert_eq!(left(&case).known, 3);
    case.choose(item(one), harm, NEJ);
    assert_eq!(left(&case).known, 0);
}

#[test]
fn a_way_back_counts_once_and_what_another_answers_not_at_all() {
    let mut b = Builder::default();
    let [q1, q2, q3] = ["q1", "q2", "q3"].map(|id| b.tri(id, Scope::Frame));
    b.book.questions[q2.at()].actor = Role::Lawyer;
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            ask("a", q1, &["again", "b", "outcome o"]),
            revise("again", "a"),
            ask("b", q2, &["c"]),
            ask("c", q3, &["outcome o"]),
        ],
    );
    let mut case = b.start(p);
    assert_eq!(left(&case).known, 1);
    case.choose(FRAME, q1, NEJ);
    assert_eq!(left(&case).known, 0, "it waits for the lawyer");
    case.give(FRAME, q2, Value::Choice(JA));
    assert_eq!(left(&case).known, 1);
}

#[test]
fn a_switch_on_a_column_takes_every_way_until_the_row_is_there() {
    let mut b = Builder::default();
    let options = ["barn", "klient"].map(|id| Choice { id: id.into(), text: crate::text::Text::default() });
    let persons = b.list("persons", Register::Persons, vec![ColumnKind::Choice(options.to_vec())]);
    let [q1, q2] = ["q1", "q2"].map(|id| b.tri(id, Scope::Person));
    let column =
        Field::Column { subject: Subject::Person, column: "k1".into(), options: vec!["barn".into(), "klient".into()] };
    let nodes = vec![
        switch("s", SwitchOn::Field(column), &["x", "return r"]),
        ask("x", q1, &["y"]),
        ask("y", q2, &["return r"]),
    ];
    let m = b.module("m", &[end("r", Effect::Release)], nodes);
    let without = Over::Register { register: Register::Persons, of: Of::All, public: false };
    let to: &[_] = &[("release", "outcome o"), ("empty", "outcome o")];
    let p = b.single(&[end("o", Effect::None)], vec![each("l", Subject::Person, without, m, Join::Strictest, to)]);
    let mut case = b.start(p);
    assert_eq!((left(&case).known, left(&case).for_each(Subject::Person)), (1, 2));
    case.rows(persons, [("one", vec![Some(Value::Choice(0))]), ("two", vec![Some(Value::Choice(1))])]);
    assert_eq!((left(&case).known, left(&case).for_each(Subject::Person)), (2, 0));
}
