//! What others make of the same files: the least that a parse of YAML costs.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use menprov::ruleset::raw;
use menprov::ruleset::source::{SourceFile, read_folder};
use serde_saphyr::granit_parser::Parser;

fn files(folder: &Path) -> Vec<SourceFile> {
    read_folder(folder).expect("files that can be read")
}

/// Returns the bytes of the rule files, and how many they are.
pub(crate) fn size(folder: &Path) -> (usize, usize) {
    let files = files(folder);
    (files.iter().map(|file| file.text.len()).sum(), files.len())
}

/// Reads the files and counts the parser's events.
pub(crate) fn events(folder: &Path) {
    for file in files(folder) {
        black_box(Parser::new_from_str(&file.text).flatten().count());
    }
}

/// Reads the files into trees that know no lines.
pub(crate) fn untyped(folder: &Path) {
    for file in files(folder) {
        let options = serde_saphyr::options! { budget: None };
        let tree: serde_json::Value = serde_saphyr::from_str_with_options(&file.text, options).expect("YAML");
        black_box(tree);
    }
}

/// Reads the files into trees that know where everything stands.
pub(crate) fn with_places(folder: &Path) {
    for file in files(folder) {
        black_box(raw::read(&file.text).expect("YAML"));
    }
}

/// Returns the resident memory of this process in KiB.
pub(crate) fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
