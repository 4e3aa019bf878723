//! What a sealed record speaks of, found again when it is opened.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::{Lacking, Sealed, SealedAnswer, SealedEnd, SealedOutcome, SealedResult, end_id, provisions};
use crate::assessment::labels::{PUBLIC, Slots, public};
use crate::assessment::model::{
    AnswerGiven, EndReached, EndUsed, Given, ItemOutcome, Outcome, QuestionUsed, Subject, Words,
};
use crate::assessment::words::{row_words, shown};
use crate::engine::Notes;
use crate::ruleset::model::{Effect, Register};
use crate::text::Language;

/// The subjects that a scope names, by their ids.
#[derive(Default)]
struct Named<'s> {
    item: Option<&'s str>,
    document: Option<&'s str>,
    person: Option<&'s str>,
    provision: Option<&'s str>,
    by: Option<&'s str>,
}

impl<'s> Named<'s> {
    fn of(scope: &'s str) -> Result<Self, Lacking> {
        let mut named = Self::default();
        if matches!(scope, "frame" | "closing") {
            return Ok(named);
        }
        let unknown = || Lacking::Scope(scope.to_owned());
        let mut words = scope.split('/');
        while let Some(word) = words.next() {
            let place = match word {
                "item" => &mut named.item,
                "document" => &mut named.document,
                "person" => &mut named.person,
                "provision" => &mut named.provision,
                "by" => &mut named.by,
                _ => return Err(unknown()),
            };
            if place.replace(words.next().ok_or_else(unknown)?).is_some() {
                return Err(unknown());
            }
        }
        Ok(named)
    }
}

/// Where everything stands that the answers and the results speak of.
pub(super) struct Tables<'t> {
    questions: HashMap<&'t str, &'t QuestionUsed>,
    ends: HashMap<String, &'t EndUsed>,
    effects: &'t BTreeMap<Effect, Cow<'t, Words>>,
    /// What persons, documents and items are called.
    labels: HashMap<&'t str, &'t str>,
    designations: HashMap<&'t str, &'t Words>,
    persons: &'t [Subject],
    documents: &'t [Subject],
    items: &'t [Subject],
}

impl<'t> Tables<'t> {
    pub(super) fn of(sealed: &'t Sealed<'_>) -> Result<Self, Lacking> {
        // Two wordings under one name would leave open which of them was meant.
        if let Some([_, twice]) = sealed.questions.windows(2).find(|pair| matches!(pair, [a, b] if a.id >= b.id)) {
            return Err(Lacking::Order(twice.id.clone()));
        }
        let name = |end: &'t EndUsed| (&*end.module, &*end.name);
        if let Some([_, twice]) = sealed.ends.windows(2).find(|pair| matches!(pair, [a, b] if name(a) >= name(b))) {
            return Err(Lacking::Order(end_id(&twice.module, &twice.name)));
        }
        let subjects = sealed.persons.iter().chain(&*sealed.documents).chain(&*sealed.items);
        Ok(Self {
            questions: sealed.questions.iter().map(|question| (&*question.id, question)).collect(),
            ends: sealed.ends.iter().map(|end| (end_id(&end.module, &end.name), end)).collect(),
            effects: &sealed.effects,
            labels: subjects.map(|subject| (&*subject.id, subject.label.trim())).collect(),
            designations: sealed.provisions.iter().map(|used| (&*used.id, &used.designation)).collect(),
            persons: &sealed.persons,
            documents: &sealed.documents,
            items: &sealed.items,
        })
    }

    pub(super) fn answer(&self, sealed: &SealedAnswer<'_>) -> Result<AnswerGiven, Lacking> {
        let lacking = || Lacking::Question(sealed.question.clone().into_owned());
        let question = self.questions.get(&*sealed.question).ok_or_else(lacking)?;
        let named = Named::of(&sealed.scope)?;
        let provisions = match &sealed.provisions {
            Some(provisions) => provisions.to_vec(),
            None => provisions(named.provision, &question.provisions).map(str::to_owned).collect(),
        };
        Ok(AnswerGiven {
            text: self.fill(&question.text, &named)?,
            words: self.words(&sealed.value, question)?,
            provisions,
            scope: sealed.scope.clone().into_owned(),
            question: sealed.question.clone().into_owned(),
            value: sealed.value.clone().into_owned(),
            reason: sealed.reason.clone().map(Cow::into_owned),
            outgoing: sealed.outgoing.clone().map(Cow::into_owned),
            notes: Notes {
                reason: sealed.note.clone().map(Cow::into_owned),
                outgoing: sealed.outgoing_note.clone().map(Cow::into_owned),
            },
            statement: sealed.statement.clone().map(Cow::into_owned),
        })
    }

    /// Returns an answer in words.
    fn words(&self, given: &Given, question: &QuestionUsed) -> Result<Vec<Words>, Lacking> {
        let option = |id: &String| {
            let lacking = || Lacking::Option { question: question.id.clone(), option: id.clone() };
            question.options.get(id).cloned().ok_or_else(lacking)
        };
        match given {
            Given::Choice(id) => Ok(vec![option(id)?]),
            Given::Provisions(ids) => ids.iter().map(option).collect(),
            Given::Entities(ids) => ids.iter().map(|id| self.called(id)).collect(),
            Given::Rows(rows) => Ok(rows.iter().map(row_words).collect()),
            Given::Register(register) => {
                let rows = match register {
                    Register::Persons => self.persons,
                    Register::Documents => self.documents,
                    Register::Items => self.items,
                    Register::Provisions => &[],
                };
                rows.iter().map(|row| self.called(&row.id)).collect()
            }
            Given::Text(_) | Given::Date(_) | Given::DateTime(_) | Given::Number(_) => {
                Ok(vec![Words::same(&shown(given))])
            }
        }
    }

    pub(super) fn result(&self, sealed: &SealedResult<'_>) -> Result<ItemOutcome, Lacking> {
        let end = |end: &SealedEnd<'_>| self.end(end, sealed.document.as_deref());
        Ok(ItemOutcome {
            item: sealed.item.clone().into_owned(),
            document: sealed.document.clone().map(Cow::into_owned),
            effect: sealed.effect,
            effect_words: self.effect(sealed.effect)?,
            ends: sealed.ends.iter().map(end).collect::<Result<_, _>>()?,
            provisions: sealed.provisions.to_vec(),
            duties: sealed.duties.to_vec(),
            decider: sealed.decider,
        })
    }

    fn end(&self, sealed: &SealedEnd<'_>, document: Option<&str>) -> Result<EndReached, Lacking> {
        let used = self.ends.get(&*sealed.end).ok_or_else(|| Lacking::End(sealed.end.clone().into_owned()))?;
        let mut named = Named::of(&sealed.scope)?;
        // The scope of an item leaves out its document.
        named.document = named.document.or(document);
        Ok(EndReached {
            scope: sealed.scope.clone().into_owned(),
            module: used.module.clone(),
            name: used.name.clone(),
            text: used.text.as_ref().map(|text| self.fill(text, &named)).transpose()?,
            effect: used.effect,
            effect_words: used.effect.map(|effect| self.effect(effect)).transpose()?,
            provisions: used.provisions.clone(),
        })
    }

    pub(super) fn outcome(&self, sealed: &SealedOutcome<'_>) -> Result<Outcome, Lacking> {
        Ok(Outcome {
            id: sealed.id.clone().into_owned(),
            approval_after: sealed.approval_after,
            effect: sealed.effect,
            effect_words: self.effect(sealed.effect)?,
            text: sealed.text.clone().map(Cow::into_owned),
            provisions: sealed.provisions.to_vec(),
        })
    }

    fn effect(&self, effect: Effect) -> Result<Words, Lacking> {
        self.effects.get(&effect).map(|words| words.clone().into_owned()).ok_or(Lacking::Effect(effect))
    }

    fn fill(&self, text: &Words, named: &Named<'_>) -> Result<Words, Lacking> {
        let fill = |language| Ok(self.slots(named, language)?.fill(text.get(language), language));
        Ok(Words { sv: fill(Language::Sv)?, en: fill(Language::En)? })
    }

    fn slots<'n>(&'n self, named: &Named<'n>, language: Language) -> Result<Slots<'n>, Lacking> {
        let label = |id: Option<&'n str>| id.map(|id| self.label(id, language)).transpose();
        let designation = |id: &str| {
            let words = self.designations.get(id).ok_or_else(|| Lacking::Provision(id.to_owned()))?;
            Ok(words.get(language))
        };
        Ok(Slots {
            person: label(named.person.or(named.by))?,
            item: label(named.item)?,
            document: label(named.document)?,
            provision: named.provision.map(designation).transpose()?,
        })
    }

    fn label<'n>(&'n self, id: &'n str, language: Language) -> Result<&'n str, Lacking> {
        match self.labels.get(id) {
            Some(label) if !label.is_empty() => Ok(label),
            _ if id == PUBLIC => Ok(public(language)),
            Some(_) => Ok(id),
            None => Err(Lacking::Subject(id.to_owned())),
        }
    }

    fn called(&self, id: &str) -> Result<Words, Lacking> {
        let [sv, en] = [Language::Sv, Language::En].map(|language| self.label(id, language).map(str::to_owned));
        Ok(Words { sv: sv?, en: en? })
    }
}
