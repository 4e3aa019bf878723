//! From documents to the rulebook: every name is resolved and every fault found, all at once.
//!
//! What leaves here holds together on every day of its time, so that no later stage looks for a fault again. No file
//! is read here, nothing is printed, and no law is known beyond what the rule files say.

mod asks;
mod calls;
mod calls_out;
mod cases;
mod code;
mod effects;
mod fault;
mod graph;
mod invariants;
mod law;
mod names;
mod nodes;
mod openness;
mod phrases;
mod questions;
mod ranges;
mod registers;
mod scope;
mod switches;
mod tables;
mod time;
mod units;
mod what_to_do;
mod words;

pub use fault::{CheckFault, DoubtShould, Site, Thing};
pub(crate) use graph::for_each_target;

use self::names::Faults;
use self::questions::Questions;
use self::registers::Registers;
use self::units::Units;
use super::document::{Document, NodeKindDoc, Place};
use super::fault::Fault;
use super::model::{Rulebook, Ruleset, Source};

/// Resolves and checks all rule files together.
///
/// # Errors
/// Every fault, ordered by file and place.
pub fn check(documents: &[(Source, Document)]) -> Result<Rulebook, Vec<Fault>> {
    let mut faults = Faults::default();
    if refuse_too_many(documents, &mut faults) {
        return Err(faults.into_ordered());
    }
    let (sources, numbers) = order_sources(documents);
    let registers = registers::resolve(documents, &mut faults);
    let mut units = Units::index(documents, &numbers, &mut faults);
    let mut questions = Questions::resolve(documents, &mut units, &registers, &mut faults);
    tables::resolve(documents, &mut questions, &registers, &mut faults);
    let cases = cases::resolve(documents, &numbers, &questions, &mut faults);
    let invariants = invariants::resolve(documents, &numbers, &units, &questions, &registers, &mut faults);
    let rulesets = nodes::resolve(&mut units, &questions, &registers, &mut faults);
    hold(&units, &rulesets, &questions, &registers, &mut faults);
    if faults.len() > 0 {
        return Err(faults.into_ordered());
    }
    Ok(Rulebook {
        rulesets,
        families: units.families,
        questions: questions.list,
        provisions: registers.provisions,
        duties: registers.duties,
        tables: questions.tables,
        effects: registers.effects,
        glossary: registers.glossary,
        cases,
        invariants,
        sources,
    })
}

/// Holds what is resolved against itself: graph, law and time.
///
/// A ruleset whose ways are not sound is left out of what follows them, so that a fault is told once.
fn hold<'d>(
    units: &Units<'d>,
    rulesets: &[Ruleset],
    questions: &Questions<'d>,
    registers: &Registers<'d>,
    faults: &mut Faults,
) {
    let mut flows = Vec::with_capacity(rulesets.len());
    for (unit, ruleset) in units.list.iter().zip(rulesets) {
        law::provisions(unit, questions, registers, faults);
        let flow = (!unit.broken).then(|| graph::follow(unit, ruleset, faults));
        if let Some(flow) = &flow {
            let family = &units.families[unit.family.at()];
            law::Doubts { unit, ruleset, family, flow, questions, registers }.hold(faults);
        }
        flows.push(flow);
    }
    effects::hold(units, rulesets, questions, &flows, faults);
    let met = calls::hold(units, rulesets, questions, &flows, faults);
    scope::hold(units, rulesets, questions, &met, faults);
    scope::question_texts(questions, faults);
}

/// Returns the sources by name, and for each document the number of its own.
fn order_sources(documents: &[(Source, Document)]) -> (Vec<Source>, Vec<u16>) {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|at| &documents[*at].0.name);
    let mut numbers = vec![0; documents.len()];
    for (number, at) in order.iter().enumerate() {
        numbers[*at] = names::number(number);
    }
    (order.into_iter().map(|at| documents[at].0.clone()).collect(), numbers)
}

/// Refuses what cannot be numbered in 16 bits, before anything is.
fn refuse_too_many(documents: &[(Source, Document)], faults: &mut Faults) -> bool {
    const MOST: usize = u16::MAX as usize;
    let top = Place { line: 1, column: 1 };
    let (mut files, mut provisions, mut duties, mut tables, mut questions, mut ends) = (0, 0, 0, 0, 0, 0);
    for (source, document) in documents {
        let file = &*source.name;
        let mut hold = |count: &mut usize, more: usize, thing: Thing| {
            let fitted = *count <= MOST;
            *count += more;
            if fitted && *count > MOST {
                faults.push(file, top, CheckFault::TooMany { thing });
            }
        };
        hold(&mut files, 1, Thing::Ruleset);
        match document {
            Document::Provisions(list) => hold(&mut provisions, list.len(), Thing::Provision),
            Document::Duties(list) => hold(&mut duties, list.len(), Thing::Duty),
            Document::Questions(list) => {
                hold(&mut questions, list.len(), Thing::Question);
                for (_, question) in list {
                    hold(&mut 0, widest_list(question), Thing::Answer);
                }
            }
            Document::Ruleset(doc) => {
                let mut nodes = 0;
                hold(&mut ends, doc.returns.len() + doc.outcomes.len(), Thing::Return);
                hold(&mut 0, doc.arguments.len(), Thing::Argument);
                for (_, values) in &doc.arguments {
                    hold(&mut 0, values.len(), Thing::Value);
                }
                for part in &doc.parts {
                    hold(&mut nodes, part.nodes.len(), Thing::Node);
                    for node in &part.nodes {
                        let (own, options) = match &node.kind {
                            NodeKindDoc::Ask(ask) => (1, widest_list(ask)),
                            NodeKindDoc::Checklist(list) => (list.rows.len(), 0),
                            _ => (0, 0),
                        };
                        hold(&mut questions, own, Thing::Question);
                        hold(&mut 0, options, Thing::Answer);
                    }
                }
            }
            Document::Tables(list) => {
                hold(&mut tables, list.len(), Thing::Table);
                for table in list {
                    hold(&mut 0, table.rows.len().max(table.results.len()), Thing::Table);
                }
            }
            Document::Effects(_) | Document::Glossary(_) | Document::Cases(_) | Document::Invariants(_) => {}
        }
    }
    faults.len() > 0
}

/// The length of the longest list that a question numbers: its options, its columns or a column's options.
fn widest_list(question: &super::document::AskDoc) -> usize {
    use super::document::{AnswerKindDoc, ColumnKindDoc};
    match &question.kind.value {
        AnswerKindDoc::Choice(options) => options.len(),
        AnswerKindDoc::List { columns, .. } => {
            let options = columns.iter().map(|column| match &column.kind {
                ColumnKindDoc::Choice(options) => options.len(),
                _ => 0,
            });
            options.max().unwrap_or(0).max(columns.len())
        }
        _ => 0,
    }
}
