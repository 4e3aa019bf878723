//! Walks with a focus: what waits, what is asked in the item that was chosen, and that the order changes nothing.

use proptest::prelude::*;

use super::answering::{Answering, procedures};
use super::loops::{Nested, nested};
use crate::engine::testing::*;
use crate::engine::{AnswerSet, Entity, Focus, Key, Overview, Report, Step, Value, overview};
use crate::rulebook::builtin;
use crate::ruleset::model::*;

fn seen(case: &Case<'_>, procedure: RulesetIx, focus: Focus) -> Overview {
    overview(&case.edition, procedure, &case.answers, focus)
}

fn pending(overview: &Overview) -> Vec<Entity> {
    overview.pending.iter().map(|pending| pending.item).collect()
}

#[test]
fn what_waits_is_known_in_one_walk_and_the_chosen_item_asks() {
    let Nested { builder, procedure, documents, items, whose, which, harm } = nested();
    let mut case = builder.start(procedure);
    // Before the items are there, the focus changes nothing.
    assert_eq!(seen(&case, procedure, Focus::None).report, case.walk());
    let [journal, letter] = case.rows(documents, [("journal", vec![]), ("letter", vec![])]);
    let of = |document| vec![None, Some(Value::Entities(vec![document]))];
    let [x, y, z, _loose] =
        case.rows(items, [("x", of(letter)), ("y", of(journal)), ("z", of(letter)), ("w", vec![None, None])]);
    let table = seen(&case, procedure, Focus::None);
    // As the loops meet them, and what belongs to no document is not met.
    assert_eq!(pending(&table), [y, x, z]);
    assert!(table.only_pending());
    assert_eq!(table.report.step, case.walk().step, "with nothing else to ask it is what the plain walk asks");
    let chosen = seen(&case, procedure, Focus::Item(z));
    assert!(matches!(chosen.report.step, Step::Ask { key, .. } if key == Key { scope: item(z), question: whose }));
    assert!(!chosen.only_pending());
    // Answered from within, down to the provision, while the others wait.
    case.give(item(z), whose, Value::Entities(vec![Entity::PUBLIC]));
    let of_public = crate::engine::ScopePath { person: Some(Entity::PUBLIC), ..item(z) };
    case.give(of_public, which, Value::Provisions(vec![ProvisionIx(0)]));
    case.choose(crate::engine::ScopePath { provision: Some(ProvisionIx(0)), ..of_public }, harm, JA);
    let done = seen(&case, procedure, Focus::Item(z));
    assert!(done.only_pending());
    assert_eq!(pending(&done), [y, x]);
    let of_z = done.report.items.iter().find(|met| met.item == z).expect("met");
    assert_eq!(of_z.effect, Effect::Withhold);
    // Nobody says what the documents came to before all of their items have.
    assert!(!matches!(done.report.step, Step::Finished { .. }));
    assert_eq!(done.report.decider, Role::Officer);
}

#[test]
fn a_node_after_the_items_waits_for_them_and_one_before_does_not() {
    let mut b = Builder::default();
    let documents = b.list("documents", Register::Documents, vec![]);
    let items = b.list("items", Register::Items, vec![ColumnKind::Ref(Register::Documents)]);
    let (before, within, after) =
        (b.tri("before", Scope::Document), b.tri("in", Scope::Item), b.tri("after", Scope::Document));
    let ends = [end("ut", Effect::Release)];
    let of_item = b.module("item", &ends, vec![ask("a", within, &["return ut"])]);
    let of_document = b.module(
        "document",
        &ends,
        vec![
            ask("a", before, &["l"]),
            each(
                "l",
                Subject::Item,
                Over::Register { register: Register::Items, of: Of::Document, public: false },
                of_item,
                Join::Strictest,
                &[("then", "z"), ("empty", "z")],
            ),
            ask("z", after, &["return ut"]),
        ],
    );
    let looped =
        each("l", Subject::Document, over(Register::Documents), of_document, Join::Strictest, &[("then", "outcome o")]);
    let p = b.single(&[end("o", Effect::None)], vec![looped]);
    let mut case = b.start(p);
    let [one, two] = case.rows(documents, [("one", vec![]), ("two", vec![])]);
    let of = |document| vec![Some(Value::Entities(vec![document]))];
    let [first, second] = case.rows(items, [("first", of(one)), ("second", of(two))]);
    let asks = |case: &Case<'_>, focus| match seen(case, p, focus).report.step {
        Step::Ask { key, .. } => (key.question, key.scope),
        step => panic!("{step:?}"),
    };
    let document = |document| crate::engine::ScopePath { document: Some(document), ..FRAME };
    case.choose(document(one), before, JA);
    // The item of the first document waits; the second document is asked about before the table is there.
    assert_eq!(asks(&case, Focus::None), (before, document(two)));
    case.choose(document(two), before, JA);
    assert_eq!(asks(&case, Focus::None), (within, item(first)));
    assert_eq!(asks(&case, Focus::Item(second)), (within, item(second)));
    case.choose(item(second), within, JA);
    // What follows on the items of the second document is asked though the first one's item waits.
    assert_eq!(asks(&case, Focus::None), (after, document(two)));
    case.choose(document(two), after, JA);
    assert!(seen(&case, p, Focus::None).only_pending());
    assert_eq!(asks(&case, Focus::None), (within, item(first)));
    case.choose(item(first), within, JA);
    assert_eq!(asks(&case, Focus::None), (after, document(one)));
    case.choose(document(one), after, JA);
    assert_eq!(case.outcome(), "o");
}

#[test]
fn an_item_passed_by_halts_nothing_where_the_rules_have_no_way_for_what_is_open() {
    const ROUTES: &[(&str, &str)] = &[("release", "outcome o"), ("withhold", "outcome o")];

    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let within = b.tri("in", Scope::Item);
    let ends = [end("ut", Effect::Release), end("in", Effect::Withhold)];
    let of_item = b.module("item", &ends, vec![ask("a", within, &["return ut", "return in", "return in"])]);
    let looped = each("l", Subject::Item, over(Register::Items), of_item, Join::Strictest, ROUTES);
    let p = b.single(&[end("o", Effect::None)], vec![looped]);
    let mut case = b.start(p);
    let [first, second] = case.rows(items, [("first", vec![]), ("second", vec![])]);
    let table = seen(&case, p, Focus::None);
    assert_eq!((pending(&table), table.report.halted.len()), (vec![first, second], 0), "{:?}", table.report.halted);
    assert!(table.only_pending());
    case.choose(item(first), within, JA);
    case.choose(item(second), within, NEJ);
    assert_eq!(case.outcome(), "o");
}

impl Answering<'_> {
    fn seen(&self, focus: Focus) -> Overview {
        overview(&self.edition, self.procedure, &self.answers, focus)
    }

    /// Answers in the order of the plain walk.
    fn worked_in_order(mut self) -> (Report, AnswerSet) {
        for _ in 0..2000 {
            let report = self.plain();
            let Step::Ask { key, .. } = report.step else { return (report, self.answers) };
            self.give(key);
        }
        panic!("no end");
    }

    /// Answers in the order of somebody who always takes the last item that waits; returns how many were passed by.
    fn worked_from_behind(mut self) -> (Report, AnswerSet, usize) {
        let mut most = 0;
        let mut focus = Focus::None;
        for _ in 0..2000 {
            let overview = self.seen(focus);
            most = most.max(overview.pending.len());
            if overview.only_pending() {
                focus = overview.pending.last().map_or(Focus::None, |last| Focus::Item(last.item));
                continue;
            }
            let Step::Ask { key, .. } = overview.report.step else { return (overview.report, self.answers, most) };
            self.give(key);
        }
        panic!("no end");
    }
}

#[test]
fn every_procedure_with_items_ends_the_same_whatever_the_order_of_the_items() {
    let book = builtin();
    let mut of_items = Vec::new();
    for procedure in procedures(&book) {
        let id = &book.families[book.rulesets[procedure.at()].family.at()].id;
        let (mut passed, mut finished) = (0, 0);
        for seed in 0..600 {
            let (report, answers) = Answering::new(&book, procedure, seed).worked_in_order();
            let (other, others, most) = Answering::new(&book, procedure, seed).worked_from_behind();
            passed = passed.max(most);
            finished += usize::from(matches!(report.step, Step::Finished { .. }));
            assert_eq!(other.step, report.step, "{id}, seed {seed}");
            // A stop of everything may lie behind an item that a plain walk has asked about first.
            if matches!(report.step, Step::Finished { .. }) {
                assert_eq!(other, report, "{id}, seed {seed}");
                assert_eq!(others.keys().count(), answers.keys().count(), "{id}, seed {seed}");
            }
            let whole = Answering { answers, ..Answering::new(&book, procedure, seed) };
            for focus in [Focus::None, Focus::Every, Focus::Item(Entity(3))] {
                let overview = whole.seen(focus);
                assert_eq!((overview.report, overview.pending), (report.clone(), Vec::new()), "{id}, seed {seed}");
            }
        }
        if passed > 1 {
            assert!(finished > 0, "{id}: no answers led to the end");
            of_items.push(&**id);
        }
    }
    of_items.sort_unstable();
    assert_eq!(of_items, ["begaran-om-handling", "orosanmalan", "utlamnande-till-myndighet"]);
}

proptest! {
    #[test]
    fn what_is_asked_in_an_item_is_what_the_plain_walk_asks_when_it_comes_there(seed in 0u64..10_000) {
        let book = builtin();
        for procedure in procedures(&book) {
            let mut one = Answering::new(&book, procedure, seed);
            for _ in 0..60 {
                let plain = one.plain();
                let Step::Ask { key, .. } = plain.step else { break };
                let table = one.seen(Focus::None);
                if let Some(first) = table.pending.first() {
                    // The plain walk stops at the first that waits, in this item and no other.
                    prop_assert_eq!(&first.step, &plain.step);
                    let chosen = one.seen(Focus::Item(first.item));
                    prop_assert_eq!(chosen.report, plain);
                }
                one.give(key);
            }
        }
    }
}
