//! From a ruleset and the modules below it to a [`Graph`].

use std::collections::BTreeSet;

use super::Graph;
use super::highlight::Highlight;
use super::sheet::sheet;
use crate::engine::Edition;
use crate::outline::words::Words;
use crate::ruleset::model::RulesetIx;
use crate::text::Language;

/// How far below the ruleset modules are drawn.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Depth {
    /// So many calls away; 0 is the ruleset alone.
    Levels(usize),
    /// All of them.
    All,
}

impl Depth {
    fn reaches(self, level: usize) -> bool {
        match self {
            Self::Levels(levels) => level < levels,
            Self::All => true,
        }
    }
}

/// Draws a ruleset and, as far as `depth` says, the modules that it runs on the law date, each once.
#[must_use]
pub fn draw<'b>(
    edition: &Edition<'b>,
    ruleset: RulesetIx,
    depth: Depth,
    highlight: &Highlight<'b>,
    language: Language,
) -> Graph {
    let words = Words { book: edition.book, language };
    let sheets = reached(edition, ruleset, depth);
    let sheets = sheets.into_iter().map(|ruleset| sheet(edition, ruleset, highlight, words)).collect();
    Graph { language, marked: !highlight.is_empty(), sheets }
}

/// Returns the ruleset and what it runs, level by level.
fn reached(edition: &Edition<'_>, ruleset: RulesetIx, depth: Depth) -> Vec<RulesetIx> {
    let mut seen = BTreeSet::from([ruleset]);
    let mut found = vec![ruleset];
    let mut level = 0;
    let mut last = 0..1;
    while depth.reaches(level) && !last.is_empty() {
        let end = last.end;
        for at in last {
            for node in &edition.book.rulesets[found[at].at()].nodes {
                let modules = node.kind.calls().iter().filter_map(|call| edition.ruleset(call.module));
                found.extend(modules.filter(|module| seen.insert(*module)).collect::<Vec<_>>());
            }
        }
        last = end..found.len();
        level += 1;
    }
    found
}
