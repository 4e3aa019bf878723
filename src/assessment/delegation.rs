//! Who may decide an outcome: the officer's role held against the rules and the authority's delegation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::{Assessment, Words};
use super::words::role;
use crate::ruleset::model::Role;
use crate::text::Language;

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

/// What the delegation said of the outcome on the day of the decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegated {
    /// Its rows, in the order of the authority's own list.
    pub rows: Vec<Row>,
    /// The point that the officer decides by; left out where they may not, or where their level alone carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
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
    /// Holds a role against an outcome whose rules ask for `decider`.
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

impl Assessment {
    /// Holds a role against what was assessed, from the record alone: who may decide it in the end.
    #[must_use]
    pub fn power_of(&self, level: Role, role: Option<&str>) -> Power {
        let rows = self.delegation.as_ref().map(|delegated| delegated.rows.clone()).unwrap_or_default();
        Power::over(rows, self.decider, level, role)
    }

    /// Returns who must still decide or approve it, in words: each role once, with the point that gives it the decision.
    #[must_use]
    pub fn awaited(&self, language: Language) -> Vec<String> {
        let position = self.officer.position.as_ref().map(|held| &*held.id);
        let power = self.power_of(self.officer.role, position);
        let mut all = Vec::new();
        if self.outcome.is_none() {
            // Before the questions of another actor are answered there is nothing to decide.
            let answers = self.open.iter().filter_map(|point| point.awaits.as_ref());
            for awaits in answers {
                let words = role(awaits.role).get(language).to_owned();
                if !all.contains(&words) {
                    all.push(words);
                }
            }
        } else if !power.may && power.rows.is_empty() {
            all.push(role(power.least).get(language).to_owned());
        } else if !power.may {
            let point = language.choose("punkt", "point");
            all.extend(power.rows.iter().map(|row| format!("{} ({point} {})", row.name.get(language), row.point)));
        }
        for wanted in &self.approval {
            let words = role(*wanted).get(language).to_owned();
            if !all.contains(&words) {
                all.push(words);
            }
        }
        all
    }
}
