//! The nodes of a ruleset, kind by kind.

use super::borrowed::{Fields, Key, Node};
use super::fault::ParseFault;
use super::fault::Wanted;
use super::form::Record;
use super::form::node::{KINDS, REQUIREMENTS, ROW, SHARED_ROW, SWITCHED, WAYS};
use super::reader::{Reader, is_slug};
use super::ruleset::push;
use super::words::{OnWord, Want, written};
use crate::ruleset::document::{At, ChecklistDoc, EachDoc, Name, NodeDoc, NodeKindDoc, RowAsk, RowDoc, SwitchDoc, Way};
use crate::ruleset::model::Of;

/// A kind key and the fields that go with it.
type Kind = (&'static str, &'static Record);

impl Reader {
    pub(super) fn node(&mut self, node: &Node) -> Option<NodeDoc> {
        let fields = self.map(node)?;
        let (kind, key) = self.kind_of(fields)?;
        self.look_through(fields, kind);
        let id = self.need(fields, "id").and_then(|node| self.name(node));
        let provisions = self.names(fields.get("provisions"));
        let duties = self.names(fields.get("duties"));
        let way = self.way(fields, kind);
        let kind = self.kind(fields, kind, key);
        Some(NodeDoc { id: id?, kind: kind?, provisions: provisions?, duties: duties?, way: way? })
    }

    fn kind_of<'a>(&mut self, fields: Fields<'a>) -> Option<(&'static Kind, &'a (Key<'a>, Node<'a>))> {
        // `call` beside `each` is the module that the loop runs.
        let loops = fields.get("each").is_some();
        let here: Vec<_> = KINDS
            .iter()
            .filter(|(kind, _)| !(loops && *kind == "call"))
            .filter_map(|kind| fields.entry(kind.0).map(|entry| (kind, entry)))
            .collect();
        match here[..] {
            [only] => Some(only),
            [] => {
                let kinds: Vec<&'static str> = KINDS.iter().map(|(kind, _)| *kind).collect();
                for (key, _) in fields.entries().iter().filter(|(key, _)| !is_field(&key.text)) {
                    self.unknown(key, &kinds);
                }
                self.fault(fields.place, ParseFault::NoNodeKind);
                None
            }
            _ => {
                let kinds = here.iter().map(|(kind, _)| kind.0.into()).collect();
                self.fault(fields.place, ParseFault::SeveralNodeKinds { kinds });
                None
            }
        }
    }

    fn look_through(&mut self, fields: Fields<'_>, (kind, record): &'static Kind) {
        for (key, _) in fields.entries() {
            let field = &*key.text;
            if record.has(field) {
                continue;
            }
            let belongs: Vec<&str> =
                KINDS.iter().filter(|(_, other)| other.has(field)).map(|(kind, _)| *kind).collect();
            if belongs.is_empty() {
                self.unknown(key, &record.names());
            } else {
                self.not_for(key, kind, &belongs);
            }
        }
    }

    /// Reads `next` or `then`; the outer `None` is a fault.
    fn way(&mut self, fields: Fields<'_>, (_, record): &Kind) -> Option<Option<Way>> {
        if record.one_of != WAYS {
            return Some(None);
        }
        match (fields.entry("next"), fields.entry("then")) {
            (Some((key, node)), None) => {
                let mut routes = Some(Vec::new());
                let map = self.map(node)?;
                if map.entries().is_empty() {
                    self.fault(node.place, ParseFault::EmptyList);
                    return None;
                }
                for (value, target) in map.entries() {
                    let route = self.route(value, target);
                    push(&mut routes, route);
                }
                Some(Some(Way::Next(At { value: routes?, place: key.place })))
            }
            (None, Some((_, node))) => self.target(node).map(|target| Some(Way::Then(target))),
            (None, None) => {
                self.fault(fields.place, ParseFault::NoWay);
                None
            }
            (Some(_), Some((key, _))) => {
                self.fault(key.place, ParseFault::NextAndThen);
                None
            }
        }
    }

    fn route(&mut self, key: &Key, target: &Node) -> Option<(Name, Name)> {
        // A range is read by the checker, which knows whether dates or numbers are asked for.
        let range = key.text.contains("..")
            && key.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.');
        let value = if range { Some(Name { value: (&*key.text).into(), place: key.place }) } else { self.key(key) };
        let target = self.target(target);
        value.zip(target)
    }

    /// Reads `node-id`, `done`, `return NAME` or `outcome ID`.
    fn target(&mut self, node: &Node) -> Option<Name> {
        let written = self.string(node, Wanted::Target)?;
        let words: Vec<&str> = written.split(' ').collect();
        let known = match words[..] {
            [id] | ["return" | "outcome", id] => is_slug(id),
            _ => false,
        };
        if known {
            return Some(Name { value: written.into(), place: node.place });
        }
        self.fault(node.place, ParseFault::NotATarget { written: written.into() });
        None
    }

    fn kind(&mut self, fields: Fields<'_>, (kind, _): &Kind, (_, node): &(Key, Node)) -> Option<NodeKindDoc> {
        match *kind {
            "ask" => self.ask(fields, node).map(|ask| NodeKindDoc::Ask(Box::new(ask))),
            "question" => self.name(node).map(NodeKindDoc::Question),
            "checklist" => self.checklist(fields, node).map(|list| NodeKindDoc::Checklist(Box::new(list))),
            "each" => self.each(fields, node).map(|each| NodeKindDoc::Each(Box::new(each))),
            "switch" => self.switch(node).map(NodeKindDoc::Switch),
            "call" => {
                let module = self.name(node);
                let with = self.with(fields);
                Some(NodeKindDoc::Call { module: module?, with: with? })
            }
            "calls" => {
                let modules = self.filled(node).and_then(|_| self.names(Some(node)));
                let with = self.with(fields);
                let join = self.need(fields, "join").and_then(|node| self.word(node));
                Some(NodeKindDoc::Calls { modules: modules?, with: with?, join: join?.value })
            }
            "revise" => {
                let target = self.name(node);
                let text = self.need(fields, "text").and_then(|node| self.text(node));
                Some(NodeKindDoc::Revise { node: target?, text: text? })
            }
            _ => {
                let kind = self.word(node);
                let scope = self.need(fields, "scope").and_then(|node| self.word(node));
                let text = self.need(fields, "text").and_then(|node| self.text(node));
                let who = self.text_if_any(fields.get("who"));
                let start = fields.get("start").map_or(Some(None), |node| self.name(node).map(Some));
                Some(NodeKindDoc::Halt { kind: kind?, scope: scope?.value, text: text?, who: who?, start: start? })
            }
        }
    }

    fn with(&mut self, fields: Fields<'_>) -> Option<Vec<(Name, Name)>> {
        let Some(node) = fields.get("with") else { return Some(Vec::new()) };
        let mut with = Some(Vec::new());
        for (key, node) in self.map(node)?.entries() {
            let name = self.key(key);
            let value = self.name(node);
            push(&mut with, name.zip(value));
        }
        with
    }

    fn each(&mut self, fields: Fields<'_>, node: &Node) -> Option<EachDoc> {
        let subject = self.word(node);
        let over = self.need(fields, "over").and_then(|node| self.name(node));
        let of = fields.get("of").map_or(Some(Of::All), |node| self.word(node).map(|of| of.value));
        let public = fields.get("public").map_or(Some(None), |node| self.word(node).map(Some));
        let module = self.need(fields, "call").and_then(|node| self.name(node));
        let with = self.with(fields);
        let join = self.need(fields, "join").and_then(|node| self.word(node));
        Some(EachDoc {
            subject: subject?,
            over: over?,
            of: of?,
            public: public?,
            module: module?,
            with: with?,
            join: join?.value,
        })
    }

    fn switch(&mut self, node: &Node) -> Option<SwitchDoc> {
        let all = self.map(node)?;
        let on = self.need(all, "on").and_then(|node| self.word::<OnWord>(node))?.value;
        let fitting: Vec<_> = SWITCHED.fields().filter(|field| field.fits("on", written(on))).collect();
        let fields = self.fields(node, &fitting.iter().map(|field| field.name).collect::<Vec<_>>())?;
        match on {
            OnWord::LawDate => Some(SwitchDoc::LawDate),
            OnWord::Answer => self.need(fields, "question").and_then(|node| self.name(node)).map(SwitchDoc::Answer),
            OnWord::Argument => self.need(fields, "name").and_then(|node| self.name(node)).map(SwitchDoc::Argument),
            OnWord::Field => self.need(fields, "field").and_then(|node| self.dotted(node)).map(SwitchDoc::Field),
            OnWord::Reaches => self.need(fields, "rule").and_then(|node| self.name(node)).map(SwitchDoc::Reaches),
            OnWord::Table => self.need(fields, "table").and_then(|node| self.name(node)).map(SwitchDoc::Table),
            OnWord::Aggregate(kind) => {
                let effect = self.need(fields, "effect").and_then(|node| self.word(node));
                let of = self.need(fields, "of").and_then(|node| self.name(node));
                Some(SwitchDoc::Aggregate { kind, effect: effect?, of: of? })
            }
        }
    }

    /// Reads `person.roll`.
    fn dotted(&mut self, node: &Node) -> Option<Name> {
        let written = self.string(node, Wanted::Field)?;
        let known = written.split_once('.').is_some_and(|(subject, column)| is_slug(subject) && is_slug(column));
        if known {
            return Some(Name { value: written.into(), place: node.place });
        }
        self.fault(node.place, ParseFault::NotAField { written: written.into() });
        None
    }

    fn checklist(&mut self, node: Fields<'_>, list: &Node) -> Option<ChecklistDoc> {
        let fields = self.record(list, &REQUIREMENTS)?;
        let need = self.need(fields, "need").and_then(|node| self.word(node));
        let intro = self.need(fields, "intro").and_then(|node| self.text(node));
        let scope = self.need(node, "scope").and_then(|node| self.word(node));
        let doubt = self.doubt(node.get("doubt"));
        let rows = self.need(fields, "rows").and_then(|node| self.filled(node));
        let (scope, doubt) = (scope?, doubt?);
        let mut read = Some(Vec::new());
        for row in rows? {
            let row = self.row(row, scope, doubt.clone());
            push(&mut read, row);
        }
        Some(ChecklistDoc { need: need?.value, intro: intro?, rows: read?, scope, doubt })
    }

    fn row(
        &mut self,
        node: &Node,
        scope: At<crate::ruleset::model::Scope>,
        doubt: Option<At<crate::ruleset::document::DoubtDoc>>,
    ) -> Option<RowDoc> {
        let all = self.map(node)?;
        let shared = all.get("question").is_some();
        if shared && let Some((key, _)) = all.entry("ask") {
            self.fault(key.place, ParseFault::SeveralNodeKinds { kinds: vec!["ask".into(), "question".into()] });
            return None;
        }
        let fields = self.record(node, if shared { &SHARED_ROW } else { &ROW })?;
        let id = self.need(fields, "id").and_then(|node| self.name(node));
        let want = self.need(fields, "want").and_then(|node| self.word::<Want>(node));
        let ask = if shared {
            fields.get("question").and_then(|node| self.name(node)).map(RowAsk::Question)
        } else {
            let question = self.need(fields, "ask").and_then(|text| self.row_ask(fields, text, scope, doubt));
            question.map(|ask| RowAsk::Ask(Box::new(ask)))
        };
        let want = want.map(|want| Name { value: want.value.0.into(), place: want.place });
        Some(RowDoc { id: id?, ask: ask?, want: want? })
    }
}

/// Returns whether any kind of node has the field, so that it alone is no slip for a kind key.
fn is_field(field: &str) -> bool {
    field == "id" || KINDS.iter().any(|(_, record)| record.has(field))
}
