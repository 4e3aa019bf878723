//! What is covered and what is not, in words.

use super::Count;
use super::element::{Element, Kind};
use crate::render::paragraph::columns;
use crate::ruleset::model::Rulebook;
use crate::text::Language;
use crate::trial::words::{self, Line, Lines};

impl Kind {
    /// Returns what is counted, in the plural.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Nodes => language.choose("steg", "steps"),
            Self::Edges => language.choose("vägar ur dem", "ways out of them"),
            Self::Rows => language.choose("rader i beslutstabeller", "rows of decision tables"),
            Self::Ends => language.choose("utfall och returer", "outcomes and returns"),
            Self::Duties => language.choose("skyldigheter", "duties"),
        }
    }

    /// Returns the name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Edges => "edges",
            Self::Rows => "rows",
            Self::Ends => "ends",
            Self::Duties => "duties",
        }
    }
}

impl Count {
    /// Returns the count in words: `12 av 13 (92 %)`.
    #[must_use]
    pub fn words(self, language: Language) -> String {
        let of = language.choose("av", "of");
        let percent = language.choose("\u{a0}%", "%");
        format!("{} {of} {} ({}{percent})", self.covered, self.total, self.percent())
    }
}

impl Element {
    /// Returns where it stands.
    #[must_use]
    pub fn line(self, book: &Rulebook, lines: &Lines) -> Line {
        match self {
            Self::Node(ruleset, node) | Self::Edge(ruleset, node, _) => lines.node(book, ruleset, node),
            Self::Row(table, row) => lines.row(book, table, row),
            Self::Outcome(ruleset, at) => lines.end(book, ruleset, &book.rulesets[ruleset.at()].outcomes[at.at()].id),
            Self::Return(ruleset, at) => lines.end(book, ruleset, &returned(book, ruleset, at.at())),
            Self::Duty(at) => lines.duty(&book.duties[at.at()].id),
        }
    }

    /// Returns what it is: the step and the answer by their ids, and the question's words.
    #[must_use]
    pub fn words(self, book: &Rulebook, language: Language) -> String {
        match self {
            Self::Node(ruleset, node) => {
                format!("{} {}", language.choose("steget", "the step"), words::node(book, ruleset, node))
            }
            Self::Edge(ruleset, node, way) => {
                let kind = &book.rulesets[ruleset.at()].nodes[node.at()].kind;
                let (place, way) = (words::node(book, ruleset, node), words::way(book, ruleset, kind, way));
                let asked = words::question(book, kind).map(|question| quoted(question.text.get(language), language));
                format!("{place} → {way}{}", asked.unwrap_or_default())
            }
            Self::Row(table, row) => {
                let table = &book.tables[table.at()];
                let row = row + 1;
                match language {
                    Language::Sv => format!("rad {row} i tabellen {}", table.id),
                    Language::En => format!("row {row} of the table {}", table.id),
                }
            }
            Self::Outcome(ruleset, at) => {
                let id = &book.rulesets[ruleset.at()].outcomes[at.at()].id;
                let version = words::version(book, ruleset);
                format!("{} {id} {} {version}", language.choose("utfallet", "the outcome"), language.choose("i", "of"))
            }
            Self::Return(ruleset, at) => {
                let (id, version) = (returned(book, ruleset, at.at()), words::version(book, ruleset));
                format!("{} {id} {} {version}", language.choose("returen", "the return"), language.choose("ur", "of"))
            }
            Self::Duty(at) => {
                format!("{} {}", language.choose("skyldigheten", "the duty"), book.duties[at.at()].id)
            }
        }
    }
}

fn returned(book: &Rulebook, ruleset: crate::ruleset::model::RulesetIx, at: usize) -> Box<str> {
    let family = book.rulesets[ruleset.at()].family;
    book.families[family.at()].returns[at].clone()
}

/// Returns a question in quotation marks, cut where it is long.
fn quoted(text: &str, language: Language) -> String {
    const MOST: usize = 72;
    let mut shown = String::new();
    for word in text.split_whitespace() {
        if !shown.is_empty() && columns(&shown) + columns(word) >= MOST {
            shown.push('…');
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    match language {
        Language::Sv => format!(" ”{shown}”"),
        Language::En => format!(" “{shown}”"),
    }
}
