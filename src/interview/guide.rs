//! What is asked for with `?` at one question: the help, and at once again the way that led there.

use std::cell::Cell;

use super::chain::chain;
use super::help::help;
use super::respondent::Notice;
use super::session::Session;
use crate::engine::{Key, Report, Step, TraceStep};
use crate::ruleset::model::{NodeIx, ProvisionIx, RulesetIx};

/// The help of the question that is put now; made only when it is asked for.
#[derive(Debug)]
pub(super) struct Guide<'r> {
    report: &'r Report,
    key: Key,
    // Whether the help was what was shown last.
    helped: Cell<bool>,
}

impl<'r> Guide<'r> {
    pub fn new(report: &'r Report, key: Key) -> Self {
        Self { report, key, helped: Cell::new(false) }
    }

    /// Returns what the next `?` shows: the help, then the way here, then the help again.
    pub fn next(&self, session: &Session<'_, '_>) -> Notice {
        let put_by = put_by(self.report, self.key);
        if self.helped.replace(!self.helped.get()) {
            chain(session, self.report, self.key, put_by)
        } else {
            help(session, self.key, put_by)
        }
    }

    /// Begins anew: something else was done than asking for help.
    pub fn reset(&self) {
        self.helped.set(false);
    }
}

/// Returns the node that put a question on this path, or that puts it now.
pub(super) fn put_by(report: &Report, key: Key) -> Option<(RulesetIx, NodeIx)> {
    if let Step::Ask { key: asked, ruleset, node } = report.step
        && asked == key
    {
        return Some((ruleset, node));
    }
    if let Some(halted) = report.halted.iter().find(|halted| halted.awaits == Some(key)) {
        return Some((halted.ruleset, halted.node));
    }
    report.trace.iter().find_map(|step| match step {
        TraceStep::Answered { key: on, ruleset, node, .. } if *on == key => Some((*ruleset, *node)),
        _ => None,
    })
}

/// Returns the provisions that a question rests on: that in scope, its own, those of the node that puts it.
pub(super) fn provisions_of(
    session: &Session<'_, '_>,
    key: Key,
    put_by: Option<(RulesetIx, NodeIx)>,
) -> Vec<ProvisionIx> {
    let book = session.edition.book;
    let of_node = put_by.map(|(ruleset, node)| &book.rulesets[ruleset.at()].nodes[node.at()].provisions);
    let all = key.scope.provision.iter().chain(&session.question(key).provisions).chain(of_node.into_iter().flatten());
    let mut provisions = Vec::new();
    for &provision in all {
        if !provisions.contains(&provision) {
            provisions.push(provision);
        }
    }
    provisions
}
