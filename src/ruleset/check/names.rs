//! Names as they are written, and finding what bears them.

use foldhash::HashMap;

use super::fault::{CheckFault, Thing};
use crate::ruleset::document::{Name, Place};
use crate::ruleset::fault::Fault;
use crate::ruleset::model::{DoubtMeans, Register, Test};
use crate::ruleset::suggest;

/// The options of a tri question, in their order.
pub(super) const TRI: [&str; 3] = ["ja", "nej", "vet-ej"];

pub(super) const fn test(test: Test) -> &'static str {
    Test::ALL[test as usize].1
}

/// Returns the register of that name that a list can fill.
pub(super) fn register_named(name: &str) -> Option<Register> {
    Register::FILLED.into_iter().find(|register| register.id() == name)
}

pub(super) const fn doubt(means: DoubtMeans) -> &'static str {
    match means {
        DoubtMeans::FindOut => "find-out",
        DoubtMeans::Secret => "secret",
        DoubtMeans::OpenIfEntitled => "open-if-entitled",
        DoubtMeans::Report => "report",
        DoubtMeans::Closed => "closed",
        DoubtMeans::Refer => "refer",
    }
}

/// The faults found so far.
#[derive(Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    pub(super) fn push(&mut self, file: &str, place: Place, kind: CheckFault) {
        self.list.push(Fault::new(file, place, kind));
    }

    /// A name that is none of `candidates`.
    pub(super) fn unknown<'a>(
        &mut self,
        file: &str,
        name: &Name,
        thing: Thing,
        candidates: impl IntoIterator<Item = &'a str>,
    ) {
        // So many faults have one cause, and comparing all names with all would take long.
        const MOST: usize = 500;
        let meant = if self.list.len() < MOST {
            let mut candidates: Vec<&str> = candidates.into_iter().collect();
            // Of two that are equally near, the one that comes first in the alphabet, whatever order a map gives.
            candidates.sort_unstable();
            suggest::closest(&name.value, candidates).map(Box::from)
        } else {
            None
        };
        self.push(file, name.place, CheckFault::Unknown { thing, name: name.value.clone(), meant });
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the faults ordered by file and place, each once.
    pub(super) fn into_ordered(mut self) -> Vec<Fault> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}

/// The ids of one kind of thing.
pub(super) struct Ids<'d, T> {
    thing: Thing,
    map: HashMap<&'d str, T>,
}

impl<'d, T: Copy> Ids<'d, T> {
    pub(super) fn new(thing: Thing) -> Self {
        Self { thing, map: HashMap::default() }
    }

    pub(super) fn insert(&mut self, id: &'d str, value: T) {
        self.map.insert(id, value);
    }

    pub(super) fn get(&self, id: &str) -> Option<T> {
        self.map.get(id).copied()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.map.keys().copied()
    }

    pub(super) fn find(&self, name: &Name, file: &str, faults: &mut Faults) -> Option<T> {
        let found = self.get(&name.value);
        if found.is_none() {
            faults.unknown(file, name, self.thing, self.names());
        }
        found
    }

    pub(super) fn find_all(&self, names: &[Name], file: &str, faults: &mut Faults) -> Vec<T> {
        names.iter().filter_map(|name| self.find(name, file, faults)).collect()
    }
}

/// Numbers a list whose length [`super::check`] has found to fit.
pub(super) fn number(at: usize) -> u16 {
    u16::try_from(at).expect("lists that are too long are refused before anything is numbered")
}
