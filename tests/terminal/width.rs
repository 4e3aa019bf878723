//! Windows narrower and wider than a question: nothing is erased, and nothing is torn.

use super::session::{Desk, Session};
use super::steps::rules;

pub const LONG: &str = "Den här frågan är så lång att den inte får plats på en rad";
const WORD: &str = "ordsomärsålångtattdetensamtärbredareäneensmalterminalochdärförmåstedelas";

/// Returns the screen after all the answers.
fn screen(desk: &Desk) -> String {
    let mut session = desk.start(&["assess", "alla-slag", "--matter", "SN 1", "--no-sign", "--rulesets", &rules()]);
    answers(&mut session);
    session.screen()
}

fn answers(session: &mut Session) {
    let story =
        "en berättelse som är mycket längre än raden som den skrivs på, och som därför måste gå över på nästa rad";
    to_the_long_one(session, story);
}

/// Answers everything up to the question that is longer than a line.
pub fn to_the_long_one(session: &mut Session, story: &str) {
    for (wording, keys) in [
        ("Vilken dag var det?", "2026-11-20\r"),
        ("Vilken tid var det?", "2026-11-20 08:15\r"),
        ("Hur gammal är barnet?", "12\r"),
        ("Vad hände?", &format!("{story}\r")),
        ("Roll med egna ord", "modern\r"),
        ("Slags roll", "3"),
        ("Skyddade personuppgifter", "1"),
        ("Rad 2", "\r"),
        ("Stämmer raderna?", "1"),
        ("Vilka av dem rör det?", "1\r"),
        ("Vilket sätt?", "2"),
        ("Är det sant?", "j"),
    ] {
        session.asked(wording);
        session.press(keys);
    }
    session.asked(LONG);
}

#[test]
fn a_question_longer_than_the_line_is_whole_at_every_width() {
    for columns in [40, 80, 100] {
        // High enough that nothing leaves the screen.
        let screen = screen(&Desk::new().size(200, columns));
        let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let dense: String = screen.split_whitespace().collect();
        for kept in [
            "Vilken dag var det?",
            "→ 2026-11-20",
            "→ 2026-11-20 08:15",
            "→ 12",
            "→ Det andra",
            "1. modern · Slags roll: förälder eller vårdnadshavare · Skyddade personuppgifter: nej",
            "→ Ja",
            LONG,
            "stämmer det?",
        ] {
            assert!(flat.contains(kept), "`{kept}` at {columns}:\n{screen}");
        }
        assert!(dense.contains(WORD), "{columns}:\n{screen}");
        assert!(flat.contains("→ en berättelse som är mycket längre"), "{columns}:\n{screen}");
        // What was typed over several lines is shown once, as the answer: no rest of the typing stays.
        assert_eq!(flat.matches("berättelse som är").count(), 1, "{columns}:\n{screen}");
        assert_eq!(flat.matches("! akut fara").count(), 13, "{columns}:\n{screen}");
    }
}

#[test]
fn a_window_of_24_lines_always_ends_at_the_line_that_is_typed_on() {
    let screen = screen(&Desk::new().size(24, 40));
    let last = screen.lines().rfind(|line| !line.trim().is_empty()).expect("something is shown");
    assert_eq!(last.trim_end(), "Svar (j/n/v):", "{screen}");
    assert!(screen.contains("v) Vet ej"), "{screen}");
}
