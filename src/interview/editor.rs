//! The line that is typed on, over as many lines of the screen as it needs.
//!
//! dialoguer's `Input` loses count where a text goes over the edge of the window: a correction there eats or leaves
//! letters, and half of the text stays behind. A reason is often longer than a line, so it is drawn anew after every key.
//! A closed question has the same line, on which nothing is typed, so that a hint can stand above it.

use std::fmt::Write as _;

use console::{Key, measure_text_width};

use super::paste::lines;
use crate::render::paragraph::paragraph;
use crate::render::safe;

/// The line of a prompt: its words, what is typed after them, and a hint above it where there is one.
#[derive(Debug)]
pub(super) struct Line {
    words: String,
    hint: Option<String>,
    typed: Typed,
    drawn: Drawn,
}

impl Line {
    /// Returns a line with text that was typed before, to go on with.
    pub fn new(words: &str, text: &str) -> Self {
        Self { words: format!("{words}: "), hint: None, typed: Typed::of(text), drawn: Drawn::default() }
    }

    pub fn take(&mut self, key: &Key) {
        self.typed.take(key);
    }

    pub fn paste(&mut self, text: &str) {
        let line = lines(text).collect::<Vec<_>>().join(" ");
        for char in line.chars() {
            self.typed.take(&Key::Char(char));
        }
    }

    /// Puts text in place of what is typed.
    pub fn set(&mut self, text: &str) {
        self.typed = Typed::of(text);
    }

    pub fn text(&self) -> String {
        self.typed.chars.iter().collect()
    }

    /// Shows a hint above the line from now on.
    pub fn hint(&mut self, words: String) {
        self.hint = Some(words);
    }

    pub fn no_hint(&mut self) {
        self.hint = None;
    }

    /// The line is drawn next where nothing of it stands yet.
    pub fn elsewhere(&mut self) {
        self.drawn = Drawn::default();
    }

    /// Returns what draws the line anew in a window of that size.
    pub fn draw(&mut self, width: usize, height: usize) -> String {
        let mut words = String::new();
        if let Some(hint) = &self.hint {
            paragraph(&mut words, hint, 0, width);
        }
        words.push_str(&self.words);
        let (text, drawn) = draw(&words, &self.typed, width, height, self.drawn);
        self.drawn = drawn;
        text
    }

    /// Returns what takes the line away, so that what it came to can be shown in its place.
    pub fn wipe(&mut self) -> String {
        wiped(std::mem::take(&mut self.drawn))
    }
}

/// What is typed so far, and where the next letter goes.
#[derive(Debug, Default)]
struct Typed {
    chars: Vec<char>,
    at: usize,
}

impl Typed {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Self { at: chars.len(), chars }
    }

    fn take(&mut self, key: &Key) {
        match key {
            // As in a shell: away with what stands before, or with the word before.
            Key::Char('\u{15}') => drop(self.chars.drain(..std::mem::take(&mut self.at))),
            Key::Char('\u{17}') => {
                let word = self.word_before();
                self.chars.drain(word..self.at);
                self.at = word;
            }
            Key::Char(char) if !char.is_control() => {
                self.chars.insert(self.at, *char);
                self.at += 1;
            }
            Key::Tab => self.take(&Key::Char(' ')),
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.chars.remove(self.at);
            }
            Key::Del if self.at < self.chars.len() => drop(self.chars.remove(self.at)),
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = self.chars.len().min(self.at + 1),
            Key::Home => self.at = 0,
            Key::End => self.at = self.chars.len(),
            _ => {}
        }
    }

    fn word_before(&self) -> usize {
        let before = &self.chars[..self.at];
        let end = before.iter().rposition(|char| !char.is_whitespace()).map_or(0, |last| last + 1);
        before[..end].iter().rposition(|char| char.is_whitespace()).map_or(0, |blank| blank + 1)
    }
}

/// How far under the first line drawn the cursor stands.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Drawn(usize);

/// Returns what goes back to the first line and wipes everything from there.
fn wiped(Drawn(row): Drawn) -> String {
    let up = if row > 0 { format!("\u{1b}[{row}A") } else { String::new() };
    format!("{up}\r\u{1b}[0J")
}

/// Returns what draws the line anew, and where the cursor is then.
fn draw(words: &str, typed: &Typed, width: usize, height: usize, before: Drawn) -> (String, Drawn) {
    let width = width.max(2);
    let mut rows = vec![String::new()];
    let (mut column, mut cursor) = (0, (0, 0));
    let mut put = |shown: &str, cells: usize| {
        if shown == "\n" {
            rows.push(String::new());
            column = 0;
            return (rows.len() - 1, 0);
        }
        if column + cells > width {
            rows.push(String::new());
            column = 0;
        }
        rows.last_mut().expect("there is a first one").push_str(shown);
        column += cells;
        // A full line ends here, so that the cursor never waits beyond its edge.
        if column >= width {
            rows.push(String::new());
            column = 0;
        }
        (rows.len() - 1, column)
    };
    for char in words.chars() {
        cursor = put(char.encode_utf8(&mut [0; 4]), measure_text_width(char.encode_utf8(&mut [0; 4])));
    }
    for (at, char) in typed.chars.iter().enumerate() {
        let shown = safe::line(char.encode_utf8(&mut [0; 4])).into_owned();
        let next = put(&shown, measure_text_width(&shown).min(width));
        if at < typed.at {
            cursor = next;
        }
    }
    // What is higher than the window shows its end, or the line with the cursor.
    let first = rows.len().saturating_sub(height.max(2) - 1).min(cursor.0);
    let last = rows.len().min(first + height.max(2) - 1);
    let mut out = wiped(before);
    out.push_str(&rows[first..last].join("\r\n"));
    let (row, column) = cursor;
    let up = last - 1 - row;
    if up > 0 {
        write!(out, "\u{1b}[{up}A").expect("a String takes every write");
    }
    out.push('\r');
    if column > 0 {
        write!(out, "\u{1b}[{column}C").expect("a String takes every write");
    }
    (out, Drawn(row - first))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types keys in a window and returns its screen and the text.
    fn typed(columns: u16, keys: &[Key]) -> (vt100::Parser, String) {
        let mut parser = vt100::Parser::new(6, columns, 0);
        let mut typed = Typed::default();
        let mut drawn = Drawn::default();
        parser.process(b"above\r\n");
        for key in std::iter::once(&Key::Unknown).chain(keys) {
            typed.take(key);
            let (out, next) = draw("Text: ", &typed, columns.into(), 6, drawn);
            parser.process(out.as_bytes());
            drawn = next;
        }
        (parser, typed.chars.into_iter().collect())
    }

    fn keys(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    fn rows(parser: &vt100::Parser) -> Vec<String> {
        let columns = parser.screen().size().1;
        let rows = parser.screen().rows(0, columns).map(|row| row.trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n").trim_end().split('\n').map(str::to_owned).collect()
    }

    #[test]
    fn goes_over_the_edge_and_back() {
        let mut pressed = keys("abcdefghijkl");
        let (parser, text) = typed(10, &pressed);
        assert_eq!(
            (rows(&parser), &*text),
            (vec!["above".into(), "Text: abcd".into(), "efghijkl".into()], "abcdefghijkl")
        );
        assert_eq!(parser.screen().cursor_position(), (2, 8));
        pressed.extend(std::iter::repeat_n(Key::Backspace, 9));
        let (parser, text) = typed(10, &pressed);
        assert_eq!((rows(&parser), &*text), (vec!["above".into(), "Text: abc".into()], "abc"));
    }

    #[test]
    fn a_full_line_puts_the_cursor_on_the_next() {
        let (parser, _) = typed(10, &keys("abcd"));
        assert_eq!(parser.screen().cursor_position(), (2, 0));
        let (parser, _) = typed(10, &[keys("abcd"), vec![Key::ArrowLeft]].concat());
        assert_eq!(parser.screen().cursor_position(), (1, 9));
    }

    #[test]
    fn corrections_are_made_where_the_cursor_is() {
        let go = |more: &[Key]| typed(12, &[keys("en två tre"), more.to_vec()].concat()).1;
        assert_eq!(go(&[Key::Home, Key::Del, Key::Char('m')]), "mn två tre");
        assert_eq!(go(&[Key::Char('\u{17}')]), "en två ");
        assert_eq!(go(&[Key::ArrowLeft, Key::Char('\u{15}')]), "e");
        assert_eq!(go(&[Key::Home, Key::End, Key::Tab, Key::Char('x')]), "en två tre x");
        assert_eq!(go(&[Key::Char('\u{1}'), Key::Char('\u{0}')]), "en två tre");
    }

    #[test]
    fn what_is_higher_than_the_window_keeps_to_it() {
        let (parser, text) = typed(10, &keys(&"å".repeat(100)));
        assert_eq!(text.chars().count(), 100);
        assert_eq!(rows(&parser).last().map(String::as_str), Some("åååååå"));
    }

    #[test]
    fn what_steers_is_shown() {
        let (parser, text) = typed(30, &keys("a\u{202e}b"));
        assert_eq!((rows(&parser)[1].as_str(), &*text), ("Text: a⟨U+202E⟩b", "a\u{202e}b"));
    }

    #[test]
    fn wide_letters_are_not_cut_in_two() {
        let (parser, _) = typed(9, &keys("a日b"));
        assert_eq!(rows(&parser)[1..], ["Text: a日", "b"]);
    }

    #[test]
    fn a_paste_of_several_lines_is_one_line_with_single_blanks() {
        for pasted in ["en\ntvå\ntre", "\n en \n\n\ttvå\n \ntre\n", "en två\ntre"] {
            let mut line = Line::new("Text", "");
            line.paste(pasted);
            assert_eq!(line.text(), "en två tre", "{pasted:?}");
        }
    }
}
