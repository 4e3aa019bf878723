//! What stands in the boxes.

use super::{Node, Shape};
use crate::engine::Edition;
use crate::outline::words::Words;
use crate::outline::{EndView, KindView, NodeView, OnView, QuestionView, RulesetView, TableView};
use crate::render;
use crate::render::count::{DUTIES, LINES, counted};
use crate::render::terms::capital;
use crate::ruleset::model::{PartKind, Role, RulesetKind};

/// A table with more rows is told of by their number: in a box of a picture nobody reads them.
const MOST_ROWS: usize = 8;

/// Returns a text of the rules made safe to show.
pub fn safe(text: &str) -> String {
    render::safe::text(text).into_owned()
}

/// Makes the boxes of a sheet.
pub struct Boxes<'e, 'b> {
    pub edition: &'e Edition<'b>,
    pub words: Words<'b>,
}

impl Boxes<'_, '_> {
    /// Returns the box where a part or a module begins.
    pub fn start(&self, rules: &RulesetView<'_>, part: PartKind) -> Node {
        let language = self.words.language;
        let name = match part {
            PartKind::Frame => language.choose("Ramen", "The frame"),
            PartKind::Items => language.choose("Uppgifterna", "The items"),
            PartKind::Closing => language.choose("Avslutningen", "The closing"),
            PartKind::Module => rules.title.get(language),
        };
        let key = match part {
            PartKind::Frame => "part-frame",
            PartKind::Items => "part-items",
            PartKind::Closing => "part-closing",
            PartKind::Module => "part-module",
        };
        let lead = language.choose("Början", "Start");
        make(key.to_owned(), Shape::Start, lead, vec![name.to_owned()], Vec::new())
    }

    /// Returns the box of a node.
    pub fn node(&self, node: &NodeView<'_>) -> Node {
        let language = self.words.language;
        let (shape, body, notes) = self.said(&node.kind);
        let lead = format!("{} · {}", shape.name(language), node.id);
        let mut made = make(format!("node-{}", node.id), shape, &lead, body, notes);
        made.calls = match &node.kind {
            KindView::Each { call, .. } | KindView::Call { call } => vec![call.module.to_owned()],
            KindView::Calls { calls, .. } => calls.iter().map(|call| call.module.to_owned()).collect(),
            _ => Vec::new(),
        };
        self.ground(&mut made, &node.provisions, &node.duties);
        made
    }

    /// Returns the box of a return or an outcome.
    pub fn end(&self, end: &EndView<'_>, kind: RulesetKind) -> Node {
        let language = self.words.language;
        let name = match kind {
            RulesetKind::Module => language.choose("Svar", "Return"),
            RulesetKind::Procedure => language.choose("Utfall", "Outcome"),
        };
        let lead = format!("{name} · {}", end.id);
        let mut body: Vec<String> = end.effect.iter().map(|effect| self.effect(effect.id())).collect();
        body.extend(end.text.map(|text| text.get(language).to_owned()));
        let mut notes = Vec::new();
        if end.decider != Role::Officer {
            let role = self.words.role(end.decider);
            notes.push(format!("{}: {role}", language.choose("Beslutas av", "Decided by")));
        }
        if !end.approval.is_empty() {
            let roles: Vec<_> = end.approval.iter().map(|role| self.words.role(*role)).collect();
            notes.push(format!("{}: {}", language.choose("Godkänns av", "Approved by"), roles.join(", ")));
        }
        notes.extend(end.start.map(|start| self.leads_to(start)));
        let mut made = make(format!("end-{}", end.id), Shape::End, &lead, body, notes);
        made.effect = end.effect;
        self.ground(&mut made, &end.provisions, &end.duties);
        made
    }

    fn said(&self, kind: &KindView<'_>) -> (Shape, Vec<String>, Vec<String>) {
        let language = self.words.language;
        match kind {
            KindView::Ask { question } => {
                let mut notes = self.answered(question);
                notes.extend(self.doubt(question));
                (Shape::Question, vec![question.text.get(language).to_owned()], notes)
            }
            KindView::Checklist { need, intro, rows } => {
                let mut body = vec![intro.get(language).to_owned(), self.words.need(*need).to_owned()];
                body.extend(rows.iter().map(|row| {
                    let (text, want) = (row.question.text.get(language), capital(&self.words.value(row.want)));
                    format!("– {text} ({want})")
                }));
                (Shape::Checklist, body, Vec::new())
            }
            KindView::Each { call, .. } => {
                let mut body = vec![self.words.each(kind)];
                body.extend(self.title(call.module));
                (Shape::Loop, body, Vec::new())
            }
            KindView::Switch { on } => (Shape::Switch, self.looked_at(on), Vec::new()),
            KindView::Call { call } => {
                let mut body: Vec<String> = self.title(call.module).into_iter().collect();
                body.push(self.words.call(call));
                (Shape::Call, body, Vec::new())
            }
            KindView::Calls { calls, join } => {
                let titles = calls.iter().filter_map(|call| Some(format!("– {}", self.title(call.module)?)));
                let mut body: Vec<String> = titles.collect();
                body.extend(calls.iter().map(|call| self.words.call(call)));
                body.push(self.words.join(*join).to_owned());
                (Shape::Call, body, Vec::new())
            }
            KindView::Revise { node, text } => {
                let back = format!("{} [{node}]", language.choose("Tillbaka till", "Back to"));
                (Shape::Revise, vec![text.get(language).to_owned(), back], Vec::new())
            }
            KindView::Halt { halt, scope, text, who, start } => {
                let stands = format!("{}: {}", self.words.halt(*halt), self.words.halted(*scope));
                let who =
                    who.map(|who| format!("{}: {}", language.choose("Vem som vet", "Who knows"), who.get(language)));
                let notes = who.into_iter().chain(start.map(|start| self.leads_to(start)));
                (Shape::Halt, vec![stands, text.get(language).to_owned()], notes.collect())
            }
        }
    }

    fn title(&self, module: &str) -> Option<String> {
        let rules = &self.words.book.rulesets[self.edition.by_id(module)?.at()];
        Some(rules.title.get(self.words.language).to_owned())
    }

    fn looked_at(&self, on: &OnView<'_>) -> Vec<String> {
        let language = self.words.language;
        let lead = |what: &str| format!("{} {what}", language.choose("Efter", "By"));
        match on {
            OnView::Answer { question } => {
                let asked = self.edition.question(question).map(|at| &self.words.book.questions[at.at()]);
                let text = asked.map_or(*question, |asked| asked.text.get(language));
                vec![lead(&format!("{}: {text}", language.choose("svaret på", "the answer to")))]
            }
            OnView::Table { table } => self.table(table, lead(&self.words.on(on))),
            _ => vec![lead(&self.words.on(on))],
        }
    }

    fn table(&self, table: &TableView<'_>, lead: String) -> Vec<String> {
        let mut body = vec![lead];
        if table.rows.len() > MOST_ROWS {
            body.push(counted(table.rows.len(), LINES, self.words.language));
        } else {
            body.extend(table.rows.iter().map(|row| format!("– {}", self.words.row(table, row))));
        }
        body
    }

    fn answered(&self, question: &QuestionView<'_>) -> Vec<String> {
        if question.actor == Role::Officer {
            return Vec::new();
        }
        let language = self.words.language;
        vec![format!("{}: {}", language.choose("Besvaras av", "Answered by"), self.words.role(question.actor))]
    }

    fn doubt(&self, question: &QuestionView<'_>) -> Option<String> {
        let doubt = self.words.doubt(question.doubt.as_ref()?);
        Some(format!("{}: {doubt}", self.words.language.choose("Vid tvekan", "In doubt")))
    }

    fn leads_to(&self, procedure: &str) -> String {
        let lead = self.words.language.choose("Leder till förfarandet", "Leads to the procedure");
        format!("{lead}: {procedure}")
    }

    /// Adds what a box rests on: its provisions, and the duties that arise by passing it.
    fn ground(&self, node: &mut Node, provisions: &[&str], duties: &[&str]) {
        if !provisions.is_empty() {
            node.notes.insert(0, safe(&self.words.provisions(provisions)));
        }
        if !duties.is_empty() {
            let count = counted(duties.len(), DUTIES, self.words.language);
            node.notes.push(safe(&format!("{count}: {}", duties.join(", "))));
        }
        let texts = duties.iter().map(|duty| {
            let text = self.words.book.duties.iter().find(|entry| &*entry.id == *duty);
            let text = text.map_or(*duty, |entry| entry.text.get(self.words.language));
            safe(&format!("{}: {text}", self.words.language.choose("Skyldighet", "Duty")))
        });
        node.duties.extend(texts);
    }

    fn effect(&self, id: &str) -> String {
        capital(&self.words.effect_name(id))
    }
}

/// Makes a box that calls nothing and rests on nothing yet; every text of it becomes safe to show.
fn make(key: String, shape: Shape, lead: &str, body: Vec<String>, notes: Vec<String>) -> Node {
    let all = |texts: Vec<String>| texts.iter().map(|text| safe(text)).collect();
    Node {
        key,
        shape,
        lead: safe(lead),
        body: all(body),
        notes: all(notes),
        duties: Vec::new(),
        calls: Vec::new(),
        effect: None,
        marked: false,
        taken: None,
    }
}
