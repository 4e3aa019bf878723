//! Characters that must not reach a screen as they are, and ids that are safe everywhere.

use std::borrow::Cow;

/// Returns whether a character is refused in any text: NUL and the other control characters, but for the line break and
/// the tab.
#[must_use]
pub fn is_refused(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Returns whether a character changes the direction of text or cannot be seen (Unicode bidirectional controls, zero
/// width characters, the byte order mark).
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Returns the text with every character that could deceive a reader written as `<U+202E>`.
///
/// Line breaks stay; a caller that shows one line replaces them.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_refused(c) || is_invisible(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            safe.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Returns the text as [`shown`], on one line and cut after so many characters.
#[must_use]
pub fn shown_short(text: &str, most: usize) -> String {
    let one_line: String = shown(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if one_line.chars().count() <= most {
        return one_line;
    }
    let mut cut: String = one_line.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_deceive_is_written_out() {
        assert_eq!(shown("a\u{202e}b\u{1b}[2J"), "a<U+202E>b<U+001B>[2J");
        assert!(matches!(shown("åäö\nrad två"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_text_is_cut_on_one_line() {
        assert_eq!(shown_short("en\nrad", 10), "en rad");
        assert_eq!(shown_short("abcdefgh", 5), "abcd…");
    }
}
