//! The program as it is typed: what comes out, what goes wrong, and with which exit code.

mod assess;
mod concern;
mod config;
mod decide;
mod drafts;
mod duties;
mod explain;
mod files;
mod help;
mod items;
mod key;
mod man;
mod pictures;
mod readme;
mod reasons;
mod rules;
pub mod stage;
pub mod statements;
mod tables;
