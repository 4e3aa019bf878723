//! Walks every sheet and counts.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize as _;
use serde_json::Value as Json;

use super::turns::turns;
use super::{Asked, Debrief, Given, KeyAnswer, OfScenario, Parting, Stands, Turn};
use crate::answers::Raw;
use crate::draft::Address;
use crate::draft::bind::address;
use crate::graph::Highlight;
use crate::interview::words::Wording;
use crate::ruleset::model::{AnswerKind, NodeKind, Role, RulesetIx};
use crate::text::Language;
use crate::training::agreement::{alpha, observed};
use crate::training::answered::{Answered, answered};
use crate::training::check::{Kind, Solution, Solved};
use crate::training::room::Room;
use crate::training::scenario::Scenario;
use crate::training::score::{Score, Verdict, parting, score, verdict};
use crate::training::sheet::Sheet;
use crate::trial::miss::What;
use crate::trial::replay::{Run, walked_on};

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
/// `sheets` are of this room, each of its own participant; `scenarios` are the room's, in its order.
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
    let (mut done, mut unfit, mut units) = (Vec::new(), Vec::new(), Vec::new());
    let mut scores = vec![Score::default(); sheets.len()];
    for entrant in scenarios {
        let mut walks = Vec::new();
        for sheet in &sheets {
            match Walk::of(entrant, sheet) {
                Ok(walk) => walks.push(walk),
                Err(found) => unfit.push(found),
            }
        }
        let (of, values) = of_scenario(entrant, &walks, language);
        for (at, score) in of.scores.iter().enumerate() {
            if let (Some(sum), Some(score)) = (scores.get_mut(at), score) {
                sum.points = sum.points.saturating_add(score.points);
                sum.of = sum.of.saturating_add(score.of);
            }
        }
        units.extend(values);
        done.push(of);
    }
    if !unfit.is_empty() {
        return Err(unfit);
    }
    let participants = sheets.iter().map(|sheet| sheet.participant.clone()).collect();
    Ok(Debrief { code: room.code.clone(), participants, scenarios: done, alpha: alpha(&units), scores })
}

/// What one participant did in a scenario; nothing where they did not walk it.
struct Walk<'b> {
    walked: Option<(Run<'b>, Answered, Vec<Address>)>,
}

impl<'b> Walk<'b> {
    fn of(entrant: &Entrant<'_, 'b>, sheet: &Sheet) -> Result<Self, Unfit> {
        let Some(walked) = sheet.scenarios.get(&*entrant.scenario.id) else { return Ok(Self { walked: None }) };
        let unfit = |misses| Unfit {
            participant: sheet.participant.clone(),
            scenario: entrant.scenario.id.to_string(),
            misses,
        };
        let json = serde_json::to_value(&walked.answers).unwrap_or(Json::Null);
        let raw = Raw::deserialize(&json).unwrap_or(Raw::Null);
        let on = &entrant.key.run;
        let run = walked_on(on.edition.clone(), on.procedure, &raw).map_err(unfit)?;
        let path = run.path();
        let given = answered(&run.edition, &run.answers, &path);
        let answered = path.iter().filter(|key| run.answers.answer(**key).is_some());
        let path = answered.map(|key| address(&run.edition, &run.answers, *key)).collect();
        Ok(Self { walked: Some((run, given, path)) })
    }
}

/// One closed question while it is counted.
struct Counting {
    text: String,
    about: String,
    /// By the answer's bytes: in words, how many, how it stands.
    given: BTreeMap<String, Given>,
    values: Vec<String>,
    parted: usize,
}

fn of_scenario<'b>(
    entrant: &Entrant<'_, 'b>,
    walks: &[Walk<'b>],
    language: Language,
) -> (OfScenario<'b>, Vec<Vec<String>>) {
    let (scenario, key) = (entrant.scenario, entrant.key);
    let steps: HashMap<&Address, &Solved> = key.steps.iter().map(|step| (&step.at, step)).collect();
    let mut counting: BTreeMap<&Address, Counting> = BTreeMap::new();
    let (mut scores, mut left) = (Vec::new(), Vec::new());
    let way = |run: &Run<'b>| Highlight::of_walk(&run.edition, run.procedure, &run.answers);
    let mut ways = way(&key.run);
    for (participant, walk) in walks.iter().enumerate() {
        let Some((run, given, path)) = &walk.walked else {
            scores.push(None);
            continue;
        };
        scores.push(Some(score(&key.steps, given)));
        let wording = Wording::new(&run.edition, &run.answers, language);
        ways.counts.add(&way(run));
        let parted = parting(&key.steps, given, path);
        for (at, place) in path.iter().zip(run.path()) {
            let question = &run.edition.book.questions[place.question.at()];
            let compared = question.actor == Role::Officer
                && !matches!(question.kind, AnswerKind::List(_) | AnswerKind::Text { .. });
            let (Some(said), Some(answer)) = (given.get(at), run.answers.answer(place)) else { continue };
            let words = wording.value(&question.kind, &answer.value);
            if compared {
                let counted = counting.entry(at).or_insert_with(|| Counting {
                    text: wording.question(place),
                    about: wording.heading(&place.scope),
                    given: BTreeMap::new(),
                    values: Vec::new(),
                    parted: 0,
                });
                let value = sorted(&said.answer);
                let (stands, why) = match steps.get(at).map(|step| verdict(step, Some(said))) {
                    Some(Verdict::Key) => (Stands::Key, None),
                    Some(Verdict::Accepted(why)) => (Stands::Accepted, Some(why.get(language).to_owned())),
                    Some(_) => (Stands::Other, None),
                    None => (Stands::OffKey, None),
                };
                let fresh = || Given { answer: words.clone(), count: 0, stands, why };
                counted.given.entry(value.clone()).or_insert_with(fresh).count += 1;
                counted.values.push(value);
                counted.parted += usize::from(parted == Some(at));
            }
            if parted == Some(at) {
                left.push((participant, at, words, said.reason.clone()));
            }
        }
    }
    let units: Vec<Vec<String>> = counting.values().map(|counted| counted.values.clone()).collect();
    let questions = questions(key, counting, language);
    let position: HashMap<(&str, &str), usize> =
        questions.iter().enumerate().map(|(at, asked)| ((asked.scope.as_str(), asked.question.as_str()), at)).collect();
    let partings: Vec<Parting> = left
        .into_iter()
        .filter_map(|(participant, at, answer, reason)| {
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
    (of, units)
}

/// Returns the rulesets that put the questions of wrong turns, as far as anybody passed them.
fn parted_in(key: &Solution<'_>, ways: &Highlight<'_>, questions: &[Asked], turns: &[Turn]) -> Vec<RulesetIx> {
    let edition = &key.run.edition;
    let mut found = Vec::new();
    for turn in turns {
        let Some(question) = edition.question(&questions[turn.question].question) else { continue };
        let puts = |kind: &NodeKind| match kind {
            NodeKind::Ask { question: asked, .. } => *asked == question,
            NodeKind::Checklist { rows, .. } => rows.iter().any(|row| row.question == question),
            _ => false,
        };
        for (ruleset, rules) in edition.rulesets() {
            let passed = ways.counts.passes(&rules.id) && rules.nodes.iter().any(|node| puts(&node.kind));
            if passed && !found.contains(&ruleset) {
                found.push(ruleset);
            }
        }
    }
    found
}

/// Returns the questions of the key in its order, then the others by what they are about.
fn questions(key: &Solution<'_>, mut counting: BTreeMap<&Address, Counting>, language: Language) -> Vec<Asked> {
    let wording = Wording::new(&key.run.edition, &key.run.answers, language);
    let mut all = Vec::new();
    for step in key.steps.iter().filter(|step| step.kind == Kind::Closed) {
        let question = &key.run.edition.book.questions[step.key.question.at()];
        let answer = key.run.answers.answer(step.key);
        let answer = answer.map(|answer| wording.value(&question.kind, &answer.value)).unwrap_or_default();
        let counted = counting.remove(&step.at);
        let told = KeyAnswer { answer, reason: step.reason.clone() };
        let words = (wording.question(step.key), wording.heading(&step.key.scope));
        all.push(asked(&step.at, words, Some(told), step.points, counted));
    }
    for (at, counted) in counting {
        let words = (counted.text.clone(), counted.about.clone());
        all.push(asked(at, words, None, 0, Some(counted)));
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
    let (given, values, parted) = counted.map_or_else(Default::default, |counted| {
        let mut given: Vec<Given> = counted.given.into_values().collect();
        // What the map leaves equal stays in its order, that of the answers' ids.
        given.sort_by_key(|given| (given.stands != Stands::Key, usize::MAX - given.count));
        (given, counted.values, counted.parted)
    });
    Asked {
        scope: at.scope.clone(),
        question: at.question.clone(),
        about,
        text,
        key,
        given,
        asked: values.len(),
        agreement: observed(&values),
        parted,
        points,
    }
}

/// Returns an answer as one text that is the same for the same answer: what is picked has no order.
fn sorted(answer: &Json) -> String {
    let Json::Array(all) = answer else { return answer.to_string() };
    let mut all: Vec<String> = all.iter().map(Json::to_string).collect();
    all.sort_unstable();
    all.join(",")
}
