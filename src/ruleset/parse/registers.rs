//! The registers of the rulebook: provisions, duties, shared questions, effects, terms.

use super::borrowed::{Fields, Key, Node};
use super::fault::{ParseFault, Wanted};
use super::form::question::SHARED;
use super::form::registers::{DECIDED, DUTY, FORMS, PROVISION, PROVISIONS, TABLE, TABLE_ROW, TERM, WORDING};
use super::reader::Reader;
use super::ruleset::push;
use super::words::{Others, RegisterWord};
use crate::ruleset::document::{
    AskDoc, At, CaseDoc, Document, DutyDoc, FormsDoc, Name, ProvisionDoc, ProvisionVersionDoc, TableDoc, TableRowDoc,
    TermDoc,
};
use crate::ruleset::model::{Effect, Moment, Within};
use crate::text::Text;

impl Reader {
    pub(super) fn register(&mut self, root: &Node, register: RegisterWord) -> Option<Document> {
        let fields = self.record(root, &PROVISIONS)?;
        self.format(fields)?;
        let entries = self.need(fields, "entries").and_then(|node| self.map(node))?;
        match register {
            RegisterWord::Provisions => self.entries(entries, Self::provision).map(Document::Provisions),
            RegisterWord::Duties => self.entries(entries, Self::duty).map(Document::Duties),
            RegisterWord::Questions => self.entries(entries, Self::shared).map(Document::Questions),
            RegisterWord::Effects => self.entries(entries, Self::effect).map(Document::Effects),
            RegisterWord::Glossary => self.entries(entries, Self::term).map(Document::Glossary),
            RegisterWord::Tables => self.entries(entries, Self::table).map(Document::Tables),
            RegisterWord::Cases => self.entries(entries, Self::case).map(Document::Cases),
            RegisterWord::Invariants => self.entries(entries, Self::invariant).map(Document::Invariants),
        }
    }

    fn entries<T>(
        &mut self,
        entries: Fields<'_>,
        read: impl Fn(&mut Self, &Key, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut list = Some(Vec::new());
        for (key, node) in entries.entries() {
            let entry = read(self, key, node);
            push(&mut list, entry);
        }
        list
    }

    fn provision(&mut self, key: &Key, node: &Node) -> Option<ProvisionDoc> {
        let id = self.key(key);
        let fields = self.record(node, &PROVISION)?;
        let designation = self.need(fields, "designation").and_then(|node| self.text(node));
        let short = self.need(fields, "short").and_then(|node| self.free(node));
        let role = self.need(fields, "role").and_then(|node| self.word(node));
        let mut versions = Some(Vec::new());
        for version in self.need(fields, "versions").and_then(|node| self.filled(node))? {
            let version = self.provision_version(version);
            push(&mut versions, version);
        }
        Some(ProvisionDoc { id: id?, designation: designation?, short: short?, role: role?.value, versions: versions? })
    }

    fn provision_version(&mut self, node: &Node) -> Option<ProvisionVersionDoc> {
        let fields = self.record(node, &WORDING)?;
        let valid = self.span(fields);
        let test = self.need(fields, "test").and_then(|node| self.word(node));
        let wording = self.need(fields, "text").and_then(|node| self.text(node));
        let basis = self.need(fields, "basis").and_then(|node| self.free(node));
        let confidence = self.need(fields, "confidence").and_then(|node| self.word(node));
        let left_open = self.text_if_any(fields.get("note"));
        let checked = self.need(fields, "checked").and_then(|node| self.date(node));
        let against = self.need(fields, "against").and_then(|node| self.free(node));
        let reaches = self.names(fields.get("reaches"));
        let follows = fields.get("follows").map_or(Some(None), |node| self.word::<Others>(node).map(Some));
        let years = fields.get("years").map_or(Some(None), |node| self.number(node, 1, 1000).map(Some));
        Some(ProvisionVersionDoc {
            valid: valid?,
            test: test?.value,
            text: wording?,
            basis: basis?,
            confidence: confidence?,
            note: left_open?,
            checked: checked?.value,
            against: against?,
            reaches: reaches?,
            follows_others: follows?.is_some(),
            years: years?.and_then(|years| u32::try_from(years).ok()),
        })
    }

    fn duty(&mut self, key: &Key, node: &Node) -> Option<DutyDoc> {
        let id = self.key(key);
        let fields = self.record(node, &DUTY)?;
        let text = self.need(fields, "text").and_then(|node| self.text(node));
        let deadline = fields.get("deadline").map_or(Some(None), |node| self.within(node).map(Some));
        let runs_from = fields.get("runs-from").map_or(Some(None), |node| self.word::<Moment>(node).map(Some));
        let provisions = self.names(fields.get("provisions"));
        match (fields.entry("deadline"), fields.entry("runs-from")) {
            (Some((key, _)), None) => self.fault(key.place, ParseFault::Without { field: "runs-from" }),
            (None, Some((key, _))) => self.fault(key.place, ParseFault::Without { field: "deadline" }),
            _ => {}
        }
        Some(DutyDoc { id: id?, text: text?, deadline: deadline?, runs_from: runs_from?, provisions: provisions? })
    }

    /// Reads `at-once`, `same-day`, `PT72H`, `P7D`, `P3W` or `P4M`.
    fn within(&mut self, node: &Node) -> Option<At<Within>> {
        let written = self.string(node, Wanted::Text)?;
        let value = Within::read(written);
        if value.is_none() {
            self.fault(node.place, ParseFault::NotADeadline { written: written.into() });
        }
        value.map(|value| At { value, place: node.place })
    }

    fn shared(&mut self, key: &Key, node: &Node) -> Option<(Name, AskDoc)> {
        let id = self.key(key);
        let fields = self.record(node, &SHARED)?;
        let provisions = self.names(fields.get("provisions"));
        let question = self.need(fields, "ask").and_then(|text| self.ask(fields, text));
        let (id, question) = id.zip(question)?;
        Some((id, AskDoc { provisions: provisions?, ..question }))
    }

    fn effect(&mut self, key: &Key, node: &Node) -> Option<(At<Effect>, Text)> {
        let effect = self.known(&key.text, key.place);
        let text = self.text(node);
        effect.zip(text)
    }

    fn term(&mut self, key: &Key, node: &Node) -> Option<TermDoc> {
        let id = self.key(key);
        let fields = self.record(node, &TERM)?;
        let term = self.need(fields, "term").and_then(|node| self.text(node));
        let meaning = self.need(fields, "meaning").and_then(|node| self.text(node));
        let code = fields.get("code").map_or(Some(None), |node| self.free(node).map(Some));
        let forms = fields.get("forms").map_or_else(|| Some(FormsDoc::default()), |node| self.forms(node));
        Some(TermDoc { id: id?, term: term?, meaning: meaning?, code: code?, forms: forms? })
    }

    /// Reads the forms of a term, in both languages.
    fn forms(&mut self, node: &Node) -> Option<FormsDoc> {
        let fields = self.record(node, &FORMS)?;
        let sv = self.need(fields, "sv").and_then(|node| self.forms_of_one(node));
        let en = self.need(fields, "en").and_then(|node| self.forms_of_one(node));
        Some(FormsDoc { sv: sv?, en: en? })
    }

    fn forms_of_one(&mut self, node: &Node) -> Option<Vec<Name>> {
        let mut forms = Some(Vec::new());
        for node in self.filled(node)? {
            let form = self.string(node, Wanted::Text).map(|form| At { value: form.into(), place: node.place });
            push(&mut forms, form);
        }
        forms
    }

    fn case(&mut self, key: &Key, node: &Node) -> Option<CaseDoc> {
        let id = self.key(key);
        let fields = self.record(node, &DECIDED)?;
        let designation = self.need(fields, "designation").and_then(|node| self.text(node));
        let decided = self.need(fields, "decided").and_then(|node| self.text(node));
        let read = self.need(fields, "read").and_then(|node| self.word(node));
        let text = self.need(fields, "text").and_then(|node| self.text(node));
        let mut questions = Some(Vec::new());
        if let Some(node) = fields.get("questions") {
            for (key, node) in self.map(node)?.entries() {
                let question = self.full_id(&key.text, key.place);
                let answer = self.name(node);
                push(&mut questions, question.zip(answer.map(Some)));
            }
        }
        if let Some(node) = fields.get("touches") {
            for node in self.filled(node)? {
                let question = self.string(node, Wanted::Id).and_then(|written| self.full_id(written, node.place));
                push(&mut questions, question.map(|question| (question, None)));
            }
        }
        let (read, questions) = (read?.value, questions?);
        Some(CaseDoc { id: id?, designation: designation?, decided: decided?, read, text: text?, questions })
    }

    fn table(&mut self, key: &Key, node: &Node) -> Option<TableDoc> {
        let id = self.key(key);
        let fields = self.record(node, &TABLE)?;
        let title = self.need(fields, "title").and_then(|node| self.text(node));
        let inputs = self.need(fields, "inputs").and_then(|node| self.filled_names(node));
        let results = self.need(fields, "results").and_then(|node| self.options(node));
        let provisions = self.need(fields, "provisions").and_then(|node| self.filled_names(node));
        let picture = fields.get("picture").map_or(Some(None), |node| self.word(node).map(Some));
        let mut rows = Some(Vec::new());
        for row in self.need(fields, "rows").and_then(|node| self.filled(node))? {
            let row = self.table_row(row);
            push(&mut rows, row);
        }
        Some(TableDoc {
            id: id?,
            title: title?,
            inputs: inputs?,
            results: results?,
            provisions: provisions?,
            picture: picture?,
            rows: rows?,
        })
    }

    fn table_row(&mut self, node: &Node) -> Option<TableRowDoc> {
        let fields = self.record(node, &TABLE_ROW)?;
        let mut when = Some(Vec::new());
        if let Some(written) = fields.get("when") {
            for (key, node) in self.map(written)?.entries() {
                let input = self.key(key);
                let options = self.filled_names(node);
                push(&mut when, input.zip(options));
            }
        }
        let then = self.need(fields, "then").and_then(|node| self.name(node));
        Some(TableRowDoc { place: node.place, when: when?, then: then? })
    }

    /// Reads a list of names that must not be empty.
    pub(super) fn filled_names(&mut self, node: &Node) -> Option<Vec<Name>> {
        self.filled(node).and_then(|_| self.names(Some(node)))
    }
}
