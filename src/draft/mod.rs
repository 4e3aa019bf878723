//! The draft of an assessment: a journal in which every answer is durable before the next question is shown.
//!
//! One file an open assessment, readable by its owner alone. Each line holds what happened and eight bytes of a running
//! SHA-256 over all lines so far, so that a torn or changed line is found when the file is opened. The journal knows scopes and questions
//! by name only; [`bind()`] resolves it against the rulebook of a law date. What fell off the path stays in the journal
//! until the assessment is signed.

pub mod aside;
pub mod bind;
pub mod event;
pub mod fault;
mod files;
#[cfg(test)]
pub(crate) mod fixture;
pub mod form;
pub mod journal;
pub mod store;

pub use aside::Aside;
pub use bind::{Bound, bind};
pub use event::{Address, Event, Header, KeptFile, RulesetSeen, State, Stored};
pub use fault::DraftFault;
pub(crate) use files::make_folder;
pub use journal::{Draft, Journal, Unkept};
pub use store::{Cut, Drafts, Held, Opened, Summary};

#[cfg(test)]
mod tests;
