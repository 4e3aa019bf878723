//! The list of mutants that no case need notice, each with the reason.

use std::path::Path;

use super::{Killed, Mutant, Verdict};
use crate::rulebook::builtin_cases;
use crate::ruleset::document::Place;
use crate::ruleset::fault::Fault;
use crate::ruleset::load::Unreadable;
use crate::ruleset::model::Rulebook;
use crate::ruleset::parse::form::case as form;
use crate::ruleset::parse::{Reader, read_as};
use crate::ruleset::raw::Node;
use crate::ruleset::source::{SourceFile, read_cases};
use crate::text::Text;
use crate::trial::load::SURVIVORS;

/// A mutant that is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Where the rules are changed, see [`Mutant::place`].
    pub place: Box<str>,
    /// What is changed, see [`Mutant::name`].
    pub change: Box<str>,
    /// Why no case need notice.
    pub reason: Text,
    /// Where it is listed.
    pub at: Place,
    /// Whether whoever tests can mend the list: it is the folder's, or no folder is laid over.
    pub own: bool,
}

/// What the list and the mutants say of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared<'m> {
    /// Those that survived and are not listed.
    pub unlisted: Vec<&'m Mutant>,
    /// Those that survived and are listed.
    pub accepted: usize,
    /// Entries of the list that are not true any more: those whose mutant is killed, by what, and those that name none.
    pub stale: Vec<(Listed, Option<Killed>)>,
}

/// Reads the list beside the cases of `folder`, or the one compiled in; nothing where there is none.
///
/// # Errors
///
/// All its faults.
pub fn load(folder: Option<&Path>) -> Result<Vec<Listed>, Unreadable> {
    let refuse = |faults: Vec<Fault>| Unreadable { files: Vec::new(), faults };
    let built_in = builtin_cases().iter().find(|(name, _)| *name == SURVIVORS);
    let built_in = built_in
        .map(|(name, text)| SourceFile::from_bytes(name, text.as_bytes()))
        .transpose()
        .map_err(|fault| refuse(vec![fault]))?;
    let own = folder.map_or(Ok(Vec::new()), read_cases).map_err(refuse)?;
    let own = own.into_iter().filter(|file| *file.name == *SURVIVORS).map(|file| (file, true));
    let mut listed = Vec::new();
    // What both list is the folder's, which alone can be mended.
    for (file, own) in own.chain(built_in.map(|file| (file, folder.is_none()))) {
        match read_as(&file, Reader::survivors) {
            Ok(found) => listed.extend(found.into_iter().map(|one| Listed { own, ..one })),
            Err(faults) => return Err(Unreadable { files: vec![file], faults }),
        }
    }
    Ok(listed)
}

impl Reader {
    fn survivors(&mut self, root: &Node) -> Option<Vec<Listed>> {
        let fields = self.record(root, &form::SURVIVORS)?;
        let entries = self.need(fields, "survivors")?;
        let groups: Vec<_> = self.list(entries)?.iter().map(|node| self.group(node)).collect();
        groups.into_iter().collect::<Option<Vec<_>>>().map(|groups| groups.into_iter().flatten().collect())
    }

    /// Reads the changes that need not be noticed for one reason.
    fn group(&mut self, node: &Node) -> Option<Vec<Listed>> {
        let fields = self.record(node, &form::SURVIVOR)?;
        let reason = self.need(fields, "reason").and_then(|node| self.text(node));
        let changes = self.need(fields, "changes")?;
        let mut read = Vec::new();
        for (place, changes) in self.map(changes)?.entries() {
            for change in self.filled(changes)? {
                let name = self.free(change);
                read.push((place.text.clone(), name, change.place));
            }
        }
        let reason = reason?;
        let listed = |(place, change, at): (_, Option<_>, _)| {
            Some(Listed { place, change: change?, reason: reason.clone(), at, own: true })
        };
        read.into_iter().map(listed).collect()
    }
}

/// Holds the list against what became of the mutants, which are in the same order as their verdicts.
///
/// Where they are not `all`, an entry that names none of them may still be true. An entry that is not the folder's own speaks
/// of rules that are not tried with it.
#[must_use]
pub fn compare<'m>(
    book: &Rulebook,
    mutants: &'m [Mutant],
    verdicts: &[Verdict],
    listed: Vec<Listed>,
    all: bool,
) -> Compared<'m> {
    let mut compared = Compared { unlisted: Vec::new(), accepted: 0, stale: Vec::new() };
    let mut open: Vec<(Listed, bool, Option<Killed>)> = listed.into_iter().map(|one| (one, false, None)).collect();
    for (mutant, verdict) in mutants.iter().zip(verdicts) {
        let (place, change) = (mutant.place(book), mutant.name(book));
        let entry = open.iter_mut().find(|(one, ..)| *one.place == *place && *one.change == *change);
        match (entry, verdict) {
            (Some((_, true_still, _)), Verdict::Survived) => {
                *true_still = true;
                compared.accepted += 1;
            }
            (Some((_, _, by)), Verdict::Killed(killed)) => *by = Some(killed.clone()),
            (None, Verdict::Survived) => compared.unlisted.push(mutant),
            (None, Verdict::Killed(_)) => {}
        }
    }
    compared.stale = open
        .into_iter()
        .filter(|(one, still, by)| one.own && !still && (all || by.is_some()))
        .map(|(one, _, by)| (one, by))
        .collect();
    compared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_to_mend_a_list_that_is_not_theirs() {
        let listed = |place: &str, own| Listed {
            place: place.into(),
            change: "join".into(),
            reason: Text { sv: "s".into(), en: "e".into() },
            at: Place::default(),
            own,
        };
        let list = vec![listed("built-in.step", false), listed("own.step", true)];
        let compared = compare(&Rulebook::default(), &[], &[], list, true);
        let stale: Vec<_> = compared.stale.iter().map(|(one, _)| &*one.place).collect();
        assert_eq!(stale, ["own.step"]);
    }

    #[test]
    fn the_list_built_in_is_mended_where_no_folder_is_laid_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let of = |folder| load(folder).expect("it can be read");
        assert!(!of(None).is_empty() && of(None).iter().all(|one| one.own));
        assert!(of(Some(folder.path())).iter().all(|one| !one.own));
    }
}
