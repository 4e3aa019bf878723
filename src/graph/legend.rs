//! What the shapes and borders of a picture mean, in words.

use super::{Graph, Shape, Tone};
use crate::text::Language;

impl Shape {
    /// Returns what the kind of step is called.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Start => language.choose("Början", "Start"),
            Self::Question => language.choose("Fråga", "Question"),
            Self::Checklist => language.choose("Checklista", "Checklist"),
            Self::Switch => language.choose("Vägval", "Fork"),
            Self::Call => language.choose("Modul", "Module"),
            Self::Loop => language.choose("Slinga", "Loop"),
            Self::Revise => language.choose("Svara igen", "Answer again"),
            Self::Halt => language.choose("Väntar eller stannar", "Waits or stops"),
            Self::End => language.choose("Slut", "End"),
        }
    }

    /// Returns what the kind of step is, in a few words.
    #[must_use]
    pub const fn meaning(self, language: Language) -> &'static str {
        match self {
            Self::Start => language.choose("här börjar en del eller en modul", "a part or a module begins here"),
            Self::Question => language.choose("besvaras av en människa", "answered by a human being"),
            Self::Checklist => language.choose("flera frågor som räknas ihop", "several questions that count together"),
            Self::Switch => {
                language.choose("vägen följer av vad som redan är känt", "the way follows from what is known already")
            }
            Self::Call => language.choose("en regelsamling som prövas här", "a ruleset that is tested here"),
            Self::Loop => language.choose("en modul för var och en", "a module for each one"),
            Self::Revise => language.choose("tillbaka till ett tidigare svar", "back to an earlier answer"),
            Self::Halt => {
                language.choose("tills något är känt, eller för gott", "until something is known, or for good")
            }
            Self::End => language.choose("kanten säger hur öppet slutet är", "the border says how open the end is"),
        }
    }
}

impl Tone {
    /// Returns what ends of the tone come to.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Neutral => language.choose("inget följer av det ensamt", "nothing follows from it alone"),
            Self::Open => language.choose("lämnas ut, skickas eller anmäls", "released, sent or reported"),
            Self::Partly => {
                language.choose("delvis, med förbehåll eller på annat sätt", "in part, with a reservation or otherwise")
            }
            Self::Waits => language.choose("en annan avgör, eller väntar", "another decides, or it waits"),
            Self::Closed => language.choose("hemligt, utelämnat eller en incident", "secret, left out or an incident"),
        }
    }

    /// Returns what the border of the tone looks like.
    #[must_use]
    pub const fn border(self, language: Language) -> &'static str {
        match self {
            Self::Neutral => language.choose("tunn kant", "thin border"),
            Self::Open => language.choose("hel kant", "solid border"),
            Self::Partly => language.choose("streckad kant", "dashed border"),
            Self::Waits => language.choose("prickad kant", "dotted border"),
            Self::Closed => language.choose("dubbel kant", "double border"),
        }
    }
}

/// Returns what marks a path.
#[must_use]
pub const fn marked(language: Language) -> &'static str {
    language.choose("Den väg som fallet gick: tjock linje och ●", "The path of the case: thick line and ●")
}

/// Returns the word for the legend itself.
#[must_use]
pub const fn heading(language: Language) -> &'static str {
    language.choose("Teckenförklaring", "Legend")
}

/// Returns the legend in words, line by line.
#[must_use]
pub fn lines(graph: &Graph) -> Vec<String> {
    let language = graph.language;
    let mut lines = vec![format!("{}:", heading(language))];
    lines.extend(Shape::ALL.map(|shape| format!("{}: {}", shape.name(language), shape.meaning(language))));
    lines.extend(
        Tone::ALL
            .map(|tone| format!("{}, {}: {}", Shape::End.name(language), tone.border(language), tone.name(language))),
    );
    if graph.marked {
        lines.push(marked(language).to_owned());
    }
    lines
}
