//! Which nodes and edges of a picture are marked.

use std::collections::BTreeSet;

use super::taken::Counts;

/// A place in a ruleset, by the ids of its file.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Spot<'b> {
    /// The beginning of a part, by position.
    Part(usize),
    /// A node.
    Node(&'b str),
    /// A return of a module.
    Return(&'b str),
    /// An outcome of a procedure.
    Outcome(&'b str),
}

/// A set of nodes and edges, each with the id of its ruleset, and how many paths were counted beside them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Highlight<'b> {
    nodes: BTreeSet<(&'b str, Spot<'b>)>,
    edges: BTreeSet<(&'b str, Spot<'b>, Spot<'b>)>,
    /// Other paths, of which each place tells how many came there.
    pub counts: Counts<'b>,
}

impl<'b> Highlight<'b> {
    /// Marks a node.
    pub fn node(&mut self, ruleset: &'b str, node: Spot<'b>) {
        self.nodes.insert((ruleset, node));
    }

    /// Marks an edge and both its nodes.
    pub fn edge(&mut self, ruleset: &'b str, from: Spot<'b>, to: Spot<'b>) {
        self.node(ruleset, from);
        self.node(ruleset, to);
        self.edges.insert((ruleset, from, to));
    }

    /// Returns whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the nodes that are marked, each with its ruleset.
    pub fn nodes(&self) -> impl Iterator<Item = (&'b str, Spot<'b>)> + '_ {
        self.nodes.iter().copied()
    }

    /// Returns the edges that are marked, each with its ruleset.
    pub fn edges(&self) -> impl Iterator<Item = (&'b str, Spot<'b>, Spot<'b>)> + '_ {
        self.edges.iter().copied()
    }

    /// Returns whether anything of a ruleset is marked.
    #[must_use]
    pub fn passes(&self, ruleset: &str) -> bool {
        self.nodes.iter().any(|(own, _)| *own == ruleset)
    }

    /// Returns whether a node is marked.
    #[must_use]
    pub fn has_node(&self, ruleset: &'b str, node: Spot<'b>) -> bool {
        self.nodes.contains(&(ruleset, node))
    }

    /// Returns whether an edge is marked.
    #[must_use]
    pub fn has_edge(&self, ruleset: &'b str, from: Spot<'b>, to: Spot<'b>) -> bool {
        self.edges.contains(&(ruleset, from, to))
    }
}
