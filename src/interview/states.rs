//! The state of each item, in words.

use super::run::Interview;
use super::table::{ItemLine, ItemTable};
use super::words::Wording;
use crate::answers::registers::{register_key, register_rows};
use crate::engine::{Entity, Key, Report, Row, Value};
use crate::render::terms::capital;
use crate::ruleset::model::{AnswerKind, ColumnKind, Effect, Register};

impl Interview<'_, '_, '_, '_> {
    /// Returns the table for a walk that passed by the items `left`, whose answers are `path`.
    pub(super) fn items(&self, report: &Report, path: &[Key], left: &[Entity]) -> ItemTable {
        let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
        let documents = register_rows(self.session.edition, self.session.answers(), Register::Documents).len();
        let lines = self.rows().iter().map(|row| {
            let of_item: Vec<Key> = path.iter().copied().filter(|key| key.scope.item == Some(row.entity)).collect();
            ItemLine {
                item: words.entity(row.entity),
                persons: self.persons(&of_item, &words),
                document: (documents > 1).then(|| self.document(row, &words)).flatten(),
                state: self.state(report, row.entity, &of_item, left, &words),
            }
        });
        ItemTable { lines: lines.collect(), left: left.len() }
    }

    /// Returns those whom the item has been said to be about.
    fn persons(&self, of_item: &[Key], words: &Wording<'_>) -> String {
        let picks = of_item.iter().copied().filter(|key| {
            let kind = &self.session.question(*key).kind;
            key.scope.person.is_none() && matches!(kind, AnswerKind::Pick(pick) if pick.from == Register::Persons)
        });
        let answers = picks.filter_map(|key| self.session.answers().answer(key));
        let picked = answers.flat_map(|answer| match &answer.value {
            Value::Entities(picked) => picked.as_slice(),
            _ => &[],
        });
        picked.map(|&person| words.entity(person)).collect::<Vec<_>>().join(", ")
    }

    fn document(&self, row: &Row, words: &Wording<'_>) -> Option<String> {
        let key = register_key(self.session.edition, Register::Items)?;
        let AnswerKind::List(list) = &self.session.question(key).kind else { return None };
        let mut cells = list.columns.iter().zip(&row.cells);
        let of = cells.find(|(column, _)| column.kind == ColumnKind::Ref(Register::Documents));
        of.and_then(|(column, cell)| cell.as_ref().map(|cell| words.cell(column, cell)))
    }

    fn state(&self, report: &Report, item: Entity, of_item: &[Key], left: &[Entity], words: &Wording<'_>) -> String {
        let language = self.session.language;
        let met = report.items.iter().find(|met| met.item == item);
        let lacks = || self.lacking(report).iter().any(|key| key.scope.item == Some(item));
        let state = if left.contains(&item) {
            match of_item {
                [] => language.choose("Att göra", "To do"),
                _ if lacks() => language.choose("Skäl saknas", "Reason missing"),
                _ => language.choose("Påbörjad", "Begun"),
            }
        } else if report.halted.iter().any(|halted| halted.scope.item == Some(item)) {
            language.choose("Väntar", "Waits")
        } else {
            match met {
                Some(met) if met.effect != Effect::None => return capital(&words.effect(met.effect)),
                Some(_) => language.choose("Klar", "Done"),
                None => language.choose("Prövas inte för sig", "Not tested by itself"),
            }
        };
        state.to_owned()
    }
}
