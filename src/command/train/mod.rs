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
mod page;
pub mod progress;
mod room;
mod run;
pub mod spoken;
pub mod walk;

use std::path::PathBuf;

use crate::cli::train::{RoomCommand, TrainCommand};
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::suggest;
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
