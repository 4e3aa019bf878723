//! What steps, ways and calls are called, the same in every rulebook that has them.

use super::reads::values;
use crate::assessment::words::slug;
use crate::engine::Edition;
use crate::ruleset::model::{
    AskRoutes, Call, Effect, EffectRoutes, Field, Given, NodeIx, NodeKind, Over, QuestionIx, Ruleset, SwitchOn,
    SwitchRoutes, Target,
};

/// The names of what one ruleset speaks of.
pub(super) struct Names<'n, 'b> {
    pub(super) edition: &'n Edition<'b>,
    pub(super) rules: &'n Ruleset,
}

impl Names<'_, '_> {
    /// Returns where a way leads.
    pub(super) fn target(&self, target: Target) -> String {
        let family = &self.edition.book.families[self.rules.family.at()];
        match target {
            Target::Node(node) => self.rules.nodes[node.at()].id.to_string(),
            Target::Done => "done".to_owned(),
            Target::Return(name) => format!("return {}", family.returns[name.at()]),
            Target::Outcome(outcome) => format!("outcome {}", self.rules.outcomes[outcome.at()].id),
        }
    }

    /// Returns a call with its arguments.
    pub(super) fn call(&self, call: &Call) -> String {
        let book = self.edition.book;
        let module = &book.families[call.module.at()];
        let own = &book.families[self.rules.family.at()];
        let with = module.arguments.iter().zip(&call.with).map(|(argument, given)| {
            let value = match *given {
                Given::Value(value) => argument.values.get(usize::from(value)).map_or("", |value| value),
                Given::Passed { argument } => own.arguments.get(usize::from(argument)).map_or("", |own| &own.name),
            };
            format!("{}={value}", argument.name)
        });
        let with: Vec<String> = with.collect();
        if with.is_empty() { module.id.to_string() } else { format!("{}({})", module.id, with.join(", ")) }
    }

    /// Returns what a step does.
    pub(super) fn step(&self, kind: &NodeKind) -> String {
        let book = self.edition.book;
        let question = |at: QuestionIx| &*book.questions[at.at()].id;
        match kind {
            NodeKind::Ask { question: at, .. } => format!("ask {}", question(*at)),
            NodeKind::Checklist { rows, need, .. } => {
                let rows = rows.iter().map(|row| format!("{}={}", question(row.question), row.want));
                format!("checklist {} {}", slug(need), rows.collect::<Vec<_>>().join(", "))
            }
            NodeKind::Each { subject, over, call, join, .. } => {
                let over = match over {
                    Over::Register { register, of, public } => format!("{} {} {public}", register.id(), slug(of)),
                    Over::Picked(at) => question(*at).to_owned(),
                };
                format!("each {} {over}: {} {}", subject.id(), self.call(call), slug(join))
            }
            NodeKind::Switch { on, .. } => format!("switch {}", self.on(on)),
            NodeKind::Call { call, .. } => format!("call {}", self.call(call)),
            NodeKind::Calls { calls, join, .. } => {
                let calls: Vec<String> = calls.iter().map(|call| self.call(call)).collect();
                format!("calls {} {}", calls.join(", "), slug(join))
            }
            NodeKind::Revise { node, .. } => format!("revise {}", self.rules.nodes[node.at()].id),
            NodeKind::Halt(halt) => format!("halt {} {}", slug(&halt.kind), slug(&halt.scope)),
        }
    }

    /// Returns what a switch looks at.
    pub(super) fn on(&self, on: &SwitchOn) -> String {
        let book = self.edition.book;
        let counted = |word: &str, of: NodeIx, effect: Effect| {
            format!("{word} {} {}", effect.id(), self.step(&self.rules.nodes[of.at()].kind))
        };
        match on {
            SwitchOn::LawDate => "law-date".to_owned(),
            SwitchOn::Answer(at) => book.questions[at.at()].id.to_string(),
            SwitchOn::Argument(at) => {
                let own = &book.families[self.rules.family.at()].arguments;
                own.get(usize::from(*at)).map_or_else(String::new, |argument| argument.name.to_string())
            }
            SwitchOn::Field(Field::ProvisionTest) => "provision.test".to_owned(),
            SwitchOn::Field(Field::Column { subject, column, .. }) => {
                format!("{}.{column}", subject.id())
            }
            SwitchOn::Reaches(rule) => format!("reaches {}", book.provisions[rule.at()].id),
            SwitchOn::Table(table) => book.tables[table.at()].id.to_string(),
            SwitchOn::Any { of, effect } => counted("any", *of, *effect),
            SwitchOn::All { of, effect } => counted("all", *of, *effect),
            SwitchOn::Count { of, effect } => counted("count", *of, *effect),
        }
    }

    /// Returns the ways out of a step, by what they are taken on.
    pub(super) fn ways(&self, kind: &NodeKind) -> Vec<(String, Target)> {
        let book = self.edition.book;
        let named = |on: &str, target: Target| (on.to_owned(), target);
        match kind {
            NodeKind::Ask { routes: AskRoutes::All(target), .. } => vec![named("", *target)],
            NodeKind::Ask { question, routes: AskRoutes::Each(targets) } => {
                let options = book.questions[question.at()].options();
                options.iter().zip(targets).map(|(option, target)| named(option, *target)).collect()
            }
            NodeKind::Checklist { met, failed, unknown, .. } => {
                vec![named("met", *met), named("failed", *failed), named("unknown", *unknown)]
            }
            NodeKind::Call { call, routes } => {
                let returns = &book.families[call.module.at()].returns;
                returns.iter().zip(routes).filter_map(|(name, way)| Some(named(name, (*way)?))).collect()
            }
            NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } => effect_ways(routes),
            NodeKind::Switch { on, routes } => match routes {
                SwitchRoutes::Closed(targets) => {
                    let values = values(self, on);
                    values.iter().zip(targets).filter_map(|(value, way)| Some(named(value, (*way)?))).collect()
                }
                SwitchRoutes::Numbers(ranges) => {
                    ranges.iter().map(|(first, last, way)| (format!("{first}..{last}"), *way)).collect()
                }
                SwitchRoutes::Dates(ranges) => {
                    ranges.iter().map(|(first, last, way)| (format!("{first}..{last}"), *way)).collect()
                }
            },
            NodeKind::Revise { .. } | NodeKind::Halt(_) => Vec::new(),
        }
    }
}

fn effect_ways(routes: &EffectRoutes) -> Vec<(String, Target)> {
    let by_effect = Effect::ALL.iter().zip(&routes.by_effect);
    let ways = by_effect.filter_map(|(effect, way)| Some((effect.id().to_owned(), (*way)?)));
    ways.chain(routes.empty.map(|way| ("empty".to_owned(), way))).collect()
}

/// Returns ids with commas between them.
pub(super) fn joined<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
