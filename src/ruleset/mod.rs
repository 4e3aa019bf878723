//! The rulebook: read, parsed, checked.

pub mod document;
pub mod fault;
pub mod model;
