//! A page of lines that fit a width.

use super::paragraph::{hanging, paragraph};

/// A line longer than this is hard to read, however wide the terminal is.
pub const WIDEST: u16 = 100;

/// Lines that are being written, one under the other.
#[derive(Clone, Debug)]
pub struct Lines {
    width: usize,
    out: String,
}

impl Lines {
    /// Begins a page for a terminal of so many columns; it is no wider than [`WIDEST`].
    #[must_use]
    pub fn new(width: u16) -> Self {
        Self { width: width.min(WIDEST).into(), out: String::new() }
    }

    /// Writes a paragraph.
    pub fn say(&mut self, text: &str, indent: usize) {
        paragraph(&mut self.out, text, indent, self.width);
    }

    /// Writes what something is, after what it is called.
    pub fn note(&mut self, lead: &str, text: &str, indent: usize) {
        self.hang(&format!("{lead}: {text}"), indent, indent + 2);
    }

    /// Writes one point of a list.
    pub fn point(&mut self, text: &str, indent: usize) {
        self.hang(&format!("– {text}"), indent, indent + 2);
    }

    /// Writes a paragraph whose later lines are indented by `rest`.
    pub fn hang(&mut self, text: &str, first: usize, rest: usize) {
        hanging(&mut self.out, text, first, rest, self.width);
    }

    /// Leaves a line empty.
    pub fn gap(&mut self) {
        self.out.push('\n');
    }

    /// Returns what has been written.
    #[must_use]
    pub fn into_text(self) -> String {
        self.out
    }
}
