//! What a step looks at, as variables that two rulebooks share by name, and where it leads.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::names::Names;
use crate::ruleset::model::{
    AskRoutes, Effect, EffectRoutes, Field, JA, NEJ, Need, NodeIx, NodeKind, QuestionIx, SwitchOn, SwitchRoutes,
    Target, Test, VET_EJ,
};

/// Something that a way is taken on. Two steps that look at the same find the same.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(tag = "of", content = "name", rename_all = "kebab-case")]
pub enum Variable {
    /// The answer to the question of this id.
    Question(String),
    /// What a module was called with, what stands in a column, or whether a provision reaches another.
    Known(String),
    /// What this module returns, or what these calls or this loop come to: not looked into.
    Module(String),
}

/// What each variable was found to be.
pub(super) type Found = BTreeMap<Variable, String>;

/// Where a step leads once everything that it looks at has been found.
pub(super) enum Lead {
    /// It looks at this first.
    Needs(Variable),
    /// On.
    To(Target),
    /// Nowhere: the walk ends or waits here, under this name.
    Ends(String),
}

const JA_NEJ: [&str; 2] = ["ja", "nej"];

/// Returns everything that a step can look at, with the values that it tells apart.
pub(super) fn reads(names: &Names<'_, '_>, at: NodeIx) -> Vec<(Variable, Vec<String>)> {
    let kind = &names.rules.nodes[at.at()].kind;
    let one = |variable, values: Vec<String>| vec![(variable, values)];
    match kind {
        NodeKind::Ask { routes: AskRoutes::All(_), .. }
        | NodeKind::Switch { on: SwitchOn::LawDate, .. }
        | NodeKind::Revise { .. }
        | NodeKind::Halt(_) => Vec::new(),
        NodeKind::Ask { question, .. } => one(asked(names, *question), options(names, *question)),
        NodeKind::Checklist { rows, .. } => {
            rows.iter().map(|row| (asked(names, row.question), options(names, row.question))).collect()
        }
        NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
            let inputs = &names.edition.book.tables[table.at()].inputs;
            inputs.iter().map(|question| (asked(names, *question), options(names, *question))).collect()
        }
        NodeKind::Switch { on, routes } => {
            let values = match routes {
                SwitchRoutes::Closed(_) => values(names, on),
                SwitchRoutes::Numbers(ranges) => ranges.iter().map(|(first, ..)| first.to_string()).collect(),
                SwitchRoutes::Dates(ranges) => ranges.iter().map(|(first, ..)| first.to_string()).collect(),
            };
            one(looked_at(names, on), values)
        }
        NodeKind::Call { call, routes } => {
            let returns = &names.edition.book.families[call.module.at()].returns;
            let routed = returns.iter().zip(routes).filter(|(_, way)| way.is_some());
            one(Variable::Module(names.step(kind)), routed.map(|(name, _)| name.to_string()).collect())
        }
        NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } => {
            one(Variable::Module(names.step(kind)), effects(routes))
        }
    }
}

/// Returns where a step leads by what was found.
pub(super) fn lead(names: &Names<'_, '_>, at: NodeIx, found: &Found) -> Lead {
    let node = &names.rules.nodes[at.at()];
    let seen = |variable: Variable| match found.get(&variable) {
        Some(value) => Ok(value.as_str()),
        None => Err(Lead::Needs(variable)),
    };
    let on_option = |question: QuestionIx| {
        let value = seen(asked(names, question))?;
        let at = options(names, question).iter().position(|option| option == value);
        Ok(at.and_then(|at| u16::try_from(at).ok()))
    };
    let to = |target: Option<Target>| target.map_or_else(|| Lead::Ends(format!("{}: ?", node.id)), Lead::To);
    let led = || -> Result<Lead, Lead> {
        Ok(match &node.kind {
            NodeKind::Ask { routes: AskRoutes::All(target), .. } => Lead::To(*target),
            NodeKind::Ask { question, routes: AskRoutes::Each(targets) } => {
                to(on_option(*question)?.and_then(|at| targets.get(usize::from(at)).copied()))
            }
            NodeKind::Checklist { rows, need, met, failed, unknown, .. } => {
                let (mut any_met, mut any_failed, mut any_unknown) = (false, false, false);
                for row in rows {
                    match on_option(row.question)? {
                        Some(VET_EJ) => any_unknown = true,
                        Some(answer @ (JA | NEJ)) if answer == row.want => any_met = true,
                        _ => any_failed = true,
                    }
                }
                Lead::To(match need {
                    Need::All if any_failed => *failed,
                    Need::All if !any_unknown => *met,
                    Need::Any if any_met => *met,
                    _ if any_unknown => *unknown,
                    _ => *failed,
                })
            }
            NodeKind::Switch { on: SwitchOn::LawDate, routes } => to(on_day(routes, names.edition.date)),
            NodeKind::Switch { on: SwitchOn::Table(table), routes: SwitchRoutes::Closed(targets) } => {
                let table = &names.edition.book.tables[table.at()];
                let answers: Result<Option<Vec<u16>>, Lead> = table.inputs.iter().map(|at| on_option(*at)).collect();
                let result = answers?.and_then(|answers| table.decide(&answers));
                to(result.and_then(|(_, result)| targets.get(usize::from(result)).copied().flatten()))
            }
            NodeKind::Switch { on, routes } => {
                let value = seen(looked_at(names, on))?;
                to(match routes {
                    SwitchRoutes::Closed(targets) => {
                        let at = values(names, on).iter().position(|one| one == value);
                        at.and_then(|at| targets.get(at).copied().flatten())
                    }
                    SwitchRoutes::Numbers(ranges) => value.parse().ok().and_then(|number: i64| {
                        ranges.iter().find(|(first, last, _)| *first <= number && number <= *last).map(|(.., way)| *way)
                    }),
                    SwitchRoutes::Dates(_) => value.parse().ok().and_then(|day| on_day(routes, day)),
                })
            }
            NodeKind::Call { call, routes } => {
                let value = seen(Variable::Module(names.step(&node.kind)))?;
                let returns = &names.edition.book.families[call.module.at()].returns;
                let at = returns.iter().position(|name| **name == *value);
                to(at.and_then(|at| routes.get(at).copied().flatten()))
            }
            NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } => {
                let value = seen(Variable::Module(names.step(&node.kind)))?;
                to(match Effect::from_id(value) {
                    Some(effect) => routes.by_effect.get(effect.at()).copied().flatten(),
                    None => routes.empty,
                })
            }
            NodeKind::Revise { .. } | NodeKind::Halt(_) => Lead::Ends(node.id.to_string()),
        })
    };
    led().unwrap_or_else(|needs| needs)
}

/// Returns the values that a switch with closed ways tells apart, in the order of its ways.
pub(super) fn values(names: &Names<'_, '_>, on: &SwitchOn) -> Vec<String> {
    let book = names.edition.book;
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match on {
        SwitchOn::Answer(question) => options(names, *question),
        SwitchOn::Argument(at) => {
            let own = &book.families[names.rules.family.at()].arguments;
            let values = own.get(usize::from(*at)).map(|argument| &*argument.values).unwrap_or_default();
            values.iter().map(ToString::to_string).collect()
        }
        SwitchOn::Field(Field::Column { options, .. }) => options.iter().map(ToString::to_string).collect(),
        SwitchOn::Field(Field::ProvisionTest) => Test::ALL.iter().map(|(_, name)| (*name).to_owned()).collect(),
        SwitchOn::Table(table) => book.tables[table.at()].results.iter().map(|result| result.id.to_string()).collect(),
        SwitchOn::Reaches(_) | SwitchOn::Any { .. } | SwitchOn::All { .. } => owned(&JA_NEJ),
        SwitchOn::LawDate | SwitchOn::Count { .. } => Vec::new(),
    }
}

fn on_day(routes: &SwitchRoutes, day: NaiveDate) -> Option<Target> {
    let SwitchRoutes::Dates(ranges) = routes else { return None };
    ranges.iter().find(|(first, last, _)| *first <= day && day <= *last).map(|(.., way)| *way)
}

fn asked(names: &Names<'_, '_>, question: QuestionIx) -> Variable {
    Variable::Question(names.edition.book.questions[question.at()].id.to_string())
}

fn options(names: &Names<'_, '_>, question: QuestionIx) -> Vec<String> {
    let options = names.edition.book.questions[question.at()].options();
    options.into_iter().map(str::to_owned).collect()
}

fn looked_at(names: &Names<'_, '_>, on: &SwitchOn) -> Variable {
    match on {
        SwitchOn::Answer(question) => asked(names, *question),
        SwitchOn::Any { .. } | SwitchOn::All { .. } | SwitchOn::Count { .. } => Variable::Module(names.on(on)),
        _ => Variable::Known(names.on(on)),
    }
}

fn effects(routes: &EffectRoutes) -> Vec<String> {
    let by_effect = Effect::ALL.iter().zip(&routes.by_effect).filter(|(_, way)| way.is_some());
    let effects = by_effect.map(|(effect, _)| effect.id().to_owned());
    effects.chain(routes.empty.map(|_| "empty".to_owned())).collect()
}
