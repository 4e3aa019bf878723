//! Joins the vocabulary of the decided cases to effects, duties, questions and invariants.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;

use menprov::engine::{Edition, Step};
use menprov::ruleset::model::Effect;
use menprov::trial::case::Case;
use menprov::trial::replay::Run;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::book::BOOK;
use super::{CASES, project, walked};

/// What the source says of a case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decided {
    procedure: String,
    outcome: String,
    grounds: Vec<String>,
    obligations: Vec<String>,
    today: Today,
}

/// What the source says of a case under the law of 2026-11-21.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Today {
    result: String,
    outcome: String,
    provisions: Vec<String>,
}

/// `mapping.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    outcomes: BTreeMap<String, Means>,
    obligations: BTreeMap<String, Means>,
    grounds: BTreeMap<String, String>,
}

/// What a word of the cases means here; everything that is named must hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Means {
    /// One of these is the effect of the decisive item.
    #[serde(default)]
    decisive_item: Vec<String>,
    /// One of these is the effect of the whole.
    #[serde(default)]
    whole: Vec<String>,
    /// All of these duties are met.
    #[serde(default)]
    duties: Vec<String>,
    /// One of these questions was put.
    #[serde(default)]
    asked: Vec<String>,
    /// All of these hold.
    #[serde(default)]
    invariants: Vec<Invariant>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Invariant {
    /// Each item has been tested, and the items differ or masking was considered.
    ItemByItem,
    /// Nothing about the requester's identity or purpose is asked before the items are.
    NoProbingFirst,
    /// The outcome is a written decision that can be appealed, or everything goes out.
    WrittenDecision,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOut {
    #[serde(rename = "left-out")]
    cases: BTreeMap<String, Reason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    sv: String,
    en: String,
}

/// Questions that test nothing: what the item is, whom it concerns, and which provisions to look at.
const NO_TEST: [&str; 5] = ["skyddad-uppgift", "vems", "beslut-enligt-26-7.listat", "bestammelser", "kand"];

/// The test cases of the trees (part J).
const TREE_CASES: std::ops::RangeInclusive<u32> = 1..=18;

/// The test cases of the trees of the surrounding procedures.
const SURROUNDING_CASES: std::ops::RangeInclusive<u32> = 1..=12;

fn read<T: DeserializeOwned>(name: &str) -> T {
    let text =
        fs::read_to_string(project(&format!("tests/decided_cases/{name}.yaml"))).expect("a file beside the cases");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn decided() -> BTreeMap<String, Decided> {
    read("decided")
}

/// Holds a case against its source's own words; a test case of the trees has none but its outcome.
pub fn own_words(case: &Case, run: &Run<'_>) -> Vec<String> {
    let mapping: Mapping = read("mapping");
    let mut faults = Vec::new();
    let mut hold = |word: &str, means: Option<&Means>| match means {
        Some(means) => faults.extend(unmet(means, case, run).into_iter().map(|fault| format!("{word}: {fault}"))),
        None => faults.push(format!("the mapping lacks `{word}`")),
    };
    hold(&case.expect.outcome, mapping.outcomes.get(&case.expect.outcome));
    let decided = decided();
    let Some(source) = decided.get(&*case.id) else { return faults };
    for word in &source.obligations {
        if !case.outside.contains_key(word) {
            hold(word, mapping.obligations.get(word));
        }
    }
    if case.expect.outcome != source.outcome && case.expect.outcome != source.today.outcome {
        faults.push(format!("the source says {}", source.outcome));
    }
    let found = run.provisions();
    for ground in source.grounds.iter().chain(&source.today.provisions) {
        let known =
            found.contains(&**ground) || case.without.contains_key(ground) || mapping.grounds.contains_key(ground);
        if !known {
            faults.push(format!("no provision {ground}"));
        }
    }
    faults
}

fn unmet(means: &Means, case: &Case, run: &Run<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let among = |wanted: &[String], found: &str| wanted.is_empty() || wanted.iter().any(|one| one == found);
    // A case that turns on no item turns on the whole.
    let item = match &case.decisive.effect {
        Some((item, _)) => run.effect(item).map_or("not reached", Effect::id),
        None => run.whole().id(),
    };
    if !among(&means.decisive_item, item) {
        faults.push(format!("the decisive item is {item}"));
    }
    let whole = run.whole().id();
    if !among(&means.whole, whole) {
        faults.push(format!("the whole is {whole}"));
    }
    let duties = run.duties();
    faults.extend(means.duties.iter().filter(|duty| !duties.contains(&***duty)).map(|duty| format!("no duty {duty}")));
    let asked = run.asked();
    if !means.asked.is_empty() && !means.asked.iter().any(|question| asked.contains(&**question)) {
        faults.push(format!("none of these was put: {}", means.asked.join(", ")));
    }
    faults.extend(means.invariants.iter().filter_map(|invariant| invariant.broken(run)));
    faults
}

impl Invariant {
    fn broken(&self, run: &Run<'_>) -> Option<String> {
        match self {
            Self::ItemByItem => item_by_item(run),
            Self::NoProbingFirst => probing_first(run),
            Self::WrittenDecision => {
                let outcome = run.end();
                let decided = outcome.to_string().starts_with("beslut-") || run.whole() == Effect::Release;
                (!decided).then(|| format!("{outcome} is no written decision"))
            }
        }
    }
}

fn item_by_item(run: &Run<'_>) -> Option<String> {
    let path = run.path();
    for item in &run.report.items {
        let put = path
            .iter()
            .any(|key| key.scope.item == Some(item.item) && !NO_TEST.contains(&&*BOOK.questions[key.question.at()].id));
        // One's own information (OSL 12:1) and a listed decision (OSL 26:7) are settled without a test of harm.
        let settled = item.provisions.iter().any(|at| &*BOOK.provisions[at.at()].short == "OSL 12:1")
            || item.duties.iter().any(|at| &*BOOK.duties[at.at()].id == "skilj-beslut");
        if !put && !settled {
            return Some(format!("item {} was not tested", run.answers.name(item.item)));
        }
    }
    let effects: HashSet<_> = run.report.items.iter().map(|item| item.effect).collect();
    let asked = run.asked();
    let masking = asked.contains("maskning") || asked.contains("uppgift.utan-personuppgifter");
    (effects.len() < 2 && !masking).then(|| "the items do not differ and masking was not considered".to_owned())
}

fn probing_first(run: &Run<'_>) -> Option<String> {
    run.path()
        .into_iter()
        .take_while(|key| &*BOOK.questions[key.question.at()].id != "uppgifter")
        .find(|key| BOOK.questions[key.question.at()].probes)
        .map(|key| format!("{} is put before the items", BOOK.questions[key.question.at()].id))
}

/// Returns the ids of the decided cases.
pub fn decided_ids() -> Vec<String> {
    decided().into_keys().collect()
}

/// Returns whether a file is of the case `id`: one that is walked for two requesters has a file for each, `j-03-modern`
/// and `j-03-fadern`.
pub fn of(file: &str, id: &str) -> bool {
    file.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Every decided case of these procedures and every test case of the trees is a file or left out, and never both.
pub fn coverage() {
    let files: BTreeSet<String> = CASES.iter().map(|case| case.id.to_string()).collect();
    let left: LeftOut = read("left-out");
    let mut wanted: BTreeSet<String> = decided().into_keys().collect();
    wanted.extend(TREE_CASES.map(|number| format!("j-{number:02}")));
    wanted.extend(SURROUNDING_CASES.map(|number| format!("t-{number:02}")));
    for id in &wanted {
        let file = files.iter().any(|file| of(file, id));
        assert!(file || left.cases.contains_key(id), "{id} is neither a file nor left out");
        assert!(!(file && left.cases.contains_key(id)), "{id} is both a file and left out");
    }
    for (id, reason) in &left.cases {
        assert!(wanted.contains(id), "{id} is left out but no case");
        assert!(reason.sv.len() > 40 && reason.en.len() > 40, "{id} is left out without a reason");
    }
    for file in &files {
        let own = ["date-", "tree-", "vag-"].iter().any(|own| file.starts_with(own));
        assert!(own || wanted.iter().any(|id| of(file, id)), "{file} comes from no list");
    }
}

/// The mapping holds every word of the decided cases, names only what exists, and says nothing that means nothing.
pub fn vocabulary() {
    let mapping: Mapping = read("mapping");
    let duties: HashSet<&str> = BOOK.duties.iter().map(|duty| &*duty.id).collect();
    let questions: HashSet<&str> = BOOK.questions.iter().map(|question| &*question.id).collect();
    let effects: HashSet<&str> = Effect::ALL.into_iter().map(Effect::id).collect();
    for (name, means) in mapping.outcomes.iter().chain(&mapping.obligations) {
        let known = |words: &[String], known: &HashSet<&str>| {
            for word in words {
                assert!(known.contains(&**word), "`{name}` names `{word}`, which does not exist");
            }
        };
        known(&means.duties, &duties);
        known(&means.asked, &questions);
        known(&means.decisive_item, &effects);
        known(&means.whole, &effects);
        let says = means.duties.len()
            + means.asked.len()
            + means.decisive_item.len()
            + means.whole.len()
            + means.invariants.len();
        assert!(says > 0, "`{name}` means nothing");
    }
    for (ground, reason) in &mapping.grounds {
        assert!(reason.len() > 40, "{ground} is set aside without a reason");
    }
    for (id, source) in decided() {
        assert!(mapping.outcomes.contains_key(&source.outcome), "{id}: the mapping lacks {}", source.outcome);
        assert!(["same", "partly", "changed"].contains(&&*source.today.result), "{id}: {}", source.today.result);
        assert!(!source.procedure.is_empty(), "{id} has no procedure");
    }
}

/// Every outcome of every procedure in force today is reached by some case.
pub fn outcomes() {
    let mut reached = HashSet::new();
    for case in &*CASES {
        let run = walked(case).unwrap_or_else(|faults| panic!("{}: {faults:?}", case.id));
        if let Step::Finished { ruleset, outcome, .. } = run.report.step {
            let rules = &BOOK.rulesets[ruleset.at()];
            reached.insert((&*rules.id, &*rules.outcomes[outcome.at()].id));
        }
    }
    for (_, ruleset) in Edition::on(&BOOK, super::trial().today).rulesets() {
        for outcome in &ruleset.outcomes {
            assert!(reached.contains(&(&*ruleset.id, &*outcome.id)), "no case ends in {}.{}", ruleset.id, outcome.id);
        }
    }
}
