//! The record: what was asked, answered, reasoned and decided, on which rules, as bytes that are made once.
//!
//! Made only from a walk that has ended. No clock, file or terminal in here; times, names and random bits come from
//! outside. Nothing of the record is changed after [`Record::seal`].

mod build;
pub mod closure;
pub mod delegation;
mod error;
pub mod labels;
pub mod model;
mod moments;
mod record;
mod replay;
#[cfg(test)]
pub(crate) mod sample;
pub mod scope;
mod sealed;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub use build::{Particulars, check_reference, fresh_nonce};
pub use closure::{Closure, ClosureError, ClosureFile, SourceText};
pub use delegation::{Delegated, Power, Row};
pub use error::{AssessError, MissingRationale};
pub use labels::{Labels, quoted};
pub use model::{Assessment, Continues, Matter, Officer, PositionHeld, Words};
pub use moments::{moments, told};
pub use record::{Record, RecordError};
pub use replay::ReplayError;
pub use scope::ScopeError;
pub use sealed::Lacking;
pub use words::{as_put, role};
