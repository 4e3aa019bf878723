//! What a configuration says, once it is without faults.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ruleset::model::{Effect, Role};
use crate::text::{Language, Text};

/// The configuration of one authority and one officer's place in it. Without a file, nothing of it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The authority.
    pub authority: Option<Authority>,
    /// The language that the program speaks where the command line and the surroundings say nothing.
    pub language: Option<Language>,
    /// The officer's own role and unit.
    pub officer: Own,
    /// The units, in the order written.
    pub units: Vec<Unit>,
    /// The roles, in the order written; every id once.
    pub roles: Vec<Position>,
    /// The rows of the delegation of authority (delegationsordning), in the order written.
    pub delegation: Vec<Delegation>,
    /// The marks of retention and disposal that the authority uses.
    pub retention: Vec<Mark>,
    /// The channels that the authority prefers, the most preferred first.
    pub channels: Vec<Mark>,
}

/// The authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Authority {
    /// Its name, as it stands at the top of a memo.
    pub name: Box<str>,
    /// What kind of authority it is.
    pub kind: AuthorityKind,
}

/// The kinds of authority: the options of the shared question [`AuthorityKind::QUESTION`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityKind {
    /// A social welfare board.
    Socialnamnd,
    /// Another municipal board.
    AnnanNamnd,
    /// A region.
    Region,
    /// A school.
    Skola,
    /// The Swedish Social Insurance Agency.
    Forsakringskassan,
    /// Another state authority.
    AnnanStatlig,
    /// A private body that OSL or a statutory duty of silence binds.
    EnskildUtforare,
}

impl AuthorityKind {
    /// The shared question that the kind answers.
    pub const QUESTION: &'static str = "myndighetsslag";

    /// Every kind, in the order of the question's options.
    pub const ALL: [Self; 7] = [
        Self::Socialnamnd,
        Self::AnnanNamnd,
        Self::Region,
        Self::Skola,
        Self::Forsakringskassan,
        Self::AnnanStatlig,
        Self::EnskildUtforare,
    ];

    /// Returns the id that files and answers use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Socialnamnd => "socialnamnd",
            Self::AnnanNamnd => "annan-namnd",
            Self::Region => "region",
            Self::Skola => "skola",
            Self::Forsakringskassan => "forsakringskassan",
            Self::AnnanStatlig => "annan-statlig",
            Self::EnskildUtforare => "enskild-utforare",
        }
    }

    /// Returns what it is called.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Self::Socialnamnd => language.choose("socialnämnd", "social welfare board"),
            Self::AnnanNamnd => language.choose("annan nämnd i en kommun", "another municipal board"),
            Self::Region => language.choose("region", "region"),
            Self::Skola => language.choose("skola", "school"),
            Self::Forsakringskassan => language.choose("Försäkringskassan", "the Swedish Social Insurance Agency"),
            Self::AnnanStatlig => language.choose("annan statlig myndighet", "another state authority"),
            Self::EnskildUtforare => language.choose("enskild utförare", "private provider"),
        }
    }
}

/// A unit within the authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// ASCII slug.
    pub id: Box<str>,
    /// What it is called.
    pub name: Text,
}

/// A role as the authority calls it (befattning), with its place in the general order of roles.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// ASCII slug.
    pub id: Box<str>,
    /// What it is called.
    pub name: Text,
    /// Its place among the general roles.
    pub level: Role,
}

/// The officer's own place, as the file says; `None` where it says nothing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Own {
    /// The id of the role.
    pub role: Option<Box<str>>,
    /// The id of the unit.
    pub unit: Option<Box<str>>,
}

/// A row of the delegation of authority: who may decide what, at which point.
#[derive(Clone, Debug, PartialEq)]
pub struct Delegation {
    /// The point, as the authority numbers it.
    pub point: Box<str>,
    /// The id of the role that may decide.
    pub role: Box<str>,
    /// Only outcomes of this procedure; of every procedure where left out.
    pub procedure: Option<Box<str>>,
    /// The ids of outcomes of `procedure`.
    pub outcomes: Vec<Box<str>>,
    /// Every outcome with one of these effects.
    pub effects: Vec<Effect>,
    /// The first day, if any.
    pub from: Option<NaiveDate>,
    /// The last day, if any.
    pub to: Option<NaiveDate>,
}

impl Delegation {
    /// Says whether the row speaks of an outcome: by its id, by its effect, or by its procedure alone.
    #[must_use]
    pub fn covers(&self, procedure: &str, outcome: &str, effect: Effect) -> bool {
        if self.procedure.as_deref().is_some_and(|own| own != procedure) {
            return false;
        }
        if self.outcomes.is_empty() && self.effects.is_empty() {
            return self.procedure.is_some();
        }
        self.outcomes.iter().any(|own| **own == *outcome) || self.effects.contains(&effect)
    }

    /// Says whether the row holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Says whether there is a day that both rows hold on.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let before = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).is_some_and(|(to, from)| to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// An id with words: a mark of retention, a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// ASCII slug.
    pub id: Box<str>,
    /// What it means.
    pub text: Text,
}

impl Config {
    /// Returns the role of that id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&Position> {
        self.roles.iter().find(|role| *role.id == *id)
    }

    /// Returns the unit of that id.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| *unit.id == *id)
    }

    /// Returns the rows that speak of an outcome on a day, each with the role it names, in the order written.
    pub fn rows_for<'c>(
        &'c self,
        procedure: &'c str,
        outcome: &'c str,
        effect: Effect,
        day: NaiveDate,
    ) -> impl Iterator<Item = (&'c Delegation, &'c Position)> {
        let rows = self.delegation.iter();
        rows.filter(move |row| row.covers(procedure, outcome, effect) && row.holds_on(day))
            .filter_map(|row| Some((row, self.role(&row.role)?)))
    }
}

/// Returns the id of a general role, as rule files and configurations write it.
#[must_use]
pub const fn role_id(role: Role) -> &'static str {
    match role {
        Role::Officer => "officer",
        Role::SecondReader => "second-reader",
        Role::Lawyer => "lawyer",
        Role::Manager => "manager",
        Role::Delegate => "delegate",
        Role::Board => "board",
    }
}

/// Every general role, lowest first.
pub const ROLES: [Role; 6] =
    [Role::Officer, Role::SecondReader, Role::Lawyer, Role::Manager, Role::Delegate, Role::Board];

/// Returns the general role of that id.
#[must_use]
pub fn role_of_id(id: &str) -> Option<Role> {
    ROLES.into_iter().find(|role| role_id(*role) == id)
}
