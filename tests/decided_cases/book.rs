//! The rulebook of the project, read once.

use std::sync::LazyLock;

use menprov::ruleset::check::check;
use menprov::ruleset::fault::Fault;
use menprov::ruleset::model::{Rulebook, Source};
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::read_folder;
use menprov::text::Language;

use super::project;

/// The checked rulebook under `rulesets/`.
pub static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let files = read_folder(&project("rulesets")).unwrap_or_else(|faults| panic!("{}", shown(&faults)));
    let documents: Vec<_> = files
        .iter()
        .map(|file| {
            let document = parse(file).unwrap_or_else(|faults| panic!("{}", shown(&faults)));
            (Source { name: file.name.clone(), sha256: file.sha256 }, document)
        })
        .collect();
    check(&documents).unwrap_or_else(|faults| panic!("{}", shown(&faults)))
});

fn shown(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(|fault| format!("{}:{}: {} {}", fault.file, fault.place.line, fault.code(), fault.message(Language::En)))
        .collect::<Vec<_>>()
        .join("\n")
}
