//! Every kind of node, in rulebooks of a few nodes each.
#![expect(clippy::many_single_char_names, reason = "builder, procedure, module and question are in every test")]

mod answering;
mod calls;
mod editions;
mod focus;
mod halts;
mod kept;
mod loops;
mod properties;
mod purity;
mod questions;
mod remaining;
mod reports;
mod switches;
