//! The path of a walk as a set of nodes and edges, and how many of several walks passed each.

use foldhash::{HashMap, HashSet};

use super::highlight::{Highlight, Spot};
use super::taken::Counts;
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
        let passed = Passed::of_walk(edition, procedure, answers);
        let mut marks = Self::default();
        for (ruleset, node) in passed.nodes {
            let rules = &edition.book.rulesets[ruleset.at()];
            marks.node(&rules.id, node.spot(edition, ruleset));
        }
        for (ruleset, from, to) in passed.edges {
            let rules = &edition.book.rulesets[ruleset.at()];
            marks.edge(&rules.id, from.spot(edition, ruleset), to.spot(edition, ruleset));
        }
        marks
    }
}

/// Counts walks by what they pass. It counts positions, so that a walk is counted without a look at any name.
#[derive(Debug, Default)]
pub struct Walks {
    paths: usize,
    nodes: HashMap<(RulesetIx, At), usize>,
    edges: HashMap<(RulesetIx, At, At), usize>,
}

impl Walks {
    /// Walks `procedure` as far as the answers reach and counts what is passed.
    pub fn add<A: Answers>(&mut self, edition: &Edition<'_>, procedure: RulesetIx, answers: &A) {
        let passed = Passed::of_walk(edition, procedure, answers);
        self.paths += 1;
        for node in passed.nodes {
            *self.nodes.entry(node).or_default() += 1;
        }
        for edge in passed.edges {
            *self.edges.entry(edge).or_default() += 1;
        }
    }

    /// Returns the counts, by the names of the rulebook that was walked.
    #[must_use]
    pub fn counts<'b>(&self, edition: &Edition<'b>) -> Counts<'b> {
        let id = |ruleset: RulesetIx| &*edition.book.rulesets[ruleset.at()].id;
        let node =
            |(&(ruleset, at), &count): (&(RulesetIx, At), &usize)| ((id(ruleset), at.spot(edition, ruleset)), count);
        let edge = |(&(ruleset, from, to), &count): (&(RulesetIx, At, At), &usize)| {
            ((id(ruleset), from.spot(edition, ruleset), to.spot(edition, ruleset)), count)
        };
        Counts::of(self.paths, self.nodes.iter().map(node).collect(), self.edges.iter().map(edge).collect())
    }
}

/// A [`Spot`] by its position.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum At {
    Part(usize),
    Node(NodeIx),
    Return(ReturnIx),
    Outcome(OutcomeIx),
}

impl At {
    fn spot<'b>(self, edition: &Edition<'b>, ruleset: RulesetIx) -> Spot<'b> {
        let book = edition.book;
        let rules = &book.rulesets[ruleset.at()];
        match self {
            Self::Part(at) => Spot::Part(at),
            Self::Node(node) => Spot::Node(&rules.nodes[node.at()].id),
            Self::Return(name) => Spot::Return(&book.families[rules.family.at()].returns[name.at()]),
            Self::Outcome(outcome) => Spot::Outcome(&rules.outcomes[outcome.at()].id),
        }
    }
}

/// What one walk passed, each place once.
#[derive(Default)]
struct Passed {
    nodes: HashSet<(RulesetIx, At)>,
    edges: HashSet<(RulesetIx, At, At)>,
}

impl Passed {
    fn of_walk<A: Answers>(edition: &Edition<'_>, procedure: RulesetIx, answers: &A) -> Self {
        let (standing, running) = (HashMap::default(), HashMap::default());
        let mut tracer = Tracer { edition, procedure, standing, running, passed: Self::default() };
        let step = run(edition, procedure, answers, &mut tracer);
        if let Step::Ask { ruleset, node, .. } | Step::Revise { ruleset, node, .. } = step {
            let scope = tracer.running.get(&ruleset).copied().unwrap_or_default();
            tracer.come(Place { ruleset, node, scope });
        }
        tracer.passed
    }

    fn edge(&mut self, ruleset: RulesetIx, from: At, to: At) {
        if self.edges.insert((ruleset, from, to)) {
            self.nodes.extend([(ruleset, from), (ruleset, to)]);
        }
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
    passed: Passed,
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
        let (here, part) = (At::Node(node), part(rules, node));
        match before {
            Some(before) if self::part(rules, before) == part => self.passed.edge(ruleset, At::Node(before), here),
            before => {
                let start = At::Part(part);
                if let Some(before) = before {
                    self.passed.edge(ruleset, At::Node(before), start);
                }
                self.passed.edge(ruleset, start, here);
            }
        }
    }

    fn leave(&mut self, ruleset: RulesetIx, scope: ScopePath, end: At) {
        match self.standing.remove(&(ruleset, run_of(scope))) {
            Some(before) => self.passed.edge(ruleset, At::Node(before), end),
            None => drop(self.passed.nodes.insert((ruleset, end))),
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
        self.leave(module, scope, At::Return(name));
    }

    fn halted(&mut self, halted: Halted) {
        self.come(Place { ruleset: halted.ruleset, node: halted.node, scope: halted.scope });
    }

    fn finished(&mut self, outcome: OutcomeIx, _: &End, scope: ScopePath) {
        self.leave(self.procedure, scope, At::Outcome(outcome));
    }
}

/// Returns what tells one run of a ruleset from another: a procedure runs once, whichever part it is in.
fn run_of(scope: ScopePath) -> ScopePath {
    ScopePath { closing: false, ..scope }
}

/// Returns the position of the part that a node stands in.
fn part(rules: &Ruleset, node: NodeIx) -> usize {
    rules.parts.iter().rposition(|part| part.first <= node).unwrap_or_default()
}
