//! Canonical bytes (RFC 8785) and their digests: made once, when a record comes into being.
//!
//! From then on the stored bytes are the truth: a signature is checked over them and never over bytes made anew.
//! What is read back is made canonical once more only to say whether it still is. No floats, no integers that a
//! reader with doubles would round (RFC 8785 section 3.2.2.3 and appendix D), no key twice.

mod quick;

use std::cell::RefCell;
use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::text::Language;

/// The greatest integer that every JSON reader keeps exactly: 2^53 − 1.
pub const GREATEST: i64 = (1 << 53) - 1;

/// What is done with strings.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Strings {
    /// They are brought into NFC, so that å typed in two ways is one å.
    Nfc,
    /// They are kept as they are: the text of a file, whose digest must stay.
    Exact,
}

/// Why a value has no canonical form, or why bytes are not a value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    Float,
    /// A whole number beyond ±(2^53 − 1).
    TooLarge,
    /// The same key twice in one object.
    DuplicateKey(String),
    /// No JSON at this place, counted from 1.
    Syntax {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// JSON of another shape: an unknown field, a missing one, a value of another kind.
    Shape(String),
}

impl CanonicalError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Float => language.choose("ett tal är inte ett heltal", "a number is not a whole number").into(),
            Self::TooLarge => {
                language.choose("ett heltal är större än 2^53 − 1", "a whole number is greater than 2^53 − 1").into()
            }
            Self::DuplicateKey(key) => match language {
                Language::Sv => format!("nyckeln `{key}` står två gånger"),
                Language::En => format!("the key `{key}` stands twice"),
            },
            Self::Syntax { line, column } => match language {
                Language::Sv => format!("inte JSON på rad {line}, kolumn {column}"),
                Language::En => format!("not JSON at line {line}, column {column}"),
            },
            Self::Shape(detail) => match language {
                Language::Sv => format!("JSON av ett annat slag: {detail}"),
                Language::En => format!("JSON of another shape: {detail}"),
            },
        }
    }
}

/// A value read from bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed<T> {
    /// The value.
    pub value: T,
    /// Whether the bytes are the canonical form of the value.
    pub canonical: bool,
}

/// The canonical bytes of a value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Written {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether every string stands in them as it is in the value.
    pub as_is: bool,
}

/// Returns the canonical bytes of a value.
///
/// # Errors
/// If the value holds a number that has no exact form.
pub fn to_bytes<T: Serialize>(value: &T, strings: Strings) -> Result<Vec<u8>, CanonicalError> {
    write(value, strings).map(|written| written.bytes)
}

/// Writes a value canonically and says whether anything had to be changed for it.
///
/// # Errors
/// If the value holds a number that has no exact form.
pub fn write<T: Serialize>(value: &T, strings: Strings) -> Result<Written, CanonicalError> {
    match quick::to_bytes(value, strings) {
        Some(bytes) => Ok(Written { bytes, as_is: true }),
        None => Ok(Written { bytes: slow_bytes(value, strings)?, as_is: strings == Strings::Exact }),
    }
}

/// Writes a value by way of a tree: every number looked at, every string brought into form.
fn slow_bytes<T: Serialize>(value: &T, strings: Strings) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value).map_err(|error| CanonicalError::Shape(error.to_string()))?;
    serde_json_canonicalizer::to_vec(&checked(value, strings)?)
        .map_err(|error| CanonicalError::Shape(error.to_string()))
}

/// Reads a value strictly: no key twice, no float, no integer beyond the exact ones.
///
/// Unknown fields are refused by the type itself, with `deny_unknown_fields`.
///
/// # Errors
/// If the bytes are not JSON of that shape.
pub fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8], strings: Strings) -> Result<Parsed<T>, CanonicalError> {
    typed(parse_value(bytes)?, bytes, strings)
}

/// Returns a tree of [`parse_value`] as the value it stands for; `bytes` are those that it was read from.
///
/// # Errors
/// If the tree is of another shape.
pub fn typed<T: DeserializeOwned + Serialize>(
    tree: Value,
    bytes: &[u8],
    strings: Strings,
) -> Result<Parsed<T>, CanonicalError> {
    let value: T = shaped(tree)?;
    let canonical = to_bytes(&value, strings)? == bytes;
    Ok(Parsed { value, canonical })
}

/// Returns a tree of [`parse_value`] as the value it stands for, where nobody asks whether the bytes were canonical.
///
/// # Errors
/// If the tree is of another shape.
pub fn shaped<T: DeserializeOwned>(tree: Value) -> Result<T, CanonicalError> {
    serde_json::from_value(tree).map_err(|error| CanonicalError::Shape(error.to_string()))
}

/// Reads JSON strictly into a tree.
///
/// # Errors
/// If the bytes are not JSON, or hold a key twice or a number without an exact form.
pub fn parse_value(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let fault = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Strict { fault: &fault }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| fault.take().unwrap_or(CanonicalError::Syntax { line: error.line(), column: error.column() }))
}

/// Returns the SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Returns bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes every write");
        text
    })
}

/// Reads 64 lower-case hexadecimal digits.
#[must_use]
pub fn digest_from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut digest = [0; 32];
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(digest)
}

fn checked(value: Value, strings: Strings) -> Result<Value, CanonicalError> {
    Ok(match value {
        Value::Null | Value::Bool(_) => value,
        Value::Number(number) => Value::Number(exact(number)?),
        Value::String(text) => Value::String(string(text, strings)),
        Value::Array(rows) => {
            Value::Array(rows.into_iter().map(|row| checked(row, strings)).collect::<Result<_, _>>()?)
        }
        Value::Object(fields) => {
            let mut object = Map::new();
            for (key, value) in fields {
                let key = string(key, strings);
                let value = checked(value, strings)?;
                // Two spellings of one name meet here, when NFC joins them.
                if object.insert(key.clone(), value).is_some() {
                    return Err(CanonicalError::DuplicateKey(key));
                }
            }
            Value::Object(object)
        }
    })
}

fn string(text: String, strings: Strings) -> String {
    if strings == Strings::Exact || is_nfc(&text) { text } else { text.nfc().collect() }
}

fn exact(number: serde_json::Number) -> Result<serde_json::Number, CanonicalError> {
    match number.as_i64() {
        Some(whole) if whole.unsigned_abs() <= GREATEST.unsigned_abs() => Ok(number),
        Some(_) => Err(CanonicalError::TooLarge),
        None if number.is_u64() => Err(CanonicalError::TooLarge),
        None => Err(CanonicalError::Float),
    }
}

/// Reads a tree and leaves the fault aside, since serde's own error holds words and no data.
#[derive(Clone, Copy)]
struct Strict<'f> {
    fault: &'f RefCell<Option<CanonicalError>>,
}

impl Strict<'_> {
    fn refuse<E: serde::de::Error>(self, fault: CanonicalError) -> E {
        self.fault.replace(Some(fault));
        E::custom("refused")
    }

    fn number<E: serde::de::Error>(self, number: serde_json::Number) -> Result<Value, E> {
        exact(number).map(Value::Number).map_err(|fault| self.refuse(fault))
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.number(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.number(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Value, E> {
        Err(self.refuse(CanonicalError::Float))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(row) = rows.next_element_seed(self)? {
            array.push(row);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(self.refuse(CanonicalError::DuplicateKey(key)));
            }
            let value = fields.next_value_seed(self)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        name: String,
        age: i64,
    }

    #[test]
    fn keys_are_sorted_and_blanks_are_gone() {
        let bytes = to_bytes(&json!({"b": [1, true, null], "a": "å\n"}), Strings::Nfc).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "{\"a\":\"å\\n\",\"b\":[1,true,null]}");
    }

    #[test]
    fn keys_are_sorted_by_utf16_as_the_rfc_says() {
        // RFC 8785 section 3.2.3: U+1F600 sorts before U+FB33 because its first UTF-16 unit is smaller.
        let bytes = to_bytes(&json!({"\u{fb33}": 1, "\u{1f600}": 2}), Strings::Exact).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.find('\u{1f600}').unwrap() < text.find("\":1").unwrap(), "{text}");
    }

    #[test]
    fn strings_become_nfc_unless_they_are_the_text_of_a_file() {
        let decomposed = json!({"a\u{30a}": "o\u{308}"});
        assert_eq!(to_bytes(&decomposed, Strings::Nfc).unwrap(), "{\"å\":\"ö\"}".as_bytes());
        assert_eq!(to_bytes(&decomposed, Strings::Exact).unwrap(), "{\"a\u{30a}\":\"o\u{308}\"}".as_bytes());
    }

    #[test]
    fn two_spellings_of_one_key_are_refused() {
        let twice = json!({"a\u{30a}": 1, "å": 2});
        assert_eq!(to_bytes(&twice, Strings::Nfc), Err(CanonicalError::DuplicateKey("å".into())));
    }

    #[test]
    fn numbers_that_a_reader_would_round_are_refused() {
        assert!(to_bytes(&GREATEST, Strings::Nfc).is_ok());
        assert!(to_bytes(&-GREATEST, Strings::Nfc).is_ok());
        assert_eq!(to_bytes(&(GREATEST + 1), Strings::Nfc), Err(CanonicalError::TooLarge));
        assert_eq!(to_bytes(&(-GREATEST - 1), Strings::Nfc), Err(CanonicalError::TooLarge));
        assert_eq!(to_bytes(&u64::MAX, Strings::Nfc), Err(CanonicalError::TooLarge));
        assert_eq!(to_bytes(&0.5, Strings::Nfc), Err(CanonicalError::Float));
    }

    #[test]
    fn a_key_twice_is_refused_at_any_depth() {
        assert_eq!(parse_value(b"{\"a\":1,\"a\":1}"), Err(CanonicalError::DuplicateKey("a".into())));
        assert_eq!(parse_value(b"[{\"b\":{\"x\":1,\"x\":2}}]"), Err(CanonicalError::DuplicateKey("x".into())));
        assert_eq!(parse_value(b"{\"a\":1,\"\\u0061\":1}"), Err(CanonicalError::DuplicateKey("a".into())));
    }

    #[test]
    fn bad_numbers_and_bad_json_are_told_apart() {
        assert_eq!(parse_value(b"1.0"), Err(CanonicalError::Float));
        assert_eq!(parse_value(b"1e3"), Err(CanonicalError::Float));
        assert_eq!(parse_value(b"9007199254740992"), Err(CanonicalError::TooLarge));
        assert_eq!(parse_value(b"{\n\"a\" 1}"), Err(CanonicalError::Syntax { line: 2, column: 5 }));
        assert!(matches!(parse_value(b"1 2"), Err(CanonicalError::Syntax { .. })));
        assert!(matches!(parse_value(b"\"\xff\""), Err(CanonicalError::Syntax { .. })));
        let deep = "[".repeat(100_000);
        assert!(matches!(parse_value(deep.as_bytes()), Err(CanonicalError::Syntax { .. })));
    }

    #[test]
    fn a_reader_says_whether_the_bytes_are_canonical() {
        let canonical: Parsed<Small> = parse(b"{\"age\":3,\"name\":\"x\"}", Strings::Nfc).unwrap();
        assert!(canonical.canonical);
        for other in ["{\"name\":\"x\",\"age\":3}", "{\"age\":3, \"name\":\"x\"}", "{\"age\":3,\"name\":\"\\u0078\"}"] {
            let parsed: Parsed<Small> = parse(other.as_bytes(), Strings::Nfc).unwrap();
            assert_eq!(parsed.value, canonical.value);
            assert!(!parsed.canonical, "{other}");
        }
        let decomposed: Parsed<Small> = parse("{\"age\":3,\"name\":\"a\u{30a}\"}".as_bytes(), Strings::Nfc).unwrap();
        assert!(!decomposed.canonical);
    }

    #[test]
    fn unknown_and_missing_fields_are_refused() {
        for bad in ["{\"age\":3,\"name\":\"x\",\"z\":1}", "{\"age\":3}", "{\"age\":\"3\",\"name\":\"x\"}"] {
            assert!(matches!(parse::<Small>(bad.as_bytes(), Strings::Nfc), Err(CanonicalError::Shape(_))), "{bad}");
        }
    }

    #[test]
    fn digests_are_the_published_ones() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(b"abc")), abc);
        assert_eq!(digest_from_hex(abc), Some(sha256(b"abc")));
        assert_eq!(digest_from_hex(&abc.to_uppercase()), None);
        assert_eq!(digest_from_hex(&abc[1..]), None);
        assert_eq!(digest_from_hex(&format!("{}å", &abc[2..])), None);
    }

    /// Any JSON value without floats, three levels deep.
    pub(super) fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (-GREATEST..=GREATEST).prop_map(Value::from),
            any::<String>().prop_map(Value::String),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::hash_map("[a-zåäö\u{30a}]{0,3}", inner, 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_bytes_are_stable(value in any_value()) {
            if let Ok(bytes) = to_bytes(&value, Strings::Nfc) {
                let again: Parsed<Value> = parse(&bytes, Strings::Nfc).unwrap();
                prop_assert!(again.canonical);
                prop_assert_eq!(to_bytes(&again.value, Strings::Nfc).unwrap(), bytes);
            }
            let exact = to_bytes(&value, Strings::Exact).unwrap();
            prop_assert_eq!(parse_value(&exact).unwrap(), value);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_value(&bytes);
        }
    }
}
