//! Questions, wherever they stand: in a node, in a row of a checklist, in the shared register.

use super::borrowed::{Fields, Node};
use super::fault::{ParseFault, Wanted};
use super::form::Record;
use super::form::question::{BOUND, COLUMN, DEMAND, DOUBT, PICK, SHARED, WHERE_COLUMN, WHERE_ROLE};
use super::reader::Reader;
use super::ruleset::push;
use super::words::{AnswerWord, ColumnWord, Filled, written};
use crate::ruleset::document::{
    AnswerKindDoc, AskDoc, At, ColumnDoc, ColumnKindDoc, DemandDoc, DoubtDoc, FilterDoc, Name,
};
use crate::ruleset::model::{DoubtMeans, Scope};
use crate::text::Text;

impl Reader {
    /// Reads the question whose wording is `text` and whose other fields are `fields`.
    pub(super) fn ask(&mut self, fields: Fields<'_>, text: &Node) -> Option<AskDoc> {
        let kind = self.need(fields, "kind").and_then(|node| self.answer_kind(fields, node));
        let scope = self.need(fields, "scope").and_then(|node| self.word(node));
        let doubt = self.doubt(fields.get("doubt"));
        self.question(fields, text, kind, scope, doubt)
    }

    /// Reads the question of a checklist's row, which has its scope and doubt from the node.
    pub(super) fn row_ask(
        &mut self,
        fields: Fields<'_>,
        text: &Node,
        scope: At<Scope>,
        doubt: Option<At<DoubtDoc>>,
    ) -> Option<AskDoc> {
        let kind = At { value: AnswerKindDoc::Tri, place: text.place };
        self.question(fields, text, Some(kind), Some(scope), Some(doubt))
    }

    fn question(
        &mut self,
        fields: Fields<'_>,
        text: &Node,
        kind: Option<At<AnswerKindDoc>>,
        scope: Option<At<Scope>>,
        doubt: Option<Option<At<DoubtDoc>>>,
    ) -> Option<AskDoc> {
        let wording = self.text(text);
        let help = self.text_if_any(fields.get("help"));
        let reason = self.demand(fields.get("reason"));
        let outgoing = self.demand(fields.get("outgoing"));
        let probes = self.truth(fields.get("probes"));
        let actor = self.word_or_default(fields.get("actor"));
        let depends = self.names(fields.get("depends"));
        let fresh_for = fields.get("fresh-for").map_or(Some(None), |node| self.days(node).map(Some));
        let moment = fields.get("moment").map_or(Some(None), |node| self.word(node).map(Some));
        Some(AskDoc {
            text: At { value: wording?, place: text.place },
            help: help?,
            kind: kind?,
            scope: scope?,
            doubt: doubt?,
            reason: reason?,
            outgoing: outgoing?,
            probes: probes?,
            actor: actor?,
            depends: depends?,
            fresh_for: fresh_for?,
            moment: moment?.map(|moment| moment.value),
            provisions: Vec::new(),
        })
    }

    pub(super) fn doubt(&mut self, node: Option<&Node>) -> Option<Option<At<DoubtDoc>>> {
        let Some(node) = node else { return Some(None) };
        let fields = self.record(node, &DOUBT)?;
        let means = self.need(fields, "means").and_then(|node| self.word::<DoubtMeans>(node));
        let treated_as = fields.get("as").map_or(Some(None), |node| self.name(node).map(Some));
        Some(Some(At { value: DoubtDoc { means: means?.value, treated_as: treated_as? }, place: node.place }))
    }

    fn demand(&mut self, node: Option<&Node>) -> Option<Option<DemandDoc>> {
        let Some(node) = node else { return Some(None) };
        let fields = self.record(node, &DEMAND)?;
        let answers = match fields.get("for") {
            None => Some(Vec::new()),
            Some(node) => self.filled(node).and_then(|_| self.names(Some(node))),
        };
        let least = self.need(fields, "least").and_then(|node| self.count(Some(node), 0));
        Some(Some(DemandDoc { answers: answers?, least: least? }))
    }

    /// Reads `P0D` as a number of days.
    fn days(&mut self, node: &Node) -> Option<u32> {
        let written = self.string(node, Wanted::Text)?;
        let days = written.strip_prefix('P').and_then(|rest| rest.strip_suffix('D'));
        let days = days.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let days = days.and_then(|digits| digits.parse().ok()).filter(|days| *days <= 3660);
        if days.is_none() {
            self.fault(node.place, ParseFault::NotDays { written: written.into() });
        }
        days
    }

    fn answer_kind(&mut self, fields: Fields<'_>, node: &Node) -> Option<At<AnswerKindDoc>> {
        let word = self.word::<AnswerWord>(node)?;
        self.not_of_kind(fields, &SHARED, written(word.value));
        let value = match word.value {
            AnswerWord::Tri => AnswerKindDoc::Tri,
            AnswerWord::Date => AnswerKindDoc::Date,
            AnswerWord::DateTime => AnswerKindDoc::DateTime,
            AnswerWord::Choice => {
                AnswerKindDoc::Choice(self.need(fields, "options").and_then(|node| self.options(node))?)
            }
            AnswerWord::Text => AnswerKindDoc::Text { least: self.count(fields.get("least"), 1)? },
            AnswerWord::Number => {
                let min = self.need(fields, "min").and_then(|node| self.number(node, -BOUND, BOUND));
                let max = self.need(fields, "max").and_then(|node| self.number(node, -BOUND, BOUND));
                let (min, max) = min.zip(max)?;
                if min > max {
                    self.fault(node.place, ParseFault::EmptyRange { min, max });
                    return None;
                }
                AnswerKindDoc::Number { min, max }
            }
            AnswerWord::Pick => self.need(fields, "pick").and_then(|node| self.pick(node))?,
            AnswerWord::List => self.answer_list(fields)?,
        };
        Some(At { value, place: word.place })
    }

    /// Notes the fields that belong to other kinds than `kind`.
    fn not_of_kind(&mut self, fields: Fields<'_>, record: &Record, kind: &str) {
        for field in record.fields().filter(|field| !field.fits("kind", kind)) {
            if let (Some((key, _)), Some((_, kinds))) = (fields.entry(field.name), field.only) {
                let belongs: Vec<_> = kinds.iter().map(|kind| format!("kind: {kind}")).collect();
                let belongs: Vec<&str> = belongs.iter().map(String::as_str).collect();
                self.not_for(key, &format!("kind: {kind}"), &belongs);
            }
        }
    }

    pub(super) fn options(&mut self, node: &Node) -> Option<Vec<(Name, Text)>> {
        let fields = self.map(node)?;
        if fields.entries().is_empty() {
            self.fault(node.place, ParseFault::EmptyList);
            return None;
        }
        let mut options = Some(Vec::new());
        for (key, node) in fields.entries() {
            let id = self.key(key);
            let text = self.text(node);
            push(&mut options, id.zip(text));
        }
        options
    }

    fn pick(&mut self, node: &Node) -> Option<AnswerKindDoc> {
        let fields = self.record(node, &PICK)?;
        let from = self.need(fields, "from").and_then(|node| self.word(node));
        let many = self.truth(fields.get("many"));
        let least = self.count(fields.get("least"), 1);
        let filter = fields.get("where").map_or(Some(None), |node| self.filter(node).map(Some));
        Some(AnswerKindDoc::Pick { from: from?, many: many?, least: least?, filter: filter? })
    }

    fn filter(&mut self, node: &Node) -> Option<FilterDoc> {
        let fields = self.fields(node, &[WHERE_COLUMN.names(), WHERE_ROLE.names()].concat())?;
        if let Some(role) = fields.get("role") {
            for (key, _) in fields.entries().iter().filter(|(key, _)| matches!(&*key.text, "column" | "in")) {
                self.not_for(key, "role", &["where"]);
            }
            return self.word(role).map(FilterDoc::Role);
        }
        let column = self.need(fields, "column").and_then(|node| self.name(node));
        let options = self.need(fields, "in").and_then(|node| self.filled(node).and_then(|_| self.names(Some(node))));
        Some(FilterDoc::Column { column: column?, options: options? })
    }

    fn answer_list(&mut self, fields: Fields<'_>) -> Option<AnswerKindDoc> {
        let fills = fields.get("fills").map_or(Some(None), |node| self.word::<Filled>(node).map(Some));
        let least = self.count(fields.get("least"), 0);
        let mut columns = Some(Vec::new());
        for column in self.need(fields, "columns").and_then(|node| self.filled(node))? {
            let column = self.column(column);
            push(&mut columns, column);
        }
        let fills = fills?.map(|filled| At { value: filled.value.0, place: filled.place });
        Some(AnswerKindDoc::List { fills, columns: columns?, least: least? })
    }

    fn column(&mut self, node: &Node) -> Option<ColumnDoc> {
        let fields = self.record(node, &COLUMN)?;
        let id = self.need(fields, "id").and_then(|node| self.name(node));
        let title = self.need(fields, "title").and_then(|node| self.text(node));
        let optional = self.truth(fields.get("optional"));
        let word = self.need(fields, "kind").and_then(|node| self.word::<ColumnWord>(node))?.value;
        self.not_of_kind(fields, &COLUMN, written(word));
        let kind = match word {
            ColumnWord::Text => ColumnKindDoc::Text,
            ColumnWord::Date => ColumnKindDoc::Date,
            ColumnWord::Number => ColumnKindDoc::Number,
            ColumnWord::Choice => {
                ColumnKindDoc::Choice(self.need(fields, "options").and_then(|node| self.options(node))?)
            }
            ColumnWord::Ref => {
                let filled = self.need(fields, "ref").and_then(|node| self.word::<Filled>(node))?;
                ColumnKindDoc::Ref(At { value: filled.value.0, place: filled.place })
            }
        };
        Some(ColumnDoc { id: id?, title: title?, kind, optional: optional? })
    }
}
