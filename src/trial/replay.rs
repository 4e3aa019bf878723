//! Replays a case: on its law date, on the other days that it names, on the law of today, the day before, and with the decisive answer changed.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::case::{Case, End};
use super::miss::{Miss, Walk, What};
use crate::answers::gate::Laws;
use crate::answers::script::run_script_knowing;
use crate::answers::{AnswersFile, Check, Raw, Unused, resolve, script};
use crate::engine::{Answer, AnswerSet, Edition, Key, Report, Step, Value, walk};
use crate::ruleset::model::{Effect, NodeIx, Role, Rulebook, RulesetIx};

/// A case that has been walked.
#[derive(Debug)]
pub struct Run<'b> {
    /// The rulebook on the day of the walk.
    pub edition: Edition<'b>,
    /// The procedure.
    pub procedure: RulesetIx,
    /// The answers that fit.
    pub answers: AnswerSet,
    /// What it came to.
    pub report: Report,
}

/// Cases on one rulebook.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'b> {
    /// The rules.
    pub book: &'b Rulebook,
    /// The day whose law is that of today.
    pub today: NaiveDate,
}

impl<'b> Trial<'b> {
    /// Tries cases on a rulebook; the law of today is that of the day on which its rules were last read against the
    /// statutes, so that what a case says of it does not change by itself.
    #[must_use]
    pub fn on(book: &'b Rulebook) -> Self {
        let today = book.rulesets.iter().map(|rules| rules.review.checked).max().unwrap_or_default();
        Self { book, today }
    }

    /// Walks a case: it reads without a fault, nothing is missing, nothing is not needed.
    ///
    /// # Errors
    ///
    /// With everything that keeps it from being walked.
    pub fn walked(&self, case: &Case) -> Result<Run<'b>, Vec<Miss>> {
        self.finished(case, &answers(case, Walk::Case)?, case.law_date, Walk::Case)
    }

    /// Walks a case on another day: on its law too the answers fit, nothing is missing and nothing is not needed.
    ///
    /// # Errors
    ///
    /// With everything that keeps it from being walked that day.
    pub fn walked_on(&self, case: &Case, day: NaiveDate) -> Result<Run<'b>, Vec<Miss>> {
        let stage = Walk::AlsoOn(day);
        self.finished(case, &answers(case, stage)?, day, stage)
    }

    /// Walks a case as far as those of its answers reach that fit.
    ///
    /// # Errors
    ///
    /// When there is no such procedure, or the file cannot be read.
    pub fn walked_freely(&self, case: &Case) -> Result<Run<'b>, Vec<Miss>> {
        let file = answers(case, Walk::Case)?;
        let (edition, procedure) = self.edition(case, case.law_date, Walk::Case)?;
        let answers = resolve(&edition, &file.answers, Check::All).answers;
        let report = walk(&edition, procedure, &answers);
        Ok(Run { edition, procedure, answers, report })
    }

    /// Walks the same answers on the law of today; what does not fit any more is left out. Unless the case says what is
    /// different today, what is asked in the same words under both laws is answered the same.
    ///
    /// # Errors
    ///
    /// When there is no such procedure today, or the file cannot be read.
    pub fn walked_today(&self, case: &Case) -> Result<Run<'b>, Vec<Miss>> {
        let stage = Walk::Today(self.today);
        let file = answers(case, stage)?;
        let (edition, procedure) = self.edition(case, self.today, stage)?;
        let mut answers = resolve(&edition, &file.answers, Check::All).answers;
        loop {
            let report = walk(&edition, procedure, &answers);
            let same = match report.step {
                Step::Ask { key, .. } if case.expect.today.is_none() => {
                    in_the_same_words(self.book, &answers, key).map(|answer| (key, answer))
                }
                _ => None,
            };
            match same {
                Some((key, answer)) => drop(answers.insert(key, answer)),
                None => return Ok(Run { edition, procedure, answers, report }),
            }
        }
    }

    /// Walks a case the day before its law date.
    ///
    /// # Errors
    ///
    /// When the same answers cannot be given that day.
    pub fn walked_before(&self, case: &Case) -> Result<Run<'b>, Vec<Miss>> {
        let day = case.law_date.pred_opt().unwrap_or(case.law_date);
        let stage = Walk::DayBefore(day);
        self.finished(case, &answers(case, stage)?, day, stage)
    }

    /// Walks a case with the decisive answer changed, as far as the answers then reach.
    ///
    /// # Errors
    ///
    /// When the changed answers cannot be read.
    pub fn walked_otherwise(&self, case: &Case) -> Result<Run<'b>, Vec<Miss>> {
        let stage = Walk::Decisive;
        let file = answers(case, stage)?;
        let raw = changed(case, file).ok_or_else(|| missed(stage, What::NoDecisiveAnswer))?;
        let (edition, procedure) = self.edition(case, case.law_date, stage)?;
        let resolved = resolve(&edition, &raw, Check::All);
        if !resolved.faults.is_empty() {
            let faults = resolved.faults.into_iter();
            return Err(faults.map(|fault| Miss { walk: stage, what: What::Answer(fault) }).collect());
        }
        let report = walk(&edition, procedure, &resolved.answers);
        Ok(Run { edition, procedure, answers: resolved.answers, report })
    }

    fn finished(&self, case: &Case, file: &AnswersFile<'_>, day: NaiveDate, stage: Walk) -> Result<Run<'b>, Vec<Miss>> {
        walked_whole(self.book, &case.procedure, day, &file.answers)
            .map_err(|misses| misses.into_iter().map(|what| Miss { walk: stage, what }).collect())
    }

    fn edition(&self, case: &Case, day: NaiveDate, stage: Walk) -> Result<(Edition<'b>, RulesetIx), Vec<Miss>> {
        let edition = Edition::on(self.book, day);
        let procedure = edition.by_id(&case.procedure).ok_or_else(|| missed(stage, What::NoProcedure(day)))?;
        Ok((edition.for_procedure(procedure), procedure))
    }
}

/// Walks answers as they were written on the law of a day: each fits its question, nothing is missing, nothing is not
/// needed. What another actor answers in a statement stands among them.
///
/// # Errors
///
/// With everything that keeps them from being walked.
pub(crate) fn walked_whole<'b>(
    book: &'b Rulebook,
    procedure: &str,
    day: NaiveDate,
    answers: &Raw<'_>,
) -> Result<Run<'b>, Vec<What>> {
    let edition = Edition::on(book, day);
    let procedure = edition.by_id(procedure).ok_or_else(|| vec![What::NoProcedure(day)])?;
    let edition = edition.for_procedure(procedure);
    let (answers, report) = walked_on(&edition, procedure, answers, &Laws::default())?;
    Ok(Run { edition, procedure, answers, report })
}

/// Walks answers on an edition that was made for the procedure, as [`walked_whole`] does; what is walked a thousand times makes
/// it once, and gathers what the law says once.
///
/// # Errors
///
/// With everything that keeps them from being walked.
pub(crate) fn walked_on(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &Raw<'_>,
    laws: &Laws,
) -> Result<(AnswerSet, Report), Vec<What>> {
    let book = edition.book;
    let answers = resolve(edition, answers, Check::All)
        .whole()
        .map_err(|faults| faults.into_iter().map(What::Answer).collect::<Vec<_>>())?;
    let officers = |key: &Key| book.questions[key.question.at()].actor == Role::Officer;
    let given: HashSet<Key> = answers.keys().filter(|key| !officers(key)).collect();
    let report = run_script_knowing(edition, procedure, &answers, Unused::Refused, &given, laws)
        .map_err(|faults| faults.into_iter().map(What::Script).collect::<Vec<_>>())?;
    Ok((answers, report))
}

fn answers(case: &Case, stage: Walk) -> Result<AnswersFile<'_>, Vec<Miss>> {
    case.answers().map_err(|fault| missed(stage, What::File(fault)))
}

fn missed(walk: Walk, what: What) -> Vec<Miss> {
    vec![Miss { walk, what }]
}

/// Returns the answer to another question in the same words about the same, where its option is there too.
fn in_the_same_words(book: &Rulebook, answers: &AnswerSet, key: Key) -> Option<Answer> {
    let asked = &book.questions[key.question.at()];
    answers.keys().filter(|other| other.scope == key.scope && other.question != key.question).find_map(|other| {
        let known = &book.questions[other.question.at()];
        let given = answers.answer(other).filter(|_| known.text == asked.text)?;
        let Value::Choice(option) = given.value else { return None };
        let option = *known.options().get(usize::from(option))?;
        let option = asked.options().iter().position(|same| *same == option)?;
        Some(Answer { value: Value::Choice(u16::try_from(option).ok()?), ..given.clone() })
    })
}

/// Returns the answers of a case as written, and the same with the decisive one changed, as far as they can be read.
pub(super) fn answers_of(case: &Case) -> (Option<Raw<'_>>, Option<Raw<'_>>) {
    let then = case.answers().ok().map(|file| file.answers);
    let otherwise = case.answers().ok().and_then(|file| changed(case, file));
    (then, otherwise)
}

/// Returns the answers with `instead` in the place of the decisive one, and `also` beside the others.
fn changed<'c>(case: &Case, file: AnswersFile<'c>) -> Option<Raw<'c>> {
    let mut raw = file.answers;
    let written = file.case?;
    let declared = written.get("decisive")?;
    let instead = declared.get("instead")?;
    set(&mut raw, &case.decisive.scope, &case.decisive.question, instead.clone())?;
    if let Some(Raw::Map(scopes)) = declared.get("also") {
        for (scope, answers) in scopes {
            let Raw::Map(answers) = answers else { continue };
            for (question, answer) in answers {
                set(&mut raw, scope, question, answer.clone());
            }
        }
    }
    Some(raw)
}

/// Writes an answer into the tree and returns what stood there.
pub(crate) fn set<'a>(raw: &mut Raw<'a>, scope: &str, question: &str, answer: Raw<'a>) -> Option<Raw<'a>> {
    let Raw::Map(scopes) = raw else { return None };
    let at = scopes.iter().position(|(name, _)| name == scope).unwrap_or_else(|| {
        scopes.push((scope.to_owned().into(), Raw::Map(Vec::new())));
        scopes.len() - 1
    });
    let Raw::Map(answers) = &mut scopes[at].1 else { return None };
    if let Some((_, old)) = answers.iter_mut().find(|(name, _)| name == question) {
        return Some(std::mem::replace(old, answer));
    }
    answers.push((question.to_owned().into(), answer));
    None
}

impl End {
    /// Returns where a walk ended.
    #[must_use]
    pub fn of(book: &Rulebook, report: &Report) -> Self {
        let node = |ruleset: RulesetIx, node: NodeIx| {
            let rules = &book.rulesets[ruleset.at()];
            Self::Halted(format!("{}.{}", rules.id, rules.nodes[node.at()].id))
        };
        match report.step {
            Step::Finished { ruleset, outcome, .. } => {
                Self::Outcome(book.rulesets[ruleset.at()].outcomes[outcome.at()].id.to_string())
            }
            Step::Ask { key, .. } => Self::Asks(book.questions[key.question.at()].id.to_string()),
            Step::Revise { ruleset, node: at, .. } => node(ruleset, at),
            Step::Halted => {
                let last = report.halted.last();
                last.map_or_else(|| Self::Halted(String::new()), |last| node(last.ruleset, last.node))
            }
        }
    }
}

impl<'b> Run<'b> {
    /// Returns where it ended.
    #[must_use]
    pub fn end(&self) -> End {
        End::of(self.edition.book, &self.report)
    }

    /// Returns the effect of an item.
    #[must_use]
    pub fn effect(&self, item: &str) -> Option<Effect> {
        self.report.items.iter().find(|result| self.answers.name(result.item) == item).map(|result| result.effect)
    }

    /// Returns the effect of the whole: of the outcome, or open where the walk has not come to one.
    #[must_use]
    pub const fn whole(&self) -> Effect {
        match self.report.step {
            Step::Finished { effect, .. } => effect,
            _ => Effect::Open,
        }
    }

    /// Returns the provisions applied, by their short designation.
    #[must_use]
    pub fn provisions(&self) -> HashSet<&'b str> {
        let book = self.edition.book;
        self.report.provisions.iter().map(|at| &*book.provisions[at.at()].short).collect()
    }

    /// Returns the ids of the duties met.
    #[must_use]
    pub fn duties(&self) -> HashSet<&'b str> {
        let book = self.edition.book;
        self.report.duties.iter().map(|(at, _)| &*book.duties[at.at()].id).collect()
    }

    /// Returns the keys of the questions put, in order.
    #[must_use]
    pub fn path(&self) -> Vec<Key> {
        script::path(&self.report)
    }

    /// Returns the ids of the questions put.
    #[must_use]
    pub fn asked(&self) -> HashSet<&'b str> {
        let book = self.edition.book;
        self.path().into_iter().map(|key| &*book.questions[key.question.at()].id).collect()
    }
}
