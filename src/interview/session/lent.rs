//! Answers that other actors gave: they count as long as everything that those had seen is so.

use std::collections::HashMap;

use super::Session;
use super::aside::Why;
use crate::draft::{DraftFault, Event};
use crate::engine::{Answer, Key, Notes};

/// Answers that another actor gave in one statement of their own, and what that actor had seen.
#[derive(Clone, Debug, Default)]
pub struct Lent {
    /// Every answer that the actor saw, those of other actors too.
    pub seen: Vec<Seen>,
    /// The actor's answers.
    pub given: HashMap<Key, Answer>,
}

/// An answer that another actor saw: by ids, so that it can be held against one given later.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The question, and whom or what it is about.
    pub key: Key,
    /// The value, as in an answers file.
    pub value: serde_json::Value,
    /// The reason that stays in the authority.
    pub reason: Option<String>,
    /// The reason that the requester may read.
    pub outgoing: Option<String>,
    /// Why the reasons were kept in spite of what was found in them.
    pub notes: Notes,
}

/// What became of the answers that another actor gave.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Weighed {
    /// What they were.
    Same,
    /// They no longer stand: something that the actor saw is no longer so.
    Dropped,
    /// They stand again.
    Restored,
}

impl Session<'_, '_> {
    /// Takes up answers that other actors gave, one statement after the other. They are among the answers already, or
    /// set aside.
    pub fn lend(&mut self, lent: Vec<Lent>) {
        self.lent = lent;
    }

    /// Sets another actor's answers aside when anything that they saw is no longer so, and takes them back when all of
    /// it is again: an actor has answered for what they saw and for nothing else.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn weigh(&mut self) -> Result<Weighed, DraftFault> {
        let mut came = Weighed::Same;
        // In their order, since a later actor saw what an earlier one had answered.
        let lent = std::mem::take(&mut self.lent);
        for one in &lent {
            match self.weigh_one(one) {
                Ok(Weighed::Same) => {}
                Ok(weighed) => came = weighed,
                Err(fault) => {
                    self.lent = lent;
                    return Err(fault);
                }
            }
        }
        self.lent = lent;
        Ok(came)
    }

    fn weigh_one(&mut self, lent: &Lent) -> Result<Weighed, DraftFault> {
        let stands = |seen: &Seen| {
            self.answers.answer(seen.key).is_some_and(|answer| {
                answer.reason == seen.reason
                    && answer.outgoing == seen.outgoing
                    && answer.notes == seen.notes
                    && self.json(seen.key, &answer.value) == seen.value
            })
        };
        let intact = lent.seen.iter().all(stands);
        let mut keys: Vec<Key> = lent.given.keys().copied().collect();
        keys.sort();
        keys.retain(|key| self.answers.answer(*key).is_some() != intact);
        if keys.is_empty() {
            return Ok(Weighed::Same);
        }
        if !intact {
            self.set_aside(&keys, Why::Other)?;
            return Ok(Weighed::Dropped);
        }
        self.record(keys.iter().map(|&key| Event::Restored { at: self.address(key), asked: None }).collect())?;
        for key in keys {
            self.aside.remove(&key);
            if let Some(answer) = lent.given.get(&key) {
                self.answers.insert(key, answer.clone());
            }
        }
        Ok(Weighed::Restored)
    }
}
