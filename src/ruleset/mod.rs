//! The rulebook: read, parsed, checked.

pub mod model;
