//! The path with the fewest answers that breaks an invariant; made only where one does.

use foldhash::HashMap;
use std::rc::Rc;

use super::automaton::{Automaton, State};
use super::happening::Happening;
use super::unfold::{InstanceIx, LabelIx, To, Unfolding};
use crate::ruleset::model::{NodeIx, RulesetIx};

/// A path that breaks an invariant.
pub(super) struct Path {
    /// What happens, to the happening that breaks it.
    pub happenings: Vec<Happening>,
    /// The node where it breaks.
    pub at: (RulesetIx, NodeIx),
}

/// A module passed on the way: the state that it was entered in, its exit and the state that it was left in.
type Passed = (State, u32, State);

/// How a vertex, an exit or the break was come to.
#[derive(Clone, Copy)]
struct Before {
    vertex: u32,
    state: State,
    edge: Option<u32>,
    passed: Option<Passed>,
}

/// Where an invariant is broken within an instance.
#[derive(Clone, Copy)]
struct Break {
    cost: u32,
    /// The vertex and its state.
    at: (u32, State),
    how: How,
}

#[derive(Clone, Copy)]
enum How {
    /// Before the module is run, with so many happenings.
    Entering(usize),
    /// In the module that is run, entered in this state.
    Inside(State),
    /// On this way on, with so many happenings.
    On { edge: u32, passed: Option<Passed>, happenings: usize },
}

/// What an instance comes to from one state.
#[derive(Default)]
struct Run {
    exits: HashMap<(u32, State), u32>,
    broken: Option<Break>,
    vertices: HashMap<(u32, State), Before>,
    left: HashMap<(u32, State), Before>,
}

struct Search<'u, 'r, 'b> {
    unfolding: &'u Unfolding<'r, 'b>,
    automaton: &'u Automaton<'b>,
    known: HashMap<(InstanceIx, State), Rc<Run>>,
    found: Vec<Happening>,
}

/// Returns the path with the fewest answers that breaks an invariant, if any does.
pub(super) fn shortest(unfolding: &Unfolding<'_, '_>, automaton: &Automaton<'_>) -> Option<Path> {
    let mut search = Search { unfolding, automaton, known: HashMap::default(), found: Vec::new() };
    let at = search.retrace(unfolding.root(), 0)?;
    Some(Path { happenings: search.found, at })
}

/// What a label does to a state.
struct Stepped {
    state: State,
    cost: u32,
    /// After so many happenings and answers.
    broken: Option<(usize, u32)>,
}

impl Search<'_, '_, '_> {
    fn step(&self, label: LabelIx, mut state: State) -> Stepped {
        let (mut cost, mut broken) = (0, None);
        for (at, happening) in self.unfolding.label(label).iter().enumerate() {
            cost += u32::from(happening.asks());
            let (next, breaks) = self.automaton.step(state, happening);
            state = next;
            if breaks && broken.is_none() {
                broken = Some((at + 1, cost));
            }
        }
        Stepped { state, cost, broken }
    }

    fn run(&mut self, index: InstanceIx, entered: State) -> Rc<Run> {
        if let Some(known) = self.known.get(&(index, entered)) {
            return Rc::clone(known);
        }
        let instance = &self.unfolding.instances[index as usize];
        let mut run = Run::default();
        let mut costs: Vec<HashMap<State, u32>> = vec![HashMap::default(); instance.vertices.len()];
        if let Some(first) = costs.first_mut() {
            first.insert(entered, 0);
        }
        for group in &instance.groups {
            let mut done: HashMap<(u32, State), u32> = HashMap::default();
            loop {
                let mut changed = false;
                for &vertex in &group.vertices {
                    let mut fresh: Vec<(State, u32)> =
                        costs[vertex as usize].iter().map(|(state, cost)| (*state, *cost)).collect();
                    fresh.sort_unstable();
                    for (state, cost) in fresh {
                        if done.get(&(vertex, state)).is_some_and(|before| *before <= cost) {
                            continue;
                        }
                        changed = true;
                        done.insert((vertex, state), cost);
                        self.expand(index, vertex, state, cost, &mut run, &mut costs);
                    }
                }
                if !changed || !group.looped {
                    break;
                }
            }
        }
        let run = Rc::new(run);
        self.known.insert((index, entered), Rc::clone(&run));
        run
    }

    fn expand(
        &mut self,
        index: InstanceIx,
        at: u32,
        state: State,
        cost: u32,
        run: &mut Run,
        costs: &mut [HashMap<State, u32>],
    ) {
        let instance = &self.unfolding.instances[index as usize];
        let vertex = &instance.vertices[at as usize];
        // The ways into the edges: the exit, the state there and the answers so far.
        let mut ways: Vec<(Option<Passed>, State, u32)> = Vec::new();
        if let Some((label, sub)) = vertex.call {
            let before = self.step(label, state);
            if let Some((happenings, more)) = before.broken {
                run.breaks(Break { cost: cost + more, at: (at, state), how: How::Entering(happenings) });
            }
            let inner = self.run(sub, before.state);
            if let Some(broken) = inner.broken {
                let cost = cost + before.cost + broken.cost;
                run.breaks(Break { cost, at: (at, state), how: How::Inside(before.state) });
            }
            let mut exits: Vec<_> = inner.exits.iter().collect();
            exits.sort_unstable();
            for ((exit, left), more) in exits {
                ways.push((Some((before.state, *exit, *left)), *left, cost + before.cost + more));
            }
        } else {
            ways.push((None, state, cost));
        }
        for (passed, reached, cost) in ways {
            for edge in vertex.edges.clone() {
                let way = &instance.edges[edge as usize];
                if passed.is_some_and(|(_, exit, _)| exit != way.exit) {
                    continue;
                }
                let after = self.step(way.label, reached);
                if let Some((happenings, more)) = after.broken {
                    let how = How::On { edge, passed, happenings };
                    run.breaks(Break { cost: cost + more, at: (at, state), how });
                }
                let total = cost + after.cost;
                let before = Before { vertex: at, state, edge: Some(edge), passed };
                match way.to {
                    To::Vertex(to) => {
                        let known = costs[to as usize].entry(after.state).or_insert(u32::MAX);
                        if total < *known {
                            *known = total;
                            run.vertices.insert((to, after.state), before);
                        }
                    }
                    To::Exit(exit) => {
                        let known = run.exits.entry((exit, after.state)).or_insert(u32::MAX);
                        if total < *known {
                            *known = total;
                            run.left.insert((exit, after.state), before);
                        }
                    }
                    To::End => {}
                }
            }
        }
    }

    /// Tells of everything that happens until the invariant is broken; returns where.
    fn retrace(&mut self, index: InstanceIx, entered: State) -> Option<(RulesetIx, NodeIx)> {
        let run = self.run(index, entered);
        let broken = run.broken?;
        self.lead_to(index, &run, broken.at);
        let instance = &self.unfolding.instances[index as usize];
        let vertex = &instance.vertices[broken.at.0 as usize];
        let place = (instance.ruleset, vertex.node);
        match broken.how {
            How::Entering(happenings) => self.tell(vertex.call?.0, happenings),
            How::Inside(state) => {
                let (label, sub) = vertex.call?;
                self.tell(label, usize::MAX);
                return self.retrace(sub, state);
            }
            How::On { edge, passed, happenings } => {
                self.pass(index, broken.at.0, passed);
                self.tell(instance.edges[edge as usize].label, happenings);
            }
        }
        Some(place)
    }

    fn tell(&mut self, label: LabelIx, most: usize) {
        self.found.extend(self.unfolding.label(label).iter().take(most));
    }

    /// Tells of what happens from the entry to a vertex.
    fn lead_to(&mut self, index: InstanceIx, run: &Run, at: (u32, State)) {
        let mut back = Vec::new();
        let mut here = at;
        // Nothing comes before the first vertex, which is reached without an answer.
        while let Some(before) = run.vertices.get(&here) {
            back.push(*before);
            here = (before.vertex, before.state);
        }
        self.retell(index, &back);
    }

    fn retell(&mut self, index: InstanceIx, back: &[Before]) {
        let instance = &self.unfolding.instances[index as usize];
        for before in back.iter().rev() {
            self.pass(index, before.vertex, before.passed);
            if let Some(edge) = before.edge {
                self.tell(instance.edges[edge as usize].label, usize::MAX);
            }
        }
    }

    /// Tells of what happens in a module that is passed.
    fn pass(&mut self, index: InstanceIx, vertex: u32, passed: Option<Passed>) {
        let call = self.unfolding.instances[index as usize].vertices[vertex as usize].call;
        let (Some((label, sub)), Some((entered, exit, left))) = (call, passed) else { return };
        self.tell(label, usize::MAX);
        let run = self.run(sub, entered);
        let Some(last) = run.left.get(&(exit, left)).copied() else { return };
        self.lead_to(sub, &run, (last.vertex, last.state));
        self.retell(sub, &[last]);
    }
}

impl Run {
    fn breaks(&mut self, one: Break) {
        if self.broken.is_none_or(|broken| one.cost < broken.cost) {
            self.broken = Some(one);
        }
    }
}
