//! Loops over registers and picks, empty and nested.

use crate::engine::testing::*;
use crate::engine::{Entity, Key, ScopePath, TraceStep, Value};
use crate::ruleset::model::*;

#[test]
fn a_loop_asks_for_its_register_first_and_takes_the_empty_way() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let m = b.returns("m", Effect::Release);
    let p = b.single(
        &[end("o", Effect::None), end("tom", Effect::None)],
        vec![each(
            "l",
            Subject::Item,
            over(Register::Items),
            m,
            Join::Strictest,
            &[("release", "outcome o"), ("empty", "outcome tom")],
        )],
    );
    let mut case = b.start(p);
    assert_eq!(case.asked(), Key { scope: FRAME, question: items });
    case.rows(items, []);
    assert_eq!(case.outcome(), "tom");
    assert!(case.walk().trace.contains(&TraceStep::Joined { ruleset: p, node: NodeIx(0), scope: FRAME, effect: None }));
    case.rows(items, [("one", vec![])]);
    assert_eq!(case.outcome(), "o");
}

#[test]
fn a_loop_without_the_public_passes_it_by_and_may_have_nobody() {
    let mut b = Builder::default();
    let persons = b.list("persons", Register::Persons, vec![]);
    let m = b.returns("m", Effect::Release);
    let without = Over::Register { register: Register::Persons, of: Of::All, public: false };
    let to: &[_] = &[("release", "outcome o"), ("empty", "outcome tom")];
    let p = b.single(
        &[end("o", Effect::None), end("tom", Effect::None)],
        vec![each("l", Subject::Person, without, m, Join::Strictest, to)],
    );
    let mut case = b.start(p);
    case.rows(persons, []);
    assert_eq!(case.outcome(), "tom");
    let [client] = case.rows(persons, [("client", vec![])]);
    assert_eq!(case.outcome(), "o");
    let entered = case.walk().trace.into_iter().filter_map(|step| match step {
        TraceStep::Entered { scope, .. } => scope.person,
        _ => None,
    });
    assert_eq!(entered.collect::<Vec<_>>(), [client]);
}

#[test]
fn a_loop_over_the_text_itself_runs_for_the_items_of_no_document() {
    let mut b = Builder::default();
    let documents = b.list("documents", Register::Documents, vec![]);
    let items = b.list("items", Register::Items, vec![ColumnKind::Ref(Register::Documents)]);
    let m = b.returns("m", Effect::Release);
    let of_text = Over::Register { register: Register::Items, of: Of::Text, public: false };
    let to: &[_] = &[("release", "outcome o"), ("empty", "outcome tom")];
    let p = b.single(
        &[end("o", Effect::None), end("tom", Effect::None)],
        vec![ask("d", documents, &["l"]), each("l", Subject::Item, of_text, m, Join::Strictest, to)],
    );
    let mut case = b.start(p);
    let [annex] = case.rows(documents, [("annex", vec![])]);
    let of_annex = || vec![Some(Value::Entities(vec![annex]))];
    case.rows(items, [("x", of_annex())]);
    assert_eq!(case.outcome(), "tom");
    let [_, first, second] = case.rows(items, [("x", of_annex()), ("y", vec![None]), ("z", vec![])]);
    assert_eq!(case.outcome(), "o");
    let met: Vec<_> = case.walk().items.iter().map(|met| (met.item, met.document)).collect();
    assert_eq!(met, [(first, None), (second, None)]);
}

#[test]
fn a_loop_runs_over_the_rows_of_its_own_procedure() {
    let mut b = Builder::default();
    let of_one = b.list("one.items", Register::Items, vec![]);
    let of_other = b.list("other.items", Register::Items, vec![]);
    let m = b.returns("m", Effect::Release);
    let mut procedure = |id, list| {
        let to: &[_] = &[("then", "outcome o")];
        let looped = each("l", Subject::Item, over(Register::Items), m, Join::Strictest, to);
        b.procedure_of(id, &[end("o", Effect::None)], vec![ask("a", list, &["l"]), looped])
    };
    let (one, other) = (procedure("one", of_one), procedure("other", of_other));
    let edition = crate::engine::Edition::on(&b.book, day("2026-11-21"));
    for (procedure, list) in [(one, of_one), (other, of_other)] {
        let mut case = b.start(procedure);
        let [row] = case.rows(list, [("row", vec![])]);
        // The walk finds its own list though the edition is of no procedure.
        let report = crate::engine::walk(&edition, procedure, &case.answers);
        assert_eq!(report, case.walk());
        assert_eq!(report.items.iter().map(|met| met.item).collect::<Vec<_>>(), [row]);
    }
}

/// A loop over items whose module asks one choice of effects; returns the outcome, which is named by the joined effect.
fn joined(join: Join, options: [u16; 3]) -> String {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let q = b.tri("q", Scope::Item);
    let ends = [end("r", Effect::Release), end("w", Effect::Withhold), way("n")];
    let m = b.module("m", &ends, vec![ask("a", q, &["return r", "return w", "return n"])]);
    let p = b.single(
        &[end("release", Effect::None), end("withhold", Effect::None), end("none", Effect::None)],
        vec![each(
            "l",
            Subject::Item,
            over(Register::Items),
            m,
            join,
            &[("release", "outcome release"), ("withhold", "outcome withhold"), ("none", "outcome none")],
        )],
    );
    let mut case = b.start(p);
    let entities = case.rows(items, [("one", vec![]), ("two", vec![]), ("three", vec![])]);
    for (entity, option) in entities.into_iter().zip(options) {
        assert_eq!(case.asked(), Key { scope: item(entity), question: q });
        case.choose(item(entity), q, option);
    }
    case.outcome()
}

#[test]
fn a_loop_joins_what_its_subjects_come_to() {
    assert_eq!(joined(Join::Strictest, [0, 1, 0]), "withhold");
    assert_eq!(joined(Join::Strictest, [0, 2, 0]), "release");
    assert_eq!(joined(Join::Widest, [1, 1, 0]), "release");
    assert_eq!(joined(Join::Widest, [1, 2, 1]), "withhold");
    assert_eq!(joined(Join::Widest, [2, 2, 2]), "none");
}

#[test]
fn the_register_of_persons_holds_the_public_last() {
    let mut b = Builder::default();
    let persons = b.list("persons", Register::Persons, vec![]);
    let q = b.tri("q", Scope::Person);
    let m = b.module("m", &[end("r", Effect::Release)], vec![ask("a", q, &["return r"])]);
    let p = b.single(
        &[end("o", Effect::None)],
        vec![each("l", Subject::Person, over(Register::Persons), m, Join::Strictest, &[("release", "outcome o")])],
    );
    let mut case = b.start(p);
    let [client] = case.rows(persons, [("client", vec![])]);
    assert_eq!(case.asked().scope, person(client));
    case.choose(person(client), q, JA);
    assert_eq!(case.asked().scope, person(Entity::PUBLIC));
}

/// Documents → their items → persons picked for each → provisions picked for each person.
pub struct Nested {
    pub builder: Builder,
    pub procedure: RulesetIx,
    pub documents: QuestionIx,
    pub items: QuestionIx,
    pub whose: QuestionIx,
    pub which: QuestionIx,
    pub harm: QuestionIx,
}

pub fn nested() -> Nested {
    let mut b = Builder::default();
    let documents = b.list("documents", Register::Documents, vec![]);
    let items = b.list("items", Register::Items, vec![ColumnKind::Text, ColumnKind::Ref(Register::Documents)]);
    let whose = b.pick("whose", Scope::Item, Register::Persons);
    let which = b.pick("which", Scope::ItemPerson, Register::Provisions);
    let harm = b.tri("harm", Scope::ItemPersonProvision);
    for id in ["osl-26-1", "osl-26-5"] {
        let provision = b.provision(id);
        b.wording(provision, "2019-01-01", None, Test::Reverse, &[]);
    }
    let ends = [end("ut", Effect::Release), end("hemlig", Effect::Withhold)];
    let test = b.module("test", &ends, vec![ask("a", harm, &["return hemlig", "return ut", "return hemlig"])]);
    let of_person = b.module(
        "person",
        &ends,
        vec![
            ask("a", which, &["l"]),
            each(
                "l",
                Subject::Provision,
                Over::Picked(which),
                test,
                Join::Strictest,
                &[("release", "return ut"), ("withhold", "return hemlig"), ("empty", "return ut")],
            ),
        ],
    );
    let of_item = b.module(
        "item",
        &ends,
        vec![
            ask("a", whose, &["l"]),
            each(
                "l",
                Subject::Person,
                Over::Picked(whose),
                of_person,
                Join::Strictest,
                &[("release", "return ut"), ("withhold", "return hemlig"), ("empty", "return ut")],
            ),
        ],
    );
    let of_document = b.module(
        "document",
        &ends,
        vec![each(
            "l",
            Subject::Item,
            Over::Register { register: Register::Items, of: Of::Document, public: false },
            of_item,
            Join::Strictest,
            &[("release", "return ut"), ("withhold", "return hemlig"), ("empty", "return ut")],
        )],
    );
    let procedure = b.single(
        &[end("ut", Effect::Release), end("hemlig", Effect::Withhold)],
        vec![each(
            "l",
            Subject::Document,
            over(Register::Documents),
            of_document,
            Join::Strictest,
            &[("release", "outcome ut"), ("withhold", "outcome hemlig"), ("empty", "outcome ut")],
        )],
    );
    Nested { builder: b, procedure, documents, items, whose, which, harm }
}

#[test]
fn loops_nest_from_document_to_provision() {
    let Nested { builder, procedure, documents, items, whose, which, harm } = nested();
    let mut case = builder.start(procedure);
    assert_eq!(case.asked().question, documents);
    let [journal, letter] = case.rows(documents, [("journal", vec![]), ("letter", vec![])]);
    assert_eq!(case.asked().question, items);
    let of = |document| vec![None, Some(Value::Entities(vec![document]))];
    let [in_letter, in_journal, loose] =
        case.rows(items, [("x", of(letter)), ("y", of(journal)), ("z", vec![None, None])]);
    // The journal comes first, so that its item does, whatever the order of the items.
    let key = case.asked();
    assert_eq!(key, Key { scope: item(in_journal), question: whose });
    let client = case.answers.entity("client");
    case.give(key.scope, whose, Value::Entities(vec![client, Entity::PUBLIC]));
    let of_client = ScopePath { person: Some(client), ..item(in_journal) };
    assert_eq!(case.asked(), Key { scope: of_client, question: which });
    case.give(of_client, which, Value::Provisions(vec![ProvisionIx(1), ProvisionIx(0)]));
    for provision in [ProvisionIx(1), ProvisionIx(0)] {
        let scope = ScopePath { provision: Some(provision), ..of_client };
        assert_eq!(case.asked(), Key { scope, question: harm });
        case.choose(scope, harm, if provision == ProvisionIx(0) { JA } else { NEJ });
    }
    let of_public = ScopePath { person: Some(Entity::PUBLIC), ..item(in_journal) };
    assert_eq!(case.asked(), Key { scope: of_public, question: which });
    case.give(of_public, which, Value::Provisions(Vec::new()));
    assert_eq!(case.asked(), Key { scope: item(in_letter), question: whose });
    let waiting = case.walk();
    let effects: Vec<_> = waiting.items.iter().map(|met| (met.item, met.document, met.effect)).collect();
    assert_eq!(effects, [(in_journal, Some(journal), Effect::Withhold), (in_letter, Some(letter), Effect::Open),]);
    case.give(item(in_letter), whose, Value::Entities(Vec::new()));
    assert_eq!(case.outcome(), "hemlig");
    let report = case.walk();
    assert_eq!(report.items[1].effect, Effect::Release);
    assert!(report.items.iter().all(|met| met.item != loose), "it belongs to no document");
    assert_eq!(report.items[0].provisions, [ProvisionIx(1), ProvisionIx(0)], "what a loop tests applies");
    // Every return within the item, innermost first.
    let names: Vec<_> = report.items[0].ends.iter().map(|met| (met.scope.provision, met.end)).collect();
    let (ut, hemlig) = (ReturnIx(0), ReturnIx(1));
    assert_eq!(
        names,
        [(Some(ProvisionIx(1)), ut), (Some(ProvisionIx(0)), hemlig), (None, hemlig), (None, ut), (None, hemlig),]
    );
}

#[test]
fn a_loop_over_those_who_consent_keys_by_them() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let whose = b.pick("whose", Scope::Item, Register::Persons);
    let by = b.pick("by", Scope::ItemPerson, Register::Persons);
    let consent = b.tri("consent", Scope::ItemPersonBy);
    let ends = [end("ut", Effect::Release), end("hemlig", Effect::Withhold)];
    let inner = b.module("inner", &ends, vec![ask("a", consent, &["return ut", "return hemlig", "return hemlig"])]);
    let middle = b.module(
        "middle",
        &ends,
        vec![each(
            "l",
            Subject::By,
            Over::Picked(by),
            inner,
            Join::Strictest,
            &[("release", "return ut"), ("withhold", "return hemlig"), ("empty", "return hemlig")],
        )],
    );
    let outer = b.module(
        "outer",
        &ends,
        vec![each(
            "l",
            Subject::Person,
            Over::Picked(whose),
            middle,
            Join::Strictest,
            &[("release", "return ut"), ("withhold", "return hemlig"), ("empty", "return ut")],
        )],
    );
    let p = b.single(
        &[end("o", Effect::None)],
        vec![each("l", Subject::Item, over(Register::Items), outer, Join::Strictest, &[("then", "outcome o")])],
    );
    let mut case = b.start(p);
    let [one] = case.rows(items, [("one", vec![])]);
    let (child, mother) = (case.answers.entity("child"), case.answers.entity("mother"));
    assert_eq!(case.asked(), Key { scope: item(one), question: whose }, "the pick is put by the loop that needs it");
    case.give(item(one), whose, Value::Entities(vec![child]));
    let of_child = ScopePath { person: Some(child), ..item(one) };
    assert_eq!(case.asked(), Key { scope: of_child, question: by });
    case.give(of_child, by, Value::Entities(vec![mother]));
    let by_mother = ScopePath { by: Some(mother), ..of_child };
    assert_eq!(case.asked(), Key { scope: by_mother, question: consent });
    case.choose(by_mother, consent, JA);
    assert_eq!(case.walk().items[0].effect, Effect::Release);
}

#[test]
fn a_fact_of_a_person_is_asked_once_in_all_items() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let whose = b.pick("whose", Scope::Item, Register::Persons);
    let alive = b.tri("alive", Scope::Person);
    let ends = [end("ut", Effect::Release)];
    let inner = b.module("inner", &ends, vec![ask("a", alive, &["return ut"])]);
    let outer = b.module(
        "outer",
        &ends,
        vec![each(
            "l",
            Subject::Person,
            Over::Picked(whose),
            inner,
            Join::Strictest,
            &[("then", "return ut"), ("empty", "return ut")],
        )],
    );
    let p = b.single(
        &[end("o", Effect::None)],
        vec![each("l", Subject::Item, over(Register::Items), outer, Join::Strictest, &[("then", "outcome o")])],
    );
    let mut case = b.start(p);
    let [one, two] = case.rows(items, [("one", vec![]), ("two", vec![])]);
    let client = case.answers.entity("client");
    case.give(item(one), whose, Value::Entities(vec![client]));
    case.give(item(two), whose, Value::Entities(vec![client]));
    assert_eq!(case.asked(), Key { scope: person(client), question: alive });
    case.choose(person(client), alive, JA);
    assert_eq!(case.outcome(), "o");
}
