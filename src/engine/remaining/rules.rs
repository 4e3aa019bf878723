//! What the rules say of a node and of a question, whatever is answered.

use crate::engine::Edition;
use crate::engine::edition::for_each_question;
use crate::ruleset::model::{AskRoutes, NodeKind, RulesetIx, SwitchRoutes, Target};

/// Returns every place that a node can lead to.
pub(crate) fn targets(kind: &NodeKind) -> Vec<Target> {
    match kind {
        NodeKind::Ask { routes: AskRoutes::All(target), .. } => vec![*target],
        NodeKind::Ask { routes: AskRoutes::Each(targets), .. } => targets.clone(),
        NodeKind::Checklist { met, failed, unknown, .. } => vec![*met, *failed, *unknown],
        NodeKind::Switch { routes, .. } => match routes {
            SwitchRoutes::Closed(targets) => targets.iter().copied().flatten().collect(),
            SwitchRoutes::Numbers(ranges) => ranges.iter().map(|(_, _, target)| *target).collect(),
            SwitchRoutes::Dates(ranges) => ranges.iter().map(|(_, _, target)| *target).collect(),
        },
        NodeKind::Call { routes, .. } => routes.iter().copied().flatten().collect(),
        NodeKind::Each { routes, .. } | NodeKind::Calls { routes, .. } => {
            routes.by_effect.iter().copied().chain([routes.empty]).flatten().collect()
        }
        NodeKind::Revise { .. } | NodeKind::Halt(_) => Vec::new(),
    }
}

/// Returns for each question whether more than one place that the procedure can come to puts or needs it.
pub(super) fn read_by_several(edition: &Edition<'_>, procedure: RulesetIx) -> Vec<bool> {
    let book = edition.book;
    let mut places = vec![0_u8; book.questions.len()];
    // Switches on a column and loops need the lists.
    for question in edition.registers_of(procedure).into_iter().flatten() {
        places[question.at()] = 2;
    }
    let mut seen = vec![false; book.rulesets.len()];
    let mut todo = vec![procedure];
    while let Some(ruleset) = todo.pop() {
        if std::mem::replace(&mut seen[ruleset.at()], true) {
            continue;
        }
        for node in &book.rulesets[ruleset.at()].nodes {
            for_each_question(book, node, |question| {
                places[question.at()] = places[question.at()].saturating_add(1);
            });
            todo.extend(node.kind.calls().iter().filter_map(|call| edition.ruleset(call.module)));
        }
    }
    places.into_iter().map(|places| places > 1).collect()
}
