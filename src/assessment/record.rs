//! The record as the bytes that are signed and kept.

use crate::canonical::{self, CanonicalError, Strings, digest_from_hex, hex, sha256};
use crate::text::Language;

use super::model::{Assessment, FORMAT};
use super::sealed::{Lacking, Sealed};

/// An assessment together with its exact bytes; the bytes are the truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    assessment: Assessment,
    bytes: Vec<u8>,
    canonical: bool,
}

/// Why bytes are no record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RecordError {
    /// They are not JSON, or of another shape.
    Malformed(CanonicalError),
    /// The record is of a format that this program does not know.
    Format(i64),
    /// It speaks of something that it does not hold.
    Lacking(Lacking),
}

impl RecordError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Malformed(error), Language::Sv) => format!("det här är ingen prövning: {}", error.message(language)),
            (Self::Malformed(error), Language::En) => format!("this is no assessment: {}", error.message(language)),
            (Self::Lacking(lacking), Language::Sv) => format!("prövningen är inte hel: {}", lacking.message(language)),
            (Self::Lacking(lacking), Language::En) => {
                format!("the assessment is not whole: {}", lacking.message(language))
            }
            (Self::Format(format), Language::Sv) => format!("prövningen har format {format}, som är okänt här"),
            (Self::Format(format), Language::En) => format!("the assessment has format {format}, unknown here"),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            Self::Malformed(_) | Self::Lacking(_) => language.choose(
                "kontrollera att det är rätt fil och att den inte har öppnats och sparats i ett annat program",
                "check that it is the right file and that no other program has opened and saved it",
            ),
            Self::Format(_) => language.choose("använd en nyare menprov", "use a newer menprov"),
        };
        Some(hint.to_owned())
    }
}

impl From<&Assessment> for Assessment {
    fn from(assessment: &Assessment) -> Self {
        assessment.clone()
    }
}

impl Record {
    /// Makes the bytes of an assessment, once. Its texts must be those that its own labels give.
    ///
    /// # Errors
    /// If it holds a number without an exact form.
    pub fn seal(assessment: impl Into<Assessment>) -> Result<Self, CanonicalError> {
        let assessment = assessment.into();
        let written = canonical::write(&Sealed::of(&assessment), Strings::Nfc)?;
        let bytes = written.bytes;
        if written.as_is {
            return Ok(Self { assessment, bytes, canonical: true });
        }
        // What is kept in memory is what the bytes say, with every string in NFC.
        let shape = |message: String| CanonicalError::Shape(message);
        let sealed: Sealed<'_> = serde_json::from_slice(&bytes).map_err(|error| shape(error.to_string()))?;
        let assessment = sealed.open().map_err(|lacking| shape(lacking.message(Language::En)))?;
        Ok(Self { assessment, bytes, canonical: true })
    }

    /// Reads a record. Bytes that are no longer canonical are read all the same; see [`Self::is_canonical`].
    ///
    /// # Errors
    /// If the bytes are not an assessment of a known format.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        let tree = canonical::parse_value(bytes).map_err(RecordError::Malformed)?;
        // The format is looked at first, since a newer one may have fields that are unknown here.
        match tree.get("format").and_then(serde_json::Value::as_i64) {
            Some(format) if format != i64::from(FORMAT) => return Err(RecordError::Format(format)),
            _ => {}
        }
        let parsed = canonical::typed::<Sealed<'_>>(tree, bytes, Strings::Nfc).map_err(RecordError::Malformed)?;
        let assessment = parsed.value.open().map_err(RecordError::Lacking)?;
        let digests = [("nonce", &assessment.nonce), ("rules.closure", &assessment.rules.closure)];
        for (name, text) in digests.into_iter().chain(assessment.second_of.as_ref().map(|first| ("second_of", first))) {
            if digest_from_hex(text).is_none() {
                return Err(RecordError::Malformed(CanonicalError::Shape(format!("`{name}` is not 64 hex digits"))));
            }
        }
        Ok(Self { assessment, bytes: bytes.to_vec(), canonical: parsed.canonical })
    }

    /// Returns the assessment.
    #[must_use]
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// Returns the exact bytes: what is signed, kept and verified.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the exact bytes and lets go of what they say.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
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
    pub fn is_canonical(&self) -> bool {
        self.canonical
    }
}
