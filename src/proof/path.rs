//! A path as the answers that lead along it.

use foldhash::{HashMap, HashSet};

use chrono::NaiveDate;

use super::happening::{Happening, What};
use super::rules::{Rules, bit, scopes_of};
use crate::ruleset::model::{AnswerKind, QuestionIx, Subject};

/// An answer on a path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Given {
    /// The question.
    pub question: QuestionIx,
    /// The answer, or one of several that lead the same way.
    pub answer: GivenAnswer,
    /// Which subject of that kind it is about, from 1, from the outermost; those of one path, in the order met.
    pub about: Vec<(Subject, u32)>,
}

/// What an answer says, as far as it leads anywhere.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum GivenAnswer {
    /// An option, by its id.
    Option(Box<str>),
    /// A number, both bounds included.
    Number(i64, i64),
    /// A day, both bounds included.
    Day(NaiveDate, NaiveDate),
    /// Nobody and nothing is named.
    Nothing,
    /// Somebody or something is named.
    Something,
    /// Whatever it says.
    Anything,
}

const SUBJECTS: [Subject; 5] = [Subject::Document, Subject::Item, Subject::Person, Subject::Provision, Subject::By];

/// Which subjects a path is about: of each kind how many have been left.
#[derive(Default)]
struct Visits(HashMap<Subject, u32>);

impl Visits {
    /// Returns the subjects that an answer is about.
    fn about(&self, rules: &Rules<'_>, question: QuestionIx) -> Vec<(Subject, u32)> {
        let scopes = scopes_of(rules.question(question).scope);
        let about = SUBJECTS.into_iter().filter(|subject| scopes & bit(*subject) != 0);
        about.map(|subject| (subject, self.0.get(&subject).copied().unwrap_or(0) + 1)).collect()
    }

    fn pass(&mut self, what: What) {
        if let What::Left { subject } | What::BrokenOff { subject } = what {
            *self.0.entry(subject).or_default() += 1;
        }
    }
}

/// Returns the questions to which a path gives two answers for the same subjects.
pub(super) fn contradicted(rules: &Rules<'_>, happenings: &[Happening]) -> Vec<QuestionIx> {
    let mut visits = Visits::default();
    let mut given = HashMap::default();
    let mut contradicted = Vec::new();
    for happening in happenings {
        if let What::Answered { question, answer, again, needs } = happening.what {
            let before = given.insert((question, visits.about(rules, question)), answer);
            let is_otherwise =
                before.map_or(again, |before| before != answer || needs && !again && rules.is_told_again(question));
            if is_otherwise && !contradicted.contains(&question) {
                contradicted.push(question);
            }
        }
        visits.pass(happening.what);
    }
    contradicted
}

/// Returns the answers of a path, in order.
pub(super) fn answers(rules: &Rules<'_>, happenings: &[Happening]) -> Vec<Given> {
    let mut visits = Visits::default();
    let mut given = HashSet::default();
    let mut answers = Vec::new();
    for happening in happenings {
        if let What::Answered { question, answer, .. } = happening.what {
            let about = visits.about(rules, question);
            if given.insert((question, about.clone())) {
                answers.push(Given { question, answer: said(rules, question, answer), about });
            }
        }
        visits.pass(happening.what);
    }
    answers
}

fn said(rules: &Rules<'_>, index: QuestionIx, answer: u32) -> GivenAnswer {
    let question = rules.question(index);
    let interval = || rules.intervals.get(&index)?.get(answer as usize).copied();
    let day = |number: i64| {
        i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(NaiveDate::MAX)
    };
    match &question.kind {
        AnswerKind::Tri | AnswerKind::Choice(_) => question
            .options()
            .get(answer as usize)
            .map_or(GivenAnswer::Anything, |id| GivenAnswer::Option((*id).into())),
        AnswerKind::Pick(_) | AnswerKind::List(_) if answer == 0 => GivenAnswer::Nothing,
        AnswerKind::Pick(_) | AnswerKind::List(_) => GivenAnswer::Something,
        AnswerKind::Text { .. } => GivenAnswer::Anything,
        AnswerKind::Number { .. } => {
            interval().map_or(GivenAnswer::Anything, |(from, to)| GivenAnswer::Number(from, to))
        }
        AnswerKind::Date | AnswerKind::DateTime => {
            interval().map_or(GivenAnswer::Anything, |(from, to)| GivenAnswer::Day(day(from), day(to)))
        }
    }
}
