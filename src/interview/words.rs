//! Questions, subjects and answers in words, safe to show.

use super::lost::is_lost;
use crate::answers::registers::register_rows;
use crate::answers::safety::shown_short;
use crate::assessment::Labels;
use crate::engine::{AnswerSet, Edition, Entity, Key, Row, ScopePath, Step, Value};
use crate::render::safe;
use crate::ruleset::model::{AnswerKind, Choice, Column, ColumnKind, Effect, JA, NEJ, Register, Role, VET_EJ};
use crate::text::Language;

/// The longest that an answer is shown where many are shown together, in characters.
const SHORT: usize = 200;

/// Puts things in words, on one state of the answers.
pub struct Wording<'a> {
    pub(super) edition: &'a Edition<'a>,
    pub(super) answers: &'a AnswerSet,
    pub(super) language: Language,
    labels: Labels<'a>,
}

impl<'a> Wording<'a> {
    /// Collects the names of all subjects.
    #[must_use]
    pub fn new(edition: &'a Edition<'a>, answers: &'a AnswerSet, language: Language) -> Self {
        Self { edition, answers, language, labels: Labels::new(edition, answers) }
    }

    /// Returns a question with its labels filled in.
    #[must_use]
    pub fn question(&self, key: Key) -> String {
        let question = &self.edition.book.questions[key.question.at()];
        safe::line(&self.labels.fill(&question.text, &key.scope, self.language)).into_owned()
    }

    /// Returns any text with its labels filled in.
    #[must_use]
    pub fn filled(&self, text: &crate::text::Text, scope: &ScopePath) -> String {
        safe::line(&self.labels.fill(text, scope, self.language)).into_owned()
    }

    /// Returns what a row is called.
    #[must_use]
    pub fn entity(&self, entity: Entity) -> String {
        shown_short(self.labels.entity(entity, self.language), 60)
    }

    /// Returns about whom or what a scope is, such as `Uppgift 2 av 5: besöket · klienten`; nothing for the frame.
    #[must_use]
    pub fn heading(&self, scope: &ScopePath) -> String {
        let language = self.language;
        let mut parts = Vec::new();
        let numbered = |entity: Entity, register, words: &str| {
            let rows = register_rows(self.edition, self.answers, register);
            let name = self.entity(entity);
            match rows.iter().position(|row| row.entity == entity) {
                Some(at) => {
                    format!("{words} {} {} {}: {name}", at + 1, language.choose("av", "of"), rows.len())
                }
                None => format!("{words}: {name}"),
            }
        };
        if let Some(document) = scope.document {
            parts.push(numbered(document, Register::Documents, language.choose("Handling", "Document")));
        }
        if let Some(item) = scope.item {
            parts.push(numbered(item, Register::Items, language.choose("Uppgift", "Item")));
        }
        if let Some(person) = scope.person {
            parts.push(self.entity(person));
        }
        if let Some(provision) = scope.provision {
            parts.push(safe::line(self.edition.book.provisions[provision.at()].designation.get(language)).into_owned());
        }
        if let Some(by) = scope.by {
            parts.push(format!("{} {}", language.choose("genom", "by"), self.entity(by)));
        }
        if scope.closing {
            parts.push(language.choose("Till sist", "At the end").to_owned());
        }
        parts.join(" · ")
    }

    /// Returns an answer.
    #[must_use]
    pub fn value(&self, kind: &AnswerKind, value: &Value) -> String {
        match (value, kind) {
            (Value::Choice(at), AnswerKind::Tri) => tri(*at, self.language).to_owned(),
            (Value::Choice(at), AnswerKind::Choice(options)) => option(options, *at, self.language),
            (Value::Provisions(picked), _) => {
                let names = picked.iter().map(|at| {
                    safe::line(self.edition.book.provisions[at.at()].designation.get(self.language)).into_owned()
                });
                self.joined(&names.collect::<Vec<_>>())
            }
            (Value::Rows(rows), AnswerKind::List(list)) => {
                let first = list.columns.first();
                self.joined(&rows.iter().map(|row| self.row_name(first, row)).collect::<Vec<_>>())
            }
            (value, _) => self.plain(value),
        }
    }

    fn joined(&self, parts: &[String]) -> String {
        if parts.is_empty() { self.language.choose("inga", "none").to_owned() } else { parts.join(", ") }
    }

    fn plain(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => shown_short(text, SHORT),
            Value::Date(date) => date.to_string(),
            Value::DateTime(time) => time.format("%Y-%m-%d %H:%M").to_string(),
            Value::Number(number) => number.to_string(),
            Value::Entities(picked) => {
                self.joined(&picked.iter().map(|&entity| self.entity(entity)).collect::<Vec<_>>())
            }
            Value::Choice(_) | Value::Provisions(_) | Value::Rows(_) => String::new(),
        }
    }

    fn row_name(&self, first: Option<&Column>, row: &Row) -> String {
        match (first, row.cells.first()) {
            (Some(column), Some(Some(cell))) => self.cell(column, cell),
            _ => self.entity(row.entity),
        }
    }

    /// Returns what stands in a cell.
    #[must_use]
    pub fn cell(&self, column: &Column, value: &Value) -> String {
        match (value, &column.kind) {
            (Value::Choice(at), ColumnKind::Choice(options)) => option(options, *at, self.language),
            _ if is_lost(self.edition, self.answers, column, Some(value)) => {
                self.language.choose("finns inte kvar", "no longer there").to_owned()
            }
            (value, _) => self.plain(value),
        }
    }

    /// Returns a whole row: its label, then the other columns with their titles, the empty ones left out.
    #[must_use]
    pub fn row(&self, columns: &[Column], row: &Row) -> String {
        let cells = columns.iter().zip(&row.cells).enumerate();
        let words = cells.filter_map(|(at, (column, cell))| {
            let cell = self.cell(column, cell.as_ref()?);
            Some(if at == 0 { cell } else { format!("{}: {cell}", safe::line(column.title.get(self.language))) })
        });
        words.collect::<Vec<_>>().join(" · ")
    }

    /// Returns what an effect is called.
    #[must_use]
    pub fn effect(&self, effect: Effect) -> String {
        self.edition
            .book
            .effects
            .get(effect.at())
            .map_or_else(|| effect.id().to_owned(), |text| text.get(self.language).to_owned())
    }

    /// Returns what the whole came to, as a clause; nothing before the walk has ended.
    #[must_use]
    pub fn outcome(&self, step: &Step) -> Option<String> {
        let Step::Finished { ruleset, outcome, effect } = step else { return None };
        let end = &self.edition.book.rulesets[ruleset.at()].outcomes[outcome.at()];
        let text = end.text.as_ref().map(|text| self.filled(text, &ScopePath::default()));
        Some(text.map_or_else(|| self.effect(*effect), |text| text.trim_end_matches('.').to_owned()))
    }

    /// Returns what a role is called.
    #[must_use]
    pub fn role(&self, role: Role) -> String {
        let words = crate::assessment::role(role);
        match self.language {
            Language::Sv => words.sv,
            Language::En => words.en,
        }
    }
}

/// Returns an answer of a `tri` question in words.
#[must_use]
pub fn tri(at: u16, language: Language) -> &'static str {
    match at {
        JA => language.choose("Ja", "Yes"),
        NEJ => language.choose("Nej", "No"),
        VET_EJ => language.choose("Vet ej", "Don't know"),
        _ => "",
    }
}

fn option(options: &[Choice], at: u16, language: Language) -> String {
    options.get(usize::from(at)).map_or_else(String::new, |option| safe::line(option.text.get(language)).into_owned())
}
