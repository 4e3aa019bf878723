//! Nodes: what a step does and where it leads.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DutyIx, Effect, FamilyIx, NodeIx, OutcomeIx, ProvisionIx, QuestionIx, ReturnIx, TableIx};
use crate::text::Text;

/// How the effects of a loop or of several calls are joined.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// The most closed wins: persons and provisions within an item.
    Strictest,
    /// The most open wins: independent rights to the same item.
    Widest,
}

/// Where the walk goes next.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// A node of the same part.
    Node(NodeIx),
    /// The end of the part.
    Done,
    /// Back to the caller under a name.
    Return(ReturnIx),
    /// The end of the whole procedure.
    Outcome(OutcomeIx),
}

/// One step of a ruleset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// ASCII slug, unique within the ruleset.
    pub id: Box<str>,
    /// The line in the file, from 1.
    pub line: u32,
    /// What happens here.
    pub kind: NodeKind,
    /// The provisions that this step applies.
    pub provisions: Vec<ProvisionIx>,
    /// The duties that arise by passing here.
    pub duties: Vec<DutyIx>,
}

/// The kinds of node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeKind {
    /// Puts one question.
    Ask {
        /// The question.
        question: QuestionIx,
        /// Where each answer leads.
        routes: AskRoutes,
    },
    /// Puts several questions and counts them together.
    Checklist {
        /// What the list is about.
        intro: Text,
        /// The rows, in order; every one is put.
        rows: Vec<Row>,
        /// All rows or any row.
        need: Need,
        /// Where it goes when the need is met.
        met: Target,
        /// Where it goes when it is not.
        failed: Target,
        /// Where it goes when doubt leaves it undecided.
        unknown: Target,
    },
    /// Runs a module once for each subject.
    Each {
        /// What is looped over.
        subject: Subject,
        /// Where the subjects come from.
        over: Over,
        /// The module that is run.
        call: Call,
        /// How the effects are joined.
        join: Join,
        /// Where each joined effect leads, and where no subject at all leads.
        routes: EffectRoutes,
    },
    /// Routes on what is already known.
    Switch {
        /// What is looked at.
        on: SwitchOn,
        /// Where each value leads.
        routes: SwitchRoutes,
    },
    /// Runs one module and routes on its return.
    Call {
        /// The module.
        call: Call,
        /// Where each return leads, by [`ReturnIx`]; `None` only where no version in force returns it.
        routes: Vec<Option<Target>>,
    },
    /// Runs several modules and routes on the joined effect.
    Calls {
        /// The modules, in order.
        calls: Vec<Call>,
        /// How the effects are joined.
        join: Join,
        /// Where each joined effect leads.
        routes: EffectRoutes,
    },
    /// Sends the officer back to answer again.
    Revise {
        /// The node to answer again, of the same part.
        node: NodeIx,
        /// Why.
        text: Text,
    },
    /// Stops here until something is known, or for good.
    Halt(Halt),
}

impl NodeKind {
    /// Returns the modules that a node runs.
    #[must_use]
    pub fn calls(&self) -> &[Call] {
        match self {
            Self::Each { call, .. } | Self::Call { call, .. } => std::slice::from_ref(call),
            Self::Calls { calls, .. } => calls,
            _ => &[],
        }
    }
}

/// Where the answers of a question lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AskRoutes {
    /// Every answer leads to the same place; the only form for open kinds.
    All(Target),
    /// One target an option, in the order of [`Question::options`](super::Question::options).
    Each(Vec<Target>),
}

/// A row of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A question of kind [`AnswerKind::Tri`](super::AnswerKind::Tri).
    pub question: QuestionIx,
    /// The answer that meets the row: [`JA`](super::JA) or [`NEJ`](super::NEJ).
    pub want: u16,
}

/// Whether all rows or any row must be met.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Every row.
    All,
    /// At least one row.
    Any,
}

/// What a loop runs over.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Documents.
    Document,
    /// Items: the units that are tested.
    Item,
    /// Persons whom secrecy protects.
    Person,
    /// Provisions that may make an item secret for a person.
    Provision,
    /// Those who consent for a person.
    By,
}

/// Where the subjects of a loop come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Over {
    /// A whole register, or some of it.
    Register {
        /// Which register.
        register: Register,
        /// Which of its rows; other than all only for items.
        of: Of,
        /// Whether the row `public` is run too, last; only for persons.
        public: bool,
    },
    /// What was picked in a `pick` question.
    Picked(QuestionIx),
}

/// Which rows of a register a loop runs over.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// All of them.
    All,
    /// Those that belong to the document in scope.
    Document,
    /// Those that belong to no document: of the text itself.
    Text,
}

/// The registers that an assessment fills.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
    /// Persons by role; a row `public` is always there.
    Persons,
    /// Documents.
    Documents,
    /// Items.
    Items,
    /// The provisions of the rulebook that are in force; only for `pick`.
    Provisions,
}

impl Register {
    /// Those that lists fill, each after the ones that its rows refer to.
    pub const FILLED: [Self; 3] = [Self::Documents, Self::Persons, Self::Items];

    /// Returns what the ids of its rows begin with where the program gives them.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Persons => 'p',
            Self::Documents => 'd',
            Self::Items | Self::Provisions => 'i',
        }
    }
}

impl Subject {
    /// Returns the register that the subject is a row of.
    #[must_use]
    pub const fn register(self) -> Register {
        match self {
            Self::Document => Register::Documents,
            Self::Item => Register::Items,
            Self::Person | Self::By => Register::Persons,
            Self::Provision => Register::Provisions,
        }
    }

    /// Returns the name that rule files use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Item => "item",
            Self::Person => "person",
            Self::Provision => "provision",
            Self::By => "by",
        }
    }
}

impl Register {
    /// Returns the name that rule files use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Documents => "documents",
            Self::Items => "items",
            Self::Provisions => "provisions",
        }
    }
}

/// A module to run and its arguments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The module.
    pub module: FamilyIx,
    /// One an argument of the module, in the order of [`Family::arguments`](super::Family::arguments).
    pub with: Vec<Given>,
}

/// The value given for an argument.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// A constant: position in [`Argument::values`](super::Argument::values).
    Value(u16),
    /// The caller's own argument: for each of its values the module's.
    Passed {
        /// Position in the caller's [`Family::arguments`](super::Family::arguments).
        argument: u16,
    },
}

/// Where a joined effect leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectRoutes {
    /// By the order of [`Effect::ALL`]; `None` where it cannot come about.
    pub by_effect: Vec<Option<Target>>,
    /// Where an empty loop leads; calls have none.
    pub empty: Option<Target>,
}

/// What a switch looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SwitchOn {
    /// The law date.
    LawDate,
    /// An answer; the question is put here if it has not been answered.
    Answer(QuestionIx),
    /// An argument of this module, by position.
    Argument(u16),
    /// A column of the person, item or document in scope, or a property of the provision in scope.
    Field(Field),
    /// Whether the named breaking provision reaches the provision in scope on the law date: ja or nej.
    Reaches(ProvisionIx),
    /// The result of a decision table; inputs that have not been answered are put here, in order.
    Table(TableIx),
    /// Whether any subject of a finished loop had the effect: ja or nej.
    Any {
        /// The loop's node, of the same part or of an earlier one.
        of: NodeIx,
        /// The effect that is counted.
        effect: Effect,
    },
    /// Whether every subject had the effect: ja or nej (ja for an empty loop).
    All {
        /// The loop's node.
        of: NodeIx,
        /// The effect that is counted.
        effect: Effect,
    },
    /// How many subjects had the effect.
    Count {
        /// The loop's node.
        of: NodeIx,
        /// The effect that is counted.
        effect: Effect,
    },
}

/// A declared field of what is in scope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Field {
    /// A column of the register that the subject comes from; a closed kind.
    ///
    /// By name, since each procedure may fill the register by a list of its own.
    Column {
        /// Person, item or document.
        subject: Subject,
        /// The column's id, which every such list has.
        column: Box<str>,
        /// The ids of the options of all those lists; the routes are in this order.
        options: Vec<Box<str>>,
    },
    /// The kind of test of the provision in scope ([`Test`](super::Test), in its order).
    ProvisionTest,
}

/// Where the values of a switch lead; total over what can reach it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SwitchRoutes {
    /// By option, argument value, result of a table, [`Test`](super::Test), or [`JA`](super::JA) and [`NEJ`](super::NEJ); `None` where it
    /// cannot come about.
    Closed(Vec<Option<Target>>),
    /// By number, both ends included, ordered.
    Numbers(Vec<(i64, i64, Target)>),
    /// By date, both ends included, ordered.
    Dates(Vec<(NaiveDate, NaiveDate, Target)>),
}

/// A stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Halt {
    /// Until something is known, or for good.
    pub kind: HaltKind,
    /// How much of the assessment stops.
    pub scope: HaltScope,
    /// Why, and what to do.
    pub text: Text,
    /// Who can find out.
    pub who: Option<Text>,
    /// A linked procedure that is offered.
    pub start: Option<FamilyIx>,
}

/// Whether a halt can be lifted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HaltKind {
    /// Waits until something is known.
    Park,
    /// Ends here; signed as a record.
    Stop,
}

/// How much stops.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HaltScope {
    /// The person in scope; the item is then open.
    Person,
    /// The item in scope; the others go on.
    Item,
    /// Everything.
    Assessment,
}
