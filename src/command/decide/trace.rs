//! The steps of a walk as JSON.

use serde_json::{Value, json};

use crate::engine::{AnswerSet, Edition, Report, ScopePath, TraceStep};
use crate::ruleset::model::{NodeIx, NodeKind, ReturnIx, RulesetIx};
use crate::text::Language;

/// Returns the steps, in order.
pub fn steps(edition: &Edition<'_>, report: &Report, names: Option<&AnswerSet>) -> Vec<Value> {
    let scope = |path| scope(edition, path, names);
    let at = |ruleset, node| place(edition, ruleset, node);
    report
        .trace
        .iter()
        .map(|step| match *step {
            TraceStep::Answered { key, ruleset, node, again } => json!({
                "step": "answered", "at": at(ruleset, node), "scope": scope(key.scope),
                "question": edition.book.questions[key.question.at()].id, "again": again,
            }),
            TraceStep::Passed { ruleset, node, scope: path } => {
                json!({"step": "passed", "at": at(ruleset, node), "scope": scope(path)})
            }
            TraceStep::Decided { ruleset, node, scope: path, table, row, result } => {
                let table = &edition.book.tables[table.at()];
                json!({
                    "step": "decided", "at": at(ruleset, node), "scope": scope(path), "table": table.id,
                    "row": row + 1, "result": table.results[usize::from(result)].id,
                })
            }
            TraceStep::Entered { ruleset, scope: path } => {
                json!({"step": "entered", "module": edition.book.rulesets[ruleset.at()].id, "scope": scope(path)})
            }
            TraceStep::Returned { ruleset, end, scope: path } => json!({
                "step": "returned", "module": edition.book.rulesets[ruleset.at()].id,
                "return": returned(edition, ruleset, end), "scope": scope(path),
            }),
            TraceStep::Joined { ruleset, node, scope: path, effect } => json!({
                "step": "joined", "at": at(ruleset, node), "scope": scope(path),
                "effect": effect.map(crate::ruleset::model::Effect::id),
            }),
            TraceStep::Halted { ruleset, node, scope: path } => {
                json!({"step": "halted", "at": at(ruleset, node), "scope": scope(path)})
            }
        })
        .collect()
}

/// Returns what is parked or stopped.
pub fn halted(edition: &Edition<'_>, report: &Report, names: Option<&AnswerSet>, language: Language) -> Vec<Value> {
    report
        .halted
        .iter()
        .map(|halted| {
            let node = &edition.book.rulesets[halted.ruleset.at()].nodes[halted.node.at()];
            let text = match &node.kind {
                NodeKind::Halt(halt) => Some(halt.text.get(language)),
                _ => None,
            };
            json!({
                "at": place(edition, halted.ruleset, halted.node),
                "scope": scope(edition, halted.scope, names),
                "kind": halted.kind,
                "reach": halted.reach,
                "text": text,
            })
        })
        .collect()
}

/// Returns a scope path as text.
pub fn scope(edition: &Edition<'_>, path: ScopePath, names: Option<&AnswerSet>) -> String {
    let public = AnswerSet::default();
    let names = names.unwrap_or(&public);
    crate::assessment::scope::to_text(&path, names, edition.book)
}

fn place(edition: &Edition<'_>, ruleset: RulesetIx, node: NodeIx) -> String {
    let rules = &edition.book.rulesets[ruleset.at()];
    format!("{}.{}", rules.id, rules.nodes[node.at()].id)
}

fn returned<'b>(edition: &Edition<'b>, ruleset: RulesetIx, end: ReturnIx) -> &'b str {
    let rules = &edition.book.rulesets[ruleset.at()];
    &edition.book.families[rules.family.at()].returns[end.at()]
}
