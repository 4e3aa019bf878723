//! How many of several paths took each way.

use std::collections::BTreeMap;

use super::highlight::Spot;
use crate::text::Language;

/// So many of all paths that were counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Taken {
    /// How many.
    pub paths: usize,
    /// Of how many.
    pub of: usize,
}

impl Taken {
    /// Returns it in words, such as `7 av 12`.
    #[must_use]
    pub fn words(self, language: Language) -> String {
        let Self { paths, of } = self;
        match language {
            Language::Sv => format!("{paths} av {of}"),
            Language::En => format!("{paths} of {of}"),
        }
    }

    /// Returns the eighth that it falls in, from 0 for none to 8 for all, rounded up: whoever is alone is seen.
    #[must_use]
    pub fn eighths(self) -> usize {
        (self.paths * 8).div_ceil(self.of.max(1)).min(8)
    }
}

/// Counts paths by the nodes and edges that they pass; one that passes a place twice counts once there.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Counts<'b> {
    paths: usize,
    nodes: BTreeMap<(&'b str, Spot<'b>), usize>,
    edges: BTreeMap<(&'b str, Spot<'b>, Spot<'b>), usize>,
}

impl<'b> Counts<'b> {
    /// Returns what was counted of so many paths.
    pub(super) const fn of(
        paths: usize,
        nodes: BTreeMap<(&'b str, Spot<'b>), usize>,
        edges: BTreeMap<(&'b str, Spot<'b>, Spot<'b>), usize>,
    ) -> Self {
        Self { paths, nodes, edges }
    }

    /// Returns whether any of the paths passes a ruleset.
    #[must_use]
    pub fn passes(&self, ruleset: &str) -> bool {
        self.nodes.keys().any(|(own, _)| *own == ruleset)
    }

    /// Returns how many paths pass a node; nothing where no path was counted.
    #[must_use]
    pub fn node(&self, ruleset: &'b str, node: Spot<'b>) -> Option<Taken> {
        self.taken(self.nodes.get(&(ruleset, node)))
    }

    /// Returns how many paths take an edge; nothing where no path was counted.
    #[must_use]
    pub fn edge(&self, ruleset: &'b str, from: Spot<'b>, to: Spot<'b>) -> Option<Taken> {
        self.taken(self.edges.get(&(ruleset, from, to)))
    }

    fn taken(&self, count: Option<&usize>) -> Option<Taken> {
        (self.paths > 0).then(|| Taken { paths: count.copied().unwrap_or_default(), of: self.paths })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_tells_how_many_of_all_paths_came_there() {
        let edge = |from, to| ("r", Spot::Node(from), Spot::Node(to));
        let none = Counts::default();
        assert_eq!(none.edge("r", Spot::Node("a"), Spot::Node("b")), None, "nothing is counted");
        let nodes = [(("r", Spot::Node("b")), 2)].into();
        let counts = Counts::of(3, nodes, [(edge("a", "b"), 2), (edge("b", "d"), 1)].into());
        let edge = |from, to| counts.edge("r", Spot::Node(from), Spot::Node(to)).map(|taken| (taken.paths, taken.of));
        assert_eq!(edge("a", "b"), Some((2, 3)));
        assert_eq!(edge("b", "d"), Some((1, 3)));
        assert_eq!(edge("d", "b"), Some((0, 3)));
        assert_eq!(counts.node("r", Spot::Node("b")), Some(Taken { paths: 2, of: 3 }));
        assert!(counts.passes("r") && !counts.passes("s"));
    }

    #[test]
    fn eighths_are_rounded_up_and_end_at_eight() {
        let eighths = |paths, of| Taken { paths, of }.eighths();
        assert_eq!([eighths(0, 12), eighths(1, 200), eighths(6, 12), eighths(7, 12), eighths(12, 12)], [0, 1, 4, 5, 8]);
        assert_eq!(eighths(0, 0), 0);
    }
}
