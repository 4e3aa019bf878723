//! A certificate: that somebody walked a room's scenarios, and with which points.
//!
//! Canonical JSON (RFC 8785). The trainer signs its bytes; keys stand elsewhere.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::json::{JsonFault, parse};
use super::room::Room;
use super::score::Score;
use super::sheet::{Ended, RoomName, Sheet, pseudonym};
use crate::answers::safety::{is_invisible, is_refused};
use crate::canonical::{CanonicalError, Strings, hex, sha256, to_bytes};
use crate::text::{Language, Text};

/// The form of the file, with its version.
pub const FORMAT: &str = "menprov-training-certificate/1";
/// What the trainer's signature is for: no decision becomes good by it.
pub const NAMESPACE: &str = "menprov-training-certificate";
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 100;

/// What a certificate says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// [`FORMAT`].
    pub format: String,
    /// When it was written.
    pub issued: DateTime<Utc>,
    /// The version of the program that counted the points.
    pub program: String,
    /// One digest for the rules that the points were counted on, in hexadecimal.
    pub rules: String,
    /// The room.
    pub room: RoomName,
    /// The day on which the room was made.
    pub held: NaiveDate,
    /// The pseudonym.
    pub participant: String,
    /// The name, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// SHA-256 of the sheet's canonical bytes, in hexadecimal.
    pub answers: String,
    /// What was walked, in the room's order.
    pub scenarios: Vec<Passed>,
    /// What of the room was not walked, in the room's order.
    pub missing: Vec<Missing>,
    /// The points of what was walked.
    pub score: Score,
    /// The same points of all that the whole room gives.
    pub total: Score,
}

/// A scenario of the room that was not walked.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The points that it would have given.
    pub of: u32,
}

/// A scenario of the room as it is counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'c> {
    /// What it is called.
    pub title: &'c Text,
    /// The points; nothing where it was not walked.
    pub score: Option<Score>,
    /// The points that it can give.
    pub of: u32,
}

/// A scenario that was walked.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passed {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// SHA-256 of its file, in hexadecimal.
    pub sha256: String,
    /// The day whose law it was walked on.
    pub law_date: NaiveDate,
    /// How it ended.
    pub ended: Ended,
    /// How many hints were looked at.
    pub hints: u32,
    /// Its points.
    pub score: Score,
}

impl Certificate {
    /// Writes what a sheet came to. `counted` are the room's scenarios, in its order; `rules` is the digest of the rules that
    /// they were counted on.
    ///
    /// # Errors
    ///
    /// If the sheet has something that JSON cannot hold canonically.
    pub fn of(
        room: &Room,
        sheet: &Sheet,
        counted: &[Counted<'_>],
        rules: String,
        name: Option<String>,
        issued: DateTime<Utc>,
    ) -> Result<Self, CanonicalError> {
        let passed = room.scenarios.iter().zip(counted).filter_map(|(walk, counted)| {
            let walked = sheet.scenarios.get(&walk.id)?;
            Some(Passed {
                id: walk.id.clone(),
                title: counted.title.clone(),
                sha256: walked.sha256.clone(),
                law_date: walked.law_date,
                ended: walked.ended,
                hints: walked.hints,
                score: counted.score?,
            })
        });
        let scenarios: Vec<Passed> = passed.collect();
        let missing = room.scenarios.iter().zip(counted).filter(|(_, counted)| counted.score.is_none());
        let missing = missing.map(|(walk, counted)| Missing {
            id: walk.id.clone(),
            title: counted.title.clone(),
            of: counted.of,
        });
        let add = |sum: Score, passed: &Passed| Score {
            points: sum.points.saturating_add(passed.score.points),
            of: sum.of.saturating_add(passed.score.of),
        };
        let score = scenarios.iter().fold(Score::default(), add);
        let of = counted.iter().fold(0, |sum: u32, counted| sum.saturating_add(counted.of));
        Ok(Self {
            format: FORMAT.to_owned(),
            issued,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rules,
            room: RoomName { code: room.code.clone(), sha256: room.digest() },
            held: room.created,
            participant: sheet.participant.clone(),
            name,
            answers: hex(&sha256(&to_bytes(sheet, Strings::Exact)?)),
            score,
            total: Score { points: score.points, of },
            missing: missing.collect(),
            scenarios,
        })
    }

    /// Reads a certificate.
    ///
    /// # Errors
    ///
    /// If it is none, or of another version, or says what cannot be.
    pub fn read(text: &str) -> Result<Self, JsonFault> {
        let read: Self = parse(text, FORMAT)?;
        if pseudonym(&read.participant).as_deref() != Ok(&read.participant) {
            return Err(JsonFault::Field("participant"));
        }
        if read.name.as_deref().is_some_and(|own| name(own).as_deref() != Some(own)) {
            return Err(JsonFault::Field("name"));
        }
        let walked = read.scenarios.iter().map(|passed| (&passed.id, &passed.title));
        let mut told = walked.chain(read.missing.iter().map(|missing| (&missing.id, &missing.title)));
        if told.any(|(id, title)| [id, &*title.sv, &*title.en].iter().any(|text| text.chars().any(is_refused))) {
            return Err(JsonFault::Field("scenarios"));
        }
        Ok(read)
    }

    /// Returns the bytes that are signed.
    ///
    /// # Errors
    ///
    /// If it has something that JSON cannot hold canonically.
    pub fn bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        to_bytes(self, Strings::Exact)
    }

    /// Returns what it says, for a reader, line by line.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        let say = |sv, en| language.choose(sv, en);
        let of = |score: Score| {
            let (points, all, percent) = (score.points, score.of, score.percent().unwrap_or_default());
            match language {
                Language::Sv => format!("{points} av {all} poäng ({percent}\u{a0}%)"),
                Language::En => format!("{points} of {all} points ({percent}%)"),
            }
        };
        let mut lines = vec![say("Intyg om övning", "Certificate of training").to_owned(), String::new()];
        let who = match &self.name {
            Some(name) => format!("{name} ({})", self.participant),
            None => self.participant.clone(),
        };
        lines.push(format!("{}: {who}", say("Deltagare", "Participant")));
        lines.push(format!("{}: {}, {}", say("Rum", "Room"), self.room.code, self.held));
        lines.push(format!("{}: {}", say("Utfärdat", "Issued"), self.issued.format("%Y-%m-%d %H:%M UTC")));
        lines.push(format!("{}: {}", say("Resultat", "Result"), of(self.total)));
        let (walked, all) = (self.scenarios.len(), self.scenarios.len() + self.missing.len());
        lines.push(match language {
            Language::Sv => format!("Scenarier: {walked} av {all}"),
            Language::En => format!("Scenarios: {walked} of {all}"),
        });
        lines.push(String::new());
        for passed in &self.scenarios {
            let (law, score) = (passed.law_date, of(passed.score));
            let (title, id) = (passed.title.get(language), &passed.id);
            lines.push(match language {
                Language::Sv => format!("– {title} ({id}), lagen {law}: {score}, ledtrådar {}", passed.hints),
                Language::En => format!("– {title} ({id}), law of {law}: {score}, hints {}", passed.hints),
            });
            lines.push(format!("  SHA-256 {}", passed.sha256));
        }
        for missing in &self.missing {
            let (title, id, of) = (missing.title.get(language), &missing.id, missing.of);
            lines.push(match language {
                Language::Sv => format!("– {title} ({id}): inte gjort, 0 av {of} poäng"),
                Language::En => format!("– {title} ({id}): not done, 0 of {of} points"),
            });
        }
        lines.push(String::new());
        lines.push(format!("{}: menprov {}, SHA-256 {}", say("Regler", "Rules"), self.program, self.rules));
        lines.push(format!("{}: SHA-256 {}", say("Svaren", "The answers"), self.answers));
        lines
    }
}

/// Returns a name as it stands in a certificate: without blanks around it; nothing where it is empty, too long or has what
/// cannot be seen.
#[must_use]
pub fn name(typed: &str) -> Option<String> {
    let name = typed.trim();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    (fits && !name.chars().any(|c| c != ' ' && is_invisible(c))).then(|| name.to_owned())
}
