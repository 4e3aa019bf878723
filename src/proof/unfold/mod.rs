//! A procedure on some days as a graph of nodes and of what a later node can still look at.
//!
//! A module is unfolded once for what it is given, what it knows when it is entered and what whoever runs it wants to
//! know afterwards; that is an instance. What the module does not look at stays with the one who runs it. A loop goes
//! from what its subjects so far have come to, one more subject at a time, until nothing new comes.
//!
//! Some things are taken more widely than the engine takes them, so that the graph holds every path of the engine and some
//! more: what one subject was asked is forgotten when it is left, and an answer is known only for as long as [`Rules`] says,
//! which is made longer for an answer in which a path that seems to break something contradicts itself.

mod each;
mod node;
mod state;
mod switch;

use foldhash::HashMap;
use std::rc::Rc;

use self::state::Interner;
pub(super) use self::state::{StateIx, get, set};
use super::happening::{Context, Happening, InForce, What};
use super::lives::{Live, Lives};
use super::partition::Part;
use super::rules::{Fact, Rules, len};
use crate::ruleset::model::{Call, Given, HaltScope, NodeIx, NodeKind, ReturnIx, RulesetIx, Target};

/// An instance, by its position in [`Unfolding::instances`].
pub(super) type InstanceIx = u32;
/// Happenings one after the other, by position in [`Unfolding::labels`]; 0 is none.
pub(super) type LabelIx = u32;

/// What an instance is unfolded for.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Called {
    ruleset: RulesetIx,
    arguments: Box<[Option<u16>]>,
    context: Context,
    knows: StateIx,
    wanted: Box<[(Fact, Part)]>,
}

/// A ruleset as it goes on from what was known.
pub(super) struct Instance {
    pub ruleset: RulesetIx,
    pub arguments: Box<[Option<u16>]>,
    pub context: Context,
    pub vertices: Vec<Vertex>,
    pub edges: Vec<Edge>,
    /// The vertices of one node after the other, each before those that it leads to.
    pub groups: Vec<Group>,
    pub exits: Vec<Exit>,
}

/// The vertices of one node.
pub(super) struct Group {
    pub vertices: Vec<u32>,
    /// It is a loop, whose vertices lead to each other.
    pub looped: bool,
}

/// A node, how far one is in it, and what is known.
pub(super) struct Vertex {
    pub node: NodeIx,
    /// The module that is run here, and what happens before.
    pub call: Option<(LabelIx, InstanceIx)>,
    /// In [`Instance::edges`].
    pub edges: std::ops::Range<u32>,
    /// A subject has been taken: ways are counted with one for each loop.
    pub counted: bool,
}

/// A way on from a vertex.
pub(super) struct Edge {
    /// Which exit of the module that is run; 0 where none is.
    pub exit: u32,
    pub label: LabelIx,
    /// How many answers lead this way.
    pub times: u32,
    pub to: To,
}

/// Where a way leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum To {
    Vertex(u32),
    Exit(u32),
    /// The path ends here.
    End,
}

/// How an instance is left.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Exit {
    pub kind: ExitKind,
    /// What has been learned of what was wanted.
    pub learned: StateIx,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum ExitKind {
    Return(ReturnIx),
    /// A halt that a loop further out catches.
    Halt(HaltScope),
}

/// A procedure that has been unfolded.
pub(super) struct Unfolding<'r, 'b> {
    pub rules: &'r Rules<'b>,
    /// Each after those that it runs; the procedure's own is the last.
    pub instances: Vec<Instance>,
    labels: Interner<Happening>,
}

/// What has been unfolded so far.
struct Unfolder<'r, 'b> {
    rules: &'r Rules<'b>,
    lives: Lives,
    instances: Vec<Instance>,
    known: HashMap<Called, InstanceIx>,
    states: Interner<u64>,
    labels: Interner<Happening>,
    /// Where what is kept of a state is written before it is looked up.
    kept: Vec<u64>,
}

/// An instance that is being unfolded.
struct Unfold {
    instance: Instance,
    wanted: Live,
    lives: HashMap<NodeIx, Live>,
    /// By node and step, what is looked at after a module.
    after: HashMap<(NodeIx, usize), Live>,
    /// By loop, what is looked at between two of its subjects.
    rounds: HashMap<NodeIx, Live>,
    waiting: HashMap<NodeIx, Vec<u32>>,
    vertices: HashMap<At, u32>,
    at: Vec<At>,
    exits: HashMap<Exit, u32>,
}

/// A vertex by what it stands for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
struct At {
    node: NodeIx,
    step: u32,
    sum: u64,
    state: StateIx,
    /// Which version of the module that is run here; 0 where that is not settled.
    version: u32,
}

/// Where a node leads, with a halt as the walk takes it.
#[derive(Clone, Copy)]
enum Way {
    On(Target),
    Halt(HaltScope),
    /// The path ends: the officer is sent back.
    End,
}

impl<'r, 'b> Unfolding<'r, 'b> {
    /// Unfolds a whole procedure.
    pub fn new(rules: &'r Rules<'b>) -> Self {
        let lives = Lives::new(rules);
        let (states, labels) = (Interner::new(), Interner::new());
        let mut unfolder = Unfolder {
            rules,
            lives,
            instances: Vec::new(),
            known: HashMap::default(),
            states,
            labels,
            kept: Vec::new(),
        };
        unfolder.enter(Called {
            ruleset: rules.procedure,
            arguments: [].into(),
            context: Context::default(),
            knows: 0,
            wanted: [].into(),
        });
        Self { rules, instances: unfolder.instances, labels: unfolder.labels }
    }

    pub fn root(&self) -> InstanceIx {
        len(self.instances.len()) - 1
    }

    pub fn label(&self, label: LabelIx) -> &[Happening] {
        self.labels.get(label)
    }

    /// Returns everything that happens anywhere.
    pub fn happenings(&self) -> impl Iterator<Item = &Happening> + Clone {
        (0..len(self.labels.len())).flat_map(|label| self.labels.get(label))
    }

    pub fn labels(&self) -> usize {
        self.labels.len()
    }
}

impl Unfolder<'_, '_> {
    fn enter(&mut self, called: Called) -> InstanceIx {
        if let Some(&known) = self.known.get(&called) {
            return known;
        }
        let Called { ruleset, arguments, context, knows, wanted } = called.clone();
        let mut unfold = Unfold {
            instance: Instance {
                ruleset,
                arguments,
                context,
                vertices: Vec::new(),
                edges: Vec::new(),
                groups: Vec::new(),
                exits: Vec::new(),
            },
            wanted: Rc::new(wanted.into_vec()),
            lives: HashMap::default(),
            after: HashMap::default(),
            rounds: HashMap::default(),
            waiting: HashMap::default(),
            vertices: HashMap::default(),
            at: Vec::new(),
            exits: HashMap::default(),
        };
        if let Some(first) = self.rules.first(ruleset) {
            let state = self.states.get(knows).to_vec();
            self.target(&mut unfold, first, Target::Node(first), &state);
        }
        for &node in &self.rules.entered.orders[&ruleset] {
            let Some(mut vertices) = unfold.waiting.remove(&node) else { continue };
            let mut at = 0;
            while at < vertices.len() {
                self.expand(&mut unfold, vertices[at]);
                // A node of several steps leads to vertices of its own.
                vertices.extend(unfold.waiting.remove(&node).unwrap_or_default());
                at += 1;
            }
            let looped = matches!(self.rules.ruleset(ruleset).nodes[node.at()].kind, NodeKind::Each { .. });
            unfold.instance.groups.push(Group { vertices, looped });
        }
        let index = len(self.instances.len());
        self.instances.push(unfold.instance);
        self.known.insert(called, index);
        index
    }

    /// Returns the vertex of a state at a node.
    fn vertex(unfold: &mut Unfold, at: At) -> u32 {
        if let Some(&vertex) = unfold.vertices.get(&at) {
            return vertex;
        }
        let vertex = len(unfold.instance.vertices.len());
        unfold.instance.vertices.push(Vertex { node: at.node, call: None, edges: 0..0, counted: false });
        unfold.at.push(at);
        unfold.vertices.insert(at, vertex);
        unfold.waiting.entry(at.node).or_default().push(vertex);
        vertex
    }

    /// Returns what is looked at from a node on, by it and by whoever runs the instance.
    fn live(&mut self, unfold: &mut Unfold, node: NodeIx) -> Live {
        let own = self.lives.at(unfold.instance.ruleset, node);
        if unfold.wanted.is_empty() {
            return Rc::clone(own);
        }
        if let Some(live) = unfold.lives.get(&node) {
            return Rc::clone(live);
        }
        let own = Rc::clone(own);
        let live = self.lives.join(&own, &unfold.wanted);
        unfold.lives.insert(node, Rc::clone(&live));
        live
    }

    /// Returns what is looked at after the module at position `step` of a node, by it and by whoever runs the instance.
    fn after(&mut self, unfold: &mut Unfold, node: NodeIx, step: usize) -> Live {
        if let Some(live) = unfold.after.get(&(node, step)) {
            return Rc::clone(live);
        }
        let own = Rc::clone(self.lives.after(unfold.instance.ruleset, node, step));
        let live = self.lives.join(&own, &unfold.wanted);
        unfold.after.insert((node, step), Rc::clone(&live));
        live
    }

    /// Returns what of a state is looked at.
    fn kept(&mut self, state: &[u64], live: &[(Fact, Part)]) -> StateIx {
        state::project(state, live, &self.lives.parts, &mut self.kept);
        self.states.add(&self.kept)
    }

    fn target(&mut self, unfold: &mut Unfold, from: NodeIx, target: Target, state: &[u64]) -> To {
        let node = match target {
            Target::Node(node) => node,
            Target::Done => match self.rules.after_part(unfold.instance.ruleset, from) {
                Some(next) => next,
                None => return To::End,
            },
            Target::Return(name) => return self.exit(unfold, ExitKind::Return(name), state),
            Target::Outcome(_) => return To::End,
        };
        let live = self.live(unfold, node);
        let state = self.kept(state, &live);
        To::Vertex(Self::vertex(unfold, At { node, step: 0, sum: 0, state, version: 0 }))
    }

    fn exit(&mut self, unfold: &mut Unfold, kind: ExitKind, state: &[u64]) -> To {
        let wanted = Rc::clone(&unfold.wanted);
        let exit = Exit { kind, learned: self.kept(state, &wanted) };
        let next = len(unfold.instance.exits.len());
        let index = *unfold.exits.entry(exit).or_insert(next);
        if index == next {
            unfold.instance.exits.push(exit);
        }
        To::Exit(index)
    }

    /// Goes on from a node, and tells of an outcome.
    fn way(&mut self, unfold: &mut Unfold, from: NodeIx, way: Way, state: &[u64], label: &mut Vec<Happening>) -> To {
        match way {
            Way::On(target) => {
                if let Target::Outcome(outcome) = target {
                    let ruleset = unfold.instance.ruleset;
                    let what = What::Finished { ruleset, outcome };
                    label.push(Happening { what, context: unfold.instance.context, provision: None });
                }
                self.target(unfold, from, target, state)
            }
            Way::Halt(HaltScope::Assessment) | Way::End => To::End,
            Way::Halt(scope) => self.exit(unfold, ExitKind::Halt(scope), state),
        }
    }

    /// Adds a way on; ways that differ in nothing that is looked at are counted together.
    fn edge(&mut self, unfold: &mut Unfold, first: u32, exit: u32, label: &[Happening], to: To) {
        let edges = &mut unfold.instance.edges;
        let same =
            |edge: &&mut Edge| edge.exit == exit && edge.to == to && self.is_same(self.labels.get(edge.label), label);
        if let Some(edge) = edges[first as usize..].iter_mut().find(same) {
            edge.times += 1;
            return;
        }
        let label = self.labels.add(label);
        edges.push(Edge { exit, label, times: 1, to });
    }

    /// Returns whether two labels differ only in answers that no invariant tells apart.
    fn is_same(&self, one: &[Happening], other: &[Happening]) -> bool {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.lives.is_same(one, other))
    }

    /// Returns the provision in scope, or another that no event can tell from it when something happens.
    fn in_scope(&self, state: &[u64], what: What) -> Option<InForce> {
        let class = get(state, self.rules.provision_fact?)?;
        self.rules.classes.of(self.lives.in_scope(what, class)?)
    }

    fn provision(&self, state: &[u64]) -> Option<InForce> {
        self.rules.classes.of(get(state, self.rules.provision_fact?)?)
    }

    /// Returns the instance that the module at position `step` of a node is run as.
    #[expect(clippy::too_many_arguments, reason = "all of it tells instances apart")]
    fn run(
        &mut self,
        unfold: &mut Unfold,
        node: NodeIx,
        call: &Call,
        module: RulesetIx,
        context: Context,
        state: &[u64],
        forgets: super::rules::Scopes,
        step: usize,
    ) -> InstanceIx {
        let rules = self.rules;
        let inner = Rc::clone(self.lives.entering(rules, module));
        let knows = self.kept(state, &inner);
        let after = self.after(unfold, node, step);
        let wanted = after
            .iter()
            .copied()
            .filter(|(fact, _)| inner.binary_search_by_key(fact, |(fact, _)| *fact).is_ok())
            .filter(|(fact, _)| get(state, *fact).is_none())
            // Which provision is in scope is nothing that a module learns.
            .filter(|(fact, _)| Some(*fact) != rules.provision_fact)
            .filter(|(fact, _)| rules.facts[*fact as usize].scopes & forgets == 0)
            .filter(|(fact, _)| forgets == 0 || rules.keeps(*fact))
            .collect();
        let arguments = (0..).zip(&call.with).map(|(at, given)| argument(rules, unfold, module, at, *given)).collect();
        self.enter(Called { ruleset: module, arguments, context, knows, wanted })
    }

    /// Returns a state with what a module has learned.
    fn learned(&self, state: &[u64], exit: Exit) -> Vec<u64> {
        let mut state = state.to_vec();
        for &entry in self.states.get(exit.learned) {
            let (fact, value) = state::parts(entry);
            set(&mut state, fact, value);
        }
        state
    }
}

/// Returns the value of an argument, by its position in the module's own declaration.
fn argument(rules: &Rules<'_>, unfold: &Unfold, module: RulesetIx, at: usize, given: Given) -> Option<u16> {
    let families = &rules.edition.book.families;
    let declared = |ruleset: RulesetIx| &families[rules.ruleset(ruleset).family.at()].arguments;
    match given {
        Given::Value(value) => Some(value),
        Given::Passed { argument } => {
            let outer = usize::from(argument);
            let value = unfold.instance.arguments.get(outer).copied().flatten()?;
            let name = declared(unfold.instance.ruleset).get(outer)?.values.get(usize::from(value))?;
            let own = &declared(module).get(at)?.values;
            own.iter().position(|candidate| candidate == name).and_then(|at| u16::try_from(at).ok())
        }
    }
}
