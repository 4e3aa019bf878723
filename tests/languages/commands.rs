//! Help, manual pages, lists, and what is said of broken rules.

use std::fs;
use std::path::{Path, PathBuf};

use menprov::text::Language;

use super::speech::strangers;
use crate::commands::stage::{Stage, root};

const BOTH: [(Language, &str); 2] = [(Language::Sv, "sv"), (Language::En, "en")];

/// Expects every line to keep to its language.
#[track_caller]
fn keeps_to(text: &str, language: Language, what: &str) {
    let lines = text.lines().map(|line| (line, strangers(line, language)));
    let faults: Vec<_> = lines.filter(|(_, found)| !found.is_empty()).collect();
    assert!(faults.is_empty(), "{what}, {language:?}: {faults:#?}");
}

/// Returns the names under the heading of the commands.
fn subcommands(help: &str, heading: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| line.starts_with("  "));
    let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

fn help(stage: &Stage, path: &[String], language: Language, flag: &str, seen: &mut usize) {
    let run = stage.run([&["--lang".to_owned(), flag.to_owned()], path, &["--help".to_owned()]].concat()).code(0);
    // The other names of a command are Swedish, in English too.
    let lines = run.out.lines().map(|line| line.split(" [").next().unwrap_or(line));
    keeps_to(&lines.collect::<Vec<_>>().join("\n"), language, &format!("help of {path:?}"));
    *seen += 1;
    for name in subcommands(&run.out, language.choose("Kommandon:", "Commands:")) {
        help(stage, &[path, &[name]].concat(), language, flag, seen);
    }
}

#[test]
fn every_help() {
    // Wide enough that no text is wrapped between a command and its other names.
    let stage = Stage::new().var("COLUMNS", "400");
    for (language, flag) in BOTH {
        let mut seen = 0;
        help(&stage, &[], language, flag, &mut seen);
        assert!(seen > 20, "only {seen} helps were found");
    }
}

#[test]
fn every_manual_page() {
    for (language, folder) in [(Language::Sv, "man/sv/man1"), (Language::En, "man/man1")] {
        let pages: Vec<PathBuf> = files(&root().join(folder));
        assert!(pages.len() > 20, "{pages:?}");
        for page in pages {
            let text = fs::read_to_string(&page).expect("a page");
            let text = text.replace("\\-", "-").replace("\\fB", " ").replace("\\fI", " ").replace("\\fR", " ");
            // What the generator writes for itself stands before the title.
            let lines = text.lines().skip_while(|line| !line.starts_with(".TH"));
            let lines = lines.map(|line| line.split(" [").next().unwrap_or(line));
            keeps_to(&lines.collect::<Vec<_>>().join("\n"), language, &page.display().to_string());
            assert!(language == Language::En || !text.contains("Print help"), "{}", page.display());
        }
    }
}

#[test]
fn every_list() {
    let stage = Stage::new();
    for (language, flag) in BOTH {
        let run = stage.run(["--lang", flag, "rules", "list", "--json"]).code(0);
        let listed = run.json();
        let ids: Vec<&str> = listed.as_array().expect("a list").iter().filter_map(|one| one["id"].as_str()).collect();
        assert!(ids.len() > 10, "{listed}");
        let mut commands = vec![
            vec!["rules", "list"],
            vec!["rules", "provisions"],
            vec!["register", "list"],
            vec!["config", "show"],
            vec!["train", "list"],
            vec!["train", "check"],
            vec!["config", "check"],
        ];
        commands.extend(ids.iter().map(|id| vec!["rules", "show", id]));
        for command in commands {
            let run = stage.run([&["--lang", flag], &*command].concat());
            let shown = run.out + &run.err;
            for line in shown.lines() {
                // An id of one word stands there as in the file; a sentence has more than one word of its language.
                let mut found = strangers(line, language);
                found.sort_unstable();
                found.dedup();
                assert!(
                    found.len() < 2 && found.iter().all(|word| word.is_ascii()),
                    "{command:?} {language:?}: {line}"
                );
            }
        }
    }
}

#[test]
fn what_is_said_of_every_broken_rule() {
    let expected: Vec<PathBuf> = files(&root().join("tests/bad_rulesets"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "expected"))
        .collect();
    assert!(expected.len() > 50, "{expected:?}");
    for path in expected {
        let text = fs::read_to_string(&path).expect("a text");
        let (sv, en) = text.split_once(" fel\n\n").unwrap_or_else(|| panic!("{}", path.display()));
        for (half, language) in [(sv, Language::Sv), (en, Language::En)] {
            // The lines of the file itself are its author's.
            let said: Vec<&str> = half.lines().filter(|line| !line.contains(" | ")).collect();
            keeps_to(&said.join("\n"), language, &path.display().to_string());
        }
    }
}

/// Returns every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
