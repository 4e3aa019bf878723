//! What differs: between what was answered and what nearly was, between two rulebooks, between a record and other rules,
//! between two records of the same procedure.
//!
//! Pure, as the walk is: rulebooks and answers in, differences out, as data. No file, clock or terminal, and nothing is
//! changed or kept.

pub mod drift;
pub mod nearest;
pub mod records;
pub mod rules;
