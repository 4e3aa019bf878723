//! Answers by name, in the words of their questions.

use crate::draft::Address;
use crate::draft::bind::address;
use crate::engine::{AnswerSet, Edition, Key};
use crate::interview::words::Wording;
use crate::text::Language;
use crate::training::answered::{Answered, Said, set};
use crate::training::check::{Kind, Solution, Solved};

/// Puts answers in words.
pub struct Spoken<'e> {
    edition: &'e Edition<'e>,
    answers: AnswerSet,
    language: Language,
}

impl<'e> Spoken<'e> {
    /// Reads answers on the law date of a key.
    pub fn new(solution: &'e Solution<'e>, answered: &Answered, language: Language) -> Self {
        let edition = &solution.run.edition;
        Self { edition, answers: set(edition, answered), language }
    }

    /// Reads one answer, beside what is given beforehand.
    pub fn one(solution: &'e Solution<'e>, at: &Address, said: &Said, language: Language) -> Self {
        let mut answered = given(solution);
        answered.insert(at.clone(), said.clone());
        Self::new(solution, &answered, language)
    }

    fn key(&self, at: &Address) -> Option<Key> {
        self.answers.keys().find(|&key| address(self.edition, &self.answers, key) == *at)
    }

    /// Returns a question with what it is about; its id where the rules do not know it.
    pub fn question(&self, at: &Address) -> String {
        self.key(at).map_or_else(|| at.question.clone(), |key| of(self.edition, &self.answers, key, self.language))
    }

    /// Returns an answer; none where there is none that the rules know.
    pub fn answer(&self, at: &Address) -> Option<String> {
        let key = self.key(at)?;
        let answer = self.answers.answer(key)?;
        let words = Wording::new(self.edition, &self.answers, self.language);
        Some(words.value(&self.edition.book.questions[key.question.at()].kind, &answer.value))
    }
}

/// Returns what is given beforehand to whoever trains.
pub fn given(solution: &Solution<'_>) -> Answered {
    let given = solution.steps.iter().filter(|step| step.kind == Kind::Given);
    let said = |step: &Solved| Said { answer: step.answer.clone(), reason: step.reason.clone(), ..Said::default() };
    given.map(|step| (step.at.clone(), said(step))).collect()
}

/// Returns the question of a step of the key, with what it is about.
pub fn of_key(solution: &Solution<'_>, step: &Solved, language: Language) -> String {
    of(&solution.run.edition, &solution.run.answers, step.key, language)
}

/// Returns the key's answer.
pub fn key_answer(solution: &Solution<'_>, step: &Solved, language: Language) -> String {
    let run = &solution.run;
    let words = Wording::new(&run.edition, &run.answers, language);
    let answer = run.answers.answer(step.key);
    let kind = &run.edition.book.questions[step.key.question.at()].kind;
    answer.map(|answer| words.value(kind, &answer.value)).unwrap_or_default()
}

fn of(edition: &Edition<'_>, answers: &AnswerSet, key: Key, language: Language) -> String {
    let words = Wording::new(edition, answers, language);
    let heading = words.heading(&key.scope);
    let question = words.question(key);
    if heading.is_empty() { question } else { format!("{heading}: {question}") }
}
