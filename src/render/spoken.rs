//! Text that is heard and not seen: a screen reader leaves out what is no letter, or calls it by its name.

use crate::text::Language;

/// Returns a page with words or marks in place of the signs that a screen reader leaves out or calls by name.
#[must_use]
pub fn spoken(text: &str, language: Language) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        let digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        match char {
            // A line may end before it and after it.
            '·' if out.ends_with([' ', '\n']) => {
                let gap = out.split_off(out.trim_end().len());
                if !out.ends_with(['.', '?', '!', ':', ',']) {
                    out.push(',');
                }
                if gap.contains('\n') {
                    out.push_str(&gap);
                    rest.next_if_eq(&' ');
                }
            }
            '→' => out.push_str(language.choose("blir", "becomes")),
            '–' if digit(out.chars().next_back()) && digit(rest.peek().copied()) => {
                out.push_str(language.choose(" till ", " to "));
            }
            // A dash that begins a line is a point of a list.
            '–' if rest.peek() == Some(&' ') && out.rsplit('\n').next().is_some_and(|line| line.trim().is_empty()) => {
                rest.next();
            }
            '–' => out.push('-'),
            '…' => out.push_str("..."),
            _ => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_is_left_where_a_line_ends_after_it() {
        let said = |text| spoken(text, Language::Sv);
        assert_eq!(said("Uppgift 1 ·\n  modern: a"), "Uppgift 1,\n  modern: a");
        assert_eq!(said("Uppgift 1\n  · modern: a"), "Uppgift 1,\n  modern: a");
        assert_eq!(said("Uppgift 1 · modern →\n  ut"), "Uppgift 1, modern blir\n  ut");
        assert_eq!(said("Skriv en rad. · Handling"), "Skriv en rad. Handling");
        assert_eq!(said("6:28–32, 0–120"), "6:28 till 32, 0 till 120");
        assert_eq!(said("  – Är du jävig? Nej\n  – a"), "  Är du jävig? Nej\n  a");
        assert_eq!(said("heml…"), "heml...");
    }
}
