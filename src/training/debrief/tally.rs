//! What the walks of one scenario add up to, sheet by sheet: of a walk nothing is kept but what is counted.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value as Json;

use super::{Given, Stands};
use crate::answers::gate::Laws;
use crate::answers::script;
use crate::draft::Address;
use crate::engine::Value;
use crate::graph::{Highlight, Walks};
use crate::interview::words::Wording;
use crate::ruleset::model::{AnswerKind, Question, Role};
use crate::text::Language;
use crate::training::agreement::Unit;
use crate::training::answered::{Answered, day, raw, said};
use crate::training::check::{Solution, Solved, by_day};
use crate::training::scenario::Scenario;
use crate::training::score::{Score, Verdict, parts, score, verdict};
use crate::training::sheet::Walked;
use crate::trial::miss::What;
use crate::trial::replay::walked_on;

/// A scenario while its sheets are counted.
pub(super) struct Tally<'k, 'b> {
    scenario: &'k Scenario,
    key: &'k Solution<'b>,
    language: Language,
    steps: HashMap<&'k Address, &'k Solved>,
    laws: Laws,
    /// The closed questions that were put.
    pub counting: BTreeMap<Address, Counting>,
    /// Where each left the key, in the order of the participants.
    pub left: Vec<Left>,
    walks: Walks,
}

/// One closed question while it is counted.
pub(super) struct Counting {
    /// The question with its labels filled in.
    pub text: String,
    /// About whom or what.
    pub about: String,
    /// What was given, by the answer's bytes.
    pub given: BTreeMap<String, Given>,
    /// How many left the key here.
    pub parted: usize,
}

/// Where somebody left the key.
pub(super) struct Left {
    /// Who, by position.
    pub participant: usize,
    /// The question.
    pub at: Address,
    /// What was answered, in words.
    pub answer: String,
    /// The reason that was given.
    pub reason: Option<String>,
}

impl Counting {
    /// Returns how many gave each answer.
    pub fn unit(&self) -> Unit<String> {
        self.given.iter().map(|(value, given)| (value.clone(), given.count as u64)).collect()
    }
}

impl<'k, 'b> Tally<'k, 'b> {
    /// Begins with the key alone.
    pub fn new(scenario: &'k Scenario, key: &'k Solution<'b>, language: Language) -> Self {
        Self {
            scenario,
            key,
            language,
            steps: key.steps.iter().map(|step| (&step.at, step)).collect(),
            laws: Laws::default(),
            counting: BTreeMap::new(),
            left: Vec::new(),
            walks: Walks::default(),
        }
    }

    /// Returns the key's way through the rules, and how many took each.
    pub fn ways(&self) -> Highlight<'b> {
        let run = &self.key.run;
        let counts = self.walks.counts(&run.edition);
        let mut ways = Highlight::of_walk(&run.edition, run.procedure, &run.answers);
        ways.counts = counts;
        ways
    }

    /// Walks what a participant answered and counts it; returns the points.
    ///
    /// # Errors
    ///
    /// Everything that keeps it from being walked; then nothing is counted.
    pub fn add(&mut self, participant: usize, walked: &Walked) -> Result<Score, Vec<What>> {
        let run = &self.key.run;
        let edition = &run.edition;
        let (answers, report) = walked_on(edition, run.procedure, &raw(&walked.answers), &self.laws)?;
        let mut given = Answered::new();
        let path: Vec<_> = script::path(&report)
            .into_iter()
            .filter_map(|key| {
                let (at, said) = said(edition, &answers, key)?;
                given.insert(at.clone(), said);
                Some((key, at))
            })
            .collect();
        self.walks.add(edition, run.procedure, &answers);
        let wording = Wording::new(edition, &answers, self.language);
        let mut parted = false;
        for (place, at) in path {
            let question = &edition.book.questions[place.question.at()];
            let compared = question.actor == Role::Officer
                && !matches!(question.kind, AnswerKind::List(_) | AnswerKind::Text { .. });
            let (Some(said), Some(answer)) = (given.get(&at), answers.answer(place)) else { continue };
            let step = self.steps.get(&at).copied();
            let parts = !parted && parts(step, Some(said));
            parted |= parts;
            let words = || worded(&wording, self.scenario, question, &answer.value);
            if compared {
                let fresh = || Counting {
                    text: wording.question(place),
                    about: wording.heading(&place.scope),
                    given: BTreeMap::new(),
                    parted: 0,
                };
                // Its name is copied for the first who is asked alone.
                let counted = match self.counting.get_mut(&at) {
                    Some(known) => known,
                    None => self.counting.entry(at.clone()).or_insert_with(fresh),
                };
                let fresh = || {
                    let (stands, why) = match step.map(|step| verdict(step, Some(said))) {
                        Some(Verdict::Key) => (Stands::Key, None),
                        Some(Verdict::Accepted(why)) => (Stands::Accepted, Some(why.get(self.language).to_owned())),
                        Some(_) => (Stands::Other, None),
                        None => (Stands::OffKey, None),
                    };
                    Given { answer: words(), count: 0, stands, why }
                };
                let value = if by_day(self.scenario, question) { day(&said.answer) } else { None };
                let value = value.map_or_else(|| sorted(&said.answer), str::to_owned);
                counted.given.entry(value).or_insert_with(fresh).count += 1;
                counted.parted += usize::from(parts);
            }
            if parts {
                self.left.push(Left { participant, at, answer: words(), reason: said.reason.clone() });
            }
        }
        Ok(score(&self.key.steps, &given))
    }
}

/// Returns an answer in words; a moment of which the day alone counts is told by its day.
pub(super) fn worded(wording: &Wording<'_>, scenario: &Scenario, question: &Question, answer: &Value) -> String {
    match answer {
        Value::DateTime(moment) if by_day(scenario, question) => moment.date().to_string(),
        answer => wording.value(&question.kind, answer),
    }
}

/// Returns an answer as one text that is the same for the same answer: what is picked has no order.
fn sorted(answer: &Json) -> String {
    let Json::Array(all) = answer else { return answer.to_string() };
    let mut all: Vec<String> = all.iter().map(Json::to_string).collect();
    all.sort_unstable();
    all.join(",")
}
