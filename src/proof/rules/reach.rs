//! What can be entered and reached on some law dates, in an order to work in.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foldhash::{HashMap, HashSet};

use crate::engine::Edition;
use crate::ruleset::check::for_each_target;
use crate::ruleset::model::{FamilyIx, NodeIx, NodeKind, Ruleset, RulesetIx, SwitchOn, SwitchRoutes, Target};

/// What a procedure can enter on some law dates, each ruleset only on those on which it is in force.
///
/// On several dates a path may take one ruleset as it stands on one of them and the next as on another, so that this holds
/// what can be entered on each.
pub(in crate::proof) struct Entered {
    /// Every ruleset, each after those that it calls.
    pub closure: Vec<RulesetIx>,
    /// By ruleset, the nodes that can be reached, each before those that it leads to.
    pub orders: HashMap<RulesetIx, Vec<NodeIx>>,
    /// By ruleset, the dates on which it is in force.
    dates: HashMap<RulesetIx, Vec<NaiveDate>>,
    /// By ruleset and the module that it runs, what that is on those of its dates on which it comes to that; none where it
    /// is not in force on one of them.
    versions: HashMap<(RulesetIx, FamilyIx), Vec<Option<RulesetIx>>>,
}

impl Entered {
    /// Returns what a procedure can enter on the dates of these editions, on all of which it is in force.
    pub fn of(editions: &[Edition<'_>], procedure: RulesetIx) -> Self {
        let (closure, orders, dates, versions) = Default::default();
        let mut entered = Self { closure, orders, dates, versions };
        let mut seen: HashSet<RulesetIx> = HashSet::default();
        seen.insert(procedure);
        let mut stack = vec![(procedure, entered.enter(editions, procedure))];
        while let Some((ruleset, calls)) = stack.last_mut() {
            match calls.pop() {
                Some(next) if seen.insert(next) => {
                    let calls = entered.enter(editions, next);
                    stack.push((next, calls));
                }
                Some(_) => {}
                None => {
                    entered.closure.push(*ruleset);
                    stack.pop();
                }
            }
        }
        entered
    }

    /// Looks at one ruleset, and returns what it calls.
    fn enter(&mut self, editions: &[Edition<'_>], ruleset: RulesetIx) -> Vec<RulesetIx> {
        let Some(rules) = editions.first().map(|edition| &edition.book.rulesets[ruleset.at()]) else {
            return Vec::new();
        };
        let own = || editions.iter().filter(|edition| edition.ruleset(rules.family) == Some(ruleset));
        let dates: Vec<NaiveDate> = own().map(|edition| edition.date).collect();
        let whole = order(&dates, rules);
        let by_day = |kind: &NodeKind| matches!(kind, NodeKind::Switch { on: SwitchOn::LawDate, .. });
        let same = dates.len() == 1 || !rules.nodes.iter().any(|node| by_day(&node.kind));
        let mut called: BTreeMap<FamilyIx, BTreeSet<Option<RulesetIx>>> = BTreeMap::new();
        for edition in own() {
            // What a switch on the law date leads away from is not called on that date.
            let reached = if same { Cow::Borrowed(&whole) } else { Cow::Owned(order(&[edition.date], rules)) };
            for call in reached.iter().flat_map(|at| rules.nodes[at.at()].kind.calls()) {
                called.entry(call.module).or_default().insert(edition.ruleset(call.module));
            }
        }
        let next = called.values().flatten().copied().flatten().collect();
        let versions = called.into_iter().map(|(module, versions)| ((ruleset, module), versions.into_iter().collect()));
        self.versions.extend(versions);
        self.orders.insert(ruleset, whole);
        self.dates.insert(ruleset, dates);
        next
    }

    /// Returns whether no ruleset comes back to itself, which on one date none does.
    pub fn is_sound(&self) -> bool {
        let place: HashMap<RulesetIx, usize> = self.closure.iter().copied().zip(0..).collect();
        let mut calls = self.versions.iter().flat_map(|((from, _), to)| to.iter().flatten().map(move |to| (from, to)));
        calls.all(|(from, to)| place[to] < place[from])
    }

    /// Returns the dates on which a ruleset is in force.
    pub fn dates(&self, ruleset: RulesetIx) -> &[NaiveDate] {
        self.dates.get(&ruleset).map_or(&[], Vec::as_slice)
    }

    /// Returns what a module is where a ruleset runs it; none among them where it is not in force on all of the dates.
    pub fn versions(&self, ruleset: RulesetIx, module: FamilyIx) -> &[Option<RulesetIx>] {
        self.versions.get(&(ruleset, module)).map_or(&[None], Vec::as_slice)
    }
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
fn order(dates: &[NaiveDate], rules: &Ruleset) -> Vec<NodeIx> {
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
