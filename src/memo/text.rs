//! A memo as plain text of a given width: for a terminal, a mail, or a screen reader, which reads across the columns of a
//! table and says a line of dashes.

use crate::render::paragraph::{columns, cut, keep_together, loosen};
use crate::render::safe;
use crate::render::table::ruled;

use super::{Block, Memo, Table};

/// Below this width a table's columns are too narrow to read, and each row is written out as names and values.
const NARROWEST_TABLE: u16 = 72;
/// No line is made narrower than this.
const NARROWEST: u16 = 20;

/// Renders a memo for lines of so many characters.
#[must_use]
pub fn render(memo: &Memo, width: u16) -> String {
    written(memo, width, false)
}

/// Renders a memo to be read aloud in the order that it stands in: each row of a table is written out under its headings,
/// and nothing is drawn.
#[must_use]
pub fn render_spoken(memo: &Memo, width: u16) -> String {
    written(memo, width, true)
}

fn written(memo: &Memo, width: u16, spoken: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(NARROWEST), spoken };
    page.paragraph(&memo.title, "", "");
    page.underline('=');
    for section in &memo.sections {
        page.out.push('\n');
        page.paragraph(&section.heading, "", "");
        page.underline('-');
        for block in &section.blocks {
            page.block(block);
        }
    }
    loosen(&page.out)
}

struct Page {
    out: String,
    width: u16,
    /// Whether nothing may be drawn: what is drawn is noise to whoever listens.
    spoken: bool,
}

/// What stands in a cell of which nothing is said.
const NOTHING: &str = "–";

impl Page {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.paragraph(text, "", ""),
            Block::Heading(text) => {
                self.gap();
                self.paragraph(text, "", "");
            }
            Block::Subheading(text) => {
                self.gap();
                self.paragraph(text, "- ", "  ");
            }
            Block::Facts(facts) => {
                for (name, value) in facts {
                    self.fact(name, value, "", "  ");
                }
            }
            Block::List(points) => {
                for point in points {
                    self.paragraph(point, "- ", "  ");
                }
            }
            Block::Question(question, facts) => {
                self.out.push('\n');
                self.paragraph(question, "", "");
                for (name, value) in facts {
                    self.fact(name, value, "  ", "    ");
                }
            }
            Block::Table(table) => self.table(table),
            // A command that was broken would no longer be one.
            Block::Commands(lines) => {
                self.out.extend(lines.iter().map(|line| {
                    format!(
                        "  {}
",
                        safe::line(line)
                    )
                }));
            }
        }
    }

    fn fact(&mut self, name: &str, value: &str, first: &str, rest: &str) {
        self.paragraph(&format!("{name}: {value}"), first, rest);
    }

    fn table(&mut self, table: &Table) {
        if self.spoken || self.width < NARROWEST_TABLE {
            for row in &table.rows {
                for (at, (heading, cell)) in table.headings.iter().zip(row).enumerate() {
                    if self.spoken && cell == NOTHING {
                        continue;
                    }
                    self.fact(heading, cell, if at == 0 { "- " } else { "  " }, "    ");
                }
            }
            return;
        }
        self.out.push_str(&ruled(self.width, &table.headings, &table.rows, &table.shares));
        self.out.push('\n');
    }

    /// Leaves a line empty, unless it follows a heading.
    fn gap(&mut self) {
        if !self.out.ends_with("-\n") && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Writes text in lines; `first` stands before the first one and `rest` before the others.
    fn paragraph(&mut self, text: &str, first: &str, rest: &str) {
        let text = keep_together(&safe::text(text));
        let mut lead = first;
        for line in text.split('\n') {
            let mut column = self.start(lead);
            lead = rest;
            let mut fresh = true;
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                let mut word = word;
                if !fresh && column + 1 + columns(word) > usize::from(self.width) {
                    self.out.push('\n');
                    column = self.start(rest);
                    fresh = true;
                }
                if !fresh {
                    self.out.push(' ');
                    column += 1;
                }
                // A digest in a narrow window is the one kind of word that has to be cut.
                while column + columns(word) > usize::from(self.width) {
                    let room = usize::from(self.width).saturating_sub(column).max(1);
                    let (head, tail) = cut(word, room);
                    self.out.push_str(head);
                    self.out.push('\n');
                    column = self.start(rest);
                    word = tail;
                }
                self.out.push_str(word);
                column += columns(word);
                fresh = false;
            }
            let kept = self.out.trim_end_matches(' ').len();
            self.out.truncate(kept);
            self.out.push('\n');
        }
    }

    fn start(&mut self, lead: &str) -> usize {
        self.out.push_str(lead);
        columns(lead)
    }

    fn underline(&mut self, line: char) {
        if self.spoken {
            return;
        }
        let last = self.out.trim_end().lines().next_back().map_or(0, columns);
        self.out.extend(std::iter::repeat_n(line, last));
        self.out.push('\n');
    }
}
