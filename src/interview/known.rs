//! What is known already: a question that another step has put before is shown with its answer, not put again.

use std::collections::HashSet;
use std::mem;

use super::respondent::{Notice, NoticeKind};
use super::session::Session;
use super::words::Wording;
use crate::engine::{AnswerSet, Key, Report, TraceStep};
use crate::ruleset::model::{NodeIx, NodeKind, RulesetIx};

/// A step that came to a question whose answer was there.
type Step = (RulesetIx, NodeIx, Key);

/// Which of those steps the officer has seen.
#[derive(Debug, Default)]
pub(super) struct Known {
    seen: Option<HashSet<Step>>,
    // What was answered when last looked at: what was answered since stands on the line above, and is no news.
    answered: AnswerSet,
}

impl Known {
    /// Returns what to show of what the walk now passes without asking, each step once.
    ///
    /// What lay on the path before the first question of this sitting has been seen in an earlier one.
    pub(super) fn news(&mut self, session: &Session<'_, '_>, report: &Report) -> Option<Notice> {
        let steps: Vec<Step> = steps(session, report).collect();
        let answered = mem::replace(&mut self.answered, session.answers().clone());
        let Some(seen) = &mut self.seen else {
            self.seen = Some(steps.into_iter().collect());
            return None;
        };
        let words = Wording::new(session.edition, session.answers(), session.language);
        let fresh = steps.into_iter().filter(|step| seen.insert(*step)).filter_map(|(_, _, key)| {
            let answer = session.answers().answer(key)?;
            let before = answered.answer(key).filter(|before| before.value == answer.value);
            before?;
            Some(format!("{} {}", words.question(key), words.value(&session.question(key).kind, &answer.value)))
        });
        let lines: Vec<String> = fresh.collect();
        let title = session.language.choose("Redan besvarat", "Answered already").to_owned();
        (!lines.is_empty()).then_some(Notice { kind: NoticeKind::Info, title, lines })
    }
}

/// Returns the steps that put a question of their own and found it answered; a switch that only looks is none.
fn steps<'r>(session: &Session<'_, '_>, report: &'r Report) -> impl Iterator<Item = Step> + 'r {
    let book = session.edition.book;
    let puts =
        move |ruleset: RulesetIx, node: NodeIx, key: Key| match &book.rulesets[ruleset.at()].nodes[node.at()].kind {
            NodeKind::Ask { question, .. } => *question == key.question,
            NodeKind::Checklist { rows, .. } => rows.iter().any(|row| row.question == key.question),
            _ => false,
        };
    let known: Vec<Step> = report
        .trace
        .iter()
        .filter_map(|step| match step {
            TraceStep::Answered { key, ruleset, node, again: true } => Some((*ruleset, *node, *key)),
            _ => None,
        })
        .filter(|(ruleset, node, key)| puts(*ruleset, *node, *key))
        .collect();
    known.into_iter()
}
