//! A crowd that answers scenarios: mostly as the key, now and then at random, always so that the rules take it.

use std::collections::BTreeMap;

use menprov::canonical::hex;
use menprov::draft::bind::address;
use menprov::engine::{Answer, Key, Step, Value, walk};
use menprov::ruleset::model::AnswerKind;
use menprov::text::Language;
use menprov::training::answered::said;
use menprov::training::check::Solution;
use menprov::training::debrief::{Entrant, debrief};
use menprov::training::room::Room;
use menprov::training::scenario::Scenario;
use menprov::training::sheet::{Ended, Sheet, Walked};

use super::random::Random;

/// More answers than any walk asks for.
const MOST: usize = 2_000;
/// One answer in so many is not the key's.
const ASTRAY: usize = 9;
const WORDS: [&str; 24] = [
    "barnet",
    "mamman",
    "läkaren",
    "handlingen",
    "skolan",
    "uppgiften",
    "beslutet",
    "adressen",
    "telefonen",
    "kommunen",
    "vet",
    "har",
    "kan",
    "bör",
    "skriver",
    "frågar",
    "väntar",
    "minns",
    "inte",
    "ännu",
    "redan",
    "alltid",
    "knappast",
    "troligen",
];

/// Returns a sheet with an answer to every question of every scenario.
pub(crate) fn sheet(room: &Room, scenarios: &[(&Scenario, &Solution<'_>)], name: &str, random: &mut Random) -> Sheet {
    let mut sheet = Sheet::new(room, name.to_owned());
    for &(scenario, key) in scenarios {
        let mut astray = ASTRAY;
        loop {
            let walked = walked(scenario, key, astray, random);
            let mut one = Sheet::new(room, name.to_owned());
            one.scenarios.insert(scenario.id.to_string(), walked.clone());
            if debrief(room, &[Entrant { scenario, key }], &[one], Language::Sv).is_ok() {
                sheet.scenarios.insert(scenario.id.to_string(), walked);
                break;
            }
            // What is demanded of a list or a text is not known here: nearer the key there is less of it.
            astray *= 2;
            assert!(astray < 1_000_000, "the key of {} does not fit", scenario.id);
        }
    }
    sheet
}

fn walked(scenario: &Scenario, key: &Solution<'_>, astray: usize, random: &mut Random) -> Walked {
    let run = &key.run;
    let mut given = run.answers.clone();
    for at in run.answers.keys() {
        given.remove(at);
    }
    let (mut order, mut ended) = (Vec::new(), Ended::Halted);
    for _ in 0..MOST {
        match walk(&run.edition, run.procedure, &given).step {
            Step::Ask { key: at, .. } | Step::Revise { key: at, .. } => {
                let own = run.answers.answer(at).filter(|_| given.answer(at).is_none() && random.below(astray) > 0);
                let Some(answer) = own.cloned().or_else(|| guess(key, at, random)) else { break };
                given.insert(at, answer);
                if !order.contains(&at) {
                    order.push(at);
                }
            }
            Step::Halted => break,
            Step::Finished { .. } => {
                ended = Ended::Finished;
                break;
            }
        }
    }
    let mut answers: BTreeMap<String, BTreeMap<String, _>> = BTreeMap::new();
    for at in order {
        let Some((_, said)) = said(&run.edition, &given, at) else { continue };
        let at = address(&run.edition, &given, at);
        answers.entry(at.scope).or_default().insert(at.question, said);
    }
    Walked { sha256: hex(&scenario.sha256), law_date: scenario.law_date, ended, hints: 0, answers }
}

/// Returns an answer that fits the kind of the question; lists are the key's.
fn guess(key: &Solution<'_>, at: Key, random: &mut Random) -> Option<Answer> {
    let run = &key.run;
    let question = &run.edition.book.questions[at.question.at()];
    let option = |bound: usize, random: &mut Random| u16::try_from(random.below(bound)).ok().map(Value::Choice);
    let value = match &question.kind {
        AnswerKind::Tri => option(3, random)?,
        AnswerKind::Choice(options) => option(options.len(), random)?,
        AnswerKind::Number { min, .. } => Value::Number(*min),
        AnswerKind::Date => Value::Date(run.edition.date),
        AnswerKind::DateTime => Value::DateTime(run.edition.date.and_hms_opt(9, 0, 0)?),
        AnswerKind::Text { .. } => Value::Text(sentence(random)),
        AnswerKind::List(_) => run.answers.answer(at).map_or(Value::Rows(Vec::new()), |answer| answer.value.clone()),
        AnswerKind::Pick(_) => {
            // What another subject was answered about fits this one too.
            let mut alike = run.answers.keys().filter(|other| other.question == at.question);
            run.answers.answer(alike.next()?)?.value.clone()
        }
    };
    let mut answer = Answer::bare(value);
    answer.reason = question.reason.as_ref().map(|_| sentence(random));
    answer.outgoing = question.outgoing.as_ref().map(|_| sentence(random));
    Some(answer)
}

fn sentence(random: &mut Random) -> String {
    let words: Vec<&str> = (0..14).map(|_| *random.pick(&WORDS)).collect();
    let mut text = words.join(" ");
    text.push('.');
    text
}
