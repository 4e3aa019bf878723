//! The shared registers: provisions through time, and duties with their deadlines.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ProvisionIx, Validity};
use crate::text::Text;

/// A provision through time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provision {
    /// ASCII slug such as `osl-26-1`.
    pub id: Box<str>,
    /// How it is written in a decision: `26 kap. 1 § OSL`.
    pub designation: Text,
    /// The short form, the same in both languages: `OSL 26:1`.
    pub short: Box<str>,
    /// What it does in the tests.
    pub role: ProvisionRole,
    /// Its wordings, ordered by first day, without overlap.
    pub versions: Vec<ProvisionVersion>,
}

impl Provision {
    /// Returns the wording in force on `date`.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> Option<&ProvisionVersion> {
        self.versions.iter().find(|v| v.valid.holds_on(date))
    }
}

/// What a provision does.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProvisionRole {
    /// Makes an item secret, or not.
    Secrecy,
    /// Overrides secrecy (sekretessbrytande).
    Overriding,
    /// Rules how things are done.
    Procedure,
}

/// One wording of a provision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvisionVersion {
    /// When it is in force.
    pub valid: Validity,
    /// The kind of test.
    pub test: Test,
    /// What it does, in the project's own words.
    pub text: Text,
    /// The act that gave the wording, such as `SFS 2024:88`.
    pub basis: Box<str>,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// What the confidence leaves open, where it is not the statute alone.
    pub note: Option<Text>,
    /// When it was last checked.
    pub checked: NaiveDate,
    /// Against which text.
    pub against: Box<str>,
    /// The secrecy provisions that an overriding provision reaches.
    pub reaches: Vec<ProvisionIx>,
    /// Its secrecy falls with that of the provisions beside it (21:1 through 21:2 OSL).
    pub follows_others: bool,
    /// The longest time that the secrecy lasts, in years.
    pub years: Option<u32>,
}

/// The kinds of test.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// No test at all: always secret.
    Absolute,
    /// Secret unless it is clear that no harm follows (omvänt skaderekvisit).
    Reverse,
    /// Open unless harm may be assumed (rakt skaderekvisit).
    Straight,
    /// Open unless a special reason or considerable harm (kvalificerat rakt).
    QualifiedStraight,
    /// Secret where necessary (26:2 OSL).
    Necessity,
    /// Secret where danger may be assumed (26:5, 28:3 OSL).
    Danger,
    /// Measured against the purpose of the activity (26:14 b–c OSL).
    Purpose,
    /// Two interests are weighed (10:3, 10:15 a, 10:27 OSL).
    Weight,
    /// A duty to disclose (10:28 OSL).
    Duty,
    /// No test.
    None,
}

impl Test {
    /// Every kind of test with its name in rule files, in its order.
    pub const ALL: [(Self, &str); 10] = [
        (Self::Absolute, "absolute"),
        (Self::Reverse, "reverse"),
        (Self::Straight, "straight"),
        (Self::QualifiedStraight, "qualified-straight"),
        (Self::Necessity, "necessity"),
        (Self::Danger, "danger"),
        (Self::Purpose, "purpose"),
        (Self::Weight, "weight"),
        (Self::Duty, "duty"),
        (Self::None, "none"),
    ];
}

/// How sure an entry is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Confidence {
    /// The statute text was read.
    #[serde(rename = "V-lag")]
    Statute,
    /// The decision was read.
    #[serde(rename = "V-praxis")]
    Practice,
    /// Read only in a secondary account.
    #[serde(rename = "V-sek")]
    Secondary,
    /// Recalled, not found in a source.
    #[serde(rename = "R")]
    Recalled,
    /// Inference from the text.
    #[serde(rename = "I")]
    Inference,
}

/// Something that the officer must do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// ASCII slug.
    pub id: Box<str>,
    /// What to do.
    pub text: Text,
    /// By when.
    pub deadline: Option<Deadline>,
    /// The provisions it rests on.
    pub provisions: Vec<ProvisionIx>,
}

/// By when a duty is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// How long.
    pub within: Within,
    /// From when.
    pub from: Moment,
}

/// How long a deadline is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Within {
    /// At once.
    AtOnce,
    /// The same day.
    SameDay,
    /// So many hours (`PT72H`).
    Hours(u32),
    /// So many days (`P7D`, `P14D`).
    Days(u32),
    /// So many weeks (`P3W`).
    Weeks(u32),
    /// So many months (`P4M`).
    Months(u32),
}

impl Within {
    /// Reads `at-once`, `same-day`, `PT72H`, `P7D`, `P3W` or `P4M`.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        match written {
            "at-once" => return Some(Self::AtOnce),
            "same-day" => return Some(Self::SameDay),
            _ => {}
        }
        let rest = written.strip_prefix('P')?;
        let (rest, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
        let (digits, of_time) = rest.strip_prefix('T').map_or((rest, false), |digits| (digits, true));
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = digits.parse().ok().filter(|count| plain && (1..=10_000).contains(count))?;
        Some(match (unit, of_time) {
            ("H", true) => Self::Hours(count),
            ("D", false) => Self::Days(count),
            ("W", false) => Self::Weeks(count),
            ("M", false) => Self::Months(count),
            _ => return None,
        })
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtOnce => f.write_str("at-once"),
            Self::SameDay => f.write_str("same-day"),
            Self::Hours(n) => write!(f, "PT{n}H"),
            Self::Days(n) => write!(f, "P{n}D"),
            Self::Weeks(n) => write!(f, "P{n}W"),
            Self::Months(n) => write!(f, "P{n}M"),
        }
    }
}

/// The moment that a deadline runs from, in the order in which they come.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// When the request or report came in.
    Received,
    /// When the authority became aware.
    Aware,
    /// When an inquiry was opened.
    Opened,
    /// When the decision was made.
    Decided,
    /// When the decision was served.
    Served,
}

impl Moment {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Received, Self::Aware, Self::Opened, Self::Decided, Self::Served];

    /// Returns the name in files and records.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Aware => "aware",
            Self::Opened => "opened",
            Self::Decided => "decided",
            Self::Served => "served",
        }
    }

    /// Reads a name in files and records.
    #[must_use]
    pub fn read(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_read_as_it_is_written() {
        for written in ["at-once", "same-day", "PT72H", "P7D", "P3W", "P4M", "P10000D"] {
            assert_eq!(Within::read(written).map(|within| within.to_string()).as_deref(), Some(written));
        }
        for wrong in ["", "P", "PT", "P7", "PD", "P0D", "P10001D", "P+7D", "P7H", "PT7D", "PT5M", "P4Y", "P7å", "p7d"]
        {
            assert_eq!(Within::read(wrong), None, "{wrong}");
        }
    }
}
