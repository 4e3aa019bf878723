//! The cases compiled in, and those of a folder of rules.

use std::path::Path;

use super::case::Case;
use crate::rulebook::builtin_cases;
use crate::ruleset::fault::Fault;
use crate::ruleset::load::Unreadable;
use crate::ruleset::source::{SourceFile, read_cases};

/// The file beside the cases that says which changes of the rules no case need notice.
pub const SURVIVORS: &str = "cases/survivors.yaml";

/// Returns the cases compiled in with those of `folder` laid over: a case of the folder replaces the one of its id.
///
/// # Errors
///
/// All faults of all files.
pub fn load(folder: Option<&Path>) -> Result<Vec<Case>, Unreadable> {
    let built_in = builtin_cases().iter().map(|(name, text)| SourceFile::from_bytes(name, text.as_bytes()));
    let files: Vec<SourceFile> = built_in
        .collect::<Result<_, Fault>>()
        .map_err(|fault| Unreadable { files: Vec::new(), faults: vec![fault] })?;
    let mut cases = read(files)?;
    if let Some(folder) = folder {
        let own = read_cases(folder).map_err(|faults| Unreadable { files: Vec::new(), faults })?;
        let own = read(own)?;
        cases.retain(|case| own.iter().all(|other| other.id != case.id));
        cases.extend(own);
    }
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(cases)
}

fn read(files: Vec<SourceFile>) -> Result<Vec<Case>, Unreadable> {
    let (mut cases, mut faults) = (Vec::with_capacity(files.len()), Vec::new());
    for file in files.iter().filter(|file| *file.name != *SURVIVORS) {
        match Case::read(file) {
            Ok(case) => cases.push(case),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(cases) } else { Err(Unreadable { files, faults }) }
}
