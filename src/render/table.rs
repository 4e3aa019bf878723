//! Tables for people: one look, safe cells, never wider than the terminal.
//!
//! comfy-table draws them; how wide each column is and where a line ends is settled here first, since it knows neither
//! which words belong together nor that an id must not be cut. A column is as wide as what stands in it. Where that is too much, the widest give way, down to their longest word;
//! an id or a date is one word and stays whole.

use comfy_table::{ColumnConstraint, LineStyle, TableStyle, Width, presets};

use super::paragraph::{columns, hanging, keep_together, loosen, wrap};
use super::safe;

/// Between two columns.
const GAP: usize = 2;
/// A last column narrower than this is no place for a title, and the rows are written out.
const NARROWEST_LAST: usize = 12;

/// Lays out a list of at most `width` columns: one row a line as long as there is room, the last column free to wrap.
pub fn table<'a>(
    width: u16,
    heads: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let grid = Grid::new(&heads.into_iter().map(str::to_owned).collect::<Vec<_>>(), rows.into_iter().collect());
    if grid.least() > width.into() {
        return grid.written_out(width);
    }
    let widths = grid.widths(width, None);
    grid.drawn(presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─')), &widths)
}

/// Lays out a list to be read aloud: row by row, each cell under the name of its column and nothing drawn.
pub fn listed<'a>(
    width: u16,
    heads: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    Grid::new(&heads.into_iter().map(str::to_owned).collect::<Vec<_>>(), rows.into_iter().collect()).written_out(width)
}

/// Lays out a table whose cells are read down as much as across: the width is shared in percent, the last column takes
/// what is left, and lines part the rows.
#[must_use]
pub fn ruled(width: u16, heads: &[String], rows: &[Vec<String>], shares: &[usize]) -> String {
    let grid = Grid::new(heads, rows.to_vec());
    let widths = grid.widths(width, Some(shares));
    let line = |fill| LineStyle::none().fill(fill).junction(fill);
    grid.drawn(presets::NOTHING.header_separator(line('═')).row_separator(line('─')), &widths)
}

/// Cells that are safe to show.
struct Grid {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    fn new(heads: &[String], mut rows: Vec<Vec<String>>) -> Self {
        let count = heads.len();
        let shown = |cell: &String| keep_together(&safe::text(cell));
        for row in &mut rows {
            // A row that says less than the others, such as that it cannot be read, still has its place.
            row.resize(count, String::new());
            *row = row.iter().map(shown).collect();
        }
        Self { heads: heads.iter().map(shown).collect(), rows }
    }

    /// Returns the least width at which no word but those of the last column would be cut.
    fn least(&self) -> usize {
        let words = |at: usize| {
            let cells = std::iter::once(&self.heads).chain(&self.rows).map(move |row| &row[at]);
            cells.flat_map(|cell| cell.split(['\n', ' '])).map(columns).max().unwrap_or(0)
        };
        let last = self.heads.len().saturating_sub(1);
        (0..last).map(words).sum::<usize>() + GAP * last + NARROWEST_LAST
    }

    /// Returns the rows one after the other, each cell but the first under its heading's name.
    fn written_out(&self, width: u16) -> String {
        let mut out = String::new();
        for row in &self.rows {
            for (at, (head, cell)) in self.heads.iter().zip(row).enumerate() {
                match at {
                    0 => hanging(&mut out, cell, 0, 2, width.into()),
                    _ if cell.is_empty() => {}
                    _ => hanging(&mut out, &format!("{head}: {cell}"), 2, 4, width.into()),
                }
            }
        }
        finish(&out)
    }

    fn widths(&self, width: u16, shares: Option<&[usize]>) -> Vec<usize> {
        let count = self.heads.len();
        let room = usize::from(width).saturating_sub(GAP * count.saturating_sub(1));
        let cells = |at: usize| std::iter::once(&self.heads).chain(&self.rows).map(move |row| &row[at]);
        let widest =
            |at, by: fn(char) -> bool| cells(at).flat_map(|cell| cell.split(by)).map(columns).max().unwrap_or(0).max(1);
        let natural: Vec<usize> = (0..count).map(|at| widest(at, |char| char == '\n')).collect();
        let words: Vec<usize> = (0..count).map(|at| widest(at, |char| char == '\n' || char == ' ')).collect();
        let wanted = match shares {
            Some(shares) => shares.iter().map(|share| room * share / 100).chain([room]).collect(),
            None => natural.clone(),
        };
        let mut widths = fit(room, &natural, &words, &wanted);
        let Some(end) = count.checked_sub(1) else { return widths };
        // Words seldom fill a column to the brim; what is left over goes to the last one.
        for (at, width) in widths.iter_mut().enumerate().take(end) {
            *width = cells(at).flat_map(|cell| wrap(cell, *width)).map(|line| columns(&line)).max().unwrap_or(1);
        }
        let taken: usize = widths[..end].iter().sum();
        widths[end] = room.saturating_sub(taken).clamp(1, natural[end]);
        let filled = cells(end).flat_map(|cell| wrap(cell, widths[end])).map(|line| columns(&line)).max();
        widths[end] = filled.unwrap_or(1);
        widths
    }

    /// Draws the cells, wrapped here so that no word is broken while there is room for it.
    fn drawn(&self, style: TableStyle, widths: &[usize]) -> String {
        let wrapped = |cells: &[String]| -> Vec<String> {
            cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width).join("\n")).collect()
        };
        let mut table = comfy_table::Table::new();
        table.load_style(style).set_header(wrapped(&self.heads)).add_rows(self.rows.iter().map(|row| wrapped(row)));
        let last = widths.len().saturating_sub(1);
        for (at, (column, width)) in table.column_iter_mut().zip(widths).enumerate() {
            // The style's junction is the other half of the gap.
            let gap = if at == last { 0 } else { GAP - 1 };
            column.set_padding((0, u16::try_from(gap).unwrap_or(0)));
            let width = u16::try_from(width + gap).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        finish(&table.trim_fmt())
    }
}

/// Returns the columns' widths, which together are at most `room`.
///
/// Every column but the last gets what it wants, within what it needs and what fills it; the last one takes the rest.
/// As long as that is less than its longest word, the column with most to spare gives way.
fn fit(room: usize, natural: &[usize], words: &[usize], wanted: &[usize]) -> Vec<usize> {
    let Some(last) = natural.len().checked_sub(1) else { return Vec::new() };
    let mut widths: Vec<usize> = (0..last).map(|at| wanted[at].clamp(words[at], natural[at])).collect();
    // A last column of one long word after another would still be a strip.
    let needed = words[last].max(natural[last].min(room / 4));
    while widths.iter().sum::<usize>() + needed > room {
        let spare = |at: &usize| widths[*at].saturating_sub(words[*at]);
        match (0..last).max_by_key(spare).filter(|at| spare(at) > 0) {
            Some(at) => widths[at] -= 1,
            None => break,
        }
    }
    // Where not even the longest words fit beside each other, the widest are cut.
    while widths.iter().sum::<usize>() + words[last].min(room / 4) > room {
        match (0..last).max_by_key(|at| widths[*at]).filter(|at| widths[*at] > 1) {
            Some(at) => widths[at] -= 1,
            None => break,
        }
    }
    let rest = room.saturating_sub(widths.iter().sum()).clamp(1, natural[last]);
    widths.push(rest);
    widths
}

fn finish(out: &str) -> String {
    loosen(out.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn fits_the_width_and_shows_no_control_codes() {
        let shown = table(40, ["id", "titel"], [vec!["a".into(), format!("{} \u{1b}[2J", "ord ".repeat(30))]]);
        assert!(shown.lines().all(|line| line.chars().count() <= 40), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }

    #[test]
    fn a_list_is_as_wide_as_its_cells_and_has_no_lines_between_rows() {
        let rows = [cells(&["uppgift", "2019-01-01", "Pröva en uppgift"]), cells(&["x", "–", "Annat"])];
        assert_eq!(
            table(80, ["id", "från", "titel"], rows),
            "id       från        titel\n\
             ─────────────────────────────────────\n\
             uppgift  2019-01-01  Pröva en uppgift\n\
             x        –           Annat"
        );
    }

    #[test]
    fn ids_and_dates_stay_whole_and_the_last_column_wraps() {
        let rows = [cells(&["uppgift-ej-allman", "2019-01-01", "Uppgiften i en handling som inte är allmän"])];
        assert_eq!(
            table(50, ["id", "från", "titel"], rows),
            "id                 från        titel\n\
             ────────────────────────────────────────────────\n\
             uppgift-ej-allman  2019-01-01  Uppgiften i en\n\
             \x20                              handling som inte\n\
             \x20                              är allmän"
        );
    }

    #[test]
    fn shares_leave_the_rest_to_the_last_and_break_no_word_while_there_is_room() {
        let heads = cells(&["Uppgift", "Lagrum", "Skäl"]);
        let reason = "Barnet och vårdnadshavarna har sagt nej.\nMorfadern vet vem det gäller.";
        let rows = [cells(&["hur barnbarnet mår", "26 kap. 1 § OSL, 21 kap. 3 a § OSL", reason])];
        let shown = ruled(60, &heads, &rows, &[20, 17]);
        assert_eq!(
            shown,
            "Uppgift     Lagrum     Skäl\n\
             ══════════════════════════════════════════════════════════\n\
             hur         26 kap.    Barnet och vårdnadshavarna har sagt\n\
             barnbarnet  1 § OSL,   nej.\n\
             mår         21 kap.    Morfadern vet vem det gäller.\n\
             \x20           3 a § OSL"
        );
    }

    #[test]
    fn where_the_columns_have_no_room_the_rows_are_written_out() {
        let rows = [cells(&["uppgift-ej-allman", "2019-01-01", "Uppgiften i en handling"])];
        assert_eq!(
            table(30, ["id", "från", "titel"], rows),
            "uppgift-ej-allman\n  från: 2019-01-01\n  titel: Uppgiften i en\n    handling"
        );
    }

    #[test]
    fn a_row_may_say_less_than_the_others_and_no_width_is_too_small() {
        for width in 1..30 {
            let shown = table(width, ["id", "titel", "läge"], [cells(&["2026-0001", "går inte"])]);
            assert!(width < 14 || shown.lines().all(|line| line.chars().count() <= usize::from(width)), "{shown}");
            assert!(shown.contains("2026-0001"), "{shown}");
        }
    }
}
