//! At most how many questions are left, held against what followed in truth.

use std::collections::HashSet;

use menprov::engine::{AnswerSet, Counter, Key, Remaining, Report, ScopePath, Step, TraceStep, walk};
use menprov::ruleset::model::{AnswerKind, Role, Subject};
use menprov::trial::case::Case;
use menprov::trial::replay::Run;

use super::walked;

const SUBJECTS: [Subject; 5] = [Subject::Document, Subject::Item, Subject::Person, Subject::Provision, Subject::By];

/// Answers a case question by question and holds at each of them that the bound was not too low for what followed, and
/// that the answer lowered it, unless it named subjects.
pub fn bounds(case: &Case) -> Vec<String> {
    let Ok(Run { edition, procedure, answers, report }) = walked(case) else { return vec!["does not finish".into()] };
    let entered = entered(&report);
    let officers = |key: &Key| edition.book.questions[key.question.at()].actor == Role::Officer;
    let mut given = answers.clone();
    answers.keys().filter(officers).for_each(|key| {
        given.remove(key);
    });
    let mut counter = Counter::new(&edition, procedure);
    let mut steps: Vec<(Key, Remaining)> = Vec::new();
    let mut faults = Vec::new();
    loop {
        let report = walk(&edition, procedure, &given);
        let Step::Ask { key, .. } = report.step else { break };
        let (all, items) = Remaining::of(&edition, procedure, &given);
        let id = &edition.book.questions[key.question.at()].id;
        if counter.count(&given) != (all, items.clone()) {
            faults.push(format!("{id}: kept from before, it is another"));
        }
        if let Some((before, earlier)) = steps.last() {
            let names =
                matches!(edition.book.questions[before.question.at()].kind, AnswerKind::List(_) | AnswerKind::Pick(_));
            if !names && all.known >= earlier.known {
                faults.push(format!("{id}: {} after {}", all.known, earlier.known));
            }
            for subject in SUBJECTS {
                if all.for_each(subject) > earlier.for_each(subject) {
                    faults.push(format!("{id}: more for each {}", subject.id()));
                }
            }
        }
        if let Some(item) = key.scope.item
            && !items.iter().any(|(known, left)| *known == item && 0 < left.known && left.known <= all.known)
        {
            faults.push(format!("{id}: {} has no bound of its own", given.name(item)));
        }
        steps.push((key, all));
        give(&mut given, &answers, key);
    }
    for (at, (key, bound)) in steps.iter().enumerate() {
        let truth = steps.len() - at;
        let most = bound.known as usize
            + SUBJECTS
                .iter()
                .map(|&of| {
                    bound.for_each(of) as usize * entered.iter().filter(|scope| innermost(scope) == Some(of)).count()
                })
                .sum::<usize>();
        if most < truth {
            faults.push(format!("{}: at most {most} said, {truth} came", edition.book.questions[key.question.at()].id));
        }
    }
    faults
}

fn give(given: &mut AnswerSet, answers: &AnswerSet, key: Key) {
    let answer = answers.answer(key).expect("the case finishes with its answers");
    given.insert(key, answer.clone());
}

/// Returns every scope that a loop entered.
fn entered(report: &Report) -> HashSet<ScopePath> {
    let scopes = report.trace.iter().filter_map(|step| match step {
        TraceStep::Entered { scope, .. } => Some(*scope),
        _ => None,
    });
    scopes.collect()
}

/// Returns what the innermost loop of a scope runs over.
fn innermost(scope: &ScopePath) -> Option<Subject> {
    let ScopePath { document, item, person, provision, by, closing: _ } = *scope;
    by.map(|_| Subject::By)
        .or(provision.map(|_| Subject::Provision))
        .or(person.map(|_| Subject::Person))
        .or(item.map(|_| Subject::Item))
        .or(document.map(|_| Subject::Document))
}
