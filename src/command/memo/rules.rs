//! The rules of a closure, read again: those that a record was made by, whatever the rules are today.

use crate::assessment::{Closure, ClosureFile};
use crate::ruleset::check::check;
use crate::ruleset::load::Sourced;
use crate::ruleset::model::{Rulebook, Source};
use crate::ruleset::overlay::lay_over;
use crate::ruleset::parse::parse;
use crate::ruleset::source::SourceFile;

/// Checks the rules of a closure again, the folder that was laid over them as it was then.
pub fn rulebook(closure: &Closure) -> Option<Rulebook> {
    let documents = lay_over(documents(closure.files())?, documents(closure.over())?);
    check(&documents).ok()
}

fn documents(files: &[ClosureFile]) -> Option<Vec<Sourced>> {
    let document = |file: &ClosureFile| {
        let source = SourceFile::from_bytes(&file.name, file.text.as_bytes()).ok()?;
        let document = parse(&source).ok()?;
        Some((Source { name: source.name, sha256: source.sha256 }, document))
    };
    files.iter().map(document).collect()
}
