//! `menprov decide`.

use crate::cli::decide::DecideArgs;
use crate::context::Context;
use crate::error::{Error, Status};

pub fn run(_args: &DecideArgs, _context: &mut Context) -> Result<Status, Error> {
    Ok(Status::Done)
}
