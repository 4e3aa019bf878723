//! Where everything of a sheet stands: boxes sized by their text, layers and bends by the layout of dagre.

use dagre::graph::{Graph as Layered, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, Ranker};

use super::route::Layers;
use super::{Edge, Node, Shape, Sheet};
use crate::render::paragraph::{columns, wrap};
use crate::text::Language;

/// Columns of text in a box.
const BOX: usize = 38;
/// Columns of small text in a box.
const NOTES: usize = 44;
/// Columns of text on an edge.
const LABEL: usize = 24;
/// Pixels that a column takes at the size of the text; a little more than the average letter of a wide sans serif.
const COLUMN: f64 = 7.6;
/// Pixels that a column of small text takes.
const SMALL: f64 = 6.5;
/// Pixels from one line of text to the next.
pub const LINE: f64 = 17.0;
/// Pixels from one line of small text to the next.
pub const SMALL_LINE: f64 = 14.5;
/// Pixels around the text of a box.
pub const PADDING: f64 = 12.0;
/// Pixels around the sheet.
pub const MARGIN: f64 = 24.0;

/// A sheet whose parts have places, in pixels from its upper left corner.
pub struct Laid<'s> {
    /// The width of all of it.
    pub width: f64,
    /// The height of all of it.
    pub height: f64,
    /// The boxes, in the order of the sheet's nodes.
    pub boxes: Vec<Placed<'s>>,
    /// The lines, in the order of the sheet's edges.
    pub lines: Vec<Line<'s>>,
}

/// A box in its place.
pub struct Placed<'s> {
    /// What stands in it.
    pub node: &'s Node,
    /// Its text, line by line.
    pub text: Wrapped,
    /// The middle of it.
    pub x: f64,
    /// The middle of it.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// The text of a box in lines.
pub struct Wrapped {
    /// Kind and id.
    pub lead: Vec<String>,
    /// What it says.
    pub body: Vec<String>,
    /// What it rests on.
    pub notes: Vec<String>,
}

/// A way in its place.
pub struct Line<'s> {
    /// What it joins.
    pub edge: &'s Edge,
    /// Its bends, from the border of the one box to that of the other.
    pub points: Vec<(f64, f64)>,
    /// What stands on it, line by line.
    pub label: Vec<String>,
    /// The middle of the label.
    pub at: (f64, f64),
    /// The width and height of the label.
    pub size: (f64, f64),
}

/// Places everything of a sheet.
pub fn lay(sheet: &Sheet, language: Language) -> Laid<'_> {
    let mut layered: Layered<NodeLabel, EdgeLabel> =
        Layered::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    let mut boxes: Vec<Placed<'_>> = sheet.nodes.iter().map(measured).collect();
    for (at, placed) in boxes.iter().enumerate() {
        let size = NodeLabel { width: placed.width, height: placed.height, ..NodeLabel::default() };
        layered.set_node(at.to_string(), Some(size));
    }
    let mut lines: Vec<Line<'_>> = sheet.edges.iter().map(|edge| labelled(edge, language)).collect();
    for line in &lines {
        let (width, height) = line.size;
        let label = EdgeLabel { width, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        layered.set_edge(line.edge.from.to_string(), line.edge.to.to_string(), Some(label), None);
    }
    let options = LayoutOptions {
        nodesep: 28.0,
        edgesep: 16.0,
        ranksep: 30.0,
        marginx: MARGIN,
        marginy: MARGIN,
        ranker: Ranker::NetworkSimplex,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut layered, Some(options));

    let (mut width, mut height) = (0.0_f64, 0.0_f64);
    let mut reach = |x: f64, y: f64| {
        width = width.max(x + MARGIN);
        height = height.max(y + MARGIN);
    };
    for (at, placed) in boxes.iter_mut().enumerate() {
        let Some(label) = layered.node(&at.to_string()) else { continue };
        (placed.x, placed.y) = (label.x.unwrap_or_default(), label.y.unwrap_or_default());
        reach(placed.x + placed.width / 2.0, placed.y + placed.height / 2.0);
    }
    let layers = Layers::of(&boxes);
    for line in &mut lines {
        let (from, to) = (line.edge.from.to_string(), line.edge.to.to_string());
        let Some(label) = layered.edge(&from, &to, None) else { continue };
        let bends: Vec<_> = label.points.iter().map(|point| (point.x, point.y)).collect();
        line.points = layers.around(&boxes[line.edge.from], &boxes[line.edge.to], &bends);
        line.at = (label.x.unwrap_or_default(), label.y.unwrap_or_default());
        for (x, y) in &line.points {
            reach(*x, *y);
        }
        reach(line.at.0 + line.size.0 / 2.0, line.at.1 + line.size.1 / 2.0);
    }
    Laid { width, height, boxes, lines }
}

/// Wraps the text of a box and measures it; its place is not known yet.
pub fn measured(node: &Node) -> Placed<'_> {
    let all = |texts: &[String], width| texts.iter().flat_map(|text| wrap(text, width)).collect::<Vec<_>>();
    let text = Wrapped { lead: wrap(&node.lead, NOTES), body: all(&node.body, BOX), notes: all(&node.notes, NOTES) };
    let small = widest(text.lead.iter().chain(&text.notes)) * SMALL;
    let inner = (widest(text.body.iter()) * COLUMN).max(small);
    let (aside, above) = room(node.shape);
    let lines = count(text.lead.len() + text.notes.len()) * SMALL_LINE + count(text.body.len()) * LINE;
    let width = (inner + 2.0 * (PADDING + aside)).max(90.0);
    let height = lines + 2.0 * (PADDING + above) - 4.0;
    Placed { node, text, x: 0.0, y: 0.0, width, height }
}

/// Returns the room that a shape takes beside and above its text, in pixels.
const fn room(shape: Shape) -> (f64, f64) {
    match shape {
        Shape::Question | Shape::Checklist => (0.0, 0.0),
        Shape::Start | Shape::End | Shape::Switch | Shape::Revise => (12.0, 0.0),
        Shape::Call => (8.0, 0.0),
        Shape::Loop => (6.0, 6.0),
        Shape::Halt => (6.0, 4.0),
    }
}

fn labelled(edge: &Edge, language: Language) -> Line<'_> {
    let mut label: Vec<String> = if edge.labels.is_empty() {
        Vec::new()
    } else {
        // Values that share a way stand below each other where they would not fit on one line.
        let one = edge.labels.join(", ");
        if columns(&one) <= LABEL {
            vec![one]
        } else {
            let last = edge.labels.len() - 1;
            let parts = edge.labels.iter().enumerate();
            parts.flat_map(|(at, label)| wrap(&format!("{label}{}", if at < last { "," } else { "" }), LABEL)).collect()
        }
    };
    label.extend(edge.taken.map(|taken| taken.words(language)));
    let size = if label.is_empty() {
        (0.0, 0.0)
    } else {
        (widest(label.iter()) * SMALL + 10.0, count(label.len()) * SMALL_LINE + 6.0)
    };
    Line { edge, points: Vec::new(), label, at: (0.0, 0.0), size }
}

fn widest<'t>(lines: impl Iterator<Item = &'t String>) -> f64 {
    count(lines.map(|line| columns(line)).max().unwrap_or_default())
}

/// Returns a small number as a measure.
pub fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}
