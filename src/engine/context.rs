//! Where in the rules a walk stands: the node, the subjects in scope, the arguments given.
//!
//! Everything lives on the stack of the walk; nothing here is kept or allocated for a path without loops.

use super::answer::{Key, ScopePath};
use crate::ruleset::model::{Effect, Family, Given, NodeIx, QuestionIx, Ruleset, RulesetIx, Scope};

/// A node in the scope that it runs in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Place {
    /// The ruleset.
    pub ruleset: RulesetIx,
    /// The node.
    pub node: NodeIx,
    /// Every subject in scope.
    pub scope: ScopePath,
}

impl ScopePath {
    /// Returns the part of this path that a question of `scope` is stored under.
    ///
    /// A rulebook that has been checked puts no question where its subject is missing.
    #[must_use]
    pub fn narrowed(self, scope: Scope) -> Self {
        let Self { document, item, person, provision, by, .. } = self;
        let empty = Self::default();
        match scope {
            Scope::Frame => empty,
            Scope::Closing => Self { closing: true, ..empty },
            Scope::Person => Self { person, ..empty },
            Scope::Document => Self { document, ..empty },
            Scope::Item => Self { item, ..empty },
            Scope::ItemPerson => Self { item, person, ..empty },
            Scope::ItemPersonProvision => Self { item, person, provision, ..empty },
            Scope::ItemPersonBy => Self { item, person, by, ..empty },
        }
    }
}

impl Key {
    /// Returns the key of a question of `scope` that is put with `within` in scope.
    #[must_use]
    pub fn within(within: ScopePath, question: QuestionIx, scope: Scope) -> Self {
        Self { scope: within.narrowed(scope), question }
    }
}

/// The arguments that a module was called with, each resolved when a switch looks at it.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'f> {
    pub family: &'f Family,
    pub with: &'f [Given],
    pub caller: Option<&'f Arguments<'f>>,
}

impl Arguments<'_> {
    /// Returns the position of the argument's value in the module's own declaration.
    pub fn value(&self, argument: u16) -> Option<u16> {
        match *self.with.get(usize::from(argument))? {
            Given::Value(value) => Some(value),
            Given::Passed { argument: outer } => {
                let caller = self.caller?;
                let value = caller.value(outer)?;
                let name = caller.family.arguments.get(usize::from(outer))?.values.get(usize::from(value))?;
                // The two families list their values each in an order of its own.
                let own = &self.family.arguments.get(usize::from(argument))?.values;
                own.iter().position(|candidate| candidate == name).and_then(|at| u16::try_from(at).ok())
            }
        }
    }
}

/// One ruleset being walked.
pub(super) struct Frame<'f> {
    pub ruleset: RulesetIx,
    pub rules: &'f Ruleset,
    pub scope: ScopePath,
    pub arguments: Arguments<'f>,
    pub finished: Vec<FinishedLoop>,
}

impl Frame<'_> {
    pub fn place(&self, node: NodeIx) -> Place {
        Place { ruleset: self.ruleset, node, scope: self.scope }
    }

    /// Returns what a loop of this ruleset came to; a loop that this path did not pass had no subjects.
    pub fn loop_at(&self, node: NodeIx) -> FinishedLoop {
        self.finished.iter().find(|done| done.node == node).copied().unwrap_or(FinishedLoop::new(node))
    }
}

/// How many subjects of a loop had each effect.
#[derive(Clone, Copy)]
pub(super) struct FinishedLoop {
    pub node: NodeIx,
    counts: [u32; Effect::ALL.len()],
    subjects: u32,
}

impl FinishedLoop {
    pub const fn new(node: NodeIx) -> Self {
        Self { node, counts: [0; Effect::ALL.len()], subjects: 0 }
    }

    pub fn add(&mut self, effect: Effect) {
        self.counts[effect.at()] += 1;
        self.subjects += 1;
    }

    pub const fn is_empty(&self) -> bool {
        self.subjects == 0
    }

    pub fn any(&self, effect: Effect) -> bool {
        self.count(effect) > 0
    }

    pub fn all(&self, effect: Effect) -> bool {
        self.count(effect) == self.subjects
    }

    pub fn count(&self, effect: Effect) -> u32 {
        self.counts[effect.at()]
    }
}
