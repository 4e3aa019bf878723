//! What a folder breaks is told where its author can mend it: mostly the path ends in a rule that is built in.

use crate::ruleset::broken::{BrokenBesideFault, BrokenFault, Spot};
use crate::ruleset::document::Place;
use crate::ruleset::fault::{Fault, FaultKind};
use crate::ruleset::model::{Rulebook, Source};
use crate::ruleset::source::SourceFile;

/// Returns broken invariants with a place in `files`, the folder's, as far as there is one: where the path ends, or the last
/// step on it that is the folder's, or the invariant. Others stay where they are.
pub(super) fn placed(faults: Vec<Fault>, book: &Rulebook, files: &[SourceFile]) -> Vec<Fault> {
    if files.is_empty() {
        return faults;
    }
    faults.into_iter().map(|fault| Beside { book, files }.place(fault)).collect()
}

struct Beside<'b> {
    book: &'b Rulebook,
    files: &'b [SourceFile],
}

impl Beside<'_> {
    fn place(&self, fault: Fault) -> Fault {
        let Fault { file, place, kind: FaultKind::Broken(broken) } = fault else { return fault };
        let ends = Spot { built_in: !self.is_own(self.source_of(&file)), file, line: place.line };
        let held = self.book.invariants.iter().find(|held| held.id == broken.invariant);
        let invariant = held.map_or_else(|| ends.clone(), |held| self.spot(held.source, held.line));
        let near = if ends.built_in { self.last_own_step(&broken) } else { Some(ends.clone()) };
        let near = near.or_else(|| Some(invariant.clone()).filter(|spot| !spot.built_in));
        let near = near.unwrap_or_else(|| ends.clone());
        let place = Place { line: near.line, column: 1 };
        Fault::new(&near.file, place, BrokenBesideFault { broken: *broken, invariant, ends })
    }

    fn spot(&self, source: u16, line: u32) -> Spot {
        let source = self.book.sources.get(usize::from(source));
        let file = source.map(|source| source.name.clone()).unwrap_or_default();
        Spot { file, line, built_in: !self.is_own(source) }
    }

    /// Where the last answer on the path is asked for by a step of the folder.
    fn last_own_step(&self, broken: &BrokenFault) -> Option<Spot> {
        broken.steps.iter().rev().find_map(|step| {
            let (ruleset, node) = step.question.split_once('.')?;
            let node = node.split('.').next()?;
            self.book.rulesets.iter().filter(|rules| &*rules.id == ruleset).find_map(|rules| {
                let node = rules.nodes.iter().find(|known| &*known.id == node)?;
                Some(self.spot(rules.source, node.line)).filter(|spot| !spot.built_in)
            })
        })
    }

    fn source_of(&self, file: &str) -> Option<&Source> {
        let mut named = self.book.sources.iter().filter(|source| *source.name == *file);
        named.clone().find(|source| self.is_own(Some(source))).or_else(|| named.next())
    }

    fn is_own(&self, source: Option<&Source>) -> bool {
        source.is_some_and(|source| {
            self.files.iter().any(|file| file.name == source.name && file.sha256 == source.sha256)
        })
    }
}
