//! The walk: rulebook + law date + answers → next question, halt, or the result with its trace.
//!
//! A pure function. No clock, file, terminal or language in here, and no state but the answers: the path is always
//! derived from them, so that going back, resuming, replaying and testing cannot disagree.

pub mod answer;
pub mod context;
mod each;
pub mod edition;
pub mod focus;
pub mod grounds;
mod record;
mod remaining;
pub mod report;
mod switch;
pub mod walk;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use answer::{Answer, AnswerSet, Answers, Entity, FrameSheet, Key, Notes, Row, ScopePath, Value};
pub use context::Place;
pub(crate) use each::document_column;
pub use edition::Edition;
pub(crate) use edition::for_each_question;
pub use focus::{Focus, Overview, Pending, overview};
pub use grounds::Grounds;
pub(crate) use remaining::targets;
pub use remaining::{Counter, Remaining};
pub use report::{EndMet, Halted, ItemResult, Report, Step, TraceStep};
pub use walk::{Observer, Reads, Way, run, walk};
