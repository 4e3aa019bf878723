//! How a scenario went, for a reader: each scored question beside the key, where it first parted, and what was decided.

use std::fmt::Write as _;

use super::spoken::{Spoken, key_answer, of_key};
use super::walk::{Ended, Walked};
use crate::command::write_list;
use crate::command::write_text;
use crate::context::Context;
use crate::draft::Address;
use crate::engine::Step;
use crate::error::Error;
use crate::render::lines::WIDEST;
use crate::render::paragraph::{paragraph, within};
use crate::render::safe;
use crate::text::Language;
use crate::training::check::{Solution, Solved};
use crate::training::scenario::Scenario;
use crate::training::score::{Mark, Score, Verdict, marks, parting};

/// How a scenario went.
pub struct Outcome<'o> {
    /// The scenario.
    pub scenario: &'o Scenario,
    /// Its key.
    pub solution: &'o Solution<'o>,
    /// What was answered.
    pub walked: &'o Walked,
    /// What that gave.
    pub score: Score,
}

impl Outcome<'_> {
    /// Writes all of it.
    pub fn write(&self, context: &mut Context) -> Result<(), Error> {
        let language = context.language;
        let words = Spoken::new(self.solution, &self.walked.answered, language);
        let title = safe::line(self.scenario.title.get(language));
        context.out.write_all(format!("{title}\n\n").as_bytes())?;
        let heads =
            language.choose(["fråga", "ditt svar", "facit", "poäng"], ["question", "yours", "the key", "points"]);
        let marks = marks(&self.solution.steps, &self.walked.answered);
        let rows = marks.iter().filter(|mark| mark.step.points > 0).map(|mark| self.row(mark, &words, language));
        write_list(heads, rows.collect::<Vec<_>>(), context)?;
        let mut text = format!("\n{}\n", self.sum(language));
        for line in
            self.reasons(&marks, language).into_iter().chain([String::new()]).chain(self.parted(&words, language))
        {
            text.push_str(&line);
            text.push('\n');
        }
        let after = language.choose("Efteråt", "Afterwards");
        let source = safe::line(&self.scenario.source);
        let _ = writeln!(text, "\n{after} ({source})"); // a string takes everything
        let width = usize::from(context.terminal.width.min(WIDEST));
        let mut out = String::new();
        for line in text.lines() {
            // An empty line parts what belongs together.
            out.push_str(&if line.is_empty() { "\n".to_owned() } else { within(line, width) });
        }
        paragraph(&mut out, self.scenario.debrief.get(language), 0, width);
        write_text(out, context)
    }

    fn row(&self, mark: &Mark<'_>, words: &Spoken<'_>, language: Language) -> Vec<String> {
        let answer = words.answer(&mark.step.at);
        let answer = answer.unwrap_or_else(|| language.choose("kom inte upp", "never asked").to_owned());
        let key = key_answer(self.solution, mark.step, language);
        let key = match mark.verdict {
            Verdict::Accepted(_) => format!("{key} {}", language.choose("(ditt godtas)", "(yours is accepted)")),
            _ => key,
        };
        let points = format!("{}/{}", mark.points(), mark.step.points);
        vec![of_key(self.solution, mark.step, language), answer, key, points]
    }

    fn sum(&self, language: Language) -> String {
        let Score { points, of } = self.score;
        let percent = self.score.percent().unwrap_or_default();
        let hints = self.walked.hints.len();
        let mut line = match language {
            Language::Sv => format!("Poäng: {points} av {of} ({percent} %). Ledtrådar: {hints}."),
            Language::En => format!("Points: {points} of {of} ({percent}%). Hints: {hints}."),
        };
        if let Some(halted) = self.halted(language) {
            line.push(' ');
            line.push_str(halted);
        }
        line
    }

    /// Returns what is said where the key or the answers came to a halt and not to an outcome; nobody answers what a
    /// scenario waits for.
    fn halted(&self, language: Language) -> Option<&'static str> {
        let own = self.walked.ended == Ended::Halted;
        let key = self.solution.run.report.step == Step::Halted;
        Some(match (own, key) {
            (true, true) => language.choose(
                "Prövningen stannade utan utfall. Det gör den i facit också.",
                "The assessment stopped without an outcome. So it does in the key.",
            ),
            (true, false) => language.choose(
                "Prövningen stannade utan utfall. I facit kommer den fram till ett.",
                "The assessment stopped without an outcome. In the key it comes to one.",
            ),
            (false, true) => language.choose(
                "Prövningen kom fram till ett utfall. I facit stannar den utan utfall.",
                "The assessment came to an outcome. In the key it stops without one.",
            ),
            (false, false) => return None,
        })
    }

    /// Returns the reasons side by side, where both gave one: they are judged by whoever reads them.
    fn reasons(&self, marks: &[Mark<'_>], language: Language) -> Vec<String> {
        let [own, key] = language.choose(["Ditt skäl", "Facits"], ["Your reason", "The key's"]);
        let mut lines = Vec::new();
        for mark in marks {
            let given = mark.given.and_then(|given| given.reason.as_deref());
            if let (Some(given), Some(reason)) = (given, &mark.step.reason) {
                lines.push(String::new());
                lines.push(of_key(self.solution, mark.step, language));
                lines.push(format!("  {own}: {}", safe::line(given)));
                lines.push(format!("  {key}: {}", safe::line(reason.get(language))));
            }
        }
        lines
    }

    /// Returns where the answers first left the key.
    fn parted(&self, words: &Spoken<'_>, language: Language) -> Vec<String> {
        let Some(at) = parting(&self.solution.steps, &self.walked.answered, &self.walked.path) else {
            let never = "Du lämnade aldrig facit.";
            return vec![language.choose(never, "You never left the key.").to_owned()];
        };
        let step = self.solution.steps.iter().find(|step| step.at == *at);
        let first = language.choose("Här lämnade du först facit", "Here you first left the key");
        let mut lines = vec![format!("{first}: {}", self.question(step, words, at, language))];
        let [own, key] = language.choose(["Du svarade", "Facit svarar"], ["You answered", "The key answers"]);
        lines.push(format!("  {own}: {}", words.answer(at).unwrap_or_default()));
        if let Some(step) = step {
            let reason = step.reason.as_ref().map(|reason| format!(". {}", safe::line(reason.get(language))));
            let answer = key_answer(self.solution, step, language);
            lines.push(format!("  {key}: {answer}{}", reason.unwrap_or_default()));
        } else {
            let never = "  Facit kommer aldrig till den frågan.";
            lines.push(language.choose(never, "  The key never comes to that question.").to_owned());
        }
        lines
    }

    fn question(&self, step: Option<&Solved>, words: &Spoken<'_>, at: &Address, language: Language) -> String {
        step.map_or_else(|| words.question(at), |step| of_key(self.solution, step, language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::builtin;
    use crate::training::answered::Answered;
    use crate::training::check::solve;
    use crate::training::load::load;

    #[test]
    fn an_end_that_is_not_the_keys_is_told_either_way() {
        let (book, all) = (builtin(), load(None).expect("sound scenarios"));
        let told = |id: &str, ended| {
            let scenario = all.iter().find(|scenario| &*scenario.id == id).expect("it is compiled in");
            let solution = solve(&book, scenario).expect("it holds");
            let walked = Walked { ended, answered: Answered::new(), path: Vec::new(), hints: Vec::new() };
            let outcome = Outcome { scenario, solution: &solution, walked: &walked, score: Score::default() };
            outcome.halted(Language::En)
        };
        assert_eq!(told("e-post-till-foraldrar", Ended::Finished), None);
        let ends = |told: Option<&str>, end: &str| assert!(told.is_some_and(|told| told.ends_with(end)), "{told:?}");
        ends(told("e-post-till-foraldrar", Ended::Halted), "In the key it comes to one.");
        ends(told("sambon-sade-ja", Ended::Finished), "In the key it stops without one.");
        ends(told("sambon-sade-ja", Ended::Halted), "So it does in the key.");
    }
}
