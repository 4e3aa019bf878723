//! YAML as a tree with places: every mapping, list and word, and where it stands.
//!
//! The one module that knows which YAML crate is used. It takes the parser's events and not a serde value, because a
//! rule file needs what a value loses: a second node with the same key, `nej` as it was written, the places of anchors
//! and tags, quoted or not. It knows nothing of rules. Anchors, aliases, tags and merge keys are refused: a rule file
//! says what it means where it stands, and then no file can grow when it is read.

mod fault;

use std::borrow::Cow;
use std::ops::Deref;

use foldhash::HashMap;
use serde_saphyr::granit_parser::{
    Event, Options, Parser, ScalarStyle, ScanError, Span, StructureStyle, options as parser_options,
};

pub use fault::YamlFault;

use super::document::Place;

/// The deepest nesting of mappings and lists.
pub const MOST_DEPTH: usize = 32;
/// The largest number of words, lists and mappings in a file.
pub const MOST_NODES: usize = 200_000;
/// The largest number of faults that one file is read for.
const MOST_FAULTS: usize = 200;

/// A node of the tree, whose words are held as `S`: [`read`] borrows them from the file's text, in which nearly all stand as
/// they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<S = Box<str>> {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub raw: Raw<S>,
}

/// What stands at a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw<S = Box<str>> {
    /// A word or a text, as it was written.
    Scalar {
        /// The text with quotes and escapes resolved.
        text: S,
        /// Without quotes and not in a block.
        plain: bool,
    },
    /// `[a, b]` or lines with `-`.
    List(Vec<Node<S>>),
    /// `{a: b}` or lines with `a: b`.
    Map {
        /// Written with braces.
        braces: bool,
        /// Keys and values in the order written.
        entries: Vec<(Key<S>, Node<S>)>,
    },
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Key<S = Box<str>> {
    /// The word.
    pub text: S,
    /// Where it stands.
    pub place: Place,
}

impl<S: Deref<Target = str>> Node<S> {
    /// Returns whether nothing stands here: `key:` alone, `~` or `null`.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(&self.raw, Raw::Scalar { text, plain: true } if matches!(&**text, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Returns the tree with words of its own, for whoever keeps it longer than the file's text.
    #[must_use]
    pub fn into_owned(self) -> Node
    where
        S: Into<Box<str>>,
    {
        let raw = match self.raw {
            Raw::Scalar { text, plain } => Raw::Scalar { text: text.into(), plain },
            Raw::List(items) => Raw::List(items.into_iter().map(Self::into_owned).collect()),
            Raw::Map { braces, entries } => {
                let own =
                    |(key, node): (Key<S>, Self)| (Key { text: key.text.into(), place: key.place }, node.into_owned());
                Raw::Map { braces, entries: entries.into_iter().map(own).collect() }
            }
        };
        Node { place: self.place, raw }
    }

    /// Returns the place of the innermost of `keys` that stands in the tree, each under the one before.
    #[must_use]
    pub fn place_of(&self, keys: &[&str]) -> Place {
        let (mut node, mut place) = (self, self.place);
        for key in keys {
            let Raw::Map { entries, .. } = &node.raw else { break };
            let Some((found, value)) = entries.iter().find(|(name, _)| *name.text == **key) else { break };
            (node, place) = (value, found.place);
        }
        place
    }
}

/// Reads the one YAML document in `text`.
///
/// # Errors
///
/// All doubled keys, anchors, aliases, tags and merge keys; or the first break of YAML's syntax with those before it.
pub fn read(text: &str) -> Result<Node<Cow<'_, str>>, Vec<(Place, YamlFault)>> {
    let options: Options = parser_options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MOST_DEPTH * 2,
        block_nesting_limit: MOST_DEPTH * 2,
    };
    let mut builder = Builder::default();
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => builder.broken(&error),
        }
        if builder.stop || builder.faults.len() >= MOST_FAULTS {
            break;
        }
    }
    match builder.root {
        Some(root) if builder.faults.is_empty() => Ok(root),
        _ if builder.faults.is_empty() => Err(vec![(Place { line: 1, column: 1 }, YamlFault::Nothing)]),
        _ => Err(builder.faults),
    }
}

/// A key and its value.
type Entry<'t> = (Key<Cow<'t, str>>, Node<Cow<'t, str>>);

/// A mapping or list that is not closed yet, and where in the builder what stands in it begins.
enum Open<'t> {
    List { place: Place, from: usize },
    Map { place: Place, braces: bool, from: usize, first: Firsts<'t>, key: Option<Key<Cow<'t, str>>> },
}

/// Where the keys of a mapping stand first: in a mapping of few keys these are looked through, which takes no memory.
#[derive(Default)]
struct Firsts<'t>(Option<Box<Seen<'t>>>);

/// The keys of a long mapping.
#[derive(Default)]
struct Seen<'t> {
    places: HashMap<Cow<'t, str>, Place>,
    /// How many entries are in `places`.
    known: usize,
}

impl<'t> Firsts<'t> {
    const FEW: usize = 16;

    fn of(&mut self, key: &str, entries: &[Entry<'t>]) -> Option<Place> {
        if entries.len() <= Self::FEW {
            return entries.iter().find(|(known, _)| *known.text == *key).map(|(known, _)| known.place);
        }
        let seen = self.0.get_or_insert_default();
        for (known, _) in &entries[seen.known..] {
            seen.places.entry(known.text.clone()).or_insert(known.place);
        }
        seen.known = entries.len();
        seen.places.get(key).copied()
    }
}

#[derive(Default)]
struct Builder<'t> {
    open: Vec<Open<'t>>,
    /// What stands in all open lists, the innermost last: a list takes its own when it is closed, and then knows how
    /// many they are, so that nothing is moved as it grows and no room is left over.
    items: Vec<Node<Cow<'t, str>>>,
    /// The same for mappings.
    entries: Vec<Entry<'t>>,
    root: Option<Node<Cow<'t, str>>>,
    nodes: usize,
    documents: usize,
    faults: Vec<(Place, YamlFault)>,
    stop: bool,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, span: &Span) {
        let place = place(span.start.line(), span.start.col());
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.end_with(place, YamlFault::SecondDocument);
                }
            }
            Event::Anchor(_, name) => self.faults.push((place, YamlFault::Anchor(name.into()))),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.faults.push((place, YamlFault::Alias));
                self.scalar(place, "".into(), false);
            }
            Event::Scalar(text, style, _, tag) => {
                self.tag(tag.is_some(), span);
                self.scalar(place, text, style == ScalarStyle::Plain);
            }
            Event::SequenceStart(_, _, tag) => {
                self.tag(tag.is_some(), span);
                self.enter(Open::List { place, from: self.items.len() }, place);
            }
            Event::MappingStart(style, _, tag) => {
                self.tag(tag.is_some(), span);
                let braces = style == StructureStyle::Flow;
                let from = self.entries.len();
                let map = Open::Map { place, braces, from, first: Firsts::default(), key: None };
                self.enter(map, place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            // Stream and document ends, and whatever the parser tells of presentation, hold no data.
            _ => {}
        }
    }

    fn end_with(&mut self, place: Place, fault: YamlFault) {
        self.faults.push((place, fault));
        self.stop = true;
    }

    fn tag(&mut self, tagged: bool, span: &Span) {
        if tagged {
            let start = span.tag_start.unwrap_or(span.start);
            self.faults.push((place(start.line(), start.col()), YamlFault::Tag));
        }
    }

    fn count(&mut self, place: Place) {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            self.end_with(place, YamlFault::TooManyNodes);
        }
    }

    fn scalar(&mut self, place: Place, text: Cow<'t, str>, plain: bool) {
        self.count(place);
        if let Some(Open::Map { key: slot @ None, first, from, .. }) = self.open.last_mut() {
            if &*text == "<<" && plain {
                self.faults.push((place, YamlFault::MergeKey));
            } else if let Some(earlier) = first.of(&text, &self.entries[*from..]) {
                self.faults.push((place, YamlFault::DoubledKey { key: (&*text).into(), first: earlier }));
            }
            *slot = Some(Key { text, place });
            return;
        }
        self.put(Node { place, raw: Raw::Scalar { text, plain } });
    }

    fn enter(&mut self, open: Open<'t>, place: Place) {
        self.count(place);
        if self.open.len() >= MOST_DEPTH {
            self.end_with(place, YamlFault::TooDeep);
        } else if let Some(Open::Map { key: None, .. }) = self.open.last() {
            self.end_with(place, YamlFault::KeyNotAWord);
        } else {
            self.open.push(open);
        }
    }

    fn leave(&mut self) {
        let node = match self.open.pop() {
            Some(Open::List { place, from }) => Node { place, raw: Raw::List(self.items.drain(from..).collect()) },
            Some(Open::Map { place, braces, from, .. }) => {
                Node { place, raw: Raw::Map { braces, entries: self.entries.drain(from..).collect() } }
            }
            None => return,
        };
        self.put(node);
    }

    fn put(&mut self, node: Node<Cow<'t, str>>) {
        match self.open.last_mut() {
            Some(Open::List { .. }) => self.items.push(node),
            Some(Open::Map { key, .. }) => {
                if let Some(key) = key.take() {
                    self.entries.push((key, node));
                }
            }
            None => self.root = Some(node),
        }
    }

    fn broken(&mut self, error: &ScanError) {
        let mark = error.marker();
        self.end_with(place(mark.line(), mark.col()), YamlFault::from_kind(error.kind()));
    }
}

fn place(line: usize, column: usize) -> Place {
    Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests;
