//! What a rulebook says on a day, each thing by its name, so that two of them can be laid side by side.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Facts;
use super::names::{Names, joined};
use crate::assessment::words::slug;
use crate::engine::{Edition, for_each_question};
use crate::ruleset::model::{
    AnswerKind, Choice, Column, ColumnKind, DutyIx, Effect, End, Filter, Moment, Node, NodeKind, Pick, ProvisionIx,
    Question, Ruleset, RulesetIx, RulesetKind, Table, TableRow,
};
use crate::text::Text;

/// The kinds of thing that a rulebook speaks of.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A procedure or module.
    Ruleset,
    /// A question.
    Question,
    /// A step and where it leads.
    Node,
    /// A return or an outcome.
    End,
    /// A duty.
    Duty,
    /// A provision.
    Provision,
    /// A decision table.
    Table,
    /// What a thing comes to, as it is called.
    Effect,
    /// A term of art that is explained.
    Term,
    /// A decided case that a question leans on.
    Case,
}

/// A thing by its name.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Thing {
    /// The ruleset it stands in; empty for what stands in a register.
    pub ruleset: String,
    /// The kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// What is said of a thing.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// That it is there: its wording or title.
    Itself,
    /// The help with a question; what a provision or a term says, what a ruleset is for, what was decided in a case.
    Help,
    /// An option of a question, or an answer that a step tells apart.
    Option(String),
    /// The heading of a column of a list.
    Column(String),
    /// What may stand in a column of a list.
    Cells(String),
    /// What kind of answer, step or end it is.
    Form,
    /// Where an answer, a return or an effect leads.
    Way(String),
    /// What a table comes to for these answers; for all that no other row names where it is empty.
    Row(String),
    /// In which order the rows of a table are tried.
    Order,
    /// Which way doubt falls.
    Doubt,
    /// That the question asks about the requester's identity or purpose.
    Probes,
    /// What a new answer to reopens this one, and how long it holds.
    Reopened,
    /// The moment that the answer tells, from which deadlines run.
    Moment,
    /// When reasons are demanded.
    Reasons,
    /// Who answers or decides.
    Who,
    /// What it means for the item or the whole.
    Effect,
    /// By when.
    Deadline,
    /// The procedure that is offered next.
    Start,
    /// The provisions that it applies.
    Provisions,
    /// The duties that arise.
    Duties,
    /// What a provision does: makes secret, overrides, rules how things are done.
    Role,
    /// How long the secrecy lasts, in years.
    Years,
    /// That the secrecy falls with that of the provisions beside it.
    Follows,
    /// The act that gave the wording, and the text that it was checked against.
    Source,
    /// How sure the entry is.
    Confidence,
    /// What the confidence leaves open.
    Note,
    /// When it was checked against the law, and when it is to be checked again.
    Checked,
}

/// What is said, as words in both languages or as ids.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// Words.
    Words(Text),
    /// Ids and numbers.
    Ids(String),
}

/// Collects what the rulesets in force say, and the register entries that they lean on.
pub(super) fn facts(edition: &Edition<'_>) -> Facts {
    let mut collector =
        Collector { edition, facts: BTreeMap::new(), provisions: BTreeSet::new(), duties: BTreeSet::new() };
    for (_, rules) in edition.rulesets() {
        collector.ruleset(rules);
    }
    collector.registers();
    collector.facts
}

struct Collector<'c, 'b> {
    edition: &'c Edition<'b>,
    facts: Facts,
    provisions: BTreeSet<ProvisionIx>,
    duties: BTreeSet<DutyIx>,
}

impl Collector<'_, '_> {
    fn say(&mut self, thing: &Thing, facet: Facet, said: Said) {
        self.facts.entry(thing.clone()).or_default().insert(facet, said);
    }

    fn words(&mut self, thing: &Thing, facet: Facet, text: &Text) {
        self.say(thing, facet, Said::Words(text.clone()));
    }

    fn ids(&mut self, thing: &Thing, facet: Facet, ids: impl Into<String>) {
        let ids = ids.into();
        if !ids.is_empty() {
            self.say(thing, facet, Said::Ids(ids));
        }
    }

    fn rests_on(&mut self, thing: &Thing, provisions: &[ProvisionIx], duties: &[DutyIx]) {
        let book = self.edition.book;
        self.provisions.extend(provisions);
        self.duties.extend(duties);
        let provisions = provisions.iter().map(|at| &*book.provisions[at.at()].id);
        self.ids(thing, Facet::Provisions, joined(provisions));
        self.ids(thing, Facet::Duties, joined(duties.iter().map(|at| &*book.duties[at.at()].id)));
    }

    fn ruleset(&mut self, rules: &Ruleset) {
        let of = |kind, id: &str| Thing { ruleset: rules.id.to_string(), kind, id: id.to_owned() };
        let itself = of(Kind::Ruleset, &rules.id);
        self.words(&itself, Facet::Itself, &rules.title);
        if let Some(about) = &rules.about {
            self.words(&itself, Facet::Help, about);
        }
        self.ids(&itself, Facet::Checked, format!("{} – {}", rules.review.checked, rules.review.due));
        self.rests_on(&itself, &rules.basis, &[]);
        for node in &rules.nodes {
            self.node(&of(Kind::Node, &node.id), rules, node);
            let mut questions = Vec::new();
            for_each_question(self.edition.book, node, |question| questions.push(question));
            for question in questions {
                let question = &self.edition.book.questions[question.at()];
                // A question that several rulesets put stands in a register and is told once.
                let home = question.id.split_once('.').map_or("", |(home, _)| home);
                let thing = Thing { ruleset: home.to_owned(), kind: Kind::Question, id: question.id.to_string() };
                self.question(&thing, question);
            }
        }
        for end in rules.returns.iter().flatten().chain(&rules.outcomes) {
            self.end(&of(Kind::End, &end.id), end);
        }
    }

    fn question(&mut self, thing: &Thing, question: &Question) {
        if self.facts.contains_key(thing) {
            return;
        }
        self.words(thing, Facet::Itself, &question.text);
        if let Some(help) = &question.help {
            self.words(thing, Facet::Help, help);
        }
        match &question.kind {
            AnswerKind::Choice(options) => self.options(thing, options),
            AnswerKind::List(list) => list.columns.iter().for_each(|column| self.column(thing, column)),
            _ => {}
        }
        self.ids(thing, Facet::Form, format!("{} {}", form(&question.kind), slug(&question.scope)));
        if let Some(doubt) = question.doubt {
            let treated_as = doubt.treated_as.and_then(|at| question.options().get(usize::from(at)).copied());
            self.ids(thing, Facet::Doubt, format!("{} {}", slug(&doubt.means), treated_as.unwrap_or_default()).trim());
        }
        let demands = [&question.reason, &question.outgoing].map(|demand| {
            demand.as_ref().map_or_else(String::new, |demand| {
                let options = question.options();
                let of = demand.options.iter().filter_map(|at| options.get(usize::from(*at)).copied());
                format!("{} {}", joined(of), demand.least)
            })
        });
        if demands.iter().any(|demand| !demand.is_empty()) {
            self.ids(thing, Facet::Reasons, demands.join(" / "));
        }
        self.ids(thing, Facet::Who, slug(&question.actor));
        self.ids(thing, Facet::Probes, if question.probes { "probes" } else { "" });
        let questions = question.depends.iter().map(|at| &*self.edition.book.questions[at.at()].id);
        let by = joined(questions.chain(question.depends_on.iter().map(|register| register.id())));
        let days = question.fresh_for.map_or_else(String::new, |days| format!("{days} d"));
        self.ids(thing, Facet::Reopened, format!("{by} {days}").trim());
        self.ids(thing, Facet::Moment, question.moment.map_or("", Moment::id));
        self.rests_on(thing, &question.provisions, &[]);
    }

    fn options(&mut self, thing: &Thing, options: &[Choice]) {
        for option in options {
            self.words(thing, Facet::Option(option.id.to_string()), &option.text);
        }
    }

    fn column(&mut self, thing: &Thing, column: &Column) {
        self.words(thing, Facet::Column(column.id.to_string()), &column.title);
        let kind = match &column.kind {
            ColumnKind::Text => "text".to_owned(),
            ColumnKind::Date => "date".to_owned(),
            ColumnKind::Number => "number".to_owned(),
            ColumnKind::Choice(options) => {
                for option in options {
                    self.words(thing, Facet::Option(format!("{}: {}", column.id, option.id)), &option.text);
                }
                "choice".to_owned()
            }
            ColumnKind::Ref(register) => format!("ref {}", register.id()),
        };
        let optional = if column.optional { " optional" } else { "" };
        self.ids(thing, Facet::Cells(column.id.to_string()), kind + optional);
    }

    fn end(&mut self, thing: &Thing, end: &End) {
        let effect = end.effect.map_or_else(String::new, |effect| effect.id().to_owned());
        let itself = end.text.as_ref().map_or_else(|| Said::Ids(end.id.to_string()), |text| Said::Words(text.clone()));
        self.say(thing, Facet::Itself, itself);
        self.ids(thing, Facet::Effect, effect);
        let approval = end.approval.iter().map(slug).collect::<Vec<_>>();
        let after = end.approval_after.as_ref().map(slug).unwrap_or_default();
        let who = format!("{} {} {after}", slug(&end.decider), approval.join(", "));
        self.ids(thing, Facet::Who, who.trim());
        let next = end.start.map_or("", |family| &*self.edition.book.families[family.at()].id);
        self.ids(thing, Facet::Start, next);
        self.rests_on(thing, &end.provisions, &end.duties);
    }

    fn node(&mut self, thing: &Thing, rules: &Ruleset, node: &Node) {
        let names = Names { edition: self.edition, rules };
        self.say(thing, Facet::Itself, Said::Ids(names.step(&node.kind)));
        for (on, target) in names.ways(&node.kind) {
            self.ids(thing, Facet::Way(on), names.target(target));
        }
        if let NodeKind::Halt(halt) = &node.kind {
            self.words(thing, Facet::Form, &halt.text);
        }
        self.rests_on(thing, &node.provisions, &node.duties);
    }

    fn registers(&mut self) {
        let book = self.edition.book;
        let of = |kind, id: &str| Thing { ruleset: String::new(), kind, id: id.to_owned() };
        for duty in std::mem::take(&mut self.duties).into_iter().map(|at| &book.duties[at.at()]) {
            let thing = of(Kind::Duty, &duty.id);
            self.words(&thing, Facet::Itself, &duty.text);
            if let Some(deadline) = &duty.deadline {
                self.ids(&thing, Facet::Deadline, format!("{} {}", deadline.within, deadline.from.id()));
            }
            self.rests_on(&thing, &duty.provisions, &[]);
        }
        for provision in &book.provisions {
            let Some(wording) = provision.on(self.edition.date) else { continue };
            let thing = of(Kind::Provision, &provision.id);
            self.words(&thing, Facet::Itself, &provision.designation);
            self.words(&thing, Facet::Help, &wording.text);
            self.ids(&thing, Facet::Form, slug(&wording.test));
            self.rests_on(&thing, &wording.reaches, &[]);
            self.ids(&thing, Facet::Role, slug(&provision.role));
            self.ids(&thing, Facet::Years, wording.years.map_or_else(String::new, |years| years.to_string()));
            self.ids(&thing, Facet::Follows, if wording.follows_others { "follows" } else { "" });
            self.ids(&thing, Facet::Source, format!("{} / {}", wording.basis, wording.against));
            self.ids(&thing, Facet::Confidence, slug(&wording.confidence));
            self.ids(&thing, Facet::Checked, wording.checked.to_string());
            if let Some(note) = &wording.note {
                self.words(&thing, Facet::Note, note);
            }
        }
        for (effect, called) in Effect::ALL.iter().zip(&book.effects) {
            self.words(&of(Kind::Effect, effect.id()), Facet::Itself, called);
        }
        for term in &book.glossary {
            let thing = of(Kind::Term, &term.id);
            self.words(&thing, Facet::Itself, &term.term);
            self.words(&thing, Facet::Help, &term.meaning);
        }
        for case in &book.cases {
            let thing = of(Kind::Case, &case.id);
            self.words(&thing, Facet::Itself, &case.designation);
            self.words(&thing, Facet::Help, &case.text);
            for about in &case.about {
                let question = &book.questions[about.question.at()];
                let follows = about.answer.and_then(|at| question.options().get(usize::from(at)).copied());
                self.ids(&thing, Facet::Way(question.id.to_string()), follows.unwrap_or("–"));
            }
        }
        for table in &book.tables {
            let thing = of(Kind::Table, &table.id);
            self.words(&thing, Facet::Itself, &table.title);
            let rows: Vec<_> = table.rows.iter().map(|row| (self.when(table, row), row.then)).collect();
            for (when, then) in &rows {
                let then = table.results.get(usize::from(*then)).map_or("", |result| &*result.id);
                self.ids(&thing, Facet::Row(when.clone()), then);
            }
            self.ids(&thing, Facet::Order, rows.into_iter().map(|(when, _)| when).collect::<Vec<_>>().join("; "));
        }
    }

    /// Returns the answers that a row names, an input that fits with any left out.
    fn when(&self, table: &Table, row: &TableRow) -> String {
        let inputs = table.inputs.iter().zip(&row.when).filter(|(_, fits)| !fits.is_empty());
        let named = inputs.map(|(input, fits)| {
            let question = &self.edition.book.questions[input.at()];
            let options = question.options();
            let fits = fits.iter().filter_map(|at| options.get(usize::from(*at)).copied());
            format!("{} = {}", question.id, fits.collect::<Vec<_>>().join(" / "))
        });
        named.collect::<Vec<_>>().join(", ")
    }
}

fn form(kind: &AnswerKind) -> String {
    match kind {
        AnswerKind::Tri => "tri".to_owned(),
        AnswerKind::Choice(_) => "choice".to_owned(),
        AnswerKind::Pick(pick) => picked(pick),
        AnswerKind::Text { least } => format!("text {least}"),
        AnswerKind::Date => "date".to_owned(),
        AnswerKind::DateTime => "datetime".to_owned(),
        AnswerKind::Number { min, max } => format!("number {min}..{max}"),
        AnswerKind::List(list) => {
            let columns = joined(list.columns.iter().map(|column| &*column.id));
            let fills = list.fills.map_or("", |register| register.id());
            format!("list {fills} {columns} {}", list.least)
        }
    }
}

fn picked(pick: &Pick) -> String {
    let many = if pick.many { "many" } else { "one" };
    let only = match &pick.filter {
        Some(Filter::Column { column, options }) => {
            format!(" {column} = {}", options.iter().map(|option| &**option).collect::<Vec<_>>().join(" / "))
        }
        Some(Filter::ProvisionRole(role)) => format!(" {}", slug(role)),
        None => String::new(),
    };
    format!("pick {} {many} {}{only}", pick.from.id(), pick.least)
}

/// Returns whether a ruleset is one that the officer can start.
pub(super) fn is_procedure(edition: &Edition<'_>, at: RulesetIx) -> bool {
    edition.book.rulesets[at.at()].kind == RulesetKind::Procedure
}
