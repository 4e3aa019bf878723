//! What time has overtaken, or will: versions, reviews, and sources that are in force shorter than the rules on them.

use chrono::{Months, NaiveDate};

use super::kind::Advice;
use super::reach::Reach;
use super::{Findings, Rules};
use crate::ruleset::document::{Document, Name, NodeDoc, Place, RulesetDoc};
use crate::ruleset::model::{ProvisionIx, Rulebook, Ruleset, Validity};

/// How long a wording may go unread before it is said.
const READ_WITHIN: Months = Months::new(18);

/// Looks at every ruleset and provision.
pub(super) fn advise(rules: &Rules<'_>, found: &mut Findings) {
    let mut reach = Reach::new(rules.book);
    for (file, doc, ruleset) in rules.rulesets() {
        versions(rules, file, doc, found);
        sources(&mut reach, file, doc, ruleset, found);
    }
    for (source, document) in rules.documents {
        let Document::Provisions(list) = document else { continue };
        for provision in list {
            let current = provision.versions.iter().find(|version| version.valid.value.holds_on(rules.today));
            let Some(version) = current else { continue };
            if version.checked.checked_add_months(READ_WITHIN).is_some_and(|until| until < rules.today) {
                let advice = Advice::CheckedLongAgo { provision: provision.id.value.clone(), checked: version.checked };
                found.push(&source.name, version.valid.place, advice);
            }
        }
    }
}

/// Looks at one version of a ruleset beside the others of its id.
fn versions(rules: &Rules<'_>, file: &str, doc: &RulesetDoc, found: &mut Findings) {
    let Validity { from, to } = doc.valid.value;
    let name = || doc.id.value.clone();
    let followed = rules.book.rulesets.iter().any(|other| other.id == doc.id.value && other.valid.from > from);
    if from > rules.today {
        found.push(file, doc.valid.place, Advice::NotYet { name: name(), first: from });
    }
    match to {
        // What has been replaced is read no more.
        Some(last) if last < rules.today && followed => {}
        Some(last) if last < rules.today => {
            found.push(file, doc.valid.place, Advice::Expired { name: name(), last });
        }
        _ if doc.due.value < rules.today => {
            found.push(file, doc.due.place, Advice::ReviewDue { name: name(), due: doc.due.value });
        }
        _ => {}
    }
}

/// Holds what a ruleset applies against the days on which it can come there.
fn sources(reach: &mut Reach<'_>, file: &str, doc: &RulesetDoc, ruleset: &Ruleset, found: &mut Findings) {
    let book = reach.book;
    let mut told: Vec<(Place, ProvisionIx)> = Vec::new();
    for day in days(book, ruleset) {
        let met = reach.on(ruleset, day);
        let mut hold = |provisions: &[ProvisionIx], written: &[Name], near: Place| {
            for index in provisions.iter().filter(|index| book.provisions[index.at()].on(day).is_none()) {
                let provision = &book.provisions[index.at()].id;
                let place = written.iter().find(|name| name.value == *provision).map_or(near, |name| name.place);
                if !told.contains(&(place, *index)) {
                    told.push((place, *index));
                    found.push(file, place, Advice::AppliedOutOfForce { provision: provision.clone(), day });
                }
            }
        };
        let docs = doc.parts.iter().flat_map(|part| &part.nodes);
        for ((node, NodeDoc { id, provisions, .. }), met) in ruleset.nodes.iter().zip(docs).zip(&met.nodes) {
            if *met {
                hold(&node.provisions, provisions, id.place);
            }
        }
        let ends = doc.returns.iter().chain(&doc.outcomes);
        for written in ends {
            let end = ruleset.returns.iter().flatten().chain(&ruleset.outcomes).find(|end| end.id == written.id.value);
            if let Some(end) = end.filter(|end| met.has(ruleset, end)) {
                hold(&end.provisions, &written.provisions, written.id.place);
            }
        }
    }
}

/// Returns the days of a ruleset on which what it applies may cease to be in force: its first, and each day after a wording.
fn days(book: &Rulebook, ruleset: &Ruleset) -> Vec<NaiveDate> {
    let nodes = ruleset.nodes.iter().flat_map(|node| &node.provisions);
    let ends = ruleset.returns.iter().flatten().chain(&ruleset.outcomes).flat_map(|end| &end.provisions);
    let wordings = nodes.chain(ends).flat_map(|provision| &book.provisions[provision.at()].versions);
    let after = wordings.filter_map(|wording| wording.valid.to?.succ_opt());
    let mut days: Vec<NaiveDate> =
        after.chain([ruleset.valid.from]).filter(|day| ruleset.valid.holds_on(*day)).collect();
    days.sort_unstable();
    days.dedup();
    days
}
