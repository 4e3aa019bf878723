//! How many ways lead through the rules, each loop taken for one subject.
//!
//! Two ways differ where a closed answer differs, a number or a day lies in another interval that a switch tells apart, or
//! a list or a pick names somebody or nobody.

use num_bigint::BigUint;

use super::rules::len;
use super::unfold::{Instance, InstanceIx, To, Unfolding};
use crate::ruleset::model::{NodeIx, PartKind};

/// The ways through an instance.
#[derive(Clone, Debug, Default)]
struct Through {
    /// By exit.
    exits: Vec<BigUint>,
    /// Those that end within.
    ended: BigUint,
}

impl Through {
    fn all(&self) -> BigUint {
        self.exits.iter().sum::<BigUint>() + &self.ended
    }
}

/// The ways through everything that has been unfolded.
pub(super) struct Ways<'u, 'r, 'b> {
    unfolding: &'u Unfolding<'r, 'b>,
    through: Vec<Through>,
}

impl<'u, 'r, 'b> Ways<'u, 'r, 'b> {
    pub fn new(unfolding: &'u Unfolding<'r, 'b>) -> Self {
        let mut ways = Self { unfolding, through: Vec::with_capacity(unfolding.instances.len()) };
        for instance in &unfolding.instances {
            let through = ways.through(instance);
            ways.through.push(through);
        }
        ways
    }

    /// Returns the ways through an instance, to any end.
    pub fn of(&self, instance: InstanceIx) -> BigUint {
        self.through[instance as usize].all()
    }

    fn through(&self, instance: &Instance) -> Through {
        let mut found = Through { exits: vec![BigUint::default(); instance.exits.len()], ended: BigUint::default() };
        let mut here = vec![BigUint::default(); instance.vertices.len()];
        if let Some(first) = here.first_mut() {
            *first = BigUint::from(1_u32);
        }
        for group in &instance.groups {
            for &vertex in &group.vertices {
                let ways = std::mem::take(&mut here[vertex as usize]);
                self.onward(instance, vertex, |to, times| match to {
                    Some(To::Vertex(to)) => here[to as usize] += &ways * times,
                    Some(To::Exit(exit)) => found.exits[exit as usize] += &ways * times,
                    Some(To::End) | None => found.ended += &ways * times,
                });
            }
        }
        found
    }

    /// Tells of every way on from a vertex, and how many there are; nothing where they end in a module.
    fn onward(&self, instance: &Instance, at: u32, mut tell: impl FnMut(Option<To>, BigUint)) {
        let vertex = &instance.vertices[at as usize];
        let sub = vertex.call.map(|(_, sub)| &self.through[sub as usize]);
        if let Some(sub) = sub {
            tell(None, sub.ended.clone());
        }
        for edge in &instance.edges[vertex.edges.start as usize..vertex.edges.end as usize] {
            let again = matches!(edge.to, To::Vertex(to) if instance.vertices[to as usize].node == vertex.node);
            if vertex.counted && again {
                continue;
            }
            let times = BigUint::from(edge.times);
            tell(Some(edge.to), sub.map_or(times.clone(), |sub| &sub.exits[edge.exit as usize] * &times));
        }
    }

    /// Returns the ways through each part of the procedure, from where it begins and most of them lead on.
    pub fn parts(&self) -> Vec<(PartKind, BigUint)> {
        let unfolding = self.unfolding;
        let root = &unfolding.instances[unfolding.root() as usize];
        let parts = &unfolding.rules.ruleset(root.ruleset).parts;
        let part_of = |node: NodeIx| {
            parts.iter().position(|part| (part.first.0..part.first.0 + part.len).contains(&node.0)).unwrap_or_default()
        };
        let mut from = vec![BigUint::default(); root.vertices.len()];
        let mut most = vec![BigUint::default(); parts.len()];
        for group in root.groups.iter().rev() {
            for &vertex in group.vertices.iter().rev() {
                let node = root.vertices[vertex as usize].node;
                let mut ways = BigUint::default();
                self.onward(root, vertex, |to, times| match to {
                    Some(To::Vertex(to)) if part_of(root.vertices[to as usize].node) == part_of(node) => {
                        ways += &from[to as usize] * times;
                    }
                    _ => ways += times,
                });
                let part = part_of(node);
                if node == parts[part].first && ways > most[part] {
                    most[part].clone_from(&ways);
                }
                from[vertex as usize] = ways;
            }
        }
        parts.iter().map(|part| part.kind).zip(most).collect()
    }

    /// Returns the ways through each module, where most lead through it.
    pub fn modules(&self) -> Vec<(crate::ruleset::model::RulesetIx, BigUint)> {
        let mut modules: Vec<(crate::ruleset::model::RulesetIx, BigUint)> = Vec::new();
        let root = self.unfolding.root();
        for (at, instance) in (0..len(self.unfolding.instances.len())).zip(&self.unfolding.instances) {
            let ways = self.of(at);
            match modules.iter_mut().find(|(ruleset, _)| *ruleset == instance.ruleset) {
                Some((_, most)) if ways > *most => *most = ways,
                None if at != root => modules.push((instance.ruleset, ways)),
                _ => {}
            }
        }
        modules
    }
}
