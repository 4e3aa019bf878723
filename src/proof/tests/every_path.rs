//! What is proved, held against every path that the walk itself can take.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::random::{Draw, Random, random};
use crate::engine::testing::Case;
use crate::engine::{Entity, Key, Row, Step, Value};
use crate::proof::prove;
use crate::ruleset::model::*;
use crate::trial::monitor::Path;

/// More walks than these are not gone through; such a rulebook is left out.
const MOST: usize = 5_000;

/// A day before anything in a rulebook by chance reads otherwise, and the days on which it may begin to.
const DAYS: [&str; 3] = ["2023-12-31", "2024-01-01", "2024-04-01"];

/// Calls `visit` with every path to an end on each of the days, with lists of up to three items; returns whether all were
/// gone through.
pub(super) fn every_path(rules: &Random, visit: &mut impl FnMut(&Path, &Case<'_>)) -> bool {
    DAYS.iter().all(|day| {
        let mut case = rules.builder.start_on(rules.procedure, day);
        let names = ["x", "y", "z"].map(|id| case.answers.entity(id));
        let mut walks = 0;
        every_way(rules, &mut case, names, &mut walks, visit)
    })
}

fn every_way(
    rules: &Random,
    case: &mut Case<'_>,
    names: [Entity; 3],
    walks: &mut usize,
    visit: &mut impl FnMut(&Path, &Case<'_>),
) -> bool {
    *walks += 1;
    if *walks > MOST {
        return false;
    }
    let (path, step) = Path::of(&case.edition, case.procedure, &case.answers);
    let Step::Ask { key, .. } = step else {
        visit(&path, case);
        return true;
    };
    for value in values(rules, key, names) {
        case.give(key.scope, key.question, value);
        if !every_way(rules, case, names, walks, visit) {
            return false;
        }
    }
    case.answers.remove(key);
    true
}

fn values(rules: &Random, key: Key, names: [Entity; 3]) -> Vec<Value> {
    let row = |entity: Entity, cell: Option<u16>| Row { entity, cells: vec![None, cell.map(Value::Choice)] };
    let cells = [None, Some(0), Some(1)];
    if key.question == rules.items {
        let looked_at = rules.looks_at_cells();
        let cells = if looked_at { &cells[..] } else { &cells[..1] };
        let one = cells.iter().map(|cell| vec![row(names[0], *cell)]);
        let two = cells.iter().flat_map(|x| cells.iter().map(move |y| vec![row(names[0], *x), row(names[1], *y)]));
        let three = names.map(|name| row(name, cells.get(1).copied().flatten()));
        return std::iter::once(Vec::new()).chain(one).chain(two).chain([three.into()]).map(Value::Rows).collect();
    }
    if key.question == rules.persons {
        return [Vec::new(), vec![row(names[0], None)]].map(Value::Rows).into();
    }
    if key.question == rules.which {
        let (a, b) = (ProvisionIx(0), ProvisionIx(1));
        return [vec![], vec![a], vec![b], vec![a, b], vec![b, a]].map(Value::Provisions).into();
    }
    (0..3).map(Value::Choice).collect()
}

fn agree(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let mut draw = Draw(bytes.iter());
    let mut rules = random(&mut draw);
    rules.invariants(&mut draw, 6);
    let invariants = rules.builder.book.invariants.clone();
    let mut shown = vec![None; invariants.len()];
    let all = every_path(&rules, &mut |path, case| {
        for (invariant, shown) in invariants.iter().zip(&mut shown) {
            if shown.is_none() && !path.against(invariant, &case.edition).broken.is_empty() {
                *shown = Some(case.edition.date);
            }
        }
    });
    if !all {
        return Ok(false);
    }
    let proof = prove(&rules.builder.book);
    for (at, (invariant, shown)) in invariants.iter().zip(shown).enumerate() {
        let found = proof.broken.iter().find(|broken| broken.invariant == at);
        let on = |date: NaiveDate| {
            found.is_some_and(|broken| broken.days.from <= date && broken.days.to.is_none_or(|to| date <= to))
        };
        let by = |date: NaiveDate| proof.broken.iter().any(|broken| broken.invariant == at && broken.days.from <= date);
        let agrees = if rules.wider { shown.is_none_or(by) } else { shown.map_or(found.is_none(), on) };
        prop_assert!(agrees, "{:#?}\n{:?}\n{:?}", invariant, shown, found);
    }
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn what_is_proved_is_what_every_path_shows(bytes in prop::collection::vec(any::<u8>(), 160..320)) {
        agree(&bytes)?;
    }
}
