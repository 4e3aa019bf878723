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
        if scanner.passes(line) {
            continue;
        }
        characters.clear();
        characters.extend(line.chars());
        scanner.line(number, &characters, &mut take);
    }
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
