//! Wrong turns: which answers led away from the key, with what would have helped.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Asked, Parting, Turn};
use crate::interview::words::Wording;
use crate::render::safe;
use crate::text::Language;
use crate::training::check::Solution;

/// Counts the answers with which somebody left the key: those to the question that most left it at first, and of two where as
/// many did the one that gives more points.
pub(super) fn turns(questions: &[Asked], partings: &[Parting], key: &Solution<'_>, language: Language) -> Vec<Turn> {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for parting in partings {
        *counts.entry((parting.question, &parting.answer)).or_default() += 1;
    }
    let edition = &key.run.edition;
    let wording = Wording::new(edition, &key.run.answers, language);
    let mut turns: Vec<Turn> = counts
        .into_iter()
        .map(|((question, answer), count)| {
            let asked = &questions[question];
            let known = edition.question(&asked.question).map(|at| &edition.book.questions[at.at()]);
            let scope = key.steps.iter().find(|step| step.at.scope == asked.scope).map(|step| step.key.scope);
            let help = known.and_then(|known| known.help.as_ref());
            let mut provisions = known.map(|known| known.provisions.clone()).unwrap_or_default();
            provisions.extend(scope.and_then(|scope| scope.provision));
            let name = |at: &crate::ruleset::model::ProvisionIx| {
                safe::line(edition.book.provisions[at.at()].designation.get(language)).into_owned()
            };
            Turn {
                question,
                answer: answer.to_owned(),
                count,
                help: help.map(|help| wording.filled(help, &scope.unwrap_or_default())),
                provisions: provisions.iter().map(name).collect(),
            }
        })
        .collect();
    turns.sort_by_key(|turn| {
        let asked = &questions[turn.question];
        (Reverse((asked.parted, asked.points)), turn.question, Reverse(turn.count))
    });
    turns
}
