//! What of a ruleset can be reached on one day.
//!
//! A switch on the law date, one on a provision that is not in force, and the returns of a module in the version of the
//! day close ways; every other way is held to be open.

use std::rc::Rc;

use chrono::NaiveDate;
use foldhash::{HashMap, HashSet};

use crate::ruleset::check::for_each_target;
use crate::ruleset::model::{
    End, FamilyIx, NEJ, Node, NodeKind, Rulebook, Ruleset, RulesetIx, RulesetKind, SwitchOn, SwitchRoutes, Target,
};

/// Follows the ways of rulesets, each once a day.
pub(super) struct Reach<'b> {
    pub(super) book: &'b Rulebook,
    known: HashMap<(RulesetIx, NaiveDate), Rc<Met>>,
    entered: HashMap<NaiveDate, Rc<HashSet<FamilyIx>>>,
}

/// What can be reached.
#[derive(Default)]
pub(super) struct Met {
    /// By the position of the node.
    pub(super) nodes: Vec<bool>,
    ends: Vec<Target>,
}

impl Met {
    /// Returns whether a return or outcome of the ruleset can be reached.
    pub(super) fn has(&self, ruleset: &Ruleset, end: &End) -> bool {
        self.ends.iter().any(|target| match target {
            Target::Return(index) => ruleset.returns[index.at()].as_ref().is_some_and(|other| other.id == end.id),
            Target::Outcome(index) => ruleset.outcomes[index.at()].id == end.id,
            Target::Node(_) | Target::Done => false,
        })
    }
}

impl<'b> Reach<'b> {
    pub(super) fn new(book: &'b Rulebook) -> Self {
        Self { book, known: HashMap::default(), entered: HashMap::default() }
    }

    /// Returns what can be reached in the version of a family that is in force on a day; nothing where none is.
    fn of(&mut self, family: FamilyIx, day: NaiveDate) -> Option<Rc<Met>> {
        let book = self.book;
        let mut versions = book.families[family.at()].versions.iter();
        let index = *versions.find(|version| book.rulesets[version.at()].valid.holds_on(day))?;
        if let Some(met) = self.known.get(&(index, day)) {
            return Some(Rc::clone(met));
        }
        // Calls do not go round in a checked rulebook, so that this ends.
        let met = Rc::new(self.follow(&book.rulesets[index.at()], day));
        self.known.insert((index, day), Rc::clone(&met));
        Some(met)
    }

    /// Returns what can be reached in a ruleset on a day on which it is in force; nothing where no procedure comes to it.
    pub(super) fn on(&mut self, ruleset: &Ruleset, day: NaiveDate) -> Rc<Met> {
        let entered = self.entered_on(day).contains(&ruleset.family);
        entered.then(|| self.of(ruleset.family, day)).flatten().unwrap_or_default()
    }

    /// Returns the families that the procedures in force on a day come to, and the procedures.
    fn entered_on(&mut self, day: NaiveDate) -> Rc<HashSet<FamilyIx>> {
        if let Some(entered) = self.entered.get(&day) {
            return Rc::clone(entered);
        }
        let book = self.book;
        let procedures = book.rulesets.iter().filter(|ruleset| ruleset.kind == RulesetKind::Procedure);
        let mut open: Vec<FamilyIx> = procedures.map(|procedure| procedure.family).collect();
        let mut entered = HashSet::default();
        while let Some(family) = open.pop() {
            if !entered.insert(family) {
                continue;
            }
            let versions = book.families[family.at()].versions.iter().map(|version| &book.rulesets[version.at()]);
            for ruleset in versions.filter(|ruleset| ruleset.valid.holds_on(day)) {
                let Some(met) = self.of(family, day) else { continue };
                let nodes = ruleset.nodes.iter().zip(&met.nodes).filter(|(_, met)| **met);
                open.extend(nodes.flat_map(|(node, _)| node.kind.calls()).map(|call| call.module));
            }
        }
        let entered = Rc::new(entered);
        self.entered.insert(day, Rc::clone(&entered));
        entered
    }

    fn follow(&mut self, ruleset: &Ruleset, day: NaiveDate) -> Met {
        let mut met = Met { nodes: vec![false; ruleset.nodes.len()], ends: Vec::new() };
        let mut open: Vec<Target> = ruleset.parts.iter().map(|part| Target::Node(part.first)).collect();
        while let Some(target) = open.pop() {
            match target {
                Target::Node(node) => {
                    if !std::mem::replace(&mut met.nodes[node.at()], true) {
                        self.leads(&ruleset.nodes[node.at()], day, &mut open);
                    }
                }
                end => {
                    if !met.ends.contains(&end) {
                        met.ends.push(end);
                    }
                }
            }
        }
        met
    }

    /// Adds where a node leads on a day.
    fn leads(&mut self, node: &Node, day: NaiveDate, open: &mut Vec<Target>) {
        match &node.kind {
            NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } => {
                let today = ranges.iter().filter(|(from, to, _)| *from <= day && day <= *to);
                open.extend(today.map(|(_, _, target)| *target));
            }
            NodeKind::Switch { on: SwitchOn::Reaches(rule), routes: SwitchRoutes::Closed(routes) }
                if self.book.provisions[rule.at()].on(day).is_none() =>
            {
                open.extend(routes.get(usize::from(NEJ)).copied().flatten());
            }
            NodeKind::Call { call, routes } => {
                let Some(met) = self.of(call.module, day) else { return };
                open.extend(met.ends.iter().filter_map(|end| match end {
                    Target::Return(index) => routes.get(index.at()).copied().flatten(),
                    _ => None,
                }));
            }
            kind => for_each_target(kind, |target| open.push(target)),
        }
    }
}
