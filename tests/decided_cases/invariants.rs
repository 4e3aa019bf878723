//! Every decided case holds every invariant, under the law of its time and of today and with each answer in doubt; and no
//! invariant speaks of what no case comes near.

use std::collections::BTreeSet;

use menprov::engine::{Answer, AnswerSet, Edition, Value};
use menprov::ruleset::model::{Invariant, RulesetIx};
use menprov::trial::case::Case;
use menprov::trial::monitor::Path;

use super::book::BOOK;
use super::{CASES, said, trial};

/// Returns the invariants of a procedure.
fn of(procedure: RulesetIx) -> impl Iterator<Item = &'static Invariant> {
    let family = BOOK.rulesets[procedure.at()].family;
    BOOK.invariants.iter().filter(move |held| held.procedures.is_empty() || held.procedures.contains(&family))
}

/// Holds one walk against the invariants, and notes those that it comes near.
fn held(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &AnswerSet,
    near: &mut BTreeSet<&'static str>,
) -> Vec<String> {
    let (path, _) = Path::of(edition, procedure, answers);
    let mut faults = Vec::new();
    for invariant in of(procedure) {
        let held = path.against(invariant, edition);
        if held.near {
            near.insert(&invariant.id);
        }
        for broken in held.broken {
            faults
                .push(format!("on {} `{}` is broken at {:?}", edition.date, invariant.id, path.happenings[broken.at]));
        }
    }
    faults
}

/// Holds a case then and today.
pub fn then_and_today(case: &Case, near: &mut BTreeSet<&'static str>) -> Vec<String> {
    let mut faults = Vec::new();
    for run in [trial().walked(case), trial().walked_today(case)] {
        match run {
            Ok(run) => faults.extend(held(&run.edition, run.procedure, &run.answers, near)),
            Err(misses) => faults.extend(said(&misses)),
        }
    }
    faults
}

/// Holds a case with each of its answers in turn changed to *vet ej*, as far as it then goes.
pub fn in_doubt(case: &Case, near: &mut BTreeSet<&'static str>) -> Vec<String> {
    let Ok(run) = trial().walked(case) else { return vec!["does not finish".into()] };
    let mut faults = Vec::new();
    for key in run.path() {
        let options = BOOK.questions[key.question.at()].options();
        let unknown = options.iter().position(|option| *option == "vet-ej");
        let Some(unknown) = unknown.and_then(|at| u16::try_from(at).ok()) else { continue };
        let mut answers = run.answers.clone();
        answers.insert(key, Answer::bare(Value::Choice(unknown)));
        faults.extend(held(&run.edition, run.procedure, &answers, near));
    }
    faults
}

/// Holds that some case comes near each invariant: where none does, the cases say nothing of it.
pub fn no_case_is_far() {
    let mut near = BTreeSet::new();
    for case in CASES.iter() {
        then_and_today(case, &mut near);
        in_doubt(case, &mut near);
    }
    let far: Vec<&str> = BOOK.invariants.iter().map(|held| &*held.id).filter(|id| !near.contains(id)).collect();
    assert!(far.is_empty(), "these no case comes near: {far:?}");
}
