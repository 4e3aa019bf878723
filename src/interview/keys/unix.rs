//! The keyboard of a Unix terminal.

use std::io::{self, ErrorKind};
use std::os::fd::{AsFd as _, OwnedFd};

use console::{Key, Term};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

use super::Input;
use super::decode::Decoder;

/// How long to wait for the rest of a sequence, in milliseconds: a slow line sends a key's bytes apart.
const SEQUENCE: i64 = 100;

/// How long to wait for a key before something else is looked at, in milliseconds.
const IDLE: i64 = 100;

/// What stands for a key that does nothing (`_POSIX_VDISABLE`).
const NO_KEY: u8 = if cfg!(any(target_os = "linux", target_os = "android")) { 0 } else { 0xff };

/// Asks the terminal to say where a paste begins and ends.
const MARK_PASTES: &str = "\u{1b}[?2004h";
const LEAVE_PASTES: &str = "\u{1b}[?2004l";

/// Holds a terminal: nothing that is typed is shown by itself, and pastes are told from keys. Dropped, it leaves the
/// terminal as it was found, after a panic too.
#[derive(Debug)]
pub(in crate::interview) struct Keyboard {
    input: OwnedFd,
    screen: Term,
    found: Termios,
    decoder: Decoder,
}

impl Keyboard {
    /// Holds the terminal of standard input.
    ///
    /// # Errors
    /// If it is none.
    pub fn of_stdin(screen: Term) -> io::Result<Self> {
        Self::of(io::stdin().as_fd().try_clone_to_owned()?, screen)
    }

    /// Holds a terminal.
    ///
    /// # Errors
    /// If it is none.
    pub fn of(input: OwnedFd, screen: Term) -> io::Result<Self> {
        let found = tcgetattr(&input)?;
        let held = Self { input, screen, found, decoder: Decoder::default() };
        held.hold()?;
        Ok(held)
    }

    /// Holds the terminal again, after [`Keyboard::release`].
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn hold(&self) -> io::Result<()> {
        self.listen(false)?;
        self.screen.write_str(MARK_PASTES)
    }

    /// Leaves the terminal to another program, as it was found.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn release(&self) -> io::Result<()> {
        self.screen.write_str(LEAVE_PASTES)?;
        Ok(tcsetattr(&self.input, OptionalActions::Now, &self.found)?)
    }

    /// Sets whether Ctrl-C is a key; at other times it is the signal.
    fn listen(&self, to_all: bool) -> io::Result<()> {
        let mut held = self.found.clone();
        held.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ECHONL | LocalModes::IEXTEN);
        held.local_modes.set(LocalModes::ISIG, !to_all);
        // Ctrl-S would stop the screen without a word.
        held.input_modes.remove(InputModes::IXON);
        // Ctrl-Z is what a Windows user takes back a word with, Ctrl-\ lies beside it: neither may stop the program with
        // the screen half drawn.
        held.special_codes[SpecialCodeIndex::VSUSP] = NO_KEY;
        held.special_codes[SpecialCodeIndex::VQUIT] = NO_KEY;
        held.special_codes[SpecialCodeIndex::VMIN] = 1;
        held.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(tcsetattr(&self.input, OptionalActions::Now, &held)?)
    }

    /// Listens for a prompt: what was typed before it stood there is no answer to it, and is dropped.
    ///
    /// # Errors
    /// If the terminal is gone, or Ctrl-C was among it.
    pub fn begin(&mut self) -> io::Result<()> {
        self.listen(true)?;
        while self.comes(0)? {
            self.read()?;
        }
        while let Some(input) = self.decoder.next() {
            if input == Input::Key(Key::CtrlC) {
                return Err(ErrorKind::Interrupted.into());
            }
        }
        self.decoder.forget();
        Ok(())
    }

    /// Holds the terminal again where another program has taken it meanwhile, as a shell does when this one was stopped
    /// from outside; returns whether that was so.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn regain(&self) -> io::Result<bool> {
        let lost = tcgetattr(&self.input)?.local_modes.contains(LocalModes::ICANON);
        if lost {
            self.hold()?;
            self.listen(true)?;
        }
        Ok(lost)
    }

    /// Listens no more: until the next prompt Ctrl-C is the signal.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn end(&mut self) -> io::Result<()> {
        self.listen(false)
    }

    /// Waits for what comes next.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn next(&mut self) -> io::Result<Input> {
        loop {
            if let Some(input) = self.decoder.next() {
                return Ok(input);
            }
            let open = self.decoder.is_open();
            if self.comes(if open { SEQUENCE } else { IDLE })? {
                self.read()?;
            } else if open {
                self.decoder.settle();
            } else {
                return Ok(Input::Idle);
            }
        }
    }

    /// Waits until something has come, at most so many milliseconds.
    fn comes(&self, milliseconds: i64) -> io::Result<bool> {
        let wait = Timespec { tv_sec: 0, tv_nsec: milliseconds * 1_000_000 };
        match poll(&mut [PollFd::new(&self.input, PollFlags::IN)], Some(&wait)) {
            Ok(ready) => Ok(ready > 0),
            // A signal; what it means is looked at by the caller.
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn read(&mut self) -> io::Result<()> {
        let mut buffer = [0; 1024];
        match rustix::io::read(&self.input, &mut buffer) {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                self.decoder.take(&buffer[..count]);
                Ok(())
            }
            Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        // What cannot be given back cannot be helped: the terminal is gone.
        let _ = self.release();
    }
}
