//! Who calls whom on each day of the rulebook's time.
//!
//! Every date on which some version begins or ends is gone through; between two of them nothing changes.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::effects::calls_of;
use super::fault::CheckFault;
use super::graph::{Flow, nodes_of};
use super::names::Faults;
use super::questions::{Questions, modules};
use super::scope::{self, Subjects, Use, Wants};
use super::time::Days;
use super::units::Units;
use crate::ruleset::document::Name;
use crate::ruleset::model::{
    ColumnKind, FamilyIx, NodeKind, PartKind, QuestionIx, Register, Ruleset, RulesetIx, Subject, SwitchOn, SwitchRoutes,
};

/// What can be in scope where a module runs, and who runs it so.
pub(super) struct Met {
    pub(super) subjects: Subjects,
    pub(super) caller: Option<RulesetIx>,
}

/// A node that runs a module.
struct Edge<'d> {
    module: FamilyIx,
    name: &'d Name,
    subject: Option<Subject>,
    part: PartKind,
    days: Days,
}

/// What a ruleset asks of the whole.
struct Member<'d> {
    edges: Vec<Edge<'d>>,
    fills: Vec<(QuestionIx, Register, &'d Name)>,
    uses: Vec<Use<'d>>,
}

/// Goes through all dates, and returns for each ruleset what can be in scope there.
pub(super) fn hold<'d>(
    units: &Units<'d>,
    rulesets: &[Ruleset],
    questions: &Questions<'d>,
    flows: &[Option<Flow>],
    faults: &mut Faults,
) -> Vec<Vec<Met>> {
    let members: Vec<Member<'d>> =
        (0..rulesets.len()).map(|at| member(units, rulesets, questions, flows, at)).collect();
    let mut calls = Calls { units, questions, members, told: HashSet::new(), met: Vec::new() };
    calls.met.resize_with(rulesets.len(), Vec::new);
    for date in dates(rulesets) {
        calls.hold_on(date, faults);
    }
    calls.met
}

fn member<'d>(
    units: &Units<'d>,
    rulesets: &[Ruleset],
    questions: &Questions<'d>,
    flows: &[Option<Flow>],
    at: usize,
) -> Member<'d> {
    let (unit, ruleset) = (&units.list[at], &rulesets[at]);
    let mut member = Member { edges: Vec::new(), fills: Vec::new(), uses: Vec::new() };
    let Some(flow) = &flows[at] else {
        return member;
    };
    member.uses = scope::uses(unit, ruleset, questions);
    for part in &ruleset.parts {
        for node in nodes_of(*part) {
            let (doc, kind) = (unit.nodes[node.at()], &ruleset.nodes[node.at()].kind);
            let (calls, subject) = calls_of(kind);
            for (call, name) in calls.iter().zip(modules(&doc.kind)) {
                let days = flow.days(node).clone();
                member.edges.push(Edge { module: call.module, name, subject, part: part.kind, days });
            }
            if let NodeKind::Ask { question, .. } = kind
                && let Some(register) = questions.list[question.at()].fills()
            {
                member.fills.push((*question, register, &doc.id));
            }
        }
    }
    member
}

/// Every date on which something begins or has just ended.
fn dates(rulesets: &[Ruleset]) -> BTreeSet<NaiveDate> {
    let mut dates = BTreeSet::new();
    for ruleset in rulesets {
        dates.insert(ruleset.valid.from);
        dates.extend(ruleset.valid.to.and_then(|to| to.succ_opt()));
        for node in &ruleset.nodes {
            if let NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } = &node.kind {
                dates.extend(ranges.iter().map(|(from, _, _)| *from).filter(|from| ruleset.valid.holds_on(*from)));
            }
        }
    }
    dates
}

struct Calls<'a, 'd> {
    units: &'a Units<'d>,
    questions: &'a Questions<'d>,
    members: Vec<Member<'d>>,
    /// Faults told on an earlier date: what, and the place as an address.
    told: HashSet<(u8, *const Name)>,
    met: Vec<Vec<Met>>,
}

impl<'d> Calls<'_, 'd> {
    fn hold_on(&mut self, date: NaiveDate, faults: &mut Faults) {
        let in_force = |version: &RulesetIx| self.units.get(*version).doc.valid.value.holds_on(date);
        let chosen: Vec<Option<RulesetIx>> =
            self.units.families.iter().map(|family| family.versions.iter().copied().find(in_force)).collect();
        self.in_force(date, &chosen, faults);
        self.cycles(date, &chosen, faults);
        let mut seen = vec![0_u64; self.members.len()];
        for procedure in chosen.iter().flatten().copied() {
            if self.units.get(procedure).is_procedure() && !self.units.get(procedure).broken {
                self.spread(procedure, date, &chosen, &mut seen);
                self.registers(procedure, &chosen, faults);
            }
        }
    }

    fn edges(&self, ruleset: RulesetIx, date: NaiveDate) -> impl Iterator<Item = &Edge<'d>> + '_ {
        self.members[ruleset.at()].edges.iter().filter(move |edge| edge.days.contains(date))
    }

    fn in_force(&mut self, date: NaiveDate, chosen: &[Option<RulesetIx>], faults: &mut Faults) {
        let mut missing: Vec<(&'d str, &'d Name)> = Vec::new();
        for ruleset in chosen.iter().flatten().copied() {
            let absent = self.edges(ruleset, date).filter(|edge| chosen[edge.module.at()].is_none());
            missing.extend(absent.map(|edge| (self.units.get(ruleset).file, edge.name)));
        }
        for (file, name) in missing {
            if self.told.insert((0, std::ptr::from_ref(name))) {
                let fault = CheckFault::NotInForce { name: name.value.clone(), day: date };
                faults.push(file, name.place, fault);
            }
        }
    }

    /// Holds that no module comes to run itself.
    fn cycles(&mut self, date: NaiveDate, chosen: &[Option<RulesetIx>], faults: &mut Faults) {
        let next: Vec<Vec<(FamilyIx, &'d Name)>> = chosen
            .iter()
            .map(|ruleset| {
                let edges = ruleset.iter().flat_map(|ruleset| self.edges(*ruleset, date));
                edges.map(|edge| (edge.module, edge.name)).collect()
            })
            .collect();
        let (mut entered, mut left) = (vec![false; next.len()], vec![false; next.len()]);
        for start in 0..next.len() {
            let mut stack = vec![(start, 0)];
            while let Some((family, at)) = stack.last_mut() {
                let (family, step) = (*family, *at);
                *at += 1;
                entered[family] = true;
                let Some((module, name)) = next[family].get(step) else {
                    left[family] = true;
                    stack.pop();
                    continue;
                };
                let module = module.at();
                if left[module] {
                    continue;
                }
                if !entered[module] {
                    stack.push((module, 0));
                } else if self.told.insert((1, std::ptr::from_ref(*name)))
                    && let Some(caller) = chosen[family]
                {
                    let id = |family: usize| self.units.families[family].id.clone();
                    let way = stack.iter().map(|(family, _)| *family).skip_while(|family| *family != module);
                    let way: Vec<Box<str>> = way.map(id).chain([id(module)]).collect();
                    faults.push(self.units.get(caller).file, name.place, CheckFault::CallCycle { way });
                }
            }
        }
    }

    /// Carries what is in scope from a procedure to all that it runs; `seen` holds one bit a set of subjects.
    fn spread(&mut self, procedure: RulesetIx, date: NaiveDate, chosen: &[Option<RulesetIx>], seen: &mut [u64]) {
        let mut work: Vec<(RulesetIx, Option<Subjects>)> = vec![(procedure, None)];
        let mut fresh: Vec<(RulesetIx, Met)> = Vec::new();
        while let Some((ruleset, subjects)) = work.pop() {
            for edge in self.edges(ruleset, date) {
                let Some(module) = chosen[edge.module.at()] else {
                    continue;
                };
                let base = subjects.unwrap_or_else(|| scope::of_part(edge.part));
                let inner = base | edge.subject.map_or(0, scope::of_subject);
                let bit = 1 << inner;
                if seen[module.at()] & bit == 0 {
                    seen[module.at()] |= bit;
                    work.push((module, Some(inner)));
                    fresh.push((module, Met { subjects: inner, caller: Some(ruleset) }));
                }
            }
        }
        for (module, met) in fresh {
            let known = &mut self.met[module.at()];
            if !known.iter().any(|other| other.subjects == met.subjects) {
                known.push(met);
            }
        }
    }

    /// Holds that each register which a procedure uses is filled by one list, and that the list has the columns.
    fn registers(&mut self, procedure: RulesetIx, chosen: &[Option<RulesetIx>], faults: &mut Faults) {
        let mut closure = vec![procedure];
        let mut inside: HashSet<RulesetIx> = HashSet::from([procedure]);
        let mut at = 0;
        while let Some(ruleset) = closure.get(at).copied() {
            at += 1;
            // Whatever the law date chooses between, as the walk does that looks for the list of a register.
            let edges = self.members[ruleset.at()].edges.iter();
            let modules = edges.filter_map(|edge| chosen[edge.module.at()]);
            closure.extend(modules.filter(|module| inside.insert(*module)));
        }
        if closure.iter().any(|ruleset| self.units.get(*ruleset).broken) {
            // What a broken module fills or runs is not known.
            return;
        }
        let id = &self.units.get(procedure).doc.id.value;
        for register in [Register::Persons, Register::Documents, Register::Items] {
            let name = register.id();
            let mut first: Option<QuestionIx> = None;
            for &ruleset in &closure {
                for (question, _, node) in self.members[ruleset.at()].fills.iter().filter(|fill| fill.1 == register) {
                    if *first.get_or_insert(*question) != *question
                        && let Some(first) = first
                        && self.told.insert((2, std::ptr::from_ref(*node)))
                    {
                        let other = self.questions.list[first.at()].id.clone();
                        let fault = CheckFault::FilledTwice { register: name, procedure: id.clone(), other };
                        faults.push(self.units.get(ruleset).file, node.place, fault);
                    }
                }
            }
            for &ruleset in &closure {
                let unit = self.units.get(ruleset);
                for used in self.members[ruleset.at()].uses.iter().filter(|used| used.register == register) {
                    let fault = match (first, used.wants) {
                        (None, _) => CheckFault::NotFilled { register: name, procedure: id.clone() },
                        (Some(list), Some(Wants::Closed(column))) if !self.has_closed(list, column) => {
                            let list = self.questions.list[list.at()].id.clone();
                            CheckFault::ColumnDiffers { column: column.into(), list }
                        }
                        (Some(list), Some(Wants::Document)) if !self.has_document(list) => {
                            let list = self.questions.list[list.at()].id.clone();
                            CheckFault::NoDocumentColumn { list }
                        }
                        _ => continue,
                    };
                    faults.push(unit.file, used.place, fault);
                }
            }
        }
    }

    /// Whether a list has a column of that name with a closed set of options.
    fn has_closed(&self, list: QuestionIx, column: &str) -> bool {
        self.questions.column_of(list, column).is_some_and(|column| matches!(column.kind, ColumnKind::Choice(_)))
    }

    /// Whether a list says which document each of its rows belongs to.
    fn has_document(&self, list: QuestionIx) -> bool {
        self.questions.columns(list).iter().any(|column| column.kind == ColumnKind::Ref(Register::Documents))
    }
}
