//! Which provisions decide: not every one that was passed on the way.

use crate::assessment::model::{EndReached, ItemOutcome};
use crate::ruleset::model::{Effect, ProvisionRole};

use super::words::{Names, Parts};

/// Returns the provisions that decide an item, by id: those of every person for whom it came out as it did.
pub(super) fn of_item<'r>(names: Names<'r>, result: &'r ItemOutcome) -> Vec<&'r str> {
    let persons = once(result.ends.iter().filter_map(|end| Parts::of(&end.scope).person));
    let alike = persons.into_iter().filter(|person| effect(result, Some(person)) == Some(result.effect));
    let of_persons: Vec<_> = alike.flat_map(|person| deciding(names, result, Some(person))).collect();
    if of_persons.is_empty() { deciding(names, result, None) } else { once(of_persons) }
}

/// Returns the provisions that decide one person's part in an item, or the item as a whole, by id.
///
/// A right of the requester's own comes with the provisions that it overrides. Otherwise it is the provisions that were
/// tested and came out as the item did, each with what broke it. Where nothing was tested, it is what the returns
/// rest on.
pub(super) fn deciding<'r>(names: Names<'r>, result: &'r ItemOutcome, person: Option<&str>) -> Vec<&'r str> {
    let ends: Vec<_> = result
        .ends
        .iter()
        .map(|end| (Parts::of(&end.scope), end))
        .filter(|(parts, _)| person.is_none() || parts.person == person)
        .collect();
    let Some(effect) = effect(result, person) else {
        return tried(names, result, person);
    };
    let mut found = Found { tested: Vec::new(), own: Vec::new(), broken: Vec::new(), rest: Vec::new() };
    let tested = tested(&ends);
    // Whoever consents is asked about a provision too, but what they say is not what it came to.
    for (parts, end) in ends.iter().filter(|(parts, end)| parts.by.is_none() && end.effect == Some(effect)) {
        let cited = end.provisions.iter().map(String::as_str);
        if parts.provision.is_none() {
            found.own.extend(cited.clone().filter(|id| names.role(id) != ProvisionRole::Procedure));
        } else if effect < Effect::Withhold {
            found.broken.extend(cited.clone().filter(|id| names.role(id) == ProvisionRole::Overriding));
        }
        found.rest.extend(cited);
    }
    let came_to = |wanted: fn(Effect, Effect) -> bool| {
        tested.iter().filter(move |(_, met)| wanted(*met, effect)).map(|(provision, _)| *provision).collect()
    };
    if found.own.is_empty() {
        found.tested = came_to(|met, effect| met == effect);
    } else {
        found.tested = came_to(|met, effect| met > effect);
    }
    let mut deciding = [found.tested, found.own, found.broken].concat();
    if deciding.is_empty() {
        deciding = found.rest;
    }
    if deciding.is_empty() {
        deciding = tried(names, result, person);
    }
    once(deciding)
}

struct Found<'r> {
    /// What was tested and counts.
    tested: Vec<&'r str>,
    /// What gives the requester a right, or denies it, without a test of secrecy.
    own: Vec<&'r str>,
    /// What broke a tested provision.
    broken: Vec<&'r str>,
    /// Everything else that the returns rest on.
    rest: Vec<&'r str>,
}

/// Returns what an item came to, or one person's part in it: the outermost module returned last.
pub(super) fn effect(result: &ItemOutcome, person: Option<&str>) -> Option<Effect> {
    match person {
        None => Some(result.effect),
        Some(_) => last(result, person)?.effect,
    }
}

/// Returns the last return about a person that has an effect.
pub(super) fn last<'r>(result: &'r ItemOutcome, person: Option<&str>) -> Option<&'r EndReached> {
    let of_person = result.ends.iter().filter(|end| Parts::of(&end.scope).person == person);
    of_person.rev().find(|end| end.effect.is_some())
}

/// Returns each provision that was tested, with what it came to.
fn tested<'r>(ends: &[(Parts<'r>, &'r EndReached)]) -> Vec<(&'r str, Effect)> {
    let mut met: Vec<(&str, Option<&str>, Effect)> = Vec::new();
    for (parts, end) in ends.iter().filter(|(parts, _)| parts.by.is_none()) {
        let (Some(provision), Some(effect)) = (parts.provision, end.effect) else { continue };
        match met.iter_mut().find(|(other, person, _)| (*other, *person) == (provision, parts.person)) {
            Some(known) => known.2 = effect,
            None => met.push((provision, parts.person, effect)),
        }
    }
    met.into_iter().map(|(provision, _, effect)| (provision, effect)).collect()
}

/// Returns the provisions whose test was begun: all there is where it stopped before anything came of it.
fn tried<'r>(names: Names<'r>, result: &'r ItemOutcome, person: Option<&str>) -> Vec<&'r str> {
    let answers = names.of_item(&result.item).iter();
    once(answers.filter(|(parts, _)| person.is_none() || parts.person == person).filter_map(|(parts, _)| parts.provision))
}

/// Returns ids in their order, each once.
pub(super) fn once<'r>(ids: impl IntoIterator<Item = &'r str>) -> Vec<&'r str> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen
}
