//! Terms of art, each explained once in a sitting: under the first question that it stands in.

use std::collections::HashSet;

use crate::assessment::quoted;
use crate::render::{safe, terms};
use crate::ruleset::model::{AnswerKind, Question, Rulebook, Term};
use crate::text::Language;

/// No more than so many under one question; what is left over is explained where it stands next.
const AT_ONCE: usize = 2;

/// Which terms have been explained, and which questions have been put.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    explained: HashSet<Box<str>>,
    put: HashSet<Box<str>>,
}

impl Terms {
    /// Returns the explanation of each term that the question and its options bring up for the first time; nothing for a
    /// question that has been put before, so that it comes back as it was read.
    pub(super) fn explain(&mut self, book: &Rulebook, question: &Question, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.put.insert(question.id.clone()) {
            return lines;
        }
        let options: &[_] = if let AnswerKind::Choice(options) = &question.kind { options } else { &[] };
        // The text as the rules have it: what an officer calls an item is no term.
        let texts = std::iter::once(&question.text).chain(options.iter().map(|option| &option.text));
        for text in texts {
            for term in met(&book.glossary, text.get(language), language) {
                if lines.len() < AT_ONCE && self.explained.insert(term.id.clone()) {
                    lines.push(line(term, language));
                }
            }
        }
        lines
    }
}

fn line(term: &Term, language: Language) -> String {
    let name = terms::capital(term.term.get(language));
    let line = format!("{}: {}", quoted(&name, language), term.meaning.get(language));
    safe::line(&line).into_owned()
}

/// Returns the terms whose forms stand in a text as whole words, in their order there; of two that overlap the longer.
fn met<'t>(glossary: &'t [Term], text: &str, language: Language) -> Vec<&'t Term> {
    let text = text.to_lowercase();
    let mut found: Vec<(usize, usize, &Term)> = Vec::new();
    for term in glossary {
        for form in term.forms.get(language) {
            let whole = text.match_indices(&**form).filter(|(at, _)| stands_alone(&text, *at, at + form.len()));
            found.extend(whole.map(|(at, _)| (at, at + form.len(), term)));
        }
    }
    found.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
    let mut end = 0;
    found.retain(|(from, to, _)| {
        let free = *from >= end;
        end = if free { *to } else { end };
        free
    });
    found.into_iter().map(|(.., term)| term).collect()
}

fn stands_alone(text: &str, from: usize, to: usize) -> bool {
    // A hyphen makes a compound; a label in braces is no word of the rules.
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '{' | '}');
    !text[..from].ends_with(part) && !text[to..].starts_with(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::builtin;
    use crate::ruleset::model::Forms;
    use crate::text::Text;

    fn term(id: &str, sv: &[&str]) -> Term {
        let text = |words: &str| Text { sv: words.into(), en: words.into() };
        let forms = Forms { sv: sv.iter().map(|form| (*form).into()).collect(), en: Vec::new() };
        Term { id: id.into(), term: text(id), meaning: text("Det är så."), code: None, forms }
    }

    fn ids(glossary: &[Term], text: &str) -> Vec<String> {
        met(glossary, text, Language::Sv).into_iter().map(|term| term.id.to_string()).collect()
    }

    #[test]
    fn a_term_is_met_as_a_whole_word_and_the_longer_goes_before() {
        let glossary =
            [term("men", &["lider men", "men"]), term("betydande", &["betydande men"]), term("part", &["part"])];
        assert_eq!(ids(&glossary, "Är sökanden PART?"), ["part"]);
        assert_eq!(ids(&glossary, "Partsinsyn, motpart, {part}, part-i-ärende"), [""; 0]);
        assert_eq!(ids(&glossary, "Vållas betydande men för parten eller en part?"), ["betydande", "part"]);
    }

    #[test]
    fn each_is_explained_once_and_no_more_than_two_under_one_question() {
        let book =
            Rulebook { glossary: vec![term("a", &["a"]), term("b", &["b"]), term("c", &["c"])], ..Rulebook::default() };
        let mut question = builtin().questions.swap_remove(0);
        question.kind = AnswerKind::Tri;
        question.text = Text { sv: "a b c a".into(), en: "a b c".into() };
        let mut terms = Terms::default();
        assert_eq!(terms.explain(&book, &question, Language::Sv), ["”A”: Det är så.", "”B”: Det är så."]);
        assert_eq!(terms.explain(&book, &question, Language::Sv), [""; 0], "the same question");
        question.id = "another".into();
        assert_eq!(terms.explain(&book, &question, Language::Sv), ["”C”: Det är så."]);
    }

    #[test]
    fn every_form_of_the_rules_meets_some_term_in_some_question() {
        let book = builtin();
        for language in [Language::Sv, Language::En] {
            let mut met_by: HashSet<&str> = HashSet::new();
            for question in &book.questions {
                let options: &[_] = if let AnswerKind::Choice(options) = &question.kind { options } else { &[] };
                for text in std::iter::once(&question.text).chain(options.iter().map(|option| &option.text)) {
                    met_by.extend(met(&book.glossary, text.get(language), language).iter().map(|term| &*term.id));
                }
            }
            let formed = book.glossary.iter().filter(|term| !term.forms.get(language).is_empty());
            let never: Vec<_> = formed.map(|term| &*term.id).filter(|id| !met_by.contains(id)).collect();
            assert!(never.is_empty() && met_by.len() > 10, "{language:?}: {never:?}");
        }
    }
}
