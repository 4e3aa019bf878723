//! Seals the record of every case and opens it again.

use std::borrow::Cow;

use menprov::assessment::{AssessError, Assessment, Closure, Matter, Officer, Particulars, Record, SourceText};
use menprov::engine::Step;
use menprov::rulebook::builtin_text;
use menprov::ruleset::model::{HaltKind, Role, Source};
use menprov::text::Language;
use menprov::trial::case::Case;
use menprov::trial::replay::Run;

use super::book::BOOK;
use super::walked;

/// Holds that the bytes of a case's record say what the record says, to the letter and without the rulebook.
pub fn opens_as_it_was(case: &Case) -> Vec<String> {
    let Ok(run) = walked(case) else { return vec!["does not finish".into()] };
    let Some(made) = assessment(&run) else { return Vec::new() };
    let sealed = match Record::seal(&made) {
        Ok(record) => record,
        Err(error) => return vec![error.message(Language::En)],
    };
    let mut faults = not_in_force(&made);
    match Record::read(sealed.bytes()) {
        Ok(read) if *read.assessment() == made && read.is_canonical() => {}
        Ok(read) => faults.push(difference(&made, read.assessment())),
        Err(error) => faults.push(error.message(Language::En)),
    }
    faults
}

/// Returns the provisions that a duty cites though they were not law that day.
fn not_in_force(made: &Assessment) -> Vec<String> {
    let cited = made.duties.iter().flat_map(|duty| duty.provisions.iter().map(move |id| (&duty.id, id)));
    let known = |id: &str| BOOK.provisions.iter().find(|provision| *provision.id == *id);
    let dead = cited.filter(|(_, id)| known(id).is_none_or(|provision| provision.on(made.law_date).is_none()));
    dead.map(|(duty, id)| format!("{duty} cites {id}, which was not in force on {}", made.law_date)).collect()
}

/// Returns the first thing that two assessments say differently.
fn difference(made: &Assessment, read: &Assessment) -> String {
    let lines = |assessment: &Assessment| format!("{assessment:#?}");
    let (made, read) = (lines(made), lines(read));
    let differing = made.lines().zip(read.lines()).find(|(made, read)| made != read);
    differing.map_or_else(|| "it is not canonical".to_owned(), |(made, read)| format!("{made} became {read}"))
}

/// Returns the record's content; nothing where the walk waits for somebody: that is a draft, and a draft has no record.
pub fn assessment(run: &Run<'_>) -> Option<Assessment> {
    if run.report.step == Step::Halted && run.report.halted.last().is_some_and(|last| last.kind == HaltKind::Park) {
        return None;
    }
    let text = |source: &Source| {
        let text = builtin_text(&source.name, &source.sha256)?;
        Some(SourceText { text: Cow::Borrowed(text), over: false })
    };
    let closure = Closure::collect(&run.edition, run.procedure, &text).expect("every source is compiled in");
    let particulars = Particulars {
        nonce: [7; 32],
        program: "0.0.0".into(),
        procedure: run.procedure,
        decided_on: run.edition.date,
        matter: Matter { reference: "SN 2026/1".into(), authority: None },
        received: None,
        officer: Officer { name: None, role: Role::Officer, position: None, unit: None },
        delegation: Vec::new(),
        language: Language::Sv,
        started_at: None,
        made_at: "2026-11-21T08:00:00Z".parse().expect("a time"),
        closure: &closure,
        continues: None,
        second_of: None,
        statements: std::collections::HashMap::new(),
        files: std::collections::HashMap::new(),
    };
    match Assessment::build(&run.edition, &run.report, &run.answers, particulars) {
        // What another answers stands in a statement of its own, and not in the record of a case's file.
        Err(AssessError::OtherActor { .. }) => None,
        made => Some(made.expect("a finished walk has a record")),
    }
}
