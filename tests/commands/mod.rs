//! The program as it is typed: what comes out, what goes wrong, and with which exit code.

mod assess;
mod concern;
mod config;
mod decide;
mod diff;
mod drafts;
mod drift;
mod duties;
mod explain;
mod files;
pub mod graph;
mod guides;
mod help;
mod items;
mod key;
mod man;
mod new;
mod pictures;
mod readme;
mod reasons;
mod rules;
mod rules_test;
mod slips;
pub mod stage;
pub mod statements;
mod tables;
mod why;
