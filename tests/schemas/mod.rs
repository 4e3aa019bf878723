//! The schemas of rule files: fresh, pointed at by every file, and of one mind with the parser.

mod instance;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use menprov::ruleset::fault::Fault;
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::SourceFile;
use menprov::schema;
use menprov::text::Language;
use menprov::training::scenario::Scenario;
use serde_json::{Map, Value, json};

use self::instance::{instance, read};
use crate::commands::stage::root;

fn validator(kind: &str) -> Validator {
    let schema = schema::of(kind, Language::Sv).unwrap_or_else(|| panic!("no schema for {kind}"));
    jsonschema::draft7::new(&schema).unwrap_or_else(|error| panic!("{kind}: {error}"))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder can be read");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files
}

/// Returns the shipped rule files, the folders of tests among them.
fn shipped() -> Vec<PathBuf> {
    ["rulesets", "rulesets/registers", "tests/rulesets"].into_iter().flat_map(files).collect()
}

/// Returns the kind that a file says it is of.
fn kind_of(instance: &Value) -> &str {
    let has = |kind: &&str| instance.get(*kind).is_some();
    match &instance["register"] {
        Value::String(register) => register,
        _ => ["case", "scenario", "survivors"].into_iter().find(has).unwrap_or("ruleset"),
    }
}

/// Returns the folder of the case files.
fn cases() -> Vec<PathBuf> {
    let mut cases = files("rulesets/cases");
    cases.retain(|path| ["case", "survivors"].iter().any(|key| read(path).get(*key).is_some()));
    cases
}

#[test]
fn every_shipped_file_is_accepted() {
    let mut kinds = BTreeSet::new();
    for path in shipped().into_iter().chain(cases()).chain(files("rulesets/training")) {
        let instance = read(&path);
        let kind = kind_of(&instance);
        let faults: Vec<_> = validator(kind).iter_errors(&instance).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        kinds.insert(kind.to_owned());
    }
    let missing: Vec<_> = schema::kinds(Language::Sv).filter(|(kind, _)| !kinds.contains(*kind)).collect();
    assert!(missing.is_empty(), "no file of {missing:?}");
}

#[test]
fn the_schemas_are_fresh() {
    for (language, folder) in [(Language::Sv, "schema"), (Language::En, "schema/en")] {
        for (kind, _) in schema::kinds(language) {
            let path = root().join(folder).join(schema::file_name(kind));
            let written = schema::text(kind, language).expect("a kind has a schema");
            if std::env::var_os("WRITE_SCHEMA").is_some() {
                fs::create_dir_all(root().join(folder)).expect("the folder is made");
                fs::write(&path, &written).expect("the schema is written");
            }
            let found = fs::read_to_string(&path).unwrap_or_default();
            assert!(found == written, "{} is stale: WRITE_SCHEMA=1 cargo test --test main schemas", path.display());
        }
    }
}

#[test]
fn every_rule_file_points_an_editor_at_its_schema() {
    for path in ["rulesets", "rulesets/registers", "rulesets/training"].into_iter().flat_map(files) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let line = text.lines().next().expect("a line");
        let to = line.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{}", path.display()));
        let schema = path.parent().expect("a folder").join(to);
        let instance = read(&path);
        assert!(schema.exists() && to.ends_with(&schema::file_name(kind_of(&instance))), "{}: {to}", path.display());
    }
}

fn faults(name: &str, text: &str) -> Vec<Fault> {
    SourceFile::from_bytes(name, text.as_bytes())
        .map_or_else(|fault| vec![fault], |file| parse(&file).err().unwrap_or_default())
}

fn scenario_faults(name: &str, text: &str) -> Vec<Fault> {
    SourceFile::from_bytes(name, text.as_bytes())
        .map_or_else(|fault| vec![fault], |file| Scenario::read(&file).err().unwrap_or_default())
}

/// What a schema does not see: what the file is called, days and bounds that form alone does not tell.
const UNSEEN: [&str; 6] = ["P004", "P014", "P016", "P017", "P028", "P042"];

#[test]
fn every_broken_file_that_is_yaml_is_refused() {
    let mut refused = 0;
    for path in files("tests/bad_rulesets/parse") {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let faults = faults(&name, &text);
        if faults.iter().any(|fault| !fault.code().starts_with('P') || UNSEEN.contains(&fault.code())) {
            continue;
        }
        let instance = instance(&text).expect("what is of a wrong form can be read");
        let kind = kind_of(&instance);
        let known = schema::of(kind, Language::Sv).is_some();
        assert!(!known || !validator(kind).is_valid(&instance), "{name}: {} is accepted", faults[0].code());
        refused += 1;
    }
    assert!(refused > 30, "{refused}");
}

/// What is put in the place of every value in turn.
///
/// The word `true` is not among them: the parser takes it for a text or an id, an editor for a truth, and nobody means it.
fn others() -> [Value; 8] {
    [
        json!("zzz"),
        json!("Å, ä"),
        json!(""),
        json!(7),
        json!([]),
        json!(["zzz"]),
        json!({}),
        json!({"sv": "a", "en": "b"}),
    ]
}

/// Returns `value` with each of its values changed, left out or doubled under a new key, one at a time, and where.
fn changed(value: &Value, at: &str) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    match value {
        Value::Object(map) => {
            let mut more = map.clone();
            more.insert("qqq".to_owned(), json!("zzz"));
            all.push((format!("{at}/+"), Value::Object(more)));
            for (key, inner) in map {
                let mut less: Map<_, _> = map.clone();
                less.remove(key);
                all.push((format!("{at}/-{key}"), Value::Object(less)));
                let place = format!("{at}/{key}");
                for (place, other) in replaced(inner, &place) {
                    let mut map = map.clone();
                    map.insert(key.clone(), other);
                    all.push((place, Value::Object(map)));
                }
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                for (place, other) in replaced(inner, &format!("{at}/{index}")) {
                    let mut list = list.clone();
                    list[index] = other;
                    all.push((place, Value::Array(list)));
                }
            }
        }
        _ => {}
    }
    all
}

fn replaced(value: &Value, at: &str) -> Vec<(String, Value)> {
    let others = others().into_iter().map(|other| (format!("{at} = {other}"), other));
    others.chain(changed(value, at)).collect()
}

/// Returns whether the parser and the schema say the same; a fault that a schema does not see counts for neither.
fn differs(name: &str, validator: &Validator, instance: &Value) -> Option<String> {
    let mut faults = match kind_of(instance) {
        "scenario" => scenario_faults(name, &format!("{instance:#}")),
        _ => faults(name, &format!("{instance:#}")),
    };
    // What a word processor leaves behind is nothing that JSON can hold, yet a brace after a colon looks like it.
    faults.retain(|fault| fault.code().starts_with('P'));
    if faults.iter().any(|fault| UNSEEN.contains(&fault.code())) {
        return None;
    }
    faults.truncate(3);
    let refused: Vec<_> = validator.iter_errors(instance).take(3).map(|error| error.to_string()).collect();
    (faults.is_empty() != refused.is_empty()).then(|| format!("parser {faults:?}\n  schema {refused:?}"))
}

/// A file that has everything that its kind can have is broken in every place; the parser and the schema must agree on each.
fn agree(path: &Path) -> usize {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    agree_on(&name, &read(path))
}

fn agree_on(name: &str, instance: &Value) -> usize {
    let validator = validator(kind_of(instance));
    let all = changed(instance, "");
    let differing: Vec<_> = all
        .iter()
        .filter_map(|(place, changed)| differs(name, &validator, changed).map(|why| format!("{place}\n  {why}")))
        .collect();
    let (first, count) = (differing.iter().take(12).cloned().collect::<Vec<_>>().join("\n"), differing.len());
    assert!(differing.is_empty(), "{name}: {count} of {}\n{first}", all.len());
    all.len()
}

#[test]
fn the_schema_and_the_parser_agree_on_every_change_of_a_ruleset() {
    let tried: usize = files("tests/rulesets").iter().map(|path| agree(path)).sum();
    assert!(tried > 2000, "{tried}");
}

#[test]
fn the_schema_and_the_parser_agree_on_every_change_of_a_register() {
    let good = files("tests/bad_rulesets/check/good/registers");
    let tried: usize = good.iter().map(|path| agree(path)).sum();
    assert!(tried > 1000, "{tried}");
}

#[test]
fn the_schema_and_the_parser_agree_on_every_change_of_a_scenario() {
    let first = files("rulesets/training").into_iter().next().expect("a scenario");
    let mut instance = read(&first);
    // What few scenarios have.
    instance["scenario"]["exact"] = json!(["ta-emot-orosanmalan.mottagen", "x"]);
    let tried = agree_on(&first.file_name().expect("a name").to_string_lossy(), &instance);
    assert!(tried > 300, "{tried}");
}
