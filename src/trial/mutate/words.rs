//! A change of the rules in words that a lawyer understands, and by the name that a list of survivors has for it.

use super::piece::Piece;
use super::{Change, Mutant};
use crate::assessment::role;
use crate::engine::Way;
use crate::ruleset::model::{JA, Join, Node, NodeKind, Rulebook, RulesetIx, Target};
use crate::text::Language;
use crate::trial::words::{self, Line, Lines};

impl Mutant {
    /// Returns where the rules are changed, as a list of survivors names it: `ruleset.node`, `ruleset return NAME`,
    /// `ruleset outcome ID`, `ruleset`, `provision ID` or `table ID`, a ruleset of several versions with `@` and its first
    /// day.
    #[must_use]
    pub fn place(&self, book: &Rulebook) -> String {
        let end = |ruleset, end| format!("{} {}", words::version(book, ruleset), words::target(book, ruleset, end));
        match &self.piece {
            Piece::Node(ruleset, at, _) => words::node(book, *ruleset, *at),
            Piece::Return(ruleset, at, _) => end(*ruleset, Target::Return(*at)),
            Piece::Outcome(ruleset, at, _) => end(*ruleset, Target::Outcome(*at)),
            Piece::Valid(versions) => versions.first().map(|(ix, _)| words::version(book, *ix)).unwrap_or_default(),
            Piece::Provision(at, _) => format!("provision {}", book.provisions[at.at()].id),
            Piece::Table(at, _) => format!("table {}", book.tables[at.at()].id),
        }
    }

    /// Returns what is changed, as a list of survivors names it.
    #[must_use]
    pub fn name(&self, book: &Rulebook) -> String {
        let way = |way| self.way(book, way);
        match self.change {
            Change::Swap(a, b) => format!("swap {} {}", way(a), way(b)),
            Change::Doubt { to, .. } => format!("doubt {}", self.target(book, to)),
            Change::Duty(duty) => format!("duty {}", book.duties[duty.at()].id),
            Change::Provision(provision) => format!("provision {}", book.provisions[provision.at()].id),
            Change::Effect { becomes, .. } => format!("effect {}", becomes.id()),
            Change::Approval(by) => format!("approval {}", role(by).en),
            Change::Day { later: true, first } => format!("later {first}"),
            Change::Day { later: false, first } => format!("earlier {first}"),
            Change::Join => "join".to_owned(),
            Change::Result { row, .. } => format!("row {}", row + 1),
            Change::Want(row) => format!("want {}", row + 1),
        }
    }

    /// Returns where the rules are changed.
    #[must_use]
    pub fn line(&self, book: &Rulebook, lines: &Lines) -> Line {
        match (&self.piece, self.change) {
            (Piece::Node(ruleset, at, _), _) => lines.node(book, *ruleset, *at),
            (Piece::Return(ruleset, at, _), _) => {
                let family = book.rulesets[ruleset.at()].family;
                lines.end(book, *ruleset, &book.families[family.at()].returns[at.at()])
            }
            (Piece::Outcome(ruleset, at, _), _) => {
                lines.end(book, *ruleset, &book.rulesets[ruleset.at()].outcomes[at.at()].id)
            }
            (Piece::Valid(versions), _) => versions.first().map(|(ix, _)| lines.valid(book, *ix)).unwrap_or_default(),
            (Piece::Provision(at, _), Change::Day { first, .. }) => lines.wording(&book.provisions[at.at()].id, first),
            (Piece::Table(at, _), Change::Result { row, .. }) => lines.row(book, *at, row),
            (Piece::Provision(..) | Piece::Table(..), _) => Line::default(),
        }
    }

    /// Returns the change as a sentence that ends in that no case notices it.
    #[must_use]
    pub fn unnoticed(&self, book: &Rulebook, language: Language) -> String {
        match language {
            Language::Sv => format!("om {} märker inget fall det", self.swedish(book)),
            Language::En => format!("if {}, no case notices", self.english(book)),
        }
    }

    /// Returns where the rules are changed, in words.
    fn place_words(&self, book: &Rulebook, language: Language) -> String {
        let of = |what: [&'static str; 2], id: &str| format!("{} {id}", language.choose(what[0], what[1]));
        match &self.piece {
            Piece::Node(..) => of(["steget", "the step"], &self.place(book)),
            Piece::Return(..) | Piece::Outcome(..) => self.place(book),
            Piece::Valid(_) => of(["regelsamlingen", "the ruleset"], &self.place(book)),
            Piece::Provision(at, _) => book.provisions[at.at()].short.to_string(),
            Piece::Table(at, _) => of(["tabellen", "the table"], &book.tables[at.at()].id),
        }
    }

    fn swedish(&self, book: &Rulebook) -> String {
        let (place, way) = (self.place_words(book, Language::Sv), |way| self.way(book, way));
        match self.change {
            Change::Swap(a, b) => format!("{} och {} bytte väg i {place}", way(a), way(b)),
            Change::Doubt { way: doubt, led, to } => {
                let (led, to) = (self.target(book, led), self.target(book, to));
                format!("{} i {place} ledde till {to} i stället för {led}", way(doubt))
            }
            Change::Duty(duty) => format!("skyldigheten {} föll bort ur {place}", book.duties[duty.at()].id),
            Change::Provision(at) => format!("{} inte nämndes i {place}", book.provisions[at.at()].short),
            Change::Effect { was, becomes } => {
                format!("{place} hade verkan {} i stället för {}", becomes.id(), was.id())
            }
            Change::Approval(by) => format!("{place} inte krävde godkännande av {}", role(by).sv),
            Change::Day { later, first } => {
                let direction = if later { "senare" } else { "tidigare" };
                format!("det som gäller från {first} i {place} började en dag {direction}")
            }
            Change::Join if self.is_widest() => {
                format!("{place} tog den öppnaste verkan i stället för den strängaste")
            }
            Change::Join => format!("{place} tog den strängaste verkan i stället för den öppnaste"),
            Change::Result { row, becomes } => {
                format!("rad {} i {place} gav {}", row + 1, self.result(book, becomes))
            }
            Change::Want(row) => {
                format!("rad {} i {place} uppfylldes av {} i stället", row + 1, self.wanted(row))
            }
        }
    }

    fn english(&self, book: &Rulebook) -> String {
        let (place, way) = (self.place_words(book, Language::En), |way| self.way(book, way));
        match self.change {
            Change::Swap(a, b) => format!("{} and {} changed ways in {place}", way(a), way(b)),
            Change::Doubt { way: doubt, led, to } => {
                let (led, to) = (self.target(book, led), self.target(book, to));
                format!("{} in {place} led to {to} and not to {led}", way(doubt))
            }
            Change::Duty(duty) => format!("the duty {} were left out of {place}", book.duties[duty.at()].id),
            Change::Provision(at) => format!("{} were not cited in {place}", book.provisions[at.at()].short),
            Change::Effect { was, becomes } => {
                format!("{place} had the effect {} and not {}", becomes.id(), was.id())
            }
            Change::Approval(by) => format!("{place} needed no approval by {}", role(by).en),
            Change::Day { later, first } => {
                let direction = if later { "later" } else { "earlier" };
                format!("what is in force from {first} in {place} began a day {direction}")
            }
            Change::Join if self.is_widest() => format!("{place} took the most open effect and not the strictest"),
            Change::Join => format!("{place} took the strictest effect and not the most open"),
            Change::Result { row, becomes } => {
                format!("row {} of {place} gave {}", row + 1, self.result(book, becomes))
            }
            Change::Want(row) => format!("row {} of {place} were met by {} instead", row + 1, self.wanted(row)),
        }
    }

    fn of_node(&self) -> Option<(RulesetIx, &Node)> {
        match &self.piece {
            Piece::Node(ruleset, _, node) => Some((*ruleset, node)),
            _ => None,
        }
    }

    fn way(&self, book: &Rulebook, way: Way) -> String {
        self.of_node().map(|(ruleset, node)| words::way(book, ruleset, &node.kind, way)).unwrap_or_default()
    }

    fn target(&self, book: &Rulebook, target: Target) -> String {
        self.of_node().map(|(ruleset, _)| words::target(book, ruleset, target)).unwrap_or_default()
    }

    /// Returns whether the most open effect is taken once it is changed.
    fn is_widest(&self) -> bool {
        let join = self.of_node().and_then(|(_, node)| match &node.kind {
            NodeKind::Each { join, .. } | NodeKind::Calls { join, .. } => Some(*join),
            _ => None,
        });
        join == Some(Join::Widest)
    }

    /// Returns the answer that meets a row of a checklist once it is changed.
    fn wanted(&self, row: usize) -> &'static str {
        match self.of_node().map(|(_, node)| &node.kind) {
            Some(NodeKind::Checklist { rows, .. }) if rows[row].want == JA => "ja",
            _ => "nej",
        }
    }

    fn result<'b>(&self, book: &'b Rulebook, at: u16) -> &'b str {
        match &self.piece {
            Piece::Table(table, _) => &book.tables[table.at()].results[usize::from(at)].id,
            _ => "",
        }
    }
}
