//! Tables for people: one look, safe cells, never wider than the terminal.

use comfy_table::presets;
use comfy_table::{ContentArrangement, Table};

use super::safe;

/// Lays out a table of at most `width` columns.
///
/// Cells are made safe first, since the table passes control codes through; the width is always set, since without a
/// terminal it would never wrap.
pub fn table<'a>(
    width: u16,
    heads: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(heads.into_iter().collect::<Vec<_>>());
    for row in rows {
        table.add_row(row.iter().map(|cell| safe::text(cell).into_owned()).collect::<Vec<_>>());
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_the_width_and_shows_no_control_codes() {
        let shown = table(40, ["id", "titel"], [vec!["a".into(), format!("{} \u{1b}[2J", "ord ".repeat(30))]]);
        assert!(shown.lines().all(|line| line.chars().count() <= 40), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }
}
