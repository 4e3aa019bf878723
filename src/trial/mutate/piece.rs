//! A piece of a rulebook that takes the place of another, and gives it back.

use std::mem::swap;

use crate::engine::Way;
use crate::ruleset::model::{
    AskRoutes, End, Node, NodeIx, NodeKind, OutcomeIx, Provision, ProvisionIx, ReturnIx, Rulebook, RulesetIx,
    SwitchRoutes, Table, TableIx, Target, Validity,
};

/// A piece and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A node.
    Node(RulesetIx, NodeIx, Box<Node>),
    /// A return.
    Return(RulesetIx, ReturnIx, Option<Box<End>>),
    /// An outcome.
    Outcome(RulesetIx, OutcomeIx, Box<End>),
    /// When versions of a ruleset are in force.
    Valid(Vec<(RulesetIx, Validity)>),
    /// A provision.
    Provision(ProvisionIx, Box<Provision>),
    /// A decision table.
    Table(TableIx, Box<Table>),
}

impl Piece {
    /// Puts the piece into the rulebook and keeps what stood there, so that doing it again undoes it.
    pub fn change_places(&mut self, book: &mut Rulebook) {
        match self {
            Self::Node(ruleset, at, node) => swap(&mut **node, &mut book.rulesets[ruleset.at()].nodes[at.at()]),
            Self::Return(ruleset, at, end) => {
                let there = &mut book.rulesets[ruleset.at()].returns[at.at()];
                let put = end.take().map(|end| *end);
                *end = std::mem::replace(there, put).map(Box::new);
            }
            Self::Outcome(ruleset, at, end) => swap(&mut **end, &mut book.rulesets[ruleset.at()].outcomes[at.at()]),
            Self::Valid(versions) => {
                for (ruleset, valid) in versions {
                    swap(valid, &mut book.rulesets[ruleset.at()].valid);
                }
            }
            Self::Provision(at, provision) => swap(&mut **provision, &mut book.provisions[at.at()]),
            Self::Table(at, table) => swap(&mut **table, &mut book.tables[at.at()]),
        }
    }

    /// Returns whether what is in force on some day is another.
    #[must_use]
    pub const fn moves_law(&self) -> bool {
        matches!(self, Self::Valid(_) | Self::Provision(..))
    }
}

/// Lets a way of a node lead to another target; does nothing where the node has no such way of its own.
pub fn lead(kind: &mut NodeKind, way: Way, to: Target) {
    match (kind, way) {
        (NodeKind::Ask { routes: AskRoutes::Each(targets), .. }, Way::Option(at)) => {
            targets.get_mut(usize::from(at)).into_iter().for_each(|target| *target = to);
        }
        (NodeKind::Checklist { met, .. }, Way::Met) => *met = to,
        (NodeKind::Checklist { failed, .. }, Way::Failed) => *failed = to,
        (NodeKind::Checklist { unknown, .. }, Way::Unknown) => *unknown = to,
        (NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. }, Way::Effect(effect)) => {
            put(&mut routes.by_effect, effect.at(), to);
        }
        (NodeKind::Each { routes, .. }, Way::Empty) => routes.empty = Some(to),
        (NodeKind::Switch { routes: SwitchRoutes::Closed(targets), .. }, Way::Option(at)) => {
            put(targets, at.into(), to);
        }
        (NodeKind::Switch { routes: SwitchRoutes::Numbers(ranges), .. }, Way::Range(at)) => {
            ranges.get_mut(usize::from(at)).into_iter().for_each(|(_, _, target)| *target = to);
        }
        (NodeKind::Switch { routes: SwitchRoutes::Dates(ranges), .. }, Way::Range(at)) => {
            ranges.get_mut(usize::from(at)).into_iter().for_each(|(_, _, target)| *target = to);
        }
        (NodeKind::Call { routes, .. }, Way::Return(name)) => put(routes, name.at(), to),
        _ => {}
    }
}

fn put(targets: &mut [Option<Target>], at: usize, to: Target) {
    targets.get_mut(at).into_iter().for_each(|target| *target = Some(to));
}
