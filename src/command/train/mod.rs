//! `menprov train`: scenarios to train on, each with a key.
//!
//! Nothing here touches the real register, its drafts or its keys: what is trained lies in a home of its own.

mod check;
mod list;
pub mod progress;

use std::path::PathBuf;

use crate::cli::train::TrainCommand;
use crate::context::Context;
use crate::error::{Error, Status};

pub fn run(command: &TrainCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        TrainCommand::List(args) => list::run(args, context),
        TrainCommand::Check(args) => check::run(args, context),
    }
}

/// Returns the folder of what is trained.
///
/// # Errors
/// When nothing says where data belong.
pub fn home(context: &Context) -> Result<PathBuf, Error> {
    Ok(context.folders.data()?.join("training"))
}
