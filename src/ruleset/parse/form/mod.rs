//! What rule files are made of: every field, what may stand in it, and in a line what it is for.
//!
//! The parser knows a field by these tables and refuses what they do not have; the schema that editors read is made from
//! the same. A field that is added here is known to both.

pub mod case;
pub mod invariants;
pub mod node;
pub mod question;
pub mod registers;
pub mod ruleset;
pub mod scenario;

use super::words::Word;

/// What something is for, in Swedish and English.
pub type Said = [&'static str; 2];

/// A mapping with known fields.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// What it is called among the definitions of a schema.
    pub id: &'static str,
    /// What it is.
    pub said: Said,
    /// Its fields, in groups that other records may share.
    pub groups: &'static [&'static [Field]],
    /// Fields of which precisely one must be there; none where it is empty.
    pub one_of: &'static [&'static str],
    /// Whether one field at least must be there.
    pub filled: bool,
    /// Groups of fields, of which just one may have any, and must.
    pub one_group: &'static [&'static [&'static str]],
}

/// A field of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Whether it must be there, wherever it may be.
    pub need: bool,
    /// What may stand in it.
    pub shape: Shape,
    /// What it is for.
    pub said: Said,
    /// The other field whose words decide whether it may be there, with those words.
    pub only: Option<(&'static str, &'static [&'static str])>,
    /// The other fields without any of which it says nothing.
    pub beside: &'static [&'static str],
}

/// What may stand at a place.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// An id.
    Id,
    /// The full id of a question: a shared one's, `ruleset.node` or `ruleset.node.row`.
    Question,
    /// A word or a text in one language.
    Free,
    /// A text in both languages.
    Text,
    /// A day, `2026-11-21`.
    Day,
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// The number of the format.
    Format,
    /// `true` or `false`.
    Truth,
    /// One word of a closed set.
    Word(fn() -> Vec<&'static str>),
    /// The one word that makes the file what it is.
    Constant(&'static str),
    /// A number of days, `P14D`.
    Days,
    /// A deadline: `at-once`, `same-day`, `PT72H`, `P7D`, `P3W`, `P4M`.
    Deadline,
    /// Where to go on: `node-id`, `done`, `return NAME`, `outcome ID`.
    Target,
    /// A column of what is in scope, `person.roll`.
    Column,
    /// A list, possibly empty.
    List(&'static Shape),
    /// A list with something in it.
    Filled(&'static Shape),
    /// One value alone, or a list with something in it.
    Several(&'static Shape),
    /// Keys that the file chooses, and what stands under each; `filled` where one must be there.
    Map {
        /// What the keys are.
        keys: Keys,
        /// What stands under them.
        values: &'static Shape,
        /// Whether one key at least must be there.
        filled: bool,
    },
    /// Known fields.
    Record(&'static Record),
    /// The fields of one of several records.
    Either(&'static [&'static Record]),
    /// Whatever another page says of it.
    Anything,
}

/// What the keys of a mapping are.
#[derive(Clone, Copy, Debug)]
pub enum Keys {
    /// Ids.
    Id,
    /// Full ids of questions.
    Question,
    /// Answers, names of returns or ranges.
    Answer,
    /// Words of a closed set.
    Word(fn() -> Vec<&'static str>),
    /// Any text.
    Free,
}

impl Field {
    /// Makes a field that must be there.
    const fn need(name: &'static str, shape: Shape, sv: &'static str, en: &'static str) -> Self {
        Self { name, need: true, shape, said: [sv, en], only: None, beside: &[] }
    }

    /// Makes a field that may be left out.
    const fn may(name: &'static str, shape: Shape, sv: &'static str, en: &'static str) -> Self {
        Self { need: false, ..Self::need(name, shape, sv, en) }
    }

    /// Allows the field only where the field `other` is one of `words`.
    const fn only(self, other: &'static str, words: &'static [&'static str]) -> Self {
        Self { only: Some((other, words)), ..self }
    }

    /// Allows the field only where the field `other` is there.
    const fn beside(self, others: &'static [&'static str]) -> Self {
        Self { beside: others, ..self }
    }

    /// Returns whether the field may be there when the field `other` is `word`.
    #[must_use]
    pub fn fits(&self, other: &str, word: &str) -> bool {
        self.only.is_none_or(|(decides, words)| decides != other || words.contains(&word))
    }
}

impl Record {
    /// Makes a record of which every field speaks for itself.
    const fn new(id: &'static str, groups: &'static [&'static [Field]], sv: &'static str, en: &'static str) -> Self {
        Self { id, said: [sv, en], groups, one_of: &[], filled: false, one_group: &[] }
    }

    /// Returns all fields.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.groups.iter().copied().flatten()
    }

    /// Returns the names of all fields.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.fields().map(|field| field.name).collect()
    }

    /// Returns whether there is such a field.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields().any(|field| field.name == name)
    }
}

/// A list of ids, which may be empty.
const IDS: Shape = Shape::List(&Shape::Id);
/// A list of ids that has one.
const SOME_IDS: Shape = Shape::Filled(&Shape::Id);
/// A number of characters or rows.
const COUNT: Shape = Shape::Number(0, 1_000_000);
/// Texts by id.
const TEXTS: Shape = Shape::Map { keys: Keys::Id, values: &Shape::Text, filled: true };

/// Returns the words of a closed set.
fn words<T: Word>() -> Vec<&'static str> {
    T::WORDS.iter().map(|(word, _)| *word).collect()
}

/// A text in both languages.
pub const TEXT: Record = Record::new(
    "text",
    &[&[
        Field::need("sv", Shape::Free, "På svenska.", "In Swedish."),
        Field::need("en", Shape::Free, "På engelska.", "In English."),
    ]],
    "En text på svenska och engelska. Citattecken behövs där den har komma inom klammer, `: ` eller ` #`.",
    "A text in Swedish and English. It needs quotation marks where it has a comma within braces, `: ` or ` #`.",
);

/// The kinds of file, each by the word that asks for its schema.
pub const FILES: &[(&str, &Record)] = &[
    ("ruleset", &ruleset::RULESET),
    ("provisions", &registers::PROVISIONS),
    ("duties", &registers::DUTIES),
    ("questions", &registers::QUESTIONS),
    ("effects", &registers::EFFECTS),
    ("glossary", &registers::GLOSSARY),
    ("tables", &registers::TABLES),
    ("cases", &registers::CASES),
    ("invariants", &invariants::INVARIANTS),
    ("case", &case::CASE_FILE),
    ("scenario", &scenario::SCENARIO_FILE),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::parse::words::RegisterWord;

    #[test]
    fn every_register_has_a_form() {
        for (word, _) in RegisterWord::WORDS {
            assert!(FILES.iter().any(|(file, _)| file == word), "{word}");
        }
    }
}
