//! The program at a terminal, as a person uses it.

mod back;
mod keys;
mod kinds;
mod session;
mod steps;
