//! Rulebooks of a shape that is known, and what is proved of them.

use num_bigint::BigUint;

use crate::engine::testing::*;
use crate::proof::{Given, GivenAnswer, Proof, count, prove, prove_changed};
use crate::ruleset::model::*;
use crate::text::Text;

fn answered(question: QuestionIx, answer: &str) -> Event {
    let answered = Answered { questions: vec![question], answers: vec![answer.into()], ..Answered::default() };
    Event { answered: Some(answered), ..Event::default() }
}

fn ends(of: Option<Subject>, effect: Effect) -> Event {
    Event { ends: Some(Ends { of, effects: vec![effect] }), ..Event::default() }
}

fn never(steps: Vec<Event>) -> Holds {
    Holds::Never { steps, unless: Vec::new() }
}

fn proved(builder: &mut Builder, within: Option<Subject>, holds: Holds) -> Proof {
    let (id, text) = ("held".into(), Text::default());
    let (provisions, procedures, when) = (Vec::new(), Vec::new(), Vec::new());
    builder.book.invariants =
        vec![Invariant { id, text, provisions, procedures, within, when, holds, source: 0, line: 1 }];
    prove(&builder.book)
}

/// So many questions with two answers each, both of which lead to the next.
fn chain(count: usize) -> Builder {
    let mut b = Builder::default();
    let names: Vec<&'static str> = (0..count).map(|at| &*String::leak(format!("n{at}"))).collect();
    let options = ["a", "b"].map(|id| Choice { id: id.into(), text: Text { sv: id.into(), en: id.into() } });
    let nodes = (0..count)
        .map(|at| {
            let question = b.question(names[at], Scope::Frame, AnswerKind::Choice(options.to_vec()));
            let next = names.get(at + 1).copied().unwrap_or("outcome end");
            ask(names[at], question, Vec::leak(vec![next, next]))
        })
        .collect();
    b.single(&[end("end", Effect::Release)], nodes);
    b
}

#[test]
fn ways_that_meet_again_are_gone_through_once() {
    let counted = count(&chain(24).book);
    let [procedure] = &counted[..] else { panic!("one procedure on one day's law") };
    assert_eq!((procedure.nodes, procedure.states), (24, 24));
    assert_eq!(procedure.ways, BigUint::from(1_u32 << 24));
    assert_eq!(procedure.parts, [(PartKind::Frame, BigUint::from(1_u32 << 24))]);
}

#[test]
fn a_ruleset_may_be_ten_thousand_nodes_long() {
    let mut b = chain(10_000);
    let last = QuestionIx(9_999);
    let proof = proved(&mut b, None, never(vec![answered(QuestionIx(0), "a"), answered(last, "b")]));
    assert_eq!(count(&b.book)[0].states, 10_000);
    assert_eq!(proof.broken[0].answers.len(), 10_000);
}

#[test]
fn what_is_answered_leads_one_way_only() {
    let mut b = Builder::default();
    let (first, other) = (b.tri("first", Scope::Frame), b.tri("other", Scope::Frame));
    let nodes = vec![
        ask("a", first, &["b", "b", "b"]),
        ask("b", other, &["c", "c", "c"]),
        switch("c", SwitchOn::Answer(first), &["outcome yes", "outcome no", "outcome no"]),
    ];
    b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    let to = |effect| never(vec![answered(first, "ja"), ends(None, effect)]);
    assert!(proved(&mut b, None, to(Effect::Withhold)).broken.is_empty());
    let broken = proved(&mut b, None, to(Effect::Release)).broken;
    let said: Vec<_> = broken[0].answers.iter().map(|given| (given.question, given.answer.clone())).collect();
    assert_eq!(said, [first, other].map(|question| (question, GivenAnswer::Option("ja".into()))));
    assert_eq!(count(&b.book)[0].ways, BigUint::from(9_u32));
}

/// Items, each of which goes out or not as one answer says.
fn items(scope: Scope) -> (Builder, QuestionIx) {
    let mut b = Builder::default();
    b.list("items", Register::Items, vec![]);
    let clear = b.tri("clear", scope);
    let module = b.module(
        "item",
        &[end("out", Effect::Release), end("in", Effect::Withhold)],
        vec![ask("clear", clear, &["return out", "return in", "return in"])],
    );
    let to = &[("release", "outcome end"), ("withhold", "outcome end"), ("empty", "outcome end")];
    let nodes = vec![each("every", Subject::Item, over(Register::Items), module, Join::Strictest, to)];
    b.single(&[end("end", Effect::Release)], nodes);
    (b, clear)
}

const ITEM: Option<Subject> = Some(Subject::Item);

#[test]
fn an_answer_that_is_put_once_is_the_same_for_every_subject() {
    let both = || never(vec![ends(ITEM, Effect::Release), ends(ITEM, Effect::Withhold)]);
    assert!(proved(&mut items(Scope::Frame).0, None, both()).broken.is_empty());
    let (mut b, clear) = items(Scope::Item);
    let broken = proved(&mut b, None, both()).broken;
    let given = |number, id: &str| Given {
        question: clear,
        answer: GivenAnswer::Option(id.into()),
        about: vec![(Subject::Item, number)],
    };
    assert_eq!(broken[0].answers[1..], [given(1, "ja"), given(2, "nej")]);
    assert!(proved(&mut b, ITEM, both()).broken.is_empty(), "no one item is both");
}

#[test]
fn a_law_that_reads_otherwise_is_gone_through_by_itself() {
    let mut b = Builder::default();
    let harm = b.tri("harm", Scope::Frame);
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let (old, new) = (["return out", "return out", "return out"], ["return out", "return in", "return in"]);
    b.module_from("test", "2019-01-01", Some("2024-03-31"), &ends_of, vec![ask("harm", harm, Vec::leak(old.to_vec()))]);
    let test = b.module_from("test", "2024-04-01", None, &ends_of, vec![ask("harm", harm, Vec::leak(new.to_vec()))]);
    let nodes = vec![call("test", test, &[], &["outcome yes", "outcome no"])];
    b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    let proof = proved(&mut b, None, never(vec![answered(harm, "vet-ej"), ends(None, Effect::Release)]));
    let days: Vec<_> = proof.procedures.iter().map(|days| (days.from, days.to)).collect();
    assert_eq!(days, [(day("2019-01-01"), Some(day("2024-03-31"))), (day("2024-04-01"), None)]);
    let [broken] = &proof.broken[..] else { panic!("broken on the older law alone: {:?}", proof.broken) };
    assert_eq!(broken.days.to, Some(day("2024-03-31")));
}

/// A procedure that runs a module for each of the provisions that are picked.
fn picks(b: &mut Builder, which: QuestionIx, module: FamilyIx) {
    let to = &[("release", "outcome end"), ("withhold", "outcome end"), ("empty", "outcome end")];
    let nodes = vec![
        ask("which", which, &["every"]),
        each("every", Subject::Provision, Over::Picked(which), module, Join::Strictest, to),
    ];
    b.single(&[end("end", Effect::Release)], nodes);
}

/// Two provisions are gone through; the harm is asked for where the one in scope leads there by its test.
fn tested(to: [&'static str; 3]) -> (Builder, QuestionIx) {
    let mut b = Builder::default();
    let harm = b.tri("harm", Scope::ItemPersonProvision);
    let which = b.pick("which", Scope::Frame, Register::Provisions);
    for (id, test) in [("a", Test::Absolute), ("b", Test::Reverse)] {
        let law = b.provision(id);
        b.wording(law, "2019-01-01", None, test, &[]);
    }
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let nodes = vec![
        switch("test", SwitchOn::Field(Field::ProvisionTest), Vec::leak(to.to_vec())),
        ask("harm", harm, &["return out", "return in", "return in"]),
    ];
    let law = b.module("law", &ends_of, nodes);
    picks(&mut b, which, law);
    (b, harm)
}

#[test]
fn provisions_are_told_apart_where_an_event_looks_at_their_test() {
    let under = |harm, test| never(vec![Event { test: vec![test], ..answered(harm, "vet-ej") }]);
    let everywhere = ["harm"; 3];
    for (test, broken) in [(Test::Absolute, 1), (Test::Reverse, 1), (Test::Straight, 0)] {
        let (mut b, harm) = tested(everywhere);
        assert_eq!(proved(&mut b, None, under(harm, test)).broken.len(), broken, "{test:?}");
    }
    let mut but_absolute = everywhere;
    but_absolute[Test::Absolute as usize] = "return in";
    let (mut b, harm) = tested(but_absolute);
    assert!(proved(&mut b, None, under(harm, Test::Absolute)).broken.is_empty());
}

/// A provision that follows those beside it, another, and a rule that reaches the latter within some days.
fn following(from: &str, to: Option<&str>) -> (Builder, FamilyIx) {
    let mut b = Builder::default();
    let which = b.pick("which", Scope::Frame, Register::Provisions);
    let [law, beside, rule] = ["law", "beside", "rule"].map(|id| b.provision(id));
    b.wording(law, "2019-01-01", None, Test::Absolute, &[]);
    b.wording(beside, "2019-01-01", None, Test::Reverse, &[]);
    b.wording(rule, from, to, Test::Straight, &[beside]);
    b.follows_others(law, true);
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let nodes = vec![switch("reached", SwitchOn::Reaches(rule), &["return out", "return in"])];
    let module = b.module("law", &ends_of, nodes);
    picks(&mut b, which, module);
    (b, module)
}

#[test]
fn a_provision_that_follows_others_is_looked_at_as_the_rules_reach_on_each_day() {
    let returns = |module, effect| {
        let returns = Returns { from: vec![module], names: Vec::new(), effects: vec![effect] };
        never(vec![Event { returns: Some(returns), test: vec![Test::Absolute], ..Event::default() }])
    };
    for (from, to, days) in [
        ("2024-01-01", None, (day("2024-01-01"), None)),
        ("2019-01-01", Some("2023-12-31"), (day("2019-01-01"), Some(day("2023-12-31")))),
    ] {
        let (mut b, module) = following(from, to);
        let broken = proved(&mut b, None, returns(module, Effect::Release)).broken;
        let [broken] = &broken[..] else { panic!("beside the other it is reached: {broken:?}") };
        assert_eq!((broken.days.from, broken.days.to), days);
    }
}

/// Whatever a loop comes to, on.
const ON: &[(&str, &str)] =
    &[("release", "return out"), ("withhold", "return out"), ("open", "return out"), ("empty", "return out")];

#[test]
fn the_provision_in_scope_is_known_until_the_last_module_is_entered() {
    let within = |nodes: fn(FamilyIx, FamilyIx) -> Vec<Draft>| {
        let mut b = Builder::default();
        b.list("persons", Register::Persons, vec![]);
        let which = b.pick("which", Scope::Frame, Register::Provisions);
        let law = b.provision("law");
        b.wording(law, "2019-01-01", None, Test::Absolute, &[]);
        let [first, second] = ["first", "second"].map(|id| b.returns(id, Effect::Release));
        let module = b.module("law", &[end("out", Effect::Release)], nodes(first, second));
        let to = &[("release", "outcome end"), ("withhold", "outcome end"), ("empty", "outcome end")];
        let persons = b.book.questions.iter().position(|question| *question.id == *"persons").expect("it is there");
        let nodes = vec![
            ask("persons", QuestionIx(u16::try_from(persons).expect("few")), &["which"]),
            ask("which", which, &["every"]),
            each("every", Subject::Provision, Over::Picked(which), module, Join::Strictest, to),
        ];
        b.single(&[end("end", Effect::Release)], nodes);
        (b, second)
    };
    let in_turn: fn(FamilyIx, FamilyIx) -> Vec<Draft> =
        |first, second| vec![calls("both", &[first, second], Join::Strictest, ON)];
    let for_each: fn(FamilyIx, FamilyIx) -> Vec<Draft> =
        |_, second| vec![each("all", Subject::Person, over(Register::Persons), second, Join::Strictest, ON)];
    for nodes in [in_turn, for_each] {
        for (test, broken) in [(Test::Absolute, 1), (Test::Reverse, 0)] {
            let (mut b, second) = within(nodes);
            let enters = Event { enters: vec![second], test: vec![test], ..Event::default() };
            assert_eq!(proved(&mut b, None, never(vec![enters])).broken.len(), broken, "{test:?}");
        }
    }
}

#[test]
fn what_a_switch_on_the_law_date_leads_away_from_is_not_entered_on_that_day() {
    let mut b = Builder::default();
    let (first, harm) = (b.tri("first", Scope::Frame), b.tri("harm", Scope::Frame));
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let (old, new) = (["return out", "return out", "return out"], ["return out", "return in", "return in"]);
    let nodes = vec![ask("harm", harm, Vec::leak(old.to_vec()))];
    let one = b.module_from("one", "2019-01-01", Some("2023-12-31"), &ends_of, nodes);
    let days: &[_] = &[("2019-01-01", "2023-12-31", "one"), ("2024-01-01", "9999-12-31", "first")];
    let nodes = vec![
        switch_dates("day", SwitchOn::LawDate, days),
        call("one", one, &[], &["first", "first"]),
        ask("first", first, &["return out", "return out", "return out"]),
    ];
    let other = b.module("other", &ends_of, nodes);
    let nodes = vec![call("other", other, &[], &["harm", "harm"]), ask("harm", harm, Vec::leak(new.to_vec()))];
    b.module_from("one", "2024-01-01", None, &ends_of, nodes);
    let nodes = vec![call("other", other, &[], &["one", "one"]), call("one", one, &[], &["outcome yes", "outcome no"])];
    b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    let proof = proved(&mut b, None, never(vec![answered(harm, "nej"), ends(None, Effect::Withhold)]));
    let [broken] = &proof.broken[..] else { panic!("broken on the later law alone: {:?}", proof.broken) };
    assert_eq!((broken.days.from, broken.days.to), (day("2024-01-01"), None));
    let said: Vec<_> = broken.answers.iter().map(|given| given.question).collect();
    assert_eq!(said, [first, harm]);
}

#[test]
fn modules_that_run_each_other_round_on_no_one_day_are_gone_through_day_by_day() {
    let mut b = Builder::default();
    let (first, harm) = (b.tri("first", Scope::Frame), b.tri("harm", Scope::Frame));
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let (until, from) = (Some("2023-12-31"), "2024-01-01");
    let runs = |module| vec![call("on", module, &[], &["return out", "return in"])];
    let open = vec![ask("first", first, &["return out", "return out", "return out"])];
    let third = b.module_from("third", "2019-01-01", until, &ends_of, open);
    let second = b.module("second", &ends_of, runs(third));
    let one = b.module_from("one", "2019-01-01", until, &ends_of, runs(second));
    let fourth = b.module("fourth", &ends_of, runs(one));
    b.module_from("third", from, None, &ends_of, runs(fourth));
    let closed = vec![ask("harm", harm, &["return out", "return in", "return in"])];
    b.module_from("one", from, None, &ends_of, closed);
    let nodes = vec![
        call("second", second, &[], &["fourth", "fourth"]),
        call("fourth", fourth, &[], &["outcome yes", "outcome no"]),
    ];
    b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    let proof = proved(&mut b, None, never(vec![answered(harm, "nej"), ends(None, Effect::Withhold)]));
    let [broken] = &proof.broken[..] else { panic!("broken on the later law alone: {:?}", proof.broken) };
    assert_eq!((broken.days.from, broken.days.to), (day("2024-01-01"), None));
}

/// A test that lets doubt go from the day given on, and a procedure that looks at the answer again with an item between.
fn reread(until: &str, from: &str) -> (Builder, QuestionIx) {
    let (mut b, clear) = items(Scope::Item);
    b.book.rulesets.clear();
    b.book.families.clear();
    let harm = b.tri("harm", Scope::Frame);
    let item = b.module("item", &[end("out", Effect::Release)], vec![ask("clear", clear, &["return out"])]);
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let [sound, wrong] = ["return in", "return out"]
        .map(|doubt| vec![ask("harm", harm, Vec::leak(vec!["return out", "return in", doubt]))]);
    b.module_from("test", "2019-01-01", Some(until), &ends_of, sound);
    let test = b.module_from("test", from, None, &ends_of, wrong);
    let to = &[("release", "test"), ("withhold", "test"), ("empty", "test")];
    let nodes = vec![
        ask("harm", harm, &["every"]),
        each("every", Subject::Item, over(Register::Items), item, Join::Strictest, to),
        call("test", test, &[], &["outcome yes", "outcome no"]),
    ];
    b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    (b, harm)
}

#[test]
fn what_had_to_be_known_on_the_first_days_hides_nothing_on_later_ones() {
    let (mut b, harm) = reread("2024-03-31", "2024-04-01");
    let doubt = || answered(harm, "vet-ej");
    let Proof { broken, procedures, .. } = proved(&mut b, None, never(vec![doubt(), ends(None, Effect::Release)]));
    assert_eq!(procedures.len(), 2);
    let [broken] = &broken[..] else { panic!("broken on the newer law alone: {broken:?}") };
    assert_eq!((broken.days.from, broken.answers.len()), (day("2024-04-01"), 2));
    let Proof { broken, .. } = proved(&mut b, None, never(vec![doubt(), answered(harm, "ja")]));
    assert!(broken.is_empty(), "nothing is answered twice, on any day: {broken:?}");
}

#[test]
fn what_breaks_on_later_days_alone_is_found_there() {
    let mut b = Builder::default();
    let harm = b.tri("harm", Scope::Frame);
    let ends_of = [end("out", Effect::Release), end("in", Effect::Withhold)];
    let [old, new] = ["return in", "return out"]
        .map(|doubt| vec![ask("harm", harm, Vec::leak(vec!["return out", "return in", doubt]))]);
    b.module_from("test", "2019-01-01", Some("2024-03-31"), &ends_of, old);
    let test = b.module_from("test", "2024-04-01", None, &ends_of, new);
    let nodes = vec![call("test", test, &[], &["outcome yes", "outcome no"])];
    b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    let proof = proved(&mut b, None, never(vec![answered(harm, "vet-ej"), ends(None, Effect::Release)]));
    let [broken] = &proof.broken[..] else { panic!("broken on the newer law alone: {:?}", proof.broken) };
    assert_eq!((broken.days.from, broken.days.to), (day("2024-04-01"), None));
}

#[test]
fn only_what_a_change_can_reach_is_proved_after_it() {
    let (mut b, clear) = items(Scope::Item);
    let plain = b.module("plain", &[end("out", Effect::Release)], vec![ask("clear", clear, &["return out"])]);
    assert!(b.book.families[plain.at()].id.len() > 1);
    let broken = || never(vec![answered(clear, "vet-ej")]);
    let whole = proved(&mut b, None, broken());
    assert_eq!((whole.broken.len(), whole.invariants), (1, 1));
    // The source of the invariant is 0; then that of the item's module, and that of one which nothing enters.
    let sources = b.book.rulesets.iter_mut().zip(1..);
    let of: Vec<(Box<str>, u16)> =
        sources.map(|(rules, at)| (rules.id.clone(), std::mem::replace(&mut rules.source, at).max(at))).collect();
    let source = |id: &str| of.iter().find(|(rules, _)| **rules == *id).map(|(_, source)| *source).expect("there");
    assert_eq!(prove_changed(&b.book, &[source("item")]).broken.len(), 1);
    assert_eq!(prove_changed(&b.book, &[0]).broken.len(), 1, "its own invariants, in all procedures");
    let none = prove_changed(&b.book, &[source("plain")]);
    assert_eq!((none.broken.len(), none.invariants, none.procedures.len()), (0, 0, 0));
}

#[test]
fn an_invariant_that_looks_at_what_never_happens_is_idle() {
    let (mut b, clear) = items(Scope::Item);
    let nowhere = b.tri("nowhere", Scope::Frame);
    let idle = |builder: &mut Builder, within, holds| proved(builder, within, holds).idle;
    let never_asked = never(vec![answered(nowhere, "ja")]);
    assert_eq!(idle(&mut b, None, never_asked), [0], "nobody is asked that");
    let last = never(vec![answered(clear, "ja"), answered(nowhere, "ja")]);
    assert_eq!(idle(&mut b, None, last), [0], "each step of what never comes must be able to");
    let no_person = never(vec![answered(clear, "ja")]);
    assert_eq!(idle(&mut b, Some(Subject::Person), no_person), [0], "no person is gone through");
    let needed = Holds::Before { comes: vec![answered(clear, "ja")], needs: vec![answered(nowhere, "ja")] };
    assert!(idle(&mut b, ITEM, needed).is_empty(), "what is needed and missing breaks it");
    assert!(prove_changed(&b.book, &[1]).idle.is_empty(), "of others nothing is said");
}
