//! Items from a spreadsheet: a line of headings, then a line for each item; semicolon, tab or comma between the cells.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::fault::{ListingFault, ListingFaultKind};
use super::heading::{self, Heading};
use super::{Written, list_of};
use crate::answers::Raw;
use crate::answers::value::MOST_ROWS;
use crate::engine::Edition;
use crate::ruleset::model::{List, Register};

/// What stands between cells. A Swedish Excel writes semicolons, since the comma is in its numbers.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// Reads the rows as far as they have a form; lines without any text are left out.
pub(super) fn read<'t>(edition: &Edition<'_>, text: &str) -> (Vec<Written<'t>>, Vec<ListingFault>) {
    let Some((_, list)) = list_of(edition, Register::Items) else {
        return (Vec::new(), vec![ListingFault::of_file(ListingFaultKind::NoSuchList(Register::Items))]);
    };
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    let mut head: Option<Vec<Option<Heading>>> = None;
    for Line { at, record, unclosed } in lines(text) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &head {
            None => match headings(list, &record) {
                Ok(heads) => head = Some(heads),
                // What stands under a heading that is wrong says nothing.
                Err(kinds) => return (rows, kinds.into_iter().map(|kind| ListingFault::at(at, kind)).collect()),
            },
            // A quotation mark that is never closed takes the rest of the file into one cell.
            Some(_) if unclosed => faults.push(ListingFault::at(at, ListingFaultKind::Unclosed)),
            Some(_) if rows.len() == MOST_ROWS => {
                faults.push(ListingFault::at(at, ListingFaultKind::TooMany { most: MOST_ROWS }));
                break;
            }
            Some(head) => match row(head, &record) {
                Ok(cells) => rows.push(Written { register: Register::Items, at, cells }),
                Err(kind) => faults.push(ListingFault::at(at, kind)),
            },
        }
    }
    (rows, faults)
}

/// Returns what each column is for, nothing where it has no heading.
fn headings(list: &List, record: &StringRecord) -> Result<Vec<Option<Heading>>, Vec<ListingFaultKind>> {
    let mut heads = Vec::new();
    let mut faults = Vec::new();
    for name in record {
        match heading::find(list, name) {
            Ok(heading) if heads.contains(&Some(heading)) => {
                faults.push(ListingFaultKind::DoubledColumn(name.trim().into()));
            }
            Ok(heading) => heads.push(Some(heading)),
            Err(_) if name.trim().is_empty() => heads.push(None),
            Err(kind) => faults.push(kind),
        }
    }
    // Where no heading is known the line holds none: that is one fault, and not one for each cell.
    if heads.iter().all(Option::is_none) {
        return Err(vec![ListingFaultKind::NoHeadings { columns: heading::titles(list) }]);
    }
    let lacking = list
        .columns
        .iter()
        .enumerate()
        .filter(|(at, column)| !column.optional && !heads.contains(&Some(Heading::Column(*at))));
    // One that is only misspelt is not lacking too.
    if faults.is_empty() {
        faults.extend(lacking.map(|(_, column)| ListingFaultKind::LacksColumn(column.title.clone())));
    }
    if faults.is_empty() { Ok(heads) } else { Err(faults) }
}

fn row<'t>(head: &[Option<Heading>], record: &StringRecord) -> Result<Vec<(Heading, Raw<'t>)>, ListingFaultKind> {
    let mut cells = Vec::new();
    for (cell, number) in record.iter().zip(1..).filter(|(cell, _)| !cell.trim().is_empty()) {
        match head.get(number - 1) {
            Some(Some(heading)) => cells.push((*heading, Raw::Text(Cow::Owned(cell.to_owned())))),
            Some(None) => return Err(ListingFaultKind::Unnamed { number }),
            None => return Err(ListingFaultKind::TooManyCells { found: number, most: head.len() }),
        }
    }
    Ok(cells)
}

/// A line of the file; several where a cell within quotation marks holds line breaks.
struct Line {
    at: u64,
    record: StringRecord,
    /// Whether a quotation mark is open at the end of the file.
    unclosed: bool,
}

fn lines(text: &str) -> impl Iterator<Item = Line> {
    let (separator, text) = separator(text);
    let mut reader = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.rest);
    let mut counted = Counted { bytes: text.rest, upto: 0, line: text.line };
    std::iter::from_fn(move || {
        let mut record = StringRecord::new();
        // The bytes are UTF-8 and lie in memory, and any number of cells is taken: nothing is left that could fail.
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let from = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let to = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(text.rest.len());
        let written = text.rest.get(from..to).unwrap_or_default();
        let odd = written.iter().fold(false, |odd, byte| odd ^ (*byte == b'"'));
        let opens =
            written.trim_ascii_start().starts_with(b"\"") || written.windows(2).any(|two| two == [separator, b'"']);
        Some(Line { at: counted.line_of(from), unclosed: to == text.rest.len() && odd && opens, record })
    })
}

/// The bytes of a file after what is not of the table, and the line that they begin on.
struct Rest<'t> {
    rest: &'t [u8],
    line: u64,
}

/// Returns what stands between the cells: what the file says in a line `sep=;`, as Excel reads it, otherwise what the
/// first line has the most of.
fn separator(text: &str) -> (u8, Rest<'_>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some([separator]) = first.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        return (*separator, Rest { rest: rest.as_bytes(), line: 2 });
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [0; SEPARATORS.len()];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte && !quoted) {
            counts[at] += 1;
        }
    }
    // Of equals the first goes before.
    let most = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or_default();
    (SEPARATORS[most], Rest { rest: text.as_bytes(), line: 1 })
}

/// Counts lines as an editor does; the reader of CSV passes over empty ones.
struct Counted<'t> {
    bytes: &'t [u8],
    upto: usize,
    line: u64,
}

impl Counted<'_> {
    /// Returns the line of the first text from a byte on; bytes must be asked for in their order.
    fn line_of(&mut self, from: usize) -> u64 {
        let breaks = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let empty = self.bytes.get(from..).unwrap_or_default().iter().take_while(|byte| breaks(byte)).count();
        while self.upto < (from + empty).min(self.bytes.len()) {
            let ends = match self.bytes[self.upto] {
                b'\n' => true,
                b'\r' => self.bytes.get(self.upto + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
            self.upto += 1;
        }
        self.line
    }
}
