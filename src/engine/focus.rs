//! A walk that works in one item and passes the others by: which items wait, and what is asked in the one that was
//! chosen.
//!
//! The plain walk asks the first answer that is missing, item after item. Somebody who works from a table of items
//! chooses another order. What is asked within an item is the same in both; only where the walk stops differs.

use std::collections::HashSet;

use super::answer::{Answers, Entity};
use super::record::Recorder;
use super::walk::{Break, run_with};
use super::{Edition, Report, Step};
use crate::ruleset::model::{Effect, EffectRoutes, NodeKind, Over, Register, RulesetIx, Target};

/// In which items a question that lacks its answer stops the walk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Focus {
    /// In the first that comes: the plain walk.
    Every,
    /// In this one alone.
    Item(Entity),
    /// In none.
    None,
}

impl Focus {
    fn passes_by(self, item: Entity) -> bool {
        match self {
            Self::Every => false,
            Self::Item(chosen) => chosen != item,
            Self::None => true,
        }
    }
}

/// An item that was passed by.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// The item.
    pub item: Entity,
    /// What comes next in it: [`Step::Ask`] or [`Step::Revise`].
    pub step: Step,
}

/// A walk with a focus.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// Where the walk stands. Its step is the first that is not in an item passed by; where there is no other, that of
    /// the first of them.
    pub report: Report,
    /// The items that were passed by, each once, in the order met.
    pub pending: Vec<Pending>,
}

impl Overview {
    /// Returns whether nothing is asked but within the items that were passed by.
    #[must_use]
    pub fn only_pending(&self) -> bool {
        self.pending.first().is_some_and(|first| first.step == self.report.step)
    }
}

/// Walks `procedure` as far as the answers reach, and past the items that are not in focus.
///
/// An item that is passed by counts as open while the walk goes on, and nothing that looks at what the items came to is
/// walked before all of them have come to something. With every answer there, it is the plain walk.
pub fn overview<A: Answers>(edition: &Edition<'_>, procedure: RulesetIx, answers: &A, focus: Focus) -> Overview {
    let mut recorder = Recorder::default();
    let (step, pending) = run_with(edition, procedure, answers, focus, &mut recorder);
    Overview { report: recorder.report(step), pending }
}

/// What a walk has passed by.
pub(super) struct PassedBy {
    focus: Focus,
    pending: Vec<Pending>,
    /// How many there were when the innermost element of a loop began.
    since: usize,
}

impl PassedBy {
    pub fn new(focus: Focus) -> Self {
        Self { focus, pending: Vec::new(), since: 0 }
    }

    /// Begins an element of a loop; returns what [`PassedBy::leave`] takes back.
    pub fn enter(&mut self) -> usize {
        std::mem::replace(&mut self.since, self.pending.len())
    }

    /// Ends an element of a loop; returns whether anything was passed by in it.
    pub fn leave(&mut self, outer: usize) -> bool {
        let waits = self.waits();
        self.since = outer;
        waits
    }

    /// Returns whether anything was passed by in the innermost element of a loop, or in the whole walk outside all.
    pub fn waits(&self) -> bool {
        self.pending.len() > self.since
    }

    /// Passes by an item that stopped with a step, where that is one to pass by.
    pub fn pass(&mut self, item: Option<Entity>, step: &Step) -> Option<Effect> {
        let item = item.filter(|item| self.focus.passes_by(*item))?;
        matches!(step, Step::Ask { .. } | Step::Revise { .. }).then(|| {
            self.pending.push(Pending { item, step: step.clone() });
            Effect::Open
        })
    }

    /// Refuses a node that may look at what the items came to, while any waits: all but a loop that leads to more of
    /// them.
    pub fn admits(&self, node: &NodeKind) -> Result<(), Break> {
        match node {
            _ if !self.waits() => Ok(()),
            NodeKind::Each { over: Over::Register { register: Register::Items | Register::Documents, .. }, .. } => {
                Ok(())
            }
            _ => Err(Break::Waits),
        }
    }

    /// Returns the way on from a loop while any of its items waits: the one that every effect leads to, whatever the
    /// items will come to. Nothing where none waits.
    ///
    /// Refuses to choose between several.
    pub fn only_way(&self, routes: &EffectRoutes) -> Result<Option<Target>, Break> {
        if !self.waits() {
            return Ok(None);
        }
        let mut ways = routes.by_effect.iter().flatten().copied();
        let first = ways.next();
        if ways.all(|way| Some(way) == first) { Ok(first) } else { Err(Break::Waits) }
    }

    /// Returns what comes next in the first that waits.
    pub fn first(&self) -> Step {
        self.pending.first().map_or(Step::Halted, |first| first.step.clone())
    }

    /// Returns what was passed by, each item once.
    pub fn into_pending(self) -> Vec<Pending> {
        let mut met = HashSet::new();
        // A second loop over the same item finds it waiting for the same.
        self.pending.into_iter().filter(|pending| met.insert(pending.item)).collect()
    }
}
