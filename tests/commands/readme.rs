//! What the README and the other pages promise is run, and what they list is held against the rules.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use menprov::config::AuthorityKind;
use menprov::error::exit;
use menprov::rulebook;
use menprov::ruleset::model::{Effect, FamilyIx, NodeKind, Rulebook, RulesetKind};
use menprov::text::Text;
use serde_json::{Value, json};

use super::stage::{Run, Stage, root};

/// The modules that procedures share, in the order in which they come.
const COMMON: [&str; 6] = ["ram", "jav", "inre-sekretess", "skyddade-personuppgifter", "kanal", "dokumentation"];

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("the page is there")
}

/// Returns the text of the README's blocks in a language, in order.
fn blocks(language: &str) -> Vec<String> {
    let readme = page("README.md");
    let fence = format!("```{language}\n");
    let blocks = readme.split(&fence).skip(1).filter_map(|block| block.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// Returns the commands of the README's `sh` blocks, in order.
fn commands() -> Vec<String> {
    blocks("sh").iter().flat_map(|block| block.lines()).map(str::to_owned).collect()
}

/// Returns the part of a page under a heading of the second order that begins with `heading`.
fn section(page: &str, heading: &str) -> String {
    let parts = page.split("\n## ").find(|part| part.starts_with(heading));
    parts.expect("there is such a section").to_owned()
}

/// Returns what stands within the first grave accents of each line that begins with `| `.
fn first_cells(section: &str) -> Vec<String> {
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('`').next()).map(str::to_owned).collect()
}

fn families(book: &Rulebook, kind: RulesetKind) -> impl Iterator<Item = &str> {
    let of_kind = move |family: FamilyIx| book.rulesets[newest(book, family)].kind == kind;
    let all = (0..).map(FamilyIx).zip(&book.families);
    all.filter(move |(at, _)| of_kind(*at)).map(|(_, family)| &*family.id)
}

/// Returns the position of a family's newest version.
fn newest(book: &Rulebook, family: FamilyIx) -> usize {
    book.families[family.at()].versions.last().expect("a family has a version").at()
}

fn family(book: &Rulebook, id: &str) -> FamilyIx {
    let at = book.families.iter().position(|family| *family.id == *id);
    FamilyIx(at.and_then(|at| u16::try_from(at).ok()).unwrap_or_else(|| panic!("no ruleset is called {id}")))
}

/// Returns what a procedure comes to through calls, in its newest version and theirs.
fn reached<'b>(book: &'b Rulebook, procedure: &str) -> BTreeSet<&'b str> {
    let mut found = BTreeSet::new();
    let mut todo = vec![family(book, procedure)];
    while let Some(at) = todo.pop() {
        for node in &book.rulesets[newest(book, at)].nodes {
            let called: Vec<FamilyIx> = match &node.kind {
                NodeKind::Each { call, .. } | NodeKind::Call { call, .. } => vec![call.module],
                NodeKind::Calls { calls, .. } => calls.iter().map(|call| call.module).collect(),
                _ => Vec::new(),
            };
            todo.extend(called.into_iter().filter(|module| found.insert(&*book.families[module.at()].id)));
        }
    }
    found
}

#[test]
fn the_first_command_does_the_main_job_without_a_question() {
    let commands = commands();
    let arguments = commands[0].split_once(" -- ").expect("cargo run … -- …").1;
    let arguments: Vec<String> = arguments
        .split(' ')
        .map(|word| if word.starts_with("examples/") { root().join(word).display().to_string() } else { word.into() })
        .collect();
    let run = Stage::new().run(arguments).code(0);
    assert!(run.out.contains("lämnas inte ut") && run.out.contains("26 kap. 1 § OSL"), "{}", run.out);
    assert!(run.err.contains("övning: undertecknat och registrerat som 20"), "{}", run.err);
}

#[test]
fn the_second_command_is_what_ci_runs() {
    let ci = page(".ci/run");
    let second = &commands()[1];
    assert!(second.starts_with("cargo test"), "{second}");
    assert!(ci.lines().any(|line| line == second), "{second}\n{ci}");
}

/// Runs a script as a person pastes it, with the program on the path and a home that is thrown away.
fn pasted(home: &Path, script: &str) -> Run {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_menprov"));
    let folder = program.parent().expect("the program lies in a folder").display().to_string();
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", script]).current_dir(root()).env_clear();
    let output = shell.env("HOME", home).env("PATH", format!("{folder}:/usr/bin:/bin")).output();
    let output = output.expect("the shell starts");
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("errors are UTF-8"),
    }
}

#[test]
fn the_way_from_answers_to_a_decision_can_be_pasted() {
    let [script] = &blocks("bash")[..] else { panic!("one walk from answers to a decision") };
    let (first, rest) = script.split_once('\n').expect("several commands");
    let home = tempfile::tempdir().expect("a folder for the test");
    let assessed = pasted(home.path(), first).code(0);
    // The year of the clock stands in the id, and the README has that of when it was written.
    let id = assessed.err.split_whitespace().find(|word| word.ends_with("-0001")).expect("an id").to_owned();
    assert!(rest.contains("2026-0001"), "{rest}");
    let decided = pasted(home.path(), &rest.replace("2026-0001", &id)).code(0);
    for said in ["Läge: godkänt", "Delegationsordningen, punkt: 4.2", "Besked om begäran", "Om du vill överklaga"] {
        assert!(decided.out.contains(said), "{said}: {decided:#?}");
    }
}

#[test]
fn the_readme_has_every_procedure_and_no_other() {
    let book = rulebook::builtin();
    let mut listed = first_cells(&section(&page("README.md"), "Förfaranden"));
    listed.sort_unstable();
    let procedures: Vec<&str> = families(&book, RulesetKind::Procedure).collect();
    assert_eq!(listed, procedures);
}

#[test]
fn the_readme_has_every_kind_of_authority() {
    let procedures = section(&page("README.md"), "Förfaranden");
    for kind in AuthorityKind::ALL {
        assert!(procedures.contains(&format!("(`{}`)", kind.id())), "{}", kind.id());
    }
}

#[test]
fn the_readme_has_every_exit_code_and_no_other() {
    let readme = page("README.md");
    let codes = readme.split("Avslutskoder: ").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("exit codes");
    let listed: Vec<u8> = codes.split('·').filter_map(|code| code.split_whitespace().next()?.parse().ok()).collect();
    assert_eq!(listed, exit::ALL.map(|(code, ..)| code));
}

#[test]
fn what_the_pages_link_to_is_there() {
    for name in ["README.md", "CONTRIBUTING.md", "docs/procedures.md", "docs/regler.md", "docs/rules.md"] {
        let page = page(name);
        let folder = root().join(name);
        let folder = folder.parent().expect("a page lies in a folder");
        let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let file = link.split('#').next().expect("a split has a first part");
            assert!(folder.join(file).exists(), "{name}: {link}");
        }
    }
}

#[test]
fn the_format_page_has_the_effects_in_their_order() {
    let all = Effect::ALL.map(Effect::id).join(" ");
    assert!(page("docs/format.md").contains(&format!("`{all}`")), "{all}");
}

/// Returns a text as one cell of a table.
fn cell(text: &Text) -> String {
    format!("{} <br> *{}*", text.sv, text.en).replace('|', "\\|")
}

/// Writes the page of procedures and common modules from the rules.
fn procedures(book: &Rulebook) -> String {
    let mut page = page("docs/procedures.md");
    page.truncate(page.find("\n| ").expect("a table follows the words"));
    let mut line = |text: String| writeln!(page, "{text}").expect("a string takes any text");
    line(format!("\n| Förfarande | `{}` |", COMMON.join("` | `")));
    line(format!("| --- |{}", " :-: |".repeat(COMMON.len())));
    for id in families(book, RulesetKind::Procedure) {
        let reached = reached(book, id);
        let marks = COMMON.map(|module| if reached.contains(module) { " ●" } else { "" });
        line(format!("| `{id}` |{} |", marks.join(" |")));
    }
    line("\n| Modul | |\n| --- | --- |".to_owned());
    for id in COMMON {
        let module = &book.rulesets[newest(book, family(book, id))];
        line(format!("| `{id}` | {} |", cell(module.about.as_ref().unwrap_or(&module.title))));
    }
    page
}

#[test]
fn the_list_of_procedures_is_fresh() {
    let written = procedures(&rulebook::builtin());
    let path = root().join("docs/procedures.md");
    if std::env::var_os("WRITE_TABLE").is_some() {
        fs::write(&path, &written).expect("the page is written");
    }
    let found = fs::read_to_string(&path).expect("the page is there");
    assert!(found == written, "docs/procedures.md is stale: WRITE_TABLE=1 cargo test --test main is_fresh");
}

fn report(stage: &Stage, more: &[&str]) -> Run {
    let answers = root().join("examples/orosanmalan.yaml").display().to_string();
    let arguments = ["assess", "--answers", &answers, "--practice", "--json"];
    stage.run(arguments.iter().chain(more))
}

#[test]
fn the_example_of_a_concern_report_gives_what_belongs_and_attaches_nothing() {
    let config = root().join("examples/forsakringskassan.toml").display().to_string();
    for more in [&[][..], &["--config", &config]] {
        let answer = report(&Stage::new(), more).code(0).json();
        let record = &answer["record"];
        assert_eq!(record["outcome"]["id"], json!("anmal-genast"), "{answer:#}");
        assert_eq!(record["pending"], json!(false));
        let results = record["results"].as_array().expect("results");
        let effects: Vec<_> = results.iter().map(|result| (&result["item"], &result["effect"])).collect();
        let wanted = [("i1", "report"), ("i2", "report"), ("i3", "leave-out"), ("i4", "leave-out")];
        let wanted = wanted.map(|(item, effect)| (json!(item), json!(effect)));
        assert_eq!(effects, wanted.iter().map(|(item, effect)| (item, effect)).collect::<Vec<_>>());
    }
}

/// Collects the names of all fields; what is keyed by ids says nothing of the form.
fn fields(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                names.insert(name.clone());
                match (&**name, value) {
                    ("effects" | "options", Value::Object(by_id)) => {
                        by_id.values().for_each(|value| fields(value, names));
                    }
                    _ => fields(value, names),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| fields(value, names)),
        _ => {}
    }
}

#[test]
fn the_record_page_has_every_field_of_the_examples() {
    let stage = Stage::new();
    let config = root().join("examples/menprov.toml").display().to_string();
    let answers = root().join("examples/begaran.yaml").display().to_string();
    let arguments = ["assess", "--answers", &answers, "--practice", "--json", "--config", &config];
    let mut names = BTreeSet::new();
    for run in [stage.run(arguments).code(0), report(&stage, &[]).code(0)] {
        fields(&run.json()["record"], &mut names);
    }
    assert!(names.contains("provisions") && names.len() > 60, "{names:?}");
    let page = page("docs/record.md");
    let absent: Vec<_> = names.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(absent.is_empty(), "docs/record.md says nothing of {absent:?}");
}

#[test]
fn the_day_before_the_duty_the_same_example_must_test_each_item() {
    let stage = Stage::new();
    let text = page("examples/orosanmalan.yaml").replace("law-date: 2026-11-20", "law-date: 2026-01-14");
    let answers = stage.write("answers.yaml", text).display().to_string();
    let run = stage.run(["assess", "--answers", &answers, "--practice"]).code(4);
    assert!(run.err.contains("behov-i-anmalan"), "{}", run.err);
}
