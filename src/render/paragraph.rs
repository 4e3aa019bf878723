//! Paragraphs that fit a width.

use super::safe;

/// Writes `text` to `out`, made safe, indented by `indent` and wrapped at `width`; ends with a line break.
///
/// A word longer than the line stands alone on one.
pub fn paragraph(out: &mut String, text: &str, indent: usize, width: usize) {
    hanging(out, text, indent, indent, width);
}

/// The same, with the lines after the first indented by `rest`.
pub fn hanging(out: &mut String, text: &str, first: usize, rest: usize, width: usize) {
    let text = safe::text(text);
    let mut indent = first;
    for line in text.lines() {
        let mut column = 0;
        for word in line.split_whitespace() {
            let length = console::measure_text_width(word);
            if column > indent && column + 1 + length > width {
                out.push('\n');
                indent = rest;
                column = 0;
            }
            if column == 0 {
                out.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            } else {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
        indent = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_between_words_and_keeps_the_indent() {
        let mut out = String::new();
        hanging(&mut out, "en två tre fyra ettlångtordsominteryms x", 2, 4, 14);
        assert_eq!(out, "  en två tre\n    fyra\n    ettlångtordsominteryms\n    x\n");
    }

    #[test]
    fn breaks_of_the_text_stay() {
        let mut out = String::new();
        paragraph(&mut out, "a b\nc", 1, 80);
        assert_eq!(out, " a b\n c\n");
    }
}
