//! Answers by name, in the words of their questions.

use crate::draft::Address;
use crate::draft::bind::address;
use crate::engine::{AnswerSet, Edition, Key, Value};
use crate::interview::words::Wording;
use crate::ruleset::model::{AnswerKind, Register};
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
    let said = |step: &Solved| {
        let reason = step.reason.as_ref().map(|reason| reason.sv.to_string());
        Said { answer: step.answer.clone(), reason, ..Said::default() }
    };
    given.map(|step| (step.at.clone(), said(step))).collect()
}

/// Returns the questions of what is given beforehand, as the page of all answers has them.
pub fn given_questions(solution: &Solution<'_>, language: Language) -> Vec<String> {
    let run = &solution.run;
    let words = Wording::new(&run.edition, &run.answers, language);
    let one = |step: &Solved| {
        let (heading, question) = (words.heading(&step.key.scope), words.question(step.key));
        if heading.is_empty() { question } else { format!("{heading}: {question}") }
    };
    solution.steps.iter().filter(|step| step.kind == Kind::Given).map(one).collect()
}

/// Returns the rows of the lists that fill a register, which every answer speaks of: a title and a line for each row.
///
/// Other lists, such as which attempts were made, would tell beforehand what is yet to be asked.
pub fn rows(solution: &Solution<'_>, language: Language) -> Vec<String> {
    let run = &solution.run;
    let words = Wording::new(&run.edition, &run.answers, language);
    let mut lines = Vec::new();
    for step in solution.steps.iter().filter(|step| step.kind == Kind::Given) {
        let AnswerKind::List(list) = &run.edition.book.questions[step.key.question.at()].kind else { continue };
        let (Some(register), Some(answer)) = (list.fills, run.answers.answer(step.key)) else { continue };
        let Value::Rows(rows) = &answer.value else { continue };
        let title = title(register, language);
        lines.extend(rows.iter().zip(1..).map(|(row, at)| format!("{title} {at}: {}", words.row(&list.columns, row))));
    }
    lines
}

/// Returns what a row of a register is called.
const fn title(register: Register, language: Language) -> &'static str {
    match register {
        Register::Documents => language.choose("Handling", "Document"),
        Register::Persons => language.choose("Person", "Person"),
        Register::Items => language.choose("Uppgift", "Item"),
        Register::Provisions => language.choose("Bestämmelse", "Provision"),
    }
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
    let question = words.question(key);
    // A question that names its subject need not be told of whom; at the end there is but one.
    let named = edition.book.questions[key.question.at()].text.get(language).contains('{');
    let heading = if named || key.scope.closing { String::new() } else { words.heading(&key.scope) };
    if heading.is_empty() { question } else { format!("{heading}: {question}") }
}
