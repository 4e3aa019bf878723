//! A ruleset drawn: its questions, ways and ends as data, and the formats that show them.
//!
//! [`draw`] turns the readable form of one ruleset, and of the modules below it, into a [`Graph`]: texts in one language,
//! made safe to show, with nothing left to look up. Each format is a function of that alone. Which way was taken is
//! a [`Highlight`], a set of nodes and edges that whoever draws hands in.

mod draw;
mod highlight;
mod layout;
mod legend;
mod node;
mod path;
mod route;
mod sheet;
mod taken;
mod ways;

pub mod dot;
pub mod html;
pub mod mermaid;
pub mod svg;
pub mod text;

pub use draw::{Depth, draw};
pub use highlight::{Highlight, Spot};
pub use path::Walks;
pub use taken::{Counts, Taken};

use crate::ruleset::model::Effect;
use crate::text::Language;

/// A ruleset and the modules that are drawn with it.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The language of every text in it.
    pub language: Language,
    /// Whether a path is marked in it.
    pub marked: bool,
    /// The ruleset that was asked for, then its modules, the nearest first.
    pub sheets: Vec<Sheet>,
}

/// One ruleset.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id, an ASCII slug.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Procedure or module, its version and its days.
    pub standing: String,
    /// What it is for.
    pub about: Option<String>,
    /// Its nodes: of each part the heading and then the nodes in the order written, last the ends.
    pub nodes: Vec<Node>,
    /// Its ways, those of one node together and in the order written.
    pub edges: Vec<Edge>,
}

impl Sheet {
    /// Returns the edges that lead away from a node, by its position.
    pub fn from(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.edges.iter().filter(move |edge| edge.from == node)
    }

    /// Returns the sheet with nothing but what the marked path or one that was counted passes.
    #[must_use]
    pub fn passed(self) -> Self {
        let some = |taken: Option<Taken>| taken.is_some_and(|taken| taken.paths > 0);
        let mut place = Vec::with_capacity(self.nodes.len());
        let mut nodes = Vec::new();
        for node in self.nodes {
            let kept = node.marked || some(node.taken);
            place.push(kept.then_some(nodes.len()));
            if kept {
                nodes.push(node);
            }
        }
        let edges = self.edges.into_iter().filter(|edge| edge.marked || some(edge.taken)).filter_map(|edge| {
            let (from, to) = (place.get(edge.from).copied()??, place.get(edge.to).copied()??);
            Some(Edge { from, to, ..edge })
        });
        Self { edges: edges.collect(), nodes, ..self }
    }
}

/// A box of the picture.
#[derive(Clone, Debug)]
pub struct Node {
    /// Unique in its sheet; small ASCII letters, digits, `-` and `_`.
    pub key: String,
    /// What kind of step it is.
    pub shape: Shape,
    /// The kind in words, with the id of the step: `Fråga · omvant`.
    pub lead: String,
    /// What stands in the box, a paragraph each.
    pub body: Vec<String>,
    /// Provisions, doubt, who decides: a paragraph each, in smaller letters.
    pub notes: Vec<String>,
    /// The duties that arise by passing here, in full; the box itself says how many.
    pub duties: Vec<String>,
    /// The modules that it runs, by id.
    pub calls: Vec<String>,
    /// What an end comes to.
    pub effect: Option<Effect>,
    /// Whether the marked path passes it.
    pub marked: bool,
    /// How many of the paths that were counted pass it; nothing where none were.
    pub taken: Option<Taken>,
}

/// A way from one node to another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Position of the node it leaves.
    pub from: usize,
    /// Position of the node it comes to.
    pub to: usize,
    /// The answers or values that lead this way; none where there is only one way.
    pub labels: Vec<String>,
    /// Whether the officer is sent back to answer again, which is no way of the rules.
    pub back: bool,
    /// Whether the marked path takes it.
    pub marked: bool,
    /// How many of the paths that were counted take it; nothing where none were.
    pub taken: Option<Taken>,
}

/// The kinds of box, each with a shape of its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    /// Where a part or a module begins.
    Start,
    /// A question.
    Question,
    /// Several questions that count together.
    Checklist,
    /// A way that follows from what is known.
    Switch,
    /// A module, or several.
    Call,
    /// A module for each subject.
    Loop,
    /// Back to answer again.
    Revise,
    /// Waits or stops.
    Halt,
    /// A return or an outcome.
    End,
}

/// How open an end is: five tones, each with a border of its own.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Tone {
    /// Nothing follows.
    Neutral,
    /// It goes out, or the duty is done.
    Open,
    /// Some of it, or in another way.
    Partly,
    /// Another decides, or something must be known first.
    Waits,
    /// It stays, or something has gone wrong.
    Closed,
}

impl Tone {
    /// Every tone, from the most open.
    pub const ALL: [Self; 5] = [Self::Neutral, Self::Open, Self::Partly, Self::Waits, Self::Closed];

    /// Returns the tone of an effect; of no effect, [`Tone::Neutral`].
    #[must_use]
    pub const fn of(effect: Option<Effect>) -> Self {
        match effect {
            None | Some(Effect::None) => Self::Neutral,
            Some(Effect::Report | Effect::Send | Effect::Release) => Self::Open,
            Some(Effect::ReportPart | Effect::ReleaseReserved | Effect::ReleasePart | Effect::InformOtherwise) => {
                Self::Partly
            }
            Some(Effect::Refer | Effect::Open) => Self::Waits,
            Some(Effect::LeaveOut | Effect::NotOfficial | Effect::Withhold | Effect::Incident) => Self::Closed,
        }
    }

    /// Returns the class that stylesheets use.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Waits => "waits",
            Self::Closed => "closed",
        }
    }
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 9] = [
        Self::Start,
        Self::Question,
        Self::Checklist,
        Self::Switch,
        Self::Call,
        Self::Loop,
        Self::Revise,
        Self::Halt,
        Self::End,
    ];

    /// Returns the class that stylesheets use.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Question => "question",
            Self::Checklist => "checklist",
            Self::Switch => "switch",
            Self::Call => "call",
            Self::Loop => "loop",
            Self::Revise => "revise",
            Self::Halt => "halt",
            Self::End => "end",
        }
    }
}
