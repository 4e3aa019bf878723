//! What a bug may say and leave behind: where it is and what to do, and nothing of what was answered.

use std::io::Write as _;
use std::panic;

use super::assess::front;
use crate::text::Language;

/// Makes a panic say where it was and what to do, without its own text: that could hold an answer, and answers are
/// secret.
pub fn speak_of_bugs(language: Language) {
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        let saved = match (front::draft(), language) {
            (Some(command), Language::Sv) => format!("; fortsätt med `{command}`"),
            (Some(command), Language::En) => format!("; go on with `{command}`"),
            (None, _) => String::new(),
        };
        let mut err = std::io::stderr();
        let _ = writeln!(
            err,
            "{}: {place}\n{}{saved}",
            language.choose("fel i programmet", "bug"),
            language.choose(
                "tips: det som besvarats är sparat; anmäl raden ovan, den innehåller inga svar",
                "hint: what was answered is saved; report the line above, it holds no answers",
            )
        );
    }));
}

/// Has the system write no image of this process when it is killed: one would hold every answer, and a key that is
/// unlocked.
///
/// Where the system refuses, nothing is lost but the caution.
pub fn leave_no_core() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
}
