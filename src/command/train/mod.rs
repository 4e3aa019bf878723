//! `menprov train`: scenarios to train on, each with a key.
//!
//! Nothing here touches the real register, its drafts or its keys: what is trained lies in a home of its own.

mod certificate;
mod check;
mod coach;
mod debrief;
mod hall;
mod list;
mod member;
mod own;
mod page;
pub mod progress;
mod room;
mod run;
pub mod spoken;
pub mod walk;

use std::path::{Path, PathBuf};

use crate::cli::train::{RoomCommand, TrainCommand};
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::model::Rulebook;
use crate::ruleset::suggest;
use crate::training::check::{Solution, solve};
use crate::training::scenario::Scenario;

pub fn run(command: &TrainCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        TrainCommand::List(args) => list::run(args, context),
        TrainCommand::Check(args) => check::run(args, context),
        TrainCommand::Run(args) => run::run(args, context),
        TrainCommand::Room(RoomCommand::New(args)) => room::new(args, context),
        TrainCommand::Room(RoomCommand::Show(args)) => room::show(args, context),
        TrainCommand::Debrief(args) => debrief::run(args, context),
        TrainCommand::Certificate(args) => certificate::run(args, context),
    }
}

/// Returns the folder of what is trained.
///
/// # Errors
/// When nothing says where data belong.
pub fn home(context: &Context) -> Result<PathBuf, Error> {
    Ok(context.folders.data()?.join("training"))
}

/// Returns the scenario of an id.
///
/// # Errors
/// With the nearest id as a hint where there is none.
pub fn chosen<'s>(scenarios: &'s [Scenario], id: &str) -> Result<&'s Scenario, Error> {
    if let Some(found) = scenarios.iter().find(|scenario| *scenario.id == *id) {
        return Ok(found);
    }
    let plain =
        Plain::new(Kind::Usage, format!("inget scenario heter `{id}`"), format!("no scenario is called `{id}`"));
    let near = suggest::closest(id, scenarios.iter().map(|scenario| &*scenario.id));
    Err(match near {
        Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
        None => plain.with_hint("`menprov train list` visar alla", "`menprov train list` shows them all"),
    }
    .into())
}

/// Returns the key of a scenario, walked; `pack` is the folder that it comes from, where it is not shipped.
///
/// # Errors
/// If the rules do not give what the key says.
pub fn key_of<'b>(book: &'b Rulebook, scenario: &Scenario, pack: Option<&Path>) -> Result<Solution<'b>, Error> {
    solve(book, scenario).map_err(|_| {
        let id = &scenario.id;
        let folder = pack.map(|pack| format!(" {}", pack.display())).unwrap_or_default();
        let plain = Plain::new(
            Kind::Unusable,
            format!("facit i scenariot `{id}` håller inte"),
            format!("the key of the scenario `{id}` does not hold"),
        );
        plain
            .with_hint(
                format!("`menprov train check{folder}` säger vad som är fel"),
                format!("`menprov train check{folder}` says what is wrong"),
            )
            .into()
    })
}
