//! The gate that a reason passes before it is kept: whether it says anything of its own, and nothing that it should not.
//!
//! A decision is to say which circumstances were decisive (32 § förvaltningslagen), and the words of the statute are no
//! circumstance. A program cannot tell a good reason from a bad one; it can tell some that are none. [`judge`] is
//! pure: a text and what it is held against in, findings in a fixed order out, each with what is missing in both
//! languages. Nothing is read, kept or sent.
//!
//! Every finding but an empty reason can be overridden with a note that says why, and the note is in the memo. In a
//! reason for the requester, a personal number cannot be overridden either.

mod finding;
mod gate;
mod name;
mod personal_number;
mod protection;
mod vocabulary;
pub mod words;

pub use finding::Finding;
pub use gate::{Audience, Judged, NOTE, judge, judge_note};
pub use personal_number::holds_personal_number;
