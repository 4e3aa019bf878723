//! What of the rules the cases meet, counted in whole numbers, and what none of them does.
//!
//! A walk counts where the case says what it comes to: on its law date, on the law of today, and with the decisive answer
//! changed.

pub mod element;
pub mod meet;
pub mod words;

use std::collections::HashSet;

use self::element::{Element, Kind};
use self::meet::met;
use super::case::Case;
use super::replay::{Run, Trial};
use crate::ruleset::model::Rulebook;

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
        if self.total == 0 { 100 } else { self.covered * 100 / self.total }
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
}

impl Coverage {
    /// Counts what of a rulebook was met.
    #[must_use]
    pub fn of(book: &Rulebook, met: &HashSet<Element>) -> Self {
        let elements = Element::all(book);
        let count = |wanted: &dyn Fn(&Element) -> bool| {
            let of_kind = || elements.iter().filter(|element| wanted(element));
            Count { covered: of_kind().filter(|element| met.contains(element)).count(), total: of_kind().count() }
        };
        let kinds = Kind::ALL.map(|kind| (kind, count(&|element| element.kind() == kind)));
        let all = count(&|_| true);
        let uncovered = elements.iter().copied().filter(|element| !met.contains(element)).collect();
        Self { kinds, all, uncovered }
    }
}

/// Returns the walks of a case whose end it says, as far as they can be made.
#[must_use]
pub fn walks<'b>(trial: &Trial<'b>, case: &Case) -> Vec<Run<'b>> {
    [trial.walked(case), trial.walked_today(case), trial.walked_otherwise(case)].into_iter().flatten().collect()
}

/// Measures what the walks of some cases cover.
#[must_use]
pub fn measure<'c>(trial: &Trial<'_>, cases: impl IntoIterator<Item = &'c Case>) -> Coverage {
    let mut all = HashSet::new();
    for case in cases {
        for run in walks(trial, case) {
            all.extend(met(&run));
        }
    }
    Coverage::of(trial.book, &all)
}
