//! Nothing that is said in one language has a word of the other in it.

mod commands;
mod rules;
pub mod speech;
mod walks;
