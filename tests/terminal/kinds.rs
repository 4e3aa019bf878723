//! Every kind of question, with what it takes and what it refuses.

use super::session::{CTRL_C, Desk, ENTER, Session};
use super::steps::rules;

/// A question that is typed: the wording, what is refused with the words said then, and what is taken.
type Typed = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// The questions in order: the wording, what must not be taken with what is then said, and what is taken.
const QUESTIONS: [Typed; 4] = [
    (
        "Vilken dag var det?",
        &[
            ("26-11-21", "`26-11-21` är ingen dag"),
            ("2026-02-30", "är ingen dag"),
            ("21/11 2026", "är ingen dag"),
            ("", "ingen dag"),
        ],
        "2026-11-20",
    ),
    (
        "Vilken tid var det?",
        &[("26-11-21", "`26-11-21` är ingen tidpunkt"), ("2026-11-20 25:00", "är ingen tidpunkt")],
        "2026-11-20 08:15",
    ),
    ("Hur gammal är barnet?", &[("131", "131 är utanför gränserna"), ("tolv", "tal")], "12"),
    ("Vad hände?", &[("kort", "4 tecken, men minst 5 krävs"), ("", "0 tecken, men minst 5 krävs")], "åskan gick på Ön"),
];

fn start(desk: &Desk) -> Session {
    desk.start(&["assess", "alla-slag", "--matter", "SN 1", "--no-sign", "--rulesets", &rules()])
}

/// Answers everything up to the question that a number stands for: four that are typed, the list, the pick, the choice.
fn upto(session: &mut Session, at: usize) {
    for (wording, _, answer) in QUESTIONS.iter().take(at) {
        session.asked(wording);
        session.line(answer);
    }
    if at > 4 {
        for (title, keys) in
            [("Roll med egna ord", "modern\r"), ("Slags roll", "3"), ("Skyddade personuppgifter", "1"), ("Rad 2", "\r")]
        {
            session.asked(title);
            session.press(keys);
        }
        session
            .asked("Stämmer raderna?")
            .wait_for("1. modern · Slags roll: förälder eller vårdnadshavare · Skyddade personuppgifter: nej");
        session.press("1");
    }
    if at > 5 {
        session.asked("Vilka av dem rör det?");
        session.line("1");
    }
    if at > 6 {
        session.asked("Vilket sätt?");
        session.press("2").wait_for("→ Det andra");
    }
}

#[test]
fn what_does_not_fit_is_refused_in_clear_words_and_asked_again() {
    let desk = Desk::new();
    let mut session = start(&desk);
    for (wording, refused, answer) in QUESTIONS {
        session.asked(wording);
        for (typed, words) in refused {
            session.line(typed);
            session.wait_for(words).wait_for(wording).ready();
        }
        session.line(answer);
    }
    session.asked("Roll med egna ord");
    let kept = std::fs::read_to_string(desk.draft()).expect("it is there");
    assert!(!kept.contains("\"26-11-21\"") && kept.contains("2026-11-20T08:15"), "{kept}");
}

#[test]
fn a_list_can_be_added_to_changed_and_shortened() {
    let mut session = start(&Desk::new());
    upto(&mut session, 5);
    session.asked("Vilka av dem rör det?");
    session.line("<");
    session.asked("Stämmer raderna?");
    session.press("2");
    for (title, keys) in
        [("Roll med egna ord", "fadern\r"), ("Slags roll", "3"), ("Skyddade personuppgifter", "3"), ("Rad 3", "\r")]
    {
        session.asked(title);
        session.press(keys);
    }
    session.asked("Stämmer raderna?").wait_for("2. fadern");
    session.press("3");
    session.asked("Vilken rad?");
    session.line("1");
    session.asked("Roll med egna ord").wait_for("Svar förut: modern");
    session.line("mormodern");
    session.asked("Slags roll").wait_for("Svar förut: förälder");
    session.press("4");
    session.asked("Skyddade personuppgifter");
    session.press(">");
    session
        .asked("Stämmer raderna?")
        .wait_for("1. mormodern · Slags roll: annan anhörig · Skyddade personuppgifter: nej");
    session.press("4");
    session.asked("Vilken rad?");
    session.line("2");
    session.asked("Stämmer raderna?");
    assert!(!session.since().contains("2. "), "{}", session.since());
    session.press("1");
    session.asked("Vilka av dem rör det?").wait_for("1. mormodern").wait_for("2. allmänt intresse");
}

#[test]
fn a_pick_takes_numbers_of_the_list_only() {
    let mut session = start(&Desk::new());
    upto(&mut session, 5);
    session.asked("Vilka av dem rör det?");
    for (typed, words) in [("", "minst 1"), ("3", "3 är utanför gränserna"), ("1 1", "1"), ("modern", "tyda")] {
        session.line(typed);
        session.wait_for(words).ready();
    }
    session.line("1, 2");
    session.asked("Vilket sätt?");
}

#[test]
fn a_reason_is_demanded_and_an_empty_one_refused() {
    let desk = Desk::new();
    let mut session = start(&desk);
    upto(&mut session, 7);
    session.asked("Är det sant?");
    session.press("n");
    session.asked("Skäl (stannar i myndigheten)").wait_for("Minst 10 tecken.");
    for (typed, words) in [("", "Texten är tom"), ("för kort", "8 tecken, minst 10 krävs")] {
        session.line(typed);
        session.wait_for(words).ready();
    }
    session.line("ett skäl som räcker till");
    session.wait_for("Nummer eller klar:").wait_for("Skäl: ett skäl som räcker till");
    session.wait_for("Utfall Det blev annorlunda.");
    session.line("klar");
    assert_eq!(session.wait_exit(), 0);
    assert!(session.since().contains("Ej undertecknad, ej registrerad"), "{}", session.since());
}

#[test]
fn ctrl_c_at_every_kind_of_question_saves_the_draft_and_gives_the_terminal_back() {
    let wordings = [
        "Vilken dag var det?",
        "Vilken tid",
        "Hur gammal",
        "Vad hände?",
        "Roll med egna ord",
        "Vilka av dem",
        "Vilket",
    ];
    for at in 0..9 {
        let desk = Desk::new();
        let mut session = start(&desk);
        // The list is met twice: at a row, and (with the fifth question answered) as a whole.
        upto(&mut session, at.min(7));
        match at {
            0..7 => session.asked(wordings[at]),
            7 => session.asked("Är det sant?"),
            _ => {
                session.asked("Är det sant?");
                session.press("=");
                session.wait_for("Nummer eller klar:").wait_raw()
            }
        };
        session.press(CTRL_C);
        assert_eq!(session.wait_exit(), 130, "{}", session.screen());
        let draft = desk.draft();
        let id = draft.file_stem().and_then(|stem| stem.to_str()).expect("it has a name").to_owned();
        assert!(session.since().contains(&format!("menprov assess --resume {id}")), "{}", session.since());
        assert!(session.with(|screen| !screen.hide_cursor()), "the cursor is hidden");
        assert!(session.echoes(), "what is typed is not shown");
        let lines = std::fs::read_to_string(&draft).expect("it is there").lines().count();
        let answers = [0, 1, 2, 3, 4, 6, 7, 8, 8][at];
        assert!(lines > answers.min(at), "{lines} lines at {at}");
        let again = desk.resume(&["--rulesets", &rules()]);
        let wording = if at >= 7 { "Är det sant?" } else { wordings[at] };
        again.asked(wording);
    }
}

#[test]
fn ctrl_c_before_the_first_question_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "begaran-om-handling"]);
    session.asked("Ärendets beteckning").wait_raw();
    session.press(CTRL_C);
    assert_eq!(session.wait_exit(), 130);
    assert!(desk.drafts().is_empty());
}

#[test]
fn swedish_letters_and_corrections_while_typing() {
    let desk = Desk::new();
    let mut session = start(&desk);
    upto(&mut session, 3);
    session.asked("Vad hände?");
    session.press("blåbärx\u{7f}sås").press(&format!(" på ön{ENTER}")).wait_for("→ blåbärsås på ön");
}
