//! What stands on an edge.

use super::node::safe;
use crate::engine::Edition;
use crate::outline::words::Words;
use crate::outline::{KindView, OnView, OptionView};
use crate::render::terms::capital;
use crate::ruleset::model::{AnswerKind, Choice, ColumnKind};

/// Names the answers and values that lead on from a node.
pub struct Labels<'e, 'b> {
    pub edition: &'e Edition<'b>,
    pub words: Words<'b>,
}

impl Labels<'_, '_> {
    /// Returns the words for a value that leads on from a node of a kind.
    pub fn label(&self, kind: &KindView<'_>, on: &str) -> String {
        let found = match kind {
            KindView::Ask { question } => self.option(&question.options, on),
            KindView::Each { .. } | KindView::Calls { .. } => Some(self.words.effect_name(on)),
            KindView::Call { call } => self.returned(call.module, on),
            KindView::Switch { on: OnView::Answer { question } } => self.answer(question, on),
            KindView::Switch { on: OnView::Table { table } } => self.option(&table.results, on),
            KindView::Switch { on: OnView::Field { field } } => self.cell(field, on),
            _ => None,
        };
        safe(&found.unwrap_or_else(|| capital(&self.words.value(on))))
    }

    fn option(&self, options: &[OptionView<'_>], on: &str) -> Option<String> {
        let text = options.iter().find(|option| option.id == on)?.text?;
        Some(text.get(self.words.language).to_owned())
    }

    fn answer(&self, question: &str, on: &str) -> Option<String> {
        let question = &self.words.book.questions[self.edition.question(question)?.at()];
        match &question.kind {
            AnswerKind::Choice(options) => self.choice(options, on),
            _ => None,
        }
    }

    fn choice(&self, options: &[Choice], on: &str) -> Option<String> {
        let option = options.iter().find(|option| &*option.id == on)?;
        Some(option.text.get(self.words.language).to_owned())
    }

    /// Returns the words for an option of a column, from the first list that has them.
    fn cell(&self, field: &str, on: &str) -> Option<String> {
        let column = field.split_once('.')?.1;
        let lists = self.words.book.questions.iter().filter_map(|question| match &question.kind {
            AnswerKind::List(list) if list.fills.is_some() => Some(list),
            _ => None,
        });
        lists.flat_map(|list| &list.columns).filter(|own| &*own.id == column).find_map(|own| match &own.kind {
            ColumnKind::Choice(options) => self.choice(options, on),
            _ => None,
        })
    }

    /// Returns a module's return by its effect and, where that does not tell it from another, its name.
    fn returned(&self, module: &str, on: &str) -> Option<String> {
        let rules = &self.words.book.rulesets[self.edition.by_id(module)?.at()];
        let end = rules.returns.iter().flatten().find(|end| &*end.id == on)?;
        Some(match end.effect {
            Some(effect) => format!("{on} · {}", self.words.effect_name(effect.id())),
            None => on.to_owned(),
        })
    }
}
