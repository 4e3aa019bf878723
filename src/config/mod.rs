//! The configuration: the authority, its roles and units, who may decide what, and the officer's own place in it.
//!
//! A TOML file, read whole and checked whole: every fault is told at once, and nothing runs on a file with a fault.
//! Without a file, the program speaks of the general roles of the rules. No law stands here: what may not be delegated
//! (KL 6:38) is the authority's own to know.

mod check;
mod fault;
mod model;
mod overview;
mod parse;
mod power;
mod reader;

#[cfg(test)]
mod tests;

pub use check::{Decision, decisions};
pub use fault::{ConfigFault, Fault, MOST_BYTES, Named, Syntax, Wants};
pub use model::{Authority, AuthorityKind, Config, Delegation, Mark, Own, Position, ROLES, Unit, role_id, role_of_id};
pub use overview::{Decided, Overview, Warning, overview};
pub use power::{Power, Row, Standing};

use crate::ruleset::model::Rulebook;

/// A file with faults, and the text that they stand in.
#[derive(Clone, Debug, PartialEq)]
pub struct Faulty {
    /// The text, where there is one.
    pub text: Box<str>,
    /// Every fault; there is at least one.
    pub faults: Vec<Fault>,
}

impl Config {
    /// Reads a configuration. With a rulebook, its procedures and outcomes are looked up as well.
    ///
    /// # Errors
    /// With every fault of the file.
    pub fn read(file: &str, bytes: &[u8], book: Option<&Rulebook>) -> Result<Self, Faulty> {
        let text = parse::text_of(file, bytes)
            .map_err(|fault| Faulty { text: String::from_utf8_lossy(bytes).into(), faults: vec![fault] })?;
        let mut parsed = parse::parse(file, &text);
        if let Some(book) = book {
            check::check(&mut parsed, file, book);
        }
        if parsed.faults.is_empty() {
            return Ok(parsed.config);
        }
        parsed.faults.sort();
        Err(Faulty { text, faults: parsed.faults })
    }
}
