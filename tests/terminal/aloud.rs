//! A whole assessment as a screen reader says it: plain lines between pipes, in the order that they come and never again.

use std::cell::RefCell;
use std::io::{BufReader, Read, Write};
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use menprov::draft::{Bound, Unkept};
use menprov::engine::Edition;
use menprov::interview::{Ending, Lines, Session, run};
use menprov::rulebook::builtin;
use menprov::text::Language;

use super::steps::{key, worded};

/// Signs that are left out, called by name, or drawn.
const SIGNS: [char; 22] =
    ['\u{1b}', '→', '←', '↑', '↓', '·', '•', '…', '–', '—', '✓', '✗', '×', '│', '─', '═', '┌', '└', '├', '■', '▶', '|'];

/// Everything that has been said.
#[derive(Clone, Default)]
struct Stream(Rc<RefCell<Vec<u8>>>);

impl Stream {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("UTF-8")
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is to be heard at once after an answer: how it begins, and what it says.
struct Echo {
    lead: &'static str,
    words: String,
}

/// Whoever listens, and answers by what was heard since the last answer and by nothing else.
struct Listener {
    language: Language,
    stream: Stream,
    mark: usize,
    answers: usize,
    /// How many questions of yes and no have been put, and which of them are answered with yes.
    questions: usize,
    yes: fn(usize) -> bool,
    awaited: Option<Echo>,
    faults: Rc<RefCell<Vec<String>>>,
}

impl Listener {
    fn said(&self, sv: &'static str, en: &'static str) -> &'static str {
        self.language.choose(sv, en)
    }

    /// Notes what was not said back.
    fn check(&mut self, heard: &str) {
        let Some(echo) = self.awaited.take() else { return };
        let first = heard.lines().next().unwrap_or_default();
        if !(first.starts_with(echo.lead) && first.contains(&echo.words)) {
            let awaited = format!("{}: {}", echo.lead, echo.words);
            self.faults.borrow_mut().push(format!("`{awaited}` was awaited, `{first}` was said"));
        }
    }

    fn answer(&mut self, heard: &str) -> String {
        self.answers += 1;
        assert!(self.answers < 250, "no end: {heard}");
        let prompt = heard.lines().next_back().unwrap_or_default().to_owned();
        let (answer, typed) = (self.said("Svar: ", "Answer: "), self.said("Du skrev: ", "You typed: "));
        let echo = |lead, words: &str| Some(Echo { lead, words: words.to_owned() });
        if prompt.starts_with(self.said("Nummer eller klar", "Number or done")) {
            self.awaited = None;
            return self.said("klar", "done").to_owned();
        }
        if prompt.starts_with(self.said("Nummer, >", "Number, >")) {
            return ">".to_owned();
        }
        if prompt.starts_with(self.said("Lagrum", "Provisions")) {
            self.awaited = echo(answer, "26");
            return "26:1".to_owned();
        }
        if prompt.starts_with(self.said("Svar (", "Answer (")) {
            let chosen = self.choose(heard, &prompt);
            self.awaited = echo(answer, &option(heard, &chosen));
            return chosen;
        }
        if prompt.starts_with(self.said("Dag", "Day")) {
            self.awaited = echo(answer, "2026-11-21");
            return self.said("idag", "today").to_owned();
        }
        let line = if prompt.starts_with(self.said("Tid", "Time")) {
            "2026-11-20 09:00".to_owned()
        } else if prompt.starts_with(self.said("Tal", "Number (")) {
            "1".to_owned()
        } else if prompt.starts_with(self.said("Nummer", "Number")) {
            self.awaited = echo(answer, &numbered(heard));
            let both = prompt.contains("1 3") && heard.contains("  2. ");
            return if both { "1 2" } else { "1" }.to_owned();
        } else {
            assert!(prompt.starts_with("Text"), "{prompt}");
            self.text(heard)
        };
        let words = if line.is_empty() { self.said("inget", "nothing") } else { &line };
        self.awaited = echo(typed, words);
        line
    }

    /// Chooses yes a few times, then no, and what leads on; otherwise the first option.
    fn choose(&mut self, heard: &str, prompt: &str) -> String {
        if prompt.contains(self.said("(j/n/v)", "(y/n/d)")) {
            self.questions += 1;
            let yes = (self.yes)(self.questions) || flat(heard).contains(&worded("identitet", self.language));
            return if yes { self.said("j", "y") } else { "n" }.to_owned();
        }
        let asks = |id: &str| flat(heard).contains(&worded(id, self.language));
        let own = ["jav.kommun-grund", "relation", "tidigare"];
        let ways = ["ingen", "ingen", "nej"];
        own.iter().zip(ways).find(|(id, _)| asks(id)).map_or_else(|| "1".to_owned(), |(id, way)| key(id, way))
    }

    /// One document and two rows of the other lists, else a reason that is like no other.
    fn text(&self, heard: &str) -> String {
        let row = |number: usize| heard.contains(&format!("{} {number}", self.said("Rad", "Row")));
        let ends = heard.contains(self.said("Tom rad när alla är med.", "An empty line when all are there."));
        let of_documents = heard.contains(self.said("\nHandling\n", "\nDocument\n"));
        match (ends, row(1), row(2) && !of_documents) {
            (true, true, _) => self.said("samtal med modern", "a talk with the mother").to_owned(),
            (true, false, true) => self.said("anmälan om skolan", "a report on the school").to_owned(),
            (true, false, false) => String::new(),
            _ => {
                let word = "abcdefghijklmnopqrstuvwxyz".chars().cycle().nth(self.answers).expect("it never ends");
                let own = String::from_iter([word; 4]) + &"xyzwvu"[self.answers % 5..];
                match self.language {
                    Language::Sv => {
                        format!("Skälet {own} gäller {own} och just den här uppgiften, eftersom {own} framgår av akten")
                    }
                    Language::En => format!(
                        "The reason {own} concerns {own} and this very item, since {own} is clear from the file"
                    ),
                }
            }
        }
    }
}

impl Read for Listener {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let all = self.stream.text();
        let heard = all[self.mark..].to_owned();
        self.mark = all.len();
        self.check(&heard);
        let line = self.answer(&heard) + "\n";
        buffer[..line.len()].copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of an option that was read out.
fn option(heard: &str, key: &str) -> String {
    let lead = format!("  {key}) ");
    let lines = heard.lines().skip_while(|line| !line.starts_with(&lead));
    let (first, rest): (Vec<_>, Vec<_>) = lines.enumerate().partition(|(at, _)| *at == 0);
    let rest = rest.into_iter().map(|(_, line)| line).take_while(|line| line.starts_with("     "));
    let first = first.into_iter().map(|(_, line)| &line[lead.len()..]);
    flat(&first.chain(rest).collect::<Vec<_>>().join(" "))
}

/// Returns the first of the choices that were read out with numbers.
fn numbered(heard: &str) -> String {
    let line = heard.lines().rfind(|line| line.trim_start().starts_with("1. ")).unwrap_or_default();
    line.trim_start().trim_start_matches("1. ").to_owned()
}

/// A procedure, and which of its questions of yes and no are answered with yes.
type Walk = (&'static str, fn(usize) -> bool);

/// One item is closed and one is open: everybody has been looked up, nobody shows signs of needing protection, and the
/// document is held by the authority.
const REQUEST: Walk = ("begaran-om-handling", |question| question <= 5 && question != 3);
const TO_AUTHORITY: Walk = ("utlamnande-till-myndighet", |_| true);

/// Walks a procedure by ear and returns all that was said and what was not said back.
fn walked((procedure, yes): Walk, language: Language) -> (String, Vec<String>, usize) {
    let book = builtin();
    let now: DateTime<FixedOffset> = DateTime::parse_from_rfc3339("2026-11-21T09:15:42+01:00").expect("a time");
    let edition = Edition::on(&book, now.date_naive());
    let procedure = edition.by_id(procedure).expect("it is there");
    let edition = edition.for_procedure(procedure);
    let (clock, mut journal) = (move || now, Unkept);
    let mut session =
        Session::new(&edition, procedure, language, Bound::default(), &mut journal, &clock).expect("begun");
    let (stream, faults) = (Stream::default(), Rc::default());
    let listener = Listener {
        language,
        stream: stream.clone(),
        mark: 0,
        answers: 0,
        questions: 0,
        yes,
        awaited: None,
        faults: Rc::clone(&faults),
    };
    let mut lines = Lines::new(BufReader::new(listener), stream.clone(), language, 80);
    let ended = run(&mut session, &mut lines);
    assert!(matches!(ended, Ok(Ending::Finished(_) | Ending::Halted(_))), "{ended:?}: {}", stream.text());
    let finished = usize::from(matches!(ended, Ok(Ending::Finished(_))));
    let faults = faults.take();
    (stream.text(), faults, finished)
}

#[test]
fn a_whole_assessment_is_heard_without_a_sign_and_every_answer_is_said_back() {
    for walk in [REQUEST, TO_AUTHORITY] {
        let procedure = walk.0;
        for language in [Language::Sv, Language::En] {
            let (said, faults, finished) = walked(walk, language);
            assert!(faults.is_empty(), "{procedure} {language:?}: {}\n{said}", faults.join("\n"));
            let signs: Vec<&str> = said.lines().filter(|line| line.contains(SIGNS)).collect();
            assert!(signs.is_empty(), "{procedure} {language:?}: {}", signs.join("\n"));
            assert_eq!(finished, 1, "{procedure} {language:?}: {said}");
            let asked = said.matches(language.choose("\nFråga ", "\nQuestion ")).count();
            assert!(asked > 15, "{procedure} {language:?}: only {asked} questions\n{said}");
            // All ways are named when they change, and not at every prompt.
            let named = said.matches(language.choose("< tillbaka", "< back")).count();
            assert!(named >= 2 && named * 2 < asked, "{procedure} {language:?}: {named} of {asked}\n{said}");
        }
    }
}

#[test]
fn the_provisions_are_read_out_once_and_what_was_picked_is_said_by_name() {
    let (said, ..) = walked(REQUEST, Language::Sv);
    assert_eq!(said.matches("\n  26:2 ").count(), 1, "{said}");
    assert!(said.contains("Svar: 26 kap. 1 § OSL\n"), "{said}");
    assert!(said.contains("Samma ") && said.contains("? läser upp dem."), "{said}");
}
