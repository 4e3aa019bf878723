//! What can be entered and reached on some law dates, in an order to work in.

use chrono::NaiveDate;

use crate::engine::Edition;
use crate::ruleset::check::for_each_target;
use crate::ruleset::model::{NodeIx, NodeKind, Ruleset, RulesetIx, SwitchOn, SwitchRoutes, Target};

/// Returns every ruleset that a procedure can enter on one of these days, each after those that it calls.
pub(in crate::proof) fn closure(edition: &Edition<'_>, dates: &[NaiveDate], procedure: RulesetIx) -> Vec<RulesetIx> {
    let mut done = Vec::new();
    let mut seen = vec![false; edition.book.rulesets.len()];
    seen[procedure.at()] = true;
    let mut stack = vec![(procedure, called(edition, dates, procedure))];
    while let Some((ruleset, calls)) = stack.last_mut() {
        match calls.pop() {
            Some(next) if !std::mem::replace(&mut seen[next.at()], true) => {
                stack.push((next, called(edition, dates, next)));
            }
            Some(_) => {}
            None => {
                done.push(*ruleset);
                stack.pop();
            }
        }
    }
    done
}

fn called(edition: &Edition<'_>, dates: &[NaiveDate], ruleset: RulesetIx) -> Vec<RulesetIx> {
    let rules = &edition.book.rulesets[ruleset.at()];
    let reached = order(dates, rules);
    let calls = reached.iter().flat_map(|at| rules.nodes[at.at()].kind.calls());
    calls.filter_map(|call| edition.ruleset(call.module)).collect()
}

/// Calls `visit` with everywhere that a node leads on one of these law dates.
pub(in crate::proof) fn for_each_way(kind: &NodeKind, dates: &[NaiveDate], mut visit: impl FnMut(Target)) {
    match kind {
        NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } => {
            let holds =
                |(from, to, _): &&(NaiveDate, NaiveDate, Target)| dates.iter().any(|date| from <= date && date <= to);
            ranges.iter().filter(holds).for_each(|(_, _, target)| visit(*target));
        }
        kind => for_each_target(kind, visit),
    }
}

/// Returns the nodes that can be reached, part after part, each before those that it leads to.
pub(in crate::proof) fn order(dates: &[NaiveDate], rules: &Ruleset) -> Vec<NodeIx> {
    let mut whole = Vec::with_capacity(rules.nodes.len());
    let mut seen = vec![false; rules.nodes.len()];
    let onward = |at: NodeIx| {
        let mut next = Vec::new();
        for_each_way(&rules.nodes[at.at()].kind, dates, |target| {
            if let Target::Node(node) = target {
                next.push(node);
            }
        });
        next
    };
    for part in rules.parts.iter().filter(|part| part.len > 0) {
        let mut left = Vec::new();
        seen[part.first.at()] = true;
        let mut stack = vec![(part.first, onward(part.first))];
        while let Some((node, next)) = stack.last_mut() {
            match next.pop() {
                Some(to) if !std::mem::replace(&mut seen[to.at()], true) => stack.push((to, onward(to))),
                Some(_) => {}
                None => {
                    left.push(*node);
                    stack.pop();
                }
            }
        }
        whole.extend(left.into_iter().rev());
    }
    whole
}
