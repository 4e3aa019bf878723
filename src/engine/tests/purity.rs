//! The engine reaches for nothing but its arguments.

use std::path::Path;

/// What would make a walk depend on more than rulebook, law date and answers, or speak to a person.
const FOREIGN: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::io",
    "std::time",
    "std::thread",
    "std::process",
    "Local::now",
    "Utc::now",
    "console::",
    "dialoguer",
    "println!",
    "Language",
];

#[test]
fn no_clock_file_terminal_or_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine");
    let mut read = 0;
    for entry in folder.read_dir().expect("the engine's folder") {
        let path = entry.expect("an entry of it").path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let source = path.display().to_string();
        let code = std::fs::read_to_string(&path).expect("a source file");
        for name in FOREIGN {
            assert!(!code.contains(name), "{source} names {name}");
        }
        read += 1;
    }
    assert!(read > 10, "only {read} files were looked at");
}
