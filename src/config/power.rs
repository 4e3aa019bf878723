//! Who may decide what: the officer's standing held against an outcome and the rows of the delegation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::{Config, Delegation, Position, role_of_id};
use crate::assessment::Words;
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

/// A row of the delegation as a record keeps it: nothing else is needed to read it later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The point, as the authority numbers it.
    pub point: String,
    /// The id of the role that may decide.
    pub role: String,
    /// What the role is called.
    pub name: Words,
    /// The general role that it corresponds to.
    pub level: Role,
    /// The first day, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl Row {
    fn of(row: &Delegation, role: &Position) -> Self {
        Self {
            point: row.point.to_string(),
            role: role.id.to_string(),
            name: Words::from(&role.name),
            level: role.level,
            from: row.from,
            to: row.to,
        }
    }
}

/// Whether an outcome may be decided in a role, and by what.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// The rows of the delegation that speak of the outcome that day, in the order written.
    pub rows: Vec<Row>,
    /// The lowest general role that may decide without a row of its own.
    pub least: Role,
    /// Whether the role may decide.
    pub may: bool,
    /// The row that the role decides by; `None` where its level alone carries it.
    pub by: Option<Row>,
}

impl Power {
    /// Holds a standing against an outcome whose rules ask for `decider`.
    ///
    /// A row that names the role decides. Without one, the role's level must reach both what the rules ask for and the
    /// lowest role that the rows give it to.
    #[must_use]
    pub fn over(rows: Vec<Row>, decider: Role, level: Role, role: Option<&str>) -> Self {
        let by = rows.iter().find(|row| role == Some(&*row.role)).cloned();
        let lowest = rows.iter().map(|row| row.level).min().unwrap_or_default();
        let least = decider.max(lowest);
        Self { may: by.is_some() || level >= least, least, rows, by }
    }
}

impl Config {
    /// Returns what the delegation says of an outcome on a day, as a record keeps it.
    #[must_use]
    pub fn delegated(&self, procedure: &str, outcome: &str, effect: Effect, day: NaiveDate) -> Vec<Row> {
        self.rows_for(procedure, outcome, effect, day).map(|(row, role)| Row::of(row, role)).collect()
    }
}
