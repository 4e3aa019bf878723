//! The facts that the nodes of a procedure share: which there are, what is told apart of them, and how long each is known.

use chrono::NaiveDate;
use foldhash::HashMap;

use super::{Rules, Scopes, bit, day_number, len, scopes_of};
use crate::proof::tally::Tally;
use crate::ruleset::model::{
    AnswerKind, Field, NodeIx, NodeKind, ProvisionIx, QuestionIx, RulesetIx, Subject, SwitchOn, SwitchRoutes,
};

/// A fact, by its position in [`Rules::facts`].
pub(in crate::proof) type Fact = u16;

/// What a path can know and a later node can look at.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(in crate::proof) enum FactKind {
    /// The answer to a question that is read at several places: the option, the interval, or whether anything was named.
    Answer(QuestionIx),
    /// A cell of the subject in scope: the option, or that it is empty.
    Column(Subject, Box<str>),
    /// The provision in scope: its class.
    Provision,
    /// Whether a rule reaches the provision in scope through those beside it.
    Beside(ProvisionIx),
    /// What the subjects of a finished loop came to.
    Loop(RulesetIx, NodeIx),
}

/// A fact and where it is forgotten.
#[derive(Clone, Debug)]
pub(in crate::proof) struct FactInfo {
    pub kind: FactKind,
    /// It is forgotten when one of these subjects is left.
    pub scopes: Scopes,
    /// How many values it has.
    pub values: u32,
}

/// How long a path knows a fact.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Known {
    /// Not at all: wherever it is looked at, it may be anything.
    Nowhere,
    /// Until a loop is passed.
    Within,
    /// As long as the subjects that it is about.
    Across,
}

impl Rules<'_> {
    pub(super) fn find_tallies(&mut self) {
        let mut tallies: HashMap<_, Tally> = HashMap::default();
        for (ruleset, _, kind) in self.nodes() {
            if let NodeKind::Switch { on, routes } = kind
                && let SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. } = on
            {
                tallies.entry((ruleset, *of)).or_default().look(on, routes);
            }
        }
        self.tallies = tallies;
    }

    pub(super) fn find_intervals(&mut self) {
        let mut cuts: HashMap<QuestionIx, Vec<i64>> = HashMap::default();
        for (_, _, kind) in self.nodes() {
            let NodeKind::Switch { on: SwitchOn::Answer(question), routes } = kind else { continue };
            let ranges: Vec<(i64, i64)> = match routes {
                SwitchRoutes::Numbers(ranges) => ranges.iter().map(|(from, to, _)| (*from, *to)).collect(),
                SwitchRoutes::Dates(ranges) => {
                    ranges.iter().map(|(from, to, _)| (day_number(*from), day_number(*to))).collect()
                }
                SwitchRoutes::Closed(_) => continue,
            };
            let cuts = cuts.entry(*question).or_default();
            for (from, to) in ranges {
                cuts.extend([from, to.saturating_add(1)]);
            }
        }
        for (question, mut cuts) in cuts {
            let (first, last) = match self.question(question).kind {
                AnswerKind::Number { min, max } => (min, max),
                _ => (day_number(NaiveDate::MIN), day_number(NaiveDate::MAX)),
            };
            cuts.push(first);
            cuts.retain(|cut| (first..=last).contains(cut));
            cuts.sort_unstable();
            cuts.dedup();
            let ends = cuts.iter().skip(1).map(|next| next - 1).chain([last]);
            self.intervals.insert(question, cuts.iter().copied().zip(ends).collect());
        }
    }

    pub(super) fn find_facts(&mut self) {
        let mut times: HashMap<RulesetIx, HashMap<QuestionIx, bool>> = HashMap::default();
        for &ruleset in &self.entered.closure {
            let own = self.reads_of(ruleset, &times);
            times.insert(ruleset, own);
        }
        let mut several: Vec<QuestionIx> = times
            .remove(&self.procedure)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(question, several)| several.then_some(question))
            .collect();
        several.sort_unstable();
        for question in several {
            let (scopes, values) = (scopes_of(self.question(question).scope), self.answers(question).end);
            self.add(FactInfo { kind: FactKind::Answer(question), scopes, values });
        }
        let mut more = Vec::new();
        for (ruleset, at, kind) in self.nodes() {
            match kind {
                NodeKind::Switch { on: SwitchOn::Field(Field::Column { subject, column, .. }), .. } => {
                    let values = self.column(*subject, column).map_or(0, |(options, _)| len(options.len())) + 1;
                    let kind = FactKind::Column(*subject, column.clone());
                    more.push(FactInfo { kind, scopes: bit(*subject), values });
                }
                NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => {
                    let kind = FactKind::Beside(*rule);
                    more.push(FactInfo { kind, scopes: bit(Subject::Provision), values: 2 });
                }
                NodeKind::Each { .. } => {
                    if let Some(tally) = self.tallies.get(&(ruleset, at)) {
                        more.push(FactInfo { kind: FactKind::Loop(ruleset, at), scopes: 0, values: tally.values() });
                    }
                }
                _ => {}
            }
        }
        let values = len(self.classes.len());
        more.push(FactInfo { kind: FactKind::Provision, scopes: bit(Subject::Provision), values });
        for fact in more {
            self.add(fact);
        }
        self.forget();
    }

    /// Knows nothing but what no answer tells of, so that nothing would show that it was met twice.
    pub fn forget(&mut self) {
        self.known = self.facts.iter().map(|fact| self.always(&fact.kind)).collect();
    }

    /// Knows every answer until a loop is passed.
    pub fn learn_all(&mut self) {
        self.known.iter_mut().for_each(|known| *known = Known::Within.max(*known));
    }

    fn always(&self, kind: &FactKind) -> Known {
        match kind {
            FactKind::Answer(question) if self.question(*question).fills().is_none() => Known::Nowhere,
            _ => Known::Across,
        }
    }

    /// Returns whether a fact is known across a loop.
    pub fn keeps(&self, fact: Fact) -> bool {
        self.known[usize::from(fact)] == Known::Across
    }

    /// Knows an answer for longer than before; returns whether that can be.
    pub fn learn(&mut self, question: QuestionIx) -> bool {
        let Some(fact) = self.answer_facts[question.at()] else { return false };
        let known = &mut self.known[usize::from(fact)];
        let longer = match *known {
            Known::Nowhere => Known::Within,
            Known::Within => Known::Across,
            Known::Across => return false,
        };
        *known = longer;
        true
    }

    fn add(&mut self, info: FactInfo) {
        if !self.fact_of.contains_key(&info.kind) {
            // More than 65,535 shared questions do not fit into a rulebook.
            let at = Fact::try_from(self.facts.len()).unwrap_or(Fact::MAX);
            match info.kind {
                FactKind::Answer(question) => self.answer_facts[question.at()] = Some(at),
                FactKind::Provision => self.provision_fact = Some(at),
                _ => {}
            }
            self.fact_of.insert(info.kind.clone(), at);
            self.facts.push(info);
        }
    }

    /// Returns which questions a ruleset reads with all that it calls, and which of them several times for one key.
    fn reads_of(
        &self,
        ruleset: RulesetIx,
        known: &HashMap<RulesetIx, HashMap<QuestionIx, bool>>,
    ) -> HashMap<QuestionIx, bool> {
        let mut own: HashMap<QuestionIx, bool> = HashMap::default();
        let mut add = |question, several| {
            own.entry(question).and_modify(|several| *several = true).or_insert(several);
        };
        for &at in &self.entered.orders[&ruleset] {
            let node = &self.ruleset(ruleset).nodes[at.at()];
            let kind = &node.kind;
            self.reads(node).into_iter().for_each(|question| add(question, false));
            let looped = match kind {
                NodeKind::Each { subject, .. } => Some(*subject),
                _ => None,
            };
            for call in kind.calls() {
                // Only one version is entered: what two of them read is not read twice for that.
                let mut inner: HashMap<QuestionIx, bool> = HashMap::default();
                for version in self.versions(ruleset, call.module).iter().flatten().filter_map(|of| known.get(of)) {
                    for (&question, &several) in version {
                        *inner.entry(question).or_default() |= several;
                    }
                }
                for (question, several) in inner {
                    let again =
                        looped.is_some_and(|subject| scopes_of(self.question(question).scope) & bit(subject) == 0);
                    add(question, several || again);
                }
            }
        }
        own
    }
}
