//! Chooses the front: single keys where the terminal understands them, plain lines where it does not or they are asked
//! for.

use std::io::{self, Write as _};
use std::sync::OnceLock;

use crate::context::{Context, Display};
use crate::error::{Error, Kind, Plain, exit};
use crate::interview::{Lines, Respondent, Terminal, interrupt};
use crate::render::paragraph::within;
use crate::text::Language;

/// The draft that a signal leaves behind, once there is one.
static DRAFT: OnceLock<Box<str>> = OnceLock::new();

/// Says which draft is open, so that a signal can name it.
pub fn name_draft(id: &str) {
    // A process opens one draft; a second name would be a bug, and the first still leads to a draft.
    let _ = DRAFT.set(id.into());
}

/// Returns which draft is open.
pub fn draft() -> Option<&'static str> {
    DRAFT.get().map(|id| &**id)
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
        Some(id) => interrupted(id),
        None => Plain::new(Kind::Interrupted, "inget är påbörjat", "nothing was begun").into(),
    };
    // There is no front but at a terminal.
    let _ = err.write_all(within(&left.text(language), width).as_bytes());
    std::process::exit(exit::INTERRUPTED.into());
}

/// Returns the end of an interview that was interrupted.
pub fn interrupted(id: &str) -> Error {
    Plain::new(Kind::Interrupted, "utkastet är sparat", "the draft is saved")
        .with_hint(
            format!("fortsätt med `menprov assess --resume {id}`"),
            format!("go on with `menprov assess --resume {id}`"),
        )
        .into()
}
