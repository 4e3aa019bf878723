//! Faults in rule files: what is wrong, where, and what to write instead.

use super::check::CheckFault;
use super::document::Place;
use crate::text::Language;

/// The words of one kind of fault.
pub trait FaultWords {
    /// Returns the stable code, such as `P004`; it is never used again for anything else.
    fn code(&self) -> &'static str;
    /// Returns what is wrong: a lower-case phrase without a full stop.
    fn message(&self, language: Language) -> String;
    /// Returns what to write instead.
    fn hint(&self, language: Language) -> Option<String>;
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
    /// It does not fit together with the rest: `R…`, `G…`, `L…`, `T…`.
    Check(CheckFault),
}

impl From<CheckFault> for FaultKind {
    fn from(fault: CheckFault) -> Self {
        Self::Check(fault)
    }
}

impl FaultKind {
    fn words(&self) -> &dyn FaultWords {
        match self {
            Self::Check(fault) => fault,
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
