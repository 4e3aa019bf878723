//! What a text and its translation must have in common: numbers, chapters and sections, placeholders.

use crate::text::Language;

/// Returns the numbers of a text in order of size as text, each as often as it stands there.
///
/// An English time of day by the twelve-hour clock counts by the twenty-four hours of the Swedish: `4 pm` is `16`.
pub(super) fn numbers(text: &str, language: Language) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    let mut rest = text;
    let mut minutes = false;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        rest = &rest[start..];
        let (digits, after) = split_digits(rest);
        let afternoon = language == Language::En && !minutes && is_afternoon(after);
        let number = match digits.parse::<u32>() {
            Ok(hour @ 1..12) if afternoon => (hour + 12).to_string().into(),
            _ => digits.into(),
        };
        found.push(number);
        minutes = afternoon && after.starts_with(['.', ':']);
        rest = after;
    }
    found.sort_unstable();
    found
}

/// Whether `pm` follows an hour, with or without its minutes.
fn is_afternoon(after: &str) -> bool {
    let minutes = after.strip_prefix(['.', ':']).map(split_digits).filter(|(digits, _)| digits.len() == 2);
    let after = minutes.map_or(after, |(_, after)| after).trim_start_matches([' ', '\u{a0}']);
    ["pm", "p.m."].iter().any(|mark| after.starts_with(mark))
}

/// Returns the places in a statute that a text names in a form that both languages have, each once: `26 kap. 1 a §` and
/// `Ch. 26, Sec. 1 a` as `26:1 a`, and the sections with a letter alone, as `1 a`.
///
/// Lists such as `26 kap. 2 och 5 §§` are worded too freely to be compared; [`numbers`] holds what stands in them.
pub(super) fn references(text: &str, language: Language) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    let mut chapter: Option<&str> = None;
    let mut rest = text;
    let mut before = "";
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let between = &rest[..start];
        let (number, after) = section(&rest[start..]);
        let joined = match language {
            Language::Sv => between == " kap. " && after.starts_with(" §") && !after.starts_with(" §§"),
            Language::En => between == ", Sec. " && before.ends_with("Ch. ") && !goes_on(after),
        };
        // `5.1 c` is a point of an EU act, which English writes otherwise.
        let point = between == ".";
        match chapter.filter(|_| joined) {
            Some(chapter) => found.push(format!("{chapter}:{number}").into()),
            None if number.contains(' ') && !point => found.push(number.into()),
            None => {}
        }
        (chapter, before, rest) = (Some(number), between, after);
    }
    // A section that is named with its chapter once and alone another time is the same.
    let whole: Vec<Box<str>> = found.iter().filter(|reference| reference.contains(':')).cloned().collect();
    found.retain(|alone| alone.contains(':') || !whole.iter().any(|whole| whole.ends_with(&format!(":{alone}"))));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether every one of these numbers stands in the text as a chapter or a section.
pub(super) fn are_places(text: &str, numbers: &[Box<str>], language: Language) -> bool {
    numbers.iter().all(|number| {
        let forms = match language {
            Language::Sv => [format!("{number} §"), format!("{number} kap.")],
            Language::En => [format!("Sec. {number}"), format!("Ch. {number}")],
        };
        forms.iter().any(|form| text.contains(form))
    })
}

/// Whether a list of sections goes on: `1 or 2`, `1, 2 and 5`.
fn goes_on(after: &str) -> bool {
    let next = [" or ", " and ", ", ", "–"].iter().find_map(|joint| after.strip_prefix(joint));
    next.is_some_and(|next| next.starts_with(|first: char| first.is_ascii_digit()))
}

/// Splits off a number that a text begins with, with the letter of a section if it has one: `1 a`.
fn section(text: &str) -> (&str, &str) {
    let (digits, rest) = split_digits(text);
    let mut after = rest.chars();
    let (blank, letter, next) = (after.next(), after.next(), after.next());
    // What is longer is a year.
    let lettered = digits.len() <= 3
        && blank == Some(' ')
        && letter.is_some_and(|letter| ('a'..='h').contains(&letter))
        && next.is_none_or(|next| !next.is_alphanumeric());
    text.split_at(digits.len() + if lettered { 2 } else { 0 })
}

/// Returns the placeholders of a text, such as `{person}`, each once.
pub(super) fn placeholders(text: &str) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = text
        .match_indices('{')
        .filter_map(|(start, _)| text[start..].find('}').map(|length| text[start..=start + length].into()))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns what only the first and what only the second of two sorted lists has.
pub(super) fn apart(one: Vec<Box<str>>, other: Vec<Box<str>>) -> [Vec<Box<str>>; 2] {
    let (mut only_one, mut only_other) = (Vec::new(), Vec::new());
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    loop {
        match (one.peek(), other.peek()) {
            (None, None) => return [only_one, only_other],
            (Some(left), Some(right)) if left == right => _ = (one.next(), other.next()),
            (Some(left), right) if right.is_none_or(|right| left < right) => only_one.extend(one.next()),
            _ => only_other.extend(other.next()),
        }
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(list: Vec<Box<str>>) -> Vec<String> {
        list.into_iter().map(String::from).collect()
    }

    #[test]
    fn an_afternoon_in_english_is_the_hour_of_the_swedish_clock() {
        assert_eq!(
            numbers("Ring före kl. 16 den 3 maj.", Language::Sv),
            numbers("Call before 4 pm on 3 May.", Language::En)
        );
        assert_eq!(numbers("kl. 15.10", Language::Sv), numbers("at 3.10 pm", Language::En));
        assert_ne!(numbers("kl. 16", Language::Sv), numbers("at 4", Language::En));
        assert_eq!(strings(numbers("10 000, 3–5", Language::Sv)), ["000", "10", "3", "5"]);
    }

    #[test]
    fn a_section_is_read_with_its_chapter_and_its_letter() {
        let sv = |text| strings(references(text, Language::Sv));
        let en = |text| strings(references(text, Language::En));
        assert_eq!(sv("26 kap. 1 a § OSL, 24 b § LSS och 3 § FL"), ["24 b", "26:1 a"]);
        assert_eq!(en("Ch. 26, Sec. 1 a OSL, Sec. 24 b LSS and Sec. 3 FL"), ["24 b", "26:1 a"]);
        assert_eq!(en("Ch. 1, Sec. 26 OSL"), ["1:26"]);
        assert_eq!(sv("26 kap. 2 och 5 §§, 25 och 26 kap. OSL"), Vec::<String>::new());
        assert_eq!(sv("10 kap. 15 a § OSL; 15 a § igen"), en("Ch. 10, Sec. 15 a OSL; again"));
        assert_eq!(sv("artikel 5.1 c; lagen (2025:170)"), en("Art. 5(1)(c) of 2025 a month"));
        assert_eq!(sv("19 kap. 1 eller 2 § SoL"), en("Ch. 19, Sec. 1 or 2 SoL"));
    }

    #[test]
    fn what_only_one_has_is_told_apart() {
        let list = |text: &str| text.split_whitespace().map(Box::from).collect::<Vec<Box<str>>>();
        let [one, other] = apart(list("a b b d"), list("b c d e"));
        assert_eq!(
            (strings(one), strings(other)),
            (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned(), "e".to_owned()])
        );
    }

    #[test]
    fn a_brace_that_is_not_closed_is_no_placeholder() {
        assert_eq!(strings(placeholders("{person} och {item} och {person} {x")), ["{item}", "{person}"]);
    }
}
