//! What can be wrong with the shape of a rule file, and the words for it.

use chrono::NaiveDate;

pub use super::wanted::{Found, Wanted};
use crate::date::DateFault;
use crate::ruleset::fault::{FaultWords, listed, shortened};
use crate::text::Language;

/// A fault of shape.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ParseFault {
    /// Neither `ruleset:` nor `register:` at the top.
    NeitherRulesetNorRegister,
    /// Both of them.
    RulesetAndRegister,
    /// A format that this program does not read.
    Format {
        /// What was written.
        written: Box<str>,
    },
    /// The file is not called what its ruleset is called.
    FileName {
        /// The ruleset's id.
        id: Box<str>,
        /// The first day of this version.
        from: NaiveDate,
    },
    /// A field that does not exist.
    UnknownField {
        /// The field.
        field: Box<str>,
        /// The one that was probably meant.
        near: Option<Box<str>>,
        /// Those that exist here.
        allowed: Vec<Box<str>>,
    },
    /// A field that must be there.
    MissingField {
        /// The field.
        field: &'static str,
    },
    /// A list where a text should be, or the like.
    WrongKind {
        /// What should be there.
        wanted: Wanted,
        /// What is there.
        found: Found,
    },
    /// A word that is not one of a closed set.
    UnknownWord {
        /// The word.
        word: Box<str>,
        /// The one that was probably meant.
        near: Option<Box<str>>,
        /// The set.
        allowed: Vec<Box<str>>,
    },
    /// An id with other characters than `a-z`, `0-9`, `-` and `_`.
    NotAnId {
        /// What was written.
        written: Box<str>,
        /// How it would be written as an id.
        near: Option<Box<str>>,
    },
    /// A text without a character.
    EmptyText,
    /// A list without an entry.
    EmptyList,
    /// A text that lacks one of the languages.
    MissingTranslation {
        /// `sv` or `en`.
        language: &'static str,
    },
    /// A comma that ends a text within braces before its sentence ends.
    CommaInText {
        /// What follows the comma.
        rest: Box<str>,
    },
    /// Not a date.
    Date(DateFault),
    /// Not a whole number, or outside its bounds.
    NotANumber {
        /// What was written.
        written: Box<str>,
        /// The least number allowed.
        least: i64,
        /// The greatest.
        most: i64,
    },
    /// A least number above the greatest.
    EmptyRange {
        /// `min:`.
        min: i64,
        /// `max:`.
        max: i64,
    },
    /// Not `P0D`, `P1D` and so on.
    NotDays {
        /// What was written.
        written: Box<str>,
    },
    /// Not a deadline.
    NotADeadline {
        /// What was written.
        written: Box<str>,
    },
    /// A field that says nothing without another one.
    Without {
        /// The other one.
        field: &'static str,
    },
    /// A node without a kind.
    NoNodeKind,
    /// A node with more than one kind.
    SeveralNodeKinds {
        /// The kind keys that are there.
        kinds: Vec<Box<str>>,
    },
    /// A node that leads nowhere.
    NoWay,
    /// Both `next` and `then`.
    NextAndThen,
    /// A field that exists but says nothing here.
    FieldNotFor {
        /// The field.
        field: Box<str>,
        /// The kind of thing that it stands at.
        here: Box<str>,
        /// The kinds that have it.
        belongs: Vec<Box<str>>,
    },
    /// Not `node-id`, `done`, `return NAME` or `outcome ID`.
    NotATarget {
        /// What was written.
        written: Box<str>,
    },
    /// Not `subject.column`.
    NotAField {
        /// What was written.
        written: Box<str>,
    },
    /// An invariant that does not say in which form it holds, or in several.
    NotOneForm,
    /// More steps than an invariant may have.
    TooManySteps {
        /// The most.
        most: usize,
    },
    /// An event in which nothing happens.
    NothingHappens,
    /// An event in which several things happen that never are one.
    SeveralHappen {
        /// A field of each.
        fields: Vec<Box<str>>,
    },
    /// A file of a case that is not called what its case is called.
    CaseName {
        /// The case's id.
        id: Box<str>,
    },
    /// A case that is said to end in two ways.
    SecondEnd {
        /// The field that says the one.
        first: &'static str,
        /// The field that says the other.
        second: &'static str,
    },
    /// A file of a scenario that is not called what its scenario is called.
    ScenarioName {
        /// The scenario's id.
        id: Box<str>,
    },
    /// A text that is longer than anyone reads at a question.
    TooLong {
        /// Its length in characters.
        found: usize,
        /// The greatest length.
        most: usize,
    },
    /// A character in a text that is no writing and can make a terminal do things.
    ControlCharacter(u32),
}

pub(super) fn all(words: &[Box<str>]) -> String {
    listed(words.iter().map(|word| &**word))
}

impl FaultWords for ParseFault {
    fn code(&self) -> &'static str {
        match self {
            Self::NeitherRulesetNorRegister => "P001",
            Self::RulesetAndRegister => "P002",
            Self::Format { .. } => "P003",
            Self::FileName { .. } => "P004",
            Self::UnknownField { .. } => "P005",
            Self::MissingField { .. } => "P006",
            Self::WrongKind { .. } => "P007",
            Self::UnknownWord { .. } => "P008",
            Self::NotAnId { .. } => "P009",
            Self::EmptyText => "P010",
            Self::EmptyList => "P011",
            Self::MissingTranslation { .. } => "P012",
            Self::CommaInText { .. } => "P013",
            Self::Date(_) => "P014",
            Self::NotANumber { .. } => "P015",
            Self::EmptyRange { .. } => "P016",
            Self::NotDays { .. } => "P017",
            Self::NotADeadline { .. } => "P018",
            Self::Without { .. } => "P019",
            Self::NoNodeKind => "P020",
            Self::SeveralNodeKinds { .. } => "P021",
            Self::NoWay => "P022",
            Self::NextAndThen => "P023",
            Self::FieldNotFor { .. } => "P024",
            Self::NotATarget { .. } => "P025",
            Self::NotAField { .. } => "P026",
            Self::NotOneForm => "P027",
            Self::TooManySteps { .. } => "P028",
            Self::NothingHappens => "P029",
            Self::SeveralHappen { .. } => "P030",
            Self::CaseName { .. } => "P040",
            Self::SecondEnd { .. } => "P041",
            Self::ScenarioName { .. } => "P042",
            Self::TooLong { .. } => "P043",
            Self::ControlCharacter(_) => "P044",
        }
    }

    fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        self.remedy(language)
    }
}

impl ParseFault {
    fn swedish(&self) -> String {
        match self {
            Self::NeitherRulesetNorRegister => {
                "filen säger inte om den är en regelsamling eller ett register".to_owned()
            }
            Self::RulesetAndRegister => "filen har både `ruleset` och `register`".to_owned(),
            Self::Format { written } => format!("formatet `{}` är okänt", shortened(written)),
            Self::FileName { id, from } => {
                format!("filen heter inte som sin regelsamling, `{id}` från {from}")
            }
            Self::UnknownField { field, .. } => format!("fältet `{}` finns inte här", shortened(field)),
            Self::MissingField { field } => format!("fältet `{field}` saknas"),
            Self::WrongKind { wanted, found } => {
                let (wanted, found) = (wanted.name(Language::Sv), found.name(Language::Sv));
                format!("här ska {wanted} stå, men här står {found}")
            }
            Self::UnknownWord { word, .. } => format!("`{}` är inget av de ord som kan stå här", shortened(word)),
            Self::NotAnId { written, .. } => format!("`{}` är inget id", shortened(written)),
            Self::EmptyText => "texten är tom".to_owned(),
            Self::EmptyList => "listan är tom".to_owned(),
            Self::MissingTranslation { language: "sv" } => "texten saknar svenska (`sv`)".to_owned(),
            Self::MissingTranslation { .. } => "texten saknar engelska (`en`)".to_owned(),
            Self::CommaInText { rest } => {
                format!("kommatecknet skär av texten; `{}` hör inte längre till den", shortened(rest))
            }
            Self::Date(fault) => fault.message(Language::Sv),
            Self::NotANumber { written, .. } => {
                format!("`{}` är inte ett heltal inom gränserna", shortened(written))
            }
            Self::EmptyRange { min, max } => format!("inget tal ligger från {min} till {max}"),
            Self::NotDays { written } => format!("`{}` är inte ett antal dagar", shortened(written)),
            Self::NotADeadline { written } => format!("`{}` är ingen frist", shortened(written)),
            Self::Without { field } => format!("fältet säger inget utan `{field}`"),
            Self::NoNodeKind => "noden säger inte vad den gör".to_owned(),
            Self::SeveralNodeKinds { kinds } => format!("noden gör flera saker på en gång: {}", all(kinds)),
            Self::NoWay => "noden leder ingenstans".to_owned(),
            Self::NextAndThen => "noden har både `next` och `then`".to_owned(),
            Self::FieldNotFor { field, here, .. } => format!("fältet `{}` hör inte till `{here}`", shortened(field)),
            Self::NotATarget { written } => format!("`{}` är inget mål", shortened(written)),
            Self::NotAField { written } => format!("`{}` är inget fält", shortened(written)),
            Self::NotOneForm => "invarianten har inte precis en form".to_owned(),
            Self::TooManySteps { most } => format!("fler steg än {most}"),
            Self::NothingHappens => "ingenting händer här".to_owned(),
            Self::SeveralHappen { fields } => format!("händelsen är flera på en gång: {}", all(fields)),
            Self::CaseName { id } => format!("filen heter inte som sitt fall `{id}`"),
            Self::SecondEnd { first, second } => format!("`{first}` och `{second}` säger var sitt slut"),
            Self::ScenarioName { id } => format!("filen heter inte som sitt scenario `{id}`"),
            Self::TooLong { found, most } => format!("texten är {found} tecken, högst {most} får plats"),
            Self::ControlCharacter(code) => format!("texten har styrtecknet U+{code:04X}"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NeitherRulesetNorRegister => "the file does not say whether it is a ruleset or a register".to_owned(),
            Self::RulesetAndRegister => "the file has both `ruleset` and `register`".to_owned(),
            Self::Format { written } => format!("the format `{}` is not known", shortened(written)),
            Self::FileName { id, from } => {
                format!("the file is not called what its ruleset is, `{id}` from {from}")
            }
            Self::UnknownField { field, .. } => format!("there is no field `{}` here", shortened(field)),
            Self::MissingField { field } => format!("the field `{field}` is missing"),
            Self::WrongKind { wanted, found } => {
                let (wanted, found) = (wanted.name(Language::En), found.name(Language::En));
                format!("{wanted} should stand here, but here is {found}")
            }
            Self::UnknownWord { word, .. } => format!("`{}` is none of the words that can stand here", shortened(word)),
            Self::NotAnId { written, .. } => format!("`{}` is not an id", shortened(written)),
            Self::EmptyText => "the text is empty".to_owned(),
            Self::EmptyList => "the list is empty".to_owned(),
            Self::MissingTranslation { language: "sv" } => "the text lacks Swedish (`sv`)".to_owned(),
            Self::MissingTranslation { .. } => "the text lacks English (`en`)".to_owned(),
            Self::CommaInText { rest } => {
                format!("the comma cuts the text; `{}` is no longer part of it", shortened(rest))
            }
            Self::Date(fault) => fault.message(Language::En),
            Self::NotANumber { written, .. } => {
                format!("`{}` is not a whole number within the bounds", shortened(written))
            }
            Self::EmptyRange { min, max } => format!("no number lies from {min} to {max}"),
            Self::NotDays { written } => format!("`{}` is not a number of days", shortened(written)),
            Self::NotADeadline { written } => format!("`{}` is not a deadline", shortened(written)),
            Self::Without { field } => format!("the field says nothing without `{field}`"),
            Self::NoNodeKind => "the node does not say what it does".to_owned(),
            Self::SeveralNodeKinds { kinds } => format!("the node does several things at once: {}", all(kinds)),
            Self::NoWay => "the node leads nowhere".to_owned(),
            Self::NextAndThen => "the node has both `next` and `then`".to_owned(),
            Self::FieldNotFor { field, here, .. } => {
                format!("the field `{}` does not belong to `{here}`", shortened(field))
            }
            Self::NotATarget { written } => format!("`{}` is not a target", shortened(written)),
            Self::NotAField { written } => format!("`{}` is not a field", shortened(written)),
            Self::NotOneForm => "the invariant does not have exactly one form".to_owned(),
            Self::TooManySteps { most } => format!("more steps than {most}"),
            Self::NothingHappens => "nothing happens here".to_owned(),
            Self::SeveralHappen { fields } => format!("the event is several at once: {}", all(fields)),
            Self::CaseName { id } => format!("the file is not called what its case `{id}` is called"),
            Self::SecondEnd { first, second } => format!("`{first}` and `{second}` say an end each"),
            Self::ScenarioName { id } => format!("the file is not called what its scenario `{id}` is"),
            Self::TooLong { found, most } => format!("the text has {found} characters, there is room for {most}"),
            Self::ControlCharacter(code) => format!("the text has the control character U+{code:04X}"),
        }
    }
}
