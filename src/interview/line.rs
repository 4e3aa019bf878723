//! Plain numbered lines, for screen readers and terminals that know nothing else.
//!
//! Nothing moves and nothing is coloured; every answer is a line that ends with Enter.

use std::io::{BufRead, Write};

use super::page::{Piece, notice, prompt, read_picks, read_review, review, review_ways, short};
use super::respondent::{
    FrontFault, Gesture, Notice, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Wants, danger_line, gesture_line,
};
use super::table::read_table;
use crate::text::Language;

/// The front of plain lines.
#[derive(Debug)]
pub struct Lines<R, W> {
    input: R,
    out: W,
    language: Language,
    width: usize,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    /// Returns a front between two streams.
    pub fn new(input: R, out: W, language: Language, width: usize) -> Self {
        Self { input, out, language, width }
    }

    fn write(&mut self, pieces: &[Piece]) -> Result<(), FrontFault> {
        for piece in pieces {
            self.out.write_all(piece.text().as_bytes())?;
        }
        Ok(())
    }

    fn read(&mut self, words: &str) -> Result<String, FrontFault> {
        write!(self.out, "{words}: ")?;
        self.out.flush()?;
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            return Err(FrontFault::Ended);
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned())
    }

    fn refuse(&mut self, words: &str) -> Result<(), FrontFault> {
        writeln!(self.out, "  {words}")?;
        Ok(())
    }
}

impl<R: BufRead, W: Write> Respondent for Lines<R, W> {
    fn ask(&mut self, asked: &Prompt) -> Result<Reply, FrontFault> {
        let pieces = prompt(asked, self.language, self.width);
        self.write(&pieces)?;
        writeln!(self.out, "{}\n{}", danger_line(self.language), gesture_line(asked, self.language))?;
        loop {
            let line = self.read(&short(asked, self.language))?;
            let typed = line.trim();
            if let Some(gesture) = Gesture::from_sign(typed) {
                return Ok(Reply::Gesture(gesture));
            }
            match read_typed(asked, typed) {
                Ok(reply) => return Ok(reply),
                Err(()) => self.refuse(not_a_way(self.language))?,
            }
        }
    }

    fn tell(&mut self, told: &Notice) -> Result<(), FrontFault> {
        let pieces = notice(told, self.width);
        self.write(&pieces)
    }

    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        let pieces = review(page, self.language, self.width);
        self.write(&pieces)?;
        writeln!(self.out, "\n{}\n{}", danger_line(self.language), review_ways(page, self.language))?;
        loop {
            let line = self.read(self.language.choose("Nummer eller klar", "Number or done"))?;
            match read_review(&line) {
                Some(reply) => return Ok(reply),
                None => self.refuse(not_a_way(self.language))?,
            }
        }
    }
}

pub(super) fn not_a_way(language: Language) -> &'static str {
    language.choose("Det gick inte att tyda, försök igen.", "That could not be understood, try again.")
}

/// Reads a typed line as a reply; `Err` where it is none.
pub(super) fn read_typed(asked: &Prompt, typed: &str) -> Result<Reply, ()> {
    match &asked.wants {
        Wants::Options(_) if typed.is_empty() && asked.skips => Ok(Reply::Text(String::new())),
        Wants::Options(options) => {
            let mut chars = typed.chars();
            let key = chars.next().filter(|_| chars.next().is_none()).ok_or(())?;
            let same = |option: &super::OptionLine| key.to_lowercase().eq([option.key]);
            options.iter().position(same).map(Reply::Option).ok_or(())
        }
        Wants::Picks { names, .. } => read_picks(typed, names).map(Reply::Picked).map_err(|_| ()),
        Wants::Text { .. } | Wants::Date { .. } | Wants::DateTime | Wants::Number { .. } => {
            Ok(Reply::Text(typed.to_owned()))
        }
        Wants::Items(_) => read_table(typed).map(|_| Reply::Text(typed.to_owned())).ok_or(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OptionLine, Standing};
    use super::*;

    fn asked(wants: Wants) -> Prompt {
        Prompt { number: 1, ..Prompt::new("Stämmer det?", wants) }
    }

    fn tri() -> Prompt {
        let option = |key, text: &str| OptionLine { key, text: text.into() };
        asked(Wants::Options(vec![option('j', "Ja"), option('n', "Nej"), option('v', "Vet ej")]))
    }

    fn typed(prompt: &Prompt, input: &str) -> (Result<Reply, FrontFault>, String) {
        let mut out = Vec::new();
        let reply = Lines::new(input.as_bytes(), &mut out, Language::Sv, 60).ask(prompt);
        (reply, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn each_key_means_its_own_answer_and_nothing_else_does() {
        for (line, at) in [("j\n", 0), ("n\n", 1), ("v\n", 2), ("N\n", 1), ("  j \n", 0)] {
            assert_eq!(typed(&tri(), line).0, Ok(Reply::Option(at)), "{line:?}");
        }
        for line in ["\n", "y\n", "ja\n", "1\n", "jn\n", "å\n"] {
            let (reply, out) = typed(&tri(), line);
            assert_eq!(reply, Err(FrontFault::Ended), "{line:?}");
            assert!(out.contains("försök igen"));
        }
    }

    #[test]
    fn gestures_are_the_same_for_every_kind() {
        for prompt in [tri(), asked(Wants::Text { least: 5 }), asked(Wants::DateTime)] {
            assert_eq!(typed(&prompt, "<\n").0, Ok(Reply::Gesture(Gesture::Back)));
            assert_eq!(typed(&prompt, "?\n").0, Ok(Reply::Gesture(Gesture::Help)));
            assert_eq!(typed(&prompt, ".\n").0, Ok(Reply::Gesture(Gesture::Pause)));
        }
    }

    #[test]
    fn the_danger_line_and_the_gestures_are_there() {
        let (_, out) = typed(&tri(), "j\n");
        assert!(out.contains(danger_line(Language::Sv)) && out.contains(gesture_line(&tri(), Language::Sv)), "{out}");
        assert!(!out.contains('\u{1b}'));
    }

    #[test]
    fn the_review_page_waits_for_a_number_or_the_word() {
        let page =
            ReviewPage { standing: Standing::Finished, kept: true, groups: vec![], result: vec!["Lämnas ut".into()] };
        let mut out = Vec::new();
        let reply = Lines::new("\nja\n3\n".as_bytes(), &mut out, Language::Sv, 60).review(&page);
        assert_eq!(reply, Ok(ReviewReply::Go(3)));
        assert_eq!(String::from_utf8_lossy(&out).matches("försök igen").count(), 2);
    }

    #[test]
    fn bytes_that_are_no_text_do_not_end_it() {
        let mut out = Vec::new();
        let input: &[u8] = b"\xff\nj\n";
        assert_eq!(Lines::new(input, &mut out, Language::Sv, 60).ask(&tri()), Ok(Reply::Option(0)));
    }
}
