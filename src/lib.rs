pub mod answers;
pub mod assessment;
pub mod canonical;
pub mod draft;
pub mod engine;
pub mod render;
pub mod ruleset;
pub mod text;
