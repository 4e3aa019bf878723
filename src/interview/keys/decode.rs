//! Bytes of a terminal to keys. The grammar of the sequences is vte's, the parser of the Alacritty terminal.

use std::collections::VecDeque;

use console::Key;
use vte::{Params, Parser, Perform};

use super::Input;

const ESCAPE: u8 = 0x1b;

/// How many characters of one paste are kept, far more than an answer may have: the answer's own limit is told in words.
const LONGEST_PASTE: usize = 1 << 20;

/// Decodes bytes in whatever parts they arrive.
#[derive(Default)]
pub(super) struct Decoder {
    parser: Parser,
    keys: Keys,
    /// The last byte was an Esc that nothing has followed yet.
    escaped: bool,
}

impl std::fmt::Debug for Decoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What was typed is nobody's to print.
        f.debug_struct("Decoder").finish_non_exhaustive()
    }
}

impl Decoder {
    /// Takes bytes as they came.
    pub fn take(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            // A string that a terminal sends, or Alt with a bracket: no key, and it ends where the next one begins.
            if byte == ESCAPE {
                self.keys.open = true;
            }
            self.parser.advance(&mut self.keys, &[byte]);
            self.escaped = byte == ESCAPE;
        }
    }

    /// Whether a sequence has begun and not ended.
    pub fn is_open(&self) -> bool {
        self.keys.open
    }

    /// Nothing more has come for so long that nothing more will: an Esc alone is the key, the rest is none.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.keys.open) {
            self.parser = Parser::new();
            self.keys.single_shift = false;
            if std::mem::take(&mut self.escaped) {
                self.keys.push(Key::Escape);
            }
        }
    }

    /// Returns the next key or paste.
    pub fn next(&mut self) -> Option<Input> {
        self.keys.ready.pop_front()
    }

    /// Drops what has come, the paste that has only half come too.
    pub fn forget(&mut self) {
        self.keys.ready.clear();
        if let Some(paste) = &mut self.keys.paste {
            paste.dropped = true;
        }
    }
}

#[derive(Debug, Default)]
struct Keys {
    ready: VecDeque<Input>,
    paste: Option<Paste>,
    /// `ESC O` has come: the letter after it names the key, as the VT100 has it.
    single_shift: bool,
    open: bool,
}

#[derive(Debug, Default)]
struct Paste {
    text: String,
    dropped: bool,
}

impl Keys {
    fn push(&mut self, key: Key) {
        self.open = false;
        if self.paste.is_none() {
            self.ready.push_back(Input::Key(key));
        }
    }

    fn close_paste(&mut self) {
        if let Some(Paste { text, dropped: false }) = self.paste.take() {
            self.ready.push_back(Input::Paste(text.trim_end().to_owned()));
        }
    }
}

impl Perform for Keys {
    fn print(&mut self, char: char) {
        if std::mem::take(&mut self.single_shift) {
            self.push(letter(char));
            return;
        }
        match &mut self.paste {
            Some(paste) if char == '\u{7f}' || paste.text.len() >= LONGEST_PASTE => {}
            Some(paste) => paste.text.push(char),
            None if char == '\u{7f}' => self.push(Key::Backspace),
            None => self.push(Key::Char(char)),
        }
    }

    fn execute(&mut self, byte: u8) {
        if let Some(paste) = &mut self.paste {
            // A line break in a paste is no Enter.
            let blank = if byte == b'\t' { ' ' } else { '\n' };
            if matches!(byte, b'\r' | b'\n' | b'\t') && !paste.text.ends_with(blank) {
                paste.text.push(blank);
            }
            return;
        }
        self.push(match byte {
            b'\r' | b'\n' => Key::Enter,
            b'\t' => Key::Tab,
            0x01 => Key::Home,
            0x03 => Key::CtrlC,
            0x05 => Key::End,
            0x08 => Key::Backspace,
            _ => Key::Char(char::from(byte)),
        });
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _ignore: bool, action: char) {
        self.open = false;
        let first = params.iter().next().and_then(|values| values.first()).copied().unwrap_or_default();
        match (action, first) {
            _ if !intermediates.is_empty() => {}
            ('~', 200) => self.paste = Some(Paste::default()),
            ('~', 201) => self.close_paste(),
            ('~', 1 | 7) => self.push(Key::Home),
            ('~', 3) => self.push(Key::Del),
            ('~', 4 | 8) => self.push(Key::End),
            ('~', _) => self.push(Key::Unknown),
            (letter_of_key, _) => self.push(letter(letter_of_key)),
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignore: bool, byte: u8) {
        match byte {
            b'O' if intermediates.is_empty() => self.single_shift = true,
            // The end of a string, which was no key.
            b'\\' => self.open = false,
            // Alt with a letter: neither Esc nor the letter.
            _ => self.push(Key::Unknown),
        }
    }
}

/// Returns the key of the letter that ends its sequence.
fn letter(letter: char) -> Key {
    match letter {
        'A' => Key::ArrowUp,
        'B' => Key::ArrowDown,
        'C' => Key::ArrowRight,
        'D' => Key::ArrowLeft,
        'F' => Key::End,
        'H' => Key::Home,
        'M' => Key::Enter,
        'Z' => Key::BackTab,
        _ => Key::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes parts that come one after another, with a pause at the end.
    fn decoded(parts: &[&[u8]]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        for part in parts {
            decoder.take(part);
        }
        decoder.settle();
        std::iter::from_fn(|| decoder.next()).collect()
    }

    fn keys(parts: &[&[u8]]) -> Vec<Key> {
        let key = |input| match input {
            Input::Key(key) => key,
            other => panic!("{other:?}"),
        };
        decoded(parts).into_iter().map(key).collect()
    }

    #[test]
    fn an_escape_is_one_only_when_nothing_follows_it() {
        assert_eq!(keys(&[b"\x1b"]), [Key::Escape]);
        for arrow in [&b"\x1b[A"[..], b"\x1bOA", b"\x1b[1;5A", b"\x1b\x1b[A"] {
            for at in 0..=arrow.len() {
                let (before, after) = arrow.split_at(at);
                assert_eq!(keys(&[before, after]), [Key::ArrowUp], "{arrow:?} parted at {at}");
            }
        }
    }

    #[test]
    fn alt_with_a_letter_is_no_answer_and_no_way_back() {
        assert_eq!(keys(&[b"\x1bj", b"x"]), [Key::Unknown, Key::Char('x')]);
        // Some of them begin a string; what comes after the pause is typed again.
        for begins in [b"\x1b]", b"\x1bP", b"\x1b_", b"\x1bX", b"\x1b["] {
            let mut decoder = Decoder::default();
            decoder.take(begins);
            assert!(decoder.is_open());
            decoder.settle();
            decoder.take(b"j");
            let all: Vec<Input> = std::iter::from_fn(|| decoder.next()).collect();
            assert_eq!(all, [Input::Key(Key::Char('j'))], "{begins:?}");
        }
    }

    #[test]
    fn letters_of_several_bytes_may_arrive_in_parts() {
        assert_eq!(keys(&[b"\xc3", b"\xa5"]), [Key::Char('å')]);
        assert_eq!(keys(&["日".as_bytes()]), [Key::Char('日')]);
        assert_eq!(keys(&[b"\xff", b"j"]).last(), Some(&Key::Char('j')));
    }

    #[test]
    fn what_steers_is_what_it_is_called() {
        assert_eq!(
            keys(&[b"\r\n\x7f\x08\t\x03\x01\x05\x15\x1b[3~\x1b[H\x1b[4~\x1b[15~\x1b[Z"]),
            [
                Key::Enter,
                Key::Enter,
                Key::Backspace,
                Key::Backspace,
                Key::Tab,
                Key::CtrlC,
                Key::Home,
                Key::End,
                Key::Char('\u{15}'),
                Key::Del,
                Key::Home,
                Key::End,
                Key::Unknown,
                Key::BackTab
            ]
        );
    }

    #[test]
    fn a_paste_is_one_text_and_no_key_of_it_is_pressed() {
        let pasted = [&b"\x1b[200~f\xc3\xb6rsta\r\nandra\n\x03tredje\x1b[A\r\n\x1b[2"[..], b"01~j"];
        assert_eq!(decoded(&pasted), [Input::Paste("första\nandra\ntredje".to_owned()), Input::Key(Key::Char('j'))]);
    }

    #[test]
    fn however_lines_end_in_a_paste_each_break_is_one() {
        for breaks in ["\r", "\n", "\r\n", "\r\r", "\r\n\r\n"] {
            let bytes = format!("\x1b[200~en{breaks}två{breaks}\x1b[201~");
            assert_eq!(decoded(&[bytes.as_bytes()]), [Input::Paste("en\ntvå".to_owned())], "{breaks:?}");
        }
    }

    #[test]
    fn what_is_forgotten_in_the_midst_of_a_paste_stays_so_to_its_end() {
        let mut decoder = Decoder::default();
        decoder.take(b"x\x1b[200~en");
        decoder.forget();
        decoder.take(b"j\rn\r\x1b[201~v");
        let all: Vec<Input> = std::iter::from_fn(|| decoder.next()).collect();
        assert_eq!(all, [Input::Key(Key::Char('v'))]);
    }
}
