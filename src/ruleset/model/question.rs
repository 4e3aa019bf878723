//! Questions: how they are put, what an answer looks like, which way doubt falls.

use serde::{Deserialize, Serialize};

use super::{Moment, ProvisionIx, ProvisionRole, QuestionIx, Register, Role};
use crate::text::Text;

/// Position of `ja` among the options of a `tri` question.
pub const JA: u16 = 0;
/// Position of `nej`.
pub const NEJ: u16 = 1;
/// Position of `vet-ej`, which is an answer with a legal effect and not the absence of one.
pub const VET_EJ: u16 = 2;

/// A question as it is put.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The shared id of `questions.yaml`, otherwise `ruleset.node` or `ruleset.node.row`.
    pub id: Box<str>,
    /// The wording, with `{person}`, `{item}`, `{document}`, `{provision}`, `{recipient}` as labels.
    pub text: Text,
    /// How to find out, with an example.
    pub help: Option<Text>,
    /// How many times it is put: once for each subject of this scope.
    pub scope: Scope,
    /// What an answer looks like.
    pub kind: AnswerKind,
    /// Which way doubt falls.
    pub doubt: Option<Doubt>,
    /// When an internal reason is demanded.
    pub reason: Option<Demand>,
    /// When a reason for the requester is demanded.
    pub outgoing: Option<Demand>,
    /// It asks about the requester's identity or purpose (TF 2:18).
    pub probes: bool,
    /// Who answers it.
    pub actor: Role,
    /// Questions whose change reopens the answer.
    pub depends: Vec<QuestionIx>,
    /// Registers whose change reopens the answer, whichever question fills them.
    pub depends_on: Vec<Register>,
    /// How long an answer holds, in days; a look-up that is good for the day has 0.
    pub fresh_for: Option<u32>,
    /// The moment that its answer tells and that deadlines run from; only of a day or a day and a time.
    pub moment: Option<Moment>,
    /// The provisions that it applies.
    pub provisions: Vec<ProvisionIx>,
}

impl Question {
    /// Returns the options of a closed question: `ja`, `nej`, `vet-ej` for `tri`; none for other kinds.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match &self.kind {
            AnswerKind::Tri => vec!["ja", "nej", "vet-ej"],
            AnswerKind::Choice(options) => options.iter().map(|o| &*o.id).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the register that the rows of this question fill.
    #[must_use]
    pub const fn fills(&self) -> Option<Register> {
        match &self.kind {
            AnswerKind::List(list) => list.fills,
            _ => None,
        }
    }
}

/// How often a question is put, and what its answer's key holds.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Once.
    Frame,
    /// Once for each person, in every part.
    Person,
    /// Once for each document.
    Document,
    /// Once for each item.
    Item,
    /// Once for each person in each item.
    ItemPerson,
    /// Once for each provision for each person in each item.
    ItemPersonProvision,
    /// Once for each who consents for a person in an item.
    ItemPersonBy,
    /// Once, at the end.
    Closing,
}

/// The kinds of answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AnswerKind {
    /// `ja`, `nej` or `vet-ej`.
    Tri,
    /// One of a closed set.
    Choice(Vec<Choice>),
    /// One or many of a register.
    Pick(Pick),
    /// Free text of at least so many characters.
    Text {
        /// Least length in characters after trimming.
        least: u32,
    },
    /// A day.
    Date,
    /// A day and a time, local, to the minute.
    DateTime,
    /// A whole number between two bounds, both included.
    Number {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
    },
    /// Rows with typed columns.
    List(List),
}

/// An option of a `choice`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// ASCII slug.
    pub id: Box<str>,
    /// The words shown.
    pub text: Text,
}

/// What may be picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pick {
    /// The register.
    pub from: Register,
    /// Several, or just one.
    pub many: bool,
    /// The least number to pick; 0 allows none.
    pub least: u32,
    /// Only rows whose column has one of these values.
    pub filter: Option<Filter>,
}

/// Which rows of a register qualify.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Filter {
    /// A closed column of persons, documents or items has one of these options.
    Column {
        /// The column's id, since each procedure may fill the register by a list of its own.
        column: Box<str>,
        /// The ids of the options.
        options: Vec<Box<str>>,
    },
    /// A provision of this role.
    ProvisionRole(ProvisionRole),
}

/// A list with typed columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// The register that the rows fill, if any; only in scope [`Scope::Frame`].
    pub fills: Option<Register>,
    /// The columns; the first is the row's label.
    pub columns: Vec<Column>,
    /// The least number of rows.
    pub least: u32,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// ASCII slug.
    pub id: Box<str>,
    /// The heading.
    pub title: Text,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ColumnKind {
    /// Free text.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// One of a closed set.
    Choice(Vec<Choice>),
    /// A row of another register, by its id.
    Ref(Register),
}

/// Which way doubt falls, and which answer it is treated as.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// What it means in law.
    pub means: DoubtMeans,
    /// The answer that `vet-ej` is treated as: [`JA`] or [`NEJ`]; only where the meaning takes one.
    pub treated_as: Option<u16>,
}

/// What doubt means.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtMeans {
    /// A fact: find out before going on.
    FindOut,
    /// Doubt protects: reverse test, necessity, any protective side.
    Secret,
    /// Doubt opens for one who is entitled: straight test, danger, party.
    OpenIfEntitled,
    /// A duty to report a child at risk.
    Report,
    /// No exception, power or attachment is used.
    Closed,
    /// Another role decides.
    Refer,
}

/// When a reason is demanded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// Positions of the options that demand it; empty means every answer.
    pub options: Vec<u16>,
    /// Least length in characters after trimming.
    pub least: u32,
}
