//! Holds what a case came to against what it says.

use std::collections::HashSet;

use super::case::{Case, Expect, Later};
use super::miss::{Miss, Thing, Walk, What};
use super::replay::{Run, Trial};
use crate::engine::{Edition, ItemResult};
use crate::ruleset::model::{AnswerKind, Rulebook};
use crate::text::Language;

impl Trial<'_> {
    /// Holds everything that a case says: on its law date, on the other days that it names, on the law of today, the day
    /// before where the law is new, and with the decisive answer changed. Nothing comes out where all of it is so.
    ///
    /// `answered` says whether there is a case of an id.
    #[must_use]
    pub fn hold(&self, case: &Case, answered: &dyn Fn(&str) -> bool) -> Vec<Miss> {
        let run = match self.walked(case) {
            Ok(run) => run,
            Err(misses) => return misses,
        };
        let mut misses = in_walk(Walk::Case, expected(self.book, &case.expect, &run));
        misses.extend(self.also_on(case));
        misses.extend(self.today(case, &run, answered));
        misses.extend(self.new_that_day(case));
        misses.extend(self.decisive(case));
        misses
    }

    /// Holds that the same answers come to all that the case says on every other day that it names.
    #[must_use]
    pub fn also_on(&self, case: &Case) -> Vec<Miss> {
        let held = case.also_on.iter().map(|day| match self.walked_on(case, *day) {
            Ok(run) => in_walk(Walk::AlsoOn(*day), expected(self.book, &case.expect, &run)),
            Err(misses) => misses,
        });
        held.flatten().collect()
    }

    /// Holds what a case comes to under the law of today against what it says of that.
    #[must_use]
    pub fn today(&self, case: &Case, then: &Run<'_>, answered: &dyn Fn(&str) -> bool) -> Vec<Miss> {
        let now = match self.walked_today(case) {
            Ok(now) => now,
            Err(misses) => return misses,
        };
        in_walk(Walk::Today(self.today), under_later_law(case, then, &now, answered))
    }

    /// Holds that answers which rest on law that is new on the case's day cannot be given the day before.
    #[must_use]
    pub fn new_that_day(&self, case: &Case) -> Vec<Miss> {
        if !case.expect.new_that_day {
            return Vec::new();
        }
        let day = case.law_date.pred_opt().unwrap_or(case.law_date);
        match self.walked_before(case) {
            Ok(_) => in_walk(Walk::DayBefore(day), vec![What::TakenBefore]),
            Err(_) => Vec::new(),
        }
    }

    /// Holds that another decisive answer gives the other effect, or the other end.
    #[must_use]
    pub fn decisive(&self, case: &Case) -> Vec<Miss> {
        let declared = &case.decisive;
        let same = match (&declared.end, &declared.effect) {
            (Some(end), _) => *end == case.expect.end,
            (None, Some((item, effect))) => case.expect.effects.get(item) == Some(effect),
            (None, None) => true,
        };
        if same {
            return in_walk(Walk::Decisive, vec![What::DecidesNothing]);
        }
        let run = match self.walked_otherwise(case) {
            Ok(run) => run,
            Err(misses) => return misses,
        };
        in_walk(Walk::Decisive, otherwise(case, &run))
    }
}

/// Returns what a case misses with its decisive answer changed.
pub(super) fn otherwise(case: &Case, run: &Run<'_>) -> Vec<What> {
    let mut misses = Vec::new();
    if let Some((item, expected)) = &case.decisive.effect {
        let found = run.effect(item);
        if found != Some(*expected) {
            misses.push(What::Effect { item: item.clone(), expected: *expected, found });
        }
    }
    if let Some(end) = &case.decisive.end
        && *end != run.end()
    {
        misses.push(What::End { expected: end.clone(), found: run.end() });
    }
    misses
}

/// Returns what a case misses under later law.
pub(super) fn under_later_law(
    case: &Case,
    then: &Run<'_>,
    now: &Run<'_>,
    answered: &dyn Fn(&str) -> bool,
) -> Vec<What> {
    let other_effect =
        |item: &ItemResult| now.effect(then.answers.name(item.item)).is_none_or(|effect| effect != item.effect);
    let same = then.end() == now.end() && !then.report.items.iter().any(other_effect);
    let Some(Later { end, case: other, effects }) = &case.expect.today else {
        return if same { Vec::new() } else { vec![What::OtherToday(now.end())] };
    };
    if same {
        return vec![What::SameToday];
    }
    let mut misses = Vec::new();
    if *end != now.end() {
        misses.push(What::End { expected: end.clone(), found: now.end() });
    }
    for (item, &expected) in effects {
        let found = now.effect(item);
        if found != Some(expected) {
            misses.push(What::Effect { item: item.clone(), expected, found });
        }
    }
    let asks = matches!(end, super::case::End::Asks(_));
    if other.as_ref().map_or(asks, |other| !answered(other)) {
        misses.push(What::NoCaseAnswers);
    }
    misses
}

fn in_walk(walk: Walk, misses: Vec<What>) -> Vec<Miss> {
    misses.into_iter().map(|what| Miss { walk, what }).collect()
}

/// Holds effects, end, provisions, duties and questions against what the case says.
pub(super) fn expected(book: &Rulebook, expect: &Expect, run: &Run<'_>) -> Vec<What> {
    let mut misses = items(book, expect, run);
    if expect.end != run.end() {
        misses.push(What::End { expected: expect.end.clone(), found: run.end() });
    }
    let (provisions, duties, asked) = (run.provisions(), run.duties(), run.asked());
    for (thing, wanted, found) in [
        (Thing::Provision, &expect.provisions, &provisions),
        (Thing::Duty, &expect.duties, &duties),
        (Thing::Question, &expect.asked, &asked),
    ] {
        let lacking = wanted.iter().filter(|one| !found.contains(&***one));
        misses.extend(lacking.map(|one| What::Lacks(thing, one.clone())));
    }
    for (thing, unwanted, found) in [
        (Thing::Provision, &expect.no_provisions, &provisions),
        (Thing::Duty, &expect.no_duties, &duties),
        (Thing::Question, &expect.not_asked, &asked),
    ] {
        let met = unwanted.iter().filter(|one| found.contains(&***one));
        misses.extend(met.map(|one| What::Unwanted(thing, one.clone())));
        let unknown = unwanted.iter().filter(|one| !knows(book, thing, one));
        misses.extend(unknown.map(|one| What::Unknown(thing, one.clone())));
    }
    let says = |question: &str, word: &str| asked.contains(question) && shown(&run.edition, question).contains(word);
    for (question, word) in expect.says.iter().filter(|(question, word)| !says(question, word)) {
        misses.push(What::Silent { question: question.clone(), word: word.clone() });
    }
    for (question, word) in &expect.says_not {
        if !asked.contains(&**question) {
            misses.push(What::Lacks(Thing::Question, question.clone()));
        } else if says(question, word) {
            misses.push(What::Says { question: question.clone(), word: word.clone() });
        }
    }
    misses
}

fn items(book: &Rulebook, expect: &Expect, run: &Run<'_>) -> Vec<What> {
    let mut misses = Vec::new();
    for (item, &expected) in &expect.effects {
        let found = run.effect(item);
        if found != Some(expected) {
            misses.push(What::Effect { item: item.clone(), expected, found });
        }
    }
    for item in &run.report.items {
        let name = run.answers.name(item.item);
        let (Some(_), Some(under)) = (expect.effects.get(name), expect.under.get(name)) else {
            misses.push(What::NothingExpected(name.to_owned()));
            continue;
        };
        let rests_on = rests_on(book, item);
        let lacking = under.iter().filter(|one| !rests_on.contains(&***one));
        misses.extend(lacking.map(|one| What::RestsNot { item: name.to_owned(), provision: one.clone() }));
    }
    misses
}

fn knows(book: &Rulebook, thing: Thing, id: &str) -> bool {
    match thing {
        Thing::Provision => book.provisions.iter().any(|provision| *provision.short == *id),
        Thing::Duty => book.duties.iter().any(|duty| *duty.id == *id),
        Thing::Question => book.questions.iter().any(|question| *question.id == *id),
    }
}

/// Returns the provisions that an item's result rests on.
fn rests_on<'b>(book: &'b Rulebook, item: &ItemResult) -> HashSet<&'b str> {
    item.ends
        .iter()
        .flat_map(|met| {
            let returned = book.rulesets[met.ruleset.at()].returns[met.end.at()].as_ref();
            let of_end = returned.map_or(&[][..], |end| &end.provisions);
            met.scope.provision.into_iter().chain(of_end.iter().copied())
        })
        .map(|at| &*book.provisions[at.at()].short)
        .collect()
}

/// Returns everything that a question shows in Swedish on a law date.
fn shown(edition: &Edition<'_>, id: &str) -> String {
    let Some(question) = edition.question(id).map(|at| &edition.book.questions[at.at()]) else { return String::new() };
    let help = question.help.as_ref().map_or("", |help| help.get(Language::Sv));
    let options = match &question.kind {
        AnswerKind::Choice(options) => options.iter().map(|option| option.text.get(Language::Sv)).collect(),
        _ => Vec::new(),
    };
    [question.text.get(Language::Sv), help, &options.join(" ")].join(" ")
}

/// Returns the last question that a case puts on both rulebooks before it goes a way of its own on the second; nothing
/// where it goes the same way, or none can be told.
#[must_use]
pub fn parting(first: &Trial<'_>, second: &Trial<'_>, case: &Case) -> Option<String> {
    let questions = |trial: &Trial<'_>| -> Option<Vec<String>> {
        let run = trial.walked_freely(case).ok()?;
        let book = trial.book;
        Some(run.path().into_iter().map(|key| book.questions[key.question.at()].id.to_string()).collect())
    };
    let (one, other) = (questions(first)?, questions(second)?);
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    (same < one.len().max(other.len())).then(|| one.into_iter().nth(same.checked_sub(1)?)).flatten()
}
