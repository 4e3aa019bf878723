//! menprov walks a Swedish public officer through a confidentiality assessment and leaves a signed decision memo.

pub mod date;
pub mod engine;
pub mod render;
pub mod rulebook;
pub mod ruleset;
pub mod text;
