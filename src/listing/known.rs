//! The rows that are there before a file is read, by their ids and by what they are called.

use std::collections::{HashMap, HashSet};

use super::heading::folded;
use crate::answers::Raw;
use crate::ruleset::model::Register;

/// The rows of an assessment's registers.
#[derive(Clone, Debug, Default)]
pub struct Known {
    names: HashMap<(Register, String), Found>,
    /// What the rows are called, in their order.
    shown: Vec<(Register, Box<str>)>,
    /// Ids that no new row may have, those of rows that are gone too: what was said of one is never another's.
    taken: HashSet<Box<str>>,
    /// Where to look for the next id that is free.
    next: HashMap<Register, usize>,
    /// Lists that are complete as they are.
    complete: Vec<Register>,
}

/// What a name stands for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Found {
    /// The row of this id.
    One(Box<str>),
    Several,
}

impl Known {
    /// Adds the rows of a list, as an answers file has them.
    pub fn add(&mut self, register: Register, rows: &Raw<'_>) {
        let Raw::List(rows) = rows else { return };
        for row in rows {
            if let (Raw::Map(cells), Some(id)) = (row, row.get("id").and_then(Raw::text)) {
                let others = cells.iter().filter(|(column, _)| column != "id");
                self.add_row(register, id, others.filter_map(|(_, cell)| cell.text()));
            }
        }
    }

    /// Adds one row with the texts in it, by each of which it may be named.
    pub(super) fn add_row<'c>(&mut self, register: Register, id: &'c str, texts: impl Iterator<Item = &'c str>) {
        let texts: Vec<&str> = texts.collect();
        self.shown.push((register, texts.first().copied().unwrap_or(id).into()));
        for name in texts.into_iter().chain([id]) {
            let found = self.names.entry((register, folded(name))).or_insert_with(|| Found::One(id.into()));
            if *found != Found::One(id.into()) {
                *found = Found::Several;
            }
        }
        self.take(id);
    }

    /// Notes an id that no new row may have.
    pub fn take(&mut self, id: &str) {
        self.taken.insert(id.into());
    }

    /// Says that a list is complete: nothing is added to it.
    pub fn complete(&mut self, register: Register) {
        self.complete.push(register);
    }

    pub(super) fn is_complete(&self, register: Register) -> bool {
        self.complete.contains(&register)
    }

    pub(super) fn is_taken(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// Takes a new id for a row of a register.
    pub(super) fn fresh(&mut self, register: Register) -> Box<str> {
        let next = self.next.entry(register).or_insert(1);
        loop {
            let id: Box<str> = format!("{}{next}", register.letter()).into();
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// Finds the row of a register that a name stands for.
    pub(super) fn find(&self, register: Register, name: &str) -> Option<&Found> {
        self.names.get(&(register, folded(name)))
    }

    /// Returns the id of the one row that a name stands for.
    #[must_use]
    pub fn id_of(&self, register: Register, name: &str) -> Option<Box<str>> {
        match self.find(register, name)? {
            Found::One(id) => Some(id.clone()),
            Found::Several => None,
        }
    }

    /// Returns what up to so many rows of a register are called.
    #[must_use]
    pub fn shown(&self, register: Register, most: usize) -> Vec<Box<str>> {
        let of_register = self.shown.iter().filter(|(of, _)| *of == register);
        of_register.take(most).map(|(_, name)| name.clone()).collect()
    }
}
