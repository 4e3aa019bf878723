//! The rows that an assessment's registers hold, by id.

use std::collections::HashMap;

use crate::engine::{Answers, Edition, Entity, Key, Row, ScopePath, Value};
use crate::ruleset::model::{AnswerKind, Filter, Pick, Register};

/// The registers of persons, documents and items.
#[derive(Clone, Debug)]
pub struct Registers {
    rows: [Vec<Row>; 3],
    ids: [HashMap<Box<str>, Entity>; 3],
    order: [Vec<Box<str>>; 3],
}

impl Default for Registers {
    fn default() -> Self {
        let mut registers = Self { rows: Default::default(), ids: Default::default(), order: Default::default() };
        registers.add(Register::Persons, "public", Entity::PUBLIC);
        registers
    }
}

fn at(register: Register) -> Option<usize> {
    match register {
        Register::Persons => Some(0),
        Register::Documents => Some(1),
        Register::Items => Some(2),
        Register::Provisions => None,
    }
}

impl Registers {
    /// Notes that a register has a row of that id.
    pub fn add(&mut self, register: Register, id: &str, entity: Entity) {
        if let Some(at) = at(register)
            && self.ids[at].insert(id.into(), entity).is_none()
        {
            self.order[at].push(id.into());
        }
    }

    /// Sets the rows of a register.
    pub fn set_rows(&mut self, register: Register, rows: Vec<Row>) {
        if let Some(at) = at(register) {
            self.rows[at] = rows;
        }
    }

    /// Returns the row of that id.
    #[must_use]
    pub fn find(&self, register: Register, id: &str) -> Option<Entity> {
        self.ids[at(register)?].get(id).copied()
    }

    /// Returns up to so many ids, in the order of the rows.
    #[must_use]
    pub fn ids(&self, register: Register, most: usize) -> Vec<Box<str>> {
        at(register).map(|at| self.order[at].iter().take(most).cloned().collect()).unwrap_or_default()
    }

    /// Returns the row of an entity.
    #[must_use]
    pub fn row(&self, register: Register, entity: Entity) -> Option<&Row> {
        self.rows[at(register)?].iter().find(|row| row.entity == entity)
    }
}

/// Returns the key that a register's rows stand under, if any question in force fills it.
#[must_use]
pub fn register_key(edition: &Edition<'_>, register: Register) -> Option<Key> {
    Some(Key { scope: ScopePath::default(), question: edition.register(register)? })
}

/// Returns whether a row of a register qualifies for a pick from it.
#[must_use]
pub fn row_eligible(edition: &Edition<'_>, pick: &Pick, row: &Row) -> bool {
    let Some(Filter::Column { column, options }) = &pick.filter else { return true };
    let Some(question) = edition.register(pick.from) else { return false };
    let AnswerKind::List(list) = &edition.book.questions[question.at()].kind else { return false };
    row.option(list, column).is_some_and(|chosen| options.iter().any(|option| **option == *chosen))
}

/// Returns the rows of a register; none while its question is unanswered.
#[must_use]
pub fn register_rows<'a>(edition: &Edition<'_>, answers: &'a impl Answers, register: Register) -> &'a [Row] {
    match register_key(edition, register).and_then(|key| answers.get(key)) {
        Some(Value::Rows(rows)) => rows,
        _ => &[],
    }
}
