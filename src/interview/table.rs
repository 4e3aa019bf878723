//! The table of the items: what it looks like, and what can be typed at it.

use super::page::{Piece, wrapped};
use super::respondent::Prompt;
use super::ways::footer;
use crate::render::paragraph::hanging;
use crate::render::table::table;
use crate::text::Language;

/// Narrower than this, the items are written one after the other.
const NARROW: usize = 60;

/// The items with their states, as they are shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ItemTable {
    /// One line an item, in the order of the list; its number is its place from 1.
    pub lines: Vec<ItemLine>,
    /// How many are left to do.
    pub left: usize,
}

/// An item of the table, in words that are safe to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ItemLine {
    /// What it is called.
    pub item: String,
    /// Whom it says something about; empty while nobody has been picked.
    pub persons: String,
    /// The document that it stands in, where there are several.
    pub document: Option<String>,
    /// To do, or what it has come to.
    pub state: String,
}

/// What is done at the table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum TableReply {
    /// Work in the item of this number.
    Item(usize),
    /// The same answers as in the item `of`, for the items within these numbers, the last ones included.
    Same { items: Vec<(usize, usize)>, of: usize },
    /// Add, change and remove items.
    List,
}

/// Reads what was typed at the table: `7`, `5=3`, `5-12,14=3` or `5 som 3`, or `+`.
pub(super) fn read_table(typed: &str) -> Option<TableReply> {
    let typed = typed.trim().to_lowercase();
    if typed == "+" {
        return Some(TableReply::List);
    }
    let pair = ["=", " som ", " as "].iter().find_map(|sign| typed.split_once(sign));
    let Some((items, of)) = pair else { return typed.parse().ok().map(TableReply::Item) };
    let parts = items.split([',', ' ']).filter(|part| !part.is_empty());
    let items = parts.map(range).collect::<Option<Vec<_>>>()?;
    let of = of.trim().parse().ok()?;
    (!items.is_empty()).then_some(TableReply::Same { items, of })
}

fn range(part: &str) -> Option<(usize, usize)> {
    let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

/// Returns what can be typed at the table, beside what can be done at every prompt.
fn table_ways(language: Language) -> [&'static str; 4] {
    [
        language.choose("nr: till uppgiften", "no.: to the item"),
        language.choose("> resten i tur och ordning", "> the rest in order"),
        language.choose("5-9=3 samma svar som uppgift 3", "5-9=3 the same answers as item 3"),
        language.choose("+ ändra listan", "+ change the list"),
    ]
}

/// Returns the table in lines of text, one an item.
#[must_use]
pub fn lines(asked: &Prompt, items: &ItemTable, language: Language, width: usize) -> Vec<Piece> {
    let digits = items.lines.len().to_string().len();
    let mut text = String::new();
    for (line, number) in items.lines.iter().zip(1_usize..) {
        let pad = digits.saturating_sub(number.to_string().len());
        let mut words = format!("{number}. {}. {}.", line.item, line.state);
        let more = [
            (language.choose("Om", "About"), Some(&line.persons).filter(|persons| !persons.is_empty())),
            (language.choose("I", "In"), line.document.as_ref()),
        ];
        for (title, more) in more {
            if let Some(more) = more {
                words.extend([" ", title, ": ", more, "."]);
            }
        }
        hanging(&mut text, &words, 2 + pad, 4 + digits, width);
    }
    page(asked, &text, language, width)
}

/// Returns the table in columns, or in lines where the window is narrow.
#[must_use]
pub fn columns(asked: &Prompt, items: &ItemTable, language: Language, width: usize) -> Vec<Piece> {
    if width < NARROW {
        return lines(asked, items, language, width);
    }
    let documents = items.lines.iter().any(|line| line.document.is_some());
    let persons = items.lines.iter().any(|line| !line.persons.is_empty());
    let head = |title: &'static str, shown: bool| shown.then_some(title);
    let heads = [
        head(language.choose("Nr", "No."), true),
        head(language.choose("Uppgift", "Item"), true),
        head(language.choose("Handling", "Document"), documents),
        head(language.choose("Om", "About"), persons),
        head(language.choose("Läge", "State"), true),
    ];
    let rows = items.lines.iter().zip(1_usize..).map(|(line, number)| {
        let cells = [
            Some(number.to_string()),
            Some(line.item.clone()),
            documents.then(|| line.document.clone().unwrap_or_default()),
            persons.then(|| line.persons.clone()),
            Some(line.state.clone()),
        ];
        cells.into_iter().flatten().collect()
    });
    let text = table(u16::try_from(width).unwrap_or(u16::MAX), heads.into_iter().flatten(), rows);
    page(asked, &format!("{text}\n"), language, width)
}

/// Everything that is said stands under the table, since the window may not hold all of it.
fn page(asked: &Prompt, text: &str, language: Language, width: usize) -> Vec<Piece> {
    let mut pieces = vec![Piece::Plain(format!("\n{text}\n"))];
    pieces.extend(asked.remark.as_ref().map(|remark| Piece::Plain(wrapped(remark, width))));
    pieces.push(Piece::Question(wrapped(&asked.question, width)));
    pieces.push(Piece::Foot(footer(&table_ways(language), width)));
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::Wants;
    use super::*;

    #[test]
    fn what_is_typed_at_the_table_means_one_thing() {
        let same = |items: &[_], of| Some(TableReply::Same { items: items.to_vec(), of });
        assert_eq!(read_table(" 7 "), Some(TableReply::Item(7)));
        assert_eq!(read_table("+"), Some(TableReply::List));
        assert_eq!(read_table("5=3"), same(&[(5, 5)], 3));
        assert_eq!(read_table("5-12, 14 = 3"), same(&[(5, 12), (14, 14)], 3));
        assert_eq!(read_table("5 Som 3"), same(&[(5, 5)], 3));
        assert_eq!(read_table("4–6 as 3"), same(&[(4, 6)], 3));
        for none in ["", "j", "n", "v", "klar", "=3", "5=", "12-5=3", "5=3=2", "5-=3", "-1", "5+"] {
            assert_eq!(read_table(none), None, "{none:?}");
        }
    }

    fn asked() -> (Prompt, ItemTable) {
        let line = |item: &str, persons: &str, state: &str| ItemLine {
            item: item.into(),
            persons: persons.into(),
            document: Some("journalen".into()),
            state: state.into(),
        };
        let items = ItemTable {
            lines: vec![
                line("besöket hos modern", "klienten, modern", "Lämnas ut delvis"),
                line("samtalet", "", "Att göra"),
            ],
            left: 1,
        };
        let remark = Some("Uppgift 2 fick svar.".to_owned());
        (
            Prompt {
                number: 4,
                remark,
                ..Prompt::new("1 av 2 uppgifter är kvar att göra.", Wants::Items(items.clone()))
            },
            items,
        )
    }

    #[test]
    fn the_lines_have_no_glyphs_and_fit_a_narrow_window() {
        let (prompt, items) = asked();
        for shown in [lines(&prompt, &items, Language::Sv, 40), columns(&prompt, &items, Language::Sv, 40)] {
            let text: String = shown.iter().map(Piece::text).collect();
            assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
            assert!(text.contains("1. besöket hos modern. Lämnas ut"), "{text}");
            assert!(text.contains("Om: klienten,"), "{text}");
            assert!(!text.contains(['─', '═', '│']), "{text}");
        }
    }

    #[test]
    fn the_columns_say_whom_and_in_what_and_everything_said_comes_under_them() {
        let (prompt, items) = asked();
        let text: String = columns(&prompt, &items, Language::Sv, 80).iter().map(Piece::text).collect();
        assert_eq!(
            text,
            "\nNr  Uppgift             Handling   Om                Läge\n\
             ─────────────────────────────────────────────────────────────────────\n\
             1   besöket hos modern  journalen  klienten, modern  Lämnas ut delvis\n\
             2   samtalet            journalen                    Att göra\n\
             \nUppgift 2 fick svar.\n1 av 2 uppgifter är kvar att göra.\n\
             nr: till uppgiften · > resten i tur och ordning · 5-9=3 samma svar som uppgift 3\n\
             + ändra listan\n"
        );
    }
}
