//! What was found, for a reader.

use std::fmt::Write as _;
use std::io::Write as _;

use super::{Failure, Found};
use crate::command::write_list;
use crate::context::Context;
use crate::error::Error;
use crate::render::count::{Counted, counted};
use crate::render::safe;
use crate::text::Language;
use crate::trial::coverage::Coverage;
use crate::trial::words::Lines;

/// Cases.
const CASES: Counted = ["fall", "fall", "case", "cases"];

/// Nodes, ways and whatever else is covered.
const PLACES: Counted = ["ställe", "ställen", "place", "places"];

impl Found<'_> {
    /// Writes the cases that fail, what is not covered, and the counts last.
    pub fn page(&self, context: &mut Context) -> Result<(), Error> {
        let language = context.language;
        for failure in &self.failures {
            context.out.write_all(failure.lines(language).as_bytes())?;
        }
        if let Some(coverage) = &self.coverage {
            self.uncovered(coverage, context)?;
        }
        if let Some(mutants) = &self.mutants {
            mutants.page(&self.rules.book, &Lines::of(&self.rules.documents), context)?;
        }
        writeln!(context.out, "{}", self.summary(language))?;
        Ok(())
    }

    fn summary(&self, language: Language) -> String {
        let tried = counted(self.tried, CASES, language);
        match (self.failures.len(), language) {
            (0, Language::Sv) => format!("{tried} prövade; alla slutar som de ska"),
            (0, Language::En) => format!("{tried} tried; all end as they should"),
            (failed, Language::Sv) => format!("{tried} prövade; {failed} slutar inte som de ska"),
            (failed, Language::En) => format!("{tried} tried; {failed} do not end as they should"),
        }
    }

    fn uncovered(&self, coverage: &Coverage, context: &mut Context) -> Result<(), Error> {
        let language = context.language;
        let (book, lines) = (&self.rules.book, Lines::of(&self.rules.documents));
        let mut listed: Vec<_> = coverage
            .uncovered
            .iter()
            .map(|element| (element.line(book, &lines), element.words(book, language)))
            .collect();
        listed.sort();
        for (line, words) in &listed {
            let none = language.choose("inget fall kommer till", "no case comes to");
            writeln!(context.out, "{line}: {none} {}", safe::line(words))?;
        }
        if !listed.is_empty() {
            writeln!(context.out)?;
        }
        let all = language.choose("allt", "all of it");
        let kinds = coverage.kinds.iter().map(|(kind, count)| (kind.name(language), *count));
        let rows = kinds.chain([(all, coverage.all)]).map(|(name, count)| vec![name.to_owned(), count.words(language)]);
        let heads = language.choose(["täckt av fallen", ""], ["covered by the cases", ""]);
        write_list(heads, rows.collect::<Vec<_>>(), context)?;
        if !coverage.unreachable.is_empty() {
            let left_out = counted(coverage.unreachable.len(), PLACES, language);
            let words = match language {
                Language::Sv => format!("{left_out} som ingen väg kan nå räknas inte; `--format json` visar vilka"),
                Language::En => format!("{left_out} that no path can reach not counted; `--format json` shows which"),
            };
            writeln!(context.out, "\n{words}")?;
        }
        if let Some(min) = self.min.filter(|min| coverage.all.percent() < usize::from(*min)) {
            let words = language.choose("mindre täcks än de begärda", "less is covered than the wanted");
            writeln!(context.out, "{words} {min}\u{a0}%")?;
        }
        writeln!(context.out)?;
        Ok(())
    }
}

impl Failure<'_> {
    /// Returns a line for each thing that the case misses.
    fn lines(&self, language: Language) -> String {
        let mut lines = String::new();
        for miss in &self.misses {
            let place = miss.place(self.case);
            let message = safe::line(&miss.message(language)).into_owned();
            let _ = writeln!(lines, "{}:{}:{}: {message}", self.case.file, place.line, place.column);
        }
        if let Some(question) = &self.parting {
            let words = language.choose("går en annan väg efter frågan", "goes another way after the question");
            let _ = writeln!(lines, "  = {words} {question}");
        }
        lines
    }
}
