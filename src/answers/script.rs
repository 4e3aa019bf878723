//! A whole set of answers, walked once: what is missing, what lacks its reason, what was not needed.

use std::collections::HashSet;

use super::fault::pair;
use super::gate::{Gate, Laws};
use super::safety::shown_short;
use crate::assessment::scope::to_text;
use crate::assessment::{Labels, role};
use crate::engine::{AnswerSet, Edition, Key, Report, Step, TraceStep, Value, walk};
use crate::reasons::{Audience, Finding};
use crate::render::safe;
use crate::ruleset::model::{Demand, NodeKind, Question, Role, RulesetIx};
use crate::text::{Language, Text};

/// What becomes of answers that the path did not need.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unused {
    /// They fail: somebody believed them to matter.
    Refused,
    /// They are left alone.
    Allowed,
}

/// A reason that an answer demands and does not have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Lacking {
    /// The answer.
    pub key: Key,
    /// Which reason.
    pub audience: Audience,
    /// Its length in characters so far.
    pub found: usize,
    /// The length that is demanded.
    pub least: u32,
}

/// Why a set of answers does not carry an assessment to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptFault {
    /// The scope path.
    pub scope: String,
    /// The question's id.
    pub question: Box<str>,
    /// What is wrong.
    pub kind: ScriptFaultKind,
}

/// What is wrong with an answer of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptFaultKind {
    /// The path needs it and it is not there.
    Missing {
        /// The question's wording, with its labels filled in.
        wording: Text,
    },
    /// The rules send the officer back to it.
    Revise {
        /// Why, with its labels filled in.
        why: Text,
    },
    /// A reason does not pass the gate.
    Reason {
        /// Which reason.
        audience: Audience,
        /// What is found in it.
        findings: Vec<Finding>,
    },
    /// The note that was to let a reason pass does not pass itself.
    Note {
        /// About which reason.
        audience: Audience,
        /// What is found in it.
        findings: Vec<Finding>,
    },
    /// Another than the officer answers it, in a statement of their own.
    OtherActor {
        /// Who.
        actor: Role,
    },
    /// The path never asked for it.
    Unused,
}

/// Walks a whole set of answers once.
///
/// A halt is no fault: an item can be parked, and an assessment can be signed in part.
///
/// # Errors
/// With every reason that is missing or too short, every answer that another must give and every answer that was not
/// needed; and with the one question that is
/// missing, since what comes after it cannot be known.
pub fn run_script(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &AnswerSet,
    unused: Unused,
) -> Result<Report, Vec<ScriptFault>> {
    run_script_with(edition, procedure, answers, unused, &HashSet::new())
}

/// The same, where the answers under `given` are others' own, from statements that they signed.
///
/// # Errors
/// As [`run_script`].
pub fn run_script_with<S: std::hash::BuildHasher>(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &AnswerSet,
    unused: Unused,
    given: &HashSet<Key, S>,
) -> Result<Report, Vec<ScriptFault>> {
    run_script_knowing(edition, procedure, answers, unused, given, &Laws::default())
}

/// The same, with what has been gathered of the law on the same law date.
///
/// # Errors
/// As [`run_script`].
pub(crate) fn run_script_knowing<S: std::hash::BuildHasher>(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &AnswerSet,
    unused: Unused,
    given: &HashSet<Key, S>,
    laws: &Laws,
) -> Result<Report, Vec<ScriptFault>> {
    let book = edition.book;
    let report = walk(edition, procedure, answers);
    let fault = |key: Key, kind| ScriptFault {
        scope: to_text(&key.scope, answers, book),
        question: book.questions[key.question.at()].id.clone(),
        kind,
    };
    let labels = Labels::new(edition, answers);
    // The labels come from a file and are shown on a terminal.
    let filled = |text: &Text, key: &Key| {
        let line = |language| safe::line(&labels.fill(text, &key.scope, language)).into();
        Text { sv: line(Language::Sv), en: line(Language::En) }
    };
    let mut faults = Vec::new();
    let path = path(&report);
    let gate = Gate::knowing(edition, answers, laws.clone());
    let refused = gate.refused_on(&path, |key| !given.contains(&key));
    faults.extend(refused.into_iter().map(|(key, kind)| fault(key, kind)));
    for &key in &path {
        let actor = book.questions[key.question.at()].actor;
        if actor != Role::Officer && !given.contains(&key) {
            faults.push(fault(key, ScriptFaultKind::OtherActor { actor }));
        }
    }
    let ended = match &report.step {
        Step::Ask { key, .. } => {
            let wording = filled(&book.questions[key.question.at()].text, key);
            faults.push(fault(*key, ScriptFaultKind::Missing { wording }));
            false
        }
        Step::Revise { key, ruleset, node } => {
            let why = match &book.rulesets[ruleset.at()].nodes[node.at()].kind {
                NodeKind::Revise { text, .. } => filled(text, key),
                _ => Text::default(),
            };
            faults.push(fault(*key, ScriptFaultKind::Revise { why }));
            false
        }
        Step::Halted | Step::Finished { .. } => true,
    };
    // Before the end nobody can say what would have been needed.
    if ended && unused == Unused::Refused {
        let mut left: Vec<_> = unneeded(answers, &report)
            .filter(|key| !given.contains(key))
            .map(|key| fault(key, ScriptFaultKind::Unused))
            .collect();
        left.sort_by(|a, b| (&a.scope, &a.question).cmp(&(&b.scope, &b.question)));
        faults.append(&mut left);
    }
    if faults.is_empty() { Ok(report) } else { Err(faults) }
}

/// Returns the keys of the answers on the path, each once, in order.
#[must_use]
pub fn path(report: &Report) -> Vec<Key> {
    let mut seen = foldhash::HashSet::default();
    report
        .trace
        .iter()
        .filter_map(|step| match step {
            TraceStep::Answered { key, .. } => Some(*key),
            _ => None,
        })
        .filter(|key| seen.insert(*key))
        .collect()
}

/// Returns the answers that the path did not need, in no order.
pub fn unneeded<'a>(answers: &'a AnswerSet, report: &Report) -> impl Iterator<Item = Key> + 'a {
    let needed: HashSet<Key> = path(report).into_iter().collect();
    answers.keys().filter(move |key| !needed.contains(key))
}

/// Returns the reasons that answers on the path demand and do not have, in order.
#[must_use]
pub fn lacking_reasons(edition: &Edition<'_>, answers: &AnswerSet, report: &Report) -> Vec<Lacking> {
    let keys = path(report);
    keys.into_iter().flat_map(|key| lacking_of(&edition.book.questions[key.question.at()], answers, key)).collect()
}

/// Returns the reasons that one answer demands and does not have.
pub(crate) fn lacking_of(question: &Question, answers: &AnswerSet, key: Key) -> Vec<Lacking> {
    let Some(answer) = answers.answer(key) else { return Vec::new() };
    let demands = [
        (Audience::Internal, &question.reason, &answer.reason, &answer.notes.reason),
        (Audience::Outgoing, &question.outgoing, &answer.outgoing, &answer.notes.outgoing),
    ];
    demands
        .into_iter()
        .filter_map(|(audience, demand, reason, note)| {
            let demand = demand.as_ref().filter(|demand| demands_for(demand, &answer.value))?;
            let found = reason.as_deref().map_or(0, |reason| reason.trim().chars().count());
            // An empty reason never passes, whatever length the rules ask for; a note lets a short one.
            let least = if note.is_some() { 1 } else { demand.least.max(1) };
            (found < least as usize).then_some(Lacking { key, audience, found, least })
        })
        .collect()
}

/// Returns whether a reason is demanded for this value.
#[must_use]
pub fn demands_for(demand: &Demand, value: &Value) -> bool {
    match value {
        Value::Choice(option) => demand.options.is_empty() || demand.options.contains(option),
        _ => true,
    }
}

/// Returns findings in words, one sentence after the other.
fn said(findings: &[Finding], line: impl Fn(&Finding) -> String) -> String {
    findings.iter().map(line).collect::<Vec<_>>().join(" ")
}

impl ScriptFault {
    /// Returns what is wrong, with scope and question first.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let place = format!("`{}`, `{}`", shown_short(&self.scope, 120), self.question);
        let what = match &self.kind {
            ScriptFaultKind::Missing { wording } => {
                let wording = wording.get(language);
                pair(language, format!("svar saknas: {wording}"), format!("no answer: {wording}"))
            }
            ScriptFaultKind::Revise { why } => {
                let why = why.get(language);
                pair(language, format!("svara om: {why}"), format!("answer again: {why}"))
            }
            ScriptFaultKind::Reason { audience, findings } if **findings == [Finding::Empty] => {
                let field = audience.field();
                pair(language, format!("skäl (`{field}`) saknas"), format!("the reason (`{field}`) is missing"))
            }
            ScriptFaultKind::Reason { audience, findings } => {
                format!("`{}`: {}", audience.field(), said(findings, |finding| finding.line(*audience, language)))
            }
            ScriptFaultKind::Note { audience, findings } => {
                format!("`{}`: {}", audience.note_field(), said(findings, |finding| finding.note_line(language)))
            }
            ScriptFaultKind::OtherActor { actor } => {
                let who = role(*actor);
                pair(
                    language,
                    format!("besvaras av {}, inte av handläggaren", who.sv),
                    format!("is answered by another than the officer: {}", who.en),
                )
            }
            ScriptFaultKind::Unused => {
                language.choose("besvarad men inte ställd", "answered but never asked").to_owned()
            }
        };
        format!("{place}: {what}")
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let (scope, question) = (&self.scope, &self.question);
        Some(match &self.kind {
            ScriptFaultKind::Missing { .. } => pair(
                language,
                format!("lägg till `{question}:` under `{scope}:`"),
                format!("add `{question}:` under `{scope}:`"),
            ),
            ScriptFaultKind::Reason { audience, findings }
                if findings.iter().all(|finding| finding.is_overridable(*audience)) =>
            {
                let (field, note) = (audience.field(), audience.note_field());
                pair(
                    language,
                    format!(
                        "skriv om `{field}`, eller säg i `{note}: …` varför skälet får stå; det kommer med i underlaget"
                    ),
                    format!("rewrite `{field}`, or say in `{note}: …` why the reason is kept; that goes into the memo"),
                )
            }
            ScriptFaultKind::Reason { audience, .. } => {
                let field = audience.field();
                pair(
                    language,
                    format!("skriv `{question}: {{answer: …, {field}: …}}`"),
                    format!("write `{question}: {{answer: …, {field}: …}}`"),
                )
            }
            ScriptFaultKind::Note { audience, .. } => {
                let note = audience.note_field();
                pair(language, format!("skriv om `{note}: …`"), format!("rewrite `{note}: …`"))
            }
            ScriptFaultKind::Unused => pair(
                language,
                "ta bort svaret, eller se efter om ett tidigare svar är fel".to_owned(),
                "remove the answer, or see whether an earlier one is wrong".to_owned(),
            ),
            ScriptFaultKind::OtherActor { .. } => pair(
                language,
                "ta bort svaret; prövningen väntar då på den personen".to_owned(),
                "remove the answer; the assessment then waits for that person".to_owned(),
            ),
            ScriptFaultKind::Revise { .. } => return None,
        })
    }
}
