//! The front with questions: begins or resumes a draft, asks, and hands the finished answers on.

use std::io::Write as _;

use super::changed_rules::{ChangedRules, asked_again, no_procedure, unfit};
use super::continuation::Continuation;
use super::drafts::pick;
use super::finish::{Made, finish};
use super::opening::Opening;
use super::place::Place;
use super::{files, flips, front, items, law_date, local, procedure, received};
use crate::assessment::{Matter, check_reference};
use crate::canonical::{hex, sha256};
use crate::cli::assess::AssessArgs;
use crate::command::{register, rulebook};
use crate::context::{ConfigBy, ConfigFile, Context};
use crate::date::When;
use crate::draft::event::FORMAT;
use crate::draft::form::rulesets;
use crate::draft::{Bound, Draft, DraftFault, Drafts, Event, Header, Journal as _, bind};
use crate::engine::{AnswerSet, Edition};
use crate::error::{Error, Kind, Plain, Status};
use crate::interview::compose::{left_behind, left_of};
use crate::interview::{
    Ending, Lent, Notice, NoticeKind, OfAuthority, OwnEditor, Respondent, Session, run as interview,
};
use crate::ruleset::model::{Rulebook, RulesetIx};
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
    let mut begun = match (&args.resume, &args.continues) {
        (Some(id), _) => resume(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, Some(id)) => go_on(&rules.book, &drafts, id, args, &place, &mut *front, context)?,
        (None, None) => begin(&rules.book, &drafts, args, &place, &mut *front, context)?,
    };
    let id = again(&begun.draft.id, args, context);
    front::name_draft(&id);
    files::keep(&given, &mut begun.draft, local(context.clock))?;
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
    let report = match ending {
        Ending::Finished(report) | Ending::Halted(report) => report,
        Ending::Paused => {
            resumable(&id, context)?;
            return Ok(Status::Done);
        }
        Ending::Interrupted => return Err(front::interrupted(&id)),
    };
    let spoken = (context.language, local(context.clock));
    let files = match files::place_asking(&given, &mut begun.draft, &begun.edition, &answers, &mut *front, spoken) {
        Ok(Some(files)) => files,
        Ok(None) => {
            resumable(&id, context)?;
            return Ok(Status::Done);
        }
        Err(error) => {
            resumable(&id, context)?;
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
    let given = args.procedure.as_deref().map(|id| procedure(&edition, id)).transpose()?;
    if let Some(matter) = &args.matter {
        check_reference(matter)?;
    }
    let opening = Opening { edition: &edition, front, language: context.language };
    let (procedure, matter) = opening.run(given, args.matter.as_deref())?;
    let edition = edition.for_procedure(procedure);
    if let Some(path) = &args.items {
        // Before anything is begun: a file with a fault leaves no draft behind.
        items::check(path, &edition)?;
    }
    let header = header(&edition, procedure, matter, context);
    let came = received::typed(args, book, local(context.clock))?;
    let mut draft = drafts.create(header)?;
    tell_received(came, &edition, procedure, &mut draft, context)?;
    take_in(&edition, &mut draft, args, front, context)?;
    let bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    Ok(Begun { edition, procedure, draft, bound, lent: Vec::new(), continuation: None })
}

fn header(edition: &Edition<'_>, procedure: RulesetIx, matter: String, context: &Context) -> Header {
    let rules = &edition.book.rulesets[procedure.at()];
    Header {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        procedure: rules.id.to_string(),
        version: rules.version,
        rules: digest(edition.book),
        rulesets: rulesets(edition, procedure),
        law_date: edition.date,
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
    let came = received::typed(args, book, local(context.clock))?;
    if let Some(path) = &args.items {
        items::check(path, &edition)?;
    }
    let header = header(&edition, procedure, continuation.matter().to_owned(), context);
    let mut draft = drafts.create(Header { continues: Some(continuation.digest()), ..header })?;
    let seed = continuation.seed(&edition, context.language);
    for (event, at) in seed.events {
        // Each at its own time: what is only true for a day is as old as it was.
        draft.record(vec![event], at)?;
    }
    draft.record(vec![Event::LawDate { law_date: day }], local(context.clock))?;
    if let (None, Some(received)) = (came, continuation.received()) {
        // The answers of the record come along by themselves.
        draft.record(vec![Event::Received { received }], local(context.clock))?;
    }
    tell_received(came, &edition, procedure, &mut draft, context)?;
    take_in(&edition, &mut draft, args, front, context)?;
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

/// Lets a draft know when it came in, if that was said, and answers the questions that ask it.
fn tell_received(
    came: Option<When>,
    edition: &Edition<'_>,
    procedure: RulesetIx,
    draft: &mut Draft,
    context: &Context,
) -> Result<(), Error> {
    let events = came.map(|came| received::events(edition, procedure, came, draft.state())).unwrap_or_default();
    if events.is_empty() { Ok(()) } else { Ok(draft.record(events, local(context.clock))?) }
}

/// Takes in the rows of a file, for the officer to look through when their lists are asked for.
fn take_in(
    edition: &Edition<'_>,
    draft: &mut Draft,
    args: &AssessArgs,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<(), Error> {
    let Some(path) = &args.items else { return Ok(()) };
    let lines = items::into_draft(path, edition, draft, context.language, local(context.clock))?;
    let title = context.language.choose("Ur filen", "From the file").to_owned();
    tell(front, NoticeKind::Info, title, lines)
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
    let id = if id.is_empty() { pick(drafts, book, front, context)? } else { id.into() };
    let opened = drafts.open(&id).map_err(|fault| signed_instead(fault, &id, args, context))?;
    let mut draft = opened.draft;
    let language = context.language;
    let mut lines = Vec::new();
    if let Some(cut) = opened.cut {
        let (count, kept) = (cut.lines, cut.kept.display());
        lines.push(match language {
            Language::Sv if count == 1 => {
                format!("Den sista raden i utkastet var skadad och är undanlagd i {kept}.")
            }
            Language::Sv => format!("De sista {count} raderna i utkastet var skadade och är undanlagda i {kept}."),
            Language::En if count == 1 => {
                format!("The last line of the draft was damaged and is set aside in {kept}.")
            }
            Language::En => format!("The last {count} lines of the draft were damaged and are set aside in {kept}."),
        });
    }
    let before = draft.state().law_date;
    let chosen = before != draft.header().created.date_naive() && draft.header().law_date == before;
    let day = law_date(args.law_date.unwrap_or(if chosen { before } else { context.today }), book, context)?;
    let edition = Edition::on(book, day);
    let id = draft.header().procedure.clone();
    if !book.families.iter().any(|family| *family.id == *id) {
        return Err(no_procedure(&id));
    }
    let procedure = procedure(&edition, &id)?;
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
    tell_received(received::typed(args, book, local(context.clock))?, &edition, procedure, &mut draft, context)?;
    take_in(&edition, &mut draft, args, front, context)?;
    let mut bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    let rules = digest(book);
    let changed = ChangedRules::of(&edition, procedure, &draft, &rules, language);
    match &changed {
        Some(changed) => lines.extend(changed.told(&draft, &bound)),
        None if day != before => {
            lines.extend(asked_again(&edition, procedure, &bound, language));
            lines.extend(bound.misfits.iter().map(|fault| unfit(fault, language)));
        }
        // It was said when the rules changed.
        None => {}
    }
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
    if let Some(event) = changed.map(|changed| changed.event(rules)) {
        // Only when it has been shown: what is not seen is told again.
        draft.record(vec![event], local(context.clock))?;
    }
    Ok(Begun { edition, procedure, draft, bound, lent, continuation })
}

/// Returns why a draft cannot be opened: an id that a record bears is signed, and is gone on from in another way.
fn signed_instead(fault: DraftFault, id: &str, args: &AssessArgs, context: &Context) -> Error {
    let missing = matches!(fault, DraftFault::NotFound(_) | DraftFault::BadId(_));
    let record = missing.then(|| register::open(&args.register, context).ok()?.get(id).ok()).flatten();
    let Some(record) = record else { return fault.into() };
    let id = record.id;
    Plain::new(
        Kind::Unusable,
        format!("`{id}` är undertecknad och ändras inte mer"),
        format!("`{id}` is signed and changes no more"),
    )
    .with_hint(
        format!("`menprov assess --continue {id}` börjar en ny prövning med dess svar"),
        format!("`menprov assess --continue {id}` begins a new assessment with its answers"),
    )
    .into()
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
