//! Reading one value at a time: a word, a text, a date, a list of names; every fault is noted and reading goes on.
//!
//! A function that returns `None` has noted why. So a whole file can be read for all its faults, and a document is put
//! together only where none was found.

use std::ops::Deref;

use chrono::NaiveDate;

use super::MOST_FAULTS;
use super::fault::{Found, ParseFault, Wanted};
use super::form::Record;
use super::words::Word;
use crate::date::parse_date;
use crate::ruleset::document::{At, Name, Place};
use crate::ruleset::raw::{Key, Node, Raw};
use crate::ruleset::suggest;
use crate::text::Text;

/// How words are held: borrowed from the file's text, or each by itself.
pub(crate) trait Written: Deref<Target = str> {}

impl<S: Deref<Target = str>> Written for S {}

/// Collects the faults of one file.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) faults: Vec<(Place, ParseFault)>,
}

/// The fields of a mapping whose names have been looked through.
pub(crate) struct Fields<'a, S = Box<str>> {
    pub(crate) place: Place,
    entries: &'a [(Key<S>, Node<S>)],
}

// Not derived, which would ask the same of the words.
impl<S> Clone for Fields<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Fields<'_, S> {}

impl<'a, S: Written> Fields<'a, S> {
    /// Returns the value of a field that may be left out.
    pub(crate) fn get(self, field: &str) -> Option<&'a Node<S>> {
        self.entry(field).map(|(_, node)| node)
    }

    /// Returns the key and the value.
    pub(crate) fn entry(self, field: &str) -> Option<&'a (Key<S>, Node<S>)> {
        self.entries.iter().find(|(key, _)| &*key.text == field)
    }

    /// Returns all keys and values.
    pub(crate) fn entries(self) -> &'a [(Key<S>, Node<S>)] {
        self.entries
    }
}

impl Reader {
    pub(crate) fn fault(&mut self, place: Place, fault: ParseFault) {
        // Whoever has so many faults has another problem, and the time to look for more is not without bounds.
        if self.faults.len() < MOST_FAULTS {
            self.faults.push((place, fault));
        }
    }

    /// Notes that a value is of another kind than it should be.
    pub(crate) fn wrong<T>(&mut self, node: &Node<impl Written>, wanted: Wanted) -> Option<T> {
        let found = match &node.raw {
            _ if node.is_nothing() => Found::Nothing,
            Raw::Scalar { .. } => Found::Word,
            Raw::List(_) => Found::List,
            Raw::Map { .. } => Found::Map,
        };
        self.fault(node.place, ParseFault::WrongKind { wanted, found });
        None
    }

    /// Returns keys and values, whatever the keys are.
    pub(crate) fn map<'a, S: Written>(&mut self, node: &'a Node<S>) -> Option<Fields<'a, S>> {
        match &node.raw {
            Raw::Map { entries, .. } => Some(Fields { place: node.place, entries }),
            _ => self.wrong(node, Wanted::Map),
        }
    }

    /// Returns the fields of a mapping and notes those that `allowed` does not name.
    pub(crate) fn fields<'a, S: Written>(
        &mut self,
        node: &'a Node<S>,
        allowed: &[&'static str],
    ) -> Option<Fields<'a, S>> {
        let fields = self.map(node)?;
        for (key, _) in fields.entries {
            if !allowed.contains(&&*key.text) {
                self.unknown(key, allowed);
            }
        }
        Some(fields)
    }

    /// Returns the fields of a mapping and notes those that the record does not have.
    pub(crate) fn record<'a, S: Written>(&mut self, node: &'a Node<S>, record: &Record) -> Option<Fields<'a, S>> {
        let fields = self.map(node)?;
        for (key, _) in fields.entries {
            if !record.has(&key.text) {
                self.unknown(key, &record.names());
            }
        }
        Some(fields)
    }

    /// Notes a field that nobody knows.
    pub(crate) fn unknown(&mut self, key: &Key<impl Written>, allowed: &[&'static str]) {
        let near = suggest::closest(&key.text, allowed.iter().copied()).map(Into::into);
        let allowed = allowed.iter().map(|field| (*field).into()).collect();
        self.fault(key.place, ParseFault::UnknownField { field: (&*key.text).into(), near, allowed });
    }

    /// Returns a field that must be there.
    pub(crate) fn need<'a, S: Written>(&mut self, fields: Fields<'a, S>, field: &'static str) -> Option<&'a Node<S>> {
        let node = fields.get(field);
        if node.is_none() && !self.misspelt(fields, field) {
            self.fault(fields.place, ParseFault::MissingField { field });
        }
        node
    }

    /// Returns whether one of the fields has been noted as a slip for `field`, which is then not missing as well.
    fn misspelt(&self, fields: Fields<'_, impl Written>, field: &str) -> bool {
        self.faults.iter().any(|(place, fault)| {
            matches!(fault, ParseFault::UnknownField { near: Some(near), .. } if **near == *field)
                && fields.entries.iter().any(|(key, _)| key.place == *place)
        })
    }

    /// Returns the word or text as written, not empty.
    pub(crate) fn string<'a>(&mut self, node: &'a Node<impl Written>, wanted: Wanted) -> Option<&'a str> {
        match &node.raw {
            _ if node.is_nothing() => self.wrong(node, wanted),
            Raw::Scalar { text, .. } if text.trim().is_empty() => {
                self.fault(node.place, ParseFault::EmptyText);
                None
            }
            Raw::Scalar { text, .. } => Some(text.trim_end()),
            _ => self.wrong(node, wanted),
        }
    }

    pub(crate) fn free(&mut self, node: &Node<impl Written>) -> Option<Box<str>> {
        self.string(node, Wanted::Text).map(Into::into)
    }

    /// Returns an id.
    pub(crate) fn name(&mut self, node: &Node<impl Written>) -> Option<Name> {
        let written = self.string(node, Wanted::Id)?;
        self.slug(written, node.place)
    }

    /// Returns the id that stands as a key.
    pub(crate) fn key(&mut self, key: &Key<impl Written>) -> Option<Name> {
        self.slug(&key.text, key.place)
    }

    fn slug(&mut self, written: &str, place: Place) -> Option<Name> {
        if is_slug(written) {
            return Some(Name { value: written.into(), place });
        }
        let plain = suggest::plain(written);
        let near = is_slug(&plain).then(|| plain.into());
        self.fault(place, ParseFault::NotAnId { written: written.into(), near });
        None
    }

    /// Reads a question's full id: a slug of its own, `ruleset.node` or `ruleset.node.row`.
    pub(crate) fn full_id(&mut self, written: &str, place: Place) -> Option<Name> {
        if written.contains('.') && written.split('.').all(is_slug) {
            return Some(Name { value: written.into(), place });
        }
        self.slug(written, place)
    }

    /// Returns ids in brackets; none where the field is left out.
    pub(crate) fn names(&mut self, node: Option<&Node<impl Written>>) -> Option<Vec<Name>> {
        let Some(node) = node else { return Some(Vec::new()) };
        let items = self.list(node)?;
        let names: Vec<_> = items.iter().map(|item| self.name(item)).collect();
        names.into_iter().collect()
    }

    pub(crate) fn list<'a, S: Written>(&mut self, node: &'a Node<S>) -> Option<&'a [Node<S>]> {
        match &node.raw {
            Raw::List(items) => Some(items),
            _ => self.wrong(node, Wanted::List),
        }
    }

    /// Returns a list that has something in it.
    pub(crate) fn filled<'a, S: Written>(&mut self, node: &'a Node<S>) -> Option<&'a [Node<S>]> {
        let items = self.list(node)?;
        if items.is_empty() {
            self.fault(node.place, ParseFault::EmptyList);
            return None;
        }
        Some(items)
    }

    /// Returns a word of a closed set.
    pub(crate) fn word<T: Word>(&mut self, node: &Node<impl Written>) -> Option<At<T>> {
        let written = self.string(node, Wanted::Word)?;
        self.known(written, node.place)
    }

    /// Returns a word of a closed set that may be written as `written`.
    pub(crate) fn known<T: Word>(&mut self, written: &str, place: Place) -> Option<At<T>> {
        let found = T::WORDS.iter().find(|(word, _)| *word == written);
        if let Some((_, value)) = found {
            return Some(At { value: *value, place });
        }
        let words = || T::WORDS.iter().map(|(word, _)| *word);
        let near = suggest::closest(written, words()).map(Into::into);
        let allowed = words().map(Into::into).collect();
        self.fault(place, ParseFault::UnknownWord { word: written.into(), near, allowed });
        None
    }

    /// Returns a word of a closed set, or the set's default where the field is left out.
    pub(crate) fn word_or_default<T: Word + Default>(&mut self, node: Option<&Node<impl Written>>) -> Option<T> {
        node.map_or_else(|| Some(T::default()), |node| self.word(node).map(|word| word.value))
    }

    pub(crate) fn truth(&mut self, node: Option<&Node<impl Written>>) -> Option<bool> {
        node.map_or(Some(false), |node| self.word(node).map(|word| word.value))
    }

    /// Returns a whole number from `least` to `most`.
    pub(crate) fn number(&mut self, node: &Node<impl Written>, least: i64, most: i64) -> Option<i64> {
        let written = self.string(node, Wanted::Number)?;
        let digits = written.strip_prefix('-').unwrap_or(written);
        let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| written.parse::<i64>().ok()).flatten();
        match number {
            Some(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                self.fault(node.place, ParseFault::NotANumber { written: written.into(), least, most });
                None
            }
        }
    }

    /// Returns a number that counts something.
    pub(crate) fn count(&mut self, node: Option<&Node<impl Written>>, left_out: u32) -> Option<u32> {
        let Some(node) = node else { return Some(left_out) };
        self.number(node, 0, 1_000_000).and_then(|number| u32::try_from(number).ok())
    }

    pub(crate) fn date(&mut self, node: &Node<impl Written>) -> Option<At<NaiveDate>> {
        let written = self.string(node, Wanted::Date)?;
        match parse_date(written) {
            Ok(value) => Some(At { value, place: node.place }),
            Err(fault) => {
                self.fault(node.place, ParseFault::Date(fault));
                None
            }
        }
    }

    /// Returns a text in both languages.
    pub(crate) fn text(&mut self, node: &Node<impl Written>) -> Option<Text> {
        let Raw::Map { braces, entries } = &node.raw else { return self.wrong(node, Wanted::Text2) };
        let mut last: Option<&Key<_>> = None;
        for (key, value) in entries {
            match &*key.text {
                "sv" | "en" => last = Some(key),
                // `{sv: Ja, om det finns, en: ...}`: what follows the comma looks like a key without a value.
                _ if *braces && last.is_some() && (value.is_nothing() || !is_slug(&key.text)) => {
                    self.fault(key.place, ParseFault::CommaInText { rest: (&*key.text).into() });
                }
                _ => self.unknown(key, &["sv", "en"]),
            }
        }
        let fields = Fields { place: node.place, entries };
        let sv = self.wording(fields, "sv");
        let en = self.wording(fields, "en");
        Some(Text { sv: sv?, en: en? })
    }

    fn wording(&mut self, fields: Fields<'_, impl Written>, language: &'static str) -> Option<Box<str>> {
        match fields.get(language) {
            None => {
                self.fault(fields.place, ParseFault::MissingTranslation { language });
                None
            }
            Some(node) => self.free(node),
        }
    }

    /// Returns a text that may be left out; the outer `None` is a fault.
    pub(crate) fn text_if_any(&mut self, node: Option<&Node<impl Written>>) -> Option<Option<Text>> {
        node.map_or(Some(None), |node| self.text(node).map(Some))
    }
}

/// Returns whether `written` is an id: ASCII small letters and digits, `-` and `_` within.
pub(crate) fn is_slug(written: &str) -> bool {
    let first = written.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    first && written.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
}
