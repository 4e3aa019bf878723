//! Many items at a terminal: the table, the same answers again, what it costs in keys, and what a power cut leaves.

use super::session::{Desk, ENTER, Session};
use super::steps::{frame, key, wording};

/// What can be typed at a table of nine items or more, and of three.
const WAYS: &str = "Nummer, > eller 5-9=3";
const FEW_WAYS: &str = "Nummer, > eller 2-3=1";

struct Officer {
    session: Session,
    /// Whether every answer ends with Enter.
    plain: bool,
    /// The keys that choose, go somewhere or end a line; not the letters of what is told in own words.
    keys: usize,
    /// So that no two reasons are the same.
    reasons: usize,
}

impl Officer {
    fn press(&mut self, keys: &str) {
        press(&mut self.session, keys, self.plain);
        if keys.ends_with(ENTER) && !self.plain {
            // Half typed it ends as a prompt does, so what is waited for is that it was taken.
            self.session.wait_for("→");
        }
        self.keys += keys.chars().count();
    }

    /// Tells something in own words.
    fn tell(&mut self, text: &str) {
        self.session.line(text);
        if !self.plain {
            self.session.wait_for("→");
        }
        self.keys += 1;
    }

    /// Answers what is asked until that is something else; returns what it cost.
    #[track_caller]
    fn answer_until(&mut self, ends: impl Fn(&str) -> bool) -> usize {
        let before = self.keys;
        for _ in 0..2000 {
            self.session.ready();
            let asked = self.session.since();
            if ends(&asked) {
                return self.keys - before;
            }
            self.answer_one(&asked);
        }
        panic!("no end:\n{}", self.session.screen());
    }

    fn answer_one(&mut self, asked: &str) {
        let says = |words: &[&str]| words.iter().any(|words| asked.contains(words));
        let prompt = asked.rsplit("akut fara ").next().unwrap_or_default();
        match prompt.split([' ', ':', ',']).next() {
            Some("Svar") if says(&["något om en enskild", "Förvaras", "slagits upp i folkbokföringen"]) => {
                self.press("j");
            }
            Some("Svar") if prompt.contains("j/n/v") => self.press("n"),
            // Nobody has been asked to consent.
            Some("Svar") if says(&["Har inte tillfrågats"]) => self.press("3"),
            Some("Svar") => self.press("1"),
            Some("Nummer" | "Tal") => self.press(&format!("1{ENTER}")),
            Some("Lagrum") => self.press(&format!("26:1{ENTER}")),
            Some("Text") => {
                self.reasons += 1;
                self.tell(&format!("ett skäl med nummer {} som är långt nog", self.reasons));
            }
            other => panic!("{other:?} of {asked}"),
        }
    }
}

/// Starts a request by somebody who has said nothing of who they are, with one document and so many items.
#[track_caller]
fn begun(desk: &Desk, args: &[&str], items: usize) -> Officer {
    let plain = args.contains(&"--plain");
    let mut session = desk.start(&[&["assess", "begaran-om-handling", "--matter", "SN 2026/1"], args].concat());
    for (id, keys, _) in frame() {
        session.wait_for(&wording(id)).ready();
        let own = key("sokandens-uppgift", "ingen-uppgift");
        let keys = if id == "sokandens-uppgift" { own } else { keys };
        press(&mut session, &keys, plain);
    }
    let row = |session: &mut Session, title: &str, keys: &str| {
        session.wait_for(title).ready();
        press(session, keys, plain);
    };
    row(&mut session, &wording("handlingar"), &format!("akten{ENTER}"));
    for (title, keys) in [
        ("Beteckning eller dag", "\r"),
        ("Rad 2", "\r"),
        ("Stämmer raderna?", "1"),
        ("Roll med egna ord", "klienten\r"),
        ("Slags roll", "1"),
        ("Skyddade personuppgifter", "1"),
        ("Rad 2", "grannen\r"),
        ("Slags roll", "8"),
        ("Skyddade personuppgifter", "1"),
        ("Rad 3", "\r"),
        ("Stämmer raderna?", "1"),
    ] {
        row(&mut session, title, keys);
    }
    for number in 1..=items {
        row(&mut session, &format!("Rad {number} "), &format!("samtal {number}{ENTER}"));
    }
    row(&mut session, &format!("Rad {} ", items + 1), ENTER);
    row(&mut session, "Stämmer raderna?", "1");
    Officer { session, plain, keys: 0, reasons: 0 }
}

/// Presses keys; in lines, each answer ends with Enter.
fn press(session: &mut Session, keys: &str, plain: bool) {
    if plain && !keys.ends_with(ENTER) {
        session.line(keys)
    } else {
        session.press(keys)
    };
}

/// Whether the table is asked about.
fn at_table(asked: &str) -> bool {
    ["5-9=3", "2-3=1", "2=1"].iter().any(|same| asked.ends_with(&format!("Nummer, > eller {same}:")))
}

#[test]
fn thirty_items_alike_cost_their_reasons_and_a_few_keys() {
    let desk = Desk::new();
    let mut officer = begun(&desk, &[], 30);
    officer.answer_until(at_table);
    let start = officer.keys;
    officer.press(&format!("1{ENTER}"));
    let first = officer.answer_until(at_table);
    officer.press(&format!("2{ENTER}"));
    let by_hand = officer.answer_until(at_table);
    officer.press(&format!("3-30=2{ENTER}"));
    officer.session.wait_for("Uppgift 3–30 har nu samma svar som uppgift 2");
    officer.session.ready();
    // Nothing but reasons, and the next item follows without a stop.
    officer.session.line(">").asked("Uppgift 3 av 30");
    officer.keys += 2;
    let reasons = officer.answer_until(|asked| !asked.contains(" av 30: "));
    let all = officer.keys - start;
    let alone = first + 29 * by_hand;
    officer.session.asked("Till sist");
    // One Enter for each of the reasons, and nothing else.
    assert_eq!(reasons, 28 * 6);
    assert!(all <= 240 && alone >= 700, "{all} keys, {alone} by hand: {first} in the first, {by_hand} in each other");
}

#[test]
fn a_power_cut_at_the_table_and_in_an_item_loses_nothing() {
    let desk = Desk::new();
    let mut officer = begun(&desk, &[], 3);
    officer.answer_until(at_table);
    officer.session.kill();
    let mut session = desk.resume(&[]);
    session.wait_for("3 av 3 uppgifter är kvar att göra.").wait_for(FEW_WAYS).ready();
    session.line("2").asked("något om en enskild");
    session.press("j").asked("Välj alla som skyddas.");
    session.line("1 2").wait_for("→ klienten, grannen").ready();
    session.kill();
    let mut session = desk.resume(&[]);
    session.wait_for("2 samtal 2 klienten, grannen Påbörjad").wait_for("3 av 3 uppgifter").ready();
    // An item whose answers are whole, and the same for another.
    session.line("1").asked("något om en enskild");
    session.press("n").wait_for("2 av 3 uppgifter är kvar att göra.").ready();
    session.line("3=1").wait_for("Uppgift 3 har nu samma svar som uppgift 1");
    session.kill();
    let session = desk.resume(&[]);
    // Of the last one there is nothing to choose.
    session.asked("behandlas i strid med dataskyddet");
    assert!(!session.since().contains("skadade"), "{}", session.since());
}

#[test]
fn at_forty_columns_the_table_is_legible_and_the_line_to_type_on_is_last() {
    let desk = Desk::new().size(24, 40);
    let mut officer = begun(&desk, &[], 12);
    officer.answer_until(at_table);
    let screen = officer.session.screen();
    assert!(screen.contains("\n  12. samtal 12. Att göra.\n"), "{screen}");
    assert!(screen.trim_end().ends_with(&format!("{WAYS}:")), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 40), "{screen}");
}

#[test]
fn in_lines_the_table_is_text_and_takes_the_same_words() {
    let desk = Desk::new();
    let args = ["--plain"];
    let mut officer = begun(&desk, &args, 3);
    officer.answer_until(at_table);
    officer.session.wait_for("2. samtal 2. Att göra. 3. samtal 3. Att göra.");
    officer.session.line("").wait_for("Det gick inte att tyda").ready();
    officer.session.line("1").wait_for("något om en enskild").ready();
    officer.session.line("n").wait_for("1. samtal 1. Lämnas ut.").ready();
    officer.session.line("2 som 1").wait_for("Uppgift 2 har nu samma svar").wait_for("något om en enskild").ready();
    let raw = officer.session.raw();
    assert!(!raw.contains(&0x1b), "{}", String::from_utf8_lossy(&raw).escape_debug());
    assert!(!String::from_utf8_lossy(&raw).contains(['─', '═', '│']));
}

#[test]
fn back_in_an_item_takes_every_question_that_was_put_in_it_and_then_the_table() {
    let desk = Desk::new();
    let mut officer = begun(&desk, &[], 2);
    officer.answer_until(at_table);
    let session = &mut officer.session;
    session.line("2").asked("något om en enskild");
    session.press("j").asked("Välj alla som skyddas.");
    session.line("1").asked("behandlas i strid med dataskyddet");
    session.press("n").asked("26 kap. 7 §");
    // The one before is about the whole matter, and was put in this item.
    session.press("<").asked("behandlas i strid med dataskyddet");
    session.press("<").asked("Välj alla som skyddas.");
    session.line("<").asked("något om en enskild");
    session.press("<").wait_for("2 samtal 2 klienten Påbörjad").wait_for("Nummer, > eller 2=1").ready();
    // It goes on where it was.
    session.line("2").asked("26 kap. 7 §");
}

#[test]
fn lines_pasted_into_the_list_of_items_are_a_row_each() {
    let desk = Desk::new();
    let rules = format!("{}/tests/commands/rulesets", env!("CARGO_MANIFEST_DIR"));
    let mut session = desk.start(&["assess", "litet", "--matter", "SN 1", "--rulesets", &rules]);
    session.asked("Finns handlingen");
    session.press("j").asked("Vad begärs?");
    session.line("anteckningarna").asked("Tom rad när alla är med.");
    session.press("\u{1b}[200~samtalet\nbesöket\r\nmötet\r\u{1b}[201~");
    session.wait_for("→ samtalet, besöket, mötet").asked("Rad 4");
    session.press(ENTER).wait_for("1. samtalet 2. besöket 3. mötet").asked("Stämmer raderna?");
    session.press("1").asked("3 av 3 uppgifter är kvar att göra.");
    assert!(!session.since().contains("Väntar"), "{}", session.since());
}
