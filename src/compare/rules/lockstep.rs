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
    let all = pair.ends();
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
        let mut side = Self { names: Names { edition, rules }, ahead: Vec::new() };
        side.ahead =
            side.nodes().map(|node| reads(&side.names, node).into_iter().map(|(it, _)| it).collect()).collect();
        side.look_ahead();
        side
    }

    fn nodes(&self) -> impl Iterator<Item = NodeIx> + use<> {
        (0..u16::try_from(self.names.rules.nodes.len()).unwrap_or(u16::MAX)).map(NodeIx)
    }

    /// Adds to what each node looks at what those after it do, until nothing is added.
    fn look_ahead(&mut self) {
        let mut added = true;
        while std::mem::take(&mut added) {
            // Backwards, since ways mostly lead on.
            for at in self.nodes().collect::<Vec<_>>().into_iter().rev() {
                let mut ahead = std::mem::take(&mut self.ahead[at.at()]);
                let before = ahead.len();
                for target in targets(&self.names.rules.nodes[at.at()].kind) {
                    if let At::Node(next) = self.at(at, target) {
                        ahead.extend(self.ahead[next.at()].iter().cloned());
                    }
                }
                added |= ahead.len() > before;
                self.ahead[at.at()] = ahead;
            }
        }
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

/// Where both sides stand, with what was found that either can still see.
type Stand = (At, At, Found);

/// What leads on from where both stand: to where, and what is found there, unless a step is only taken.
type Onward = Vec<(Option<(Variable, String)>, Stand)>;

struct Pair<'p, 's, 'b> {
    old: &'p Side<'s, 'b>,
    new: &'p Side<'s, 'b>,
    /// Every value that either version tells apart.
    domains: BTreeMap<Variable, BTreeSet<String>>,
    /// What was worked out; nothing yet for what is under way.
    known: HashMap<Stand, Option<Rc<Ends>>>,
    complete: bool,
}

impl Pair<'_, '_, '_> {
    /// Works out what follows from the first nodes.
    ///
    /// What is under way stands in a list and not on the stack of calls: a ruleset may be as long as it likes.
    fn ends(&mut self) -> Rc<Ends> {
        let first = self.stand(self.old.first(), self.new.first(), &Found::new());
        let mut under_way: Vec<(Stand, Onward, usize)> = Vec::new();
        let mut next = Some(first.clone());
        loop {
            if let Some(stand) = next.take().filter(|stand| self.is_new(stand)) {
                let onward = self.onward(&stand);
                self.known.insert(stand.clone(), None);
                under_way.push((stand, onward, 0));
            }
            let Some((_, onward, at)) = under_way.last_mut() else { break };
            if let Some((_, stand)) = onward.get(*at) {
                *at += 1;
                next = Some(stand.clone());
            } else if let Some((stand, onward, _)) = under_way.pop() {
                let ends = self.gathered(&stand, onward);
                self.known.insert(stand, Some(Rc::new(ends)));
            }
        }
        self.known.get(&first).cloned().flatten().unwrap_or_default()
    }

    fn stand(&self, old: At, new: At, found: &Found) -> Stand {
        let mut found = found.clone();
        found.retain(|variable, _| self.old.sees(&old, variable) || self.new.sees(&new, variable));
        (old, new, found)
    }

    /// Returns whether it is to be worked out; what leads round to itself never ends, and counts for nothing.
    fn is_new(&mut self, stand: &Stand) -> bool {
        match self.known.get(stand) {
            Some(known) => {
                self.complete &= known.is_some();
                false
            }
            None if self.known.len() >= MOST => {
                self.complete = false;
                false
            }
            None => true,
        }
    }

    fn onward(&self, (old, new, found): &Stand) -> Onward {
        let needs = match (Self::step(self.old, old, found), Self::step(self.new, new, found)) {
            // Whatever stands still is led on first, so that only what must be chosen is.
            (Some(Ok(next)), _) => return vec![(None, self.stand(next, new.clone(), found))],
            (_, Some(Ok(next))) => return vec![(None, self.stand(old.clone(), next, found))],
            (Some(Err(needs)), _) | (None, Some(Err(needs))) => needs,
            (None, None) => return Onward::new(),
        };
        let values = self.domains.get(&needs).into_iter().flatten();
        let with = |value: &String| {
            let mut found = found.clone();
            found.insert(needs.clone(), value.clone());
            (Some((needs.clone(), value.clone())), self.stand(old.clone(), new.clone(), &found))
        };
        values.map(with).collect()
    }

    fn gathered(&self, (old, new, _): &Stand, onward: Onward) -> Ends {
        if let (At::Ended(old), At::Ended(new)) = (old, new) {
            return Ends::from([((old.clone(), new.clone()), (1, Vec::new()))]);
        }
        let mut ends = Ends::new();
        for (found, stand) in onward {
            let Some(Some(after)) = self.known.get(&stand) else { continue };
            for (pair, (count, way)) in after.iter() {
                let way: Vec<_> = found.iter().chain(way).cloned().collect();
                let known = ends.entry(pair.clone()).or_insert_with(|| (0, way.clone()));
                known.0 = u128::saturating_add(known.0, *count);
                if way.len() < known.1.len() {
                    known.1 = way;
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
