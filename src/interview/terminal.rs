//! The rich front: wrapped text, one key for a closed question, a line for what is typed.
//!
//! dialoguer's `Select` and `Confirm` are not used: in `Select`, `j` moves down and `n` does nothing, so that a Swede who
//! types `n` for *nej* answers *ja*. A closed question is answered by its own key alone, and Enter chooses nothing.
//! Its `Editor` is not used either, since it leaves what is written in a temporary file, nor its `Input`, which loses
//! count where a text goes over the edge of the window. A passphrase is asked for with its `Password`.

use std::collections::HashMap;
use std::io::{self, IsTerminal as _};

use console::{Key, Style, Term};

use super::at_review::{AtReview, at_review};
use super::danger::{DANGER, danger, is_danger};
use super::editor::Line;
use super::interrupt::{Asking, lend};
use super::keys::{Input, Keyboard};
use super::line::{chosen, read_typed};
use super::page::{Piece, drawn, notice, prompt, read_review, review, short};
use super::respondent::{
    FrontFault, Gesture, Notice, NoticeKind, Pasted, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Wants,
};
use super::table::columns;
use super::ways::{footer, not_a_way, review_ways, ways, what_to_answer};
use crate::picture::Picture;
use crate::render::paragraph::hanging;
use crate::render::safe;
use crate::text::Language;

/// The widest that lines get: longer ones are hard to read.
const WIDEST: usize = 100;

/// The front of a terminal. Everything is shown on standard error, so that standard output stays the result's.
#[derive(Debug)]
pub struct Terminal {
    keyboard: Keyboard,
    term: Term,
    language: Language,
    coloured: bool,
    /// The size of the window when the page was shown, in lines and columns.
    shown: (u16, u16),
    /// What was being typed at a prompt, by its heading and question, when it was left with Esc. It lives as long as the
    /// front: nothing that is not answered is written anywhere.
    unfinished: HashMap<(String, String), String>,
    /// What was typed last, to be taken back where it was refused.
    last: Option<String>,
    /// Lives as long as the front asks.
    _asking: Asking,
}

/// A page that can be shown again at another width.
type Page<'p> = &'p dyn Fn(usize) -> Vec<Piece>;

/// What was pressed.
enum Pressed {
    Key(Key),
    Paste(String),
}

impl Terminal {
    /// Takes the terminal of the process.
    ///
    /// # Errors
    /// If standard input or standard error is none.
    pub fn open(language: Language, coloured: bool) -> Result<Self, FrontFault> {
        let term = Term::stderr();
        if !io::stdin().is_terminal() || !term.is_term() {
            return Err(FrontFault::NoTerminal);
        }
        Ok(Self::with(Keyboard::of_stdin(term.clone())?, term, language, coloured))
    }

    /// Takes another terminal, of which both ends are given.
    ///
    /// # Errors
    /// If the input is no terminal.
    #[cfg(unix)]
    pub fn over(input: std::os::fd::OwnedFd, term: Term, language: Language) -> Result<Self, FrontFault> {
        Ok(Self::with(Keyboard::of(input, term.clone())?, term, language, false))
    }

    fn with(keyboard: Keyboard, term: Term, language: Language, coloured: bool) -> Self {
        let shown = term.size();
        let (unfinished, last) = (HashMap::new(), None);
        Self { keyboard, term, language, coloured, shown, unfinished, last, _asking: Asking::begin() }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, WIDEST)
    }

    fn write(&self, pieces: &[Piece]) -> Result<(), FrontFault> {
        for piece in pieces {
            let style = Style::new().force_styling(self.coloured);
            // Of the eight colours only magenta and red can be read on a white window as well as on a black one.
            let style = match piece {
                Piece::Heading(_) => style.magenta(),
                Piece::Question(_) => style.bold(),
                Piece::Plain(_) => style,
                Piece::Warning(_) => style.red(),
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

    /// Shows what was chosen, in place of the line that was typed on.
    fn report(&self, chosen: &str) -> Result<(), FrontFault> {
        // An arrow that points at nothing looks as if something were missing.
        let chosen = if chosen.is_empty() { "–" } else { chosen };
        let mut text = String::new();
        hanging(&mut text, &format!("→ {}", safe::line(chosen)), 0, 2, self.width());
        self.write(&[Piece::Plain(text)])
    }

    /// Waits for a key under a page, which is shown again when the window has another size.
    fn press(&mut self, page: Page<'_>, line: &mut Line) -> Result<Pressed, FrontFault> {
        self.draw_line(line)?;
        let mut before = self.shown;
        loop {
            let input = match self.keyboard.next() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return self.interrupted(),
                input => input?,
            };
            match input {
                Input::Key(Key::CtrlC) => return self.interrupted(),
                Input::Key(key) => return Ok(Pressed::Key(key)),
                Input::Paste(text) => return Ok(Pressed::Paste(text)),
                Input::Idle => {
                    self.check()?;
                    let now = self.term.size();
                    // Not while it is still being drawn larger or smaller.
                    if now != self.shown && now == before {
                        self.move_up(now.0)?;
                        line.elsewhere();
                        self.shown = now;
                        self.write(&page(self.width()))?;
                        self.draw_line(line)?;
                    }
                    before = now;
                }
            }
        }
    }

    /// Moves everything on the screen out of it, to where it can be scrolled back to: after a resize the terminal has
    /// broken the lines in its own way, and nobody can say where they stand.
    fn move_up(&self, rows: u16) -> Result<(), FrontFault> {
        let lines = "\n".repeat(rows.into());
        Ok(self.term.write_str(&format!("\u{1b}[{rows};1H{lines}\u{1b}[H"))?)
    }

    fn draw_line(&self, line: &mut Line) -> Result<(), FrontFault> {
        let (height, width) = self.term.size();
        Ok(self.term.write_str(&line.draw(width.into(), height.into()))?)
    }

    fn wipe(&self, line: &mut Line) -> Result<(), FrontFault> {
        Ok(self.term.write_str(&line.wipe())?)
    }

    /// Shows a page and begins to listen for what is typed under it.
    fn show(&mut self, page: Page<'_>) -> Result<(), FrontFault> {
        self.check()?;
        self.shown = self.term.size();
        self.write(&page(self.width()))?;
        match self.keyboard.begin() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => self.interrupted(),
            begun => Ok(begun?),
        }
    }

    /// Shows something between two showings of a page.
    fn interlude(&mut self, told: &Notice, page: Page<'_>, line: &mut Line) -> Result<(), FrontFault> {
        self.wipe(line)?;
        self.tell(told)?;
        self.show(page)
    }

    /// Waits for a key that means something.
    fn closed(&mut self, asked: &Prompt, page: Page<'_>, line: &mut Line) -> Result<Reply, FrontFault> {
        loop {
            match self.press(page, line)? {
                Pressed::Key(Key::Escape) => return Ok(Reply::Gesture(Gesture::Back)),
                Pressed::Key(Key::Enter) if asked.skips => return Ok(Reply::Text(String::new())),
                Pressed::Key(Key::Char(DANGER)) => {
                    line.no_hint();
                    self.interlude(&danger(self.language), page, line)?;
                    continue;
                }
                Pressed::Key(Key::Char(char)) => {
                    let sign = char.to_string();
                    if let Some(gesture) = Gesture::from_sign(&sign) {
                        return Ok(Reply::Gesture(gesture));
                    }
                    if let Ok(reply) = read_typed(asked, &sign) {
                        return Ok(reply);
                    }
                }
                Pressed::Key(_) | Pressed::Paste(_) => {}
            }
            line.hint(what_to_answer(asked, self.language));
        }
    }

    /// Reads a line that can be read as a reply.
    fn open_ended(&mut self, asked: &Prompt, page: Page<'_>, line: &mut Line) -> Result<Reply, FrontFault> {
        let place = (asked.heading.clone(), asked.question.clone());
        loop {
            let Some(text) = self.edited(asked.pasted, page, line)? else {
                let text = line.text();
                if text.trim().is_empty() {
                    self.unfinished.remove(&place);
                } else {
                    self.unfinished.insert(place, text);
                }
                return Ok(Reply::Gesture(Gesture::Back));
            };
            let typed = text.trim();
            if is_danger(typed) {
                *line = Line::new(&short(asked, self.language), "");
                self.interlude(&danger(self.language), page, line)?;
            } else if let Some(gesture) = Gesture::from_sign(typed) {
                return Ok(Reply::Gesture(gesture));
            } else if let Ok(reply) = read_typed(asked, typed) {
                self.unfinished.remove(&place);
                self.last = Some(typed.to_owned()).filter(|typed| !typed.is_empty());
                return Ok(reply);
            } else {
                self.misread(line);
            }
        }
    }

    /// Says that a line could not be read, and takes it away: the next one is typed anew, or fetched and mended.
    fn misread(&mut self, line: &mut Line) {
        self.last = Some(line.text()).filter(|typed| !typed.trim().is_empty());
        line.set("");
        line.hint(not_a_way(self.language).to_owned());
    }

    /// Lets a line be typed, to its Enter; nothing at Esc.
    fn edited(&mut self, pasted: Pasted, page: Page<'_>, line: &mut Line) -> Result<Option<String>, FrontFault> {
        loop {
            match self.press(page, line)? {
                Pressed::Key(Key::Enter) => return Ok(Some(line.text())),
                Pressed::Key(Key::Escape) => return Ok(None),
                Pressed::Key(Key::ArrowUp) => {
                    if let Some(last) = self.last.as_ref().filter(|_| line.text().is_empty()) {
                        line.set(last);
                    }
                }
                Pressed::Key(key) => line.take(&key),
                // Rows of a list: they are not one text, and nothing else was typed.
                Pressed::Paste(text)
                    if pasted == Pasted::Rows && line.text().is_empty() && text.trim().contains(['\n', '\r']) =>
                {
                    return Ok(Some(text));
                }
                Pressed::Paste(text) => line.paste(&text),
            }
        }
    }

    /// Leaves the line of a prompt.
    fn leave(&mut self, line: &mut Line) -> Result<(), FrontFault> {
        self.keyboard.end()?;
        self.wipe(line)
    }

    /// Says that it was interrupted; the terminal is given back when the front is let go.
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
        let language = self.language;
        let page = |width| {
            let mut pieces = match &asked.wants {
                Wants::Items(items) => columns(asked, items, language, width),
                _ => prompt(asked, language, width),
            };
            pieces.push(Piece::Foot(footer(&ways(asked, language), width)));
            pieces
        };
        let before = self.unfinished.get(&(asked.heading.clone(), asked.question.clone()));
        let mut line = Line::new(&short(asked, language), before.map_or("", String::as_str));
        if before.is_some() {
            line.hint(unfinished(language).to_owned());
        }
        self.show(&page)?;
        let reply = match asked.wants {
            Wants::Options(_) => self.closed(asked, &page, &mut line)?,
            _ => self.open_ended(asked, &page, &mut line)?,
        };
        self.leave(&mut line)?;
        if let Some(words) = chosen(asked, &reply) {
            self.report(&words)?;
        }
        Ok(reply)
    }

    fn tell(&mut self, told: &Notice) -> Result<(), FrontFault> {
        self.write(&notice(told, self.width()))?;
        if told.kind == NoticeKind::Refused && self.last.is_some() {
            let words = self.language.choose("Pil upp hämtar det du skrev.", "Arrow up brings back what you typed.");
            self.write(&[Piece::Foot(format!("  {words}\n"))])?;
        }
        Ok(())
    }

    fn lend(&mut self, meanwhile: &mut dyn FnMut()) -> Result<(), FrontFault> {
        self.keyboard.release()?;
        let lent = lend(meanwhile);
        self.keyboard.hold()?;
        // A program that was ended in the midst of it may have left its own screen up and the cursor hidden.
        self.term.write_str("\u{1b}[?1047l")?;
        self.term.show_cursor()?;
        lent.or_else(|_| self.interrupted())
    }

    fn draw(&mut self, picture: &Picture, language: Language) -> Result<(), FrontFault> {
        self.write(&drawn(picture, language, self.width()))
    }

    fn review(&mut self, shown: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        let language = self.language;
        let page = |width| {
            let mut pieces = review(shown, language, width);
            pieces.push(Piece::Foot(format!("\n{}", footer(&review_ways(shown, language), width))));
            pieces
        };
        let words = language.choose("Nummer eller klar", "Number or done");
        let mut line = Line::new(words, "");
        self.show(&page)?;
        loop {
            // Esc is the way back here as well.
            let text = self.edited(Pasted::Line, &page, &mut line)?.unwrap_or_else(|| "<".to_owned());
            match (at_review(shown, text.trim(), language), read_review(&text)) {
                (Some(AtReview::Tell(told)), _) => {
                    line = Line::new(words, "");
                    self.interlude(&told, &page, &mut line)?;
                }
                (Some(AtReview::Again), _) => {
                    self.wipe(&mut line)?;
                    line = Line::new(words, "");
                    self.show(&page)?;
                }
                (Some(AtReview::Reply(reply)), _) | (None, Some(reply)) => {
                    self.leave(&mut line)?;
                    self.report(text.trim())?;
                    return Ok(reply);
                }
                (None, None) => self.misread(&mut line),
            }
        }
    }
}

/// Returns the hint over text that was typed before the prompt was left.
fn unfinished(language: Language) -> &'static str {
    language.choose(
        "Det du hade börjat skriva står kvar. Ctrl-U tar bort det.",
        "What you had begun to type is still here. Ctrl-U removes it.",
    )
}
