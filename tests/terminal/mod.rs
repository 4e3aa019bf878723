//! The program at a terminal, as a person uses it.

mod back;
mod changed_rules;
mod colleagues;
mod countersign;
mod dates;
mod drafts;
mod keys;
mod kinds;
mod known;
mod leave;
mod picture;
mod plain;
pub mod session;
pub mod steps;
mod whole;
mod width;
