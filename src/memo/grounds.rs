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
    if !found.tested.is_empty() && effect > Effect::Release {
        found.tested.extend(refused(names, result, person));
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

/// Returns the secrecy under which the requester is told a reason though another provision was in scope: the danger to an
/// informant is tested within the test of 26 kap. 1 § OSL, and is a provision of its own.
fn refused<'r>(names: Names<'r>, result: &'r ItemOutcome, person: Option<&str>) -> Vec<&'r str> {
    let answers = names.of_item(&result.item).iter();
    let told = answers.filter(|(parts, answer)| {
        (person.is_none() || parts.person == person) && parts.provision.is_none() && answer.outgoing.is_some()
    });
    let cited = told.flat_map(|(_, answer)| &answer.provisions).map(String::as_str);
    cited.filter(|id| names.role(id) == ProvisionRole::Secrecy).collect()
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
    once(
        answers
            .filter(|(parts, _)| person.is_none() || parts.person == person)
            .filter_map(|(parts, _)| parts.provision),
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Words;
    use crate::assessment::model::{Assessment, ProvisionUsed};
    use crate::assessment::sample;
    use crate::memo::words::Index;
    use crate::ruleset::model::JA;
    use crate::text::Language;

    const SCOPE: &str = "item/i1/person/p1";

    /// One return: below the scope of a person in an item, what it means, what it cites.
    type End = (&'static str, Option<Effect>, &'static [&'static str]);

    /// Returns what decides an item that came to the last of these returns, for the person and for the whole.
    fn decided(ends: &[End]) -> [Vec<String>; 2] {
        let (record, _) = sample::record(JA);
        let mut assessment: Assessment = record.assessment().clone();
        let roles = [
            ("osl-26-1", ProvisionRole::Secrecy),
            ("osl-21-1", ProvisionRole::Secrecy),
            ("osl-10-3", ProvisionRole::Overriding),
            ("osl-10-14", ProvisionRole::Overriding),
            ("osl-12-1", ProvisionRole::Overriding),
            ("osl-12-2", ProvisionRole::Overriding),
            ("osl-7-3", ProvisionRole::Procedure),
            ("tf-2-15", ProvisionRole::Procedure),
        ];
        assessment.provisions = roles
            .into_iter()
            .map(|(id, role)| ProvisionUsed {
                id: id.into(),
                designation: Words::same(id),
                role,
                text: None,
                basis: None,
                confidence: None,
                note: None,
            })
            .collect();
        assessment.answers.clear();
        let result = &mut assessment.results[0];
        result.effect = ends.iter().rev().find_map(|(_, effect, _)| *effect).unwrap();
        result.ends = ends
            .iter()
            .map(|(below, effect, provisions)| EndReached {
                scope: format!("{SCOPE}{below}"),
                module: "m".into(),
                name: "n".into(),
                text: None,
                effect: *effect,
                effect_words: None,
                provisions: provisions.iter().map(|id| (*id).to_owned()).collect(),
            })
            .collect();
        let index = Index::new(&assessment);
        let names = Names { assessment: &assessment, language: Language::Sv, index: &index };
        let result = &assessment.results[0];
        [deciding(names, result, Some("p1")), of_item(names, result)]
            .map(|ids| ids.into_iter().map(str::to_owned).collect())
    }

    fn check(ends: &[End], expected: &[&str]) {
        for ids in decided(ends) {
            assert_eq!(ids, expected, "{ends:?}");
        }
    }

    const RELEASE: Option<Effect> = Some(Effect::Release);
    const RESERVED: Option<Effect> = Some(Effect::ReleaseReserved);
    const WITHHOLD: Option<Effect> = Some(Effect::Withhold);

    #[test]
    fn a_refusal_rests_on_what_was_tested_and_secret_not_on_who_was_asked() {
        check(
            &[
                ("/provision/osl-26-1/by/p2", WITHHOLD, &["osl-12-2"]),
                ("/provision/osl-26-1", None, &["osl-12-2"]),
                ("/provision/osl-26-1", WITHHOLD, &["osl-7-3"]),
                ("/provision/osl-21-1", RELEASE, &["tf-2-15"]),
                ("", WITHHOLD, &["osl-7-3"]),
            ],
            &["osl-26-1"],
        );
    }

    #[test]
    fn what_was_broken_stands_with_what_broke_it() {
        check(
            &[
                ("/provision/osl-26-1/by/p2", RELEASE, &["osl-12-2"]),
                ("/provision/osl-26-1", RELEASE, &["osl-12-2"]),
                ("/provision/osl-26-1", RELEASE, &["osl-7-3"]),
                ("", RELEASE, &["tf-2-15"]),
            ],
            &["osl-26-1", "osl-12-2"],
        );
        check(
            &[("/provision/osl-26-1", RESERVED, &["osl-10-14"]), ("", RESERVED, &["tf-2-15"])],
            &["osl-26-1", "osl-10-14"],
        );
    }

    #[test]
    fn a_right_of_one_s_own_stands_alone_or_with_what_it_overrides() {
        check(&[("", RELEASE, &["osl-12-1"]), ("", RELEASE, &["tf-2-15"])], &["osl-12-1"]);
        check(
            &[
                ("/provision/osl-26-1", WITHHOLD, &["osl-7-3"]),
                ("/provision/osl-21-1", RELEASE, &["tf-2-15"]),
                ("", WITHHOLD, &["osl-7-3"]),
                ("", RELEASE, &["osl-10-3"]),
                ("", RELEASE, &["tf-2-15"]),
            ],
            &["osl-26-1", "osl-10-3"],
        );
    }

    #[test]
    fn where_nothing_was_tested_it_is_what_the_returns_rest_on() {
        check(&[("", RELEASE, &["tf-2-15"])], &["tf-2-15"]);
    }
}
