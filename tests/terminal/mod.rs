//! The program at a terminal, as a person uses it.

mod back;
mod changed_rules;
mod changes;
mod colleagues;
mod countersign;
mod dates;
mod drafts;
mod files;
mod fronts;
mod gestures;
mod items;
mod keys;
mod kinds;
mod known;
mod leave;
mod listing;
mod marks;
mod picture;
mod plain;
mod reasons;
mod received;
mod resize;
pub mod session;
pub mod steps;
mod streams;
mod whole;
mod width;
