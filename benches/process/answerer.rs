//! Somebody who answers whatever is asked, and times each answer.

use std::path::Path;
use std::time::{Duration, Instant};

use super::terminal::Session;

/// How many items the request has.
pub const ITEMS: usize = 6;

/// More answers than any request with so many items takes.
const MOST: usize = 2000;

/// An interview that is answered to its review page.
pub struct Answerer {
    session: Session,
    /// What was asked last: the last bytes of the screen.
    asked: String,
    /// How many texts were written; no two reasons may be the same.
    texts: usize,
    /// How many rows the list at hand has.
    rows: usize,
    times: Vec<Duration>,
}

impl Answerer {
    pub fn new(home: &Path) -> Self {
        let start = Instant::now();
        let arguments = ["assess", "begaran-om-handling", "--matter", "SN 2026/1", "--received", "2026-11-20 09:15"];
        let mut session = Session::start(home, &arguments);
        session.wait_for("/7): ", start);
        Self { session, asked: "Svar (1/2/3/4/5/6/7): ".into(), texts: 0, rows: 0, times: Vec::new() }
    }

    /// Answers to the end, and returns how long each answer took to the next screen.
    pub fn run(mut self) -> Vec<Duration> {
        for _ in 0..MOST {
            let Some((typed, key)) = self.answer() else { return self.times };
            if !typed.is_empty() {
                // The last letters: a text is drawn anew after every key, over several lines where it is long.
                let last = typed.chars().last().expect("it is not empty");
                self.session.press(&typed, |shown| shown.trim_end().ends_with(last));
            }
            let (time, asked) = self.session.press(key, is_asked);
            self.times.push(time);
            self.asked = asked;
        }
        panic!("no end: {}", self.asked);
    }

    /// Returns what is typed, and the key that gives it; nothing at the review page.
    fn answer(&mut self) -> Option<(String, &'static str)> {
        let line = self.asked.trim_end().rsplit('\n').next().unwrap_or_default().to_owned();
        let asks = |word: &str| line.contains(word);
        if asks("Nummer eller klar") {
            return None;
        }
        Some(match () {
            // The rows are right.
            () if self.asked.contains("Stämmer raderna?") => {
                self.rows = 0;
                (String::new(), "1")
            }
            () if asks("Nummer, >") => (">".into(), "\r"),
            () if asks("(j/n/v)") => (String::new(), if self.is_no() { "n" } else { "j" }),
            () if asks("Svar (") => (String::new(), "1"),
            () if asks("Lagrum") => ("26:1".into(), "\r"),
            () if asks("Nummer") || asks("Tal") => ("1".into(), "\r"),
            () if asks("Dag (") => ("idag".into(), "\r"),
            () if asks("Tid (") => ("nu".into(), "\r"),
            () if asks("Text") && self.asked.contains("Tom rad när alla är med") => self.row(),
            () if asks("Text") && self.asked.contains("Får vara tom") => (String::new(), "\r"),
            () if asks("Text") => (self.reason(), "\r"),
            () => panic!("{line:?} of {:?}", self.asked),
        })
    }

    /// Whether the answer is no: nobody needs protection, and each item says something of somebody and is secret.
    fn is_no(&self) -> bool {
        let asked = |words: &str| self.asked.contains(words);
        asked("behöver skydd") || asked("· Uppgift ") && !asked("Säger ”")
    }

    /// One document, and as many persons as items.
    fn row(&mut self) -> (String, &'static str) {
        self.rows += 1;
        self.texts += 1;
        if self.rows > if self.asked.contains("Handling") { 1 } else { ITEMS } {
            (String::new(), "\r")
        } else {
            (format!("sidan {} i akten", self.texts), "\r")
        }
    }

    fn reason(&mut self) -> String {
        self.texts += 1;
        format!("Anteckning {} handlar om ett samtal i köket som grannen hörde genom väggen", self.texts)
    }
}

/// Whether a screen ends with the line that is typed on.
fn is_asked(shown: &str) -> bool {
    const PROMPTS: [&str; 7] = ["Svar (", "Nummer", "Lagrum", "Text", "Dag (", "Tid (", "Tal"];
    let line = shown.trim_end().rsplit('\n').next().unwrap_or_default();
    line.ends_with(':') && PROMPTS.iter().any(|prompt| line.starts_with(prompt))
}
