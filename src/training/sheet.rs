//! A participant's sheet: what one member of a room answered.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::answered::Said;
use super::json::{JsonFault, parse};
use super::room::Room;
use crate::answers::safety::{is_invisible, is_refused};
use crate::reasons::holds_personal_number;
use crate::text::Language;

/// The form of the file, with its version.
pub const FORMAT: &str = "menprov-training-answers/1";
/// The largest sheet, in bytes.
pub const LARGEST: u64 = 4 << 20;
/// The longest pseudonym, in characters.
pub const LONGEST_NAME: usize = 30;
/// The longest text of an answer or a reason, in characters.
pub const LONGEST_TEXT: usize = 20_000;

/// What a participant answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// [`FORMAT`].
    pub format: String,
    /// The room.
    pub room: RoomName,
    /// The pseudonym, chosen or given.
    pub participant: String,
    /// A random mark of where the sheet is written, so that nobody else writes over it; it says nothing of who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writer: Option<String>,
    /// What was walked, by the id of the scenario.
    pub scenarios: BTreeMap<String, Walked>,
    /// When each of them was handed in, last, by the id of the scenario.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub handed_in: BTreeMap<String, DateTime<Utc>>,
}

/// Which room a sheet belongs to.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomName {
    /// Its code.
    pub code: String,
    /// The digest of its session file, see [`Room::digest`].
    pub sha256: String,
}

/// A scenario that was walked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walked {
    /// SHA-256 of the scenario's file, in hexadecimal.
    pub sha256: String,
    /// The day whose law it was walked on.
    pub law_date: NaiveDate,
    /// How it ended.
    pub ended: Ended,
    /// How many hints were looked at.
    pub hints: u32,
    /// The answers: by scope, then by question.
    pub answers: BTreeMap<String, BTreeMap<String, Said>>,
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// In an outcome.
    Finished,
    /// It waits or has stopped.
    Halted,
}

/// Why a pseudonym is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NameFault {
    /// Nothing that can be seen.
    Empty,
    /// Longer than [`LONGEST_NAME`].
    Long,
    /// Something else than letters, digits, blanks and hyphens.
    Signs,
    /// A personal number.
    PersonalNumber,
}

impl NameFault {
    /// Returns what is wrong.
    #[must_use]
    pub const fn message(self, language: Language) -> &'static str {
        match self {
            Self::Empty => language.choose("pseudonymen är tom", "the pseudonym is empty"),
            Self::Long => language.choose("pseudonymen är för lång", "the pseudonym is too long"),
            Self::Signs => language.choose(
                "pseudonymen har andra tecken än bokstäver, siffror, blanksteg och bindestreck",
                "the pseudonym has other characters than letters, digits, blanks and hyphens",
            ),
            Self::PersonalNumber => {
                language.choose("pseudonymen är ett personnummer", "the pseudonym is a personal number")
            }
        }
    }
}

/// Returns a pseudonym as it is kept: without blanks around it.
///
/// # Errors
///
/// If it could be a path or a person's number, or cannot be read aloud.
pub fn pseudonym(typed: &str) -> Result<String, NameFault> {
    let name = typed.trim();
    if name.chars().all(is_invisible) {
        return Err(NameFault::Empty);
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(NameFault::Long);
    }
    if !name.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-') {
        return Err(NameFault::Signs);
    }
    if holds_personal_number(name) {
        return Err(NameFault::PersonalNumber);
    }
    Ok(name.to_owned())
}

impl Sheet {
    /// Begins a sheet.
    #[must_use]
    pub fn new(room: &Room, participant: String) -> Self {
        let room = RoomName { code: room.code.clone(), sha256: room.digest() };
        Self {
            format: FORMAT.to_owned(),
            room,
            participant,
            writer: None,
            scenarios: BTreeMap::new(),
            handed_in: BTreeMap::new(),
        }
    }

    /// Reads the text of a sheet.
    ///
    /// # Errors
    ///
    /// If it is no such file, or holds what nobody can have typed.
    pub fn read(text: &str) -> Result<Self, JsonFault> {
        let sheet: Self = parse(text, FORMAT)?;
        if pseudonym(&sheet.participant).as_deref() != Ok(&sheet.participant) {
            return Err(JsonFault::Field("participant"));
        }
        let said = sheet.scenarios.values().flat_map(|walked| walked.answers.values()).flat_map(BTreeMap::values);
        for said in said {
            if !is_typed(&said.answer) || !said.texts().all(is_text) {
                return Err(JsonFault::Field("answers"));
            }
        }
        Ok(sheet)
    }

    /// Returns the text of the sheet.
    #[must_use]
    pub fn write(&self) -> String {
        // Texts, dates and maps by text: nothing that JSON cannot hold.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Returns whether a sheet is of this room, by its code and by its file.
    #[must_use]
    pub fn is_of(&self, room: &Room) -> bool {
        self.room.code == room.code && self.room.sha256 == room.digest()
    }

    /// Returns what the file is called: the code and the pseudonym, in letters that every file system has.
    #[must_use]
    pub fn file_name(&self) -> String {
        let plain = crate::ruleset::suggest::plain(&self.participant);
        let plain: String = plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("{}-{plain}.json", self.room.code)
    }
}

fn is_text(text: &str) -> bool {
    text.chars().count() <= LONGEST_TEXT && !text.chars().any(is_refused)
}

/// Returns whether every text in an answer could have been typed.
fn is_typed(answer: &serde_json::Value) -> bool {
    match answer {
        serde_json::Value::String(text) => is_text(text),
        serde_json::Value::Array(all) => all.iter().all(is_typed),
        serde_json::Value::Object(fields) => fields.values().all(is_typed),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::room::{self, Walk};

    fn room() -> Room {
        let scenarios = vec![Walk { id: "e-post".to_owned(), sha256: "00".repeat(32) }];
        let created = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let room = Room::new(room::code([1, 2, 3, 4, 250, 251, 252, 253]), &[], "ab".repeat(32), created);
        Room { scenarios, ..room }
    }

    #[test]
    fn a_room_and_a_sheet_read_back_as_they_were_written() {
        let room = room();
        assert_eq!(room.code, "CDFG-PRST");
        assert_eq!(Room::read(&room.write()), Ok(room.clone()));
        let mut sheet = Sheet::new(&room, "Blå häger".to_owned());
        let said = Said { answer: "ja".into(), reason: Some("Det står i mejlet.".to_owned()), ..Said::default() };
        let answers = [("frame".to_owned(), [("q".to_owned(), said)].into())].into();
        let day = room.created;
        let walked = Walked { sha256: "00".repeat(32), law_date: day, ended: Ended::Finished, hints: 1, answers };
        sheet.scenarios.insert("e-post".to_owned(), walked);
        assert_eq!(Sheet::read(&sheet.write()), Ok(sheet.clone()));
        assert!(sheet.is_of(&room));
        assert_eq!(sheet.file_name(), "CDFG-PRST-bla-hager.json");
    }

    #[test]
    fn another_room_is_told_by_its_code_and_by_its_file() {
        let (one, sheet) = (room(), Sheet::new(&room(), "Falk".to_owned()));
        assert!(!sheet.is_of(&Room { code: "CDFG-PRSX".to_owned(), ..one.clone() }));
        assert!(!sheet.is_of(&Room { scenarios: Vec::new(), ..one }));
    }

    #[test]
    fn what_is_no_room_is_refused() {
        let good = room().write();
        let fault = |from: &str, to: &str| Room::read(&good.replace(from, to)).expect_err("refused");
        assert_eq!(fault("CDFG-PRST", "CDFG PRST"), JsonFault::Field("code"));
        assert_eq!(fault("CDFG-PRST", "../../etc"), JsonFault::Field("code"));
        assert!(matches!(fault("room/1", "room/2"), JsonFault::Format { found: Some(_), .. }));
        assert!(matches!(fault("\"created\"", "\"made\""), JsonFault::Json(_)));
        assert!(matches!(fault("\"created\"", "\"code\": \"X\", \"created\""), JsonFault::Json(_)));
        assert!(matches!(Room::read("{}").expect_err("refused"), JsonFault::Format { found: None, .. }));
        assert!(matches!(Room::read("{\"format\": ").expect_err("refused"), JsonFault::Json(_)));
        assert_eq!(Room::read(&Room { scenarios: Vec::new(), ..room() }.write()), Err(JsonFault::Field("scenarios")));
        let twice = [room().scenarios, room().scenarios].concat();
        assert_eq!(Room::read(&Room { scenarios: twice, ..room() }.write()), Err(JsonFault::Field("scenarios")));
    }

    #[test]
    fn a_sheet_holds_nothing_that_nobody_typed() {
        let with = |answer: &str| {
            let mut sheet = Sheet::new(&room(), "Falk".to_owned());
            let said = Said { answer: answer.into(), ..Said::default() };
            let answers = [("frame".to_owned(), [("q".to_owned(), said)].into())].into();
            let walked =
                Walked { sha256: String::new(), law_date: room().created, ended: Ended::Halted, hints: 0, answers };
            sheet.scenarios.insert("e-post".to_owned(), walked);
            Sheet::read(&sheet.write())
        };
        assert!(with("ja").is_ok());
        assert_eq!(with("j\u{1b}[2Ja"), Err(JsonFault::Field("answers")));
        assert_eq!(with(&"a".repeat(LONGEST_TEXT + 1)), Err(JsonFault::Field("answers")));
        let named = Sheet::new(&room(), "../Falk".to_owned());
        assert_eq!(Sheet::read(&named.write()), Err(JsonFault::Field("participant")));
    }

    #[test]
    fn a_pseudonym_is_short_and_no_path_and_nobodys_number() {
        assert_eq!(pseudonym("  Blå häger 7 ").as_deref(), Ok("Blå häger 7"));
        assert_eq!(pseudonym(" \u{200b}"), Err(NameFault::Empty));
        assert_eq!(pseudonym(&"a".repeat(31)), Err(NameFault::Long));
        assert_eq!(pseudonym("a/b"), Err(NameFault::Signs));
        assert_eq!(pseudonym("19121212-1212"), Err(NameFault::PersonalNumber));
    }
}
