//! What a check of rules came to, in a line or two under what it found.

use std::time::Duration;

use serde::Serialize;

use super::count::{FAULTS, NOTES, WARNINGS, counted};
use super::faults::tally;
use crate::ruleset::fault::Tally;
use crate::text::Language;

/// What a check of rules came to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Summary {
    /// How many rulesets there are; none where the rules cannot be used.
    pub rulesets: Option<usize>,
    /// How many findings of each level.
    pub tally: Tally,
    /// What was gone through where the invariants were proved.
    pub proof: Option<Proved>,
}

/// How much was gone through to prove the invariants.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proved {
    /// How many nodes the rules were unfolded into.
    pub nodes: usize,
    /// How many ways lead through them, in digits.
    pub ways: Box<str>,
    /// How long it took.
    pub time: Duration,
}

/// The summary as JSON has it.
#[derive(Serialize)]
struct SummaryJson<'s> {
    faults: usize,
    warnings: usize,
    notes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<ProvedJson<'s>>,
}

#[derive(Serialize)]
struct ProvedJson<'s> {
    nodes: usize,
    ways: &'s str,
    milliseconds: u128,
}

impl Summary {
    /// Returns the lines, each with its end.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = match self.rulesets {
            None => tally(self.tally, language),
            Some(count) => {
                let sound = language.choose("inga fel i regelsamlingarna", "no faults in the rulesets");
                let first = match self.tally.faults {
                    0 => format!("{sound}: {count}"),
                    number => counted(number, FAULTS, language),
                };
                let advice = [(self.tally.warnings, WARNINGS), (self.tally.notes, NOTES)];
                let advice = advice.into_iter().filter(|(number, _)| *number > 0);
                let parts = advice.map(|(number, what)| counted(number, what, language));
                std::iter::once(first).chain(parts).collect::<Vec<_>>().join(", ")
            }
        };
        text.push('\n');
        if let Some(proof) = &self.proof {
            text.push_str(&proof.text(language));
        }
        text
    }

    /// Returns the same for JSON: `faults`, `warnings`, `notes` and, where there was a proof, `proof` with `nodes`, `ways`
    /// and `milliseconds`.
    #[must_use]
    pub fn json(&self) -> impl Serialize {
        let Tally { faults, warnings, notes } = self.tally;
        let proof = self.proof.as_ref().map(|proof| ProvedJson {
            nodes: proof.nodes,
            ways: &proof.ways,
            milliseconds: proof.time.as_millis(),
        });
        SummaryJson { faults, warnings, notes, proof }
    }
}

impl Proved {
    fn text(&self, language: Language) -> String {
        let Self { nodes, ways, time } = self;
        let seconds = format!("{:.1}", time.as_secs_f64());
        match language {
            Language::Sv => format!("bevisat: {nodes} steg, {ways} vägar, {} s\n", seconds.replace('.', ",")),
            Language::En => format!("proved: {nodes} steps, {ways} ways, {seconds} s\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_there_is_and_nothing_of_what_there_is_not() {
        let none = Summary { rulesets: Some(12), ..Summary::default() };
        assert_eq!(none.text(Language::Sv), "inga fel i regelsamlingarna: 12\n");
        let tally = Tally { faults: 0, warnings: 1, notes: 2 };
        let advised = Summary { rulesets: Some(12), tally, proof: None };
        assert_eq!(advised.text(Language::En), "no faults in the rulesets: 12, 1 warning, 2 notes\n");
        let broken = Summary { tally: Tally { faults: 2, ..Tally::default() }, ..Summary::default() };
        assert_eq!(broken.text(Language::Sv), "2 fel\n");
    }

    #[test]
    fn a_proof_is_told_with_what_was_gone_through() {
        let proof = Proved { nodes: 1200, ways: "98765432109876543210".into(), time: Duration::from_millis(1340) };
        let summary = Summary { rulesets: Some(1), proof: Some(proof), ..Summary::default() };
        let text = summary.text(Language::Sv);
        assert!(text.ends_with("\nbevisat: 1200 steg, 98765432109876543210 vägar, 1,3 s\n"), "{text}");
        let json = serde_json::to_value(summary.json()).expect("JSON");
        assert_eq!(json["proof"]["ways"], "98765432109876543210");
        assert_eq!(json["proof"]["milliseconds"], 1340);
    }
}
