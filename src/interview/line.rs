//! Plain numbered lines, for screen readers and terminals that know nothing else.
//!
//! Nothing moves and nothing is coloured; every answer is a line that ends with Enter, and is said back in words. No sign
//! carries a meaning that is not also said: a screen reader may leave out what is no letter.

use std::io::{BufRead, Write};

use super::at_review::{AtReview, at_review};
use super::danger::{danger, is_danger};
use super::heard::Heard;
use super::page::{Piece, notice, prompt, read_picks, read_review, review, short};
use super::paste::lines;
use super::respondent::{
    FrontFault, Gesture, Notice, OptionLine, Pasted, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Wants,
};
use super::table::{TableReply, read_table};
use super::ways::{not_a_way, review_ways, what_to_answer};
use crate::answers::moments::typed_date;
use crate::render::safe;
use crate::render::spoken::spoken;
use crate::text::Language;

/// The front of plain lines.
#[derive(Debug)]
pub struct Lines<R, W> {
    input: R,
    out: W,
    language: Language,
    width: usize,
    heard: Heard,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    /// Returns a front between two streams.
    pub fn new(input: R, out: W, language: Language, width: usize) -> Self {
        Self { input, out, language, width, heard: Heard::default() }
    }

    fn write(&mut self, pieces: &[Piece]) -> Result<(), FrontFault> {
        for piece in pieces {
            self.out.write_all(spoken(piece.text(), self.language).as_bytes())?;
        }
        Ok(())
    }

    fn read(&mut self, words: &str) -> Result<String, FrontFault> {
        write!(self.out, "{}: ", spoken(words, self.language))?;
        self.out.flush()?;
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            // What is said next must not stand on the line of the question.
            writeln!(self.out)?;
            return Err(FrontFault::Ended);
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned())
    }

    fn refuse(&mut self, words: &str) -> Result<(), FrontFault> {
        writeln!(self.out, "  {words}")?;
        Ok(())
    }

    fn show(&mut self, asked: &Prompt) -> Result<(), FrontFault> {
        let asked_short = self.heard.shorten(asked, self.language);
        let pieces = prompt(&asked_short, self.language, self.width);
        self.write(&pieces)?;
        writeln!(self.out, "{}", self.heard.ways(asked, self.language).join(", "))?;
        Ok(())
    }

    fn show_page(&mut self, page: &ReviewPage) -> Result<(), FrontFault> {
        let pieces = review(page, self.language, self.width);
        self.write(&pieces)?;
        writeln!(self.out, "\n{}", review_ways(page, self.language).join(", "))?;
        Ok(())
    }

    /// Says what stays when a gesture keeps it.
    fn kept(&mut self, asked: &Prompt, gesture: Gesture) -> Result<(), FrontFault> {
        if let (Gesture::Keep, true, Some(earlier)) = (gesture, asked.keeps, &asked.earlier) {
            writeln!(self.out, "{}: {}", self.language.choose("Behålls", "Kept"), safe::line(earlier))?;
        }
        Ok(())
    }

    /// Says what was understood.
    fn said(&mut self, asked: &Prompt, reply: &Reply) -> Result<(), FrontFault> {
        let Some(words) = chosen(asked, reply) else { return Ok(()) };
        let lead = match (&asked.wants, reply) {
            // Whether it can be read as a time or a number is settled after this, and must not sound settled here.
            (Wants::Text { .. } | Wants::DateTime | Wants::Number { .. }, _) => {
                self.language.choose("Du skrev", "You typed")
            }
            (Wants::Date { today }, Reply::Text(typed)) if typed_date(typed, *today).is_none() => {
                self.language.choose("Du skrev", "You typed")
            }
            _ => self.language.choose("Svar", "Answer"),
        };
        let words = if words.is_empty() { self.language.choose("inget", "nothing") } else { &words };
        let words = safe::line(words);
        match asked.wants {
            // What the officer wrote is said as it was written.
            Wants::Text { .. } => writeln!(self.out, "{lead}: {words}")?,
            _ => writeln!(self.out, "{lead}: {}", spoken(&words, self.language))?,
        }
        Ok(())
    }
}

impl<R: BufRead, W: Write> Respondent for Lines<R, W> {
    fn ask(&mut self, asked: &Prompt) -> Result<Reply, FrontFault> {
        self.show(asked)?;
        loop {
            let line = self.read(&short(asked, self.language))?;
            let typed = line.trim();
            if is_danger(typed) {
                self.tell(&danger(self.language))?;
                self.show(asked)?;
            } else if let Some(gesture) = Gesture::from_sign(typed) {
                self.kept(asked, gesture)?;
                self.heard.gesture(gesture);
                return Ok(Reply::Gesture(gesture));
            } else if let Ok(reply) = read_typed(asked, typed) {
                self.said(asked, &reply)?;
                return Ok(reply);
            } else {
                self.refuse(&what_to_answer(asked, self.language))?;
            }
        }
    }

    fn tell(&mut self, told: &Notice) -> Result<(), FrontFault> {
        let pieces = notice(told, self.width);
        self.write(&pieces)
    }

    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        self.show_page(page)?;
        loop {
            let line = self.read(self.language.choose("Nummer eller klar", "Number or done"))?;
            match (at_review(page, line.trim(), self.language), read_review(&line)) {
                (Some(AtReview::Tell(told)), _) => {
                    // The page is long: it is read out again only where that is asked for.
                    self.tell(&told)?;
                    let mut ways = review_ways(page, self.language);
                    ways.push(self.language.choose("= alla svar en gång till", "= all answers once more"));
                    writeln!(self.out, "\n{}", ways.join(", "))?;
                }
                (Some(AtReview::Again), _) => self.show_page(page)?,
                (Some(AtReview::Reply(reply)), _) | (None, Some(reply)) => {
                    return Ok(reply);
                }
                (None, None) => self.refuse(not_a_way(self.language))?,
            }
        }
    }
}

/// Reads a typed line as a reply; `Err` where it is none.
pub(super) fn read_typed(asked: &Prompt, typed: &str) -> Result<Reply, ()> {
    match &asked.wants {
        Wants::Options(_) if typed.is_empty() && asked.skips => Ok(Reply::Text(String::new())),
        Wants::Options(options) => {
            let mut chars = typed.chars();
            let key = chars.next().filter(|_| chars.next().is_none()).ok_or(())?;
            let same = |option: &OptionLine| key.to_lowercase().eq([option.key]);
            options.iter().position(same).map(Reply::Option).ok_or(())
        }
        Wants::Picks { names, .. } => read_picks(typed, names).map(Reply::Picked).map_err(|_| ()),
        Wants::Text { .. } | Wants::Date { .. } | Wants::DateTime | Wants::Number { .. } => {
            Ok(Reply::Text(typed.to_owned()))
        }
        Wants::Items(_) => read_table(typed).map(|_| Reply::Text(typed.to_owned())).ok_or(()),
    }
}

/// Returns a reply in words, empty where nothing was typed; none where it is no answer. Several lines stand on one.
pub(super) fn chosen(asked: &Prompt, reply: &Reply) -> Option<String> {
    match (&asked.wants, reply) {
        (Wants::Options(options), Reply::Option(at)) => options.get(*at).map(|option| option.text.clone()),
        // The name of a provision, without the beginning of its text.
        (Wants::Picks { choices, names, .. }, Reply::Picked(at)) if !names.is_empty() => {
            let name =
                |&at: &usize| choices.get(at).map(|choice| choice.split(": ").next().unwrap_or(choice).to_owned());
            Some(at.iter().filter_map(name).collect::<Vec<_>>().join(", "))
        }
        (Wants::Picks { choices, .. }, Reply::Picked(at)) => {
            let words = at.iter().map(|&at| choices.get(at).cloned().unwrap_or_else(|| (at + 1).to_string()));
            Some(words.collect::<Vec<_>>().join(", "))
        }
        (Wants::Items(items), Reply::Text(typed)) => Some(match read_table(typed) {
            Some(TableReply::Item(number)) => number
                .checked_sub(1)
                .and_then(|at| items.lines.get(at))
                .map_or_else(|| typed.clone(), |line| format!("{number}. {}", line.item)),
            _ => typed.clone(),
        }),
        (Wants::Date { today }, Reply::Text(typed)) => {
            Some(typed_date(typed, *today).map_or_else(|| typed.clone(), |day| day.to_string()))
        }
        (_, Reply::Text(typed)) if asked.pasted == Pasted::Rows => Some(lines(typed).collect::<Vec<_>>().join(", ")),
        (_, Reply::Text(typed)) => Some(typed.clone()),
        (_, Reply::Gesture(_) | Reply::Option(_) | Reply::Picked(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Leads, OptionLine, Standing};
    use super::*;

    fn asked(wants: Wants) -> Prompt {
        Prompt { number: 1, ..Prompt::new("Stämmer det?", wants) }
    }

    fn tri() -> Prompt {
        let option = |key, text: &str| OptionLine { key, text: text.into() };
        asked(Wants::Options(vec![option('j', "Ja"), option('n', "Nej"), option('v', "Vet ej")]))
    }

    #[test]
    fn what_was_pasted_is_said_on_one_line() {
        let prompt = Prompt { pasted: Pasted::Rows, ..asked(Wants::Text { least: 1 }) };
        let pasted = Reply::Text("besöket\r\n\n samtalet\n".to_owned());
        assert_eq!(chosen(&prompt, &pasted).as_deref(), Some("besöket, samtalet"));
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
            assert!(out.contains("  Svara j, n eller v.\n"), "{out}");
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
    fn what_was_understood_is_said_in_words() {
        let said = |wants, line: &str| {
            let asked = Prompt { skips: true, ..asked(wants) };
            typed(&asked, line)
                .1
                .lines()
                .last()
                .map(|last| last.rsplit_once(": ").map_or(last, |(_, said)| said).to_owned())
        };
        assert!(typed(&tri(), "n\n").1.ends_with("Svar (j/n/v): Svar: Nej\n"), "{}", typed(&tri(), "n\n").1);
        let picks =
            || Wants::Picks { choices: vec!["modern".into(), "fadern".into()], names: vec![], many: true, least: 0 };
        assert_eq!(said(picks(), "2, 1\n").as_deref(), Some("fadern, modern"));
        assert_eq!(said(picks(), "\n").as_deref(), Some("inget"));
        assert_eq!(said(Wants::Text { least: 0 }, " ett skäl \n").as_deref(), Some("ett skäl"));
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        assert_eq!(said(Wants::Date { today }, "idag\n").as_deref(), Some("2026-11-21"));
        assert_eq!(said(Wants::Text { least: 0 }, "a\u{1b}[2Jb\n").as_deref(), Some("a⟨U+001B⟩[2Jb"));
    }

    #[test]
    fn acute_danger_is_answered_at_every_prompt_and_the_question_stands() {
        for prompt in [tri(), asked(Wants::Text { least: 5 }), asked(Wants::DateTime)] {
            let (reply, out) = typed(&prompt, "!\n<\n");
            assert_eq!(reply, Ok(Reply::Gesture(Gesture::Back)));
            assert!(out.contains("ring 112") && out.contains("114 14") && out.contains("genast"), "{out}");
            assert_eq!(out.matches("Stämmer det?").count(), 2, "{out}");
        }
        let text = asked(Wants::Text { least: 0 });
        assert_eq!(typed(&text, "Hjälp!\n").0, Ok(Reply::Text("Hjälp!".into())), "only when it stands alone");
    }

    #[test]
    fn signs_that_a_screen_reader_leaves_out_are_words() {
        let mut out = Vec::new();
        let asked = Prompt { number: 3, heading: "Uppgift 1 · modern".into(), ..tri() };
        let line = "Utfall: Det får göras → Det måste göras".to_owned();
        let mut lines = Lines::new(&b"j\n"[..], &mut out, Language::Sv, 80);
        lines
            .tell(&Notice { kind: super::super::NoticeKind::Info, title: String::new(), lines: vec![line] })
            .expect("told");
        lines.ask(&asked).expect("answered");
        let out = String::from_utf8(out).expect("UTF-8");
        assert!(!out.contains(['→', '·', '\u{1b}']), "{out}");
        assert!(out.contains("Fråga 3, Uppgift 1, modern") && out.contains("får göras blir Det måste"), "{out}");
        assert!(out.contains("< tillbaka, ? hjälp, = alla svar, . spara och sluta, ! akut fara\n"), "{out}");
    }

    #[test]
    fn the_review_page_waits_for_a_number_or_the_word() {
        let page = ReviewPage {
            standing: Standing::Finished,
            kept: true,
            leads: Leads::Signing,
            groups: vec![],
            aside: vec![],
            result: vec!["Lämnas ut".into()],
            known: vec![],
        };
        let mut out = Vec::new();
        let reply = Lines::new("\nja\n!\n?\n3\n".as_bytes(), &mut out, Language::Sv, 60).review(&page);
        assert_eq!(reply, Ok(ReviewReply::Go(3)));
        let out = String::from_utf8_lossy(&out);
        assert_eq!(out.matches("försök igen").count(), 2);
        assert!(out.contains("ring 112") && out.contains("Ingenting är bestämt innan"), "{out}");
    }

    #[test]
    fn bytes_that_are_no_text_do_not_end_it() {
        let mut out = Vec::new();
        let input: &[u8] = b"\xff\nj\n";
        assert_eq!(Lines::new(input, &mut out, Language::Sv, 60).ask(&tri()), Ok(Reply::Option(0)));
    }
}
