//! Counts for one procedure, prompt after prompt.

use super::kept::{Kept, Traced};
use super::rules::read_by_several;
use super::{Count, Remaining};
use crate::engine::Edition;
use crate::engine::answer::{Answers, Entity};
use crate::engine::focus::{Focus, PassedBy};
use crate::engine::walk::Walker;
use crate::ruleset::model::RulesetIx;

/// Counts again and again for one procedure on one law date, and keeps what a change of answers leaves as it was.
pub struct Counter<'e, 'b> {
    edition: &'e Edition<'b>,
    procedure: RulesetIx,
    /// By question, whether several places put or need it.
    shared: Vec<bool>,
    kept: Kept,
}

impl<'e, 'b> Counter<'e, 'b> {
    /// Begins with nothing counted.
    #[must_use]
    pub fn new(edition: &'e Edition<'b>, procedure: RulesetIx) -> Self {
        Self { edition, procedure, shared: read_by_several(edition, procedure), kept: Kept::default() }
    }

    /// Counts for the whole procedure, and for each item that is named: the same as [`Remaining::of`], whatever was
    /// counted before.
    pub fn count<A: Answers>(&mut self, answers: &A) -> (Remaining, Vec<(Entity, Remaining)>) {
        self.kept.hold_against(answers);
        let traced = Traced::new(answers);
        let mut nobody = ();
        let walker = Walker {
            edition: self.edition,
            book: self.edition.book,
            registers: self.edition.registers_of(self.procedure),
            answers: &traced,
            observer: &mut nobody,
            beside: &[],
            passed: PassedBy::new(Focus::Every),
        };
        let mut count = Count { walker, shared: &self.shared, kept: &mut self.kept, items: Vec::new() };
        let ways = count.procedure(self.procedure);
        let items = count.items.iter().map(|(item, load)| (*item, Remaining::sum(load))).collect();
        self.kept.rests_on(traced);
        (Remaining::sum(&ways.most()), items)
    }
}
