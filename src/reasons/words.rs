//! Texts as words: what two texts have in common, and what one says that another does not.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

/// So many letters that words begin with alike before they can be forms of one.
const BEGINNING: usize = 4;

/// A sentence shorter than this may well be anybody's own.
const SHORTEST: usize = 12;

/// Returns a text with nothing but its words, in lower case, one blank between them.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut apart = false;
    let mut rest = text;
    loop {
        // Most of a text is small ASCII letters, which are taken over as they stand.
        let run = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).count();
        let mut others = rest[run..].chars();
        let other = others.next().filter(|char| is_small(*char) || char.is_alphanumeric());
        if apart && !out.is_empty() && (run > 0 || other.is_some()) {
            out.push(' ');
        }
        out.push_str(&rest[..run]);
        match other {
            Some(char) if is_small(char) => out.push(char),
            Some(char) => out.extend(char.to_lowercase()),
            None if others.as_str().is_empty() => return out,
            None => {}
        }
        apart = other.is_none();
        rest = others.as_str();
    }
}

/// Returns whether a character is a digit or a small letter of those that most texts are written in, which need not be
/// looked up in the tables of Unicode.
const fn is_small(char: char) -> bool {
    matches!(char, '0'..='9' | 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ')
}

/// Returns a text in Unicode's form NFKC, in which a letter is written in one way only. Most texts are in it already,
/// which takes less to see than to make.
#[must_use]
pub fn normal(text: &str) -> Cow<'_, str> {
    match is_nfkc_quick(text.chars().filter(|char| !is_small(*char))) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfkc().collect()),
    }
}

/// Returns the different words of a plain text that are words at all, in alphabetical order.
#[must_use]
pub fn different(plain: &str) -> Vec<&str> {
    let mut words: Vec<&str> = plain.split(' ').filter(|word| is_word(word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Returns whether letters are a word: more than one, not all the same, and a vowel among them. A number is one too.
#[must_use]
pub fn is_word(word: &str) -> bool {
    let vowel = |letter| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö' | 'é' | 'ü');
    let spoken = word.chars().any(|letter| vowel(letter) || letter.is_numeric());
    let first = word.chars().next();
    spoken && word.chars().any(|letter| Some(letter) != first)
}

/// Returns how many characters of a plain text are left when every sentence of other texts is taken out.
pub fn rest<'s>(mut plain_text: String, others: impl Iterator<Item = &'s str>) -> usize {
    for text in others {
        let whole = plain(text);
        if whole.contains(&plain_text) {
            return 0;
        }
        for sentence in text.split(['.', '!', '?', ';', '\n']).map(plain) {
            if sentence.chars().count() >= SHORTEST && plain_text.contains(&sentence) {
                plain_text = plain_text.replace(&sentence, " ");
            }
        }
    }
    plain_text.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>().saturating_sub(1)
}

/// Returns whether two words in lower case are forms of one: they begin alike, and what is left of each can be an ending.
///
/// Crude on purpose: `uppgift` and `uppgifterna` are one word, and so are a few that are not. A reason is only held to
/// say nothing of its own when all its words are such.
#[must_use]
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let left = |word: &str| word.chars().count() - common;
    common >= BEGINNING && left(a) <= 4 && left(b) <= 4
}

/// Returns whether a word in lower case, or one [`alike`], stands in a plain text. For a few words; more are looked up
/// in [`Known`].
#[must_use]
pub fn stands_in(plain: &str, word: &str) -> bool {
    plain.split(' ').any(|known| alike(known, word))
}

/// Words that are looked up in whatever form they have.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The texts that the words stand in, [`plain`].
    text: String,
    /// Where each word stands, in alphabetical order.
    words: Vec<Range<usize>>,
}

impl Known {
    /// Returns the words of texts.
    #[must_use]
    pub fn of<'s>(texts: impl Iterator<Item = &'s str>) -> Self {
        let mut known = Self::default();
        for text in texts {
            let from = known.text.len();
            known.text.push_str(&plain(text));
            let mut at = from;
            for word in known.text[from..].split(' ') {
                known.words.push(at..at + word.len());
                at += word.len() + 1;
            }
        }
        let Self { text, words } = &mut known;
        words.sort_unstable_by(|a, b| text[a.clone()].cmp(&text[b.clone()]));
        words.dedup_by(|a, b| text[a.clone()] == text[b.clone()]);
        known
    }

    /// Returns whether a word in lower case, or one [`alike`], is among them.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        // Words that are alike begin with the same four letters, and stand side by side in the order of the alphabet.
        let begins = word.char_indices().nth(BEGINNING).map_or(word, |(at, _)| &word[..at]);
        let known = |at: &Range<usize>| &self.text[at.clone()];
        let first = self.words.partition_point(|at| known(at) < begins);
        self.words[first..]
            .iter()
            .map(known)
            .take_while(|known| known.starts_with(begins))
            .any(|known| alike(word, known))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Any text, and one of letters that are written in several ways: with marks of their own, as ligatures, wide.
    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[a-zA-ZåäöÅÄÖßẞ0-9 .,\u{a0}ªº²½µ×÷İıΣςﬁＡ①\u{300}-\u{30a}\u{323}\u{1100}\u{1161}\u{11a8}가-갛]{0,40}",
        ]
    }

    /// What [`plain`] comes to, in as few words as it can be said.
    fn plainly(text: &str) -> String {
        let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| word.chars().flat_map(char::to_lowercase).collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn the_short_way_to_the_normal_form_comes_to_the_same(text in texts()) {
            prop_assert_eq!(normal(&text), text.nfkc().collect::<String>());
        }

        #[test]
        fn the_short_way_to_plain_words_comes_to_the_same(text in texts()) {
            prop_assert_eq!(plain(&text), plainly(&text));
        }

        #[test]
        fn a_word_is_known_where_one_of_the_texts_is_like_it(
            texts in prop::collection::vec("[abÅ]{1,8}( [abÅ]{1,8}){0,4}", 0..4),
            word in "[abå]{1,9}",
        ) {
            let known = Known::of(texts.iter().map(String::as_str));
            let mut plains = texts.iter().map(|text| plain(text));
            prop_assert!(plains.clone().all(|plain| plain.split(' ').all(|word| known.holds(word))));
            prop_assert_eq!(known.holds(&word), plains.any(|plain| stands_in(&plain, &word)));
        }
    }

    #[test]
    fn forms_of_a_word_are_alike_and_other_words_are_not() {
        for (a, b) in [("uppgift", "uppgifterna"), ("skada", "skadas"), ("barn", "barnets"), ("men", "men")] {
            assert!(alike(a, b) && alike(b, a), "{a} {b}");
        }
        for (a, b) in
            [("men", "mer"), ("skola", "skulder"), ("mor", "morfar"), ("hälsa", "hot"), ("fader", "faderskapsärende")]
        {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn known_words_are_found_in_every_form() {
        let known = Known::of(["Uppgifterna om barnet, s. 3", "men"].into_iter());
        for word in ["uppgift", "uppgifterna", "barnets", "om", "men", "3"] {
            assert!(known.holds(word), "{word}");
        }
        for word in ["upp", "o", "barkens", "mening", "4"] {
            assert!(!known.holds(word), "{word}");
        }
    }

    #[test]
    fn letters_without_sense_are_no_words() {
        assert_eq!(different("aaaa qwrt ja ja 17 x"), ["17", "ja"]);
        assert_eq!(plain("Hon bor – med bror; i Luleå!"), "hon bor med bror i luleå");
    }

    #[test]
    fn what_is_left_is_counted_without_the_sentences_of_others() {
        let said = ["Uppgiften är känslig. Grannen vet det redan."];
        assert_eq!(rest(plain("Grannen vet det redan"), said.into_iter()), 0);
        assert_eq!(rest(plain("Grannen vet det redan. Nytt."), said.into_iter()), 4);
    }
}
