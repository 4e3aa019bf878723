//! Two small rulebooks side by side, counted by hand.

use super::*;
use crate::engine::testing::*;
use crate::ruleset::model::{
    AnswerKind, AskRoutes, CaseAnswer, ColumnKind, Confidence, DecidedCase, Effect, FamilyIx, Filter, Forms, JA,
    Moment, NEJ, NodeIx, NodeKind, OutcomeIx, PartKind, Pick, ProvisionRole, QuestionIx, Read, Register, Role,
    Rulebook, RulesetIx, Scope, SwitchOn, Target, Term, Test, VET_EJ,
};
use crate::text::Text;

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

fn words(words: &str) -> Text {
    Text { sv: words.into(), en: words.into() }
}

/// A rulebook with something of every kind.
fn furnished() -> Rulebook {
    let (mut b, _) = book(&["outcome open", "outcome closed", "outcome closed"]);
    let (rule, law) = (b.provision("rule"), b.provision("law"));
    b.wording(rule, "2019-01-01", None, Test::None, &[law]);
    b.wording(law, "2019-01-01", None, Test::Reverse, &[]);
    let columns = vec![ColumnKind::Text, ColumnKind::Choice(Vec::new())];
    let list = b.list("persons", Register::Persons, columns);
    let pick = b.pick("which", Scope::Frame, Register::Persons);
    let closed = b.book.rulesets[0].nodes[0].clone();
    for (question, id) in [(list, "list"), (pick, "pick")] {
        let mut node = closed.clone();
        node.id = id.into();
        node.kind = NodeKind::Ask { question, routes: AskRoutes::All(Target::Outcome(OutcomeIx(0))) };
        b.book.rulesets[0].nodes.push(node);
    }
    b.book.effects = Effect::ALL.iter().map(|effect| words(effect.id())).collect();
    let (term, meaning, forms) = (words("term"), words("meaning"), Forms::default());
    b.book.glossary.push(Term { id: "term".into(), term, meaning, code: None, forms });
    b.book.cases.push(DecidedCase {
        id: "case".into(),
        designation: words("case"),
        decided: words("2019"),
        read: Read::Whole,
        text: words("account"),
        about: vec![CaseAnswer { question: QuestionIx(0), answer: Some(JA) }],
        source: 0,
    });
    b.book
}

fn list_of(book: &mut Rulebook) -> &mut crate::ruleset::model::List {
    let lists = book.questions.iter_mut().filter_map(|question| match &mut question.kind {
        AnswerKind::List(list) => Some(list),
        _ => None,
    });
    lists.last().expect("a list")
}

fn pick_of(book: &mut Rulebook) -> &mut Pick {
    let picks = book.questions.iter_mut().filter_map(|question| match &mut question.kind {
        AnswerKind::Pick(pick) => Some(pick),
        _ => None,
    });
    picks.last().expect("a pick")
}

#[test]
fn whatever_is_written_otherwise_is_told() {
    type Written = (&'static str, fn(&mut Rulebook));
    let written: &[Written] = &[
        ("what a ruleset is for", |book| book.rulesets[0].about = Some(words("about"))),
        ("when it is to be read again", |book| book.rulesets[0].review.due = day("2031-01-01")),
        ("a question about the requester", |book| book.questions[0].probes = true),
        ("what reopens an answer", |book| book.questions[0].depends = vec![QuestionIx(1)]),
        ("the register that does", |book| book.questions[0].depends_on = vec![Register::Items]),
        ("how long an answer holds", |book| book.questions[0].fresh_for = Some(0)),
        ("the moment that it tells", |book| book.questions[0].moment = Some(Moment::Aware)),
        ("how many rows a list needs", |book| list_of(book).least = 1),
        ("what a column is called", |book| list_of(book).columns[1].title = words("other")),
        ("what stands in a column", |book| list_of(book).columns[1].kind = ColumnKind::Date),
        ("whether a cell may be empty", |book| list_of(book).columns[1].optional = false),
        ("how many are picked", |book| pick_of(book).many = false),
        ("how many at the least", |book| pick_of(book).least = 1),
        ("from which rows", |book| {
            pick_of(book).filter = Some(Filter::ProvisionRole(ProvisionRole::Secrecy));
        }),
        ("what is offered next", |book| book.rulesets[0].outcomes[0].start = Some(FamilyIx(0))),
        ("what a provision does", |book| book.provisions[0].role = ProvisionRole::Overriding),
        ("how long secrecy lasts", |book| book.provisions[1].versions[0].years = Some(70)),
        ("that it follows others", |book| book.provisions[1].versions[0].follows_others = true),
        ("the act", |book| book.provisions[0].versions[0].basis = "SFS 2026:1".into()),
        ("the text it was held against", |book| book.provisions[0].versions[0].against = "SFS".into()),
        ("how sure it is", |book| book.provisions[0].versions[0].confidence = Confidence::Inference),
        ("what that leaves open", |book| book.provisions[0].versions[0].note = Some(words("note"))),
        ("when it was checked", |book| book.provisions[0].versions[0].checked = day("2026-11-22")),
        ("what an effect is called", |book| book.effects[0] = words("other")),
        ("what a term means", |book| book.glossary[0].meaning = words("other")),
        ("what was decided", |book| book.cases[0].text = words("other")),
        ("which answer follows from it", |book| book.cases[0].about[0].answer = Some(NEJ)),
    ];
    let old = furnished();
    let differs = |new: &Rulebook| {
        let [old, new] = [&old, new].map(|book| Edition::on(book, day("2026-11-21")));
        RulesDiff::of(&old, &new)
    };
    assert!(differs(&old).is_empty());
    for (what, write) in written {
        let mut new = furnished();
        write(&mut new);
        let found = differs(&new);
        assert_eq!(found.changes.len(), 1, "{what}: {:?}", found.changes);
    }
}
