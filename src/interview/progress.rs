//! How far it is: at most how many questions are left, in words for the heading of a prompt.

use std::collections::HashSet;

use super::session::Session;
use crate::engine::{Answers, Key, Remaining, Value};
use crate::ruleset::model::Subject;
use crate::text::Language;

/// Answers without some of them: those that a question may reopen are not counted on while it is asked again.
struct Without<'a, A> {
    answers: &'a A,
    hidden: HashSet<Key>,
}

impl<A: Answers> Answers for Without<'_, A> {
    fn get(&self, key: Key) -> Option<&Value> {
        if self.hidden.contains(&key) { None } else { self.answers.get(key) }
    }
}

/// Returns at most how many questions come after the one under `key`, such as `högst 12 kvar`; empty where somebody
/// else than the officer is asked, who only answers what waits for them.
#[must_use]
pub(super) fn progress(session: &Session<'_, '_>, key: Key) -> String {
    if !session.keeps_draft() {
        return String::new();
    }
    let answers = Without { answers: session.answers(), hidden: session.rests_on(key) };
    let (all, items) = session.counter.borrow_mut().count(&answers);
    let language = session.language;
    let item = key.scope.item.and_then(|item| items.into_iter().find(|(known, _)| *known == item));
    match item {
        Some((_, left)) => said(&left, true, language),
        None => said(&all, false, language),
    }
}

/// Puts a bound in words; the question that is asked is one of those that it counts.
fn said(left: &Remaining, of_item: bool, language: Language) -> String {
    let after = left.known.saturating_sub(1);
    let place = if of_item { language.choose(" i uppgiften", " in the item") } else { "" };
    let more = more(left, language);
    match (after, more, language) {
        (0, None, Language::Sv) => if of_item { "sista i uppgiften" } else { "sista frågan" }.to_owned(),
        (0, None, Language::En) => if of_item { "the last in the item" } else { "the last question" }.to_owned(),
        (0, Some(more), Language::Sv) => format!("sedan {more}"),
        (0, Some(more), Language::En) => format!("then {more}"),
        (_, None, Language::Sv) => format!("högst {after} kvar{place}"),
        (_, None, Language::En) => format!("at most {after} left{place}"),
        (_, Some(more), Language::Sv) => format!("högst {after} kvar{place}, sedan {more}"),
        (_, Some(more), Language::En) => format!("at most {after} left{place}, then {more}"),
    }
}

/// Says that there are more for each subject that is still to be named; how many, where only one kind is.
fn more(left: &Remaining, language: Language) -> Option<String> {
    // What the officer meets first: persons and provisions are named item by item.
    let order = [Subject::Item, Subject::Document, Subject::Person, Subject::Provision, Subject::By];
    let kinds: Vec<Subject> = order.into_iter().filter(|&subject| left.for_each(subject) > 0).collect();
    let first = *kinds.first()?;
    let each = match first {
        Subject::Item => language.choose("varje uppgift", "each item"),
        Subject::Document => language.choose("varje handling", "each document"),
        Subject::Person => language.choose("varje person", "each person"),
        Subject::Provision => language.choose("varje bestämmelse", "each provision"),
        Subject::By => language.choose("var och en som kan samtycka", "each who can consent"),
    };
    Some(match (language, kinds.len()) {
        (Language::Sv, 1) => format!("högst {} för {each}", left.for_each(first)),
        (Language::En, 1) => format!("at most {} for {each}", left.for_each(first)),
        (Language::Sv, _) => format!("fler för {each}"),
        (Language::En, _) => format!("more for {each}"),
    })
}
