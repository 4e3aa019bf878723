//! Two versions of one ruleset walked side by side, over every combination of what they look at.
//!
//! What both look at is the same for both. A module that is called is not looked into: whatever it returns, it returns to
//! both. From a pair of places, what follows depends only on what was found that either can still see, so that each
//! such pair is worked out once and the combinations are counted without being listed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use serde::Serialize;

use super::facts::is_procedure;
use super::names::Names;
use super::reads::{Found, Lead, Variable, lead, reads};
use crate::engine::{Edition, targets};
use crate::ruleset::model::{Effect, NodeIx, RulesetIx, Target};

/// The most pairs of places that are worked out.
const MOST: usize = 300_000;

/// The ways of one ruleset that lead elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ways {
    /// The ruleset's id.
    pub ruleset: String,
    /// Whether an officer starts it; other rulesets meet it by calling it.
    pub procedure: bool,
    /// How many combinations there are in all.
    pub combinations: u128,
    /// Where they lead elsewhere, those that most combinations lead to first.
    pub moved: Vec<Moved>,
    /// The rulesets that call it.
    pub callers: Vec<String>,
    /// Whether everything was worked out.
    pub complete: bool,
}

/// Combinations that end in one way by the old rules and in another by the new.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// The end by the old rules.
    pub from: Ended,
    /// The end by the new rules.
    pub to: Ended,
    /// How many combinations.
    pub combinations: u128,
    /// A shortest one.
    pub example: Vec<(Variable, String)>,
}

/// How a ruleset ended.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Ended {
    /// The return, the outcome, or the step where it stops.
    pub at: String,
    /// Its effect, if it has one.
    pub effect: Option<Effect>,
    /// Whether it is a return or an outcome, and not a halt.
    pub end: bool,
}

/// Walks two versions of a ruleset side by side.
pub(super) fn compare(old: (&Edition<'_>, RulesetIx), new: (&Edition<'_>, RulesetIx)) -> Ways {
    let (edition, at) = new;
    let [old, new] = [Side::of(old.0, old.1), Side::of(new.0, new.1)];
    let mut domains: BTreeMap<Variable, BTreeSet<String>> = BTreeMap::new();
    for side in [&old, &new] {
        for node in side.nodes() {
            for (variable, values) in reads(&side.names, node) {
                domains.entry(variable).or_default().extend(values);
            }
        }
    }
    let mut pair = Pair { old: &old, new: &new, domains, known: HashMap::new(), complete: true };
    let all = pair.from(&old.first(), &new.first(), &Found::new());
    let rules = &edition.book.rulesets[at.at()];
    let family = rules.family;
    let calls = |at: RulesetIx| {
        let nodes = edition.book.rulesets[at.at()].nodes.iter();
        nodes.flat_map(|node| node.kind.calls()).any(|call| call.module == family)
    };
    let callers = edition.rulesets().filter(|(at, _)| calls(*at)).map(|(_, rules)| rules.id.to_string()).collect();
    let combinations = all.values().fold(0_u128, |sum, (count, _)| sum.saturating_add(*count));
    let moved = all.iter().filter(|((from, to), _)| from != to);
    let mut moved: Vec<Moved> = moved
        .map(|((from, to), (combinations, example))| Moved {
            from: from.clone(),
            to: to.clone(),
            combinations: *combinations,
            example: example.clone(),
        })
        .collect();
    moved.sort_by_key(|moved| std::cmp::Reverse(moved.combinations));
    let complete = pair.complete;
    let procedure = is_procedure(edition, at);
    Ways { ruleset: rules.id.to_string(), procedure, combinations, moved, callers, complete }
}

/// Where one side stands.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum At {
    Node(NodeIx),
    Ended(Ended),
}

/// What pairs of ends follow: how many combinations, and a shortest of them.
type Ends = BTreeMap<(Ended, Ended), (u128, Vec<(Variable, String)>)>;

/// One version of the ruleset.
struct Side<'s, 'b> {
    names: Names<'s, 'b>,
    /// What can be looked at from each node on.
    ahead: Vec<BTreeSet<Variable>>,
}

impl<'s, 'b> Side<'s, 'b> {
    fn of(edition: &'s Edition<'b>, at: RulesetIx) -> Self {
        let rules: &'s _ = &edition.book.rulesets[at.at()];
        let mut side = Self { names: Names { edition, rules }, ahead: vec![BTreeSet::new(); rules.nodes.len()] };
        let mut seen = vec![false; rules.nodes.len()];
        for node in side.nodes() {
            side.look_ahead(node, &mut seen);
        }
        side
    }

    fn nodes(&self) -> impl Iterator<Item = NodeIx> + use<> {
        (0..u16::try_from(self.names.rules.nodes.len()).unwrap_or(u16::MAX)).map(NodeIx)
    }

    fn look_ahead(&mut self, at: NodeIx, seen: &mut [bool]) {
        if std::mem::replace(&mut seen[at.at()], true) {
            return;
        }
        let mut ahead: BTreeSet<Variable> = reads(&self.names, at).into_iter().map(|(variable, _)| variable).collect();
        for target in targets(&self.names.rules.nodes[at.at()].kind) {
            if let At::Node(next) = self.at(at, target) {
                self.look_ahead(next, seen);
                ahead.extend(self.ahead[next.at()].iter().cloned());
            }
        }
        self.ahead[at.at()] = ahead;
    }

    fn first(&self) -> At {
        let part = self.names.rules.parts.iter().find(|part| part.len > 0);
        part.map_or_else(|| Self::stopped("?"), |part| At::Node(part.first))
    }

    fn stopped(at: &str) -> At {
        At::Ended(Ended { at: at.to_owned(), effect: None, end: false })
    }

    /// Returns where a target of the node `from` is; the end of a part leads to the next.
    fn at(&self, from: NodeIx, target: Target) -> At {
        let rules = self.names.rules;
        let ended = |end: &crate::ruleset::model::End| {
            At::Ended(Ended { at: end.id.to_string(), effect: end.effect, end: true })
        };
        match target {
            Target::Node(node) => At::Node(node),
            Target::Done => {
                let next = rules.parts.iter().find(|part| part.len > 0 && part.first > from);
                next.map_or_else(|| Self::stopped("done"), |part| At::Node(part.first))
            }
            Target::Return(name) => {
                rules.returns.get(name.at()).and_then(Option::as_ref).map_or_else(|| Self::stopped("?"), ended)
            }
            Target::Outcome(outcome) => ended(&rules.outcomes[outcome.at()]),
        }
    }

    fn sees(&self, at: &At, variable: &Variable) -> bool {
        matches!(at, At::Node(node) if self.ahead[node.at()].contains(variable))
    }
}

struct Pair<'p, 's, 'b> {
    old: &'p Side<'s, 'b>,
    new: &'p Side<'s, 'b>,
    /// Every value that either version tells apart.
    domains: BTreeMap<Variable, BTreeSet<String>>,
    known: HashMap<(At, At, Found), Rc<Ends>>,
    complete: bool,
}

impl Pair<'_, '_, '_> {
    fn from(&mut self, old: &At, new: &At, found: &Found) -> Rc<Ends> {
        let mut found = found.clone();
        found.retain(|variable, _| self.old.sees(old, variable) || self.new.sees(new, variable));
        let key = (old.clone(), new.clone(), found);
        if let Some(ends) = self.known.get(&key) {
            return Rc::clone(ends);
        }
        if self.known.len() >= MOST {
            self.complete = false;
            return Rc::default();
        }
        let ends = Rc::new(self.onward(old, new, &key.2));
        self.known.insert(key, Rc::clone(&ends));
        ends
    }

    fn onward(&mut self, old: &At, new: &At, found: &Found) -> Ends {
        let needs = match (Self::step(self.old, old, found), Self::step(self.new, new, found)) {
            // Whatever stands still is led on first, so that only what must be chosen is.
            (Some(Ok(next)), _) => return Rc::unwrap_or_clone(self.from(&next, new, found)),
            (_, Some(Ok(next))) => return Rc::unwrap_or_clone(self.from(old, &next, found)),
            (Some(Err(needs)), _) | (None, Some(Err(needs))) => needs,
            (None, None) => {
                let (At::Ended(old), At::Ended(new)) = (old, new) else { return Ends::new() };
                return Ends::from([((old.clone(), new.clone()), (1, Vec::new()))]);
            }
        };
        let mut ends = Ends::new();
        for value in self.domains.get(&needs).cloned().unwrap_or_default() {
            let mut found = found.clone();
            found.insert(needs.clone(), value.clone());
            for (pair, (count, way)) in self.from(old, new, &found).iter() {
                let longer = || std::iter::once((needs.clone(), value.clone())).chain(way.iter().cloned()).collect();
                let known = ends.entry(pair.clone()).or_insert_with(|| (0, longer()));
                known.0 = known.0.saturating_add(*count);
                if way.len() + 1 < known.1.len() {
                    known.1 = longer();
                }
            }
        }
        ends
    }

    /// Takes one step on a side: where it leads, or what it looks at first; nothing once it has ended.
    fn step(side: &Side<'_, '_>, at: &At, found: &Found) -> Option<Result<At, Variable>> {
        let At::Node(node) = at else { return None };
        Some(match lead(&side.names, *node, found) {
            Lead::Needs(variable) => Err(variable),
            Lead::To(target) => Ok(side.at(*node, target)),
            Lead::Ends(name) => Ok(At::Ended(Ended { at: name, effect: None, end: false })),
        })
    }
}
