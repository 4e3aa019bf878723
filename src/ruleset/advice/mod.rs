//! Advice on rules that hold: what is sound and yet unwise in time, words or shape.
//!
//! Nothing here refuses anything. A finding has a code, a place and words like a fault, and a lower level. It is made from
//! the documents, which know where everything stands, and the rulebook that was checked from them; no file is read and no
//! clock is asked: the day is handed in.

mod code;
mod durations;
mod files;
mod kind;
mod negation;
mod probes;
mod reach;
mod references;
mod replaced;
mod texts;
mod time;
mod translation;
mod unused;
mod uses;
mod ways;
mod what_to_do;
mod wording;
mod words;

pub use kind::{Advice, Registered};
pub use replaced::advise_on_replaced;

use chrono::NaiveDate;

use self::texts::Texts;
use self::uses::Uses;
use super::document::{Document, Place, RulesetDoc};
use super::fault::Fault;
use super::load::Sourced;
use super::model::{Rulebook, Ruleset};

/// Returns the advice on `documents`, from which `book` was checked, as of `today`; ordered by file and place.
#[must_use]
pub fn advise(documents: &[Sourced], book: &Rulebook, today: NaiveDate) -> Vec<Fault> {
    let rules = Rules { documents, book, today };
    let mut found = Findings::default();
    files::advise(documents, &mut found);
    probes::advise(&rules, &mut found);
    time::advise(&rules, &mut found);
    let texts = Texts::of(documents);
    translation::advise(&texts, &mut found);
    wording::advise(&texts, &mut found);
    durations::advise(documents, &mut found);
    let uses = Uses::of(documents);
    ways::advise(&rules, &uses, &mut found);
    unused::advise(&rules, &uses, &mut found);
    found.into_ordered()
}

/// What is advised on.
struct Rules<'d> {
    documents: &'d [Sourced],
    book: &'d Rulebook,
    today: NaiveDate,
}

impl<'d> Rules<'d> {
    /// Returns each ruleset as it was written, with its file and its checked form.
    fn rulesets(&self) -> impl Iterator<Item = (&'d str, &'d RulesetDoc, &'d Ruleset)> {
        self.book.rulesets.iter().filter_map(|ruleset| {
            let name = &self.book.sources[usize::from(ruleset.source)].name;
            self.documents.iter().find_map(|(source, document)| match document {
                Document::Ruleset(doc) if source.name == *name => Some((&**name, &**doc, ruleset)),
                _ => None,
            })
        })
    }
}

/// What has been found so far.
#[derive(Default)]
struct Findings {
    list: Vec<Fault>,
}

impl Findings {
    fn push(&mut self, file: &str, place: Place, advice: Advice) {
        self.list.push(Fault::new(file, place, advice));
    }

    /// Returns the findings ordered by file and place, each once.
    fn into_ordered(mut self) -> Vec<Fault> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}
