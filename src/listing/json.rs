//! Lists from a system: an array of items, or an object with an array for each list.

use super::fault::{ListingFault, ListingFaultKind};
use super::heading;
use super::{Written, list_of};
use crate::answers::fault::Expected;
use crate::answers::file::json_tree;
use crate::answers::value::MOST_ROWS;
use crate::answers::{FileFault, Raw};
use crate::engine::Edition;
use crate::ruleset::model::{List, Register};

/// The fields that hold lists, in the order in which lists refer to each other.
const LISTS: [(Register, [&str; 2]); 3] = [
    (Register::Documents, ["documents", "handlingar"]),
    (Register::Persons, ["persons", "personer"]),
    (Register::Items, ["items", "uppgifter"]),
];

/// Reads the rows as far as they have a form.
pub(super) fn read<'t>(edition: &Edition<'_>, text: &'t str) -> (Vec<Written<'t>>, Vec<ListingFault>) {
    let of_file = |kind| (Vec::new(), vec![ListingFault::of_file(kind)]);
    let lists = match json_tree("", text) {
        Ok(rows @ Raw::List(_)) => vec![(Register::Items, rows)],
        Ok(Raw::Map(fields)) => {
            let mut lists = Vec::new();
            for (name, rows) in fields {
                let Some((register, _)) = LISTS.iter().find(|(_, names)| names.contains(&&*name)) else {
                    return of_file(ListingFaultKind::UnknownList(name.as_ref().into()));
                };
                if lists.iter().any(|(known, _)| known == register) {
                    return of_file(ListingFaultKind::DoubledList(name.as_ref().into()));
                }
                lists.push((*register, rows));
            }
            lists.sort_by_key(|(register, _)| LISTS.iter().position(|(known, _)| known == register));
            lists
        }
        Ok(_) => return of_file(ListingFaultKind::Cell(Expected::Rows.into())),
        Err(FileFault::Syntax { line, column, .. }) => {
            return (Vec::new(), vec![ListingFault::at(line, ListingFaultKind::NotJson { column })]);
        }
        Err(FileFault::DoubledKey { line, key, .. }) => {
            let kind = ListingFaultKind::DoubledColumn(key.unwrap_or_default());
            return (Vec::new(), vec![ListingFault::at(line, kind)]);
        }
        Err(fault) => return of_file(ListingFaultKind::File(fault)),
    };
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    for (register, written) in lists {
        match (written, list_of(edition, register)) {
            (_, None) => faults.push(ListingFault::of_file(ListingFaultKind::NoSuchList(register))),
            (Raw::List(all), Some(_)) if all.len() > MOST_ROWS => {
                faults.push(ListingFault::of_file(ListingFaultKind::TooMany { most: MOST_ROWS }));
            }
            (Raw::List(all), Some((_, list))) => {
                for (entry, at) in all.into_iter().zip(1..) {
                    let mut fault =
                        |kind| faults.push(ListingFault { list: Some(register), ..ListingFault::at(at, kind) });
                    if let Some(cells) = cells(list, entry, &mut fault) {
                        rows.push(Written { register, at, cells });
                    }
                }
            }
            (_, Some(_)) => faults.push(ListingFault {
                list: Some(register),
                ..ListingFault::of_file(ListingFaultKind::Cell(Expected::Rows.into()))
            }),
        }
    }
    (rows, faults)
}

fn cells<'t>(
    list: &List,
    entry: Raw<'t>,
    fault: &mut dyn FnMut(ListingFaultKind),
) -> Option<Vec<(heading::Heading, Raw<'t>)>> {
    let Raw::Map(fields) = entry else {
        fault(ListingFaultKind::Cell(Expected::Row.into()));
        return None;
    };
    let mut cells: Vec<(heading::Heading, Raw<'t>)> = Vec::new();
    for (name, value) in fields {
        match heading::find(list, &name) {
            Ok(heading) if cells.iter().any(|(known, _)| *known == heading) => {
                fault(ListingFaultKind::DoubledColumn(name.as_ref().into()));
            }
            Ok(heading) => cells.push((heading, value)),
            Err(kind) => fault(kind),
        }
    }
    (!cells.is_empty()).then_some(cells)
}
