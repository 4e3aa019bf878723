//! Switches: what they look at, and a way for each value.

use super::fault::{CheckFault, Thing};
use super::nodes::{Next, Resolver, Ways, YES_NO};
use super::ranges::{self, Scale};
use super::time::Days;
use crate::ruleset::document::{Aggregate, At, Name, NodeDoc, NodeKindDoc, SwitchDoc, Way};
use crate::ruleset::model::{
    AnswerKind, Effect, Field, Filter, NodeKind, ProvisionRole, Register, Subject, SwitchOn, SwitchRoutes, Target, Test,
};

pub(super) fn resolve<'d>(resolver: &mut Resolver<'_, 'd>, node: &'d NodeDoc, switch: &SwitchDoc) -> Option<NodeKind> {
    let next = match resolver.ways(node) {
        Some(Ways::Next(next)) => Some(next),
        Some(Ways::Then(_)) => {
            if let Some(Way::Then(target)) = &node.way {
                resolver.push(target, CheckFault::ThenOnSwitch);
            }
            None
        }
        None => None,
    };
    let (on, routes) = match switch {
        SwitchDoc::LawDate => {
            // Which days must be covered depends on the way here; it is held where the graph is gone through.
            let ranges = ranges::parse(&next?.value, resolver.unit.file, resolver.faults);
            (SwitchOn::LawDate, dates(resolver, next?, ranges))
        }
        SwitchDoc::Answer(name) => answer(resolver, name, next)?,
        SwitchDoc::Argument(name) => argument(resolver, name, next)?,
        SwitchDoc::Field(name) => field(resolver, name, next)?,
        SwitchDoc::Reaches(name) => {
            let rule = resolver.registers.provision_ids.find(name, resolver.unit.file, resolver.faults)?;
            let days = Days::within(resolver.unit.doc.valid.value);
            let mut wordings = resolver.registers.provisions[rule.at()].versions.iter();
            if !wordings.any(|wording| days.meets(wording.valid) && !wording.reaches.is_empty()) {
                resolver.push(name, CheckFault::ReachesNothing { name: name.value.clone() });
            }
            (SwitchOn::Reaches(rule), closed(resolver, next?, &YES_NO))
        }
        SwitchDoc::Table(name) => {
            let questions = resolver.questions;
            let table = questions.table_ids.find(name, resolver.unit.file, resolver.faults)?;
            let results = &questions.tables[table.at()].results;
            let results: Vec<&str> = results.iter().map(|result| &*result.id).collect();
            (SwitchOn::Table(table), closed(resolver, next?, &results))
        }
        SwitchDoc::Aggregate { kind, effect, of } => aggregate(resolver, *kind, effect.value, of, next)?,
    };
    Some(NodeKind::Switch { on, routes: routes? })
}

fn closed(resolver: &mut Resolver<'_, '_>, next: &Next, values: &[&str]) -> Option<SwitchRoutes> {
    let targets = resolver.every(next, values)?;
    Some(SwitchRoutes::Closed(targets.into_iter().map(Some).collect()))
}

/// Joins ranges that were read with the targets beside them.
fn with_targets<T>(
    resolver: &mut Resolver<'_, '_>,
    next: &Next,
    ranges: Option<Vec<(T, T)>>,
) -> Option<Vec<(T, T, Target)>> {
    let targets: Vec<Option<Target>> = next.value.iter().map(|(_, target)| resolver.target(target)).collect();
    ranges?.into_iter().zip(targets).map(|((from, to), target)| Some((from, to, target?))).collect()
}

fn dates(
    resolver: &mut Resolver<'_, '_>,
    next: &Next,
    ranges: Option<Vec<(chrono::NaiveDate, chrono::NaiveDate)>>,
) -> Option<SwitchRoutes> {
    with_targets(resolver, next, ranges).map(SwitchRoutes::Dates)
}

/// Reads ranges that must cover `from` to `to`.
fn covering<T: Scale>(resolver: &mut Resolver<'_, '_>, next: &Next, domain: (T, T)) -> Option<Vec<(T, T, Target)>> {
    let file = resolver.unit.file;
    let ranges = ranges::parse::<T>(&next.value, file, resolver.faults);
    if let Some(ranges) = &ranges {
        ranges::cover(ranges, &next.value, next.place, &[domain], file, resolver.faults);
    }
    with_targets(resolver, next, ranges)
}

type Resolved = (SwitchOn, Option<SwitchRoutes>);

fn answer(resolver: &mut Resolver<'_, '_>, name: &Name, next: Option<&Next>) -> Option<Resolved> {
    let questions = resolver.questions;
    let question = questions.find(name, resolver.unit, resolver.units, resolver.faults)?;
    let next = next?;
    let definition = &questions.list[question.at()];
    let routes = match &definition.kind {
        AnswerKind::Tri | AnswerKind::Choice(_) => closed(resolver, next, &definition.options()),
        AnswerKind::Number { min, max } => covering(resolver, next, (*min, *max)).map(SwitchRoutes::Numbers),
        AnswerKind::Date | AnswerKind::DateTime => {
            covering(resolver, next, (chrono::NaiveDate::LEAST, chrono::NaiveDate::MOST)).map(SwitchRoutes::Dates)
        }
        AnswerKind::Pick(_) | AnswerKind::Text { .. } | AnswerKind::List(_) => {
            resolver.push(name, CheckFault::NotSwitchable { name: name.value.clone() });
            None
        }
    };
    Some((SwitchOn::Answer(question), routes))
}

fn argument(resolver: &mut Resolver<'_, '_>, name: &Name, next: Option<&Next>) -> Option<Resolved> {
    let units = resolver.units;
    let arguments = &units.families[resolver.unit.family.at()].arguments;
    let Some(at) = arguments.iter().position(|argument| argument.name == name.value) else {
        let known = arguments.iter().map(|argument| &*argument.name);
        resolver.faults.unknown(resolver.unit.file, name, Thing::Argument, known);
        return None;
    };
    let values: Vec<&str> = arguments[at].values.iter().map(|value| &**value).collect();
    Some((SwitchOn::Argument(super::names::number(at)), closed(resolver, next?, &values)))
}

fn field(resolver: &mut Resolver<'_, '_>, name: &Name, next: Option<&Next>) -> Option<Resolved> {
    if &*name.value == "provision.test" {
        return Some((SwitchOn::Field(Field::ProvisionTest), tests(resolver, next?)));
    }
    let (subject, column) = match name.value.split_once('.') {
        Some(("person", column)) => (Subject::Person, column),
        Some(("document", column)) => (Subject::Document, column),
        Some(("item", column)) => (Subject::Item, column),
        _ => {
            let known = ["person.", "document.", "item.", "provision.test"];
            resolver.faults.unknown(resolver.unit.file, name, Thing::Field, known);
            return None;
        }
    };
    let column = At { value: column.into(), place: name.place };
    let questions = resolver.questions;
    let (file, here) = (resolver.unit.file, Some(resolver.index));
    let values = questions.column_options(here, subject.register(), &column, file, resolver.faults)?;
    let options = values.iter().map(|value| (*value).into()).collect();
    let field = Field::Column { subject, column: column.value, options };
    Some((SwitchOn::Field(field), closed(resolver, next?, &values)))
}

/// Reads a way for each kind of test that a provision which can be picked has; more may be given.
fn tests(resolver: &mut Resolver<'_, '_>, next: &Next) -> Option<SwitchRoutes> {
    let names: Vec<&str> = Test::ALL.iter().map(|(_, name)| *name).collect();
    let targets = resolver.some(next, &names);
    let days = Days::within(resolver.unit.doc.valid.value);
    let picked = |role: ProvisionRole| {
        resolver.questions.list.iter().any(|question| match &question.kind {
            AnswerKind::Pick(pick) if pick.from == Register::Provisions => match &pick.filter {
                Some(Filter::ProvisionRole(only)) => *only == role,
                _ => true,
            },
            _ => false,
        })
    };
    let roles =
        [ProvisionRole::Secrecy, ProvisionRole::Overriding, ProvisionRole::Procedure].map(|role| (role, picked(role)));
    let can_be_picked = |role: ProvisionRole| roles.contains(&(role, true));
    let comes_about = |test: Test| {
        let provisions = resolver.registers.provisions.iter().filter(|provision| can_be_picked(provision.role));
        provisions
            .flat_map(|provision| &provision.versions)
            .any(|wording| wording.test == test && days.meets(wording.valid))
    };
    let written = |name: &str| next.value.iter().any(|(value, _)| &*value.value == name);
    let missing: Vec<Box<str>> = Test::ALL
        .iter()
        .filter(|(test, name)| !written(name) && comes_about(*test))
        .map(|(_, name)| (*name).into())
        .collect();
    if !missing.is_empty() {
        resolver.faults.push(resolver.unit.file, next.place, CheckFault::MissingBranches { values: missing });
        return None;
    }
    targets.map(SwitchRoutes::Closed)
}

fn aggregate(
    resolver: &mut Resolver<'_, '_>,
    kind: Aggregate,
    effect: Effect,
    of: &Name,
    next: Option<&Next>,
) -> Option<Resolved> {
    let unit = resolver.unit;
    let is_loop = |node: &&NodeDoc| matches!(node.kind, NodeKindDoc::Each(_));
    let found = unit.names.get(&*of.value).copied().filter(|at| is_loop(&unit.nodes[at.at()]));
    let Some(of) = found else {
        let loops = unit.nodes.iter().copied().filter(|node| is_loop(node)).map(|node| &*node.id.value);
        resolver.faults.unknown(unit.file, of, Thing::Loop, loops);
        return None;
    };
    let next = next?;
    let (on, routes) = match kind {
        Aggregate::Any => (SwitchOn::Any { of, effect }, closed(resolver, next, &YES_NO)),
        Aggregate::All => (SwitchOn::All { of, effect }, closed(resolver, next, &YES_NO)),
        Aggregate::Count => {
            let routes = covering(resolver, next, (0, i64::MOST)).map(SwitchRoutes::Numbers);
            (SwitchOn::Count { of, effect }, routes)
        }
    };
    Some((on, routes))
}
