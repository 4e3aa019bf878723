//! From a finished walk and its answers to the record.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

use crate::answers::registers::register_rows;
use crate::canonical::hex;
use crate::date::When;
use crate::engine::{AnswerSet, Edition, EndMet, Halted, ItemResult, Key, Notes, Report, ScopePath, Step, TraceStep};
use crate::fingerprint::Fingerprint;
use crate::picture::pictures;
use crate::reasons::holds_personal_number;
use crate::render::safe;
use crate::ruleset::model::{
    AnswerKind, Demand, DutyIx, End, HaltKind, Node, NodeIx, NodeKind, ProvisionIx, Question, Register, Role, RulesetIx,
};
use crate::text::Language;

use super::closure::Closure;
use super::delegation::{Delegated, Power, Row};
use super::error::{AssessError, MissingRationale};
use super::labels::Labels;
use super::model::{
    AnswerGiven, Assessment, Awaits, Continues, DutyMet, EndReached, EndUsed, FORMAT, Given, ItemOutcome, Linked,
    Matter, Officer, OpenPoint, Outcome, ProcedureUsed, ProvisionUsed, QuestionUsed, Rules, Subject, Words,
};
use super::moments::moments;
use super::scope;
use super::words::{self, Wording};

/// What an assessment needs beside the walk, all of it from outside.
#[derive(Clone, Debug)]
pub struct Particulars<'c> {
    /// 256 random bits; see [`fresh_nonce`].
    pub nonce: [u8; 32],
    /// The version of this program.
    pub program: String,
    /// The procedure that was walked.
    pub procedure: RulesetIx,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// What it is about.
    pub matter: Matter,
    /// When the request or report came in, where it was given beforehand.
    pub received: Option<When>,
    /// Who assessed.
    pub officer: Officer,
    /// The rows of the authority's delegation that speak of the outcome on the day of the decision.
    pub delegation: Vec<Row>,
    /// The language that the questions were put in.
    pub language: Language,
    /// When the first question was put.
    pub started_at: Option<DateTime<Utc>>,
    /// Now.
    pub made_at: DateTime<Utc>,
    /// The rules that were used.
    pub closure: &'c Closure,
    /// The record that this one goes on from.
    pub continues: Option<Continues>,
    /// SHA-256, in hexadecimal, of the record that this one is a blind second assessment of.
    pub second_of: Option<String>,
    /// The answers of other actors: the SHA-256 of each one's statement, in hexadecimal, by scope and question.
    pub statements: HashMap<(String, String), String>,
    /// The fingerprints of files, by the id of the document or item that each is.
    pub files: HashMap<String, Vec<Fingerprint>>,
}

/// Returns 256 random bits from the operating system.
///
/// # Errors
/// If the system has none to give.
pub fn fresh_nonce() -> Result<[u8; 32], AssessError> {
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce).map_err(|_| AssessError::NoRandom)?;
    Ok(nonce)
}

/// Checks what a matter is called: it is on every list of drafts and records.
///
/// # Errors
/// If it is nothing at all, holds a character that cannot be seen, or is or holds a personal or coordination number.
pub fn check_reference(reference: &str) -> Result<(), AssessError> {
    if reference.trim().is_empty() {
        return Err(AssessError::NoReference);
    }
    // What is shown written out was not what anybody meant to sign.
    if matches!(safe::line(reference), Cow::Owned(_)) {
        return Err(AssessError::HiddenCharacter);
    }
    if holds_personal_number(reference) { Err(AssessError::PersonalNumber) } else { Ok(()) }
}

impl Assessment {
    /// Makes the record of a walk that has ended.
    ///
    /// Parked items and persons may remain: they are listed as open. A stop for good is recorded without an outcome.
    ///
    /// # Errors
    /// If a question is unanswered, everything is parked for another reason than that another actor must answer, a
    /// demanded reason is missing, or an answer is another's than whoever may give it.
    pub fn build(
        edition: &Edition<'_>,
        report: &Report,
        answers: &AnswerSet,
        frame: Particulars<'_>,
    ) -> Result<Self, AssessError> {
        let labels = Labels::new(edition, answers);
        let mut build = Build {
            edition,
            answers,
            labels: &labels,
            statements: &frame.statements,
            files: &frame.files,
            provisions: Ledger::default(),
            questions: BTreeMap::new(),
            ends: BTreeMap::new(),
        };
        build.refuse_unfinished(report)?;
        check_reference(&frame.matter.reference)?;
        for provision in &report.provisions {
            build.provisions.add(*provision);
        }
        let given = build.answers(report)?;
        let results: Vec<_> = report.items.iter().map(|item| build.item(item)).collect();
        let outcome = build.outcome(report);
        let duties = build.duties(report);
        let open = report.halted.iter().map(|halted| build.open_point(halted)).collect();
        let procedure = &edition.book.rulesets[frame.procedure.at()];
        let position = frame.officer.position.as_ref().map(|held| &*held.id);
        let power = Power::over(frame.delegation, report.decider, frame.officer.role, position);
        let awaits = report.step == Step::Halted && report.halted.last().is_some_and(|halted| halted.awaits.is_some());
        let pending = !power.may || !report.approval.is_empty() || awaits;
        let delegation =
            (!power.rows.is_empty()).then(|| Delegated { by: power.by.map(|row| row.point), rows: power.rows });
        Ok(Self {
            format: FORMAT,
            nonce: hex(&frame.nonce),
            program: frame.program,
            procedure: ProcedureUsed {
                id: procedure.id.to_string(),
                version: procedure.version,
                title: Words::from(&procedure.title),
            },
            law_date: edition.date,
            decided_on: frame.decided_on,
            matter: Matter { reference: frame.matter.reference.trim().to_owned(), ..frame.matter },
            moments: moments(edition, report, answers, frame.received),
            pending,
            delegation,
            continues: frame.continues,
            second_of: frame.second_of,
            officer: frame.officer,
            language: frame.language,
            started_at: frame.started_at.map(|time| time.trunc_subsecs(0)),
            made_at: frame.made_at.trunc_subsecs(0),
            rules: Rules { closure: hex(&frame.closure.digest()), used: frame.closure.used().to_vec() },
            persons: build.subjects(Register::Persons)?,
            documents: build.subjects(Register::Documents)?,
            items: build.subjects(Register::Items)?,
            questions: build.questions_used(),
            answers: given,
            ends: std::mem::take(&mut build.ends).into_values().collect(),
            results,
            outcome,
            links: links(edition, report),
            pictures: pictures(edition, report, answers),
            duties,
            open,
            provisions: build.provisions_used(),
            decider: report.decider,
            approval: report.approval.clone(),
        })
    }
}

/// Returns the procedures that the walk offers to go on with.
fn links(edition: &Edition<'_>, report: &Report) -> Vec<Linked> {
    let linked = report.starts.iter().filter_map(|family| {
        let rules = &edition.book.rulesets[edition.ruleset(*family)?.at()];
        Some(Linked { id: rules.id.to_string(), title: Words::from(&rules.title) })
    });
    linked.collect()
}

struct Build<'a> {
    edition: &'a Edition<'a>,
    answers: &'a AnswerSet,
    labels: &'a Labels<'a>,
    statements: &'a HashMap<(String, String), String>,
    files: &'a HashMap<String, Vec<Fingerprint>>,
    provisions: Ledger,
    questions: BTreeMap<&'a str, QuestionUsed>,
    ends: BTreeMap<(&'a str, &'a str), EndUsed>,
}

/// Provisions in the order first met.
#[derive(Default)]
struct Ledger {
    order: Vec<ProvisionIx>,
    /// By position in the rulebook.
    seen: Vec<bool>,
}

impl Ledger {
    fn add(&mut self, provision: ProvisionIx) {
        if self.seen.len() <= provision.at() {
            self.seen.resize(provision.at() + 1, false);
        }
        if !std::mem::replace(&mut self.seen[provision.at()], true) {
            self.order.push(provision);
        }
    }
}

impl<'a> Build<'a> {
    fn refuse_unfinished(&self, report: &Report) -> Result<(), AssessError> {
        match &report.step {
            Step::Finished { .. } => Ok(()),
            Step::Ask { key, .. } | Step::Revise { key, .. } => {
                let question = self.question(*key);
                Err(AssessError::NotFinished {
                    scope: self.scope(&key.scope),
                    question: question.id.to_string(),
                    text: self.labels.fill_both(&question.text, &key.scope),
                })
            }
            Step::Halted => match report.halted.last() {
                // What another actor must answer is signed as far as it goes, so that they see the very same.
                Some(halted) if halted.kind == HaltKind::Stop || halted.awaits.is_some() => Ok(()),
                Some(halted) => {
                    let (text, who) = self.halt_words(halted);
                    Err(AssessError::Halted { text, who })
                }
                None => Err(AssessError::Halted { text: Words::default(), who: None }),
            },
        }
    }

    fn answers(&mut self, report: &Report) -> Result<Vec<AnswerGiven>, AssessError> {
        let mut given = Vec::new();
        let mut missing = Vec::new();
        let mut seen = HashSet::new();
        for step in &report.trace {
            let TraceStep::Answered { key, ruleset, node, .. } = step else { continue };
            if seen.insert(*key) {
                let node = self.node(*ruleset, *node);
                given.push(self.answer(*key, &node.provisions, &mut missing)?);
            }
        }
        if missing.is_empty() { Ok(given) } else { Err(AssessError::Rationale(missing)) }
    }

    fn answer(
        &mut self,
        key: Key,
        passed: &[ProvisionIx],
        missing: &mut Vec<MissingRationale>,
    ) -> Result<AnswerGiven, AssessError> {
        let question = self.question(key);
        let scope = self.scope(&key.scope);
        let unfit = || AssessError::Unfit { scope: scope.clone(), question: question.id.to_string() };
        let answer = self.answers.answer(key).ok_or_else(unfit)?;
        let (value, words) = self.wording().answer(question, &answer.value).ok_or_else(unfit)?;
        let text = self.labels.fill_both(&question.text, &key.scope);
        let reason = kept(answer.reason.as_deref());
        let outgoing = kept(answer.outgoing.as_deref());
        let notes =
            Notes { reason: kept(answer.notes.reason.as_deref()), outgoing: kept(answer.notes.outgoing.as_deref()) };
        for (demand, reason, note, outgoing) in
            [(&question.reason, &reason, &notes.reason, false), (&question.outgoing, &outgoing, &notes.outgoing, true)]
        {
            if let Some(least) = demanded(demand.as_ref(), &answer.value)
                && reason.as_ref().is_none_or(|reason| note.is_none() && reason.chars().count() < least as usize)
            {
                missing.push(MissingRationale {
                    scope: scope.clone(),
                    question: question.id.to_string(),
                    text: text.clone(),
                    outgoing,
                    least,
                });
            }
        }
        let provisions = key.scope.provision.iter().chain(&question.provisions).chain(passed);
        let provisions = self.cite(provisions.copied());
        self.put(question, passed, &value, &words);
        let statement = self.statements.get(&(scope.clone(), question.id.to_string())).cloned();
        // Only a statement of that actor's own gives such an answer, and only to such a question.
        if statement.is_some() != (question.actor != Role::Officer) {
            return Err(AssessError::OtherActor { scope, question: question.id.to_string(), actor: question.actor });
        }
        let question = question.id.to_string();
        Ok(AnswerGiven { scope, question, text, value, words, reason, outgoing, notes, provisions, statement })
    }

    /// Enters a question among those put, with the options that were chosen.
    fn put(&mut self, question: &'a Question, passed: &[ProvisionIx], value: &Given, words: &[Words]) {
        if !self.questions.contains_key(&*question.id) {
            let used = QuestionUsed {
                id: question.id.to_string(),
                text: Words::from(&question.text),
                options: BTreeMap::new(),
                provisions: self.cite(question.provisions.iter().chain(passed).copied()),
            };
            self.questions.insert(&question.id, used);
        }
        let chosen = match value {
            Given::Choice(id) => std::slice::from_ref(id),
            Given::Provisions(ids) => ids,
            _ => return,
        };
        if let Some(used) = self.questions.get_mut(&*question.id) {
            for (id, words) in chosen.iter().zip(words) {
                if !used.options.contains_key(id) {
                    used.options.insert(id.clone(), words.clone());
                }
            }
        }
    }

    fn item(&mut self, result: &ItemResult) -> ItemOutcome {
        ItemOutcome {
            item: self.answers.name(result.item).to_owned(),
            document: result.document.map(|document| self.answers.name(document).to_owned()),
            effect: result.effect,
            effect_words: words::effect(result.effect, self.edition.book),
            ends: result.ends.iter().map(|end| self.end(end)).collect(),
            provisions: self.cite(result.provisions.iter().copied()),
            duties: result.duties.iter().map(|at| self.edition.book.duties[at.at()].id.to_string()).collect(),
            decider: result.decider,
        }
    }

    fn end(&mut self, met: &EndMet) -> EndReached {
        let book = self.edition.book;
        let ruleset = &book.rulesets[met.ruleset.at()];
        let name = &*book.families[ruleset.family.at()].returns[met.end.at()];
        let end: Option<&End> = ruleset.returns.get(met.end.at()).and_then(Option::as_ref);
        let effect = end.and_then(|end| end.effect);
        let text = end.and_then(|end| end.text.as_ref());
        let provisions = self.cite(end.iter().flat_map(|end| end.provisions.iter().copied()));
        self.ends.entry((&ruleset.id, name)).or_insert_with(|| EndUsed {
            module: ruleset.id.to_string(),
            name: name.to_owned(),
            text: text.map(Words::from),
            effect,
            provisions: provisions.clone(),
        });
        EndReached {
            scope: self.scope(&met.scope),
            module: ruleset.id.to_string(),
            name: name.to_owned(),
            text: text.map(|text| self.labels.fill_both(text, &met.scope)),
            effect,
            effect_words: effect.map(|effect| words::effect(effect, book)),
            provisions,
        }
    }

    fn outcome(&mut self, report: &Report) -> Option<Outcome> {
        let Step::Finished { ruleset, outcome, effect } = report.step else { return None };
        let book = self.edition.book;
        let end = &book.rulesets[ruleset.at()].outcomes[outcome.at()];
        Some(Outcome {
            id: end.id.to_string(),
            effect,
            effect_words: words::effect(effect, book),
            text: end.text.as_ref().map(|text| self.labels.fill_both(text, &ScopePath::default())),
            provisions: self.cite(end.provisions.iter().copied()),
            approval_after: report.approval_after,
        })
    }

    fn duties(&mut self, report: &Report) -> Vec<DutyMet> {
        let mut order: Vec<DutyIx> = Vec::new();
        let mut met: Vec<DutyMet> = Vec::new();
        let mut seen = HashSet::new();
        for (at, scope) in &report.duties {
            let scope = self.scope(scope);
            if !seen.insert((*at, scope.clone())) {
                continue;
            }
            if let Some(known) = order.iter().position(|other| other == at) {
                met[known].scopes.push(scope);
                continue;
            }
            let duty = &self.edition.book.duties[at.at()];
            let (within, runs_from) = duty.deadline.as_ref().map(words::deadline).unzip();
            // A duty that outlived an act rests on the old one and the new: what was in force that day is cited.
            let (book, date) = (self.edition.book, self.edition.date);
            let in_force = move |at: &ProvisionIx| book.provisions[at.at()].on(date).is_some();
            order.push(*at);
            met.push(DutyMet {
                id: duty.id.to_string(),
                text: Words::from(&duty.text),
                scopes: vec![scope],
                within,
                runs_from,
                provisions: self.cite(duty.provisions.iter().copied().filter(in_force)),
            });
        }
        met
    }

    fn open_point(&self, halted: &Halted) -> OpenPoint {
        let (text, who) = self.halt_words(halted);
        OpenPoint {
            scope: self.scope(&halted.scope),
            ruleset: self.edition.book.rulesets[halted.ruleset.at()].id.to_string(),
            node: self.node(halted.ruleset, halted.node).id.to_string(),
            kind: halted.kind,
            reach: halted.reach,
            text,
            who,
            awaits: halted.awaits.map(|key| Awaits {
                role: self.question(key).actor,
                scope: self.scope(&key.scope),
                question: self.question(key).id.to_string(),
            }),
        }
    }

    /// Returns why it halts and who can find out; a question of another actor waits for that actor.
    fn halt_words(&self, halted: &Halted) -> (Words, Option<Words>) {
        let node = self.node(halted.ruleset, halted.node);
        if let Some(key) = halted.awaits {
            let question = self.question(key);
            return (self.labels.fill_both(&question.text, &key.scope), Some(words::role(question.actor)));
        }
        match &node.kind {
            NodeKind::Halt(halt) => (
                self.labels.fill_both(&halt.text, &halted.scope),
                halt.who.as_ref().map(|who| self.labels.fill_both(who, &halted.scope)),
            ),
            // A node from which the rules have no way on; its id is what there is to say.
            _ => (Words::same(&node.id), None),
        }
    }

    fn subjects(&self, register: Register) -> Result<Vec<Subject>, AssessError> {
        let Some(at) = self.edition.register(register) else { return Ok(Vec::new()) };
        let question = &self.edition.book.questions[at.at()];
        let AnswerKind::List(list) = &question.kind else { return Ok(Vec::new()) };
        let rows = register_rows(self.edition, self.answers, register);
        let mut subjects = self.wording().subjects(rows, &list.columns).ok_or_else(|| AssessError::Unfit {
            scope: self.scope(&ScopePath::default()),
            question: question.id.to_string(),
        })?;
        for subject in &mut subjects {
            subject.files = self.files.get(&subject.id).cloned().unwrap_or_default();
            subject.files.sort();
        }
        Ok(subjects)
    }

    fn provisions_used(&self) -> Vec<ProvisionUsed> {
        let used = self.provisions.order.iter().map(|at| {
            let provision = &self.edition.book.provisions[at.at()];
            let version = provision.on(self.edition.date);
            ProvisionUsed {
                id: provision.id.to_string(),
                designation: Words::from(&provision.designation),
                role: provision.role,
                text: version.map(|version| Words::from(&version.text)),
                basis: version.map(|version| version.basis.to_string()),
                confidence: version.map(|version| version.confidence),
                note: version.and_then(|version| version.note.as_ref()).map(Words::from),
            }
        });
        used.collect()
    }

    fn questions_used(&mut self) -> Vec<QuestionUsed> {
        std::mem::take(&mut self.questions).into_values().collect()
    }

    /// Returns the ids of provisions, each once, and enters them among those used.
    fn cite(&mut self, provisions: impl IntoIterator<Item = ProvisionIx>) -> Vec<String> {
        let mut cited = Vec::new();
        for provision in provisions {
            if !cited.contains(&provision) {
                cited.push(provision);
                self.provisions.add(provision);
            }
        }
        cited.iter().map(|at| self.wording().provision_id(*at)).collect()
    }

    fn wording(&self) -> Wording<'_> {
        Wording { book: self.edition.book, answers: self.answers, labels: self.labels }
    }

    fn scope(&self, path: &ScopePath) -> String {
        scope::to_text(path, self.answers, self.edition.book)
    }
}

impl<'a> Build<'a> {
    fn question(&self, key: Key) -> &'a Question {
        &self.edition.book.questions[key.question.at()]
    }

    fn node(&self, ruleset: RulesetIx, node: NodeIx) -> &'a Node {
        &self.edition.book.rulesets[ruleset.at()].nodes[node.at()]
    }
}

/// Returns the least length of a reason that this answer demands, or nothing if it demands none.
fn demanded(demand: Option<&Demand>, value: &crate::engine::Value) -> Option<u32> {
    let demand = demand?;
    let applies =
        demand.options.is_empty() || matches!(value, crate::engine::Value::Choice(at) if demand.options.contains(at));
    // A demanded reason is never empty, whatever least length the rules give.
    applies.then_some(demand.least.max(1))
}

fn kept(reason: Option<&str>) -> Option<String> {
    reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned)
}
