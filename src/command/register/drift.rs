//! `menprov register drift`: which memos would come out otherwise on other rules, with the same answers.
//!
//! Nothing is changed: the register is only read, and no memo is made.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use super::{open_any, warn_of_damaged};
use crate::cli::register::DriftArgs;
use crate::command::{rulebook, write_json, write_list};
use crate::compare::drift::{Drift, DutyDrift, Verdict};
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, Status};
use crate::render::count::{MEMOS, counted};
use crate::render::paragraph::whole;
use crate::render::terms::first_sentence;
use crate::text::Language;

/// A memo and what the rules make of it.
#[derive(Debug, Serialize)]
struct Row {
    memo: String,
    matter: String,
    procedure: String,
    law_date: NaiveDate,
    #[serde(flatten)]
    drift: Drift,
}

pub fn run(args: &DriftArgs, context: &mut Context) -> Result<Status, Error> {
    let book = rulebook::load(args.rules.folder.as_deref(), context)?.book;
    let (mut rows, mut damaged) = (Vec::new(), Vec::new());
    // A register has many memos of the same day.
    let mut editions: HashMap<NaiveDate, Edition<'_>> = HashMap::new();
    if let Some(register) = open_any(&args.register, context)? {
        register.each(|listed, read| match read {
            // What one that is continued came to is in the memo that goes on from it.
            Some((stored, _)) if stored.continued_by.is_some() => {}
            Some((stored, record)) => {
                let assessment = record.assessment();
                let day = args.at.unwrap_or(assessment.law_date);
                let edition = editions.entry(day).or_insert_with(|| Edition::on(&book, day));
                rows.push(Row {
                    memo: stored.id,
                    matter: assessment.matter.reference.clone(),
                    procedure: assessment.procedure.id.clone(),
                    law_date: day,
                    drift: Drift::of(assessment, edition),
                });
            }
            None => damaged.push(listed.id),
        })?;
    }
    warn_of_damaged(&damaged, context)?;
    let same = rows.iter().all(|row| row.drift.verdict == Verdict::Same);
    if args.json {
        write_json(&mut *context.out, &rows)?;
    } else {
        write_text(&rows, context)?;
    }
    Ok(if same { Status::Done } else { Status::No })
}

fn write_text(rows: &[Row], context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    let other: Vec<&Row> = rows.iter().filter(|row| row.drift.verdict != Verdict::Same).collect();
    if !other.is_empty() {
        let heads = language.choose(["underlag", "vad som blir annorlunda"], ["memo", "what becomes otherwise"]);
        let cells = other.iter().map(|row| {
            let memo = format!("{}\n{}", row.memo, whole(&row.matter));
            vec![memo, lines(&row.drift, language).join("\n")]
        });
        write_list(heads, cells, context)?;
        writeln!(context.out)?;
    }
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.drift.verdict).or_default() += 1;
    }
    let parts: Vec<String> =
        counts.iter().map(|(verdict, count)| format!("{}: {count}", word(*verdict, language))).collect();
    let all = counted(rows.len(), MEMOS, language);
    Ok(writeln!(context.out, "{}", if parts.is_empty() { all } else { format!("{all}. {}", parts.join(", ")) })?)
}

/// Returns what is otherwise, a line for each thing.
fn lines(drift: &Drift, language: Language) -> Vec<String> {
    let stopped = language.choose("stannar", "stops");
    let mut lines = Vec::new();
    match drift.verdict {
        Verdict::Gone => {
            lines.push(
                language
                    .choose(
                        "förfarandet finns inte i reglerna den dagen",
                        "the rules do not have the procedure on that day",
                    )
                    .to_owned(),
            );
        }
        Verdict::Other => {
            let [was, becomes] = [&drift.was, &drift.becomes]
                .map(|came| came.as_ref().map_or(stopped, |came| came.text.get(language).trim_end_matches('.')));
            lines.push(format!("{}: {was} → {becomes}", language.choose("utfall", "outcome")));
        }
        Verdict::Lacks | Verdict::Within | Verdict::Same => {}
    }
    if let Some(lack) = &drift.lacks {
        lines.push(format!("{}: {}", language.choose("svar saknas", "an answer is missing"), lack.text.get(language)));
    }
    for item in &drift.items {
        let untested = language.choose("prövas inte", "not tested");
        let becomes = item.becomes.as_ref().map_or(untested, |(_, words)| words.get(language));
        lines.push(format!("{}: {} → {becomes}", item.label, item.was.1.get(language)));
    }
    let leads = language.choose(["ny skyldighet", "skyldighet som faller bort"], ["new duty", "duty that falls away"]);
    for (lead, duties) in leads.into_iter().zip([&drift.duties_come, &drift.duties_go]) {
        let line = |duty: &DutyDrift| format!("{lead}: {}", first_sentence(duty.text.get(language)));
        lines.extend(duties.iter().map(line));
    }
    lines
}

fn word(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Same => language.choose("oförändrade", "unchanged"),
        Verdict::Within => {
            language.choose("samma utfall men annat inom det", "the same outcome with something else within it")
        }
        Verdict::Other => language.choose("ett annat utfall", "another outcome"),
        Verdict::Lacks => language.choose("saknar ett svar", "lack an answer"),
        Verdict::Gone => language.choose("saknar sitt förfarande", "lack their procedure"),
    }
}
