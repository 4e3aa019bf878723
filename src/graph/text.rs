//! The picture as an indented tree, for a terminal or a screen reader.
//!
//! A node that several ways lead to is told once, with its number; the other ways say the number.

use super::{Edge, Graph, Node, Sheet, legend};
use crate::render::paragraph::hanging;
use crate::text::Language;

/// Columns that a way is set in from the one that it follows from.
const STEP: usize = 2;
/// Ways further down are set in no further, so that there is room for words.
const DEEPEST: usize = 20;

/// Writes the whole graph at most `width` columns wide.
#[must_use]
pub fn write(graph: &Graph, width: usize) -> String {
    let mut out = String::new();
    for sheet in &graph.sheets {
        Tree { sheet, graph, width, out: &mut out, told: vec![false; sheet.nodes.len()] }.write();
    }
    for line in legend::lines(graph) {
        hanging(&mut out, &line, 0, STEP, width);
    }
    out
}

struct Tree<'g> {
    sheet: &'g Sheet,
    graph: &'g Graph,
    width: usize,
    out: &'g mut String,
    told: Vec<bool>,
}

/// A node to tell: the way that leads there and how far it is set in.
struct Turn<'g> {
    node: usize,
    by: Option<&'g Edge>,
    depth: usize,
}

impl Tree<'_> {
    fn write(&mut self) {
        let sheet = self.sheet;
        hanging(self.out, &sheet.title, 0, 0, self.width);
        hanging(self.out, &sheet.standing, 0, 0, self.width);
        if let Some(about) = &sheet.about {
            hanging(self.out, about, 0, 0, self.width);
        }
        self.out.push('\n');
        // What no way leads to is told too, where its turn comes.
        for first in 0..sheet.nodes.len() {
            if !self.told[first] {
                self.tree(first);
            }
        }
        self.out.push('\n');
    }

    /// Tells a node and what follows from it. The turns are kept here and not on the stack, so that no chain is too long.
    fn tree(&mut self, first: usize) {
        let sheet = self.sheet;
        let mut turns = vec![Turn { node: first, by: None, depth: 0 }];
        while let Some(turn) = turns.pop() {
            let again = std::mem::replace(&mut self.told[turn.node], true);
            self.turn(&turn, again);
            if again {
                continue;
            }
            let ways: Vec<&Edge> = sheet.from(turn.node).collect();
            // One way on is no branch: it stands no deeper.
            let depth = if ways.len() > 1 { turn.depth + 1 } else { turn.depth };
            turns.extend(ways.into_iter().rev().map(|edge| Turn { node: edge.to, by: Some(edge), depth }));
        }
    }

    fn turn(&mut self, turn: &Turn<'_>, again: bool) {
        let indent = (turn.depth * STEP).min(DEEPEST);
        let by = turn.by.map(|edge| self.way(edge)).unwrap_or_default();
        let node = &self.sheet.nodes[turn.node];
        let mark = if node.marked { "● " } else { "" };
        let number = turn.node + 1;
        if again {
            let see = self.graph.language.choose("se", "see");
            hanging(self.out, &format!("{by}→ {see} {number}: {}", node.lead), indent, indent + STEP, self.width);
            return;
        }
        hanging(self.out, &format!("{by}{mark}{number}. {}", node.lead), indent, indent + STEP, self.width);
        for said in node.body.iter().chain(&node.notes).chain(&node.duties).chain(self.opened(node).iter()) {
            hanging(self.out, said, indent + STEP + 2, indent + STEP + 4, self.width);
        }
    }

    fn way(&self, edge: &Edge) -> String {
        let mark = if edge.marked { "● " } else { "" };
        match (edge.labels.is_empty(), edge.back) {
            (_, true) => format!("{} ", self.graph.language.choose("tillbaka", "back")),
            (true, false) => mark.to_owned(),
            (false, false) => format!("{mark}{}: ", edge.labels.join(", ")),
        }
    }

    /// Says how the module of a node is seen where it is not drawn below.
    fn opened(&self, node: &Node) -> Option<String> {
        let hidden: Vec<String> = node
            .calls
            .iter()
            .filter(|module| self.graph.sheets.iter().all(|sheet| sheet.id != **module))
            .map(|module| format!("menprov rules graph {module} --format text"))
            .collect();
        let lead = match self.graph.language {
            Language::Sv => "Modulen ritas med",
            Language::En => "The module is drawn by",
        };
        (!hidden.is_empty()).then(|| format!("{lead}: {}", hidden.join(", ")))
    }
}
