//! What of the rules a case can meet: nodes and their ways, rows of tables, outcomes, returns and duties.

use crate::engine::Way;
use crate::ruleset::model::{
    AnswerKind, AskRoutes, DutyIx, Effect, EffectRoutes, Field, Filter, NodeIx, NodeKind, OutcomeIx, Pick, Register,
    ReturnIx, Rulebook, RulesetIx, SwitchOn, SwitchRoutes, TableIx, Target,
};

/// Something of the rules that some case is to meet.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Element {
    /// A node of one version of a ruleset.
    Node(RulesetIx, NodeIx),
    /// A way out of a node.
    Edge(RulesetIx, NodeIx, Way),
    /// A row of a decision table, by position.
    Row(TableIx, u16),
    /// An outcome of a procedure.
    Outcome(RulesetIx, OutcomeIx),
    /// A return of a module.
    Return(RulesetIx, ReturnIx),
    /// A duty.
    Duty(DutyIx),
}

/// The kinds of element, in the order in which they are told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Nodes.
    Nodes,
    /// Ways out of nodes.
    Edges,
    /// Rows of decision tables.
    Rows,
    /// Outcomes and returns.
    Ends,
    /// Duties.
    Duties,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Nodes, Self::Edges, Self::Rows, Self::Ends, Self::Duties];
}

impl Element {
    /// Returns the kind.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Node(..) => Kind::Nodes,
            Self::Edge(..) => Kind::Edges,
            Self::Row(..) => Kind::Rows,
            Self::Outcome(..) | Self::Return(..) => Kind::Ends,
            Self::Duty(_) => Kind::Duties,
        }
    }

    /// Returns every element of a rulebook, in its order.
    #[must_use]
    pub fn all(book: &Rulebook) -> Vec<Self> {
        let mut all = Vec::new();
        for (ruleset, rules) in (0..).map(RulesetIx).zip(&book.rulesets) {
            for (node, kind) in (0..).map(NodeIx).zip(rules.nodes.iter().map(|node| &node.kind)) {
                all.push(Self::Node(ruleset, node));
                all.extend(ways(book, kind).into_iter().map(|(way, _)| Self::Edge(ruleset, node, way)));
            }
            all.extend((0..).map(OutcomeIx).zip(&rules.outcomes).map(|(at, _)| Self::Outcome(ruleset, at)));
            let returns = (0..).map(ReturnIx).zip(&rules.returns).filter(|(_, end)| end.is_some());
            all.extend(returns.map(|(at, _)| Self::Return(ruleset, at)));
        }
        for (table, rows) in (0..).map(TableIx).zip(book.tables.iter().map(|table| &table.rows)) {
            all.extend((0..).zip(rows).map(|(row, _)| Self::Row(table, row)));
        }
        all.extend((0..).map(DutyIx).zip(&book.duties).map(|(at, _)| Self::Duty(at)));
        all
    }
}

/// Returns the ways out of a node and where each leads, in order; what provably cannot come about has none.
///
/// Where everything leads to one place there is one way: which effect a loop came to, or how a checklist turned out, is then
/// nothing that the rules tell apart. The answers to a question that has a way for each are told apart all the same.
#[must_use]
pub fn ways(book: &Rulebook, kind: &NodeKind) -> Vec<(Way, Target)> {
    match kind {
        NodeKind::Ask { routes: AskRoutes::All(target), .. } => vec![(Way::Only, *target)],
        NodeKind::Ask { routes: AskRoutes::Each(targets), .. } => {
            (0..).map(Way::Option).zip(targets.iter().copied()).collect()
        }
        NodeKind::Checklist { met, failed, unknown, .. } if met == failed && failed == unknown => {
            vec![(Way::Only, *met)]
        }
        NodeKind::Checklist { met, failed, unknown, .. } => {
            vec![(Way::Met, *met), (Way::Failed, *failed), (Way::Unknown, *unknown)]
        }
        NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } => by_effect(routes),
        NodeKind::Switch { on, routes: SwitchRoutes::Closed(targets) } => {
            let mut ways = some((0..).map(Way::Option), targets);
            if *on == SwitchOn::Field(Field::ProvisionTest) {
                let tests = tests(book);
                ways.retain(|(way, _)| tests.iter().any(|test| *way == Way::Option(*test)));
            }
            ways
        }
        NodeKind::Switch { routes: SwitchRoutes::Numbers(ranges), .. } => {
            (0..).map(Way::Range).zip(ranges.iter().map(|(_, _, target)| *target)).collect()
        }
        NodeKind::Switch { routes: SwitchRoutes::Dates(ranges), .. } => {
            (0..).map(Way::Range).zip(ranges.iter().map(|(_, _, target)| *target)).collect()
        }
        NodeKind::Call { routes, .. } => some((0..).map(|at| Way::Return(ReturnIx(at))), routes),
        NodeKind::Revise { .. } | NodeKind::Halt(_) => Vec::new(),
    }
}

/// Returns the tests, by position, of the provisions that some question lets the officer pick: only those come in scope.
fn tests(book: &Rulebook) -> Vec<u16> {
    let picks = book.questions.iter().filter_map(|question| match &question.kind {
        AnswerKind::Pick(Pick { from: Register::Provisions, filter, .. }) => Some(filter),
        _ => None,
    });
    let picks: Vec<_> = picks.collect();
    let offered = |role| {
        picks.iter().any(|filter| match filter {
            Some(Filter::ProvisionRole(only)) => *only == role,
            _ => true,
        })
    };
    let provisions = book.provisions.iter().filter(|provision| offered(provision.role));
    provisions.flat_map(|provision| &provision.versions).map(|wording| wording.test as u16).collect()
}

fn by_effect(routes: &EffectRoutes) -> Vec<(Way, Target)> {
    if let Some(only) = only(routes) {
        return vec![(Way::Only, only)];
    }
    let mut ways = some(Effect::ALL.into_iter().map(Way::Effect), &routes.by_effect);
    ways.extend(routes.empty.map(|target| (Way::Empty, target)));
    ways
}

/// Returns where everything leads that a loop or several calls can come to, if that is one place: `then`.
fn only(routes: &EffectRoutes) -> Option<Target> {
    let first = (*routes.by_effect.first()?)?;
    let rest = routes.by_effect.iter().all(|target| *target == Some(first));
    (rest && routes.empty.is_none_or(|empty| empty == first)).then_some(first)
}

fn some(ways: impl Iterator<Item = Way>, targets: &[Option<Target>]) -> Vec<(Way, Target)> {
    ways.zip(targets).filter_map(|(way, target)| Some((way, (*target)?))).collect()
}

/// Returns the way that [`ways`] has for the one that was taken.
#[must_use]
pub fn told(kind: &NodeKind, taken: Way) -> Way {
    match kind {
        NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } if only(routes).is_some() => Way::Only,
        NodeKind::Checklist { met, failed, unknown, .. } if met == failed && failed == unknown => Way::Only,
        _ => taken,
    }
}
