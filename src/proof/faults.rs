//! What is broken, as a fault at the line where the path ends.

use super::{Broken, Given, GivenAnswer};
use crate::ruleset::advice::Advice;
use crate::ruleset::broken::{BrokenFault, Step};
use crate::ruleset::document::Place;
use crate::ruleset::fault::Fault;
use crate::ruleset::model::{AnswerKind, Rulebook, Subject};

/// Returns the fault.
pub(super) fn of(book: &Rulebook, broken: &Broken) -> Fault {
    let invariant = &book.invariants[broken.invariant];
    let (ruleset, node) = broken.at;
    let rules = &book.rulesets[ruleset.at()];
    let node = &rules.nodes[node.at()];
    let file = book.sources.get(usize::from(rules.source)).map_or(&*rules.id, |source| &*source.name);
    let place = Place { line: node.line, column: 1 };
    let provisions = invariant.provisions.iter().map(|at| book.provisions[at.at()].short.clone()).collect();
    let steps = broken.answers.iter().map(|given| step(book, given)).collect();
    let fault = BrokenFault {
        invariant: invariant.id.clone(),
        sv: invariant.text.sv.clone(),
        en: invariant.text.en.clone(),
        provisions,
        procedure: book.rulesets[broken.days.procedure.at()].id.clone(),
        node: format!("{}.{}", rules.id, node.id).into(),
        from: broken.days.from,
        to: broken.days.to,
        steps,
    };
    Fault::new(file, place, fault)
}

/// Returns that nothing which an invariant looks at happens.
pub(super) fn idle(book: &Rulebook, invariant: usize) -> Fault {
    let invariant = &book.invariants[invariant];
    let file = book.sources.get(usize::from(invariant.source)).map_or("", |source| &*source.name);
    let place = Place { line: invariant.line, column: 1 };
    Fault::new(file, place, Advice::InvariantIdle { invariant: invariant.id.clone() })
}

fn step(book: &Rulebook, given: &Given) -> Step {
    let question = &book.questions[given.question.at()];
    let asked = [question.text.sv.clone(), question.text.en.clone()];
    let said = match (&question.kind, &given.answer) {
        (AnswerKind::Choice(options), GivenAnswer::Option(id)) => {
            let option = options.iter().find(|option| option.id == *id);
            option.map(|option| [option.text.sv.clone(), option.text.en.clone()])
        }
        _ => None,
    };
    let about: Vec<String> = given.about.iter().map(|(subject, number)| about(*subject, *number)).collect();
    let range = |from: String, to: String| if from == to { from } else { format!("{from}..{to}") };
    let answer = match &given.answer {
        GivenAnswer::Option(id) => id.clone(),
        GivenAnswer::Number(from, to) => range(from.to_string(), to.to_string()).into(),
        GivenAnswer::Day(from, to) => range(day(*from), day(*to)).into(),
        GivenAnswer::Nothing => "[]".into(),
        GivenAnswer::Something => "[…]".into(),
        GivenAnswer::Anything => "…".into(),
    };
    Step { about: about.join("/").into(), question: question.id.clone(), asked, answer, said }
}

fn about(subject: Subject, number: u32) -> String {
    format!("{}{number}", subject.id())
}

/// A day; nothing where the interval has no end.
fn day(day: chrono::NaiveDate) -> String {
    if day == chrono::NaiveDate::MIN || day == chrono::NaiveDate::MAX { String::new() } else { day.to_string() }
}
