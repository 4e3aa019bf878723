//! Ctrl-C and the signals that end a process.
//!
//! While the terminal front asks, a signal only leaves a mark, so that the prompt returns and the terminal is put back in
//! order. At any other time the caller's own way out is taken at once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static ASKING: AtomicUsize = AtomicUsize::new(0);
static MARKED: AtomicBool = AtomicBool::new(false);

/// Catches signals from now on, once in a process; `otherwise` runs, on a thread of its own, when nothing is being asked.
///
/// Returns whether they are caught; they are not if somebody else has done so before.
pub fn catch(otherwise: impl Fn() + Send + 'static) -> bool {
    ctrlc::set_handler(move || {
        MARKED.store(true, Ordering::SeqCst);
        if ASKING.load(Ordering::SeqCst) == 0 {
            otherwise();
        }
    })
    .is_ok()
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
