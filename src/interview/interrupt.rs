//! Ctrl-C and the signals that end a process.
//!
//! While the terminal front asks, a signal only leaves a mark, so that the prompt returns and the terminal is put back in
//! order. A front that does not come back to look at it, since what it waits for is a file, is left all the same. At any
//! other time the caller's own way out is taken at once, with the terminal as it was before it was held or a passphrase
//! was asked for.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

static ASKING: AtomicUsize = AtomicUsize::new(0);
static LENT: AtomicBool = AtomicBool::new(false);
static MARKED: AtomicBool = AtomicBool::new(false);
static TAKEN: AtomicBool = AtomicBool::new(false);

/// How long a front may take to see the mark: many times what the slowest step between two prompts takes.
const GRACE: Duration = Duration::from_secs(2);
/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(20);

/// Catches signals from now on, once in a process; `otherwise` runs, on a thread of its own, when nothing is being asked.
///
/// Returns whether they are caught; they are not if somebody else has done so before.
pub fn catch(otherwise: impl Fn() + Send + 'static) -> bool {
    ctrlc::set_handler(move || {
        MARKED.store(true, Ordering::SeqCst);
        if !seen() {
            echo::restore();
            otherwise();
        }
    })
    .is_ok()
}

/// Waits for a front to see the mark; returns whether one did. Another program that has the screen is never left alone.
fn seen() -> bool {
    let deadline = Instant::now() + GRACE;
    while ASKING.load(Ordering::SeqCst) > 0
        && !TAKEN.load(Ordering::SeqCst)
        && (LENT.load(Ordering::SeqCst) || Instant::now() < deadline)
    {
        sleep(LOOK);
    }
    TAKEN.load(Ordering::SeqCst)
}

/// Says that the front has seen the interruption and its caller is on the way out: a handler that comes late must not
/// end the process before the caller has said how to go on.
pub(super) fn taken() {
    TAKEN.store(true, Ordering::SeqCst);
}

use super::respondent::FrontFault;
pub use echo::Remembered;

#[cfg(unix)]
mod echo {
    use std::sync::{Mutex, PoisonError};

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    /// While this lives, a signal gives the terminal back as it was when this was made.
    ///
    /// A passphrase is read with the echo turned off, and a process that ends there would leave it off for the shell.
    #[derive(Debug)]
    pub struct Remembered(());

    impl Remembered {
        /// Remembers how the terminal is.
        #[must_use]
        pub fn now() -> Self {
            *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = tcgetattr(std::io::stdin()).ok();
            Self(())
        }
    }

    impl Drop for Remembered {
        fn drop(&mut self) {
            *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Runs something and puts the terminal's settings back as they were before.
    pub(super) fn unchanged(meanwhile: &mut dyn FnMut()) {
        let before = tcgetattr(std::io::stdin()).ok();
        meanwhile();
        if let Some(before) = before {
            // A terminal that is gone is found out about at the next prompt.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Drain, &before);
        }
    }

    pub(super) fn restore() {
        if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // What cannot be given back cannot be helped either: the process is on its way out.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
        }
    }
}

#[cfg(not(unix))]
mod echo {
    /// Nothing: the console gives itself back.
    #[derive(Debug)]
    pub struct Remembered(());

    impl Remembered {
        /// Remembers nothing.
        #[must_use]
        pub fn now() -> Self {
            Self(())
        }
    }

    /// Runs something; the console gives itself back.
    pub(super) fn unchanged(meanwhile: &mut dyn FnMut()) {
        meanwhile();
    }

    pub(super) fn restore() {}
}

/// Runs something that may change how the terminal reads keys, and puts that back whatever became of it.
///
/// # Errors
/// If a signal came meanwhile.
pub(super) fn lend(meanwhile: &mut dyn FnMut()) -> Result<(), FrontFault> {
    // A signal ends the other program, and this one in an orderly way when that is done.
    let _asking = Asking::begin();
    LENT.store(true, Ordering::SeqCst);
    echo::unchanged(meanwhile);
    let interrupted = Asking::interrupted();
    if interrupted {
        taken();
    }
    LENT.store(false, Ordering::SeqCst);
    if interrupted { Err(FrontFault::Interrupted) } else { Ok(()) }
}

/// While this lives, a signal is only marked.
#[derive(Debug)]
pub(super) struct Asking(());

impl Asking {
    pub fn begin() -> Self {
        ASKING.fetch_add(1, Ordering::SeqCst);
        Self(())
    }

    /// Returns whether a signal has come.
    pub fn interrupted() -> bool {
        MARKED.load(Ordering::SeqCst)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        ASKING.fetch_sub(1, Ordering::SeqCst);
    }
}
