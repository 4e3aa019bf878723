//! What a record hangs on: the answers that decide it, and the fewest that would have to be others for another end.
//!
//! A search over [`crate::engine::run`]: it is asked what comes of each set of answers, so that nothing here can disagree
//! with the walk. What was written, picked or listed stands; options can be exchanged for others, numbers and days for
//! those where a range of the rules ends. Questions that come only then take any answer.

mod live;
mod options;
mod search;
mod state;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::live::Live;
use self::options::Options;
use self::search::{Found, May, Search};
use crate::engine::{AnswerSet, Edition, Entity, Key, Value};
use crate::ruleset::model::{Effect, OutcomeIx, RulesetIx};

/// Whose end is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EndOf {
    /// The assessment's.
    Whole,
    /// An item's: what its own answers come to.
    Item(Entity),
}

/// Which end is looked for. One that waits or stops is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Goal {
    /// Any other outcome than it has; for an item, any other effect.
    Another,
    /// Any with another effect than this.
    Not(Effect),
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ending {
    /// It has not: questions remain.
    None,
    /// Everything stops before an outcome.
    Stopped,
    /// With this outcome and its effect.
    Outcome(OutcomeIx, Effect),
    /// The item has this effect; [`Effect::Open`] while something waits.
    Item(Effect),
}

/// What would have to be answered for another end.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The answers that would be others, in the order that they are read.
    pub changed: Vec<(Key, Value)>,
    /// The answers that would be needed besides.
    pub new: Vec<(Key, Value)>,
    /// The end that follows.
    pub ending: Ending,
}

/// What the end of a record hangs on.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// The end as it is.
    pub now: Ending,
    /// Changes of one answer each, with the fewest new answers for each other answer, in the order of the path.
    pub decisive: Vec<Change>,
    /// The smallest change: fewest changed, then fewest new; nothing where there is none.
    pub smallest: Option<Change>,
    /// Whether the search came to its end: otherwise there may be a smaller change, and more answers that decide.
    pub complete: bool,
    /// Whether some way was left because a list must be filled in on it.
    pub left_lists: bool,
}

impl Nearest {
    fn take(&mut self, found: Found) {
        match found {
            Found::Change(change) => self.smallest = Some(change),
            Found::None(_) => {}
            Found::Cut => self.complete = false,
        }
    }
}

/// Finds what records of one procedure hang on.
#[derive(Debug)]
pub struct Finder<'f, 'b> {
    edition: &'f Edition<'b>,
    procedure: RulesetIx,
    live: Live,
    options: Options<'f, 'b>,
}

impl<'f, 'b> Finder<'f, 'b> {
    /// Looks through the rules.
    ///
    /// `edition` is [`Edition::for_procedure`] of `procedure`.
    #[must_use]
    pub fn new(edition: &'f Edition<'b>, procedure: RulesetIx) -> Self {
        Self { edition, procedure, live: Live::of(edition, procedure), options: Options::new(edition) }
    }

    /// Finds what the end of one assessment, or of one of its items, hangs on.
    ///
    /// `given` are the answers on the path and no others. For an item, changes of its own answers go before all others.
    #[must_use]
    pub fn nearest(&self, given: &AnswerSet, of: EndOf, goal: Goal) -> Nearest {
        let mut search = Search::new(self.edition, self.procedure, given, &self.live, &self.options, of);
        let walked = search.as_given();
        let now = walked.ending;
        let holds = |ending| goal.holds(now, ending);
        let mut nearest = Nearest { now, decisive: Vec::new(), smallest: None, complete: true, left_lists: false };
        if goal != Goal::Another && holds(now) {
            return nearest;
        }
        let of_item = |key: Key| match of {
            EndOf::Whole => true,
            EndOf::Item(item) => key.scope.item == Some(item),
        };
        let mut hopeless: HashSet<_> = walked.met.iter().filter_map(|met| met.signature.clone()).collect();
        for key in walked.met.iter().map(|met| met.key) {
            for value in search.instead(key) {
                match search.cheapest(&[(key, value)], May::Nothing, &holds, &hopeless) {
                    Found::Change(change) => nearest.decisive.push(change),
                    // Nor does anything come of it where another answer leads to the same place.
                    Found::None(looked) => hopeless.extend(looked),
                    Found::Cut => nearest.complete = false,
                }
            }
        }
        let is_own = |change: &&Change| change.changed.iter().all(|(key, _)| of_item(*key));
        let least = |change: &&Change| change.new.len();
        nearest.smallest = nearest.decisive.iter().filter(is_own).min_by_key(least).cloned();
        if let EndOf::Item(item) = of
            && nearest.smallest.is_none()
        {
            nearest.take(search.cheapest(&[], May::Item(item), &holds, &HashSet::new()));
        }
        nearest.smallest = nearest.smallest.or_else(|| nearest.decisive.iter().min_by_key(least).cloned());
        if nearest.smallest.is_none() && nearest.complete {
            nearest.take(search.cheapest(&[], May::Everything, &holds, &HashSet::new()));
        }
        nearest.left_lists = search.left_lists;
        nearest
    }
}
