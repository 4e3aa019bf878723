//! What keeps a file or a folder from being read as text, and the words for it.

use super::MOST_FILES;
use crate::ruleset::fault::FaultWords;
use crate::text::Language;

/// Why a file or a folder cannot be read as text.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum SourceFault {
    /// There is nothing there.
    Missing,
    /// It is there and cannot be read; the operating system's own words.
    Unreadable(Box<str>),
    /// A path that should be a folder is something else.
    NotAFolder,
    /// Larger than [`MOST_BYTES`](super::MOST_BYTES).
    TooLarge,
    /// More files than [`MOST_FILES`].
    TooMany {
        /// How many there are.
        found: usize,
    },
    /// Not UTF-8.
    NotUtf8(Encoding),
    /// The name ends in something else than `.yaml` although it looks like a rule file.
    Ending,
    /// The folder has no rule file.
    EmptyFolder,
    /// The file has no content.
    EmptyFile,
    /// Something else than a scenario in a pack of scenarios.
    Stray,
    /// A link in a pack that leads out of it.
    Outside,
    /// A pack without a scenario.
    NoScenario,
}

/// What a file that is not UTF-8 looks like.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Encoding {
    /// One byte a letter, as in old Swedish Windows programs.
    Windows1252,
    /// One byte a letter, as in DOS (code page 850 or 437).
    Dos,
    /// Two bytes a letter.
    Utf16,
    /// Not text but a document of a word processor.
    Document,
    /// Not text at all.
    Binary,
}

impl FaultWords for SourceFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "S001",
            Self::Unreadable(_) => "S002",
            Self::NotAFolder => "S003",
            Self::TooLarge => "S004",
            Self::TooMany { .. } => "S005",
            Self::NotUtf8(_) => "S006",
            Self::Ending => "S007",
            Self::EmptyFolder => "S008",
            Self::EmptyFile => "S009",
            Self::Stray => "S010",
            Self::Outside => "S011",
            Self::NoScenario => "S012",
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Missing => language.choose("finns inte", "does not exist").to_owned(),
            Self::Unreadable(why) => format!("{}: {why}", language.choose("går inte att läsa", "cannot be read")),
            Self::NotAFolder => language.choose("är inte en mapp", "is not a folder").to_owned(),
            Self::TooLarge => language.choose("filen är större än 1 MiB", "the file is larger than 1 MiB").to_owned(),
            Self::TooMany { found } => match language {
                Language::Sv => format!("mappen har {found} regelfiler, högst {MOST_FILES} läses"),
                Language::En => format!("the folder has {found} rule files, at most {MOST_FILES} are read"),
            },
            Self::NotUtf8(encoding) => {
                let looks = match encoding {
                    Encoding::Windows1252 => "Windows-1252",
                    Encoding::Dos => "DOS (850)",
                    Encoding::Utf16 => "UTF-16",
                    Encoding::Document => {
                        return language
                            .choose(
                                "filen är inte text; den ser ut som en Word-fil eller annat från en ordbehandlare",
                                "the file is not text; it looks like a Word file or another of a word processor",
                            )
                            .to_owned();
                    }
                    Encoding::Binary => {
                        return language
                            .choose("filen är inte text i UTF-8", "the file is not text in UTF-8")
                            .to_owned();
                    }
                };
                match language {
                    Language::Sv => format!("filen är inte sparad i UTF-8; den ser ut att vara i {looks}"),
                    Language::En => format!("the file is not saved in UTF-8; it looks like {looks}"),
                }
            }
            Self::Ending => {
                language.choose("filnamnet slutar inte på `.yaml`", "the file name does not end in `.yaml`").to_owned()
            }
            Self::EmptyFolder => language.choose("mappen har ingen regelfil", "the folder has no rule file").to_owned(),
            Self::EmptyFile => language.choose("filen är tom", "the file is empty").to_owned(),
            Self::Stray => language
                .choose("är inget scenario; en samling har bara `*.yaml`", "is no scenario; a pack holds only `*.yaml`")
                .to_owned(),
            Self::Outside => {
                language.choose("är en länk ut ur mappen", "is a link that leads out of the folder").to_owned()
            }
            Self::NoScenario => language.choose("mappen har inget scenario", "the folder has no scenario").to_owned(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            Self::Missing => language.choose("kontrollera sökvägen", "check the path"),
            Self::Unreadable(_) => language.choose("kontrollera behörigheten", "check the permissions"),
            Self::NotAFolder => {
                language.choose("ange mappen som filerna ligger i", "name the folder that holds the files")
            }
            Self::TooLarge => language.choose("dela upp filen", "split the file"),
            Self::TooMany { .. } => language.choose(
                "ange mappen med regler, inte en mapp ovanför den",
                "name the folder of rules, not one above it",
            ),
            Self::NotUtf8(Encoding::Document) => language.choose(
                "skriv reglerna i en textredigerare, eller spara dokumentet som oformaterad text i UTF-8",
                "write the rules in a text editor, or save the document as plain text in UTF-8",
            ),
            Self::NotUtf8(Encoding::Binary) => {
                language.choose("spara filen som oformaterad text i UTF-8", "save the file as plain text in UTF-8")
            }
            Self::NotUtf8(_) => language.choose(
                "öppna filen i en textredigerare och spara om den med kodningen UTF-8",
                "open the file in a text editor and save it again with the encoding UTF-8",
            ),
            Self::Ending => language
                .choose("döp om filen så att namnet slutar på .yaml", "rename the file so that its name ends in .yaml"),
            Self::EmptyFolder => language.choose(
                "lägg filer som slutar på .yaml i mappen eller i dess `registers/`",
                "put files that end in .yaml into the folder or its `registers/`",
            ),
            Self::Stray => language.choose(
                "flytta bort det; inget i en samling körs, och inget annat än scenarier läses",
                "move it away; nothing in a pack is run, and nothing but scenarios is read",
            ),
            Self::Outside => language.choose("lägg filen själv i mappen", "put the file itself into the folder"),
            Self::NoScenario => language.choose(
                "lägg scenarier i mappen, vart och ett i en fil som slutar på .yaml",
                "put scenarios into the folder, each in a file that ends in .yaml",
            ),
            Self::EmptyFile => language.choose(
                "börja filen med `ruleset:` eller `register:`, ett fall med `case:`",
                "begin the file with `ruleset:` or `register:`, a case with `case:`",
            ),
        };
        Some(hint.to_owned())
    }
}
