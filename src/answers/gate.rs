//! The reasons of an assessment, held against the gate of [`crate::reasons`]: what each is compared with stands in the
//! rulebook and in the other answers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::script::{ScriptFaultKind, demands_for};
use crate::assessment::Labels;
use crate::assessment::labels::quoted;
use crate::engine::{Answer, AnswerSet, Edition, Key};
use crate::reasons::words::{Known, plain};
use crate::reasons::{Audience, Finding, Judged, judge, judge_note};
use crate::ruleset::model::{AnswerKind, Demand, ProvisionIx, Question, QuestionIx};
use crate::text::{Language, Text};

/// What the law says, by question and provision.
type Gathered = HashMap<(QuestionIx, Option<ProvisionIx>), Rc<Known>>;

/// What the law says, by question and provision: the same for whoever answers on one law date, so that it need be
/// gathered once for all of them.
#[derive(Clone, Debug, Default)]
pub struct Laws(Rc<RefCell<Gathered>>);

/// What a reason is held against: the rulebook on the law date, and the reasons that stand already.
pub struct Gate<'a> {
    edition: &'a Edition<'a>,
    answers: &'a AnswerSet,
    labels: Labels<'a>,
    /// The reasons that stand, without their signs, and what they are about.
    standing: HashMap<(Audience, String), Vec<Key>>,
    laws: Laws,
}

impl<'a> Gate<'a> {
    /// Returns a gate that no reason has passed yet.
    #[must_use]
    pub fn new(edition: &'a Edition<'a>, answers: &'a AnswerSet) -> Self {
        Self::knowing(edition, answers, Laws::default())
    }

    /// Does the same, with what has been gathered of the law on the same law date.
    #[must_use]
    pub fn knowing(edition: &'a Edition<'a>, answers: &'a AnswerSet, laws: Laws) -> Self {
        Self { edition, answers, labels: Labels::new(edition, answers), standing: HashMap::new(), laws }
    }

    /// Lets the reasons of an answer stand, so that others are compared with them.
    pub fn stand(&mut self, key: Key) {
        let Some(answer) = self.answers.answer(key) else { return };
        for audience in [Audience::Internal, Audience::Outgoing] {
            if let Some(text) = audience.of(answer) {
                self.standing.entry((audience, plain(text))).or_default().push(key);
            }
        }
    }

    /// Returns what is found in a text as the reason of an answer that stands.
    #[must_use]
    pub fn judge(&self, key: Key, audience: Audience, text: &str) -> Vec<Finding> {
        let question = &self.edition.book.questions[key.question.at()];
        let answer = self.answers.answer(key);
        let least = answer.map_or(1, |answer| least(question, audience, answer));
        let wording = self.labels.fill_both(&question.text, &key.scope);
        judge(&Judged {
            text,
            audience,
            least,
            question: &[wording.sv, wording.en],
            law: &self.law(key),
            same: self.same(key, audience, text),
            internal: answer.and_then(|answer| answer.reason.as_deref()),
        })
    }

    /// Returns the words of the provisions that a question cites, and of its options: the same for every subject.
    fn law(&self, key: Key) -> Rc<Known> {
        let of = (key.question, key.scope.provision);
        if let Some(known) = self.laws.0.borrow().get(&of) {
            return Rc::clone(known);
        }
        let known = Rc::new(Known::of(self.cited(key).into_iter()));
        self.laws.0.borrow_mut().insert(of, Rc::clone(&known));
        known
    }

    fn cited(&self, key: Key) -> Vec<&'a str> {
        let question = &self.edition.book.questions[key.question.at()];
        let cited = key.scope.provision.iter().chain(&question.provisions);
        let provision = |at: &ProvisionIx| {
            let provision = &self.edition.book.provisions[at.at()];
            [Some(&provision.designation), provision.on(self.edition.date).map(|version| &version.text)]
        };
        let options: &[_] = match &question.kind {
            AnswerKind::Choice(options) => options,
            _ => &[],
        };
        let texts = cited.flat_map(provision).flatten().chain(options.iter().map(|option| &option.text));
        texts.flat_map(|text| [&*text.sv, &*text.en]).collect()
    }

    /// Returns what else has this very text as its reason: another item or document, or another person.
    fn same(&self, key: Key, audience: Audience, text: &str) -> Option<Text> {
        let others = self.standing.get(&(audience, plain(text)))?;
        let apart = |other: &&Key| {
            let (a, b) = (&key.scope, &other.scope);
            let pairs = [(a.item, b.item), (a.document, b.document), (a.person, b.person), (a.by, b.by)];
            pairs.into_iter().any(|(a, b)| a.is_some() && b.is_some() && a != b)
        };
        let scope = others.iter().find(apart)?.scope;
        let called = |language| {
            let thing =
                scope.item.or(scope.document).map(|thing| quoted(self.labels.entity(thing, language), language));
            let person = scope.person.or(scope.by).map(|person| self.labels.entity(person, language).to_owned());
            thing.into_iter().chain(person).collect::<Vec<_>>().join(", ")
        };
        Some(Text { sv: called(Language::Sv).into(), en: called(Language::En).into() })
    }
}

impl Audience {
    /// Returns the reason of an answer for this audience.
    fn of(self, answer: &Answer) -> Option<&str> {
        match self {
            Self::Internal => answer.reason.as_deref(),
            Self::Outgoing => answer.outgoing.as_deref(),
        }
    }

    fn note_of(self, answer: &Answer) -> Option<&str> {
        match self {
            Self::Internal => answer.notes.reason.as_deref(),
            Self::Outgoing => answer.notes.outgoing.as_deref(),
        }
    }

    const fn demand(self, question: &Question) -> Option<&Demand> {
        match self {
            Self::Internal => question.reason.as_ref(),
            Self::Outgoing => question.outgoing.as_ref(),
        }
    }
}

/// Returns the length that the rules ask of a reason, in characters.
fn least(question: &Question, audience: Audience, answer: &Answer) -> u32 {
    audience
        .demand(question)
        .filter(|demand| demands_for(demand, &answer.value))
        .map_or(1, |demand| demand.least.max(1))
}

/// Returns what does not pass the gate among the reasons on a path that are `wanted`, in the order of the path.
///
/// A reason that nobody demanded is held to the same as one that was; it goes into the same memo.
pub fn refused_reasons(
    edition: &Edition<'_>,
    answers: &AnswerSet,
    path: &[Key],
    wanted: impl Fn(Key) -> bool,
) -> Vec<(Key, ScriptFaultKind)> {
    Gate::new(edition, answers).refused_on(path, wanted)
}

impl Gate<'_> {
    /// Does what [`refused_reasons`] does.
    pub(crate) fn refused_on(mut self, path: &[Key], wanted: impl Fn(Key) -> bool) -> Vec<(Key, ScriptFaultKind)> {
        let mut refused = Vec::new();
        for &key in path {
            if let Some(answer) = self.answers.answer(key).filter(|_| wanted(key)) {
                let question = &self.edition.book.questions[key.question.at()];
                let both = [Audience::Internal, Audience::Outgoing];
                let kinds = both.into_iter().flat_map(|audience| self.refused(key, question, answer, audience));
                refused.extend(kinds.map(|kind| (key, kind)));
            }
            self.stand(key);
        }
        refused
    }

    fn refused(&self, key: Key, question: &Question, answer: &Answer, audience: Audience) -> Vec<ScriptFaultKind> {
        let demanded = audience.demand(question).is_some_and(|demand| demands_for(demand, &answer.value));
        let text = match audience.of(answer) {
            Some(text) => text,
            None if demanded => "",
            None => return Vec::new(),
        };
        let note = audience.note_of(answer);
        let mut findings = self.judge(key, audience, text);
        if note.is_some() {
            findings.retain(|finding| !finding.is_overridable(audience));
        }
        let mut refused = Vec::new();
        if !findings.is_empty() {
            refused.push(ScriptFaultKind::Reason { audience, findings });
        }
        let findings = note.map(judge_note).unwrap_or_default();
        if !findings.is_empty() {
            refused.push(ScriptFaultKind::Note { audience, findings });
        }
        refused
    }
}
