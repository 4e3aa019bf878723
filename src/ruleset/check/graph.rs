//! The graph of one ruleset: every node can be reached, every way ends, and no way leads round.

use foldhash::{HashMap, HashMapExt as _};

use super::fault::{CheckFault, Thing};
use super::names::Faults;
use super::ranges;
use super::time::Days;
use super::units::Unit;
use crate::ruleset::document::{Name, NodeDoc, Way};
use crate::ruleset::model::{
    AskRoutes, NodeIx, NodeKind, OutcomeIx, Part, ReturnIx, Ruleset, SwitchOn, SwitchRoutes, Target,
};

/// What following the ways of a ruleset has shown.
pub(super) struct Flow {
    /// By [`NodeIx`].
    pub(super) reached: Vec<bool>,
    /// By [`ReturnIx`].
    pub(super) returns: Vec<bool>,
    /// The nodes that can be reached, each after all that it leads to; empty where some way leads round.
    pub(super) order: Vec<NodeIx>,
    /// The days on which each node can be reached, where a switch on the law date tells them apart; otherwise empty.
    days: Vec<Days>,
    valid: Days,
}

impl Flow {
    /// Returns the days on which a node can be reached.
    pub(super) fn days(&self, node: NodeIx) -> &Days {
        self.days.get(node.at()).unwrap_or(&self.valid)
    }
}

/// Calls `visit` with everywhere that a node leads; `revise` is no way on.
pub(crate) fn for_each_target(kind: &NodeKind, mut visit: impl FnMut(Target)) {
    match kind {
        NodeKind::Ask { routes: AskRoutes::All(target), .. } => visit(*target),
        NodeKind::Ask { routes: AskRoutes::Each(targets), .. } => targets.iter().copied().for_each(visit),
        NodeKind::Checklist { met, failed, unknown, .. } => [*met, *failed, *unknown].into_iter().for_each(visit),
        NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } => {
            routes.by_effect.iter().flatten().chain(&routes.empty).copied().for_each(visit);
        }
        NodeKind::Switch { routes: SwitchRoutes::Closed(targets), .. } | NodeKind::Call { routes: targets, .. } => {
            targets.iter().flatten().copied().for_each(visit);
        }
        NodeKind::Switch { routes: SwitchRoutes::Numbers(ranges), .. } => {
            for (_, _, target) in ranges {
                visit(*target);
            }
        }
        NodeKind::Switch { routes: SwitchRoutes::Dates(ranges), .. } => {
            for (_, _, target) in ranges {
                visit(*target);
            }
        }
        NodeKind::Revise { .. } | NodeKind::Halt(_) => {}
    }
}

/// Follows every way of a ruleset.
pub(super) fn follow(unit: &Unit<'_>, ruleset: &Ruleset, faults: &mut Faults) -> Flow {
    let mut walk = Graph::new(unit, ruleset);
    let mut order = Vec::with_capacity(ruleset.nodes.len());
    let mut cyclic = false;
    for part in &ruleset.parts {
        cyclic |= walk.visit(part.first, &mut order, faults);
    }
    walk.unreachable(faults);
    walk.ends(faults);
    if !cyclic {
        walk.dead_ends(&order, faults);
    }
    walk.revises(faults);
    walk.finished_loops(faults);
    let days = if cyclic { Vec::new() } else { walk.law_dates(&order, faults) };
    Flow {
        returns: walk.returns_reached(),
        reached: walk.state.iter().map(|state| *state == State::Left).collect(),
        days,
        valid: Days::within(ruleset.valid),
        order: if cyclic { Vec::new() } else { order },
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum State {
    Unseen,
    Entered,
    Left,
}

struct Graph<'a, 'd> {
    unit: &'a Unit<'d>,
    ruleset: &'a Ruleset,
    /// Where each node leads within its part, node after node.
    next: Vec<NodeIx>,
    /// Where what a node leads to ends in `next`, by [`NodeIx`].
    next_ends: Vec<usize>,
    state: Vec<State>,
}

impl<'a, 'd> Graph<'a, 'd> {
    fn new(unit: &'a Unit<'d>, ruleset: &'a Ruleset) -> Self {
        let mut next: Vec<NodeIx> = Vec::with_capacity(2 * ruleset.nodes.len());
        let mut next_ends = Vec::with_capacity(ruleset.nodes.len());
        for node in &ruleset.nodes {
            let from = next.len();
            for_each_target(&node.kind, |target| match target {
                Target::Node(to) if !next[from..].contains(&to) => next.push(to),
                _ => {}
            });
            next_ends.push(next.len());
        }
        Self { unit, ruleset, next, next_ends, state: vec![State::Unseen; ruleset.nodes.len()] }
    }

    /// Returns where a node leads within its part, each once.
    fn next(&self, node: NodeIx) -> &[NodeIx] {
        let from = node.at().checked_sub(1).map_or(0, |before| self.next_ends[before]);
        &self.next[from..self.next_ends[node.at()]]
    }

    fn doc(&self, node: NodeIx) -> &'d NodeDoc {
        self.unit.nodes[node.at()]
    }

    fn push(&self, name: &Name, fault: CheckFault, faults: &mut Faults) {
        faults.push(self.unit.file, name.place, fault);
    }

    /// Goes depth first, and puts the nodes into `order` as they are left; returns whether some way leads round.
    fn visit(&mut self, start: NodeIx, order: &mut Vec<NodeIx>, faults: &mut Faults) -> bool {
        let mut cyclic = false;
        // A stack of its own: a chain may be as long as there are nodes.
        let mut stack = vec![(start, 0)];
        self.state[start.at()] = State::Entered;
        while let Some((node, at)) = stack.last_mut() {
            let (node, next) = (*node, self.next(*node).get(*at).copied());
            *at += 1;
            let Some(next) = next else {
                self.state[node.at()] = State::Left;
                order.push(node);
                stack.pop();
                continue;
            };
            match self.state[next.at()] {
                State::Unseen => {
                    self.state[next.at()] = State::Entered;
                    stack.push((next, 0));
                }
                State::Entered => {
                    cyclic = true;
                    let name = self.doc(next).id.value.clone();
                    self.push(&self.doc(node).id, CheckFault::Cycle { name }, faults);
                }
                State::Left => {}
            }
        }
        cyclic
    }

    fn unreachable(&self, faults: &mut Faults) {
        for (node, _) in self.unit.nodes.iter().zip(&self.state).filter(|(_, state)| **state == State::Unseen) {
            self.push(&node.id, CheckFault::Unreachable { name: node.id.value.clone() }, faults);
        }
    }

    fn reached_targets(&self, mut visit: impl FnMut(Target)) {
        for (node, state) in self.ruleset.nodes.iter().zip(&self.state) {
            if *state == State::Left {
                for_each_target(&node.kind, &mut visit);
            }
        }
    }

    fn returns_reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.ruleset.returns.len()];
        self.reached_targets(|target| {
            if let Target::Return(ReturnIx(at)) = target {
                reached[usize::from(at)] = true;
            }
        });
        reached
    }

    /// Holds that parts end as they must, and that every declared end is used.
    fn ends(&self, faults: &mut Faults) {
        let doc = self.unit.doc;
        if self.unit.is_procedure()
            && let Some((last, earlier)) = self.ruleset.parts.split_last()
        {
            for (part, written) in earlier.iter().zip(&doc.parts) {
                if !nodes_of(*part).any(|node| self.leads_to_done(node)) {
                    faults.push(self.unit.file, written.kind.place, CheckFault::NeverDone);
                }
            }
            for node in nodes_of(*last).filter(|node| self.leads_to_done(*node)) {
                let written = targets_written(self.doc(node)).find(|target| &*target.value == "done");
                self.push(written.unwrap_or(&self.doc(node).id), CheckFault::DoneInLast, faults);
            }
        }
        let returns = self.returns_reached();
        for (end, index) in doc.returns.iter().zip(self.declared_returns()) {
            if !returns[index] {
                let fault = CheckFault::UnusedEnd { thing: Thing::Return, name: end.id.value.clone() };
                self.push(&end.id, fault, faults);
            }
        }
        let mut outcomes = vec![false; doc.outcomes.len()];
        self.reached_targets(|target| {
            if let Target::Outcome(OutcomeIx(at)) = target {
                outcomes[usize::from(at)] = true;
            }
        });
        for (end, _) in doc.outcomes.iter().zip(outcomes).filter(|(_, reached)| !reached) {
            let fault = CheckFault::UnusedEnd { thing: Thing::Outcome, name: end.id.value.clone() };
            self.push(&end.id, fault, faults);
        }
    }

    /// Positions among the family's returns, in the order that this version declares them.
    fn declared_returns(&self) -> impl Iterator<Item = usize> + '_ {
        let ids = self.ruleset.returns.iter().enumerate().filter_map(|(at, end)| Some((&*end.as_ref()?.id, at)));
        let by_id: HashMap<&str, usize> = ids.collect();
        self.unit.doc.returns.iter().filter_map(move |end| by_id.get(&*end.id.value).copied())
    }

    fn leads_to_done(&self, node: NodeIx) -> bool {
        let mut done = false;
        for_each_target(&self.ruleset.nodes[node.at()].kind, |target| done |= target == Target::Done);
        done
    }

    /// Holds that a node which is sent back to has a way that does not end in being sent back once more.
    fn dead_ends(&self, order: &[NodeIx], faults: &mut Faults) {
        let nodes = &self.ruleset.nodes;
        let mut ends = vec![false; nodes.len()];
        // Once for each revise that leads on at the most, since each round must set one more of them free.
        loop {
            let mut changed = false;
            for &node in order {
                let can_end = match &nodes[node.at()].kind {
                    NodeKind::Halt(_) => true,
                    NodeKind::Revise { node: again, .. } => ends[again.at()],
                    kind => {
                        let mut end = false;
                        for_each_target(kind, |target| match target {
                            Target::Node(next) => end |= ends[next.at()],
                            Target::Done | Target::Return(_) | Target::Outcome(_) => end = true,
                        });
                        end
                    }
                };
                changed |= can_end && !ends[node.at()] && matches!(nodes[node.at()].kind, NodeKind::Revise { .. });
                ends[node.at()] = can_end;
            }
            if !changed {
                break;
            }
        }
        for &node in order {
            if let NodeKind::Revise { node: again, .. } = nodes[node.at()].kind
                && !ends[again.at()]
            {
                let name = self.doc(again).id.value.clone();
                self.push(&self.doc(node).id, CheckFault::DeadEnd { name }, faults);
            }
        }
    }

    /// Holds that a `revise` names an asking node that lies on the way to it.
    fn revises(&self, faults: &mut Faults) {
        let mut seen: HashMap<NodeIx, Vec<bool>> = HashMap::new();
        for (node, written) in self.ruleset.nodes.iter().zip(&self.unit.nodes) {
            let NodeKind::Revise { node: again, .. } = node.kind else {
                continue;
            };
            let asks = matches!(self.ruleset.nodes[again.at()].kind, NodeKind::Ask { .. } | NodeKind::Checklist { .. });
            let onward = seen.entry(again).or_insert_with(|| self.reached_from(again, None));
            let here = self.unit.names.get(&*written.id.value);
            if !asks || !here.is_some_and(|here| onward[here.at()]) {
                let name = self.doc(again).id.value.clone();
                let place = match &written.kind {
                    crate::ruleset::document::NodeKindDoc::Revise { node, .. } => node,
                    _ => &written.id,
                };
                self.push(place, CheckFault::ReviseTarget { name }, faults);
            }
        }
    }

    /// Returns which nodes can be reached from `start` without passing `avoid`.
    fn reached_from(&self, start: NodeIx, avoid: Option<NodeIx>) -> Vec<bool> {
        let mut seen = vec![false; self.ruleset.nodes.len()];
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            if Some(node) != avoid && !std::mem::replace(&mut seen[node.at()], true) {
                stack.extend(self.next(node));
            }
        }
        seen
    }

    /// Holds that a switch on a finished loop comes after it on every way.
    fn finished_loops(&self, faults: &mut Faults) {
        let mut around: HashMap<NodeIx, Vec<bool>> = HashMap::new();
        for (at, node) in self.ruleset.nodes.iter().enumerate() {
            let NodeKind::Switch {
                on: SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. },
                ..
            } = node.kind
            else {
                continue;
            };
            let here = NodeIx(super::names::number(at));
            let (part_of_loop, part) = (self.unit.part_of(of), self.unit.part_of(here));
            let start = self.ruleset.parts[part_of_loop].first;
            let seen = around.entry(of).or_insert_with(|| self.reached_from(start, Some(of)));
            let skipped = match part_of_loop.cmp(&part) {
                std::cmp::Ordering::Equal => seen[at],
                std::cmp::Ordering::Less => {
                    let mut nodes = nodes_of(self.ruleset.parts[part_of_loop]);
                    nodes.any(|node| seen[node.at()] && self.leads_to_done(node))
                }
                std::cmp::Ordering::Greater => true,
            };
            if skipped {
                let name = self.doc(of).id.value.clone();
                self.push(&self.unit.nodes[at].id, CheckFault::LoopNotRun { name }, faults);
            }
        }
    }

    /// Follows the days through switches on the law date, which must cover the days that reach them.
    fn law_dates(&self, order: &[NodeIx], faults: &mut Faults) -> Vec<Days> {
        let nodes = &self.ruleset.nodes;
        if !nodes.iter().any(|node| matches!(node.kind, NodeKind::Switch { on: SwitchOn::LawDate, .. })) {
            return Vec::new();
        }
        let mut days = vec![Days::default(); nodes.len()];
        for part in &self.ruleset.parts {
            days[part.first.at()] = Days::within(self.ruleset.valid);
        }
        for &node in order.iter().rev() {
            let here = std::mem::take(&mut days[node.at()]);
            match &nodes[node.at()].kind {
                NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(routes) } => {
                    if let Some(Way::Next(next)) = &self.doc(node).way {
                        let ranges: Vec<_> = routes.iter().map(|(from, to, _)| (*from, *to)).collect();
                        ranges::cover(&ranges, &next.value, next.place, here.periods(), self.unit.file, faults);
                    }
                    for (from, to, target) in routes {
                        if let Target::Node(next) = target {
                            days[next.at()].add(&here.cut(*from, *to));
                        }
                    }
                }
                _ => self.next(node).iter().for_each(|next| days[next.at()].add(&here)),
            }
            days[node.at()] = here;
        }
        days
    }
}

/// The nodes of a part.
pub(super) fn nodes_of(part: Part) -> impl Iterator<Item = NodeIx> {
    (part.first.0..part.first.0 + part.len).map(NodeIx)
}

/// Every target that a node names.
fn targets_written(node: &NodeDoc) -> impl Iterator<Item = &Name> {
    let (then, next) = match &node.way {
        Some(Way::Then(target)) => (Some(target), &[][..]),
        Some(Way::Next(next)) => (None, &next.value[..]),
        None => (None, &[][..]),
    };
    then.into_iter().chain(next.iter().map(|(_, target)| target))
}
