//! The record as it is signed and kept: each text once, and beside it what it was said of.
//!
//! A record of a thousand items holds the same questions a thousand times over. What is kept holds their wording once,
//! with the placeholders that the labels go into. Opening it fills them in again, from the record alone: no rulebook
//! is needed to read what was asked and answered.

mod tables;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use self::tables::Tables;
use super::delegation::Delegated;
use super::model::{
    AnswerGiven, Assessment, Continues, DutyMet, EndReached, EndUsed, Given, ItemOutcome, Linked, Matter, Officer,
    OpenPoint, Outcome, ProcedureUsed, ProvisionUsed, QuestionUsed, Rules, Subject, Words,
};
use crate::date::When;
use crate::picture::Picture;
use crate::ruleset::model::{ApprovalAfter, Effect, Moment, Role};
use crate::text::Language;

/// What a record speaks of but does not hold, or does not hold as it must.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Lacking {
    /// A question of this id.
    Question(String),
    /// An option of a question.
    Option {
        /// The question's id.
        question: String,
        /// The option's id.
        option: String,
    },
    /// A return of a module.
    End(String),
    /// The words of an effect.
    Effect(Effect),
    /// A person, a document or an item.
    Subject(String),
    /// A provision.
    Provision(String),
    /// Anything that a question can be about under this name.
    Scope(String),
    /// A question or an end in its place among the others, which are ordered by their names, each once.
    Order(String),
}

impl Lacking {
    /// Returns what is lacking.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (sv, en, id) = match self {
            Self::Question(id) => ("frågan", "the question", id.clone()),
            Self::Option { question, option } => ("alternativet", "the option", format!("{question}: {option}")),
            Self::End(id) => ("slutet", "the end", id.clone()),
            Self::Effect(effect) => ("ord för utfallet", "words for the effect", super::words::slug(effect)),
            Self::Subject(id) => ("personen, handlingen eller uppgiften", "the person, document or item", id.clone()),
            Self::Provision(id) => ("lagrummet", "the provision", id.clone()),
            Self::Scope(scope) => ("det som frågan gäller", "what the question is about", scope.clone()),
            Self::Order(id) => ("platsen i ordningen för", "a place in order for", id.clone()),
        };
        match language {
            Language::Sv => format!("{sv} `{id}` saknas i underlaget"),
            Language::En => format!("{en} `{id}` is not in the record"),
        }
    }
}

/// An assessment in the form of its bytes; the fields stand in the order of their names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed<'a> {
    answers: Vec<SealedAnswer<'a>>,
    approval: Cow<'a, [Role]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    continues: Option<Cow<'a, Continues>>,
    decided_on: NaiveDate,
    decider: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delegation: Option<Cow<'a, Delegated>>,
    documents: Cow<'a, [Subject]>,
    duties: Cow<'a, [DutyMet]>,
    effects: BTreeMap<Effect, Cow<'a, Words>>,
    ends: Cow<'a, [EndUsed]>,
    format: u32,
    items: Cow<'a, [Subject]>,
    language: Language,
    law_date: NaiveDate,
    #[serde(default, skip_serializing_if = "none")]
    links: Cow<'a, [Linked]>,
    made_at: DateTime<Utc>,
    matter: Cow<'a, Matter>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    moments: BTreeMap<Moment, When>,
    nonce: Cow<'a, str>,
    officer: Cow<'a, Officer>,
    open: Cow<'a, [OpenPoint]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<SealedOutcome<'a>>,
    pending: bool,
    persons: Cow<'a, [Subject]>,
    #[serde(default, skip_serializing_if = "none")]
    pictures: Cow<'a, [Picture]>,
    procedure: Cow<'a, ProcedureUsed>,
    program: Cow<'a, str>,
    provisions: Cow<'a, [ProvisionUsed]>,
    questions: Cow<'a, [QuestionUsed]>,
    results: Vec<SealedResult<'a>>,
    rules: Cow<'a, Rules>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second_of: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    started_at: Option<DateTime<Utc>>,
}

/// An answer without the words that its question has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedAnswer<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outgoing: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outgoing_note: Option<Cow<'a, str>>,
    /// Where they are others than the one in the scope and those of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provisions: Option<Cow<'a, [String]>>,
    question: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    scope: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statement: Option<Cow<'a, str>>,
    value: Cow<'a, Given>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedResult<'a> {
    decider: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<Cow<'a, str>>,
    duties: Cow<'a, [String]>,
    effect: Effect,
    ends: Vec<SealedEnd<'a>>,
    item: Cow<'a, str>,
    provisions: Cow<'a, [String]>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedEnd<'a> {
    /// The module and the name it returned under, with a full stop between.
    end: Cow<'a, str>,
    scope: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedOutcome<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approval_after: Option<ApprovalAfter>,
    effect: Effect,
    id: Cow<'a, str>,
    provisions: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, Words>>,
}

impl<'a> Sealed<'a> {
    /// Takes out of an assessment what its tables and labels say again.
    pub(super) fn of(assessment: &'a Assessment) -> Self {
        let questions: HashMap<&str, &QuestionUsed> =
            assessment.questions.iter().map(|question| (&*question.id, question)).collect();
        let answers = assessment.answers.iter().map(|answer| SealedAnswer::of(answer, &questions)).collect();
        Self {
            answers,
            approval: Cow::Borrowed(&assessment.approval),
            continues: assessment.continues.as_ref().map(Cow::Borrowed),
            decided_on: assessment.decided_on,
            decider: assessment.decider,
            delegation: assessment.delegation.as_ref().map(Cow::Borrowed),
            documents: Cow::Borrowed(&assessment.documents),
            duties: Cow::Borrowed(&assessment.duties),
            effects: effects(assessment),
            ends: Cow::Borrowed(&assessment.ends),
            format: assessment.format,
            items: Cow::Borrowed(&assessment.items),
            language: assessment.language,
            law_date: assessment.law_date,
            links: Cow::Borrowed(&assessment.links),
            made_at: assessment.made_at,
            matter: Cow::Borrowed(&assessment.matter),
            moments: assessment.moments.clone(),
            nonce: Cow::Borrowed(&assessment.nonce),
            officer: Cow::Borrowed(&assessment.officer),
            open: Cow::Borrowed(&assessment.open),
            outcome: assessment.outcome.as_ref().map(SealedOutcome::of),
            pending: assessment.pending,
            persons: Cow::Borrowed(&assessment.persons),
            pictures: Cow::Borrowed(&assessment.pictures),
            procedure: Cow::Borrowed(&assessment.procedure),
            program: Cow::Borrowed(&assessment.program),
            provisions: Cow::Borrowed(&assessment.provisions),
            questions: Cow::Borrowed(&assessment.questions),
            results: assessment.results.iter().map(SealedResult::of).collect(),
            rules: Cow::Borrowed(&assessment.rules),
            second_of: assessment.second_of.as_deref().map(Cow::Borrowed),
            started_at: assessment.started_at,
        }
    }

    /// Returns the assessment, every text filled in again.
    ///
    /// # Errors
    /// If it speaks of something that it does not hold.
    pub(super) fn open(self) -> Result<Assessment, Lacking> {
        let tables = Tables::of(&self)?;
        let answers = self.answers.iter().map(|answer| tables.answer(answer)).collect::<Result<_, _>>()?;
        let results = self.results.iter().map(|result| tables.result(result)).collect::<Result<_, _>>()?;
        let outcome = self.outcome.as_ref().map(|outcome| tables.outcome(outcome)).transpose()?;
        Ok(Assessment {
            format: self.format,
            nonce: self.nonce.into_owned(),
            program: self.program.into_owned(),
            procedure: self.procedure.into_owned(),
            law_date: self.law_date,
            decided_on: self.decided_on,
            matter: self.matter.into_owned(),
            moments: self.moments,
            continues: self.continues.map(Cow::into_owned),
            second_of: self.second_of.map(Cow::into_owned),
            officer: self.officer.into_owned(),
            language: self.language,
            started_at: self.started_at,
            made_at: self.made_at,
            rules: self.rules.into_owned(),
            persons: self.persons.into_owned(),
            documents: self.documents.into_owned(),
            items: self.items.into_owned(),
            questions: self.questions.into_owned(),
            answers,
            ends: self.ends.into_owned(),
            results,
            outcome,
            links: self.links.into_owned(),
            pictures: self.pictures.into_owned(),
            duties: self.duties.into_owned(),
            open: self.open.into_owned(),
            provisions: self.provisions.into_owned(),
            decider: self.decider,
            approval: self.approval.into_owned(),
            pending: self.pending,
            delegation: self.delegation.map(Cow::into_owned),
        })
    }
}

/// Returns whether a list says nothing and is left out.
#[expect(clippy::ptr_arg, reason = "serde hands over the field itself")]
fn none<T: Clone>(list: &Cow<'_, [T]>) -> bool {
    list.is_empty()
}

/// Collects what the effects are called; an assessment calls each by one name.
fn effects(assessment: &Assessment) -> BTreeMap<Effect, Cow<'_, Words>> {
    let of_ends = assessment.results.iter().flat_map(|result| &result.ends);
    let of_ends = of_ends.filter_map(|end| end.effect.zip(end.effect_words.as_ref()));
    let of_results = assessment.results.iter().map(|result| (result.effect, &result.effect_words));
    let of_outcome = assessment.outcome.iter().map(|outcome| (outcome.effect, &outcome.effect_words));
    let mut effects = BTreeMap::new();
    for (effect, words) in of_ends.chain(of_results).chain(of_outcome) {
        effects.entry(effect).or_insert(Cow::Borrowed(words));
    }
    effects
}

impl<'a> SealedAnswer<'a> {
    fn of(answer: &'a AnswerGiven, questions: &HashMap<&str, &QuestionUsed>) -> Self {
        let of_question = questions.get(&*answer.question).map_or(&[][..], |question| &question.provisions);
        let expected = provisions(provision_of(&answer.scope), of_question);
        let provisions = (!expected.eq(&answer.provisions)).then_some(Cow::Borrowed(&*answer.provisions));
        Self {
            note: answer.notes.reason.as_deref().map(Cow::Borrowed),
            outgoing: answer.outgoing.as_deref().map(Cow::Borrowed),
            outgoing_note: answer.notes.outgoing.as_deref().map(Cow::Borrowed),
            provisions,
            question: Cow::Borrowed(&answer.question),
            reason: answer.reason.as_deref().map(Cow::Borrowed),
            scope: Cow::Borrowed(&answer.scope),
            statement: answer.statement.as_deref().map(Cow::Borrowed),
            value: Cow::Borrowed(&answer.value),
        }
    }
}

impl<'a> SealedResult<'a> {
    fn of(result: &'a ItemOutcome) -> Self {
        let end = |end: &'a EndReached| SealedEnd {
            end: Cow::Owned(end_id(&end.module, &end.name)),
            scope: Cow::Borrowed(&end.scope),
        };
        Self {
            decider: result.decider,
            document: result.document.as_deref().map(Cow::Borrowed),
            duties: Cow::Borrowed(&result.duties),
            effect: result.effect,
            ends: result.ends.iter().map(end).collect(),
            item: Cow::Borrowed(&result.item),
            provisions: Cow::Borrowed(&result.provisions),
        }
    }
}

impl<'a> SealedOutcome<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        Self {
            approval_after: outcome.approval_after,
            effect: outcome.effect,
            id: Cow::Borrowed(&outcome.id),
            provisions: Cow::Borrowed(&outcome.provisions),
            text: outcome.text.as_ref().map(Cow::Borrowed),
        }
    }
}

fn end_id(module: &str, name: &str) -> String {
    [module, name].join(".")
}

/// Returns the provision that is in a scope.
fn provision_of(scope: &str) -> Option<&str> {
    let (_, rest) = scope.split_once("/provision/")?;
    rest.split('/').next()
}

/// Returns the provisions of an answer: the one in its scope, then those of its question.
fn provisions<'p>(of_scope: Option<&'p str>, of_question: &'p [String]) -> impl Iterator<Item = &'p str> {
    let others = of_question.iter().map(String::as_str).filter(move |id| Some(*id) != of_scope);
    of_scope.into_iter().chain(others)
}
