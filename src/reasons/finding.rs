//! What the gate finds in a reason, and what is missing, in words.

use super::gate::Audience;
use crate::render::terms::capital;
use crate::text::{Language, Text};

/// What is found in a reason, in the order in which findings are told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Finding {
    /// There is no text, or none that can be seen. It never passes.
    Empty,
    /// It has fewer characters than the rules ask for.
    TooShort {
        /// Its length in characters.
        found: usize,
        /// What is asked for.
        least: u32,
    },
    /// It has too few different words: letters typed at random, a word over and over.
    Nothing,
    /// It says what the question says, and nothing more.
    QuestionRepeated,
    /// All that it says stands in the law: the words of the test, of the provisions that it cites, of the question.
    StatuteOnly,
    /// The same text is the reason about another item or person.
    SameAsAnother {
        /// What it is the reason about.
        of: Text,
    },
    /// The reason for the requester is the internal one, word for word.
    Internal,
    /// A personal or coordination number stands in it.
    PersonalNumber,
    /// What looks like a name stands in it.
    Name {
        /// What looks like one.
        found: Box<str>,
    },
    /// The requester could see by it that someone lives under protection.
    Protection {
        /// The words that show it.
        found: &'static str,
    },
}

impl Finding {
    /// Returns whether a note can let the reason pass in spite of it.
    #[must_use]
    pub fn is_overridable(&self, audience: Audience) -> bool {
        match self {
            Self::Empty => false,
            // Nobody who reads a refusal needs a number that tells persons apart.
            Self::PersonalNumber => audience == Audience::Internal,
            _ => true,
        }
    }

    /// Returns what was found.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooShort { found, least }, Language::Sv) => {
                format!("texten har {found} tecken, minst {least} krävs")
            }
            (Self::TooShort { found, least }, Language::En) => {
                format!("the text has {found} characters, at least {least} are needed")
            }
            (Self::SameAsAnother { of }, Language::Sv) => format!("samma text är redan skälet för {}", of.sv),
            (Self::SameAsAnother { of }, Language::En) => format!("the same text is already the reason for {}", of.en),
            (Self::Name { found }, Language::Sv) => format!("”{found}” ser ut som ett namn"),
            (Self::Name { found }, Language::En) => format!("“{found}” looks like a name"),
            (Self::Protection { found }, Language::Sv) => format!("”{found}” visar att någon lever med skydd"),
            (Self::Protection { found }, Language::En) => {
                format!("“{found}” shows that someone lives under protection")
            }
            (Self::Empty, _) => language.choose("texten är tom", "the text is empty").to_owned(),
            (Self::Nothing, _) => language.choose("texten säger ingenting", "the text says nothing").to_owned(),
            (Self::QuestionRepeated, _) => {
                language.choose("texten upprepar bara frågan", "the text only repeats the question").to_owned()
            }
            (Self::StatuteOnly, _) => language
                .choose("texten säger bara det som står i lagen", "the text says only what the law says")
                .to_owned(),
            (Self::Internal, _) => language
                .choose("texten är ordagrant det interna skälet", "the text is the internal reason word for word")
                .to_owned(),
            (Self::PersonalNumber, _) => language
                .choose(
                    "ett personnummer eller samordningsnummer står i texten",
                    "a personal or coordination number stands in the text",
                )
                .to_owned(),
        }
    }

    /// Returns what is missing, or what to write instead.
    #[must_use]
    pub fn missing(&self, audience: Audience, language: Language) -> &'static str {
        match self {
            Self::Empty | Self::TooShort { .. } | Self::Nothing => language.choose(
                "skriv i en mening varför svaret blir just det här",
                "write in a sentence why the answer is this one",
            ),
            Self::QuestionRepeated => language.choose(
                "skriv vad du har sett som ger svaret, inte vad frågan gäller",
                "write what you have seen that gives the answer, not what the question is about",
            ),
            Self::StatuteOnly if audience == Audience::Outgoing => language.choose(
                "skriv vad slags uppgift det är och vem den kan skada eller vad som talar emot, utan att röja den",
                "write what kind of information it is and whom it may harm or what speaks against it, without revealing it",
            ),
            Self::StatuteOnly => language.choose(
                "skriv vad det rör i just det här fallet: vilken uppgift, vem som kan lida men och hur",
                "write what it is about in this very case: which information, who may suffer harm and how",
            ),
            Self::SameAsAnother { .. } => language.choose(
                "skriv vad som gäller just här: varje uppgift och person prövas för sig",
                "write what holds here: each item and person is assessed on its own",
            ),
            Self::Internal => language.choose(
                "skriv det som sökanden kan få läsa; det interna skälet kan röja det som skyddas",
                "write what the requester may read; the internal reason can reveal what is protected",
            ),
            Self::PersonalNumber | Self::Name { .. } => language.choose(
                "skriv en roll i stället, till exempel barnet, modern eller grannen",
                "write a role instead, such as the child, the mother or the neighbour",
            ),
            Self::Protection { .. } => language.choose(
                "skriv så att sökanden inte kan förstå det, till exempel att det rör någon annans privatliv",
                "write so that the requester cannot tell, for example that it is about someone else's private life",
            ),
        }
    }

    /// Returns what was found in a note that was to let a reason pass, and what to write, as one line.
    #[must_use]
    pub fn note_line(&self, language: Language) -> String {
        let missing = match self {
            Self::PersonalNumber => self.missing(Audience::Internal, language),
            _ => language.choose(
                "skriv i en mening varför skälet ska stå som det är",
                "write in a sentence why the reason is to stand as it is",
            ),
        };
        format!("{}: {missing}.", capital(&self.message(language)))
    }

    /// Returns what was found and what is missing, as one line.
    #[must_use]
    pub fn line(&self, audience: Audience, language: Language) -> String {
        format!("{}: {}.", capital(&self.message(language)), self.missing(audience, language))
    }
}
