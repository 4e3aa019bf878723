//! The rich front: wrapped text, one key for a closed question, a line for what is typed.
//!
//! dialoguer's `Select` and `Confirm` are not used: in `Select`, `j` moves down and `n` does nothing, so that a Swede who
//! types `n` for *nej* answers *ja*. A closed question is answered by its own key alone, and Enter chooses nothing.
//! Its `Editor` is not used either, since it leaves what is written in a temporary file, nor its `Input`, which loses
//! count where a text goes over the edge of the window. A passphrase is asked for with its `Password`.

use std::io::IsTerminal as _;

use console::{Key, Style, Term};

use super::editor::read_line;
use super::interrupt::{Asking, lend};
use super::line::{not_a_way, read_typed};
use super::page::{Piece, drawn, notice, prompt, read_review, review, review_ways, short};
use super::respondent::{
    FrontFault, Gesture, Notice, OptionLine, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Wants, danger_line,
    gesture_line,
};
use crate::picture::Picture;
use crate::render::safe;
use crate::text::Language;

/// The widest that lines get: longer ones are hard to read.
const WIDEST: usize = 100;

/// The front of a terminal. Everything is shown on standard error, so that standard output stays the result's.
#[derive(Debug)]
pub struct Terminal {
    term: Term,
    language: Language,
    /// Lives as long as the front asks.
    _asking: Asking,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If standard input or standard error is none.
    pub fn open(language: Language) -> Result<Self, FrontFault> {
        let term = Term::stderr();
        if !std::io::stdin().is_terminal() || !term.is_term() {
            return Err(FrontFault::NoTerminal);
        }
        Ok(Self { term, language, _asking: Asking::begin() })
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, WIDEST)
    }

    fn write(&self, pieces: &[Piece]) -> Result<(), FrontFault> {
        for piece in pieces {
            let style = Style::new().for_stderr();
            let style = match piece {
                Piece::Heading(_) => style.cyan(),
                Piece::Question(_) => style.bold(),
                Piece::Plain(_) => style,
                Piece::Warning(_) => style.yellow(),
                Piece::Foot(_) => style.dim(),
            };
            // Line by line: a colour that spans a line break runs into the margin of some terminals.
            for line in piece.text().lines() {
                let styled = if line.is_empty() { String::new() } else { style.apply_to(line).to_string() };
                self.term.write_line(&styled)?;
            }
        }
        Ok(())
    }

    fn foot(&self, ways: &str) -> Result<(), FrontFault> {
        let mut text = String::new();
        crate::render::paragraph::paragraph(&mut text, danger_line(self.language), 0, self.width());
        crate::render::paragraph::paragraph(&mut text, ways, 0, self.width());
        self.write(&[Piece::Foot(text)])
    }

    /// Shows what was chosen, in place of the line that was typed on.
    fn report(&self, chosen: &str) -> Result<(), FrontFault> {
        let chosen = if chosen.is_empty() { "–" } else { chosen };
        let mut text = String::new();
        crate::render::paragraph::hanging(&mut text, &format!("→ {}", safe::line(chosen)), 0, 2, self.width());
        self.write(&[Piece::Plain(text)])
    }

    /// Waits for a key that means something.
    fn key(&self, asked: &Prompt, options: &[OptionLine]) -> Result<Reply, FrontFault> {
        // What was typed or pasted before the question stood there is no answer to it: one key would be enough.
        super::interrupt::forget_typed();
        self.term.write_str(&format!("{}: ", short(asked, self.language)))?;
        let reply = loop {
            match self.term.read_key_raw()? {
                Key::CtrlC => return self.interrupted(),
                Key::Escape => break Reply::Gesture(Gesture::Back),
                Key::Enter if asked.skips => break Reply::Text(String::new()),
                Key::Char(char) => {
                    let mut sign = [0; 4];
                    if let Some(gesture) = Gesture::from_sign(char.encode_utf8(&mut sign)) {
                        break Reply::Gesture(gesture);
                    }
                    if let Ok(reply) = read_typed(asked, char.encode_utf8(&mut sign)) {
                        break reply;
                    }
                }
                _ => {}
            }
        };
        self.term.clear_line()?;
        if let Reply::Option(at) = reply
            && let Some(option) = options.get(at)
        {
            self.report(&option.text)?;
        }
        Ok(reply)
    }

    /// Reads a typed line.
    fn line(&self, words: &str) -> Result<String, FrontFault> {
        match read_line(&self.term, words)? {
            Some(text) => Ok(text),
            None => self.interrupted(),
        }
    }

    /// Leaves the terminal as it was found.
    fn interrupted<T>(&self) -> Result<T, FrontFault> {
        super::interrupt::taken();
        self.term.show_cursor()?;
        self.term.write_line("")?;
        Err(FrontFault::Interrupted)
    }

    fn check(&self) -> Result<(), FrontFault> {
        if Asking::interrupted() { self.interrupted() } else { Ok(()) }
    }
}

impl Respondent for Terminal {
    fn ask(&mut self, asked: &Prompt) -> Result<Reply, FrontFault> {
        self.check()?;
        self.write(&prompt(asked, self.language, self.width()))?;
        self.foot(gesture_line(asked, self.language))?;
        if let Wants::Options(options) = &asked.wants {
            return self.key(asked, options);
        }
        loop {
            let line = self.line(&short(asked, self.language))?;
            self.check()?;
            let typed = line.trim();
            if let Some(gesture) = Gesture::from_sign(typed) {
                return Ok(Reply::Gesture(gesture));
            }
            if let Ok(reply) = read_typed(asked, typed) {
                self.report(&chosen(asked, &reply, typed))?;
                return Ok(reply);
            }
            self.write(&[Piece::Warning(format!("  {}\n", not_a_way(self.language)))])?;
        }
    }

    fn tell(&mut self, told: &Notice) -> Result<(), FrontFault> {
        self.write(&notice(told, self.width()))
    }

    fn lend(&mut self, meanwhile: &mut dyn FnMut()) -> Result<(), FrontFault> {
        let lent = lend(meanwhile);
        // A program that was ended in the midst of it may have left its own screen up and the cursor hidden.
        self.term.write_str("\u{1b}[?1047l")?;
        self.term.show_cursor()?;
        lent.or_else(|_| self.interrupted())
    }

    fn draw(&mut self, picture: &Picture, language: Language) -> Result<(), FrontFault> {
        self.write(&drawn(picture, language, self.width()))
    }

    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        self.check()?;
        self.write(&review(page, self.language, self.width()))?;
        self.term.write_line("")?;
        self.foot(review_ways(page, self.language))?;
        loop {
            let line = self.line(self.language.choose("Nummer eller klar", "Number or done"))?;
            self.check()?;
            if let Some(reply) = read_review(&line) {
                self.report(line.trim())?;
                return Ok(reply);
            }
            self.write(&[Piece::Warning(format!("  {}\n", not_a_way(self.language)))])?;
        }
    }
}

/// Returns what was typed, with the words of what was picked by number.
fn chosen(asked: &Prompt, reply: &Reply, typed: &str) -> String {
    match (&asked.wants, reply) {
        (Wants::Picks { choices, .. }, Reply::Picked(at)) => {
            let words: Vec<&str> = at.iter().filter_map(|&at| choices.get(at).map(String::as_str)).collect();
            if words.len() == at.len() { words.join(", ") } else { typed.to_owned() }
        }
        // An arrow that points at nothing looks as if something were missing.
        _ if typed.is_empty() => "–".to_owned(),
        _ => typed.to_owned(),
    }
}
