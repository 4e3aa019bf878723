//! Canonical bytes written straight from a value, where nothing stands in the way.
//!
//! It writes what the slow way would write or it writes nothing: whatever is not plainly right (a float, a number that
//! a reader would round, a string that is not NFC, a key beyond plain ASCII, a key twice) is left to the slow way, which
//! also has the words for what is wrong.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};
use unicode_normalization::is_nfc;

use super::{GREATEST, Strings};

/// Every character that is written with bytes below this one comes before U+0300, where NFC changes nothing.
const FIRST_TO_LOOK_AT: u8 = 0xCC;

/// Returns the canonical bytes of a value, or nothing where there is any doubt.
pub(super) fn to_bytes<T: Serialize>(value: &T, strings: Strings) -> Option<Vec<u8>> {
    let mut page = Page { out: Vec::new(), objects: Vec::new(), spare: Vec::new(), string: 0, strings };
    value.serialize(&mut Serializer::with_formatter(io::sink(), Writer(&mut page))).ok()?;
    Some(page.out)
}

/// What has been written, and what is needed to put keys in order.
struct Page {
    out: Vec<u8>,
    /// The objects that are open, the innermost last.
    objects: Vec<Object>,
    spare: Vec<u8>,
    /// Where the string begins that is being written.
    string: usize,
    strings: Strings,
}

/// An object of which the end has not been written.
#[derive(Default)]
struct Object {
    /// Where its first key begins.
    start: usize,
    /// Where each key begins and ends, and where its value ends.
    fields: Vec<[usize; 3]>,
}

struct Writer<'p>(&'p mut Page);

impl Writer<'_> {
    fn put(&mut self, bytes: &[u8]) {
        self.0.out.extend_from_slice(bytes);
    }

    fn whole<N: ToString + TryInto<i64>>(&mut self, number: N) -> io::Result<()> {
        let digits = number.to_string();
        match number.try_into() {
            Ok(whole) if whole.unsigned_abs() <= GREATEST.unsigned_abs() => {
                self.put(digits.as_bytes());
                Ok(())
            }
            _ => Err(doubt()),
        }
    }

    fn field(&mut self) -> io::Result<&mut [usize; 3]> {
        self.0.objects.last_mut().and_then(|object| object.fields.last_mut()).ok_or_else(doubt)
    }
}

fn doubt() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

impl Formatter for Writer<'_> {
    fn write_null<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.put(b"null");
        Ok(())
    }

    fn write_bool<W: ?Sized + io::Write>(&mut self, _: &mut W, value: bool) -> io::Result<()> {
        self.put(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn write_i8<W: ?Sized + io::Write>(&mut self, _: &mut W, value: i8) -> io::Result<()> {
        self.whole(value)
    }

    fn write_i16<W: ?Sized + io::Write>(&mut self, _: &mut W, value: i16) -> io::Result<()> {
        self.whole(value)
    }

    fn write_i32<W: ?Sized + io::Write>(&mut self, _: &mut W, value: i32) -> io::Result<()> {
        self.whole(value)
    }

    fn write_i64<W: ?Sized + io::Write>(&mut self, _: &mut W, value: i64) -> io::Result<()> {
        self.whole(value)
    }

    fn write_i128<W: ?Sized + io::Write>(&mut self, _: &mut W, value: i128) -> io::Result<()> {
        self.whole(value)
    }

    fn write_u8<W: ?Sized + io::Write>(&mut self, _: &mut W, value: u8) -> io::Result<()> {
        self.whole(value)
    }

    fn write_u16<W: ?Sized + io::Write>(&mut self, _: &mut W, value: u16) -> io::Result<()> {
        self.whole(value)
    }

    fn write_u32<W: ?Sized + io::Write>(&mut self, _: &mut W, value: u32) -> io::Result<()> {
        self.whole(value)
    }

    fn write_u64<W: ?Sized + io::Write>(&mut self, _: &mut W, value: u64) -> io::Result<()> {
        self.whole(value)
    }

    fn write_u128<W: ?Sized + io::Write>(&mut self, _: &mut W, value: u128) -> io::Result<()> {
        self.whole(value)
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, _: &mut W, _: f32) -> io::Result<()> {
        Err(doubt())
    }

    fn write_f64<W: ?Sized + io::Write>(&mut self, _: &mut W, _: f64) -> io::Result<()> {
        Err(doubt())
    }

    fn write_number_str<W: ?Sized + io::Write>(&mut self, _: &mut W, _: &str) -> io::Result<()> {
        Err(doubt())
    }

    fn begin_string<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.put(b"\"");
        self.0.string = self.0.out.len();
        Ok(())
    }

    fn end_string<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let written = &self.0.out[self.0.string..];
        // Escapes are ASCII, so that what is not NFC without them is not NFC with them either.
        if self.0.strings == Strings::Nfc
            && written.iter().any(|byte| *byte >= FIRST_TO_LOOK_AT)
            && !std::str::from_utf8(written).is_ok_and(is_nfc)
        {
            return Err(doubt());
        }
        self.put(b"\"");
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        self.put(fragment.as_bytes());
        Ok(())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, _: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            CharEscape::Quote => self.put(b"\\\""),
            CharEscape::ReverseSolidus => self.put(b"\\\\"),
            CharEscape::Solidus => self.put(b"/"),
            CharEscape::Backspace => self.put(b"\\b"),
            CharEscape::FormFeed => self.put(b"\\f"),
            CharEscape::LineFeed => self.put(b"\\n"),
            CharEscape::CarriageReturn => self.put(b"\\r"),
            CharEscape::Tab => self.put(b"\\t"),
            CharEscape::AsciiControl(byte) => self.put(format!("\\u{byte:04x}").as_bytes()),
        }
        Ok(())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.put(b"[");
        Ok(())
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.put(b"]");
        Ok(())
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, _: &mut W, first: bool) -> io::Result<()> {
        if !first {
            self.put(b",");
        }
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.put(b"{");
        let start = self.0.out.len();
        self.0.objects.push(Object { start, fields: Vec::new() });
        Ok(())
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W, first: bool) -> io::Result<()> {
        if !first {
            self.put(b",");
        }
        let start = self.0.out.len();
        self.0.objects.last_mut().ok_or_else(doubt)?.fields.push([start; 3]);
        Ok(())
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let end = self.0.out.len();
        let field = self.field()?;
        field[1] = end;
        let start = field[0];
        // RFC 8785 sorts by UTF-16 units of the key itself; for plain ASCII without escapes that is the order of bytes.
        let plain = |byte: &u8| byte.is_ascii() && *byte != b'\\';
        if self.0.out[start..end].iter().all(plain) { Ok(()) } else { Err(doubt()) }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.put(b":");
        Ok(())
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let end = self.0.out.len();
        self.field()?[2] = end;
        Ok(())
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let Page { out, objects, spare, .. } = &mut *self.0;
        let Object { start, mut fields } = objects.pop().ok_or_else(doubt)?;
        // Without the quotation marks, since a blank would sort before the one that ends a shorter key.
        let key = |[start, end, _]: &[usize; 3]| &out[start + 1..end - 1];
        if !fields.is_sorted_by(|one, other| key(one) < key(other)) {
            fields.sort_by(|one, other| key(one).cmp(key(other)));
            if !fields.is_sorted_by(|one, other| key(one) < key(other)) {
                return Err(doubt());
            }
            spare.clear();
            for (at, [start, _, end]) in fields.iter().enumerate() {
                if at > 0 {
                    spare.push(b',');
                }
                spare.extend_from_slice(&out[*start..*end]);
            }
            out[start..].copy_from_slice(spare);
        }
        out.push(b'}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::{slow_bytes, tests::any_value};
    use super::*;

    #[test]
    fn what_is_in_doubt_is_left_to_the_slow_way() {
        for doubtful in [
            json!(0.5),
            json!(1.0),
            json!(GREATEST + 1),
            json!(u64::MAX),
            json!("a\u{30a}"),
            json!("\n\u{301}"),
            json!({"å": 1}),
            json!({"a\"": 1}),
        ] {
            assert_eq!(to_bytes(&doubtful, Strings::Nfc), None, "{doubtful}");
        }
        assert_eq!(to_bytes(&1.0, Strings::Exact), None);
        assert_eq!(to_bytes(&json!("a\u{30a}"), Strings::Exact), Some("\"a\u{30a}\"".into()));
    }

    #[test]
    fn fields_are_put_in_order_at_every_depth() {
        #[derive(Serialize)]
        struct Fields {
            b: Vec<Inner>,
            ab: u8,
            a: Option<&'static str>,
        }
        #[derive(Serialize)]
        struct Inner {
            z: (),
            y: i64,
        }
        let value =
            Fields { b: vec![Inner { z: (), y: -3 }, Inner { z: (), y: GREATEST }], ab: 1, a: Some("”å\u{7}") };
        let bytes = to_bytes(&value, Strings::Nfc).unwrap();
        let wanted = "{\"a\":\"”å\\u0007\",\"ab\":1,\"b\":[{\"y\":-3,\"z\":null},{\"y\":9007199254740991,\"z\":null}]}";
        assert_eq!(String::from_utf8(bytes).unwrap(), wanted);
        assert_eq!(slow_bytes(&value, Strings::Nfc).unwrap(), wanted.as_bytes());
    }

    fn with_plain_keys(value: Value) -> Value {
        match value {
            Value::Array(rows) => rows.into_iter().map(with_plain_keys).collect(),
            Value::Object(fields) => {
                let plain = |key: String| key.escape_unicode().filter(|c| !"\\u".contains(*c)).collect::<String>();
                Value::Object(fields.into_iter().map(|(key, value)| (plain(key), with_plain_keys(value))).collect())
            }
            leaf => leaf,
        }
    }

    proptest! {
        #[test]
        fn the_quick_way_writes_what_the_slow_way_writes(value in any_value(), plain: bool) {
            let value = if plain { with_plain_keys(value) } else { value };
            for strings in [Strings::Nfc, Strings::Exact] {
                if let Some(bytes) = to_bytes(&value, strings) {
                    prop_assert_eq!(bytes, slow_bytes(&value, strings).unwrap());
                } else if plain {
                    let only_nfc = strings == Strings::Nfc && to_bytes(&value, Strings::Exact).is_some();
                    prop_assert!(only_nfc, "{value}");
                }
            }
        }
    }
}
