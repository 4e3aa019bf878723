//! Answers that a change reopens: they are set aside, and hold again once all that they rested on is as it was.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::Session;
use crate::draft::{Aside, DraftFault, Event, Stored};
use crate::engine::{Answer, Edition, Entity, Key, ScopePath, Value};
use crate::ruleset::model::{AnswerKind, Column, ColumnKind, QuestionIx, Register};

/// Why answers are set aside.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Why {
    /// Something that they rest on changed: they hold again when that is undone.
    Change,
    /// They are to be looked at again, since the rules sent the officer back or put the question otherwise now: they can
    /// be let stand, until something that they rest on changes.
    ToLookAt,
    /// They are stale, or another's that no longer count.
    Other,
}

impl Session<'_, '_> {
    /// Returns the answers that were set aside, in no order.
    pub fn set_asides(&self) -> impl Iterator<Item = (Key, &Answer)> + '_ {
        self.aside.iter().map(|(key, aside)| (*key, &aside.answer))
    }

    /// Sets answers aside.
    pub(super) fn set_aside(&mut self, keys: &[Key], why: Why) -> Result<(), DraftFault> {
        let asides = self.asides(keys, why);
        let events = self.aside_events(&asides);
        if !events.is_empty() {
            self.record(events)?;
            self.move_aside(asides);
        }
        Ok(())
    }

    /// Returns what those answers that stand will be when they are set aside, with what they rest on as it is now.
    pub(super) fn asides(&self, keys: &[Key], why: Why) -> Vec<(Key, Aside<Key, Answer>)> {
        let standing = keys.iter().filter_map(|&key| Some((key, self.answers.answer(key)?.clone())));
        let aside = |(key, answer): (Key, Answer)| {
            let rests = if why == Why::Other { Vec::new() } else { self.rests(key) };
            (key, Aside { answer, rests, keeps: why == Why::ToLookAt })
        };
        standing.map(aside).collect()
    }

    pub(super) fn aside_events(&self, asides: &[(Key, Aside<Key, Answer>)]) -> Vec<Event> {
        let event = |(key, aside): &(Key, Aside<Key, Answer>)| Event::Aside {
            at: self.address(*key),
            rests: aside.rests.iter().map(|(on, _)| self.address(*on)).collect(),
            keeps: aside.keeps,
        };
        asides.iter().map(event).collect()
    }

    pub(super) fn move_aside(&mut self, asides: Vec<(Key, Aside<Key, Answer>)>) {
        for (key, aside) in asides {
            self.answers.remove(key);
            self.aside.insert(key, aside);
        }
    }

    /// Takes back what holds again, and what holds again with that.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub(super) fn restore(&mut self) -> Result<(), DraftFault> {
        loop {
            let returns = |(key, aside): &(&Key, &Aside<Key, Answer>)| {
                !aside.keeps && !aside.rests.is_empty() && self.holds(**key, aside)
            };
            let mut again: Vec<Key> = self.aside.iter().filter(returns).map(|(key, _)| *key).collect();
            again.sort();
            if again.is_empty() {
                return Ok(());
            }
            self.record(again.iter().map(|&key| Event::Restored { at: self.address(key), asked: None }).collect())?;
            for key in again {
                if let Some(aside) = self.aside.remove(&key) {
                    self.answers.insert(key, aside.answer);
                }
            }
        }
    }

    /// Returns whether all that an answer rested on is as it was. What names rows rests on those rows, not on others.
    pub(super) fn holds(&self, key: Key, aside: &Aside<Key, Answer>) -> bool {
        aside.rests.iter().all(|(on, was)| {
            let Some(now) = self.answers.answer(*on) else { return false };
            self.json(*on, &now.value) == *was
                || !depends(self.edition, key, *on)
                    && !self.names_what_is_gone(key, Some(&aside.answer.value), *on, &now.value)
        })
    }

    /// Returns what an answer rests on, as it is now or was before it was set aside itself.
    fn rests(&self, key: Key) -> Vec<(Key, Json)> {
        let all = self.answers.keys().chain(self.aside.keys().copied());
        let on = all.filter(|&on| on != key && self.rests_upon(key, on));
        let mut on: Vec<Key> = on.collect::<HashSet<_>>().into_iter().collect();
        on.sort();
        on.into_iter().filter_map(|on| Some((on, self.json(on, &self.earlier(on)?.value)))).collect()
    }

    fn rests_upon(&self, key: Key, on: Key) -> bool {
        depends(self.edition, key, on) || self.names_rows_of(key, on)
    }

    /// Returns an answer with the reasons that it had, where the change before is undone with it.
    pub(super) fn given(&self, key: Key, value: Value) -> Answer {
        let json = self.json(key, &value);
        let former = self.former.get(&key).filter(|former| former.value == json);
        match former.cloned() {
            Some(Stored { reason, outgoing, notes, .. }) => Answer { value, reason, outgoing, notes },
            None => Answer::bare(value),
        }
    }

    /// Returns what stands and is replaced by another value, as a journal keeps it.
    pub(super) fn replaced(&self, key: Key, given: &Answer) -> Option<Stored> {
        let before = self.answers.answer(key).filter(|before| before.value != given.value)?;
        Some(Stored::of(before, self.json(key, &before.value), None, self.now()))
    }

    /// Returns the answers that a change of the one under `key` may reopen, itself among them, and what rests on those.
    #[must_use]
    pub fn rests_on(&self, key: Key) -> HashSet<Key> {
        let mut found = HashSet::from([key]);
        if self.earlier(key).is_none() {
            // The first answer reopens nothing.
            return found;
        }
        let mut todo = vec![key];
        while let Some(changed) = todo.pop() {
            let rests = |other: &Key| !found.contains(other) && self.rests_upon(*other, changed);
            let more: Vec<Key> = self.answers.keys().filter(rests).collect();
            found.extend(&more);
            todo.extend(more);
        }
        found
    }

    /// Returns the answers that depend on the one under `changed`, and those that name rows which are gone with its new value.
    pub(super) fn reopened_by(&self, changed: Key, value: &Value) -> Vec<Key> {
        let reopens = |key| {
            let answer = self.answers.answer(key).map(|answer| &answer.value);
            depends(self.edition, key, changed) || self.names_what_is_gone(key, answer, changed, value)
        };
        let mut reopened: Vec<Key> = self.answers.keys().filter(|&key| key != changed && reopens(key)).collect();
        reopened.sort();
        reopened
    }

    /// Returns whether an answer names rows of another by its kind: picks them, or refers to them in a column.
    fn names_rows_of(&self, key: Key, of: Key) -> bool {
        let is_from = |register: Register| self.edition.register(register) == Some(of.question);
        match &self.question(key).kind {
            AnswerKind::Pick(pick) => is_from(pick.from),
            AnswerKind::List(list) => list.columns.iter().any(|column| refers_to(column).is_some_and(is_from)),
            _ => false,
        }
    }

    fn names_what_is_gone(&self, key: Key, answer: Option<&Value>, changed: Key, value: &Value) -> bool {
        let Value::Rows(rows) = value else { return false };
        let gone = |entity: &Entity| *entity != Entity::PUBLIC && !rows.iter().any(|row| row.entity == *entity);
        let is_from = |register: Register| self.edition.register(register) == Some(changed.question);
        match (&self.question(key).kind, answer) {
            (AnswerKind::Pick(pick), Some(Value::Entities(picked))) => is_from(pick.from) && picked.iter().any(gone),
            (AnswerKind::List(list), Some(Value::Rows(its))) => {
                let refers = |at: &usize| refers_to(&list.columns[*at]).is_some_and(is_from);
                (0..list.columns.len()).filter(refers).any(|at| {
                    its.iter()
                        .any(|row| matches!(row.cells.get(at), Some(Some(Value::Entities(of))) if of.iter().any(gone)))
                })
            }
            _ => false,
        }
    }
}

fn refers_to(column: &Column) -> Option<Register> {
    if let ColumnKind::Ref(register) = column.kind { Some(register) } else { None }
}

/// Returns whether the answer under `key` is reopened when the one under `changed` changes.
fn depends(edition: &Edition<'_>, key: Key, changed: Key) -> bool {
    let id = |index: QuestionIx| &edition.book.questions[index.at()].id;
    let question = &edition.book.questions[key.question.at()];
    let filled = || question.depends_on.iter().any(|&register| edition.register(register) == Some(changed.question));
    (question.depends.iter().any(|&on| id(on) == id(changed.question)) || filled()) && meets(key.scope, changed.scope)
}

/// Returns whether two scopes can be about the same: nothing that both name differs.
fn meets(a: ScopePath, b: ScopePath) -> bool {
    fn same<T: Copy + PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    same(a.document, b.document)
        && same(a.item, b.item)
        && same(a.person, b.person)
        && same(a.provision, b.provision)
        && same(a.by, b.by)
}
