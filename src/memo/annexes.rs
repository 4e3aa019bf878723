//! What an auditor looks up: every answer, the registers, the provisions, the rules, and how to tell that it is genuine.

use crate::assessment::Record;
use crate::assessment::model::{AnswerGiven, RulesetUsed, Subject};
use crate::signature::{DECISION, PRACTICE, Trust};
use crate::text::Language;

use super::Block;
use super::evidence::{Evidence, SignatureShown, SignatureState};
use super::files;
use super::grounds::once;
use super::reasoning::question;
use super::words::{Names, Parts};

/// Returns every question with its answer: about the whole, about each person, then document by document and item by
/// item, each in the order of the path.
pub(super) fn answers(names: Names<'_>) -> Vec<Block> {
    let assessment = names.assessment;
    let given: Vec<_> = assessment.answers.iter().map(|answer| (Parts::of(&answer.scope), answer)).collect();
    let mut blocks = Vec::new();
    let mut add = |heading: String, wanted: &dyn Fn(&Parts<'_>, &AnswerGiven) -> bool| {
        let of_group = given.iter().filter(|(parts, answer)| wanted(parts, answer));
        let shown: Vec<_> = of_group.map(|(parts, answer)| question(names, *parts, answer)).collect();
        if !shown.is_empty() {
            blocks.push(Block::Heading(heading));
            blocks.extend(shown);
        }
    };
    let whole = |parts: &Parts<'_>| *parts == Parts::default();
    let closing = |answer: &AnswerGiven| answer.scope == "closing";
    add(names.choose("Hela ärendet", "The whole matter").to_owned(), &|parts, answer| {
        whole(parts) && !closing(answer)
    });
    for person in once(given.iter().filter(|(parts, _)| parts.item.is_none()).filter_map(|(parts, _)| parts.person)) {
        let heading = format!("{}: {}", names.choose("Person", "Person"), names.person(person));
        add(heading, &|parts, _| parts.item.is_none() && parts.person == Some(person));
    }
    let items = once(given.iter().filter_map(|(parts, _)| parts.item));
    let documents = once(given.iter().filter_map(|(parts, _)| parts.document));
    let of_document = |item: &str| {
        let result = assessment.results.iter().find(|result| result.item == item);
        result.and_then(|result| result.document.as_deref())
    };
    for document in &documents {
        let heading = format!("{}: {}", names.choose("Handling", "Document"), names.document(document));
        add(heading, &|parts, _| parts.document == Some(document));
        for item in items.iter().filter(|item| of_document(item) == Some(document)) {
            add(item_heading(names, item), &|parts, _| parts.item == Some(item));
        }
    }
    // An item that was never finished, or belongs to no document, has its answers all the same.
    for item in items.iter().filter(|item| of_document(item).is_none_or(|document| !documents.contains(&document))) {
        add(item_heading(names, item), &|parts, _| parts.item == Some(item));
    }
    add(names.choose("Avslutningen", "The closing").to_owned(), &|_, answer| closing(answer));
    blocks
}

fn item_heading(names: Names<'_>, item: &str) -> String {
    let label = names.assessment.items.iter().find(|subject| subject.id == item).map_or(item, |subject| &subject.label);
    format!("{}: {label}", names.choose("Uppgift", "Item"))
}

/// Returns the persons, documents and items as they were registered.
pub(super) fn subjects(names: Names<'_>) -> Vec<Block> {
    let assessment = names.assessment;
    let registers = [
        (names.choose("Personer", "Persons"), &assessment.persons),
        (names.choose("Handlingar", "Documents"), &assessment.documents),
        (names.choose("Uppgifter", "Items"), &assessment.items),
    ];
    let filled = registers.into_iter().filter(|(_, subjects)| !subjects.is_empty());
    filled
        .flat_map(|(heading, subjects)| {
            let points = subjects.iter().map(|subject| point(names, subject)).collect();
            [Block::Heading(heading.to_owned()), Block::List(points)]
        })
        .collect()
}

fn point(names: Names<'_>, subject: &Subject) -> String {
    let columns: Vec<_> = subject
        .columns
        .iter()
        .map(|cell| format!("{}: {}", cell.title.get(names.language), cell.words.get(names.language)))
        .collect();
    let mut point = match (&*subject.label, columns.is_empty()) {
        ("", true) => subject.id.clone(),
        ("", false) => format!("{} ({})", subject.id, columns.join(", ")),
        (label, true) => label.to_owned(),
        (label, false) => format!("{label} ({})", columns.join(", ")),
    };
    for file in &subject.files {
        point.push_str("; ");
        point.push_str(&file.words(names.language));
    }
    point
}

/// Returns the rules that were used.
pub(super) fn rules(names: Names<'_>) -> Vec<Block> {
    let point = |used: &RulesetUsed| {
        format!(
            "{} {} {}, {} {}, SHA-256 {}",
            used.id,
            names.choose("version", "version"),
            used.version,
            names.choose("från", "from"),
            used.from,
            used.sha256
        )
    };
    let rules = &names.assessment.rules;
    vec![
        Block::List(rules.used.iter().map(point).collect()),
        Block::Facts(vec![(
            names.choose("Reglerna tillsammans, SHA-256", "The rules together, SHA-256").to_owned(),
            rules.closure.clone(),
        )]),
    ]
}

/// Returns what tells whether the memo is genuine, and how to check it.
pub(super) fn authenticity(names: Names<'_>, record: &Record, evidence: &Evidence) -> Vec<Block> {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut blocks = vec![Block::Facts(vec![
        fact(names.choose("Handlingens SHA-256", "SHA-256 of the record"), record.digest_hex()),
        fact(
            names.choose("Upprättad", "Made"),
            format!("{}, menprov {}", names.assessment.made_at.format("%Y-%m-%dT%H:%M:%SZ"), names.assessment.program),
        ),
    ])];
    if !record.is_canonical() {
        blocks.push(Block::Paragraph(
            names
                .choose(
                    "Handlingens bytes är inte i den form som menprov skriver; signaturen gäller dem som de är.",
                    "The record's bytes are not in the form that menprov writes; the signature is over them as they are.",
                )
                .to_owned(),
        ));
    }
    if evidence.signatures.is_empty() {
        let unsigned = names.choose("Handlingen är inte undertecknad.", "The record is not signed.");
        blocks.push(Block::Paragraph(unsigned.to_owned()));
        return blocks;
    }
    blocks.push(Block::List(evidence.signatures.iter().map(|shown| signature(names, shown)).collect()));
    let (record, signature, signers) = (files::RECORD, files::signature(0), files::SIGNERS);
    let (rules, read_me) = (files::CLOSURE, files::READ_ME);
    let how = match names.language {
        Language::Sv => format!(
            "Signaturen kan kontrolleras utan menprov. `menprov memo export` lägger handlingen som {record}, \
             signaturen som {signature} och reglerna som {rules} i en mapp; {signers} har en rad för varje nyckel, \
             och {read_me} säger hur man gör. I mappen:"
        ),
        Language::En => format!(
            "The signature can be checked without menprov. `menprov memo export` puts the record as {record}, the \
             signature as {signature} and the rules as {rules} in a folder; {signers} has a line for each key, and \
             {read_me} says how. In the folder:"
        ),
    };
    blocks.push(Block::Paragraph(how));
    let namespace = if evidence.is_practice() { PRACTICE } else { DECISION };
    let signer = evidence.signatures.iter().find_map(|shown| match &shown.state {
        SignatureState::Good { trust: Trust::Known(name), .. } => Some(name.as_str()),
        _ => None,
    });
    blocks.push(Block::Commands(vec![
        files::verification_of(signer, namespace, &signature, record),
        format!("sha256sum {record}"),
    ]));
    blocks
}

/// Returns who signed, in words, with all that was checked.
fn signature(names: Names<'_>, shown: &SignatureShown) -> String {
    let what = format!("{}, {}", shown.namespace, shown.signed_at.format("%Y-%m-%dT%H:%M:%SZ"));
    let who = signed_by(names, shown);
    match &shown.state {
        SignatureState::Bad(error) => format!("{who} ({what}): {}", error.message(names.language)),
        SignatureState::Good { fingerprint, .. } => {
            format!("{} {who} ({what}), {fingerprint}", names.choose("Undertecknad av", "Signed by"))
        }
    }
}

/// Returns who signed, as far as that is known here.
pub(super) fn signed_by(names: Names<'_>, shown: &SignatureShown) -> String {
    let trust = match &shown.state {
        SignatureState::Bad(_) => return names.choose("OGILTIG SIGNATUR", "INVALID SIGNATURE").to_owned(),
        SignatureState::Good { trust, .. } => trust,
    };
    match trust {
        Trust::Known(name) if shown.is_practice() => {
            format!("{} {name}", names.choose("övningsnyckeln", "the practice key"))
        }
        Trust::Known(name) => name.clone(),
        Trust::OtherPurpose(name) => format!(
            "{name} – {}",
            names.choose("men nyckeln är inte betrodd för detta", "but the key is not trusted for this")
        ),
        Trust::OtherTime(name) => {
            format!("{name} – {}", names.choose("men nyckeln gällde inte då", "but the key was not in use then"))
        }
        Trust::Unknown => names.choose("okänd nyckel", "unknown key").to_owned(),
    }
}
