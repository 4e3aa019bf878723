//! What can be wrong with rules that are well formed each on its own but do not hold together.

use chrono::NaiveDate;

/// What a name was meant to be the name of.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Thing {
    /// A module.
    Module,
    /// A procedure.
    Procedure,
    /// A ruleset of either kind.
    Ruleset,
    /// A node.
    Node,
    /// A provision.
    Provision,
    /// A duty.
    Duty,
    /// A question.
    Question,
    /// A return.
    Return,
    /// An outcome.
    Outcome,
    /// A column of a list.
    Column,
    /// An answer of a closed question.
    Answer,
    /// An argument.
    Argument,
    /// A value of an argument.
    Value,
    /// A field of what is in scope.
    Field,
    /// An effect.
    Effect,
    /// A loop.
    Loop,
    /// A placeholder in a text.
    Placeholder,
    /// A term of the glossary.
    Term,
    /// What a `next` can tell apart.
    Branch,
    /// A decision table.
    Table,
    /// An input of a decision table.
    Input,
    /// A result of a decision table.
    Result,
    /// A decided case.
    Case,
    /// An invariant.
    Invariant,
    /// A combination of answers to the inputs of a decision table.
    Combination,
}

/// A fault that only shows when the rule files are read together. Each has a stable code.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum CheckFault {
    /// R001: an id stands twice.
    Doubled {
        /// What it is the id of.
        thing: Thing,
        /// The id.
        name: Box<str>,
        /// The file where it stood first.
        file: Box<str>,
        /// The line there.
        line: u32,
    },
    /// R002: a name that nothing bears.
    Unknown {
        /// What was looked for.
        thing: Thing,
        /// The name.
        name: Box<str>,
        /// What it is likely a slip for.
        meant: Option<Box<str>>,
    },
    /// R003: a `next` that leaves something out.
    MissingBranches {
        /// What has no way on.
        values: Vec<Box<str>>,
    },
    /// R004: a `next` on a kind of answer that does not route.
    NextOnOpen,
    /// R005: neither `next` nor `then`.
    NoWay,
    /// R006: `then` on a switch.
    ThenOnSwitch,
    /// R007: a range that cannot be read.
    RangeSyntax {
        /// What was written.
        written: Box<str>,
    },
    /// R008: a range that begins before the one above it ends.
    RangeOrder {
        /// What was written.
        written: Box<str>,
    },
    /// R009: values that no range holds.
    RangeGap {
        /// The first of them, or none where there is no beginning.
        from: Option<Box<str>>,
        /// The last of them, or none where there is no end.
        to: Option<Box<str>>,
    },
    /// R010: a range of values that never come about.
    RangeOutside {
        /// What was written.
        written: Box<str>,
    },
    /// R011: a call that does not give an argument.
    MissingArgument {
        /// The module.
        module: Box<str>,
        /// The argument.
        name: Box<str>,
    },
    /// R012: a passed on argument with a value that the module does not take.
    PassedValue {
        /// The argument of the caller.
        argument: Box<str>,
        /// The module.
        module: Box<str>,
        /// The value that it does not take.
        value: Box<str>,
    },
    /// R013: a target of the wrong kind: `return` in a procedure, `outcome` or `done` in a module.
    WrongEnd {
        /// The target as written.
        written: Box<str>,
        /// Whether the ruleset is a procedure.
        procedure: bool,
    },
    /// R014: a target in another part.
    OtherPart {
        /// The node.
        name: Box<str>,
    },
    /// R015: two questions fill one register in one procedure.
    FilledTwice {
        /// The register.
        register: &'static str,
        /// The procedure.
        procedure: Box<str>,
        /// The other question.
        other: Box<str>,
    },
    /// R016: a register that is used and never filled.
    NotFilled {
        /// The register.
        register: &'static str,
        /// The procedure.
        procedure: Box<str>,
    },
    /// R017: a column that the list which fills the register in a procedure does not have, or has otherwise.
    ColumnDiffers {
        /// The column.
        column: Box<str>,
        /// The list question.
        list: Box<str>,
    },
    /// R018: a subject that is needed and not in scope.
    NotInScope {
        /// The subjects that are missing.
        subjects: Vec<&'static str>,
        /// The ruleset that calls this one without them; none where it is this one's own part.
        caller: Option<Box<str>>,
    },
    /// R019: a placeholder for something that is not in scope.
    PlaceholderScope {
        /// The placeholder, with its braces.
        placeholder: Box<str>,
    },
    /// R020: a loop inside a loop of its own kind.
    NestedLoop {
        /// What is looped over.
        subject: &'static str,
    },
    /// R021: a switch on a loop that may not have run.
    LoopNotRun {
        /// The loop.
        name: Box<str>,
    },
    /// R022: a loop over what is of another kind.
    OverOther {
        /// What is looped over.
        subject: &'static str,
        /// What was found.
        found: &'static str,
    },
    /// R023: a way for an effect that cannot come about.
    ImpossibleEffect {
        /// The effect, or `empty`.
        name: Box<str>,
    },
    /// R024: a switch on what cannot be told apart.
    NotSwitchable {
        /// The question or field.
        name: Box<str>,
    },
    /// R025: a ruleset of the other kind than is needed here.
    WrongKind {
        /// The id.
        name: Box<str>,
        /// Whether it is a procedure.
        procedure: bool,
    },
    /// R026: a row of a checklist that is not a tri question.
    RowNotTri {
        /// The question.
        name: Box<str>,
    },
    /// R027: a list that fills a register, outside scope frame.
    FillsScope,
    /// R028: more of something than can be numbered.
    TooMany {
        /// Of what.
        thing: Thing,
    },
    /// R029: a part without a node.
    EmptyPart,
    /// R030: effects that have no words.
    EffectsUnnamed {
        /// Which.
        names: Vec<&'static str>,
    },
    /// R031: only items belong to a document.
    OfDocument,
    /// R032: versions of one id that are not of the same kind.
    KindDiffers {
        /// The id.
        name: Box<str>,
    },
    /// R033: a provision that is asked what it reaches and reaches nothing meanwhile.
    ReachesNothing {
        /// The provision.
        name: Box<str>,
    },
    /// R034: a loop over a question that picks nothing.
    NotAPick {
        /// The question.
        name: Box<str>,
    },
    /// R035: `public` on a loop that never runs the row `public`.
    PublicOther,
    /// R036: items by document from a list that does not say which document an item belongs to.
    NoDocumentColumn {
        /// The list question.
        list: Box<str>,
    },
    /// R037: a combination of answers that no row of a table fits.
    TableGap {
        /// Each input with its answer.
        values: Vec<Box<str>>,
    },
    /// R038: a row of a table that is the first for no combination.
    TableRowNever,
    /// R039: a result of a table that no row gives.
    TableResultNever {
        /// The result.
        name: Box<str>,
    },
    /// R040: a picture of a table that has not two inputs.
    PictureInputs,
    /// R041: an invariant speaks of what is not there.
    InvariantUnknown {
        /// The invariant.
        invariant: Box<str>,
        /// What was looked for.
        thing: Thing,
        /// The name.
        name: Box<str>,
        /// What it is likely a slip for.
        meant: Option<Box<str>>,
    },
    /// R042: an event that cannot come within the subject that an invariant looks at.
    NeverWithin {
        /// The kind of subject that is left, or `assessment`.
        of: &'static str,
        /// The kind of subject that the invariant looks at.
        within: &'static str,
    },

    /// G001: a node that no way leads to.
    Unreachable {
        /// The node.
        name: Box<str>,
    },
    /// G002: a way that leads round.
    Cycle {
        /// The node that is come back to.
        name: Box<str>,
    },
    /// G003: modules that call each other round.
    CallCycle {
        /// The modules, from the first to the last.
        way: Vec<Box<str>>,
    },
    /// G004: a node sent back to, from which no answer leads on.
    DeadEnd {
        /// The node.
        name: Box<str>,
    },
    /// G005: a `revise` of what is not an asking node on the way here.
    ReviseTarget {
        /// The node.
        name: Box<str>,
    },
    /// G006: a part that never ends in `done`, so that the next is never reached.
    NeverDone,
    /// G007: `done` in the last part.
    DoneInLast,
    /// G008: a return or outcome that nothing leads to.
    UnusedEnd {
        /// Return or outcome.
        thing: Thing,
        /// Its name.
        name: Box<str>,
    },

    /// L001: an asking node without provision.
    NoProvision {
        /// The node.
        name: Box<str>,
    },
    /// L002: a deciding return or outcome without provision.
    EndWithoutProvision {
        /// Return or outcome.
        thing: Thing,
        /// Its name.
        name: Box<str>,
        /// Its effect.
        effect: &'static str,
    },
    /// L003: doubt leads somewhere and nothing says why.
    DoubtMissing,
    /// L004: doubt leads elsewhere than declared.
    DoubtEdge {
        /// The meaning that was declared.
        means: &'static str,
        /// Where it should lead.
        should: DoubtShould,
    },
    /// L005: a meaning that does not fit the kind of test.
    DoubtTest {
        /// The meaning.
        means: &'static str,
        /// The provision.
        provision: Box<str>,
        /// Its test.
        test: &'static str,
    },
    /// L006: an inference or recollection without a note.
    NoteMissing,
    /// L007: a call that leaves a return out.
    UnmappedReturns {
        /// The module.
        module: Box<str>,
        /// The names.
        names: Vec<Box<str>>,
    },
    /// L008: a `doubt` that lacks `as`, or has one that it cannot have.
    DoubtAs {
        /// The meaning.
        means: &'static str,
        /// Whether it must have one.
        needed: bool,
    },
    /// L009: a `doubt` on what admits no doubt, or of a meaning that does not work there.
    DoubtNotHere {
        /// The meaning.
        means: &'static str,
    },
    /// L010: doubt is said to close and leads to what is more open than another answer does.
    DoubtOpens {
        /// The meaning.
        means: &'static str,
        /// The most closed effect that it leads to.
        effect: &'static str,
        /// The other answer.
        other: Box<str>,
        /// The most closed effect that the other answer leads to.
        closed: &'static str,
    },

    /// T001: two versions are in force on the same day.
    VersionsOverlap {
        /// A ruleset, or a provision, whose versions are wordings.
        thing: Thing,
        /// The id.
        name: Box<str>,
        /// The first such day.
        day: NaiveDate,
        /// Where the earlier one has its days, which is where they are to be changed.
        earlier: Site,
    },
    /// T002: a day between two versions without one.
    VersionsGap {
        /// A ruleset, or a provision, whose versions are wordings.
        thing: Thing,
        /// The id.
        name: Box<str>,
        /// Where the earlier one has its days.
        earlier: Site,
        /// The first such day.
        from: NaiveDate,
        /// The last such day.
        to: NaiveDate,
    },
    /// T003: a module is called on a day when no version of it is in force.
    NotInForce {
        /// The module.
        name: Box<str>,
        /// The first such day.
        day: NaiveDate,
    },
    /// T004: a provision that is never in force while the ruleset is.
    ProvisionNeverInForce {
        /// The provision.
        name: Box<str>,
        /// The days of its wordings.
        periods: Vec<(NaiveDate, Option<NaiveDate>)>,
        /// The days of the ruleset.
        valid: (NaiveDate, Option<NaiveDate>),
    },
    /// T005: a version in force returns a name that the call leaves out.
    VersionUnmapped {
        /// The module.
        module: Box<str>,
        /// The names.
        names: Vec<Box<str>>,
        /// The first day of that version.
        from: NaiveDate,
    },
    /// T006: a name that no version in force meanwhile returns.
    ReturnOfOtherTime {
        /// The module.
        module: Box<str>,
        /// The name.
        name: Box<str>,
    },
    /// T007: versions declare different arguments.
    ArgumentsDiffer {
        /// The id.
        name: Box<str>,
    },
    /// T008: a question that changes while the ruleset is in force.
    QuestionChanges {
        /// The question.
        name: Box<str>,
    },
    /// T009: a validity that ends before it begins.
    EndsBeforeStart,
}

/// A line of a rule file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Site {
    /// The file's name.
    pub file: Box<str>,
    /// The line, from 1.
    pub line: u32,
}

/// Where a `vet-ej` edge should lead.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum DoubtShould {
    /// To a `halt: park`.
    Park,
    /// Where this answer or result leads.
    As(Box<str>),
    /// To a switch on `mode`, `request` as the first answer and `own-initiative` as the second.
    Mode {
        /// Where `request` leads.
        request: Box<str>,
        /// Where `own-initiative` leads.
        own: Option<Box<str>>,
    },
    /// To another actor's question, or to an end with effect `refer`.
    Refer,
}
