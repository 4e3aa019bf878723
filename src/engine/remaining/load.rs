//! How many questions something puts at most, and how such numbers go together.

use super::keys::Keys;
use crate::engine::answer::{Key, ScopePath};
use crate::ruleset::model::{Effect, Subject, Target};

/// How many kinds of subject there are.
pub const SUBJECTS: usize = 5;

/// A greatest number of questions.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// Questions that stand at one place of the rules only.
    once: u32,
    /// More for each subject that nobody has named yet, by the order of [`Subject`].
    each: [u32; SUBJECTS],
    /// Questions that several places of the rules put or need: whichever comes first puts them, the others do not.
    shared: Keys,
}

impl Load {
    /// One question that only one place puts.
    pub fn one() -> Self {
        Self { once: 1, ..Self::default() }
    }

    /// One question that other places put or need too.
    pub fn shared(key: Key) -> Self {
        Self { shared: Keys::one(key), ..Self::default() }
    }

    /// Returns how many questions it is without those for each subject that is not named, and those.
    pub fn sum(&self) -> (u32, [u32; SUBJECTS]) {
        (self.once.saturating_add(self.shared.len()), self.each)
    }

    /// One after the other.
    #[must_use]
    pub fn then(mut self, next: &Self) -> Self {
        self.once = self.once.saturating_add(next.once);
        self.each = zipped(self.each, next.each, u32::saturating_add);
        self.shared.add(&next.shared);
        self
    }

    /// One or the other. What only one of them puts is a number from here on: kept by name, all the alternatives would
    /// be counted together.
    pub fn or(&mut self, other: &Self) {
        let (own, others) = (self.sum().0, other.sum().0);
        self.shared.keep_common(&other.shared);
        self.once = own.max(others).saturating_sub(self.shared.len());
        self.each = zipped(self.each, other.each, u32::max);
    }

    /// The same for another subject of a loop. What is to come for each subject that is not named is so for each of
    /// them, wherever it will be named, and is no more for being said of two.
    #[must_use]
    pub fn beside(mut self, other: &Self) -> Self {
        let each = zipped(self.each, other.each, u32::max);
        self = self.then(other);
        self.each = each;
        self
    }

    /// Leaves a loop's subject: nothing outside puts its questions.
    #[must_use]
    pub fn left(mut self, subject: Subject) -> Self {
        let before = self.shared.len();
        self.shared.retain(|key| !within(&key.scope, subject));
        self.once = self.once.saturating_add(before - self.shared.len());
        self
    }

    /// The same for each subject that will be named; what is put once for all of them is counted with each, since the
    /// first of them may be the only one.
    #[must_use]
    pub fn for_each(mut self, subject: Subject) -> Self {
        let (all, _) = self.sum();
        let each = &mut self.each[subject as usize];
        *each = each.saturating_add(all);
        Self { each: self.each, ..Self::default() }
    }
}

fn zipped(a: [u32; SUBJECTS], b: [u32; SUBJECTS], with: fn(u32, u32) -> u32) -> [u32; SUBJECTS] {
    std::array::from_fn(|at| with(a[at], b[at]))
}

fn within(scope: &ScopePath, subject: Subject) -> bool {
    match subject {
        Subject::Document => scope.document.is_some(),
        Subject::Item => scope.item.is_some(),
        Subject::Person => scope.person.is_some(),
        Subject::Provision => scope.provision.is_some(),
        Subject::By => scope.by.is_some(),
    }
}

/// Where a way through the rules leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Exit {
    /// To a node, the end of the part, a return or an outcome.
    To(Target),
    /// To a halt.
    Halted(crate::ruleset::model::HaltScope),
}

/// Every exit that can be reached, each once, with the most that is asked on the way.
#[derive(Clone, Debug, Default)]
pub struct Ways(pub Vec<(Exit, Load)>);

impl Ways {
    /// One exit, and nothing asked before it.
    pub fn to(exit: Exit) -> Self {
        Self(vec![(exit, Load::default())])
    }

    /// Adds a way.
    pub fn add(&mut self, exit: Exit, load: Load) {
        match self.0.iter_mut().find(|(known, _)| *known == exit) {
            Some((_, most)) => most.or(&load),
            None => self.0.push((exit, load)),
        }
    }

    /// The most on any way.
    pub fn most(&self) -> Load {
        let mut loads = self.0.iter().map(|(_, load)| load);
        let mut most = loads.next().cloned().unwrap_or_default();
        loads.for_each(|load| most.or(load));
        most
    }
}

/// A set of effects.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Effects(u16);

impl Effects {
    /// Adds one.
    pub fn add(&mut self, effect: Effect) {
        self.0 |= 1 << effect.at();
    }

    /// Returns whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns them, from the most open to the most closed.
    pub fn iter(self) -> impl Iterator<Item = Effect> {
        Effect::ALL.into_iter().filter(move |effect| self.0 & 1 << effect.at() != 0)
    }

    /// Returns everything that one of these and one of those join to.
    #[must_use]
    pub fn joined(self, other: Self, join: crate::ruleset::model::Join) -> Self {
        let mut all = Self::default();
        for one in self.iter() {
            other.iter().for_each(|next| all.add(one.joined(next, join)));
        }
        all
    }
}
