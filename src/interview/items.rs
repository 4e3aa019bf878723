//! The working place for many items: what is to do in each, and which of them the officer works in.

use std::ops::RangeInclusive;

use super::prompt::no_such_number;
use super::respondent::{Gesture, Notice, NoticeKind, Prompt, Reply, Wants};
use super::run::{Fault, Interview, Next, refused};
use super::same::Same;
use super::table::{ItemLine, ItemTable, TableReply, read_table};
use super::words::Wording;
use crate::answers::registers::{register_key, register_rows};
use crate::answers::script::lacking_reasons;
use crate::engine::{Entity, Focus, Key, Overview, Report, Row, Step, Value, overview};
use crate::render::terms::capital;
use crate::ruleset::model::{AnswerKind, ColumnKind, Effect, Register};
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
    pub(super) fn to_table(&mut self) -> Next {
        self.working = Working { stays: true, ..Working::default() };
        Next::On
    }

    /// Looks at a place of the path; where that is in an item, the officer works in it.
    pub(super) fn look_at(&mut self, path: &[Key], at: usize) {
        self.working.item = path.get(at).and_then(|key| key.scope.item);
        self.visiting = Some(at);
    }

    /// Returns whether the next place of the path is outside the item, while there is a table to come back to.
    pub(super) fn leaves_item(&self, key: Key, next: Option<&Key>) -> bool {
        self.working.left && key.scope.item.is_some() && next.and_then(|next| next.scope.item) != key.scope.item
    }

    fn overview(&self, focus: Focus) -> Overview {
        overview(self.session.edition, self.session.procedure, self.session.answers(), focus)
    }

    fn rows(&self) -> &[Row] {
        register_rows(self.session.edition, self.session.answers(), Register::Items)
    }

    /// Returns the answers on the path that lack a reason of the officer's, in order.
    fn lacking(&self, report: &Report) -> Vec<Key> {
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

    fn entity(&self, number: usize) -> Result<Entity, String> {
        let rows = self.rows();
        let row = number.checked_sub(1).and_then(|at| rows.get(at));
        let fault = || no_such_number(number, rows.len());
        row.map(|row| row.entity).ok_or_else(|| refused(&fault(), self.session.language).lines.concat())
    }

    /// Gives items the answers of another, and returns what to say of it.
    fn same(&mut self, ranges: &[(usize, usize)], of: usize) -> Result<String, Fault> {
        let language = self.session.language;
        let ends = ranges.iter().flat_map(|&(first, last)| [first, last]).chain([of]);
        if let Some(said) = ends.map(|number| self.entity(number)).find_map(Result::err) {
            return Ok(said);
        }
        let Ok(from) = self.entity(of) else { return Ok(String::new()) };
        if !self.session.has_answers(from) {
            return Ok(match language {
                Language::Sv => format!("Uppgift {of} har inga svar än."),
                Language::En => format!("Item {of} has no answers yet."),
            });
        }
        let numbers = ranges.iter().flat_map(|&(first, last)| RangeInclusive::new(first, last));
        let mut came = Came::default();
        for number in numbers.filter(|&number| number != of) {
            let Ok(item) = self.entity(number) else { continue };
            let had = self.session.has_answers(item);
            let same = self.session.same_as(from, item)?;
            came.add(number, had, same);
        }
        self.list_given(&came.given)?;
        Ok(self.said(of, &came))
    }

    /// Lists the answers that were given, in the words of the first item; the others got the same.
    fn list_given(&mut self, given: &[Key]) -> Result<(), Fault> {
        let language = self.session.language;
        let words = Wording::new(self.session.edition, self.session.answers(), language);
        let lines: Vec<String> = of_first(given)
            .filter_map(|key| {
                let answer = self.session.answers().answer(key)?;
                let value = words.value(&self.session.question(key).kind, &answer.value);
                Some(format!("{} {value}", words.question(key)))
            })
            .collect();
        if lines.is_empty() {
            return Ok(());
        }
        let title = language.choose("Svaren som följde med", "The answers that came along").to_owned();
        Ok(self.front.tell(&Notice { kind: NoticeKind::Info, title, lines })?)
    }

    fn said(&self, of: usize, came: &Came) -> String {
        let language = self.session.language;
        let words = Wording::new(self.session.edition, self.session.answers(), language);
        let mut parts = Vec::new();
        if !came.given.is_empty() {
            let numbers = numbers(&came.items);
            let reasons = language.choose("Skälen skriver du för var och en", "You write the reasons for each of them");
            let count = came.given.len();
            parts.push(match language {
                Language::Sv => {
                    format!("Uppgift {numbers} har nu samma svar som uppgift {of}, {count} svar i allt. {reasons}.")
                }
                Language::En => {
                    format!("Item {numbers} now has the same answers as item {of}, {count} answers in all. {reasons}.")
                }
            });
        }
        let own: Vec<String> = of_first(&came.own).map(|key| words.question(key)).collect();
        if !own.is_empty() {
            let title = language.choose("Besvaras för varje uppgift", "Answered for each item");
            parts.push(format!("{title}: {}", own.join(" ")));
        }
        if !came.kept.is_empty() {
            let numbers = numbers(&came.kept);
            parts.push(match language {
                Language::Sv => format!("Uppgift {numbers} hade redan svar, och de står kvar."),
                Language::En => format!("Item {numbers} had answers already, and they stand."),
            });
        }
        if !came.none.is_empty() {
            let numbers = numbers(&came.none);
            parts.push(match language {
                Language::Sv => format!("Uppgift {numbers} fick inga svar av uppgift {of}."),
                Language::En => format!("Item {numbers} was given no answers of item {of}."),
            });
        }
        parts.join(" ")
    }

    fn items(&self, report: &Report, path: &[Key], left: &[Entity]) -> ItemTable {
        let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
        let documents = register_rows(self.session.edition, self.session.answers(), Register::Documents).len();
        let lines = self.rows().iter().map(|row| {
            let of_item: Vec<Key> = path.iter().copied().filter(|key| key.scope.item == Some(row.entity)).collect();
            ItemLine {
                item: words.entity(row.entity),
                persons: self.persons(&of_item, &words),
                document: (documents > 1).then(|| self.document(row, &words)).flatten(),
                state: self.state(report, row.entity, &of_item, left, &words),
            }
        });
        ItemTable { lines: lines.collect(), left: left.len() }
    }

    /// Returns those whom the item has been said to be about.
    fn persons(&self, of_item: &[Key], words: &Wording<'_>) -> String {
        let picks = of_item.iter().copied().filter(|key| {
            let kind = &self.session.question(*key).kind;
            key.scope.person.is_none() && matches!(kind, AnswerKind::Pick(pick) if pick.from == Register::Persons)
        });
        let answers = picks.filter_map(|key| self.session.answers().answer(key));
        let picked = answers.flat_map(|answer| match &answer.value {
            Value::Entities(picked) => picked.as_slice(),
            _ => &[],
        });
        picked.map(|&person| words.entity(person)).collect::<Vec<_>>().join(", ")
    }

    fn document(&self, row: &Row, words: &Wording<'_>) -> Option<String> {
        let key = register_key(self.session.edition, Register::Items)?;
        let AnswerKind::List(list) = &self.session.question(key).kind else { return None };
        let mut cells = list.columns.iter().zip(&row.cells);
        let of = cells.find(|(column, _)| column.kind == ColumnKind::Ref(Register::Documents));
        of.and_then(|(column, cell)| cell.as_ref().map(|cell| words.cell(column, cell)))
    }

    fn state(&self, report: &Report, item: Entity, of_item: &[Key], left: &[Entity], words: &Wording<'_>) -> String {
        let language = self.session.language;
        let met = report.items.iter().find(|met| met.item == item);
        let lacks = || self.lacking(report).iter().any(|key| key.scope.item == Some(item));
        let state = if left.contains(&item) {
            match of_item {
                [] => language.choose("Att göra", "To do"),
                _ if lacks() => language.choose("Skäl saknas", "Reason missing"),
                _ => language.choose("Påbörjad", "Begun"),
            }
        } else if report.halted.iter().any(|halted| halted.scope.item == Some(item)) {
            language.choose("Väntar", "Waits")
        } else {
            match met {
                Some(met) if met.effect != Effect::None => return capital(&words.effect(met.effect)),
                Some(_) => language.choose("Klar", "Done"),
                None => language.choose("Prövas inte för sig", "Not tested by itself"),
            }
        };
        state.to_owned()
    }
}

/// What giving the same answers came to, over all the items.
#[derive(Default)]
struct Came {
    items: Vec<usize>,
    none: Vec<usize>,
    /// Those that had answers before.
    kept: Vec<usize>,
    given: Vec<Key>,
    own: Vec<Key>,
}

impl Came {
    fn add(&mut self, number: usize, had: bool, same: Same) {
        if had {
            self.kept.push(number);
        }
        match (same.given.is_empty(), had) {
            (false, _) => self.items.push(number),
            (true, false) => self.none.push(number),
            (true, true) => {}
        }
        self.given.extend(same.given);
        self.own.extend(same.own);
    }
}

/// Returns the keys that are about the same item as the first.
fn of_first(keys: &[Key]) -> impl Iterator<Item = Key> + '_ {
    let item = keys.first().and_then(|key| key.scope.item);
    keys.iter().copied().filter(move |key| key.scope.item == item)
}

/// Returns the next of the items to do after one, in the order of the list, from the beginning again at its end.
fn next_of(rows: &[Row], after: Option<Entity>, left: &[Entity]) -> Option<Entity> {
    let at = after.and_then(|after| rows.iter().position(|row| row.entity == after)).map_or(0, |at| at + 1);
    let turned = rows[at..].iter().chain(&rows[..at]).map(|row| row.entity);
    turned.into_iter().find(|item| left.contains(item))
}

/// Returns numbers as they are said: `5–12, 14`.
fn numbers(all: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in all {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words = runs.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    words.collect::<Vec<_>>().join(", ")
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
