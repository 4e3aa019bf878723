//! Joins the errors of the stages to exit codes. Their words are their own.

use crate::answers::{AnswerFault, FileFault, ScriptFault};
use crate::assessment::{AssessError, ClosureError, RecordError};
use crate::draft::DraftFault;
use crate::error::{Explain, Kind};
use crate::fingerprint::FingerprintFault;
use crate::interview::{Fault as InterviewFault, FrontFault};
use crate::listing::{ListingFault, ListingFaultKind};
use crate::register::RegisterError;
use crate::signature::{KeyError, SignatureError, SignersError};
use crate::statement::{ReasonFault, StatementError};
use crate::text::Language;

macro_rules! explain {
    ($($error:ty => $kind:expr;)*) => {$(
        impl Explain for $error {
            fn kind(&self) -> Kind {
                let kind: fn(&Self) -> Kind = $kind;
                kind(self)
            }

            fn message(&self, language: Language) -> String {
                Self::message(self, language)
            }

            fn hint(&self, language: Language) -> Option<String> {
                Self::hint(self, language)
            }
        }
    )*};
}

explain! {
    AnswerFault => |_| Kind::Answers;
    ScriptFault => |_| Kind::Answers;
    FileFault => |fault| match fault {
        FileFault::NotReadable { .. } => Kind::Unusable,
        _ => Kind::Answers,
    };
    ListingFault => |fault| match &fault.kind {
        ListingFaultKind::File(fault) => fault.kind(),
        _ => Kind::Answers,
    };
    AssessError => |error| match error {
        AssessError::Halted { .. } => Kind::Waiting,
        AssessError::NoRandom => Kind::Unusable,
        _ => Kind::Answers,
    };
    ClosureError => |_| Kind::Unusable;
    RecordError => |_| Kind::Unusable;
    FingerprintFault => |_| Kind::Unusable;
    KeyError => |_| Kind::Unusable;
    SignatureError => |_| Kind::Unusable;
    SignersError => |_| Kind::Unusable;
    RegisterError => |error| match error {
        RegisterError::Continued { .. } | RegisterError::Changed(_) => Kind::No,
        _ => Kind::Unusable,
    };
    StatementError => |error| match error {
        StatementError::Character(_) => Kind::Answers,
        _ => Kind::Unusable,
    };
    ReasonFault => |_| Kind::Answers;
    DraftFault => |_| Kind::Unusable;
    FrontFault => |fault| front(*fault);
    InterviewFault => |fault| match fault {
        InterviewFault::Draft(_) => Kind::Unusable,
        InterviewFault::Front(fault) => front(*fault),
    };
}

fn front(fault: FrontFault) -> Kind {
    match fault {
        // Whoever ends the input has gone; what was answered is saved, as when they press Ctrl-C.
        FrontFault::Interrupted | FrontFault::Ended => Kind::Interrupted,
        FrontFault::NoTerminal => Kind::Usage,
        FrontFault::Io(_) => Kind::Unusable,
    }
}

/// Several faults, all told at once.
#[derive(Debug)]
pub struct Several<T> {
    faults: Vec<T>,
    /// Where they are, in Swedish and English.
    place: [&'static str; 2],
}

/// The most faults that are written out; nobody mends more in one go.
const MOST: usize = 50;

impl<T: Explain> Several<T> {
    /// Takes the faults of answers.
    pub const fn new(faults: Vec<T>) -> Self {
        Self { faults, place: ["svaren", "the answers"] }
    }

    /// Takes the faults of a file that holds something else.
    pub const fn in_file(faults: Vec<T>) -> Self {
        Self { faults, place: ["filen", "the file"] }
    }
}

impl<T: Explain> Explain for Several<T> {
    fn kind(&self) -> Kind {
        self.faults.first().map_or(Kind::Answers, Explain::kind)
    }

    fn message(&self, language: Language) -> String {
        if let [fault] = &*self.faults {
            return fault.message(language);
        }
        let count = self.faults.len();
        let place = self.place[language.choose(0, 1)];
        let mut out = match language {
            Language::Sv => format!("{count} fel i {place}"),
            Language::En => format!("{count} faults in {place}"),
        };
        for fault in self.faults.iter().take(MOST) {
            out.push_str("\n  ");
            out.push_str(&fault.message(language));
            if let Some(hint) = fault.hint(language) {
                out.push_str("\n    ");
                out.push_str(&hint);
            }
        }
        if count > MOST {
            let more = count - MOST;
            let words = match language {
                Language::Sv => format!("… och {more} till"),
                Language::En => format!("… and {more} more"),
            };
            out.push_str("\n  ");
            out.push_str(&words);
        }
        out
    }

    fn hint(&self, language: Language) -> Option<String> {
        match &*self.faults {
            [fault] => fault.hint(language),
            _ => None,
        }
    }
}
