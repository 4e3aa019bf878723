//! Faults in a configuration: what is wrong, where, and what to write instead. The codes are `C…`; a file that is no
//! text has the `S…` of rule files.

use crate::ruleset::document::Place;
use crate::ruleset::fault::{FaultWords, Placed, listed, shortened};
use crate::ruleset::source::SourceFault;
use crate::text::Language;

/// The largest configuration, in bytes.
pub const MOST_BYTES: u64 = 256 * 1024;

/// One fault in one file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fault {
    /// The file's name, as given.
    pub file: Box<str>,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub kind: ConfigFault,
}

/// What can be wrong.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ConfigFault {
    /// The file cannot be read as text.
    Source(SourceFault),
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// The file says nothing.
    Empty,
    /// A character that steers, turns or hides.
    Control(char),
    /// It is not TOML.
    Syntax(Syntax),
    /// A key that there is not.
    UnknownKey {
        /// As written.
        key: Box<str>,
        /// The nearest that there is.
        near: Option<&'static str>,
        /// All that may stand here.
        known: &'static [&'static str],
    },
    /// A key that must be there is not.
    Missing(&'static str),
    /// A value of another kind than the key wants.
    Shape {
        /// The key.
        key: Box<str>,
        /// What it wants.
        wants: Wants,
    },
    /// A word that is not one of a closed set.
    UnknownWord {
        /// As written.
        word: Box<str>,
        /// All that may stand here.
        known: Vec<&'static str>,
        /// The nearest of them.
        near: Option<&'static str>,
    },
    /// Something that is no id.
    NoId(Box<str>),
    /// An id stands twice.
    Twice {
        /// The id.
        id: Box<str>,
        /// The line of the first.
        first: u32,
    },
    /// A role, unit, procedure or outcome that there is not.
    Unknown {
        /// What was looked for.
        what: Named,
        /// As written.
        id: Box<str>,
        /// The nearest that there is.
        near: Option<Box<str>>,
    },
    /// A row that delegates nothing.
    NothingDelegated,
    /// Outcomes without the procedure that they are of.
    WhoseOutcomes,
    /// The last day comes before the first.
    Reversed,
    /// Two rows give the same role the same outcome.
    Overlap {
        /// The point of the other row.
        point: Box<str>,
        /// Its line.
        line: u32,
        /// The outcome, as `procedure.outcome`.
        outcome: Box<str>,
    },
}

/// How a file fails to be TOML.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Syntax {
    /// A key or table stands twice.
    Duplicate,
    /// Text without quotes.
    Unquoted,
    /// A bracket, brace or quote that is not closed.
    Unclosed,
    /// No `=` after a key, or nothing after it.
    Assignment,
    /// A day that there is not.
    Day,
    /// Anything else.
    Other,
}

/// What a key wants.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Wants {
    /// A text that is not empty.
    Text,
    /// One text for both languages, or one in each.
    Words,
    /// A list of texts.
    List,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// A day.
    Day,
    /// The number 1.
    Format,
}

/// What can be named that there is not.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Named {
    /// A role of the configuration.
    Role,
    /// A unit of the configuration.
    Unit,
    /// A procedure of the rules.
    Procedure,
    /// An outcome of a procedure.
    Outcome,
}

impl Placed for Fault {
    fn file(&self) -> &str {
        &self.file
    }

    fn place(&self) -> Place {
        self.place
    }

    fn words(&self) -> &dyn FaultWords {
        &self.kind
    }
}

impl FaultWords for ConfigFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Source(fault) => fault.code(),
            Self::TooLarge => "C001",
            Self::Empty => "C002",
            Self::Control(_) => "C003",
            Self::Syntax(_) => "C004",
            Self::UnknownKey { .. } => "C005",
            Self::Missing(_) => "C006",
            Self::Shape { .. } => "C007",
            Self::UnknownWord { .. } => "C008",
            Self::NoId(_) => "C009",
            Self::Twice { .. } => "C010",
            Self::Unknown { what: Named::Role, .. } => "C011",
            Self::Unknown { what: Named::Unit, .. } => "C012",
            Self::Unknown { what: Named::Procedure, .. } => "C013",
            Self::Unknown { what: Named::Outcome, .. } => "C014",
            Self::NothingDelegated => "C015",
            Self::WhoseOutcomes => "C016",
            Self::Reversed => "C017",
            Self::Overlap { .. } => "C018",
        }
    }

    fn message(&self, language: Language) -> String {
        let say = |sv: &str, en: &str| language.choose(sv, en).to_owned();
        match self {
            Self::Source(fault) => fault.message(language),
            Self::TooLarge => say("filen är större än 256 KiB", "the file is larger than 256 KiB"),
            Self::Empty => say("filen är tom", "the file is empty"),
            Self::Control(character) => {
                let words =
                    language.choose("ett tecken som styr eller inte syns", "a character that steers or cannot be seen");
                format!("{words}: U+{:04X}", u32::from(*character))
            }
            Self::Syntax(syntax) => syntax.message(language).to_owned(),
            Self::UnknownKey { key, .. } => {
                format!("{} `{}`", language.choose("okänd nyckel", "unknown key"), shortened(key))
            }
            Self::Missing(key) => format!("{} `{key}`", language.choose("det saknas", "missing:")),
            Self::Shape { key, wants } => {
                let words = language.choose("fel slags värde för", "the wrong kind of value for");
                format!("{words} `{}`: {}", shortened(key), wants.message(language))
            }
            Self::UnknownWord { word, .. } => {
                format!("{} `{}`", language.choose("okänt ord", "unknown word"), shortened(word))
            }
            Self::NoId(id) => match language {
                Language::Sv => format!("`{}` är inget id", shortened(id)),
                Language::En => format!("`{}` is no id", shortened(id)),
            },
            Self::Twice { id, first } => match language {
                Language::Sv => format!("`{}` finns redan på rad {first}", shortened(id)),
                Language::En => format!("`{}` stands on line {first} already", shortened(id)),
            },
            Self::Unknown { what, id, .. } => {
                let id = shortened(id);
                match language {
                    Language::Sv => format!("{} heter `{id}`", what.nobody(language)),
                    Language::En => format!("{} is called `{id}`", what.nobody(language)),
                }
            }
            Self::NothingDelegated => {
                say("raden säger inte vad som delegeras", "the row does not say what is delegated")
            }
            Self::WhoseOutcomes => {
                say("`outcomes` utan det förfarande de hör till", "`outcomes` without the procedure that they are of")
            }
            Self::Reversed => say("sista dagen kommer före den första", "the last day comes before the first"),
            Self::Overlap { point, line, outcome } => match language {
                Language::Sv => format!("rollen får redan besluta `{outcome}` enligt punkt {point} (rad {line})"),
                Language::En => format!("the role may decide `{outcome}` already, by point {point} (line {line})"),
            },
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        let say = |sv: &str, en: &str| Some(language.choose(sv, en).to_owned());
        let near = |near: &str| match language {
            Language::Sv => format!("menades `{near}`?"),
            Language::En => format!("did you mean `{near}`?"),
        };
        match self {
            Self::Source(fault) => fault.hint(language),
            Self::TooLarge => say("kontrollera att det är rätt fil", "check that it is the right file"),
            Self::Empty => say(
                "skriv minst en av delarna, till exempel `[authority]`, eller ta bort filen",
                "write at least one part, such as `[authority]`, or remove the file",
            ),
            Self::Control(_) => say("ta bort tecknet", "remove the character"),
            Self::Syntax(syntax) => Some(syntax.hint(language).to_owned()),
            Self::UnknownKey { near: Some(word), .. } | Self::UnknownWord { near: Some(word), .. } => Some(near(word)),
            Self::UnknownKey { known, .. } => {
                Some(format!("{} {}", language.choose("välj bland", "choose among"), listed(known.iter().copied())))
            }
            Self::UnknownWord { known, .. } => {
                Some(format!("{} {}", language.choose("välj bland", "choose among"), listed(known.iter().copied())))
            }
            Self::Missing(key) => match language {
                Language::Sv => Some(format!("skriv `{key} = …`")),
                Language::En => Some(format!("write `{key} = …`")),
            },
            Self::Shape { wants, .. } => Some(wants.example(language).to_owned()),
            Self::NoId(_) => say(
                "använd små bokstäver a–z, siffror och bindestreck",
                "use the small letters a–z, digits and hyphens",
            ),
            Self::Twice { .. } => say("ge dem olika id", "give them different ids"),
            Self::Unknown { near: Some(word), .. } => Some(near(word)),
            Self::Unknown { what, .. } => Some(what.remedy(language).to_owned()),
            Self::NothingDelegated => say(
                "ange `effects`, eller `procedure` och vid behov `outcomes`",
                "give `effects`, or `procedure` and if need be `outcomes`",
            ),
            Self::WhoseOutcomes => say("ange också `procedure`", "give `procedure` as well"),
            Self::Reversed => say("byt plats på `from` och `to`", "let `from` and `to` change places"),
            Self::Overlap { .. } => say(
                "låt en enda punkt ge rollen beslutet, eller dela upp dem på dagar med `from` och `to`",
                "let one point alone give the role that decision, or part them by days with `from` and `to`",
            ),
        }
    }
}

impl Syntax {
    fn message(self, language: Language) -> &'static str {
        match self {
            Self::Duplicate => language.choose("samma nyckel står två gånger", "the same key stands twice"),
            Self::Unquoted => language.choose("text utan citattecken", "text without quotation marks"),
            Self::Unclosed => language
                .choose("en parentes eller ett citattecken stängs inte", "a bracket or a quotation mark is not closed"),
            Self::Assignment => language.choose("här saknas `=` eller ett värde", "`=` or a value is missing here"),
            Self::Day => language.choose("dagen finns inte", "there is no such day"),
            Self::Other => language.choose("raden går inte att läsa som TOML", "the line cannot be read as TOML"),
        }
    }

    fn hint(self, language: Language) -> &'static str {
        match self {
            Self::Duplicate => language.choose(
                "ta bort den ena; flera enheter, roller och punkter skrivs med dubbla hakparenteser, `[[roles]]`",
                "remove one of them; several units, roles and points have double brackets, `[[roles]]`",
            ),
            Self::Unquoted => language.choose("sätt texten inom \"…\"", "put the text within \"…\""),
            Self::Unclosed => language.choose("stäng den på samma rad", "close it on the same line"),
            Self::Day => Wants::Day.example(language),
            Self::Assignment | Self::Other => language.choose(
                "skriv en nyckel, ett likhetstecken och ett värde: name = \"Exempelkommunen\"",
                "write a key, an equals sign and a value: name = \"Exempelkommunen\"",
            ),
        }
    }
}

impl Wants {
    fn message(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.choose("här ska stå en text", "a text belongs here"),
            Self::Words => language
                .choose("här ska stå en text, eller en på varje språk", "a text belongs here, or one in each language"),
            Self::List => language.choose("här ska stå en lista med texter", "a list of texts belongs here"),
            Self::Table => language.choose("det är en del av filen", "it is a part of the file"),
            Self::Tables => {
                language.choose("det är en del som får stå flera gånger", "it is a part that may stand several times")
            }
            Self::Day => language.choose("här ska stå en dag", "a day belongs here"),
            Self::Format => language.choose("här ska stå 1", "1 belongs here"),
        }
    }

    fn example(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.choose(
                "skriv till exempel \"4.2\", inom citattecken",
                "write \"4.2\" for example, within quotation marks",
            ),
            Self::Words => language.choose(
                "skriv \"socialchef\" eller { sv = \"socialchef\", en = \"head of social services\" }",
                "write \"socialchef\" or { sv = \"socialchef\", en = \"head of social services\" }",
            ),
            Self::List => language.choose("skriv till exempel [\"withhold\"]", "write [\"withhold\"] for example"),
            Self::Table => language.choose(
                "skriv namnet inom hakparenteser, som `[authority]`",
                "write the name within brackets, like `[authority]`",
            ),
            Self::Tables => language.choose(
                "skriv namnet inom dubbla hakparenteser, som `[[roles]]`",
                "write the name within double brackets, like `[[roles]]`",
            ),
            Self::Day => language.choose(
                "skriv dagen som 2026-11-21, utan citattecken",
                "write the day like 2026-11-21, without quotation marks",
            ),
            Self::Format => {
                language.choose("skriv `format = 1`, eller ta bort raden", "write `format = 1`, or remove the line")
            }
        }
    }
}

impl Named {
    const fn nobody(self, language: Language) -> &'static str {
        match self {
            Self::Role => language.choose("ingen roll", "no role"),
            Self::Unit => language.choose("ingen enhet", "no unit"),
            Self::Procedure => language.choose("inget förfarande", "no procedure"),
            Self::Outcome => language.choose("inget utfall av förfarandet", "no outcome of the procedure"),
        }
    }

    const fn remedy(self, language: Language) -> &'static str {
        match self {
            Self::Role => language.choose("lägg till den under `[[roles]]`", "add it under `[[roles]]`"),
            Self::Unit => language.choose("lägg till den under `[[units]]`", "add it under `[[units]]`"),
            Self::Procedure => {
                language.choose("`menprov rules list` visar alla", "`menprov rules list` shows them all")
            }
            Self::Outcome => language
                .choose("`menprov rules show FÖRFARANDE` visar alla", "`menprov rules show PROCEDURE` shows them all"),
        }
    }
}
