//! Keys, pastes and pauses, as they come from a terminal.
//!
//! console reads one key at a time and lets go of the terminal between them: what is typed meanwhile is shown by the
//! terminal itself, a resized window reads as Ctrl-C, and the first byte of an arrow key that arrives late reads as Esc.
//! Here the terminal is held for as long as a front lives, and an Esc is one only when nothing has followed it.

#[cfg(unix)]
mod decode;
#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

use console::Key;

#[cfg(not(unix))]
pub(super) use other::Keyboard;
#[cfg(unix)]
pub(super) use unix::Keyboard;

/// What came.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Input {
    /// A key.
    Key(Key),
    /// Pasted text with its line breaks: what is pasted is one thing, and no key of it is pressed.
    Paste(String),
    /// Nothing for a while: the time to see whether the window has changed or a signal has come.
    Idle,
}
