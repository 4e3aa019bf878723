//! Decided cases and the test cases of the decision trees, replayed on the rulebook.
//!
//! `rulesets/cases/*.yaml` are answers files whose `case:` holds the facts in short and what the court, the JO or the tree
//! came to. `decided.yaml` holds the cases' own words for that, `mapping.yaml` joins those words to effects, duties and
//! invariants, and `left-out.yaml` names what no case can cover, with the reason. Expected values come from the sources,
//! never from the program.

mod book;
mod broken_rules;
mod doubt;
mod invariants;
mod joined;
mod nearest;
mod reach;
mod register;
mod remaining;
pub mod sealed;
mod surrounding;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use menprov::text::Language;
use menprov::trial::case::Case;
use menprov::trial::load::load;
use menprov::trial::miss::Miss;
use menprov::trial::replay::{Run, Trial};

use book::BOOK;

/// Every case, read once.
pub static CASES: LazyLock<Vec<Case>> =
    LazyLock::new(|| load(None).unwrap_or_else(|unreadable| panic!("{:#?}", unreadable.faults)));

/// Tries cases on the rules compiled in.
fn trial() -> Trial<'static> {
    Trial::on(&BOOK)
}

/// Walks a case to its end.
pub fn walked(case: &Case) -> Result<Run<'static>, Vec<String>> {
    trial().walked(case).map_err(|misses| said(&misses))
}

fn said(misses: &[Miss]) -> Vec<String> {
    misses.iter().map(|miss| miss.message(Language::En)).collect()
}

/// Returns a path inside the project.
fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Runs `hold` on every case and shows what all of them have to say, so that one run tells everything.
fn every_case(hold: impl Fn(&Case) -> Vec<String>) {
    every_one(CASES.iter(), hold);
}

/// Runs `hold` on every case that stands in a list of decided cases, trees and dates; the others (`vag-…`) are there to take
/// ways that none of these takes, and are held to what they say themselves.
fn every_listed_case(hold: impl Fn(&Case) -> Vec<String>) {
    every_one(CASES.iter().filter(|case| !case.id.starts_with("vag-")), hold);
}

fn every_one<'c>(cases: impl Iterator<Item = &'c Case>, hold: impl Fn(&Case) -> Vec<String>) {
    let mut faults = Vec::new();
    for case in cases {
        faults.extend(hold(case).into_iter().map(|fault| format!("{}: {fault}", case.id)));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_case_comes_to_what_it_says() {
    let known = |id: &str| CASES.iter().any(|case| *case.id == *id);
    every_case(|case| said(&trial().hold(case, &known)));
}

#[test]
fn every_case_tells_its_facts_in_both_languages() {
    every_case(|case| {
        let facts = &case.facts;
        let told = facts.sv.len() >= 40 && facts.en.len() >= 40 && facts.sv != facts.en;
        if told { Vec::new() } else { vec!["the facts are not told in both languages".to_owned()] }
    });
}

#[test]
fn every_decided_case_keeps_to_its_own_words() {
    every_listed_case(|case| match walked(case) {
        Ok(run) => joined::own_words(case, &run),
        Err(_) => vec!["does not finish".into()],
    });
}

#[test]
fn every_record_opens_as_it_was_sealed() {
    every_listed_case(sealed::opens_as_it_was);
}

#[test]
fn the_decisive_answer_is_found() {
    // A search for each of them all would take minutes.
    every_case(|case| {
        let looked_at = case.id.starts_with("j-") || case.id.starts_with("ra-");
        if looked_at { nearest::finds_the_decisive_answer(case) } else { Vec::new() }
    });
}

#[test]
fn doubt_falls_as_the_rules_say() {
    every_listed_case(doubt::falls_as_declared);
}

#[test]
fn every_invariant_is_held() {
    every_case(|case| invariants::then_and_today(case, &mut BTreeSet::new()));
}

#[test]
fn every_invariant_is_held_in_doubt() {
    every_case(|case| invariants::in_doubt(case, &mut BTreeSet::new()));
}

#[test]
fn some_case_comes_near_every_invariant() {
    invariants::no_case_is_far();
}

#[test]
fn every_invariant_has_a_change_of_the_rules_that_breaks_it() {
    broken_rules::one_for_each();
}

#[test]
fn an_invariant_that_is_broken_is_seen() {
    broken_rules::each_is_seen();
}

#[test]
fn an_invariant_that_is_broken_is_refused_by_the_prover() {
    broken_rules::each_is_refused();
}

#[test]
fn no_case_comes_to_what_no_path_reaches() {
    reach::no_walk_leaves_it();
}

#[test]
fn no_more_questions_follow_than_was_said() {
    every_case(remaining::bounds);
}

#[test]
fn every_id_is_a_file_or_left_out() {
    joined::coverage();
}

#[test]
fn every_outcome_is_reached() {
    joined::outcomes();
}

#[test]
fn every_decided_case_stands_beside_the_rules() {
    register::complete();
}

#[test]
fn decided_cases_stand_at_the_questions_they_turn_on() {
    every_case(register::at_its_question);
}

#[test]
fn the_mapping_knows_every_word() {
    joined::vocabulary();
}

#[test]
fn the_table_is_fresh() {
    table::fresh();
}
