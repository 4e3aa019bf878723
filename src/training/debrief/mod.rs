//! How a room answered: question by question, where each left the key, and how far they agree.
//!
//! Pure and in a fixed order: the same sheets give the same debrief on every machine. Everything is in words of one language,
//! ready to be shown, and nobody is named but by the pseudonym in [`Debrief::participants`].

mod gather;
mod tally;
#[cfg(test)]
mod tests;
mod turns;

use serde::Serialize;

pub use self::gather::{Entrant, Unfit, debrief};
use super::agreement::{Alpha, Share};
use super::score::Score;
use crate::graph::Highlight;
use crate::ruleset::model::RulesetIx;
use crate::text::{Language, Text};

/// How a room answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Debrief<'b> {
    /// The room's code.
    pub code: String,
    /// The pseudonyms, in alphabetical order; elsewhere a participant is a position here.
    pub participants: Vec<String>,
    /// The scenarios, in the room's order.
    pub scenarios: Vec<OfScenario<'b>>,
    /// How many of the room's scenarios are not told of; nothing here counts them.
    pub left_out: usize,
    /// Alpha over all scenarios.
    pub alpha: Alpha,
    /// The points of each participant over the scenarios that they walked.
    pub scores: Vec<Score>,
}

/// How a room answered one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct OfScenario<'b> {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// Where it was decided or described.
    pub source: String,
    /// What JO or the court said.
    pub debrief: Text,
    /// How many walked it.
    pub walked: usize,
    /// The questions: those of the key in its order, then what the key never asks.
    pub questions: Vec<Asked>,
    /// Where each left the key, in the order of the participants; who never did is not there.
    pub partings: Vec<Parting>,
    /// The wrong turns, those at one question together; those first where most left the key.
    pub turns: Vec<Turn>,
    /// Alpha over its questions.
    pub alpha: Alpha,
    /// The points of each participant who walked it.
    pub scores: Vec<Option<Score>>,
    /// The key's way through the rules, and how many took each.
    pub ways: Highlight<'b>,
    /// The rulesets whose questions somebody left the key at, those of the most common wrong turns first.
    pub parted_in: Vec<RulesetIx>,
}

impl Debrief<'_> {
    /// Returns that some of the room's scenarios are not told of, where that is so.
    #[must_use]
    pub fn part(&self, language: Language) -> Option<String> {
        let (shown, all) = (self.scenarios.len(), self.scenarios.len() + self.left_out);
        (self.left_out > 0).then(|| match language {
            Language::Sv => format!("Här visas {shown} av rummets {all} scenarier; bara de räknas."),
            Language::En => format!("{shown} of the room's {all} scenarios are shown here; they alone are counted."),
        })
    }
}

impl OfScenario<'_> {
    /// Returns the wrong turns at so many questions, those first where most left the key, each question's together.
    pub fn most_common(&self, questions: usize) -> impl Iterator<Item = &[Turn]> {
        self.turns.chunk_by(|one, next| one.question == next.question).take(questions)
    }

    /// Returns the lowest, the middle and the highest score; nothing where nobody walked it.
    #[must_use]
    pub fn spread(&self) -> Option<[Score; 3]> {
        let mut all: Vec<Score> = self.scores.iter().flatten().copied().collect();
        all.sort_by_key(|score| score.points);
        Some([*all.first()?, *all.get(all.len() / 2)?, *all.last()?])
    }
}

/// A question as the room answered it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// The scope path.
    pub scope: String,
    /// The question's id.
    pub question: String,
    /// About whom or what, such as `Uppgift 1 av 2: besöket`; empty in the frame.
    pub about: String,
    /// The question with its labels filled in.
    pub text: String,
    /// What the key answers, and why; nothing where it never asks.
    pub key: Option<KeyAnswer>,
    /// What was answered, the key's answer first, then the most common.
    pub given: Vec<Given>,
    /// How many were asked.
    pub asked: usize,
    /// The pairs of those that agree; none where not two were asked.
    pub agreement: Option<Share>,
    /// How many left the key here.
    pub parted: usize,
    /// Its points.
    pub points: u32,
}

impl Asked {
    /// Returns whether there is something to talk about: not all answered it, or not all alike, or not as the key.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.given.len() != 1 || self.given[0].stands != Stands::Key
    }
}

/// What the key answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyAnswer {
    /// In words.
    pub answer: String,
    /// Its reason.
    pub reason: Option<String>,
}

/// An answer that some gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    /// In words.
    pub answer: String,
    /// How many gave it.
    pub count: usize,
    /// How it stands to the key.
    pub stands: Stands,
    /// Why it is right too, where it is.
    pub why: Option<String>,
}

/// How an answer stands to the key.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// It is the key's.
    Key,
    /// It is another that gives the same points.
    Accepted,
    /// It is another.
    Other,
    /// The key never asks.
    OffKey,
}

/// Where somebody first left the key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parting {
    /// Who, by position.
    pub participant: usize,
    /// The question, by position.
    pub question: usize,
    /// What was answered, in words.
    pub answer: String,
    /// The reason that was given.
    pub reason: Option<String>,
}

/// A wrong turn: an answer with which some left the key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// The question, by position.
    pub question: usize,
    /// The answer, in words.
    pub answer: String,
    /// How many took it.
    pub count: usize,
    /// How the question is found out, as its help says.
    pub help: Option<String>,
    /// The provisions that the question rests on.
    pub provisions: Vec<String>,
}
