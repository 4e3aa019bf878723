//! Broken rulebooks, one fault each, with what is said of them beside; and a sound one that uses everything.
//!
//! A folder holds what differs from the sound registers, and a file `expected`: code, place and Swedish words.
//! `ACCEPT=1 cargo test` writes those anew, to be read before they are committed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use menprov::ruleset::check::check;
use menprov::ruleset::document::{At, Document, NodeKindDoc, Place, RulesetDoc, Way};
use menprov::ruleset::fault::Fault;
use menprov::ruleset::model::{
    Effect, Field, Given, NodeIx, NodeKind, OutcomeIx, ReturnIx, Rulebook, Source, SwitchOn, SwitchRoutes, TableIx,
    Target,
};
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::read_folder;
use menprov::text::Language;

pub(super) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_rulesets/check")
}

/// Reads the registers of the sound rulebook with a folder laid over them.
pub(super) fn documents(folder: &Path) -> Vec<(Source, Document)> {
    let mut files = BTreeMap::new();
    for file in read_folder(&cases().join("good")).expect("the sound rulebook can be read") {
        if file.name.starts_with("registers/") {
            files.insert(file.name.clone(), file);
        }
    }
    for file in read_folder(folder).expect("the folder can be read") {
        files.insert(file.name.clone(), file);
    }
    let parsed = files.into_values().map(|file| {
        let document = parse(&file).unwrap_or_else(|faults| {
            panic!("{}: {:?} {}", file.name, faults[0].place, faults[0].message(Language::En))
        });
        (Source { name: file.name, sha256: file.sha256 }, document)
    });
    parsed.collect()
}

fn faults(folder: &Path) -> String {
    told(&check(&documents(folder)).err().unwrap_or_default())
}

/// Returns faults as `expected` has them.
pub fn told(faults: &[Fault]) -> String {
    let mut told = String::new();
    for fault in faults {
        let (line, column) = (fault.place.line, fault.place.column);
        let message = fault.message(Language::Sv);
        writeln!(told, "{} {}:{line}:{column} {message}", fault.code(), fault.file).expect("a string takes all");
    }
    told
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(cases()).expect("the folder of cases can be read");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    folders.retain(|folder| !folder.ends_with("good"));
    folders.sort();
    folders
}

fn good() -> Rulebook {
    check(&documents(&cases().join("good"))).unwrap_or_else(|_| panic!("{}", faults(&cases().join("good"))))
}

#[test]
fn a_sound_rulebook_has_no_fault() {
    let book = good();
    assert_eq!(book.families.len(), 11);
    assert_eq!(book.rulesets.len(), 12);
}

#[test]
fn every_broken_rulebook_is_told_what_is_wrong_and_where() {
    let mut differing = String::new();
    for folder in folders() {
        let expected = fs::read_to_string(folder.join("expected")).unwrap_or_default();
        let told = faults(&folder);
        if env::var_os("ACCEPT").is_some() {
            fs::write(folder.join("expected"), &told).expect("what is told can be written");
        } else if told != expected || told.is_empty() {
            let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
            write!(differing, "{name}\n  expected\n{expected}  told\n{told}").expect("a string takes all");
        }
    }
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn every_code_has_a_broken_rulebook_or_a_test_of_its_own() {
    // These cannot be written in a file that parses.
    let apart = ["R005", "R028", "R029", "T008"];
    let source = include_str!("../../src/ruleset/check/code.rs");
    let codes = source.lines().filter_map(|line| line.trim().split_once("=> \"")?.1.split('"').next());
    let mut count = 0;
    for code in codes {
        count += 1;
        let told = folders()
            .iter()
            .any(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(code)));
        assert!(told != apart.contains(&code), "{code}");
    }
    assert!(count > 50, "the codes were not found in the source");
}

#[test]
fn every_fault_is_told_in_both_languages_and_says_what_to_do() {
    for folder in folders() {
        for fault in check(&documents(&folder)).err().unwrap_or_default() {
            let [sv, en] = [Language::Sv, Language::En].map(|language| fault.message(language));
            assert_ne!(sv, en);
            assert!(!sv.ends_with('.') && !en.ends_with('.'), "{sv} / {en}");
            let [sv, en] = [Language::Sv, Language::En].map(|language| fault.hint(language));
            assert!(sv.is_some() == en.is_some() && (sv.is_none() || sv != en), "{sv:?} / {en:?}");
        }
    }
}

#[test]
fn a_slip_is_told_what_was_meant() {
    let hint =
        |case: &str| check(&documents(&cases().join(case))).expect_err("the case is broken")[0].hint(Language::Sv);
    assert_eq!(hint("R002_unknown_provision").as_deref(), Some("menade du `osl-26-1`?"));
    // Of one that is like no other it is said where it would be written.
    let written = "skriv den i en fil i `registers/`; `menprov rules provisions` visar dem som finns";
    assert_eq!(hint("R002_unlike_provision").as_deref(), Some(written));
    assert_eq!(hint("R002_unknown_node").as_deref(), Some("menade du `fraga`?"));
    assert_eq!(hint("L004_closed_astray").as_deref(), Some("led dit `nej` leder"));
}

/// Changes the ruleset file `name` of the sound rulebook and returns what is then told.
fn told_after(name: &str, change: impl FnOnce(&mut RulesetDoc)) -> Vec<String> {
    let mut documents = documents(&cases().join("good"));
    let found = documents.iter_mut().find(|(source, _)| &*source.name == name);
    let Some((_, Document::Ruleset(doc))) = found else { panic!("{name} is a ruleset of the sound rulebook") };
    change(doc);
    let faults = check(&documents).expect_err("the change breaks it");
    faults.iter().map(|fault| format!("{} {}", fault.code(), fault.message(Language::Sv))).collect()
}

#[test]
fn a_node_without_a_way_and_a_part_without_a_node_are_refused() {
    let told = told_after("ny@2022-07-01.yaml", |doc| doc.parts[0].nodes[0].way = None);
    assert_eq!(told, ["R005 noden leder ingenstans"]);
    let told = told_after("begaran.yaml", |doc| doc.parts[1].nodes.clear());
    assert!(told.contains(&"R029 delen har ingen nod".to_owned()), "{told:?}");
}

#[test]
fn more_nodes_than_can_be_numbered_are_refused() {
    let told = told_after("ny@2022-07-01.yaml", |doc| {
        let node = doc.parts[0].nodes[0].clone();
        doc.parts[0].nodes.resize(65_536, node);
    });
    assert_eq!(told, ["R028 för många att numrera: noden", "R028 för många att numrera: frågan"]);
}

#[test]
fn a_question_of_another_ruleset_is_found_unless_it_changes_meanwhile() {
    let switch_on = |doc: &mut RulesetDoc, name: &str| {
        let nodes = &mut doc.parts[0].nodes;
        let node = nodes.iter_mut().find(|node| matches!(node.kind, NodeKindDoc::Each(_))).expect("there is a loop");
        let NodeKindDoc::Each(each) = &mut node.kind else { unreachable!("it was looked for") };
        each.over.value = name.into();
    };
    // One of its versions asks it while `uppgift` of 2024 is in force, both while `person` is.
    let told = told_after("person.yaml", |doc| switch_on(doc, "uppgift.vems"));
    assert_eq!(told, ["T008 frågan `uppgift.vems` ändras medan regelsamlingen gäller"]);
    let told = told_after("uppgift@2024-04-01.yaml", |doc| switch_on(doc, "person.lagrum"));
    assert_eq!(told, ["R022 slingan över `person` får `provisions`"]);
}

#[test]
fn names_become_places_in_the_rulebook() {
    let book = good();
    let question = |id: &str| book.questions.iter().filter(|question| &*question.id == id).count();
    assert_eq!((question("vem"), question("person.lagrum"), question("handling.lista.a")), (1, 1, 1));
    assert_eq!(question("uppgift.vems"), 2, "one for each version");

    let family = |id: &str| book.families.iter().find(|family| &*family.id == id).expect("the family is there");
    let [older, newer] = family("uppgift").versions[..] else { panic!("`uppgift` has two versions") };
    let [older, newer] = [older, newer].map(|version| &book.rulesets[version.at()]);
    let names = &family("uppgift").returns;
    let split = names.iter().position(|name| &**name == "del").expect("a later version returns it");
    assert!(older.valid.from < newer.valid.from && older.returns[split].is_none() && newer.returns[split].is_some());
    assert_eq!(&*book.sources[usize::from(newer.source)].name, "uppgift@2024-04-01.yaml");

    let NodeKind::Each { call, routes, .. } = &older.nodes[1].kind else { panic!("the second node is a loop") };
    assert_eq!(call.with, [Given::Passed { argument: 0 }]);
    let release = routes.by_effect[Effect::Release as usize];
    assert_eq!(release, Some(Target::Return(ReturnIx(0))));
    assert_eq!(routes.by_effect[Effect::Incident as usize], None);
}

#[test]
fn a_column_has_the_options_of_every_list_that_comes_to_it() {
    let book = good();
    let sort = book.rulesets.iter().find(|rules| &*rules.id == "sort").expect("it is there");
    let NodeKind::Switch { on: SwitchOn::Field(Field::Column { column, options, .. }), .. } = &sort.nodes[0].kind
    else {
        panic!("a switch on a field")
    };
    assert_eq!(&**column, "slag");
    assert_eq!(options.iter().map(|option| &**option).collect::<Vec<_>>(), ["brev", "bild", "samtal"]);
}

#[test]
fn a_table_becomes_rows_of_options() {
    let book = good();
    let [table] = &book.tables[..] else { panic!("one table") };
    assert!(table.picture);
    let inputs: Vec<&str> = table.inputs.iter().map(|question| &*book.questions[question.at()].id).collect();
    assert_eq!(inputs, ["vem", "sakert"]);
    assert_eq!(table.rows[0].when, [vec![0], vec![0]]);
    assert_eq!(table.rows[1].when, [Vec::<u16>::new(), Vec::new()]);
    // `sjalv` and `ja` come to the first row, all else to the second.
    for vem in 0..3 {
        for safe in 0..3 {
            let expected = if (vem, safe) == (0, 0) { (0, 0) } else { (1, 1) };
            assert_eq!(table.decide(&[vem, safe]), Some(expected), "{vem} {safe}");
        }
    }
    let anmalan = book.rulesets.iter().find(|rules| &*rules.id == "anmalan").expect("it is there");
    let ways = anmalan.nodes.iter().find_map(|node| match &node.kind {
        NodeKind::Switch { on: SwitchOn::Table(TableIx(0)), routes: SwitchRoutes::Closed(ways) } => Some(ways),
        _ => None,
    });
    let stop = NodeIx(3);
    assert_eq!(ways.expect("a switch"), &[Some(Target::Outcome(OutcomeIx(0))), Some(Target::Node(stop))]);
}

#[test]
fn a_table_with_more_combinations_than_anybody_reads_is_refused() {
    let mut documents = documents(&cases().join("good"));
    let mut inputs = Vec::new();
    for (_, document) in &mut documents {
        if let Document::Questions(list) = document {
            let (id, question) = list.iter().find(|(id, _)| &*id.value == "sakert").cloned().expect("it is there");
            // Nine questions of three answers each: 19,683 combinations.
            for at in 0..9 {
                let id = At { value: format!("sakert-{at}").into(), ..id.clone() };
                inputs.push(id.clone());
                list.push((id, question.clone()));
            }
        }
    }
    for (_, document) in &mut documents {
        if let Document::Tables(list) = document {
            (list[0].inputs, list[0].picture) = (inputs.clone(), None);
            list[0].rows[0].when = vec![(inputs[0].clone(), vec![At { value: "ja".into(), ..inputs[0].clone() }])];
        }
    }
    let faults = check(&documents).expect_err("too many");
    let told: Vec<_> = faults.iter().map(|fault| (fault.code(), fault.message(Language::Sv))).collect();
    assert_eq!(told, [("R028", "för många att numrera: kombinationen".to_owned())]);
}

#[test]
fn a_shared_question_brings_its_provisions_before_those_of_the_node() {
    let mut documents = documents(&cases().join("good"));
    for (_, document) in &mut documents {
        if let Document::Ruleset(doc) = document
            && let Some(node) = doc.parts[0].nodes.iter_mut().find(|node| &*node.id.value == "vem-ar-det")
        {
            node.provisions.push(At { value: "osl-26-1".into(), place: Place::default() });
        }
    }
    let book = check(&documents).expect("it is as sound as before");
    let node = book.rulesets.iter().flat_map(|ruleset| &ruleset.nodes).find(|node| &*node.id == "vem-ar-det");
    let provisions = &node.expect("it is there").provisions;
    let ids: Vec<&str> = provisions.iter().map(|provision| &*book.provisions[provision.at()].id).collect();
    assert_eq!(ids, ["tf-2-18", "osl-26-1"]);
}

#[test]
fn nothing_that_is_taken_out_or_put_in_the_wrong_place_makes_it_panic() {
    let sound = documents(&cases().join("good"));
    for at in 0..sound.len() {
        let mut without = sound.clone();
        without.remove(at);
        // A module that is gone is missed by someone; only that nothing breaks is looked at.
        let _ = check(&without);
        let Document::Ruleset(doc) = &sound[at].1 else { continue };
        for part in 0..doc.parts.len() {
            for node in 0..doc.parts[part].nodes.len() {
                for way in ways(doc).into_iter().take(8) {
                    let mut changed = sound.clone();
                    let Document::Ruleset(doc) = &mut changed[at].1 else { continue };
                    doc.parts[part].nodes[node].way = way;
                    let _ = check(&changed);
                    let Document::Ruleset(doc) = &mut changed[at].1 else { continue };
                    doc.parts[part].nodes.remove(node);
                    let _ = check(&changed);
                }
            }
        }
    }
}

/// Every way that a node of the ruleset goes.
fn ways(doc: &RulesetDoc) -> Vec<Option<Way>> {
    doc.parts.iter().flat_map(|part| &part.nodes).map(|node| node.way.clone()).collect()
}
