//! Whether a record would come out the same on other rules, with the same answers and on the law of the same day.

use serde::Serialize;

use crate::assessment::model::Words;
use crate::assessment::{Assessment, Labels, scope};
use crate::engine::{AnswerSet, Edition, Focus, Key, Overview, Step, overview};
use crate::ruleset::model::{Effect, End, RulesetIx};

/// What other rules make of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// In one word.
    pub verdict: Verdict,
    /// What the record came to; nothing where it was stopped.
    pub was: Option<Came>,
    /// What it comes to; nothing where it stops, or does not end.
    pub becomes: Option<Came>,
    /// The question that has no answer, where one is missing.
    pub lacks: Option<Lack>,
    /// The items whose effect is another; one that lacks an answer is not among them.
    pub items: Vec<ItemDrift>,
    /// Duties that were not there, in words.
    pub duties_come: Vec<DutyDrift>,
    /// Duties that fall away.
    pub duties_go: Vec<DutyDrift>,
    /// The answers that the rules have no question for any longer, or that no longer fit it: scope and question.
    pub lost: Vec<(String, String)>,
}

/// What other rules make of a record, in one word.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The same outcome, items and duties.
    Same,
    /// The same outcome; some item or duty is another.
    Within,
    /// Another outcome.
    Other,
    /// An answer is missing, so that it cannot be said.
    Lacks,
    /// The rules do not have the procedure on that day.
    Gone,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Came {
    /// Its id.
    pub outcome: String,
    /// Its effect.
    pub effect: Effect,
    /// Its words; what the effect is called where it has none.
    pub text: Words,
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lack {
    /// Whom or what it is about.
    pub scope: String,
    /// Its id.
    pub question: String,
    /// As it is put.
    pub text: Words,
}

/// An item whose effect is another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemDrift {
    /// The item's id.
    pub item: String,
    /// What it is called.
    pub label: String,
    /// The effect in the record, and what that is called.
    pub was: (Effect, Words),
    /// The effect on the other rules; nothing where the item is not tested.
    pub becomes: Option<(Effect, Words)>,
}

/// A duty that comes or falls away.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyDrift {
    /// Its id.
    pub duty: String,
    /// What to do.
    pub text: Words,
}

impl Drift {
    /// Walks the answers of a record on other rules. `edition` is of the record's own law date.
    #[must_use]
    pub fn of(assessment: &Assessment, edition: &Edition<'_>) -> Self {
        let was = assessment.outcome.as_ref().map(|outcome| Came {
            outcome: outcome.id.clone(),
            effect: outcome.effect,
            text: outcome.text.clone().unwrap_or_else(|| outcome.effect_words.clone()),
        });
        let mut drift = Self {
            verdict: Verdict::Gone,
            was,
            becomes: None,
            lacks: None,
            items: Vec::new(),
            duties_come: Vec::new(),
            duties_go: Vec::new(),
            lost: Vec::new(),
        };
        let Some(procedure) = edition.by_id(&assessment.procedure.id) else { return drift };
        let edition = edition.clone().for_procedure(procedure);
        let mut answers = AnswerSet::default();
        for given in &assessment.answers {
            if assessment.take_in(given, &mut answers, &edition).is_err() {
                drift.lost.push((given.scope.clone(), given.question.clone()));
            }
        }
        let walked = Walked { edition: &edition, procedure, answers: &answers, assessment };
        walked.tell(&mut drift);
        drift
    }
}

struct Walked<'w> {
    edition: &'w Edition<'w>,
    procedure: RulesetIx,
    answers: &'w AnswerSet,
    assessment: &'w Assessment,
}

impl Walked<'_> {
    fn tell(&self, drift: &mut Drift) {
        // No item that lacks an answer hides what becomes of those after it.
        let seen = overview(self.edition, self.procedure, self.answers, Focus::None);
        self.items(&seen, drift);
        match &seen.report.step {
            Step::Ask { key, .. } | Step::Revise { key, .. } => {
                drift.verdict = Verdict::Lacks;
                drift.lacks = Some(self.lack(*key));
                return;
            }
            Step::Halted => {}
            Step::Finished { ruleset, outcome, effect } => {
                let end = &self.edition.book.rulesets[ruleset.at()].outcomes[outcome.at()];
                drift.becomes = Some(self.came(end, *effect));
            }
        }
        self.duties(&seen, drift);
        let outcome = |came: &Option<Came>| came.as_ref().map(|came| (came.outcome.clone(), came.effect));
        drift.verdict = if outcome(&drift.was) != outcome(&drift.becomes) {
            Verdict::Other
        } else if drift.items.is_empty() && drift.duties_come.is_empty() && drift.duties_go.is_empty() {
            Verdict::Same
        } else {
            Verdict::Within
        };
    }

    fn effect(&self, effect: Effect) -> Words {
        let words = self.edition.book.effects.get(effect.at());
        words.map_or_else(|| Words::same(effect.id()), Words::from)
    }

    fn came(&self, end: &End, effect: Effect) -> Came {
        let text = end.text.as_ref().map_or_else(|| self.effect(effect), Words::from);
        Came { outcome: end.id.to_string(), effect, text }
    }

    fn lack(&self, key: Key) -> Lack {
        let book = self.edition.book;
        let question = &book.questions[key.question.at()];
        Lack {
            scope: scope::to_text(&key.scope, self.answers, book),
            question: question.id.to_string(),
            text: Labels::new(self.edition, self.answers).fill_both(&question.text, &key.scope),
        }
    }

    fn items(&self, seen: &Overview, drift: &mut Drift) {
        for result in &self.assessment.results {
            let item = self.answers.find(&result.item);
            if seen.pending.iter().any(|pending| Some(pending.item) == item) {
                continue;
            }
            let met = seen.report.items.iter().find(|met| Some(met.item) == item);
            // After a question of the whole nothing is known of the items that follow it.
            let unknown = met.is_none() && !matches!(seen.report.step, Step::Finished { .. });
            let becomes = met.map(|met| met.effect);
            if unknown || becomes == Some(result.effect) {
                continue;
            }
            let subject = self.assessment.items.iter().find(|subject| subject.id == result.item);
            drift.items.push(ItemDrift {
                item: result.item.clone(),
                label: subject.map_or_else(|| result.item.clone(), |subject| subject.label.clone()),
                was: (result.effect, result.effect_words.clone()),
                becomes: becomes.map(|effect| (effect, self.effect(effect))),
            });
        }
    }

    fn duties(&self, seen: &Overview, drift: &mut Drift) {
        let book = self.edition.book;
        for (at, _) in &seen.report.duties {
            let duty = &book.duties[at.at()];
            let known = self.assessment.duties.iter().any(|known| *known.id == *duty.id)
                || drift.duties_come.iter().any(|known| *known.duty == *duty.id);
            if !known {
                drift.duties_come.push(DutyDrift { duty: duty.id.to_string(), text: Words::from(&duty.text) });
            }
        }
        for duty in &self.assessment.duties {
            if !seen.report.duties.iter().any(|(at, _)| *book.duties[at.at()].id == *duty.id) {
                drift.duties_go.push(DutyDrift { duty: duty.id.clone(), text: duty.text.clone() });
            }
        }
    }
}
