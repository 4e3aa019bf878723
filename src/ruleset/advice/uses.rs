//! What the rule files use of each other, by name.
//!
//! A name may stand for something of its own ruleset or for something shared; it then counts as a use of both, so that
//! nothing is called unused that is not.

use foldhash::{HashMap, HashSet};

use super::super::document::{
    AnswerKindDoc, AskDoc, Document, EachDoc, EndDoc, FilterDoc, Name, NodeDoc, NodeKindDoc, RowAsk, RulesetDoc,
    SwitchDoc,
};
use super::super::load::Sourced;
use super::super::model::{ProvisionRole, Register};

/// The names that are used, by what they are names of.
#[derive(Default)]
pub(super) struct Uses<'d> {
    /// Provisions that something applies.
    pub(super) provisions: HashSet<&'d str>,
    /// The roles of provisions that may be picked.
    pub(super) picked: Vec<ProvisionRole>,
    /// Duties that arise.
    pub(super) duties: HashSet<&'d str>,
    /// How often a shared question is put, by a step, a row, a switch or a table.
    pub(super) put: HashMap<&'d str, usize>,
    /// Questions whose answer something looks at, by full id.
    pub(super) read: HashSet<Box<str>>,
    /// Decision tables that a switch looks at.
    pub(super) tables: HashSet<&'d str>,
    /// Modules that are called.
    pub(super) modules: HashSet<&'d str>,
    /// The shared questions themselves.
    pub(super) shared: HashMap<&'d str, &'d AskDoc>,
}

impl<'d> Uses<'d> {
    /// Collects what all rule files use.
    pub(super) fn of(documents: &'d [Sourced]) -> Self {
        let mut uses = Self::default();
        for (_, document) in documents {
            match document {
                Document::Ruleset(doc) => uses.ruleset(doc),
                Document::Duties(list) => list.iter().for_each(|duty| names(&mut uses.provisions, &duty.provisions)),
                Document::Questions(list) => {
                    for (id, ask) in list {
                        uses.shared.insert(&id.value, ask);
                        uses.ask(None, ask);
                    }
                }
                Document::Tables(list) => {
                    for table in list {
                        names(&mut uses.provisions, &table.provisions);
                        for input in &table.inputs {
                            uses.puts(input);
                            uses.reads(None, input);
                        }
                    }
                }
                // An invariant speaks of what the rules do, and does nothing itself.
                Document::Provisions(_)
                | Document::Effects(_)
                | Document::Glossary(_)
                | Document::Cases(_)
                | Document::Invariants(_) => {}
            }
        }
        uses
    }

    fn puts(&mut self, question: &'d Name) {
        *self.put.entry(&question.value).or_default() += 1;
    }

    fn reads(&mut self, ruleset: Option<&str>, question: &Name) {
        if let Some(ruleset) = ruleset {
            self.read.insert(format!("{ruleset}.{}", question.value).into());
        }
        self.read.insert(question.value.clone());
    }

    fn ruleset(&mut self, doc: &'d RulesetDoc) {
        names(&mut self.provisions, &doc.basis);
        for EndDoc { provisions, duties, .. } in doc.returns.iter().chain(&doc.outcomes) {
            names(&mut self.provisions, provisions);
            names(&mut self.duties, duties);
        }
        for node in doc.parts.iter().flat_map(|part| &part.nodes) {
            self.node(&doc.id.value, node);
        }
    }

    fn node(&mut self, ruleset: &str, node: &'d NodeDoc) {
        names(&mut self.provisions, &node.provisions);
        names(&mut self.duties, &node.duties);
        match &node.kind {
            NodeKindDoc::Ask(ask) => self.ask(Some(ruleset), ask),
            NodeKindDoc::Question(question) => self.puts(question),
            NodeKindDoc::Checklist(list) => {
                for row in &list.rows {
                    match &row.ask {
                        RowAsk::Ask(ask) => self.ask(Some(ruleset), ask),
                        RowAsk::Question(question) => self.puts(question),
                    }
                }
            }
            NodeKindDoc::Each(each) => {
                let EachDoc { over, module, .. } = &**each;
                self.reads(Some(ruleset), over);
                self.puts(over);
                self.modules.insert(&module.value);
            }
            NodeKindDoc::Switch(SwitchDoc::Answer(question)) => {
                self.reads(Some(ruleset), question);
                self.puts(question);
            }
            NodeKindDoc::Switch(SwitchDoc::Table(table)) => _ = self.tables.insert(&table.value),
            NodeKindDoc::Switch(SwitchDoc::Reaches(rule)) => _ = self.provisions.insert(&rule.value),
            NodeKindDoc::Call { module, .. } => _ = self.modules.insert(&module.value),
            NodeKindDoc::Calls { modules, .. } => names(&mut self.modules, modules),
            NodeKindDoc::Switch(_) | NodeKindDoc::Revise { .. } | NodeKindDoc::Halt { .. } => {}
        }
    }

    fn ask(&mut self, ruleset: Option<&str>, ask: &'d AskDoc) {
        names(&mut self.provisions, &ask.provisions);
        ask.depends.iter().for_each(|question| self.reads(ruleset, question));
        if let AnswerKindDoc::Pick { from, filter, .. } = &ask.kind.value
            && from.value == Register::Provisions
        {
            match filter {
                Some(FilterDoc::Role(role)) => self.picked.push(role.value),
                _ => self.picked.extend([ProvisionRole::Secrecy, ProvisionRole::Overriding, ProvisionRole::Procedure]),
            }
        }
    }
}

fn names<'d>(set: &mut HashSet<&'d str>, list: &'d [Name]) {
    set.extend(list.iter().map(|name| &*name.value));
}
