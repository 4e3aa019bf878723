//! A statement as the bytes that are signed and kept.

use crate::canonical::{self, Strings, digest_from_hex, hex, sha256};

use super::characters::check_all;
use super::error::StatementError;
use super::model::{Act, FORMAT, Statement};

/// A statement together with its exact bytes; the bytes are the truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    statement: Statement,
    bytes: Vec<u8>,
    canonical: bool,
}

impl Sealed {
    /// Makes the bytes of a statement, once.
    ///
    /// # Errors
    /// If a field that such a statement must have is missing, or a text has a character that steers, turns or hides.
    pub fn seal(statement: &Statement) -> Result<Self, StatementError> {
        // Only what is made anew is held to this: what was once signed must still be read and verified.
        check_all(statement)?;
        let bytes = canonical::to_bytes(statement, Strings::Nfc)?;
        // What is kept in memory is what the bytes say, with every string in NFC.
        Self::read(&bytes)
    }

    /// Reads a statement. Bytes that are no longer canonical are read all the same; see [`Self::is_canonical`].
    ///
    /// # Errors
    /// If the bytes are not a whole statement of a known format.
    pub fn read(bytes: &[u8]) -> Result<Self, StatementError> {
        let tree = canonical::parse_value(bytes)?;
        // The format is looked at first, since a newer one may have fields that are unknown here.
        match tree.get("format").and_then(serde_json::Value::as_i64) {
            Some(format) if format != i64::from(FORMAT) => return Err(StatementError::Format(format)),
            _ => {}
        }
        let parsed = canonical::typed::<Statement>(tree, bytes, Strings::Nfc)?;
        whole(&parsed.value)?;
        Ok(Self { statement: parsed.value, bytes: bytes.to_vec(), canonical: parsed.canonical })
    }

    /// Returns what it says.
    #[must_use]
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// Returns the exact bytes: what is signed, kept and verified.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the SHA-256 of the bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(&self.bytes)
    }

    /// Returns the SHA-256 of the bytes in hexadecimal.
    #[must_use]
    pub fn digest_hex(&self) -> String {
        hex(&self.digest())
    }

    /// Returns whether the bytes are the canonical form of what they say.
    #[must_use]
    pub const fn is_canonical(&self) -> bool {
        self.canonical
    }
}

/// Refuses a statement that lacks what its act needs, or holds what is another's.
fn whole(statement: &Statement) -> Result<(), StatementError> {
    let hexes = [("nonce", &statement.nonce), ("record", &statement.record)];
    let hexes = hexes.into_iter().chain(statement.seen.iter().map(|digest| ("seen", digest)));
    for (field, text) in hexes {
        if digest_from_hex(text).is_none() {
            return Err(StatementError::Field(field));
        }
    }
    let has_reason = statement.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    let decides = matches!(statement.kind, Act::Approval | Act::Rejection);
    let wants = [
        ("to", statement.to.is_some(), statement.kind == Act::HandOver),
        ("questions", !statement.questions.is_empty(), statement.kind == Act::Rejection),
        ("answers", !statement.answers.is_empty(), statement.kind == Act::Answers),
        // Whoever hands over or answers may leave it out: the answers have reasons of their own.
        ("reason", has_reason || statement.reason.is_none() && !decides, true),
        ("awaits", !statement.awaits.is_empty() && statement.kind != Act::Answers, false),
    ];
    match wants.into_iter().find(|(_, has, wants)| has != wants) {
        Some((field, ..)) => Err(StatementError::Field(field)),
        None => Ok(()),
    }
}
