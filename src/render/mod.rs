//! What stands between data and a person's eyes.

pub mod cause;
pub mod count;
pub mod faults;
pub mod lines;
pub mod markup;
pub mod paragraph;
pub mod safe;
pub mod sarif;
pub mod spoken;
pub mod summary;
pub mod table;
pub mod terms;
