//! Decision tables: every combination of answers has a row, and every row and result is needed.

use super::fault::{CheckFault, Thing};
use super::names::{Faults, number};
use super::questions::Questions;
use super::registers::{self, Registers};
use crate::ruleset::document::{At, Document, TableDoc, TableRowDoc};
use crate::ruleset::model::{Choice, Source, Table, TableIx, TableRow};

/// More combinations than any lawyer has read; a table beyond is refused before it is gone through.
const MOST: usize = 10_000;

/// Resolves all tables and holds each against itself.
pub(super) fn resolve<'d>(
    documents: &'d [(Source, Document)],
    questions: &mut Questions<'d>,
    registers: &Registers<'d>,
    faults: &mut Faults,
) {
    let mut entries: Vec<(&'d str, &'d TableDoc)> = Vec::new();
    for (source, document) in documents {
        if let Document::Tables(list) = document {
            entries.extend(list.iter().map(|entry| (&*source.name, entry)));
        }
    }
    registers::unique(&mut entries, Thing::Table, |entry| &entry.id, faults);
    for (at, (file, doc)) in entries.into_iter().enumerate() {
        questions.table_ids.insert(&doc.id.value, TableIx(number(at)));
        let provisions = registers.provision_ids.find_all(&doc.provisions, file, faults);
        let mut table = Table {
            id: doc.id.value.clone(),
            title: doc.title.clone(),
            inputs: Vec::new(),
            results: doc.results.iter().map(|(id, text)| Choice { id: id.value.clone(), text: text.clone() }).collect(),
            provisions,
            picture: doc.picture.is_some_and(|picture| picture.value),
            rows: Vec::new(),
        };
        fill(&mut table, doc, file, questions, faults);
        questions.tables.push(table);
    }
}

/// Resolves inputs and rows; a table with a fault in them is not gone through.
fn fill(table: &mut Table, doc: &TableDoc, file: &str, questions: &Questions<'_>, faults: &mut Faults) {
    let before = faults.len();
    let mut options: Vec<Vec<&str>> = Vec::with_capacity(doc.inputs.len());
    for (at, name) in doc.inputs.iter().enumerate() {
        if let Some(first) = doc.inputs[..at].iter().find(|other| other.value == name.value) {
            faults.push(file, name.place, registers::doubled(Thing::Question, first, file));
            continue;
        }
        let Some(question) = questions.shared.find(name, file, faults) else { continue };
        let own = questions.list[question.at()].options();
        if own.is_empty() {
            faults.push(file, name.place, CheckFault::NotSwitchable { name: name.value.clone() });
        }
        table.inputs.push(question);
        options.push(own);
    }
    if let Some(picture) = doc.picture.filter(|picture| picture.value && doc.inputs.len() != 2) {
        faults.push(file, picture.place, CheckFault::PictureInputs);
    }
    if faults.len() > before {
        return;
    }
    table.rows = doc.rows.iter().filter_map(|written| row(written, doc, file, &options, faults)).collect();
    if faults.len() == before {
        hold(table, doc, file, &options, faults);
    }
}

fn row(
    written: &TableRowDoc,
    doc: &TableDoc,
    file: &str,
    options: &[Vec<&str>],
    faults: &mut Faults,
) -> Option<TableRow> {
    let mut when = vec![Vec::new(); doc.inputs.len()];
    for (name, fitting) in &written.when {
        let Some(input) = doc.inputs.iter().position(|input| input.value == name.value) else {
            faults.unknown(file, name, Thing::Input, doc.inputs.iter().map(|input| &*input.value));
            continue;
        };
        for option in fitting {
            match options[input].iter().position(|known| **known == *option.value) {
                Some(at) => when[input].push(number(at)),
                None => faults.unknown(file, option, Thing::Answer, options[input].iter().copied()),
            }
        }
    }
    let Some(then) = doc.results.iter().position(|(id, _)| id.value == written.then.value) else {
        let results = doc.results.iter().map(|(id, _)| &*id.value);
        faults.unknown(file, &written.then, Thing::Result, results);
        return None;
    };
    Some(TableRow { when, then: number(then) })
}

/// Goes through every combination of answers.
fn hold(table: &Table, doc: &TableDoc, file: &str, options: &[Vec<&str>], faults: &mut Faults) {
    let combinations = options.iter().try_fold(1_usize, |product, options| product.checked_mul(options.len()));
    let Some(combinations) = combinations.filter(|count| *count <= MOST) else {
        faults.push(file, doc.id.place, CheckFault::TooMany { thing: Thing::Combination });
        return;
    };
    let mut decides = vec![false; table.rows.len()];
    let mut gap = None;
    for number_of in 0..combinations {
        let answers = combination(number_of, options);
        match table.decide(&answers) {
            Some((row, _)) => decides[usize::from(row)] = true,
            None => _ = gap.get_or_insert(answers),
        }
    }
    if let Some(answers) = gap {
        let named = doc.inputs.iter().zip(options).zip(&answers);
        let values = named
            .map(|((input, options), at)| format!("{}: {}", input.value, options[usize::from(*at)]).into_boxed_str());
        faults.push(file, doc.id.place, CheckFault::TableGap { values: values.collect() });
    }
    for (row, _) in doc.rows.iter().zip(&decides).filter(|(_, decides)| !**decides) {
        faults.push(file, row.place, CheckFault::TableRowNever);
    }
    for (at, (id, _)) in doc.results.iter().enumerate() {
        if !table.rows.iter().any(|row| usize::from(row.then) == at) {
            let At { value, place } = id.clone();
            faults.push(file, place, CheckFault::TableResultNever { name: value });
        }
    }
}

/// The combination of that number, the last input changing fastest.
fn combination(mut number_of: usize, options: &[Vec<&str>]) -> Vec<u16> {
    let mut answers = vec![0; options.len()];
    for (answer, options) in answers.iter_mut().zip(options).rev() {
        *answer = number(number_of % options.len());
        number_of /= options.len();
    }
    answers
}
