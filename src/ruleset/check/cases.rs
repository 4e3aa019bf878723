//! Decided cases: every question that one is about exists, and could be answered as it was.

use super::fault::Thing;
use super::names::{Faults, number};
use super::questions::Questions;
use super::registers;
use crate::ruleset::document::{CaseDoc, Document, Name};
use crate::ruleset::model::{CaseAnswer, DecidedCase, QuestionIx, Source};

/// Resolves all decided cases; `numbers` has the position of each document's file among the sources.
pub(super) fn resolve(
    documents: &[(Source, Document)],
    numbers: &[u16],
    questions: &Questions<'_>,
    faults: &mut Faults,
) -> Vec<DecidedCase> {
    let mut numbered: Vec<(&str, (u16, &CaseDoc))> = Vec::new();
    for ((source, document), &number) in documents.iter().zip(numbers) {
        if let Document::Cases(list) = document {
            numbered.extend(list.iter().map(|entry| (&*source.name, (number, entry))));
        }
    }
    let mut entries = numbered.iter().map(|(file, entry)| (*file, entry)).collect();
    registers::unique(&mut entries, Thing::Case, |(_, entry)| &entry.id, faults);
    entries.into_iter().map(|(file, (source, entry))| case(file, *source, entry, questions, faults)).collect()
}

fn case(file: &str, source: u16, entry: &CaseDoc, questions: &Questions<'_>, faults: &mut Faults) -> DecidedCase {
    let mut about = Vec::new();
    for (question, answer) in &entry.questions {
        let versions = questions.versions(question, file, faults);
        match answer {
            Some(answer) => about.extend(answered(file, &versions, answer, questions, faults)),
            None => about.extend(versions.into_iter().map(|question| CaseAnswer { question, answer: None })),
        }
    }
    DecidedCase {
        id: entry.id.value.clone(),
        designation: entry.designation.clone(),
        decided: entry.decided.clone(),
        read: entry.read,
        text: entry.text.clone(),
        about,
        source,
    }
}

/// Returns the answer to each version of a question that has it among its options.
fn answered(
    file: &str,
    versions: &[QuestionIx],
    answer: &Name,
    questions: &Questions<'_>,
    faults: &mut Faults,
) -> Vec<CaseAnswer> {
    let options = |at: &QuestionIx| questions.list[at.at()].options();
    let position = |at: &QuestionIx| options(at).iter().position(|option| **option == *answer.value);
    let answered = |at: &QuestionIx| Some(CaseAnswer { question: *at, answer: Some(number(position(at)?)) });
    let found: Vec<CaseAnswer> = versions.iter().filter_map(answered).collect();
    if found.is_empty() && !versions.is_empty() {
        faults.unknown(file, answer, Thing::Answer, versions.iter().flat_map(options));
    }
    found
}
