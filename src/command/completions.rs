//! `menprov completions`: a script for the shell, from the same definition as the help.

use std::io::Write as _;

use crate::cli::definition;
use crate::cli::tools::CompletionsArgs;
use crate::context::Context;
use crate::error::{Error, Status};

pub fn run(args: &CompletionsArgs, context: &mut Context) -> Result<Status, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut definition(context.language), "menprov", &mut script);
    context.out.write_all(&script)?;
    Ok(Status::Done)
}
