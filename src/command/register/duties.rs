//! `menprov register duties`: what is due and when, out of all memos.
//!
//! Nothing records that a duty is done, so that every one is shown until its memo is continued by another.

use std::io::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{open_any, warn_of_damaged};
use crate::assessment::model::Words;
use crate::assessment::{Assessment, Record, role};
use crate::cli::register::DutiesArgs;
use crate::command::{write_json, write_list};
use crate::context::Context;
use crate::date::When;
use crate::deadline::{Clock, Due, Known, clocks};
use crate::error::{Error, Status};
use crate::memo::deadline;
use crate::register::Stored;
use crate::render::paragraph::{paragraph, whole};
use crate::render::terms::{capital, first_sentence};
use crate::ruleset::model::{Moment, Role};
use crate::statement::{Phase, Statement};
use crate::text::Language;

/// A duty of a memo, as JSON has it; what has no value is `null`.
#[derive(Debug, Serialize)]
struct Row {
    /// The memo's id.
    memo: String,
    /// The authority's reference.
    matter: String,
    /// The procedure's id.
    procedure: String,
    /// Where the memo stands.
    state: Phase,
    /// Who decided it, or decides it: the officer, or the lowest role that may.
    decider: Role,
    /// The duty's id.
    duty: String,
    /// What to do.
    text: Words,
    /// How long it may take, as in the record.
    within: Option<String>,
    /// What it runs from.
    runs_from: Moment,
    /// When that was.
    from: Option<When>,
    /// The end: a day, which is the last one, or a time with its difference to UTC.
    due: Option<String>,
    /// Whether the end has passed.
    overdue: bool,
    #[serde(skip)]
    end: Option<Due>,
    #[serde(skip)]
    shown: Shown,
}

/// What a row says in words.
#[derive(Debug)]
struct Shown {
    due: String,
    left: String,
    /// Why it has no end, if it has none.
    why: String,
}

pub fn run(args: &DutiesArgs, context: &mut Context) -> Result<Status, Error> {
    let register = open_any(&args.register, context)?;
    let (mut rows, mut damaged) = (Vec::new(), Vec::new());
    if let Some(register) = register {
        let (now, language) = (context.now(), context.language);
        register.each(|listed, read| match read {
            Some((stored, record)) => rows.extend(rows_of(&stored, &record, now, language)),
            None => damaged.push(listed.id),
        })?;
    }
    rows.retain(|row| args.fits(row));
    rows.sort_by_key(|row| (row.end.is_none(), row.end.map(Due::end)));
    warn_of_damaged(&damaged, context)?;
    if args.json {
        write_json(&mut *context.out, &rows)?;
        return Ok(Status::Done);
    }
    write_table(&rows, context)?;
    Ok(Status::Done)
}

impl DutiesArgs {
    fn fits(&self, row: &Row) -> bool {
        let of_matter = |part: &String| row.matter.to_lowercase().contains(&part.to_lowercase());
        let in_time = |until: NaiveDate| row.end.is_some_and(|due| due.day() <= until);
        self.matter.as_ref().is_none_or(of_matter) && self.until.is_none_or(in_time)
    }
}

fn rows_of(stored: &Stored, record: &Record, now: DateTime<Utc>, language: Language) -> Vec<Row> {
    if stored.continued_by.is_some() {
        // What that came to is in the record that goes on from it.
        return Vec::new();
    }
    let assessment = record.assessment();
    let heard = stored.heard();
    let said: Vec<&Statement> =
        heard.iter().filter_map(|heard| Some(heard.as_ref().ok()?.sealed.statement())).collect();
    let known = Known::of(assessment, &said);
    let state = stored.state(assessment).state;
    let row = |clock: &Clock<'_>| Row {
        memo: stored.id.clone(),
        matter: assessment.matter.reference.clone(),
        procedure: assessment.procedure.id.clone(),
        state,
        decider: decider(assessment),
        duty: clock.duty.id.clone(),
        text: clock.duty.text.clone(),
        within: clock.duty.within.clone(),
        runs_from: clock.from,
        from: clock.runs.map(|(from, _)| from),
        due: clock.due().map(stamp),
        overdue: clock.due().is_some_and(|due| due.is_over(now)),
        end: clock.due(),
        shown: Shown::of(clock, now, language),
    };
    clocks(assessment, &known).iter().map(row).collect()
}

/// Returns the officer's own role where they decided, else the lowest that may.
fn decider(assessment: &Assessment) -> Role {
    if assessment.pending { assessment.decider } else { assessment.officer.role }
}

fn stamp(due: Due) -> String {
    match due {
        Due::Day(day) => day.to_string(),
        Due::Time(time) => time.to_rfc3339(),
    }
}

impl Shown {
    fn of(clock: &Clock<'_>, now: DateTime<Utc>, language: Language) -> Self {
        if let Some(due) = clock.due() {
            return Self { due: due.short(), left: due.left(now, language), why: String::new() };
        }
        let within = deadline(clock.duty, language).unwrap_or_default();
        let left = language.choose("löper inte än", "not running yet").to_owned();
        Self { due: "–".to_owned(), left, why: format!(" ({within}; {})", clock.waits(language)) }
    }
}

fn write_table(rows: &[Row], context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    if rows.is_empty() {
        let none = language.choose("inga frister", "no deadlines");
        return Ok(writeln!(context.out, "{none}")?);
    }
    let heads = language.choose(["senast", "underlag", "att göra"], ["due", "memo", "to do"]);
    let cells = rows.iter().map(|row| {
        // Short things under one another: beside one another they leave no room for the duty.
        let due = format!("{}\n{}", whole(&row.shown.due), whole(&row.shown.left));
        let who = role(row.decider);
        let memo = format!("{}\n{}\n{}", row.memo, whole(&row.matter), who.get(language));
        vec![due, memo, format!("{}{}", first_sentence(row.text.get(language)), row.shown.why)]
    });
    write_list(heads, cells, context)?;
    let mut foot = String::from("\n");
    for line in notes(rows, language) {
        paragraph(&mut foot, &capital(line), 0, context.terminal.width.into());
    }
    Ok(context.out.write_all(foot.as_bytes())?)
}

/// Returns what a reader must know about the list.
fn notes(rows: &[Row], language: Language) -> Vec<&'static str> {
    let mut notes = vec![language.choose(
        "om något är gjort registreras inte: det som är gjort står kvar här. Det som ska göras genast och det som saknar frist står i underlagen.",
        "whether anything is done is not recorded: what is done stays here. What is to be done at once and what has no deadline stands in the memos.",
    )];
    if rows.iter().any(|row| row.end.is_some_and(Due::is_on_weekend)) {
        notes.push(language.choose(
            "frister som slutar en lördag eller söndag är räknade utan förlängning; helgdagar är inte beaktade.",
            "deadlines that end on a Saturday or a Sunday are counted without extension; public holidays are not considered.",
        ));
    }
    if rows.iter().any(|row| row.end.is_none() && row.runs_from == Moment::Received) {
        notes.push(language.choose(
            "när en begäran eller anmälan kom in anges med `--received` när prövningen görs.",
            "when a request or report came in is given with `--received` when the assessment is made.",
        ));
    }
    if rows.iter().any(|row| row.end.is_none() && row.runs_from == Moment::Served) {
        notes.push(language.choose(
            "räkna själv från dagen då beslutet delgavs: den registreras inte här.",
            "count from the day when the decision was served yourself: it is not recorded here.",
        ));
    }
    notes
}
