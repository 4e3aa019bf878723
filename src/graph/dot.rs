//! The picture as the text that Graphviz draws.

use std::fmt::Write as _;

use super::{Edge, Graph, Node, Shape, Sheet, Tone, legend};
use crate::render::paragraph::wrap;

/// Columns of text in a box.
const BOX: usize = 38;

/// Writes the whole graph: each sheet a cluster, last the legend.
#[must_use]
pub fn write(graph: &Graph) -> String {
    let mut out = String::from(
        "digraph rules {\n  charset=\"UTF-8\"; rankdir=TB; compound=true; fontname=\"Liberation Sans\";\n",
    );
    out.push_str(
        "  node [fontname=\"Liberation Sans\", fontsize=11]; edge [fontname=\"Liberation Sans\", fontsize=10];\n",
    );
    for (at, sheet) in graph.sheets.iter().enumerate() {
        cluster(&mut out, at, sheet);
    }
    for (at, sheet) in graph.sheets.iter().enumerate() {
        for (from, node) in sheet.nodes.iter().enumerate() {
            let called =
                node.calls.iter().filter_map(|module| graph.sheets.iter().position(|other| other.id == *module));
            for called in called {
                let link =
                    format!("  s{at}_{from} -> s{called}_0 [style=dotted, arrowhead=odot, lhead=cluster_{called}];\n");
                out.push_str(&link);
            }
        }
    }
    put(&mut out, format_args!("  legend [shape=plaintext, label=\"{}\"];\n}}\n", left(&legend::lines(graph))));
    out
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes every write");
}

fn cluster(out: &mut String, at: usize, sheet: &Sheet) {
    put(out, format_args!("  subgraph cluster_{at} {{\n    label=\"{}\";\n", quoted(&sheet.title)));
    for (number, node) in sheet.nodes.iter().enumerate() {
        put(out, format_args!("    s{at}_{number} [{}, label=\"{}\"];\n", look(node), label(node)));
    }
    for edge in &sheet.edges {
        put(out, format_args!("    s{at}_{} -> s{at}_{} [{}];\n", edge.from, edge.to, way(edge)));
    }
    out.push_str("  }\n");
}

/// Returns the attributes of shape, border and colour.
fn look(node: &Node) -> String {
    let shape = match node.shape {
        Shape::Start => "shape=oval",
        Shape::Question => "shape=box",
        Shape::Checklist => "shape=note",
        Shape::Switch => "shape=hexagon",
        Shape::Call => "shape=box, peripheries=2",
        Shape::Loop => "shape=box3d",
        Shape::Revise => "shape=parallelogram",
        Shape::Halt => "shape=octagon",
        Shape::End => match Tone::of(node.effect) {
            Tone::Neutral => "shape=box, style=rounded",
            Tone::Open => "shape=box, style=\"rounded,filled\", fillcolor=\"#e4f4e6\", color=\"#1d6b2a\", penwidth=2",
            Tone::Partly => {
                "shape=box, style=\"rounded,filled,dashed\", fillcolor=\"#e6f1f7\", color=\"#145a7d\", penwidth=2"
            }
            Tone::Waits => {
                "shape=box, style=\"rounded,filled,dotted\", fillcolor=\"#fbf0da\", color=\"#7a4d00\", penwidth=2"
            }
            Tone::Closed => {
                "shape=box, style=\"rounded,filled\", fillcolor=\"#fbe6e6\", color=\"#8f1d1d\", peripheries=2"
            }
        },
    };
    let marked = if node.marked { ", penwidth=4, color=\"#b3005e\"" } else { "" };
    format!("{shape}{marked}")
}

fn label(node: &Node) -> String {
    let mark = if node.marked { "● " } else { "" };
    let lead = format!("{mark}{}", node.lead);
    let said = [&lead].into_iter().chain(&node.body).chain(&node.notes);
    left(&said.flat_map(|text| wrap(text, BOX)).collect::<Vec<_>>())
}

fn way(edge: &Edge) -> String {
    let mark = if edge.marked { "● " } else { "" };
    let label: Vec<String> = edge.labels.iter().flat_map(|label| wrap(label, BOX)).collect();
    let label = if label.is_empty() { mark.trim().to_owned() } else { format!("{mark}{}", label.join("\n")) };
    let style = match (edge.back, edge.marked) {
        (true, _) => ", style=dashed, constraint=false",
        (false, true) => ", penwidth=4, color=\"#b3005e\"",
        (false, false) => "",
    };
    format!("label=\"{}\"{style}", quoted(&label))
}

/// Returns lines, each set to the left.
fn left(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [quoted(line), "\\l".to_owned()]).collect()
}

/// Returns text within a quoted string. A no-break space is a plain one: Graphviz measures it so.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz reads entities in labels.
            '&' => out.push_str("&amp;"),
            _ => out.push(char),
        }
    }
    out
}
