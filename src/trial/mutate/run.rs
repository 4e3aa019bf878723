//! Runs the mutants: each only on the walks that meet it, until one ends otherwise.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{iter, thread};

use chrono::NaiveDate;

use super::ending::Ending;
use super::refuse::{Checked, Refusal, refuses};
use super::{Meets, Mutant};
use crate::answers::{Check, Raw, resolve};
use crate::engine::{AnswerSet, Edition, walk};
use crate::ruleset::load::Sourced;
use crate::ruleset::model::Rulebook;
use crate::trial::case::Case;
use crate::trial::coverage::element::Element;
use crate::trial::coverage::meet::met;
use crate::trial::replay::{Run, Trial, answers_of};

/// How many mutants are tried at a time.
const THREADS: usize = 2;

/// What became of a mutant.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// Nothing noticed it.
    Survived,
    /// Something did.
    Killed(Killed),
}

/// What noticed a mutant.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Killed {
    /// The case of this id ends otherwise.
    Case(Box<str>),
    /// Such rules are refused.
    Refused(Refusal),
}

/// A walk of a case, and what it comes to on the rules as they are.
struct Job<'c> {
    case: &'c Case,
    day: NaiveDate,
    answers: AnswerSet,
    /// The answers as written; none for a walk on the law of today.
    raw: Option<Raw<'c>>,
    ending: Ending,
    met: HashSet<Element>,
}

/// A case whose answers cannot be given the day before its own, since the law is new.
struct New<'c> {
    case: &'c Case,
    today: NaiveDate,
}

/// The walks of some cases, and which of them meet what.
pub struct Jobs<'c> {
    all: Vec<Job<'c>>,
    by_element: HashMap<Element, Vec<usize>>,
    by_day: HashMap<NaiveDate, Vec<usize>>,
    /// By the day before.
    new: HashMap<NaiveDate, Vec<New<'c>>>,
}

/// Tries every mutant and returns what became of each, in their order. `done` is told after each.
///
/// `documents` are those that the rulebook was made from.
#[must_use]
pub fn try_all(
    book: &Rulebook,
    documents: &[Sourced],
    jobs: &Jobs<'_>,
    mutants: &[Mutant],
    done: &(dyn Fn() + Sync),
) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut book, mut checked) = (book.clone(), Checked::new(documents.to_vec()));
        let mut found = Vec::new();
        while let Some((at, mutant)) =
            iter::once(next.fetch_add(1, Ordering::Relaxed)).find_map(|at| mutants.get(at).map(|mutant| (at, mutant)))
        {
            let noticed = jobs.noticed(&mut book, mutant);
            let verdict = noticed
                .or_else(|| checked.refuses(&book, mutant).map(Killed::Refused))
                .map_or(Verdict::Survived, Verdict::Killed);
            found.push((at, verdict));
            done();
        }
        found
    };
    let mut verdicts = vec![Verdict::Survived; mutants.len()];
    thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            for (at, verdict) in worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
                verdicts[at] = verdict;
            }
        }
    });
    verdicts
}

impl<'c> Jobs<'c> {
    /// Walks the cases as their files ask for.
    #[must_use]
    pub fn of(trial: &Trial<'_>, cases: impl IntoIterator<Item = &'c Case>) -> Self {
        let mut jobs =
            Self { all: Vec::new(), by_element: HashMap::new(), by_day: HashMap::new(), new: HashMap::new() };
        for case in cases {
            let (then, otherwise) = answers_of(case);
            let also = case.also_on.iter().filter_map(|day| trial.walked_on(case, *day).ok());
            jobs.all.extend(also.map(|run| Job::of(case, run, then.clone())));
            if case.expect.new_that_day
                && let Some(before) = case.law_date.pred_opt()
                && trial.walked_before(case).is_err()
            {
                jobs.new.entry(before).or_default().push(New { case, today: trial.today });
            }
            jobs.all.extend(trial.walked(case).ok().map(|run| Job::of(case, run, then)));
            jobs.all.extend(trial.walked_otherwise(case).ok().map(|run| Job::of(case, run, otherwise)));
            jobs.all.extend(trial.walked_today(case).ok().map(|run| Job::of(case, run, None)));
        }
        // The short ones first: most mutants are noticed by the first walk that meets them.
        jobs.all.sort_by_key(|job| job.met.len());
        for (at, job) in jobs.all.iter().enumerate() {
            for element in &job.met {
                jobs.by_element.entry(*element).or_default().push(at);
            }
            if job.raw.is_some() {
                jobs.by_day.entry(job.day).or_default().push(at);
            }
        }
        jobs
    }

    /// Returns whether any walk meets what a mutant changes.
    #[must_use]
    pub fn meet(&self, mutant: &Mutant) -> bool {
        self.meeting(&mutant.meets).next().is_some() || self.new_after(&mutant.meets).next().is_some()
    }

    /// Returns what notices a mutant, if anything does; the rulebook is then as it was.
    fn noticed(&self, book: &mut Rulebook, mutant: &Mutant) -> Option<Killed> {
        let mut piece = mutant.piece.clone();
        piece.change_places(book);
        let walks = || self.meeting(&mutant.meets).find(|job| job.ends_otherwise(book, mutant.piece.moves_law()));
        let new = || self.new_after(&mutant.meets).find(|new| new.is_taken_before(book));
        let case = walks().map(|job| job.case).or_else(|| new().map(|new| new.case));
        let killed = case.map(|case| Killed::Case(case.id.clone())).or_else(|| refuses(book).map(Killed::Refused));
        piece.change_places(book);
        killed
    }

    /// Returns the cases whose law is new after the day that a mutant is noticed on.
    fn new_after(&self, meets: &Meets) -> impl Iterator<Item = &New<'c>> {
        let day = if let Meets::On(day) = meets { Some(day) } else { None };
        day.and_then(|day| self.new.get(day)).into_iter().flatten()
    }

    fn meeting(&self, meets: &Meets) -> impl Iterator<Item = &Job<'c>> {
        let found: Vec<&Vec<usize>> = match meets {
            Meets::Any(elements) => elements.iter().filter_map(|element| self.by_element.get(element)).collect(),
            Meets::On(day) => self.by_day.get(day).into_iter().collect(),
        };
        let mut seen = HashSet::new();
        found.into_iter().flatten().filter(move |at| seen.insert(**at)).map(|at| &self.all[*at])
    }
}

impl New<'_> {
    fn is_taken_before(&self, book: &Rulebook) -> bool {
        Trial { book, today: self.today }.walked_before(self.case).is_ok()
    }
}

impl<'c> Job<'c> {
    fn of(case: &'c Case, run: Run<'_>, raw: Option<Raw<'c>>) -> Self {
        let (ending, met) = (Ending::of(&run.edition, &run.report), met(&run));
        Self { case, day: run.edition.date, answers: run.answers, raw, ending, met }
    }

    fn ends_otherwise(&self, book: &Rulebook, law_moves: bool) -> bool {
        let edition = Edition::on(book, self.day);
        let Some(procedure) = edition.by_id(&self.case.procedure) else { return true };
        let edition = edition.for_procedure(procedure);
        let report = match self.raw.as_ref().filter(|_| law_moves) {
            Some(raw) => walk(&edition, procedure, &resolve(&edition, raw, Check::All).answers),
            None => walk(&edition, procedure, &self.answers),
        };
        Ending::of(&edition, &report) != self.ending
    }
}
