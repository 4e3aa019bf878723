//! Every kind of node, in rulebooks of a few nodes each.

mod calls;
mod editions;
mod halts;
mod loops;
mod questions;
mod reports;
mod switches;
