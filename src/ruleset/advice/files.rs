//! Where rule files lie.

use super::Findings;
use super::kind::Advice;
use crate::ruleset::document::{Document, Place};
use crate::ruleset::load::Sourced;

/// The folder of registers within a folder of rules.
const REGISTERS: &str = "registers/";

/// Looks at every file: a register beside the rulesets is read, and yet nobody looks for it there.
pub(super) fn advise(documents: &[Sourced], found: &mut Findings) {
    for (source, document) in documents {
        if !matches!(document, Document::Ruleset(_)) && !source.name.starts_with(REGISTERS) {
            found.push(&source.name, Place { line: 1, column: 1 }, Advice::RegisterElsewhere);
        }
    }
}
