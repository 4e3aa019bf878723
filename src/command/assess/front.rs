//! Chooses the front: single keys where the terminal understands them, plain lines where it does not or they are asked
//! for.

use std::io::{self, Write as _};

use crate::context::Context;
use crate::error::{Error, exit};
use crate::interview::{Lines, Respondent, Terminal, interrupt};
use crate::text::Language;

/// Opens a front. Both speak on standard error, so that standard output stays the memo's.
///
/// # Errors
/// When there is no terminal.
pub fn open(plain: bool, context: &Context) -> Result<Box<dyn Respondent>, Error> {
    let language = context.language;
    let lines = plain || context.terminal.dumb;
    interrupt::catch(move || leave(language, lines));
    if lines {
        let width = usize::from(context.terminal.width);
        return Ok(Box::new(Lines::new(io::BufReader::new(io::stdin()), io::stderr(), language, width)));
    }
    Ok(Box::new(Terminal::open(language)?))
}

/// Leaves when a signal comes while nothing is being asked; what was answered is in the journal already.
fn leave(language: Language, lines: bool) {
    let mut err = io::stderr();
    if !lines {
        // The cursor may be hidden by a prompt that was cut off.
        let _ = write!(err, "\u{1b}[?25h");
    }
    let _ = writeln!(err, "\n{}", language.choose("avbrutet: utkastet är sparat", "interrupted: the draft is saved"));
    std::process::exit(exit::INTERRUPTED.into());
}
