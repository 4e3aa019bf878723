//! Decided cases and the test cases of the decision trees, replayed on the rulebook.
//!
//! `rulesets/cases/*.yaml` are answers files whose `case:` holds the facts in short and what the court, the JO or the tree
//! came to. `decided.yaml` holds the cases' own words for that, `mapping.yaml` joins those words to effects, duties and
//! invariants, and `left-out.yaml` names what no case can cover, with the reason. Expected values come from the sources,
//! never from the program.

mod book;
pub mod case;
mod doubt;
pub mod hold;
mod joined;
mod mutate;
mod register;
mod remaining;
pub mod sealed;
mod surrounding;
mod table;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

/// The day whose law is that of today for the cases.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")
}

/// Returns a path inside the project.
fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Runs `hold` on every case and shows what all of them have to say, so that one run tells everything.
fn every_case(hold: impl Fn(&case::Case) -> Vec<String>) {
    let mut faults = Vec::new();
    for case in case::all() {
        faults.extend(hold(&case).into_iter().map(|fault| format!("{}: {fault}", case.id)));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_case_reads_and_finishes() {
    every_case(|case| hold::walked(case).err().unwrap_or_default());
}

#[test]
fn every_case_comes_out_as_decided() {
    every_case(|case| {
        hold::walked(case).map_or_else(|_| vec!["does not finish".into()], |run| hold::expected(case, &run))
    });
}

#[test]
fn every_decided_case_keeps_to_its_own_words() {
    every_case(|case| match hold::walked(case) {
        Ok(run) => joined::own_words(case, &run),
        Err(_) => vec!["does not finish".into()],
    });
}

#[test]
fn every_case_is_held_against_the_law_of_today() {
    every_case(hold::today);
}

#[test]
fn new_law_is_new_that_day() {
    every_case(hold::new_that_day);
}

#[test]
fn every_record_opens_as_it_was_sealed() {
    every_case(sealed::opens_as_it_was);
}

#[test]
fn the_decisive_answer_decides() {
    every_case(mutate::decisive);
}

#[test]
fn doubt_falls_as_the_rules_say() {
    every_case(doubt::falls_as_declared);
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
