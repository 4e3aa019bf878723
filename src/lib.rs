//! menprov walks a Swedish public officer through a confidentiality assessment and leaves a signed decision memo.

pub mod answers;
pub mod engine;
pub mod ruleset;
pub mod text;
