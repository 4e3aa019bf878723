//! From the heading of a column to the column of a list.

use crate::answers::suggest::nearest;
use crate::ruleset::model::{Column, List};
use crate::text::Text;

use super::fault::ListingFaultKind;

/// What a column of a file is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Heading {
    /// The row's own id, which answers in a file may speak of.
    Id,
    /// The column of the list at this position.
    Column(usize),
}

/// Finds the column that a heading names, by its id or its title in either language.
///
/// # Errors
/// If the list has no such column.
pub(super) fn find(list: &List, heading: &str) -> Result<Heading, ListingFaultKind> {
    let typed = folded(heading);
    if typed == "id" {
        return Ok(Heading::Id);
    }
    let names = |column: &Column| names(column).any(|name| folded(name) == typed);
    match list.columns.iter().position(names) {
        Some(at) => Ok(Heading::Column(at)),
        None => Err(ListingFaultKind::UnknownColumn {
            found: heading.trim().into(),
            suggestion: nearest(heading.trim(), list.columns.iter().flat_map(self::names)),
            columns: titles(list),
        }),
    }
}

fn names(column: &Column) -> impl Iterator<Item = &str> {
    [&*column.id, &*column.title.sv, &*column.title.en].into_iter()
}

/// Returns a name as it is compared: the same whatever the case and the blanks.
pub(super) fn folded(name: &str) -> String {
    let name = name.to_lowercase();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns what the columns of a list are called.
pub(super) fn titles(list: &List) -> Vec<Text> {
    list.columns.iter().map(|column| column.title.clone()).collect()
}
