//! The picture as the text of a Mermaid flowchart.

use std::fmt::Write as _;

use super::{Edge, Graph, Node, Shape, Sheet, Tone, legend};

/// Writes the whole graph: each sheet a subgraph, last the legend.
#[must_use]
pub fn write(graph: &Graph) -> String {
    let mut out = String::from("flowchart TB\n");
    for (at, sheet) in graph.sheets.iter().enumerate() {
        subgraph(&mut out, at, sheet);
    }
    for line in legend::lines(graph) {
        put(&mut out, format_args!("%% {}\n", line.replace('%', "")));
    }
    for (at, sheet) in graph.sheets.iter().enumerate() {
        for (from, node) in sheet.nodes.iter().enumerate() {
            let called =
                node.calls.iter().filter_map(|module| graph.sheets.iter().position(|other| other.id == *module));
            for called in called {
                put(&mut out, format_args!("s{at}_{from} -.-o s{called}_0\n"));
            }
        }
    }
    let marked: Vec<String> = marked_links(graph).map(|at| at.to_string()).collect();
    if !marked.is_empty() {
        put(&mut out, format_args!("linkStyle {} stroke:#b3005e,stroke-width:5px\n", marked.join(",")));
    }
    out.push_str(CLASSES);
    out
}

const CLASSES: &str = "classDef neutral stroke-width:1px
classDef open fill:#e4f4e6,stroke:#1d6b2a,color:#1b1b1b,stroke-width:3px
classDef partly fill:#e6f1f7,stroke:#145a7d,color:#1b1b1b,stroke-width:3px,stroke-dasharray:10 5
classDef waits fill:#fbf0da,stroke:#7a4d00,color:#1b1b1b,stroke-width:3px,stroke-dasharray:2 4
classDef closed fill:#fbe6e6,stroke:#8f1d1d,color:#1b1b1b,stroke-width:6px
classDef marked stroke:#b3005e,stroke-width:5px
";

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes every write");
}

fn subgraph(out: &mut String, at: usize, sheet: &Sheet) {
    put(out, format_args!("subgraph s{at}[\"{}\"]\n", quoted(&sheet.title)));
    for (number, node) in sheet.nodes.iter().enumerate() {
        let (open, close) = brackets(node.shape);
        put(out, format_args!("  s{at}_{number}{open}\"{}\"{close}\n", label(node)));
        if node.shape == Shape::End {
            put(out, format_args!("  class s{at}_{number} {}\n", Tone::of(node.effect).class()));
        }
        if node.marked {
            put(out, format_args!("  class s{at}_{number} marked\n"));
        }
    }
    for edge in &sheet.edges {
        let line = match (edge.back, edge.marked) {
            (true, _) => "-.->",
            (false, true) => "==>",
            (false, false) => "-->",
        };
        put(out, format_args!("  s{at}_{} {line}{} s{at}_{}\n", edge.from, on(edge), edge.to));
    }
    out.push_str("end\n");
}

/// Returns the brackets that give a box its shape.
const fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Start => ("((", "))"),
        Shape::Question => ("[", "]"),
        Shape::Checklist => ("[/", "\\]"),
        Shape::Switch => ("{{", "}}"),
        Shape::Call => ("[[", "]]"),
        Shape::Loop => ("[(", ")]"),
        Shape::Revise => ("[/", "/]"),
        Shape::Halt => (">", "]"),
        Shape::End => ("([", "])"),
    }
}

fn label(node: &Node) -> String {
    let mark = if node.marked { "● " } else { "" };
    let lead = format!("{mark}{}", node.lead);
    let said: Vec<String> = [&lead].into_iter().chain(&node.body).chain(&node.notes).map(|text| quoted(text)).collect();
    said.join("<br/>")
}

fn on(edge: &Edge) -> String {
    if edge.labels.is_empty() {
        return String::new();
    }
    let mark = if edge.marked { "● " } else { "" };
    format!("|\"{mark}{}\"|", quoted(&edge.labels.join(", ")))
}

/// Returns the positions of the marked links among all, in the order written.
fn marked_links(graph: &Graph) -> impl Iterator<Item = usize> + '_ {
    graph.sheets.iter().flat_map(|sheet| &sheet.edges).enumerate().filter(|(_, edge)| edge.marked).map(|(at, _)| at)
}

/// Returns text that Mermaid shows as it stands: what it reads as markup, quotes and marks of its own is written by number.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => out.push_str("<br/>"),
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '*' | '_' | '~' | '$' | '[' | ']' | '{' | '}' | '|' | ';' => {
                put(&mut out, format_args!("#{};", u32::from(char)));
            }
            _ => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_mermaid_reads_as_its_own_is_written_by_number() {
        assert_eq!(quoted("a \"b\"\n<i> #1; x|y"), "a #34;b#34;<br/>#60;i#62; #35;1#59; x#124;y");
        assert_eq!(quoted("26 kap. 1 § OSL – åäö"), "26 kap. 1 § OSL – åäö");
    }
}
