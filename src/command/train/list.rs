//! `menprov train list`: what there is to train on, and how it went.

use serde_json::json;

use super::home;
use super::progress::Progress;
use crate::cli::train::{Level, ListArgs};
use crate::command::rulebook::Faulty;
use crate::command::{write_json, write_list};
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{self, Error, Plain, Status};
use crate::render::safe;
use crate::rulebook::builtin;
use crate::ruleset::model::{Difficulty, Rulebook};
use crate::ruleset::suggest;
use crate::text::Language;
use crate::training::check::{Kind, solve};
use crate::training::load::load;
use crate::training::scenario::Scenario;
use crate::training::score::Score;

pub fn run(args: &ListArgs, context: &mut Context) -> Result<Status, Error> {
    let mut scenarios = load(args.pack.pack.as_deref()).map_err(Faulty::from)?;
    if let Some(procedure) = &args.procedure {
        known(procedure, &scenarios)?;
        scenarios.retain(|scenario| *scenario.procedure == **procedure);
    }
    if let Some(level) = args.level {
        scenarios.retain(|scenario| scenario.level == difficulty(level));
    }
    let home = home(context)?;
    let of = |scenario: &Scenario| Progress::read(&home, scenario);
    let book = builtin();
    if args.json {
        let rows = scenarios.iter().map(|scenario| Ok(as_json(scenario, questions(&book, scenario), &of(scenario)?)));
        let rows: Vec<_> = rows.collect::<Result<_, Error>>()?;
        write_json(&mut *context.out, &rows)?;
        return Ok(Status::Done);
    }
    let language = context.language;
    let edition = Edition::on(&book, context.today);
    let row = |scenario: &Scenario| {
        let procedure = edition.by_id(&scenario.procedure);
        let procedure = procedure.map(|at| book.rulesets[at.at()].title.get(language).to_owned());
        let shown = |text: &str| safe::line(text).into_owned();
        Ok(vec![
            scenario.id.to_string(),
            shown(scenario.title.get(language)),
            level(scenario.level, language).to_owned(),
            procedure.unwrap_or_else(|| scenario.procedure.to_string()),
            questions(&book, scenario).map_or_else(|| "–".to_owned(), |many| many.to_string()),
            shown(&scenario.source),
            standing(&of(scenario)?, language),
        ])
    };
    let rows: Vec<_> = scenarios.iter().map(row).collect::<Result<_, Error>>()?;
    let heads = language.choose(
        ["id", "titel", "nivå", "förfarande", "frågor", "källa", "resultat"],
        ["id", "title", "level", "procedure", "questions", "source", "result"],
    );
    write_list(heads, rows, context)?;
    Ok(Status::Done)
}

/// Returns how many questions the key puts; nothing where it does not hold, which `train check` tells.
fn questions(book: &Rulebook, scenario: &Scenario) -> Option<usize> {
    let solution = solve(book, scenario).ok()?;
    Some(solution.steps.iter().filter(|step| step.kind != Kind::Given).count())
}

const fn difficulty(level: Level) -> Difficulty {
    match level {
        Level::Basic => Difficulty::Basic,
        Level::Intermediate => Difficulty::Intermediate,
        Level::Advanced => Difficulty::Advanced,
    }
}

/// Refuses a procedure that no scenario trains, with the nearest one as a hint.
fn known(procedure: &str, scenarios: &[Scenario]) -> Result<(), Error> {
    if scenarios.iter().any(|scenario| *scenario.procedure == *procedure) {
        return Ok(());
    }
    let plain = Plain::new(
        error::Kind::Usage,
        format!("inget scenario övar förfarandet `{procedure}`"),
        format!("no scenario trains the procedure `{procedure}`"),
    );
    let near = suggest::closest(procedure, scenarios.iter().map(|scenario| &*scenario.procedure));
    Err(match near {
        Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
        None => plain.with_hint("`menprov train list --json` har dem", "`menprov train list --json` has them"),
    }
    .into())
}

/// Returns how hard a scenario is, in a word.
pub const fn level(level: Difficulty, language: Language) -> &'static str {
    match level {
        Difficulty::Basic => language.choose("grund", "basic"),
        Difficulty::Intermediate => language.choose("mellan", "intermediate"),
        Difficulty::Advanced => language.choose("svår", "advanced"),
    }
}

/// Returns how a scenario went: the best score, or that it is under way.
fn standing(progress: &Progress, language: Language) -> String {
    let score = |Score { points, of }: Score| format!("{points}/{of}");
    match (progress.best, &progress.draft) {
        (Some(best), None) => score(best),
        (Some(best), Some(_)) => format!("{}, {}", score(best), language.choose("påbörjat", "begun")),
        (None, Some(_)) => language.choose("påbörjat", "begun").to_owned(),
        (None, None) => "–".to_owned(),
    }
}

fn as_json(scenario: &Scenario, questions: Option<usize>, progress: &Progress) -> serde_json::Value {
    json!({
        "id": scenario.id,
        "title": scenario.title,
        "level": scenario.level,
        "procedure": scenario.procedure,
        "law_date": scenario.law_date,
        "questions": questions,
        "source": scenario.source,
        "done": progress.done,
        "best": progress.best,
        "begun": progress.draft.is_some(),
    })
}
