//! Answers as written: a tree of scalars, lists and maps, the same from JSON and YAML.
//!
//! Knows no rulebook. A doubled key is a fault here already, since both readers would otherwise let one of the two
//! answers vanish.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// What marks the error of a doubled key until it is turned into a fault.
pub(super) const DOUBLED: &str = "doubled key ";

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw<'a> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A number with decimals, or too large for any question.
    Decimal,
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Raw<'a>>),
    /// A map, in the order written.
    Map(Vec<(Cow<'a, str>, Raw<'a>)>),
}

impl Raw<'_> {
    /// Returns the value of a map's key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns the text of a text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A map's key: borrowed where the file allows it.
pub(super) struct RawKey<'a>(pub Cow<'a, str>);

impl<'de> Deserialize<'de> for RawKey<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = RawKey<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(RawKey(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(RawKey(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Raw::Number(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(value).map_or(Raw::Decimal, Raw::Number))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Raw::Decimal)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Raw::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Raw::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Raw::Text(Cow::Owned(text)))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(Self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(Cow<'de, str>, Raw<'de>)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(RawKey(key)) = map.next_key()? {
            // Few keys are compared one by one, many are hashed: both stay cheap.
            let doubled = if entries.len() < 16 {
                entries.iter().any(|(name, _)| *name == key)
            } else {
                if seen.is_empty() {
                    seen.extend(entries.iter().map(|(name, _)| name.clone()));
                }
                !seen.insert(key.clone())
            };
            if doubled {
                return Err(de::Error::custom(format!("{DOUBLED}`{key}`")));
            }
            let value = map.next_value()?;
            entries.push((key, value));
        }
        Ok(Raw::Map(entries))
    }
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_scalars_keep_their_kind_and_borrow() {
        let raw: Raw<'_> = serde_json::from_str(r#"{"a":[true,7,1.5,"x",null]}"#).expect("valid JSON");
        let list = raw.get("a").expect("the key is there");
        let expected = vec![Raw::Bool(true), Raw::Number(7), Raw::Decimal, Raw::Text(Cow::Borrowed("x")), Raw::Null];
        assert_eq!(list, &Raw::List(expected));
        assert!(matches!(raw, Raw::Map(entries) if matches!(entries[0].0, Cow::Borrowed(_))));
    }

    #[test]
    fn a_doubled_key_is_refused_among_few_and_among_many() {
        let few = serde_json::from_str::<Raw<'_>>(r#"{"a":1,"a":2}"#).expect_err("doubled");
        assert!(few.to_string().starts_with("doubled key `a`"), "{few}");
        let mut many: Vec<String> = (0..40).map(|n| format!("\"k{n}\":1")).collect();
        many.push("\"k3\":2".to_owned());
        let many = serde_json::from_str::<Raw<'_>>(&format!("{{{}}}", many.join(","))).expect_err("doubled");
        assert!(many.to_string().starts_with("doubled key `k3`"), "{many}");
        // The key at which hashing begins must be among the hashed.
        let mut edge: Vec<String> = (0..17).map(|n| format!("\"k{n}\":1")).collect();
        edge.push("\"k16\":2".to_owned());
        assert!(serde_json::from_str::<Raw<'_>>(&format!("{{{}}}", edge.join(","))).is_err());
    }
}
