//! Points: how answers measure up to a key. Pure, in whole numbers, whatever order the answers came in.

use serde::{Deserialize, Serialize};

use super::answered::{Answered, Said};
use super::check::{Kind, Solved};
use crate::draft::Address;
use crate::text::Text;

/// Points of how many.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The points.
    pub points: u32,
    /// The most that could be had.
    pub of: u32,
}

impl Score {
    /// Returns the percentage, rounded down; nothing where there was nothing to be had.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        let percent = u64::from(self.points) * 100 / u64::from(self.of).max(1);
        (self.of > 0).then(|| u32::try_from(percent).unwrap_or(100))
    }
}

/// How one question was answered, beside the key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark<'s> {
    /// The question of the key.
    pub step: &'s Solved,
    /// What was answered; nothing where it was never asked.
    pub given: Option<&'s Said>,
    /// What that is worth.
    pub verdict: Verdict<'s>,
}

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict<'s> {
    /// It is the key's.
    Key,
    /// It is another that gives the same points, and why.
    Accepted(&'s Text),
    /// It is another.
    Other,
    /// It was never asked.
    NotAsked,
    /// It is a text, which people judge.
    Open,
}

impl Mark<'_> {
    /// Returns the points that it gives.
    #[must_use]
    pub const fn points(&self) -> u32 {
        match self.verdict {
            Verdict::Key | Verdict::Accepted(_) => self.step.points,
            Verdict::Other | Verdict::NotAsked | Verdict::Open => 0,
        }
    }
}

/// Returns what one answer to a question of the key is worth.
#[must_use]
pub fn verdict<'s>(step: &'s Solved, given: Option<&Said>) -> Verdict<'s> {
    let Some(given) = given else { return Verdict::NotAsked };
    if step.kind == Kind::Open {
        return Verdict::Open;
    }
    if step.alike(&given.answer, &step.answer) {
        return Verdict::Key;
    }
    let accepted = step.accepted.iter().find(|accepted| step.alike(&given.answer, &accepted.answer));
    accepted.map_or(Verdict::Other, |accepted| Verdict::Accepted(&accepted.why))
}

/// Returns every question that the key puts to whoever trains, with what was answered to it, in the key's order.
#[must_use]
pub fn marks<'s>(steps: &'s [Solved], answered: &'s Answered) -> Vec<Mark<'s>> {
    let put = steps.iter().filter(|step| step.kind != Kind::Given);
    put.map(|step| {
        let given = answered.get(&step.at);
        Mark { step, given, verdict: verdict(step, given) }
    })
    .collect()
}

/// Returns the points of the answers.
#[must_use]
pub fn score(steps: &[Solved], answered: &Answered) -> Score {
    let add = |sum: Score, mark: &Mark<'_>| Score {
        points: sum.points.saturating_add(mark.points()),
        of: sum.of.saturating_add(mark.step.points),
    };
    marks(steps, answered).iter().fold(Score::default(), add)
}

/// Returns where answers first left the key: in the order in which they were asked, the first that is neither the key's
/// nor accepted, or that the key never asks. What is judged by people parts from nothing.
#[must_use]
pub fn parting<'p>(steps: &[Solved], answered: &Answered, path: &'p [Address]) -> Option<&'p Address> {
    path.iter().find(|at| parts(steps.iter().find(|step| step.at == **at), answered.get(at)))
}

/// Returns whether an answer leaves the key; `step` is its question there, if the key asks it.
#[must_use]
pub fn parts(step: Option<&Solved>, given: Option<&Said>) -> bool {
    step.is_none_or(|step| step.kind != Kind::Given && verdict(step, given) == Verdict::Other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::engine::{Key, ScopePath};
    use crate::ruleset::model::QuestionIx;
    use crate::training::check::Accepted;

    fn at(question: &str) -> Address {
        Address { scope: "closing".to_owned(), question: question.to_owned() }
    }

    fn step(question: &str, kind: Kind, answer: Json, points: u32) -> Solved {
        let key = Key { scope: ScopePath::default(), question: QuestionIx(0) };
        Solved { key, at: at(question), kind, answer, by_day: false, reason: None, points, accepted: Vec::new() }
    }

    fn steps() -> Vec<Solved> {
        let mut either = step("b", Kind::Closed, json!("nej"), 2);
        either.accepted = vec![Accepted { answer: json!("vet-ej"), why: Text::default() }];
        vec![
            step("list", Kind::Given, json!([{"id": "i1"}]), 0),
            step("a", Kind::Closed, json!("ja"), 3),
            either,
            step("pick", Kind::Closed, json!(["osl-26-1", "osl-25-1"]), 5),
            step("text", Kind::Open, json!("något"), 0),
        ]
    }

    fn given(answers: &[(&str, Json)]) -> Answered {
        let said = |answer: &Json| Said { answer: answer.clone(), ..Said::default() };
        answers.iter().map(|(question, answer)| (at(question), said(answer))).collect()
    }

    #[test]
    fn the_keys_answers_and_accepted_ones_give_points_and_what_was_not_asked_none() {
        let of = |answers: &[(&str, Json)]| score(&steps(), &given(answers));
        assert_eq!(of(&[]), Score { points: 0, of: 10 });
        assert_eq!(of(&[("a", json!("ja")), ("b", json!("vet-ej"))]), Score { points: 5, of: 10 });
        assert_eq!(of(&[("a", json!("nej")), ("b", json!("nej"))]), Score { points: 2, of: 10 });
        let picked = [("pick", json!(["osl-25-1", "osl-26-1"]))];
        assert_eq!(of(&picked), Score { points: 5, of: 10 }, "what is picked has no order");
        let all = [("pick", json!(["osl-25-1"])), ("a", json!("ja")), ("more", json!("ja"))];
        assert_eq!(of(&all), Score { points: 3, of: 10 }, "a part of a pick is another answer, and more costs nothing");
    }

    fn of<'s>(step: &'s Solved, answer: &str) -> Verdict<'s> {
        verdict(step, Some(&Said { answer: json!(answer), ..Said::default() }))
    }

    #[test]
    fn a_moment_is_the_keys_by_its_day_unless_the_scenario_is_exact() {
        let mut moment = step("m", Kind::Closed, json!("2026-11-21T09:00"), 2);
        moment.by_day = true;
        moment.accepted = vec![Accepted { answer: json!("2026-11-22T08:00"), why: Text::default() }];
        assert_eq!(of(&moment, "2026-11-21T09:10"), Verdict::Key);
        assert!(matches!(of(&moment, "2026-11-22T23:59"), Verdict::Accepted(_)));
        assert_eq!(of(&moment, "2026-11-20T09:00"), Verdict::Other);
        moment.by_day = false;
        assert_eq!(of(&moment, "2026-11-21T09:10"), Verdict::Other);
        assert_eq!(of(&moment, "2026-11-21T09:00"), Verdict::Key);
    }

    #[test]
    fn a_percentage_is_rounded_down() {
        assert_eq!(Score { points: 2, of: 3 }.percent(), Some(66));
        assert_eq!(Score { points: 3, of: 3 }.percent(), Some(100));
        assert_eq!(Score::default().percent(), None);
    }

    #[test]
    fn the_first_parting_is_by_the_order_asked_and_a_text_parts_from_nothing() {
        let answered = given(&[("text", json!("annat")), ("b", json!("ja")), ("a", json!("nej")), ("x", json!("ja"))]);
        let first = |path: &[&str]| {
            let path: Vec<_> = path.iter().map(|question| at(question)).collect();
            parting(&steps(), &answered, &path).map(|at| at.question.clone())
        };
        assert_eq!(first(&["list", "text", "b", "a"]).as_deref(), Some("b"));
        assert_eq!(first(&["text", "x", "a"]).as_deref(), Some("x"), "the key never asks it");
        assert_eq!(first(&["list", "text"]), None);
    }

    proptest! {
        #[test]
        fn any_order_of_the_answers_gives_the_same(
            choices in proptest::collection::vec(0_usize..3, 3),
            order in Just((0_usize..3).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let words = ["ja", "nej", "vet-ej"];
            let all: Vec<_> = ["a", "b", "pick"].into_iter().zip(choices.iter().map(|&at| json!(words[at]))).collect();
            let shuffled: Vec<_> = order.iter().map(|&at| all[at].clone()).collect();
            let (steps, once, again) = (steps(), given(&all), given(&shuffled));
            prop_assert_eq!(score(&steps, &once), score(&steps, &again));
            prop_assert_eq!(marks(&steps, &once), marks(&steps, &again));
            let reversed: Vec<Solved> = steps.iter().rev().cloned().collect();
            prop_assert_eq!(score(&steps, &once), score(&reversed, &once));
        }
    }
}
