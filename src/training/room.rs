//! A room: which scenarios it walks, and the code by which its members know it.
//!
//! The file is JSON with a fixed set of fields. Its digest is that of its canonical bytes (RFC 8785), so that whoever opens
//! and saves it in an editor has the same room.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::json::{JsonFault, parse};
use super::scenario::Scenario;
use crate::canonical::{Strings, hex, sha256, to_bytes};

/// The form of the file, with its version.
pub const FORMAT: &str = "menprov-training-room/1";
/// The most scenarios that a room walks.
pub const MOST_SCENARIOS: usize = 50;
/// The letters of a code: no vowels, so that no word comes out, and nothing that looks or sounds like another.
const LETTERS: &[u8; 16] = b"BCDFGHJKLMPRSTVX";

/// A room as its file has it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// [`FORMAT`].
    pub format: String,
    /// What is said aloud: `KRTM-VXPB`.
    pub code: String,
    /// The day on which it was made.
    pub created: NaiveDate,
    /// The version of the program that made it.
    pub program: String,
    /// One digest for the rules that it was made with, in hexadecimal.
    pub rules: String,
    /// What is walked, in this order.
    pub scenarios: Vec<Walk>,
}

/// A scenario of a room.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    /// Its id.
    pub id: String,
    /// SHA-256 of its file, in hexadecimal.
    pub sha256: String,
}

impl Room {
    /// Makes a room.
    #[must_use]
    pub fn new(code: String, scenarios: &[&Scenario], rules: String, created: NaiveDate) -> Self {
        let walk = |scenario: &&Scenario| Walk { id: scenario.id.to_string(), sha256: hex(&scenario.sha256) };
        Self {
            format: FORMAT.to_owned(),
            code,
            created,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rules,
            scenarios: scenarios.iter().map(walk).collect(),
        }
    }

    /// Reads the text of a session file.
    ///
    /// # Errors
    ///
    /// If it is no such file, or one of another version, or says what no room can.
    pub fn read(text: &str) -> Result<Self, JsonFault> {
        let room: Self = parse(text, FORMAT)?;
        if !is_code(&room.code) {
            return Err(JsonFault::Field("code"));
        }
        let mut ids: Vec<&str> = room.scenarios.iter().map(|walk| walk.id.as_str()).collect();
        ids.sort_unstable();
        if ids.is_empty() || ids.len() > MOST_SCENARIOS || ids.windows(2).any(|two| two[0] == two[1]) {
            return Err(JsonFault::Field("scenarios"));
        }
        Ok(room)
    }

    /// Returns the text of the session file.
    #[must_use]
    pub fn write(&self) -> String {
        // Texts, a date and lists: nothing that JSON cannot hold.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Returns SHA-256 of the room's canonical bytes, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        to_bytes(self, Strings::Exact).map(|bytes| hex(&sha256(&bytes))).unwrap_or_default()
    }
}

/// Returns whether a text is a code such as a room has.
#[must_use]
pub fn is_code(text: &str) -> bool {
    let code = text.as_bytes();
    code.len() == 9 && code[4] == b'-' && code[..4].iter().chain(&code[5..]).all(|letter| LETTERS.contains(letter))
}

/// Returns a code out of eight random bytes, of which four bits each are used.
#[must_use]
pub fn code(random: [u8; 8]) -> String {
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte & 15)]);
    let (left, right) = random.split_at(4);
    left.iter().map(|&byte| letter(byte)).chain(['-']).chain(right.iter().map(|&byte| letter(byte))).collect()
}
