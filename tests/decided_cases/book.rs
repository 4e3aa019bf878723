//! The rulebook that is compiled into the program.

use std::sync::LazyLock;

use menprov::rulebook::builtin;
use menprov::ruleset::model::Rulebook;

/// The rulebook, made once.
pub static BOOK: LazyLock<Rulebook> = LazyLock::new(builtin);
