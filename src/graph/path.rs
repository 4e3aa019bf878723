//! The path of a walk as a set of nodes and edges.

use std::collections::HashMap;

use super::highlight::{Highlight, Spot};
use crate::engine::{Answers, Edition, Halted, Key, Observer, Place, Reads, ScopePath, Step, run};
use crate::ruleset::model::{
    Effect, End, Node, NodeIx, OutcomeIx, Question, ReturnIx, Ruleset, RulesetIx, Table, TableIx,
};

impl<'b> Highlight<'b> {
    /// Walks `procedure` as far as the answers reach and marks what is passed, in it and in every module that it runs.
    ///
    /// A question that lacks its answer is the last node of the path.
    #[must_use]
    pub fn of_walk<A: Answers>(edition: &Edition<'b>, procedure: RulesetIx, answers: &A) -> Self {
        let mut tracer =
            Tracer { edition, procedure, standing: HashMap::new(), running: HashMap::new(), marks: Self::default() };
        let step = run(edition, procedure, answers, &mut tracer);
        if let Step::Ask { ruleset, node, .. } | Step::Revise { ruleset, node, .. } = step {
            let scope = tracer.running.get(&ruleset).copied().unwrap_or_default();
            tracer.come(Place { ruleset, node, scope });
        }
        tracer.marks
    }
}

/// Listens to a walk: within one run of a ruleset, two nodes that are met after each other are joined by an edge.
struct Tracer<'e, 'b> {
    edition: &'e Edition<'b>,
    procedure: RulesetIx,
    /// Where each run of a ruleset stands; its scope tells one run from another.
    standing: HashMap<(RulesetIx, ScopePath), NodeIx>,
    /// The scope of the run of a ruleset that was heard of last.
    running: HashMap<RulesetIx, ScopePath>,
    marks: Highlight<'b>,
}

impl<'b> Tracer<'_, 'b> {
    fn rules(&self, ruleset: RulesetIx) -> &'b Ruleset {
        &self.edition.book.rulesets[ruleset.at()]
    }

    fn come(&mut self, place: Place) {
        let Place { ruleset, node, scope } = place;
        let scope = run_of(scope);
        self.running.insert(ruleset, scope);
        let before = self.standing.insert((ruleset, scope), node);
        if before == Some(node) {
            return;
        }
        let rules = self.rules(ruleset);
        let (here, part) = (spot(rules, node), part(rules, node));
        match before {
            Some(before) if self::part(rules, before) == part => {
                self.marks.edge(&rules.id, spot(rules, before), here);
            }
            before => {
                let start = Spot::Part(part);
                if let Some(before) = before {
                    self.marks.edge(&rules.id, spot(rules, before), start);
                }
                self.marks.edge(&rules.id, start, here);
            }
        }
    }

    fn leave(&mut self, ruleset: RulesetIx, scope: ScopePath, end: Spot<'b>) {
        let rules = self.rules(ruleset);
        match self.standing.remove(&(ruleset, run_of(scope))) {
            Some(before) => self.marks.edge(&rules.id, spot(rules, before), end),
            None => self.marks.node(&rules.id, end),
        }
    }
}

impl Observer for Tracer<'_, '_> {
    fn answered(&mut self, place: Place, _: Key, _: &Question, _: Reads) {
        self.come(place);
    }

    fn passed(&mut self, place: Place) {
        self.come(place);
    }

    fn decided(&mut self, place: Place, _: TableIx, _: &Table, _: u16, _: u16) {
        self.come(place);
    }

    fn applied(&mut self, place: Place, _: &Node) {
        self.come(place);
    }

    fn joined(&mut self, place: Place, _: Option<Effect>) {
        self.come(place);
    }

    fn entered(&mut self, module: RulesetIx, scope: ScopePath) {
        let scope = run_of(scope);
        self.running.insert(module, scope);
        self.standing.remove(&(module, scope));
    }

    fn returned(&mut self, module: RulesetIx, name: ReturnIx, _: &End, scope: ScopePath) {
        let family = &self.edition.book.families[self.rules(module).family.at()];
        self.leave(module, scope, Spot::Return(&family.returns[name.at()]));
    }

    fn halted(&mut self, halted: Halted) {
        self.come(Place { ruleset: halted.ruleset, node: halted.node, scope: halted.scope });
    }

    fn finished(&mut self, outcome: OutcomeIx, _: &End, scope: ScopePath) {
        let end = &self.rules(self.procedure).outcomes[outcome.at()];
        self.leave(self.procedure, scope, Spot::Outcome(&end.id));
    }
}

/// Returns what tells one run of a ruleset from another: a procedure runs once, whichever part it is in.
fn run_of(scope: ScopePath) -> ScopePath {
    ScopePath { closing: false, ..scope }
}

fn spot(rules: &Ruleset, node: NodeIx) -> Spot<'_> {
    Spot::Node(&rules.nodes[node.at()].id)
}

/// Returns the position of the part that a node stands in.
fn part(rules: &Ruleset, node: NodeIx) -> usize {
    rules.parts.iter().rposition(|part| part.first <= node).unwrap_or_default()
}
