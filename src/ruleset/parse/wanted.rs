//! What should stand at a place of a rule file and what stands there instead, in words.

use crate::text::Language;

/// What should stand at a place.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Wanted {
    /// Fields and values.
    Map,
    /// A list.
    List,
    /// A text.
    Text,
    /// A text in two languages.
    Text2,
    /// An id.
    Id,
    /// One word of a closed set.
    Word,
    /// A whole number.
    Number,
    /// A date.
    Date,
    /// A target.
    Target,
    /// A field of what is in scope.
    Field,
}

/// What stands there instead.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A word or a text.
    Word,
    /// A list.
    List,
    /// Fields and values.
    Map,
}

impl Wanted {
    pub(super) fn name(self, language: Language) -> &'static str {
        match self {
            Self::Map => language.choose("fält med värden", "fields with values"),
            Self::List => language.choose("en lista", "a list"),
            Self::Text => language.choose("en text", "a text"),
            Self::Text2 => language.choose("en text på svenska och engelska", "a text in Swedish and English"),
            Self::Id => language.choose("ett id", "an id"),
            Self::Word => language.choose("ett ord", "a word"),
            Self::Number => language.choose("ett heltal", "a whole number"),
            Self::Date => language.choose("ett datum", "a date"),
            Self::Target => language.choose("ett mål", "a target"),
            Self::Field => language.choose("ett fält som `person.roll`", "a field such as `person.roll`"),
        }
    }

    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Map => "`{from: 2019-01-01}`",
            Self::List => "`[osl-26-1]`",
            Self::Text => "`\"SFS 2017:377\"`",
            Self::Text2 => "`{sv: \"…\", en: \"…\"}`",
            Self::Id => "`osl-26-1`",
            Self::Word => "`procedure`",
            Self::Number => "`20`",
            Self::Date => "`2026-11-21`",
            Self::Target => "`return lamnas`",
            Self::Field => "`person.roll`",
        }
    }
}

impl Found {
    pub(super) fn name(self, language: Language) -> &'static str {
        match self {
            Self::Nothing => language.choose("ingenting", "nothing"),
            Self::Word => language.choose("ett ord eller en text", "a word or a text"),
            Self::List => language.choose("en lista", "a list"),
            Self::Map => language.choose("fält med värden", "fields with values"),
        }
    }
}
