//! The shared registers: provisions, duties, effects and the glossary.

use std::collections::{HashMap, hash_map};

use super::fault::{CheckFault, Thing};
use super::names::{Faults, Ids, number};
use super::time;
use crate::ruleset::document::{Document, DutyDoc, Name, Place, ProvisionDoc, ProvisionVersionDoc, TermDoc};
use crate::ruleset::model::{
    Confidence, Deadline, Duty, DutyIx, Effect, Forms, Provision, ProvisionIx, ProvisionVersion, Source, Term,
};
use crate::text::Text;

/// The registers with their ids.
pub(super) struct Registers<'d> {
    pub(super) provisions: Vec<Provision>,
    pub(super) provision_ids: Ids<'d, ProvisionIx>,
    pub(super) duties: Vec<Duty>,
    pub(super) duty_ids: Ids<'d, DutyIx>,
    pub(super) effects: Vec<Text>,
    pub(super) glossary: Vec<Term>,
}

/// An entry and the file it stands in.
pub(super) type Entry<'d, T> = (&'d str, &'d T);

pub(super) fn resolve<'d>(documents: &'d [(Source, Document)], faults: &mut Faults) -> Registers<'d> {
    let mut provisions: Vec<Entry<'d, ProvisionDoc>> = Vec::new();
    let mut duties: Vec<Entry<'d, DutyDoc>> = Vec::new();
    let mut terms: Vec<Entry<'d, TermDoc>> = Vec::new();
    for (source, document) in documents {
        let file = &*source.name;
        match document {
            Document::Provisions(list) => provisions.extend(list.iter().map(|entry| (file, entry))),
            Document::Duties(list) => duties.extend(list.iter().map(|entry| (file, entry))),
            Document::Glossary(list) => terms.extend(list.iter().map(|entry| (file, entry))),
            Document::Ruleset(_)
            | Document::Questions(_)
            | Document::Effects(_)
            | Document::Tables(_)
            | Document::Cases(_)
            | Document::Invariants(_) => {}
        }
    }
    unique(&mut provisions, Thing::Provision, |entry| &entry.id, faults);
    unique(&mut duties, Thing::Duty, |entry| &entry.id, faults);
    unique(&mut terms, Thing::Term, |entry| &entry.id, faults);
    own_forms(&terms, faults);

    let mut provision_ids = Ids::new(Thing::Provision);
    for (at, (_, entry)) in provisions.iter().enumerate() {
        provision_ids.insert(&entry.id.value, ProvisionIx(number(at)));
    }
    let mut duty_ids = Ids::new(Thing::Duty);
    for (at, (_, entry)) in duties.iter().enumerate() {
        duty_ids.insert(&entry.id.value, DutyIx(number(at)));
    }
    Registers {
        provisions: provisions.iter().map(|(file, entry)| provision(file, entry, &provision_ids, faults)).collect(),
        duties: duties.iter().map(|(file, entry)| duty(file, entry, &provision_ids, faults)).collect(),
        effects: effects(documents, faults),
        glossary: terms.iter().map(|(_, entry)| term(entry)).collect(),
        provision_ids,
        duty_ids,
    }
}

fn term(entry: &TermDoc) -> Term {
    let small = |forms: &[Name]| forms.iter().map(|form| form.value.to_lowercase().into()).collect();
    Term {
        id: entry.id.value.clone(),
        term: entry.term.clone(),
        meaning: entry.meaning.clone(),
        code: entry.code.clone(),
        forms: Forms { sv: small(&entry.forms.sv), en: small(&entry.forms.en) },
    }
}

/// Refuses a form that two terms have in one language: nobody could tell which of them is meant.
fn own_forms(terms: &[Entry<'_, TermDoc>], faults: &mut Faults) {
    let languages: [fn(&TermDoc) -> &[Name]; 2] = [|entry| &entry.forms.sv, |entry| &entry.forms.en];
    for of in languages {
        let mut seen: HashMap<String, (&Name, &str)> = HashMap::new();
        for (file, entry) in terms {
            for form in of(entry) {
                match seen.entry(form.value.to_lowercase()) {
                    hash_map::Entry::Vacant(free) => _ = free.insert((form, file)),
                    hash_map::Entry::Occupied(taken) => {
                        let (first, first_file) = taken.get();
                        faults.push(file, form.place, doubled(Thing::Term, first, first_file));
                    }
                }
            }
        }
    }
}

/// Orders entries by id and takes out all but the first of each.
pub(super) fn unique<'d, T>(
    entries: &mut Vec<Entry<'d, T>>,
    thing: Thing,
    id: impl Fn(&'d T) -> &'d Name,
    faults: &mut Faults,
) {
    entries.sort_by_key(|&(file, entry)| (&id(entry).value, file, id(entry).place));
    let mut kept: Vec<Entry<'d, T>> = Vec::with_capacity(entries.len());
    for &(file, entry) in entries.iter() {
        match kept.last() {
            Some(&(first_file, first)) if id(first).value == id(entry).value => {
                faults.push(file, id(entry).place, doubled(thing, id(first), first_file));
            }
            _ => kept.push((file, entry)),
        }
    }
    *entries = kept;
}

/// A fault that says where the name stood first.
pub(super) fn doubled(thing: Thing, first: &Name, file: &str) -> CheckFault {
    CheckFault::Doubled { thing, name: first.value.clone(), file: file.into(), line: first.place.line }
}

fn provision(file: &str, entry: &ProvisionDoc, ids: &Ids<'_, ProvisionIx>, faults: &mut Faults) -> Provision {
    let mut wordings: Vec<&ProvisionVersionDoc> = entry.versions.iter().collect();
    wordings.sort_by_key(|wording| wording.valid.value.from);
    let periods: Vec<_> = wordings.iter().map(|wording| (file, wording.valid)).collect();
    time::successive(Thing::Provision, &entry.id.value, &periods, faults);
    let versions = wordings
        .into_iter()
        .map(|wording| {
            let unsure = matches!(wording.confidence.value, Confidence::Recalled | Confidence::Inference);
            if unsure && wording.note.is_none() {
                faults.push(file, wording.confidence.place, CheckFault::NoteMissing);
            }
            ProvisionVersion {
                valid: wording.valid.value,
                test: wording.test,
                text: wording.text.clone(),
                basis: wording.basis.clone(),
                confidence: wording.confidence.value,
                note: wording.note.clone(),
                checked: wording.checked,
                against: wording.against.clone(),
                reaches: ids.find_all(&wording.reaches, file, faults),
                follows_others: wording.follows_others,
                years: wording.years,
            }
        })
        .collect();
    Provision {
        id: entry.id.value.clone(),
        designation: entry.designation.clone(),
        short: entry.short.clone(),
        role: entry.role,
        versions,
    }
}

fn duty(file: &str, entry: &DutyDoc, ids: &Ids<'_, ProvisionIx>, faults: &mut Faults) -> Duty {
    let deadline = entry.deadline.zip(entry.runs_from);
    let deadline = deadline.map(|(within, from)| Deadline { within: within.value, from: from.value });
    Duty {
        id: entry.id.value.clone(),
        text: entry.text.clone(),
        deadline,
        provisions: ids.find_all(&entry.provisions, file, faults),
    }
}

/// The words of every effect; its id where no register of effects is there at all.
fn effects(documents: &[(Source, Document)], faults: &mut Faults) -> Vec<Text> {
    let mut named: [Option<(&str, Place, &Text)>; Effect::ALL.len()] = [None; Effect::ALL.len()];
    let mut register = None;
    for (source, document) in documents {
        let Document::Effects(list) = document else {
            continue;
        };
        register.get_or_insert(&*source.name);
        for (effect, text) in list {
            let slot = &mut named[effect.value.at()];
            if let Some((file, place, _)) = *slot {
                let name = effect.value.id().into();
                let fault = CheckFault::Doubled { thing: Thing::Effect, name, file: file.into(), line: place.line };
                faults.push(&source.name, effect.place, fault);
            } else {
                *slot = Some((&source.name, effect.place, text));
            }
        }
    }
    let words = |effect: &Effect| match named[effect.at()] {
        Some((_, _, text)) => text.clone(),
        None => Text { sv: effect.id().into(), en: effect.id().into() },
    };
    if let Some(file) = register {
        let unnamed = Effect::ALL.into_iter().filter(|effect| named[effect.at()].is_none());
        let missing: Vec<_> = unnamed.map(Effect::id).collect();
        if !missing.is_empty() {
            faults.push(file, Place { line: 1, column: 1 }, CheckFault::EffectsUnnamed { names: missing });
        }
    }
    Effect::ALL.iter().map(words).collect()
}
