//! Who may decide what, outcome by outcome, and what nobody may.

use chrono::NaiveDate;
use serde::Serialize;

use super::check::decisions;
use super::model::{Config, Position};
use super::power::{Power, Row};
use crate::ruleset::model::{Effect, Role, Rulebook};
use crate::text::{Language, Text};

/// The outcomes of one procedure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overview {
    /// The procedure's id.
    pub procedure: Box<str>,
    /// What it is called.
    pub title: Text,
    /// Its outcomes, as the latest version has them.
    pub outcomes: Vec<Decided>,
}

/// Who may decide one outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decided {
    /// The outcome's id.
    pub id: Box<str>,
    /// Its effect.
    pub effect: Effect,
    /// The lowest general role that the rules ask for.
    pub decider: Role,
    /// The rows of the delegation in force.
    pub rows: Vec<Row>,
    /// The roles of the configuration, by id, that may decide by their level alone.
    pub by_level: Vec<Box<str>>,
    /// The lowest general role that may decide by its level alone.
    pub least: Role,
}

/// What is no fault and yet hardly meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// No role of the configuration may decide it.
    Nobody {
        /// The procedure's id.
        procedure: Box<str>,
        /// The outcome's id.
        outcome: Box<str>,
    },
    /// A row whose days have passed.
    Lapsed(Box<str>, NaiveDate),
    /// A row whose days have not come.
    ToCome(Box<str>, NaiveDate),
    /// A row that no outcome of the rules answers to.
    Idle(Box<str>),
}

/// Returns who may decide what on a day, procedure by procedure, and what nobody may.
#[must_use]
pub fn overview(config: &Config, book: &Rulebook, day: NaiveDate) -> (Vec<Overview>, Vec<Warning>) {
    let mut all: Vec<Overview> = Vec::new();
    let mut warnings = Vec::new();
    let decisions = decisions(book);
    for one in &decisions {
        let rows = config.delegated(one.procedure, one.outcome, one.effect, day);
        let power = Power::over(rows, one.decider, Role::Officer, None);
        let by_level: Vec<Box<str>> = carried(config, power.least).map(|role| role.id.clone()).collect();
        if power.rows.is_empty() && by_level.is_empty() && !config.roles.is_empty() {
            warnings.push(Warning::Nobody { procedure: one.procedure.into(), outcome: one.outcome.into() });
        }
        let decided = Decided {
            id: one.outcome.into(),
            effect: one.effect,
            decider: one.decider,
            rows: power.rows,
            by_level,
            least: power.least,
        };
        match all.last_mut() {
            Some(last) if *last.procedure == *one.procedure => last.outcomes.push(decided),
            _ => all.push(Overview {
                procedure: one.procedure.into(),
                title: title(book, one.procedure),
                outcomes: vec![decided],
            }),
        }
    }
    for row in &config.delegation {
        if !decisions.iter().any(|one| row.covers(one.procedure, one.outcome, one.effect)) {
            warnings.push(Warning::Idle(row.point.clone()));
        }
        if let Some(to) = row.to.filter(|to| *to < day) {
            warnings.push(Warning::Lapsed(row.point.clone(), to));
        } else if let Some(from) = row.from.filter(|from| day < *from) {
            warnings.push(Warning::ToCome(row.point.clone(), from));
        }
    }
    (all, warnings)
}

/// Returns the roles whose level reaches `least`.
fn carried(config: &Config, least: Role) -> impl Iterator<Item = &Position> {
    config.roles.iter().filter(move |role| role.level >= least)
}

fn title(book: &Rulebook, procedure: &str) -> Text {
    let found = book.rulesets.iter().rev().find(|rules| *rules.id == *procedure);
    found.map(|rules| rules.title.clone()).unwrap_or_default()
}

impl Warning {
    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nobody { .. } => "C101",
            Self::Lapsed(..) => "C102",
            Self::ToCome(..) => "C103",
            Self::Idle(_) => "C104",
        }
    }

    /// Returns what is hardly meant.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Nobody { procedure, outcome }, Language::Sv) => {
                format!("ingen av rollerna får besluta `{procedure}.{outcome}`")
            }
            (Self::Nobody { procedure, outcome }, Language::En) => {
                format!("none of the roles may decide `{procedure}.{outcome}`")
            }
            (Self::Lapsed(point, day), Language::Sv) => format!("punkt {point} gällde till och med {day}"),
            (Self::Lapsed(point, day), Language::En) => format!("point {point} was in force until {day}"),
            (Self::ToCome(point, day), Language::Sv) => format!("punkt {point} gäller först från {day}"),
            (Self::ToCome(point, day), Language::En) => format!("point {point} is in force only from {day}"),
            (Self::Idle(point), Language::Sv) => format!("punkt {point} passar inget utfall i reglerna"),
            (Self::Idle(point), Language::En) => format!("point {point} fits no outcome of the rules"),
        }
    }
}
