//! `menprov train check`: every fault of every scenario, and whether each key comes to what it says.

use std::io::Write as _;

use serde_json::json;

use crate::cli::train::CheckArgs;
use crate::command::rulebook::Faulty;
use crate::command::write_json;
use crate::context::Context;
use crate::error::{Error, Status};
use crate::render::count::{Counted, counted};
use crate::render::{faults, safe};
use crate::rulebook::builtin;
use crate::text::Language;
use crate::training::check::solve;
use crate::training::load::load;
use crate::training::miss::Miss;
use crate::training::scenario::Scenario;

/// Scenarios.
const SCENARIOS: Counted = ["scenario", "scenarier", "scenario", "scenarios"];

pub fn run(args: &CheckArgs, context: &mut Context) -> Result<Status, Error> {
    let language = context.language;
    let scenarios = match load(args.folder.as_deref()) {
        Ok(scenarios) => scenarios,
        Err(unreadable) if args.json => {
            let faults = faults::json(&unreadable.faults, language);
            write_json(&mut *context.out, &json!({"sound": false, "faults": faults}))?;
            return Ok(Status::No);
        }
        Err(unreadable) => {
            context.out.write_all(Faulty::from(unreadable).text(language).as_bytes())?;
            return Ok(Status::No);
        }
    };
    let book = builtin();
    let missed: Vec<(&Scenario, Vec<Miss>)> =
        scenarios.iter().filter_map(|scenario| solve(&book, scenario).err().map(|misses| (scenario, misses))).collect();
    if args.json {
        let found: Vec<_> = missed.iter().flat_map(|(scenario, misses)| told(scenario, misses, language)).collect();
        let report = json!({"sound": missed.is_empty(), "scenarios": scenarios.len(), "misses": found});
        write_json(&mut *context.out, &report)?;
    } else {
        for (scenario, misses) in &missed {
            for miss in misses {
                let (place, message) = (miss.place(scenario), miss.message(language));
                let file = safe::line(&scenario.file);
                writeln!(context.out, "{file}:{}:{}: {}", place.line, place.column, safe::line(&message))?;
            }
        }
        writeln!(context.out, "{}", summary(scenarios.len(), missed.len(), language))?;
    }
    Ok(if missed.is_empty() { Status::Done } else { Status::No })
}

fn told(scenario: &Scenario, misses: &[Miss], language: Language) -> Vec<serde_json::Value> {
    let one = |miss: &Miss| {
        let place = miss.place(scenario);
        json!({"scenario": scenario.id, "file": scenario.file, "line": place.line, "column": place.column,
            "message": miss.message(language)})
    };
    misses.iter().map(one).collect()
}

fn summary(all: usize, missed: usize, language: Language) -> String {
    let tried = counted(all, SCENARIOS, language);
    match (missed, language) {
        (0, Language::Sv) => format!("{tried} prövade; facit håller i alla"),
        (0, Language::En) => format!("{tried} tried; the key holds in all"),
        (_, Language::Sv) => format!("{tried} prövade; {missed} håller inte"),
        (_, Language::En) => format!("{tried} tried; {missed} do not hold"),
    }
}
