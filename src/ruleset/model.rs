//! The checked rulebook: ids resolved to indexes, dates parsed, nothing dangling.
//!
//! Only [`super::check`] makes these values, so that a later stage never looks for a fault again. The types carry no
//! place but the line a node stands on, and no law beyond what the rule files say.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Text;

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
    /// What each effect is called, in the order of [`Effect::ALL`].
    pub effects: Vec<Text>,
    /// The glossary: a term of art and what it means.
    pub glossary: Vec<Term>,
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
    /// A linked procedure that is offered.
    pub start: Option<FamilyIx>,
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

/// Where the answers of a question lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AskRoutes {
    /// Every answer leads to the same place; the only form for open kinds.
    All(Target),
    /// One target an option, in the order of [`Question::options`].
    Each(Vec<Target>),
}

/// A row of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A question of kind [`AnswerKind::Tri`].
    pub question: QuestionIx,
    /// The answer that meets the row: [`JA`] or [`NEJ`].
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
    /// A whole register; items may be limited to the document in scope.
    Register {
        /// Which register.
        register: Register,
        /// Only the rows that belong to the document in scope.
        of_document: bool,
    },
    /// What was picked in a `pick` question.
    Picked(QuestionIx),
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

/// A module to run and its arguments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The module.
    pub module: FamilyIx,
    /// One an argument of the module, in the order of [`Family::arguments`].
    pub with: Vec<Given>,
}

/// The value given for an argument.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// A constant: position in [`Argument::values`].
    Value(u16),
    /// The caller's own argument: for each of its values the module's.
    Passed {
        /// Position in the caller's [`Family::arguments`].
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
    Column {
        /// Person, item or document.
        subject: Subject,
        /// Position in the list question's columns.
        column: u16,
    },
    /// The kind of test of the provision in scope ([`Test`], in its order).
    ProvisionTest,
}

/// Where the values of a switch lead; total over what can reach it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SwitchRoutes {
    /// By option, argument value, [`Test`], or [`JA`] and [`NEJ`]; `None` where it cannot come about.
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
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HaltScope {
    /// The person in scope; the item is then open.
    Person,
    /// The item in scope; the others go on.
    Item,
    /// Everything.
    Assessment,
}

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
    /// How long an answer holds, in days; a look-up that is good for the day has 0.
    pub fresh_for: Option<u32>,
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
        /// Position in the list question's columns.
        column: u16,
        /// Positions of the options.
        options: Vec<u16>,
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

/// The moment that a deadline runs from.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
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
