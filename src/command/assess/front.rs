//! Chooses the front: single keys where the terminal understands them, plain lines where it does not or they are asked
//! for.

use std::io::{self, Write as _};
use std::sync::OnceLock;

use crate::context::{Context, Display};
use crate::error::{Error, Kind, Plain, exit};
use crate::interview::{Lines, Respondent, Terminal, interrupt};
use crate::render::paragraph::within;
use crate::text::Language;

/// How to go on with the draft that a signal leaves behind, once there is one.
static DRAFT: OnceLock<Box<str>> = OnceLock::new();

/// Says with which command the open draft is gone on with, so that a signal can name it.
pub fn name_draft(command: &str) {
    // A process opens one draft after another under one command; the first still leads there.
    let _ = DRAFT.set(command.into());
}

/// Returns the command that goes on with the open draft.
pub fn draft() -> Option<&'static str> {
    DRAFT.get().map(|command| &**command)
}

/// Opens a front. Both speak on standard error, so that standard output stays the memo's.
///
/// What is asked for with `plain` holds for what is asked later too, such as a passphrase.
///
/// # Errors
/// When there is no terminal.
pub fn open(plain: bool, context: &mut Context) -> Result<Box<dyn Respondent>, Error> {
    let language = context.language;
    if plain {
        context.terminal.display = Display::Lines;
    }
    let display = context.terminal.display;
    let lines = display == Display::Lines;
    let width = usize::from(context.terminal.width);
    interrupt::catch(move || leave(language, lines, width));
    if lines {
        return Ok(Box::new(Lines::new(io::BufReader::new(io::stdin()), io::stderr(), language, width)));
    }
    Ok(Box::new(Terminal::open(language, display == Display::Coloured)?))
}

/// Leaves when a signal comes while nothing is being asked; what was answered is in the journal already.
fn leave(language: Language, lines: bool, width: usize) {
    let mut err = io::stderr();
    if !lines {
        // The cursor may be hidden by a prompt that was cut off, and pastes marked.
        let _ = write!(err, "\u{1b}[?25h\u{1b}[?2004l");
    }
    let _ = writeln!(err);
    let left = match DRAFT.get() {
        Some(command) => interrupted(command),
        None => Plain::new(Kind::Interrupted, "inget är påbörjat", "nothing was begun").into(),
    };
    // There is no front but at a terminal.
    let _ = err.write_all(within(&left.text(language), width).as_bytes());
    std::process::exit(exit::INTERRUPTED.into());
}

/// Returns the end of an interview that was interrupted.
pub fn interrupted(command: &str) -> Error {
    Plain::new(Kind::Interrupted, "utkastet är sparat", "the draft is saved")
        .with_hint(format!("fortsätt med `{command}`"), format!("go on with `{command}`"))
        .into()
}
