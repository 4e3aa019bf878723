//! A ruleset with every index turned back into a name: what `rules show` says, in text and in JSON.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::Edition;
use crate::ruleset::model::{
    AnswerKind, ApprovalAfter, AskRoutes, Call, Choice, ColumnKind, Demand, DoubtMeans, Effect, EffectRoutes, End,
    Field, Given, Halt, HaltKind, HaltScope, Join, Moment, Need, Node, NodeKind, Of, Over, PartKind, ProvisionIx,
    Question, Register, Role, Ruleset, RulesetKind, Scope, Subject, SwitchOn, SwitchRoutes, Table, TableRow, Target,
    Test,
};
use crate::text::Text;

/// One version of one ruleset.
#[derive(Serialize)]
pub struct RulesetView<'b> {
    pub id: &'b str,
    pub kind: RulesetKind,
    pub version: u32,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub title: &'b Text,
    pub about: Option<&'b Text>,
    pub basis: Vec<&'b str>,
    pub checked: NaiveDate,
    pub due: NaiveDate,
    pub parts: Vec<PartView<'b>>,
    pub ends: Vec<EndView<'b>>,
}

/// A part and its nodes.
#[derive(Serialize)]
pub struct PartView<'b> {
    pub part: PartKind,
    pub nodes: Vec<NodeView<'b>>,
}

/// A node.
#[derive(Serialize)]
pub struct NodeView<'b> {
    pub id: &'b str,
    #[serde(flatten)]
    pub kind: KindView<'b>,
    pub provisions: Vec<&'b str>,
    pub duties: Vec<&'b str>,
    pub next: Vec<WayView<'b>>,
}

/// What a node does.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum KindView<'b> {
    Ask { question: QuestionView<'b> },
    Checklist { need: Need, intro: &'b Text, rows: Vec<RowView<'b>> },
    Each { subject: Subject, over: &'b str, of: Of, public: Option<bool>, call: CallView<'b>, join: Join },
    Switch { on: OnView<'b> },
    Call { call: CallView<'b> },
    Calls { calls: Vec<CallView<'b>>, join: Join },
    Revise { node: &'b str, text: &'b Text },
    Halt { halt: HaltKind, scope: HaltScope, text: &'b Text, who: Option<&'b Text>, start: Option<&'b str> },
}

/// A row of a checklist.
#[derive(Serialize)]
pub struct RowView<'b> {
    pub question: QuestionView<'b>,
    pub want: &'b str,
}

/// A question.
#[derive(Serialize)]
pub struct QuestionView<'b> {
    pub id: &'b str,
    pub text: &'b Text,
    pub help: Option<&'b Text>,
    pub scope: Scope,
    pub answer: &'static str,
    pub options: Vec<OptionView<'b>>,
    pub columns: Vec<ColumnView<'b>>,
    pub doubt: Option<DoubtView<'b>>,
    pub reason: Option<DemandView<'b>>,
    pub outgoing: Option<DemandView<'b>>,
    pub actor: Role,
    pub moment: Option<Moment>,
}

/// An option; those of a tri question have no text of their own.
#[derive(Serialize)]
pub struct OptionView<'b> {
    pub id: &'b str,
    pub text: Option<&'b Text>,
}

/// A column of a list.
#[derive(Serialize)]
pub struct ColumnView<'b> {
    pub id: &'b str,
    pub title: &'b Text,
    pub kind: &'static str,
    pub options: Vec<OptionView<'b>>,
    pub optional: bool,
}

/// What doubt means.
#[derive(Serialize)]
pub struct DoubtView<'b> {
    pub means: DoubtMeans,
    #[serde(rename = "as")]
    pub treated_as: Option<&'b str>,
}

/// For which answers a reason must be given.
#[derive(Serialize)]
pub struct DemandView<'b> {
    #[serde(rename = "for")]
    pub answers: Vec<&'b str>,
    pub least: u32,
}

/// A call and the arguments that it gives; `=name` passes one on.
#[derive(Serialize)]
pub struct CallView<'b> {
    pub module: &'b str,
    pub with: Vec<(&'b str, String)>,
}

/// What a switch looks at.
#[derive(Serialize)]
#[serde(tag = "on", rename_all = "kebab-case")]
pub enum OnView<'b> {
    LawDate,
    Answer { question: &'b str },
    Argument { name: &'b str },
    Field { field: String },
    Reaches { rule: &'b str },
    Table { table: TableView<'b> },
    Any { effect: Effect, of: &'b str },
    All { effect: Effect, of: &'b str },
    Count { effect: Effect, of: &'b str },
}

/// A decision table, its rows in order.
#[derive(Serialize)]
pub struct TableView<'b> {
    pub id: &'b str,
    pub title: &'b Text,
    pub inputs: Vec<InputView<'b>>,
    pub results: Vec<OptionView<'b>>,
    pub provisions: Vec<&'b str>,
    pub picture: bool,
    pub rows: Vec<TableRowView<'b>>,
}

/// A question that a table looks at.
#[derive(Serialize)]
pub struct InputView<'b> {
    pub id: &'b str,
    pub text: &'b Text,
}

/// A row of a table; an input that it does not name fits with every answer.
#[derive(Serialize)]
pub struct TableRowView<'b> {
    pub when: Vec<(&'b str, Vec<&'b str>)>,
    pub then: &'b str,
}

/// One way on.
#[derive(Serialize)]
pub struct WayView<'b> {
    /// The answer, value, return or effect; `None` where there is only one way.
    pub on: Option<String>,
    pub to: TargetView<'b>,
}

/// Where a way leads.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetView<'b> {
    Node(&'b str),
    Done,
    Return(&'b str),
    Outcome(&'b str),
}

/// A return or an outcome.
#[derive(Serialize)]
pub struct EndView<'b> {
    pub id: &'b str,
    pub effect: Option<Effect>,
    pub text: Option<&'b Text>,
    pub provisions: Vec<&'b str>,
    pub duties: Vec<&'b str>,
    pub decider: Role,
    pub approval: &'b [Role],
    pub approval_after: Option<ApprovalAfter>,
    pub start: Option<&'b str>,
}

/// Turns indexes into names on one law date.
pub struct View<'e, 'b> {
    edition: &'e Edition<'b>,
}

impl<'e, 'b> View<'e, 'b> {
    pub const fn new(edition: &'e Edition<'b>) -> Self {
        Self { edition }
    }

    pub fn ruleset(&self, rules: &'b Ruleset) -> RulesetView<'b> {
        let parts = rules.parts.iter().map(|part| {
            let nodes = &rules.nodes[part.first.at()..][..usize::from(part.len)];
            PartView { part: part.kind, nodes: nodes.iter().map(|node| self.node(rules, node)).collect() }
        });
        RulesetView {
            id: &rules.id,
            kind: rules.kind,
            version: rules.version,
            from: rules.valid.from,
            to: rules.valid.to,
            title: &rules.title,
            about: rules.about.as_ref(),
            basis: self.provisions(&rules.basis),
            checked: rules.review.checked,
            due: rules.review.due,
            parts: parts.collect(),
            ends: rules.returns.iter().flatten().chain(&rules.outcomes).map(|end| self.end(end)).collect(),
        }
    }

    fn provisions(&self, list: &[ProvisionIx]) -> Vec<&'b str> {
        list.iter().map(|provision| &*self.edition.book.provisions[provision.at()].id).collect()
    }

    fn end(&self, end: &'b End) -> EndView<'b> {
        let book = self.edition.book;
        EndView {
            id: &end.id,
            effect: end.effect,
            text: end.text.as_ref(),
            provisions: self.provisions(&end.provisions),
            duties: end.duties.iter().map(|duty| &*book.duties[duty.at()].id).collect(),
            decider: end.decider,
            approval: &end.approval,
            approval_after: end.approval_after,
            start: end.start.map(|family| &*book.families[family.at()].id),
        }
    }

    fn node(&self, rules: &'b Ruleset, node: &'b Node) -> NodeView<'b> {
        let book = self.edition.book;
        let (kind, next) = self.kind(rules, node);
        NodeView {
            id: &node.id,
            kind,
            provisions: self.provisions(&node.provisions),
            duties: node.duties.iter().map(|duty| &*book.duties[duty.at()].id).collect(),
            next,
        }
    }

    fn kind(&self, rules: &'b Ruleset, node: &'b Node) -> (KindView<'b>, Vec<WayView<'b>>) {
        let book = self.edition.book;
        let to = |target: Target| self.target(rules, target);
        let way = |on: &str, target: Target| WayView { on: Some(on.to_owned()), to: to(target) };
        match &node.kind {
            NodeKind::Ask { question, routes } => {
                let asked = &book.questions[question.at()];
                let next = match routes {
                    AskRoutes::All(target) => vec![WayView { on: None, to: to(*target) }],
                    AskRoutes::Each(targets) => {
                        asked.options().iter().zip(targets).map(|(id, target)| way(id, *target)).collect()
                    }
                };
                (KindView::Ask { question: question_view(asked) }, next)
            }
            NodeKind::Checklist { intro, rows, need, met, failed, unknown } => {
                let rows = rows.iter().map(|row| {
                    let question = &book.questions[row.question.at()];
                    RowView {
                        want: question.options().get(usize::from(row.want)).copied().unwrap_or_default(),
                        question: question_view(question),
                    }
                });
                let next = vec![way("met", *met), way("failed", *failed), way("unknown", *unknown)];
                (KindView::Checklist { need: *need, intro, rows: rows.collect() }, next)
            }
            NodeKind::Each { subject, over, call, join, routes } => {
                let (over, of, public) = match over {
                    Over::Register { register, of, public } => {
                        (register.id(), *of, (*register == Register::Persons).then_some(*public))
                    }
                    Over::Picked(question) => (&*book.questions[question.at()].id, Of::All, None),
                };
                let call = self.call(rules, call);
                (KindView::Each { subject: *subject, over, of, public, call, join: *join }, self.effects(rules, routes))
            }
            NodeKind::Switch { on, routes } => {
                (KindView::Switch { on: self.on(rules, on) }, self.switch(rules, on, routes))
            }
            NodeKind::Call { call, routes } => {
                let names = &book.families[call.module.at()].returns;
                let next = names.iter().zip(routes).filter_map(|(name, target)| Some(way(name, (*target)?))).collect();
                (KindView::Call { call: self.call(rules, call) }, next)
            }
            NodeKind::Calls { calls, join, routes } => {
                let calls = calls.iter().map(|call| self.call(rules, call)).collect();
                (KindView::Calls { calls, join: *join }, self.effects(rules, routes))
            }
            NodeKind::Revise { node, text } => {
                (KindView::Revise { node: &rules.nodes[node.at()].id, text }, Vec::new())
            }
            NodeKind::Halt(halt) => {
                let Halt { kind, scope, text, who, start } = halt;
                let start = start.map(|family| &*book.families[family.at()].id);
                (KindView::Halt { halt: *kind, scope: *scope, text, who: who.as_ref(), start }, Vec::new())
            }
        }
    }

    fn target(&self, rules: &'b Ruleset, target: Target) -> TargetView<'b> {
        match target {
            Target::Node(node) => TargetView::Node(&rules.nodes[node.at()].id),
            Target::Done => TargetView::Done,
            Target::Return(name) => {
                TargetView::Return(&self.edition.book.families[rules.family.at()].returns[name.at()])
            }
            Target::Outcome(outcome) => TargetView::Outcome(&rules.outcomes[outcome.at()].id),
        }
    }

    fn call(&self, rules: &'b Ruleset, call: &'b Call) -> CallView<'b> {
        let families = &self.edition.book.families;
        let module = &families[call.module.at()];
        let with = module.arguments.iter().zip(&call.with).map(|(argument, given)| {
            let value = match *given {
                Given::Value(value) => argument.values[usize::from(value)].to_string(),
                Given::Passed { argument: own } => {
                    format!("={}", families[rules.family.at()].arguments[usize::from(own)].name)
                }
            };
            (&*argument.name, value)
        });
        CallView { module: &module.id, with: with.collect() }
    }

    fn effects(&self, rules: &'b Ruleset, routes: &EffectRoutes) -> Vec<WayView<'b>> {
        let joined =
            Effect::ALL.iter().zip(&routes.by_effect).filter_map(|(effect, target)| Some((effect.id(), (*target)?)));
        joined
            .chain(routes.empty.map(|target| ("empty", target)))
            .map(|(on, target)| WayView { on: Some(on.to_owned()), to: self.target(rules, target) })
            .collect()
    }

    fn on(&self, rules: &'b Ruleset, on: &SwitchOn) -> OnView<'b> {
        let book = self.edition.book;
        let node = |of: crate::ruleset::model::NodeIx| &*rules.nodes[of.at()].id;
        match on {
            SwitchOn::LawDate => OnView::LawDate,
            SwitchOn::Answer(question) => OnView::Answer { question: &book.questions[question.at()].id },
            SwitchOn::Argument(argument) => {
                OnView::Argument { name: &book.families[rules.family.at()].arguments[usize::from(*argument)].name }
            }
            SwitchOn::Field(Field::ProvisionTest) => OnView::Field { field: "provision.test".to_owned() },
            SwitchOn::Field(Field::Column { subject, column, .. }) => {
                OnView::Field { field: format!("{}.{column}", subject.id()) }
            }
            SwitchOn::Reaches(rule) => OnView::Reaches { rule: &book.provisions[rule.at()].id },
            SwitchOn::Table(table) => OnView::Table { table: self.table(&book.tables[table.at()]) },
            SwitchOn::Any { of, effect } => OnView::Any { effect: *effect, of: node(*of) },
            SwitchOn::All { of, effect } => OnView::All { effect: *effect, of: node(*of) },
            SwitchOn::Count { of, effect } => OnView::Count { effect: *effect, of: node(*of) },
        }
    }

    fn table(&self, table: &'b Table) -> TableView<'b> {
        let questions: Vec<&Question> =
            table.inputs.iter().map(|question| &self.edition.book.questions[question.at()]).collect();
        let when = |row: &TableRow| {
            let inputs = row.when.iter().zip(&questions).filter(|(fitting, _)| !fitting.is_empty());
            let named = inputs.map(|(fitting, question)| {
                let options = question.options();
                let fitting = fitting.iter().filter_map(|at| options.get(usize::from(*at)).copied());
                (&*question.id, fitting.collect())
            });
            named.collect()
        };
        TableView {
            id: &table.id,
            title: &table.title,
            inputs: questions.iter().map(|question| InputView { id: &question.id, text: &question.text }).collect(),
            results: option_views(&table.results),
            provisions: self.provisions(&table.provisions),
            picture: table.picture,
            rows: table
                .rows
                .iter()
                .map(|row| TableRowView { when: when(row), then: &table.results[usize::from(row.then)].id })
                .collect(),
        }
    }

    fn switch(&self, rules: &'b Ruleset, on: &'b SwitchOn, routes: &SwitchRoutes) -> Vec<WayView<'b>> {
        let way = |on: String, target: Target| WayView { on: Some(on), to: self.target(rules, target) };
        match routes {
            SwitchRoutes::Closed(targets) => {
                let names = self.values(rules, on);
                let name = |at: usize| names.get(at).map_or_else(|| at.to_string(), |name| (*name).to_owned());
                targets.iter().enumerate().filter_map(|(at, target)| Some(way(name(at), (*target)?))).collect()
            }
            SwitchRoutes::Numbers(ranges) => ranges
                .iter()
                .map(|(from, to, target)| way(range(from, to, *from == i64::MIN, *to == i64::MAX), *target))
                .collect(),
            SwitchRoutes::Dates(ranges) => ranges
                .iter()
                .map(|(from, to, target)| way(range(from, to, *from == NaiveDate::MIN, *to == NaiveDate::MAX), *target))
                .collect(),
        }
    }

    /// Returns the names of the values of a closed switch, by position.
    fn values(&self, rules: &'b Ruleset, on: &'b SwitchOn) -> Vec<&'b str> {
        let book = self.edition.book;
        match on {
            SwitchOn::Answer(question) => book.questions[question.at()].options(),
            SwitchOn::Argument(argument) => {
                let argument = &book.families[rules.family.at()].arguments[usize::from(*argument)];
                argument.values.iter().map(|value| &**value).collect()
            }
            SwitchOn::Table(table) => book.tables[table.at()].results.iter().map(|result| &*result.id).collect(),
            SwitchOn::Field(Field::Column { options, .. }) => options.iter().map(|option| &**option).collect(),
            SwitchOn::Field(Field::ProvisionTest) => Test::ALL.iter().map(|(_, name)| *name).collect(),
            _ => vec!["ja", "nej"],
        }
    }
}

fn range<T: std::fmt::Display + PartialEq>(from: &T, to: &T, open_from: bool, open_to: bool) -> String {
    match (open_from, open_to) {
        _ if from == to => from.to_string(),
        (true, true) => "..".to_owned(),
        (true, false) => format!("..{to}"),
        (false, true) => format!("{from}.."),
        (false, false) => format!("{from}..{to}"),
    }
}

fn question_view(question: &Question) -> QuestionView<'_> {
    let options = question.options();
    let demand = |demand: &Option<Demand>| {
        demand.as_ref().map(|demand| DemandView {
            answers: demand.options.iter().filter_map(|at| options.get(usize::from(*at)).copied()).collect(),
            least: demand.least,
        })
    };
    let (answer, choices, columns) = match &question.kind {
        AnswerKind::Tri => ("tri", options.iter().map(|id| OptionView { id, text: None }).collect(), Vec::new()),
        AnswerKind::Choice(choices) => ("choice", option_views(choices), Vec::new()),
        AnswerKind::Pick(_) => ("pick", Vec::new(), Vec::new()),
        AnswerKind::Text { .. } => ("text", Vec::new(), Vec::new()),
        AnswerKind::Date => ("date", Vec::new(), Vec::new()),
        AnswerKind::DateTime => ("datetime", Vec::new(), Vec::new()),
        AnswerKind::Number { .. } => ("number", Vec::new(), Vec::new()),
        AnswerKind::List(list) => ("list", Vec::new(), list.columns.iter().map(column_view).collect()),
    };
    QuestionView {
        id: &question.id,
        text: &question.text,
        help: question.help.as_ref(),
        scope: question.scope,
        answer,
        options: choices,
        columns,
        doubt: question.doubt.as_ref().map(|doubt| DoubtView {
            means: doubt.means,
            treated_as: doubt.treated_as.and_then(|at| options.get(usize::from(at)).copied()),
        }),
        reason: demand(&question.reason),
        outgoing: demand(&question.outgoing),
        actor: question.actor,
        moment: question.moment,
    }
}

fn option_views(choices: &[Choice]) -> Vec<OptionView<'_>> {
    choices.iter().map(|choice| OptionView { id: &choice.id, text: Some(&choice.text) }).collect()
}

fn column_view(column: &crate::ruleset::model::Column) -> ColumnView<'_> {
    let (kind, options) = match &column.kind {
        ColumnKind::Text => ("text", Vec::new()),
        ColumnKind::Date => ("date", Vec::new()),
        ColumnKind::Number => ("number", Vec::new()),
        ColumnKind::Choice(choices) => ("choice", option_views(choices)),
        ColumnKind::Ref(register) => (register.id(), Vec::new()),
    };
    ColumnView { id: &column.id, title: &column.title, kind, options, optional: column.optional }
}
