//! `menprov train run --room`: a member of a room walks its scenarios and hands the answers in.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _, Utc};

use super::hall::{self, Programme};
use super::home;
use super::own::{self, Own};
use super::progress::write_whole;
use super::run::{again, asked, from_file};
use super::walk::{Course, Ended, Seat, Walked, settle};
use crate::canonical::hex;
use crate::cli::train::RunArgs;
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::ruleset::suggest::plain;
use crate::text::Language;
use crate::training::room::Room;
use crate::training::scenario::Scenario;
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
    let home = home(context)?.join("rooms").join(&room.code).join(plain(&name));
    let own = Own::open(&home)?;
    let mut handing = Handing::open(&room, name, own.mark(), folder)?;
    if let Some(elsewhere) = handing.sheet.as_ref().filter(|sheet| !own.wrote(sheet)) {
        Own::take_over(&room, elsewhere, args, context)?;
    }
    let order = match &args.id {
        Some(id) => vec![hall::position(&room, id)?],
        None => (0..room.scenarios.len()).filter(|at| !handing.has(&room.scenarios[*at].id)).collect(),
    };
    if order.is_empty() {
        let words = "alla scenarier i rummet är inlämnade; vänta på genomgången";
        context.say(context.language.choose(words, "all scenarios of the room are handed in; wait for the debrief"))?;
        if args.again {
            let words = "ange vilket som ska göras om: `menprov train run ID --again --room …`";
            let en = "say which to do anew: `menprov train run ID --again --room …`";
            context.say(context.language.choose(words, en))?;
        }
        return Ok(Status::Done);
    }
    if args.answers.is_some() && order.len() > 1 {
        return Err(one_at_a_time());
    }
    if args.answers.is_none() && context.terminal.can_ask() {
        handing.begin()?;
    }
    let all = room.scenarios.len();
    for (walked_now, &at) in order.iter().enumerate() {
        let (scenario, solution) = (&programme.scenarios[at], &keys[at]);
        let title = scenario.title.get(context.language);
        let replaces = handing.has(&scenario.id);
        if replaces && args.answers.is_none() {
            context.say(&match context.language {
                Language::Sv => format!("”{title}” är redan inlämnat; det du svarar nu ersätter det när du är klar"),
                Language::En => {
                    format!("“{title}” is handed in already; what you answer now replaces it when you are done")
                }
            })?;
        }
        let name = handing.name.clone();
        let seat = Seat { code: &room.code, name: &name, number: at + 1, of: all, first: walked_now == 0 };
        let course = Course { scenario, solution, home: &home, direct: false, again: args.again, seat: Some(seat) };
        let walked = match &args.answers {
            Some(path) => from_file(path, scenario, solution, context)?,
            None => match asked(args, &course, &again(args, context), context)? {
                Some(walked) => walked,
                None => return Ok(Status::Done),
            },
        };
        // Handed in before the draft is let go, so that at no moment there is neither.
        let now = context.now().trunc_subsecs(0);
        handing.hand_in(scenario, &walked, now)?;
        settle(&course, &walked)?;
        let file = handing.file.display();
        context.say(&match (context.language, replaces) {
            (Language::Sv, false) => format!("”{title}” är inlämnat i {file}"),
            (Language::En, false) => format!("“{title}” is handed in in {file}"),
            (Language::Sv, true) => format!("”{title}” ersätter det som var inlämnat i {file}"),
            (Language::En, true) => format!("“{title}” replaces what was handed in in {file}"),
        })?;
        if let Some(&next) = order.get(walked_now + 1).filter(|_| args.answers.is_none()) {
            let title = programme.scenarios[next].title.get(context.language);
            if !goes_on(next + 1, all, title, args, context)? {
                return Ok(Status::Done);
            }
        }
    }
    if room.scenarios.iter().all(|walk| handing.has(&walk.id)) {
        let file = handing.file.display();
        context.say(&match context.language {
            Language::Sv => format!(
                "alla scenarier är inlämnade ({all} av {all}); vänta på genomgången. Är mappen inte delad: lämna {file} till den som håller i workshopen"
            ),
            Language::En => format!(
                "all scenarios are handed in ({all} of {all}); wait for the debrief. If the folder is not shared: give {file} to whoever holds the workshop"
            ),
        })?;
    }
    Ok(Status::Done)
}

/// Asks whether the next scenario is begun now.
fn goes_on(number: usize, all: usize, title: &str, args: &RunArgs, context: &mut Context) -> Result<bool, Error> {
    let (question, options) = match context.language {
        Language::Sv => {
            (format!("Nästa är scenario {number} av {all}, ”{title}”. Börja?"), ["Ja", "Nej, sluta här så länge"])
        }
        Language::En => {
            (format!("Next is scenario {number} of {all}, “{title}”. Begin?"), ["Yes", "No, stop here for now"])
        }
    };
    let goes_on = own::yes(&question, options, args, context)?;
    if !goes_on {
        let command = again(args, context);
        context.say(&match context.language {
            Language::Sv => format!("fortsätt med `{command}`"),
            Language::En => format!("go on with `{command}`"),
        })?;
    }
    Ok(goes_on)
}

/// Where a member's answers are kept and handed in.
struct Handing<'r> {
    room: &'r Room,
    /// Stands in what is handed in from here.
    mark: &'r str,
    /// What is there by that name: nothing before it is begun.
    sheet: Option<Sheet>,
    name: String,
    file: PathBuf,
    folder: PathBuf,
}

impl<'r> Handing<'r> {
    /// Opens the member's sheet, if something was handed in before.
    fn open(room: &'r Room, name: String, mark: &'r str, folder: PathBuf) -> Result<Self, Error> {
        let file = folder.join(Sheet::new(room, name.clone()).file_name());
        let mut handing = Self { room, mark, sheet: None, name, file, folder };
        handing.sheet = handing.read()?;
        Ok(handing)
    }

    /// Reads what is there by that name now.
    fn read(&self) -> Result<Option<Sheet>, Error> {
        match std::fs::metadata(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FileError::reading(&self.file)(error).into()),
            Ok(_) => match hall::sheet(self.room, &self.file) {
                Ok(sheet) if sheet.participant == self.name => Ok(Some(sheet)),
                Ok(sheet) => Err(taken(&self.file, &sheet.participant)),
                Err(why) => {
                    let shown = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
                    let refused = hall::Refused { file: shown.unwrap_or_default(), why };
                    Err(hall::refuse(&[refused], &self.folder))
                }
            },
        }
    }

    /// Takes the pseudonym, before anything is asked: whoever comes by the same one after this is told.
    fn begin(&mut self) -> Result<(), Error> {
        let sheet = self.sheet.take().unwrap_or_else(|| self.fresh());
        self.write(sheet)
    }

    fn fresh(&self) -> Sheet {
        Sheet::new(self.room, self.name.clone())
    }

    fn write(&mut self, mut sheet: Sheet) -> Result<(), Error> {
        sheet.writer = Some(self.mark.to_owned());
        write_whole(&self.folder, &self.file, &sheet).map_err(FileError::writing(&self.file))?;
        self.sheet = Some(sheet);
        Ok(())
    }

    fn has(&self, scenario: &str) -> bool {
        self.sheet.as_ref().is_some_and(|sheet| sheet.scenarios.contains_key(scenario))
    }

    fn hand_in(&mut self, scenario: &Scenario, walked: &Walked, now: DateTime<Utc>) -> Result<(), Error> {
        let mut answers: BTreeMap<String, BTreeMap<String, _>> = BTreeMap::new();
        for (at, said) in &walked.answered {
            answers.entry(at.scope.clone()).or_default().insert(at.question.clone(), said.clone());
        }
        let ended = if walked.ended == Ended::Finished { sheet::Ended::Finished } else { sheet::Ended::Halted };
        let hints = u32::try_from(walked.hints.len()).unwrap_or(u32::MAX);
        let (sha256, law_date) = (hex(&scenario.sha256), scenario.law_date);
        let walked = sheet::Walked { sha256, law_date, ended, hints, answers };
        // What is there now, and not what was there when it was begun: somebody else may have come by the same pseudonym.
        let mut sheet = match self.read()? {
            Some(there) if there.writer.as_deref() == Some(self.mark) => there,
            Some(there) => return Err(taken_meanwhile(&there.participant)),
            None => self.sheet.take().unwrap_or_else(|| self.fresh()),
        };
        sheet.scenarios.insert(scenario.id.to_string(), walked);
        sheet.handed_in.insert(scenario.id.to_string(), now);
        self.write(sheet)
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

fn taken_meanwhile(by: &str) -> Error {
    Plain::new(
        Kind::Unusable,
        format!("någon annan har tagit ”{by}” medan du svarade; inget är inlämnat, och svaren ligger kvar hos dig"),
        format!("somebody else took “{by}” while you answered; nothing is handed in, and the answers stay with you"),
    )
    .with_hint("säg till den som håller i workshopen", "tell whoever holds the workshop")
    .into()
}

fn one_at_a_time() -> Error {
    Plain::new(Kind::Usage, "en fil med svar gäller ett scenario", "a file of answers is for one scenario")
        .with_hint("ange vilket: `menprov train run ID --room …`", "say which: `menprov train run ID --room …`")
        .into()
}
