//! Answers to whatever the program's own procedures ask, chosen by a number.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use crate::answers::value::provision_eligible;
use crate::engine::testing::day;
use crate::engine::{Answer, AnswerSet, Edition, Entity, Key, Report, Row, Value, walk};
use crate::ruleset::model::*;

/// Answers by a number that only the key and a seed decide, so that the order of the questions does not matter.
pub struct Answering<'b> {
    pub edition: Edition<'b>,
    pub procedure: RulesetIx,
    pub seed: u64,
    pub answers: AnswerSet,
}

impl<'b> Answering<'b> {
    pub fn new(book: &'b Rulebook, procedure: RulesetIx, seed: u64) -> Self {
        let edition = Edition::on(book, day("2026-11-21")).for_procedure(procedure);
        Self { edition, procedure, seed, answers: AnswerSet::default() }
    }

    fn number(&self, key: Key, below: usize) -> usize {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((self.seed, key));
        usize::try_from(hash % below.max(1) as u64).expect("below a small number")
    }

    fn value(&mut self, key: Key) -> Value {
        let question = &self.edition.book.questions[key.question.at()];
        let option = |count: usize| Value::Choice(u16::try_from(self.number(key, count)).expect("few"));
        match &question.kind {
            // More often yes: with as many noes few answers come as far as the items.
            AnswerKind::Tri => Value::Choice([JA, JA, JA, NEJ, VET_EJ][self.number(key, 5)]),
            AnswerKind::Choice(options) => option(options.len()),
            AnswerKind::Text { least } => Value::Text("ord ".repeat(*least as usize + 1)),
            AnswerKind::Date => Value::Date(day("2026-11-20")),
            AnswerKind::DateTime => Value::DateTime(day("2026-11-20").into()),
            AnswerKind::Number { min, .. } => Value::Number(*min),
            AnswerKind::Pick(pick) if pick.from == Register::Provisions => {
                let all = (0..self.edition.book.provisions.len()).filter_map(|at| u16::try_from(at).ok());
                let all: Vec<_> =
                    all.map(ProvisionIx).filter(|&at| provision_eligible(&self.edition, pick, at)).collect();
                Value::Provisions(all.get(self.number(key, all.len())).copied().into_iter().collect())
            }
            AnswerKind::Pick(pick) => {
                let all: Vec<_> = ["p1", "p2"].map(|id| self.answers.entity(id)).into();
                let count = if pick.many { 1 + self.number(key, 2) } else { 1 };
                Value::Entities(all[..count].to_vec())
            }
            AnswerKind::List(list) => self.rows(key, list),
        }
    }

    fn rows(&mut self, key: Key, list: &List) -> Value {
        let (letter, count) = match list.fills {
            Some(Register::Persons) => ('p', 2),
            Some(Register::Documents) => ('d', 2),
            Some(Register::Items) => ('i', 5),
            Some(Register::Provisions) | None => ('x', 1),
        };
        let rows = (1..=count).map(|at| {
            let entity =
                if list.fills.is_some() { self.answers.entity(&format!("{letter}{at}")) } else { Entity::PUBLIC };
            let cells = list.columns.iter().map(|column| match &column.kind {
                // Some of the items belong to no document where that may be.
                ColumnKind::Ref(_) if column.optional && at % 2 == 1 => None,
                ColumnKind::Ref(_) => Some(Value::Entities(vec![self.answers.entity(&format!("d{}", 1 + at / 3))])),
                ColumnKind::Choice(options) => {
                    Some(Value::Choice(u16::try_from(self.number(key, options.len())).expect("few")))
                }
                ColumnKind::Text => Some(Value::Text(format!("rad {at}"))),
                ColumnKind::Date => Some(Value::Date(day("1990-01-01"))),
                ColumnKind::Number => Some(Value::Number(1)),
            });
            Row { entity, cells: cells.collect() }
        });
        Value::Rows(rows.collect())
    }

    pub fn give(&mut self, key: Key) {
        let value = self.value(key);
        self.answers.insert(key, Answer::bare(value));
    }

    pub fn plain(&self) -> Report {
        walk(&self.edition, self.procedure, &self.answers)
    }
}

/// The procedures of the rulebook.
pub fn procedures(book: &Rulebook) -> Vec<RulesetIx> {
    let all = (0..book.rulesets.len()).filter_map(|at| u16::try_from(at).ok().map(RulesetIx));
    let edition = Edition::on(book, day("2026-11-21"));
    let runs = |at: &RulesetIx| edition.ruleset(book.rulesets[at.at()].family) == Some(*at);
    let is = |at: &RulesetIx| book.rulesets[at.at()].kind == RulesetKind::Procedure;
    all.filter(is).filter(runs).collect()
}
