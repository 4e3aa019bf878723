//! What another than the officer says about a record: who hands it over, approves it, sends it back or answers in it.
//!
//! A statement is a record of its own: canonical bytes (RFC 8785), a nonce, and a signature in a namespace that says
//! which act it is. It names the record by its SHA-256, and every statement about that record that its author saw, so
//! that one which is taken away is missed. An approval without a reason in words of its own cannot be made.

mod characters;
mod error;
pub mod model;
mod reason;
mod sealed;
mod standing;
#[cfg(test)]
mod tests;

pub use characters::clean;
pub use error::StatementError;
pub use model::{Act, Awaited, Place, Question, Reply, Signatory, Statement};
pub use reason::{LEAST, ReasonFault, own_words};
pub use sealed::Sealed;
pub use standing::{Need, Phase, State, awaited, needs};
