//! The checked rulebook: ids resolved to indexes, dates parsed, nothing dangling.
//!
//! Only [`super::check`] makes these values, so that a later stage never looks for a fault again. The types carry no
//! place but the line a node stands on, and no law beyond what the rule files say.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::{Language, Text};

mod case;
mod difficulty;
mod effect;
mod invariant;
mod node;
mod question;
mod register;
mod table;

pub use case::*;
pub use difficulty::*;
pub use invariant::*;
pub use node::*;
pub use question::*;
pub use register::*;
pub use table::*;

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident($int:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
        pub struct $name(pub $int);
        impl $name {
            /// Returns the position in the rulebook's own list.
            #[must_use]
            pub const fn at(self) -> usize { self.0 as usize }
        }
    )*};
}

index! {
    /// One version of one ruleset, in [`Rulebook::rulesets`].
    RulesetIx(u16);
    /// All versions of one ruleset id, in [`Rulebook::families`].
    FamilyIx(u16);
    /// A node, in [`Ruleset::nodes`].
    NodeIx(u16);
    /// A question as defined somewhere, in [`Rulebook::questions`].
    QuestionIx(u16);
    /// A provision, in [`Rulebook::provisions`].
    ProvisionIx(u16);
    /// A duty, in [`Rulebook::duties`].
    DutyIx(u16);
    /// A return name of a family, in [`Family::returns`].
    ReturnIx(u16);
    /// An outcome of a procedure, in [`Ruleset::outcomes`].
    OutcomeIx(u16);
    /// A decision table, in [`Rulebook::tables`].
    TableIx(u16);
}

/// Everything the program knows of rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rulebook {
    /// Every version of every ruleset, ordered by id, then by first day.
    pub rulesets: Vec<Ruleset>,
    /// One entry an id, each listing its versions.
    pub families: Vec<Family>,
    /// Every question that any node may put.
    pub questions: Vec<Question>,
    /// The register of provisions, ordered by id.
    pub provisions: Vec<Provision>,
    /// The register of duties, ordered by id.
    pub duties: Vec<Duty>,
    /// The register of decision tables, ordered by id.
    pub tables: Vec<Table>,
    /// What each effect is called, in the order of [`Effect::ALL`].
    pub effects: Vec<Text>,
    /// The glossary: a term of art and what it means.
    pub glossary: Vec<Term>,
    /// What has been decided in cases like those that the questions ask about, ordered by id. The walk never looks at it.
    pub cases: Vec<DecidedCase>,
    /// What must hold on every path, ordered by id. The walk never looks at it.
    pub invariants: Vec<Invariant>,
    /// The files that the rulebook was read from, ordered by name.
    pub sources: Vec<Source>,
}

/// A rule file and the digest of its bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name relative to the rulebook's folder, with `/`.
    pub name: Box<str>,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
}

/// A term of art with its meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// ASCII slug.
    pub id: Box<str>,
    /// The term itself in each language.
    pub term: Text,
    /// What it means, in plain words.
    pub meaning: Text,
    /// The name that the code uses for it, where it has one.
    pub code: Option<Box<str>>,
    /// How it stands in questions, in small letters; none where it is not explained there.
    pub forms: Forms,
}

/// The forms of a term in each language, as whole words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Forms {
    /// The Swedish forms.
    pub sv: Vec<Box<str>>,
    /// The English forms.
    pub en: Vec<Box<str>>,
}

impl Forms {
    /// Returns the forms in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &[Box<str>] {
        match language {
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

/// From and to, both days included.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Validity {
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force, or none while it still is.
    pub to: Option<NaiveDate>,
}

impl Validity {
    /// Returns whether `date` lies within.
    #[must_use]
    pub fn holds_on(self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// All versions of one ruleset id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// ASCII slug, also the file's name without ending or date.
    pub id: Box<str>,
    /// Ordered by first day, without overlap or gap between them.
    pub versions: Vec<RulesetIx>,
    /// The names that any version may return under.
    pub returns: Vec<Box<str>>,
    /// The arguments that any version declares.
    pub arguments: Vec<Argument>,
}

/// A declared argument of a module: a name and its closed set of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// ASCII slug.
    pub name: Box<str>,
    /// The values it may have.
    pub values: Vec<Box<str>>,
}

/// Whether a ruleset can be started or only called.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulesetKind {
    /// Can be started by an officer.
    Procedure,
    /// Is called by others.
    Module,
}

/// One version of a ruleset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ruleset {
    /// The family it belongs to.
    pub family: FamilyIx,
    /// ASCII slug.
    pub id: Box<str>,
    /// Procedure or module.
    pub kind: RulesetKind,
    /// The author's version number, raised at every change.
    pub version: u32,
    /// When this version is the law.
    pub valid: Validity,
    /// What it is called.
    pub title: Text,
    /// What it is for, in a sentence or two.
    pub about: Option<Text>,
    /// The provisions it rests on.
    pub basis: Vec<ProvisionIx>,
    /// When a lawyer last read it, and when it is to be read again.
    pub review: Review,
    /// Part after part: a module has one, a procedure up to three.
    pub parts: Vec<Part>,
    /// All nodes, part after part; a part starts at its first.
    pub nodes: Vec<Node>,
    /// What a module may return, by [`ReturnIx`]; `None` where this version lacks the name.
    pub returns: Vec<Option<End>>,
    /// What a procedure may end in.
    pub outcomes: Vec<End>,
    /// The file it was read from, in [`Rulebook::sources`].
    pub source: u16,
}

/// When rules were read by a lawyer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The day they were last checked against the law.
    pub checked: NaiveDate,
    /// The day they must be checked again.
    pub due: NaiveDate,
}

/// The part of a procedure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// What holds for the whole assessment.
    Frame,
    /// What is tested piece by piece.
    Items,
    /// What is put together at the end.
    Closing,
    /// The only part of a module.
    Module,
}

/// A run of nodes within [`Ruleset::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which part.
    pub kind: PartKind,
    /// Where it starts.
    pub first: NodeIx,
    /// How many nodes it has.
    pub len: u16,
}

/// What a return or an outcome carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// ASCII slug, Swedish.
    pub id: Box<str>,
    /// What it means for the piece or the whole; a return that decides nothing has none.
    pub effect: Option<Effect>,
    /// The words on screen and in the memo.
    pub text: Option<Text>,
    /// The provisions it rests on.
    pub provisions: Vec<ProvisionIx>,
    /// What the officer must then do.
    pub duties: Vec<DutyIx>,
    /// The lowest role that may decide it.
    pub decider: Role,
    /// Roles that must approve the whole before it has effect.
    pub approval: Vec<Role>,
    /// By when the approval may follow, where in acute cases it need not come first.
    pub approval_after: Option<ApprovalAfter>,
    /// A linked procedure that is offered.
    pub start: Option<FamilyIx>,
}

/// By when an approval may follow that does not come first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalAfter {
    /// The same day.
    SameDay,
}

/// Who may decide, lowest first; also the actor of a question.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The officer who has the document in their care (OSL 6:3 first paragraph).
    #[default]
    Officer,
    /// A second officer who reads through.
    SecondReader,
    /// A lawyer, who advises.
    Lawyer,
    /// The nearest manager.
    Manager,
    /// Who decides for the authority by delegation (KL 6:37, 7:5).
    Delegate,
    /// The board itself.
    Board,
}

/// What an end means, from the most open to the most closed; the order is the published table's.
///
/// [`Effect::strictest`] and [`Effect::widest`] follow this order, with [`Effect::None`] neutral in both.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing follows.
    None,
    /// A report is made.
    Report,
    /// A report is made of part of it.
    ReportPart,
    /// The message is sent.
    Send,
    /// The piece goes out.
    Release,
    /// It goes out under a reservation (OSL 10:14, 12:2, 10:4).
    ReleaseReserved,
    /// Part of it goes out, the rest is masked (TF 2:15).
    ReleasePart,
    /// The party is told of the content in another way (OSL 10:3).
    InformOtherwise,
    /// Another role must decide (OSL 6:3).
    Refer,
    /// Nothing goes out until something is known.
    Open,
    /// It is left out of what is sent.
    LeaveOut,
    /// It is no official document (TF 2:4, 2:12).
    NotOfficial,
    /// It stays secret.
    Withhold,
    /// Something has gone wrong and is handled as an incident.
    Incident,
}
