//! Why bytes are no statement.

use crate::canonical::CanonicalError;
use crate::text::Language;

/// Why bytes are no statement.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StatementError {
    /// They are not JSON, or of another shape.
    Malformed(CanonicalError),
    /// The statement is of a format that this program does not know.
    Format(i64),
    /// A field that such a statement must have is missing, or one stands there that it must not have.
    Field(&'static str),
    /// A reason or a question has a character that steers, turns or hides: its number in Unicode.
    Character(u32),
}

impl StatementError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Malformed(error), Language::Sv) => {
                format!("det här är inget uttalande: {}", error.message(language))
            }
            (Self::Malformed(error), Language::En) => format!("this is no statement: {}", error.message(language)),
            (Self::Format(format), Language::Sv) => format!("uttalandet har format {format}, som är okänt här"),
            (Self::Format(format), Language::En) => format!("the statement has format {format}, unknown here"),
            (Self::Field(field), Language::Sv) => format!("uttalandet är inte helt: fältet `{field}`"),
            (Self::Field(field), Language::En) => format!("the statement is not whole: the field `{field}`"),
            (Self::Character(code), Language::Sv) => {
                format!("tecknet U+{code:04X} i texten: det styr, vänder eller döljer text")
            }
            (Self::Character(code), Language::En) => {
                format!("the character U+{code:04X} in the text: it steers, turns or hides text")
            }
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            Self::Malformed(_) | Self::Field(_) => language.choose(
                "kontrollera att det är rätt fil och att den inte har ändrats",
                "check that it is the right file and that it has not been changed",
            ),
            Self::Character(_) => language.choose(
                "ta bort tecknet, eller klistra in texten på nytt som ren text",
                "remove the character, or paste the text anew as plain text",
            ),
            Self::Format(_) => language.choose("använd en nyare menprov", "use a newer menprov"),
        };
        Some(hint.to_owned())
    }
}

impl From<CanonicalError> for StatementError {
    fn from(error: CanonicalError) -> Self {
        Self::Malformed(error)
    }
}
