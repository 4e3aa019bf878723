//! Whose a pseudonym is: a random mark that is kept where a member trains and stands in what they hand in.
//!
//! Two who chose the same pseudonym would otherwise write over each other's answers. The mark is on the disk before any sheet
//! has it, so that a power cut never makes one's own sheet another's.

use std::fs;
use std::io;
use std::path::Path;

use super::progress::write_whole;
use super::run::again;
use crate::canonical::hex;
use crate::cli::train::RunArgs;
use crate::command::assess::front;
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain};
use crate::interview::{Gesture, OptionLine, Prompt, Reply, Wants};
use crate::text::Language;
use crate::training::room::Room;
use crate::training::sheet::Sheet;

/// The mark of one member at one place.
pub struct Own {
    mark: String,
}

impl Own {
    /// Reads the mark of a member's folder, or makes one.
    ///
    /// # Errors
    /// When it cannot be read or kept.
    pub fn open(home: &Path) -> Result<Self, Error> {
        let path = home.join("mark");
        match fs::read(&path) {
            // What cannot be read is made anew: then the member is asked whether the sheet is theirs.
            Ok(text) => {
                if let Ok(mark) = serde_json::from_slice(&text) {
                    return Ok(Self { mark });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(FileError::reading(&path)(error).into()),
        }
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| {
            Plain::new(Kind::Unusable, "systemet ger inget slumptal", "the system gives no random number")
                .with_hint("försök igen", "try again")
        })?;
        let mark = hex(&random);
        write_whole(home, &path, &mark).map_err(FileError::writing(&path))?;
        Ok(Self { mark })
    }

    /// Returns the mark that stands in what is handed in from here.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// Returns whether a sheet was written here.
    pub fn wrote(&self, sheet: &Sheet) -> bool {
        sheet.writer.as_ref() == Some(&self.mark)
    }

    /// Asks whether a sheet that was written elsewhere is this member's too.
    ///
    /// # Errors
    /// If it is not, or nobody can be asked.
    pub fn take_over(room: &Room, sheet: &Sheet, args: &RunArgs, context: &mut Context) -> Result<(), Error> {
        if args.answers.is_some() || !context.terminal.can_ask() {
            return Err(not_yours(room, sheet, args, context));
        }
        let language = context.language;
        let said = is_taken(room, sheet, language);
        let question = format!("{said} {}", language.choose("Är det du?", "Is that you?"));
        let options = language.choose(["Ja, det är jag", "Nej"], ["Yes, that is me", "No"]);
        if yes(&question, options, args, context)? { Ok(()) } else { Err(not_yours(room, sheet, args, context)) }
    }
}

/// Asks something before or after a scenario; `.` is no.
///
/// # Errors
/// If nobody can be asked.
pub fn yes(question: &str, [yes, no]: [&str; 2], args: &RunArgs, context: &mut Context) -> Result<bool, Error> {
    let keys = context.language.choose(['j', 'n'], ['y', 'n']);
    let options = keys.into_iter().zip([yes, no]).map(|(key, text)| OptionLine { key, text: text.to_owned() });
    let asked = Prompt::new(question, Wants::Options(options.collect()));
    let mut front = front::open(args.plain, context)?;
    loop {
        match front.ask(&asked)? {
            Reply::Option(0) => return Ok(true),
            Reply::Option(_) | Reply::Gesture(Gesture::Pause) => return Ok(false),
            _ => {}
        }
    }
}

/// Says what somebody has done by that pseudonym.
fn is_taken(room: &Room, sheet: &Sheet, language: Language) -> String {
    let name = &sheet.participant;
    let numbers: Vec<String> = (1..)
        .zip(&room.scenarios)
        .filter(|(_, walk)| sheet.scenarios.contains_key(&walk.id))
        .map(|(number, _): (usize, _)| number.to_string())
        .collect();
    let numbers = numbers.join(", ");
    match (language, numbers.is_empty()) {
        (Language::Sv, true) => format!("”{name}” har redan börjat, på en annan dator eller av någon annan."),
        (Language::En, true) => format!("“{name}” has begun already, on another computer or by somebody else."),
        (Language::Sv, false) => {
            format!("”{name}” har redan lämnat in scenario {numbers}, på en annan dator eller av någon annan.")
        }
        (Language::En, false) => {
            format!("“{name}” has already handed in scenario {numbers}, on another computer or by somebody else.")
        }
    }
}

fn not_yours(room: &Room, sheet: &Sheet, args: &RunArgs, context: &Context) -> Error {
    let said = |language| is_taken(room, sheet, language).trim_end_matches('.').to_owned();
    let command = again(args, context);
    Plain::new(Kind::Usage, said(Language::Sv), said(Language::En))
        .with_hint(
            format!("ta en annan pseudonym med `--as`; är det du, kör `{command}` i en terminal och svara ja"),
            format!("take another pseudonym with `--as`; if it is you, run `{command}` in a terminal and answer yes"),
        )
        .into()
}
