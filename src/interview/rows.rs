//! Lists, row by row: columns in turn, an empty line to end, and the rows to look through.

use super::guide::Guide;
use super::progress::progress;
use super::prompt::{Choices, cell_wants, no_such_number, read_cell};
use super::respondent::{Gesture, Notice, NoticeKind, OptionLine, Prompt, Reply, Respondent, Wants};
use super::run::{Fault, refused};
use super::session::Session;
use super::words::Wording;
use crate::answers::fault::AnswerFaultKind;
use crate::answers::value::MOST_ROWS;
use crate::engine::{Entity, Key, Row, Value};
use crate::ruleset::model::{Column, List};

/// How the entry of a list ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entered {
    /// With rows.
    Rows(Vec<Row>),
    /// With a gesture that leaves the question: back, review or pause.
    Left(Gesture),
}

/// How the entry of one row ended.
enum RowEnd {
    Whole(Row),
    /// Nothing typed in the first column.
    Empty,
    /// Back from the first column.
    Back,
    Left(Gesture),
}

/// One list being filled.
pub(super) struct Entry<'s, 'e, 'b, 'f> {
    pub session: &'s mut Session<'e, 'b>,
    pub front: &'f mut dyn Respondent,
    pub key: Key,
    pub list: &'b List,
    pub number: usize,
    /// Shows the help of the question.
    pub guide: &'f Guide<'f>,
}

impl Entry<'_, '_, '_, '_> {
    /// Asks for rows until the officer is done with them.
    pub fn run(mut self) -> Result<Entered, Fault> {
        let mut rows = self.session.rows_of(self.key);
        let mut adding = rows.is_empty();
        loop {
            if adding {
                match self.row(None, rows.len())? {
                    RowEnd::Whole(row) => {
                        rows.push(row);
                        self.session.keep_rows(self.key, &rows)?;
                        if rows.len() >= MOST_ROWS {
                            adding = false;
                        }
                        continue;
                    }
                    RowEnd::Back if rows.is_empty() => return Ok(Entered::Left(Gesture::Back)),
                    // There are no rows that could be wrong: nothing to look through.
                    RowEnd::Empty if rows.is_empty() && self.list.least == 0 => return Ok(Entered::Rows(rows)),
                    RowEnd::Empty | RowEnd::Back => adding = false,
                    RowEnd::Left(gesture) => return Ok(Entered::Left(gesture)),
                }
            }
            match self.menu(&rows)? {
                Menu::Done if rows.len() < self.list.least as usize => {
                    let kind = AnswerFaultKind::TooFew { found: rows.len(), least: self.list.least };
                    self.front.tell(&refused(&kind, self.session.language))?;
                    adding = rows.is_empty();
                }
                Menu::Done => return Ok(Entered::Rows(rows)),
                Menu::Add => adding = true,
                Menu::Change => {
                    if let Some(at) = self.which(&rows)? {
                        match self.row(Some(&rows[at]), at)? {
                            RowEnd::Whole(row) => {
                                rows[at] = row;
                                self.session.keep_rows(self.key, &rows)?;
                            }
                            RowEnd::Empty | RowEnd::Back => {}
                            RowEnd::Left(gesture) => return Ok(Entered::Left(gesture)),
                        }
                    }
                }
                Menu::Remove => {
                    if let Some(at) = self.which(&rows)? {
                        rows.remove(at);
                        self.session.keep_rows(self.key, &rows)?;
                    }
                }
                Menu::Left(gesture) => return Ok(Entered::Left(gesture)),
            }
        }
    }

    fn prompt(&self, question: String, remark: Option<String>, wants: Wants) -> Prompt {
        let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
        Prompt {
            number: self.number,
            left: progress(self.session, self.key),
            heading: words.heading(&self.key.scope),
            remark,
            kept: self.session.keeps_draft(),
            ..Prompt::new(question, wants)
        }
    }

    /// Returns which row it is, with its name once it has one.
    fn row_heading(&self, heading: &str, at: usize, name: Option<&Value>) -> String {
        let language = self.session.language;
        let mut row = format!("{} {}", language.choose("Rad", "Row"), at + 1);
        if let (Some(column), Some(name)) = (self.list.columns.first(), name) {
            let words = Wording::new(self.session.edition, self.session.answers(), language);
            row = format!("{row}: {}", words.cell(column, name));
        }
        if heading.is_empty() { row } else { format!("{heading} · {row}") }
    }

    fn wording(&self) -> String {
        Wording::new(self.session.edition, self.session.answers(), self.session.language).question(self.key)
    }

    /// Asks for the cells of a row, one after another; back goes to the cell before.
    fn row(&mut self, old: Option<&Row>, at: usize) -> Result<RowEnd, Fault> {
        let columns = &self.list.columns;
        let mut cells: Vec<Option<Value>> = old.map_or_else(|| vec![None; columns.len()], |row| row.cells.clone());
        cells.resize(columns.len(), None);
        let mut column = 0;
        let mut refused_before = None;
        while column < columns.len() {
            let definition = &columns[column];
            let (wants, choices) = cell_wants(self.session, &definition.kind);
            if column > 0 && !answerable(definition, choices.as_ref()) {
                cells[column] = None;
                column += 1;
                continue;
            }
            let language = self.session.language;
            let title = definition.title.get(language);
            // The long question once; after that what the officer needs to see is the row and the column.
            let question =
                if at == 0 && column == 0 { format!("{} · {title}", self.wording()) } else { title.to_owned() };
            let remark = if column == 0 && old.is_none() {
                Some(language.choose("Tom rad när alla är med.", "An empty line when all are there."))
            } else if definition.optional {
                Some(language.choose("Får vara tom.", "May be empty."))
            } else {
                None
            };
            let mut prompt = self.prompt(question, remark.map(str::to_owned), wants);
            prompt.heading = self.row_heading(&prompt.heading, at, cells.first().and_then(Option::as_ref));
            if at == 0 && column == 0 {
                prompt.terms = self.session.explain(self.key);
            }
            prompt.skips = definition.optional || (column == 0 && old.is_none());
            prompt.earlier = cells[column].as_ref().map(|cell| {
                Wording::new(self.session.edition, self.session.answers(), language).cell(definition, cell)
            });
            prompt.keeps = cells[column].is_some();
            if let Some(kind) = refused_before.take() {
                self.front.tell(&refused(&kind, language))?;
            }
            match self.front.ask(&prompt)? {
                Reply::Gesture(Gesture::Back) if column == 0 => return Ok(RowEnd::Back),
                Reply::Gesture(Gesture::Back) => column = self.asked_before(column),
                Reply::Gesture(Gesture::Keep) if prompt.keeps => column += 1,
                // Nothing stands here to be kept: the question remains.
                Reply::Gesture(Gesture::Keep) => {}
                Reply::Gesture(Gesture::Help) => self.front.tell(&self.guide.next(self.session))?,
                Reply::Gesture(gesture) => return Ok(RowEnd::Left(gesture)),
                reply => match read_cell(self.session, &definition.kind, choices.as_ref(), &reply) {
                    Ok(None) if column == 0 && old.is_none() => return Ok(RowEnd::Empty),
                    Ok(None) if !definition.optional => {
                        refused_before =
                            Some(AnswerFaultKind::ColumnMissing { row: at + 1, column: definition.id.clone() });
                    }
                    Ok(value) => {
                        cells[column] = value;
                        column += 1;
                    }
                    Err(kind) => refused_before = Some(kind),
                },
            }
        }
        let entity = match (old, self.list.fills) {
            (Some(row), _) => row.entity,
            (None, Some(register)) => self.session.fresh_entity(register),
            (None, None) => Entity::PUBLIC,
        };
        Ok(RowEnd::Whole(Row { entity, cells }))
    }

    /// Returns the nearest column before this one that is asked for; the first always is.
    fn asked_before(&self, column: usize) -> usize {
        let asked = |at: &usize| {
            let definition = &self.list.columns[*at];
            answerable(definition, cell_wants(self.session, &definition.kind).1.as_ref())
        };
        (1..column).rev().find(asked).unwrap_or(0)
    }

    fn lines(&self, rows: &[Row]) -> Vec<String> {
        let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
        rows.iter().map(|row| words.row(&self.list.columns, row)).collect()
    }

    fn menu(&mut self, rows: &[Row]) -> Result<Menu, Fault> {
        let language = self.session.language;
        let mut ways = vec![
            (Menu::Done, language.choose("Klar", "Done")),
            (Menu::Add, language.choose("Lägg till en rad", "Add a row")),
        ];
        if !rows.is_empty() {
            ways.push((Menu::Change, language.choose("Ändra en rad", "Change a row")));
            ways.push((Menu::Remove, language.choose("Ta bort en rad", "Remove a row")));
        }
        let options: Vec<OptionLine> =
            ('1'..='9').zip(&ways).map(|(key, (_, text))| OptionLine { key, text: (*text).to_owned() }).collect();
        let lines = self.lines(rows);
        let numbered: Vec<String> = lines.iter().zip(1..).map(|(line, number)| format!("{number}. {line}")).collect();
        let none = language.choose("inga rader", "no rows").to_owned();
        let lines = if numbered.is_empty() { vec![none] } else { numbered };
        self.front.tell(&Notice { kind: NoticeKind::Info, title: self.wording(), lines })?;
        loop {
            let question = language.choose("Stämmer raderna?", "Are the rows right?").to_owned();
            match self.front.ask(&self.prompt(question, None, Wants::Options(options.clone())))? {
                Reply::Option(at) if at < ways.len() => return Ok(ways[at].0),
                Reply::Gesture(Gesture::Keep) => return Ok(Menu::Done),
                Reply::Gesture(Gesture::Help) => self.front.tell(&self.guide.next(self.session))?,
                Reply::Gesture(gesture) => return Ok(Menu::Left(gesture)),
                _ => {}
            }
        }
    }

    /// Asks which row is meant.
    fn which(&mut self, rows: &[Row]) -> Result<Option<usize>, Fault> {
        let question = self.session.language.choose("Vilken rad?", "Which row?").to_owned();
        let wants = Wants::Picks { choices: self.lines(rows), names: Vec::new(), many: false, least: 1 };
        loop {
            match self.front.ask(&self.prompt(question.clone(), None, wants.clone()))? {
                Reply::Picked(at) if at.len() == 1 && at[0] < rows.len() => return Ok(Some(at[0])),
                Reply::Gesture(Gesture::Help) => self.front.tell(&self.guide.next(self.session))?,
                Reply::Gesture(_) => return Ok(None),
                Reply::Picked(at) if at.len() > 1 => {
                    self.front.tell(&refused(&AnswerFaultKind::OnlyOne, self.session.language))?;
                }
                Reply::Picked(at) => {
                    let number = at.first().map_or(0, |at| at.saturating_add(1));
                    self.front.tell(&refused(&no_such_number(number, rows.len()), self.session.language))?;
                }
                Reply::Option(_) | Reply::Text(_) => {}
            }
        }
    }
}

/// Returns whether there is anything to ask: a cell that may be empty, out of a register without rows, can only be so.
fn answerable(column: &Column, choices: Option<&Choices>) -> bool {
    !column.optional || choices.is_none_or(|choices| choices.len() > 0)
}

/// What can be done with rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Menu {
    Done,
    Add,
    Change,
    Remove,
    Left(Gesture),
}
