//! Finds the texts without quotes in a YAML text, line by line, without reading it as YAML.
//!
//! It must manage with text that is not YAML, so it knows only what it needs: quotes, blocks after `|` and `>`, braces
//! and brackets, comments, `: ` and `- `.

/// A text without quotes, on one line.
pub(super) struct Plain<'l> {
    /// The line, from 1.
    pub(super) line: u32,
    /// The column, from 0.
    pub(super) column: usize,
    /// The characters, trailing blanks left out.
    pub(super) text: &'l [char],
    /// What stands before it on its line, where that is white space only.
    pub(super) indent: &'l [char],
    /// It is the first on its line, outside braces and brackets.
    pub(super) begins_line: bool,
    /// It stands after `key: ` on the same line.
    pub(super) is_value: bool,
    /// It stands within braces or brackets.
    pub(super) in_braces: bool,
    /// What ends it.
    pub(super) end: End<'l>,
}

/// What ends a text without quotes.
pub(super) enum End<'l> {
    /// `: `, which makes it a key.
    Colon,
    /// ` #`.
    Comment {
        /// Where `#` stands, from 0.
        column: usize,
        /// The blanks before it.
        blanks: usize,
        /// What follows it on the line.
        rest: &'l [char],
    },
    /// A comma, brace or bracket.
    Separator,
    /// The end of the line.
    Line,
    /// It is a sentence that begins with a placeholder such as `{person}`, which YAML takes for a mapping.
    Placeholder,
}

/// Calls `take` with every text without quotes, in their order.
pub(super) fn plain_texts(text: &str, mut take: impl FnMut(&Plain<'_>)) {
    let mut scanner = Scanner { depth: 0, within: Within::Nothing };
    let mut characters = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if scanner.passes(line) || scanner.is_simple(line) {
            continue;
        }
        characters.clear();
        characters.extend(line.chars());
        scanner.line(number, &characters, &mut take);
    }
}

/// Returns where the quote that stands at `from` is closed.
fn closing(line: &[u8], from: usize) -> Option<usize> {
    let quote = line[from];
    let mut at = from + 1;
    while let Some(&byte) = line.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            b'\'' if quote == b'\'' && line.get(at + 1) == Some(&b'\'') => at += 2,
            _ if byte == quote => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// What a line begins within.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Within {
    Nothing,
    /// Quotes that are still open.
    Quotes(char),
    /// A block whose lines are indented by more than this.
    Block(usize),
}

/// Returns whether `{word}` is followed by more of a sentence.
fn begins_with_placeholder(text: &[char]) -> bool {
    let word = text.iter().skip(1).take_while(|c| c.is_ascii_lowercase()).count();
    let after = text.get(word + 2..).unwrap_or_default();
    let next = after.iter().find(|c| !c.is_whitespace());
    word > 0 && text.get(word + 1) == Some(&'}') && next.is_some_and(|c| !",]}#:".contains(*c))
}

struct Scanner {
    depth: usize,
    within: Within,
}

impl Scanner {
    /// Returns whether the line belongs to the block that is open, and closes the block if not.
    fn passes(&mut self, line: &str) -> bool {
        let Within::Block(parent) = self.within else { return false };
        let text = line.trim_start();
        let passes = text.is_empty() || line[..line.len() - text.len()].chars().count() > parent;
        if !passes {
            self.within = Within::Nothing;
        }
        passes
    }

    /// Returns whether a line is one of most, in which nothing can be found, and steps over it if so.
    ///
    /// Its quotes are closed, it has no comment and opens no block, one colon at the most makes a key within each of its
    /// commas, and its letters outside quotes are of ASCII or Latin, or `§`. It is looked through byte by byte, which takes
    /// a fraction of what reading it would.
    fn is_simple(&mut self, line: &str) -> bool {
        if matches!(self.within, Within::Quotes(_)) {
            return !line.contains(['"', '\'', '\\']);
        }
        let bytes = line.as_bytes();
        let (mut at, mut depth, mut keys) = (0, self.depth, 0);
        // Whether what comes next begins something, and does not go on with a text.
        let mut begins = true;
        // Where the brace that was opened last stands.
        let mut brace = None;
        while let Some(&byte) = bytes.get(at) {
            let next = bytes.get(at + 1).copied();
            let blank_next = next.is_none_or(|next| matches!(next, b' ' | b'\t'));
            match byte {
                b' ' => {}
                b'-' if begins && blank_next && depth == 0 => {}
                b'"' | b'\'' if begins => match closing(bytes, at) {
                    Some(end) => (at, begins) = (end, false),
                    None => return false,
                },
                b':' if blank_next => {
                    keys += 1;
                    if keys > 1 {
                        return false;
                    }
                    begins = true;
                }
                b',' if depth > 0 => (keys, begins) = (0, true),
                b'[' | b'{' if begins || depth > 0 => {
                    (depth, keys, begins) = (depth + 1, 0, true);
                    brace = Some(at);
                }
                b']' | b'}' if depth > 0 => {
                    // `{person}` may be a placeholder.
                    let word = brace.take().map_or(&[][..], |brace| &bytes[brace + 1..at]);
                    if !word.is_empty() && word.iter().all(u8::is_ascii_lowercase) {
                        return false;
                    }
                    (depth, keys, begins) = (depth - 1, 0, true);
                }
                b'"' | b'#' | b'\'' | b'*' | b'>' | b'[' | b'\\' | b']' | b'{' | b'|' | b'}' => return false,
                b'!'..=b'~' => begins = false,
                // U+00C0 to U+00FF, and `§`.
                0xc3 => (at, begins) = (at + 1, false),
                0xc2 if next == Some(0xa7) => (at, begins) = (at + 1, false),
                _ => return false,
            }
            at += 1;
        }
        self.depth = depth;
        true
    }

    fn line(&mut self, number: u32, line: &[char], take: &mut impl FnMut(&Plain<'_>)) {
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let mut at = indent;
        match self.within {
            Within::Quotes(quote) => match self.quoted(line, 0, quote) {
                Some(after) => at = after,
                None => return,
            },
            Within::Block(_) | Within::Nothing => {}
        }
        let mut is_value = false;
        // Where the node that a block would belong to begins.
        let mut parent = indent;
        while let Some(&character) = line.get(at) {
            let next = line.get(at + 1).copied();
            let blank_next = next.is_none_or(is_blank);
            match character {
                ' ' | '\t' => at += 1,
                '#' if at == 0 || is_blank(line[at - 1]) => return,
                '"' | '\'' => match self.quoted(line, at + 1, character) {
                    Some(after) => at = after,
                    None => return,
                },
                '{' if begins_with_placeholder(&line[at..]) => {
                    let mut plain = self.plain(number, line, at + 1, indent, is_value);
                    plain.column = at;
                    plain.end = End::Placeholder;
                    take(&plain);
                    at += line[at..].iter().take_while(|c| **c != '}').count() + 1;
                }
                '{' | '[' => {
                    self.depth += 1;
                    (at, is_value) = (at + 1, false);
                }
                '}' | ']' if self.depth > 0 => {
                    self.depth -= 1;
                    (at, is_value) = (at + 1, false);
                }
                ',' if self.depth > 0 => (at, is_value) = (at + 1, false),
                // The colon after a key in quotes.
                ':' if blank_next => (at, is_value) = (at + 1, true),
                '-' | '?' if blank_next && self.depth == 0 => {
                    parent = at;
                    at += 1;
                }
                '|' | '>' if self.depth == 0 && at > 0 => {
                    self.within = Within::Block(parent);
                    return;
                }
                _ => {
                    let plain = self.plain(number, line, at, indent, is_value);
                    let length = plain.text.len();
                    let key = matches!(plain.end, End::Colon);
                    let comment = matches!(plain.end, End::Comment { .. });
                    if key && !is_value {
                        parent = at;
                    }
                    take(&plain);
                    if comment {
                        return;
                    }
                    // A separator that is not one of ours, such as a closing brace outside braces, is stepped over.
                    at += length.max(1);
                }
            }
        }
    }

    fn plain<'l>(&self, number: u32, line: &'l [char], at: usize, indent: usize, is_value: bool) -> Plain<'l> {
        let (length, end) = self.end(line, at);
        let mut text = &line[at..at + length];
        while let [rest @ .., ' ' | '\t'] = text {
            text = rest;
        }
        Plain {
            line: number,
            column: at,
            text,
            indent: if at == indent { &line[..indent] } else { &[] },
            begins_line: at == indent && self.depth == 0,
            is_value,
            in_braces: self.depth > 0,
            end,
        }
    }

    fn end<'l>(&self, line: &'l [char], at: usize) -> (usize, End<'l>) {
        for (length, &character) in line[at..].iter().enumerate() {
            let here = at + length;
            match character {
                ':' if line.get(here + 1).is_none_or(|c| is_blank(*c)) => return (length, End::Colon),
                '#' if length > 0 && is_blank(line[here - 1]) => {
                    let blanks = line[at..here].iter().rev().take_while(|c| is_blank(**c)).count();
                    return (length, End::Comment { column: here, blanks, rest: &line[here + 1..] });
                }
                ',' | '[' | ']' | '{' | '}' if self.depth > 0 => return (length, End::Separator),
                _ => {}
            }
        }
        (line.len() - at, End::Line)
    }

    /// Returns what follows the closing quote, or remembers that it is on a later line.
    fn quoted(&mut self, line: &[char], from: usize, quote: char) -> Option<usize> {
        let mut at = from;
        while let Some(&character) = line.get(at) {
            match character {
                '\\' if quote == '"' => at += 2,
                '\'' if quote == '\'' && line.get(at + 1) == Some(&'\'') => at += 2,
                _ if character == quote => {
                    self.within = Within::Nothing;
                    return Some(at + 1);
                }
                _ => at += 1,
            }
        }
        self.within = Within::Quotes(quote);
        None
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::super::look_at;
    use super::*;

    /// Every line of so many pieces.
    fn lines(pieces: &[&str], length: usize) -> Vec<String> {
        (0..length).fold(vec![String::new()], |lines, _| {
            lines.iter().flat_map(|line| pieces.iter().map(move |piece| format!("{line}{piece}"))).collect()
        })
    }

    #[test]
    fn a_simple_line_has_nothing_to_find_and_leaves_what_follows_as_it_was() {
        let pieces = ["a", "å", " ", ": ", "- ", ", ", "[", "]", "{", "}", "'", "\"", "\\"];
        let mut simple = 0;
        for line in (1..=4).flat_map(|length| lines(&pieces, length)) {
            let characters: Vec<char> = line.chars().collect();
            for within in [Within::Nothing, Within::Quotes('"'), Within::Quotes('\'')] {
                for depth in [0, 1] {
                    let (mut stepped, mut read) = (Scanner { depth, within }, Scanner { depth, within });
                    if stepped.is_simple(&line) {
                        simple += 1;
                        let mut found = Vec::new();
                        read.line(1, &characters, &mut |plain| found.extend(look_at(plain)));
                        let expected = (Vec::new(), stepped.depth, stepped.within);
                        assert_eq!((found, read.depth, read.within), expected, "{line:?}");
                    }
                }
            }
        }
        assert!(simple > 10_000, "{simple}");
    }

    #[test]
    fn most_lines_are_simple_and_those_that_may_hold_something_are_not() {
        for line in [
            "  - id: över",
            "provisions: [osl-26-1, osl-26-2]",
            "sv: Är det så, enligt 1 §?",
            "next: {ja: a, nej: return b, vet-ej: {}}",
            "en: \"x: y # z – “å”\"",
            "- {sv: 'it''s', en: \"\\\"\"}",
            "",
            "a:b",
        ] {
            assert!(Scanner { depth: 0, within: Within::Nothing }.is_simple(line), "{line}");
        }
        for line in [
            "– a",
            "a: b: c",
            "a: b, c: d",
            "a: b [c, d: e]",
            "a: b # c",
            "b]",
            "a\u{a0}: b",
            "a: {person} b",
            "a: \"b",
            "a: |",
            "\ta: b",
            "* a",
        ] {
            assert!(!Scanner { depth: 0, within: Within::Nothing }.is_simple(line), "{line}");
        }
    }
}
