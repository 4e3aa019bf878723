//! Double negation: two words of one sentence that both deny.
//!
//! A question that denies twice is answered the wrong way round. `utan` and `without` count, `inte bara … utan också` and
//! `not only … but also` do not.

use crate::text::Language;

const SV: [&str; 11] =
    ["inte", "ej", "icke", "aldrig", "ingen", "inget", "inga", "ingenting", "varken", "saknar", "utan"];
const EN: [&str; 10] = ["not", "never", "no", "none", "nobody", "nothing", "neither", "cannot", "without", "unless"];

/// Returns the first two words that deny in one sentence, in small letters.
pub(super) fn double(sentence: &str, language: Language) -> Option<[Box<str>; 2]> {
    let words: Vec<String> = words(sentence).collect();
    let mut denying = words.iter().enumerate().filter(|(at, word)| denies(word, words.get(at + 1), language));
    let (_, one) = denying.next()?;
    let (_, other) = denying.next()?;
    Some([one.as_str().into(), other.as_str().into()])
}

fn words(sentence: &str) -> impl Iterator<Item = String> {
    let bounds = |character: char| !(character.is_alphanumeric() || matches!(character, '\'' | '’'));
    sentence.split(bounds).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn denies(word: &str, next: Option<&String>, language: Language) -> bool {
    let next = next.map_or("", String::as_str);
    match language {
        Language::Sv => {
            let contrast =
                matches!((word, next), ("inte" | "icke", "bara" | "enbart" | "minst") | ("utan", "också" | "även"));
            SV.contains(&word) && !contrast
        }
        Language::En => {
            let contrast = word == "not" && matches!(next, "only" | "least");
            (EN.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")) && !contrast
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_that_deny_are_found() {
        let found = |text, language| double(text, language).map(|words| words.map(String::from));
        assert_eq!(
            found("Kan det inte göras utan dröjsmål?", Language::Sv),
            Some(["inte".to_owned(), "utan".to_owned()])
        );
        assert_eq!(found("Is it not so that nobody can?", Language::En), Some(["not".to_owned(), "nobody".to_owned()]));
        assert_eq!(found("Didn't they say no?", Language::En), Some(["didn't".to_owned(), "no".to_owned()]));
    }

    #[test]
    fn one_is_no_double_and_a_contrast_is_none() {
        for text in ["Saknar någon uppgift?", "Är det inte bara barnet utan också en förälder?", "Utanför är ingen."]
        {
            assert_eq!(double(text, Language::Sv), None, "{text}");
        }
        assert_eq!(double("Is it not only the child?", Language::En), None);
        assert_eq!(double("Can it not be noted?", Language::En), None);
    }
}
