//! A rulebook in which every way out of a node leads through a node of its own.
//!
//! A graph of such a rulebook tells which ways are taken by which nodes are met, and two answers that lead to one place are
//! not taken for one. A table has a result for each row, so that rows are told apart as well. Nothing else is another: what
//! stands between does nothing, and lies in the part of the node that leads there.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::engine::Way;
use crate::ruleset::model::{
    AskRoutes, Node, NodeIx, NodeKind, ReturnIx, Rulebook, Ruleset, SwitchOn, SwitchRoutes, Table, TableIx, Target,
};
use crate::ruleset::model::{Effect, EffectRoutes};
use crate::trial::coverage::element::told;

/// What a node of the split rulebook stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    /// A node of the rulebook as it is.
    Node(NodeIx),
    /// A way out of one, to where it leads.
    Way(NodeIx, Way, Target),
    /// The same where a row of a table decides.
    Row(NodeIx, Way, Target, (TableIx, u16)),
}

/// The split rulebook.
pub(super) struct Split {
    pub book: Rulebook,
    /// By ruleset and node, what it stands for.
    pub marks: Vec<Vec<Mark>>,
}

impl Split {
    pub fn new(book: &Rulebook) -> Self {
        let mut split = book.clone();
        for table in &mut split.tables {
            by_row(table);
        }
        let mut marks = Vec::with_capacity(book.rulesets.len());
        for rules in &mut split.rulesets {
            marks.push(ruleset(book, rules));
        }
        Self { book: split, marks }
    }
}

/// Gives each row of a table a result of its own.
fn by_row(table: &mut Table) {
    let results = table.rows.iter().filter_map(|row| table.results.get(usize::from(row.then)).cloned()).collect();
    table.results = results;
    (0..).zip(&mut table.rows).for_each(|(at, row)| row.then = at);
}

/// Splits the ways of a ruleset and returns what each of its nodes now stands for.
fn ruleset(book: &Rulebook, rules: &mut Ruleset) -> Vec<Mark> {
    let old = std::mem::take(&mut rules.nodes);
    let mut kinds: Vec<NodeKind> = old.iter().map(|node| node.kind.clone()).collect();
    for kind in &mut kinds {
        widen(book, kind);
    }
    let doors: Vec<Vec<Mark>> =
        (0..).map(NodeIx).zip(&old).zip(&mut kinds).map(|((at, node), kind)| doors(book, at, node, kind)).collect();
    let mut moved = vec![NodeIx(0); old.len()];
    let mut next = 0;
    for part in &rules.parts {
        let within = usize::from(part.first.0)..usize::from(part.first.0 + part.len);
        for at in within.clone() {
            moved[at] = NodeIx(next);
            next += 1;
        }
        next += doors[within].iter().map(|doors| index(doors.len())).sum::<u16>();
    }
    let mut marks = Vec::with_capacity(usize::from(next));
    for part in &mut rules.parts {
        let within = usize::from(part.first.0)..usize::from(part.first.0 + part.len);
        let first = index(rules.nodes.len());
        let mut door = first + part.len;
        for at in within.clone() {
            let (mut node, mut kind) = (old[at].clone(), kinds[at].clone());
            lead(&mut kind, &moved, |number| NodeIx(door + number));
            door += index(doors[at].len());
            node.kind = kind;
            marks.push(Mark::Node(NodeIx(index(at))));
            rules.nodes.push(node);
        }
        for mark in within.flat_map(|at| doors[at].iter().copied()) {
            rules.nodes.push(between(mark, &moved));
            marks.push(mark);
        }
        part.first = NodeIx(first);
        part.len = door - first;
    }
    marks
}

/// A position; no ruleset has more than 65,535 ways.
fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Gives a switch on a table a way for each row.
fn widen(book: &Rulebook, kind: &mut NodeKind) {
    if let NodeKind::Switch { on: SwitchOn::Table(table), routes: SwitchRoutes::Closed(targets) } = kind {
        let rows = &book.tables[table.at()].rows;
        *targets = rows.iter().map(|row| targets.get(usize::from(row.then)).copied().flatten()).collect();
    }
}

/// Returns the ways out of a node, those that rules do not tell apart as one, in the order of [`slots`].
fn doors(book: &Rulebook, at: NodeIx, node: &Node, kind: &mut NodeKind) -> Vec<Mark> {
    let table = match kind {
        NodeKind::Switch { on: SwitchOn::Table(table), .. } => Some(*table),
        _ => None,
    };
    let mut known: HashMap<Way, u16> = HashMap::new();
    let mut doors = Vec::new();
    for (way, target) in slots(kind) {
        let way = told(&node.kind, way);
        if let Some(&door) = known.get(&way) {
            *target = Target::Node(NodeIx(door));
            continue;
        }
        let door = index(doors.len());
        known.insert(way, door);
        let row = match (table, way) {
            (Some(table), Way::Option(row)) => Some((table, row)),
            _ => None,
        };
        doors.push(match row {
            Some((table, row)) => {
                let then = book.tables[table.at()].rows[usize::from(row)].then;
                Mark::Row(at, Way::Option(then), *target, (table, row))
            }
            None => Mark::Way(at, way, *target),
        });
        *target = Target::Node(NodeIx(door));
    }
    doors
}

/// Puts every position where it now is: those of nodes that it names, and of the doors that it leads to.
fn lead(kind: &mut NodeKind, moved: &[NodeIx], door: impl Fn(u16) -> NodeIx) {
    for (_, target) in slots(kind) {
        if let Target::Node(number) = target {
            *number = door(number.0);
        }
    }
    match kind {
        NodeKind::Switch {
            on: SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. },
            ..
        }
        | NodeKind::Revise { node: of, .. } => *of = moved[of.at()],
        _ => {}
    }
}

/// Returns the node that stands between a way and where it leads: a switch on the law date that leads there on every day.
fn between(mark: Mark, moved: &[NodeIx]) -> Node {
    let to = match mark {
        Mark::Way(_, _, to) | Mark::Row(_, _, to, _) => to,
        Mark::Node(at) => Target::Node(at),
    };
    let to = match to {
        Target::Node(at) => Target::Node(moved[at.at()]),
        other => other,
    };
    let routes = SwitchRoutes::Dates(vec![(NaiveDate::MIN, NaiveDate::MAX, to)]);
    Node {
        id: "".into(),
        line: 0,
        kind: NodeKind::Switch { on: SwitchOn::LawDate, routes },
        provisions: Vec::new(),
        duties: Vec::new(),
    }
}

/// Returns every target of a node with the way that leads there.
fn slots(kind: &mut NodeKind) -> Vec<(Way, &mut Target)> {
    match kind {
        NodeKind::Ask { routes: AskRoutes::All(target), .. } => vec![(Way::Only, target)],
        NodeKind::Ask { routes: AskRoutes::Each(targets), .. } => (0..).map(Way::Option).zip(targets).collect(),
        NodeKind::Checklist { met, failed, unknown, .. } => {
            vec![(Way::Met, met), (Way::Failed, failed), (Way::Unknown, unknown)]
        }
        NodeKind::Each { routes: EffectRoutes { by_effect, empty }, .. }
        | NodeKind::Calls { routes: EffectRoutes { by_effect, empty }, .. } => {
            let mut all = some(Effect::ALL.into_iter().map(Way::Effect), by_effect);
            all.extend(empty.as_mut().map(|target| (Way::Empty, target)));
            all
        }
        NodeKind::Switch { routes: SwitchRoutes::Closed(targets), .. } => some((0..).map(Way::Option), targets),
        NodeKind::Switch { routes: SwitchRoutes::Numbers(ranges), .. } => {
            (0..).map(Way::Range).zip(ranges.iter_mut().map(|(_, _, target)| target)).collect()
        }
        NodeKind::Switch { routes: SwitchRoutes::Dates(ranges), .. } => {
            (0..).map(Way::Range).zip(ranges.iter_mut().map(|(_, _, target)| target)).collect()
        }
        NodeKind::Call { routes, .. } => some((0..).map(|at| Way::Return(ReturnIx(at))), routes),
        NodeKind::Revise { .. } | NodeKind::Halt(_) => Vec::new(),
    }
}

fn some(ways: impl Iterator<Item = Way>, targets: &mut [Option<Target>]) -> Vec<(Way, &mut Target)> {
    ways.zip(targets).filter_map(|(way, target)| Some((way, target.as_mut()?))).collect()
}
