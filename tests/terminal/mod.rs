//! The program at a terminal, as a person uses it.

mod back;
mod colleagues;
mod countersign;
mod dates;
mod keys;
mod kinds;
mod known;
mod leave;
mod picture;
mod plain;
mod reasons;
pub mod session;
pub mod steps;
mod whole;
mod width;
