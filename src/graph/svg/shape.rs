//! The outline of a box, its text, and the lines between boxes.

use std::fmt::Write as _;

use crate::graph::layout::{LINE, PADDING, Placed, SMALL_LINE};
use crate::graph::{Shape, Tone};
use crate::render::markup::{Xml, put};

/// How far slanted and cut corners reach into a box, in pixels.
const CUT: f64 = 12.0;

/// Draws a box and what stands in it.
pub fn draw(out: &mut String, placed: &Placed<'_>) {
    outline(out, placed);
    text(out, placed);
}

fn outline(out: &mut String, placed: &Placed<'_>) {
    let (left, top) = (placed.x - placed.width / 2.0, placed.y - placed.height / 2.0);
    let (right, bottom) = (left + placed.width, top + placed.height);
    let whole = (left, top, placed.width, placed.height);
    match placed.node.shape {
        Shape::Question => rect(out, "shape", whole, 4.0),
        Shape::Start => rect(out, "shape", whole, placed.height / 2.0),
        Shape::End => {
            rect(out, "shape", whole, 18.0);
            if Tone::of(placed.node.effect) == Tone::Closed {
                rect(out, "inner", (left + 4.0, top + 4.0, placed.width - 8.0, placed.height - 8.0), 14.0);
            }
        }
        Shape::Checklist => {
            let corner = right - CUT;
            polygon(out, &[(left, top), (corner, top), (right, top + CUT), (right, bottom), (left, bottom)]);
            path(out, &[(corner, top), (corner, top + CUT), (right, top + CUT)]);
        }
        Shape::Switch => polygon(
            out,
            &[
                (left + CUT, top),
                (right - CUT, top),
                (right, placed.y),
                (right - CUT, bottom),
                (left + CUT, bottom),
                (left, placed.y),
            ],
        ),
        Shape::Call => {
            rect(out, "shape", whole, 0.0);
            path(out, &[(left + 8.0, top), (left + 8.0, bottom)]);
            path(out, &[(right - 8.0, top), (right - 8.0, bottom)]);
        }
        Shape::Loop => {
            rect(out, "shape", (left + 6.0, top, placed.width - 6.0, placed.height - 6.0), 0.0);
            rect(out, "shape", (left, top + 6.0, placed.width - 6.0, placed.height - 6.0), 0.0);
        }
        Shape::Revise => {
            polygon(out, &[(left + CUT, top), (right, top), (right - CUT, bottom), (left, bottom)]);
        }
        Shape::Halt => polygon(
            out,
            &[
                (left + CUT, top),
                (right - CUT, top),
                (right, top + CUT),
                (right, bottom - CUT),
                (right - CUT, bottom),
                (left + CUT, bottom),
                (left, bottom - CUT),
                (left, top + CUT),
            ],
        ),
    }
    if placed.node.marked {
        put(out, format_args!("<circle class=\"mark\" cx=\"{left:.1}\" cy=\"{top:.1}\" r=\"7\"/>\n"));
    }
}

fn rect(out: &mut String, class: &str, (x, y, width, height): (f64, f64, f64, f64), round: f64) {
    let round = round.min(22.0);
    put(
        out,
        format_args!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round:.0}\"/>\n"
        ),
    );
}

fn polygon(out: &mut String, corners: &[(f64, f64)]) {
    put(out, format_args!("<polygon class=\"shape\" points=\"{}\"/>\n", pairs(corners)));
}

fn path(out: &mut String, points: &[(f64, f64)]) {
    put(out, format_args!("<polyline class=\"inner\" points=\"{}\"/>\n", pairs(points)));
}

fn pairs(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

fn text(out: &mut String, placed: &Placed<'_>) {
    let lift = if placed.node.shape == Shape::Loop { 3.0 } else { 0.0 };
    let aside = if placed.node.shape == Shape::Loop { 0.0 } else { (placed.width - inner(placed)) / 2.0 };
    let x = placed.x - placed.width / 2.0 + aside.max(PADDING);
    let text = &placed.text;
    let small = text.lead.len() + text.notes.len();
    let height = crate::graph::layout::count(small) * SMALL_LINE + crate::graph::layout::count(text.body.len()) * LINE;
    let mut y = placed.y - height / 2.0 + lift;
    for (class, lines, step) in
        [("lead", &text.lead, SMALL_LINE), ("body", &text.body, LINE), ("note", &text.notes, SMALL_LINE)]
    {
        for line in lines {
            y += step;
            put(out, format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>\n", y - 4.0, Xml(line)));
        }
    }
}

/// Returns the width of what stands between the paddings and slants of a box.
fn inner(placed: &Placed<'_>) -> f64 {
    let aside = match placed.node.shape {
        Shape::Question | Shape::Checklist | Shape::Loop => 0.0,
        Shape::Call => 8.0,
        Shape::Halt => 6.0,
        _ => CUT,
    };
    placed.width - 2.0 * (PADDING + aside)
}

/// Returns the path of a line: straight to the first bend and from the last, rounded in between.
pub fn bends(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let mut add = |text: std::fmt::Arguments<'_>| path.write_fmt(text).expect("a String takes every write");
    let Some(((x, y), rest)) = points.split_first() else { return path };
    add(format_args!("M{x:.1} {y:.1}"));
    for pair in rest.windows(2) {
        let [(x, y), (next_x, next_y)] = pair else { continue };
        add(format_args!(" Q{x:.1} {y:.1} {:.1} {:.1}", f64::midpoint(*x, *next_x), f64::midpoint(*y, *next_y)));
    }
    if let Some((x, y)) = rest.last() {
        add(format_args!(" L{x:.1} {y:.1}"));
    }
    path
}

/// Returns the corners of the arrow's head at the end of a line.
pub fn head(points: &[(f64, f64)]) -> Option<String> {
    let [.., (from_x, from_y), (x, y)] = points else { return None };
    let (along_x, along_y) = (x - from_x, y - from_y);
    let length = along_x.hypot(along_y);
    if length < 0.1 {
        return None;
    }
    let (along_x, along_y) = (along_x / length, along_y / length);
    let (back_x, back_y) = (x - 9.0 * along_x, y - 9.0 * along_y);
    let (side_x, side_y) = (4.5 * along_y, -4.5 * along_x);
    Some(pairs(&[(*x, *y), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y)]))
}
