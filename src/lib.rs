//! menprov walks a Swedish public officer through a confidentiality assessment and leaves a signed decision memo.

pub mod answers;
pub mod assessment;
pub mod canonical;
pub mod date;
pub mod draft;
pub mod engine;
pub mod render;
pub mod ruleset;
pub mod signature;
pub mod text;
