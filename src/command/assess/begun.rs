//! What an interview begins with: a new draft, one that goes on from a record, or one that is resumed.

use chrono::NaiveDate;

use super::changed_rules::{ChangedRules, asked_again, no_procedure, unfit};
use super::continuation::Continuation;
use super::drafts::pick;
use super::opening::Opening;
use super::place::Place;
use super::second::First;
use super::{flips, items, law_date, procedure, received};
use crate::assessment::check_reference;
use crate::cli::assess::AssessArgs;
use crate::command::rulebook::digest;
use crate::command::{key, register};
use crate::context::Context;
use crate::date::When;
use crate::draft::event::FORMAT;
use crate::draft::form::rulesets;
use crate::draft::{Bound, Cut, Draft, DraftFault, Drafts, Event, Header, Journal as _, bind};
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain};
use crate::interview::compose::{left_behind, left_of};
use crate::interview::{Lent, Notice, NoticeKind, Respondent};
use crate::ruleset::model::{Rulebook, RulesetIx};
use crate::text::Language;

/// What an interview begins with.
pub(super) struct Begun<'b> {
    pub edition: Edition<'b>,
    pub procedure: RulesetIx,
    pub draft: Draft,
    pub bound: Bound,
    pub lent: Vec<Lent>,
    pub continuation: Option<Continuation>,
}

/// Begins a draft, with what is asked before the first question.
pub(super) fn begin<'b>(
    book: &'b Rulebook,
    drafts: &Drafts,
    args: &AssessArgs,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Begun<'b>, Error> {
    let day = law_date(args.law_date.unwrap_or(context.today), book, args.register.practice, context)?;
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
    let came = received::typed(args, book, context.local())?;
    let mut draft = drafts.create(header)?;
    tell_received(came, &edition, procedure, &mut draft, context)?;
    take_in(&edition, &mut draft, args, front, context)?;
    let bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    Ok(Begun { edition, procedure, draft, bound, lent: Vec::new(), continuation: None })
}

/// Returns the rules of a day for the procedure of that id.
fn edition_for<'b>(book: &'b Rulebook, day: NaiveDate, id: &str) -> Result<(Edition<'b>, RulesetIx), Error> {
    let edition = Edition::on(book, day);
    let procedure = procedure(&edition, id)?;
    Ok((edition.for_procedure(procedure), procedure))
}

/// Returns the header of a draft that is begun now.
pub(in crate::command) fn header(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    matter: String,
    context: &Context,
) -> Header {
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
        created: context.local(),
        continues: None,
        second_of: None,
    }
}

/// Begins a draft with the answers of a record that is kept, and says what was said about it.
pub(super) fn go_on<'b>(
    book: &'b Rulebook,
    drafts: &Drafts,
    id: &str,
    args: &AssessArgs,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Begun<'b>, Error> {
    let continuation = Continuation::open(id, &args.register, context)?;
    let day = law_date(
        args.law_date.unwrap_or_else(|| continuation.law_date(context.today)),
        book,
        args.register.practice,
        context,
    )?;
    let (edition, procedure) = edition_for(book, day, continuation.procedure())?;
    let came = received::typed(args, book, context.local())?;
    if let Some(path) = &args.items {
        items::check(path, &edition)?;
    }
    let header = header(&edition, procedure, continuation.matter().to_owned(), context);
    let (continues, second_of) = (Some(continuation.digest()), continuation.second_of());
    let mut draft = drafts.create(Header { continues, second_of, ..header })?;
    let seed = continuation.seed(&edition, context.language);
    for (event, at) in seed.events {
        // Each at its own time: what is only true for a day is as old as it was.
        draft.record(vec![event], at)?;
    }
    draft.record(vec![Event::LawDate { law_date: day }], context.local())?;
    if let (None, Some(received)) = (came, continuation.received()) {
        // The answers of the record come along by themselves.
        draft.record(vec![Event::Received { received }], context.local())?;
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

/// Begins a draft on the lists of a record that is kept, blind to its answers and reasons.
pub(super) fn second<'b>(
    book: &'b Rulebook,
    drafts: &Drafts,
    id: &str,
    args: &AssessArgs,
    place: &Place,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Begun<'b>, Error> {
    let first = First::open(id, &args.register, context)?;
    let day = law_date(first.law_date(), book, args.register.practice, context)?;
    let (edition, procedure) = edition_for(book, day, first.procedure())?;
    let came = received::typed(args, book, context.local())?;
    let header = header(&edition, procedure, first.matter().to_owned(), context);
    let mut draft = drafts.create(Header { second_of: Some(first.digest()), ..header })?;
    let language = context.language;
    let (events, mut lines) = first.seed(&edition, language);
    draft.record(events, context.local())?;
    tell_received(came, &edition, procedure, &mut draft, context)?;
    let bound = answered_by_configuration(&edition, &mut draft, place, context)?;
    lines.insert(
        0,
        language
            .choose(
                "Listorna följer med. Inget svar och inget skäl visas; jämför efteråt med `menprov memo compare`.",
                "The lists come along. No answer and no reason is shown; compare afterwards with `menprov memo compare`.",
            )
            .to_owned(),
    );
    // Whoever has no key yet is told when they sign.
    let own = if args.no_sign { None } else { key::find(args.signing.key.as_deref(), context).ok() };
    lines.extend(own.and_then(|own| first.warning(&own.public(), language)).map(|warning| match language {
        Language::Sv => format!("Varning: {warning}."),
        Language::En => format!("Warning: {warning}."),
    }));
    let title = match language {
        Language::Sv => format!("Andra bedömning av {}", first.id()),
        Language::En => format!("Second assessment of {}", first.id()),
    };
    tell(front, NoticeKind::Info, title, lines)?;
    Ok(Begun { edition, procedure, draft, bound, lent: Vec::new(), continuation: None })
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
    if events.is_empty() { Ok(()) } else { Ok(draft.record(events, context.local())?) }
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
    let lines = items::into_draft(path, edition, draft, context.language, context.local())?;
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
        draft.record(vec![event], context.local())?;
    }
    Ok(bind(edition, draft.state(), context.today))
}

/// Goes on with a draft, on the law of today unless it was begun on another day's law on purpose.
pub(super) fn resume<'b>(
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
    let mut lines: Vec<String> = opened.cut.iter().map(|cut| cut_off(cut, language)).collect();
    let before = draft.state().law_date;
    let chosen = before != draft.header().created.date_naive() && draft.header().law_date == before;
    let day = law_date(
        args.law_date.unwrap_or(if chosen { before } else { context.today }),
        book,
        args.register.practice,
        context,
    )?;
    let id = draft.header().procedure.clone();
    if !book.families.iter().any(|family| *family.id == *id) {
        return Err(no_procedure(&id));
    }
    let (edition, procedure) = edition_for(book, day, &id)?;
    if day != before {
        let old = Edition::on(book, before);
        let old = match old.by_id(&draft.header().procedure) {
            Some(procedure) => old.for_procedure(procedure),
            None => old,
        };
        lines.extend(flips::flips(&old, &edition, &draft, procedure, context));
        draft.record(vec![Event::LawDate { law_date: day }], context.local())?;
    }
    tell_received(received::typed(args, book, context.local())?, &edition, procedure, &mut draft, context)?;
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
        draft.record(vec![event], context.local())?;
    }
    Ok(Begun { edition, procedure, draft, bound, lent, continuation })
}

/// Says that the end of a draft was damaged, and where it lies now.
fn cut_off(cut: &Cut, language: Language) -> String {
    let (count, kept) = (cut.lines, cut.kept.display());
    match (language, count) {
        (Language::Sv, 1) => format!("Den sista raden i utkastet var skadad och är undanlagd i {kept}."),
        (Language::Sv, _) => format!("De sista {count} raderna i utkastet var skadade och är undanlagda i {kept}."),
        (Language::En, 1) => format!("The last line of the draft was damaged and is set aside in {kept}."),
        (Language::En, _) => format!("The last {count} lines of the draft were damaged and are set aside in {kept}."),
    }
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
