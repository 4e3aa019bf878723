use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::stage::{Stage, root};

#[test]
fn the_committed_pages_are_fresh() {
    let stage = Stage::new();
    stage.run(["man", "--out", "made"]).code(0);
    let (made, kept) = (pages(&stage.path("made")), pages(&root().join("man")));
    assert_eq!(made.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>(), "run `menprov man --out man`");
    for (name, text) in &made {
        assert!(kept[name] == *text, "{name} is stale: run `menprov man --out man`");
    }
}

#[test]
fn pages_say_the_exit_codes_in_their_language() {
    let man = pages(&root().join("man"));
    let (sv, en) = (&man["sv/man1/menprov.1"], &man["man1/menprov.1"]);
    for code in ["0", "1", "2", "3", "4", "5", "70", "130"] {
        let term = format!(".TP\n\\fB{code}\\fR\n");
        assert!(sv.contains(&term) && en.contains(&term), "{code}");
    }
    assert!(sv.contains(".SH NAMN\n") && !sv.contains(".SH NAME\n") && en.contains(".SH NAME\n"));
}

fn pages(folder: &Path) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for part in ["man1", "sv/man1"] {
        for entry in fs::read_dir(folder.join(part)).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            pages.insert(format!("{part}/{name}"), fs::read_to_string(&path).expect("a page is UTF-8"));
        }
    }
    assert!(pages.len() > 20, "{} pages", pages.len());
    pages
}
