//! Reads the parts of a parsed file, collecting every fault.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{ConfigFault, Fault, Wants};
use crate::render::safe;
use crate::ruleset::document::Place;
use crate::ruleset::suggest::{closest, plain};
use crate::text::Text;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct At<T> {
    pub value: T,
    pub place: Place,
}

/// Collects the faults of one file.
pub(super) struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    pub faults: Vec<Fault>,
}

/// A table whose keys have been looked at.
pub(super) struct Fields<'v, 'i> {
    table: &'v DeTable<'i>,
    pub place: Place,
}

impl<'t> Reader<'t> {
    pub fn new(file: &'t str, text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, lines, faults: Vec::new() }
    }

    pub fn fault(&mut self, place: Place, kind: ConfigFault) {
        self.faults.push(Fault { file: self.file.into(), place, kind });
    }

    /// Returns line and column of a byte.
    pub fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = self.lines.partition_point(|begins| *begins <= before.len());
        let column = before[self.lines[line - 1]..].chars().count() + 1;
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place { line: number(line), column: number(column) }
    }

    /// Looks at the keys of a table: those that there are not are faults.
    pub fn fields<'v, 'i>(
        &mut self,
        table: &'v DeTable<'i>,
        place: Place,
        known: &'static [&'static str],
    ) -> Fields<'v, 'i> {
        for key in table.keys() {
            let written = key.get_ref();
            if !known.contains(&&**written) {
                let near = closest(written, known.iter().copied());
                let at = self.place(key.span());
                self.fault(at, ConfigFault::UnknownKey { key: written.as_ref().into(), near, known });
            }
        }
        Fields { table, place }
    }

    fn shape(&mut self, key: &str, place: Place, wants: Wants) {
        self.fault(place, ConfigFault::Shape { key: key.into(), wants });
    }

    /// Returns the table under a key.
    pub fn table<'v, 'i>(
        &mut self,
        of: &Fields<'v, 'i>,
        key: &'static str,
        known: &'static [&'static str],
    ) -> Option<Fields<'v, 'i>> {
        let (place, value) = of.get(key, self)?;
        let Some(table) = value.as_table() else {
            self.shape(key, place, Wants::Table);
            return None;
        };
        Some(self.fields(table, place, known))
    }

    /// Returns the tables under a key.
    pub fn tables<'v, 'i>(
        &mut self,
        of: &Fields<'v, 'i>,
        key: &'static str,
        known: &'static [&'static str],
    ) -> Vec<Fields<'v, 'i>> {
        let Some((place, value)) = of.get(key, self) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.shape(key, place, Wants::Tables);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in array {
            let place = self.place(entry.span());
            match entry.get_ref().as_table() {
                Some(table) => tables.push(self.fields(table, place, known)),
                None => self.shape(key, place, Wants::Tables),
            }
        }
        tables
    }

    /// Returns a text that is not empty.
    pub fn text(&mut self, of: &Fields<'_, '_>, key: &'static str) -> Option<At<Box<str>>> {
        let (place, value) = of.get(key, self)?;
        self.one_text(key, place, value)
    }

    /// Returns a text that must be there.
    pub fn needed_text(&mut self, of: &Fields<'_, '_>, key: &'static str) -> Option<At<Box<str>>> {
        self.need(of, key).then(|| self.text(of, key)).flatten()
    }

    /// Returns an id that must be there.
    pub fn needed_id(&mut self, of: &Fields<'_, '_>, key: &'static str) -> Option<At<Box<str>>> {
        let written = self.needed_text(of, key)?;
        self.id(written)
    }

    fn id(&mut self, written: At<Box<str>>) -> Option<At<Box<str>>> {
        if is_id(&written.value) {
            return Some(written);
        }
        self.fault(written.place, ConfigFault::NoId(written.value));
        None
    }

    /// Returns texts, none where the key is not there.
    pub fn texts(&mut self, of: &Fields<'_, '_>, key: &'static str) -> Vec<At<Box<str>>> {
        let Some((place, value)) = of.get(key, self) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.shape(key, place, Wants::List);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for entry in array {
            let place = self.place(entry.span());
            texts.extend(self.one_text(key, place, entry.get_ref()));
        }
        texts
    }

    /// Returns words that must be there: one text for both languages, or one in each.
    pub fn needed_words(&mut self, of: &Fields<'_, '_>, key: &'static str) -> Option<Text> {
        if !self.need(of, key) {
            return None;
        }
        let (place, value) = of.get(key, self)?;
        match value {
            DeValue::String(_) => {
                let one = self.one_text(key, place, value)?.value;
                Some(Text { sv: one.clone(), en: one })
            }
            DeValue::Table(table) => {
                let both = self.fields(table, place, &["sv", "en"]);
                let sv = self.needed_text(&both, "sv");
                let en = self.needed_text(&both, "en");
                Some(Text { sv: sv?.value, en: en?.value })
            }
            _ => {
                self.shape(key, place, Wants::Words);
                None
            }
        }
    }

    /// Returns one of a closed set of words.
    pub fn word<T: Copy>(
        &mut self,
        of: &Fields<'_, '_>,
        key: &'static str,
        all: &[T],
        id: fn(T) -> &'static str,
    ) -> Option<At<T>> {
        let written = self.text(of, key)?;
        self.one_word(&written, all, id)
    }

    pub fn one_word<T: Copy>(&mut self, written: &At<Box<str>>, all: &[T], id: fn(T) -> &'static str) -> Option<At<T>> {
        if let Some(found) = all.iter().find(|one| *id(**one) == *written.value) {
            return Some(At { value: *found, place: written.place });
        }
        let known: Vec<_> = all.iter().map(|one| id(*one)).collect();
        let plain = plain(&written.value);
        let near = known.iter().copied().find(|word| *word == plain).or_else(|| closest(&plain, known.iter().copied()));
        self.fault(written.place, ConfigFault::UnknownWord { word: written.value.clone(), known, near });
        None
    }

    /// Returns a day, written as TOML has it or as a text.
    pub fn day(&mut self, of: &Fields<'_, '_>, key: &'static str) -> Option<At<NaiveDate>> {
        let (place, value) = of.get(key, self)?;
        let day = match value {
            DeValue::Datetime(written) if written.time.is_none() && written.offset.is_none() => {
                let date = written.date.as_ref();
                date.and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()))
            }
            _ => None,
        };
        if day.is_none() {
            self.shape(key, place, Wants::Day);
        }
        day.map(|value| At { value, place })
    }

    /// Checks that the format is the one that is known.
    pub fn format(&mut self, of: &Fields<'_, '_>, key: &'static str) {
        let Some((place, value)) = of.get(key, self) else { return };
        if value.as_integer().is_none_or(|number| number.radix() != 10 || number.as_str() != "1") {
            self.shape(key, place, Wants::Format);
        }
    }

    /// Says whether a key is there; if not, that is a fault.
    pub fn need(&mut self, of: &Fields<'_, '_>, key: &'static str) -> bool {
        let there = of.has(key);
        if !there {
            self.fault(of.place, ConfigFault::Missing(key));
        }
        there
    }

    fn one_text(&mut self, key: &str, place: Place, value: &DeValue<'_>) -> Option<At<Box<str>>> {
        let Some(text) = value.as_str().map(str::trim).filter(|text| !text.is_empty()) else {
            self.shape(key, place, Wants::Text);
            return None;
        };
        // An escape can put into a text what the file itself may not hold.
        if let Some(character) = hidden(text) {
            self.fault(place, ConfigFault::Control(character));
            return None;
        }
        Some(At { value: text.into(), place })
    }
}

impl<'v, 'i> Fields<'v, 'i> {
    fn get(&self, key: &str, reader: &Reader<'_>) -> Option<(Place, &'v DeValue<'i>)> {
        let value = self.table.iter().find(|(name, _)| **name.get_ref() == *key).map(|(_, value)| value)?;
        Some((reader.place(Spanned::span(value)), value.get_ref()))
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.keys().any(|name| **name.get_ref() == *key)
    }
}

/// Returns the first character that steers, turns or hides, whichever they are for the screen.
pub(super) fn hidden(text: &str) -> Option<char> {
    text.chars().find(|character| safe::line(character.encode_utf8(&mut [0; 4])) != character.to_string())
}

/// Says whether a text is an id as in rule files.
fn is_id(written: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    written.bytes().next().is_some_and(plain) && written.bytes().all(|byte| plain(byte) || b"_-".contains(&byte))
}
