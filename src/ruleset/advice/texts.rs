//! Every text of the rule files, with where it stands and what it is.

use super::super::document::{
    AnswerKindDoc, AskDoc, CaseDoc, ColumnKindDoc, Document, EndDoc, Name, NodeDoc, NodeKindDoc, Place, ProvisionDoc,
    RowAsk, RulesetDoc,
};
use super::super::load::Sourced;
use crate::text::Text;

/// What a text is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Purpose {
    /// A question that is answered by yes, no or one of a closed set.
    Closed,
    /// Any other question.
    Open,
    /// A name, which may be the same in both languages.
    Name,
    /// What is read: help, answers, meanings.
    Prose,
}

impl Purpose {
    /// Returns whether it is a question.
    pub(super) const fn is_question(self) -> bool {
        matches!(self, Self::Closed | Self::Open)
    }
}

/// A text and where it stands; the place is that of the text or of the nearest name above it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sited<'d> {
    pub(super) file: &'d str,
    pub(super) place: Place,
    pub(super) purpose: Purpose,
    pub(super) text: &'d Text,
}

/// All texts, file by file.
pub(super) struct Texts<'d> {
    pub(super) list: Vec<Sited<'d>>,
    file: &'d str,
}

impl<'d> Texts<'d> {
    /// Collects them.
    pub(super) fn of(documents: &'d [Sourced]) -> Self {
        let mut texts = Self { list: Vec::new(), file: "" };
        for (source, document) in documents {
            texts.file = &source.name;
            texts.document(document);
        }
        texts
    }

    fn add(&mut self, place: Place, purpose: Purpose, text: &'d Text) {
        self.list.push(Sited { file: self.file, place, purpose, text });
    }

    fn prose(&mut self, near: &Name, text: impl IntoIterator<Item = &'d Text>) {
        for text in text {
            self.add(near.place, Purpose::Prose, text);
        }
    }

    fn named(&mut self, list: &'d [(Name, Text)]) {
        for (name, text) in list {
            self.prose(name, [text]);
        }
    }

    fn document(&mut self, document: &'d Document) {
        match document {
            Document::Ruleset(doc) => self.ruleset(doc),
            Document::Provisions(list) => list.iter().for_each(|provision| self.provision(provision)),
            Document::Duties(list) => list.iter().for_each(|duty| self.prose(&duty.id, [&duty.text])),
            Document::Questions(list) => list.iter().for_each(|(id, ask)| self.ask(id, ask)),
            Document::Effects(list) => {
                for (effect, text) in list {
                    self.add(effect.place, Purpose::Prose, text);
                }
            }
            Document::Glossary(list) => {
                for term in list {
                    self.add(term.id.place, Purpose::Name, &term.term);
                    self.prose(&term.id, [&term.meaning]);
                }
            }
            Document::Tables(list) => {
                for table in list {
                    self.prose(&table.id, [&table.title]);
                    self.named(&table.results);
                }
            }
            Document::Cases(list) => list.iter().for_each(|case| self.case(case)),
            Document::Invariants(list) => list.iter().for_each(|entry| self.prose(&entry.id, [&entry.text])),
        }
    }

    fn provision(&mut self, provision: &'d ProvisionDoc) {
        self.add(provision.id.place, Purpose::Name, &provision.designation);
        for version in &provision.versions {
            for text in [Some(&version.text), version.note.as_ref()].into_iter().flatten() {
                self.add(version.valid.place, Purpose::Prose, text);
            }
        }
    }

    fn case(&mut self, case: &'d CaseDoc) {
        self.add(case.id.place, Purpose::Name, &case.designation);
        self.add(case.id.place, Purpose::Name, &case.decided);
        self.prose(&case.id, [&case.text]);
    }

    fn ruleset(&mut self, doc: &'d RulesetDoc) {
        self.prose(&doc.id, [&doc.title]);
        self.prose(&doc.id, &doc.about);
        doc.returns.iter().chain(&doc.outcomes).for_each(|EndDoc { id, text, .. }| self.prose(id, text));
        doc.parts.iter().flat_map(|part| &part.nodes).for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &'d NodeDoc) {
        match &node.kind {
            NodeKindDoc::Ask(ask) => self.ask(&node.id, ask),
            NodeKindDoc::Checklist(list) => {
                self.prose(&node.id, [&list.intro]);
                for row in &list.rows {
                    if let RowAsk::Ask(ask) = &row.ask {
                        self.ask(&row.id, ask);
                    }
                }
            }
            NodeKindDoc::Revise { text, .. } => self.prose(&node.id, [text]),
            NodeKindDoc::Halt { text, who, .. } => {
                self.prose(&node.id, [text]);
                self.prose(&node.id, who);
            }
            NodeKindDoc::Question(_)
            | NodeKindDoc::Each(_)
            | NodeKindDoc::Switch(_)
            | NodeKindDoc::Call { .. }
            | NodeKindDoc::Calls { .. } => {}
        }
    }

    fn ask(&mut self, id: &'d Name, ask: &'d AskDoc) {
        let purpose = match &ask.kind.value {
            AnswerKindDoc::Tri | AnswerKindDoc::Choice(_) => Purpose::Closed,
            _ => Purpose::Open,
        };
        self.add(ask.text.place, purpose, &ask.text.value);
        self.prose(id, &ask.help);
        match &ask.kind.value {
            AnswerKindDoc::Choice(options) => self.named(options),
            AnswerKindDoc::List { columns, .. } => {
                for column in columns {
                    self.prose(&column.id, [&column.title]);
                    if let ColumnKindDoc::Choice(options) = &column.kind {
                        self.named(options);
                    }
                }
            }
            _ => {}
        }
    }
}
