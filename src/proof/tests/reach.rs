//! What some path reaches, held against every path that the walk itself can take.

use std::collections::HashSet;

use proptest::prelude::*;

use super::every_path::every_path;
use super::random::{Draw, random};
use crate::engine::testing::*;
use crate::engine::{Way, walk};
use crate::proof::reach::Reach;
use crate::ruleset::model::*;
use crate::trial::coverage::element::Element;
use crate::trial::coverage::meet::met;
use crate::trial::replay::Run;

/// Returns whether the rulebook was small enough to go through all of its paths.
fn holds(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let rules = random(&mut Draw(bytes.iter()));
    let mut seen = HashSet::new();
    let all = every_path(&rules, &mut |_, case| {
        let (edition, procedure, answers) = (case.edition.clone(), case.procedure, case.answers.clone());
        let report = walk(&edition, procedure, &answers);
        seen.extend(met(&Run { edition, procedure, answers, report }));
    });
    let book = &rules.builder.book;
    let reach = Reach::of(book);
    for element in seen {
        prop_assert!(reach.reaches(element), "{element:?} is met and said to be out of reach");
    }
    Ok(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn what_a_walk_meets_is_in_reach(bytes in prop::collection::vec(any::<u8>(), 160..320)) {
        holds(&bytes)?;
    }
}

/// Returns the ways of a ruleset that no path takes, as node and way.
fn dead(book: &Rulebook, ruleset: RulesetIx) -> Vec<(u16, Way)> {
    let reach = Reach::of(book);
    let unreached = Element::all(book).into_iter().filter(|element| !reach.reaches(*element));
    let ways = unreached.filter_map(|element| match element {
        Element::Edge(of, node, way) if of == ruleset => Some((node.0, way)),
        _ => None,
    });
    ways.collect()
}

#[test]
fn what_is_asked_again_leads_the_way_that_it_was_answered() {
    let mut b = Builder::default();
    let (first, other) = (b.tri("first", Scope::Frame), b.tri("other", Scope::Frame));
    let nodes = vec![
        ask("a", first, &["b", "c", "c"]),
        ask("b", other, &["c", "c", "c"]),
        switch("c", SwitchOn::Answer(first), &["outcome yes", "outcome no", "outcome no"]),
        ask("d", other, &["outcome yes", "outcome no", "outcome no"]),
    ];
    let procedure = b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    assert_eq!(dead(&b.book, procedure), [0, 1, 2].map(|option| (3, Way::Option(option))));
    let nodes = vec![
        ask("a", first, &["b", "outcome no", "outcome no"]),
        ask("b", first, &["outcome yes", "outcome no", "outcome no"]),
    ];
    let mut b = Builder::default();
    assert_eq!(b.tri("first", Scope::Frame), first);
    let procedure = b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    assert_eq!(
        dead(&b.book, procedure),
        [1, 2].map(|option| (1, Way::Option(option))),
        "though both lead to one place"
    );
}

#[test]
fn what_was_answered_before_a_loop_is_known_for_each_of_its_subjects_and_after_it() {
    let mut b = Builder::default();
    b.list("items", Register::Items, vec![]);
    let first = b.tri("first", Scope::Frame);
    let module = b.module(
        "item",
        &[end("out", Effect::Release), end("in", Effect::Withhold)],
        vec![ask("again", first, &["return out", "return in", "return in"])],
    );
    let to = &[("release", "after"), ("withhold", "after"), ("empty", "after")];
    let nodes = vec![
        ask("a", first, &["every", "outcome no", "outcome no"]),
        each("every", Subject::Item, over(Register::Items), module, Join::Strictest, to),
        switch("after", SwitchOn::Answer(first), &["outcome yes", "outcome no", "outcome no"]),
    ];
    let procedure = b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    // No item is withheld either, since none is asked about without the first answer.
    let after = [1, 2].map(|option| (2, Way::Option(option)));
    let expected: Vec<_> = std::iter::once((1, Way::Effect(Effect::Withhold))).chain(after).collect();
    assert_eq!(dead(&b.book, procedure), expected);
    let of_items = (0..).map(RulesetIx).zip(&b.book.rulesets).find(|(_, rules)| &*rules.id == "item");
    let (of_items, _) = of_items.expect("the module");
    assert_eq!(dead(&b.book, of_items), [1, 2].map(|option| (0, Way::Option(option))));
}
