//! `menprov rules explain`: the page of a code, the list of them, and what points there.

use menprov::manual::pages;

use super::stage::{Stage, root};

#[test]
fn a_page_is_found_in_both_languages_however_it_is_typed() {
    let stage = Stage::new();
    let sv = stage.run(["rules", "explain", "R003"]).code(0).out;
    for part in ["R003 · Något svar leder ingenstans\n", "\nFel\n", "\nRätt\n", "\nVarför\n", "\nSå lagas det\n"] {
        assert!(sv.contains(part), "{part}\n{sv}");
    }
    assert!(sv.contains("    next: {ja: return ja, nej: return nej, vet-ej: return nej}\n"), "{sv}");
    for typed in [["regler", "forklara", "r003"], ["rules", "förklara", " R003 "]] {
        assert_eq!(stage.run(typed).code(0).out, sv);
    }
    let en = stage.run(["--lang", "en", "rules", "explain", "R003"]).code(0).out;
    assert!(en.starts_with("R003 · Some answer leads nowhere\n") && en.contains("\nHow to mend it\n"), "{en}");
}

#[test]
fn the_two_excerpts_stand_in_the_same_column() {
    let stage = Stage::new();
    let out = stage.run(["rules", "explain", "G004"]).code(0).out;
    assert!(out.contains("\n      then: om\n    - id: om\n") && out.contains("\n      then: outcome ut\n"), "{out}");
    let out = stage.run(["rules", "explain", "W006"]).code(0).out;
    assert!(out.contains("\n    <tabb>kind: tri\n") && out.contains("\n        kind: tri\n"), "{out}");
}

#[test]
fn no_page_is_wider_than_the_screen_or_shows_its_markup() {
    for lang in ["sv", "en"] {
        for terminal in ["xterm", "dumb"] {
            let stage = Stage::new().var("COLUMNS", "60").var("TERM", terminal);
            for page in pages() {
                let out = stage.run(["--lang", lang, "rules", "explain", &page.code]).code(0).out;
                // A line of a file stands as it is, four columns in.
                for line in out.lines().filter(|line| !line.starts_with("    ")) {
                    assert!(line.chars().count() <= 60, "{}: {line}", page.code);
                    assert!(!line.starts_with('#') && !line.contains("```"), "{}: {line}", page.code);
                }
                assert_eq!(out.contains(" · "), terminal == "xterm", "{out}");
            }
        }
    }
}

#[test]
fn the_list_has_every_code_once_under_its_family() {
    let stage = Stage::new();
    let out = stage.run(["rules", "explain"]).code(0).out;
    let listed: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    let codes = pages();
    assert_eq!(listed.iter().filter(|word| !word.is_empty()).count(), codes.len(), "{out}");
    for page in &codes {
        assert!(listed.contains(&&*page.code), "{}", page.code);
    }
    let at = |text: &str| out.find(text).unwrap_or_else(|| panic!("{text}\n{out}"));
    assert!(at("Filen kan inte läsas\n  S001 ") < at("\nLagrum och tvivel\n  L001 "));
    assert!(at("\nInställningsfilen\n  C001 ") < at("\nVarningar om inställningsfilen\n  C101 "));
}

#[test]
fn a_program_gets_both_languages() {
    let stage = Stage::new();
    let page = stage.run(["rules", "explain", "L002", "--json"]).code(0).json();
    assert_eq!(page["code"], "L002");
    for part in ["title", "meaning", "why", "mend"] {
        assert!(page[part]["sv"].is_string() && page[part]["en"].is_string(), "{part}: {page}");
    }
    assert_eq!(page["examples"][0]["bad"], "  ut: {effect: release}\n");
    let list = stage.run(["rules", "explain", "--json"]).code(0).json();
    assert_eq!(list.as_array().map(Vec::len), Some(pages().len()));
    assert!(list[0]["title"]["en"].is_string(), "{list}");
}

#[test]
fn a_code_that_there_is_not_says_which_is_near() {
    let stage = Stage::new();
    let run = stage.run(["rules", "explain", "R033x"]).code(2);
    assert_eq!(run.err, "fel: ingen felkod heter `R033x`\ntips: menades `R033`?\n");
    let run = stage.run(["--lang", "en", "rules", "explain", "banan"]).code(2);
    assert_eq!(run.err, "error: no code of a fault is `banan`\nhint: `menprov rules explain` shows them all\n");
    assert!(run.out.is_empty());
}

#[test]
fn a_check_that_finds_a_fault_says_where_it_is_explained() {
    let stage = Stage::new();
    let folder = root().join("tests/bad_rulesets/check/R002_unknown_module");
    let folder = folder.to_str().expect("the path is UTF-8");
    let last = |lang| {
        let out = stage.run(["--lang", lang, "rules", "check", folder]).code(1).out;
        out.lines().last().map(str::to_owned)
    };
    assert_eq!(last("sv").as_deref(), Some("`menprov rules explain KOD` förklarar en kod, till exempel `R002`"));
    assert_eq!(last("en").as_deref(), Some("`menprov rules explain CODE` explains a code, such as `R002`"));
}
