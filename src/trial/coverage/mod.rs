//! What of the rules the cases meet, counted in whole numbers, and what none of them does.
//!
//! A walk counts where the case says what it comes to: on its law date, on the other days that it names, on the law of
//! today, and with the decisive answer changed.

pub mod element;
pub mod meet;
pub mod words;

use std::collections::HashSet;

use self::element::{Element, Kind};
use self::meet::met;
use super::case::Case;
use super::replay::{Run, Trial};
use crate::proof::reach::Reach;

/// How many of some elements were met.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Count {
    /// Those that were met.
    pub covered: usize,
    /// All of them.
    pub total: usize,
}

impl Count {
    /// Returns the share in percent, rounded down: 9,999 of 10,000 is 99, and only all of them is 100.
    #[must_use]
    pub const fn percent(self) -> usize {
        match (self.covered * 100).checked_div(self.total) {
            Some(percent) => percent,
            None => 100,
        }
    }
}

/// What the cases cover.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Coverage {
    /// How much of each kind.
    pub kinds: [(Kind, Count); 5],
    /// How much of everything.
    pub all: Count,
    /// What no case meets, in the order of the rulebook.
    pub uncovered: Vec<Element>,
    /// What no path reaches, whatever is answered; it is not counted.
    pub unreachable: Vec<Element>,
}

impl Coverage {
    /// Counts what of some elements was met, as far as some path reaches them.
    #[must_use]
    pub fn of(elements: Vec<Element>, met: &HashSet<Element>, reach: &Reach) -> Self {
        let reached = |element: &Element| met.contains(element) || reach.reaches(*element);
        let (elements, unreachable): (Vec<_>, Vec<_>) = elements.into_iter().partition(reached);
        let count = |wanted: &dyn Fn(&Element) -> bool| {
            let of_kind = || elements.iter().filter(|element| wanted(element));
            Count { covered: of_kind().filter(|element| met.contains(element)).count(), total: of_kind().count() }
        };
        let kinds = Kind::ALL.map(|kind| (kind, count(&|element| element.kind() == kind)));
        let all = count(&|_| true);
        let uncovered = elements.iter().copied().filter(|element| !met.contains(element)).collect();
        Self { kinds, all, uncovered, unreachable }
    }
}

/// Returns the walks of a case whose end it says, as far as they can be made.
#[must_use]
pub fn walks<'b>(trial: &Trial<'b>, case: &Case) -> Vec<Run<'b>> {
    let own = [trial.walked(case), trial.walked_today(case), trial.walked_otherwise(case)];
    let also = case.also_on.iter().map(|day| trial.walked_on(case, *day));
    own.into_iter().chain(also).flatten().collect()
}

/// Measures what the walks of some cases cover of those elements that are `asked` for.
#[must_use]
pub fn measure<'c>(
    trial: &Trial<'_>,
    cases: impl IntoIterator<Item = &'c Case>,
    reach: &Reach,
    asked: impl FnMut(&Element) -> bool,
) -> Coverage {
    let mut all = HashSet::new();
    for case in cases {
        for run in walks(trial, case) {
            all.extend(met(&run));
        }
    }
    Coverage::of(Element::all(trial.book).into_iter().filter(asked).collect(), &all, reach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Way;
    use crate::rulebook::builtin;

    #[test]
    fn only_all_of_it_is_a_hundred() {
        assert_eq!(Count { covered: 9_999, total: 10_000 }.percent(), 99);
        assert_eq!(Count { covered: 10_000, total: 10_000 }.percent(), 100);
        assert_eq!(Count { covered: 0, total: 3 }.percent(), 0);
        assert_eq!(Count::default().percent(), 100);
    }

    #[test]
    fn every_element_is_counted_once_and_every_edge_has_its_node() {
        let book = builtin();
        let elements = Element::all(&book);
        let set: HashSet<_> = elements.iter().copied().collect();
        assert_eq!(set.len(), elements.len());
        for element in &elements {
            if let Element::Edge(ruleset, node, _) = *element {
                assert!(set.contains(&Element::Node(ruleset, node)));
            }
        }
        let covered = Coverage::of(elements, &set, &Reach::within(&book, &|_| false));
        assert_eq!((covered.all.percent(), covered.uncovered.len()), (100, 0));
    }

    #[test]
    fn what_a_walk_meets_is_among_the_elements() {
        let book = builtin();
        let trial = Trial::on(&book);
        let elements: HashSet<_> = Element::all(&book).into_iter().collect();
        let cases = crate::trial::load::load(None).expect("the cases are sound");
        let mut ways = HashSet::new();
        for run in cases.iter().flat_map(|case| walks(&trial, case)) {
            for element in met(&run) {
                assert!(elements.contains(&element), "{element:?}");
                if let Element::Edge(_, _, way) = element {
                    ways.insert(std::mem::discriminant(&way));
                }
            }
        }
        let all = [
            Way::Only,
            Way::Option(0),
            Way::Range(0),
            Way::Met,
            Way::Failed,
            Way::Unknown,
            Way::Effect(crate::ruleset::model::Effect::Open),
            Way::Empty,
            Way::Return(crate::ruleset::model::ReturnIx(0)),
        ];
        for way in all {
            assert!(ways.contains(&std::mem::discriminant(&way)), "no case shows {way:?}");
        }
    }
}
