//! All tests that see the crate from outside, in one binary so that it is linked once.

mod bad_input;
mod bad_rulesets;
mod browser;
mod commands;
mod decided_cases;
mod languages;
mod schemas;
mod terminal;
