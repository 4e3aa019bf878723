//! menprov walks a Swedish public officer through a confidentiality assessment and leaves a signed decision memo.
//!
//! One direction, one type a stage, each made only by the stage before:
//!
//! ```text
//! rulesets/*.yaml → Document → Rulebook → walk → interview → Assessment → signature → Register
//!     text          as written  checked   pure   three fronts  the record    bytes      SQLite
//!                                                    ↑           │
//!                             menprov.toml → Config ─┘           ├→ Statement → signature → Register
//!                                                                └→ Memo → text, Markdown, JSON
//! ```
//!
//! [`engine::walk()`] is the heart: a pure function of rulebook, law date and answers, called by the interview, by replay
//! and by `decide` alike. Who may decide comes from [`config`], what another than the officer says is a [`statement`],
//! and where a record stands is derived from the record and its statements whenever it is asked for.
//!
//! [`training`] holds what somebody answered against the key of a scenario, by the same walk.
//!
//! The library never looks at the environment, the clock or the terminal: [`context::Context`] carries what a command
//! may touch, and [`command`] is the only caller that has one. The rules are data; no law stands in the code
//! but whom to call in acute danger.

pub mod answers;
pub mod assessment;
mod at_once;
pub mod canonical;
mod cli;
pub mod command;
pub mod compare;
pub mod config;
pub mod context;
pub mod date;
pub mod deadline;
pub mod draft;
pub mod engine;
pub mod error;
pub mod fingerprint;
pub mod graph;
pub mod interview;
mod language;
pub mod listing;
pub mod manual;
pub mod memo;
mod outline;
pub mod picture;
pub mod proof;
pub mod reasons;
pub mod register;
pub mod render;
pub mod rulebook;
pub mod ruleset;
pub mod schema;
pub mod signature;
pub mod statement;
pub mod text;
pub mod training;
pub mod trial;
