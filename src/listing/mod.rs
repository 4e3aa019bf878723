//! Lists that are kept elsewhere: items, documents and persons out of a spreadsheet (CSV) or a system (JSON).
//!
//! A CSV file is one list of items, with a heading for each column; JSON may hold the list of items alone, or an object
//! with several lists. What is read becomes rows of the questions that fill the registers, in the form of an answers
//! file, and goes the same way as what an officer types: nothing here answers a question.

mod cell;
mod csv;
mod fault;
mod heading;
mod json;
mod known;
mod rows;

pub use fault::{ListingFault, ListingFaultKind};
pub use known::Known;
pub use rows::Filled;

use std::path::Path;

use self::heading::Heading;
use crate::answers::{self, Raw};
use crate::engine::Edition;
use crate::ruleset::model::{AnswerKind, List, QuestionIx, Register};

/// One row as written, its columns known.
struct Written<'t> {
    register: Register,
    /// The line of the file or, in JSON, the number of the row; both from 1.
    at: u64,
    cells: Vec<(Heading, Raw<'t>)>,
}

/// Reads the text of a file: JSON if it begins with `{` or `[`, otherwise CSV. Returns the rows that it adds to each
/// list, the lists that others refer to first.
///
/// # Errors
/// Every fault of the file, in its order.
pub fn read(edition: &Edition<'_>, file: &str, text: &str, mut known: Known) -> Result<Vec<Filled>, Vec<ListingFault>> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    let (written, mut faults) = if is_json { json::read(edition, text) } else { csv::read(edition, text) };
    if written.is_empty() && faults.is_empty() {
        faults.push(ListingFault::of_file(ListingFaultKind::Empty));
    }
    let filled = rows::fill(edition, &written, &mut known, &mut faults);
    if faults.is_empty() {
        return Ok(filled);
    }
    // In the order of the file: JSON counts the rows of each list for itself.
    faults.sort_by_key(|fault| (fault.list.filter(|_| is_json), fault.at));
    for fault in &mut faults {
        fault.file = file.into();
        fault.is_json = is_json;
    }
    Err(faults)
}

/// Reads a file's text.
///
/// # Errors
/// If it cannot be read, is too large or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, Box<ListingFault>> {
    answers::read_file(path).map_err(|fault| ListingFault::of_file(ListingFaultKind::File(fault)).into())
}

/// Returns the question that fills a register in the procedure that runs, and its columns.
fn list_of<'b>(edition: &Edition<'b>, register: Register) -> Option<(QuestionIx, &'b List)> {
    let question = edition.register(register)?;
    match &edition.book.questions[question.at()].kind {
        AnswerKind::List(list) => Some((question, list)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
