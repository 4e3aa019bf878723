//! What a check of rules came to, in a line or two under what it found.

use std::time::Duration;

use serde::Serialize;

use super::count::{FAULTS, INVARIANTS, NOTES, PROCEDURES, WARNINGS, counted};
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
    /// What was proved.
    pub proof: Option<Proved>,
}

/// What was proved of the rules, or found to be broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Proved {
    /// How many invariants were held.
    pub invariants: usize,
    /// In how many procedures, each on all days.
    pub procedures: usize,
    /// How many of the invariants are broken.
    pub broken: usize,
    /// How long it took.
    pub time: Duration,
}

/// The summary as JSON has it.
#[derive(Serialize)]
struct SummaryJson {
    faults: usize,
    warnings: usize,
    notes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<ProvedJson>,
}

#[derive(Serialize)]
struct ProvedJson {
    invariants: usize,
    procedures: usize,
    broken: usize,
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

    /// Returns the same for JSON: `faults`, `warnings`, `notes` and, where there was a proof, `proof` with `invariants`,
    /// `procedures`, `broken` and `milliseconds`.
    #[must_use]
    pub fn json(&self) -> impl Serialize {
        let Tally { faults, warnings, notes } = self.tally;
        let proof = self.proof.as_ref().map(|proof| ProvedJson {
            invariants: proof.invariants,
            procedures: proof.procedures,
            broken: proof.broken,
            milliseconds: proof.time.as_millis(),
        });
        SummaryJson { faults, warnings, notes, proof }
    }
}

impl Proved {
    fn text(&self, language: Language) -> String {
        let held = counted(self.invariants - self.broken.min(self.invariants), INVARIANTS, language);
        let of = match self.broken {
            0 => String::new(),
            _ => format!(" {} {}", language.choose("av", "of"), self.invariants),
        };
        let procedures = counted(self.procedures, PROCEDURES, language);
        let seconds = format!("{:.1}", self.time.as_secs_f64());
        match language {
            Language::Sv => format!("bevisat: {held}{of} i {procedures}, {} s\n", seconds.replace('.', ",")),
            Language::En => format!("proved: {held}{of} in {procedures}, {seconds} s\n"),
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
    fn a_proof_is_told_with_what_was_held_where() {
        let proof = Proved { invariants: 46, procedures: 10, broken: 0, time: Duration::from_millis(340) };
        let summary = Summary { rulesets: Some(1), proof: Some(proof), ..Summary::default() };
        let text = summary.text(Language::Sv);
        assert!(text.ends_with("\nbevisat: 46 invarianter i 10 förfaranden, 0,3 s\n"), "{text}");
        let json = serde_json::to_value(summary.json()).expect("JSON");
        let proved = serde_json::json!({"invariants": 46, "procedures": 10, "broken": 0, "milliseconds": 340});
        assert_eq!(json["proof"], proved);
        let broken = Summary { proof: Some(Proved { broken: 45, procedures: 1, ..proof }), ..summary };
        let text = broken.text(Language::En);
        assert!(text.ends_with("\nproved: 1 invariant of 46 in 1 procedure, 0.3 s\n"), "{text}");
    }
}
