//! Reads the JSON files of a room strictly, and says what is wrong with one.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answers::safety::shown_short;
use crate::canonical::{CanonicalError, parse_value, shaped};
use crate::text::Language;

/// Why a file is none of a room's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum JsonFault {
    /// No JSON, or of another shape.
    Json(CanonicalError),
    /// It says that it is something else, or another version.
    Format {
        /// What it says, if anything.
        found: Option<String>,
        /// What was to be read.
        wanted: &'static str,
    },
    /// A field says what cannot be.
    Field(&'static str),
}

impl From<CanonicalError> for JsonFault {
    fn from(error: CanonicalError) -> Self {
        Self::Json(error)
    }
}

/// Reads a text whose `format` is `wanted`: no key twice, no unknown field, nothing missing.
///
/// # Errors
///
/// If it is something else. That it is another kind of file is said before what its fields are.
pub fn parse<T: DeserializeOwned>(text: &str, wanted: &'static str) -> Result<T, JsonFault> {
    let tree = parse_value(text.as_bytes())?;
    let found = tree.get("format").and_then(Value::as_str);
    if found != Some(wanted) {
        return Err(JsonFault::Format { found: found.map(str::to_owned), wanted });
    }
    Ok(shaped(tree)?)
}

impl JsonFault {
    /// Returns what is wrong, as the end of a sentence that begins with the file.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Json(error), _) => error.message(language),
            (Self::Format { found: None, wanted }, Language::Sv) => format!("det är ingen fil av slaget `{wanted}`"),
            (Self::Format { found: None, wanted }, Language::En) => format!("it is no file of the kind `{wanted}`"),
            (Self::Format { found: Some(found), wanted }, Language::Sv) => {
                format!("den är av slaget `{}` och inte `{wanted}`", shown_short(found, 60))
            }
            (Self::Format { found: Some(found), wanted }, Language::En) => {
                format!("it is of the kind `{}` and not `{wanted}`", shown_short(found, 60))
            }
            (Self::Field(field), Language::Sv) => format!("`{field}` säger något som inte kan stämma"),
            (Self::Field(field), Language::En) => format!("`{field}` says what cannot be"),
        }
    }
}
