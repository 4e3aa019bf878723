//! A case file: an answers file with the facts in short and what is expected of it.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use super::project;

/// A case file.
pub struct Case {
    /// The case's id, which is also the file's name.
    pub id: String,
    /// The whole file.
    pub text: String,
    /// What stands under `case:`.
    pub doc: CaseDoc,
}

/// The file, of which only `case:` is read here; the program's own reader takes the rest.
#[derive(Deserialize)]
struct File {
    case: CaseDoc,
}

/// What stands under `case:`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CaseDoc {
    /// The id in the list of decided cases, or `j-NN` for a test case of the trees.
    pub id: String,
    /// Where it was decided.
    pub source: String,
    /// The facts in short, in own words and without names.
    pub facts: Words,
    /// Grounds of the source that the walk does not carry, and why.
    #[serde(default)]
    pub without: BTreeMap<String, String>,
    /// Duties of the source that lie outside this request, and why.
    #[serde(default)]
    pub outside: BTreeMap<String, String>,
    /// What it must come to.
    pub expect: Expect,
    /// The answer that decides it.
    pub decisive: Decisive,
}

/// Words in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// What a case must come to: at least these.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Expect {
    /// The outcome in the list's own vocabulary.
    pub outcome: String,
    /// The effect for each item.
    #[serde(default)]
    pub effects: BTreeMap<String, String>,
    /// For each item the provisions that its result rests on, by their short designation: those that were tested and those of
    /// what the tests came to, but not those of questions on the way.
    #[serde(default)]
    pub under: BTreeMap<String, Vec<String>>,
    /// The outcome of the procedure.
    pub procedure_outcome: Option<String>,
    /// In its place, the halt that ends the walk: `ruleset.node`.
    pub halted: Option<String>,
    /// What the same answers come to under the law of [`super::today()`], where that is something else.
    pub today: Option<Later>,
    /// Provisions by their short designation.
    pub provisions: Vec<String>,
    /// Duties by id.
    #[serde(default)]
    pub duties: Vec<String>,
    /// Questions that must have been put.
    #[serde(default)]
    pub asked: Vec<String>,
    /// Questions that must not have been put.
    #[serde(default)]
    pub not_asked: Vec<String>,
    /// Provisions that must not have been applied.
    #[serde(default)]
    pub no_provisions: Vec<String>,
    /// Duties that must not have been met.
    #[serde(default)]
    pub no_duties: Vec<String>,
    /// The law is new that day: the same answers cannot be given the day before.
    #[serde(default)]
    pub new_that_day: bool,
    /// Words that stand in a question's wording, help or options on the law date.
    #[serde(default)]
    pub says: BTreeMap<String, String>,
    /// Words that do not.
    #[serde(default)]
    pub says_not: BTreeMap<String, String>,
}

/// What the same answers come to under later law: an outcome, a halt, or a question that was not put then.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Later {
    /// The outcome of the procedure.
    pub procedure_outcome: Option<String>,
    /// The halt that ends the walk: `ruleset.node`.
    pub halted: Option<String>,
    /// The question that the law now puts and that has no answer here; `case` then answers it.
    pub asks: Option<String>,
    /// The case with the same facts, answered under the law of today.
    pub case: Option<String>,
    /// The effect of items that come out otherwise.
    #[serde(default)]
    pub effects: BTreeMap<String, String>,
}

/// The answer that decides the case; another one must give another effect.
///
/// `instead` and `also` (answers that the other way needs) are read as answers, by the program's reader.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Decisive {
    /// The scope path.
    pub scope: String,
    /// The question.
    pub question: String,
    /// The item whose effect changes, where the case turns on one.
    pub item: Option<String>,
    /// What the item's effect changes to.
    pub effect: Option<String>,
    /// What the outcome changes to, where the case turns on the whole.
    pub outcome: Option<String>,
    /// The halt that the walk then ends in: `ruleset.node`.
    pub halted: Option<String>,
}

/// Reads every case file, ordered by name.
pub fn all() -> Vec<Case> {
    let mut names: Vec<_> = fs::read_dir(project("rulesets/cases"))
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("an ASCII name"))
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    names.into_iter().map(read).collect()
}

fn read(name: String) -> Case {
    let text = fs::read_to_string(project(&format!("rulesets/cases/{name}.yaml"))).expect("a case file");
    let File { case: doc } = serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(doc.id, name, "the file bears the case's id");
    Case { id: name, text, doc }
}
