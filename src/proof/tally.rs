//! What the subjects of a loop came to, as far as a later switch looks at it.

use crate::ruleset::model::{Effect, SwitchOn, SwitchRoutes};

/// What is counted of one loop, and how far.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: Vec<Count>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum What {
    Subjects(Effect),
    Others(Effect),
}

#[derive(Clone, Copy, Debug)]
struct Count {
    what: What,
    /// More than so many are as good as so many.
    most: u32,
}

impl Tally {
    /// Counts what a switch looks at.
    pub fn look(&mut self, on: &SwitchOn, routes: &SwitchRoutes) {
        let (what, most) = match on {
            SwitchOn::Any { effect, .. } => (What::Subjects(*effect), 1),
            SwitchOn::All { effect, .. } => (What::Others(*effect), 1),
            SwitchOn::Count { effect, .. } => {
                let SwitchRoutes::Numbers(ranges) = routes else { return };
                let starts = ranges.iter().map(|(from, _, _)| *from).max().unwrap_or_default();
                let ends = ranges.iter().filter(|(_, to, _)| *to < i64::from(u32::MAX)).map(|(_, to, _)| *to + 1).max();
                (What::Subjects(*effect), u32::try_from(starts.max(ends.unwrap_or_default())).unwrap_or_default())
            }
            _ => return,
        };
        match self.counts.iter_mut().find(|count| count.what == what) {
            Some(count) => count.most = count.most.max(most),
            None => self.counts.push(Count { what, most }),
        }
    }

    /// Returns how many values there are; the first is that of a loop without subjects.
    pub fn values(&self) -> u32 {
        self.counts.iter().fold(1, |values: u32, count| values.saturating_mul(count.most + 1))
    }

    /// Returns the value after one more subject.
    pub fn add(&self, value: u32, effect: Effect) -> u32 {
        let (mut rest, mut unit, mut after) = (value, 1, value);
        for count in &self.counts {
            let here = rest % (count.most + 1);
            let counts = match count.what {
                What::Subjects(wanted) => effect == wanted,
                What::Others(wanted) => effect != wanted,
            };
            if counts && here < count.most {
                after += unit;
            }
            rest /= count.most + 1;
            unit = unit.saturating_mul(count.most + 1);
        }
        after
    }

    fn of(&self, value: u32, what: What) -> u32 {
        let mut rest = value;
        for count in &self.counts {
            if count.what == what {
                return rest % (count.most + 1);
            }
            rest /= count.most + 1;
        }
        0
    }

    /// Returns how many had the effect.
    pub fn count(&self, value: u32, effect: Effect) -> u32 {
        self.of(value, What::Subjects(effect))
    }

    /// Returns whether every subject had the effect.
    pub fn all(&self, value: u32, effect: Effect) -> bool {
        self.of(value, What::Others(effect)) == 0
    }
}
