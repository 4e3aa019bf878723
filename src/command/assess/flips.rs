//! What the law of another day changes for the answers so far.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::context::Context;
use crate::draft::{Draft, bind};
use crate::engine::{AnswerSet, Edition, Report, Step, walk};
use crate::error::{Kind, Plain};
use crate::interview::words::Wording;
use crate::ruleset::model::RulesetIx;
use crate::text::Language;

/// Returns why nothing is signed where midnight has passed since the questions began: the law of the new day has not
/// been walked, and what it changes has not been seen. A law date chosen on purpose stands.
pub(super) fn another_day(law_date: NaiveDate, begun: NaiveDate, now: NaiveDate) -> Option<Plain> {
    (law_date == begun && now != begun).then(|| {
        let plain = Plain::new(
            Kind::Unusable,
            format!("det har blivit {now} sedan frågorna började, och lagen kan ha ändrats"),
            format!("it has become {now} since the questions began, and the law may have changed"),
        );
        plain.with_hint(
            "inget är undertecknat; fortsätt, så visas vad som ändras",
            "nothing is signed; go on, and what changes is shown",
        )
    })
}

/// Says how the result, the items, the provisions and the duties differ between two days.
pub(super) fn flips(
    old: &Edition<'_>,
    new: &Edition<'_>,
    draft: &Draft,
    procedure: RulesetIx,
    context: &Context,
) -> Vec<String> {
    let language = context.language;
    let mut lines = vec![match language {
        Language::Sv => format!("Prövningen görs nu efter lagen den {} (förut {}).", new.date, old.date),
        Language::En => format!("The assessment now follows the law of {} (before: {}).", new.date, old.date),
    }];
    let walked = |edition: &Edition<'_>, procedure| {
        let answers = bind(edition, draft.state(), context.today).answers;
        let report = walk(edition, procedure, &answers);
        (report, answers)
    };
    let Some(then) = old.by_id(&draft.header().procedure) else { return lines };
    let (then, _) = walked(old, then);
    let (now, answers) = walked(new, procedure);
    let flips = Flips { old, new, answers: &answers, language };
    let before = lines.len();
    flips.result(&then, &now, &mut lines);
    flips.items(&then, &now, &mut lines);
    flips.provisions(&then, &now, &mut lines);
    flips.duties(&then, &now, &mut lines);
    if lines.len() == before {
        let same = language.choose("Inget av det som är besvarat ändras.", "Nothing answered so far changes.");
        lines.push(same.to_owned());
    }
    lines
}

/// Returns whether the walk has come to its end: before that, what is missing may still come.
fn settled(report: &Report) -> bool {
    !matches!(report.step, Step::Ask { .. } | Step::Revise { .. })
}

struct Flips<'a, 'b> {
    old: &'a Edition<'b>,
    new: &'a Edition<'b>,
    answers: &'a AnswerSet,
    language: Language,
}

impl Flips<'_, '_> {
    fn words<'w>(&'w self, edition: &'w Edition<'_>) -> Wording<'w> {
        Wording::new(edition, self.answers, self.language)
    }

    fn result(&self, then: &Report, now: &Report, lines: &mut Vec<String>) {
        let (then, now) = (self.step(self.old, &then.step), self.step(self.new, &now.step));
        if then != now {
            lines.push(format!("{}: {then} → {now}", self.language.choose("Utfall", "Outcome")));
        }
    }

    /// Returns the outcome in words, or that there is none yet.
    fn step(&self, edition: &Edition<'_>, step: &Step) -> String {
        self.words(edition).outcome(step).unwrap_or_else(|| {
            match step {
                Step::Halted => self.language.choose("väntar", "waits"),
                _ => self.language.choose("frågor återstår", "questions remain"),
            }
            .to_owned()
        })
    }

    fn items(&self, then: &Report, now: &Report, lines: &mut Vec<String>) {
        let (before, words) = (self.words(self.old), self.words(self.new));
        let again = self.language.choose("prövas på nytt", "tested again");
        for item in &then.items {
            let after = now.items.iter().find(|other| other.item == item.item).map(|other| other.effect);
            if after != Some(item.effect) {
                let after = after.map_or_else(|| again.to_owned(), |effect| words.effect(effect));
                lines.push(format!("{}: {} → {after}", words.entity(item.item), before.effect(item.effect)));
            }
        }
    }

    fn provisions(&self, then: &Report, now: &Report, lines: &mut Vec<String>) {
        let names = |report: &Report, edition: &Edition<'_>| -> BTreeSet<String> {
            let name = |at: &crate::ruleset::model::ProvisionIx| {
                edition.book.provisions[at.at()].designation.get(self.language).to_owned()
            };
            report.provisions.iter().map(name).collect()
        };
        Self::differ(
            &names(then, self.old),
            &names(now, self.new),
            "; ",
            self.language.choose(
                ["Bestämmelser som inte längre tillämpas", "Bestämmelser som nu tillämpas"],
                ["Provisions that no longer apply", "Provisions that now apply"],
            ),
            settled(now),
            lines,
        );
    }

    fn duties(&self, then: &Report, now: &Report, lines: &mut Vec<String>) {
        let texts = |report: &Report, edition: &Edition<'_>| -> BTreeSet<String> {
            let text = |(at, _): &(crate::ruleset::model::DutyIx, crate::engine::ScopePath)| {
                edition.book.duties[at.at()].text.get(self.language).to_owned()
            };
            report.duties.iter().map(text).collect()
        };
        Self::differ(
            &texts(then, self.old),
            &texts(now, self.new),
            " ",
            self.language
                .choose(["Skyldigheter som faller bort", "Nya skyldigheter"], ["Duties that fall away", "New duties"]),
            settled(now),
            lines,
        );
    }

    fn differ(
        then: &BTreeSet<String>,
        now: &BTreeSet<String>,
        between: &str,
        [gone, come]: [&str; 2],
        settled: bool,
        lines: &mut Vec<String>,
    ) {
        for (lead, names, sure) in [(gone, then - now, settled), (come, now - then, true)] {
            if sure && !names.is_empty() {
                lines.push(format!("{lead}: {}", names.into_iter().collect::<Vec<_>>().join(between)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_on_the_law_of_yesterday_is_not_signed_today() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).expect("a day");
        assert!(another_day(day(14), day(14), day(15)).is_some());
        assert!(another_day(day(14), day(14), day(14)).is_none());
        assert!(another_day(day(1), day(14), day(15)).is_none(), "the law of a day that was chosen");
    }
}
