//! `menprov rules new`: a ruleset to begin from, with a case and the schemas, in a folder that is laid over.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

use crate::cli::rules::{NewArgs, NewKind};
use crate::command::fresh::{self, Readers};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::rulebook;
use crate::ruleset::parse::is_slug;
use crate::ruleset::suggest;
use crate::schema;
use crate::text::Language;

const PROCEDURE: &str = include_str!("new/procedure.yaml");
const MODULE: &str = include_str!("new/module.yaml");
const TRIAL: &str = include_str!("new/trial.yaml");
const CASE: &str = include_str!("new/case.yaml");

/// What the procedure that tries a module is called.
const TRIES: &str = "prova-";

pub fn run(args: &NewArgs, context: &mut Context) -> Result<Status, Error> {
    let rules = match args.kind {
        NewKind::Procedure => vec![args.id.clone()],
        NewKind::Module => vec![args.id.clone(), format!("{TRIES}{}", args.id)],
    };
    id(&args.id)?;
    for rule in &rules {
        free(rule, &args.dir)?;
    }
    let files = files(args, context.language, context.today);
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(taken(path));
    }
    let schemas = ["ruleset", "case"].map(|kind| (args.dir.join("schema").join(schema::file_name(kind)), kind));
    let schemas = schemas.into_iter().filter(|(path, _)| !path.exists());
    let schemas = schemas.filter_map(|(path, kind)| Some((path, schema::text(kind, context.language)?)));
    let written = write_all(&files.iter().cloned().chain(schemas).collect::<Vec<_>>())?;
    say(args, &files, &written, context)
}

/// Refuses what is no id.
fn id(id: &str) -> Result<(), Error> {
    if is_slug(id) {
        return Ok(());
    }
    let plain = Plain::new(Kind::Usage, format!("`{id}` är inget id"), format!("`{id}` is not an id"));
    let near = suggest::plain(id);
    Err(if is_slug(&near) {
        plain.with_hint(format!("skriv `{near}`"), format!("write `{near}`"))
    } else {
        plain.with_hint(
            "skriv små bokstäver a–z, siffror, bindestreck och understreck",
            "write small letters a–z, digits, hyphens and underscores",
        )
    }
    .into())
}

/// Refuses an id that a ruleset has already: in the rules built in, which it would replace, or in the folder.
fn free(id: &str, folder: &Path) -> Result<(), Error> {
    if rulebook::builtin().families.iter().any(|family| *family.id == *id) {
        let plain = Plain::new(
            Kind::Usage,
            format!("`{id}` finns redan bland de inbyggda reglerna"),
            format!("`{id}` is already among the rules built in"),
        );
        return Err(plain
            .with_hint(
                "välj ett annat id; den som vill ändra de inbyggda kopierar deras fil till mappen",
                "choose another id; to change those built in, copy their file into the folder",
            )
            .into());
    }
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let versions = entries.filter_map(Result::ok).filter(|entry| {
        let name = entry.file_name();
        let stem = Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        stem.is_some_and(|stem| stem.split('@').next() == Some(id))
    });
    versions.map(|entry| entry.path()).min().map_or(Ok(()), |path| Err(taken(&path)))
}

fn taken(path: &Path) -> Error {
    let path = path.display();
    Plain::new(Kind::Unusable, format!("`{path}` finns redan"), format!("`{path}` exists already"))
        .with_hint(
            "inget är skrivet; välj ett annat id eller en annan mapp",
            "nothing was written; choose another id or folder",
        )
        .into()
}

/// Returns the files of the ruleset and the case, each with its text.
fn files(args: &NewArgs, language: Language, today: NaiveDate) -> Vec<(PathBuf, String)> {
    let (id, folder) = (&*args.id, &args.dir);
    let due = today.checked_add_days(Days::new(365)).unwrap_or(today);
    let fill = |template: &str, more: &[(&str, &str)]| {
        let mut text = in_language(template, language);
        let days = [("today", today.to_string()), ("due", due.to_string())];
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        for (name, value) in days.into_iter().chain(more) {
            text = text.replace(&format!("«{name}»"), &value);
        }
        text
    };
    let rules = |id: &str| folder.join(format!("{id}.yaml"));
    let ruleset = schema::modeline("ruleset", "schema/");
    let (mut files, procedure, question, decisive) = match args.kind {
        NewKind::Procedure => {
            let files = vec![(rules(id), ruleset + &fill(PROCEDURE, &[("id", id)]))];
            let other = format!("{{scope: frame, question: {id}.behovs, instead: vet-ej, halted: {id}.ta-reda}}");
            (files, id.to_owned(), format!("{id}.behovs"), other)
        }
        NewKind::Module => {
            let trial = format!("{TRIES}{id}");
            let tries = fill(TRIAL, &[("id", &trial), ("module", id)]);
            let files =
                vec![(rules(id), ruleset.clone() + &fill(MODULE, &[("id", id)])), (rules(&trial), ruleset + &tries)];
            let other = format!("{{scope: frame, question: {id}.fraga, instead: ja, outcome: klart}}");
            (files, trial, format!("{id}.fraga"), other)
        }
    };
    let case = format!("{id}-1");
    let said = [("id", &*procedure), ("case", &*case), ("question", &*question), ("decisive", &*decisive)];
    let text = schema::modeline("case", "../schema/") + &fill(CASE, &said);
    files.push((folder.join("cases").join(format!("{case}.yaml")), text));
    files
}

/// Returns a template with its comments in one language.
fn in_language(template: &str, language: Language) -> String {
    let (own, other) = language.choose(("#sv ", "#en "), ("#en ", "#sv "));
    let lines = template.lines().filter(|line| !line.trim_start().starts_with(other));
    lines.map(|line| line.replacen(own, "# ", 1) + "\n").collect()
}

/// Writes new files, all or none.
fn write_all(files: &[(PathBuf, String)]) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for (path, text) in files {
        if let Err(error) = write_new(path, text) {
            for path in &written {
                // What is left behind is said by the error that is told; there is nothing more to try.
                _ = fs::remove_file(path);
            }
            return Err(error);
        }
        written.push(path.clone());
    }
    Ok(written)
}

/// Writes a file that is not there yet, whole or not at all.
fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(FileError::writing(folder))?;
    fresh::write(path, text.as_bytes(), Readers::Usual, None)
}

fn say(
    args: &NewArgs,
    files: &[(PathBuf, String)],
    written: &[PathBuf],
    context: &mut Context,
) -> Result<Status, Error> {
    for path in written {
        writeln!(context.out, "{}", path.display())?;
    }
    let folder = shell_words::quote(&args.dir.to_string_lossy()).into_owned();
    let procedure = files.iter().rev().nth(1).and_then(|(path, _)| path.file_stem());
    let procedure = procedure.unwrap_or_default().to_string_lossy();
    let then = context.language.choose(
        "Ändra det som står efter BYT. Kontrollera och prova sedan:",
        "Change what stands after CHANGE. Then check and try it:",
    );
    let commands = format!("menprov rules check {folder}\n  menprov assess {procedure} --rulesets {folder} --practice");
    writeln!(context.out, "\n{then}\n  {commands}")?;
    Ok(Status::Done)
}
