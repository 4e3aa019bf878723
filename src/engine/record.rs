//! Records the whole of a walk.

use std::collections::HashSet;

use super::answer::{Key, ScopePath};
use super::context::Place;
use super::report::{EndMet, Halted, ItemResult, Report, Step, TraceStep};
use super::walk::{Observer, Reads};
use crate::ruleset::model::{
    ApprovalAfter, DutyIx, Effect, End, FamilyIx, Node, NodeKind, OutcomeIx, ProvisionIx, Question, ReturnIx, Role,
    RulesetIx, Table, TableIx,
};

/// Gathers the [`Report`].
#[derive(Default)]
pub(super) struct Recorder {
    items: Vec<ItemResult>,
    provisions: Vec<ProvisionIx>,
    duties: Vec<(DutyIx, ScopePath)>,
    halted: Vec<Halted>,
    decider: Role,
    approval: Vec<Role>,
    approval_after: Option<ApprovalAfter>,
    starts: Vec<FamilyIx>,
    trace: Vec<TraceStep>,
    put: HashSet<Key>,
    arisen: HashSet<(DutyIx, ScopePath)>,
    item: Option<Visit>,
}

/// The item that the walk is in.
#[derive(Clone, Copy)]
struct Visit {
    at: usize,
    /// What an earlier loop over the same item came to.
    before: Effect,
}

impl Recorder {
    pub fn report(self, step: Step) -> Report {
        let Self { items, provisions, duties, halted, decider, approval, approval_after, starts, trace, .. } = self;
        Report { step, items, provisions, duties, halted, decider, approval, approval_after, starts, trace }
    }

    fn item(&mut self) -> Option<&mut ItemResult> {
        self.item.map(|visit| &mut self.items[visit.at])
    }

    fn apply(&mut self, provisions: &[ProvisionIx], duties: &[DutyIx], scope: ScopePath) {
        add_new(&mut self.provisions, provisions);
        if let Some(item) = self.item() {
            add_new(&mut item.provisions, provisions);
            add_new(&mut item.duties, duties);
        }
        for &duty in duties {
            if self.arisen.insert((duty, scope)) {
                self.duties.push((duty, scope));
            }
        }
    }

    fn end(&mut self, end: &End, scope: ScopePath) {
        self.apply(&end.provisions, &end.duties, scope);
        self.decider = self.decider.max(end.decider);
        add_new(&mut self.approval, &end.approval);
        add_new(&mut self.starts, end.start.as_slice());
    }
}

impl Observer for Recorder {
    fn answered(&mut self, place: Place, key: Key, question: &Question, reads: Reads) {
        let again = !self.put.insert(key);
        if again && reads == Reads::Needs {
            return;
        }
        self.apply(&question.provisions, &[], place.scope);
        self.trace.push(TraceStep::Answered { key, ruleset: place.ruleset, node: place.node, again });
    }

    fn passed(&mut self, place: Place) {
        let Place { ruleset, node, scope } = place;
        self.trace.push(TraceStep::Passed { ruleset, node, scope });
    }

    fn decided(&mut self, place: Place, index: TableIx, table: &Table, row: u16, result: u16) {
        let Place { ruleset, node, scope } = place;
        self.trace.push(TraceStep::Decided { ruleset, node, scope, table: index, row, result });
        self.apply(&table.provisions, &[], scope);
    }

    fn applied(&mut self, place: Place, node: &Node) {
        self.apply(&node.provisions, &node.duties, place.scope);
        if let NodeKind::Halt(halt) = &node.kind {
            add_new(&mut self.starts, halt.start.as_slice());
        }
    }

    fn entered(&mut self, module: RulesetIx, scope: ScopePath) {
        self.trace.push(TraceStep::Entered { ruleset: module, scope });
        // The provision that a loop tests is applied, whatever the questions of the module are about.
        self.apply(scope.provision.as_slice(), &[], scope);
    }

    fn returned(&mut self, module: RulesetIx, name: ReturnIx, end: &End, scope: ScopePath) {
        self.trace.push(TraceStep::Returned { ruleset: module, end: name, scope });
        self.end(end, scope);
        if let Some(item) = self.item() {
            item.decider = item.decider.max(end.decider);
            if says_something(end) {
                item.ends.push(EndMet { scope, ruleset: module, end: name });
            }
        }
    }

    fn joined(&mut self, place: Place, effect: Option<Effect>) {
        let Place { ruleset, node, scope } = place;
        self.trace.push(TraceStep::Joined { ruleset, node, scope, effect });
    }

    fn item_entered(&mut self, scope: ScopePath) {
        let Some(entity) = scope.item else { return };
        let visit = if let Some(at) = self.items.iter().position(|item| item.item == entity) {
            Visit { at, before: std::mem::replace(&mut self.items[at].effect, Effect::Open) }
        } else {
            self.items.push(ItemResult {
                item: entity,
                document: scope.document,
                effect: Effect::Open,
                ends: Vec::new(),
                provisions: Vec::new(),
                duties: Vec::new(),
                decider: Role::default(),
            });
            Visit { at: self.items.len() - 1, before: Effect::None }
        };
        self.item = Some(visit);
    }

    fn item_left(&mut self, _scope: ScopePath, effect: Effect) {
        if let Some(Visit { at, before }) = self.item.take() {
            self.items[at].effect = before.strictest(effect);
        }
    }

    fn halted(&mut self, halted: Halted) {
        let Halted { scope, ruleset, node, .. } = halted;
        self.trace.push(TraceStep::Halted { ruleset, node, scope });
        self.halted.push(halted);
    }

    fn finished(&mut self, _outcome: OutcomeIx, end: &End, scope: ScopePath) {
        self.end(end, scope);
        self.approval_after = end.approval_after;
    }
}

/// Whether a return is a reason of the item's result and not only a way on.
fn says_something(end: &End) -> bool {
    end.effect.is_some()
        || end.text.is_some()
        || !end.provisions.is_empty()
        || !end.duties.is_empty()
        || end.decider > Role::Officer
        || end.start.is_some()
}

/// Appends what is not there yet, so that the order is that of the first meeting.
pub(super) fn add_new<T: Copy + PartialEq>(list: &mut Vec<T>, more: &[T]) {
    for &one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}
