//! `menprov train list`: what there is to train on, and how it went.

use serde_json::json;

use super::home;
use super::progress::Progress;
use crate::cli::train::ListArgs;
use crate::command::rulebook::Faulty;
use crate::command::{write_json, write_list};
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, Status};
use crate::render::safe;
use crate::rulebook::builtin;
use crate::ruleset::model::Difficulty;
use crate::text::Language;
use crate::training::load::load;
use crate::training::scenario::Scenario;
use crate::training::score::Score;

pub fn run(args: &ListArgs, context: &mut Context) -> Result<Status, Error> {
    let scenarios = load(args.pack.pack.as_deref()).map_err(Faulty::from)?;
    let home = home(context)?;
    let of = |scenario: &Scenario| Progress::read(&home, scenario);
    if args.json {
        let rows = scenarios.iter().map(|scenario| Ok(as_json(scenario, &of(scenario)?)));
        let rows: Vec<_> = rows.collect::<Result<_, Error>>()?;
        write_json(&mut *context.out, &rows)?;
        return Ok(Status::Done);
    }
    let language = context.language;
    let book = builtin();
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
            shown(&scenario.source),
            standing(&of(scenario)?, language),
        ])
    };
    let rows: Vec<_> = scenarios.iter().map(row).collect::<Result<_, Error>>()?;
    let heads = language.choose(
        ["id", "titel", "nivå", "förfarande", "källa", "resultat"],
        ["id", "title", "level", "procedure", "source", "result"],
    );
    write_list(heads, rows, context)?;
    Ok(Status::Done)
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

fn as_json(scenario: &Scenario, progress: &Progress) -> serde_json::Value {
    json!({
        "id": scenario.id,
        "title": scenario.title,
        "level": scenario.level,
        "procedure": scenario.procedure,
        "law_date": scenario.law_date,
        "source": scenario.source,
        "done": progress.done,
        "best": progress.best,
        "begun": progress.draft.is_some(),
    })
}
