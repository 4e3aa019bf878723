//! The changes of the rules that no case notices.

use std::io::Write as _;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::Rules;
use crate::cli::rules::TestArgs;
use crate::command::rulebook::Faulty;
use crate::context::Context;
use crate::error::Error;
use crate::proof::reach::Reach;
use crate::render::safe;
use crate::ruleset::model::Rulebook;
use crate::text::Language;
use crate::trial::case::Case;
use crate::trial::load::SURVIVORS;
use crate::trial::mutate::survivors::{self, Compared, Listed, compare};
use crate::trial::mutate::{Jobs, Killed, Mutant, Refusal, Verdict, mutants, try_all};
use crate::trial::replay::Trial;
use crate::trial::words::Lines;

/// The mutants of a rulebook and what became of them.
pub struct Mutants {
    made: Vec<Mutant>,
    verdicts: Vec<Verdict>,
    listed: Vec<Listed>,
    all: bool,
    /// Changes of what no path reaches.
    unreached: usize,
}

impl Mutants {
    /// Tries the mutants on the cases, all of them or those alone that these cases meet; a bar tells how far it has come,
    /// where somebody sees it.
    pub fn tried(
        trial: &Trial<'_>,
        rules: &Rules,
        cases: &[&Case],
        reach: &Reach,
        args: &TestArgs,
        context: &Context,
    ) -> Result<Self, Error> {
        let listed = survivors::load(args.folder.as_deref()).map_err(Faulty::of_cases)?;
        let (jobs, all) = (Jobs::of(trial, cases.iter().copied()), args.only.is_none());
        let mut made = mutants(trial.book);
        let lines = Lines::of(&rules.documents);
        made.retain(|mutant| (all || jobs.meet(mutant)) && rules.is_own(&mutant.line(trial.book, &lines)));
        let before = made.len();
        made.retain(|mutant| mutant.is_reached(trial.book, reach));
        let unreached = before - made.len();
        let bar = bar(made.len(), context);
        let verdicts = try_all(trial.book, &rules.documents, &jobs, &made, &|| bar.inc(1));
        bar.finish_and_clear();
        Ok(Self { made, verdicts, listed, all, unreached })
    }

    /// Returns whether every mutant is noticed or listed, and the list is true.
    pub fn is_sound(&self, book: &Rulebook) -> bool {
        let compared = self.compared(book);
        compared.unlisted.is_empty() && compared.stale.is_empty()
    }

    fn compared(&self, book: &Rulebook) -> Compared<'_> {
        compare(book, &self.made, &self.verdicts, self.listed.clone(), self.all)
    }

    /// Returns how many a case noticed, and how many were refused as rules.
    fn killed(&self) -> (usize, usize) {
        let count = |wanted: fn(&Verdict) -> bool| self.verdicts.iter().filter(|verdict| wanted(verdict)).count();
        (
            count(|verdict| matches!(verdict, Verdict::Killed(Killed::Case(_)))),
            count(|verdict| matches!(verdict, Verdict::Killed(Killed::Refused(_)))),
        )
    }

    /// Writes what survived, then what the list says that is not so, then how many there were.
    pub fn page(&self, book: &Rulebook, lines: &Lines, context: &mut Context) -> Result<(), Error> {
        let language = context.language;
        let compared = self.compared(book);
        let mut told: Vec<_> = compared
            .unlisted
            .iter()
            .map(|mutant| (mutant.line(book, lines), mutant.unnoticed(book, language)))
            .collect();
        told.sort();
        for (line, words) in told {
            writeln!(context.out, "{line}: {}", safe::line(&words))?;
        }
        for (listed, by) in &compared.stale {
            let words = stale(listed, by.as_ref(), language);
            writeln!(context.out, "{SURVIVORS}:{}: {}", listed.at.line, safe::line(&words))?;
        }
        let (cases, refused) = self.killed();
        let (all, unlisted, accepted) = (self.made.len(), compared.unlisted.len(), compared.accepted);
        let unreached = self.unreached;
        let summary = match language {
            Language::Sv => format!(
                "{all} ändringar av reglerna: {cases} märks av något fall, {refused} vägras som regler, {unlisted} märks inte, {accepted} \
                 står i listan över dem som inte behöver märkas; {unreached} till gäller det som ingen väg når"
            ),
            Language::En => format!(
                "{all} changes of the rules: {cases} are noticed by some case, {refused} are refused as rules, {unlisted} are not \
                 noticed, {accepted} are listed as those that need not be; {unreached} more are of what no path reaches"
            ),
        };
        writeln!(context.out, "\n{summary}\n")?;
        Ok(())
    }

    /// Returns the same as JSON.
    pub fn json(&self, book: &Rulebook, lines: &Lines, language: Language) -> Value {
        let compared = self.compared(book);
        let (cases, refused) = self.killed();
        let survivors: Vec<_> = compared
            .unlisted
            .iter()
            .map(|mutant| {
                let line = mutant.line(book, lines);
                json!({
                    "file": line.file, "line": line.line, "place": mutant.place(book), "change": mutant.name(book),
                    "what": mutant.unnoticed(book, language),
                })
            })
            .collect();
        let stale: Vec<_> = compared
            .stale
            .iter()
            .map(|(listed, by)| json!({"line": listed.at.line, "what": stale(listed, by.as_ref(), language)}))
            .collect();
        json!({
            "all": self.made.len(), "killed": cases, "refused": refused, "listed": compared.accepted,
            "unreachable": self.unreached,
            "survivors": survivors, "stale": stale,
        })
    }
}

/// Says why an entry of the list is not true any more.
fn stale(listed: &Listed, by: Option<&Killed>, language: Language) -> String {
    let Listed { place, change, .. } = listed;
    match (by, language) {
        (Some(Killed::Case(id)), Language::Sv) => {
            format!("`{place}`, `{change}`: fallet {id} märker det; ta bort raden")
        }
        (Some(Killed::Case(id)), Language::En) => {
            format!("`{place}`, `{change}`: the case {id} notices; remove the entry")
        }
        (Some(Killed::Refused(refusal)), Language::Sv) => {
            format!("`{place}`, `{change}`: vägras redan ({}); ta bort raden", refusal_name(refusal))
        }
        (Some(Killed::Refused(refusal)), Language::En) => {
            format!("`{place}`, `{change}`: is refused already ({}); remove the entry", refusal_name(refusal))
        }
        (None, Language::Sv) => format!("`{place}`, `{change}`: det finns ingen sådan ändring; ta bort raden"),
        (None, Language::En) => format!("`{place}`, `{change}`: there is no such change; remove the entry"),
    }
}

fn refusal_name(refusal: &Refusal) -> &str {
    match refusal {
        Refusal::Checker(code) => code,
        Refusal::Invariant(id) => id,
    }
}

/// Returns a bar on standard error, which shows itself only on a terminal, and not where plain lines are asked for.
fn bar(length: usize, context: &Context) -> ProgressBar {
    if context.terminal.display == crate::context::Display::Lines {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64);
    let template = context.language.choose("{bar:30} {pos} av {len} ändringar", "{bar:30} {pos} of {len} changes");
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
