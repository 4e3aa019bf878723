//! Why an assessment cannot become a record yet.

use crate::canonical::CanonicalError;
use crate::render::count::{CHARACTERS, counted};
use crate::ruleset::model::Role;
use crate::text::Language;

use super::model::Words;

/// Why no record can be made.
#[derive(Clone, Debug, PartialEq)]
pub enum AssessError {
    /// A question waits for its answer, or is to be answered again.
    NotFinished {
        /// Whom or what it is about.
        scope: String,
        /// The question's id.
        question: String,
        /// The question in words.
        text: Words,
    },
    /// Everything waits until something is known.
    Halted {
        /// Why, and what to do.
        text: Words,
        /// Who can find out.
        who: Option<Words>,
    },
    /// Answers whose reason is missing or too short, all of them.
    Rationale(Vec<MissingRationale>),
    /// The matter has no reference.
    NoReference,
    /// The matter's reference is or holds a personal or coordination number.
    PersonalNumber,
    /// The matter's reference holds a character that steers a terminal, turns the direction of text or cannot be seen.
    HiddenCharacter,
    /// The answer does not fit the question; the answers and the walk are not of the same rules.
    Unfit {
        /// Whom or what it is about.
        scope: String,
        /// The question's id.
        question: String,
    },
    /// Another actor than who may give it gave the answer: the officer in place of another, or the other way round.
    OtherActor {
        /// Whom or what it is about.
        scope: String,
        /// The question's id.
        question: String,
        /// Whose question it is.
        actor: Role,
    },
    /// The random bits could not be had.
    NoRandom,
    /// The record has no canonical form.
    Canonical(CanonicalError),
}

/// A reason that is missing or too short.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingRationale {
    /// Whom or what the question is about.
    pub scope: String,
    /// The question's id.
    pub question: String,
    /// The question in words.
    pub text: Words,
    /// Whether it is the reason for the requester.
    pub outgoing: bool,
    /// The least number of characters.
    pub least: u32,
}

impl AssessError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NotFinished { scope, text, .. } => match language {
                Language::Sv => format!("prövningen är inte klar: frågan ”{}” ({scope}) är obesvarad", text.sv),
                Language::En => format!("the assessment is not finished: “{}” ({scope}) has no answer", text.en),
            },
            // That it waits is said where the error is shown, before these words.
            Self::Halted { text, .. } if text.sv.is_empty() => {
                language.choose("något måste utredas först", "something must be found out first").to_owned()
            }
            Self::Halted { text, .. } => text.get(language).to_owned(),
            Self::Rationale(missing) => {
                let mut lines = vec![language.choose("motivering saknas:", "a reason is missing:").to_owned()];
                lines.extend(missing.iter().map(|m| m.line(language)));
                lines.join("\n")
            }
            Self::NoReference => {
                language.choose("ärendet har ingen beteckning", "the matter has no reference").to_owned()
            }
            Self::PersonalNumber => language
                .choose(
                    "ärendets beteckning är eller innehåller ett personnummer eller samordningsnummer",
                    "the matter's reference is or holds a personal or coordination number",
                )
                .to_owned(),
            Self::HiddenCharacter => language
                .choose(
                    "ärendets beteckning innehåller radbrytning, styrtecken eller osynliga tecken",
                    "the matter's reference holds a line break, control characters or characters that cannot be seen",
                )
                .to_owned(),
            Self::Unfit { scope, question } => match language {
                Language::Sv => format!("svaret på `{question}` ({scope}) passar inte frågan"),
                Language::En => format!("the answer to `{question}` ({scope}) does not fit the question"),
            },
            Self::OtherActor { scope, question, actor } => {
                let who = super::words::role(*actor);
                match language {
                    Language::Sv => format!("svaret på `{question}` ({scope}) får bara ges av {}", who.sv),
                    Language::En => format!("the answer to `{question}` ({scope}) is for the {} alone to give", who.en),
                }
            }
            Self::NoRandom => language
                .choose("operativsystemet gav inga slumptal", "the operating system gave no random numbers")
                .to_owned(),
            Self::Canonical(error) => error.message(language),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        Some(match self {
            Self::NotFinished { .. } => language
                .choose("återuppta prövningen och svara på frågan", "resume the assessment and answer the question")
                .to_owned(),
            Self::Halted { who, .. } => match (who, language) {
                (Some(who), Language::Sv) => format!("vänd dig till: {}; svaren är sparade", who.sv),
                (Some(who), Language::En) => format!("turn to: {}; the answers are saved", who.en),
                (None, Language::Sv) => "återuppta prövningen när det är känt; svaren är sparade".to_owned(),
                (None, Language::En) => "resume the assessment when it is known; the answers are saved".to_owned(),
            },
            Self::Rationale(_) => language
                .choose(
                    "skriv varför, med egna ord om just den här uppgiften; lagtextens ord räcker inte",
                    "write why, in words of your own about this very item; the words of the statute are not enough",
                )
                .to_owned(),
            Self::NoReference | Self::PersonalNumber | Self::HiddenCharacter => language
                .choose("ange diarienummer eller annan beteckning", "give the registration number or another reference")
                .to_owned(),
            Self::Unfit { .. } => language.choose("besvara frågan på nytt", "answer the question again").to_owned(),
            Self::OtherActor { .. } => language
                .choose(
                    "skriv under prövningen som den är och lämna över den: `menprov memo hand-over ID`",
                    "sign the assessment as it is and hand it over: `menprov memo hand-over ID`",
                )
                .to_owned(),
            Self::NoRandom | Self::Canonical(_) => return None,
        })
    }
}

impl MissingRationale {
    fn line(&self, language: Language) -> String {
        let audience = if self.outgoing {
            language.choose("motivering till den som begär", "reason for the requester")
        } else {
            language.choose("intern motivering", "internal reason")
        };
        let (text, scope) = (self.text.get(language), &self.scope);
        let least = counted(self.least.max(1), CHARACTERS, language);
        match language {
            Language::Sv => format!("- ”{text}” ({scope}): {audience}, minst {least}"),
            Language::En => format!("- “{text}” ({scope}): {audience}, at least {least}"),
        }
    }
}

impl From<CanonicalError> for AssessError {
    fn from(error: CanonicalError) -> Self {
        Self::Canonical(error)
    }
}
