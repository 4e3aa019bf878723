//! What is known, as a list of facts with their values, each list kept once.

use std::hash::Hash;

use foldhash::fast::RandomState;
use indexmap::IndexSet;

use crate::proof::partition::{Part, Partitions};
use crate::proof::rules::{Fact, len};

/// A list of facts, by its position among all that have been met; 0 knows nothing.
pub(in crate::proof) type StateIx = u32;

const fn entry(fact: Fact, value: u32) -> u64 {
    (fact as u64) << 32 | value as u64
}

/// Returns the fact and its value.
#[expect(clippy::cast_possible_truncation, reason = "takes apart what `entry` puts together")]
pub(super) const fn parts(entry: u64) -> (Fact, u32) {
    ((entry >> 32) as Fact, entry as u32)
}

/// Returns the value of a fact, if it is known.
pub(in crate::proof) fn get(state: &[u64], fact: Fact) -> Option<u32> {
    let at = state.binary_search_by_key(&fact, |entry| parts(*entry).0).ok()?;
    Some(parts(state[at]).1)
}

/// Makes a fact known.
pub(in crate::proof) fn set(state: &mut Vec<u64>, fact: Fact, value: u32) {
    match state.binary_search_by_key(&fact, |entry| parts(*entry).0) {
        Ok(at) => state[at] = entry(fact, value),
        Err(at) => state.insert(at, entry(fact, value)),
    }
}

/// Writes into `kept` what of a state is looked at.
pub(super) fn project(state: &[u64], live: &[(Fact, Part)], all: &Partitions, kept: &mut Vec<u64>) {
    kept.clear();
    let mut live = live.iter().peekable();
    for &known in state {
        let (fact, value) = parts(known);
        while live.next_if(|(other, _)| *other < fact).is_some() {}
        if let Some((_, part)) = live.next_if(|(other, _)| *other == fact) {
            kept.push(entry(fact, all.stands_for(*part, value)));
        }
    }
}

/// Lists, each kept once.
pub(super) struct Interner<T> {
    lists: IndexSet<Box<[T]>, RandomState>,
}

impl<T: Clone + Eq + Hash> Interner<T> {
    /// The list at 0 is the empty one.
    pub fn new() -> Self {
        Self { lists: [Box::default()].into_iter().collect() }
    }

    pub fn add(&mut self, list: &[T]) -> u32 {
        if list.is_empty() {
            return 0;
        }
        let known = self.lists.get_index_of(list);
        len(known.unwrap_or_else(|| self.lists.insert_full(list.into()).0))
    }

    pub fn get(&self, index: u32) -> &[T] {
        &self.lists[index as usize]
    }

    pub fn len(&self) -> usize {
        self.lists.len()
    }
}
