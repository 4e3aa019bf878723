//! Training on real cases: scenarios, each with a key of its own, and how an answer measures up to it.
//!
//! A scenario is an answers file that says what the officer knows. Pure: scenarios, a rulebook and answers go in, data come
//! out. The interview and the files are `command::train`'s. `docs/training.md` has the form.

pub mod agreement;
pub mod answered;
pub mod bilingual;
pub mod certificate;
pub mod check;
pub mod debrief;
pub mod json;
pub mod load;
pub mod miss;
pub mod page;
pub mod room;
pub mod scenario;
pub mod score;
pub mod sheet;
