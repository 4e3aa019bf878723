//! The same answers for another item: what was answered about one is given for another, without its reasons.
//!
//! A reason is why this item is judged so, and is therefore asked for again in each. What is copied are ordinary answers,
//! journalled as such and free to change.

use std::ops::RangeInclusive;

use super::respondent::{Notice, NoticeKind};
use super::run::{Fault, Interview};
use super::session::Session;
use super::words::Wording;
use crate::answers::script::path;
use crate::draft::DraftFault;
use crate::engine::{Answer, Answers as _, Entity, Focus, Key, ScopePath, Step, Value, overview};
use crate::ruleset::model::AnswerKind;
use crate::text::Language;

/// What came of giving an item the answers of another.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct Same {
    /// The answers that were given, in the order asked.
    pub given: Vec<Key>,
    /// The questions that are to be answered in each item: they go stale or are answered in own words, or another actor
    /// answers them.
    pub own: Vec<Key>,
}

impl Session<'_, '_> {
    /// Returns whether anything on the path has been answered about an item.
    fn has_answers(&self, item: Entity) -> bool {
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
    fn same_as(&mut self, of: Entity, item: Entity) -> Result<Same, DraftFault> {
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
            trial.insert(key, Answer::bare(value));
        }
    }
}

impl Interview<'_, '_, '_, '_> {
    /// Gives items the answers of another, and returns what to say of it.
    pub(super) fn same(&mut self, ranges: &[(usize, usize)], of: usize) -> Result<String, Fault> {
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

/// Returns numbers as they are said: `5–12, 14`.
pub(super) fn numbers(all: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in all {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words =
        runs.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    words.collect::<Vec<_>>().join(", ")
}
