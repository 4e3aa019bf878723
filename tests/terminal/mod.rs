//! The program at a terminal, as a person uses it.

mod back;
mod colleagues;
mod countersign;
mod dates;
mod files;
mod items;
mod keys;
mod kinds;
mod known;
mod leave;
mod marks;
mod picture;
mod plain;
pub mod session;
pub mod steps;
mod whole;
mod width;
