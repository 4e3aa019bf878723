//! What an entry or a ruleset laid over those built in takes away: the whole of the old one goes, with all its days.

use chrono::NaiveDate;

use super::Findings;
use super::kind::Advice;
use crate::ruleset::document::{Document, Name, Place, ProvisionDoc};
use crate::ruleset::fault::Fault;
use crate::ruleset::load::Sourced;
use crate::ruleset::model::{Test, Validity};

/// Returns the advice on what `over` replaces in `base` by the same id; ordered by file and place.
#[must_use]
pub fn advise_on_replaced(base: &[Sourced], over: &[Sourced]) -> Vec<Fault> {
    let mut found = Findings::default();
    let provisions: Vec<&ProvisionDoc> = of_provisions(base).map(|(_, entry)| entry).collect();
    for (file, entry) in of_provisions(over) {
        let Some(before) = provisions.iter().find(|before| before.id.value == entry.id.value) else { continue };
        let days = |entry: &ProvisionDoc| entry.versions.iter().map(|version| version.valid.value).collect::<Vec<_>>();
        if let Some(day) = first_lost(&days(before), &days(entry)) {
            found.push(file, entry.id.place, Advice::DaysLost { name: entry.id.value.clone(), day });
        }
        hold_tests(file, before, entry, &mut found);
    }
    let (before, after) = (rulesets(base), rulesets(over));
    for (file, name, place, _) in &after {
        let of = |list: &[(&str, &Name, Place, Validity)]| -> Vec<Validity> {
            list.iter().filter(|(_, other, ..)| other.value == name.value).map(|(.., valid)| *valid).collect()
        };
        // Of several versions the first to be met tells it.
        let first = after.iter().find(|(_, other, ..)| other.value == name.value);
        let lost = first_lost(&of(&before), &of(&after)).filter(|_| first.is_some_and(|first| first.0 == *file));
        if let Some(day) = lost {
            found.push(file, *place, Advice::DaysLost { name: name.value.clone(), day });
        }
    }
    found.into_ordered()
}

/// Tells of a test that is another on days that the old wording had, where the new wording does not begin later than that.
fn hold_tests(file: &str, before: &ProvisionDoc, after: &ProvisionDoc, found: &mut Findings) {
    for version in &after.versions {
        let valid = version.valid.value;
        let changed = before.versions.iter().find(|old| {
            let days = old.valid.value;
            valid.from <= days.from && valid.to.is_none_or(|to| to >= days.from) && old.test != version.test
        });
        if let Some(old) = changed {
            let (was, is) = (name_of(old.test), name_of(version.test));
            let advice = Advice::TestChanged { name: after.id.value.clone(), was, is, day: old.valid.value.from };
            found.push(file, version.valid.place, advice);
        }
    }
}

const fn name_of(test: Test) -> &'static str {
    Test::ALL[test as usize].1
}

fn of_provisions(documents: &[Sourced]) -> impl Iterator<Item = (&str, &ProvisionDoc)> {
    documents.iter().flat_map(|(source, document)| {
        let list = match document {
            Document::Provisions(list) => &list[..],
            _ => &[],
        };
        list.iter().map(|entry| (&*source.name, entry))
    })
}

fn rulesets(documents: &[Sourced]) -> Vec<(&str, &Name, Place, Validity)> {
    let all = documents.iter().filter_map(|(source, document)| match document {
        Document::Ruleset(doc) => Some((&*source.name, &doc.id, doc.valid.place, doc.valid.value)),
        _ => None,
    });
    all.collect()
}

/// Returns the first day that was within one of `before` and is within none of `after`.
fn first_lost(before: &[Validity], after: &[Validity]) -> Option<NaiveDate> {
    let ends = after.iter().filter_map(|valid| valid.to?.succ_opt());
    let mut days: Vec<NaiveDate> = before.iter().map(|valid| valid.from).chain(ends).collect();
    days.sort_unstable();
    let within = |list: &[Validity], day: NaiveDate| list.iter().any(|valid| valid.holds_on(day));
    days.into_iter().find(|day| within(before, *day) && !within(after, *day))
}
