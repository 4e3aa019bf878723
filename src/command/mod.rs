//! What is done: one file a command, each `run(args, &mut Context) -> Result<Status, Error>`.
//!
//! Commands join the stages and write to the streams of the context; what belongs to a stage is done there.

mod assess;
mod bug;
mod completions;
pub(crate) mod config;
mod decide;
mod explain;
mod fresh;
mod key;
mod man;
mod memo;
mod passphrase;
mod register;
mod rulebook;
mod rules;
mod train;

pub use bug::speak_of_bugs;

use std::ffi::OsString;
use std::io::Write;
use std::panic;
use std::process::ExitCode;

use crate::cli::{self, Cli, Command};
use crate::context::{ConfigBy, ConfigFile, Context, Display, LanguageBy};
use crate::error::{Error, Status, exit};
use crate::language;
use crate::render::spoken::spoken;
use crate::render::table::{listed, table};

/// Runs the program on the arguments and surroundings of this process.
#[must_use]
pub fn run_process() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let flag = language::asked_for(args.iter().skip(1).filter_map(|arg| arg.to_str()));
    let mut context = Context::of_process(flag);
    bug::leave_no_core();
    speak_of_bugs(context.language);
    let work = || {
        #[cfg(debug_assertions)]
        fail_on_purpose();
        run(args, &mut context)
    };
    let code = panic::catch_unwind(panic::AssertUnwindSafe(work)).unwrap_or(exit::BUG);
    ExitCode::from(code)
}

/// Runs the program on `args`, the first of which is its own name, and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, context: &mut Context) -> u8 {
    let result = attempt(args, context).and_then(|status| Ok(context.out.flush().map(|()| status)?));
    match result {
        Ok(status) => status.code(),
        Err(error) => {
            // What was written before the error is still worth reading; that it cannot be written is the lesser error.
            let _ = context.out.flush();
            let text = error.text(context.language);
            if !text.is_empty() {
                let _ = context.say(&text);
            }
            error.code()
        }
    }
}

fn attempt(args: impl IntoIterator<Item = OsString>, context: &mut Context) -> Result<Status, Error> {
    match cli::parse(args, context.language) {
        Ok(typed) => dispatch(typed, context),
        Err(error) => match cli::complain(&error, context.language).settle(&mut *context.out)? {
            Some(wrong) => Err(wrong.into()),
            None => Ok(Status::Done),
        },
    }
}

fn dispatch(typed: Cli, context: &mut Context) -> Result<Status, Error> {
    if let Some(path) = typed.config {
        context.config = Some(ConfigFile { path, by: ConfigBy::Flag });
    }
    if let Some(language) = typed.lang {
        (context.language, context.language_by) = (language, LanguageBy::Flag);
    } else {
        config::speak(context);
    }
    match typed.command {
        Command::Assess(args) => assess::run(&args, context),
        Command::Config(command) => config::run(&command, context),
        Command::Key(command) => key::run(&command, context),
        Command::Memo(command) => memo::run(&command, context),
        Command::Register(command) => register::run(&command, context),
        Command::Rules(command) => rules::run(&command, context),
        Command::Train(command) => train::run(&command, context),
        Command::Decide(args) => decide::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
        Command::Man(args) => man::run(&args, context),
    }
}

/// Panics with the text of a variable that only the tests set, so that they can see what becomes of it.
#[cfg(debug_assertions)]
fn fail_on_purpose() {
    if let Ok(text) = std::env::var("MENPROV_TEST_PANIC") {
        panic!("{text}");
    }
}

/// Writes a list for people: a table, or row by row where plain lines are asked for, since a table read aloud is one row
/// of every column after another.
fn write_list<'a>(
    heads: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
    context: &mut Context,
) -> Result<(), Error> {
    let width = context.terminal.width;
    let list = match context.terminal.display {
        Display::Lines => spoken(&listed(width, heads, rows), context.language),
        Display::Uncoloured | Display::Coloured => table(width, heads, rows),
    };
    Ok(writeln!(context.out, "{list}")?)
}

/// Writes text for people; what is read aloud is freed from what only the eye needs.
fn write_text(text: String, context: &mut Context) -> Result<(), Error> {
    let text = match context.terminal.display {
        Display::Lines => spoken(&text, context.language),
        Display::Uncoloured | Display::Coloured => text,
    };
    Ok(context.out.write_all(text.as_bytes())?)
}

/// Writes a value as JSON that people can read too.
fn write_json(out: &mut dyn Write, value: &impl serde::Serialize) -> Result<(), Error> {
    let mut text = serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?;
    text.push(b'\n');
    Ok(out.write_all(&text)?)
}
