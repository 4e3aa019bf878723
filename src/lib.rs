//! menprov walks a Swedish public officer through a confidentiality assessment and leaves a signed decision memo.

pub mod assessment;
pub mod canonical;
pub mod date;
pub mod engine;
pub mod memo;
pub mod register;
pub mod render;
pub mod rulebook;
pub mod ruleset;
pub mod signature;
pub mod text;
