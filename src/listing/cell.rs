//! One cell, from what is written to the form of an answers file.

use serde_json::Value as Json;

use super::heading::folded;
use crate::answers::fault::AnswerFaultKind;
use crate::answers::raw::Raw;
use crate::answers::resolve::read_cell;
use crate::answers::suggest::nearest;
use crate::answers::value::check_text;
use crate::engine::Edition;
use crate::ruleset::model::{Choice, ColumnKind};

/// Returns what a cell holds; nothing where it is empty. A reference is still the name that was written.
///
/// Everything in a spreadsheet is text, so that a number is read from its digits and an option from its words.
///
/// # Errors
/// If it does not fit the column.
pub(super) fn read(edition: &Edition<'_>, kind: &ColumnKind, raw: &Raw<'_>) -> Result<Option<Json>, AnswerFaultKind> {
    let text = match raw {
        Raw::Null => return Ok(None),
        Raw::Text(text) => check_text(text)?,
        // A system writes a reference such as 2026 as a number.
        Raw::Number(number) => number.to_string(),
        _ => return read_cell(edition, kind, raw).map(|()| None),
    };
    if text.is_empty() {
        return Ok(None);
    }
    let json = match kind {
        ColumnKind::Text | ColumnKind::Date | ColumnKind::Ref(_) => text.into(),
        ColumnKind::Number => text.parse::<i64>().map_or_else(|_| text.into(), Json::from),
        ColumnKind::Choice(options) => option(options, &text)?.into(),
    };
    if !matches!(kind, ColumnKind::Ref(_)) {
        let raw = match &json {
            Json::Number(number) => number.as_i64().map_or(Raw::Decimal, Raw::Number),
            other => Raw::Text(other.as_str().unwrap_or_default().into()),
        };
        read_cell(edition, kind, &raw)?;
    }
    Ok(Some(json))
}

fn option<'o>(options: &'o [Choice], text: &str) -> Result<&'o str, AnswerFaultKind> {
    let typed = folded(text);
    let names = |option: &'o Choice| [&*option.id, &*option.text.sv, &*option.text.en];
    let found = options.iter().find(|option| names(option).into_iter().any(|name| folded(name) == typed));
    found.map(|option| &*option.id).ok_or_else(|| AnswerFaultKind::UnknownOption {
        found: text.into(),
        suggestion: nearest(text, options.iter().flat_map(names)),
        options: options.iter().map(|option| option.id.clone()).collect(),
    })
}
