//! What can be advised.

use chrono::NaiveDate;

/// What stands in a register and can be without use.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Registered {
    /// A provision that protects or overrides secrecy.
    Provision,
    /// A duty.
    Duty,
    /// A shared question.
    Question,
    /// A decision table.
    Table,
    /// A module.
    Module,
    /// An argument of a module.
    Argument,
}

/// What is sound and yet unwise. Each has a stable code.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Advice {
    /// R101: a register that does not lie in `registers/`.
    RegisterElsewhere,
    /// I002: an invariant that looks at what never happens where it is held.
    InvariantIdle {
        /// The invariant.
        invariant: Box<str>,
    },
    /// L101: a question that asks who requests or why, under TF 2:18, and does not say so by `probes`.
    ProbesUnsaid,

    /// T101: the last version of a ruleset has gone out of force.
    Expired {
        /// The ruleset.
        name: Box<str>,
        /// Its last day.
        last: NaiveDate,
    },
    /// T102: a version of a ruleset that has not come into force.
    NotYet {
        /// The ruleset.
        name: Box<str>,
        /// Its first day.
        first: NaiveDate,
    },
    /// T103: the day has passed when the rules were to be read again.
    ReviewDue {
        /// The ruleset.
        name: Box<str>,
        /// That day.
        due: NaiveDate,
    },
    /// T104: a provision is applied on a day when it is not in force.
    AppliedOutOfForce {
        /// The provision.
        provision: Box<str>,
        /// The first such day that was found.
        day: NaiveDate,
    },
    /// T105: a wording in force that has not been read against the statute for long.
    CheckedLongAgo {
        /// The provision.
        provision: Box<str>,
        /// When it was last read.
        checked: NaiveDate,
    },

    /// T106: what is laid over an entry or a ruleset built in has lost days that it covers.
    DaysLost {
        /// The provision or the ruleset.
        name: Box<str>,
        /// The first such day.
        day: NaiveDate,
    },
    /// T107: a wording laid over one built in has another kind of test on the same days.
    TestChanged {
        /// The provision.
        name: Box<str>,
        /// The test built in.
        was: &'static str,
        /// The test that it has now.
        is: &'static str,
        /// The first day of the wording built in.
        day: NaiveDate,
    },

    /// N001: the same words in both languages.
    NotTranslated,
    /// N002: the languages have different numbers.
    NumbersDiffer {
        /// Those that only the Swedish text has.
        sv: Vec<Box<str>>,
        /// Those that only the English text has.
        en: Vec<Box<str>>,
    },
    /// N003: the languages refer to different chapters or sections.
    ReferencesDiffer {
        /// Those that only the Swedish text has.
        sv: Vec<Box<str>>,
        /// Those that only the English text has.
        en: Vec<Box<str>>,
    },
    /// N004: the languages have different placeholders.
    PlaceholdersDiffer {
        /// Those that only the Swedish text has.
        sv: Vec<Box<str>>,
        /// Those that only the English text has.
        en: Vec<Box<str>>,
    },
    /// N005: a sentence of a question that is too long to be taken in at once.
    LongSentence {
        /// How many words it has.
        words: usize,
        /// How many it should have at most.
        most: usize,
        /// `sv` or `en`.
        language: &'static str,
    },
    /// N006: a question of more than two sentences.
    ManySentences {
        /// How many it has.
        sentences: usize,
        /// How many it should have at most.
        most: usize,
    },
    /// N007: two negations in one sentence of a question.
    DoubleNegation {
        /// The negations.
        words: [Box<str>; 2],
    },
    /// N008: `och/eller` in a question.
    AndOr {
        /// As it is written.
        written: Box<str>,
    },
    /// N009: a question with more than one question mark.
    TwoQuestions,
    /// N010: the text of a duty names another time than its deadline.
    DeadlineDiffers {
        /// As the text has it.
        said: Box<str>,
        /// The deadline as it is written.
        written: Box<str>,
    },

    /// U001: the answers are told apart and all lead to the same place.
    Pointless {
        /// The step.
        name: Box<str>,
    },
    /// U002–U007: something that nothing uses.
    Unused {
        /// What it is.
        thing: Registered,
        /// Its name.
        name: Box<str>,
    },
    /// U008: an effect is looked for that the loop never gives.
    EffectNeverGiven {
        /// The loop.
        of: Box<str>,
        /// The effect.
        effect: &'static str,
    },
}
