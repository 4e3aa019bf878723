//! A folder of rule files becomes documents, each with the file it was read from.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use super::document::Document;
use super::fault::Fault;
use super::model::Source;
use super::parse::parse;
use super::source::{SourceFile, read_folder};

/// A document and the file it was read from.
pub type Sourced = (Source, Document);

/// Rule files and what they say, in the same order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folder {
    /// The files as text.
    pub files: Vec<SourceFile>,
    /// What they say.
    pub documents: Vec<Sourced>,
}

/// Reads and parses the rule files of `folder`.
///
/// # Errors
///
/// The faults of all files: those that cannot be read as text, or else those that cannot be parsed.
pub fn read(folder: &Path) -> Result<Folder, Unreadable> {
    let files = read_folder(folder).map_err(|faults| Unreadable { files: Vec::new(), faults })?;
    let mut documents = Vec::with_capacity(files.len());
    let mut faults = Vec::new();
    for (file, parsed) in files.iter().zip(parse_all(&files)) {
        match parsed {
            Ok(document) => documents.push((Source { name: file.name.clone(), sha256: file.sha256 }, document)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(Folder { files, documents }) } else { Err(Unreadable { files, faults }) }
}

/// From so many bytes on, starting a thread pays.
const MANY_BYTES: usize = 64 * 1024;

/// Parses every file, on all cores where there is much to read; what comes back is in the order of the files.
fn parse_all(files: &[SourceFile]) -> Vec<Result<Document, Vec<Fault>>> {
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let cores = if bytes < MANY_BYTES { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    // The longest first, so that no core is left with one at the end.
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(files[*at].text.len()));
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = std::iter::from_fn(|| order.get(next.fetch_add(1, Ordering::Relaxed)));
        mine.map(|at| (*at, parse(&files[*at]))).collect::<Vec<_>>()
    };
    let mut parsed = thread::scope(|scope| {
        let others: Vec<_> = (1..cores.min(files.len())).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|fault| panic::resume_unwind(fault)));
        }
        all
    });
    parsed.sort_unstable_by_key(|(at, _)| *at);
    parsed.into_iter().map(|(_, parsed)| parsed).collect()
}

/// The faults of a folder, and the files, whose lines are shown beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The files that could be read as text.
    pub files: Vec<SourceFile>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_parsed_side_by_side_tell_their_faults_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = |number: usize| format!("r{number:02}.yaml");
        for number in 0..20 {
            // The last is the longest, and is begun with.
            let text = format!("ruleset: r{number:02}\n# {}\n", "x".repeat(1_000 * (number + 1)));
            std::fs::write(folder.path().join(name(number)), text).expect("a write");
        }
        let unreadable = read(folder.path()).expect_err("nothing but their names");
        assert!(unreadable.files.iter().map(|file| file.text.len()).sum::<usize>() > MANY_BYTES);
        let mut told: Vec<&str> = unreadable.faults.iter().map(|fault| &*fault.file).collect();
        told.dedup();
        assert_eq!(told, (0..20).map(name).collect::<Vec<_>>());
    }
}
