//! Ways that make no difference, and effects that no loop gives.

use super::kind::Advice;
use super::uses::Uses;
use super::{Findings, Rules};
use crate::ruleset::document::{AskDoc, Name, NodeDoc, NodeKindDoc, RowAsk, RulesetDoc, SwitchDoc, Way};
use crate::ruleset::model::{Effect, Rulebook};

/// Looks at every step of every ruleset.
pub(super) fn advise(rules: &Rules<'_>, uses: &Uses<'_>, found: &mut Findings) {
    for (file, doc, _) in rules.rulesets() {
        for node in doc.parts.iter().flat_map(|part| &part.nodes) {
            if is_pointless(doc, node, uses) {
                found.push(file, node.id.place, Advice::Pointless { name: node.id.value.clone() });
            }
            if let NodeKindDoc::Switch(SwitchDoc::Aggregate { effect, of, .. }) = &node.kind
                && looped(doc, &of.value).is_some_and(|module| !gives(rules.book, module, effect.value))
            {
                let (of, id) = (of.value.clone(), effect.value.id());
                found.push(file, effect.place, Advice::EffectNeverGiven { of, effect: id });
            }
        }
    }
}

/// Whether a step tells answers apart, leads with all of them to the same place, and nothing rests on the answer.
///
/// `then` says that the answer is for the record, and a reason that is demanded makes it worth giving.
fn is_pointless(doc: &RulesetDoc, node: &NodeDoc, uses: &Uses<'_>) -> bool {
    let Some(Way::Next(next)) = &node.way else { return false };
    let same = next.value.len() > 1 && next.value.windows(2).all(|pair| pair[0].1.value == pair[1].1.value);
    let own = |step: &str| format!("{}.{step}", doc.id.value);
    let idle = |id: &str, ask: &AskDoc| {
        ask.reason.is_none() && ask.outgoing.is_none() && ask.moment.is_none() && !uses.read.contains(id)
    };
    // A shared question that is put elsewhere too may lead apart there.
    let shared_idle = |question: &Name| {
        uses.put.get(&*question.value) == Some(&1)
            && uses.shared.get(&*question.value).is_some_and(|ask| idle(&question.value, ask))
    };
    let id = &node.id.value;
    same && match &node.kind {
        NodeKindDoc::Ask(ask) => idle(&own(id), ask),
        NodeKindDoc::Question(question) => shared_idle(question),
        NodeKindDoc::Checklist(list) => list.rows.iter().all(|row| match &row.ask {
            RowAsk::Ask(ask) => idle(&own(&format!("{id}.{}", row.id.value)), ask),
            RowAsk::Question(question) => shared_idle(question),
        }),
        _ => false,
    }
}

/// Returns the module that a loop of the ruleset runs.
fn looped<'d>(doc: &'d RulesetDoc, name: &str) -> Option<&'d str> {
    let node = doc.parts.iter().flat_map(|part| &part.nodes).find(|node| *node.id.value == *name)?;
    match &node.kind {
        NodeKindDoc::Each(each) => Some(&each.module.value),
        _ => None,
    }
}

/// Whether any version of a module returns with the effect; a halt leaves its subject `open`.
fn gives(book: &Rulebook, module: &str, effect: Effect) -> bool {
    let versions = book.rulesets.iter().filter(|ruleset| &*ruleset.id == module);
    let mut ends = versions.flat_map(|ruleset| ruleset.returns.iter().flatten());
    effect == Effect::Open || ends.any(|end| end.effect.unwrap_or(Effect::None) == effect)
}
