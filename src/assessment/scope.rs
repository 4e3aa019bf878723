//! A scope as text, for the record, the draft and answers files: `item/i1/person/p1/provision/osl-26-1`.
//!
//! The text names subjects by their ids and never by a position, so that it means the same years later.

use crate::engine::{AnswerSet, Entity, ScopePath};
use crate::ruleset::model::{ProvisionIx, Rulebook};
use crate::text::Language;

/// Why a text is no scope.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ScopeError {
    /// The words do not form one of the scopes.
    Form(String),
    /// An id holds something else than letters, digits, `-`, `_` and `.`.
    Id(String),
    /// The rulebook has no such provision.
    Provision(String),
}

impl ScopeError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Form(text), Language::Sv) => format!("`{text}` är inget frågan kan gälla"),
            (Self::Form(text), Language::En) => format!("`{text}` is nothing that a question can be about"),
            (Self::Id(id), Language::Sv) => format!("`{id}` går inte att använda som id"),
            (Self::Id(id), Language::En) => format!("`{id}` cannot be used as an id"),
            (Self::Provision(id), Language::Sv) => format!("lagrummet `{id}` finns inte i regelsamlingen"),
            (Self::Provision(id), Language::En) => format!("the provision `{id}` is not in the rulebook"),
        }
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            Self::Form(_) => language.choose(
                "skriv frame, closing, person/P, document/D, item/I eller item/I/person/P, det sista också följt av \
                 /provision/LAGRUM eller /by/P",
                "write frame, closing, person/P, document/D, item/I or item/I/person/P, the last also followed by \
                 /provision/PROVISION or /by/P",
            ),
            Self::Id(_) => language.choose(
                "ett id har bokstäver, siffror, bindestreck, understreck och punkt",
                "an id has letters, digits, hyphens, underscores and full stops",
            ),
            Self::Provision(_) => language.choose(
                "`menprov rules provisions` visar vilka som finns",
                "`menprov rules provisions` shows which there are",
            ),
        };
        Some(hint.to_owned())
    }
}

/// Returns a scope as text.
///
/// A document beside an item is left out, since the item itself belongs to it.
#[must_use]
pub fn to_text(scope: &ScopePath, names: &AnswerSet, book: &Rulebook) -> String {
    let subjects = [
        ("item", scope.item.map(|item| names.name(item))),
        ("document", scope.document.filter(|_| scope.item.is_none()).map(|document| names.name(document))),
        ("person", scope.person.map(|person| names.name(person))),
        ("provision", scope.provision.map(|provision| &*book.provisions[provision.at()].id)),
        ("by", scope.by.map(|by| names.name(by))),
    ];
    let mut text = String::new();
    for (word, id) in subjects {
        let Some(id) = id else { continue };
        if text.is_empty() {
            // Room for the longest of them, since a record writes tens of thousands.
            text.reserve(64);
        } else {
            text.push('/');
        }
        for part in [word, "/", id] {
            text.push_str(part);
        }
    }
    if text.is_empty() {
        text.push_str(if scope.closing { "closing" } else { "frame" });
    }
    text
}

/// Reads a scope; ids that are new are interned among `names`.
///
/// # Errors
/// If the text is none of the scopes, or names an unknown provision.
pub fn parse(text: &str, names: &mut AnswerSet, book: &Rulebook) -> Result<ScopePath, ScopeError> {
    let parts: Vec<&str> = text.split('/').collect();
    let mut scope = ScopePath::default();
    match parts[..] {
        ["frame"] => {}
        ["closing"] => scope.closing = true,
        ["person", person] => scope.person = Some(entity(person, names)?),
        ["document", document] => scope.document = Some(entity(document, names)?),
        ["item", item, ref rest @ ..] => {
            scope.item = Some(entity(item, names)?);
            match *rest {
                [] => {}
                ["person", person, ref rest @ ..] => {
                    scope.person = Some(entity(person, names)?);
                    match *rest {
                        [] => {}
                        ["provision", id] => scope.provision = Some(provision(id, book)?),
                        ["by", by] => scope.by = Some(entity(by, names)?),
                        _ => return Err(ScopeError::Form(text.to_owned())),
                    }
                }
                _ => return Err(ScopeError::Form(text.to_owned())),
            }
        }
        _ => return Err(ScopeError::Form(text.to_owned())),
    }
    Ok(scope)
}

/// Returns whether a text can be the id of a person, a document or an item.
#[must_use]
pub fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Returns the provision of that id.
pub(crate) fn provision(id: &str, book: &Rulebook) -> Result<ProvisionIx, ScopeError> {
    let at = book.provisions.iter().position(|provision| &*provision.id == id);
    at.and_then(|at| u16::try_from(at).ok()).map(ProvisionIx).ok_or_else(|| ScopeError::Provision(id.to_owned()))
}

fn entity(id: &str, names: &mut AnswerSet) -> Result<Entity, ScopeError> {
    if is_id(id) { Ok(names.entity(id)) } else { Err(ScopeError::Id(id.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::model::{Provision, ProvisionRole};

    fn book() -> Rulebook {
        let provision = |id: &str| Provision {
            id: id.into(),
            designation: crate::text::Text::default(),
            short: id.into(),
            role: ProvisionRole::Secrecy,
            versions: Vec::new(),
        };
        Rulebook { provisions: vec![provision("osl-21-1"), provision("osl-26-1")], ..Rulebook::default() }
    }

    #[test]
    fn every_scope_reads_back_as_it_was_written() {
        let book = book();
        let mut names = AnswerSet::default();
        for text in [
            "frame",
            "closing",
            "person/p1",
            "person/public",
            "document/d-1",
            "item/i1",
            "item/i1/person/p1",
            "item/i1/person/p1/provision/osl-26-1",
            "item/i1/person/p1/by/p2",
        ] {
            let scope = parse(text, &mut names, &book).unwrap();
            assert_eq!(to_text(&scope, &names, &book), text);
        }
        let scope = parse("item/i1/person/public/provision/osl-26-1", &mut names, &book).unwrap();
        assert_eq!(scope.person, Some(Entity::PUBLIC));
        assert_eq!(scope.provision, Some(ProvisionIx(1)));
        assert!(!scope.closing && scope.document.is_none() && scope.by.is_none());
    }

    #[test]
    fn a_document_beside_an_item_is_left_out() {
        let mut names = AnswerSet::default();
        let scope =
            ScopePath { document: Some(names.entity("d1")), item: Some(names.entity("i1")), ..ScopePath::default() };
        assert_eq!(to_text(&scope, &names, &book()), "item/i1");
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        let book = book();
        let mut names = AnswerSet::default();
        for bad in ["", "Frame", "frame/x", "person", "item/i1/person", "item/i1/by/p2", "document/d/item/i", "/item/i"]
        {
            assert_eq!(parse(bad, &mut names, &book), Err(ScopeError::Form(bad.into())), "{bad}");
        }
        for bad in ["person/", "person/a b", "item/\u{202e}"] {
            assert!(matches!(parse(bad, &mut names, &book), Err(ScopeError::Id(_))), "{bad}");
        }
        let unknown = parse("item/i1/person/p1/provision/osl-1-1", &mut names, &book);
        assert_eq!(unknown, Err(ScopeError::Provision("osl-1-1".into())));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_scope_that_reads_back_or_is_refused(text in "((item|person|by|document|frame|x1|)/?){0,6}") {
            let mut names = AnswerSet::default();
            if let Ok(scope) = parse(&text, &mut names, &book()) {
                proptest::prop_assert_eq!(to_text(&scope, &names, &book()), text);
            }
        }
    }
}
