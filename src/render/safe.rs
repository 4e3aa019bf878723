//! Text made safe to show: whatever steers a terminal, turns the reading direction or cannot be seen becomes visible.
//!
//! Only for showing. What is stored and signed stays as it was written.

use std::borrow::Cow;

/// Returns text that fits on one line: line breaks are shown as well.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    shown(text, false)
}

/// Returns text of several lines: a line break stays a line break, whichever way it was written.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    shown(text, true)
}

fn shown(text: &str, breaks: bool) -> Cow<'_, str> {
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '\r' if breaks && rest.peek() == Some(&'\n') => {}
            '\n' if breaks => out.push('\n'),
            // A tab from a pasted table is no danger, but its width is the terminal's choice.
            '\t' => out.push(' '),
            _ if hidden(char) => {
                use std::fmt::Write as _;
                write!(out, "⟨U+{:04X}⟩", u32::from(char)).expect("a String takes every write");
            }
            _ => out.push(char),
        }
    }
    Cow::Owned(out)
}

/// Whether a character steers, turns or hides.
fn hidden(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            // Unicode's bidirectional controls (UAX 9).
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Line and paragraph separators, which some terminals obey.
            | '\u{2028}' | '\u{2029}'
            // Characters without width or ink.
            | '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_swedish_is_left_alone() {
        let plain = "Åsa Öberg – 26 kap. 1 § OSL, ”menprövning” 50\u{a0}%";
        assert!(matches!(line(plain), Cow::Borrowed(same) if same == plain));
    }

    #[test]
    fn what_steers_or_hides_is_shown() {
        assert_eq!(line("a\u{202e}b"), "a⟨U+202E⟩b");
        assert_eq!(line("\u{1b}[31mröd"), "⟨U+001B⟩[31mröd");
        assert_eq!(line("a\u{200b}b\u{e0041}"), "a⟨U+200B⟩b⟨U+E0041⟩");
        assert_eq!(line("\u{9b}2J\u{7f}\u{0}"), "⟨U+009B⟩2J⟨U+007F⟩⟨U+0000⟩");
    }

    #[test]
    fn a_line_break_stays_only_where_it_may() {
        assert_eq!(text("a\r\nb\nc"), "a\nb\nc");
        assert_eq!(text("a\rb"), "a⟨U+000D⟩b");
        assert_eq!(line("a\nb"), "a⟨U+000A⟩b");
        assert_eq!(line("a\tb"), "a b");
    }

    #[test]
    fn every_bidi_control_is_shown() {
        for code in [0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069] {
            let char = char::from_u32(code).unwrap();
            assert_eq!(text(&char.to_string()), format!("⟨U+{code:04X}⟩"));
        }
    }
}
