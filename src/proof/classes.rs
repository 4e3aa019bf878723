//! Provisions that nothing in the rules or in the invariants tells apart.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use foldhash::HashSet;

use super::happening::{InForce, Law};
use super::rules::Rules;
use crate::ruleset::model::{
    AnswerKind, Event, Filter, NodeKind, ProvisionIx, QuestionIx, Register, Rulebook, SwitchOn,
};

/// The classes of the provisions that are in force.
pub(super) struct Classes {
    /// By class, one of its members.
    of: Vec<InForce>,
    /// By class.
    traits: Vec<Traits>,
    /// The rules that are asked whether they reach a provision, and whether they reach any.
    rules: Vec<(ProvisionIx, bool)>,
}

/// All that can be told of a provision.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Traits {
    /// The test and the role, as numbers.
    kind: (u8, u8),
    /// For one that follows those beside it, the rules that reach anything on the day: each may come to reach it too.
    follows: Option<Bits>,
    /// By rule that is asked for.
    reached: Bits,
    /// By event that names provisions.
    meant: Bits,
}

/// A set of positions, a bit for each; none at the end is kept.
type Bits = Vec<u64>;

fn add(bits: &mut Bits, at: usize) {
    if bits.len() <= at / 64 {
        bits.resize(at / 64 + 1, 0);
    }
    bits[at / 64] |= 1 << (at % 64);
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
    /// Sorts the provisions, as they read on these days, by what the switches of the rules and the events can tell of them.
    pub fn new(book: &Rulebook, dates: &[NaiveDate], switches: &[ProvisionIx], events: &[&Event]) -> Self {
        let law = Law { book };
        let all = || (0..=u16::MAX).map(ProvisionIx).take(book.provisions.len());
        let reaches_any = |provision: ProvisionIx| {
            let wordings = dates.iter().filter_map(|date| book.provisions[provision.at()].on(*date));
            wordings.into_iter().any(|wording| !wording.reaches.is_empty())
        };
        let meant = |rule: ProvisionIx| {
            let mut reaching = events.iter().filter(|event| event.reaches.is_some());
            reaching.any(|event| law.is_meant(event, rule))
        };
        let rules: Vec<(ProvisionIx, bool)> = all()
            .map(|rule| (rule, reaches_any(rule)))
            .filter(|(rule, reaches_any)| switches.contains(rule) || *reaches_any && meant(*rule))
            .collect();
        let mut meant = vec![Bits::new(); book.provisions.len()];
        for (at, event) in events.iter().filter(|event| !event.applies.is_empty()).enumerate() {
            event.applies.iter().for_each(|provision| add(&mut meant[provision.at()], at));
        }
        let mut known: HashSet<Traits> = HashSet::default();
        let mut classes = Self { of: Vec::new(), traits: Vec::new(), rules };
        for &date in dates {
            let mut reached = vec![Bits::new(); book.provisions.len()];
            let mut acting = Bits::new();
            for (at, (rule, _)) in classes.rules.iter().enumerate() {
                let wording = law.wording(InForce { provision: *rule, date });
                let all = wording.iter().flat_map(|wording| &wording.reaches);
                all.for_each(|provision| add(&mut reached[provision.at()], at));
                if wording.is_some_and(|wording| !wording.reaches.is_empty()) {
                    add(&mut acting, at);
                }
            }
            for (provision, reached) in all().zip(reached) {
                let in_force = InForce { provision, date };
                let Some(wording) = law.wording(in_force) else { continue };
                let own = Traits {
                    kind: (wording.test as u8, book.provisions[provision.at()].role as u8),
                    follows: wording.follows_others.then(|| acting.clone()),
                    reached,
                    meant: meant[provision.at()].clone(),
                };
                if !known.contains(&own) {
                    known.insert(own.clone());
                    classes.traits.push(own);
                    classes.of.push(in_force);
                }
            }
        }
        classes
    }

    /// Returns all that can be told of the provisions of a day, and of the rules that may reach them.
    pub fn into_told(self) -> Told {
        Told { traits: self.traits.into_iter().collect(), rules: self.rules }
    }

    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Returns a provision that stands for its class.
    pub fn of(&self, class: u32) -> Option<InForce> {
        self.of.get(class as usize).copied()
    }

    /// Returns the classes of what may be picked.
    pub fn picked(&self, rules: &Rules<'_>, question: QuestionIx) -> Vec<u32> {
        let AnswerKind::Pick(pick) = &rules.question(question).kind else { return Vec::new() };
        let admitted = |provision: ProvisionIx| match &pick.filter {
            Some(Filter::ProvisionRole(role)) => rules.edition.book.provisions[provision.at()].role == *role,
            _ => pick.from == Register::Provisions,
        };
        (0..).zip(&self.of).filter(|(_, of)| admitted(of.provision)).map(|(class, _)| class).collect()
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
