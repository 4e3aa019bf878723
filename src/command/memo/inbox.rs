//! `menprov memo inbox`: what waits for whom, since when, and for what.

use std::io::Write as _;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::signing::{Able, in_words, read_role};
use crate::assessment::Words;
use crate::cli::memo::InboxArgs;
use crate::command::{config, register, write_json, write_list};
use crate::context::Context;
use crate::error::{Error, Status};
use crate::register::{Access, Filter, Register, RegisterError, Stored};
use crate::render::count::age;
use crate::render::paragraph::whole;
use crate::ruleset::model::Role;
use crate::statement::{Act, Awaited, Phase, State, Statement, awaited, needs};
use crate::text::Language;

/// What somebody is to do.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    /// Decide or approve.
    Decision,
    /// Answer these questions.
    Answers(Vec<Awaited>),
    /// Go on with what came back.
    Continue,
}

/// A line of the inbox.
struct Waiting {
    id: String,
    matter: String,
    role: Role,
    outcome: Option<Words>,
    state: State,
    since: DateTime<Utc>,
    message: Option<String>,
    asked: Asked,
    /// Whether it may have been done already, and must be approved the same day.
    same_day: bool,
}

pub fn run(args: &InboxArgs, context: &mut Context) -> Result<Status, Error> {
    let config = config::load(None, context)?.config;
    let wanted = match &args.role {
        Some(text) => Some(read_role(text, &config)?.level),
        None => None,
    };
    let mut all = match Register::open(&register::path(&args.register, context)?, Access::Read) {
        // Nobody has signed here yet. A folder that somebody names is another matter: it is mistyped.
        Err(RegisterError::NotThere(_)) if args.register.folder.is_none() => Vec::new(),
        opened => waiting(&opened?)?,
    };
    all.retain(|one| wanted.is_none_or(|role| one.role == role));
    if args.json {
        let rows: Vec<_> = all.iter().map(as_json).collect();
        write_json(&mut *context.out, &rows)?;
        return Ok(Status::Done);
    }
    let language = context.language;
    if all.is_empty() {
        writeln!(context.out, "{}", language.choose("inget väntar", "nothing waits"))?;
        return Ok(Status::Done);
    }
    let heads = language.choose(
        ["id", "ärende", "väntar på", "föreslaget utfall", "sedan", "vad som behövs"],
        ["id", "matter", "waits for", "proposed outcome", "since", "what is needed"],
    );
    let now = context.local();
    let rows = all.iter().map(|one| {
        vec![
            one.id.clone(),
            whole(&one.matter),
            in_words(&Able::in_role(one.role, &config), language),
            one.outcome.as_ref().map_or("–", |words| words.get(language)).to_owned(),
            age(&one.since, &now, language).unwrap_or_else(|| language.choose("nyss", "just now").to_owned()),
            needed(one, language),
        ]
    });
    write_list(heads, rows, context)?;
    // The line belongs under the table.
    context.out.flush()?;
    if all.iter().any(|one| one.asked != Asked::Continue) {
        let tail = if args.register.practice { " --practice" } else { "" };
        match language {
            Language::Sv => {
                context.say(&format!("läs och besluta eller svara: `menprov memo countersign ID{tail}`"))?;
            }
            Language::En => context.say(&format!("read and decide or answer: `menprov memo countersign ID{tail}`"))?,
        }
    }
    Ok(Status::Done)
}

/// Returns everything that waits for somebody, oldest first.
fn waiting(register: &Register) -> Result<Vec<Waiting>, Error> {
    let mut all = Vec::new();
    for listed in register.list(&Filter::default())? {
        let Some(summary) = &listed.summary else { continue };
        if summary.state.waits_for.is_empty() {
            continue;
        }
        let stored = register.get(&listed.id)?;
        all.append(&mut of(&stored, &summary.state)?);
    }
    all.sort_by_key(|one| one.since);
    Ok(all)
}

/// Returns whom one memo waits for: those that must act, and whom else it was handed over to.
fn of(stored: &Stored, state: &State) -> Result<Vec<Waiting>, Error> {
    let record = stored.record()?;
    let assessment = record.assessment();
    let said = stored.said();
    let statements: Vec<&Statement> = said.iter().map(|heard| heard.sealed.statement()).collect();
    let last = statements.iter().rev().find(|statement| statement.kind != Act::Approval);
    let handed = statements.iter().rev().find(|statement| statement.kind == Act::HandOver);
    let mut roles = state.waits_for.clone();
    if let Some(to) = handed.and_then(|statement| statement.to)
        && state.state == Phase::HandedOver
        && !roles.contains(&to)
    {
        roles.push(to);
    }
    let open = awaited(assessment, statements.iter().copied());
    let decides = !needs(assessment, statements.iter().copied()).is_empty() && assessment.outcome.is_some();
    let line = |role: Role| {
        let mine: Vec<Awaited> = open.iter().filter(|one| one.role == role).cloned().collect();
        let asked = match (role, mine.is_empty()) {
            (Role::Officer, _) => Asked::Continue,
            (_, false) => Asked::Answers(mine),
            (_, true) if decides => Asked::Decision,
            (_, true) => Asked::Continue,
        };
        Waiting {
            id: stored.id.clone(),
            matter: assessment.matter.reference.clone(),
            role,
            outcome: assessment.outcome.as_ref().map(|outcome| outcome.effect_words.clone()),
            state: state.clone(),
            since: last.map_or(stored.recorded_at, |statement| statement.made_at),
            message: last.and_then(|statement| statement.reason.clone()),
            asked,
            same_day: assessment.outcome.as_ref().is_some_and(|outcome| outcome.approval_after.is_some()),
        }
    };
    Ok(roles.into_iter().map(line).collect())
}

fn needed(one: &Waiting, language: Language) -> String {
    let id = &one.id;
    let mut words = match &one.asked {
        Asked::Decision => language.choose("beslut eller godkännande", "a decision or approval").to_owned(),
        Asked::Answers(questions) => {
            let texts: Vec<&str> = questions.iter().map(|question| question.text.get(language)).collect();
            format!("{}: {}", language.choose("svar", "answers"), texts.join(" "))
        }
        Asked::Continue => format!("`menprov assess --continue {id}`"),
    };
    if one.same_day && one.asked == Asked::Decision {
        words.push_str(language.choose(", samma dag", ", the same day"));
    }
    if one.state.state == Phase::Pending {
        words.push_str(language.choose(" (inte överlämnat)", " (not handed over)"));
    }
    if let Some(message) = &one.message {
        let message = crate::answers::safety::shown_short(message, 120);
        words = format!("{words} – ”{message}”");
    }
    words
}

fn as_json(one: &Waiting) -> serde_json::Value {
    let (asks, questions) = match &one.asked {
        Asked::Decision => ("decision", Vec::new()),
        Asked::Answers(questions) => ("answers", questions.clone()),
        Asked::Continue => ("continue", Vec::new()),
    };
    json!({
        "id": one.id,
        "matter": one.matter,
        "role": one.role,
        "state": one.state.state,
        "outcome": one.outcome,
        "since": one.since,
        "message": one.message,
        "same_day": one.same_day,
        "asks": asks,
        "questions": questions,
    })
}
