//! Nodes that run modules: a call, several calls, a loop.

use super::fault::{CheckFault, Thing};
use super::names;
use super::names::number;
use super::nodes::{Next, Resolver, Ways};
use super::time::Days;
use crate::ruleset::document::{At, EachDoc, Name, NodeDoc};
use crate::ruleset::model::{
    AnswerKind, Call, FamilyIx, Given, Join, NodeKind, Of, Over, Register, RulesetKind, Subject, Target,
};

/// Arguments as written.
type With = [(Name, Name)];

pub(super) fn call<'d>(
    resolver: &mut Resolver<'_, 'd>,
    node: &'d NodeDoc,
    module: &Name,
    with: &With,
) -> Option<NodeKind> {
    let family = resolver.ruleset_of(module, RulesetKind::Module);
    let ways = resolver.ways(node);
    let family = family?;
    unknown_arguments(resolver, with, &[family]);
    let with = arguments(resolver, module, family, with);
    let routes = returns(resolver, module, family, ways?);
    Some(NodeKind::Call { call: Call { module: family, with: with? }, routes: routes? })
}

pub(super) fn calls<'d>(
    resolver: &mut Resolver<'_, 'd>,
    node: &'d NodeDoc,
    modules: &[Name],
    with: &With,
    join: Join,
) -> Option<NodeKind> {
    let families: Vec<Option<FamilyIx>> =
        modules.iter().map(|module| resolver.ruleset_of(module, RulesetKind::Module)).collect();
    let ways = resolver.ways(node);
    let families: Vec<FamilyIx> = families.into_iter().collect::<Option<_>>()?;
    unknown_arguments(resolver, with, &families);
    let mut calls = Vec::with_capacity(modules.len());
    for (module, &family) in modules.iter().zip(&families) {
        calls.extend(arguments(resolver, module, family, with).map(|with| Call { module: family, with }));
    }
    let routes = resolver.effects(ways?, false)?;
    (calls.len() == modules.len()).then_some(NodeKind::Calls { calls, join, routes })
}

pub(super) fn each<'d>(resolver: &mut Resolver<'_, 'd>, node: &'d NodeDoc, each: &EachDoc) -> Option<NodeKind> {
    let over = over(resolver, each);
    let family = resolver.ruleset_of(&each.module, RulesetKind::Module);
    let ways = resolver.ways(node);
    let family = family?;
    unknown_arguments(resolver, &each.with, &[family]);
    let with = arguments(resolver, &each.module, family, &each.with);
    let routes = resolver.effects(ways?, true);
    Some(NodeKind::Each {
        subject: each.subject.value,
        over: over?,
        call: Call { module: family, with: with? },
        join: each.join,
        routes: routes?,
    })
}

fn over(resolver: &mut Resolver<'_, '_>, each: &EachDoc) -> Option<Over> {
    let wanted = match each.subject.value {
        Subject::Document => Register::Documents,
        Subject::Item => Register::Items,
        Subject::Person | Subject::By => Register::Persons,
        Subject::Provision => Register::Provisions,
    };
    let (found, over) = if let Some(register) = names::register_named(&each.over.value) {
        let public = register == Register::Persons && each.public.is_none_or(|public| public.value);
        (register, Over::Register { register, of: each.of, public })
    } else {
        let (questions, unit, units) = (resolver.questions, resolver.unit, resolver.units);
        let question = questions.find(&each.over, unit, units, resolver.faults)?;
        let AnswerKind::Pick(pick) = &questions.list[question.at()].kind else {
            resolver.push(&each.over, CheckFault::NotAPick { name: each.over.value.clone() });
            return None;
        };
        (pick.from, Over::Picked(question))
    };
    if found != wanted {
        let fault = CheckFault::OverOther { subject: each.subject.value.id(), found: found.id() };
        resolver.push(&each.over, fault);
        return None;
    }
    let limited = matches!(over, Over::Register { register: Register::Items, .. }) || each.of == Of::All;
    if !limited {
        resolver.push(&each.over, CheckFault::OfDocument);
        return None;
    }
    if let Some(public) = each.public
        && !matches!(over, Over::Register { register: Register::Persons, .. } if each.subject.value == Subject::Person)
    {
        resolver.faults.push(resolver.unit.file, public.place, CheckFault::PublicOther);
        return None;
    }
    Some(over)
}

/// Complains of arguments that none of the modules declares.
fn unknown_arguments(resolver: &mut Resolver<'_, '_>, with: &With, families: &[FamilyIx]) {
    let units = resolver.units;
    let declared = || families.iter().flat_map(|family| &units.families[family.at()].arguments);
    for (name, _) in with {
        if !declared().any(|argument| argument.name == name.value) {
            let known: Vec<&str> = declared().map(|argument| &*argument.name).collect();
            resolver.faults.unknown(resolver.unit.file, name, Thing::Argument, known);
        }
    }
}

/// Resolves what is given for each argument that the module declares.
fn arguments(resolver: &mut Resolver<'_, '_>, module: &Name, family: FamilyIx, with: &With) -> Option<Vec<Given>> {
    let units = resolver.units;
    let own = &units.families[resolver.unit.family.at()].arguments;
    let mut given = Vec::new();
    let mut sound = true;
    for argument in &units.families[family.at()].arguments {
        let Some((_, value)) = with.iter().find(|(name, _)| name.value == argument.name) else {
            let fault = CheckFault::MissingArgument { module: module.value.clone(), name: argument.name.clone() };
            resolver.push(module, fault);
            sound = false;
            continue;
        };
        if let Some(at) = argument.values.iter().position(|known| *known == value.value) {
            given.push(Given::Value(number(at)));
            continue;
        }
        let passed = own.iter().position(|own| own.name == argument.name).filter(|_| &*value.value == "argument");
        let Some(at) = passed else {
            let known: Vec<&str> = argument.values.iter().map(|known| &**known).chain(["argument"]).collect();
            resolver.faults.unknown(resolver.unit.file, value, Thing::Value, known);
            sound = false;
            continue;
        };
        for strange in own[at].values.iter().filter(|own| !argument.values.contains(own)) {
            let (argument, module) = (argument.name.clone(), module.value.clone());
            resolver.push(value, CheckFault::PassedValue { argument, module, value: strange.clone() });
            sound = false;
        }
        given.push(Given::Passed { argument: number(at) });
    }
    sound.then_some(given)
}

/// Resolves where each return of a module leads: every name that a version in force meanwhile returns, and no other.
fn returns<'d>(
    resolver: &mut Resolver<'_, 'd>,
    module: &Name,
    family: FamilyIx,
    ways: Ways<'d>,
) -> Option<Vec<Option<Target>>> {
    let units = resolver.units;
    let names = &units.families[family.at()].returns;
    let next = match ways {
        Ways::Then(target) => return Some(vec![Some(target); names.len()]),
        Ways::Next(next) => next,
    };
    let known: Vec<&str> = names.iter().map(|name| &**name).collect();
    let routes = resolver.some(next, &known);
    let days = Days::within(resolver.unit.doc.valid.value);
    let meanwhile: Vec<_> = units
        .versions(family)
        .iter()
        .map(|version| units.get(*version).doc)
        .filter(|doc| days.meets(doc.valid.value))
        .collect();
    // Outside the time of every version there is a fault of its own, and nothing to hold the names against.
    let Some(first) = meanwhile.first() else {
        return routes;
    };
    let written = |name: &str| next.value.iter().any(|(value, _)| &*value.value == name);
    let mut sound = unmapped(resolver, next, module, &first.returns, None, written);
    for (at, doc) in meanwhile.iter().enumerate().skip(1) {
        let fresh: Vec<_> = doc
            .returns
            .iter()
            .filter(|end| !meanwhile[..at].iter().any(|earlier| has(&earlier.returns, &end.id.value)))
            .cloned()
            .collect();
        sound &= unmapped(resolver, next, module, &fresh, Some(doc.valid.value.from), written);
    }
    for (name, _) in next.value.iter().filter(|(name, _)| names.contains(&name.value)) {
        if !meanwhile.iter().any(|doc| has(&doc.returns, &name.value)) {
            let (module, written) = (module.value.clone(), name.value.clone());
            resolver.push(name, CheckFault::ReturnOfOtherTime { module, name: written });
            sound = false;
        }
    }
    routes.filter(|_| sound)
}

fn has(ends: &[crate::ruleset::document::EndDoc], name: &str) -> bool {
    ends.iter().any(|end| &*end.id.value == name)
}

fn unmapped(
    resolver: &mut Resolver<'_, '_>,
    next: &Next,
    module: &At<Box<str>>,
    ends: &[crate::ruleset::document::EndDoc],
    from: Option<chrono::NaiveDate>,
    written: impl Fn(&str) -> bool,
) -> bool {
    let missing = ends.iter().map(|end| &end.id.value).filter(|name| !written(name));
    let names: Vec<Box<str>> = missing.cloned().collect();
    if names.is_empty() {
        return true;
    }
    let module = module.value.clone();
    let fault = match from {
        Some(from) => CheckFault::VersionUnmapped { module, names, from },
        None => CheckFault::UnmappedReturns { module, names },
    };
    resolver.faults.push(resolver.unit.file, next.place, fault);
    false
}
