//! The entries of the shared registers, as written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{At, Name, Place};
use crate::ruleset::model::{Confidence, Moment, ProvisionRole, Read, Test, Validity, Within};
use crate::text::Text;

/// A provision as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvisionDoc {
    /// The key.
    pub id: Name,
    /// `designation:`.
    pub designation: Text,
    /// `short:`.
    pub short: Box<str>,
    /// `role:`.
    pub role: ProvisionRole,
    /// `versions:`.
    pub versions: Vec<ProvisionVersionDoc>,
}

/// A wording as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvisionVersionDoc {
    /// `from:` and `to:`.
    pub valid: At<Validity>,
    /// `test:`.
    pub test: Test,
    /// `text:`.
    pub text: Text,
    /// `basis:`.
    pub basis: Box<str>,
    /// `confidence:`.
    pub confidence: At<Confidence>,
    /// `note:`.
    pub note: Option<Text>,
    /// `checked:`.
    pub checked: NaiveDate,
    /// `against:`.
    pub against: Box<str>,
    /// `reaches:`.
    pub reaches: Vec<Name>,
    /// `follows: others`.
    pub follows_others: bool,
    /// `years:`.
    pub years: Option<u32>,
}

/// A duty as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DutyDoc {
    /// The key.
    pub id: Name,
    /// `text:`.
    pub text: Text,
    /// `deadline:`.
    pub deadline: Option<At<Within>>,
    /// `runs-from:`.
    pub runs_from: Option<At<Moment>>,
    /// `provisions:`.
    pub provisions: Vec<Name>,
}

/// A term as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TermDoc {
    /// The key.
    pub id: Name,
    /// `term:`.
    pub term: Text,
    /// `meaning:`.
    pub meaning: Text,
    /// `code:`.
    pub code: Option<Box<str>>,
    /// `forms:`; empty where it is left out.
    pub forms: FormsDoc,
}

/// `forms:` of a term as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormsDoc {
    /// `sv:`.
    pub sv: Vec<Name>,
    /// `en:`.
    pub en: Vec<Name>,
}

/// A decided case as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseDoc {
    /// The key.
    pub id: Name,
    /// `designation:`.
    pub designation: Text,
    /// `decided:`.
    pub decided: Text,
    /// `read:`.
    pub read: Read,
    /// `text:`.
    pub text: Text,
    /// `questions:` with their answers, and `touches:` without.
    pub questions: Vec<(Name, Option<Name>)>,
}

/// A decision table as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableDoc {
    /// The key.
    pub id: Name,
    /// `title:`.
    pub title: Text,
    /// `inputs:`.
    pub inputs: Vec<Name>,
    /// `results:`.
    pub results: Vec<(Name, Text)>,
    /// `provisions:`.
    pub provisions: Vec<Name>,
    /// `picture:`, where it is written.
    pub picture: Option<At<bool>>,
    /// `rows:`.
    pub rows: Vec<TableRowDoc>,
}

/// A row of a decision table as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRowDoc {
    /// Where it stands.
    pub place: Place,
    /// `when:`; none where the row fits everything.
    pub when: Vec<(Name, Vec<Name>)>,
    /// `then:`.
    pub then: Name,
}
