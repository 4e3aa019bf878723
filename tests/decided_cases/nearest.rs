//! What a case is said to hang on, held against what the search finds, and what it proposes against the walk.

use menprov::compare::nearest::{Change, EndOf, Ending, Finder, Goal, Nearest};
use menprov::engine::{Answer, AnswerSet, Focus, Report, Step, TraceStep, overview};
use menprov::ruleset::model::{AnswerKind, Effect};
use menprov::trial::case::{Case, End};
use menprov::trial::replay::Run;

use super::walked;

/// The answer that decides by the source is among those that were found, for its item or for the whole.
pub fn finds_the_decisive_answer(case: &Case) -> Vec<String> {
    let Ok(Run { edition, procedure, answers, report }) = walked(case) else { return vec!["does not finish".into()] };
    let given = on_the_path(&answers, &report);
    let finder = Finder::new(&edition, procedure);
    let declared = &case.decisive;
    let item = declared.effect.as_ref().and_then(|(item, _)| given.find(item));
    let of = item.filter(|_| !matches!(declared.end, Some(End::Outcome(_)))).map_or(EndOf::Whole, EndOf::Item);
    let nearest = finder.nearest(&given, of, Goal::Another);
    let mut faults = proposals(&nearest, |change| {
        let mut tried = given.clone();
        for (key, value) in change.changed.iter().chain(&change.new) {
            tried.insert(*key, Answer::bare(value.clone()));
        }
        let focus = match of {
            EndOf::Whole => Focus::Every,
            EndOf::Item(item) => Focus::Item(item),
        };
        let report = overview(&edition, procedure, &tried, focus).report;
        match (of, report.step) {
            (EndOf::Whole, Step::Finished { outcome, effect, .. }) => Ending::Outcome(outcome, effect),
            (EndOf::Item(item), _) => {
                let met = report.items.iter().find(|met| met.item == item);
                met.map_or(Ending::None, |met| Ending::Item(met.effect))
            }
            _ => Ending::None,
        }
    });
    let closed = |id: &str| {
        edition
            .question(id)
            .is_some_and(|at| matches!(edition.book.questions[at.at()].kind, AnswerKind::Tri | AnswerKind::Choice(_)))
    };
    // What waits is no end, and what was picked or written stands.
    let looked_for = !matches!(declared.end, Some(End::Halted(_)))
        && !matches!(declared.effect, Some((_, Effect::Open)))
        && closed(&declared.question);
    let is_declared = |change: &Change| {
        change.changed.iter().any(|(key, _)| *edition.book.questions[key.question.at()].id == *declared.question)
    };
    if looked_for && !nearest.left_lists && !nearest.decisive.iter().any(is_declared) {
        faults.push(format!("`{}` is not found to decide: {nearest:?}", declared.question));
    }
    faults
}

fn on_the_path(answers: &AnswerSet, report: &Report) -> AnswerSet {
    let mut given = answers.clone();
    let read =
        |key| report.trace.iter().any(|step| matches!(step, TraceStep::Answered { key: met, .. } if *met == key));
    for key in answers.keys().filter(|key| !read(*key)) {
        given.remove(key);
    }
    given
}

/// Every change that is proposed ends as is said of it.
fn proposals(nearest: &Nearest, ending: impl Fn(&Change) -> Ending) -> Vec<String> {
    let mut faults = if nearest.complete { Vec::new() } else { vec!["the search was cut short".to_owned()] };
    let all = nearest.decisive.iter().chain(&nearest.smallest);
    faults.extend(all.filter(|change| ending(change) != change.ending).map(|change| format!("not so: {change:?}")));
    faults
}
