//! How open what an answer leads to can become: doubt that is said to close must not open.

use super::graph::{Flow, for_each_target};
use crate::ruleset::model::{Effect, NodeIx, NodeKind, Ruleset, Target};

/// A set of effects, one bit each in their order.
type Set = u16;

/// The effects of the ends that each node of a ruleset can lead to.
pub(super) struct Openness<'a> {
    ruleset: &'a Ruleset,
    /// By [`NodeIx`]; nothing where a way leads round, which is a fault of its own.
    nodes: Vec<Set>,
}

/// A way of doubt that is more open than that of another answer.
pub(super) struct Opens {
    /// The most closed effect that doubt leads to.
    pub(super) doubt: Effect,
    /// The most closed effect that the other answer leads to.
    pub(super) other: Effect,
}

impl<'a> Openness<'a> {
    pub(super) fn of(ruleset: &'a Ruleset, flow: &Flow) -> Self {
        let mut openness = Self { ruleset, nodes: vec![0; ruleset.nodes.len()] };
        // A part goes on in the next, so that the last is known first.
        for (part, within) in ruleset.parts.iter().enumerate().rev() {
            let (first, end) = (within.first.at(), within.first.at() + usize::from(within.len));
            for node in flow.order.iter().filter(|node| (first..end).contains(&node.at())) {
                openness.nodes[node.at()] = openness.ends_of(*node, part);
            }
        }
        openness
    }

    fn ends_of(&self, node: NodeIx, part: usize) -> Set {
        let kind = &self.ruleset.nodes[node.at()].kind;
        if matches!(kind, NodeKind::Halt(_)) {
            return bit(Effect::Open);
        }
        let mut set = 0;
        for_each_target(kind, |target| set |= self.ends(target, part));
        set
    }

    fn ends(&self, target: Target, part: usize) -> Set {
        let effect = match target {
            Target::Node(node) => return self.nodes[node.at()],
            Target::Done => {
                return self.ruleset.parts.get(part + 1).map_or(0, |next| self.nodes[next.first.at()]);
            }
            Target::Return(name) => self.ruleset.returns[name.at()].as_ref().and_then(|end| end.effect),
            Target::Outcome(outcome) => self.ruleset.outcomes[outcome.at()].effect,
        };
        bit(effect.unwrap_or(Effect::None))
    }

    /// Returns how the way of doubt at `node` is more open than that of another answer, if it is.
    ///
    /// That is so where all that it leads to is more open than anything there, or where it only ever opens and the other
    /// can close too.
    pub(super) fn opens(&self, node: NodeIx, doubt: Target, other: Target) -> Option<Opens> {
        let part = self.ruleset.parts.iter().rposition(|part| part.first.at() <= node.at())?;
        let (doubt, other) = (self.ends(doubt, part), self.ends(other, part));
        let (doubt_open, doubt_closed) = ends(doubt)?;
        let (other_open, other_closed) = ends(other)?;
        let beyond = rank(doubt_closed) < rank(other_open);
        // What waits is open until it is known what it comes to.
        let shut = ends(other & !bit(Effect::Open)).is_some_and(|(_, closed)| rank(closed) > rank(Effect::None));
        let only_opens = rank(doubt_closed) < rank(Effect::None) && rank(doubt_open) <= rank(other_open) && shut;
        (beyond || only_opens).then_some(Opens { doubt: doubt_closed, other: other_closed })
    }
}

const fn bit(effect: Effect) -> Set {
    1 << effect as u16
}

/// How closed an effect is, for what doubt may lead to.
///
/// What decides nothing lies between what goes out and what does not: of a right it is no, of a hindrance yes. Whether a
/// reservation is needed is not whether the item is secret, and it may be left out where it is not clear.
const fn rank(effect: Effect) -> u16 {
    match effect {
        Effect::ReleaseReserved => Effect::Release as u16,
        Effect::None => Effect::ReleasePart as u16 + 1,
        Effect::Report | Effect::ReportPart | Effect::Send | Effect::Release | Effect::ReleasePart => effect as u16,
        _ => effect as u16 + 1,
    }
}

/// The most open and the most closed of a set; none of an empty one.
fn ends(set: Set) -> Option<(Effect, Effect)> {
    let all = || Effect::ALL.into_iter().filter(|effect| set & bit(*effect) != 0);
    Some((all().min_by_key(|effect| rank(*effect))?, all().max_by_key(|effect| rank(*effect))?))
}
