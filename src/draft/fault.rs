//! Why a draft cannot be used or an answer cannot be kept.

use std::io;

use crate::answers::safety::shown_short;
use crate::render;
use crate::text::Language;

/// Why a draft cannot be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DraftFault {
    /// The id is none that this program gives.
    BadId(Box<str>),
    /// There is no such draft.
    NotFound(Box<str>),
    /// Another process has it open.
    InUse(Box<str>),
    /// Its first line is damaged or of an unknown format, so nothing of it can be read.
    Unusable {
        /// The draft's file.
        file: Box<str>,
    },
    /// It cannot be read.
    NotReadable {
        /// The file or folder.
        file: Box<str>,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// It is a pipe, a device or a folder: reading it might never end.
    NoFile {
        /// What is there.
        file: Box<str>,
    },
    /// It was moved, removed or replaced while it was open, and could not be made anew: the answer counts as not given.
    Gone {
        /// Where it was.
        file: Box<str>,
    },
    /// The answer could not be made durable: it counts as not given.
    NotSaved {
        /// The file or folder.
        file: Box<str>,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// It could not be thrown away, or not all of it.
    NotRemoved {
        /// The file or folder.
        file: Box<str>,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// No random bits for a new id.
    NoRandom,
}

impl DraftFault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let sv = language == Language::Sv;
        let cause = |kind: &io::ErrorKind| render::cause::cause(*kind, language);
        match self {
            Self::BadId(id) => {
                let id = shown_short(id, 60);
                if sv { format!("`{id}` är inget utkast") } else { format!("`{id}` is no draft") }
            }
            Self::NotFound(id) => {
                if sv {
                    format!("utkastet `{id}` finns inte")
                } else {
                    format!("there is no draft `{id}`")
                }
            }
            Self::InUse(id) => {
                if sv {
                    format!("utkastet `{id}` är öppet i ett annat fönster")
                } else {
                    format!("the draft `{id}` is open in another window")
                }
            }
            Self::Unusable { file } => {
                if sv {
                    format!("`{file}`: början av utkastet är skadad")
                } else {
                    format!("`{file}`: the beginning of the draft is damaged")
                }
            }
            Self::NotReadable { file, cause: kind } => {
                let cause = cause(kind);
                if sv {
                    format!("`{file}`: går inte att läsa ({cause})")
                } else {
                    format!("`{file}`: cannot be read ({cause})")
                }
            }
            Self::NoFile { file } => {
                if sv {
                    format!("`{file}`: är ingen vanlig fil")
                } else {
                    format!("`{file}`: is no ordinary file")
                }
            }
            Self::Gone { file } => {
                if sv {
                    format!("`{file}`: utkastet har flyttats, tagits bort eller bytts ut medan det var öppet")
                } else {
                    format!("`{file}`: the draft was moved, removed or replaced while it was open")
                }
            }
            Self::NotSaved { file, cause: kind } => {
                let cause = cause(kind);
                if sv {
                    format!("`{file}`: svaret är inte sparat ({cause})")
                } else {
                    format!("`{file}`: the answer is not saved ({cause})")
                }
            }
            Self::NotRemoved { file, cause: kind } => {
                let cause = cause(kind);
                if sv {
                    format!("`{file}`: gick inte att ta bort ({cause})")
                } else {
                    format!("`{file}`: could not be removed ({cause})")
                }
            }
            Self::NoRandom => language.choose("slumptal saknas", "no random numbers").to_owned(),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let words = match self {
            Self::BadId(_) | Self::NotFound(_) => language.choose(
                "`menprov assess --resume` utan id visar de utkast som finns; det som är undertecknat fortsätts med `menprov assess --continue ID`",
                "`menprov assess --resume` without an id shows the drafts that there are; what is signed is gone on from with `menprov assess --continue ID`",
            ),
            Self::InUse(_) => language.choose("avsluta där först", "finish there first"),
            Self::Unusable { .. } => language.choose(
                "filen är orörd; hämta den från en säkerhetskopia eller börja om",
                "the file is untouched; fetch it from a backup or start again",
            ),
            Self::NoFile { .. } => {
                language.choose("ta bort det som ligger där och börja om", "remove what lies there and start again")
            }
            Self::Gone { .. } => language.choose(
                "det senaste svaret är inte sparat; lägg tillbaka filen från där den finns och återuppta",
                "the last answer is not saved; put the file back from where it is, and resume",
            ),
            Self::NotSaved { .. } => language.choose(
                "alla tidigare svar finns kvar; frigör plats eller rätta behörigheten och återuppta",
                "all earlier answers are kept; free some space or mend the permissions, and resume",
            ),
            Self::NotReadable { cause, .. } | Self::NotRemoved { cause, .. } => render::cause::remedy(*cause, language),
            Self::NoRandom => return None,
        };
        Some(words.to_owned())
    }
}
