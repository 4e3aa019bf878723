//! Texts as words: what two texts have in common, and what one says that another does not.

/// So many letters that words begin with alike before they can be forms of one.
const BEGINNING: usize = 4;

/// A sentence shorter than this may well be anybody's own.
const SHORTEST: usize = 12;

/// Returns a text with nothing but its words, in lower case, one blank between them.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
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
    let spoken = word.chars().any(|letter| letter.is_numeric() || "aeiouyåäöéü".contains(letter));
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

/// Words that are looked up in whatever form they have.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<String>);

impl Known {
    /// Returns the words of texts.
    #[must_use]
    pub fn of<'s>(texts: impl Iterator<Item = &'s str>) -> Self {
        let texts: Vec<String> = texts.map(plain).collect();
        let mut words: Vec<String> = texts.iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Returns whether a word in lower case, or one [`alike`], is among them.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        // Words that are alike begin with the same four letters, and stand side by side in the order of the alphabet.
        let begins = word.char_indices().nth(BEGINNING).map_or(word, |(at, _)| &word[..at]);
        let first = self.0.partition_point(|known| known.as_str() < begins);
        self.0[first..].iter().take_while(|known| known.starts_with(begins)).any(|known| alike(word, known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
