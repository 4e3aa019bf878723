//! Small sets of questions, made to be copied and joined often: most joins leave one of the two as it is.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::engine::answer::Key;

/// Keys, each once, in the order of [`order`]; nothing stands for none.
#[derive(Clone, Debug, Default)]
pub struct Keys(Option<Rc<[Key]>>);

impl Keys {
    /// One key.
    pub fn one(key: Key) -> Self {
        Self(Some(Rc::new([key])))
    }

    fn of(keys: Vec<Key>) -> Self {
        Self((!keys.is_empty()).then(|| keys.into()))
    }

    fn slice(&self) -> &[Key] {
        self.0.as_deref().unwrap_or_default()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.slice().as_ptr() == other.slice().as_ptr()
    }

    /// Returns how many there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.slice().len()).unwrap_or(u32::MAX)
    }

    /// Adds those of another set.
    pub fn add(&mut self, other: &Self) {
        if other.is_within(self) {
            return;
        }
        if self.is_within(other) {
            *self = other.clone();
            return;
        }
        let mut all = Vec::with_capacity(self.slice().len() + other.slice().len());
        let (mut own, mut others) = (self.slice(), other.slice());
        while let ([one, rest @ ..], [another, other_rest @ ..]) = (own, others) {
            let (key, of_own, of_other) = match order(one, another) {
                Ordering::Less => (one, rest, others),
                Ordering::Greater => (another, own, other_rest),
                Ordering::Equal => (one, rest, other_rest),
            };
            all.push(*key);
            (own, others) = (of_own, of_other);
        }
        all.extend(own);
        all.extend(others);
        *self = Self::of(all);
    }

    /// Keeps those that another set has too.
    pub fn keep_common(&mut self, other: &Self) {
        if self.is_within(other) {
            return;
        }
        if other.is_within(self) {
            *self = other.clone();
            return;
        }
        self.retain(|key| other.slice().binary_search_by(|it| order(it, key)).is_ok());
    }

    /// Keeps those that fit.
    pub fn retain(&mut self, fits: impl Fn(&Key) -> bool) {
        if !self.slice().iter().all(&fits) {
            *self = Self::of(self.slice().iter().copied().filter(fits).collect());
        }
    }

    fn is_within(&self, other: &Self) -> bool {
        if self.is_same(other) {
            return true;
        }
        let mut others = other.slice().iter();
        self.len() <= other.len() && self.slice().iter().all(|key| others.any(|it| it == key))
    }
}

/// By question first: scopes are alike, and to compare one takes much longer.
fn order(one: &Key, other: &Key) -> Ordering {
    one.question.cmp(&other.question).then_with(|| one.scope.cmp(&other.scope))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::engine::answer::{Entity, ScopePath};
    use crate::ruleset::model::QuestionIx;

    fn some() -> impl Strategy<Value = BTreeSet<Key>> {
        let key = (0u16..6, prop::option::of(0u16..3)).prop_map(|(question, item)| Key {
            scope: ScopePath { item: item.map(Entity), ..ScopePath::default() },
            question: QuestionIx(question),
        });
        prop::collection::btree_set(key, 0..8)
    }

    fn keys(of: &BTreeSet<Key>) -> Keys {
        let mut keys = Keys::default();
        for key in of {
            keys.add(&Keys::one(*key));
        }
        keys
    }

    fn set(of: &Keys) -> BTreeSet<Key> {
        assert!(of.slice().is_sorted_by(|one, other| order(one, other).is_lt()));
        of.slice().iter().copied().collect()
    }

    proptest! {
        #[test]
        fn they_join_as_sets_do(a in some(), b in some()) {
            let (mut both, mut common, mut own) = (keys(&a), keys(&a), keys(&a));
            both.add(&keys(&b));
            common.keep_common(&keys(&b));
            own.retain(|key| key.scope.item.is_none());
            prop_assert_eq!(set(&both), &a | &b);
            prop_assert_eq!(set(&common), &a & &b);
            prop_assert_eq!(set(&own), a.iter().copied().filter(|key| key.scope.item.is_none()).collect());
        }
    }
}
