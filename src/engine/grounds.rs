//! The thin observer of single decisions: outcome, provisions and duties, in buffers that are used again.

use super::context::Place;
use super::record::add_new;
use super::walk::{Observer, Reads};
use super::{Key, ScopePath};
use crate::ruleset::model::{
    DutyIx, End, Node, OutcomeIx, ProvisionIx, Question, ReturnIx, Role, RulesetIx, Table, TableIx,
};

/// What a decision rests on; the same provisions, in the same order, as [`super::Report`] gives.
///
/// Call [`Grounds::clear`] between two decisions: the buffers keep their room.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// Every provision applied, in the order first met.
    pub provisions: Vec<ProvisionIx>,
    /// Every duty, once whatever the scope it arose in, in the order first met.
    pub duties: Vec<DutyIx>,
    /// The outcome, once the procedure has ended.
    pub outcome: Option<OutcomeIx>,
    /// The highest role that any return or the outcome demands.
    pub decider: Role,
}

impl Grounds {
    /// Empties the buffers.
    pub fn clear(&mut self) {
        self.provisions.clear();
        self.duties.clear();
        self.outcome = None;
        self.decider = Role::default();
    }

    fn end(&mut self, end: &End) {
        add_new(&mut self.provisions, &end.provisions);
        add_new(&mut self.duties, &end.duties);
        self.decider = self.decider.max(end.decider);
    }
}

impl Observer for Grounds {
    fn answered(&mut self, _place: Place, _key: Key, question: &Question, _reads: Reads) {
        add_new(&mut self.provisions, &question.provisions);
    }

    fn decided(&mut self, _place: Place, _index: TableIx, table: &Table, _row: u16, _result: u16) {
        add_new(&mut self.provisions, &table.provisions);
    }

    fn applied(&mut self, _place: Place, node: &Node) {
        add_new(&mut self.provisions, &node.provisions);
        add_new(&mut self.duties, &node.duties);
    }

    fn entered(&mut self, _module: RulesetIx, scope: ScopePath) {
        add_new(&mut self.provisions, scope.provision.as_slice());
    }

    fn returned(&mut self, _module: RulesetIx, _name: ReturnIx, end: &End, _scope: ScopePath) {
        self.end(end);
    }

    fn finished(&mut self, outcome: OutcomeIx, end: &End, _scope: ScopePath) {
        self.outcome = Some(outcome);
        self.end(end);
    }
}
