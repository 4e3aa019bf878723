//! Whether a question can be answered as it is read aloud: its length, and that it asks one thing, straight.

use super::Findings;
use super::kind::Advice;
use super::negation;
use super::texts::{Purpose, Sited, Texts};
use crate::text::Language;

/// A longer sentence is hard to take in at one reading; plain-language guidance in both languages stops there.
const MOST_WORDS: usize = 25;
/// What to do first, then the question; the rest is help.
const MOST_SENTENCES: usize = 2;

/// Looks at every question.
pub(super) fn advise(texts: &Texts<'_>, found: &mut Findings) {
    for sited in texts.list.iter().filter(|sited| sited.purpose.is_question()) {
        // One piece of advice of a kind is enough, whichever language shows it first.
        let mut told: Vec<Advice> = Vec::new();
        for language in [Language::Sv, Language::En] {
            for advice in question(sited, language) {
                if !told.iter().any(|other| other.stable_code() == advice.stable_code()) {
                    told.push(advice);
                }
            }
        }
        for advice in told {
            found.push(sited.file, sited.place, advice);
        }
    }
}

fn question(sited: &Sited<'_>, language: Language) -> Vec<Advice> {
    let text = sited.text.get(language);
    let sentences: Vec<&str> = sentences(text).collect();
    let mut advice = Vec::new();
    let longest = sentences.iter().map(|sentence| sentence.split_whitespace().count()).max().unwrap_or(0);
    if longest > MOST_WORDS {
        let language = language.choose("sv", "en");
        advice.push(Advice::LongSentence { words: longest, most: MOST_WORDS, language });
    }
    if sentences.len() > MOST_SENTENCES {
        advice.push(Advice::ManySentences { sentences: sentences.len(), most: MOST_SENTENCES });
    }
    advice.extend(
        sentences.iter().find_map(|one| negation::double(one, language)).map(|words| Advice::DoubleNegation { words }),
    );
    let lower = text.to_lowercase();
    let both = language.choose(["och/eller", "eller/och"], ["and/or", "or/and"]);
    advice
        .extend(both.iter().find(|both| lower.contains(**both)).map(|both| Advice::AndOr { written: (*both).into() }));
    if sited.purpose == Purpose::Closed && text.matches('?').count() > 1 {
        advice.push(Advice::TwoQuestions);
    }
    advice
}

/// Returns the sentences of a text: what ends in `.`, `?` or `!` before a blank and a capital letter or a placeholder.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().find(|(at, character)| {
            let after = &rest[at + character.len_utf8()..];
            let next = after.trim_start();
            let begins = |first: char| first.is_uppercase() || first == '{';
            matches!(character, '.' | '?' | '!') && next.len() < after.len() && next.starts_with(begins)
        });
        let (sentence, left) = rest.split_at(end.map_or(rest.len(), |(at, character)| at + character.len_utf8()));
        rest = left.trim_start();
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_before_a_capital_letter() {
        let of = |text| sentences(text).collect::<Vec<_>>();
        assert_eq!(of("Säkra loggen. Är åtkomsten stängd?"), ["Säkra loggen.", "Är åtkomsten stängd?"]);
        assert_eq!(of("Gäller 26 kap. 1 § här, t.ex. i dag?"), ["Gäller 26 kap. 1 § här, t.ex. i dag?"]);
        assert_eq!(of("Klart.\n{person} vet. "), ["Klart.", "{person} vet."]);
        assert_eq!(of(" "), Vec::<&str>::new());
    }
}
