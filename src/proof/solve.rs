//! Whether an invariant holds on every path: which of its states can be met where.
//!
//! What an instance does to a state is found once for each state that it is entered in, and used wherever it is run.

use foldhash::HashMap;
use std::rc::Rc;

use super::automaton::{Automaton, State, States};
use super::unfold::{InstanceIx, LabelIx, To, Unfolding};

/// For each exit of an instance, the states that it can be left in.
type Leaves = Rc<[States]>;

/// Holds one invariant over everything that has been unfolded.
pub(super) struct Solve<'u, 'r, 'b> {
    unfolding: &'u Unfolding<'r, 'b>,
    automaton: &'u Automaton<'b>,
    /// By instance, whether anything that happens in it or in what it runs concerns the invariant.
    concerned: &'u [bool],
    /// By label, the same of what happens in it.
    labels: &'u [bool],
    known: HashMap<(InstanceIx, State), Leaves>,
    steps: HashMap<(LabelIx, State), State>,
    broken: bool,
}

/// Returns whether an invariant holds on every path of a procedure.
pub(super) fn holds(unfolding: &Unfolding<'_, '_>, automaton: &Automaton<'_>) -> bool {
    let labels = concerned_labels(unfolding, automaton);
    let concerned = concerned(unfolding, &labels);
    let (known, steps) = (HashMap::default(), HashMap::default());
    let mut solve = Solve { unfolding, automaton, concerned: &concerned, labels: &labels, known, steps, broken: false };
    if concerned[unfolding.root() as usize] {
        solve.leaves(unfolding.root(), 0);
    }
    !solve.broken
}

/// Returns for each label whether it can change a state or break the invariant.
pub(super) fn concerned_labels(unfolding: &Unfolding<'_, '_>, automaton: &Automaton<'_>) -> Vec<bool> {
    (0..super::rules::len(unfolding.labels()))
        .map(|label| unfolding.label(label).iter().any(|happening| automaton.is_concerned(happening)))
        .collect()
}

/// Returns for each instance whether anything in it or in what it runs concerns the invariant.
pub(super) fn concerned(unfolding: &Unfolding<'_, '_>, labels: &[bool]) -> Vec<bool> {
    let mut concerned: Vec<bool> = Vec::with_capacity(unfolding.instances.len());
    for instance in &unfolding.instances {
        // What an instance runs stands before it.
        let is = instance.edges.iter().any(|edge| labels[edge.label as usize])
            || instance
                .vertices
                .iter()
                .filter_map(|vertex| vertex.call)
                .any(|(label, sub)| labels[label as usize] || concerned[sub as usize]);
        concerned.push(is);
    }
    concerned
}

/// Calls `visit` with each state of a set.
pub(super) fn for_each_state(mut states: States, mut visit: impl FnMut(State)) {
    while states != 0 {
        // There are 128 states at the most.
        visit(u8::try_from(states.trailing_zeros()).unwrap_or_default());
        states &= states - 1;
    }
}

impl Solve<'_, '_, '_> {
    fn step(&mut self, label: LabelIx, states: States) -> States {
        if !self.labels[label as usize] {
            return states;
        }
        let mut after = 0;
        for_each_state(states, |state| {
            let next = if let Some(next) = self.steps.get(&(label, state)) {
                *next
            } else {
                let mut next = state;
                for happening in self.unfolding.label(label) {
                    let (then, broken) = self.automaton.step(next, happening);
                    next = then;
                    self.broken |= broken;
                }
                self.steps.insert((label, state), next);
                next
            };
            after |= 1 << next;
        });
        after
    }

    fn leaves(&mut self, index: InstanceIx, entered: State) -> Leaves {
        let instance = &self.unfolding.instances[index as usize];
        if let Some(known) = self.known.get(&(index, entered)) {
            return Rc::clone(known);
        }
        let mut leaves = vec![0; instance.exits.len()];
        let mut states: Vec<States> = vec![0; instance.vertices.len()];
        if let Some(first) = states.first_mut() {
            *first = 1 << entered;
        }
        for group in &instance.groups {
            if !group.looped {
                for &vertex in &group.vertices {
                    let met = states[vertex as usize];
                    if met != 0 {
                        self.expand(index, vertex, met, &mut states, &mut leaves);
                    }
                }
                continue;
            }
            let mut done: Vec<States> = vec![0; group.vertices.len()];
            loop {
                let mut changed = false;
                for (&vertex, done) in group.vertices.iter().zip(&mut done) {
                    let fresh = states[vertex as usize] & !*done;
                    if fresh == 0 {
                        continue;
                    }
                    changed = true;
                    *done |= fresh;
                    self.expand(index, vertex, fresh, &mut states, &mut leaves);
                }
                if !changed {
                    break;
                }
            }
        }
        let leaves: Leaves = leaves.into();
        self.known.insert((index, entered), Rc::clone(&leaves));
        leaves
    }

    fn expand(&mut self, index: InstanceIx, vertex: u32, fresh: States, states: &mut [States], leaves: &mut [States]) {
        let instance = &self.unfolding.instances[index as usize];
        let vertex = &instance.vertices[vertex as usize];
        let edges = &instance.edges[vertex.edges.start as usize..vertex.edges.end as usize];
        let (entered, through) = match vertex.call {
            None => (fresh, None),
            Some((label, sub)) => {
                let entered = self.step(label, fresh);
                (entered, self.concerned[sub as usize].then(|| self.through(sub, entered)))
            }
        };
        for edge in edges {
            // A module that does not concern the invariant is left in the states that it was entered in.
            let before = through.as_ref().map_or(entered, |through| through[edge.exit as usize]);
            let after = self.step(edge.label, before);
            match edge.to {
                To::Vertex(to) => states[to as usize] |= after,
                To::Exit(exit) => leaves[exit as usize] |= after,
                To::End => {}
            }
        }
    }

    /// Returns for each exit of an instance the states that it can be left in, entered in any of these.
    fn through(&mut self, index: InstanceIx, entered: States) -> Vec<States> {
        let mut through = vec![0; self.unfolding.instances[index as usize].exits.len()];
        for_each_state(entered, |state| {
            for (all, one) in through.iter_mut().zip(self.leaves(index, state).iter()) {
                *all |= one;
            }
        });
        through
    }
}
