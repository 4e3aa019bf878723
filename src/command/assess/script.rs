//! The front without questions: every answer stands in a file.

use std::io::Read as _;
use std::path::Path;

use super::finish::{Made, finish};
use super::{law_date, procedure};
use crate::answers::file::{LARGEST_FILE, check_bytes};
use crate::answers::{Check, Unused, read_file, read_text, resolve, run_script};
use crate::assessment::{Matter, Officer};
use crate::cli::assess::AssessArgs;
use crate::command::explain::Several;
use crate::command::rulebook;
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, FileError, Kind, Plain, Status};

pub fn run(args: &AssessArgs, path: &Path, context: &mut Context) -> Result<Status, Error> {
    let text = read(path, context)?;
    let file = read_text(&path.display().to_string(), &text)?;
    let rules = rulebook::load(args.rules.folder.as_deref(), context)?;
    let day = law_date(args.law_date.or(file.law_date).unwrap_or(context.today), &rules.book, context)?;
    let edition = Edition::on(&rules.book, day);
    let id = one_of(args.procedure.as_deref(), file.procedure.as_deref(), "procedure")?.ok_or_else(no_procedure)?;
    let procedure = procedure(&edition, id)?;
    let edition = edition.for_procedure(procedure);
    let answers = resolve(&edition, &file.answers, Check::All).whole().map_err(Several::new)?;
    let report = run_script(&edition, procedure, &answers, Unused::Refused).map_err(Several::new)?;
    let reference = one_of(args.matter.as_deref(), file.matter.as_deref(), "matter")?.unwrap_or_default();
    let officer = file.officer.map(|officer| Officer {
        name: Some(officer.name.into()),
        role: officer.role,
        unit: officer.unit.map(Into::into),
    });
    let made = Made {
        rules: &rules,
        edition: &edition,
        procedure,
        answers: &answers,
        report: &report,
        matter: Matter { reference: reference.to_owned(), authority: None },
        officer,
        started_at: None,
    };
    finish(&made, args, context)
}

fn read(path: &Path, context: &mut Context) -> Result<String, Error> {
    if path.as_os_str() != "-" {
        return Ok(read_file(path)?);
    }
    let mut bytes = Vec::new();
    (&mut context.input).take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(FileError::reading(path))?;
    Ok(check_bytes("-", bytes)?)
}

/// Returns what the command line or the file says; they must not contradict each other.
fn one_of<'a>(typed: Option<&'a str>, written: Option<&'a str>, field: &str) -> Result<Option<&'a str>, Error> {
    match (typed, written) {
        (Some(typed), Some(written)) if typed != written => Err(Plain::new(
            Kind::Usage,
            format!("`{field}` är `{typed}` på kommandoraden men `{written}` i filen"),
            format!("`{field}` is `{typed}` on the command line but `{written}` in the file"),
        )
        .with_hint("ange det på ett ställe", "give it in one place")
        .into()),
        _ => Ok(typed.or(written)),
    }
}

fn no_procedure() -> Error {
    Plain::new(Kind::Usage, "det saknas ett förfarande", "a procedure is missing")
        .with_hint(
            "skriv `procedure:` i filen eller ange det på kommandoraden; `menprov rules list` visar alla",
            "write `procedure:` in the file or give it on the command line; `menprov rules list` shows them all",
        )
        .into()
}
