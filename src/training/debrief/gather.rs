//! Walks every sheet and counts.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::tally::{Counting, Left, Tally, worded};
use super::turns::turns;
use super::{Asked, Debrief, Given, KeyAnswer, OfScenario, Parting, Stands, Turn};
use crate::at_once::at_once;
use crate::draft::Address;
use crate::graph::Highlight;
use crate::interview::words::Wording;
use crate::ruleset::model::{NodeKind, RulesetIx};
use crate::text::Language;
use crate::training::agreement::{Unit, alpha, observed};
use crate::training::check::{Kind, Solution};
use crate::training::room::Room;
use crate::training::scenario::Scenario;
use crate::training::score::Score;
use crate::training::sheet::Sheet;
use crate::trial::miss::What;

/// Why answers of a sheet cannot be walked.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfit {
    /// The pseudonym.
    pub participant: String,
    /// The scenario.
    pub scenario: String,
    /// Everything that is wrong.
    pub misses: Vec<What>,
}

/// A scenario of the room with its key.
#[derive(Debug)]
pub struct Entrant<'r, 'b> {
    /// The scenario.
    pub scenario: &'r Scenario,
    /// Its key, walked.
    pub key: &'r Solution<'b>,
}

/// Counts how a room answered.
///
/// `sheets` are of this room, each of its own participant; `scenarios` are the room's, in its order, or some of them.
///
/// # Errors
///
/// Every sheet whose answers do not fit the rules.
pub fn debrief<'b>(
    room: &Room,
    scenarios: &[Entrant<'_, 'b>],
    sheets: &[Sheet],
    language: Language,
) -> Result<Debrief<'b>, Vec<Unfit>> {
    let mut sheets: Vec<&Sheet> = sheets.iter().collect();
    sheets.sort_by(|a, b| a.participant.cmp(&b.participant));
    // Each scenario by itself, in the room's order: nothing that is counted depends on which thread came first.
    let counted = at_once(scenarios, |entrant| of_scenario(entrant, &sheets, language));
    let (mut done, mut unfit, mut units) = (Vec::new(), Vec::new(), Vec::new());
    for of in counted {
        match of {
            Ok((of, values)) => {
                done.push(of);
                units.extend(values);
            }
            Err(found) => unfit.extend(found),
        }
    }
    if !unfit.is_empty() {
        return Err(unfit);
    }
    let mut scores = vec![Score::default(); sheets.len()];
    for of in &done {
        for (sum, score) in scores.iter_mut().zip(&of.scores) {
            let score = score.unwrap_or_default();
            sum.points = sum.points.saturating_add(score.points);
            sum.of = sum.of.saturating_add(score.of);
        }
    }
    let participants = sheets.iter().map(|sheet| sheet.participant.clone()).collect();
    let (code, left_out) = (room.code.clone(), room.scenarios.len().saturating_sub(done.len()));
    Ok(Debrief { code, participants, scenarios: done, left_out, alpha: alpha(&units), scores })
}

fn of_scenario<'b>(
    entrant: &Entrant<'_, 'b>,
    sheets: &[&Sheet],
    language: Language,
) -> Result<(OfScenario<'b>, Vec<Unit<String>>), Vec<Unfit>> {
    let (scenario, key) = (entrant.scenario, entrant.key);
    let mut tally = Tally::new(scenario, key, language);
    let (mut scores, mut unfit) = (Vec::new(), Vec::new());
    for (participant, sheet) in sheets.iter().enumerate() {
        let Some(walked) = sheet.scenarios.get(&*scenario.id) else {
            scores.push(None);
            continue;
        };
        match tally.add(participant, walked) {
            Ok(score) => scores.push(Some(score)),
            Err(misses) => {
                let (participant, scenario) = (sheet.participant.clone(), scenario.id.to_string());
                unfit.push(Unfit { participant, scenario, misses });
            }
        }
    }
    if !unfit.is_empty() {
        return Err(unfit);
    }
    let ways = tally.ways();
    let Tally { counting, left, .. } = tally;
    let units: Vec<Unit<String>> = counting.values().map(Counting::unit).collect();
    let questions = questions(entrant, counting, language);
    let position: HashMap<(&str, &str), usize> =
        questions.iter().enumerate().map(|(at, asked)| ((asked.scope.as_str(), asked.question.as_str()), at)).collect();
    let partings: Vec<Parting> = left
        .into_iter()
        .filter_map(|Left { participant, at, answer, reason }| {
            let question = *position.get(&(at.scope.as_str(), at.question.as_str()))?;
            Some(Parting { participant, question, answer, reason })
        })
        .collect();
    let turns = turns(&questions, &partings, key, language);
    let parted_in = parted_in(key, &ways, &questions, &turns);
    let of = OfScenario {
        id: scenario.id.to_string(),
        title: scenario.title.clone(),
        source: scenario.source.to_string(),
        debrief: scenario.debrief.clone(),
        walked: scores.iter().flatten().count(),
        questions,
        partings,
        turns,
        alpha: alpha(&units),
        scores,
        ways,
        parted_in,
    };
    Ok((of, units))
}

/// Returns the rulesets that put the questions of wrong turns, as far as anybody passed them.
fn parted_in(key: &Solution<'_>, ways: &Highlight<'_>, questions: &[Asked], turns: &[Turn]) -> Vec<RulesetIx> {
    let edition = &key.run.edition;
    let passed: Vec<_> = edition.rulesets().filter(|(_, rules)| ways.counts.passes(&rules.id)).collect();
    let mut found = Vec::new();
    let mut looked_for = HashSet::new();
    for turn in turns {
        let Some(question) = edition.question(&questions[turn.question].question) else { continue };
        if !looked_for.insert(question) {
            continue;
        }
        let puts = |kind: &NodeKind| match kind {
            NodeKind::Ask { question: asked, .. } => *asked == question,
            NodeKind::Checklist { rows, .. } => rows.iter().any(|row| row.question == question),
            _ => false,
        };
        for (ruleset, rules) in &passed {
            if rules.nodes.iter().any(|node| puts(&node.kind)) && !found.contains(ruleset) {
                found.push(*ruleset);
            }
        }
    }
    found
}

/// Returns the questions of the key in its order, then the others by what they are about.
fn questions(entrant: &Entrant<'_, '_>, mut counting: BTreeMap<Address, Counting>, language: Language) -> Vec<Asked> {
    let key = entrant.key;
    let wording = Wording::new(&key.run.edition, &key.run.answers, language);
    let mut all = Vec::new();
    for step in key.steps.iter().filter(|step| step.kind == Kind::Closed) {
        let question = &key.run.edition.book.questions[step.key.question.at()];
        let answer = key.run.answers.answer(step.key);
        let answer =
            answer.map(|answer| worded(&wording, entrant.scenario, question, &answer.value)).unwrap_or_default();
        let counted = counting.remove(&step.at);
        let told = KeyAnswer { answer, reason: step.reason.as_ref().map(|reason| reason.get(language).to_owned()) };
        let words = (wording.question(step.key), wording.heading(&step.key.scope));
        all.push(asked(&step.at, words, Some(told), step.points, counted));
    }
    for (at, counted) in counting {
        let words = (counted.text.clone(), counted.about.clone());
        all.push(asked(&at, words, None, 0, Some(counted)));
    }
    all
}

fn asked(
    at: &Address,
    (text, about): (String, String),
    key: Option<KeyAnswer>,
    points: u32,
    counted: Option<Counting>,
) -> Asked {
    let unit = counted.as_ref().map(Counting::unit).unwrap_or_default();
    let (given, parted) = counted.map_or_else(Default::default, |counted| {
        let mut given: Vec<Given> = counted.given.into_values().collect();
        // What the map leaves equal stays in its order, that of the answers' ids.
        given.sort_by_key(|given| (given.stands != Stands::Key, usize::MAX - given.count));
        (given, counted.parted)
    });
    Asked {
        scope: at.scope.clone(),
        question: at.question.clone(),
        about,
        text,
        key,
        asked: given.iter().map(|given| given.count).sum(),
        given,
        agreement: observed(&unit),
        parted,
        points,
    }
}
