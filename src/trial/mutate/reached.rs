//! Whether any path can show a change of the rules.

use super::piece::Piece;
use super::{Meets, Mutant};
use crate::proof::reach::Reach;
use crate::ruleset::model::Rulebook;
use crate::trial::coverage::element::Element;

impl Mutant {
    /// Returns whether some path reaches what is changed; what no path reaches nothing can notice.
    #[must_use]
    pub fn is_reached(&self, book: &Rulebook, reach: &Reach) -> bool {
        match (&self.meets, &self.piece) {
            (Meets::Any(elements), _) => elements.iter().any(|element| reach.reaches(*element)),
            (Meets::On(_), Piece::Node(ruleset, node, _)) => reach.reaches(Element::Node(*ruleset, *node)),
            (Meets::On(day), Piece::Provision(provision, _)) => reach.rests_on(book, *provision, *day),
            (Meets::On(_), _) => true,
        }
    }
}
