//! The memo: a rendering of the record in words, for a reader who was not there.
//!
//! A court reads it: which provision, which harm, for whom, and why. It is made of sections without layout, so that
//! paper, screen and plain text say the same. It adds nothing that is not in the record or about its signatures, and
//! is never edited. The notice to the requester is made apart from the memo, out of what the requester may read.

mod annexes;
mod duties;
mod evidence;
pub mod files;
mod grounds;
mod internal;
pub mod json;
pub mod markdown;
pub mod notice;
mod reasoning;
mod schedule;
mod statements;
pub mod text;
mod words;

#[cfg(test)]
mod tests;

pub use duties::deadline;
pub use evidence::{Evidence, SignatureShown, SignatureState, StatementShown};
pub use internal::internal;
pub use notice::notice;
pub use statements::subjects;

/// A memo or a notice, without layout. The strings are as they stand in the record; renderers make them safe.
#[derive(Clone, Debug, PartialEq)]
pub struct Memo {
    /// What it is.
    pub title: String,
    /// Its sections, in order; none is empty.
    pub sections: Vec<Section>,
}

/// A section with its heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// Whether it is an annex: for whoever looks something up.
    pub annex: bool,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(String),
    /// A heading within the section.
    Heading(String),
    /// A heading under that.
    Subheading(String),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// Points in no order of rank.
    List(Vec<String>),
    /// A question as it was put, and what was said to it: names and values.
    Question(String, Vec<(String, String)>),
    /// Rows under headings.
    Table(Table),
    /// What to type, line by line.
    Commands(Vec<String>),
}

/// Rows under headings; each row has as many cells as there are headings.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// How the width is shared, in percent, for every column but the last, which takes the rest.
    pub shares: Vec<usize>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Memo {
    fn new(title: String) -> Self {
        Self { title, sections: Vec::new() }
    }

    /// Adds a section unless there is nothing in it.
    fn add(&mut self, heading: &str, blocks: Vec<Block>) {
        self.push(heading.to_owned(), blocks, false);
    }

    /// Adds an annex, numbered, unless there is nothing in it.
    fn annex(&mut self, word: &str, heading: &str, blocks: Vec<Block>) {
        let number = self.sections.iter().filter(|section| section.annex).count() + 1;
        self.push(format!("{word} {number}. {heading}"), blocks, true);
    }

    fn push(&mut self, heading: String, blocks: Vec<Block>, annex: bool) {
        let empty = |block: &Block| match block {
            Block::Facts(rows) => rows.is_empty(),
            Block::List(points) => points.is_empty(),
            Block::Table(table) => table.rows.is_empty(),
            Block::Commands(lines) => lines.is_empty(),
            Block::Paragraph(_) | Block::Heading(_) | Block::Subheading(_) | Block::Question(..) => false,
        };
        let blocks: Vec<_> = blocks.into_iter().filter(|block| !empty(block)).collect();
        if !blocks.is_empty() {
            self.sections.push(Section { heading, blocks, annex });
        }
    }

    /// Returns the memo without its annexes.
    #[must_use]
    pub fn main_part(mut self) -> Self {
        self.sections.retain(|section| !section.annex);
        self
    }
}
