//! What a way was taken on, in words: a question and its answer, or what was known without one.

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use crate::assessment::Labels;
use crate::compare::rules::Variable;
use crate::engine::{AnswerSet, Edition, ScopePath};
use crate::interview::words::tri;
use crate::outline::words::Words;
use crate::render::terms;
use crate::ruleset::model::{AnswerKind, JA, NEJ, Test, VET_EJ};
use crate::text::Language;

/// Returns in words what was found, by the first of the sides that knows it; by its id where none does.
pub(super) fn found(sides: [&Edition<'_>; 2], variable: &Variable, value: &str, language: Language) -> String {
    let told = sides.into_iter().find_map(|edition| {
        let say = Say { edition, language };
        match variable {
            Variable::Question(id) => say.question(id, value),
            Variable::Known(name) => say.known(name, value),
            Variable::Module(step) => say.module(step, value),
        }
    });
    told.unwrap_or_else(|| match variable {
        Variable::Question(name) | Variable::Known(name) | Variable::Module(name) => format!("{name} = {value}"),
    })
}

/// Reads a value by its name in rule files.
pub(super) fn read<'n, T: Deserialize<'n>>(name: &'n str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(name)).ok()
}

struct Say<'p, 'b> {
    edition: &'p Edition<'b>,
    language: Language,
}

impl Say<'_, '_> {
    fn question(&self, id: &str, value: &str) -> Option<String> {
        let question = &self.edition.book.questions[self.edition.question(id)?.at()];
        // Nobody is named here, so that the placeholders become what they stand for.
        let nobody = AnswerSet::default();
        let text = Labels::new(self.edition, &nobody).fill(&question.text, &ScopePath::default(), self.language);
        Some(format!("{text} = {}", self.answer(&question.kind, value)))
    }

    fn answer(&self, kind: &AnswerKind, value: &str) -> String {
        match (kind, value) {
            (AnswerKind::Tri, "ja") => tri(JA, self.language).to_owned(),
            (AnswerKind::Tri, "nej") => tri(NEJ, self.language).to_owned(),
            (AnswerKind::Tri, "vet-ej") => tri(VET_EJ, self.language).to_owned(),
            (AnswerKind::Choice(options), id) => {
                let option = options.iter().find(|option| *option.id == *id);
                option.map_or_else(|| id.to_owned(), |option| option.text.get(self.language).to_owned())
            }
            (_, value) => value.to_owned(),
        }
    }

    /// Says whether one provision reaches the other, or what kind of test that has.
    fn known(&self, name: &str, value: &str) -> Option<String> {
        let (book, language) = (self.edition.book, self.language);
        if let Some(rule) = name.strip_prefix("reaches ") {
            let rule = book.provisions.iter().find(|provision| *provision.id == *rule)?;
            let (rule, value) = (rule.designation.get(language), self.words().value(value));
            return Some(match language {
                Language::Sv => format!("Når {rule} bestämmelsen? = {value}"),
                Language::En => format!("Does {rule} reach the provision? = {value}"),
            });
        }
        if name == "provision.test" {
            let test: Test = read(value)?;
            let of = language.choose("Bestämmelsens rekvisit", "The provision's test");
            return Some(format!("{of} = {}", terms::test(test, language)));
        }
        None
    }

    /// Says what a module came to, by its title.
    fn module(&self, step: &str, value: &str) -> Option<String> {
        let (book, language) = (self.edition.book, self.language);
        let id = step.strip_prefix("call ")?.split([' ', '(']).next()?;
        let module = &book.rulesets[self.edition.by_id(id)?.at()];
        let at = book.families[module.family.at()].returns.iter().position(|name| **name == *value)?;
        let effect = module.returns.get(at)?.as_ref().and_then(|end| end.effect);
        let effect = effect.map_or_else(String::new, |effect| format!(" ({})", self.words().effect_name(effect.id())));
        let came = language.choose("Vad blev det av", "What came of");
        Some(format!("{came} ”{}” ({id})? = {value}{effect}", module.title.get(language)))
    }

    fn words(&self) -> Words<'_> {
        Words { book: self.edition.book, language: self.language }
    }
}
