//! Words that the memo and the notice share.

use std::collections::HashMap;

use crate::assessment::model::{AnswerGiven, Assessment, ProvisionUsed, Words};
use crate::assessment::quoted;
use crate::ruleset::model::{Confidence, HaltKind, ProvisionRole};
use crate::text::Language;

/// A scope taken apart: `item/i1/person/p1/provision/osl-26-1`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Parts<'s> {
    pub(super) item: Option<&'s str>,
    pub(super) person: Option<&'s str>,
    pub(super) document: Option<&'s str>,
    pub(super) provision: Option<&'s str>,
    pub(super) by: Option<&'s str>,
}

impl<'s> Parts<'s> {
    pub(super) fn of(scope: &'s str) -> Self {
        let mut parts = Self::default();
        let mut words = scope.split('/');
        while let (Some(kind), Some(id)) = (words.next(), words.next()) {
            match kind {
                "item" => parts.item = Some(id),
                "person" => parts.person = Some(id),
                "document" => parts.document = Some(id),
                "provision" => parts.provision = Some(id),
                "by" => parts.by = Some(id),
                _ => {}
            }
        }
        parts
    }
}

/// What a record calls things, and which answers are about which item; an assessment may have a thousand items.
pub(super) struct Index<'r> {
    labels: HashMap<(Kind, &'r str), &'r str>,
    provisions: HashMap<&'r str, &'r ProvisionUsed>,
    by_item: HashMap<&'r str, Vec<(Parts<'r>, &'r AnswerGiven)>>,
}

#[derive(Clone, Copy, Eq, Hash, PartialEq)]
enum Kind {
    Person,
    Document,
    Item,
}

impl<'r> Index<'r> {
    pub(super) fn new(assessment: &'r Assessment) -> Self {
        let mut labels = HashMap::new();
        let registers = [
            (Kind::Person, &assessment.persons),
            (Kind::Document, &assessment.documents),
            (Kind::Item, &assessment.items),
        ];
        for (kind, subjects) in registers {
            let named = subjects.iter().filter(|subject| !subject.label.is_empty());
            labels.extend(named.map(|subject| ((kind, &*subject.id), &*subject.label)));
        }
        let mut by_item: HashMap<_, Vec<_>> = HashMap::new();
        for answer in &assessment.answers {
            let parts = Parts::of(&answer.scope);
            if let Some(item) = parts.item {
                by_item.entry(item).or_default().push((parts, answer));
            }
        }
        let provisions = assessment.provisions.iter().map(|provision| (&*provision.id, provision)).collect();
        Self { labels, provisions, by_item }
    }
}

/// Looks things up in a record by their ids.
#[derive(Clone, Copy)]
pub(super) struct Names<'r> {
    pub(super) assessment: &'r Assessment,
    pub(super) language: Language,
    pub(super) index: &'r Index<'r>,
}

impl<'r> Names<'r> {
    pub(super) fn choose(self, sv: &'static str, en: &'static str) -> &'static str {
        self.language.choose(sv, en)
    }

    pub(super) fn words(self, words: &'r Words) -> &'r str {
        words.get(self.language)
    }

    pub(super) fn item(self, id: &'r str) -> &'r str {
        self.label(Kind::Item, id)
    }

    pub(super) fn document(self, id: &'r str) -> &'r str {
        self.label(Kind::Document, id)
    }

    pub(super) fn person(self, id: &'r str) -> &'r str {
        match self.label(Kind::Person, id) {
            "public" => self.choose("allmänt intresse", "public interest"),
            label => label,
        }
    }

    /// Returns the answers about an item, in the order of the path, with their scopes taken apart.
    pub(super) fn of_item(self, id: &str) -> &'r [(Parts<'r>, &'r AnswerGiven)] {
        self.index.by_item.get(id).map_or(&[], Vec::as_slice)
    }

    fn label(self, kind: Kind, id: &'r str) -> &'r str {
        self.index.labels.get(&(kind, id)).copied().unwrap_or(id)
    }

    pub(super) fn designation(self, id: &'r str) -> &'r str {
        self.index.provisions.get(id).map_or(id, |provision| self.words(&provision.designation))
    }

    pub(super) fn designations(self, ids: &'r [String]) -> String {
        ids.iter().map(|id| self.designation(id)).collect::<Vec<_>>().join(self.between())
    }

    /// Returns the designations of provisions as a list.
    pub(super) fn listed(self, ids: impl IntoIterator<Item = &'r str>) -> String {
        let listed: Vec<_> = ids.into_iter().map(|id| self.designation(id)).collect();
        if listed.is_empty() { "–".to_owned() } else { listed.join(self.between()) }
    }

    /// Returns what parts one designation from the next; in English a designation has a comma of its own.
    fn between(self) -> &'static str {
        self.choose(", ", "; ")
    }

    /// Returns what a provision does in the tests; one that the record does not know only rules how things are done.
    pub(super) fn role(self, id: &str) -> ProvisionRole {
        self.index.provisions.get(id).map_or(ProvisionRole::Procedure, |provision| provision.role)
    }

    /// Returns a label within quotation marks.
    pub(super) fn quoted(self, label: &str) -> String {
        quoted(label, self.language)
    }

    /// Returns whom or what a scope is about, in words; empty for the whole assessment.
    pub(super) fn scope(self, scope: &'r str) -> String {
        let parts = Parts::of(scope);
        let named = [
            parts.document.map(|id| self.document(id)),
            parts.item.map(|id| self.item(id)),
            parts.person.map(|id| self.person(id)),
            parts.provision.map(|id| self.designation(id)),
            parts.by.map(|id| self.person(id)),
        ];
        named.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Returns the provisions as points: which, what it does, which act gave the wording, and how sure that is.
    pub(super) fn provisions(self) -> Vec<String> {
        let points = self.assessment.provisions.iter().map(|provision| {
            let mut point = self.words(&provision.designation).to_owned();
            if let Some(text) = &provision.text {
                point = format!("{point}: {}", self.words(text));
            }
            if let Some(basis) = &provision.basis {
                point = format!("{point} ({basis})");
            }
            let unsure = provision.confidence.and_then(|confidence| self.confidence(confidence));
            for remark in unsure.into_iter().chain(provision.note.as_ref().map(|note| self.words(note))) {
                point = format!("{point} [{remark}]");
            }
            point
        });
        points.collect()
    }

    fn confidence(self, confidence: Confidence) -> Option<&'static str> {
        match confidence {
            Confidence::Statute | Confidence::Practice => None,
            Confidence::Secondary => Some(self.choose("enligt andrahandskälla", "from a secondary source")),
            Confidence::Recalled => Some(self.choose("inte kontrollerat mot källa", "not checked against a source")),
            Confidence::Inference => Some(self.choose("slutsats av lagtexten", "inferred from the statute")),
        }
    }

    pub(super) fn halt(self, kind: HaltKind) -> &'static str {
        match kind {
            HaltKind::Park => self.choose("väntar", "waits"),
            HaltKind::Stop => self.choose("avbrutet", "stopped"),
        }
    }

    /// Returns the reference with the authority, as it stands at the top.
    pub(super) fn matter(self) -> Vec<(String, String)> {
        let matter = &self.assessment.matter;
        let mut facts = vec![(self.choose("Ärende", "Matter").to_owned(), matter.reference.clone())];
        if let Some(authority) = &matter.authority {
            facts.insert(0, (self.choose("Myndighet", "Authority").to_owned(), authority.clone()));
        }
        facts
    }
}
