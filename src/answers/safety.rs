//! Characters that no text of an answer may hold, and texts cut to fit a message.

use crate::render::safe;

/// Returns whether a character is refused in any text: NUL and the other control characters, but for the line break and
/// the tab.
#[must_use]
pub fn is_refused(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Returns whether a character has no ink of its own: a text of nothing else is empty.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace() || safe::line(c.encode_utf8(&mut [0; 4])).chars().ne([c])
}

/// Returns the text safe to show, on one line and cut after so many characters.
#[must_use]
pub fn shown_short(text: &str, most: usize) -> String {
    let one_line: String = text.chars().take(most + 1).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let long = one_line.chars().count() > most;
    let mut shown = safe::line(&one_line).into_owned();
    if long {
        shown = shown.chars().take(most.saturating_sub(1)).collect();
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_on_one_line() {
        assert_eq!(shown_short("en\nrad", 10), "en rad");
        assert_eq!(shown_short("abcdefgh", 5), "abcd…");
        assert_eq!(shown_short("abcde", 5), "abcde");
        assert_eq!(shown_short("a\u{202e}b", 10), "a⟨U+202E⟩b");
    }

    #[test]
    fn what_has_no_ink_is_known() {
        assert!(is_invisible('\u{200b}') && is_invisible(' ') && !is_invisible('å'));
    }
}
