//! Trying the rules: what a walk of given answers comes to, held against what is said of it.

pub mod monitor;
