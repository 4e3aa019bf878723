//! Holds a configuration against the rules: procedures, outcomes, and rows that meet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;

use super::fault::{ConfigFault, Fault, Named};
use super::model::Delegation;
use super::parse::Parsed;
use crate::ruleset::document::Place;
use crate::ruleset::model::{Effect, Role, Rulebook, RulesetKind};
use crate::ruleset::suggest::closest;

/// An outcome of a procedure, over all its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<'b> {
    /// The procedure's id.
    pub procedure: &'b str,
    /// The outcome's id.
    pub outcome: &'b str,
    /// Its effect; of several versions, the latest.
    pub effect: Effect,
    /// The lowest general role that may decide it; of several versions, the latest.
    pub decider: Role,
}

/// Returns every outcome of every procedure, ordered by procedure, then as the latest version has them.
#[must_use]
pub fn decisions(book: &Rulebook) -> Vec<Decision<'_>> {
    let mut all: Vec<Decision<'_>> = Vec::new();
    for family in &book.families {
        let mut met = BTreeSet::new();
        let newest = family.versions.iter().rev().map(|at| &book.rulesets[at.at()]);
        for rules in newest.filter(|rules| rules.kind == RulesetKind::Procedure) {
            for end in rules.outcomes.iter().filter(|end| met.insert(&*end.id)) {
                let effect = end.effect.unwrap_or(Effect::None);
                all.push(Decision { procedure: &rules.id, outcome: &end.id, effect, decider: end.decider });
            }
        }
    }
    all
}

/// Adds what the rules show to be faults.
pub(super) fn check(parsed: &mut Parsed, file: &str, book: &Rulebook) {
    let decisions = decisions(book);
    let mut outcomes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for decision in &decisions {
        outcomes.entry(decision.procedure).or_default().push(decision.outcome);
    }
    let mut faults = Vec::new();
    let mut fault = |place, kind| faults.push(Fault { file: file.into(), place, kind });
    for (row, places) in parsed.config.delegation.iter().zip(&parsed.places) {
        let Some(procedure) = &row.procedure else { continue };
        let Some(known) = outcomes.get(&**procedure) else {
            fault(places.procedure, unknown(Named::Procedure, procedure, outcomes.keys().copied()));
            continue;
        };
        for (outcome, place) in row.outcomes.iter().zip(&places.outcomes) {
            if !known.contains(&&**outcome) {
                fault(*place, unknown(Named::Outcome, outcome, known.iter().copied()));
            }
        }
    }
    for (place, kind) in overlaps(parsed, &decisions) {
        fault(place, kind);
    }
    parsed.faults.append(&mut faults);
}

fn unknown<'a>(what: Named, id: &str, all: impl Iterator<Item = &'a str>) -> ConfigFault {
    ConfigFault::Unknown { what, id: id.into(), near: closest(id, all).map(Into::into) }
}

/// Returns the rows that give a role what an earlier row gives it, each once, in their order.
///
/// For each outcome, the days of the rows that cover it are laid over one another, the later row on top: a row looks for
/// its neighbours in an ordered map and never at every other row.
fn overlaps(parsed: &Parsed, decisions: &[Decision<'_>]) -> Vec<(Place, ConfigFault)> {
    let rows = &parsed.config.delegation;
    let mut met: BTreeMap<usize, ConfigFault> = BTreeMap::new();
    for one in decisions {
        let mut taken: BTreeMap<&str, Days> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            // A row whose last day comes before its first holds on no day, and has a fault for that.
            if !row.covers(one.procedure, one.outcome, one.effect) || !row.meets(row) {
                continue;
            }
            let Some(other) = taken.entry(&row.role).or_default().take(row, at) else { continue };
            met.entry(at).or_insert_with(|| ConfigFault::Overlap {
                point: rows[other].point.clone(),
                line: parsed.places[other].row.line,
                outcome: [one.procedure, one.outcome].join(".").into(),
            });
        }
    }
    met.into_iter().map(|(at, kind)| (parsed.places[at].row, kind)).collect()
}

/// Which row holds which days: by the first day, the last day and the row. No two stretches share a day.
#[derive(Default)]
struct Days(BTreeMap<i32, (i32, usize)>);

impl Days {
    /// Gives a row its days, and returns the row that had the earliest of them that were taken.
    fn take(&mut self, row: &Delegation, at: usize) -> Option<usize> {
        let from = row.from.map_or(i32::MIN, |day| day.num_days_from_ce());
        let to = row.to.map_or(i32::MAX, |day| day.num_days_from_ce());
        let before = self.0.range(..from).next_back().filter(|(_, (last, _))| *last >= from);
        let first = before.map_or(from, |(&first, _)| first);
        let shared: Vec<_> = self.0.range(first..=to).map(|(&first, &(last, row))| (first, last, row)).collect();
        // What sticks out on either side stays with the row that had it.
        for &(first, last, other) in &shared {
            self.0.remove(&first);
            if first < from {
                self.0.insert(first, (from - 1, other));
            }
            if last > to {
                self.0.insert(to + 1, (last, other));
            }
        }
        self.0.insert(from, (to, at));
        shared.first().map(|&(.., other)| other)
    }
}
