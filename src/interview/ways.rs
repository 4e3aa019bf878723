//! What can be done at a prompt instead of answering, in the words of one line, and what to say to a key that means
//! nothing there.

use super::respondent::{Leads, OptionLine, Prompt, ReviewPage, Standing, Wants};
use crate::render::paragraph::columns;
use crate::text::Language;

/// Returns the ways out of a prompt, each as its sign and a word or two.
#[must_use]
pub fn ways(asked: &Prompt, language: Language) -> Vec<&'static str> {
    let all = match (asked.number, asked.kept) {
        (0, true) => None,
        (_, true) => Some(language.choose("= alla svar", "= all answers")),
        (_, false) => Some(language.choose("= svar", "= answers")),
    };
    let pause = match (asked.number, asked.kept) {
        (0, true) => language.choose(". sluta", ". stop"),
        (_, true) => language.choose(". spara och sluta", ". save and stop"),
        (_, false) => language.choose(". sluta utan att spara", ". stop, nothing saved"),
    };
    let mut ways = vec![language.choose("< tillbaka", "< back")];
    if asked.keeps {
        ways.push(language.choose("> behåll", "> keep"));
    }
    ways.push(language.choose("? hjälp", "? help"));
    ways.extend(all);
    ways.push(pause);
    ways.push(danger(language));
    ways
}

/// Returns the ways that are named even where all of them have just been told.
pub(super) fn short_ways(language: Language) -> Vec<&'static str> {
    vec![language.choose("? hjälp", "? help"), danger(language)]
}

/// Returns what can be typed at the review page.
#[must_use]
pub fn review_ways(page: &ReviewPage, language: Language) -> Vec<&'static str> {
    let done = match (page.standing, page.leads) {
        (Standing::Finished | Standing::Halted, Leads::Outcome) => {
            language.choose("klar: se hur det gick", "done: see how it went")
        }
        (Standing::Finished | Standing::Halted, Leads::HandingIn) => language.choose("klar: lämna in", "done: hand in"),
        (Standing::Finished, Leads::Signing) if page.kept => language.choose("klar: underskrift", "done: sign"),
        (Standing::Underway, _) | (Standing::Finished, Leads::Signing) => {
            language.choose("klar: vidare", "done: go on")
        }
        (Standing::Halted, Leads::Signing) => language.choose("klar: lämna så", "done: leave it"),
    };
    let pause =
        if page.kept { language.choose(". spara", ". save") } else { language.choose(". spara inte", ". do not save") };
    let mut ways = Vec::new();
    // Before the first answer there is no number to type.
    if page.groups.iter().any(|group| !group.lines.is_empty()) {
        ways.push(language.choose("nr: ändra", "no.: change"));
    }
    ways.extend([
        done,
        language.choose("< tillbaka", "< back"),
        language.choose("? hjälp", "? help"),
        pause,
        danger(language),
    ]);
    ways
}

const fn danger(language: Language) -> &'static str {
    match language {
        Language::Sv => "! akut fara",
        Language::En => "! acute danger",
    }
}

/// Returns the ways as a line, broken between two of them where the window is narrow.
#[must_use]
pub fn footer(ways: &[&str], width: usize) -> String {
    const BETWEEN: &str = " · ";
    let mut out = String::new();
    let mut column = 0;
    for way in ways {
        if column > 0 && column + columns(BETWEEN) + columns(way) > width {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push_str(BETWEEN);
            column += columns(BETWEEN);
        }
        out.push_str(way);
        column += columns(way);
    }
    out.push('\n');
    out
}

/// Returns what to answer where something else was pressed or typed.
#[must_use]
pub fn what_to_answer(asked: &Prompt, language: Language) -> String {
    let keys = match &asked.wants {
        Wants::Options(options) => keys(options, language),
        _ => return not_a_way(language).to_owned(),
    };
    match (language, asked.skips) {
        (Language::Sv, false) => format!("Svara {keys}."),
        (Language::Sv, true) => format!("Svara {keys}, eller bara Enter för inget."),
        (Language::En, false) => format!("Answer {keys}."),
        (Language::En, true) => format!("Answer {keys}, or only Enter for nothing."),
    }
}

/// Returns the words for a line that could not be read.
#[must_use]
pub fn not_a_way(language: Language) -> &'static str {
    language.choose("Det gick inte att tyda, försök igen.", "That could not be understood, try again.")
}

/// Returns keys in words: `j, n eller v`, `1 till 6`.
fn keys(options: &[OptionLine], language: Language) -> String {
    let (or, to) = (language.choose("eller", "or"), language.choose("till", "to"));
    let digits: Vec<char> = options.iter().map(|option| option.key).filter(char::is_ascii_digit).collect();
    let letters = options.iter().map(|option| option.key).filter(|key| !key.is_ascii_digit());
    let mut parts: Vec<String> = match digits[..] {
        [first, .., last] if digits.len() > 3 => vec![format!("{first} {to} {last}")],
        _ => digits.iter().map(char::to_string).collect(),
    };
    parts.extend(letters.map(|key| key.to_string()));
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {or} {last}", before.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::respondent::{ReviewGroup, ReviewLine};
    use super::*;
    use crate::interview::OptionLine;

    fn asked(kept: bool, keeps: bool, number: usize) -> Prompt {
        Prompt { number, keeps, kept, ..Prompt::new("a", Wants::DateTime) }
    }

    #[test]
    fn everything_is_named_on_one_line_of_eighty_columns() {
        for language in [Language::Sv, Language::En] {
            for kept in [true, false] {
                for (keeps, number) in [(true, 1), (false, 1), (true, 0), (false, 0)] {
                    let line = footer(&ways(&asked(kept, keeps, number), language), 80);
                    assert_eq!(line.lines().count(), 1, "{line}");
                }
                let leads = [Leads::Signing, Leads::Outcome, Leads::HandingIn];
                let standings = [Standing::Underway, Standing::Finished, Standing::Halted];
                for (standing, leads) in standings.into_iter().flat_map(|one| leads.map(|leads| (one, leads))) {
                    let page = ReviewPage {
                        standing,
                        kept,
                        leads,
                        groups: Vec::new(),
                        aside: Vec::new(),
                        result: Vec::new(),
                        known: Vec::new(),
                    };
                    let line = footer(&review_ways(&page, language), 80);
                    assert_eq!(line.lines().count(), 1, "{line}");
                }
            }
        }
    }

    #[test]
    fn a_number_is_only_asked_for_where_there_is_one() {
        let line =
            ReviewLine { number: 1, question: String::new(), answer: String::new(), reason: None, outgoing: None };
        let page = |lines| ReviewPage {
            standing: Standing::Underway,
            kept: true,
            leads: Leads::Outcome,
            groups: vec![ReviewGroup { heading: String::new(), result: None, lines }],
            aside: Vec::new(),
            result: Vec::new(),
            known: Vec::new(),
        };
        assert!(!review_ways(&page(Vec::new()), Language::Sv).contains(&"nr: ändra"));
        assert!(review_ways(&page(vec![line]), Language::Sv).contains(&"nr: ändra"));
    }

    #[test]
    fn a_narrow_window_never_parts_a_sign_from_its_word() {
        let line = footer(&ways(&asked(true, true, 1), Language::Sv), 40);
        assert_eq!(line, "< tillbaka · > behåll · ? hjälp\n= alla svar · . spara och sluta\n! akut fara\n");
    }

    #[test]
    fn the_keys_are_said_as_they_are_pressed() {
        let said = |keys: &str| {
            let options = keys.chars().map(|key| OptionLine { key, text: String::new() }).collect();
            what_to_answer(&Prompt::new("a", Wants::Options(options)), Language::Sv)
        };
        assert_eq!(said("jnv"), "Svara j, n eller v.");
        assert_eq!(said("12"), "Svara 1 eller 2.");
        assert_eq!(said("123456"), "Svara 1 till 6.");
        assert_eq!(said("123456789ab"), "Svara 1 till 9, a eller b.");
    }
}
