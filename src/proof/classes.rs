//! Provisions that nothing in the rules or in the invariants tells apart.

use std::collections::BTreeSet;

use super::happening::Law;
use super::rules::Rules;
use crate::engine::Edition;
use crate::ruleset::model::{AnswerKind, Event, Filter, NodeKind, ProvisionIx, QuestionIx, Register, SwitchOn};

/// The classes of the provisions that are in force.
pub(super) struct Classes {
    /// By class, its members.
    members: Vec<Vec<ProvisionIx>>,
    traits: Vec<Traits>,
    /// The rules that are asked whether they reach a provision, and whether they reach any.
    rules: Vec<(ProvisionIx, bool)>,
}

/// All that can be told of a provision.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Traits {
    /// The test and the role, as numbers.
    kind: (u8, u8),
    follows_others: bool,
    reached: Vec<bool>,
    meant: Vec<bool>,
}

/// What a day's provisions look like to the rules and the invariants.
///
/// Two days on which it is the same, for the same rulesets, read the same: which provisions make up a class is nothing
/// that a path can tell.
#[derive(Eq, Hash, PartialEq)]
pub(super) struct Told {
    traits: BTreeSet<Traits>,
    rules: Vec<(ProvisionIx, bool)>,
}

impl Classes {
    /// Sorts the provisions by what the switches of the rules and the events can tell of them.
    pub fn new(edition: &Edition<'_>, switches: &[ProvisionIx], events: &[&Event], law: Law<'_>) -> Self {
        let book = edition.book;
        let all = || (0..=u16::MAX).map(ProvisionIx).take(book.provisions.len());
        let reaching = |event: &&Event| event.reaches.is_some();
        let rules: Vec<ProvisionIx> = all()
            .filter(|rule| {
                switches.contains(rule)
                    || book.provisions[rule.at()].on(law.date).is_some_and(|wording| !wording.reaches.is_empty())
                        && events.iter().filter(|event| reaching(event)).any(|event| law.is_meant(event, *rule))
            })
            .collect();
        let mut traits: Vec<Traits> = Vec::new();
        let mut members: Vec<Vec<ProvisionIx>> = Vec::new();
        for provision in all() {
            let Some(wording) = book.provisions[provision.at()].on(law.date) else { continue };
            let own = Traits {
                kind: (wording.test as u8, book.provisions[provision.at()].role as u8),
                follows_others: wording.follows_others,
                reached: rules.iter().map(|rule| law.reaches(*rule, provision) == Some(true)).collect(),
                meant: events
                    .iter()
                    .filter(|event| !event.applies.is_empty())
                    .map(|event| event.applies.contains(&provision))
                    .collect(),
            };
            if let Some(class) = traits.iter().position(|known| *known == own) {
                members[class].push(provision);
            } else {
                traits.push(own);
                members.push(vec![provision]);
            }
        }
        let reaches_any = |rule: &ProvisionIx| {
            book.provisions[rule.at()].on(law.date).is_some_and(|wording| !wording.reaches.is_empty())
        };
        let rules = rules.into_iter().map(|rule| (rule, reaches_any(&rule))).collect();
        Self { members, traits, rules }
    }

    /// Returns all that can be told of the provisions of a day, and of the rules that may reach them.
    pub fn into_told(self) -> Told {
        Told { traits: self.traits.into_iter().collect(), rules: self.rules }
    }

    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Returns a provision that stands for its class.
    pub fn of(&self, class: u32) -> Option<ProvisionIx> {
        self.members.get(class as usize)?.first().copied()
    }

    /// Returns the classes of what may be picked.
    pub fn picked(&self, rules: &Rules<'_>, question: QuestionIx) -> Vec<u32> {
        let AnswerKind::Pick(pick) = &rules.question(question).kind else { return Vec::new() };
        let admitted = |provision: ProvisionIx| match &pick.filter {
            Some(Filter::ProvisionRole(role)) => rules.edition.book.provisions[provision.at()].role == *role,
            _ => pick.from == Register::Provisions,
        };
        (0..).zip(&self.members).filter(|(_, members)| admitted(members[0])).map(|(class, _)| class).collect()
    }
}

/// Returns the rules that the switches of these nodes ask for.
pub(super) fn switched<'n>(nodes: impl Iterator<Item = &'n NodeKind>) -> Vec<ProvisionIx> {
    let mut switched: Vec<_> = nodes
        .filter_map(|kind| match kind {
            NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => Some(*rule),
            _ => None,
        })
        .collect();
    switched.sort_unstable();
    switched.dedup();
    switched
}
