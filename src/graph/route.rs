//! Lines that go around boxes.
//!
//! The layout gives each line a bend in every layer that it passes and leaves a box by the side that is nearest. A box that is
//! taller than its neighbours would be crossed by lines from them, so that a line leaves downwards and turns between layers
//! alone.

use super::layout::Placed;

/// Lines leave and come to a box no nearer to its corners, in pixels.
const CORNER: f64 = 18.0;
/// Middles that are nearer than this are those of one layer, in pixels.
const SAME: f64 = 1.0;

/// The layers of a sheet, from the top.
pub struct Layers(Vec<Layer>);

struct Layer {
    middle: f64,
    top: f64,
    bottom: f64,
}

impl Layers {
    /// Finds the layers: the boxes of one have their middles at one height.
    pub fn of(boxes: &[Placed<'_>]) -> Self {
        let mut layers: Vec<Layer> = Vec::new();
        for placed in boxes {
            let (top, bottom) = (placed.y - placed.height / 2.0, placed.y + placed.height / 2.0);
            match layers.iter_mut().find(|layer| (layer.middle - placed.y).abs() < SAME) {
                Some(layer) => (layer.top, layer.bottom) = (layer.top.min(top), layer.bottom.max(bottom)),
                None => layers.push(Layer { middle: placed.y, top, bottom }),
            }
        }
        Self(layers)
    }

    fn at(&self, y: f64) -> Option<&Layer> {
        self.0.iter().find(|layer| (layer.middle - y).abs() < SAME)
    }

    /// Returns the points of a line from one box to another that is bent at `bends`, the ends among them.
    pub fn around(&self, from: &Placed<'_>, to: &Placed<'_>, bends: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let [_, inner @ .., _] = bends else { return bends.to_vec() };
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else { return bends.to_vec() };
        let down = from.y < to.y;
        // What is above and below where the line leads down is below and above where it leads up.
        let side = |y: f64, half: f64, ahead: bool| if ahead == down { y + half } else { y - half };
        let rim = |placed: &Placed<'_>, ahead: bool| {
            self.at(placed.y).map_or(placed.y, |layer| if ahead == down { layer.bottom } else { layer.top })
        };
        let (start, end) = (within(from, first.0), within(to, last.0));
        let mut points = vec![(start, side(from.y, from.height / 2.0, true)), (start, rim(from, true))];
        for &(x, y) in inner {
            match self.at(y) {
                Some(layer) if down => points.extend([(x, layer.top), (x, layer.bottom)]),
                Some(layer) => points.extend([(x, layer.bottom), (x, layer.top)]),
                None => points.push((x, y)),
            }
        }
        points.extend([(end, rim(to, false)), (end, side(to.y, to.height / 2.0, false))]);
        points.dedup();
        points
    }
}

/// Returns the place nearest to `x` where a line may leave a box.
fn within(placed: &Placed<'_>, x: f64) -> f64 {
    let reach = (placed.width / 2.0 - CORNER).max(0.0);
    x.clamp(placed.x - reach, placed.x + reach)
}

#[cfg(test)]
mod tests {
    use crate::engine::Edition;
    use crate::graph::layout::{Laid, Placed, lay};
    use crate::graph::{Depth, Highlight, draw};
    use crate::text::Language;

    /// What a box reaches over, a pixel less on each side.
    fn inside(placed: &Placed<'_>) -> [f64; 4] {
        let (half_width, half_height) = (placed.width / 2.0 - 1.0, placed.height / 2.0 - 1.0);
        [placed.x - half_width, placed.x + half_width, placed.y - half_height, placed.y + half_height]
    }

    /// Whether a straight line passes a box, by a hundred points of it.
    fn crosses(line: [(f64, f64); 2], placed: &Placed<'_>) -> bool {
        let [left, right, top, bottom] = inside(placed);
        let [(x, y), (to_x, to_y)] = line;
        (0..=100).map(|step| f64::from(step) / 100.0).any(|part| {
            let (x, y) = (x + (to_x - x) * part, y + (to_y - y) * part);
            left < x && x < right && top < y && y < bottom
        })
    }

    fn holds(id: &str, laid: &Laid<'_>) {
        for (at, one) in laid.boxes.iter().enumerate() {
            let [left, right, top, bottom] = inside(one);
            for other in &laid.boxes[at + 1..] {
                let [other_left, other_right, other_top, other_bottom] = inside(other);
                let apart = right < other_left || other_right < left || bottom < other_top || other_bottom < top;
                assert!(apart, "{id}: {} lies over {}", one.node.key, other.node.key);
            }
        }
        for line in &laid.lines {
            for pair in line.points.windows(2) {
                let crossed = laid.boxes.iter().find(|placed| crosses([pair[0], pair[1]], placed));
                assert!(crossed.is_none(), "{id}: {:?} crosses {}", line.edge, crossed.expect("one").node.key);
            }
        }
    }

    #[test]
    fn no_line_crosses_a_box_and_no_box_another_in_any_ruleset() {
        let book = crate::rulebook::builtin();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let edition = Edition::on(&book, today);
        for (ruleset, rules) in edition.rulesets() {
            let graph = draw(&edition, ruleset, Depth::Levels(0), &Highlight::default(), Language::Sv);
            holds(&rules.id, &lay(&graph.sheets[0], Language::Sv));
        }
    }
}
