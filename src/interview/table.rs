//! The table of the items: what it looks like, and what can be typed at it.

use super::page::{Piece, wrapped};
use super::respondent::Prompt;
use super::short_names::short_names;
use super::ways::footer;
use crate::render::paragraph::hanging;
use crate::render::table::table;
use crate::text::Language;

/// Narrower than this, the items are written one after the other.
const NARROW: usize = 60;

/// How wide the name of a document is at most where an item would take several lines with the whole of it.
const SHORT_DOCUMENT: usize = 18;

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

/// Returns how the same answers are asked for among so many items, and which item they come from: numbers that exist.
pub(super) const fn same_example(count: usize) -> (&'static str, usize) {
    match count {
        9.. => ("5-9=3", 3),
        3.. => ("2-3=1", 1),
        _ => ("2=1", 1),
    }
}

/// Returns what can be typed at the table of so many items, beside what can be done at every prompt.
fn table_ways(language: Language, count: usize) -> [String; 4] {
    let (same, of) = same_example(count);
    [
        language.choose("nr: till uppgiften", "no.: to the item").to_owned(),
        language.choose("> resten i tur och ordning", "> the rest in order").to_owned(),
        format!("{same} {} {of}", language.choose("samma svar som uppgift", "the same answers as item")),
        language.choose("+ ändra listan", "+ change the list").to_owned(),
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
    page(asked, items, &text, language, width)
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
    let drawn = |named: &[String]| {
        let rows = items.lines.iter().zip(named).zip(1_usize..).map(|((line, document), number)| {
            let cells = [
                Some(number.to_string()),
                Some(line.item.clone()),
                documents.then(|| document.clone()),
                persons.then(|| line.persons.clone()),
                Some(line.state.clone()),
            ];
            cells.into_iter().flatten().collect()
        });
        table(u16::try_from(width).unwrap_or(u16::MAX), heads.into_iter().flatten(), rows)
    };
    let names: Vec<String> = items.lines.iter().map(|line| line.document.clone().unwrap_or_default()).collect();
    let mut text = drawn(&names);
    // The heading and its line come before the items: more lines than that, and some item takes several.
    if documents && text.lines().count() > items.lines.len() + 2 {
        text = drawn(&short_names(&names, SHORT_DOCUMENT));
    }
    page(asked, items, &format!("{text}\n"), language, width)
}

/// Everything that is said stands under the table, since the window may not hold all of it.
fn page(asked: &Prompt, items: &ItemTable, text: &str, language: Language, width: usize) -> Vec<Piece> {
    let mut pieces = vec![Piece::Plain(format!("\n{text}\n"))];
    pieces.extend(asked.remark.as_ref().map(|remark| Piece::Plain(wrapped(remark, width))));
    pieces.push(Piece::Question(wrapped(&asked.question, width)));
    let ways = table_ways(language, items.lines.len());
    pieces.push(Piece::Foot(footer(&ways.each_ref().map(String::as_str), width)));
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
             nr: till uppgiften · > resten i tur och ordning · 2=1 samma svar som uppgift 1\n\
             + ändra listan\n"
        );
    }

    #[test]
    fn a_long_name_of_a_document_does_not_cost_an_item_two_lines() {
        let (prompt, mut items) = asked();
        items.lines[0].document = Some("Orosanmälan från skolan den 12 mars".into());
        items.lines[1].document = Some("Utredning enligt 11 kap. 1 § SoL".into());
        let shown = |items: &ItemTable, width| -> String {
            columns(&prompt, items, Language::Sv, width).iter().map(Piece::text).collect()
        };
        let text = shown(&items, 80);
        assert!(
            text.contains("\n1   besöket hos modern  Orosanmälan från…  klienten, modern  Lämnas ut delvis\n"),
            "{text}"
        );
        assert!(text.contains("\n2   samtalet            Utredning enligt…"), "{text}");
        // Where there is room, the whole name.
        assert!(shown(&items, 120).contains("Orosanmälan från skolan den 12 mars"));
    }

    #[test]
    fn the_example_names_items_that_there_are() {
        for (count, example) in [(2, ("2=1", 1)), (3, ("2-3=1", 1)), (8, ("2-3=1", 1)), (9, ("5-9=3", 3))] {
            assert_eq!(same_example(count), example);
        }
        let (prompt, _) = asked();
        assert_eq!(super::super::page::short(&prompt, Language::Sv), "Nummer, > eller 2=1");
    }
}
