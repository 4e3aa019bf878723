//! Which values of a fact later nodes tell apart.

use foldhash::HashMap;

/// A partition of the values of a fact, by its position in [`Partitions`].
pub(super) type Part = u32;

/// Every partition that has been met; each maps a value to the least that nothing tells from it.
#[derive(Default)]
pub(super) struct Partitions {
    list: Vec<Box<[u32]>>,
    known: HashMap<Box<[u32]>, Part>,
    joined: HashMap<(Part, Part), Part>,
}

impl Partitions {
    /// Returns the value that stands for all that are not told from `value`.
    pub fn stands_for(&self, part: Part, value: u32) -> u32 {
        self.list[part as usize].get(value as usize).copied().unwrap_or(value)
    }

    fn keep(&mut self, least: Box<[u32]>) -> Part {
        if let Some(&part) = self.known.get(&least) {
            return part;
        }
        let part = super::rules::len(self.list.len());
        self.list.push(least.clone());
        self.known.insert(least, part);
        part
    }

    /// Tells apart the values whose keys differ.
    pub fn by_key<K: PartialEq>(&mut self, keys: &[K]) -> Part {
        let mut first: Vec<u32> = Vec::new();
        let mut least = Vec::with_capacity(keys.len());
        for (value, key) in (0..).zip(keys) {
            let same = first.iter().copied().find(|other| keys[*other as usize] == *key);
            least.push(same.unwrap_or(value));
            if same.is_none() {
                first.push(value);
            }
        }
        self.keep(least.into())
    }

    /// Tells every value apart.
    pub fn each(&mut self, values: u32) -> Part {
        self.keep((0..values).collect())
    }

    /// Tells apart what either does.
    pub fn join(&mut self, one: Part, other: Part) -> Part {
        if one == other {
            return one;
        }
        let pair = (one.min(other), one.max(other));
        if let Some(&part) = self.joined.get(&pair) {
            return part;
        }
        let keys: Vec<_> =
            self.list[one as usize].iter().copied().zip(self.list[other as usize].iter().copied()).collect();
        let part = self.by_key(&keys);
        self.joined.insert(pair, part);
        part
    }
}
