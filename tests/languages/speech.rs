//! Tells one language from the other, by letters and by the small words that no sentence is without.

use menprov::text::Language;

/// Swedish words that are no English ones.
const SWEDISH: &str = "och inte eller är för att som med av det ett har om från vid på när din ditt dina utan också bara \
    samma sedan efter ingen inget inga någon något några vad vilken vilket hur måste får blir enligt mellan skall ej du \
    dig sig sin sitt sina denna detta dessa blivit varit vara kunna skulle";

/// English words that are no Swedish ones.
const ENGLISH: &str = "the and not of with which what this these those you your was were that when without only since \
    nothing anyone must been does from whom whose into than there their they because before until";

/// Returns the words of a text that belong to the other language.
///
/// What stands within backquotes is a command or a file; an id and the name of a decided case are the same in both. What stands within parentheses or
/// quotation marks in English is the Swedish term itself, so that it is known again.
pub fn strangers(text: &str, language: Language) -> Vec<String> {
    let text = without(text, '`', '`');
    let text: Vec<&str> = text.split_whitespace().filter(|word| !is_id(word)).collect();
    let text = without_cases(&text).join(" ");
    let text = match language {
        Language::Sv => text,
        Language::En => without(&without(&without(&text, '(', ')'), '“', '”'), '"', '"'),
    };
    let foreign: Vec<&str> = language.choose(ENGLISH, SWEDISH).split_whitespace().collect();
    let letters = |word: &str| word.to_lowercase().contains(['å', 'ä', 'ö']);
    text.split(|char: char| !char.is_alphabetic())
        .filter(|word| !word.is_empty())
        .filter(|word| foreign.contains(&word.to_lowercase().as_str()) || language == Language::En && letters(word))
        .map(str::to_owned)
        .collect()
}

/// Returns whether a word is an id, a flag or a place in a file: lower case, with hyphens or dots in it, or in brackets.
fn is_id(word: &str) -> bool {
    if word.starts_with('[') && word.ends_with(']') {
        return true;
    }
    let word = word.trim_start_matches(['(', '[']).trim_end_matches([',', '.', ';', ':', ')', ']']);
    word.contains(['-', '.'])
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._/:".contains(&byte))
}

/// Returns words without the names of cases: `RÅ 1994 not 26`, `HFD 2014 ref. 5`.
fn without_cases<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let number = |word: &str| word.starts_with(|char: char| char.is_ascii_digit());
    let mut out = Vec::new();
    let mut rest = words;
    while let Some((word, after)) = rest.split_first() {
        rest = match rest {
            [court, year, "not" | "ref.", at, after @ ..]
                if matches!(court.trim_start_matches('('), "RÅ" | "HFD") && number(year) && number(at) =>
            {
                after
            }
            _ => {
                out.push(*word);
                after
            }
        };
    }
    out
}

/// Returns a text without what stands between two signs.
fn without(text: &str, open: char, close: char) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        out.push(' ');
        // A sign that is never closed hides nothing.
        rest = after.split_once(close).map_or(after, |(_, after)| after);
    }
    out + rest
}

#[test]
fn each_language_is_known_by_its_words() {
    assert_eq!(strangers("Får the inte lämnas", Language::Sv), ["the"]);
    assert_eq!(strangers("It is inte clear till Åsa", Language::En), ["inte", "Åsa"]);
    assert_eq!(strangers("A test (omvänt skaderekvisit) of “men för någon” with `är`", Language::En), [""; 0]);
    assert_eq!(strangers("HFD 2014 not 44 is not RÅ 2005 ref. 94 nor RÅ", Language::Sv), ["not"]);
    assert_eq!(strangers("HFD 2014 not 44 is not RÅ 2005 ref. 94 nor RÅ", Language::En), ["RÅ"]);
    assert_eq!(strangers("Open ( and inte closed", Language::En), ["inte"]);
}
