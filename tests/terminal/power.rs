//! Power cuts: a whole assessment, ended as by one before every question, comes to what an unbroken one comes to.

use std::collections::{BTreeMap, BTreeSet};

use menprov::draft::{Address, Drafts};
use menprov::engine::Notes;
use serde_json::Value;

use super::session::{CTRL_C, Desk, ENTER, Session};
use super::steps::{frame, key, wording};

/// More steps than there are: a test that goes in circles ends.
const MOST: usize = 120;

/// How an interview is broken off.
#[derive(Clone, Copy)]
enum Cut {
    Never,
    /// Before every question, without a warning.
    Power,
    /// Before every so many of them, with Ctrl-C.
    Interrupted(usize),
}

type Kept = (Value, Option<String>, Option<String>, Notes);

/// What an interview came to: the page of answers, and what the draft holds.
#[derive(Debug, PartialEq)]
struct Came {
    page: String,
    answers: BTreeMap<Address, Kept>,
}

/// Returns the page that stands there, without what came before it.
fn page(asked: &str) -> &str {
    let begins = ["Fråga ", "Nr Uppgift"].into_iter().filter_map(|words| asked.rfind(words)).max();
    &asked[begins.unwrap_or_default()..]
}

/// Returns what tells a prompt from every other: how it begins and how it ends. Between them a term may be explained,
/// once in each session.
fn prompt(asked: &str) -> (&str, &str) {
    let page = page(asked);
    (page.split("? ").next().unwrap_or(page), page.rsplit("akut fara ").next().unwrap_or_default())
}

/// Returns the number of a prompt: of its question, or of a row of a list.
fn number(page: &str, before: &str) -> usize {
    let digits = page.split(before).nth(1).unwrap_or_default();
    digits.split(|char: char| !char.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// Returns what is typed at a prompt after the frame. It rests on the prompt alone, so that it is the same whenever the
/// prompt comes again.
fn typed(asked: &str) -> String {
    let (page, (_, foot)) = (page(asked), prompt(asked));
    let (question, row) = (number(page, "Fråga "), number(page, "Rad "));
    let line = |text: &str| format!("{text}{ENTER}");
    if is_table(asked) {
        return line(">");
    }
    if page.contains("Tom rad när alla är med") {
        let rows = if page.contains("Uppgift Tom rad") { 2 } else { 1 };
        return line(&if row <= rows { format!("rad {row} i lista {question}") } else { String::new() });
    }
    match foot.split([' ', ':', ',']).next() {
        Some("Svar") if page.contains("Stämmer raderna?") => "1".to_owned(),
        Some("Svar") if foot.contains("j/n/v") => {
            // Both items speak of someone, and who asks is made sure.
            let yes = question <= 22 || page.contains(" Säger ”") || page.contains(&wording("identitet"));
            if yes { "j" } else { "n" }.to_owned()
        }
        Some("Svar") if page.contains("i förhållande till sökanden") => key("relation", "ingen"),
        Some("Svar") => "1".to_owned(),
        Some("Nummer" | "Tal") => line("1"),
        Some("Lagrum") => line("26:1"),
        Some("Text") if page.contains("Får vara tom") => line(""),
        Some("Text") => {
            let reader = if page.contains("får läsa") { "som går ut" } else { "som stannar här" };
            line(&format!("ett skäl i fråga {question} {reader}"))
        }
        Some("Dag") => line("2026-11-20"),
        Some("Tid") => line("2026-11-20 09:00"),
        other => panic!("{other:?} of {asked}"),
    }
}

/// Returns whether the table of the items stands there.
fn is_table(asked: &str) -> bool {
    page(asked).starts_with("Nr Uppgift")
}

/// Returns whether a row is begun and not yet whole: what is typed in it is kept when it is.
fn is_within_a_row(asked: &str) -> bool {
    let page = page(asked);
    page.contains("Får vara tom") || page.contains("Slags roll") || page.contains("Skyddade personuppgifter")
}

/// Returns whether a list waits for its next row; when it is resumed, the rows that are there are looked through first.
fn has_rows(asked: &str) -> bool {
    page(asked).contains("Tom rad när alla är med") && number(page(asked), "Rad ") > 1
}

/// Goes through an assessment of two items to the page of answers, broken off as `cut` says.
fn assessed(cut: Cut) -> Came {
    let desk = Desk::new();
    let mut session = desk.assess();
    for step in 0..MOST {
        session.ready();
        let asked = session.since();
        if asked.ends_with("Nummer eller klar:") {
            return came(&desk, session);
        }
        if step > 0 && !is_within_a_row(&asked) {
            match cut {
                Cut::Power => session.kill(),
                Cut::Interrupted(every) if step % every == 0 => {
                    session.wait_raw();
                    session.press(CTRL_C);
                    assert_eq!(session.wait_exit(), 130, "{}", session.screen());
                    assert!(session.echoes(), "{}", session.screen());
                }
                Cut::Interrupted(_) | Cut::Never => {
                    press(&mut session, step, &asked);
                    continue;
                }
            }
            session = desk.resume(&[]);
            session.ready();
            let again = session.since();
            assert!(!again.contains("skadad"), "{again}");
            session.wait_raw();
            if has_rows(&asked) {
                assert!(again.contains("Stämmer raderna?"), "{again}");
                session.press("2").ready();
            } else if is_table(&again) && !is_table(&asked) {
                // The table is where the work goes on; what is left begins with the item that was broken off.
                session.line(">").wait_for("Fråga ").ready();
            }
            assert_eq!(prompt(&session.since()), prompt(&asked), "step {step}");
        }
        press(&mut session, step, &asked);
    }
    panic!("no end:\n{}", session.screen());
}

fn press(session: &mut Session, step: usize, asked: &str) {
    session.wait_raw();
    let keys = frame().into_iter().nth(step).map_or_else(|| typed(asked), |(_, keys, _)| keys);
    session.press(&keys);
    if keys.ends_with(ENTER) && !keys.starts_with('>') {
        // Half typed a line can end as a prompt does, so what is waited for is that it was taken.
        session.wait_for("→");
    }
}

fn came(desk: &Desk, session: Session) -> Came {
    let screen = session.since();
    session.kill();
    let draft = desk.draft();
    let id = draft.file_stem().and_then(|stem| stem.to_str()).expect("it has a name");
    let opened = Drafts::new(&desk.path(".local/state/menprov")).open(id).expect("it opens");
    assert_eq!(opened.cut, None);
    let answers = opened.draft.state().answers.clone();
    let kept = |(at, stored): (Address, menprov::draft::Stored)| {
        (at, (stored.value, stored.reason, stored.outgoing, stored.notes))
    };
    // The page begins with what was answered first.
    let begins = screen.rfind("1. Vilket slags").unwrap_or_default();
    Came { page: screen[begins..].to_owned(), answers: answers.into_iter().map(kept).collect() }
}

#[test]
fn a_power_cut_before_every_question_changes_nothing_of_what_it_comes_to() {
    let unbroken = assessed(Cut::Never);
    assert!(unbroken.answers.len() > 25, "{unbroken:?}");
    assert!(unbroken.answers.values().any(|(_, reason, ..)| reason.is_some()), "{unbroken:?}");
    let items = unbroken.answers.keys().filter_map(|at| at.scope.strip_prefix("item/")?.split('/').next());
    assert_eq!(items.collect::<BTreeSet<_>>().len(), 2, "{unbroken:?}");
    assert_eq!(assessed(Cut::Power), unbroken);
    assert_eq!(assessed(Cut::Interrupted(7)), unbroken);
}
