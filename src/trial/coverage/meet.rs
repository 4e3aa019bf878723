//! Notes what a walk meets.

use std::collections::HashSet;

use super::element::{Element, told};
use crate::engine::{Halted, Key, Observer, Place, Reads, ScopePath, Step, Way, run};
use crate::ruleset::model::{DutyIx, End, Node, OutcomeIx, Question, ReturnIx, Rulebook, RulesetIx, Table, TableIx};
use crate::trial::replay::Run;

/// Returns everything that a walk meets.
#[must_use]
pub fn met(walked: &Run<'_>) -> HashSet<Element> {
    let book = walked.edition.book;
    let mut meets = Meets { book, procedure: walked.procedure, met: HashSet::new() };
    let step = run(&walked.edition, walked.procedure, &walked.answers, &mut meets);
    if let Step::Revise { ruleset, node, .. } = step {
        meets.met.insert(Element::Node(ruleset, node));
    }
    meets.met
}

struct Meets<'b> {
    book: &'b Rulebook,
    procedure: RulesetIx,
    met: HashSet<Element>,
}

impl Meets<'_> {
    fn duties(&mut self, duties: &[DutyIx]) {
        self.met.extend(duties.iter().copied().map(Element::Duty));
    }
}

impl Observer for Meets<'_> {
    fn answered(&mut self, place: Place, _key: Key, _question: &Question, _reads: Reads) {
        self.met.insert(Element::Node(place.ruleset, place.node));
    }

    fn passed(&mut self, place: Place) {
        self.met.insert(Element::Node(place.ruleset, place.node));
    }

    fn decided(&mut self, _place: Place, index: TableIx, _table: &Table, row: u16, _result: u16) {
        self.met.insert(Element::Row(index, row));
    }

    fn applied(&mut self, place: Place, node: &Node) {
        self.met.insert(Element::Node(place.ruleset, place.node));
        self.duties(&node.duties);
    }

    fn routed(&mut self, place: Place, way: Way) {
        let kind = &self.book.rulesets[place.ruleset.at()].nodes[place.node.at()].kind;
        self.met.insert(Element::Edge(place.ruleset, place.node, told(kind, way)));
    }

    fn returned(&mut self, module: RulesetIx, name: ReturnIx, end: &End, _scope: ScopePath) {
        self.met.insert(Element::Return(module, name));
        self.duties(&end.duties);
    }

    fn halted(&mut self, halted: Halted) {
        self.met.insert(Element::Node(halted.ruleset, halted.node));
    }

    fn finished(&mut self, outcome: OutcomeIx, end: &End, _scope: ScopePath) {
        self.met.insert(Element::Outcome(self.procedure, outcome));
        self.duties(&end.duties);
    }
}
