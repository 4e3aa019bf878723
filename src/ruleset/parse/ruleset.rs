//! A ruleset file: its head, its ends and its parts.

use chrono::NaiveDate;

use super::borrowed::{Fields, Key, Node};
use super::fault::ParseFault;
use super::form::Record;
use super::form::ruleset::{OUTCOME, PARTS, RETURN, REVIEW, RULESET, VALID};
use super::reader::Reader;
use super::words::written;
use crate::ruleset::document::{At, EndDoc, Name, NodeDoc, PartDoc, RulesetDoc};
use crate::ruleset::model::{PartKind, RulesetKind, Validity};

/// What differs between a procedure and a module.
#[derive(Default)]
struct Body {
    arguments: Vec<(Name, Vec<Name>)>,
    returns: Vec<EndDoc>,
    outcomes: Vec<EndDoc>,
    parts: Vec<PartDoc>,
}

impl Reader {
    pub(super) fn ruleset(&mut self, root: &Node, file: &str) -> Option<RulesetDoc> {
        let fields = self.record(root, &RULESET)?;
        self.format(fields)?;
        let id = self.need(fields, "ruleset").and_then(|node| self.name(node));
        let kind = self.need(fields, "kind").and_then(|node| self.word::<RulesetKind>(node));
        let version = self.need(fields, "version").and_then(|node| self.number(node, 1, 1_000_000));
        let valid = self.need(fields, "valid").and_then(|node| self.validity(node));
        let title = self.need(fields, "title").and_then(|node| self.text(node));
        let about = self.text_if_any(fields.get("about"));
        let basis = self.need(fields, "basis").and_then(|node| self.names(Some(node)));
        let review = self.need(fields, "review").and_then(|node| self.review(node));
        let body = kind.and_then(|kind| self.body(fields, kind.value));
        if let (Some(id), Some(valid)) = (&id, &valid) {
            self.file_name(id, valid.value, file);
        }
        let ((checked, due), body) = review.zip(body)?;
        Some(RulesetDoc {
            id: id?,
            kind: kind?,
            version: u32::try_from(version?).ok()?,
            valid: valid?,
            title: title?,
            about: about?,
            basis: basis?,
            checked,
            due,
            arguments: body.arguments,
            returns: body.returns,
            outcomes: body.outcomes,
            parts: body.parts,
        })
    }

    /// Notes a file whose name is not that of its ruleset, or of the day that its version begins.
    fn file_name(&mut self, id: &Name, valid: Validity, file: &str) {
        let stem = file.rsplit('/').next().unwrap_or(file);
        let stem = stem.strip_suffix(".yaml").unwrap_or(stem);
        let dated = format!("{}@{}", id.value, valid.from);
        if stem != &*id.value && stem != dated {
            self.fault(id.place, ParseFault::FileName { id: id.value.clone(), from: valid.from });
        }
    }

    /// Reads `{from: ..., to: ...}`.
    fn validity(&mut self, node: &Node) -> Option<At<Validity>> {
        let fields = self.record(node, &VALID)?;
        self.span(fields)
    }

    /// Reads `from` and `to` among other fields.
    pub(super) fn span(&mut self, fields: Fields<'_>) -> Option<At<Validity>> {
        let from = self.need(fields, "from").and_then(|node| self.date(node));
        let to = fields.get("to").map_or(Some(None), |node| self.date(node).map(Some));
        Some(At { value: Validity { from: from?.value, to: to?.map(|day| day.value) }, place: from?.place })
    }

    fn review(&mut self, node: &Node) -> Option<(NaiveDate, At<NaiveDate>)> {
        let fields = self.record(node, &REVIEW)?;
        let checked = self.need(fields, "checked").and_then(|node| self.date(node));
        let due = self.need(fields, "due").and_then(|node| self.date(node));
        Some((checked?.value, due?))
    }

    fn body(&mut self, fields: Fields<'_>, kind: RulesetKind) -> Option<Body> {
        for field in RULESET.fields().filter(|field| !field.fits("kind", written(kind))) {
            if let Some((key, _)) = fields.entry(field.name) {
                self.not_for(key, written(kind), &[]);
            }
        }
        match kind {
            RulesetKind::Module => {
                let arguments = fields.get("arguments").map_or(Some(Vec::new()), |node| self.arguments(node));
                let returns = self.need(fields, "returns").and_then(|node| self.ends(node, &RETURN));
                let part = fields.entry("nodes");
                if part.is_none() {
                    self.need(fields, "nodes");
                }
                let part = part.and_then(|(key, node)| self.part(PartKind::Module, key, node));
                Some(Body { arguments: arguments?, returns: returns?, parts: vec![part?], ..Body::default() })
            }
            RulesetKind::Procedure => {
                let outcomes = self.need(fields, "outcomes").and_then(|node| self.ends(node, &OUTCOME));
                let parts = self.need(fields, "parts").and_then(|node| self.parts(node));
                Some(Body { outcomes: outcomes?, parts: parts?, ..Body::default() })
            }
        }
    }

    /// Notes a known field that stands where it has nothing to say.
    pub(super) fn not_for(&mut self, key: &Key, here: &str, belongs: &[&str]) {
        let belongs = belongs.iter().map(|kind| (*kind).into()).collect();
        self.fault(key.place, ParseFault::FieldNotFor { field: (&*key.text).into(), here: here.into(), belongs });
    }

    fn arguments(&mut self, node: &Node) -> Option<Vec<(Name, Vec<Name>)>> {
        let mut arguments = Some(Vec::new());
        for (key, node) in self.map(node)?.entries() {
            let name = self.key(key);
            let values = self.filled(node).and_then(|_| self.names(Some(node)));
            push(&mut arguments, name.zip(values));
        }
        arguments
    }

    fn ends(&mut self, node: &Node, record: &Record) -> Option<Vec<EndDoc>> {
        let fields = self.map(node)?;
        if fields.entries().is_empty() {
            self.fault(node.place, ParseFault::EmptyList);
            return None;
        }
        let mut ends = Some(Vec::new());
        for (key, node) in fields.entries() {
            let end = self.end(key, node, record);
            push(&mut ends, end);
        }
        ends
    }

    fn end(&mut self, key: &Key, node: &Node, record: &Record) -> Option<EndDoc> {
        let id = self.key(key);
        // A return may decide nothing and say nothing: `samtycke: {}`.
        let fields = self.map(node)?;
        for (key, _) in fields.entries() {
            if record.has(&key.text) {
                continue;
            }
            if OUTCOME.has(&key.text) {
                self.not_for(key, "returns", &["outcomes"]);
            } else {
                self.unknown(key, &record.names());
            }
        }
        let outcome = record.has("approval");
        let effect = if outcome { self.need(fields, "effect") } else { fields.get("effect") };
        let missing = outcome && effect.is_none();
        let effect = effect.map_or(Some(None), |node| self.word(node).map(Some));
        let text = self.text_if_any(fields.get("text"));
        let provisions = self.names(fields.get("provisions"));
        let duties = self.names(fields.get("duties"));
        let decider = self.word_or_default(fields.get("decider"));
        let approval = fields.get("approval").map_or(Some(Vec::new()), |node| self.words(node));
        let approval_after = fields.entry("approval-after").map_or(Some(None), |(key, node)| {
            if outcome && fields.get("approval").is_none() {
                self.fault(key.place, ParseFault::Without { field: "approval" });
                return None;
            }
            self.word(node).map(|after| Some(after.value))
        });
        let start = fields.get("start").map_or(Some(None), |node| self.name(node).map(Some));
        if missing {
            return None;
        }
        Some(EndDoc {
            id: id?,
            effect: effect?,
            text: text?,
            provisions: provisions?,
            duties: duties?,
            decider: decider?,
            approval: approval?,
            approval_after: approval_after?,
            start: start?,
        })
    }

    fn words<T: super::words::Word>(&mut self, node: &Node) -> Option<Vec<T>> {
        let items = self.list(node)?;
        let words: Vec<Option<At<T>>> = items.iter().map(|item| self.word(item)).collect();
        words.into_iter().map(|word| word.map(|word| word.value)).collect()
    }

    fn parts(&mut self, node: &Node) -> Option<Vec<PartDoc>> {
        let fields = self.record(node, &PARTS)?;
        if fields.entries().is_empty() {
            self.fault(node.place, ParseFault::EmptyList);
            return None;
        }
        let mut parts = Some(Vec::new());
        for (word, kind) in [("frame", PartKind::Frame), ("items", PartKind::Items), ("closing", PartKind::Closing)] {
            if let Some((key, node)) = fields.entry(word) {
                let part = self.part(kind, key, node);
                push(&mut parts, part);
            }
        }
        parts
    }

    fn part(&mut self, kind: PartKind, key: &Key, node: &Node) -> Option<PartDoc> {
        let mut nodes: Option<Vec<NodeDoc>> = Some(Vec::new());
        for item in self.filled(node)? {
            let node = self.node(item);
            push(&mut nodes, node);
        }
        Some(PartDoc { kind: At { value: kind, place: key.place }, nodes: nodes? })
    }
}

/// Adds what was read; one that could not be read makes the whole list unreadable.
pub(super) fn push<T>(list: &mut Option<Vec<T>>, read: Option<T>) {
    match (list.as_mut(), read) {
        (Some(list), Some(read)) => list.push(read),
        _ => *list = None,
    }
}
