//! The keyboard where console knows the terminal best: keys one at a time, and nothing to be dropped.

use std::io;

use console::{Key, Term};

use super::Input;

/// Reads keys of the console.
#[derive(Debug)]
pub(in crate::interview) struct Keyboard {
    screen: Term,
}

impl Keyboard {
    /// Takes the console of standard input.
    ///
    /// # Errors
    /// None: who may be asked is looked at before.
    pub fn of_stdin(screen: Term) -> io::Result<Self> {
        Ok(Self { screen })
    }

    /// Holds the console again, after [`Keyboard::release`]: it is held for one key at a time.
    ///
    /// # Errors
    /// None.
    pub fn hold(&self) -> io::Result<()> {
        Ok(())
    }

    /// Leaves the console to another program.
    ///
    /// # Errors
    /// None.
    pub fn release(&self) -> io::Result<()> {
        Ok(())
    }

    /// Listens for a prompt.
    ///
    /// # Errors
    /// None.
    pub fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Listens no more.
    ///
    /// # Errors
    /// None.
    pub fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Waits for a key.
    ///
    /// # Errors
    /// If the console is gone.
    pub fn next(&mut self) -> io::Result<Input> {
        match self.screen.read_key_raw() {
            Ok(key) => Ok(Input::Key(key)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Input::Key(Key::CtrlC)),
            Err(error) => Err(error),
        }
    }
}
