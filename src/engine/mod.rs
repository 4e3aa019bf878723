//! The walk: rulebook + law date + answers → next question, halt, or the result with its trace.
//!
//! A pure function. No clock, file, terminal or language in here, and no state but the answers: the path is always
//! derived from them, so that going back, resuming, replaying and testing cannot disagree.

pub mod answer;
pub mod effect;
pub mod edition;
pub mod report;
pub mod scope_text;
pub mod walk;

pub use answer::{Answer, AnswerSet, Answers, Entity, Key, Row, ScopePath, Value};
pub use edition::Edition;
pub use report::{EndMet, Halted, ItemResult, Report, Step, TraceStep};
pub use walk::{Observer, walk};
