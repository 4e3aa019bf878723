//! Where two records of the same procedure part: what was answered differently, and what it came to for each item.
//!
//! Subjects are the same where their ids in the lists are. What is said in words of one's own is never the same by two
//! hands, and says nothing of how they judged: it is told apart and is no difference.

use std::collections::HashMap;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::assessment::model::{AnswerGiven, Cell, Given, Subject, Words};
use crate::ruleset::model::{Effect, Register};

/// Where two records part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// How many questions both answered: `alike`, `different` and `worded` together. A list that fills a register and is the
    /// same in both is not counted: it is what the questions are about.
    pub both: usize,
    /// How many of them were answered alike.
    pub alike: usize,
    /// Those answered differently, in the order of the first record's path: the first one is where the two part.
    pub different: Vec<Pair>,
    /// Those that differ only in words of the officers' own, in the same order.
    pub worded: Vec<Pair>,
    /// What only the first was asked, in the order of its path.
    pub only_first: Vec<Side>,
    /// What only the second was asked, in the order of its path.
    pub only_second: Vec<Side>,
    /// The items that came to another effect, in the order of the first record's list and then the second's.
    pub items: Vec<ItemPair>,
    /// What the whole came to in each; nothing in one that was stopped or waits.
    pub outcomes: [Option<Came>; 2],
}

/// A question that both answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The first record's answer.
    pub first: Side,
    /// The second record's answer.
    pub second: Side,
}

/// An answer of one record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// Whom or what it was about.
    pub scope: String,
    /// The question's id.
    pub question: String,
    /// The question as it was put.
    pub text: Words,
    /// The answer.
    pub value: Given,
    /// The answer in words, one for each thing picked or each row.
    pub words: Vec<Words>,
    /// The reason that stays in the authority.
    pub reason: Option<String>,
    /// The reason that the requester may read.
    pub outgoing: Option<String>,
}

/// An item that came to another effect in the one record than in the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemPair {
    /// The item's id.
    pub item: String,
    /// What the first record that has it calls it.
    pub label: String,
    /// The effect in the first record and what it is called; nothing where the item was not tested.
    pub first: Option<(Effect, Words)>,
    /// The effect in the second record.
    pub second: Option<(Effect, Words)>,
}

/// What the whole came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Came {
    /// The outcome's id.
    pub outcome: String,
    /// Its effect.
    pub effect: Effect,
    /// Its words; what the effect is called where it has none.
    pub text: Words,
}

/// How two answers to the same question stand to each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Likeness {
    Alike,
    Worded,
    Different,
}

impl Comparison {
    /// Compares two records of the same procedure; nothing where they are of different ones.
    #[must_use]
    pub fn of(first: &Assessment, second: &Assessment) -> Option<Self> {
        if first.procedure.id != second.procedure.id {
            return None;
        }
        let mut theirs: HashMap<(&str, &str), &AnswerGiven> =
            second.answers.iter().map(|answer| (key(answer), answer)).collect();
        let (mut alike, mut different, mut worded, mut only_first) = (0, Vec::new(), Vec::new(), Vec::new());
        for ours in &first.answers {
            let Some(other) = theirs.remove(&key(ours)) else {
                only_first.push(side(ours));
                continue;
            };
            let pair = || Pair { first: side(ours), second: side(other) };
            match likeness([first, second], [&ours.value, &other.value]) {
                Likeness::Alike if matches!(ours.value, Given::Register(_)) => {}
                Likeness::Alike => alike += 1,
                Likeness::Worded => worded.push(pair()),
                Likeness::Different => different.push(pair()),
            }
        }
        let only_second = second.answers.iter().filter(|answer| theirs.contains_key(&key(answer))).map(side).collect();
        Some(Self {
            both: alike + different.len() + worded.len(),
            alike,
            different,
            worded,
            only_first,
            only_second,
            items: items(first, second),
            outcomes: [came(first), came(second)],
        })
    }

    /// Returns whether nothing but words of the officers' own differs.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.different.is_empty()
            && self.only_first.is_empty()
            && self.only_second.is_empty()
            && self.items.is_empty()
            && self.same_outcome()
    }

    /// Returns whether the whole came to the same.
    #[must_use]
    pub fn same_outcome(&self) -> bool {
        let [first, second] = self.outcomes.each_ref().map(|came| came.as_ref().map(|came| &came.outcome));
        first == second
    }
}

fn key(answer: &AnswerGiven) -> (&str, &str) {
    (&answer.scope, &answer.question)
}

fn side(answer: &AnswerGiven) -> Side {
    Side {
        scope: answer.scope.clone(),
        question: answer.question.clone(),
        text: answer.text.clone(),
        value: answer.value.clone(),
        words: answer.words.clone(),
        reason: answer.reason.clone(),
        outgoing: answer.outgoing.clone(),
    }
}

fn likeness(records: [&Assessment; 2], values: [&Given; 2]) -> Likeness {
    match values {
        [Given::Text(first), Given::Text(second)] => text(first, second),
        // The order in which things were picked says nothing.
        [Given::Entities(first), Given::Entities(second)] | [Given::Provisions(first), Given::Provisions(second)] => {
            exact(sorted(first) == sorted(second))
        }
        [Given::Rows(first), Given::Rows(second)] => rows(first, second),
        [Given::Register(first), Given::Register(second)] if first == second => {
            rows(registered(records[0], *first), registered(records[1], *second))
        }
        [first, second] => exact(first == second),
    }
}

fn exact(same: bool) -> Likeness {
    if same { Likeness::Alike } else { Likeness::Different }
}

fn text(first: &str, second: &str) -> Likeness {
    if first.split_whitespace().eq(second.split_whitespace()) { Likeness::Alike } else { Likeness::Worded }
}

fn sorted(ids: &[String]) -> Vec<&str> {
    let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    ids.sort_unstable();
    ids
}

fn registered(record: &Assessment, register: Register) -> &[Subject] {
    match register {
        Register::Persons => &record.persons,
        Register::Documents => &record.documents,
        Register::Items => &record.items,
        Register::Provisions => &[],
    }
}

/// Compares lists by the ids of their rows, in whatever order these stand.
fn rows(first: &[Subject], second: &[Subject]) -> Likeness {
    let theirs: HashMap<&str, &Subject> = second.iter().map(|row| (&*row.id, row)).collect();
    if first.len() != second.len() {
        return Likeness::Different;
    }
    let mut likeness = Likeness::Alike;
    for row in first {
        let Some(other) = theirs.get(&*row.id) else { return Likeness::Different };
        let written = |row: &Subject| -> HashMap<String, Given> {
            let choices = row.columns.iter().filter(|cell| !is_text(cell));
            choices.map(|cell| (cell.column.clone(), cell.value.clone())).collect()
        };
        if written(row) != written(other) {
            return Likeness::Different;
        }
        if row.label != other.label || row.columns != other.columns {
            likeness = Likeness::Worded;
        }
    }
    likeness
}

fn is_text(cell: &Cell) -> bool {
    matches!(cell.value, Given::Text(_))
}

fn items(first: &Assessment, second: &Assessment) -> Vec<ItemPair> {
    let effect = |record: &Assessment, item: &str| {
        let result = record.results.iter().find(|result| result.item == item)?;
        Some((result.effect, result.effect_words.clone()))
    };
    let known = |item: &Subject| first.items.iter().any(|own| own.id == item.id);
    let all = first.items.iter().chain(second.items.iter().filter(|item| !known(item)));
    let pair = |item: &Subject| {
        let (ours, theirs) = (effect(first, &item.id), effect(second, &item.id));
        let same = ours.as_ref().map(|(effect, _)| *effect) == theirs.as_ref().map(|(effect, _)| *effect);
        (!same).then(|| ItemPair { item: item.id.clone(), label: item.label.clone(), first: ours, second: theirs })
    };
    all.filter_map(pair).collect()
}

fn came(record: &Assessment) -> Option<Came> {
    record.outcome.as_ref().map(|outcome| Came {
        outcome: outcome.id.clone(),
        effect: outcome.effect,
        text: outcome.text.clone().unwrap_or_else(|| outcome.effect_words.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::sample;
    use crate::ruleset::model::NEJ;

    fn made(harm: u16) -> Assessment {
        sample::build(&sample::book(), &sample::answers(harm)).unwrap()
    }

    fn ids(sides: &[Side]) -> Vec<(&str, &str)> {
        sides.iter().map(|side| (&*side.scope, &*side.question)).collect()
    }

    #[test]
    fn a_record_is_like_itself() {
        let record = made(NEJ);
        let compared = Comparison::of(&record, &record).unwrap();
        assert!(compared.is_alike(), "{compared:?}");
        let lists = record.answers.iter().filter(|answer| matches!(answer.value, Given::Register(_))).count();
        assert!(lists > 0);
        assert_eq!((compared.both, compared.alike), (record.answers.len() - lists, record.answers.len() - lists));
    }

    #[test]
    fn the_first_difference_is_the_first_on_the_path_of_the_first_record() {
        let (first, mut second) = (made(NEJ), made(NEJ));
        let counted = Comparison::of(&first, &second).unwrap().both;
        // The last two that are choices, changed from behind.
        let choices: Vec<usize> =
            (0..second.answers.len()).filter(|at| matches!(second.answers[*at].value, Given::Choice(_))).collect();
        let [.., before, last] = choices[..] else { panic!("two choices") };
        for at in [last, before] {
            second.answers[at].value = Given::Choice("annat".into());
            second.answers[at].reason = Some(format!("skäl {at}"));
        }
        second.answers.reverse();
        let compared = Comparison::of(&first, &second).unwrap();
        let different: Vec<(&str, &str)> =
            compared.different.iter().map(|pair| (&*pair.first.scope, &*pair.first.question)).collect();
        assert_eq!(different, [key(&first.answers[before]), key(&first.answers[last])]);
        assert_eq!(compared.different[0].second.reason, Some(format!("skäl {before}")));
        assert_eq!(compared.different[0].first.reason, first.answers[before].reason);
        assert_eq!((compared.both, compared.alike), (counted, counted - 2));
    }

    #[test]
    fn what_only_one_was_asked_is_told_apart() {
        let (first, mut second) = (made(NEJ), made(NEJ));
        let gone = second.answers.pop().unwrap();
        let compared = Comparison::of(&first, &second).unwrap();
        assert_eq!(ids(&compared.only_first), [key(&gone)]);
        assert!(compared.only_second.is_empty() && compared.different.is_empty() && !compared.is_alike());
        let turned = Comparison::of(&second, &first).unwrap();
        assert_eq!(ids(&turned.only_second), [key(&gone)]);
        assert!(turned.only_first.is_empty());
    }

    #[test]
    fn own_words_and_order_are_no_difference_and_a_row_more_is_one() {
        let (first, mut second) = (made(NEJ), made(NEJ));
        second.items[0].label = "samma sak med andra ord".into();
        second.persons.reverse();
        for answer in &mut second.answers {
            match &mut answer.value {
                Given::Text(text) => *text = "andra ord".into(),
                Given::Entities(ids) => ids.reverse(),
                _ => {}
            }
        }
        let compared = Comparison::of(&first, &second).unwrap();
        assert!(compared.is_alike(), "{compared:?}");
        let register = |value: &Given| matches!(value, Given::Register(Register::Items));
        assert!(compared.worded.iter().any(|pair| matches!(pair.first.value, Given::Text(_))), "{compared:?}");
        assert!(compared.worded.iter().any(|pair| register(&pair.first.value)), "{compared:?}");
        second.items.pop();
        let compared = Comparison::of(&first, &second).unwrap();
        assert!(compared.different.iter().any(|pair| register(&pair.first.value)), "{compared:?}");
    }

    #[test]
    fn items_and_the_whole_are_held_against_each_other() {
        let (first, mut second) = (made(NEJ), made(NEJ));
        let result = &mut second.results[0];
        let before = result.effect;
        result.effect = if before == Effect::Release { Effect::Withhold } else { Effect::Release };
        let (item, after) = (result.item.clone(), result.effect);
        second.results.remove(1);
        let compared = Comparison::of(&first, &second).unwrap();
        let effects = |pair: &ItemPair| (pair.first.as_ref().map(|one| one.0), pair.second.as_ref().map(|one| one.0));
        assert_eq!((&compared.items[0].item, effects(&compared.items[0])), (&item, (Some(before), Some(after))));
        assert_eq!(effects(&compared.items[1]), (Some(first.results[1].effect), None));
        assert!(compared.same_outcome() && !compared.is_alike());
        second.outcome = None;
        assert!(!Comparison::of(&first, &second).unwrap().same_outcome());
    }

    #[test]
    fn other_procedures_are_not_compared() {
        let (first, mut second) = (made(NEJ), made(NEJ));
        second.procedure.id = "annat".into();
        assert_eq!(Comparison::of(&first, &second), None);
    }
}
