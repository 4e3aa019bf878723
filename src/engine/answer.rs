//! Answers and their keys.
//!
//! Answers are values here, already resolved against the definitions in force; reading and writing them is for others.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::ruleset::model::{AnswerKind, ColumnKind, List, ProvisionIx, QuestionIx, Register};

/// A person, document or item of this assessment, interned by its id; see [`AnswerSet::entity`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Entity(pub u16);

impl Entity {
    /// The person row that is always there: interests that protect no person.
    pub const PUBLIC: Self = Self(0);
}

/// The subjects that a question is put about: what is set is what its scope holds.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ScopePath {
    /// The closing part.
    pub closing: bool,
    /// The document.
    pub document: Option<Entity>,
    /// The item.
    pub item: Option<Entity>,
    /// The person.
    pub person: Option<Entity>,
    /// The provision.
    pub provision: Option<ProvisionIx>,
    /// Who consents for the person.
    pub by: Option<Entity>,
}

/// What an answer is stored under: never a position, always scope and question.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Key {
    /// About whom or what.
    pub scope: ScopePath,
    /// The question.
    pub question: QuestionIx,
}

impl Hash for Key {
    /// Hashes the key as one number: field by field, hashing took half the time of a walk over many items.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { scope: ScopePath { closing, document, item, person, provision, by }, question } = *self;
        let subjects = [
            document.map(|it| it.0),
            item.map(|it| it.0),
            person.map(|it| it.0),
            provision.map(|it| it.0),
            by.map(|it| it.0),
        ];
        let packed = subjects.into_iter().fold(u128::from(closing), |packed, subject| {
            // Seventeen bits, so that a subject that is not in scope differs from the first of them.
            packed << 17 | subject.map_or(0, |index| u128::from(index) + 1)
        });
        state.write_u128(packed << 16 | u128::from(question.0));
    }
}

/// An answer's value, resolved against the question's definition.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Position among [`crate::ruleset::model::Question::options`].
    Choice(u16),
    /// Persons, documents or items that were picked.
    Entities(Vec<Entity>),
    /// Provisions that were picked.
    Provisions(Vec<ProvisionIx>),
    /// Free text.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A day and a time.
    DateTime(NaiveDateTime),
    /// A whole number.
    Number(i64),
    /// Rows.
    Rows(Vec<Row>),
}

impl Value {
    /// Returns whether the value is of the kind that is asked for, within its options or bounds.
    ///
    /// Lengths, least numbers and the cells of rows are for those who take answers to look at.
    #[must_use]
    pub fn fits(&self, kind: &AnswerKind) -> bool {
        match (self, kind) {
            (Self::Choice(option), AnswerKind::Tri) => *option < 3,
            (Self::Choice(option), AnswerKind::Choice(options)) => usize::from(*option) < options.len(),
            (Self::Entities(_), AnswerKind::Pick(pick)) => pick.from != Register::Provisions,
            (Self::Provisions(_), AnswerKind::Pick(pick)) => pick.from == Register::Provisions,
            (Self::Number(number), AnswerKind::Number { min, max }) => min <= number && number <= max,
            (Self::Text(_), AnswerKind::Text { .. })
            | (Self::Date(_), AnswerKind::Date)
            | (Self::DateTime(_), AnswerKind::DateTime)
            | (Self::Rows(_), AnswerKind::List(_)) => true,
            _ => false,
        }
    }
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row's own id where the list fills a register.
    pub entity: Entity,
    /// One value a column; `None` where an optional column is empty. A reference holds one entity.
    pub cells: Vec<Option<Value>>,
}

impl Row {
    /// Returns the option that stands in a closed column of the list that the row belongs to.
    #[must_use]
    pub fn option<'l>(&self, list: &'l List, column: &str) -> Option<&'l str> {
        let at = list.columns.iter().position(|other| &*other.id == column)?;
        match (&list.columns[at].kind, self.cells.get(at)?.as_ref()?) {
            (ColumnKind::Choice(options), Value::Choice(option)) => Some(&options.get(usize::from(*option))?.id),
            _ => None,
        }
    }
}

/// An answer with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The value.
    pub value: Value,
    /// The reason that stays in the authority.
    pub reason: Option<String>,
    /// The reason that the requester may read.
    pub outgoing: Option<String>,
    /// Why the reasons were kept in spite of what was found in them.
    pub notes: Notes,
}

impl Answer {
    /// Returns an answer without reasons.
    #[must_use]
    pub const fn bare(value: Value) -> Self {
        Self { value, reason: None, outgoing: None, notes: Notes { reason: None, outgoing: None } }
    }
}

/// Why a reason was kept in spite of what the gate found in it ([`crate::reasons`]); nothing where nothing was found.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Notes {
    /// About the reason that stays in the authority.
    #[serde(rename = "note", default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// About the reason that the requester may read. The note itself stays in the authority.
    #[serde(rename = "outgoing-note", default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<String>,
}

/// Where the walk finds answers.
pub trait Answers {
    /// Returns the answer's value under `key`, or `None` while the question is unanswered.
    fn get(&self, key: Key) -> Option<&Value>;
}

/// Answers in a map, with the names of the entities they speak of.
#[derive(Clone, Debug)]
pub struct AnswerSet {
    answers: HashMap<Key, Answer>,
    names: Vec<Box<str>>,
    // With a thousand items, looking through the names for each answer would be felt.
    entities: HashMap<Box<str>, Entity>,
}

impl Default for AnswerSet {
    fn default() -> Self {
        Self {
            answers: HashMap::new(),
            names: vec!["public".into()],
            entities: HashMap::from([("public".into(), Entity::PUBLIC)]),
        }
    }
}

impl Answers for AnswerSet {
    fn get(&self, key: Key) -> Option<&Value> {
        self.answers.get(&key).map(|answer| &answer.value)
    }
}

impl AnswerSet {
    /// Returns the entity of that id, interned if it is new.
    ///
    /// # Panics
    /// With more than 65,535 entities; readers of answers refuse far smaller numbers before.
    pub fn entity(&mut self, id: &str) -> Entity {
        if let Some(&entity) = self.entities.get(id) {
            return entity;
        }
        let entity = Entity(u16::try_from(self.names.len()).expect("readers limit the number of rows"));
        self.names.push(id.into());
        self.entities.insert(id.into(), entity);
        entity
    }

    /// Returns the entity of that id, if it has been spoken of.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Entity> {
        self.entities.get(id).copied()
    }

    /// Returns how many entities have been spoken of, `public` among them.
    #[must_use]
    pub fn entities(&self) -> usize {
        self.names.len()
    }

    /// Returns the id of an entity.
    #[must_use]
    pub fn name(&self, entity: Entity) -> &str {
        &self.names[usize::from(entity.0)]
    }

    /// Stores an answer and returns the one that it replaces.
    pub fn insert(&mut self, key: Key, answer: Answer) -> Option<Answer> {
        self.answers.insert(key, answer)
    }

    /// Removes an answer.
    pub fn remove(&mut self, key: Key) -> Option<Answer> {
        self.answers.remove(&key)
    }

    /// Returns an answer with its reasons.
    #[must_use]
    pub fn answer(&self, key: Key) -> Option<&Answer> {
        self.answers.get(&key)
    }

    /// Returns all keys, in no order.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.answers.keys().copied()
    }
}

/// Answers to questions of the frame alone, by position: for decisions one after another.
///
/// Questions of another scope are unanswered in it.
#[derive(Clone, Debug)]
pub struct FrameSheet {
    values: Vec<Option<Value>>,
    given: Vec<QuestionIx>,
}

impl FrameSheet {
    /// Returns a sheet with room for so many questions of the rulebook, none of them answered.
    #[must_use]
    pub fn new(questions: usize) -> Self {
        Self { values: vec![None; questions], given: Vec::new() }
    }

    /// Sets the answer to a question.
    ///
    /// # Panics
    /// With a question beyond the number that the sheet was made for.
    pub fn set(&mut self, question: QuestionIx, value: Value) {
        if self.values[question.at()].replace(value).is_none() {
            self.given.push(question);
        }
    }

    /// Takes back all answers and keeps the room.
    pub fn clear(&mut self) {
        // A rulebook has many more questions than a sheet answers.
        for question in self.given.drain(..) {
            self.values[question.at()] = None;
        }
    }
}

impl Answers for FrameSheet {
    fn get(&self, key: Key) -> Option<&Value> {
        if key.scope != ScopePath::default() {
            return None;
        }
        self.values.get(key.question.at())?.as_ref()
    }
}
