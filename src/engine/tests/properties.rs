//! What holds whatever is answered, tried on loops four deep.

use proptest::prelude::*;

use super::loops::{Nested, nested};
use crate::engine::testing::*;
use crate::engine::{Entity, Key, Report, Step, TraceStep, Value};
use crate::ruleset::model::*;

/// Answers what is asked with the next of `choices` until the walk ends, and returns each report on the way.
fn interview(case: &mut Case<'_>, rules: &Nested, choices: &[u16]) -> Vec<(Key, Report)> {
    let persons = ["client", "mother"].map(|id| case.answers.entity(id));
    let mut met = Vec::new();
    for at in 0.. {
        assert!(at < 200, "two documents, three items, two persons and two provisions ask fewer questions");
        let report = case.walk();
        let Step::Ask { key, .. } = report.step else { break };
        let choice = usize::from(choices[at % choices.len()]);
        let value = match key.question {
            question if question == rules.documents => {
                case.rows(question, [("journal", vec![]), ("letter", vec![])]);
                met.push((key, report));
                continue;
            }
            question if question == rules.items => {
                let documents = ["journal", "letter"].map(|id| Some(Value::Entities(vec![case.answers.entity(id)])));
                let cells = |at: usize| vec![None, documents[at % 2].clone()];
                case.rows(question, [("x", cells(choice)), ("y", cells(1)), ("z", cells(choice + 1))]);
                met.push((key, report));
                continue;
            }
            question if question == rules.whose => Value::Entities(persons[..choice.min(2)].to_vec()),
            question if question == rules.which => {
                Value::Provisions([ProvisionIx(0), ProvisionIx(1)][..choice.min(2)].to_vec())
            }
            _ => Value::Choice(u16::try_from(choice).expect("a small number")),
        };
        case.give(key.scope, key.question, value);
        met.push((key, report));
    }
    met
}

proptest! {
    #[test]
    fn every_answer_leads_on_and_taking_it_back_leads_back(choices in prop::collection::vec(0u16..3, 1..40)) {
        let rules = nested();
        let mut case = rules.builder.start(rules.procedure);
        let met = interview(&mut case, &rules, &choices);
        let finished = matches!(case.walk().step, Step::Finished { .. });
        prop_assert!(finished);
        for (key, before) in met.iter().rev() {
            case.answers.remove(*key);
            prop_assert_eq!(&case.walk(), before);
        }
    }

    #[test]
    fn the_path_is_that_of_the_answers_given_and_no_other(choices in prop::collection::vec(0u16..3, 1..40)) {
        let rules = nested();
        let mut case = rules.builder.start(rules.procedure);
        let asked: Vec<_> = interview(&mut case, &rules, &choices).into_iter().map(|(key, _)| key).collect();
        let report = case.walk();
        let first = |step: &TraceStep| match step {
            TraceStep::Answered { key, again: false, .. } => Some(*key),
            _ => None,
        };
        let path: Vec<_> = report.trace.iter().filter_map(first).collect();
        prop_assert_eq!(path, asked);
        // An answer that the path does not need changes nothing.
        case.choose(item(Entity(900)), rules.harm, JA);
        prop_assert_eq!(case.walk(), report);
    }

    #[test]
    fn an_item_is_as_closed_as_the_strictest_of_its_tests(choices in prop::collection::vec(0u16..3, 1..40)) {
        let rules = nested();
        let mut case = rules.builder.start(rules.procedure);
        interview(&mut case, &rules, &choices);
        let report = case.walk();
        for met in &report.items {
            let secret = met.ends.iter().any(|end| end.scope.provision.is_some() && end.end == ReturnIx(1));
            prop_assert_eq!(met.effect == Effect::Withhold, secret);
        }
    }
}
