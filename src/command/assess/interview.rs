//! The front with questions: begins or resumes a draft, asks, and hands the finished answers on.

use std::io::Write as _;

use chrono::{DateTime, FixedOffset, Local, NaiveDate, Utc};

use super::continuation::Continuation;
use super::finish::{Made, finish};
use super::place::Place;
use super::{flips, front, law_date, procedure};
use crate::assessment::{Matter, check_reference};
use crate::canonical::{hex, sha256};
use crate::cli::assess::AssessArgs;
use crate::command::rulebook;
use crate::context::{ConfigBy, ConfigFile, Context};
use crate::draft::event::FORMAT;
use crate::draft::{Bound, Draft, Drafts, Event, Header, Journal as _, bind};
use crate::engine::{AnswerSet, Edition};
use crate::error::{Error, Kind, Plain, Status};
use crate::interview::compose::{left_behind, left_of};
use crate::interview::{
    Ending, Lent, Notice, NoticeKind, OfAuthority, OwnEditor, Prompt, Reply, Respondent, Session, Wants,
    run as interview,
};
use crate::ruleset::model::{Rulebook, RulesetIx, RulesetKind};
use crate::text::Language;

/// What an interview begins with.
struct Begun<'b> {
    edition: Edition<'b>,
    procedure: RulesetIx,
    draft: Draft,
    bound: Bound,
    lent: Vec<Lent>,
    continuation: Option<Continuation>,
}

pub fn run(args: &AssessArgs, context: &mut Context) -> Result<Status, Error> {
    let folder = args.rules.folder.as_deref();
    // A configuration may speak of any procedure, and is held against all of them.
    let configured = context.config.as_ref().is_some_and(|file| file.path.exists());
    // A folder may change under way, and is read once; what is compiled in is the same when all of it is needed.
    let fresh = folder.is_none() && args.resume.is_none() && args.continues.is_none() && !configured;
    let early = if fresh { args.procedure.as_deref() } else { None };
    let rules = rulebook::load_for(folder, early, context)?;
    let place = Place::of(args, &rules.book, context)?;
    let drafts = Drafts::new(&context.folders.state()?);
    let mut front = front::open(args.plain, context)?;
    let mut begun = match (&args.resume, &args.continues) {
        (Some(id), _) => resume(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, Some(id)) => go_on(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, None) => begin(&rules.book, &drafts, args, &place, &mut *front, context)?,
    };
    let id = again(&begun.draft.id, args, context);
    front::name_draft(&id);
    let (ending, answers) = match ask(&mut begun, &drafts, &place, &mut *front, context) {
        Ok(asked) => asked,
        Err(error) => {
            resumable(&id, context)?;
            return Err(error);
        }
    };
    let now = local(context.clock).date_naive();
    if let Some(fault) = flips::another_day(begun.edition.date, context.today, now) {
        resumable(&id, context)?;
        return Err(fault.into());
    }
    // Signals are no longer the front's: what follows is a prompt for the passphrase at most.
    drop(front);
    let report = match ending {
        Ending::Finished(report) | Ending::Halted(report) => report,
        Ending::Paused => {
            resumable(&id, context)?;
            return Ok(Status::Done);
        }
        Ending::Interrupted => return Err(front::interrupted(&id)),
    };
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
        place: &place,
        officer: place.officer(None, None, None),
        started_at: Some(header.created.to_utc()),
        continuation: continuation.as_ref(),
    };
    match finish(&made, args, context) {
        Ok(status) if !args.no_sign => {
            // Only now is the record safe without the draft.
            drafts.remove(draft)?;
            Ok(status)
        }
        ended => {
            resumable(&id, context)?;
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
    let clock = move || local(utc);
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

fn begin<'b>(
    book: &'b Rulebook,
    drafts: &Drafts,
    args: &AssessArgs,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Begun<'b>, Error> {
    let day = law_date(args.law_date.unwrap_or(context.today), book, context)?;
    let edition = Edition::on(book, day);
    let procedure = match &args.procedure {
        Some(id) => procedure(&edition, id)?,
        None => choose(&edition, front, context.language)?,
    };
    let edition = edition.for_procedure(procedure);
    let matter = match &args.matter {
        Some(matter) => {
            check_reference(matter)?;
            matter.clone()
        }
        None => reference(front, context.language)?,
    };
    let header = header(book, procedure, day, matter, context);
    let mut draft = drafts.create(header)?;
    let bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    Ok(Begun { edition, procedure, draft, bound, lent: Vec::new(), continuation: None })
}

fn header(book: &Rulebook, procedure: RulesetIx, day: NaiveDate, matter: String, context: &Context) -> Header {
    let rules = &book.rulesets[procedure.at()];
    Header {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        procedure: rules.id.to_string(),
        version: rules.version,
        rules: digest(book),
        law_date: day,
        matter: Some(matter),
        language: context.language,
        created: local(context.clock),
        continues: None,
    }
}

/// Begins a draft with the answers of a record that is kept, and says what was said about it.
fn go_on<'b>(
    book: &'b Rulebook,
    drafts: &Drafts,
    id: &str,
    args: &AssessArgs,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Begun<'b>, Error> {
    let continuation = Continuation::open(id, &args.register, context)?;
    let day = law_date(args.law_date.unwrap_or_else(|| continuation.law_date(context.today)), book, context)?;
    let edition = Edition::on(book, day);
    let procedure = procedure(&edition, continuation.procedure())?;
    let edition = edition.for_procedure(procedure);
    let header = header(book, procedure, day, continuation.matter().to_owned(), context);
    let mut draft = drafts.create(Header { continues: Some(continuation.digest()), ..header })?;
    let seed = continuation.seed(&edition, context.language);
    for (event, at) in seed.events {
        // Each at its own time: what is only true for a day is as old as it was.
        draft.record(vec![event], at)?;
    }
    draft.record(vec![Event::LawDate { law_date: day }], local(context.clock))?;
    let mut bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    let mut lines = seed.lines;
    lines.extend(bound.misfits.iter().map(|fault| fault.message(context.language)));
    let lent = continuation.lend(&edition, &mut bound, context.language);
    let title = match context.language {
        Language::Sv => format!("Fortsätter {}", continuation.stored.id),
        Language::En => format!("Going on from {}", continuation.stored.id),
    };
    tell(front, NoticeKind::Info, title, lines)?;
    Ok(Begun { edition, procedure, draft, bound, lent, continuation: Some(continuation) })
}

/// Lets the configuration answer what kind of authority it is, unless something was ever answered to that.
fn answered_by_configuration(
    edition: &Edition<'_>,
    draft: &mut Draft,
    place: &Place,
    context: &Context,
) -> Result<Bound, Error> {
    if let Some(event @ Event::Answered { .. }) = place.kind_event(edition)
        && let Event::Answered { at, .. } = &event
        && !draft.state().answers.contains_key(at)
        && !draft.state().aside.contains_key(at)
    {
        draft.record(vec![event], local(context.clock))?;
    }
    Ok(bind(edition, draft.state(), context.today))
}

/// Goes on with a draft, on the law of today unless it was begun on another day's law on purpose.
fn resume<'b>(
    book: &'b Rulebook,
    drafts: &Drafts,
    id: &str,
    args: &AssessArgs,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Begun<'b>, Error> {
    let id = if id.is_empty() { latest(drafts)? } else { id.into() };
    let opened = drafts.open(&id)?;
    let mut draft = opened.draft;
    let language = context.language;
    let mut lines = Vec::new();
    if let Some(cut) = opened.cut {
        let (count, kept) = (cut.lines, cut.kept.display());
        lines.push(match language {
            Language::Sv => format!("De sista raderna i utkastet ({count}) var skadade och är undanlagda i {kept}."),
            Language::En => format!("The last lines of the draft ({count}) were damaged and are set aside in {kept}."),
        });
    }
    let before = draft.state().law_date;
    let chosen = before != draft.header().created.date_naive() && draft.header().law_date == before;
    let day = law_date(args.law_date.unwrap_or(if chosen { before } else { context.today }), book, context)?;
    let edition = Edition::on(book, day);
    let procedure = procedure(&edition, &draft.header().procedure.clone())?;
    let edition = edition.for_procedure(procedure);
    if day != before {
        let old = Edition::on(book, before);
        let old = match old.by_id(&draft.header().procedure) {
            Some(procedure) => old.for_procedure(procedure),
            None => old,
        };
        lines.extend(flips::flips(&old, &edition, &draft, procedure, context));
        draft.record(vec![Event::LawDate { law_date: day }], local(context.clock))?;
    }
    let mut bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    lines.extend(bound.misfits.iter().map(|fault| fault.message(language)));
    let continuation = match &draft.header().continues {
        Some(digest) => Some(Continuation::open(digest, &args.register, context)?),
        None => None,
    };
    let lent = continuation.as_ref().map(|before| before.lend(&edition, &mut bound, language)).unwrap_or_default();
    let behind = left_of(drafts.folder(), &draft.id);
    if !behind.is_empty() {
        front.tell(&left_behind(&behind, language))?;
    }
    if !lines.is_empty() {
        let title = language.choose("Sedan sist", "Since last time").to_owned();
        tell(front, NoticeKind::Info, title, lines)?;
    }
    Ok(Begun { edition, procedure, draft, bound, lent, continuation })
}

fn latest(drafts: &Drafts) -> Result<Box<str>, Error> {
    let listed = drafts.list()?;
    listed.into_iter().flatten().next().map(|summary| summary.id).ok_or_else(|| {
        Plain::new(Kind::Usage, "det finns inget utkast att fortsätta", "there is no draft to go on with")
            .with_hint("börja med `menprov assess`", "begin with `menprov assess`")
            .into()
    })
}

fn choose(edition: &Edition<'_>, front: &mut dyn Respondent, language: Language) -> Result<RulesetIx, Error> {
    let procedures: Vec<_> = edition.rulesets().filter(|(_, rules)| rules.kind == RulesetKind::Procedure).collect();
    let wants = Wants::Picks {
        names: Vec::new(),
        choices: procedures.iter().map(|(_, rules)| rules.title.get(language).to_owned()).collect(),
        many: false,
        least: 1,
    };
    if let [(only, _)] = &*procedures {
        return Ok(*only);
    }
    if procedures.is_empty() {
        let day = edition.date;
        return Err(Plain::new(
            Kind::Unusable,
            format!("inget förfarande gällde den {day}"),
            format!("no procedure was in force on {day}"),
        )
        .into());
    }
    loop {
        let question = language.choose("Vad ska prövas?", "What is to be assessed?");
        match front.ask(&Prompt::new(question, wants.clone()))? {
            Reply::Picked(picked) => {
                if let Some((chosen, _)) = picked.first().and_then(|at| procedures.get(*at)) {
                    return Ok(*chosen);
                }
            }
            reply => not_yet(&reply, front, language)?,
        }
    }
}

fn reference(front: &mut dyn Respondent, language: Language) -> Result<String, Error> {
    let question = language.choose(
        "Ärendets beteckning, till exempel ett diarienummer (aldrig ett namn eller personnummer)",
        "The matter's reference, such as a registration number (never a name or personal number)",
    );
    loop {
        match front.ask(&Prompt::new(question, Wants::Text { least: 1 }))? {
            Reply::Text(text) if !text.trim().is_empty() => match check_reference(&text) {
                Ok(()) => return Ok(text.trim().to_owned()),
                Err(fault) => {
                    let hint = fault.hint(language).unwrap_or_default();
                    tell(front, NoticeKind::Refused, String::new(), vec![fault.message(language), hint])?;
                }
            },
            reply => not_yet(&reply, front, language)?,
        }
    }
}

/// Before the first question there is nothing to go back to; stopping leaves nothing behind.
fn not_yet(reply: &Reply, front: &mut dyn Respondent, language: Language) -> Result<(), Error> {
    use crate::interview::Gesture;
    if matches!(reply, Reply::Gesture(Gesture::Pause)) {
        return Err(Plain::new(Kind::Interrupted, "inget är påbörjat", "nothing was begun").into());
    }
    let line = language.choose("Svara först på det här.", "Answer this first.").to_owned();
    tell(front, NoticeKind::Refused, String::new(), vec![line])
}

fn tell(front: &mut dyn Respondent, kind: NoticeKind, title: String, lines: Vec<String>) -> Result<(), Error> {
    Ok(front.tell(&Notice { kind, title, lines })?)
}

/// Returns one digest for all rule files.
fn digest(book: &Rulebook) -> String {
    let all: Vec<u8> = book.sources.iter().flat_map(|source| source.sha256).collect();
    hex(&sha256(&all))
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

fn resumable(id: &str, context: &mut Context) -> Result<(), Error> {
    match context.language {
        Language::Sv => writeln!(context.err, "utkastet är sparat; fortsätt med `menprov assess --resume {id}`")?,
        Language::En => writeln!(context.err, "the draft is saved; go on with `menprov assess --resume {id}`")?,
    }
    Ok(())
}

/// Returns the time now, where the officer is.
fn local(clock: fn() -> DateTime<Utc>) -> DateTime<FixedOffset> {
    clock().with_timezone(&Local).fixed_offset()
}
