//! `menprov memo`: show, verify and export what is in the register.

mod export;
mod replay;
mod show;
mod verify;

pub use show::{Extent, write_stored, write_unkept};

use crate::cli::memo::MemoCommand;
use crate::context::Context;
use crate::error::{Error, Status};

pub fn run(command: &MemoCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        MemoCommand::Show(args) => show::run(args, context),
        MemoCommand::Verify(args) => verify::run(args, context),
        MemoCommand::Export(args) => export::run(args, context),
    }
}
