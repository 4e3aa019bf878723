//! Findings in rule files: what is wrong or unwise, where, and what to write instead.
//!
//! Most are faults and make the rules unusable; what [`advice`](super::advice) finds is of a lower [`Level`]. A fault is data; its words are chosen here in Swedish or English, and laid out for a reader by `render::faults`. Each
//! stage has an enum of its own with a letter of its own, so that a code says where the fault was found.

use super::advice::Advice;
use super::broken::{BrokenBesideFault, BrokenFault};
use super::check::CheckFault;
use super::document::Place;
use super::hints::HintFault;
use super::parse::ParseFault;
use super::raw::YamlFault;
use super::source::SourceFault;
use crate::text::Language;

/// How much a finding weighs, from the least.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// Good to know; nothing need be done.
    Note,
    /// The rules hold, and yet something is unwise.
    Warning,
    /// The rules cannot be used.
    #[default]
    Fault,
}

impl Level {
    /// Returns the name in JSON and on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Fault => "fault",
        }
    }
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// Those that make the rules unusable.
    pub faults: usize,
    /// Those that are unwise.
    pub warnings: usize,
    /// Those that are only good to know.
    pub notes: usize,
}

impl Tally {
    /// Counts findings by their levels.
    #[must_use]
    pub fn of(levels: impl IntoIterator<Item = Level>) -> Self {
        let mut tally = Self::default();
        for level in levels {
            match level {
                Level::Note => tally.notes += 1,
                Level::Warning => tally.warnings += 1,
                Level::Fault => tally.faults += 1,
            }
        }
        tally
    }
}

/// The words of one kind of fault.
pub trait FaultWords {
    /// Returns how much it weighs: a fault unless it is said to be less.
    fn level(&self) -> Level {
        Level::Fault
    }
    /// Returns the stable code, such as `P004`; it is never used again for anything else.
    fn code(&self) -> &'static str;
    /// Returns what is wrong: a lower-case phrase without a full stop.
    fn message(&self, language: Language) -> String;
    /// Returns what to write instead.
    fn hint(&self, language: Language) -> Option<String>;
}

/// A fault of any kind of file, as it is laid out for a reader.
pub trait Placed: Ord {
    /// Returns the file's name, as given.
    fn file(&self) -> &str;
    /// Returns where.
    fn place(&self) -> Place;
    /// Returns the words.
    fn words(&self) -> &dyn FaultWords;
}

impl Placed for Fault {
    fn file(&self) -> &str {
        &self.file
    }

    fn place(&self) -> Place {
        self.place
    }

    fn words(&self) -> &dyn FaultWords {
        self.kind.words()
    }
}

/// One fault in one file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fault {
    /// The file's name, as given.
    pub file: Box<str>,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong, by the stage that finds it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum FaultKind {
    /// The file could not be read as text: `S…`.
    Source(SourceFault),
    /// A word processor has been at it: `W…`.
    Hint(HintFault),
    /// It is not the YAML that rule files are written in: `Y…`.
    Yaml(YamlFault),
    /// It does not have the shape of a rule file: `P…`.
    Parse(ParseFault),
    /// It does not hold together with the rest: `R…`, `G…`, `L…`, `T0…`.
    Check(CheckFault),
    /// It holds, and yet it is unwise: `T1…`, `N…`, `U…`.
    Advice(Advice),
    /// It lets something happen that an invariant says never does: `I…`.
    Broken(Box<BrokenFault>),
    /// The same in a folder laid over the rules built in: `I…`.
    BrokenBeside(Box<BrokenBesideFault>),
}

impl From<BrokenBesideFault> for FaultKind {
    fn from(fault: BrokenBesideFault) -> Self {
        Self::BrokenBeside(Box::new(fault))
    }
}

impl From<BrokenFault> for FaultKind {
    fn from(fault: BrokenFault) -> Self {
        Self::Broken(Box::new(fault))
    }
}

impl From<SourceFault> for FaultKind {
    fn from(fault: SourceFault) -> Self {
        Self::Source(fault)
    }
}

impl From<HintFault> for FaultKind {
    fn from(fault: HintFault) -> Self {
        Self::Hint(fault)
    }
}

impl From<YamlFault> for FaultKind {
    fn from(fault: YamlFault) -> Self {
        Self::Yaml(fault)
    }
}

impl From<ParseFault> for FaultKind {
    fn from(fault: ParseFault) -> Self {
        Self::Parse(fault)
    }
}

impl From<CheckFault> for FaultKind {
    fn from(fault: CheckFault) -> Self {
        Self::Check(fault)
    }
}

impl From<Advice> for FaultKind {
    fn from(advice: Advice) -> Self {
        Self::Advice(advice)
    }
}

impl FaultKind {
    fn words(&self) -> &dyn FaultWords {
        match self {
            Self::Source(fault) => fault,
            Self::Hint(fault) => fault,
            Self::Yaml(fault) => fault,
            Self::Parse(fault) => fault,
            Self::Check(fault) => fault,
            Self::Advice(advice) => advice,
            Self::Broken(fault) => &**fault,
            Self::BrokenBeside(fault) => &**fault,
        }
    }
}

impl Fault {
    /// Makes a fault in the file `file`.
    #[must_use]
    pub fn new(file: &str, place: Place, kind: impl Into<FaultKind>) -> Self {
        Self { file: file.into(), place, kind: kind.into() }
    }

    /// Returns the stable code, such as `P004`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind.words().code()
    }

    /// Returns how much it weighs.
    #[must_use]
    pub fn level(&self) -> Level {
        self.kind.words().level()
    }

    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        self.kind.words().message(language)
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        self.kind.words().hint(language)
    }
}

/// Puts names in backticks with commas between.
#[must_use]
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push('`');
        list.push_str(word);
        list.push('`');
    }
    list
}

/// Cuts a text that is quoted in a message to some forty characters.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(MOST).collect();
    cut.push('…');
    cut
}
