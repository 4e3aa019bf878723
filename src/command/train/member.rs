//! `menprov train run --room`: a member of a room walks its scenarios and hands the answers in.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::hall::{self, Programme};
use super::home;
use super::progress::write_whole;
use super::run::{again, asked, from_file};
use super::walk::{Course, Ended, Walked, settle};
use crate::canonical::hex;
use crate::cli::train::RunArgs;
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::ruleset::suggest::plain;
use crate::text::Language;
use crate::training::room::Room;
use crate::training::sheet::{self, Sheet, pseudonym};

pub fn run(path: &Path, args: &RunArgs, context: &mut Context) -> Result<Status, Error> {
    let room = hall::open(path)?;
    let programme = Programme::of(&room, args.pack.pack.as_deref())?;
    let keys = programme.keys()?;
    let name = args.participant.as_deref().unwrap_or_default();
    let name = pseudonym(name).map_err(|fault| {
        Plain::new(Kind::Usage, fault.message(Language::Sv), fault.message(Language::En)).with_hint(
            "ta ett ord som inte är ditt namn, till exempel en fågel: `--as Falk`",
            "take a word that is not your name, such as a bird: `--as Falcon`",
        )
    })?;
    let folder = args.out.clone().unwrap_or_else(|| hall::place(&room, path));
    let mut handing = Handing::open(&room, name, folder)?;
    let home = home(context)?.join("rooms").join(&room.code).join(plain(&handing.sheet.participant));
    let order = match &args.id {
        Some(id) => vec![hall::position(&room, id)?],
        None => (0..room.scenarios.len()).filter(|at| !handing.has(&room.scenarios[*at].id)).collect(),
    };
    if order.is_empty() {
        let words = "alla scenarier i rummet är inlämnade";
        context.say(context.language.choose(words, "all scenarios of the room are handed in"))?;
        return Ok(Status::Done);
    }
    if args.answers.is_some() && order.len() > 1 {
        return Err(one_at_a_time());
    }
    for at in order {
        let (scenario, solution) = (&programme.scenarios[at], &keys[at]);
        let course = Course { scenario, solution, home: &home, direct: false, again: args.again };
        let walked = match &args.answers {
            Some(path) => from_file(path, scenario, solution, context)?,
            None => match asked(args, &course, &again(args), context)? {
                Some(walked) => walked,
                None => return Ok(Status::Done),
            },
        };
        // Handed in before the draft is let go, so that at no moment there is neither.
        handing.hand_in(&scenario.id, &walked, hex(&scenario.sha256), scenario.law_date)?;
        settle(&course, &walked)?;
        let file = handing.file.display();
        let title = scenario.title.get(context.language);
        match context.language {
            Language::Sv => context.say(&format!("”{title}” är inlämnat i {file}"))?,
            Language::En => context.say(&format!("“{title}” is handed in in {file}"))?,
        }
    }
    Ok(Status::Done)
}

/// Where a member's answers are kept and handed in.
struct Handing {
    sheet: Sheet,
    file: PathBuf,
    folder: PathBuf,
}

impl Handing {
    /// Opens the member's sheet, if something was handed in before.
    fn open(room: &Room, name: String, folder: PathBuf) -> Result<Self, Error> {
        let fresh = Sheet::new(room, name);
        let file = folder.join(fresh.file_name());
        let sheet = match std::fs::metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => fresh,
            Err(error) => return Err(FileError::reading(&file)(error).into()),
            Ok(_) => match hall::sheet(room, &file) {
                Ok(sheet) if sheet.participant == fresh.participant => sheet,
                Ok(sheet) => return Err(taken(&file, &sheet.participant)),
                Err(why) => {
                    let shown = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    return Err(hall::refuse(&[hall::Refused { file: shown, why }], &folder));
                }
            },
        };
        Ok(Self { sheet, file, folder })
    }

    fn has(&self, scenario: &str) -> bool {
        self.sheet.scenarios.contains_key(scenario)
    }

    fn hand_in(
        &mut self,
        scenario: &str,
        walked: &Walked,
        sha256: String,
        law_date: chrono::NaiveDate,
    ) -> Result<(), Error> {
        let mut answers: BTreeMap<String, BTreeMap<String, _>> = BTreeMap::new();
        for (at, said) in &walked.answered {
            answers.entry(at.scope.clone()).or_default().insert(at.question.clone(), said.clone());
        }
        let ended = if walked.ended == Ended::Finished { sheet::Ended::Finished } else { sheet::Ended::Halted };
        let hints = u32::try_from(walked.hints.len()).unwrap_or(u32::MAX);
        let walked = sheet::Walked { sha256, law_date, ended, hints, answers };
        self.sheet.scenarios.insert(scenario.to_owned(), walked);
        Ok(write_whole(&self.folder, &self.file, &self.sheet).map_err(FileError::writing(&self.file))?)
    }
}

fn taken(file: &Path, by: &str) -> Error {
    let file = file.display();
    Plain::new(
        Kind::Usage,
        format!("`{file}` tillhör ”{by}”, en pseudonym som skrivs nästan likadant"),
        format!("`{file}` belongs to “{by}”, a pseudonym that is written almost alike"),
    )
    .with_hint("ta en annan pseudonym med `--as`", "take another pseudonym with `--as`")
    .into()
}

fn one_at_a_time() -> Error {
    Plain::new(Kind::Usage, "en fil med svar gäller ett scenario", "a file of answers is for one scenario")
        .with_hint("ange vilket: `menprov train run ID --room …`", "say which: `menprov train run ID --room …`")
        .into()
}
