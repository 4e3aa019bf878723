//! `menprov train debrief`: how the room answered, and where and why they parted.

mod json;
mod table;
mod text;

use super::hall::{self, Programme};
use crate::cli::train::DebriefArgs;
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::text::Language;
use crate::training::debrief::{Entrant, Unfit, debrief};
use crate::training::page;

pub fn run(args: &DebriefArgs, context: &mut Context) -> Result<Status, Error> {
    let room = hall::open(&args.sheets.room)?;
    for id in &args.only {
        hall::position(&room, id)?;
    }
    let mut programme = Programme::of(&room, args.pack.pack.as_deref())?;
    let wanted = |id: &str| args.only.is_empty() || args.only.iter().any(|only| only == id);
    programme.scenarios.retain(|scenario| wanted(&scenario.id));
    let keys = programme.keys()?;
    let folder = args.sheets.folder.clone().unwrap_or_else(|| hall::place(&room, &args.sheets.room));
    let handed_in = hall::handed_in(&room, &folder)?;
    if !handed_in.refused.is_empty() && !args.without_refused {
        return Err(hall::refuse(&handed_in.refused, &folder));
    }
    let language = context.language;
    for refused in &handed_in.refused {
        let left_out = language.choose("lämnas utanför:", "left out:");
        context.say(&format!("{left_out} {}", refused.message(language)))?;
    }
    let mut sheets = handed_in.sheets;
    if sheets.is_empty() {
        return Err(nobody(&folder));
    }
    let entrants: Vec<Entrant<'_, '_>> =
        programme.scenarios.iter().zip(&keys).map(|(scenario, key)| Entrant { scenario, key }).collect();
    let debrief = match debrief(&room, &entrants, &sheets, language) {
        Ok(debrief) => debrief,
        Err(unfit) if args.without_refused => {
            for one in &unfit {
                let left_out = language.choose("lämnas utanför:", "left out:");
                context.say(&format!("{left_out} {}", told(one, language)))?;
            }
            sheets.retain(|sheet| unfit.iter().all(|unfit| unfit.participant != sheet.participant));
            if sheets.is_empty() {
                return Err(nobody(&folder));
            }
            debrief(&room, &entrants, &sheets, language).map_err(|unfit| do_not_fit(&unfit))?
        }
        Err(unfit) => return Err(do_not_fit(&unfit)),
    };
    // What was handed in is the most that is in memory, and is all counted.
    drop(sheets);
    if let Some(path) = &args.csv {
        let table = table::table(&debrief).map_err(std::io::Error::from).map_err(FileError::writing(path))?;
        std::fs::write(path, table).map_err(FileError::writing(path))?;
        context.say(&path.display().to_string())?;
    }
    if let Some(path) = &args.html {
        std::fs::write(path, page::write(&debrief, &entrants, language)).map_err(FileError::writing(path))?;
        context.say(&path.display().to_string())?;
    }
    if args.json {
        json::write(&debrief, context)?;
    } else if args.csv.is_none() && args.html.is_none() {
        text::write(&debrief, args.names, context)?;
    }
    Ok(Status::Done)
}

fn nobody(folder: &std::path::Path) -> Error {
    let folder = folder.display();
    Plain::new(
        Kind::Unusable,
        format!("ingen har lämnat in något i `{folder}`"),
        format!("nobody has handed anything in to `{folder}`"),
    )
    .with_hint(
        "deltagarna kör `menprov train run --room RUM --as PSEUDONYM`; ange mappen om filerna ligger någon annanstans",
        "the participants run `menprov train run --room ROOM --as PSEUDONYM`; give the folder if the files lie elsewhere",
    )
    .into()
}

fn told(unfit: &Unfit, language: Language) -> String {
    let (who, scenario) = (&unfit.participant, &unfit.scenario);
    let why: Vec<String> = unfit.misses.iter().take(1).map(|miss| miss.message(language)).collect();
    let why = why.join("; ");
    match language {
        Language::Sv => format!("svaren från ”{who}” i `{scenario}` passar inte reglerna: {why}"),
        Language::En => format!("the answers of “{who}” in `{scenario}` do not fit the rules: {why}"),
    }
}

pub(super) fn do_not_fit(unfit: &[Unfit]) -> Error {
    let all = |language| unfit.iter().map(|one| told(one, language)).collect::<Vec<_>>().join("\n  ");
    Plain::new(Kind::Answers, all(Language::Sv), all(Language::En))
        .with_hint(
            "är det gjort med en annan version av programmet? gå vidare utan dem med `--without-refused`",
            "was it made with another version of the program? go on without them with `--without-refused`",
        )
        .into()
}
