//! The picture as SVG 1.1 that stands alone: text as text, light and dark, with a title and a description for a reader that
//! does not see it.

mod shape;

use super::layout::{Laid, Line, MARGIN, Placed, SMALL_LINE, lay, measured};
use super::{Graph, Node, Shape, Sheet, Tone, legend};
use crate::render::markup::{Xml, put};
use crate::ruleset::model::Effect;
use crate::text::Language;
use shape::draw;

/// Colours, lines and letters; the page of the HTML form takes them too.
pub const STYLE: &str = include_str!("style.css");

/// Room for the heading of a sheet, in pixels.
const HEADING: f64 = 58.0;

/// Writes the whole graph: sheet below sheet, last the legend.
#[must_use]
pub fn write(graph: &Graph) -> String {
    let mut body = String::new();
    let (mut width, mut height) = (0.0_f64, 0.0_f64);
    for sheet in &graph.sheets {
        let laid = lay(sheet, graph.language);
        put(&mut body, format_args!("<g id=\"sheet-{}\" transform=\"translate(0 {height:.0})\">\n", Xml(&sheet.id)));
        put(&mut body, format_args!("<text class=\"title\" x=\"{MARGIN}\" y=\"30\">{}</text>\n", Xml(&sheet.title)));
        put(&mut body, format_args!("<text class=\"small\" x=\"{MARGIN}\" y=\"48\">{}</text>\n", Xml(&sheet.standing)));
        put(&mut body, format_args!("<g transform=\"translate(0 {HEADING})\">\n"));
        picture(&mut body, sheet, &laid, &linked(graph));
        body.push_str("</g>\n</g>\n");
        width = width.max(laid.width).max(super::layout::count(sheet.standing.chars().count()) * 7.0);
        height += laid.height + HEADING;
    }
    let key = key(graph);
    put(&mut body, format_args!("<g transform=\"translate(0 {height:.0})\">\n{}</g>\n", key.body));
    (width, height) = (width.max(key.width), height + key.height);
    let title = graph.sheets.first().map_or("", |sheet| &sheet.title);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    open(&mut out, graph.language, (width, height), "picture", title, &description(graph));
    put(&mut out, format_args!("<style>{STYLE}</style>\n"));
    put(&mut out, format_args!("<rect class=\"paper\" width=\"{width:.0}\" height=\"{height:.0}\"/>\n"));
    out + &body + "</svg>\n"
}

/// Writes one sheet as an element of its own, for a page that has the style already.
#[must_use]
pub fn element(graph: &Graph, sheet: &Sheet) -> String {
    let laid = lay(sheet, graph.language);
    let mut out = String::new();
    let id = format!("drawn-{}", sheet.id);
    open(&mut out, graph.language, (laid.width, laid.height), &id, &sheet.title, &described(sheet, graph.language));
    picture(&mut out, sheet, &laid, &linked(graph));
    out + "</svg>\n"
}

/// Writes the legend as an element of its own.
#[must_use]
pub fn legend_element(graph: &Graph) -> String {
    let key = key(graph);
    let mut out = String::new();
    let heading = legend::heading(graph.language);
    open(&mut out, graph.language, (key.width, key.height), "legend", heading, heading);
    out + &key.body + "</svg>\n"
}

fn open(out: &mut String, language: Language, (width, height): (f64, f64), id: &str, title: &str, about: &str) {
    let lang = language.choose("sv", "en");
    let id = Xml(id);
    put(
        out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" lang=\"{lang}\" role=\"group\" \
             aria-labelledby=\"{id}-title {id}-about\">\n<title id=\"{id}-title\">{}</title>\n\
             <desc id=\"{id}-about\">{}</desc>\n",
            Xml(title),
            Xml(about)
        ),
    );
}

/// Says how much there is to see.
fn description(graph: &Graph) -> String {
    graph.sheets.iter().map(|sheet| described(sheet, graph.language)).collect::<Vec<_>>().join(" ")
}

fn described(sheet: &Sheet, language: Language) -> String {
    let (steps, ways) = (sheet.nodes.len(), sheet.edges.len());
    let counted = match language {
        Language::Sv => format!("{}: {steps} rutor och {ways} vägar mellan dem.", sheet.standing),
        Language::En => format!("{}: {steps} boxes and {ways} ways between them.", sheet.standing),
    };
    sheet.about.iter().cloned().chain([counted]).collect::<Vec<_>>().join(" ")
}

/// Returns whether a module is drawn in the graph, so that its box can lead there.
fn linked(graph: &Graph) -> impl Fn(&str) -> bool + '_ {
    |module| graph.sheets.iter().any(|sheet| sheet.id == module)
}

fn picture(out: &mut String, sheet: &Sheet, laid: &Laid<'_>, linked: &impl Fn(&str) -> bool) {
    // The marked ones last, so that no other line covers them.
    let (marked, plain): (Vec<_>, Vec<_>) = laid.lines.iter().partition(|line| line.edge.marked);
    for line in plain.into_iter().chain(marked) {
        way(out, sheet, line);
    }
    for placed in &laid.boxes {
        boxed(out, sheet, placed, linked);
    }
}

fn way(out: &mut String, sheet: &Sheet, line: &Line<'_>) {
    let edge = line.edge;
    let class = match (edge.back, edge.marked) {
        (true, _) => "edge back",
        (false, true) => "edge marked",
        (false, false) => "edge",
    };
    let eighths = edge.taken.map_or(0, super::Taken::eighths);
    let class = if eighths > 0 { format!("{class} taken t{eighths}") } else { class.to_owned() };
    let (from, to) = (&sheet.nodes[edge.from].key, &sheet.nodes[edge.to].key);
    put(out, format_args!("<g class=\"{class}\" data-from=\"{}\" data-to=\"{}\">\n", Xml(from), Xml(to)));
    put(out, format_args!("<path d=\"{}\"/>\n", shape::bends(&line.points)));
    if let Some(head) = shape::head(&line.points) {
        put(out, format_args!("<polygon class=\"head\" points=\"{head}\"/>\n"));
    }
    if let Some((x, y)) = line.points.get(line.points.len() / 2).filter(|_| edge.marked && line.label.is_empty()) {
        put(out, format_args!("<circle class=\"mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>\n"));
    }
    if !line.label.is_empty() {
        let ((x, y), (width, height)) = (line.at, line.size);
        let (left, top) = (x - width / 2.0, y - height / 2.0);
        put(
            out,
            format_args!(
                "<rect class=\"label\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n"
            ),
        );
        let mark = if edge.marked { "● " } else { "" };
        for (at, text) in line.label.iter().enumerate() {
            let y = top + 3.0 + SMALL_LINE * (super::layout::count(at) + 0.78);
            let mark = if at == 0 { mark } else { "" };
            put(
                out,
                format_args!(
                    "<text class=\"small\" text-anchor=\"middle\" x=\"{x:.1}\" y=\"{y:.1}\">{mark}{}</text>\n",
                    Xml(text)
                ),
            );
        }
    }
    out.push_str("</g>\n");
}

fn boxed(out: &mut String, sheet: &Sheet, placed: &Placed<'_>, linked: &impl Fn(&str) -> bool) {
    let node = placed.node;
    let link = node.calls.iter().find(|module| linked(module));
    if let Some(module) = link {
        put(out, format_args!("<a href=\"#sheet-{}\">\n", Xml(module)));
    }
    let tone = Tone::of(node.effect).class();
    let end = if node.shape == Shape::End { format!(" {tone}") } else { String::new() };
    let marked = if node.marked { " marked" } else { "" };
    put(
        out,
        format_args!(
            "<g class=\"node {}{end}{marked}\" id=\"{}-{}\" data-key=\"{}\" data-box=\"{}\" role=\"img\" aria-label=\"{}\">\n",
            node.shape.class(),
            Xml(&sheet.id),
            Xml(&node.key),
            Xml(&node.key),
            bounds(placed),
            Xml(&spoken(node)),
        ),
    );
    if !node.duties.is_empty() {
        put(out, format_args!("<title>{}</title>\n", Xml(&node.duties.join("\n"))));
    }
    draw(out, placed);
    out.push_str("</g>\n");
    if link.is_some() {
        out.push_str("</a>\n");
    }
}

/// Returns the left and upper border of a box, its width and its height, for a script that draws beside it.
fn bounds(placed: &Placed<'_>) -> String {
    let (left, top) = (placed.x - placed.width / 2.0, placed.y - placed.height / 2.0);
    format!("{left:.0} {top:.0} {:.0} {:.0}", placed.width, placed.height)
}

/// Returns all that a box says, in the order it is read.
fn spoken(node: &Node) -> String {
    let mark = if node.marked { "● " } else { "" };
    let said = [&node.lead].into_iter().chain(&node.body).chain(&node.notes).chain(&node.duties);
    let said: Vec<&str> = said.map(|text| text.trim_end_matches('.')).collect();
    format!("{mark}{}", said.join(". "))
}

/// A drawn legend.
struct Key {
    width: f64,
    height: f64,
    body: String,
}

fn key(graph: &Graph) -> Key {
    let language = graph.language;
    let sample = |shape, lead: &str, text: &str, effect| Node {
        key: String::new(),
        shape,
        lead: lead.to_owned(),
        body: vec![text.to_owned()],
        notes: Vec::new(),
        duties: Vec::new(),
        calls: Vec::new(),
        effect,
        marked: false,
        taken: None,
    };
    let shapes = Shape::ALL.into_iter().filter(|shape| *shape != Shape::End);
    let mut samples: Vec<Node> =
        shapes.map(|shape| sample(shape, shape.name(language), shape.meaning(language), None)).collect();
    let tones = [Effect::None, Effect::Release, Effect::ReleasePart, Effect::Refer, Effect::Withhold];
    for (tone, effect) in Tone::ALL.into_iter().zip(tones) {
        let lead = format!("{} · {}", Shape::End.name(language), tone.border(language));
        samples.push(sample(Shape::End, &lead, tone.name(language), Some(effect)));
    }
    let mut body = String::new();
    put(
        &mut body,
        format_args!(
            "<g class=\"legend\">\n<text class=\"title\" x=\"{MARGIN}\" y=\"30\">{}</text>\n",
            legend::heading(language)
        ),
    );
    let (mut x, mut y, mut tallest, mut width) = (MARGIN, 46.0, 0.0_f64, 0.0_f64);
    for node in &samples {
        let mut placed = measured(node);
        if x + placed.width > WIDEST_KEY {
            (x, y, tallest) = (MARGIN, y + tallest + 14.0, 0.0);
        }
        (placed.x, placed.y) = (x + placed.width / 2.0, y + placed.height / 2.0);
        let tone = if node.shape == Shape::End { Tone::of(node.effect).class() } else { "" };
        put(&mut body, format_args!("<g class=\"node {} {tone}\">\n", node.shape.class()));
        draw(&mut body, &placed);
        body.push_str("</g>\n");
        x += placed.width + 14.0;
        tallest = tallest.max(placed.height);
        width = width.max(x);
    }
    y += tallest;
    if graph.marked {
        y += 24.0;
        put(
            &mut body,
            format_args!("<text class=\"small\" x=\"{MARGIN}\" y=\"{y:.0}\">{}</text>\n", legend::marked(language)),
        );
    }
    body.push_str("</g>\n");
    Key { width: width + MARGIN, height: y + MARGIN, body }
}

/// The legend is broken into rows no wider than this, in pixels.
const WIDEST_KEY: f64 = 1200.0;
