//! The notice to the requester: outcome, provisions and the reasons that were written for them, and no more.
//!
//! What is not taken from the record here cannot leak: no internal reason, no question or answer, no person, no
//! duty, no halt. Only the names that the officer gave the items are theirs as well as the requester's.

use std::collections::BTreeSet;

use crate::assessment::model::{AnswerGiven, ItemOutcome};
use crate::assessment::{Record, role};
use crate::text::Language;

use super::words::{Index, Names, Parts};
use super::{Block, Evidence, Memo, Table};

/// Makes the notice. `with_names` says whether the officer is named: 33 § FL lets the persons of 31 § FL be left out
/// where threats are feared.
#[must_use]
pub fn notice(record: &Record, evidence: &Evidence, with_names: bool, language: Language) -> Memo {
    let index = Index::new(record.assessment());
    let names = Names { assessment: record.assessment(), language, index: &index };
    let assessment = names.assessment;
    let mut memo = Memo::new(names.choose("Besked om begäran", "Notice of the request").to_owned());

    let mut facts = names.matter();
    if let Some(id) = &evidence.id {
        facts.push((names.choose("Beteckning", "Reference").to_owned(), id.clone()));
    }
    facts.push((names.choose("Dag", "Day").to_owned(), assessment.decided_on.to_string()));
    if let (true, Some(name)) = (with_names, &assessment.officer.name) {
        let role = role(assessment.officer.role);
        facts.push((names.choose("Handlagt av", "Handled by").to_owned(), format!("{name}, {}", role.get(language))));
    }
    let mut blocks = vec![Block::Facts(facts)];
    if assessment.pending {
        blocks.push(Block::Paragraph(
            names
                .choose(
                    "UTKAST. Det här har ännu inte beslutats och får inte lämnas ut som ett beslut.",
                    "DRAFT. This has not been decided yet and must not be given out as a decision.",
                )
                .to_owned(),
        ));
    }
    memo.add(names.choose("Ärendet", "The matter"), blocks);

    let mut cited: BTreeSet<&str> = BTreeSet::new();
    if let Some(outcome) = &assessment.outcome {
        cited.extend(outcome.provisions.iter().map(String::as_str));
        let mut facts =
            vec![(names.choose("Utfall", "Outcome").to_owned(), names.words(&outcome.effect_words).to_owned())];
        if !outcome.provisions.is_empty() {
            facts.push((names.choose("Lagrum", "Provisions").to_owned(), names.designations(&outcome.provisions)));
        }
        memo.add(names.choose("Utfall", "Outcome"), vec![Block::Facts(facts)]);
    }

    let headings = [
        names.choose("Uppgift", "Item"),
        names.choose("Utfall", "Outcome"),
        names.choose("Lagrum", "Provision"),
        names.choose("Skäl", "Reason"),
    ];
    let rows = assessment.results.iter().map(|result| {
        let grounds = grounds(result);
        cited.extend(grounds.iter().map(|id| id.as_str()));
        vec![
            names.item(&result.item).to_owned(),
            names.words(&result.effect_words).to_owned(),
            grounds.iter().map(|id| names.designation(id)).collect::<Vec<_>>().join(", "),
            outgoing(names.of_item(&result.item).iter().map(|(_, answer)| *answer)).join(" / "),
        ]
    });
    let table = Table { rows: rows.collect(), headings: headings.map(str::to_owned).to_vec() };
    memo.add(names.choose("Uppgifterna", "The items"), vec![Block::Table(table)]);
    let others = assessment.answers.iter().filter(|answer| Parts::of(&answer.scope).item.is_none());
    memo.add(names.choose("Skäl", "Reasons"), vec![Block::List(outgoing(others))]);
    memo.add(names.choose("Lagrum", "Provisions"), vec![Block::List(names.provisions(|id| cited.contains(id)))]);
    memo
}

/// Returns the provisions that the result rests on.
///
/// Not those that were only tried on the way: that 26 kap. 5 § OSL was tried would say that there is an informant.
fn grounds(result: &ItemOutcome) -> Vec<&String> {
    let mut grounds = Vec::new();
    let decisive = result.ends.iter().filter(|end| end.effect.is_some_and(|effect| effect >= result.effect));
    for id in decisive.flat_map(|end| &end.provisions) {
        if !grounds.contains(&id) {
            grounds.push(id);
        }
    }
    grounds
}

fn outgoing<'r>(answers: impl Iterator<Item = &'r AnswerGiven>) -> Vec<String> {
    answers.filter_map(|answer| answer.outgoing.clone()).collect()
}
