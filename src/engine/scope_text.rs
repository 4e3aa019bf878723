//! Scope paths as text: `frame`, `person/p1`, `item/i1/person/p1/provision/osl-26-1`, `closing`.
//!
//! The one place that knows the notation of answers files, drafts and records. A path says which subjects it holds, not
//! whether they exist; that is for the reader to ask of the registers.

use super::answer::{Entity, ScopePath};
use crate::ruleset::model::{ProvisionIx, Rulebook, Scope};

/// Why a text is no scope path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ScopeTextFault {
    /// The words do not stand in an order that a scope path has.
    Form,
    /// An id that is no ASCII slug.
    Id(Box<str>),
    /// A provision that the register does not hold.
    Provision(Box<str>),
}

/// Returns whether `id` is an ASCII slug: letters, digits, `-`, `_` and `.`, at most 64, beginning with a letter or digit.
#[must_use]
pub fn is_slug(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && id.as_bytes()[0].is_ascii_alphanumeric()
}

impl ScopePath {
    /// Returns the path as text, with `name` giving the id of an entity.
    #[must_use]
    pub fn to_text<'n>(&self, book: &Rulebook, name: impl Fn(Entity) -> &'n str) -> String {
        if self.closing {
            return "closing".to_owned();
        }
        let provision = self.provision.map(|ix| &*book.provisions[ix.at()].id);
        let parts = [
            ("document", self.document.map(&name)),
            ("item", self.item.map(&name)),
            ("person", self.person.map(&name)),
            ("provision", provision),
            ("by", self.by.map(&name)),
        ];
        let mut text = String::new();
        for (word, id) in parts {
            if let Some(id) = id {
                if !text.is_empty() {
                    text.push('/');
                }
                text.push_str(word);
                text.push('/');
                text.push_str(id);
            }
        }
        if text.is_empty() { "frame".to_owned() } else { text }
    }

    /// Reads a path from text, interning entities with `entity`.
    ///
    /// # Errors
    /// When the text has not the form of a path, or names a provision that the rulebook lacks.
    pub fn from_text(
        text: &str,
        book: &Rulebook,
        mut entity: impl FnMut(&str) -> Entity,
    ) -> Result<Self, ScopeTextFault> {
        let mut id = |id: &str| if is_slug(id) { Ok(entity(id)) } else { Err(ScopeTextFault::Id(id.into())) };
        let parts: Vec<&str> = text.split('/').collect();
        let path = match *parts.as_slice() {
            ["frame"] => Self::default(),
            ["closing"] => Self { closing: true, ..Self::default() },
            ["person", p] => Self { person: Some(id(p)?), ..Self::default() },
            ["document", d] => Self { document: Some(id(d)?), ..Self::default() },
            ["item", i] => Self { item: Some(id(i)?), ..Self::default() },
            ["item", i, "person", p] => Self { item: Some(id(i)?), person: Some(id(p)?), ..Self::default() },
            ["item", i, "person", p, "provision", v] => Self {
                item: Some(id(i)?),
                person: Some(id(p)?),
                provision: Some(find_provision(book, v).ok_or_else(|| ScopeTextFault::Provision(v.into()))?),
                ..Self::default()
            },
            ["item", i, "person", p, "by", q] => {
                Self { item: Some(id(i)?), person: Some(id(p)?), by: Some(id(q)?), ..Self::default() }
            }
            _ => return Err(ScopeTextFault::Form),
        };
        Ok(path)
    }

    /// Returns the scope whose questions are stored under a path of this form, or `None` for a form that has none.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        let held = (
            self.closing,
            self.document.is_some(),
            self.item.is_some(),
            self.person.is_some(),
            self.provision.is_some(),
            self.by.is_some(),
        );
        Some(match held {
            (true, false, false, false, false, false) => Scope::Closing,
            (false, false, false, false, false, false) => Scope::Frame,
            (false, true, false, false, false, false) => Scope::Document,
            (false, false, true, false, false, false) => Scope::Item,
            (false, false, false, true, false, false) => Scope::Person,
            (false, false, true, true, false, false) => Scope::ItemPerson,
            (false, false, true, true, true, false) => Scope::ItemPersonProvision,
            (false, false, true, true, false, true) => Scope::ItemPersonBy,
            _ => return None,
        })
    }
}

/// Finds a provision of the register, which is ordered by id.
#[must_use]
pub fn find_provision(book: &Rulebook, id: &str) -> Option<ProvisionIx> {
    let at = book.provisions.binary_search_by(|provision| (*provision.id).cmp(id)).ok()?;
    u16::try_from(at).ok().map(ProvisionIx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::AnswerSet;

    #[test]
    fn every_form_reads_back_as_it_is_written() {
        let book = Rulebook::default();
        let mut set = AnswerSet::default();
        for (text, scope) in [
            ("frame", Scope::Frame),
            ("closing", Scope::Closing),
            ("person/p1", Scope::Person),
            ("document/d1", Scope::Document),
            ("item/i1", Scope::Item),
            ("item/i1/person/public", Scope::ItemPerson),
            ("item/i1/person/p1/by/p2", Scope::ItemPersonBy),
        ] {
            let path = ScopePath::from_text(text, &book, |id| set.entity(id)).expect(text);
            assert_eq!(path.to_text(&book, |entity| set.name(entity)), text);
            assert_eq!(path.scope(), Some(scope), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let book = Rulebook::default();
        let mut set = AnswerSet::default();
        let mut read = |text: &str| ScopePath::from_text(text, &book, |id| set.entity(id));
        for text in ["", "item", "item/i1/provision/x", "person/p1/item/i1", "frame/", "item/i1/person/p1/by/p2/x/y"] {
            assert_eq!(read(text), Err(ScopeTextFault::Form), "{text}");
        }
        assert_eq!(read("item/å"), Err(ScopeTextFault::Id("å".into())));
        assert_eq!(read("item/"), Err(ScopeTextFault::Id("".into())));
        assert_eq!(read("item/i1/person/p1/provision/osl-26-1"), Err(ScopeTextFault::Provision("osl-26-1".into())));
    }
}
