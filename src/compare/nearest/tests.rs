//! The search is held against plain enumeration: every assignment of answers, walked.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::engine::testing::*;
use crate::engine::{Answer, Report, ScopePath, Step, TraceStep, walk};
use crate::ruleset::model::*;

const NODES: [&str; 5] = ["n0", "n1", "n2", "n3", "n4"];

/// Draws so many nodes over some questions. Every node leads to a later one or to an end, so that no way leads round.
fn drawn_nodes(
    draw: &mut impl FnMut(usize) -> usize,
    ids: &[&'static str],
    questions: &[QuestionIx],
    ends: &[&'static str],
) -> Vec<Draft> {
    let mut nodes = Vec::new();
    for at in 0..ids.len() {
        let mut to = || -> &'static str {
            let drawn = draw(ids.len() - at - 1 + ends.len());
            if drawn < ends.len() { ends[drawn] } else { ids[at + 1 + drawn - ends.len()] }
        };
        let targets: &'static [&'static str] = Box::leak(vec![to(), to(), to()].into_boxed_slice());
        let question = questions[draw(questions.len())];
        nodes.push(match draw(4) {
            0 => switch(ids[at], SwitchOn::Answer(question), targets),
            1 => checklist(
                ids[at],
                if draw(2) == 0 { Need::All } else { Need::Any },
                &[(question, JA), (questions[draw(questions.len())], NEJ)],
                [targets[0], targets[1], targets[2]],
            ),
            _ => ask(ids[at], question, targets),
        });
    }
    nodes
}

/// A rulebook drawn from numbers: a module and a procedure over six questions that both may ask, and what is counted.
fn drawn(numbers: &[usize]) -> (Builder, RulesetIx) {
    let mut numbers = numbers.iter().copied().cycle();
    let mut draw = move |most: usize| numbers.next().expect("it goes round") % most;
    let mut builder = Builder::default();
    let questions = ["q0", "q1", "q2", "q3", "q4", "q5"].map(|id| builder.tri(id, Scope::Frame));
    let inner = drawn_nodes(&mut draw, &NODES, &questions, &["return a", "return b", "return c"]);
    let returns = [end("a", Effect::Release), end("b", Effect::Withhold), way("c")];
    let module = builder.module("m", &returns, inner);
    let mut outer = vec![
        call("first", module, &[], &["n0", "n1", "n2"]),
        call("again", module, &[], &["outcome x", "outcome y", "outcome z"]),
    ];
    outer.extend(drawn_nodes(&mut draw, &NODES, &questions, &["again", "outcome y", "outcome z"]));
    let outcomes = [end("x", Effect::Release), end("y", Effect::Withhold), end("z", Effect::Send)];
    let procedure = builder.single(&outcomes, outer);
    (builder, procedure)
}

fn path(report: &Report) -> Vec<Key> {
    let first = |step: &TraceStep| match step {
        TraceStep::Answered { key, again: false, .. } => Some(*key),
        _ => None,
    };
    report.trace.iter().filter_map(first).collect()
}

fn outcome(report: &Report) -> Option<OutcomeIx> {
    match report.step {
        Step::Finished { outcome, .. } => Some(outcome),
        _ => None,
    }
}

/// The answers that are walked for each key.
type Domains = Vec<(Key, Vec<Value>)>;

fn tri_key(scope: ScopePath, question: QuestionIx) -> (Key, Vec<Value>) {
    (Key { scope, question }, (0..3).map(Value::Choice).collect())
}

/// Every assignment of the answers to the keys, laid over what stands.
fn assignments<'d>(standing: &'d AnswerSet, domains: &'d Domains) -> impl Iterator<Item = AnswerSet> + 'd {
    let all: usize = domains.iter().map(|(_, values)| values.len()).product();
    (0..all).map(move |mut number| {
        let mut answers = standing.clone();
        for (key, values) in domains {
            answers.insert(*key, Answer::bare(values[number % values.len()].clone()));
            number /= values.len();
        }
        answers
    })
}

/// What is on the path of one assignment, and no more.
fn recorded(case: &Case<'_>, domains: &Domains, chosen: &[usize]) -> AnswerSet {
    let mut all = case.answers.clone();
    for ((key, values), at) in domains.iter().zip(chosen) {
        all.insert(*key, Answer::bare(values[at % values.len()].clone()));
    }
    let on_path = path(&walk(&case.edition, case.procedure, &all));
    let mut record = case.answers.clone();
    for key in on_path {
        if let Some(answer) = all.answer(key) {
            record.insert(key, answer.clone());
        }
    }
    record
}

/// Returns the least cost for each other answer alone, and the least of all, by walking everything.
#[expect(clippy::type_complexity, reason = "a cost for each answer, and one for all")]
fn enumerated(
    case: &Case<'_>,
    record: &AnswerSet,
    domains: &Domains,
) -> (BTreeMap<(Key, u16), usize>, Option<(usize, usize)>) {
    let walked = |answers: &AnswerSet| walk(&case.edition, case.procedure, answers);
    let now = outcome(&walked(record));
    let (mut alone, mut least) = (BTreeMap::new(), None);
    for answers in assignments(&case.answers, domains) {
        let report = walked(&answers);
        if outcome(&report) == now || outcome(&report).is_none() {
            continue;
        }
        let path = path(&report);
        let new = path.iter().filter(|key| record.answer(**key).is_none()).count();
        let differs = |key: &&Key| record.answer(**key).is_some_and(|old| Some(old) != answers.answer(**key));
        let changed: Vec<Key> = path.iter().filter(differs).copied().collect();
        let cost = (changed.len(), new);
        least = Some(least.map_or(cost, |least: (usize, usize)| least.min(cost)));
        if let [key] = changed[..]
            && let Some(Value::Choice(option)) = answers.answer(key).map(|answer| answer.value.clone())
        {
            let known = alone.entry((key, option)).or_insert(new);
            *known = new.min(*known);
        }
    }
    (alone, least)
}

/// Holds what is found for a record against plain enumeration.
fn compared(case: &Case<'_>, record: &AnswerSet, domains: &Domains) -> Result<(), TestCaseError> {
    let nearest = Finder::new(&case.edition, case.procedure).nearest(record, EndOf::Whole, Goal::Another);
    let (alone, least) = enumerated(case, record, domains);
    let mut found = BTreeMap::new();
    for change in &nearest.decisive {
        if let [(key, Value::Choice(option))] = change.changed[..] {
            found.insert((key, option), change.new.len());
        }
    }
    prop_assert!(nearest.complete);
    prop_assert_eq!(found, alone);
    prop_assert_eq!(nearest.smallest.as_ref().map(|change| (change.changed.len(), change.new.len())), least);
    // What is proposed leads where it says.
    for change in nearest.decisive.iter().chain(&nearest.smallest) {
        let mut answers = record.clone();
        for (key, value) in change.changed.iter().chain(&change.new) {
            answers.insert(*key, Answer::bare(value.clone()));
        }
        let report = walk(&case.edition, case.procedure, &answers);
        let Ending::Outcome(said, _) = change.ending else { panic!("{change:?}") };
        prop_assert_eq!(outcome(&report), Some(said));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn what_is_found_is_what_plain_enumeration_finds(
        numbers in prop::collection::vec(0usize..1000, 60),
        choices in prop::collection::vec(0usize..3, 6),
    ) {
        let (builder, procedure) = drawn(&numbers);
        let case = builder.start(procedure);
        let domains = (0..6).map(|at| tri_key(FRAME, QuestionIx(at))).collect();
        compared(&case, &recorded(&case, &domains, &choices), &domains)?;
    }

    #[test]
    fn loops_over_items_and_picks_of_them_are_found_as_plain_enumeration_finds_them(
        numbers in prop::collection::vec(0usize..1000, 60),
        choices in prop::collection::vec(0usize..12, 6),
        two in any::<bool>(),
    ) {
        let (builder, procedure) = drawn_loops(&numbers);
        let mut case = builder.start(procedure);
        let [list, frame, own, more, picked] = [0, 1, 2, 3, 4].map(QuestionIx);
        let items = if two {
            case.rows(list, [("a", vec![]), ("b", vec![])]).to_vec()
        } else {
            case.rows(list, [("a", vec![])]).to_vec()
        };
        let mut domains = vec![tri_key(FRAME, frame)];
        domains.extend(items.iter().flat_map(|row| [tri_key(item(*row), own), tri_key(item(*row), more)]));
        let each = items.iter().map(|row| Value::Entities(vec![*row]));
        let pick = Key { scope: FRAME, question: picked };
        domains.push((pick, std::iter::once(Value::Entities(Vec::new())).chain(each).collect()));
        let record = recorded(&case, &domains, &choices);
        // What was picked stands.
        if let (Some(given), Some((_, values))) = (record.answer(pick), domains.last_mut()) {
            *values = vec![given.value.clone()];
        }
        compared(&case, &record, &domains)?;
    }
}

/// A rulebook drawn from numbers: each item is tested, then those that are picked of them once more or not.
fn drawn_loops(numbers: &[usize]) -> (Builder, RulesetIx) {
    let mut numbers = numbers.iter().copied().cycle();
    let mut draw = move |most: usize| numbers.next().expect("it goes round") % most;
    let mut builder = Builder::default();
    let list = builder.list("items", Register::Items, Vec::new());
    let frame = builder.tri("frame", Scope::Frame);
    let [own, more] = ["own", "more"].map(|id| builder.tri(id, Scope::Item));
    let picked = builder.pick("picked", Scope::Frame, Register::Items);
    let returns = [end("a", Effect::Release), end("b", Effect::Withhold), way("c")];
    let [first, second] = ["first", "second"].map(|id| {
        let ends = ["return a", "return b", "return c", "park"];
        let mut nodes = drawn_nodes(&mut draw, &NODES[..3], &[frame, own, more], &ends);
        nodes.push(halt("park", HaltKind::Park, HaltScope::Item));
        builder.module(id, &returns, nodes)
    });
    let join = [Join::Strictest, Join::Widest][draw(2)];
    let to_pick = ["pick", "outcome y"][draw(2)];
    let ways: &'static [(&str, &str)] =
        Box::leak(vec![("release", "outcome x"), ("withhold", to_pick), ("then", "any"), ("empty", "pick")].into());
    let outer = vec![
        ask("list", list, &["each"]),
        each("each", Subject::Item, over(Register::Items), first, join, ways),
        switch("any", SwitchOn::Any { of: NodeIx(1), effect: Effect::Release }, &["pick", "f"]),
        ask("f", frame, &["outcome x", "pick", "outcome z"]),
        ask("pick", picked, &["again"]),
        each(
            "again",
            Subject::Item,
            Over::Picked(picked),
            second,
            join,
            &[("release", "outcome x"), ("withhold", "outcome y"), ("then", "outcome z"), ("empty", "outcome z")],
        ),
    ];
    let outcomes = [end("x", Effect::Release), end("y", Effect::Withhold), end("z", Effect::Send)];
    let procedure = builder.single(&outcomes, outer);
    (builder, procedure)
}

/// A procedure over items: each is tested by a question of its own and one of the frame.
fn items() -> (Builder, RulesetIx, [QuestionIx; 4]) {
    let mut builder = Builder::default();
    let list = builder.list("items", Register::Items, Vec::new());
    let frame = builder.tri("frame", Scope::Frame);
    let harm = builder.tri("harm", Scope::Item);
    let more = builder.tri("more", Scope::Item);
    let tests = vec![
        ask("h", harm, &["return closed", "m", "park"]),
        ask("m", more, &["return open", "f", "return closed"]),
        switch("f", SwitchOn::Answer(frame), &["return closed", "return open", "return closed"]),
        halt("park", HaltKind::Park, HaltScope::Item),
    ];
    let module = builder.module("test", &[end("open", Effect::Release), end("closed", Effect::Withhold)], tests);
    let outcomes = [end("all", Effect::Release), end("none", Effect::Withhold), end("some", Effect::ReleasePart)];
    let nodes = vec![
        ask("frame", frame, &["list"]),
        ask("list", list, &["each"]),
        each(
            "each",
            Subject::Item,
            over(Register::Items),
            module,
            Join::Strictest,
            &[("release", "outcome all"), ("then", "any"), ("empty", "outcome none")],
        ),
        switch("any", SwitchOn::Any { of: NodeIx(2), effect: Effect::Release }, &["outcome some", "outcome none"]),
    ];
    let procedure = builder.single(&outcomes, nodes);
    (builder, procedure, [list, frame, harm, more])
}

#[test]
fn an_item_hangs_on_its_own_answers_and_the_whole_on_the_fewest() {
    let (builder, procedure, [list, frame, harm, _more]) = items();
    let mut case = builder.start(procedure);
    let rows = case.rows(list, [("a", vec![]), ("b", vec![])]);
    case.choose(FRAME, frame, NEJ);
    for row in rows {
        case.choose(item(row), harm, JA);
    }
    assert_eq!(case.outcome(), "none");
    let finder = Finder::new(&case.edition, procedure);
    let of_item = finder.nearest(&case.answers, EndOf::Item(rows[1]), Goal::Another);
    assert_eq!(of_item.now, Ending::Item(Effect::Withhold));
    // One other answer, and one new question; to say that one does not know parks the item, which decides nothing.
    let [change] = &of_item.decisive[..] else { panic!("{of_item:?}") };
    let own = Key { scope: item(rows[1]), question: harm };
    assert_eq!((change.changed.clone(), change.new.len()), (vec![(own, Value::Choice(NEJ))], 1));
    assert_eq!(change.ending, Ending::Item(Effect::Release));
    assert_eq!(of_item.smallest.as_ref(), Some(change));

    let whole = finder.nearest(&case.answers, EndOf::Whole, Goal::Another);
    assert_eq!(
        whole.decisive.iter().map(|change| change.ending).collect::<Vec<_>>(),
        [Ending::Outcome(OutcomeIx(2), Effect::ReleasePart), Ending::Outcome(OutcomeIx(2), Effect::ReleasePart),]
    );
    // Not even in part: both items must be others.
    let all = finder.nearest(&case.answers, EndOf::Whole, Goal::Not(Effect::Withhold));
    assert_eq!(all.smallest.map(|change| change.changed.len()), Some(1));
    assert_eq!(finder.nearest(&case.answers, EndOf::Whole, Goal::Not(Effect::Send)).smallest, None);
}

/// An item hangs on what is answered of it, also where the documents of the others could not do without them.
#[test]
fn an_item_is_looked_at_within_its_document_alone() {
    let mut builder = Builder::default();
    let documents = builder.list("documents", Register::Documents, Vec::new());
    let items = builder.list("items", Register::Items, vec![ColumnKind::Ref(Register::Documents)]);
    let harm = builder.tri("harm", Scope::Item);
    let returns = [end("open", Effect::Release), end("closed", Effect::Withhold)];
    let test =
        builder.module("test", &returns, vec![ask("h", harm, &["return open", "return closed", "return closed"])]);
    let within = Over::Register { register: Register::Items, of: Of::Document, public: false };
    let empty: &[(&str, &str)] = &[("release", "return open"), ("then", "return closed"), ("empty", "stop")];
    let document = vec![
        each("items", Subject::Item, within, test, Join::Strictest, empty),
        halt("stop", HaltKind::Park, HaltScope::Assessment),
    ];
    let document = builder.module("document", &returns, document);
    let ways: &[(&str, &str)] = &[("release", "outcome open"), ("then", "outcome closed"), ("empty", "outcome closed")];
    let nodes = vec![
        ask("documents", documents, &["list"]),
        ask("list", items, &["each"]),
        each("each", Subject::Document, over(Register::Documents), document, Join::Strictest, ways),
    ];
    let procedure = builder.single(&returns, nodes);
    let mut case = builder.start(procedure);
    let holds = case.rows(documents, [("d1", vec![]), ("d2", vec![])]);
    let within = |at: usize| vec![Some(Value::Entities(vec![holds[at]]))];
    let rows = case.rows(items, [("a", within(0)), ("b", within(1))]);
    case.choose(item(rows[0]), harm, JA).choose(item(rows[1]), harm, NEJ);
    assert_eq!(case.outcome(), "closed");
    for (row, now, other) in
        [(rows[0], Effect::Release, Effect::Withhold), (rows[1], Effect::Withhold, Effect::Release)]
    {
        let nearest = Finder::new(&case.edition, procedure).nearest(&case.answers, EndOf::Item(row), Goal::Another);
        assert_eq!(nearest.now, Ending::Item(now));
        let change = nearest.smallest.expect("its own answer decides");
        assert_eq!(
            (change.changed[0].0, change.ending),
            (Key { scope: item(row), question: harm }, Ending::Item(other))
        );
    }
}

#[test]
fn a_number_is_changed_to_where_a_range_ends() {
    let mut builder = Builder::default();
    let age = builder.question("age", Scope::Frame, AnswerKind::Number { min: 0, max: 120 });
    let note = builder.question("note", Scope::Frame, AnswerKind::Text { least: 1 });
    let outcomes = [end("young", Effect::Release), end("old", Effect::Withhold)];
    let nodes = vec![
        ask("a", age, &["s"]),
        switch_numbers("s", SwitchOn::Answer(age), &[(0, 14, "outcome young"), (15, 120, "n")]),
        ask("n", note, &["outcome old"]),
    ];
    let procedure = builder.single(&outcomes, nodes);
    let mut case = builder.start(procedure);
    case.give(ScopePath::default(), age, Value::Number(12));
    let nearest = Finder::new(&case.edition, procedure).nearest(&case.answers, EndOf::Whole, Goal::Another);
    let change = nearest.smallest.expect("there is one");
    assert_eq!(change.changed, [(Key { scope: FRAME, question: age }, Value::Number(15))]);
    assert_eq!(change.new.len(), 1);
}
