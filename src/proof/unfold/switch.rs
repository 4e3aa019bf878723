//! A switch: on an answer, a table, a cell, a rule that reaches, the law date, an argument or what a loop came to.

use super::node::Here;
use super::{Unfold, Unfolder, Way, get, set};
use crate::proof::happening::What;
use crate::proof::rules::{FactKind, for_each_way, len};
use crate::ruleset::model::{
    Field, JA, NEJ, ProvisionIx, QuestionIx, Subject, SwitchOn, SwitchRoutes, TableIx, Target,
};

impl Unfolder<'_, '_> {
    pub(super) fn switch(&mut self, unfold: &mut Unfold, here: &Here<'_>, on: &SwitchOn, routes: &SwitchRoutes) {
        let rules = self.rules;
        let ruleset = unfold.instance.ruleset;
        let closed = |option: u16| match routes {
            SwitchRoutes::Closed(targets) => targets.get(usize::from(option)).copied().flatten(),
            _ => None,
        };
        let known = |fact: Option<_>| fact.and_then(|fact| get(&here.state, fact));
        let target = match on {
            SwitchOn::Answer(question) => {
                self.read(unfold, here, *question, true, |this, unfold, answer, state, read| {
                    let target = rules.switched(ruleset, on, routes, answer);
                    this.go(unfold, here, target.map_or_else(|| Self::stuck(unfold), Way::On), &state, vec![read]);
                });
                return;
            }
            SwitchOn::Table(table) => return self.table(unfold, here, *table, routes),
            SwitchOn::Field(Field::Column { subject, column, .. }) => {
                return self.column(unfold, here, on, routes, *subject, column);
            }
            SwitchOn::Reaches(rule) => return self.reaches(unfold, here, *rule, closed(JA), closed(NEJ)),
            SwitchOn::LawDate => return self.law_date(unfold, here),
            SwitchOn::Argument(argument) => {
                unfold.instance.arguments.get(usize::from(*argument)).copied().flatten().and_then(closed)
            }
            SwitchOn::Field(Field::ProvisionTest) => {
                known(rules.fact(&FactKind::Provision)).and_then(|class| rules.switched(ruleset, on, routes, class))
            }
            SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. } => {
                // A loop that this path did not pass had no subjects.
                let tally = known(rules.fact(&FactKind::Loop(ruleset, *of))).unwrap_or(0);
                rules.switched(ruleset, on, routes, tally)
            }
        };
        self.go(unfold, here, target.map_or_else(|| Self::stuck(unfold), Way::On), &here.state, Vec::new());
    }

    /// Goes wherever the switch leads on one of the days.
    fn law_date(&mut self, unfold: &mut Unfold, here: &Here<'_>) {
        let mut ways = Vec::new();
        let dates = self.rules.entered.dates(unfold.instance.ruleset);
        for_each_way(&here.node.kind, dates, |target| ways.push(Way::On(target)));
        if ways.is_empty() {
            ways.push(Self::stuck(unfold));
        }
        for way in ways {
            self.go(unfold, here, way, &here.state, Vec::new());
        }
    }

    fn table(&mut self, unfold: &mut Unfold, here: &Here<'_>, index: TableIx, routes: &SwitchRoutes) {
        let table = &self.rules.edition.book.tables[index.at()];
        let step = here.at.step as usize;
        let Some(&question) = table.inputs.get(step) else { return };
        let options = |question: QuestionIx| u64::from(self.rules.answers(question).end);
        let bases: Vec<u64> = table.inputs.iter().map(|input| options(*input)).collect();
        self.read(unfold, here, question, true, |this, unfold, answer, state, read| {
            let sum = here.at.sum * bases[step] + u64::from(answer);
            if step + 1 < bases.len() {
                this.step(unfold, here, here.at.step + 1, sum, &state, &[read]);
                return;
            }
            let (mut rest, mut answers) = (sum, Vec::with_capacity(bases.len()));
            for base in bases.iter().rev() {
                answers.push(u16::try_from(rest % base).unwrap_or(u16::MAX));
                rest /= base;
            }
            answers.reverse();
            let Some((_, result)) = table.decide(&answers) else {
                this.go(unfold, here, Self::stuck(unfold), &state, vec![read]);
                return;
            };
            let target = match routes {
                SwitchRoutes::Closed(targets) => targets.get(usize::from(result)).copied().flatten(),
                _ => None,
            };
            let decided = this.happening(unfold, here, What::Decided { table: index });
            this.go(unfold, here, target.map_or_else(|| Self::stuck(unfold), Way::On), &state, vec![read, decided]);
        });
    }

    fn column(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        on: &SwitchOn,
        routes: &SwitchRoutes,
        subject: Subject,
        column: &str,
    ) {
        let rules = self.rules;
        let (Some(list), true) = (rules.list_of(subject), unfold.instance.context.has(subject)) else {
            self.go(unfold, here, Self::stuck(unfold), &here.state, Vec::new());
            return;
        };
        if here.at.step == 0 {
            self.read(unfold, here, list, true, |this, unfold, _, state, read| {
                this.step(unfold, here, 1, 0, &state, &[read]);
            });
            return;
        }
        let fact = rules.fact(&FactKind::Column(subject, column.into()));
        let cells = if let Some(known) = fact.and_then(|fact| get(&here.state, fact)) {
            known..known + 1
        } else {
            let (options, optional) = rules.column(subject, column).unwrap_or((&[], true));
            let public = subject == Subject::Person && unfold.instance.context.is_public() || subject == Subject::By;
            0..len(options.len()) + u32::from(optional || public)
        };
        for cell in cells {
            let mut state = here.state.clone();
            if let Some(fact) = fact {
                set(&mut state, fact, cell);
            }
            let target = rules.switched(unfold.instance.ruleset, on, routes, cell);
            self.go(unfold, here, target.map_or_else(|| Self::stuck(unfold), Way::On), &state, Vec::new());
        }
    }

    fn reaches(
        &mut self,
        unfold: &mut Unfold,
        here: &Here<'_>,
        rule: ProvisionIx,
        yes: Option<Target>,
        no: Option<Target>,
    ) {
        let rules = self.rules;
        let provision = self.provision(&here.state);
        let beside = rules.fact(&FactKind::Beside(rule));
        let known = match provision.map_or(Some(false), |provision| rules.law.reaches(rule, provision)) {
            Some(reaches) => Some(reaches),
            None => beside.and_then(|fact| get(&here.state, fact)).map(|value| value == u32::from(JA)),
        };
        for reaches in known.map_or_else(|| vec![true, false], |known| vec![known]) {
            let mut state = here.state.clone();
            if let (None, Some(fact)) = (known, beside) {
                set(&mut state, fact, u32::from(if reaches { JA } else { NEJ }));
            }
            let target = if reaches { yes } else { no };
            self.go(unfold, here, target.map_or_else(|| Self::stuck(unfold), Way::On), &state, Vec::new());
        }
    }
}
