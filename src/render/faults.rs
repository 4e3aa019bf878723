//! Findings in files as text for a reader and as JSON for a program.
//!
//! Text: all faults in order, each with file, line and column, the line itself with a mark under the place, and what to
//! write instead. It is understandable without colour, and no character of a file reaches the terminal unseen.

use std::io::{self, Write};

use serde::Serialize;
use unicode_normalization::char::canonical_combining_class;

use super::count::{FAULTS, NOTES, WARNINGS, counted, form};
use super::safe;
use crate::ruleset::fault::{Level, Placed, Tally};
use crate::text::Language;

/// The widest part of a line that is shown, in characters.
const WIDEST: usize = 100;
/// How much of a long line is shown before the place.
const BEFORE: usize = 60;

/// Writes all findings, ordered by file and place, and how many there are.
///
/// `line` returns a line of a file, counted from 1, where the text is at hand.
///
/// # Errors
///
/// Those of the writer.
pub fn write_text<'a, F: Placed>(
    out: &mut dyn Write,
    faults: &[F],
    line: &dyn Fn(&str, u32) -> Option<&'a str>,
    language: Language,
) -> io::Result<()> {
    write_findings(out, faults, line, language)?;
    writeln!(out, "{}", tally(Tally::of(faults.iter().map(|fault| fault.words().level())), language))
}

/// Writes the same without how many there are, an empty line after each.
///
/// # Errors
///
/// Those of the writer.
pub fn write_findings<'a, F: Placed>(
    out: &mut dyn Write,
    faults: &[F],
    line: &dyn Fn(&str, u32) -> Option<&'a str>,
    language: Language,
) -> io::Result<()> {
    for fault in sorted(faults) {
        let (file, place, words) = (safe::line(fault.file()), fault.place(), fault.words());
        match (place.line, place.column) {
            (0, _) => write!(out, "{file}")?,
            (line, column) => write!(out, "{file}:{line}:{column}")?,
        }
        let level = match words.level() {
            // What is no less than a fault need not say so.
            Level::Fault => String::new(),
            level => format!("{} ", called(level, language)),
        };
        writeln!(out, ": {level}{} {}", words.code(), safe::line(&words.message(language)))?;
        if let Some(text) = line(fault.file(), place.line) {
            let (shown, mark) = excerpt(text, place.column as usize);
            let number = place.line.to_string();
            let margin = " ".repeat(number.len());
            writeln!(out, "  {number} | {shown}")?;
            writeln!(out, "  {margin} | {}^", " ".repeat(mark))?;
        }
        if let Some(hint) = words.hint(language) {
            for (at, line) in hint.lines().enumerate() {
                let lead = if at == 0 { "=" } else { " " };
                writeln!(out, "  {lead} {}", safe::line(line))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Returns what a level is called.
fn called(level: Level, language: Language) -> &'static str {
    let what = match level {
        Level::Fault => FAULTS,
        Level::Warning => WARNINGS,
        Level::Note => NOTES,
    };
    form(1_u8, what, language)
}

/// Returns how many there are of each level, those of none left out: `1 fel, 2 varningar`.
pub(super) fn tally(tally: Tally, language: Language) -> String {
    let parts = [(tally.faults, FAULTS), (tally.warnings, WARNINGS), (tally.notes, NOTES)];
    let some = parts.into_iter().filter(|(number, _)| *number > 0);
    let some: Vec<String> = some.map(|(number, what)| counted(number, what, language)).collect();
    if some.is_empty() { counted(0_usize, FAULTS, language) } else { some.join(", ") }
}

/// One fault as JSON has it.
#[derive(Serialize)]
struct FaultJson {
    code: &'static str,
    level: &'static str,
    file: Box<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

/// Returns all faults as they go into JSON: a list of objects with `code`, `level`, `file`, `line`, `column`,
/// `message`, `hint`.
#[must_use]
pub fn json<F: Placed>(faults: &[F], language: Language) -> impl Serialize + use<F> {
    sorted(faults)
        .into_iter()
        .map(|fault| FaultJson {
            code: fault.words().code(),
            level: fault.words().level().id(),
            file: fault.file().into(),
            line: Some(fault.place().line).filter(|line| *line > 0),
            column: Some(fault.place().column).filter(|column| *column > 0),
            message: fault.words().message(language),
            hint: fault.words().hint(language),
        })
        .collect::<Vec<_>>()
}

/// Returns findings by file and place.
pub(super) fn sorted<F: Placed>(faults: &[F]) -> Vec<&F> {
    let mut sorted: Vec<&F> = faults.iter().collect();
    sorted.sort();
    sorted
}

/// Returns what is shown of a line, and how far in the place stands.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let line = line.trim_end();
    let at = column.saturating_sub(1);
    let length = line.chars().count();
    let from = if length > WIDEST && at > BEFORE { at - BEFORE } else { 0 };
    let mut shown = String::new();
    let mut mark = None;
    if from > 0 {
        shown.push('…');
    }
    for (position, character) in line.chars().enumerate().skip(from).take(WIDEST) {
        if position == at {
            mark = Some(shown.chars().count());
        }
        push_visible(&mut shown, character);
    }
    let mark = mark.unwrap_or_else(|| shown.chars().count());
    if length > from + WIDEST {
        shown.push('…');
    }
    (shown, mark)
}

/// Shows a character of a line of a rule file; there a tab and a no-break space are what is wrong.
fn push_visible(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push('→'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => push_number(shown, character),
        // A mark that belongs to the letter before it would also move the place.
        _ if canonical_combining_class(character) != 0 => push_number(shown, character),
        _ => shown.push_str(&safe::line(character.encode_utf8(&mut [0; 4]))),
    }
}

fn push_number(shown: &mut String, character: char) {
    use std::fmt::Write as _;
    write!(shown, "⟨U+{:04X}⟩", u32::from(character)).expect("a String takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::document::Place;
    use crate::ruleset::fault::Fault;
    use crate::ruleset::hints::HintFault;
    use crate::ruleset::source::SourceFault;

    fn text(faults: &[Fault], source: &'static str, language: Language) -> String {
        let line = |_: &str, number: u32| source.lines().nth((number as usize).checked_sub(1)?);
        let mut out = Vec::new();
        write_text(&mut out, faults, &line, language).expect("written to memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_fault_shows_its_line_and_what_to_do() {
        let place = Place { line: 2, column: 4 };
        let faults = [
            Fault::new("b.yaml", place, HintFault::Colon),
            Fault::new("a.yaml", Place::default(), SourceFault::TooLarge),
        ];
        assert_eq!(
            text(&faults, "x\na: b: c", Language::En),
            "a.yaml: S004 the file is larger than 1 MiB\n  = split the file\n\n\
             b.yaml:2:4: W009 a colon and a blank within a text are read as a new key\n  2 | a: b: c\n    |    ^\n  \
             = put the whole text within \"…\"; if it is to be a new key, put a comma or begin a new line before it\n\n2 faults\n"
        );
    }

    #[test]
    fn nothing_of_a_file_reaches_the_terminal_unseen() {
        let fault = Fault::new("a\u{1b}[2J.yaml", Place { line: 1, column: 5 }, HintFault::Control('\u{202e}'));
        let shown = text(&[fault], "a: \u{1b}\u{202e}b", Language::Sv);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
        assert!(shown.contains("a⟨U+001B⟩[2J.yaml:1:5"), "{shown}");
        assert!(shown.contains("  1 | a: ⟨U+001B⟩⟨U+202E⟩b\n    |            ^\n"), "{shown}");
    }

    #[test]
    fn a_long_line_is_cut_round_the_place() {
        let line = format!("{}X{}", "a".repeat(300), "b".repeat(300));
        let (shown, mark) = excerpt(&line, 301);
        assert_eq!(shown.chars().nth(mark), Some('X'));
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.chars().count() <= WIDEST + 2);
    }

    #[test]
    fn json_has_the_same_words() {
        let faults = [Fault::new("a.yaml", Place { line: 2, column: 4 }, HintFault::Tab)];
        assert_eq!(
            serde_json::to_value(json(&faults, Language::En)).expect("JSON"),
            serde_json::json!([{
                "code": "W006", "level": "fault", "file": "a.yaml", "line": 2, "column": 4,
                "message": "the line is indented with a tab", "hint": "indent the line with blanks",
            }])
        );
    }
}
