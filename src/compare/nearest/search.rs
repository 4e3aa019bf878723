//! The search: the cheapest way through the rules to another end.
//!
//! Best first, by how many answers are changed and then by how many questions are new. A walk tells of every question on
//! the way from where something was tried last; each of them can be answered otherwise, and the question that the walk
//! stops at can be answered in every way. Where a walk stands as one before it stood that was no dearer, nothing from
//! there on can be cheaper.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use super::live::Live;
use super::options::Options;
use super::state::{AS_GIVEN, Code, Signature, Tracker};
use super::{Change, EndOf, Ending, Goal};
use crate::engine::{AnswerSet, Answers, Edition, Entity, Key, Row, ScopePath, Step, Value, document_column, run};
use crate::ruleset::model::{Effect, QuestionIx, Register, RulesetIx};

/// How many questions are looked at before the search gives up.
const MOST: usize = 1_500_000;

/// Which answers may be changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum May {
    /// None beside what has been changed.
    Nothing,
    /// Those about one item.
    Item(Entity),
    /// All.
    Everything,
}

impl May {
    fn change(self, key: Key) -> bool {
        match self {
            Self::Nothing => false,
            Self::Item(item) => key.scope.item == Some(item),
            Self::Everything => true,
        }
    }
}

/// Looks for other ends of one record.
pub(super) struct Search<'s, 'b> {
    edition: &'s Edition<'b>,
    procedure: RulesetIx,
    given: &'s AnswerSet,
    live: &'s Live,
    options: &'s Options<'s, 'b>,
    of: EndOf,
    /// The lists of items and documents, with none but the item that is looked at and the document it stands in.
    alone: Vec<(QuestionIx, Value)>,
    /// What was looked at so far.
    spent: usize,
    /// Whether some way was left because a list must be filled in on it.
    pub(super) left_lists: bool,
}

/// What is tried instead of what was answered, in the order that it is read.
#[derive(Clone, Debug, Default, PartialEq)]
struct Trial(Vec<Tried>);

#[derive(Clone, Debug, PartialEq)]
struct Tried {
    key: Key,
    value: Value,
    code: Code,
}

/// Answers with what is tried laid over them.
struct Over<'o> {
    given: &'o AnswerSet,
    tried: HashMap<Key, &'o Value>,
    alone: &'o [(QuestionIx, Value)],
}

impl Answers for Over<'_> {
    fn get(&self, key: Key) -> Option<&Value> {
        let alone = self.alone.iter().find(|(question, _)| *question == key.question);
        if let Some((_, rows)) = alone.filter(|_| key.scope == ScopePath::default()) {
            return Some(rows);
        }
        self.tried.get(&key).copied().or_else(|| self.given.get(key))
    }
}

/// What one walk came to.
pub(super) struct Walked {
    pub(super) ending: Ending,
    pub(super) met: Vec<super::state::Met>,
    asks: Option<(Key, Option<Signature>)>,
}

/// What a search came to.
pub(super) enum Found {
    /// The cheapest change.
    Change(Change),
    /// There is none; the places that were looked at.
    None(HashSet<Signature>),
    /// It gave up.
    Cut,
}

impl<'s, 'b> Search<'s, 'b> {
    pub(super) fn new(
        edition: &'s Edition<'b>,
        procedure: RulesetIx,
        given: &'s AnswerSet,
        live: &'s Live,
        options: &'s Options<'s, 'b>,
        of: EndOf,
    ) -> Self {
        let alone = match of {
            EndOf::Whole => Vec::new(),
            EndOf::Item(item) => alone(edition, given, item),
        };
        Self { edition, procedure, given, live, options, of, alone, spent: 0, left_lists: false }
    }

    /// Walks with nothing changed.
    pub(super) fn as_given(&mut self) -> Walked {
        self.walk(&Trial::default())
    }

    /// Returns the other answers that one on the path can be exchanged for.
    pub(super) fn instead(&self, key: Key) -> Vec<Value> {
        self.given.get(key).map(|given| self.options.instead(key.question, given)).unwrap_or_default()
    }

    /// Finds the cheapest change that has `first` in it and ends otherwise; nothing from a place that is `hopeless`.
    pub(super) fn cheapest(
        &mut self,
        first: &[(Key, Value)],
        may: May,
        goal: &dyn Fn(Ending) -> bool,
        hopeless: &HashSet<Signature>,
    ) -> Found {
        let first = first.iter().map(|(key, value)| self.tried(*key, value.clone())).collect();
        let mut queue = Queue::default();
        queue.push(Trial(first), self.given);
        let mut visited = HashSet::new();
        while let Some(trial) = queue.pop() {
            if self.spent > MOST {
                return Found::Cut;
            }
            let walked = self.walk(&trial);
            let mut is_new = |signature: &Option<Signature>| match signature {
                Some(signature) => !hopeless.contains(signature) && visited.insert(signature.clone()),
                None => true,
            };
            let since = trial.0.last().map(|tried| tried.key);
            let before = since.and_then(|key| walked.met.iter().position(|met| met.key == key));
            let mut merged = false;
            for met in walked.met.iter().skip(before.map_or(0, |at| at + 1)) {
                if !is_new(&met.signature) {
                    merged = true;
                    break;
                }
                if may.change(met.key) {
                    for value in self.instead(met.key) {
                        queue.push(trial.with(self.tried(met.key, value)), self.given);
                    }
                }
            }
            if merged {
                continue;
            }
            match &walked.asks {
                Some((key, signature)) if is_new(signature) => {
                    let first = self.options.first(key.question, &self.over(&trial));
                    self.left_lists |= first.is_empty();
                    for value in first {
                        queue.push(trial.with(self.tried(*key, value)), self.given);
                    }
                }
                None if goal(walked.ending) => return Found::Change(self.change(trial, walked.ending)),
                _ => {}
            }
        }
        Found::None(visited)
    }

    fn change(&self, trial: Trial, ending: Ending) -> Change {
        let tried = trial.0.into_iter().map(|Tried { key, value, .. }| (key, value));
        let (changed, new) = tried.partition(|(key, _)| self.given.get(*key).is_some());
        Change { changed, new, ending }
    }

    fn tried(&self, key: Key, value: Value) -> Tried {
        let code = if let Value::Choice(option) = &value {
            u32::from(*option)
        } else {
            let over = Over { given: self.given, tried: HashMap::new(), alone: &self.alone };
            let known = self.options.first(key.question, &over);
            let at = known.iter().position(|other| *other == value);
            at.and_then(|at| u32::try_from(at).ok()).unwrap_or(AS_GIVEN)
        };
        Tried { key, value, code }
    }

    fn over<'o>(&'o self, trial: &'o Trial) -> Over<'o> {
        let tried = trial.0.iter().map(|tried| (tried.key, &tried.value)).collect();
        Over { given: self.given, tried, alone: &self.alone }
    }

    fn walk(&mut self, trial: &Trial) -> Walked {
        let codes = |key: Key| trial.0.iter().find(|tried| tried.key == key).map_or(AS_GIVEN, |tried| tried.code);
        let since = trial.0.last().map(|tried| tried.key);
        let mut tracker = Tracker::new(self.edition.book, self.live, &codes, self.procedure, since);
        let step = run(self.edition, self.procedure, &self.over(trial), &mut tracker);
        let ending = self.ending(&step, &tracker);
        let asks = match (ending, step) {
            (Ending::None, Step::Ask { key, node, .. }) => Some((key, tracker.asking(key, node))),
            _ => None,
        };
        let walked = Walked { ending, met: tracker.met, asks };
        self.spent += walked.met.len() + 1;
        walked
    }

    fn ending(&self, step: &Step, tracker: &Tracker<'_>) -> Ending {
        match (self.of, step) {
            (EndOf::Whole, Step::Finished { outcome, effect, .. }) => Ending::Outcome(*outcome, *effect),
            (EndOf::Whole, Step::Halted) => Ending::Stopped,
            (EndOf::Item(_), Step::Finished { .. } | Step::Halted) => {
                tracker.item().map_or(Ending::Stopped, Ending::Item)
            }
            (EndOf::Item(_), Step::Ask { .. } | Step::Revise { .. }) => {
                tracker.item_passed().map_or(Ending::None, Ending::Item)
            }
            (EndOf::Whole, Step::Ask { .. } | Step::Revise { .. }) => Ending::None,
        }
    }
}

/// Returns the lists with none but one item and the document that it stands in.
///
/// Without the documents of the other items, since a document that has no items leads elsewhere.
fn alone(edition: &Edition<'_>, given: &AnswerSet, item: Entity) -> Vec<(QuestionIx, Value)> {
    let listed = |register| {
        let question = edition.register(register)?;
        match given.get(Key { scope: ScopePath::default(), question }) {
            Some(Value::Rows(rows)) => Some((question, rows)),
            _ => None,
        }
    };
    let Some((items, rows)) = listed(Register::Items) else { return Vec::new() };
    let only: Vec<Row> = rows.iter().filter(|row| row.entity == item).cloned().collect();
    let within = document_column(&edition.book.questions[items.at()]).zip(listed(Register::Documents));
    let documents = within.map(|(column, (documents, rows))| {
        let cells = || only.iter().filter_map(|row| row.cells.get(column)?.as_ref());
        let holds = |row: &Row| cells().any(|cell| *cell == Value::Entities(vec![row.entity]));
        (documents, Value::Rows(rows.iter().filter(|row| holds(row)).cloned().collect()))
    });
    std::iter::once((items, Value::Rows(only))).chain(documents).collect()
}

impl Trial {
    fn with(&self, tried: Tried) -> Self {
        let mut all = self.0.clone();
        all.push(tried);
        Self(all)
    }
}

/// What is to be tried, the cheapest first and of those the one that was thought of first.
#[derive(Default)]
struct Queue {
    heap: BinaryHeap<Reverse<(usize, usize, usize)>>,
    trials: Vec<Trial>,
}

impl Queue {
    fn push(&mut self, trial: Trial, given: &AnswerSet) {
        let changed = trial.0.iter().filter(|tried| given.get(tried.key).is_some()).count();
        self.heap.push(Reverse((changed, trial.0.len() - changed, self.trials.len())));
        self.trials.push(trial);
    }

    fn pop(&mut self) -> Option<Trial> {
        let Reverse((_, _, at)) = self.heap.pop()?;
        Some(std::mem::take(&mut self.trials[at]))
    }
}

impl Goal {
    /// Returns whether an end is what is looked for, beside `now`. Nothing is decided by what waits or is stopped.
    pub(super) fn holds(self, now: Ending, ending: Ending) -> bool {
        let effect = match ending {
            Ending::None | Ending::Stopped | Ending::Item(Effect::Open) => return false,
            Ending::Outcome(_, effect) | Ending::Item(effect) => effect,
        };
        match self {
            Self::Another => ending != now,
            Self::Not(other) => effect != other,
        }
    }
}
