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

/// Returns text with every line of it wrapped at `width`, what follows under it by two columns more than it began; ends
/// with a line break.
#[must_use]
pub fn within(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        hanging(&mut out, line, indent, indent + 2, width);
    }
    out
}

/// Returns text in lines of at most `width`; only a word that is longer than that is cut.
///
/// Breaks where a blank stands; text that has been through [`keep_together`] keeps its no-break ones.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut written = String::new();
        let mut column = 0;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let mut word = word;
            if column > 0 && column + 1 + columns(word) > width {
                lines.push(std::mem::take(&mut written));
                column = 0;
            }
            if column > 0 {
                written.push(' ');
                column += 1;
            }
            while columns(word) > width {
                let (head, tail) = cut(word, width);
                lines.push(head.to_owned());
                word = tail;
            }
            written.push_str(word);
            column += columns(word);
        }
        lines.push(written);
    }
    lines
}

/// Returns how many columns text takes on a terminal.
#[must_use]
pub fn columns(text: &str) -> usize {
    console::measure_text_width(text)
}

/// Returns a word in two, the first at most so wide but never empty.
#[must_use]
pub fn cut(word: &str, room: usize) -> (&str, &str) {
    let mut end = 0;
    for (at, char) in word.char_indices() {
        let next = at + char.len_utf8();
        if end > 0 && columns(&word[..next]) > room {
            break;
        }
        end = next;
    }
    word.split_at(end)
}

/// A blank that no line breaks at.
const NO_BREAK: char = '\u{a0}';

/// Returns text in which a number keeps together with its `kap.`, `§`, `Ch.`, `Sec.` or `SFS`, and both with their act.
#[must_use]
pub fn keep_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let words: Vec<&str> = line.split(' ').collect();
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                let (before, after) = (words[at - 1], words.get(at + 1).copied().unwrap_or_default());
                out.push(if belong(before, word, after) { NO_BREAK } else { ' ' });
            }
            out.push_str(word);
        }
    }
    out
}

/// Returns a name that no line breaks within, such as a reference with a blank in it; a long one may break.
#[must_use]
pub fn whole(name: &str) -> String {
    const LONGEST: usize = 24;
    if columns(name) > LONGEST { name.to_owned() } else { name.replace(' ', &NO_BREAK.to_string()) }
}

/// Returns parts joined by ` · `, made safe, in lines that end between two of them; ends with a line break.
///
/// Only a part wider than the line is broken, and then not before its colon: `Uppgift 1 av 30:` stays whole.
#[must_use]
pub fn parted(text: &str, width: usize) -> String {
    const BETWEEN: &str = " · ";
    let glued = |text: &str| text.replace(' ', &NO_BREAK.to_string());
    let kept = |part: &str| match part.split_once(": ") {
        _ if columns(part) + columns(BETWEEN) <= width => glued(part),
        Some((title, name)) => format!("{}: {name}", glued(title)),
        None => part.to_owned(),
    };
    let text = safe::text(text);
    let parts: Vec<String> = text.split(BETWEEN).map(kept).collect();
    // The sign stays with the part before it.
    let lines = wrap(&parts.join(&format!("{NO_BREAK}· ")), width);
    loosen(&format!("{}\n", lines.join("\n")))
}

/// Whether two words that follow each other, and a third, make one piece of a designation.
fn belong(before: &str, word: &str, after: &str) -> bool {
    fn bare(word: &str) -> &str {
        word.trim_start_matches(['(', '[', '”', '“'])
    }
    let number = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let letter = |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let sign = |word: &str| word.starts_with('§');
    (word.starts_with("kap.") && number(before))
        || (sign(word) && (number(before) || letter(before)))
        || (letter(word) && number(before) && sign(after))
        || ((sign(before) || number(before)) && word.chars().take(2).filter(char::is_ascii_uppercase).count() == 2)
        || (matches!(bare(before), "Ch." | "Sec." | "SFS") && word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns laid out text with ordinary blanks, so that it can be searched and copied.
#[must_use]
pub fn loosen(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_is_not_broken() {
        for (text, pieces) in [
            ("26 kap. 1 § OSL, 2 kap. 15 § TF", vec!["26 kap.", "1 § OSL,", "2 kap.", "15 § TF"]),
            ("(21 kap. 3 a § OSL)", vec!["(21 kap.", "3 a § OSL)"]),
            ("21 kap. 3 § första stycket OSL", vec!["21 kap.", "3 §", "första", "stycket", "OSL"]),
            ("Ch. 26, Sec. 1 OSL", vec!["Ch. 26,", "Sec. 1 OSL"]),
            ("i 3 a rummet § Om", vec!["i", "3", "a", "rummet", "§", "Om"]),
        ] {
            let kept = keep_together(text);
            let words: Vec<_> = kept.split(' ').map(loosen).collect();
            assert_eq!(words, pieces);
            assert_eq!(loosen(&kept), text);
        }
    }

    #[test]
    fn a_heading_breaks_between_its_parts() {
        let heading = "Fråga 22 · högst 25 kvar · Uppgift 1 av 30: besöket";
        assert_eq!(parted(heading, 80), format!("{heading}\n"));
        assert_eq!(parted(heading, 40), "Fråga 22 · högst 25 kvar ·\nUppgift 1 av 30: besöket\n");
        let long = "Fråga 22 · Uppgift 1 av 30: besöket hos modern";
        assert_eq!(parted(long, 28), "Fråga 22 · Uppgift 1 av 30:\nbesöket hos modern\n");
        assert_eq!(parted("", 28), "\n");
    }

    #[test]
    fn only_a_word_longer_than_the_line_is_cut() {
        assert_eq!(wrap("en två\nfyrtiofem x", 5), ["en", "två", "fyrti", "ofem", "x"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(cut("a\u{30a}b", 1), ("a\u{30a}", "b"));
    }

    #[test]
    fn wraps_between_words_and_keeps_the_indent() {
        let mut out = String::new();
        hanging(&mut out, "en två tre fyra ettlångtordsominteryms x", 2, 4, 14);
        assert_eq!(out, "  en två tre\n    fyra\n    ettlångtordsominteryms\n    x\n");
    }

    #[test]
    fn each_line_keeps_its_own_indent_and_no_word_is_broken() {
        let text = "gå vidare med `menprov --practice`\n  hindren står under";
        assert_eq!(within(text, 16), "gå vidare med\n  `menprov\n  --practice`\n  hindren står\n    under\n");
    }

    #[test]
    fn breaks_of_the_text_stay() {
        let mut out = String::new();
        paragraph(&mut out, "a b\nc", 1, 80);
        assert_eq!(out, " a b\n c\n");
    }
}
