//! From rows as written to rows of the questions that fill the registers, in the form of an answers file.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::fault::{ListingFault, ListingFaultKind};
use super::heading::Heading;
use super::known::{Found, Known};
use super::{Written, cell, list_of};
use crate::answers::fault::AnswerFaultKind;
use crate::assessment::scope::is_id;
use crate::engine::Edition;
use crate::ruleset::model::{Column, ColumnKind, List, QuestionIx, Register};

/// So many names are told where one is not found.
const NAMES: usize = 10;

/// The rows that a file adds to a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The register that the list fills.
    pub register: Register,
    /// The list.
    pub question: QuestionIx,
    /// The rows, each an object of `id` and the columns that are filled in.
    pub rows: Vec<Json>,
}

/// Makes rows of what is written; where a row refers to one that its list does not have, that one is added.
pub(super) fn fill(
    edition: &Edition<'_>,
    written: &[Written<'_>],
    known: &mut Known,
    faults: &mut Vec<ListingFault>,
) -> Vec<Filled> {
    let mut filling = Filling { edition, known, faults, rows: HashMap::new() };
    // Ids that are written go before those that are given, whichever row they stand in.
    let ids: Vec<Option<Box<str>>> = written.iter().map(|row| filling.id(row)).collect();
    for register in Register::FILLED {
        let Some((_, list)) = list_of(edition, register) else { continue };
        let of_register: Vec<_> = written.iter().zip(&ids).filter(|(row, _)| row.register == register).collect();
        if of_register.is_empty() {
            continue;
        }
        if filling.known.is_complete(register) {
            filling.faults.push(ListingFault::of_file(ListingFaultKind::Given(register)));
            continue;
        }
        for (row, id) in of_register {
            filling.row(list, row, id.as_deref());
        }
        // A file that lists the documents itself means no others.
        filling.known.complete(register);
    }
    let mut rows = filling.rows;
    let filled = Register::FILLED.into_iter().filter_map(|register| {
        Some(Filled { register, question: edition.register(register)?, rows: rows.remove(&register)? })
    });
    filled.collect()
}

struct Filling<'f, 'b> {
    edition: &'f Edition<'b>,
    known: &'f mut Known,
    faults: &'f mut Vec<ListingFault>,
    rows: HashMap<Register, Vec<Json>>,
}

impl Filling<'_, '_> {
    fn fault(&mut self, row: &Written<'_>, column: Option<&Column>, kind: ListingFaultKind) {
        let column = column.map(|column| column.title.clone());
        self.faults.push(ListingFault { list: Some(row.register), column, ..ListingFault::at(row.at, kind) });
    }

    /// Takes the id that a row gives itself.
    fn id(&mut self, row: &Written<'_>) -> Option<Box<str>> {
        let (_, raw) = row.cells.iter().find(|(heading, _)| *heading == Heading::Id)?;
        let id = raw.text().unwrap_or_default().trim();
        if !is_id(id) || id == "public" {
            self.fault(row, None, ListingFaultKind::Cell(AnswerFaultKind::BadId(id.into())));
            return None;
        }
        if self.known.is_taken(id) {
            self.fault(row, None, ListingFaultKind::Cell(AnswerFaultKind::DoubledId(id.into())));
            return None;
        }
        self.known.take(id);
        Some(id.into())
    }

    fn row(&mut self, list: &List, row: &Written<'_>, id: Option<&str>) {
        let before = self.faults.len();
        let mut cells = Map::new();
        for (at, column) in list.columns.iter().enumerate() {
            let raw = row.cells.iter().find(|(heading, _)| *heading == Heading::Column(at));
            let read = raw.map_or(Ok(None), |(_, raw)| cell::read(self.edition, &column.kind, raw));
            match read.map_err(ListingFaultKind::Cell).and_then(|cell| self.referred(&column.kind, cell)) {
                Ok(Some(value)) => {
                    cells.insert(column.id.to_string(), value);
                }
                Ok(None) if column.optional => {}
                Ok(None) => self.fault(row, Some(column), ListingFaultKind::Missing),
                Err(kind) => self.fault(row, Some(column), kind),
            }
        }
        if self.faults.len() == before {
            let id = id.map_or_else(|| self.known.fresh(row.register), Into::into);
            self.add(row.register, &id, cells);
        }
    }

    fn add(&mut self, register: Register, id: &str, mut cells: Map<String, Json>) {
        self.known.add_row(register, id, cells.values().filter_map(Json::as_str));
        cells.insert("id".to_owned(), id.into());
        self.rows.entry(register).or_default().push(cells.into());
    }

    /// Returns the id of the row that a reference names; of anything else, what it was.
    fn referred(&mut self, kind: &ColumnKind, cell: Option<Json>) -> Result<Option<Json>, ListingFaultKind> {
        let (ColumnKind::Ref(register), Some(Json::String(name))) = (kind, &cell) else { return Ok(cell) };
        match self.known.find(*register, name) {
            Some(Found::One(id)) => Ok(Some((&**id).into())),
            Some(Found::Several) => {
                Err(ListingFaultKind::Ambiguous { found: name.as_str().into(), register: *register })
            }
            None => self.named(*register, name).map(|id| Some((&*id).into())),
        }
    }

    /// Adds the row that is so far only named.
    fn named(&mut self, register: Register, name: &str) -> Result<Box<str>, ListingFaultKind> {
        let columns = list_of(self.edition, register).map_or(&[][..], |(_, list)| &list.columns);
        match columns {
            [Column { id: column, kind: ColumnKind::Text, .. }, others @ ..]
                if others.iter().all(|column| column.optional) && !self.known.is_complete(register) =>
            {
                let id = self.known.fresh(register);
                self.add(register, &id, Map::from_iter([(column.to_string(), name.into())]));
                Ok(id)
            }
            _ => Err(ListingFaultKind::Unknown {
                found: name.into(),
                register,
                known: self.known.shown(register, NAMES),
            }),
        }
    }
}
