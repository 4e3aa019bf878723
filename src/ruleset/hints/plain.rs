//! Finds the texts without quotes in a YAML text, line by line, without reading it as YAML.
//!
//! It must manage with text that is not YAML, so it knows only what it needs: quotes, blocks after `|` and `>`, braces
//! and brackets, comments, `: ` and `- `.

/// A text without quotes, on one line.
pub(super) struct Plain {
    /// The line, from 1.
    pub(super) line: u32,
    /// The column, from 0.
    pub(super) column: usize,
    /// The characters, trailing blanks left out.
    pub(super) text: Vec<char>,
    /// What stands before it on its line, where that is white space only.
    pub(super) indent: Vec<char>,
    /// It is the first on its line, outside braces and brackets.
    pub(super) begins_line: bool,
    /// It stands after `key: ` on the same line.
    pub(super) is_value: bool,
    /// It stands within braces or brackets.
    pub(super) in_braces: bool,
    /// What ends it.
    pub(super) end: End,
}

/// What ends a text without quotes.
pub(super) enum End {
    /// `: `, which makes it a key.
    Colon,
    /// ` #`.
    Comment {
        /// Where `#` stands, from 0.
        column: usize,
        /// The blanks before it.
        blanks: usize,
        /// What follows it on the line.
        rest: String,
    },
    /// A comma, brace or bracket.
    Separator,
    /// The end of the line.
    Line,
    /// It is a sentence that begins with a placeholder such as `{person}`, which YAML takes for a mapping.
    Placeholder,
}

/// Returns the texts without quotes.
pub(super) fn plain_texts(text: &str) -> Vec<Plain> {
    let mut scanner = Scanner { found: Vec::new(), depth: 0, within: Within::Nothing };
    for (number, line) in (1..).zip(text.split('\n')) {
        let line: Vec<char> = line.strip_suffix('\r').unwrap_or(line).chars().collect();
        scanner.line(number, &line);
    }
    scanner.found
}

/// What a line begins within.
#[derive(Clone, Copy)]
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
    found: Vec<Plain>,
    depth: usize,
    within: Within,
}

impl Scanner {
    fn line(&mut self, number: u32, line: &[char]) {
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let mut at = indent;
        match self.within {
            Within::Block(parent) if indent == line.len() || indent > parent => return,
            Within::Block(_) => self.within = Within::Nothing,
            Within::Quotes(quote) => match self.quoted(line, 0, quote) {
                Some(after) => at = after,
                None => return,
            },
            Within::Nothing => {}
        }
        let mut is_value = false;
        // Where the node that a block would belong to begins.
        let mut parent = indent;
        while let Some(&character) = line.get(at) {
            let next = line.get(at + 1).copied();
            let blank_next = next.is_none_or(|c| c == ' ' || c == '\t');
            match character {
                ' ' | '\t' => at += 1,
                '#' if at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t' => return,
                '"' | '\'' => match self.quoted(line, at + 1, character) {
                    Some(after) => at = after,
                    None => return,
                },
                '{' if begins_with_placeholder(&line[at..]) => {
                    let mut plain = self.plain(number, line, at + 1, indent, is_value);
                    plain.column = at;
                    plain.end = End::Placeholder;
                    self.found.push(plain);
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
                    self.found.push(plain);
                    if comment {
                        return;
                    }
                    // A separator that is not one of ours, such as a closing brace outside braces, is stepped over.
                    at += length.max(1);
                }
            }
        }
    }

    fn plain(&self, number: u32, line: &[char], at: usize, indent: usize, is_value: bool) -> Plain {
        let (length, end) = self.end(line, at);
        let mut text = line[at..at + length].to_vec();
        while text.last().is_some_and(|c| *c == ' ' || *c == '\t') {
            text.pop();
        }
        Plain {
            line: number,
            column: at,
            text,
            indent: if at == indent { line[..indent].to_vec() } else { Vec::new() },
            begins_line: at == indent && self.depth == 0,
            is_value,
            in_braces: self.depth > 0,
            end,
        }
    }

    fn end(&self, line: &[char], at: usize) -> (usize, End) {
        for (length, &character) in line[at..].iter().enumerate() {
            let here = at + length;
            let blank_next = line.get(here + 1).is_none_or(|c| *c == ' ' || *c == '\t');
            let blanks = line[at..here].iter().rev().take_while(|c| **c == ' ' || **c == '\t').count();
            match character {
                ':' if blank_next => return (length, End::Colon),
                '#' if blanks > 0 => {
                    let rest = line[here + 1..].iter().collect();
                    return (length, End::Comment { column: here, blanks, rest });
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
