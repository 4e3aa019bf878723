//! What differs between two rulebooks, each on a day: in what the officer meets, and in where answers lead.

mod facts;
mod lockstep;
mod names;
mod reads;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use self::facts::{Facet, Kind, Said, Thing};
pub use self::lockstep::{Ended, Moved, Ways};
pub use self::reads::Variable;

use self::facts::facts;
use crate::engine::Edition;
use crate::ruleset::model::{NodeKind, RulesetIx, SwitchOn};

/// What differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RulesDiff {
    /// What is new, gone or otherwise, ordered by ruleset.
    pub changes: Vec<Change>,
    /// Where answers lead elsewhere, one a ruleset in which something leads elsewhere.
    pub ways: Vec<Ways>,
}

impl RulesDiff {
    /// Returns whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.ways.is_empty()
    }

    /// Compares two rulebooks, each as it stands on its day.
    #[must_use]
    pub fn of(old: &Edition<'_>, new: &Edition<'_>) -> Self {
        let changes = changes(&facts(old), &facts(new));
        let mut ways = Vec::new();
        for (at, rules) in new.rulesets() {
            let Some(before) = old.by_id(&rules.id) else { continue };
            let sides = [(old, before), (new, at)];
            let day = old.date != new.date && sides.iter().any(|side| switches(*side, |on| *on == SwitchOn::LawDate));
            let leads = |change: &Change| match change.thing.kind {
                Kind::Table => {
                    change.leads()
                        && sides.iter().any(|side| switches(*side, |on| is_table(side.0, on, &change.thing.id)))
                }
                _ => change.thing.ruleset == *rules.id && change.leads(),
            };
            if day || changes.iter().any(leads) {
                let found = lockstep::compare((old, before), (new, at));
                if !found.moved.is_empty() || !found.complete {
                    ways.push(found);
                }
            }
        }
        Self { changes, ways }
    }
}

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What it is.
    #[serde(flatten)]
    pub thing: Thing,
    /// What of it.
    pub facet: Facet,
    /// What was said before; nothing where it is new.
    pub old: Option<Said>,
    /// What is said now; nothing where it is gone.
    pub new: Option<Said>,
}

impl Change {
    /// Returns whether another way may be taken because of it: more than words have changed.
    fn leads(&self) -> bool {
        match self.thing.kind {
            Kind::Node | Kind::End => self.facet != Facet::Provisions && self.facet != Facet::Duties,
            Kind::Table => matches!(self.facet, Facet::Row(_) | Facet::Order),
            Kind::Ruleset | Kind::Question | Kind::Duty | Kind::Provision | Kind::Effect | Kind::Term | Kind::Case => {
                false
            }
        }
    }

    /// Returns whether a row of a table comes or goes.
    fn is_row(&self) -> bool {
        matches!(self.facet, Facet::Row(_)) && (self.old.is_none() || self.new.is_none())
    }
}

/// Returns whether some step of a ruleset switches on such a thing.
fn switches((edition, at): (&Edition<'_>, RulesetIx), such: impl Fn(&SwitchOn) -> bool) -> bool {
    let mut nodes = edition.book.rulesets[at.at()].nodes.iter();
    nodes.any(|node| matches!(&node.kind, NodeKind::Switch { on, .. } if such(on)))
}

fn is_table(edition: &Edition<'_>, on: &SwitchOn, id: &str) -> bool {
    matches!(on, SwitchOn::Table(at) if *edition.book.tables[at.at()].id == *id)
}

type Facts = BTreeMap<Thing, BTreeMap<Facet, Said>>;

/// Lays two sets of facts side by side. Of what is new or gone, only that it is.
fn changes(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut changes = Vec::new();
    let empty = BTreeMap::new();
    for (thing, facets) in old {
        let other = new.get(thing).unwrap_or(&empty);
        for (facet, said) in facets {
            let now = other.get(facet);
            let told = new.contains_key(thing) || *facet == Facet::Itself;
            if told && now != Some(said) {
                changes.push(Change {
                    thing: thing.clone(),
                    facet: facet.clone(),
                    old: Some(said.clone()),
                    new: now.cloned(),
                });
            }
        }
    }
    for (thing, facets) in new {
        let other = old.get(thing);
        for (facet, said) in facets {
            let told = other.map_or(*facet == Facet::Itself, |before| !before.contains_key(facet));
            if told {
                changes.push(Change { thing: thing.clone(), facet: facet.clone(), old: None, new: Some(said.clone()) });
            }
        }
    }
    // Where rows come and go, so does their place.
    let tables: BTreeSet<Thing> = changes.iter().filter(|change| change.is_row()).map(|it| it.thing.clone()).collect();
    changes.retain(|change| change.facet != Facet::Order || !tables.contains(&change.thing));
    // What stands in registers comes last: it is met through the rulesets.
    changes.sort_by_key(|change| (change.thing.ruleset.is_empty(), change.thing.clone(), change.facet.clone()));
    changes
}
