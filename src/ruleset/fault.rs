//! Faults in rule files: what is wrong, where, and what to write instead.

use super::document::Place;
use crate::text::Language;

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

/// What can be wrong. Each has a stable code that is never used again for anything else.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum FaultKind {}

impl Fault {
    /// Returns the stable code, such as `S004`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {}
    }

    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, _language: Language) -> String {
        match self.kind {}
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self, _language: Language) -> Option<String> {
        match self.kind {}
    }
}
