//! An invariant that a path through the rules breaks.

use chrono::NaiveDate;

use super::fault::FaultWords;
use crate::text::Language;

/// I001: a path breaks what the invariants say must hold.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct BrokenFault {
    /// The invariant's id.
    pub invariant: Box<str>,
    /// What must hold, in Swedish.
    pub sv: Box<str>,
    /// The same in English.
    pub en: Box<str>,
    /// The provisions that it rests on, in their short form.
    pub provisions: Vec<Box<str>>,
    /// The procedure.
    pub procedure: Box<str>,
    /// The node where it breaks.
    pub node: Box<str>,
    /// The first day on which it is so.
    pub from: NaiveDate,
    /// The last day, or none where no change of law is known.
    pub to: Option<NaiveDate>,
    /// The answers that lead there, the fewest that do.
    pub steps: Vec<Step>,
}

/// An answer on the path.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Step {
    /// The subjects that it is about, such as `item1/person1`; empty where it is about none.
    pub about: Box<str>,
    /// The question's id.
    pub question: Box<str>,
    /// The question as it stands in the file, in Swedish and in English.
    pub asked: [Box<str>; 2],
    /// The answer: an option, a range, `[]` for nobody or nothing, `[…]` for somebody or something, `…` for anything.
    pub answer: Box<str>,
    /// The option in words, of a question that has options of its own.
    pub said: Option<[Box<str>; 2]>,
}

impl FaultWords for BrokenFault {
    fn code(&self) -> &'static str {
        "I001"
    }

    fn message(&self, language: Language) -> String {
        let Self { invariant, procedure, provisions, .. } = self;
        let rests = provisions.join(", ");
        let text = match language {
            Language::Sv => self.sv.trim_end_matches('.'),
            Language::En => self.en.trim_end_matches('.'),
        };
        match language {
            Language::Sv => format!("`{invariant}` håller inte i `{procedure}`: {text} ({rests})"),
            Language::En => format!("`{invariant}` does not hold in `{procedure}`: {text} ({rests})"),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        let (from, to) = (self.from, self.to.map_or(String::new(), |to| to.to_string()));
        let opening = match language {
            Language::Sv => format!("så här bryts den, lag {from}..{to}, i `{}`", self.node),
            Language::En => format!("this is how it breaks, law {from}..{to}, in `{}`", self.node),
        };
        let steps =
            (1..).zip(&self.steps).map(|(number, step): (usize, _)| format!("\n{number}. {}", step.told(language)));
        Some(format!("{opening}{}{}", if self.steps.is_empty() { "" } else { ":" }, steps.collect::<String>()))
    }
}

/// A place in a rule file that is named in words.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Spot {
    /// The file's name.
    pub file: Box<str>,
    /// The line, from 1.
    pub line: u32,
    /// Whether it is built in, and no file of the folder.
    pub built_in: bool,
}

impl Spot {
    fn words(&self, language: Language) -> String {
        let built_in = if self.built_in { language.choose("den inbyggda ", "the built-in ") } else { "" };
        format!("{built_in}{}:{}", self.file, self.line)
    }
}

/// I001 in a folder laid over the rules built in, told where the folder's author can mend it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct BrokenBesideFault {
    /// What is broken.
    pub broken: BrokenFault,
    /// Where the invariant stands.
    pub invariant: Spot,
    /// Where the path ends.
    pub ends: Spot,
}

impl FaultWords for BrokenBesideFault {
    fn code(&self) -> &'static str {
        self.broken.code()
    }

    fn message(&self, language: Language) -> String {
        self.broken.message(language)
    }

    fn hint(&self, language: Language) -> Option<String> {
        let hint = self.broken.hint(language).unwrap_or_default();
        let (invariant, ends) = (self.invariant.words(language), self.ends.words(language));
        Some(match language {
            Language::Sv => format!("{hint}\ninvarianten står i {invariant}, och vägen slutar i {ends}"),
            Language::En => format!("{hint}\nthe invariant stands in {invariant}, and the path ends in {ends}"),
        })
    }
}

impl Step {
    /// Returns the question and its answer in words, and by what ids the file has them.
    fn told(&self, language: Language) -> String {
        let at = match language {
            Language::Sv => 0,
            Language::En => 1,
        };
        let answer = self.said.as_ref().map_or(&self.answer, |said| &said[at]);
        format!("{} {answer} ({self})", self.asked[at])
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.about.is_empty() {
            write!(f, "{}/", self.about)?;
        }
        write!(f, "{} = {}", self.question, self.answer)
    }
}
