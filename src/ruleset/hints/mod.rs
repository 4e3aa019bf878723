//! What a word processor does to a rule file, looked for in the text before it is read as YAML.
//!
//! YAML takes most of it for something else, often without an error: a sentence is cut, a key is unknown, an id is not
//! the id it looks like. Each is a fault with a code and a remedy of its own. Nothing is repaired here.

mod fault;
mod plain;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

pub use fault::HintFault;

use self::plain::{End, Plain, plain_texts};
use super::document::Place;

/// Looks through a text for what a word processor leaves behind.
#[must_use]
pub fn look(text: &str) -> Vec<(Place, HintFault)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        characters(number, line.strip_suffix('\r').unwrap_or(line), &mut faults);
    }
    plain_texts(text, |plain| faults.extend(look_at(plain)));
    faults.sort_unstable();
    faults.dedup();
    faults
}

/// Looks for characters that nobody sees, or that are not what they look like.
fn characters(line: u32, text: &str, faults: &mut Vec<(Place, HintFault)>) {
    // Nearly every line, told apart without reading its characters.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) {
        return;
    }
    let mut before = None;
    let mut decomposed = false;
    for (column, character) in (1..).zip(text.chars()) {
        if is_ordinary(character) {
            before = Some(character);
            continue;
        }
        let place = Place { line, column };
        if is_control(character) {
            faults.push((place, HintFault::Control(character)));
        } else if is_invisible(character) {
            faults.push((place, HintFault::Invisible(character)));
        } else if canonical_combining_class(character) != 0
            && !decomposed
            && let Some(before) = before
        {
            // One a line is enough: whoever saves the file again mends them all.
            let composed: String = [before, character].into_iter().nfc().collect();
            if composed.chars().count() == 1 {
                decomposed = true;
                let place = Place { line, column: column.saturating_sub(1) };
                faults.push((place, HintFault::Decomposed(composed.into())));
            }
        }
        before = Some(character);
    }
}

/// Looks at one text without quotes.
fn look_at(plain: &Plain<'_>) -> Option<(Place, HintFault)> {
    let at = |column: usize| Place { line: plain.line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) };
    let begins = at(plain.column);
    if let Some(position) = plain.indent.iter().position(|c| *c == '\t') {
        return Some((at(position), HintFault::Tab));
    }
    if let Some(position) = plain.indent.iter().position(|c| is_no_break_space(*c)) {
        return Some((at(position), HintFault::NoBreakSpace));
    }
    let first = *plain.text.first()?;
    let second = plain.text.get(1).copied();
    if plain.begins_line && is_bullet(first) && second.is_none_or(char::is_whitespace) {
        return Some((begins, HintFault::Bullet(first)));
    }
    if first == '-' && second.is_some_and(is_no_break_space) {
        return Some((at(plain.column + 1), HintFault::NoBreakSpace));
    }
    if is_no_break_space(first) {
        return Some((begins, HintFault::NoBreakSpace));
    }
    if is_curly(first) && closes(plain) {
        return Some((begins, HintFault::CurlyQuotes(first)));
    }
    if !plain.is_value
        && let Some(position) = no_break_space_at_key(plain)
    {
        return Some((at(plain.column + position), HintFault::NoBreakSpace));
    }
    match plain.end {
        End::Placeholder => Some((begins, HintFault::PlaceholderFirst)),
        End::Colon if plain.is_value => Some((at(plain.column + plain.text.len()), HintFault::Colon)),
        End::Comment { column, blanks, rest } => {
            let words = plain.text.split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).count();
            let sentence = words > 1 && blanks == 1;
            let breaks_braces = plain.in_braces && rest.iter().any(|c| matches!(c, '}' | ']'));
            (plain.is_value || plain.in_braces || plain.begins_line)
                .then_some(())
                .filter(|()| (sentence || breaks_braces) && !rest.iter().all(|c| c.is_whitespace()))
                .map(|()| (at(column), HintFault::CutByComment))
        }
        _ => None,
    }
}

/// Returns where a no-break space stands beside the colon of what looks like a key.
fn no_break_space_at_key(plain: &Plain<'_>) -> Option<usize> {
    let text = plain.text;
    if matches!(plain.end, End::Colon) && text.last().copied().is_some_and(is_no_break_space) {
        return Some(text.len() - 1);
    }
    let colon = text.iter().position(|c| *c == ':')?;
    let key = text[..colon].iter().all(|c| c.is_alphanumeric() || "-_".contains(*c));
    (colon > 0 && key && text.get(colon + 1).copied().is_some_and(is_no_break_space)).then_some(colon + 1)
}

/// Returns whether a text that begins with a curly quote ends with one: then it was meant as YAML's own.
///
/// `”Ordet” betyder` is a sentence that begins with a word in quotes, and stays one.
fn closes(plain: &Plain<'_>) -> bool {
    let Some(next) = plain.text.iter().skip(1).position(|c| is_curly(*c) || "\"'".contains(*c)) else {
        // Nothing closes it on this line, or a comma has cut it.
        return plain.in_braces && !matches!(plain.end, End::Line);
    };
    plain.text[next + 2..].iter().all(|c| c.is_whitespace())
}

fn is_no_break_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2000}'..='\u{200a}' | '\u{3000}')
}

fn is_bullet(character: char) -> bool {
    matches!(
        character,
        '–' | '—' | '−' | '‐' | '‑' | '‒' | '•' | '·' | '●' | '▪' | '■' | '◦' | '‣' | '∙' | '*' | '\u{f0b7}'
    )
}

fn is_curly(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '″')
}

/// Returns whether a character is one of most letters and signs, of which none is looked for: the first that goes with
/// the letter before it is U+0300.
fn is_ordinary(character: char) -> bool {
    matches!(character, ' '..='~' | '\t' | '\u{a0}'..='\u{ac}' | '\u{ae}'..'\u{300}')
}

fn is_control(character: char) -> bool {
    let bidi =
        matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    bidi || (character.is_control() && character != '\t') || matches!(character, '\u{2028}' | '\u{2029}')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests;
