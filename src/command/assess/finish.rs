//! From a finished walk to the memo: build the record, sign it, keep it, show it. In this order, each once.

use std::io::Write as _;

use chrono::{DateTime, SubsecRound as _, Utc};

use super::continuation::Continuation;
use super::due;
use super::files::Placed;
use super::place::Place;
use super::second::First;
use crate::assessment::{Assessment, Closure, Matter, Officer, Particulars, Record, fresh_nonce};
use crate::cli::assess::AssessArgs;
use crate::cli::memo::Format;
use crate::command::memo::{Extent, write_json, write_stored, write_unkept};
use crate::command::rulebook::Loaded;
use crate::command::{key, passphrase, register};
use crate::context::Context;
use crate::date::When;
use crate::engine::{AnswerSet, Edition, Report};
use crate::error::{Error, Status};
use crate::register::{Recorded, Register, Signature, Stored};
use crate::render::safe;
use crate::ruleset::model::RulesetIx;
use crate::signature::{DECISION, PRACTICE, SigningKey, sign};
use crate::statement::State;
use crate::text::Language;

/// A walk that has ended, and what it is about.
pub struct Made<'m, 'b> {
    pub rules: &'m Loaded,
    pub edition: &'m Edition<'b>,
    pub procedure: RulesetIx,
    pub answers: &'m AnswerSet,
    pub report: &'m Report,
    pub matter: Matter,
    /// When the request or report came in, where it was given beforehand.
    pub received: Option<When>,
    /// In what place it is made.
    pub place: &'m Place,
    /// Who assessed; the name of the key where nobody is named.
    pub officer: Officer,
    pub started_at: Option<DateTime<Utc>>,
    /// The fingerprints of files, by the id of the document or item that each is.
    pub files: Placed,
    /// The record that it goes on from.
    pub continuation: Option<&'m Continuation>,
    /// SHA-256, in hexadecimal, of the record that it is a blind second assessment of.
    pub second_of: Option<String>,
}

/// Signs, records and shows; with `--no-sign` only shows, and says so; with `--practice` apart from all real keys and
/// registers, and as what it is.
pub fn finish(made: &Made<'_, '_>, args: &AssessArgs, context: &mut Context) -> Result<Status, Error> {
    let namespace = if args.register.practice { PRACTICE } else { DECISION };
    // Before the record is built, so that a missing key is told before anything is made.
    let key = if args.no_sign { None } else { Some(key::find(args.signing.key.as_deref(), context)?) };
    if let (Some(before), Some(key)) = (made.continuation, &key) {
        before.refuse_answerer(&key.public())?;
    }
    if let (Some(digest), Some(key)) = (&made.second_of, &key)
        // A register where it is not says nothing of who signed it.
        && let Ok(first) = First::open(digest, &args.register, context)
        && let Some(warning) = first.warning(&key.public(), context.language)
    {
        let lead = context.language.choose("varning", "warning");
        context.say(&format!("{lead}: {warning}"))?;
    }
    let closure = Closure::collect(made.edition, made.procedure, &|source| made.rules.source(source))?;
    let key = match key {
        Some(key) => Some(passphrase::unlock(&key, args.signing.passphrase_file.as_deref(), context)?),
        None => None,
    };
    let record = record(made, &closure, key.as_ref(), context)?;
    let format = if args.json { Format::Json } else { Format::Text };
    let extent = Extent::of(args.full);
    let Some(key) = key else {
        write_unkept(&record, format, extent, context)?;
        return Ok(Status::Done);
    };
    let now = context.now().trunc_subsecs(0);
    let armoured = sign(record.bytes(), &key, namespace)?;
    let signatures = vec![Signature { namespace: namespace.to_owned(), armoured, signed_at: now }];
    let mut register = Register::create(&register::path(&args.register, context)?)?;
    let recorded = register.record(&record, closure.bytes(), &signatures, now)?;
    let waits = waiting(record.assessment(), context.language);
    // Nobody has said anything about it yet, and nothing goes on from it.
    let due = due::lines(record.assessment(), args.register.practice, context);
    let state = (format == Format::Json).then(|| State::of(record.assessment(), &[], None));
    // A record has random bits of its own, so what was kept is this very one; it need not be read again to be shown.
    let stored = Stored {
        id: recorded.id.clone(),
        digest: record.digest(),
        bytes: record.into_bytes(),
        recorded_at: now,
        signatures,
        closure: closure.digest(),
        statements: Vec::new(),
        continued_by: None,
        goes_on_from: made.continuation.map(|before| before.stored.id.clone()),
    };
    // The memo is longer than a window: where it went is said under it, and is said even if the memo cannot be shown.
    let shown = match state {
        Some(state) => write_json(&stored, Some(state), context),
        None => write_stored(&stored, format, extent, context),
    };
    let shown = shown.and_then(|()| Ok(context.out.flush()?));
    tell(&recorded, args.register.practice, waits.as_deref(), context)?;
    for line in due {
        context.say(&line)?;
    }
    shown.map(|()| Status::Done)
}

/// Says where the memo went. On the error stream, so that the memo alone is the output.
fn tell(recorded: &Recorded, practice: bool, waits: Option<&str>, context: &mut Context) -> Result<(), Error> {
    let id = &recorded.id;
    let words = match (practice, context.language) {
        (false, Language::Sv) => format!("undertecknat och registrerat som {id}"),
        (false, Language::En) => format!("signed and recorded as {id}"),
        (true, Language::Sv) => {
            format!("övning: undertecknat och registrerat som {id} i övningsregistret; inget beslut")
        }
        (true, Language::En) => format!("practice: signed and recorded as {id} in the practice register; no decision"),
    };
    context.say(&words)?;
    if let Some(waits) = waits {
        let practice = if practice { " --practice" } else { "" };
        let hand_over = format!("`menprov memo hand-over {id}{practice}`");
        match context.language {
            Language::Sv => context.say(&format!("{waits}; lämna över med {hand_over}"))?,
            Language::En => context.say(&format!("{waits}; hand over with {hand_over}"))?,
        }
    }
    Ok(())
}

/// Says that the officer could not decide it, and who may; nothing where it is decided.
fn waiting(assessment: &Assessment, language: Language) -> Option<String> {
    if !assessment.pending {
        return None;
    }
    let who = safe::line(&assessment.awaited(language).join(", ")).into_owned();
    if assessment.outcome.is_none() {
        return Some(match language {
            Language::Sv => format!("det väntar på svar från: {who}"),
            Language::En => format!("it waits for answers from: {who}"),
        });
    }
    Some(match language {
        Language::Sv => format!("det är ett förslag och inget beslut; det beslutas eller godkänns av: {who}"),
        Language::En => format!("it is a proposal and no decision; it is to be decided or approved by: {who}"),
    })
}

fn record(
    made: &Made<'_, '_>,
    closure: &Closure,
    key: Option<&SigningKey>,
    context: &Context,
) -> Result<Record, Error> {
    let of_key = || key.map(|key| key.public().comment().to_owned()).filter(|name| !name.is_empty());
    let name = made.officer.name.clone().or_else(of_key);
    let particulars = Particulars {
        nonce: fresh_nonce()?,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        procedure: made.procedure,
        decided_on: context.today,
        matter: made.matter.clone(),
        received: made.received,
        officer: Officer { name, ..made.officer.clone() },
        delegation: made.place.delegated(made.edition, made.report, context.today),
        language: context.language,
        started_at: made.started_at,
        made_at: context.now(),
        closure,
        continues: made.continuation.map(Continuation::continues),
        second_of: made.second_of.clone(),
        statements: made.continuation.map(Continuation::statements).unwrap_or_default(),
        files: made.files.clone(),
    };
    let assessment = Assessment::build(made.edition, made.report, made.answers, particulars)?;
    Ok(Record::seal(assessment).map_err(crate::assessment::AssessError::Canonical)?)
}
