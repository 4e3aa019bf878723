//! Words in both languages, side by side, so that neither can be forgotten.

use serde::{Deserialize, Serialize};

/// The language that the program speaks to a person in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Swedish, the language of the law and the default.
    #[default]
    Sv,
    /// English.
    En,
}

impl Language {
    /// Returns the wording for this language.
    #[must_use]
    pub const fn choose<T: Copy>(self, sv: T, en: T) -> T {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }
}

/// A text in Swedish and English.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The Swedish wording, which governs.
    pub sv: Box<str>,
    /// The English wording.
    pub en: Box<str>,
}

impl Text {
    /// Returns the wording in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        language.choose(&self.sv, &self.en)
    }
}
