//! The words for what a word processor leaves behind.

use crate::ruleset::fault::FaultWords;
use crate::text::Language;

/// Something that a word processor leaves behind.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum HintFault {
    /// A no-break or other odd space where YAML wants a blank.
    NoBreakSpace,
    /// Curly quotes where YAML wants straight ones.
    CurlyQuotes(char),
    /// A dash or dot as bullet.
    Bullet(char),
    /// A letter in two parts, such as a with a ring after it.
    Decomposed(Box<str>),
    /// ` #` within a sentence.
    CutByComment,
    /// A tab as indentation.
    Tab,
    /// A control character or one that turns the direction of the text.
    Control(char),
    /// A character without width.
    Invisible(char),
    /// `: ` within a sentence.
    Colon,
    /// A sentence that begins with `{person}` or the like.
    PlaceholderFirst,
}

impl FaultWords for HintFault {
    fn code(&self) -> &'static str {
        match self {
            Self::NoBreakSpace => "W001",
            Self::CurlyQuotes(_) => "W002",
            Self::Bullet(_) => "W003",
            Self::Decomposed(_) => "W004",
            Self::CutByComment => "W005",
            Self::Tab => "W006",
            Self::Control(_) => "W007",
            Self::Invisible(_) => "W008",
            Self::Colon => "W009",
            Self::PlaceholderFirst => "W010",
        }
    }

    fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::NoBreakSpace, Language::Sv) => "ett hårt blanksteg står där YAML vill ha ett vanligt".to_owned(),
            (Self::NoBreakSpace, Language::En) => "a no-break space stands where YAML wants a common one".to_owned(),
            (Self::CurlyQuotes(quote), Language::Sv) => format!("`{quote}` är inget citattecken i YAML"),
            (Self::CurlyQuotes(quote), Language::En) => format!("`{quote}` is no quotation mark in YAML"),
            (Self::Bullet(bullet), Language::Sv) => format!("`{bullet}` börjar ingen listpost i YAML"),
            (Self::Bullet(bullet), Language::En) => format!("`{bullet}` begins no list entry in YAML"),
            (Self::Decomposed(letter), Language::Sv) => format!("`{letter}` är skrivet som två tecken"),
            (Self::Decomposed(letter), Language::En) => format!("`{letter}` is written as two characters"),
            (Self::CutByComment, Language::Sv) => {
                "ett blanksteg och `#` börjar en kommentar och skär av texten".to_owned()
            }
            (Self::CutByComment, Language::En) => "a blank and `#` begin a comment and cut the text".to_owned(),
            (Self::Tab, Language::Sv) => "raden är indragen med tabb".to_owned(),
            (Self::Tab, Language::En) => "the line is indented with a tab".to_owned(),
            (Self::Control(character), Language::Sv) => {
                format!("styrtecknet U+{:04X} står i texten", u32::from(*character))
            }
            (Self::Control(character), Language::En) => {
                format!("the control character U+{:04X} stands in the text", u32::from(*character))
            }
            (Self::Invisible(character), Language::Sv) => {
                format!("det osynliga tecknet U+{:04X} står i texten", u32::from(*character))
            }
            (Self::Invisible(character), Language::En) => {
                format!("the invisible character U+{:04X} stands in the text", u32::from(*character))
            }
            (Self::PlaceholderFirst, Language::Sv) => "en text som börjar med `{` läses inte som text".to_owned(),
            (Self::PlaceholderFirst, Language::En) => "a text that begins with `{` is not read as a text".to_owned(),
            (Self::Colon, Language::Sv) => {
                "ett kolon och ett blanksteg inne i en text läses som en ny nyckel".to_owned()
            }
            (Self::Colon, Language::En) => "a colon and a blank within a text are read as a new key".to_owned(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        let words = match self {
            Self::NoBreakSpace => ("byt det mot ett vanligt blanksteg", "replace it by a common blank"),
            Self::CurlyQuotes(_) => ("skriv raka citattecken: \"…\"", "write straight quotation marks: \"…\""),
            Self::Bullet(_) => (
                "skriv bindestreck och blanksteg (`- `); hör tecknet till en mening, sätt den inom \"…\"",
                "write a hyphen and a blank (`- `); if the character belongs to a sentence, put that within \"…\"",
            ),
            Self::Decomposed(_) => (
                "spara filen i formen NFC, eller skriv om bokstaven på tangentbordet",
                "save the file in the form NFC, or type the letter again",
            ),
            Self::CutByComment => (
                "sätt texten inom \"…\"; är det en kommentar, sätt två blanksteg före `#`",
                "put the text within \"…\"; if it is a comment, put two blanks before `#`",
            ),
            Self::Tab => ("dra in raden med blanksteg", "indent the line with blanks"),
            Self::Control(_) | Self::Invisible(_) => ("ta bort tecknet", "remove the character"),
            Self::PlaceholderFirst => ("sätt hela texten inom \"…\"", "put the whole text within \"…\""),
            Self::Colon => (
                "sätt hela texten inom \"…\"; ska det vara en ny nyckel, sätt ett kommatecken eller börja en ny rad före den",
                "put the whole text within \"…\"; if it is to be a new key, put a comma or begin a new line before it",
            ),
        };
        Some(language.choose(words.0, words.1).to_owned())
    }
}
