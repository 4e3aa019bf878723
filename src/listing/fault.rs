//! What can be wrong with a file of items, where in it, and in what words.

use crate::answers::FileFault;
use crate::answers::fault::{AnswerFaultKind, Expected, pair, register_words};
use crate::answers::safety::shown_short;
use crate::ruleset::model::Register;
use crate::text::{Language, Text};

/// One thing that is wrong with a file of items.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ListingFault {
    /// The file as given.
    pub file: Box<str>,
    /// Whether it is JSON, where rows are counted and not lines.
    pub is_json: bool,
    /// Which list it is about, where the file may hold several.
    pub list: Option<Register>,
    /// The line of the file or, in JSON, the number of the row; from 1. 0 is the whole file.
    pub at: u64,
    /// The column's heading.
    pub column: Option<Text>,
    /// What is wrong.
    pub kind: ListingFaultKind,
}

/// The kinds of fault.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ListingFaultKind {
    /// It cannot be read as text.
    File(FileFault),
    /// It begins as JSON and is none.
    NotJson {
        /// The column, from 1.
        column: u64,
    },
    /// There is no row in it.
    Empty,
    /// The first line has no heading that is known.
    NoHeadings {
        /// The headings that there are.
        columns: Vec<Text>,
    },
    /// A column that the list does not have.
    UnknownColumn {
        /// What was written.
        found: Box<str>,
        /// The nearest.
        suggestion: Option<Box<str>>,
        /// The headings that there are.
        columns: Vec<Text>,
    },
    /// A column that must be filled in has no heading.
    LacksColumn(Text),
    /// The same column twice.
    DoubledColumn(Box<str>),
    /// Something stands in a column without a heading.
    Unnamed {
        /// The column, from 1.
        number: usize,
    },
    /// More cells than headings.
    TooManyCells {
        /// The first cell that is too many, from 1.
        found: usize,
        /// How many headings there are.
        most: usize,
    },
    /// A quotation mark is opened and never closed.
    Unclosed,
    /// More rows than a list takes.
    TooMany {
        /// The greatest number.
        most: usize,
    },
    /// A field of a JSON object that is no list.
    UnknownList(Box<str>),
    /// The same list twice, in both languages.
    DoubledList(Box<str>),
    /// The procedure has no such list.
    NoSuchList(Register),
    /// The answers have the list already.
    Given(Register),
    /// A cell that must be filled in is empty.
    Missing,
    /// A cell refers to a row that its list does not have, and that cannot be added.
    Unknown {
        /// What was written.
        found: Box<str>,
        /// The list.
        register: Register,
        /// What some of its rows are called.
        known: Vec<Box<str>>,
    },
    /// Several rows go by that name.
    Ambiguous {
        /// What was written.
        found: Box<str>,
        /// The list.
        register: Register,
    },
    /// What stands in a cell does not fit its column.
    Cell(AnswerFaultKind),
}

impl From<Expected> for AnswerFaultKind {
    fn from(expected: Expected) -> Self {
        Self::WrongKind(expected)
    }
}

impl ListingFault {
    pub(super) fn of_file(kind: ListingFaultKind) -> Self {
        Self::at(0, kind)
    }

    pub(super) fn at(at: u64, kind: ListingFaultKind) -> Self {
        Self { file: "".into(), is_json: false, list: None, at, column: None, kind }
    }

    /// Returns what is wrong, with the file and the place in it first.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        if let ListingFaultKind::File(fault) = &self.kind {
            return fault.message(language);
        }
        let mut place = vec![format!("`{}`", shown_short(&self.file, 200))];
        let register = self.list.filter(|_| self.is_json);
        if let Some(register) = register {
            place.push(register_words(register, language).to_owned());
        }
        if self.at > 0 {
            // Rows of JSON are counted; one may take up many lines, and several one.
            let word = match register {
                Some(_) => language.choose("nr", "no."),
                None => language.choose("rad", "line"),
            };
            place.push(format!("{word} {}", self.at));
        }
        if let Some(column) = &self.column {
            place.push(format!("`{}`", shown_short(column.get(language), 60)));
        }
        format!("{}: {}", place.join(", "), self.kind.message(language))
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        self.kind.hint(language)
    }
}

impl ListingFaultKind {
    fn message(&self, language: Language) -> String {
        let quoted = |text: &str| format!("`{}`", shown_short(text, 60));
        match self {
            Self::File(fault) => fault.message(language),
            Self::NotJson { column } => pair(
                language,
                format!("går inte att tyda som JSON (kolumn {column})"),
                format!("cannot be read as JSON (column {column})"),
            ),
            Self::Empty => language.choose("där finns inga rader", "there are no rows in it").to_owned(),
            Self::NoHeadings { .. } => language
                .choose("den första raden har inga kända rubriker", "the first line has no headings that are known")
                .to_owned(),
            Self::UnknownColumn { found, .. } => {
                let found = quoted(found);
                pair(language, format!("kolumnen {found} finns inte"), format!("there is no column {found}"))
            }
            Self::LacksColumn(title) => {
                let title = quoted(title.get(language));
                pair(language, format!("kolumnen {title} saknas"), format!("the column {title} is missing"))
            }
            Self::DoubledColumn(found) => {
                let found = quoted(found);
                pair(language, format!("kolumnen {found} finns två gånger"), format!("the column {found} stands twice"))
            }
            Self::Unnamed { number } => {
                pair(language, format!("kolumn {number} saknar rubrik"), format!("column {number} has no heading"))
            }
            Self::TooManyCells { found, most } => pair(
                language,
                format!("raden har {found} celler, men rubrikerna är {most}"),
                format!("the line has {found} cells, but there are {most} headings"),
            ),
            Self::Unclosed => {
                language.choose("ett citattecken avslutas aldrig", "a quotation mark is never closed").to_owned()
            }
            Self::TooMany { most } => pair(language, format!("fler än {most} rader"), format!("more than {most} rows")),
            Self::UnknownList(found) => {
                let found = quoted(found);
                pair(language, format!("listan {found} finns inte"), format!("there is no list {found}"))
            }
            Self::DoubledList(found) => {
                let found = quoted(found);
                pair(language, format!("listan {found} finns två gånger"), format!("the list {found} stands twice"))
            }
            Self::NoSuchList(register) => {
                let words = register_words(*register, language);
                pair(
                    language,
                    format!("förfarandet frågar inte efter {words}"),
                    format!("the procedure does not ask for {words}"),
                )
            }
            Self::Given(register) => {
                let words = register_words(*register, language);
                pair(language, format!("{words} finns redan i svaren"), format!("{words} are in the answers already"))
            }
            Self::Missing => language.choose("cellen är tom", "the cell is empty").to_owned(),
            Self::Unknown { found, register, .. } => {
                let (found, words) = (quoted(found), register_words(*register, language));
                pair(language, format!("{found} finns inte bland {words}"), format!("{found} is not among {words}"))
            }
            Self::Ambiguous { found, register } => {
                let (found, words) = (quoted(found), register_words(*register, language));
                pair(
                    language,
                    format!("{found} kan vara flera av {words}"),
                    format!("{found} may be several of {words}"),
                )
            }
            Self::Cell(fault) => fault.message(language),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        let names =
            |all: &[Box<str>]| all.iter().map(|name| format!("`{}`", shown_short(name, 60))).collect::<Vec<_>>();
        let words = match self {
            Self::File(FileFault::NotUtf8 { .. }) => language.choose(
                "spara om den: i Excel som ”CSV UTF-8”, i LibreOffice med teckenuppsättningen UTF-8",
                "save it anew: in Excel as “CSV UTF-8”, in LibreOffice with the character set UTF-8",
            ),
            Self::File(fault) => return fault.hint(language),
            Self::NotJson { .. } => language.choose(
                "filen börjar som JSON: se på raden, eller spara den som CSV",
                "the file begins as JSON: look at the line, or save it as CSV",
            ),
            Self::Empty => language.choose(
                "den första raden har rubriker, och varje rad därunder är en uppgift",
                "the first line has headings, and each line under it is an item",
            ),
            Self::NoHeadings { columns } => {
                let columns = headings(columns, language);
                return Some(pair(
                    language,
                    format!("skriv rubriker överst: {columns}"),
                    format!("write headings at the top: {columns}"),
                ));
            }
            Self::UnknownColumn { suggestion: Some(meant), .. } => {
                let meant = shown_short(meant, 60);
                return Some(pair(language, format!("menade du `{meant}`?"), format!("did you mean `{meant}`?")));
            }
            Self::UnknownColumn { columns, .. } => {
                let columns = headings(columns, language);
                return Some(pair(
                    language,
                    format!("ta bort kolumnen; de som finns: {columns}"),
                    format!("remove the column; there are: {columns}"),
                ));
            }
            Self::LacksColumn(_) => language.choose("lägg till kolumnen", "add the column"),
            Self::DoubledColumn(_) | Self::DoubledList(_) => language.choose("ta bort den ena", "remove one of them"),
            Self::Unnamed { .. } => {
                language.choose("skriv en rubrik, eller töm kolumnen", "write a heading, or empty the column")
            }
            Self::TooManyCells { .. } | Self::Unclosed => language.choose(
                "sätt citattecken om texter med skiljetecken, och dubbla citattecken som hör till texten",
                "put quotation marks around texts with separators, and double those that belong to the text",
            ),
            Self::TooMany { .. } => language.choose("dela upp prövningen", "divide the assessment"),
            Self::UnknownList(_) => language
                .choose("de som finns: `items`, `documents`, `persons`", "there are: `items`, `documents`, `persons`"),
            Self::NoSuchList(_) => language.choose("ta bort den ur filen", "remove it from the file"),
            Self::Given(_) => language.choose(
                "ta bort listan ur svarsfilen eller ur den andra filen",
                "remove the list from the answers file or from the other file",
            ),
            Self::Missing => language.choose("skriv något i den", "write something in it"),
            Self::Unknown { known, .. } if known.is_empty() => {
                language.choose("lägg till den i dess lista", "add it to its list")
            }
            Self::Unknown { known, .. } => {
                return Some(language.choose("de som finns: ", "there are: ").to_owned() + &names(known).join(", "));
            }
            Self::Ambiguous { .. } => language
                .choose("skriv beteckningen eller radens id i stället", "write the reference or the row's id instead"),
            Self::Cell(fault) => {
                let mend = || language.choose("rätta det i filen", "mend it in the file").to_owned();
                return Some(fault.hint(language).unwrap_or_else(mend));
            }
        };
        Some(words.to_owned())
    }
}

fn headings(columns: &[Text], language: Language) -> String {
    let names = columns.iter().map(|title| format!("`{}`", shown_short(title.get(language), 60)));
    names.collect::<Vec<_>>().join(", ")
}
