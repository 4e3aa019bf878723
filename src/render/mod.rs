//! What stands between data and a person's eyes.

pub mod safe;
