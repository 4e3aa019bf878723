//! The same answers for another item: what was answered about one is given for another, without its reasons.
//!
//! A reason is why this item is judged so, and is therefore asked for again in each. What is copied are ordinary answers,
//! journalled as such and free to change.

use super::session::Session;
use crate::answers::script::path;
use crate::draft::DraftFault;
use crate::engine::{Answer, Answers as _, Entity, Focus, Key, ScopePath, Step, Value, overview};
use crate::ruleset::model::AnswerKind;

/// What came of giving an item the answers of another.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Same {
    /// The answers that were given, in the order asked.
    pub given: Vec<Key>,
    /// The questions that are to be answered in each item: they go stale or are answered in own words, or another actor
    /// answers them.
    pub own: Vec<Key>,
}

impl Session<'_, '_> {
    /// Returns whether anything on the path has been answered about an item.
    pub(super) fn has_answers(&self, item: Entity) -> bool {
        let table = overview(self.edition, self.procedure, self.answers(), Focus::None);
        path(&table.report).iter().any(|key| key.scope.item == Some(item))
    }

    /// Gives an item the answers of another, as far as it is asked the same and has no answer of its own.
    ///
    /// It is asked what its own persons and provisions lead to: where they differ, nothing is invented. An answer that
    /// was set aside is not replaced.
    ///
    /// # Errors
    /// If the journal cannot be written: then nothing is copied.
    pub(super) fn same_as(&mut self, of: Entity, item: Entity) -> Result<Same, DraftFault> {
        let (same, values) = self.trial(of, item);
        self.give(same.given.iter().copied().zip(values).collect())?;
        Ok(same)
    }

    fn trial(&self, of: Entity, item: Entity) -> (Same, Vec<Value>) {
        let mut trial = self.answers().clone();
        let (mut same, mut values) = (Same::default(), Vec::new());
        loop {
            let report = overview(self.edition, self.procedure, &trial, Focus::Item(item)).report;
            let key = match report.step {
                Step::Ask { key, .. } if key.scope.item == Some(item) => Some(key),
                _ => None,
            };
            let origin = |key: Key| Key { scope: ScopePath { item: Some(of), ..key.scope }, ..key };
            let Some((key, value)) = key.and_then(|key| Some((key, self.answers().get(origin(key))?.clone()))) else {
                let awaited = report.halted.iter().filter_map(|halted| halted.awaits);
                same.own.extend(awaited.filter(|key| key.scope.item == Some(item)));
                return (same, values);
            };
            let question = self.question(key);
            // What goes stale is looked up for each item, and what is told in own words is told of one thing. An answer
            // that was set aside waits to be looked at again.
            let own = question.fresh_for.is_some() || matches!(question.kind, AnswerKind::Text { .. });
            if own || self.earlier(key).is_some() {
                same.own.push(key);
            } else {
                same.given.push(key);
                values.push(value.clone());
            }
            trial.insert(key, Answer { value, reason: None, outgoing: None });
        }
    }
}
