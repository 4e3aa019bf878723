//! `menprov register`: what is kept; and where the register is, for every command that needs it.

mod agreement;
mod drift;
mod duties;

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::{write_json, write_list};
use crate::canonical::hex;
use crate::cli::register::{ListArgs, RegisterCommand, RegisterFolder};
use crate::context::Context;
use crate::error::{Error, Status};
use crate::register::{Access, Filter, Listed, Register, RegisterError};
use crate::render::paragraph::whole;
use crate::text::Language;

/// The register's file in its folder.
const FILE: &str = "register.sqlite";

pub fn run(command: &RegisterCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        RegisterCommand::List(args) => list(args, context),
        RegisterCommand::Duties(args) => duties::run(args, context),
        RegisterCommand::Drift(args) => drift::run(args, context),
        RegisterCommand::Agreement(args) => agreement::run(args, context),
    }
}

/// Returns the register's file.
///
/// # Errors
/// When no folder is given and nothing says where data belong.
pub fn path(folder: &RegisterFolder, context: &Context) -> Result<PathBuf, Error> {
    Ok(match &folder.folder {
        Some(folder) => folder.join(FILE),
        None if folder.practice => practice(context)?.join(FILE),
        None => context.folders.data()?.join(FILE),
    })
}

/// Returns the folder of what is only practised.
///
/// # Errors
/// When nothing says where data belong.
pub fn practice(context: &Context) -> Result<PathBuf, Error> {
    Ok(context.folders.data()?.join("practice"))
}

/// Opens the register to look.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn open(folder: &RegisterFolder, context: &Context) -> Result<Register, Error> {
    Ok(Register::open(&path(folder, context)?, Access::Read)?)
}

/// Opens the register to look; nothing where nobody has signed here yet.
///
/// # Errors
/// As [`open`], and if there is none in a folder that somebody names: that one is mistyped.
fn open_any(folder: &RegisterFolder, context: &Context) -> Result<Option<Register>, Error> {
    match Register::open(&path(folder, context)?, Access::Read) {
        Err(RegisterError::NotThere(_)) if folder.folder.is_none() => Ok(None),
        opened => Ok(Some(opened?)),
    }
}

/// Says which memos cannot be read, so that nobody takes the list for the whole.
fn warn_of_damaged(ids: &[String], context: &mut Context) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let ids = ids.join(", ");
    let warning = match context.language {
        Language::Sv => format!("varning: går inte att läsa, och saknas här: {ids}"),
        Language::En => format!("warning: cannot be read, and are missing here: {ids}"),
    };
    Ok(context.say(&warning)?)
}

fn list(args: &ListArgs, context: &mut Context) -> Result<Status, Error> {
    let register = open_any(&args.register, context)?;
    let listed = register.map(|register| register.list(&Filter::default())).transpose()?.unwrap_or_default();
    if args.json {
        let rows: Vec<_> = listed.iter().map(as_json).collect();
        write_json(&mut *context.out, &rows)?;
        return Ok(Status::Done);
    }
    let language = context.language;
    if listed.is_empty() {
        writeln!(context.out, "{}", language.choose("registret är tomt", "the register is empty"))?;
        return Ok(Status::Done);
    }
    let heads = language.choose(
        ["id", "ärende", "beslutat", "utfall", "öppet", "läge", "förfarande"],
        ["id", "matter", "decided", "outcome", "open", "state", "procedure"],
    );
    let rows = listed.iter().map(|entry| {
        let Some(summary) = &entry.summary else {
            let damaged = language.choose("går inte att läsa", "cannot be read");
            return vec![entry.id.clone(), damaged.to_owned()];
        };
        let outcome =
            summary.effect_words.as_ref().map_or(language.choose("stannade", "stopped"), |words| words.get(language));
        let state = if entry.signatures == 0 {
            language.choose("ej undertecknat", "unsigned").to_owned()
        } else {
            summary.state.words(language)
        };
        vec![
            entry.id.clone(),
            whole(&summary.matter),
            summary.decided_on.to_string(),
            outcome.to_owned(),
            summary.open.to_string(),
            state,
            summary.title.get(language).to_owned(),
        ]
    });
    write_list(heads, rows, context)?;
    Ok(Status::Done)
}

fn as_json(entry: &Listed) -> serde_json::Value {
    json!({
        "id": entry.id,
        "digest": hex(&entry.digest),
        "recorded_at": entry.recorded_at,
        "signatures": entry.signatures,
        "memo": entry.summary,
    })
}
