//! What prompts, notices and the review page look like, in lines of a width.
//!
//! The same in every front; a front adds colour and the way of typing. Every text that comes here is shown safe once
//! more, so that none can be forgotten.

use super::respondent::{Notice, NoticeKind, Prompt, ReviewPage, Standing, Wants};
use crate::picture::Picture;
use crate::render::paragraph::{hanging, paragraph, parted};
use crate::render::table::ruled;
use crate::text::Language;

/// A piece of a page, so that a front can tell its parts apart.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Piece {
    /// About whom or what, and which question.
    Heading(String),
    /// The question itself.
    Question(String),
    /// What belongs to it: a remark, an option, a line of a list.
    Plain(String),
    /// What was refused.
    Warning(String),
    /// The lines at the foot.
    Foot(String),
}

impl Piece {
    /// Returns the text, its line breaks included.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Heading(text) | Self::Question(text) | Self::Plain(text) | Self::Warning(text) | Self::Foot(text) => {
                text
            }
        }
    }
}

pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    paragraph(&mut out, text, 0, width);
    out
}

fn indented(text: &str, first: usize, rest: usize, width: usize) -> String {
    let mut out = String::new();
    hanging(&mut out, text, first, rest, width);
    out
}

/// Writes a line with its number, the numbers in a column.
fn numbered(out: &mut String, number: usize, digits: usize, text: &str, width: usize) {
    let number = number.to_string();
    let first = 2 + digits.saturating_sub(number.len());
    hanging(out, &format!("{number}. {text}"), first, 4 + digits, width);
}

/// After more lines of choices than these, the question is said once more.
const LONG: usize = 15;

/// Returns a prompt without the line that is typed on.
#[must_use]
pub fn prompt(prompt: &Prompt, language: Language, width: usize) -> Vec<Piece> {
    if let Wants::Items(items) = &prompt.wants {
        return super::table::lines(prompt, items, language, width);
    }
    let mut pieces = Vec::new();
    let number = match prompt.number {
        // What is asked before the first question is none of them.
        0 => String::new(),
        number => format!("{} {number}", language.choose("Fråga", "Question")),
    };
    let parts = [&number, &prompt.left, &prompt.heading];
    let heading = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ");
    pieces.push(Piece::Heading(format!("\n{}", parted(&heading, width))));
    pieces.push(Piece::Question(wrapped(&prompt.question, width)));
    if let Some(remark) = &prompt.remark {
        pieces.push(Piece::Plain(wrapped(remark, width)));
    }
    for term in &prompt.terms {
        pieces.push(Piece::Plain(indented(term, 2, 4, width)));
    }
    if let Some(earlier) = &prompt.earlier {
        let words = language.choose("Svar förut", "Answer before");
        let keep = if prompt.keeps { language.choose(" (> behåller det)", " (> keeps it)") } else { "" };
        pieces.push(Piece::Plain(indented(&format!("{words}: {earlier}{keep}"), 0, 2, width)));
    }
    let mut choices = String::new();
    match &prompt.wants {
        Wants::Options(options) => {
            for option in options {
                hanging(&mut choices, &format!("{}) {}", option.key, option.text), 2, 5, width);
            }
        }
        Wants::Picks { choices: all, names, .. } => {
            let digits = all.len().to_string().len();
            for (text, number) in all.iter().zip(1..) {
                // A provision is picked as it is written: a number would be taken for its chapter.
                match names.get(number - 1) {
                    Some(name) => hanging(&mut choices, &format!("{name}  {text}"), 2, 4, width),
                    None => numbered(&mut choices, number, digits, text, width),
                }
            }
        }
        _ => {}
    }
    let long = choices.lines().count() > LONG;
    if !choices.is_empty() {
        pieces.push(Piece::Plain(choices));
    }
    if long {
        // The question itself has left the window.
        pieces.push(Piece::Question(format!("\n{}", wrapped(&prompt.question, width))));
    }
    pieces
}

/// Returns what is to be typed, for the line that is typed on: short, so that it never wraps.
#[must_use]
pub fn short(prompt: &Prompt, language: Language) -> String {
    match &prompt.wants {
        Wants::Options(options) => {
            let keys: Vec<String> = options.iter().map(|option| option.key.to_string()).collect();
            format!("{} ({})", language.choose("Svar", "Answer"), keys.join("/"))
        }
        Wants::Picks { many: true, names, .. } if !names.is_empty() => {
            language.choose("Lagrum, som 26:1, 21:3 a", "Provisions, such as 26:1, 21:3 a").to_owned()
        }
        Wants::Picks { many: true, .. } => language.choose("Nummer, som 1 3", "Numbers, such as 1 3").to_owned(),
        Wants::Picks { .. } => language.choose("Nummer", "Number").to_owned(),
        Wants::Text { .. } => language.choose("Text", "Text").to_owned(),
        Wants::Date { .. } => language.choose("Dag (ÅÅÅÅ-MM-DD eller idag)", "Day (YYYY-MM-DD or today)").to_owned(),
        Wants::DateTime => {
            language.choose("Tid (ÅÅÅÅ-MM-DD TT:MM eller nu)", "Time (YYYY-MM-DD HH:MM or now)").to_owned()
        }
        Wants::Number { bounds: Some((min, max)) } => {
            format!("{} ({min}–{max})", language.choose("Tal", "Number"))
        }
        Wants::Number { bounds: None } => language.choose("Tal", "Number").to_owned(),
        Wants::Items(items) => {
            let same = super::table::same_example(items.lines.len()).0;
            format!("{} {same}", language.choose("Nummer, > eller", "Number, > or"))
        }
    }
}

/// Returns a notice.
#[must_use]
pub fn notice(notice: &Notice, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let blank = if notice.kind == NoticeKind::Refused { "" } else { "\n" };
    if !notice.title.is_empty() {
        pieces.push(Piece::Heading(format!("{blank}{}", wrapped(&notice.title, width))));
    }
    for line in &notice.lines {
        pieces.push(match notice.kind {
            NoticeKind::Refused | NoticeKind::Halted => Piece::Warning(indented(line, 2, 2, width)),
            NoticeKind::Help | NoticeKind::Info => Piece::Plain(indented(line, 2, 4, width)),
        });
    }
    pieces
}

/// Returns a decision table as a picture, and in words under it.
#[must_use]
pub fn drawn(picture: &Picture, language: Language, width: usize) -> Vec<Piece> {
    let (headings, rows) = picture.grid(language);
    let grid = ruled(u16::try_from(width).unwrap_or(u16::MAX), &headings, &rows, &picture.shares());
    vec![
        Piece::Heading(format!("\n{}", wrapped(picture.title.get(language), width))),
        Piece::Plain(format!("{grid}\n")),
        Piece::Plain(indented(&picture.sentence(language), 0, 2, width)),
    ]
}

/// Returns the review page without the line that is typed on.
#[must_use]
pub fn review(page: &ReviewPage, language: Language, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let digits = page.groups.iter().map(|group| group.lines.len()).sum::<usize>().to_string().len();
    for group in &page.groups {
        let result = group.result.as_ref().map(|result| format!(" → {result}")).unwrap_or_default();
        pieces.push(Piece::Heading(format!("\n{}", wrapped(&format!("{}{result}", group.heading), width))));
        let mut lines = String::new();
        for line in &group.lines {
            let text = format!("{} {}", line.question, line.answer);
            numbered(&mut lines, line.number, digits, &text, width);
            let reasons = [
                (language.choose("Skäl", "Reason"), &line.reason),
                (language.choose("Till sökanden", "To the requester"), &line.outgoing),
            ];
            for (words, reason) in reasons {
                if let Some(reason) = reason {
                    hanging(&mut lines, &format!("{words}: {reason}"), 4 + digits, 6 + digits, width);
                }
            }
        }
        pieces.push(Piece::Plain(lines));
    }
    if !page.aside.is_empty() {
        pieces.push(Piece::Heading(format!("\n{}", wrapped(aside_heading(page.standing, language), width))));
        let mut lines = String::new();
        for line in &page.aside {
            hanging(&mut lines, &format!("– {} {}", line.question, line.answer), 2, 4, width);
            for reason in &line.reasons {
                let words = language.choose("Skäl", "Reason");
                hanging(&mut lines, &format!("{words}: {reason}"), 4, 6, width);
            }
        }
        pieces.push(Piece::Plain(lines));
    }
    if !page.result.is_empty() {
        let title = match page.standing {
            Standing::Underway => language.choose("Hittills", "So far"),
            Standing::Finished => language.choose("Utfall", "Outcome"),
            Standing::Halted => language.choose("Väntar", "Waits"),
        };
        pieces.push(Piece::Heading(format!("\n{title}\n")));
        for line in &page.result {
            pieces.push(Piece::Plain(indented(line, 2, 4, width)));
        }
    }
    if !page.known.is_empty() {
        pieces.push(Piece::Heading(format!("\n{}\n", language.choose("Det här är känt", "This is known"))));
        pieces.extend(page.known.iter().map(|line| Piece::Plain(indented(line, 2, 4, width))));
    }
    pieces
}

/// Before the end nobody can say which of these answers will be needed after all.
fn aside_heading(standing: Standing, language: Language) -> &'static str {
    match standing {
        Standing::Underway => language.choose(
            "Undanlagt så länge: används om det behövs när frågorna före är besvarade",
            "Set aside for now: used if it is needed once the questions before it are answered",
        ),
        Standing::Finished | Standing::Halted => language.choose(
            "Undanlagt: gäller inte på den här vägen, följer inte med i underlaget",
            "Set aside: does not apply on this path, and is no part of the record",
        ),
    }
}

/// Reads what was typed at the review page, or nothing where it is none of the ways.
#[must_use]
pub fn read_review(typed: &str) -> Option<super::ReviewReply> {
    use super::ReviewReply;
    match typed.trim().to_lowercase().as_str() {
        "klar" | "done" => Some(ReviewReply::Confirm),
        "." => Some(ReviewReply::Pause),
        number => number.parse().ok().map(ReviewReply::Go),
    }
}

/// Reads numbers, separated by spaces or commas, as positions from 0.
///
/// # Errors
/// With the part that is no number from 1.
pub fn read_numbers(typed: &str) -> Result<Vec<usize>, String> {
    typed
        .split([' ', ',', ';', '\t'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).ok_or_else(|| part.to_owned()))
        .collect()
}

/// Reads numbers, or names where there are names, as positions from 0. Names hold spaces, so that they are parted by
/// commas. Where provisions are picked a bare number is refused: `26` is a chapter to whoever types it.
///
/// # Errors
/// With the part that is neither.
pub fn read_picks(typed: &str, names: &[String]) -> Result<Vec<usize>, String> {
    if names.is_empty() {
        return read_numbers(typed);
    }
    let dense = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let position = |part: &str| names.iter().position(|name| dense(name) == dense(part)).ok_or_else(|| part.to_owned());
    typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).map(position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::ReviewReply;

    #[test]
    fn provisions_are_picked_as_they_are_written() {
        let names = ["26:1".to_owned(), "26:1 a 1 st.".to_owned(), "21:3 a".to_owned()];
        assert_eq!(read_picks("26:1, 21:3a", &names), Ok(vec![0, 2]));
        assert_eq!(read_picks(" 21:3 A ;26:1 a 1 st.", &names), Ok(vec![2, 1]));
        assert_eq!(read_picks("3", &names), Err("3".into()), "it could be meant as a chapter");
        assert_eq!(read_picks("", &names), Ok(vec![]));
        assert_eq!(read_picks("3 1", &[]), Ok(vec![2, 0]));
        assert_eq!(read_picks("26:2", &names), Err("26:2".into()));
        assert_eq!(read_picks("26:", &names), Err("26:".into()));
    }

    #[test]
    fn numbers_are_positions_from_one() {
        assert_eq!(read_numbers("1, 3 2"), Ok(vec![0, 2, 1]));
        assert_eq!(read_numbers("  "), Ok(vec![]));
        assert_eq!(read_numbers("0"), Err("0".into()));
        assert_eq!(read_numbers("1-3"), Err("1-3".into()));
    }

    #[test]
    fn nothing_typed_at_the_review_page_is_no_consent() {
        assert_eq!(read_review(""), None);
        assert_eq!(read_review("j"), None);
        assert_eq!(read_review("12"), Some(ReviewReply::Go(12)));
        assert_eq!(read_review(" Klar "), Some(ReviewReply::Confirm));
    }

    #[test]
    fn after_a_long_list_the_question_is_said_again() {
        let times = |count: usize| {
            let wants = Wants::Picks { choices: vec!["a".into(); count], names: Vec::new(), many: true, least: 0 };
            let asked = Prompt { number: 1, ..Prompt::new("Vilka gäller?", wants) };
            let text: String = prompt(&asked, Language::Sv, 80).iter().map(Piece::text).collect();
            text.matches("Vilka gäller?").count()
        };
        assert_eq!((times(LONG), times(LONG + 1)), (1, 2));
    }

    #[test]
    fn a_long_question_is_wrapped_and_made_safe() {
        let wants = Wants::Picks { choices: vec!["a".into(); 10], names: Vec::new(), many: true, least: 0 };
        let long = Prompt {
            number: 7,
            left: "högst 12 kvar".into(),
            heading: "Uppgift 1 av 2: besöket".into(),
            earlier: Some("1".into()),
            keeps: true,
            ..Prompt::new("Kan det antas att den enskilde lider men \u{202e}om uppgiften röjs?", wants)
        };
        let text: String = prompt(&long, Language::Sv, 40).iter().map(Piece::text).collect();
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        assert!(text.contains("⟨U+202E⟩"));
        assert!(text.starts_with("\nFråga 7 · högst 12 kvar ·\nUppgift 1 av 2: besöket\n"), "{text}");
        assert!(text.contains("\n   1. a\n") && text.contains("\n  10. a\n"), "{text}");
        assert!(text.contains("Svar förut: 1 (> behåller det)"));
    }
}
