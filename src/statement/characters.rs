//! The characters that no text of a statement holds.

use super::error::StatementError;
use super::model::Statement;

/// Returns a text as it is signed: trimmed, its lines ended by a line break alone, without the mark that some systems
/// put at the head of a file.
///
/// # Errors
/// With a character that steers a terminal, turns the direction of text or cannot be seen: whoever reads the statement
/// would see another text than the one that was signed.
pub fn clean(written: &str) -> Result<String, StatementError> {
    let written = written.strip_prefix('\u{feff}').unwrap_or(written).replace("\r\n", "\n");
    let text = written.trim();
    check(text)?;
    Ok(text.to_owned())
}

/// Refuses a statement whose reason, or a question in free words, holds such a character.
///
/// A question of the record is in the record's words, which are signed as they stand there.
pub(super) fn check_all(statement: &Statement) -> Result<(), StatementError> {
    let free = statement.questions.iter().filter(|question| question.at.is_none());
    let free = free.flat_map(|question| [&question.text.sv, &question.text.en]);
    statement.reason.iter().chain(free).try_for_each(|text| check(text))
}

fn check(text: &str) -> Result<(), StatementError> {
    text.chars().find(|&c| is_refused(c)).map_or(Ok(()), |c| Err(StatementError::Character(u32::from(c))))
}

/// Returns whether a character is refused: every control character but the line break and the tab, the controls of
/// direction (UAX 9) and those without width.
fn is_refused(c: char) -> bool {
    let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    hides || c.is_control() && !matches!(c, '\n' | '\t')
}
