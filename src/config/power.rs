//! In which role somebody acts, and what the delegation says of an outcome.

use chrono::NaiveDate;

use super::model::{Config, Delegation, Position, role_of_id};
use crate::assessment::Words;
pub use crate::assessment::delegation::{Power, Row};
use crate::ruleset::model::{Effect, Role};

/// In which role somebody acts: one of the authority's own, or a general one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// The authority's own role; `None` for a general one.
    pub position: Option<Position>,
    /// The general role.
    pub level: Role,
}

impl Standing {
    /// Returns the standing of a role id: the configuration's, else a general one.
    #[must_use]
    pub fn of(id: &str, config: &Config) -> Option<Self> {
        if let Some(position) = config.role(id) {
            return Some(Self { level: position.level, position: Some(position.clone()) });
        }
        role_of_id(id).map(|level| Self { position: None, level })
    }
}

/// Returns a row as a record keeps it.
fn kept(row: &Delegation, role: &Position) -> Row {
    Row {
        point: row.point.to_string(),
        role: role.id.to_string(),
        name: Words::from(&role.name),
        level: role.level,
        from: row.from,
        to: row.to,
    }
}

impl Config {
    /// Returns what the delegation says of an outcome on a day, as a record keeps it.
    #[must_use]
    pub fn delegated(&self, procedure: &str, outcome: &str, effect: Effect, day: NaiveDate) -> Vec<Row> {
        self.rows_for(procedure, outcome, effect, day).map(|(row, role)| kept(row, role)).collect()
    }
}
