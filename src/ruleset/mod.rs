//! The rulebook: read, parsed, checked.

pub mod advice;
pub mod broken;
pub mod check;
pub mod document;
pub mod fault;
pub mod hints;
pub mod load;
pub mod model;
pub mod overlay;
pub mod parse;
pub mod raw;
pub mod source;
pub mod suggest;
