//! The rulebook: read, parsed, checked.

pub mod check;
pub mod document;
pub mod fault;
pub mod model;
pub mod suggest;
