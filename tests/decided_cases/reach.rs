//! What the prover says that no path reaches, no case comes to.

use menprov::proof::reach::Reach;
use menprov::trial::coverage::element::Element;
use menprov::trial::coverage::meet::met;
use menprov::trial::coverage::walks;

use super::book::BOOK;
use super::{CASES, trial};

/// Holds that every walk of every case stays within what the prover reaches, and that it does leave something out.
pub fn no_walk_leaves_it() {
    let reach = Reach::of(&BOOK);
    let mut beyond = Vec::new();
    for case in CASES.iter() {
        for run in walks(&trial(), case) {
            beyond.extend(met(&run).into_iter().filter(|met| !reach.reaches(*met)).map(|met| (&case.id, met)));
        }
    }
    assert!(beyond.is_empty(), "{} beyond reach: {beyond:?}", beyond.len());
    assert!(Element::all(&BOOK).iter().any(|element| !reach.reaches(*element)), "it tells nothing apart");
}
