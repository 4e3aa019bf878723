//! The front with questions: asks, and hands the finished answers on.

use super::begun::{Begun, begin, go_on, resume, second};
use super::finish::{Made, finish};
use super::place::Place;
use super::{due, files, flips, front};
use crate::assessment::Matter;
use crate::cli::assess::AssessArgs;
use crate::command::rulebook;
use crate::context::{ConfigBy, ConfigFile, Context};
use crate::deadline::local;
use crate::draft::Drafts;
use crate::engine::{AnswerSet, Edition};
use crate::error::{Error, Status};
use crate::interview::{Ending, OfAuthority, OwnEditor, Respondent, Session, run as interview};
use crate::text::Language;

pub fn run(args: &AssessArgs, context: &mut Context) -> Result<Status, Error> {
    let folder = args.rules.folder.as_deref();
    // Before anything is begun: a file that cannot be read leaves no draft behind.
    let given = files::read(&args.file)?;
    // A configuration may speak of any procedure, and is held against all of them.
    let configured = context.config.as_ref().is_some_and(|file| file.path.exists());
    // A folder may change under way, and is read once; what is compiled in is the same when all of it is needed.
    let fresh = folder.is_none() && args.resume.is_none() && args.continues.is_none() && !configured;
    let early = if fresh { args.procedure.as_deref() } else { None };
    let rules = rulebook::load_for(folder, early, context)?;
    let place = Place::of(args, &rules.book, context)?;
    let drafts = Drafts::new(&context.folders.state()?);
    let mut front = front::open(args.plain, context)?;
    let mut begun = match (&args.resume, &args.continues, &args.second_of) {
        (Some(id), _, _) => resume(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, Some(id), _) => go_on(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, None, Some(id)) => second(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, None, None) => begin(&rules.book, &drafts, args, &place, &mut *front, context)?,
    };
    let id = again(&begun.draft.id, args, context);
    let command = format!("menprov assess --resume {id}");
    front::name_draft(&command);
    files::keep(&given, &mut begun.draft, context.local())?;
    let (ending, answers) = match ask(&mut begun, &drafts, &place, &mut *front, context) {
        Ok(asked) => asked,
        Err(error) => {
            resumable(&id, &[], context)?;
            return Err(error);
        }
    };
    let due = due::on_leaving(&begun.edition, begun.procedure, &answers, begun.draft.state().received, context);
    let now = context.local().date_naive();
    if let Some(fault) = flips::another_day(begun.edition.date, context.today, now) {
        resumable(&id, &due, context)?;
        return Err(fault.into());
    }
    let report = match ending {
        Ending::Finished(report) | Ending::Halted(report) => report,
        Ending::Paused => {
            resumable(&id, &due, context)?;
            return Ok(Status::Done);
        }
        Ending::Interrupted => {
            for line in &due {
                context.say(line)?;
            }
            return Err(front::interrupted(&command));
        }
    };
    let spoken = (context.language, context.local());
    let files = match files::place_asking(&given, &mut begun.draft, &begun.edition, &answers, &mut *front, spoken) {
        Ok(Some(files)) => files,
        Ok(None) => {
            resumable(&id, &due, context)?;
            return Ok(Status::Done);
        }
        Err(error) => {
            resumable(&id, &due, context)?;
            return Err(error);
        }
    };
    // Signals are no longer the front's: what follows is a prompt for the passphrase at most.
    drop(front);
    let Begun { edition, procedure, draft, continuation, .. } = begun;
    let header = draft.header();
    let whole;
    let (rules, edition) = if early.is_some() {
        // The rules that go with the record are whole, linked procedures too; every position in them is the same.
        whole = rulebook::load(folder, context)?;
        (&whole, Edition::on(&whole.book, edition.date).for_procedure(procedure))
    } else {
        (&rules, edition)
    };
    let made = Made {
        rules,
        edition: &edition,
        procedure,
        answers: &answers,
        report: &report,
        matter: Matter { reference: header.matter.clone().unwrap_or_default(), authority: place.authority() },
        received: draft.state().received,
        place: &place,
        officer: place.officer(None, None, None),
        started_at: Some(header.created.to_utc()),
        files,
        continuation: continuation.as_ref(),
        second_of: header.second_of.clone(),
    };
    match finish(&made, args, context) {
        Ok(status) if !args.no_sign => {
            // Only now is the record safe without the draft.
            drafts.remove(draft)?;
            Ok(status)
        }
        ended => {
            resumable(&id, &due, context)?;
            ended
        }
    }
}

fn ask(
    begun: &mut Begun<'_>,
    drafts: &Drafts,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<(Ending, AnswerSet), Error> {
    let utc = context.clock;
    let clock = move || local(utc());
    let (bound, lent) = (std::mem::take(&mut begun.bound), std::mem::take(&mut begun.lent));
    let Begun { edition, procedure, draft, .. } = begun;
    let editor = OwnEditor::named(context.editor.as_deref(), drafts.folder(), &draft.id);
    let mut session = Session::new(edition, *procedure, context.language, bound, draft, &clock)?;
    session.lend(lent);
    session.editor = Some(editor);
    session.local = OfAuthority { answer: place.kind(edition), help: place.help(context.language) };
    let ending = interview(&mut session, front)?;
    Ok((ending, session.into_answers()))
}

/// Returns what follows `--resume` to go on with a draft as it was begun.
fn again(id: &str, args: &AssessArgs, context: &Context) -> String {
    let mut words = id.to_owned();
    if args.register.practice {
        words.push_str(" --practice");
    }
    for (name, value) in [("--role", &args.role), ("--unit", &args.unit)] {
        if let Some(value) = value {
            // A unit may be called by several words.
            let quote = if value.contains(' ') { "'" } else { "" };
            words.extend([" ", name, " ", quote, value, quote]);
        }
    }
    if let Some(ConfigFile { path, by: ConfigBy::Flag }) = &context.config {
        words.push_str(" --config ");
        words.push_str(&path.to_string_lossy());
    }
    if let Some(folder) = &args.rules.folder {
        words.push_str(" --rulesets ");
        words.push_str(&folder.to_string_lossy());
    }
    words
}

/// Says how to go on with a draft, and which deadlines do not wait for that.
fn resumable(id: &str, due: &[String], context: &mut Context) -> Result<(), Error> {
    match context.language {
        Language::Sv => context.say(&format!("utkastet är sparat; fortsätt med `menprov assess --resume {id}`"))?,
        Language::En => context.say(&format!("the draft is saved; go on with `menprov assess --resume {id}`"))?,
    }
    for line in due {
        context.say(line)?;
    }
    Ok(())
}
