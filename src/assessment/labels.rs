//! What subjects are called, and questions with those names filled in.

use std::collections::HashMap;

use crate::answers::registers::register_rows;
use crate::engine::{AnswerSet, Edition, Entity, ScopePath, Value};
use crate::ruleset::model::{Register, Rulebook};
use crate::text::{Language, Text};

use super::model::Words;

/// The names of persons, documents and items, from the first column of their registers.
#[derive(Clone, Debug)]
pub struct Labels<'a> {
    book: &'a Rulebook,
    answers: &'a AnswerSet,
    names: HashMap<Entity, &'a str>,
}

impl<'a> Labels<'a> {
    /// Collects the names from the registers that have been filled in so far.
    #[must_use]
    pub fn new(edition: &Edition<'a>, answers: &'a AnswerSet) -> Self {
        let mut names = HashMap::new();
        for register in Register::FILLED {
            for row in register_rows(edition, answers, register) {
                if let Some(Some(Value::Text(label))) = row.cells.first() {
                    names.insert(row.entity, label.trim());
                }
            }
        }
        Self { book: edition.book, answers, names }
    }

    /// Returns what an entity is called; its id where it has no other name.
    #[must_use]
    pub fn entity(&self, entity: Entity, language: Language) -> &'a str {
        match self.names.get(&entity) {
            Some(name) if !name.is_empty() => name,
            _ if entity == Entity::PUBLIC => public(language),
            _ => self.answers.name(entity),
        }
    }

    /// Returns whether an entity is a row of a register, or the public.
    #[must_use]
    pub fn knows(&self, entity: Entity) -> bool {
        entity == Entity::PUBLIC || self.names.contains_key(&entity)
    }

    /// Returns what an entity is called in both languages.
    #[must_use]
    pub fn words(&self, entity: Entity) -> Words {
        Words { sv: self.entity(entity, Language::Sv).to_owned(), en: self.entity(entity, Language::En).to_owned() }
    }

    /// Returns a text with `{person}`, `{item}`, `{document}`, `{provision}` and `{recipient}` filled in.
    ///
    /// What an item or a document is called is whatever the officer wrote, and stands within quotation marks so that
    /// the sentence around it can be read; a person goes by a role, which reads without.
    ///
    /// Whoever consents for a person stands in for `{person}` only in a text that is about nobody else.
    #[must_use]
    pub fn fill(&self, text: &Text, scope: &ScopePath, language: Language) -> String {
        let name = |entity: Option<Entity>| entity.map(|entity| self.entity(entity, language));
        let slots = Slots {
            person: name(scope.person.or(scope.by)),
            item: name(scope.item),
            document: name(scope.document),
            provision: scope.provision.map(|at| self.book.provisions[at.at()].designation.get(language)),
        };
        slots.fill(text.get(language), language)
    }

    /// Returns a text in both languages with its placeholders filled in.
    #[must_use]
    pub fn fill_both(&self, text: &Text, scope: &ScopePath) -> Words {
        Words { sv: self.fill(text, scope, Language::Sv), en: self.fill(text, scope, Language::En) }
    }
}

/// The id of the person row that is always there.
pub(super) const PUBLIC: &str = "public";

/// Returns what interests are called that protect no person.
pub(super) const fn public(language: Language) -> &'static str {
    language.choose("allmänt intresse", "public interest")
}

/// What goes into the placeholders of a text, in the language of that text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slots<'a> {
    pub(super) person: Option<&'a str>,
    pub(super) item: Option<&'a str>,
    pub(super) document: Option<&'a str>,
    pub(super) provision: Option<&'a str>,
}

impl Slots<'_> {
    /// Fills a text in; see [`Labels::fill`].
    pub(super) fn fill(&self, text: &str, language: Language) -> String {
        let quoted = |label: Option<&str>, sv: &'static str, en: &'static str| match label {
            Some(label) => quoted(label, language),
            None => language.choose(sv, en).to_owned(),
        };
        let mut out = String::with_capacity(text.len() + 32);
        let mut rest = text;
        // One pass from left to right: a label that itself looks like a placeholder stays as it was written.
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some(end) = rest.find('}') else { break };
            match &rest[1..end] {
                "person" => out.push_str(self.person.unwrap_or(language.choose("personen", "the person"))),
                "item" => out.push_str(&quoted(self.item, "uppgiften", "the item")),
                "document" => out.push_str(&quoted(self.document, "handlingen", "the document")),
                "provision" => out.push_str(self.provision.unwrap_or(language.choose("lagrummet", "the provision"))),
                "recipient" => out.push_str(language.choose("sökanden", "the requester")),
                _ => out.push_str(&rest[..=end]),
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// Returns a label within quotation marks; those that it was written with give way.
#[must_use]
pub fn quoted(label: &str, language: Language) -> String {
    const MARKS: [char; 7] = ['"', '”', '“', '„', '»', '«', '\''];
    let inner = label.strip_prefix(MARKS).and_then(|label| label.strip_suffix(MARKS)).unwrap_or(label);
    match language {
        Language::Sv => format!("”{inner}”"),
        Language::En => format!("“{inner}”"),
    }
}
