//! Rule files as they are written: every reference is still a name, and every name has its place.
//!
//! Made by `parse`, read by `check`. Serialisable, so that a folder can be laid over the rulebook that is compiled in
//! without reading its YAML again.

mod invariants;
mod registers;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use invariants::{AnsweredDoc, EventDoc, HappensDoc, HoldsDoc, InvariantDoc};
pub use registers::{CaseDoc, DutyDoc, FormsDoc, ProvisionDoc, ProvisionVersionDoc, TableDoc, TableRowDoc, TermDoc};

use super::model::{
    ApprovalAfter, DoubtMeans, Effect, HaltKind, HaltScope, Join, Moment, Need, Of, ProvisionRole, Register, Role,
    RulesetKind, Scope, Subject, Validity,
};
use crate::text::Text;

/// A place in a file: line and column from 1, in characters; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
}

/// A name as written.
pub type Name = At<Box<str>>;

/// Everything that one file holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Document {
    /// A ruleset.
    Ruleset(Box<RulesetDoc>),
    /// Entries of the register of provisions.
    Provisions(Vec<ProvisionDoc>),
    /// Entries of the register of duties.
    Duties(Vec<DutyDoc>),
    /// Shared questions; the name is the id.
    Questions(Vec<(Name, AskDoc)>),
    /// What effects are called.
    Effects(Vec<(At<Effect>, Text)>),
    /// Terms of art.
    Glossary(Vec<TermDoc>),
    /// Decision tables.
    Tables(Vec<TableDoc>),
    /// Decided cases.
    Cases(Vec<CaseDoc>),
    /// What must hold on every path.
    Invariants(Vec<InvariantDoc>),
}

/// A ruleset as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesetDoc {
    /// `ruleset:`.
    pub id: Name,
    /// `kind:`.
    pub kind: At<RulesetKind>,
    /// `version:`.
    pub version: u32,
    /// `valid:`.
    pub valid: At<Validity>,
    /// `title:`.
    pub title: Text,
    /// `about:`.
    pub about: Option<Text>,
    /// `basis:`.
    pub basis: Vec<Name>,
    /// `review: checked`.
    pub checked: NaiveDate,
    /// `review: due`.
    pub due: At<NaiveDate>,
    /// `arguments:`.
    pub arguments: Vec<(Name, Vec<Name>)>,
    /// `returns:` of a module.
    pub returns: Vec<EndDoc>,
    /// `outcomes:` of a procedure.
    pub outcomes: Vec<EndDoc>,
    /// `nodes:` of a module, or `parts:` of a procedure in the order frame, items, closing.
    pub parts: Vec<PartDoc>,
}

/// A part as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartDoc {
    /// Which part; a module's only one is [`super::model::PartKind::Module`].
    pub kind: At<super::model::PartKind>,
    /// Its nodes.
    pub nodes: Vec<NodeDoc>,
}

/// A return or an outcome as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndDoc {
    /// The key.
    pub id: Name,
    /// `effect:`.
    pub effect: Option<At<Effect>>,
    /// `text:`.
    pub text: Option<Text>,
    /// `provisions:`.
    pub provisions: Vec<Name>,
    /// `duties:`.
    pub duties: Vec<Name>,
    /// `decider:`, officer when left out.
    pub decider: Role,
    /// `approval:`.
    pub approval: Vec<Role>,
    /// `approval-after:`.
    pub approval_after: Option<ApprovalAfter>,
    /// `start:`.
    pub start: Option<Name>,
}

/// A node as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeDoc {
    /// `id:`.
    pub id: Name,
    /// The kind key with what belongs to it.
    pub kind: NodeKindDoc,
    /// `provisions:`.
    pub provisions: Vec<Name>,
    /// `duties:`.
    pub duties: Vec<Name>,
    /// `next:` or `then:`.
    pub way: Option<Way>,
}

/// Where a node leads, as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Way {
    /// `then:`.
    Then(Name),
    /// `next:`, in the order written, with the place of the key `next`.
    Next(At<Vec<(Name, Name)>>),
}

/// The kinds of node as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeKindDoc {
    /// `ask:`; the provisions of the question are the node's.
    Ask(Box<AskDoc>),
    /// `question:`.
    Question(Name),
    /// `checklist:`.
    Checklist(Box<ChecklistDoc>),
    /// `each:`.
    Each(Box<EachDoc>),
    /// `switch:`.
    Switch(SwitchDoc),
    /// `call:`.
    Call {
        /// The module.
        module: Name,
        /// `with:`.
        with: Vec<(Name, Name)>,
    },
    /// `calls:`.
    Calls {
        /// The modules.
        modules: Vec<Name>,
        /// `with:`.
        with: Vec<(Name, Name)>,
        /// `join:`.
        join: Join,
    },
    /// `revise:`.
    Revise {
        /// The node.
        node: Name,
        /// `text:`.
        text: Text,
    },
    /// `halt:`.
    Halt {
        /// Park or stop.
        kind: At<HaltKind>,
        /// `scope:`.
        scope: HaltScope,
        /// `text:`.
        text: Text,
        /// `who:`.
        who: Option<Text>,
        /// `start:`.
        start: Option<Name>,
    },
}

/// A question as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskDoc {
    /// `ask:`.
    pub text: At<Text>,
    /// `help:`.
    pub help: Option<Text>,
    /// `kind:` with what belongs to it.
    pub kind: At<AnswerKindDoc>,
    /// `scope:`.
    pub scope: At<Scope>,
    /// `doubt:`.
    pub doubt: Option<At<DoubtDoc>>,
    /// `reason:`.
    pub reason: Option<DemandDoc>,
    /// `outgoing:`.
    pub outgoing: Option<DemandDoc>,
    /// `probes:`.
    pub probes: bool,
    /// `actor:`.
    pub actor: Role,
    /// `depends:`.
    pub depends: Vec<Name>,
    /// `fresh-for:` in days.
    pub fresh_for: Option<u32>,
    /// `moment:`.
    pub moment: Option<Moment>,
    /// `provisions:`, only in `questions.yaml`.
    pub provisions: Vec<Name>,
}

/// The kinds of answer as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AnswerKindDoc {
    /// `tri`.
    Tri,
    /// `choice` with `options:`.
    Choice(Vec<(Name, Text)>),
    /// `pick` with `pick:`.
    Pick {
        /// `from:`.
        from: At<Register>,
        /// `many:`.
        many: bool,
        /// `least:`.
        least: u32,
        /// `where:`.
        filter: Option<FilterDoc>,
    },
    /// `text` with `least:`.
    Text {
        /// Characters.
        least: u32,
    },
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `number` with `min:` and `max:`.
    Number {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
    },
    /// `list`.
    List {
        /// `fills:`.
        fills: Option<At<Register>>,
        /// `columns:`.
        columns: Vec<ColumnDoc>,
        /// `least:` rows.
        least: u32,
    },
}

/// `where:` of a pick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FilterDoc {
    /// `{column: ..., in: [...]}`.
    Column {
        /// The column.
        column: Name,
        /// The options that qualify.
        options: Vec<Name>,
    },
    /// `{role: secrecy}`.
    Role(At<ProvisionRole>),
}

/// A column as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnDoc {
    /// `id:`.
    pub id: Name,
    /// `title:`.
    pub title: Text,
    /// `kind:` with what belongs to it.
    pub kind: ColumnKindDoc,
    /// `optional:`.
    pub optional: bool,
}

/// The kinds of column as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ColumnKindDoc {
    /// `text`.
    Text,
    /// `date`.
    Date,
    /// `number`.
    Number,
    /// `choice` with `options:`.
    Choice(Vec<(Name, Text)>),
    /// `ref` with `ref:`.
    Ref(At<Register>),
}

/// `doubt:` as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DoubtDoc {
    /// `means:`.
    pub means: DoubtMeans,
    /// `as:`.
    pub treated_as: Option<Name>,
}

/// `reason:` or `outgoing:` as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DemandDoc {
    /// `for:`; empty means every answer.
    pub answers: Vec<Name>,
    /// `least:`.
    pub least: u32,
}

/// `checklist:` as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChecklistDoc {
    /// `need:`.
    pub need: Need,
    /// `intro:`.
    pub intro: Text,
    /// `rows:`.
    pub rows: Vec<RowDoc>,
    /// The node's `scope:`, that of every row asked here.
    pub scope: At<Scope>,
    /// The node's `doubt:`.
    pub doubt: Option<At<DoubtDoc>>,
}

/// A row as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowDoc {
    /// `id:`.
    pub id: Name,
    /// `ask:` with help, reason and the like, or `question:`.
    pub ask: RowAsk,
    /// `want:`: ja or nej.
    pub want: Name,
}

/// What a row asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RowAsk {
    /// `ask:`; a tri question.
    Ask(Box<AskDoc>),
    /// `question:`.
    Question(Name),
}

/// `each:` as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EachDoc {
    /// What is looped over.
    pub subject: At<Subject>,
    /// `over:`.
    pub over: Name,
    /// `of:`, all rows when left out.
    pub of: Of,
    /// `public:`, where it is written.
    pub public: Option<At<bool>>,
    /// `call:`.
    pub module: Name,
    /// `with:`.
    pub with: Vec<(Name, Name)>,
    /// `join:`.
    pub join: Join,
}

/// `switch:` as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SwitchDoc {
    /// `on: law-date`.
    LawDate,
    /// `on: answer`.
    Answer(Name),
    /// `on: argument`.
    Argument(Name),
    /// `on: field`, as written with its dot.
    Field(Name),
    /// `on: reaches`.
    Reaches(Name),
    /// `on: table`.
    Table(Name),
    /// `on: any | all | count`.
    Aggregate {
        /// Which.
        kind: Aggregate,
        /// `effect:`.
        effect: At<Effect>,
        /// `of:`.
        of: Name,
    },
}

/// The aggregates of a finished loop.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// How many.
    Count,
}
