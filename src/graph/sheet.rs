//! One ruleset as nodes and edges.

use std::collections::HashMap;

use super::highlight::{Highlight, Spot};
use super::node::{Boxes, safe};
use super::ways::Labels;
use super::{Edge, Node, Sheet};
use crate::engine::Edition;
use crate::outline::words::Words;
use crate::outline::{KindView, NodeView, RulesetView, TargetView, View};
use crate::ruleset::model::{RulesetIx, RulesetKind};

/// Draws one ruleset.
pub fn sheet<'b>(edition: &Edition<'b>, ruleset: RulesetIx, marks: &Highlight<'b>, words: Words<'b>) -> Sheet {
    let rules = View::new(edition.book).ruleset(&edition.book.rulesets[ruleset.at()]);
    let mut drawing = Drawing {
        id: rules.id,
        kind: rules.kind,
        marks,
        labels: Labels { edition, words },
        at: HashMap::new(),
        nodes: Vec::new(),
        edges: Vec::new(),
    };
    drawing.boxes(&rules, &Boxes { edition, words });
    drawing.ways(&rules);
    Sheet {
        id: rules.id.to_owned(),
        title: safe(rules.title.get(words.language)),
        standing: words.standing(&rules),
        about: rules.about.map(|about| safe(about.get(words.language))),
        nodes: drawing.nodes,
        edges: drawing.edges,
    }
}

struct Drawing<'m, 'e, 'b> {
    id: &'b str,
    kind: RulesetKind,
    marks: &'m Highlight<'b>,
    labels: Labels<'e, 'b>,
    /// Where the node of a place stands in `nodes`.
    at: HashMap<Spot<'b>, usize>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl<'b> Drawing<'_, '_, 'b> {
    fn boxes(&mut self, rules: &RulesetView<'b>, boxes: &Boxes<'_, 'b>) {
        for (at, part) in rules.parts.iter().enumerate().filter(|(_, part)| !part.nodes.is_empty()) {
            self.add(Spot::Part(at), boxes.start(rules, part.part));
            for node in &part.nodes {
                self.add(Spot::Node(node.id), boxes.node(node));
            }
        }
        for end in &rules.ends {
            self.add(self.end(end.id), boxes.end(end, rules.kind));
        }
    }

    fn end(&self, id: &'b str) -> Spot<'b> {
        match self.kind {
            RulesetKind::Module => Spot::Return(id),
            RulesetKind::Procedure => Spot::Outcome(id),
        }
    }

    fn add(&mut self, spot: Spot<'b>, mut node: Node) {
        node.marked = self.marks.has_node(self.id, spot);
        node.taken = self.marks.counts.node(self.id, spot);
        self.at.insert(spot, self.nodes.len());
        self.nodes.push(node);
    }

    fn ways(&mut self, rules: &RulesetView<'b>) {
        for (at, part) in rules.parts.iter().enumerate() {
            let Some(first) = part.nodes.first() else { continue };
            self.way(Spot::Part(at), Spot::Node(first.id), None);
            let next = rules.parts.iter().enumerate().skip(at + 1).find(|(_, part)| !part.nodes.is_empty());
            for node in &part.nodes {
                self.ways_of(node, next.map(|(next, _)| Spot::Part(next)));
            }
        }
    }

    fn ways_of(&mut self, node: &NodeView<'b>, next: Option<Spot<'b>>) {
        let from = Spot::Node(node.id);
        for way in &node.next {
            let to = match way.to {
                TargetView::Node(id) => Some(Spot::Node(id)),
                TargetView::Done => next,
                TargetView::Return(id) => Some(Spot::Return(id)),
                TargetView::Outcome(id) => Some(Spot::Outcome(id)),
            };
            if let Some(to) = to {
                let label = way.on.as_deref().map(|on| self.labels.label(&node.kind, on));
                self.way(from, to, label);
            }
        }
        if let KindView::Revise { node: again, .. } = node.kind {
            self.way(from, Spot::Node(again), None);
            if let Some(edge) = self.edges.last_mut() {
                edge.back = true;
            }
        }
    }

    /// Adds a way; the values that lead the same way share one.
    fn way(&mut self, from: Spot<'b>, to: Spot<'b>, label: Option<String>) {
        let marked = self.marks.has_edge(self.id, from, to);
        let taken = self.marks.counts.edge(self.id, from, to);
        let (Some(&from), Some(&to)) = (self.at.get(&from), self.at.get(&to)) else { return };
        if let Some(edge) = self.edges.iter_mut().find(|edge| (edge.from, edge.to) == (from, to)) {
            edge.labels.extend(label);
        } else {
            let labels = label.into_iter().collect();
            self.edges.push(Edge { from, to, labels, back: false, marked, taken });
        }
    }
}
