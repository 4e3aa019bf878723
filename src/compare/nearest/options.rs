//! What else could have been answered.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveTime};

use crate::answers::registers::{register_rows, row_eligible};
use crate::engine::{Answers, Edition, Entity, Value};
use crate::ruleset::model::{
    AnswerKind, Filter, NodeKind, Pick, Provision, ProvisionIx, Question, QuestionIx, Register, SwitchOn, SwitchRoutes,
};

/// The answers that a walk tells apart.
#[derive(Debug)]
pub struct Options<'e, 'b> {
    edition: &'e Edition<'b>,
    numbers: HashMap<QuestionIx, BTreeSet<i64>>,
    dates: HashMap<QuestionIx, BTreeSet<NaiveDate>>,
}

impl<'e, 'b> Options<'e, 'b> {
    /// Looks through the rules in force for where numbers and days are told apart.
    pub fn new(edition: &'e Edition<'b>) -> Self {
        let mut options = Self { edition, numbers: HashMap::new(), dates: HashMap::new() };
        for (_, rules) in edition.rulesets() {
            for node in &rules.nodes {
                let NodeKind::Switch { on: SwitchOn::Answer(question), routes } = &node.kind else { continue };
                match routes {
                    SwitchRoutes::Closed(_) => {}
                    SwitchRoutes::Numbers(ranges) => {
                        let bounds = options.numbers.entry(*question).or_default();
                        bounds.extend(ranges.iter().flat_map(|(first, last, _)| [*first, *last]));
                    }
                    SwitchRoutes::Dates(ranges) => {
                        let bounds = options.dates.entry(*question).or_default();
                        bounds.extend(ranges.iter().flat_map(|(first, last, _)| [*first, *last]));
                    }
                }
            }
        }
        options
    }

    /// Returns the other answers that an answer can be exchanged for: options, and numbers and days where a range ends.
    ///
    /// What was written, picked or listed stands.
    pub fn instead(&self, question: QuestionIx, given: &Value) -> Vec<Value> {
        let mut all = match &self.question(question).kind {
            AnswerKind::Tri | AnswerKind::Choice(_) => self.closed(question),
            AnswerKind::Number { .. } | AnswerKind::Date | AnswerKind::DateTime => self.bounds(question),
            AnswerKind::Pick(_) | AnswerKind::Text { .. } | AnswerKind::List(_) => Vec::new(),
        };
        all.retain(|value| value != given);
        all
    }

    /// Returns the answers that a question can be given that has none: of what may be written, one; of what may be picked,
    /// nothing where that is allowed, and each one alone; of lists, the empty one where that is allowed.
    pub fn first(&self, question: QuestionIx, answers: &impl Answers) -> Vec<Value> {
        let asked = self.question(question);
        match &asked.kind {
            AnswerKind::Tri | AnswerKind::Choice(_) => self.closed(question),
            AnswerKind::Number { min, .. } => or(self.bounds(question), Value::Number(*min)),
            AnswerKind::Date => or(self.bounds(question), Value::Date(self.edition.date)),
            AnswerKind::DateTime => {
                or(self.bounds(question), Value::DateTime(self.edition.date.and_time(NaiveTime::MIN)))
            }
            AnswerKind::Text { .. } => vec![Value::Text("…".to_owned())],
            AnswerKind::Pick(pick) => self.picks(pick, answers),
            AnswerKind::List(list) if list.least == 0 && list.fills.is_none() => vec![Value::Rows(Vec::new())],
            AnswerKind::List(_) => Vec::new(),
        }
    }

    fn question(&self, question: QuestionIx) -> &'b Question {
        &self.edition.book.questions[question.at()]
    }

    fn closed(&self, question: QuestionIx) -> Vec<Value> {
        let options = self.question(question).options().len();
        (0..u16::try_from(options).unwrap_or(u16::MAX)).map(Value::Choice).collect()
    }

    fn bounds(&self, question: QuestionIx) -> Vec<Value> {
        let kind = &self.question(question).kind;
        let days = || self.dates.get(&question).into_iter().flatten();
        let open = |day: &&NaiveDate| **day != NaiveDate::MIN && **day != NaiveDate::MAX;
        let bounds: Vec<Value> = match kind {
            AnswerKind::Date => days().filter(open).map(|day| Value::Date(*day)).collect(),
            AnswerKind::DateTime => {
                days().filter(open).map(|day| Value::DateTime(day.and_time(NaiveTime::MIN))).collect()
            }
            _ => self.numbers.get(&question).into_iter().flatten().map(|number| Value::Number(*number)).collect(),
        };
        bounds.into_iter().filter(|value| value.fits(kind)).collect()
    }

    fn picks(&self, pick: &Pick, answers: &impl Answers) -> Vec<Value> {
        let empty = |value| (pick.least == 0).then_some(value);
        if pick.from == Register::Provisions {
            let admits = |provision: &Provision| match pick.filter {
                Some(Filter::ProvisionRole(role)) => provision.role == role,
                _ => true,
            };
            let provisions = (0..=u16::MAX).zip(&self.edition.book.provisions);
            let fitting = provisions.filter(|(_, one)| admits(one) && one.on(self.edition.date).is_some());
            let each = fitting.map(|(at, _)| Value::Provisions(vec![ProvisionIx(at)]));
            return empty(Value::Provisions(Vec::new())).into_iter().chain(each).collect();
        }
        let rows = register_rows(self.edition, answers, pick.from).iter();
        let mut each: Vec<Entity> =
            rows.filter(|row| row_eligible(self.edition, pick, row)).map(|row| row.entity).collect();
        if pick.from == Register::Persons && pick.filter.is_none() {
            each.push(Entity::PUBLIC);
        }
        let each = each.into_iter().map(|entity| Value::Entities(vec![entity]));
        empty(Value::Entities(Vec::new())).into_iter().chain(each).collect()
    }
}

fn or(values: Vec<Value>, otherwise: Value) -> Vec<Value> {
    if values.is_empty() { vec![otherwise] } else { values }
}
