//! Why each item came out as it did: for each person and provision what was asked, answered and made of it.
//!
//! Only what decides stands here; every question with its answer is in an annex.

use std::collections::HashSet;

use crate::assessment::model::{AnswerGiven, EndReached, Given, ItemOutcome};
use crate::ruleset::model::ProvisionRole;

use super::Block;
use super::grounds;
use super::schedule::persons;
use super::words::{Names, Parts};

/// Returns the items with their reasons.
pub(super) fn reasoning(names: Names<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for result in &names.assessment.results {
        let mut heading = format!("{}: {}", names.item(&result.item), names.words(&result.effect_words));
        if let Some(document) = &result.document {
            heading = format!("{heading} ({})", names.document(document));
        }
        blocks.push(Block::Heading(heading));
        // What an item comes to is often said by several modules in the same words.
        let mut said = HashSet::new();
        let persons = persons(names, result);
        for person in persons.iter().copied().map(Some) {
            for group in groups(names, result, person) {
                blocks.extend(group.blocks(names, &mut said));
            }
        }
        let whole = Group {
            heading: None,
            answers: deciding_answers(names, result, None),
            ends: result.ends.iter().filter(|end| Parts::of(&end.scope).person.is_none()).collect(),
        };
        blocks.extend(whole.blocks(names, &mut said));
    }
    blocks
}

/// What was asked about one person under one provision.
struct Group<'r> {
    heading: Option<String>,
    answers: Vec<(Parts<'r>, &'r AnswerGiven)>,
    ends: Vec<&'r EndReached>,
}

impl<'r> Group<'r> {
    fn blocks(&self, names: Names<'r>, said: &mut HashSet<&'r str>) -> Vec<Block> {
        let results: Vec<_> = self
            .ends
            .iter()
            .filter_map(|end| {
                let text = names.words(end.text.as_ref()?);
                said.insert(text).then_some(text)
            })
            .collect();
        if self.answers.is_empty() && results.is_empty() {
            return Vec::new();
        }
        let mut blocks: Vec<_> = self.heading.clone().map(Block::Subheading).into_iter().collect();
        blocks.extend(self.answers.iter().map(|(parts, answer)| question(names, *parts, answer)));
        if !results.is_empty() {
            let result = match self.heading {
                Some(_) => names.choose("Resultat", "Result"),
                None => names.choose("Resultat för uppgiften", "Result for the item"),
            };
            blocks.push(Block::Paragraph(format!("{result}: {}", results.join(" "))));
        }
        blocks
    }
}

/// Parts what was said about a person by the provision that was tested, in the order of the path.
fn groups<'r>(names: Names<'r>, result: &'r ItemOutcome, person: Option<&'r str>) -> Vec<Group<'r>> {
    let ends =
        || result.ends.iter().map(|end| (Parts::of(&end.scope), end)).filter(|(parts, _)| parts.person == person);
    let answers = deciding_answers(names, result, person);
    let tested = answers.iter().map(|(parts, _)| parts.provision).chain(ends().map(|(parts, _)| parts.provision));
    let provisions = grounds::once(tested.flatten());
    // A right of the requester's own is tested beside the provisions, not under one.
    let own = ends().filter(|(parts, _)| parts.provision.is_none()).flat_map(|(_, end)| &end.provisions);
    let own = grounds::once(own.map(String::as_str).filter(|id| names.role(id) != ProvisionRole::Procedure));
    let who = person.map_or("", |person| names.person(person));
    let group = |provision: Option<&'r str>| {
        let under: Vec<_> = provision.map_or_else(|| own.clone(), |provision| vec![provision]);
        let parts = std::iter::once(who).chain(under.iter().map(|provision| names.designation(provision)));
        Group {
            heading: Some(parts.collect::<Vec<_>>().join(", ")),
            answers: Vec::new(),
            ends: ends().filter(|(parts, _)| parts.provision == provision).map(|(_, end)| end).collect(),
        }
    };
    let mut groups: Vec<Group<'r>> = provisions.iter().map(|provision| group(Some(provision))).collect();
    let mut at = 0;
    let mut rest = group(None);
    let mut begins_with_own = false;
    for (parts, answer) in answers {
        if let Some(known) = provisions.iter().position(|provision| Some(*provision) == parts.provision) {
            at = known;
        }
        let of_own = parts.provision.or(parts.by).is_none() && answer.provisions.iter().any(|id| own.contains(&&**id));
        begins_with_own |= of_own && groups.iter().all(|group| group.answers.is_empty());
        // What else is asked of a person on the way, such as masking and consent, belongs to the test that it follows.
        match groups.get_mut(at).filter(|_| !of_own) {
            Some(tested) => tested.answers.push((parts, answer)),
            None => rest.answers.push((parts, answer)),
        }
    }
    groups.insert(if begins_with_own { 0 } else { groups.len() }, rest);
    groups
}

/// Returns the answers that decide: about a provision that was tested, with a reason, or under a deciding provision.
fn deciding_answers<'r>(
    names: Names<'r>,
    result: &'r ItemOutcome,
    person: Option<&str>,
) -> Vec<(Parts<'r>, &'r AnswerGiven)> {
    let deciding = match person {
        Some(_) => grounds::deciding(names, result, person),
        None => grounds::of_item(names, result),
    };
    let decides = |parts: &Parts<'_>, answer: &AnswerGiven| {
        let picks = matches!(answer.value, Given::Entities(_) | Given::Provisions(_));
        parts.provision.is_some()
            || parts.by.is_some()
            || answer.reason.is_some()
            || answer.outgoing.is_some()
            || (!picks && answer.provisions.iter().any(|id| deciding.contains(&id.as_str())))
    };
    let answers = names.of_item(&result.item).iter();
    answers.filter(|(parts, answer)| parts.person == person && decides(parts, answer)).copied().collect()
}

/// What the reasons of an answer are called, each followed by the note on why it was kept.
pub(super) const REASONS: [(&str, &str); 4] = [
    ("Skäl", "Reason"),
    ("Varför skälet fick stå", "Why the reason was kept"),
    ("Skäl till den som begär", "Reason for the requester"),
    ("Varför det skälet fick stå", "Why that reason was kept"),
];

/// Returns a question as it was put, and what was said to it.
pub(super) fn question<'r>(names: Names<'r>, parts: Parts<'r>, answer: &'r AnswerGiven) -> Block {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut facts = Vec::new();
    if let Some(by) = parts.by {
        facts.push((names.choose("Gäller", "Concerns").to_owned(), names.person(by).to_owned()));
    }
    let said: Vec<_> = answer.words.iter().map(|words| names.words(words)).collect();
    let said = if said.is_empty() { names.choose("inget", "nothing").to_owned() } else { said.join("; ") };
    facts.push(fact(names.choose("Svar", "Answer"), &said));
    let texts = [&answer.reason, &answer.notes.reason, &answer.outgoing, &answer.notes.outgoing];
    let said = REASONS.into_iter().zip(texts);
    facts.extend(said.filter_map(|((sv, en), text)| Some(fact(names.choose(sv, en), text.as_deref()?))));
    if !answer.provisions.is_empty() {
        facts.push((names.choose("Lagrum", "Provisions").to_owned(), names.designations(&answer.provisions)));
    }
    Block::Question(names.words(&answer.text).to_owned(), facts)
}
