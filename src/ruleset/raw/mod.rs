//! YAML as a tree with places: every mapping, list and word, and where it stands.
//!
//! The one module that knows which YAML crate is used. It takes the parser's events and not a serde value, because a
//! rule file needs what a value loses: a second node with the same key, `nej` as it was written, the places of anchors
//! and tags, quoted or not. It knows nothing of rules. Anchors, aliases, tags and merge keys are refused: a rule file
//! says what it means where it stands, and then no file can grow when it is read.

mod fault;

use std::collections::HashMap;

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

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub raw: Raw,
}

/// What stands at a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// A word or a text, as it was written.
    Scalar {
        /// The text with quotes and escapes resolved.
        text: Box<str>,
        /// Without quotes and not in a block.
        plain: bool,
    },
    /// `[a, b]` or lines with `-`.
    List(Vec<Node>),
    /// `{a: b}` or lines with `a: b`.
    Map {
        /// Written with braces.
        braces: bool,
        /// Keys and values in the order written.
        entries: Vec<(Key, Node)>,
    },
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The word.
    pub text: Box<str>,
    /// Where it stands.
    pub place: Place,
}

impl Node {
    /// Returns whether nothing stands here: `key:` alone, `~` or `null`.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(&self.raw, Raw::Scalar { text, plain: true } if matches!(&**text, "" | "~" | "null" | "Null" | "NULL"))
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
pub fn read(text: &str) -> Result<Node, Vec<(Place, YamlFault)>> {
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

/// A mapping or list that is not closed yet.
enum Open {
    List { place: Place, items: Vec<Node> },
    Map { place: Place, braces: bool, entries: Vec<(Key, Node)>, first: Firsts, key: Option<Key> },
}

/// Where the keys of a mapping stand first: in a mapping of few keys these are looked through, which takes no memory.
#[derive(Default)]
struct Firsts {
    seen: HashMap<Box<str>, Place>,
    /// How many entries are in `seen`.
    known: usize,
}

impl Firsts {
    const FEW: usize = 16;

    fn of(&mut self, key: &str, entries: &[(Key, Node)]) -> Option<Place> {
        if entries.len() <= Self::FEW {
            return entries.iter().find(|(known, _)| *known.text == *key).map(|(known, _)| known.place);
        }
        for (known, _) in &entries[self.known..] {
            self.seen.entry(known.text.clone()).or_insert(known.place);
        }
        self.known = entries.len();
        self.seen.get(key).copied()
    }
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    faults: Vec<(Place, YamlFault)>,
    stop: bool,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &Span) {
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
                self.scalar(place, text.into(), style == ScalarStyle::Plain);
            }
            Event::SequenceStart(_, _, tag) => {
                self.tag(tag.is_some(), span);
                self.enter(Open::List { place, items: Vec::new() }, place);
            }
            Event::MappingStart(style, _, tag) => {
                self.tag(tag.is_some(), span);
                let braces = style == StructureStyle::Flow;
                let map = Open::Map { place, braces, entries: Vec::new(), first: Firsts::default(), key: None };
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

    fn scalar(&mut self, place: Place, text: Box<str>, plain: bool) {
        self.count(place);
        if let Some(Open::Map { key: slot @ None, first, entries, .. }) = self.open.last_mut() {
            if &*text == "<<" && plain {
                self.faults.push((place, YamlFault::MergeKey));
            } else if let Some(earlier) = first.of(&text, entries) {
                self.faults.push((place, YamlFault::DoubledKey { key: text.clone(), first: earlier }));
            }
            *slot = Some(Key { text, place });
            return;
        }
        self.put(Node { place, raw: Raw::Scalar { text, plain } });
    }

    fn enter(&mut self, open: Open, place: Place) {
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
            Some(Open::List { place, items }) => Node { place, raw: Raw::List(items) },
            Some(Open::Map { place, braces, entries, .. }) => Node { place, raw: Raw::Map { braces, entries } },
            None => return,
        };
        self.put(node);
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => {
                if let Some(key) = key.take() {
                    entries.push((key, node));
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
