//! Which questions can still be read from a place in the rules, whatever is answered.

use std::collections::{BTreeSet, HashMap};

use crate::engine::{Edition, for_each_question, targets};
use crate::ruleset::model::{NodeIx, NodeKind, QuestionIx, RulesetIx, Subject, SwitchOn, Target};

/// What can be read from a place on: questions, and whether a loop over each kind of subject lies ahead.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    questions: Vec<bool>,
    loops: BTreeSet<Subject>,
}

impl Ahead {
    fn of(questions: usize) -> Self {
        Self { questions: vec![false; questions], loops: BTreeSet::new() }
    }

    fn add(&mut self, other: &Self) {
        for (own, other) in self.questions.iter_mut().zip(&other.questions) {
            *own |= other;
        }
        self.loops.extend(&other.loops);
    }

    /// Returns whether the question can be read.
    pub fn reads(&self, question: QuestionIx) -> bool {
        self.questions.get(question.at()).copied().unwrap_or(false)
    }

    /// Returns whether a loop over such subjects can be entered.
    pub fn loops_over(&self, subject: Subject) -> bool {
        self.loops.contains(&subject)
    }
}

/// The same for every node of the rulesets that a procedure can come to on one day.
#[derive(Debug)]
pub struct Live {
    /// From the node on, itself included.
    from: HashMap<(RulesetIx, NodeIx), Ahead>,
    /// After the node.
    after: HashMap<(RulesetIx, NodeIx), Ahead>,
    /// Within what the node runs.
    within: HashMap<(RulesetIx, NodeIx), Ahead>,
    /// Loops whose subjects some switch counts.
    counted: BTreeSet<(RulesetIx, NodeIx)>,
}

impl Live {
    /// Works it out for a procedure.
    pub fn of(edition: &Edition<'_>, procedure: RulesetIx) -> Self {
        let live =
            Self { from: HashMap::new(), after: HashMap::new(), within: HashMap::new(), counted: BTreeSet::new() };
        let mut maker = Maker { edition, live, whole: HashMap::new() };
        maker.ruleset(procedure);
        maker.live
    }

    /// From a node on, itself included.
    pub fn from(&self, ruleset: RulesetIx, node: NodeIx) -> Option<&Ahead> {
        self.from.get(&(ruleset, node))
    }

    /// After a node.
    pub fn after(&self, ruleset: RulesetIx, node: NodeIx) -> Option<&Ahead> {
        self.after.get(&(ruleset, node))
    }

    /// Within the modules that a node runs.
    pub fn within(&self, ruleset: RulesetIx, node: NodeIx) -> Option<&Ahead> {
        self.within.get(&(ruleset, node))
    }

    /// Returns whether some switch looks at how many subjects of this loop had an effect.
    pub fn is_counted(&self, ruleset: RulesetIx, node: NodeIx) -> bool {
        self.counted.contains(&(ruleset, node))
    }
}

struct Maker<'m, 'b> {
    edition: &'m Edition<'b>,
    live: Live,
    whole: HashMap<RulesetIx, Ahead>,
}

impl Maker<'_, '_> {
    fn ruleset(&mut self, at: RulesetIx) -> Ahead {
        if let Some(known) = self.whole.get(&at) {
            return known.clone();
        }
        let rules = &self.edition.book.rulesets[at.at()];
        // The last part first, since the end of a part leads to the next.
        let mut rest = Ahead::of(self.edition.book.questions.len());
        for part in rules.parts.iter().rev().filter(|part| part.len > 0) {
            rest = self.node(at, part.first, &rest);
        }
        self.whole.insert(at, rest.clone());
        rest
    }

    fn node(&mut self, ruleset: RulesetIx, at: NodeIx, next_part: &Ahead) -> Ahead {
        if let Some(known) = self.live.from.get(&(ruleset, at)) {
            return known.clone();
        }
        let book = self.edition.book;
        let node = &book.rulesets[ruleset.at()].nodes[at.at()];
        let mut after = Ahead::of(book.questions.len());
        for target in targets(&node.kind) {
            match target {
                Target::Node(next) => after.add(&self.node(ruleset, next, next_part)),
                Target::Done => after.add(next_part),
                Target::Return(_) | Target::Outcome(_) => {}
            }
        }
        let mut within = Ahead::of(book.questions.len());
        for call in node.kind.calls() {
            if let Some(module) = self.edition.ruleset(call.module) {
                within.add(&self.ruleset(module));
            }
        }
        let mut from = after.clone();
        from.add(&within);
        for_each_question(book, node, |question| from.questions[question.at()] = true);
        match &node.kind {
            NodeKind::Each { subject, .. } => {
                from.loops.insert(*subject);
            }
            NodeKind::Switch {
                on: SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. },
                ..
            } => {
                self.live.counted.insert((ruleset, *of));
            }
            _ => {}
        }
        self.live.after.insert((ruleset, at), after);
        self.live.within.insert((ruleset, at), within);
        self.live.from.insert((ruleset, at), from.clone());
        from
    }
}
