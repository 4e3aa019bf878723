//! Rows that name what is no longer in its list, such as an item whose document was removed.
//!
//! Such an item belongs to no subject that is walked through, so it would be neither asked about nor decided. A list is
//! therefore not done while it has one.

use super::respondent::{Notice, NoticeKind};
use super::rows::Entry;
use super::same::numbers;
use crate::answers::registers::register_rows;
use crate::engine::{AnswerSet, Edition, Entity, Row, Value};
use crate::ruleset::model::{Column, ColumnKind};
use crate::text::Language;

/// Returns whether a cell names a row that its register does not have.
pub(super) fn is_lost(edition: &Edition<'_>, answers: &AnswerSet, column: &Column, cell: Option<&Value>) -> bool {
    let (ColumnKind::Ref(register), Some(Value::Entities(named))) = (&column.kind, cell) else { return false };
    let rows = register_rows(edition, answers, *register);
    let is_there = |entity: &Entity| *entity == Entity::PUBLIC || rows.iter().any(|row| row.entity == *entity);
    !named.iter().all(is_there)
}

impl Entry<'_, '_, '_, '_> {
    /// Returns whether a cell names a row that its register does not have.
    pub(super) fn is_lost(&self, column: &Column, cell: Option<&Value>) -> bool {
        is_lost(self.session.edition, self.session.answers(), column, cell)
    }

    /// Returns which rows name what is gone, and what to do about it; nothing where none does.
    pub(super) fn lost(&self, rows: &[Row]) -> Option<Notice> {
        let language = self.session.language;
        let line = |(column, at): (&Column, usize)| {
            let lost =
                (1..).zip(rows).filter(|(_, row)| self.is_lost(column, row.cells.get(at).and_then(Option::as_ref)));
            let lost: Vec<usize> = lost.map(|(number, _)| number).collect();
            let (which, title) = (numbers(&lost), column.title.get(language));
            (!lost.is_empty()).then(|| match language {
                Language::Sv => format!(
                    "Rad {which}: det som stod under ”{title}” finns inte kvar, så raden skulle aldrig prövas. Ändra den eller ta bort den."
                ),
                Language::En => format!(
                    "Row {which}: what stood under “{title}” is no longer there, so the row would never be tested. Change it or remove it."
                ),
            })
        };
        let lines: Vec<String> = self.list.columns.iter().zip(0..).filter_map(line).collect();
        (!lines.is_empty()).then_some(Notice { kind: NoticeKind::Refused, title: String::new(), lines })
    }
}
