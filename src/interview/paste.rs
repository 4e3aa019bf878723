//! Several rows at once: pasted, or typed one after another, with one answer to what is the same for all of them.

use super::respondent::{Gesture, Pasted, Reply, Wants};
use super::rows::{Entry, Filling, RowEnd};
use super::run::{Fault, refused};
use crate::answers::fault::AnswerFaultKind;
use crate::answers::value::{MOST_ROWS, check_text};
use crate::engine::{Row, Value};
use crate::ruleset::model::ColumnKind;

impl Entry<'_, '_, '_, '_> {
    /// Returns whether the rows are told apart by a text of their own: those can be typed or pasted many at once.
    pub(super) fn has_names(&self) -> bool {
        self.list.fills.is_some() && self.list.columns.first().is_some_and(|column| column.kind == ColumnKind::Text)
    }

    /// Returns whether a text is several rows and not one.
    pub(super) fn takes_several(&self, text: &str) -> bool {
        self.has_names() && text.trim().contains(['\n', '\r'])
    }

    /// Asks for one line a row until an empty one, then once for what else stands in them.
    pub(super) fn several(&mut self, rows: &mut Vec<Row>) -> Result<Option<Gesture>, Fault> {
        let language = self.session.language;
        let mut names = Vec::new();
        loop {
            let title =
                self.list.columns.first().map_or_else(String::new, |column| column.title.get(language).to_owned());
            let remark = language.choose(
                "En rad för varje. Tom rad när alla är med.",
                "One line for each. An empty line when all are there.",
            );
            let question = if names.is_empty() { format!("{} · {title}", self.wording()) } else { title };
            let mut asked = self.prompt(question, Some(remark.to_owned()), Wants::Text { least: 1 });
            asked.skips = true;
            asked.pasted = Pasted::Rows;
            match self.ask(&asked)? {
                Reply::Text(text) if text.trim().is_empty() => break,
                Reply::Text(text) => match read_names(&text) {
                    Ok(more) => names.extend(more),
                    Err(kind) => self.front.tell(&refused(&kind, language))?,
                },
                // The line before, to be typed anew.
                Reply::Gesture(Gesture::Back) if names.pop().is_some() => {}
                Reply::Gesture(Gesture::Back) => return Ok(None),
                Reply::Gesture(Gesture::Help) => self.front.tell(&self.guide.next(self.session))?,
                Reply::Gesture(Gesture::Keep) | Reply::Option(_) | Reply::Picked(_) => {}
                Reply::Gesture(gesture) => return Ok(Some(gesture)),
            }
        }
        if names.is_empty() { Ok(None) } else { self.add_several(names, rows) }
    }

    /// Adds rows of these names, and asks once for what else stands in them; returns a gesture that leaves the list.
    pub(super) fn add_several(&mut self, names: Vec<Value>, rows: &mut Vec<Row>) -> Result<Option<Gesture>, Fault> {
        if rows.len() + names.len() > MOST_ROWS {
            self.front.tell(&refused(&AnswerFaultKind::TooMany { most: MOST_ROWS }, self.session.language))?;
            return Ok(None);
        }
        let filling =
            Filling { cells: Vec::new(), at: rows.len(), count: names.len(), first: 1, old: None, last: rows.last() };
        let cells = match self.cells(filling)? {
            RowEnd::Whole(cells) => cells,
            RowEnd::Left(gesture) => return Ok(Some(gesture)),
            RowEnd::Back | RowEnd::Empty | RowEnd::Several(_) => return Ok(None),
        };
        for name in names {
            let mut cells = cells.clone();
            cells[0] = Some(name);
            let row = self.new_row(cells);
            rows.push(row);
        }
        self.session.keep_rows(self.key, rows)?;
        Ok(None)
    }
}

/// Reads a text as rows, one a line, the empty ones left out.
pub(super) fn read_names(text: &str) -> Result<Vec<Value>, AnswerFaultKind> {
    lines(text).map(|line| check_text(line).map(Value::Text)).collect()
}

/// Returns the lines of a text that hold anything.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty())
}
