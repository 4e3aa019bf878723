//! Lists, row by row: columns in turn, an empty line to end, and the rows to look through.

use std::ops::Range;

use super::guide::Guide;
use super::paste::read_names;
use super::prompt::{Choices, cell_wants, no_such_number, read_cell};
use super::respondent::{Gesture, Notice, NoticeKind, OptionLine, Pasted, Prompt, Reply, Respondent, Wants};
use super::run::{Fault, refused};
use super::session::Session;
use super::words::Wording;
use crate::answers::fault::AnswerFaultKind;
use crate::answers::value::MOST_ROWS;
use crate::engine::{Entity, Key, Row, Value};
use crate::ruleset::model::{Column, ColumnKind, List};
use crate::text::Language;

/// How the entry of a list ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entered {
    /// With rows.
    Rows(Vec<Row>),
    /// With a gesture that leaves the question: back, review or pause.
    Left(Gesture),
}

/// How the entry of one row ended.
pub(super) enum RowEnd {
    Whole(Vec<Option<Value>>),
    /// The first cells of several rows.
    Several(Vec<Value>),
    /// Nothing typed in the first column.
    Empty,
    /// Back from the first column.
    Back,
    Left(Gesture),
}

/// The cells that are asked for.
pub(super) struct Filling<'r> {
    /// What stands in them.
    pub cells: Vec<Option<Value>>,
    /// The place of the row, or of the first.
    pub at: usize,
    /// For how many rows they are.
    pub count: usize,
    /// The first that is asked for.
    pub first: usize,
    /// The row that is changed.
    pub old: Option<&'r Row>,
    /// The row before, where a new one can have the same.
    pub last: Option<&'r Row>,
}

/// One list being filled.
pub(super) struct Entry<'s, 'e, 'b, 'f> {
    pub session: &'s mut Session<'e, 'b>,
    pub front: &'f mut dyn Respondent,
    pub key: Key,
    pub list: &'b List,
    pub number: usize,
    /// At most how many questions come after it. No answer changes while its rows are entered, so it is counted once.
    pub left: String,
    /// Shows the help of the question.
    pub guide: &'f Guide<'f>,
}

impl Entry<'_, '_, '_, '_> {
    /// Asks for rows until the officer is done with them.
    pub fn run(mut self) -> Result<Entered, Fault> {
        let mut rows = self.session.rows_of(self.key);
        if let Some(gesture) = self.complete(&mut rows)? {
            return Ok(Entered::Left(gesture));
        }
        let mut adding = rows.is_empty();
        loop {
            if adding {
                match self.row(None, &rows)? {
                    RowEnd::Whole(cells) => {
                        rows.push(self.new_row(cells));
                        self.session.keep_rows(self.key, &rows)?;
                        adding = rows.len() < MOST_ROWS;
                        continue;
                    }
                    RowEnd::Several(names) => match self.add_several(names, &mut rows)? {
                        Some(gesture) => return Ok(Entered::Left(gesture)),
                        None => continue,
                    },
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
                Menu::Done => match self.lost(&rows) {
                    Some(lost) => self.front.tell(&lost)?,
                    None => return Ok(Entered::Rows(rows)),
                },
                Menu::Add => adding = true,
                Menu::Several => {
                    if let Some(gesture) = self.several(&mut rows)? {
                        return Ok(Entered::Left(gesture));
                    }
                }
                Menu::Change => {
                    if let Some(at) = self.which(&rows)? {
                        match self.row(Some(&rows[at]), &rows)? {
                            RowEnd::Whole(cells) => {
                                rows[at].cells = cells;
                                self.session.keep_rows(self.key, &rows)?;
                            }
                            RowEnd::Empty | RowEnd::Back | RowEnd::Several(_) => {}
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

    pub(super) fn prompt(&self, question: String, remark: Option<String>, wants: Wants) -> Prompt {
        let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
        Prompt {
            number: self.number,
            about: Some(self.key),
            left: self.left.clone(),
            heading: words.heading(&self.key.scope),
            remark,
            kept: self.session.keeps_draft(),
            ..Prompt::new(question, wants)
        }
    }

    /// Returns which row or rows it is, with its name once it has one.
    fn row_heading(&self, heading: &str, rows: Range<usize>, name: Option<&Value>) -> String {
        let language = self.session.language;
        let title = match rows.len() {
            1 => language.choose("Rad", "Row"),
            _ => language.choose("Raderna", "Rows"),
        };
        let mut row = match rows.len() {
            1 => format!("{title} {}", rows.end),
            _ => format!("{title} {}–{}", rows.start + 1, rows.end),
        };
        if let (Some(column), Some(name)) = (self.list.columns.first(), name) {
            let words = Wording::new(self.session.edition, self.session.answers(), language);
            row = format!("{row}: {}", words.cell(column, name));
        }
        if heading.is_empty() { row } else { format!("{heading} · {row}") }
    }

    pub(super) fn wording(&self) -> String {
        Wording::new(self.session.edition, self.session.answers(), self.session.language).question(self.key)
    }

    /// Asks for the cells of a row, one after another; back goes to the cell before.
    fn row(&mut self, old: Option<&Row>, rows: &[Row]) -> Result<RowEnd, Fault> {
        let at = old.and_then(|old| rows.iter().position(|row| row == old)).unwrap_or(rows.len());
        self.cells(Filling {
            cells: old.map_or_else(Vec::new, |row| row.cells.clone()),
            at,
            count: 1,
            first: 0,
            old,
            last: rows.last(),
        })
    }

    /// Asks for the cells of a row, or of several with one answer for all of them.
    pub(super) fn cells(&mut self, filling: Filling<'_>) -> Result<RowEnd, Fault> {
        let columns = &self.list.columns;
        let Filling { mut cells, at, count, first, old, last } = filling;
        cells.resize(columns.len(), None);
        for (cell, column) in cells.iter_mut().zip(columns) {
            if self.is_lost(column, cell.as_ref()) {
                *cell = None;
            }
        }
        let mut column = first;
        let mut refused_before = None;
        while column < columns.len() {
            let definition = &columns[column];
            let (wants, choices) = cell_wants(self.session, &definition.kind);
            let known = if column > 0 { settled(definition, choices.as_ref()) } else { Cell::Open };
            if !matches!(known, Cell::Open) {
                cells[column] = if let Cell::Only(value) = known { Some(value) } else { None };
                column += 1;
                continue;
            }
            let before = last.filter(|_| old.is_none() && matches!(definition.kind, ColumnKind::Ref(_)));
            let before = before.and_then(|row| row.cells.get(column)?.clone());
            let before = before.filter(|cell| !self.is_lost(definition, Some(cell)));
            let language = self.session.language;
            let title = definition.title.get(language);
            // The long question once; after that what the officer needs to see is the row and the column.
            let question =
                if at == 0 && column == 0 { format!("{} · {title}", self.wording()) } else { title.to_owned() };
            let remark = self.cell_remark(definition, column == 0 && old.is_none(), before.as_ref());
            let mut prompt = self.prompt(question, remark, wants);
            prompt.heading = self.row_heading(&prompt.heading, at..at + count, cells.first().and_then(Option::as_ref));
            if at == 0 && column == 0 {
                prompt.terms = self.session.explain(self.key);
            }
            if column == 0 && old.is_none() && self.has_names() {
                prompt.pasted = Pasted::Rows;
            }
            prompt.skips = definition.optional || (column == 0 && old.is_none());
            prompt.earlier = cells[column].as_ref().map(|cell| {
                Wording::new(self.session.edition, self.session.answers(), language).cell(definition, cell)
            });
            prompt.keeps = cells[column].is_some() || before.is_some();
            if let Some(refused) = refused_before.take() {
                self.front.tell(&refused)?;
            }
            match self.ask(&prompt)? {
                Reply::Gesture(Gesture::Back) if column == first => return Ok(RowEnd::Back),
                Reply::Gesture(Gesture::Back) => column = self.asked_before(column),
                Reply::Gesture(Gesture::Keep) if prompt.keeps => {
                    cells[column] = cells[column].take().or(before);
                    column += 1;
                }
                // Nothing stands here to be kept: the question remains.
                Reply::Gesture(Gesture::Keep) => {}
                Reply::Gesture(Gesture::Help) => self.front.tell(&self.guide.next(self.session))?,
                Reply::Gesture(gesture) => return Ok(RowEnd::Left(gesture)),
                Reply::Text(text) if column == 0 && old.is_none() && self.takes_several(&text) => {
                    match read_names(&text) {
                        Ok(names) => return Ok(RowEnd::Several(names)),
                        Err(kind) => refused_before = Some(refused(&kind, language)),
                    }
                }
                reply => match read_cell(self.session, &definition.kind, choices.as_ref(), &reply) {
                    Ok(None) if column == 0 && old.is_none() => return Ok(RowEnd::Empty),
                    Ok(None) if !definition.optional => {
                        let line = match language {
                            Language::Sv => format!("Raden behöver något under ”{title}”."),
                            Language::En => format!("The row needs something under “{title}”."),
                        };
                        refused_before =
                            Some(Notice { kind: NoticeKind::Refused, title: String::new(), lines: vec![line] });
                    }
                    Ok(value) => {
                        cells[column] = value;
                        column += 1;
                    }
                    Err(kind) => refused_before = Some(refused(&kind, language)),
                },
            }
        }
        Ok(RowEnd::Whole(cells))
    }

    /// Returns what to know about a cell: how the rows end, that it may be empty, what stands in the row before.
    fn cell_remark(&self, column: &Column, ends: bool, before: Option<&Value>) -> Option<String> {
        let language = self.session.language;
        let mut parts = Vec::new();
        if ends {
            parts.push(language.choose("Tom rad när alla är med.", "An empty line when all are there.").to_owned());
        } else if column.optional {
            parts.push(language.choose("Får vara tom.", "May be empty.").to_owned());
        }
        if let Some(before) = before {
            let words = Wording::new(self.session.edition, self.session.answers(), language).cell(column, before);
            parts.push(match language {
                Language::Sv => format!("> tar samma som raden före: {words}."),
                Language::En => format!("> takes the same as the row before: {words}."),
            });
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// Puts a prompt of the list. After anything but `?` the help comes first again: the prompts are many, the question one.
    pub(super) fn ask(&mut self, asked: &Prompt) -> Result<Reply, Fault> {
        let reply = self.front.ask(asked)?;
        if reply != Reply::Gesture(Gesture::Help) {
            self.guide.reset();
        }
        Ok(reply)
    }

    /// Returns a row with these cells, with an id of its own where the list fills a register.
    pub(super) fn new_row(&mut self, cells: Vec<Option<Value>>) -> Row {
        let entity = self.list.fills.map_or(Entity::PUBLIC, |register| self.session.fresh_entity(register));
        Row { entity, cells }
    }

    /// Returns the nearest column before this one that is asked for; the first always is.
    fn asked_before(&self, column: usize) -> usize {
        let asked = |at: &usize| {
            let definition = &self.list.columns[*at];
            matches!(settled(definition, cell_wants(self.session, &definition.kind).1.as_ref()), Cell::Open)
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
        if self.has_names() {
            ways.push((Menu::Several, language.choose("Lägg till flera rader på en gång", "Add several rows at once")));
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
            match self.ask(&self.prompt(question, None, Wants::Options(options.clone())))? {
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
            match self.ask(&self.prompt(question.clone(), None, wants.clone()))? {
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

/// What is known of a cell before it is asked for.
enum Cell {
    /// Anything may stand in it.
    Open,
    /// It may be empty, and there is nothing else that it could be.
    Empty,
    /// It must not be empty, and there is one thing that it can be.
    Only(Value),
}

fn settled(column: &Column, choices: Option<&Choices>) -> Cell {
    match choices {
        Some(choices) if choices.len() == 0 && column.optional => Cell::Empty,
        Some(Choices::Entities(all)) if all.len() == 1 && !column.optional => Cell::Only(Value::Entities(all.clone())),
        _ => Cell::Open,
    }
}

/// What can be done with rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Menu {
    Done,
    Add,
    Change,
    Remove,
    Several,
    Left(Gesture),
}
