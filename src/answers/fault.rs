//! What can be wrong with answers: data first, words in one place.

use super::safety::shown_short;
use crate::reasons::{Audience, Finding};
use crate::render::count::{CHARACTERS, counted};
use crate::ruleset::model::{Register, Scope};
use crate::text::Language;

/// One fault in an answer, with the scope and the question that it concerns.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AnswerFault {
    /// The scope path as written, such as `item/i1`.
    pub scope: Box<str>,
    /// The question's id as written; empty where the scope itself is at fault.
    pub question: Box<str>,
    /// What is wrong.
    pub kind: AnswerFaultKind,
}

/// What a question expects, for messages.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Expected {
    /// One of these options.
    Option(Vec<Box<str>>),
    /// One id of a register, or a list of ids.
    Ids(Register),
    /// A text.
    Text,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A whole number.
    Number,
    /// A list of rows.
    Rows,
    /// A row: a map of columns.
    Row,
    /// A map of questions and answers.
    Answers,
}

/// What can be wrong with an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AnswerFaultKind {
    /// No scope path has this form.
    ScopeForm,
    /// An id is no ASCII slug.
    BadId(Box<str>),
    /// A scope path names a provision that the register lacks.
    UnknownProvision(Box<str>),
    /// A scope path, a pick or a reference names a row that is not there.
    UnknownId {
        /// The id.
        found: Box<str>,
        /// Where it was looked for.
        register: Register,
        /// What there is.
        known: Vec<Box<str>>,
    },
    /// A picked row exists, but this question does not admit it.
    NotEligible(Box<str>),
    /// No question of that id is in force on the law date.
    UnknownQuestion {
        /// The nearest that is.
        suggestion: Option<Box<str>>,
    },
    /// The question is put in another scope.
    WrongScope(Scope),
    /// The same question is answered twice in the same scope.
    Doubled,
    /// The value has the wrong kind.
    WrongKind(Expected),
    /// The option does not exist.
    UnknownOption {
        /// What was written.
        found: Box<str>,
        /// What there is.
        options: Vec<Box<str>>,
        /// The nearest.
        suggestion: Option<Box<str>>,
    },
    /// No day in the form `2026-11-21`.
    BadDate(Box<str>),
    /// No day and time in the form `2026-11-21T09:15`.
    BadDateTime(Box<str>),
    /// A day or time that has not come, of what has already taken place.
    ToCome(Box<str>),
    /// A number outside the bounds.
    OutOfRange {
        /// The number.
        found: i64,
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
    },
    /// A text is shorter than the question demands.
    TooShort {
        /// Its length in characters.
        found: usize,
        /// What is demanded.
        least: u32,
    },
    /// A text is longer than any field takes.
    TooLong {
        /// The greatest length in characters.
        most: usize,
    },
    /// A personal or coordination number stands in a text.
    PersonalNumber,
    /// Fewer rows or picks than demanded.
    TooFew {
        /// How many there are.
        found: usize,
        /// How many are demanded.
        least: u32,
    },
    /// More rows than a list takes.
    TooMany {
        /// The greatest number.
        most: usize,
    },
    /// Several picks where one is taken.
    OnlyOne,
    /// The same id twice in a list or pick.
    DoubledId(Box<str>),
    /// A row without an `id` in a list that fills a register.
    IdMissing {
        /// The row, from 1.
        row: usize,
    },
    /// A required column is empty.
    ColumnMissing {
        /// The row, from 1.
        row: usize,
        /// The column's id.
        column: Box<str>,
    },
    /// The list has no such column.
    UnknownColumn {
        /// The row, from 1.
        row: usize,
        /// What was written.
        column: Box<str>,
        /// The nearest.
        suggestion: Option<Box<str>>,
    },
    /// A fault within a cell.
    Cell {
        /// The row, from 1.
        row: usize,
        /// The column's id.
        column: Box<str>,
        /// What is wrong there.
        fault: Box<AnswerFaultKind>,
    },
    /// A field beside `answer`, `reason`, `outgoing` and the notes about these.
    UnknownField(Box<str>),
    /// `{reason: …}` without `answer`.
    AnswerMissing,
    /// A reason that is no text.
    ReasonKind,
    /// A control character in a text.
    ControlCharacter(u32),
}

/// Returns what a register holds, in words.
#[must_use]
pub fn register_words(register: Register, language: Language) -> &'static str {
    match register {
        Register::Persons => language.choose("personerna", "the persons"),
        Register::Documents => language.choose("handlingarna", "the documents"),
        Register::Items => language.choose("uppgifterna", "the items"),
        Register::Provisions => language.choose("lagrummen", "the provisions"),
    }
}

/// Returns the form of the scope paths that a scope's answers stand under.
#[must_use]
pub fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Frame => "frame",
        Scope::Person => "person/ID",
        Scope::Document => "document/ID",
        Scope::Item => "item/ID",
        Scope::ItemPerson => "item/ID/person/ID",
        Scope::ItemPersonProvision => "item/ID/person/ID/provision/ID",
        Scope::ItemPersonBy => "item/ID/person/ID/by/ID",
        Scope::Closing => "closing",
    }
}

fn joined(ids: &[Box<str>]) -> String {
    ids.iter().map(|id| format!("`{}`", shown_short(id, 60))).collect::<Vec<_>>().join(", ")
}

impl Expected {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Option(options) => language.choose("något av ", "one of ").to_owned() + &joined(options),
            Self::Ids(register) => {
                language.choose("ett id, eller en lista av id, ur ", "an id, or a list of ids, from ").to_owned()
                    + register_words(*register, language)
            }
            Self::Text => language.choose("en text", "a text").to_owned(),
            Self::Date => language.choose("en dag, som 2026-11-21", "a day, such as 2026-11-21").to_owned(),
            Self::DateTime => language
                .choose("dag och klockslag, som 2026-11-21T09:15", "a day and a time, such as 2026-11-21T09:15")
                .to_owned(),
            Self::Number => language.choose("ett heltal", "a whole number").to_owned(),
            Self::Rows => language.choose("en lista av rader", "a list of rows").to_owned(),
            Self::Row => language.choose("en rad med kolumner", "a row with columns").to_owned(),
            Self::Answers => language.choose("frågor med svar", "questions with answers").to_owned(),
        }
    }
}

impl AnswerFault {
    /// Returns what is wrong, with scope and question first.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let scope = shown_short(&self.scope, 120);
        let place = if self.question.is_empty() {
            format!("`{scope}`")
        } else {
            format!("`{scope}`, `{}`", shown_short(&self.question, 80))
        };
        format!("{place}: {}", self.kind.message(language))
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        self.kind.hint(language)
    }
}

impl AnswerFaultKind {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let quoted = |text: &str| format!("`{}`", shown_short(text, 60));
        match self {
            Self::ScopeForm => language.choose("är ingen plats för svar", "is no place for answers").to_owned(),
            Self::BadId(id) => {
                let id = quoted(id);
                pair(language, format!("{id} går inte som id"), format!("{id} cannot be an id"))
            }
            Self::UnknownProvision(id) => {
                let id = quoted(id);
                pair(language, format!("lagrummet {id} finns inte"), format!("there is no provision {id}"))
            }
            Self::UnknownId { found, register, .. } => {
                let (found, words) = (quoted(found), register_words(*register, language));
                pair(language, format!("{found} finns inte bland {words}"), format!("{found} is not among {words}"))
            }
            Self::NotEligible(id) => {
                let id = quoted(id);
                pair(language, format!("{id} kan inte väljas här"), format!("{id} cannot be picked here"))
            }
            Self::UnknownQuestion { .. } => {
                language.choose("frågan finns inte den dagen", "no such question on that day").to_owned()
            }
            Self::WrongScope(scope) => pair(
                language,
                format!("frågan besvaras under `{}`", scope_words(*scope)),
                format!("the question is answered under `{}`", scope_words(*scope)),
            ),
            Self::Doubled => language.choose("besvarad två gånger", "answered twice").to_owned(),
            Self::WrongKind(expected) => {
                language.choose("väntade ", "expected ").to_owned() + &expected.words(language)
            }
            Self::UnknownOption { found, .. } => {
                let found = quoted(found);
                pair(language, format!("svaret {found} finns inte"), format!("there is no answer {found}"))
            }
            Self::BadDate(found) => quoted(found) + language.choose(" är ingen dag", " is no day"),
            Self::BadDateTime(found) => quoted(found) + language.choose(" är ingen tidpunkt", " is no point in time"),
            Self::ToCome(found) => quoted(found) + language.choose(" har inte varit än", " has not come yet"),
            Self::OutOfRange { found, .. } => {
                pair(language, format!("{found} är utanför gränserna"), format!("{found} is out of bounds"))
            }
            Self::TooShort { found, least } => pair(
                language,
                format!("{found} tecken, men minst {least} krävs"),
                format!("{}, but at least {least} needed", counted(*found, CHARACTERS, Language::En)),
            ),
            Self::TooLong { most } => pair(
                language,
                format!("texten är längre än {most} tecken"),
                format!("the text is longer than {most} characters"),
            ),
            Self::PersonalNumber => Finding::PersonalNumber.message(language),
            Self::TooFew { found, least } => pair(
                language,
                format!("för få: {found}, men minst {least} krävs"),
                format!("too few: {found}, but at least {least} needed"),
            ),
            Self::TooMany { most } => pair(language, format!("fler än {most} rader"), format!("more than {most} rows")),
            Self::OnlyOne => language.choose("bara ett kan väljas", "only one can be picked").to_owned(),
            Self::DoubledId(id) => {
                let id = quoted(id);
                pair(language, format!("{id} finns två gånger"), format!("{id} stands twice"))
            }
            Self::IdMissing { row } => {
                pair(language, format!("rad {row} saknar `id`"), format!("row {row} has no `id`"))
            }
            Self::ColumnMissing { row, column } => {
                pair(language, format!("rad {row} saknar `{column}`"), format!("row {row} has no `{column}`"))
            }
            Self::UnknownColumn { row, column, .. } => {
                let column = quoted(column);
                pair(
                    language,
                    format!("rad {row}: kolumnen {column} finns inte"),
                    format!("row {row}: there is no column {column}"),
                )
            }
            Self::Cell { row, column, fault } => {
                let inner = fault.message(language);
                pair(language, format!("rad {row}, `{column}`: {inner}"), format!("row {row}, `{column}`: {inner}"))
            }
            Self::UnknownField(field) => {
                let field = quoted(field);
                pair(language, format!("fältet {field} finns inte"), format!("there is no field {field}"))
            }
            Self::AnswerMissing => language.choose("`answer` saknas", "`answer` is missing").to_owned(),
            Self::ReasonKind => language.choose("skälet är ingen text", "the reason is no text").to_owned(),
            Self::ControlCharacter(code) => pair(
                language,
                format!("styrtecknet U+{code:04X} i texten"),
                format!("control character U+{code:04X} in the text"),
            ),
        }
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let meant = |suggestion: &Option<Box<str>>| {
            suggestion
                .as_ref()
                .map(|word| pair(language, format!("menade du `{word}`?"), format!("did you mean `{word}`?")))
        };
        match self {
            Self::ScopeForm => Some(pair(
                language,
                "skriv `frame`, `person/ID`, `document/ID`, `item/ID`, `item/ID/person/ID`, \
                 därunder `/provision/ID` eller `/by/ID`, eller `closing`"
                    .to_owned(),
                "write `frame`, `person/ID`, `document/ID`, `item/ID`, `item/ID/person/ID`, \
                 under it `/provision/ID` or `/by/ID`, or `closing`"
                    .to_owned(),
            )),
            Self::BadId(_) | Self::IdMissing { .. } => Some(pair(
                language,
                "ett id är a–z, siffror, `-`, `_` och `.`, som `p1`; `public` är upptaget".to_owned(),
                "an id is a–z, digits, `-`, `_` and `.`, such as `p1`; `public` is taken".to_owned(),
            )),
            Self::UnknownProvision(_) | Self::UnknownId { register: Register::Provisions, .. } => Some(pair(
                language,
                "`menprov rules provisions` visar lagrummen".to_owned(),
                "`menprov rules provisions` shows the provisions".to_owned(),
            )),
            Self::UnknownId { known, .. } if !known.is_empty() => {
                Some(language.choose("de som finns: ", "there are: ").to_owned() + &joined(known))
            }
            Self::UnknownId { .. } => {
                Some(language.choose("lägg till raden i dess lista", "add the row to its list").to_owned())
            }
            Self::UnknownQuestion { suggestion } => meant(suggestion).or_else(|| {
                let words = "se frågorna med `menprov rules show FÖRFARANDE`";
                Some(language.choose(words, "see the questions with `menprov rules show PROCEDURE`").to_owned())
            }),
            Self::UnknownColumn { suggestion, .. } => meant(suggestion),
            Self::WrongKind(Expected::Text) => {
                Some(language.choose("sätt citattecken om texten", "put quotation marks around the text").to_owned())
            }
            Self::UnknownOption { options, suggestion, .. } => meant(suggestion)
                .or_else(|| Some(language.choose("välj bland ", "choose among ").to_owned() + &joined(options))),
            Self::BadDate(_) => Some(language.choose("skriv 2026-11-21", "write 2026-11-21").to_owned()),
            Self::BadDateTime(_) => {
                Some(language.choose("skriv 2026-11-21 09:15", "write 2026-11-21 09:15").to_owned())
            }
            Self::ToCome(_) => Some(
                language
                    .choose(
                        "skriv när det hände; en frist kan inte räknas från en tid som inte har varit",
                        "write when it happened; no deadline can run from a time that has not come",
                    )
                    .to_owned(),
            ),
            Self::OutOfRange { min, max, .. } => {
                Some(pair(language, format!("från {min} till {max}"), format!("from {min} to {max}")))
            }
            Self::Cell { fault, .. } => fault.hint(language),
            Self::ControlCharacter(_) => Some(pair(
                language,
                "ta bort tecknet, eller klistra in texten på nytt som ren text".to_owned(),
                "remove the character, or paste the text anew as plain text".to_owned(),
            )),
            Self::NotEligible(_) => Some(pair(
                language,
                "`menprov rules show` visar vad frågan låter välja".to_owned(),
                "`menprov rules show` shows what the question lets you pick".to_owned(),
            )),
            Self::Doubled | Self::DoubledId(_) => {
                Some(pair(language, "ta bort den ena".to_owned(), "remove one of them".to_owned()))
            }
            Self::OnlyOne => Some(pair(language, "behåll bara ett".to_owned(), "keep only one".to_owned())),
            Self::ColumnMissing { column, .. } => {
                Some(pair(language, format!("skriv `{column}: …` på raden"), format!("write `{column}: …` in the row")))
            }
            Self::PersonalNumber => Some(Finding::PersonalNumber.missing(Audience::Internal, language).to_owned()),
            Self::ReasonKind => Some(pair(
                language,
                "sätt citattecken om skälet".to_owned(),
                "put quotation marks around the reason".to_owned(),
            )),
            Self::UnknownField(_) | Self::AnswerMissing => Some(pair(
                language,
                "skriv värdet självt, eller `{answer: …, reason: …, outgoing: …}`".to_owned(),
                "write the value itself, or `{answer: …, reason: …, outgoing: …}`".to_owned(),
            )),
            _ => None,
        }
    }
}

pub(crate) fn pair(language: Language, sv: String, en: String) -> String {
    match language {
        Language::Sv => sv,
        Language::En => en,
    }
}
