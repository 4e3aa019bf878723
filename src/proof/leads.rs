//! Where a node leads for each value of what it looks at, and all that can happen at it.

use super::happening::What;
use super::rules::{Rules, day_number, for_each_way, len};
use crate::ruleset::model::{
    Effect, Field, JA, NEJ, NodeIx, NodeKind, RulesetIx, SwitchOn, SwitchRoutes, TableIx, Target,
};

impl Rules<'_> {
    /// Returns where a switch leads for the value of the fact that it looks at.
    pub fn switched(&self, ruleset: RulesetIx, on: &SwitchOn, routes: &SwitchRoutes, value: u32) -> Option<Target> {
        let yes = |yes: bool| u32::from(if yes { JA } else { NEJ });
        let option = match on {
            SwitchOn::Answer(question) => match routes {
                SwitchRoutes::Closed(_) => value,
                SwitchRoutes::Numbers(ranges) => {
                    let (from, _) = *self.intervals.get(question)?.get(value as usize)?;
                    return within(ranges.iter().map(|(first, last, to)| (*first, *last, *to)), from);
                }
                SwitchRoutes::Dates(ranges) => {
                    let (from, _) = *self.intervals.get(question)?.get(value as usize)?;
                    let days = ranges.iter().map(|(first, last, to)| (day_number(*first), day_number(*last), *to));
                    return within(days, from);
                }
            },
            SwitchOn::Field(Field::Column { subject, column, options }) => {
                let (cells, _) = self.column(*subject, column)?;
                let cell = cells.get(value as usize)?;
                len(options.iter().position(|option| **option == *cell.id)?)
            }
            SwitchOn::Field(Field::ProvisionTest) => self.law.wording(self.classes.of(value)?)?.test as u32,
            SwitchOn::Any { of, effect } => yes(self.tallies.get(&(ruleset, *of))?.count(value, *effect) > 0),
            SwitchOn::All { of, effect } => yes(self.tallies.get(&(ruleset, *of))?.all(value, *effect)),
            SwitchOn::Count { of, effect } => {
                let SwitchRoutes::Numbers(ranges) = routes else { return None };
                let count = self.tallies.get(&(ruleset, *of))?.count(value, *effect);
                return within(ranges.iter().copied(), i64::from(count));
            }
            SwitchOn::LawDate | SwitchOn::Argument(_) | SwitchOn::Reaches(_) | SwitchOn::Table(_) => value,
        };
        match routes {
            SwitchRoutes::Closed(targets) => targets.get(option as usize).copied().flatten(),
            SwitchRoutes::Numbers(_) | SwitchRoutes::Dates(_) => None,
        }
    }

    /// Returns for each answer to an input of a table which of its rows it fits.
    pub fn fits(&self, table: TableIx, input: usize, values: u32) -> Vec<Vec<bool>> {
        let rows = &self.edition.book.tables[table.at()].rows;
        let fits = |value: u32| {
            let fits = |when: &Vec<u16>| when.is_empty() || when.iter().any(|option| u32::from(*option) == value);
            rows.iter().map(|row| row.when.get(input).is_none_or(fits)).collect()
        };
        (0..values).map(fits).collect()
    }

    /// Returns everything that can happen at a node, whatever the state.
    pub fn happenings(&self, ruleset: RulesetIx, at: NodeIx) -> Vec<What> {
        let node = &self.ruleset(ruleset).nodes[at.at()];
        let mut all = vec![What::Applied { ruleset, node: at }];
        if let NodeKind::Each { subject, .. } = node.kind {
            all.extend(Effect::ALL.map(|effect| What::Ends { subject, effect }));
        }
        for question in self.reads(node) {
            let needs = !matches!(node.kind, NodeKind::Ask { .. } | NodeKind::Checklist { .. });
            for answer in self.answers(question) {
                all.extend([false, true].map(|again| What::Answered { question, answer, again, needs }));
            }
        }
        if let NodeKind::Switch { on: SwitchOn::Table(table), .. } = node.kind {
            all.push(What::Decided { table });
        }
        all.extend(
            node.kind
                .calls()
                .iter()
                .flat_map(|call| self.versions(ruleset, call.module).iter().flatten())
                .map(|ruleset| What::Entered { ruleset: *ruleset }),
        );
        for_each_way(&node.kind, self.entered.dates(ruleset), |target| match target {
            Target::Return(name) => all.push(What::Returned { ruleset, name }),
            Target::Outcome(outcome) => all.push(What::Finished { ruleset, outcome }),
            Target::Node(_) | Target::Done => {}
        });
        all
    }
}

fn within(mut ranges: impl Iterator<Item = (i64, i64, Target)>, value: i64) -> Option<Target> {
    ranges.find(|(first, last, _)| *first <= value && value <= *last).map(|(_, _, target)| target)
}
