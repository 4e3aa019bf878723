//! The working place for many items: what is to do in each, and which of them the officer works in.

use std::ops::RangeInclusive;

use super::prompt::no_such_number;
use super::respondent::{Gesture, Notice, NoticeKind, Prompt, Reply, Wants};
use super::run::{Fault, Interview, Next, refused};
use super::table::{TableReply, read_table};
use crate::answers::registers::{register_key, register_rows};
use crate::answers::script::lacking_reasons;
use crate::engine::{Entity, Focus, Key, Overview, Report, Row, Step, overview};
use crate::ruleset::model::Register;
use crate::text::Language;

/// Which item the officer works in.
#[derive(Debug, Default)]
pub(super) struct Working {
    /// The item; none at the table and before it.
    item: Option<Entity>,
    /// Whether the next one to do follows without a stop at the table.
    onward: bool,
    /// Whether the officer has come back to the table: the last item to do is not gone on to by itself.
    stays: bool,
    /// Whether anything is to do among the items.
    left: bool,
    /// What the last thing done at the table came to.
    said: Option<String>,
}

/// Whose turn it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Turn {
    /// An answer lacks a reason.
    Reasons(Key),
    /// The items, these of them to do.
    Table(Vec<Entity>),
    /// What the walk says.
    Walk,
}

impl Interview<'_, '_, '_, '_> {
    /// Returns the walk with the item in focus that the officer works in, and what comes next.
    ///
    /// With one item or none there is no table, and the walk is the plain one.
    pub(super) fn turn(&mut self) -> (Report, Turn) {
        if self.rows().len() < 2 {
            self.working = Working::default();
            let report = self.session.walk();
            let lacking = self.lacking(&report).into_iter().next();
            return (report, lacking.map_or(Turn::Walk, Turn::Reasons));
        }
        let Overview { report, pending } = self.overview(Focus::None);
        let lacking = self.lacking(&report);
        let waits = |item: Entity| pending.iter().any(|pending| pending.item == item);
        let lacks = |item: Entity| lacking.iter().copied().find(|key| key.scope.item == Some(item));
        let left: Vec<Entity> =
            self.rows().iter().map(|row| row.entity).filter(|&item| waits(item) || lacks(item).is_some()).collect();
        self.working.left = !left.is_empty();
        let of_none = lacking.iter().copied().find(|key| key.scope.item.is_none());
        if let Some(item) = self.working.item.filter(|&item| waits(item)) {
            let turn = of_none.or(lacks(item)).map_or(Turn::Walk, Turn::Reasons);
            return (self.overview(Focus::Item(item)).report, turn);
        }
        if self.visiting.is_some() {
            return (report, Turn::Walk);
        }
        if let Some(key) = of_none.or(self.working.item.and_then(lacks)) {
            return (report, Turn::Reasons(key));
        }
        // A document is asked about before the table of all items can be there, and after the last of its own.
        let elsewhere = pending.first().is_some_and(|first| first.step != report.step);
        if elsewhere && matches!(report.step, Step::Ask { .. } | Step::Revise { .. }) || left.is_empty() {
            return (report, Turn::Walk);
        }
        // Of one item there is nothing to choose.
        if self.working.onward || left.len() == 1 && !self.working.stays {
            let after = self.working.item;
            let next = next_of(self.rows(), after, &left);
            self.working.item = next;
            return self.turn_onward(report, next.and_then(lacks));
        }
        self.working.item = None;
        (report, Turn::Table(left))
    }

    fn turn_onward(&self, report: Report, lacks: Option<Key>) -> (Report, Turn) {
        let focus = self.working.item.map_or(Focus::None, Focus::Item);
        match lacks {
            Some(key) => (report, Turn::Reasons(key)),
            None => (self.overview(focus).report, Turn::Walk),
        }
    }

    /// Says what was done at the table, where the officer does not come back to it.
    pub(super) fn tell_said(&mut self, turn: &Turn) -> Result<(), Fault> {
        if matches!(turn, Turn::Table(_)) {
            return Ok(());
        }
        let Some(said) = self.working.said.take() else { return Ok(()) };
        Ok(self.front.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines: vec![said] })?)
    }

    /// Goes back to the table.
    pub(super) fn back_to_table(&mut self) -> Next {
        self.working = Working { stays: true, ..Working::default() };
        Next::On
    }

    /// Looks at a place of the path; where that is in an item, the officer works in it.
    pub(super) fn look_at(&mut self, path: &[Key], at: usize) {
        // A question about a person or the whole matter may stand in the midst of an item.
        let within = self.span(path).is_some_and(|span| span.contains(&at));
        if !within {
            self.working.item = path.get(at).and_then(|key| key.scope.item);
        }
        self.visiting = Some(at);
    }

    /// Returns whether nothing on the path lies before this place within the item that the officer works in, while
    /// there is a table to go back to.
    pub(super) fn begins_item(&self, path: &[Key], at: usize) -> bool {
        self.working.left && self.working.item.is_some() && self.span(path).is_none_or(|span| at <= *span.start())
    }

    /// Returns whether nothing on the path lies after this place within it, likewise.
    pub(super) fn ends_item(&self, path: &[Key], at: usize) -> bool {
        self.working.left && self.working.item.is_some() && self.span(path).is_none_or(|span| at >= *span.end())
    }

    /// Returns the places of the first and the last question that is about the item that the officer works in.
    fn span(&self, path: &[Key]) -> Option<RangeInclusive<usize>> {
        let of_item = |key: &Key| key.scope.item == self.working.item;
        self.working.item?;
        Some(path.iter().position(of_item)?..=path.iter().rposition(of_item)?)
    }

    fn overview(&self, focus: Focus) -> Overview {
        overview(self.session.edition, self.session.procedure, self.session.answers(), focus)
    }

    pub(super) fn rows(&self) -> &[Row] {
        register_rows(self.session.edition, self.session.answers(), Register::Items)
    }

    /// Returns the answers on the path that lack a reason of the officer's, in order.
    pub(super) fn lacking(&self, report: &Report) -> Vec<Key> {
        let lacking = lacking_reasons(self.session.edition, self.session.answers(), report);
        lacking.into_iter().map(|lacking| lacking.key).filter(|&key| self.session.is_own(key)).collect()
    }

    /// Shows the table and does what is asked for, until that leads away from it.
    pub(super) fn table(&mut self, report: &Report, path: &[Key], left: &[Entity]) -> Result<Next, Fault> {
        let language = self.session.language;
        (self.working.onward, self.working.stays) = (false, true);
        let items = self.items(report, path, left);
        loop {
            let title = match language {
                Language::Sv => format!("{} av {} uppgifter är kvar att göra.", items.left, items.lines.len()),
                Language::En => format!("{} of {} items are left to do.", items.left, items.lines.len()),
            };
            let asked = Prompt {
                number: path.len() + 1,
                remark: self.working.said.take(),
                kept: self.session.keeps_draft(),
                ..Prompt::new(title, Wants::Items(items.clone()))
            };
            let text = match self.front.ask(&asked)? {
                Reply::Gesture(Gesture::Keep) => {
                    (self.working.onward, self.working.stays) = (true, false);
                    return Ok(Next::On);
                }
                Reply::Gesture(Gesture::Back) => {
                    let before = |at: &usize| path[*at].scope.item.is_none() && self.session.is_own(path[*at]);
                    return Ok((0..path.len()).rev().find(before).map_or(Next::On, Next::Visit));
                }
                Reply::Gesture(Gesture::Review) => return self.glance(report, path, Next::On),
                Reply::Gesture(Gesture::Pause) => return Ok(Next::Pause),
                Reply::Gesture(Gesture::Help) => {
                    self.front.tell(&help(language))?;
                    continue;
                }
                Reply::Text(text) => text,
                Reply::Option(_) | Reply::Picked(_) => continue,
            };
            match read_table(&text) {
                Some(TableReply::Item(number)) => match self.entity(number) {
                    Ok(item) => {
                        if let Some(next) = self.enter(path, item, left) {
                            return Ok(next);
                        }
                    }
                    Err(said) => self.working.said = Some(said),
                },
                Some(TableReply::Same { items, of }) => {
                    self.working.said = Some(self.same(&items, of)?);
                    return Ok(Next::On);
                }
                Some(TableReply::List) => {
                    let key = register_key(self.session.edition, Register::Items);
                    if let Some(at) = path.iter().position(|&on| Some(on) == key) {
                        return Ok(Next::Visit(at));
                    }
                }
                None => {}
            }
        }
    }

    /// Works in an item: what is left of it, or its first answer if nothing is.
    fn enter(&mut self, path: &[Key], item: Entity, left: &[Entity]) -> Option<Next> {
        if left.contains(&item) {
            (self.working.item, self.working.stays) = (Some(item), false);
            return Some(Next::On);
        }
        let first = path.iter().position(|&key| key.scope.item == Some(item) && self.session.is_own(key));
        if first.is_none() {
            let words = "Om den uppgiften finns inget att fråga: den prövas inte för sig.";
            let en = "There is nothing to ask about that item: it is not tested by itself.";
            self.working.said = Some(self.session.language.choose(words, en).to_owned());
        }
        first.map(Next::Visit)
    }

    pub(super) fn entity(&self, number: usize) -> Result<Entity, String> {
        let rows = self.rows();
        let row = number.checked_sub(1).and_then(|at| rows.get(at));
        let fault = || no_such_number(number, rows.len());
        row.map(|row| row.entity).ok_or_else(|| refused(&fault(), self.session.language).lines.concat())
    }
}

/// Returns the next of the items to do after one, in the order of the list, from the beginning again at its end.
fn next_of(rows: &[Row], after: Option<Entity>, left: &[Entity]) -> Option<Entity> {
    let at = after.and_then(|after| rows.iter().position(|row| row.entity == after)).map_or(0, |at| at + 1);
    let turned = rows[at..].iter().chain(&rows[..at]).map(|row| row.entity);
    turned.into_iter().find(|item| left.contains(item))
}

fn help(language: Language) -> Notice {
    let lines = match language {
        Language::Sv => [
            "7 går till uppgift 7. Är den klar kan du se och ändra svaren.",
            "> tar uppgifterna som är kvar i tur och ordning, utan att stanna här emellan.",
            "5=3 ger uppgift 5 samma svar som uppgift 3, och 5-9,12=3 ger dem till flera. Skälen följer inte med, för de ska gälla just den uppgiften. Svar som redan finns ändras inte.",
            "+ går till listan, där du lägger till, ändrar och tar bort uppgifter. Svaren följer med uppgiften.",
            "< vid en uppgifts första fråga går tillbaka hit.",
        ],
        Language::En => [
            "7 goes to item 7. If it is done you can see and change its answers.",
            "> takes the items that are left one after another, without stopping here between them.",
            "5=3 gives item 5 the same answers as item 3, and 5-9,12=3 gives them to several. The reasons do not come along, since they are about that very item. Answers that are there already are not changed.",
            "+ goes to the list, where you add, change and remove items. The answers stay with their item.",
            "< at the first question of an item goes back here.",
        ],
    };
    let title = language.choose("Så arbetar du med uppgifterna", "How to work with the items").to_owned();
    Notice { kind: NoticeKind::Help, title, lines: lines.map(str::to_owned).into() }
}
