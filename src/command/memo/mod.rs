//! `menprov memo`: show, verify and export what is in the register, and say what another than the officer says of it.

mod answer;
mod ask;
mod compare;
mod countersign;
mod export;
mod fingerprints;
mod hand_over;
mod inbox;
mod prompts;
mod replay;
mod rules;
mod said;
mod show;
mod signing;
mod verify;
mod vouch;
mod why;

pub use show::{Extent, write_json, write_stored, write_unkept};

use crate::cli::memo::MemoCommand;
use crate::context::Context;
use crate::error::{Error, Status};

pub fn run(command: &MemoCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        MemoCommand::Show(args) => show::run(args, context),
        MemoCommand::Verify(args) => verify::run(args, context),
        MemoCommand::Why(args) => why::run(args, context),
        MemoCommand::Compare(args) => compare::run(args, context),
        MemoCommand::Export(args) => export::run(args, context),
        MemoCommand::HandOver(args) => hand_over::run(args, context),
        MemoCommand::Inbox(args) => inbox::run(args, context),
        MemoCommand::Countersign(args) => countersign::run(args, context),
    }
}
