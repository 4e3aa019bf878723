//! Which small changes of the rules no case would notice.
//!
//! A mutant is the rulebook with one thing changed that a slip of the pen could change. It is killed by the first case that
//! then ends otherwise in anything that a person can see, or by whatever refuses such rules. One that nothing kills shows
//! what the cases leave open.

mod ending;
mod make;
mod piece;
mod reached;
mod refuse;
mod run;
pub mod survivors;
mod words;

use chrono::NaiveDate;

pub use make::mutants;
pub use piece::Piece;
pub use refuse::{Checked, Refusal, refuses};
pub use run::{Jobs, Killed, Verdict, try_all};

use crate::engine::Way;
use crate::ruleset::model::{DutyIx, Effect, ProvisionIx, Role, Target};
use crate::trial::coverage::element::Element;

/// A rulebook with one thing changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What is changed.
    pub change: Change,
    /// Which walks can notice it.
    pub meets: Meets,
    /// The piece that takes another's place.
    pub piece: Piece,
}

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Two ways out of a node change places.
    Swap(Way, Way),
    /// Doubt leads elsewhere.
    Doubt {
        /// The way that doubt takes.
        way: Way,
        /// Where it led.
        led: Target,
        /// Where it leads.
        to: Target,
    },
    /// A duty does not arise.
    Duty(DutyIx),
    /// A provision is not cited.
    Provision(ProvisionIx),
    /// An end has another effect.
    Effect {
        /// The effect it had.
        was: Effect,
        /// The effect it has.
        becomes: Effect,
    },
    /// A role need not approve.
    Approval(Role),
    /// The law begins a day later or earlier.
    Day {
        /// A day later.
        later: bool,
        /// The day on which it began.
        first: NaiveDate,
    },
    /// The strictest where it was the widest, or the other way about.
    Join,
    /// A row of a decision table has another result.
    Result {
        /// The row, by position.
        row: u16,
        /// The result that it has, by position.
        becomes: u16,
    },
    /// A row of a checklist, by position, is met by the other answer.
    Want(usize),
}

/// Which walks can notice a mutant.
#[derive(Clone, Debug, PartialEq)]
pub enum Meets {
    /// Those that meet one of these.
    Any(Vec<Element>),
    /// Those on the law of this day.
    On(NaiveDate),
}
