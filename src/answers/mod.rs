//! Answers from and to files.
//!
//! An answers file is JSON or YAML: scope paths, under each the questions and their answers. It is resolved against the
//! rulebook of a law date into an [`AnswerSet`](crate::engine::AnswerSet), with every fault at once. Nothing here asks,
//! walks on its own or judges; [`script`] runs the walk once to see what is missing and what is not needed.

pub mod fault;
pub mod file;
pub mod file_fault;
#[cfg(test)]
pub(crate) mod fixture;
pub mod gate;
pub mod moments;
pub mod raw;
pub mod registers;
pub mod resolve;
pub mod safety;
pub mod script;
pub mod suggest;
pub mod value;
pub mod write;

pub use fault::{AnswerFault, AnswerFaultKind, Expected};
pub use file::{AnswersFile, Officer, read_file, read_text};
pub use file_fault::FileFault;
pub use raw::Raw;
pub use resolve::{Check, Flat, resolve};
pub use script::{ScriptFault, Unused, demands_for, run_script, run_script_with};

#[cfg(test)]
mod tests;
