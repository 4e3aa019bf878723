//! The answers that another actor gives: the record is walked again on its own rules, and their questions are put.

use std::path::Path;

use super::rules::rulebook;
use super::signing::{Matter, Said, text};
use crate::answers::gate::refused_reasons;
use crate::answers::script::path;
use crate::answers::{Check, ScriptFault, read_text, resolve};
use crate::assessment::scope::to_text;
use crate::assessment::{AssessError, Closure, Labels, as_put};
use crate::command::explain::Several;
use crate::context::Context;
use crate::deadline::local;
use crate::draft::bind::lay_over;
use crate::draft::{Bound, Unkept};
use crate::engine::{AnswerSet, Edition, Key, Report, walk};
use crate::error::{Error, Kind, Plain};
use crate::interview::{Respondent, Session, run_awaited};
use crate::register::Register;
use crate::ruleset::model::{Role, RulesetIx};
use crate::statement::{Act, Awaited, Reply};

/// Returns the answers to everything that waits for a role, from a file or asked for.
///
/// # Errors
/// If the record's rules cannot be read, an answer is missing or another's, or they stop.
pub fn answers(
    file: Option<&Path>,
    matter: &Matter,
    role: Role,
    register: &Register,
    front: Option<&mut dyn Respondent>,
    context: &mut Context,
) -> Result<Said, Error> {
    let unreadable = || {
        Plain::new(
            Kind::Unusable,
            "reglerna som prövningen gjordes efter går inte att läsa med den här versionen",
            "the rules of the assessment cannot be read by this version",
        )
        .with_hint("använd programversionen som står i underlaget", "use the program version of the memo")
    };
    let closure = Closure::parse(&register.closure(&matter.stored.closure)?)?;
    let book = rulebook(&closure).ok_or_else(unreadable)?;
    let edition = Edition::on(&book, matter.assessment.law_date);
    let procedure = edition.by_id(&matter.assessment.procedure.id).ok_or_else(unreadable)?;
    let edition = edition.for_procedure(procedure);
    let before = before(matter, &edition).ok_or_else(unreadable)?;
    let known: Vec<(String, String)> = before.keys().map(|key| names(&edition, &before, key)).collect();
    let (answers, report) = match (file, front) {
        (Some(path), _) => from_file(path, &edition, procedure, &before, role, context)?,
        (None, Some(front)) => asked(&edition, procedure, before, role, front, context)?,
        (None, None) => {
            return Err(Plain::new(Kind::Usage, "svaren saknas", "the answers are missing")
                .with_hint("ge dem i en fil med `--answers FIL`", "give them in a file with `--answers FILE`")
                .into());
        }
    };
    let mut replies = Vec::new();
    for key in path(&report) {
        let (scope, question) = names(&edition, &answers, key);
        if book.questions[key.question.at()].actor != role || known.contains(&(scope.clone(), question.clone())) {
            continue;
        }
        let unfit = || AssessError::Unfit { scope: scope.clone(), question: question.clone() };
        let (text, value, words) = as_put(&edition, &answers, key).ok_or_else(unfit)?;
        let given = answers.answer(key).ok_or_else(unfit)?;
        let kept = |reason: &Option<String>| {
            reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned)
        };
        replies.push(Reply {
            note: kept(&given.notes.reason),
            outgoing: kept(&given.outgoing),
            outgoing_note: kept(&given.notes.outgoing),
            question,
            reason: kept(&given.reason),
            scope,
            text,
            value,
            words,
        });
    }
    let awaits = still_awaited(&edition, &answers, &report);
    Ok(Said { answers: replies, awaits, ..Said::new(Act::Answers) })
}

/// Returns the record's answers and those of the statements about it.
fn before(matter: &Matter, edition: &Edition<'_>) -> Option<AnswerSet> {
    let mut set = matter.assessment.answer_set(edition).ok()?;
    for heard in &matter.said {
        for reply in &heard.sealed.statement().answers {
            matter.assessment.take_in(&reply.as_answer(&heard.sealed.digest_hex()), &mut set, edition).ok()?;
        }
    }
    Some(set)
}

fn names(edition: &Edition<'_>, answers: &AnswerSet, key: Key) -> (String, String) {
    let question = &edition.book.questions[key.question.at()];
    (to_text(&key.scope, answers, edition.book), question.id.to_string())
}

fn asked(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    before: AnswerSet,
    role: Role,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<(AnswerSet, Report), Error> {
    let utc = context.clock;
    let clock = move || local(utc());
    let mut journal = Unkept;
    let bound = Bound { answers: before, ..Bound::default() };
    let mut session = Session::new(edition, procedure, context.language, bound, &mut journal, &clock)?;
    session.actor = role;
    let report = run_awaited(&mut session, front)?
        .ok_or_else(|| Plain::new(Kind::Interrupted, "inget är underskrivet", "nothing was signed"))?;
    Ok((session.into_answers(), report))
}

fn from_file(
    file: &Path,
    edition: &Edition<'_>,
    procedure: RulesetIx,
    before: &AnswerSet,
    role: Role,
    context: &mut Context,
) -> Result<(AnswerSet, Report), Error> {
    let written = text(file, context)?;
    let read = read_text(&file.display().to_string(), &written)?;
    let own = resolve(edition, &read.answers, Check::Form).whole().map_err(Several::new)?;
    for key in own.keys() {
        let (scope, question) = names(edition, &own, key);
        let actor = edition.book.questions[key.question.at()].actor;
        if actor != role {
            return Err(AssessError::OtherActor { scope, question, actor }.into());
        }
    }
    let said: Vec<_> = own.keys().map(|key| names(edition, &own, key)).collect();
    let bound = lay_over(edition, before, &own, context.local());
    if !bound.misfits.is_empty() {
        return Err(Several::new(bound.misfits).into());
    }
    let answers = bound.answers;
    let report = walk(edition, procedure, &answers);
    let mine = |key: &Key| edition.book.questions[key.question.at()].actor == role;
    if let Some(key) = report.halted.iter().filter_map(|halted| halted.awaits).find(mine) {
        let (scope, question) = names(edition, &answers, key);
        let text =
            Labels::new(edition, &answers).fill_both(&edition.book.questions[key.question.at()].text, &key.scope);
        return Err(AssessError::NotFinished { scope, question, text }.into());
    }
    let refused = refused_reasons(edition, &answers, &path(&report), |key| mine(&key));
    if !refused.is_empty() {
        let faults = refused.into_iter().map(|(key, kind)| {
            let (scope, question) = names(edition, &answers, key);
            ScriptFault { scope, question: question.into(), kind }
        });
        return Err(Several::new(faults.collect::<Vec<_>>()).into());
    }
    let on_path: Vec<_> = path(&report).into_iter().map(|key| names(edition, &answers, key)).collect();
    if let Some((scope, question)) = said.iter().find(|name| !on_path.contains(name)) {
        return Err(Plain::new(
            Kind::Answers,
            format!("svaret på `{question}` ({scope}) behövdes inte"),
            format!("the answer to `{question}` ({scope}) was not needed"),
        )
        .into());
    }
    Ok((answers, report))
}

/// Returns what still waits for another actor.
fn still_awaited(edition: &Edition<'_>, answers: &AnswerSet, report: &Report) -> Vec<Awaited> {
    let labels = Labels::new(edition, answers);
    let mut found: Vec<Awaited> = Vec::new();
    for key in report.halted.iter().filter_map(|halted| halted.awaits) {
        let (scope, question) = names(edition, answers, key);
        let asked = &edition.book.questions[key.question.at()];
        let one = Awaited { question, role: asked.actor, scope, text: labels.fill_both(&asked.text, &key.scope) };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}
