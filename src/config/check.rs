//! Holds a configuration against the rules: procedures, outcomes, and rows that meet.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{ConfigFault, Fault, Named};
use super::parse::{Parsed, Places};
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

/// Returns the rows that give a role what an earlier row gives it, each pair once.
fn overlaps(parsed: &Parsed, decisions: &[Decision<'_>]) -> Vec<(Place, ConfigFault)> {
    let rows: Vec<(_, &Places)> = parsed.config.delegation.iter().zip(&parsed.places).collect();
    let mut met = Vec::new();
    for (at, (row, places)) in rows.iter().enumerate() {
        for (other, other_places) in &rows[..at] {
            if row.role != other.role || !row.meets(other) {
                continue;
            }
            let both = decisions.iter().find(|one| {
                row.covers(one.procedure, one.outcome, one.effect)
                    && other.covers(one.procedure, one.outcome, one.effect)
            });
            if let Some(one) = both {
                let outcome = [one.procedure, one.outcome].join(".").into();
                let kind = ConfigFault::Overlap { point: other.point.clone(), line: other_places.row.line, outcome };
                met.push((places.row, kind));
            }
        }
    }
    met
}
