//! The front without questions: every answer stands in a file.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

use super::continuation::{Continuation, is_officers};
use super::finish::{Made, finish};
use super::place::Place;
use super::second::First;
use super::{files, items, law_date, procedure, received};
use crate::answers::file::{LARGEST_FILE, check_bytes};
use crate::answers::moments::to_come;
use crate::answers::{Check, Unused, read_file, read_text, resolve, run_script_with};
use crate::assessment::scope::to_text;
use crate::assessment::{AssessError, Matter};
use crate::cli::assess::AssessArgs;
use crate::command::explain::Several;
use crate::command::rulebook;
use crate::context::Context;
use crate::draft::bind::address;
use crate::draft::{Address, State, Unkept, bind};
use crate::engine::{Answer, AnswerSet, Edition, Key, Report, TraceStep, Value, walk};
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::interview::{Session, Weighed};
use crate::ruleset::model::RulesetIx;

pub fn run(args: &AssessArgs, path: &Path, context: &mut Context) -> Result<Status, Error> {
    let given = files::read(&args.file)?;
    let text = read(path, context)?;
    let mut file = read_text(&path.display().to_string(), &text)?;
    let rules = rulebook::load(args.rules.folder.as_deref(), context)?;
    let place = Place::of(args, &rules.book, context)?;
    let before = args.continues.as_deref().map(|id| Continuation::open(id, &args.register, context)).transpose()?;
    let first = args.second_of.as_deref().map(|id| First::open(id, &args.register, context)).transpose()?;
    if let Some(first) = &first {
        first.hold_day(file.law_date)?;
    }
    let usual = before.as_ref().map_or(context.today, |before| before.law_date(context.today));
    let usual = first.as_ref().map_or(usual, First::law_date);
    let day = law_date(args.law_date.or(file.law_date).unwrap_or(usual), &rules.book, args.register.practice, context)?;
    let edition = Edition::on(&rules.book, day);
    let along = before.as_ref().map(Continuation::procedure).or(first.as_ref().map(First::procedure));
    let id = one_of(args.procedure.as_deref().or(along), file.procedure.as_deref(), "procedure")?
        .ok_or_else(no_procedure)?;
    let procedure = procedure(&edition, id)?;
    let edition = edition.for_procedure(procedure);
    if let Some(path) = &args.items {
        if before.is_some() {
            return Err(rows_of_a_record());
        }
        items::into_answers(path, &edition, &mut file.answers)?;
    }
    let taken = match &first {
        Some(first) => first.lay_under(&edition, &mut file.answers, context.language)?,
        None => HashSet::new(),
    };
    // What the file names without holding it stands in the record that is gone on from.
    let check = if before.is_some() { Check::Form } else { Check::All };
    let mut own = resolve(&edition, &file.answers, check).whole().map_err(Several::new)?;
    let now = context.local();
    let to_come = to_come(&edition, &own, now);
    if !to_come.is_empty() {
        return Err(Several::new(to_come).into());
    }
    let written = file.received.map(|written| received::possible(written, &rules.book, now)).transpose()?;
    let came = received::one_of(received::typed(args, &rules.book, now)?, written)?;
    let (answers, report) = if let Some(before) = &before {
        go_on(before, &edition, procedure, &own, context)?
    } else {
        let beforehand = came.map(|came| received::answers(&edition, procedure, came)).unwrap_or_default();
        for (key, value) in place.kind(&edition).into_iter().chain(beforehand) {
            answer_if_asked(key, value, &edition, procedure, &mut own);
        }
        let report = run_script_with(&edition, procedure, &own, Unused::Refused, &taken).map_err(Several::new)?;
        (own, report)
    };
    if let Some(came) = came {
        received::hold_against(came, &edition, &answers)?;
    }
    let came = came.or(before.as_ref().and_then(Continuation::received));
    let along = before.as_ref().map(Continuation::matter).or(first.as_ref().map(First::matter));
    let said = args.matter.as_deref().or(along);
    let reference = one_of(said, file.matter.as_deref(), "matter")?.unwrap_or_default();
    let officer = match file.officer {
        Some(officer) => place.officer(Some(officer.name.into()), officer.role, officer.unit.map(Into::into)),
        None => place.officer(None, None, None),
    };
    let mut kept = before.as_ref().map(Continuation::files).unwrap_or_default();
    kept.extend(files::unkept(&given));
    let made = Made {
        rules: &rules,
        edition: &edition,
        procedure,
        answers: &answers,
        report: &report,
        matter: Matter { reference: reference.to_owned(), authority: place.authority() },
        received: came,
        place: &place,
        officer,
        started_at: None,
        files: files::place(&kept, &edition, &answers)?,
        continuation: before.as_ref(),
        second_of: first.as_ref().map(First::digest).or_else(|| before.as_ref().and_then(Continuation::second_of)),
    };
    finish(&made, args, context)
}

/// Lays the answers of a file over those of the record that is gone on from.
fn go_on(
    before: &Continuation,
    edition: &Edition<'_>,
    procedure: RulesetIx,
    own: &AnswerSet,
    context: &mut Context,
) -> Result<(AnswerSet, Report), Error> {
    let language = context.language;
    if let Some(key) = own.keys().find(|key| !is_officers(edition, *key)) {
        let question = &edition.book.questions[key.question.at()];
        return Err(AssessError::OtherActor {
            scope: to_text(&key.scope, own, edition.book),
            question: question.id.to_string(),
            actor: question.actor,
        }
        .into());
    }
    let now = context.local();
    let state = State::empty(edition.date, now);
    let state = before.state(edition, own, state, language);
    let mut bound = bind(edition, &state, context.today);
    if !bound.misfits.is_empty() {
        return Err(Several::new(bound.misfits).into());
    }
    let lent = before.lend(edition, &mut bound, language);
    let clock = move || now;
    let mut journal = Unkept;
    let mut session = Session::new(edition, procedure, language, bound, &mut journal, &clock)?;
    session.lend(lent);
    if session.weigh()? == Weighed::Dropped {
        let words = language.choose(
            "varning: ett svar som den andre hade sett är ändrat; dennes svar gäller inte och frågan ställs igen",
            "warning: an answer that the other had seen is changed; their answers do not stand, and the question is put again",
        );
        context.say(words)?;
    }
    let answers = session.into_answers();
    // What the record's path needed may not be needed now; what the file says must be.
    let said: HashSet<Address> = own.keys().map(|key| address(edition, own, key)).collect();
    let others = answers.keys().filter(|key| !said.contains(&address(edition, &answers, *key)));
    let others: HashSet<Key> = others.collect();
    let report = run_script_with(edition, procedure, &answers, Unused::Refused, &others).map_err(Several::new)?;
    Ok((answers, report))
}

/// Answers what is known beforehand, such as the kind of the authority, if the path asks and the file does not say.
fn answer_if_asked(key: Key, value: Value, edition: &Edition<'_>, procedure: RulesetIx, answers: &mut AnswerSet) {
    if answers.answer(key).is_some() {
        return;
    }
    answers.insert(key, Answer::bare(value));
    let asked = |step: &TraceStep| matches!(step, TraceStep::Answered { key: met, .. } if *met == key);
    if !walk(edition, procedure, answers).trace.iter().any(asked) {
        answers.remove(key);
    }
}

/// The lists of a record that is gone on from are changed row by row, and not put in the place of each other.
fn rows_of_a_record() -> Error {
    Plain::new(
        Kind::Usage,
        "`--items` går inte ihop med `--answers` och `--continue`",
        "`--items` does not go with `--answers` and `--continue`",
    )
    .with_hint("skriv hela listan i svarsfilen", "write the whole list in the answers file")
    .into()
}

/// Reads a file of answers, or standard input where it is `-`.
///
/// # Errors
/// When it cannot be read, is too large or is no text.
pub(in crate::command) fn read(path: &Path, context: &mut Context) -> Result<String, Error> {
    if path.as_os_str() != "-" {
        return Ok(read_file(path)?);
    }
    let mut bytes = Vec::new();
    (&mut context.input).take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(FileError::reading(path))?;
    Ok(check_bytes("-", bytes)?)
}

/// Returns what the command line or the file says; they must not contradict each other.
fn one_of<'a>(typed: Option<&'a str>, written: Option<&'a str>, field: &str) -> Result<Option<&'a str>, Error> {
    match (typed, written) {
        (Some(typed), Some(written)) if typed != written => Err(Plain::new(
            Kind::Usage,
            format!("`{field}` är `{typed}` på kommandoraden men `{written}` i filen"),
            format!("`{field}` is `{typed}` on the command line but `{written}` in the file"),
        )
        .with_hint("ange det på ett ställe", "give it in one place")
        .into()),
        _ => Ok(typed.or(written)),
    }
}

fn no_procedure() -> Error {
    Plain::new(Kind::Usage, "det saknas ett förfarande", "a procedure is missing")
        .with_hint(
            "skriv `procedure:` i filen eller ange det på kommandoraden; `menprov rules list` visar alla",
            "write `procedure:` in the file or give it on the command line; `menprov rules list` shows them all",
        )
        .into()
}
