//! What a walk gives back.

use crate::ruleset::model::{
    ApprovalAfter, DutyIx, Effect, FamilyIx, HaltKind, HaltScope, NodeIx, OutcomeIx, ProvisionIx, ReturnIx, Role,
    RulesetIx, TableIx,
};

use super::answer::{Entity, Key, ScopePath};

/// Where a walk stands, and what it has found so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What comes next.
    pub step: Step,
    /// One an item that was reached, in order.
    pub items: Vec<ItemResult>,
    /// Every provision applied, in the order first met, over the whole walk.
    pub provisions: Vec<ProvisionIx>,
    /// Every duty met with the scope it arose in, in the order first met.
    pub duties: Vec<(DutyIx, ScopePath)>,
    /// Everything that is parked or stopped.
    pub halted: Vec<Halted>,
    /// The highest role that any return or the outcome demands.
    pub decider: Role,
    /// Roles that must approve before the outcome has effect.
    pub approval: Vec<Role>,
    /// By when that approval may follow, where in acute cases it need not come first.
    pub approval_after: Option<ApprovalAfter>,
    /// The linked procedures that returns, halts and the outcome offer, each once, in the order first met.
    pub starts: Vec<FamilyIx>,
    /// Every step, in order.
    pub trace: Vec<TraceStep>,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A question waits for its answer.
    Ask {
        /// The key that it will be stored under.
        key: Key,
        /// The ruleset that put it.
        ruleset: RulesetIx,
        /// The node that put it.
        node: NodeIx,
    },
    /// The rules send the officer back: the answer under `key` is to be given again.
    Revise {
        /// The key of the answer to give again.
        key: Key,
        /// The ruleset whose `revise` node says so.
        ruleset: RulesetIx,
        /// That node; it holds the text.
        node: NodeIx,
    },
    /// Everything stops here, as the last of [`Report::halted`] says.
    Halted,
    /// The procedure has ended.
    Finished {
        /// The procedure.
        ruleset: RulesetIx,
        /// Its outcome.
        outcome: OutcomeIx,
        /// The outcome's effect.
        effect: Effect,
    },
}

/// The result for one item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemResult {
    /// The item.
    pub item: Entity,
    /// The document in scope, if any.
    pub document: Option<Entity>,
    /// The effect that the module of the loop over items returned; [`Effect::Open`] while a halt or a question
    /// holds it. Where several loops meet the item, the strictest of them.
    pub effect: Effect,
    /// Every return that says something (effect, text, provisions, duties, a decider), in order: the reasons.
    pub ends: Vec<EndMet>,
    /// Provisions applied within the item, in the order first met.
    pub provisions: Vec<ProvisionIx>,
    /// Duties met within the item.
    pub duties: Vec<DutyIx>,
    /// The highest decider of any return within the item.
    pub decider: Role,
}

/// A return that was met.
#[derive(Clone, Debug, PartialEq)]
pub struct EndMet {
    /// For whom, under which provision.
    pub scope: ScopePath,
    /// The module that returned.
    pub ruleset: RulesetIx,
    /// Under which name.
    pub end: ReturnIx,
}

/// A halt that was met.
#[derive(Clone, Debug, PartialEq)]
pub struct Halted {
    /// Every subject in scope where it was met.
    pub scope: ScopePath,
    /// The ruleset.
    pub ruleset: RulesetIx,
    /// The halt node, a question of another actor, or a node from which the rules have no way on.
    pub node: NodeIx,
    /// Until something is known, or for good.
    pub kind: HaltKind,
    /// How much stops: what the node says, or more where there is no such subject in scope.
    pub reach: HaltScope,
    /// The answer that another actor must give, where that is what the walk waits for.
    pub awaits: Option<Key>,
}

/// One step of the trace.
#[derive(Clone, Debug, PartialEq)]
pub enum TraceStep {
    /// A question was answered; the answer stands under `key`.
    Answered {
        /// The answer's key.
        key: Key,
        /// The ruleset that put it on this path.
        ruleset: RulesetIx,
        /// The node.
        node: NodeIx,
        /// Whether it had been put before on this path (asked once for its scope and subject).
        again: bool,
    },
    /// A switch, checklist, loop or call was passed; questions that it put stand before.
    Passed {
        /// The ruleset.
        ruleset: RulesetIx,
        /// The node.
        node: NodeIx,
        /// The scope it ran in.
        scope: ScopePath,
    },
    /// A decision table came to a result; [`TraceStep::Passed`] follows, for the switch that asked it.
    ///
    /// The answers that it looked at stand under the keys of its inputs within `scope`.
    Decided {
        /// The ruleset.
        ruleset: RulesetIx,
        /// The switch.
        node: NodeIx,
        /// The scope it ran in.
        scope: ScopePath,
        /// The table.
        table: TableIx,
        /// The row that decided, by position.
        row: u16,
        /// The result, by position in [`Table::results`](crate::ruleset::model::Table::results).
        result: u16,
    },
    /// A module was entered.
    Entered {
        /// The module.
        ruleset: RulesetIx,
        /// The scope it runs in.
        scope: ScopePath,
    },
    /// A module returned.
    Returned {
        /// The module.
        ruleset: RulesetIx,
        /// Under which name.
        end: ReturnIx,
        /// The scope it ran in.
        scope: ScopePath,
    },
    /// A loop or several calls ended with a joined effect.
    Joined {
        /// The ruleset.
        ruleset: RulesetIx,
        /// The node.
        node: NodeIx,
        /// The scope it ran in.
        scope: ScopePath,
        /// The joined effect, or `None` where there was no subject.
        effect: Option<Effect>,
    },
    /// A halt was met.
    Halted {
        /// The ruleset.
        ruleset: RulesetIx,
        /// The node.
        node: NodeIx,
        /// The scope it ran in.
        scope: ScopePath,
    },
}
