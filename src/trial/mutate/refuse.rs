//! What refuses changed rules without a case: the checker, and whatever holds over all paths.

use super::piece::Piece;
use super::{Change, Mutant};
use crate::engine::Way;
use crate::ruleset::check::check;
use crate::ruleset::document::{Document, RulesetDoc, Way as WayDoc};
use crate::ruleset::fault::Fault;
use crate::ruleset::load::Sourced;
use crate::ruleset::model::{NodeIx, Rulebook, RulesetIx, Target};
use crate::trial::coverage::element;
use crate::trial::words;

/// Why a rulebook is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// The checker would not take such rules: the code of its first fault.
    Checker(&'static str),
    /// An invariant does not hold on every path: its id.
    Invariant(Box<str>),
}

/// Returns why a changed rulebook is refused by what holds over all paths, if anything refuses it.
///
/// The seam for the prover. Whether the checker refuses a change is for [`Checked`], since it reads documents.
#[must_use]
pub const fn refuses(_book: &Rulebook) -> Option<Refusal> {
    None
}

/// The documents that the rules were made from, changed as a mutant is and checked anew.
#[derive(Clone, Debug)]
pub struct Checked {
    documents: Vec<Sourced>,
}

impl Checked {
    /// Takes the documents of a rulebook.
    #[must_use]
    pub const fn new(documents: Vec<Sourced>) -> Self {
        Self { documents }
    }

    /// Returns the code under which the checker refuses a mutant: one that lets an answer lead elsewhere, or leaves a
    /// provision out of an end. What else is changed no check looks at.
    ///
    /// `book` is the rulebook as it was.
    #[must_use]
    pub fn refuses(&mut self, book: &Rulebook, mutant: &Mutant) -> Option<Refusal> {
        let (ruleset, change) = change(book, mutant)?;
        let name = &book.sources.get(usize::from(book.rulesets[ruleset.at()].source))?.name;
        let at = self.documents.iter().position(|(source, _)| source.name == *name)?;
        let Document::Ruleset(doc) = &mut self.documents[at].1 else { return None };
        let kept = doc.clone();
        change.make(doc);
        let refused = check(&self.documents).err().and_then(|faults| faults.first().map(Fault::code));
        self.documents[at].1 = Document::Ruleset(kept);
        refused.map(Refusal::Checker)
    }
}

/// A change of a document.
enum DocChange {
    /// Keys of `next` of a node, by its id, and the targets that they lead to.
    Ways { node: Box<str>, to: Vec<(String, String)> },
    /// A provision that is left out of an end, both by id.
    Provision { end: Box<str>, id: Box<str> },
}

fn change(book: &Rulebook, mutant: &Mutant) -> Option<(RulesetIx, DocChange)> {
    match (&mutant.piece, mutant.change) {
        (Piece::Node(ruleset, at, _), Change::Swap(a, b)) => {
            let kind = &book.rulesets[ruleset.at()].nodes[at.at()].kind;
            let found = element::ways(book, kind);
            let led = |way| found.iter().find(|(other, _)| *other == way).map(|(_, target)| *target);
            Some((*ruleset, ways(book, *ruleset, *at, &[(a, led(b)?), (b, led(a)?)])))
        }
        (Piece::Node(ruleset, at, _), Change::Doubt { way, to, .. }) => {
            Some((*ruleset, ways(book, *ruleset, *at, &[(way, to)])))
        }
        (Piece::Return(ruleset, at, _), Change::Provision(provision)) => {
            let family = book.rulesets[ruleset.at()].family;
            let end = book.families[family.at()].returns[at.at()].clone();
            Some((*ruleset, DocChange::Provision { end, id: book.provisions[provision.at()].id.clone() }))
        }
        (Piece::Outcome(ruleset, at, _), Change::Provision(provision)) => {
            let end = book.rulesets[ruleset.at()].outcomes[at.at()].id.clone();
            Some((*ruleset, DocChange::Provision { end, id: book.provisions[provision.at()].id.clone() }))
        }
        _ => None,
    }
}

fn ways(book: &Rulebook, ruleset: RulesetIx, at: NodeIx, led: &[(Way, Target)]) -> DocChange {
    let node = &book.rulesets[ruleset.at()].nodes[at.at()];
    let named =
        |(way, to): &(Way, Target)| (words::way(book, ruleset, &node.kind, *way), words::target(book, ruleset, *to));
    DocChange::Ways { node: node.id.clone(), to: led.iter().map(named).collect() }
}

impl DocChange {
    fn make(&self, doc: &mut RulesetDoc) {
        match self {
            Self::Ways { node, to } => {
                let nodes = doc.parts.iter_mut().flat_map(|part| &mut part.nodes);
                let way = nodes.filter(|other| other.id.value == *node).find_map(|node| node.way.as_mut());
                let Some(WayDoc::Next(next)) = way else { return };
                for (key, target) in to {
                    let entries = next.value.iter_mut().filter(|(value, _)| *value.value == **key);
                    entries.for_each(|(_, led)| led.value = target.as_str().into());
                }
            }
            Self::Provision { end, id } => {
                let ends = doc.returns.iter_mut().chain(&mut doc.outcomes);
                ends.filter(|other| other.id.value == *end)
                    .for_each(|end| end.provisions.retain(|provision| provision.value != *id));
            }
        }
    }
}
