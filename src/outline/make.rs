//! Turns the indexes of the checked rules back into names.

use chrono::NaiveDate;

use super::{
    CallView, ColumnView, DemandView, DoubtView, EndView, InputView, KindView, NodeView, OnView, OptionView, PartView,
    QuestionView, RowView, RulesetView, TableRowView, TableView, TargetView, WayView,
};
use crate::ruleset::model::{
    AnswerKind, AskRoutes, Call, Choice, ColumnKind, Demand, Effect, EffectRoutes, End, Field, Given, Halt, Node,
    NodeKind, Of, Over, ProvisionIx, Question, Register, Rulebook, Ruleset, SwitchOn, SwitchRoutes, Table, TableRow,
    Target, Test,
};

/// Turns indexes into names.
pub struct View<'b> {
    book: &'b Rulebook,
}

impl<'b> View<'b> {
    pub const fn new(book: &'b Rulebook) -> Self {
        Self { book }
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
        list.iter().map(|provision| &*self.book.provisions[provision.at()].id).collect()
    }

    fn end(&self, end: &'b End) -> EndView<'b> {
        let book = self.book;
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
        let book = self.book;
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
        let book = self.book;
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
            Target::Return(name) => TargetView::Return(&self.book.families[rules.family.at()].returns[name.at()]),
            Target::Outcome(outcome) => TargetView::Outcome(&rules.outcomes[outcome.at()].id),
        }
    }

    fn call(&self, rules: &'b Ruleset, call: &'b Call) -> CallView<'b> {
        let families = &self.book.families;
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
        let book = self.book;
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
            table.inputs.iter().map(|question| &self.book.questions[question.at()]).collect();
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
        let book = self.book;
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
