//! One answer's value, from what is written to what the question's definition means by it.
//!
//! The same functions read answers files, lines for `decide`, drafts and what a person types.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime};

use super::fault::{AnswerFaultKind, Expected};
use super::raw::Raw;
use super::registers::{Registers, row_eligible};
use super::resolve::MOST_ENTITIES;
use super::safety::{is_invisible, is_refused};
use super::suggest::nearest;
use crate::assessment::scope::is_id;
use crate::date::When;
use crate::engine::{AnswerSet, Edition, Entity, Row, Value};
use crate::reasons::holds_personal_number;
use crate::ruleset::model::{
    AnswerKind, Choice, Column, ColumnKind, Filter, JA, List, NEJ, Pick, ProvisionIx, Question, Register,
};

/// The longest text that any answer holds, in characters.
pub const LONGEST_TEXT: usize = 20_000;

/// The greatest number of rows in a list.
pub const MOST_ROWS: usize = 10_000;

/// What a value is read against.
pub(super) struct Reading<'r, 'b> {
    pub edition: &'r Edition<'b>,
    pub registers: &'r Registers,
    /// Whether ids that are picked or referred to must exist; a draft keeps answers about rows that are gone.
    pub strict: bool,
    pub provisions: &'r foldhash::HashMap<&'b str, ProvisionIx>,
}

type Read<T> = Result<T, AnswerFaultKind>;

impl Reading<'_, '_> {
    /// Reads a value for `question`.
    pub fn value(&self, set: &mut AnswerSet, question: &Question, raw: &Raw<'_>) -> Read<Value> {
        match &question.kind {
            AnswerKind::Tri => tri(raw).map(Value::Choice),
            AnswerKind::Choice(options) => choice(options, raw).map(Value::Choice),
            AnswerKind::Pick(pick) => self.pick(set, pick, raw),
            AnswerKind::Text { least } => {
                let text = described(raw)?;
                let found = text.chars().count();
                if found < *least as usize {
                    return Err(AnswerFaultKind::TooShort { found, least: *least });
                }
                Ok(Value::Text(text))
            }
            AnswerKind::Date => date(raw).map(Value::Date),
            AnswerKind::DateTime => {
                let written = raw.text().ok_or(AnswerFaultKind::WrongKind(Expected::DateTime))?;
                parse_date_time(written)
                    .map(Value::DateTime)
                    .ok_or_else(|| AnswerFaultKind::BadDateTime(written.into()))
            }
            AnswerKind::Number { min, max } => {
                let found = number(raw)?;
                if found < *min || found > *max {
                    return Err(AnswerFaultKind::OutOfRange { found, min: *min, max: *max });
                }
                Ok(Value::Number(found))
            }
            AnswerKind::List(list) => self.rows(set, list, raw).map(Value::Rows),
        }
    }

    fn pick(&self, set: &mut AnswerSet, pick: &Pick, raw: &Raw<'_>) -> Read<Value> {
        let wrong = || AnswerFaultKind::WrongKind(Expected::Ids(pick.from));
        let ids: Vec<&str> = match raw {
            Raw::Text(id) => vec![id],
            Raw::List(list) => list.iter().map(|id| id.text().ok_or_else(wrong)).collect::<Read<_>>()?,
            _ => return Err(wrong()),
        };
        let mut seen = HashSet::new();
        if let Some(doubled) = ids.iter().find(|id| !seen.insert(**id)) {
            return Err(AnswerFaultKind::DoubledId((*doubled).into()));
        }
        if ids.len() < pick.least as usize {
            return Err(AnswerFaultKind::TooFew { found: ids.len(), least: pick.least });
        }
        if ids.len() > 1 && !pick.many {
            return Err(AnswerFaultKind::OnlyOne);
        }
        if pick.from == Register::Provisions {
            return ids.iter().map(|id| self.provision(pick, id)).collect::<Read<_>>().map(Value::Provisions);
        }
        let entities = ids
            .iter()
            .map(|id| {
                let entity = self.entity(set, pick.from, id)?;
                if self.strict && !self.eligible(pick, entity) {
                    return Err(AnswerFaultKind::NotEligible((*id).into()));
                }
                Ok(entity)
            })
            .collect::<Read<_>>()?;
        Ok(Value::Entities(entities))
    }

    fn provision(&self, pick: &Pick, id: &str) -> Read<ProvisionIx> {
        let book = self.edition.book;
        let found = self.provisions.get(id).copied().ok_or_else(|| AnswerFaultKind::UnknownId {
            found: id.into(),
            register: Register::Provisions,
            known: nearest(id, book.provisions.iter().map(|provision| &*provision.id)).into_iter().collect(),
        })?;
        if self.strict && !provision_eligible(self.edition, pick, found) {
            return Err(AnswerFaultKind::NotEligible(id.into()));
        }
        Ok(found)
    }

    fn entity(&self, set: &mut AnswerSet, register: Register, id: &str) -> Read<Entity> {
        if !is_id(id) {
            return Err(AnswerFaultKind::BadId(id.into()));
        }
        match self.registers.find(register, id) {
            Some(entity) => Ok(entity),
            None if self.strict => {
                Err(AnswerFaultKind::UnknownId { found: id.into(), register, known: self.registers.ids(register, 20) })
            }
            None if set.entities() > MOST_ENTITIES => Err(AnswerFaultKind::TooMany { most: MOST_ENTITIES }),
            None => Ok(set.entity(id)),
        }
    }

    fn eligible(&self, pick: &Pick, entity: Entity) -> bool {
        match &pick.filter {
            Some(Filter::Column { .. }) => {
                let row = self.registers.row(pick.from, entity);
                row.is_some_and(|row| row_eligible(self.edition, pick, row))
            }
            Some(Filter::ProvisionRole(_)) | None => true,
        }
    }

    pub fn rows(&self, set: &mut AnswerSet, list: &List, raw: &Raw<'_>) -> Read<Vec<Row>> {
        let Raw::List(written) = raw else { return Err(AnswerFaultKind::WrongKind(Expected::Rows)) };
        if written.len() < list.least as usize {
            return Err(AnswerFaultKind::TooFew { found: written.len(), least: list.least });
        }
        if written.len() > MOST_ROWS {
            return Err(AnswerFaultKind::TooMany { most: MOST_ROWS });
        }
        let mut seen = HashSet::new();
        written
            .iter()
            .zip(1..)
            .map(|(row, number)| {
                let row = self.row(set, list, row, number)?;
                if list.fills.is_some() && !seen.insert(row.entity) {
                    return Err(AnswerFaultKind::DoubledId(set.name(row.entity).into()));
                }
                Ok(row)
            })
            .collect()
    }

    fn row(&self, set: &mut AnswerSet, list: &List, raw: &Raw<'_>, row: usize) -> Read<Row> {
        let Raw::Map(entries) = raw else { return Err(AnswerFaultKind::WrongKind(Expected::Row)) };
        for (name, _) in entries {
            if name != "id" && !list.columns.iter().any(|column| *column.id == **name) {
                let suggestion = nearest(name, list.columns.iter().map(|column| &*column.id));
                return Err(AnswerFaultKind::UnknownColumn { row, column: name.as_ref().into(), suggestion });
            }
        }
        let id = match (raw.get("id"), list.fills) {
            (Some(Raw::Text(id)), _) if is_id(id) && id != "public" => Some(id),
            (Some(Raw::Text(id)), _) => return Err(AnswerFaultKind::BadId(id.as_ref().into())),
            (Some(_), _) | (None, Some(_)) => return Err(AnswerFaultKind::IdMissing { row }),
            (None, None) => None,
        };
        let cells = list.columns.iter().map(|column| self.cell(set, column, raw, row)).collect::<Read<_>>()?;
        // Rows that fill no register are told apart by their place alone.
        let entity = match id {
            Some(id) if list.fills.is_some() && set.entities() <= MOST_ENTITIES => set.entity(id),
            Some(_) if list.fills.is_some() => return Err(AnswerFaultKind::TooMany { most: MOST_ROWS }),
            _ => Entity::PUBLIC,
        };
        Ok(Row { entity, cells })
    }

    fn cell(&self, set: &mut AnswerSet, column: &Column, raw: &Raw<'_>, row: usize) -> Read<Option<Value>> {
        let written = match raw.get(&column.id) {
            None | Some(Raw::Null) => None,
            Some(Raw::Text(text)) if text.trim().is_empty() => None,
            written => written,
        };
        let Some(written) = written else {
            return if column.optional {
                Ok(None)
            } else {
                Err(AnswerFaultKind::ColumnMissing { row, column: column.id.clone() })
            };
        };
        self.cell_value(set, &column.kind, written).map(Some).map_err(|fault| AnswerFaultKind::Cell {
            row,
            column: column.id.clone(),
            fault: Box::new(fault),
        })
    }

    /// Reads what stands in a cell.
    pub fn cell_value(&self, set: &mut AnswerSet, kind: &ColumnKind, raw: &Raw<'_>) -> Read<Value> {
        match kind {
            ColumnKind::Text => described(raw).map(Value::Text),
            ColumnKind::Date => date(raw).map(Value::Date),
            ColumnKind::Number => number(raw).map(Value::Number),
            ColumnKind::Choice(options) => choice(options, raw).map(Value::Choice),
            ColumnKind::Ref(register) => {
                let id = raw.text().ok_or(AnswerFaultKind::WrongKind(Expected::Ids(*register)))?;
                Ok(Value::Entities(vec![self.entity(set, *register, id)?]))
            }
        }
    }
}

/// Returns whether a question that picks provisions admits this one on the law date.
#[must_use]
pub fn provision_eligible(edition: &Edition<'_>, pick: &Pick, index: ProvisionIx) -> bool {
    let provision = &edition.book.provisions[index.at()];
    provision.on(edition.date).is_some()
        && match &pick.filter {
            Some(Filter::ProvisionRole(role)) => provision.role == *role,
            Some(Filter::Column { .. }) | None => true,
        }
}

const TRI: [&str; 3] = ["ja", "nej", "vet-ej"];

fn tri(raw: &Raw<'_>) -> Read<u16> {
    match raw {
        Raw::Bool(true) => Ok(JA),
        Raw::Bool(false) => Ok(NEJ),
        Raw::Text(word) => TRI
            .iter()
            .position(|option| option == word)
            .and_then(|at| u16::try_from(at).ok())
            .ok_or_else(|| unknown_option(word, TRI.into_iter())),
        _ => Err(AnswerFaultKind::WrongKind(Expected::Option(TRI.iter().map(|&id| id.into()).collect()))),
    }
}

fn choice(options: &[Choice], raw: &Raw<'_>) -> Read<u16> {
    let ids = || options.iter().map(|option| &*option.id);
    let word = match raw {
        Raw::Bool(true) if ids().any(|id| id == "ja") => "ja",
        Raw::Bool(false) if ids().any(|id| id == "nej") => "nej",
        Raw::Text(word) => word,
        _ => return Err(AnswerFaultKind::WrongKind(Expected::Option(ids().map(Into::into).collect()))),
    };
    ids().position(|id| id == word).and_then(|at| u16::try_from(at).ok()).ok_or_else(|| unknown_option(word, ids()))
}

fn unknown_option<'o>(found: &str, options: impl Iterator<Item = &'o str> + Clone) -> AnswerFaultKind {
    AnswerFaultKind::UnknownOption {
        found: found.into(),
        suggestion: nearest(found, options.clone()),
        options: options.map(Into::into).collect(),
    }
}

fn number(raw: &Raw<'_>) -> Read<i64> {
    match raw {
        Raw::Number(number) => Ok(*number),
        _ => Err(AnswerFaultKind::WrongKind(Expected::Number)),
    }
}

fn date(raw: &Raw<'_>) -> Read<NaiveDate> {
    let written = raw.text().ok_or(AnswerFaultKind::WrongKind(Expected::Date))?;
    parse_date(written).ok_or_else(|| AnswerFaultKind::BadDate(written.into()))
}

fn described(raw: &Raw<'_>) -> Read<String> {
    check_described(raw.text().ok_or(AnswerFaultKind::WrongKind(Expected::Text))?)
}

/// Reads a text, trimmed.
pub(super) fn text(raw: &Raw<'_>) -> Read<String> {
    let written = raw.text().ok_or(AnswerFaultKind::WrongKind(Expected::Text))?;
    check_text(written)
}

/// Returns a text that describes a person or a thing as it is kept; a number that tells persons apart is not.
///
/// # Errors
/// As [`check_text`], and with a personal or coordination number.
pub fn check_described(written: &str) -> Result<String, AnswerFaultKind> {
    let text = check_text(written)?;
    if holds_personal_number(&text) { Err(AnswerFaultKind::PersonalNumber) } else { Ok(text) }
}

/// Returns a text as it is kept: trimmed, within the longest length, without control characters.
///
/// Line breaks and tabs stay. So do characters that cannot be seen or that turn the direction of text: they are kept
/// for what they are and shown written out.
///
/// # Errors
/// With a control character or more than [`LONGEST_TEXT`] characters.
pub fn check_text(written: &str) -> Result<String, AnswerFaultKind> {
    let written = written.replace("\r\n", "\n");
    let text = written.trim();
    if let Some(c) = text.chars().find(|&c| is_refused(c)) {
        return Err(AnswerFaultKind::ControlCharacter(u32::from(c)));
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(AnswerFaultKind::TooLong { most: LONGEST_TEXT });
    }
    // What cannot be seen is no reason and no description.
    if text.chars().all(is_invisible) {
        return Ok(String::new());
    }
    Ok(text.to_owned())
}

/// Reads a day in the form `2026-11-21`.
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    crate::date::parse_date(text).ok()
}

/// Reads a day and a time in the form `2026-11-21T09:15`; a space may stand for the `T`.
#[must_use]
pub fn parse_date_time(text: &str) -> Option<NaiveDateTime> {
    match When::parse(text) {
        Ok(When::Time(time)) => Some(time),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_ten_characters_and_a_sane_year() {
        assert_eq!(parse_date("2026-11-21"), NaiveDate::from_ymd_opt(2026, 11, 21));
        for bad in ["26-11-21", "2026-2-3", " 2026-11-21", "-0001-01-01", "2026-02-30", "0026-11-21", "2026/11/21", ""]
        {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_are_to_the_minute() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|day| day.and_hms_opt(9, 15, 0));
        assert_eq!(parse_date_time("2026-11-20T09:15"), expected);
        assert_eq!(parse_date_time("2026-11-20 09:15"), expected);
        for bad in ["2026-11-20", "2026-11-20T9:15", "2026-11-20T24:00", "2026-11-20T09:15:30", "26-11-20T09:15"] {
            assert_eq!(parse_date_time(bad), None, "{bad}");
        }
    }

    #[test]
    fn texts_are_trimmed_and_control_characters_refused() {
        assert_eq!(check_text("  två\r\nrader \n"), Ok("två\nrader".to_owned()));
        assert_eq!(check_text("a\u{1b}[2J"), Err(AnswerFaultKind::ControlCharacter(0x1b)));
        assert_eq!(check_text("a\0"), Err(AnswerFaultKind::ControlCharacter(0)));
        assert_eq!(check_text("\u{200b} \u{202e}"), Ok(String::new()));
        assert_eq!(check_text(&"å".repeat(LONGEST_TEXT + 1)), Err(AnswerFaultKind::TooLong { most: LONGEST_TEXT }));
    }
}
