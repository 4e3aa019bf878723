//! `menprov assess`: from a procedure and answers to a signed memo in the register.
//!
//! The answers come from a file or from an interview; everything after that is the same.

mod begun;
mod changed_rules;
mod continuation;
mod drafts;
mod due;
mod files;
mod finish;
mod flips;
pub mod front;
mod interview;
mod items;
mod opening;
mod place;
mod received;
mod script;
mod second;

pub(super) use begun::header;
use chrono::NaiveDate;
pub(super) use script::read;

use super::{key, register, rules};
use crate::cli::assess::AssessArgs;
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::model::{Rulebook, RulesetIx, RulesetKind};
use crate::signature::create_for_practice;

pub fn run(args: &AssessArgs, context: &mut Context) -> Result<Status, Error> {
    if args.register.practice {
        // Keys, drafts and register: nothing that is practised may end up among what is real.
        practise(key::KEY, "ovning", context)?;
    }
    if let Some(id) = &args.discard {
        return drafts::discard(id, args, context);
    }
    if args.resume.as_deref() == Some("") && (args.json || !context.terminal.can_ask()) {
        return drafts::list(args, context);
    }
    match &args.answers {
        Some(path) => script::run(args, path, context),
        None if !context.terminal.can_ask() => Err(nobody_to_ask()),
        None => interview::run(args, context),
    }
}

/// Moves keys, drafts and register to a place of their own, and makes the key that is practised with under that name.
///
/// # Errors
/// When nothing says where data belong, or the key cannot be made.
pub fn practise(name: &str, signer: &str, context: &mut Context) -> Result<std::path::PathBuf, Error> {
    let home = register::practice(context)?;
    context.folders.config = Some(home.clone());
    context.folders.state = Some(home.clone());
    context.folders.ssh = None;
    let path = home.join(name);
    if !path.exists() {
        // It guards nothing: what it signs is no decision, so that nobody need remember a passphrase to practise.
        create_for_practice(&path, signer)?;
    }
    Ok(path)
}

/// Finds a procedure that is in force.
fn procedure(edition: &Edition<'_>, id: &str) -> Result<RulesetIx, Error> {
    let found = rules::find(edition, id)?;
    if edition.book.rulesets[found.at()].kind == RulesetKind::Procedure {
        return Ok(found);
    }
    Err(Plain::new(Kind::Usage, format!("`{id}` är en modul"), format!("`{id}` is a module"))
        .with_hint("ange ett förfarande, se `menprov rules list`", "give a procedure, see `menprov rules list`")
        .into())
}

/// Refuses a law date that no rules are for: one that has not come, since nobody can decide on that law, and one before the
/// first day of the rulebook. In practice nothing is decided, and a change of law is tried before its day.
fn law_date(day: NaiveDate, book: &Rulebook, practice: bool, context: &Context) -> Result<NaiveDate, Error> {
    if day > context.today && !practice {
        let plain = Plain::new(
            Kind::Usage,
            format!("lagdagen {day} har inte kommit"),
            format!("the law date {day} has not come"),
        );
        return Err(plain
            .with_hint(
                "ange dagen för beslutet, eller ingen dag alls; kommande regler går att öva på med `--practice`, och \
                 `menprov rules test` och `menprov rules graph ID --case FIL --at DAG` prövar dem",
                "give the day of the decision, or no day at all; rules to come can be practised on with `--practice`, and \
                 `menprov rules test` and `menprov rules graph ID --case FILE --at DAY` try them",
            )
            .into());
    }
    match book.rulesets.iter().map(|rules| rules.valid.from).min() {
        Some(first) if day < first => Err(Plain::new(
            Kind::Unusable,
            format!("lagdagen {day} ligger utanför den tid som reglerna omfattar, {first} till i dag"),
            format!("the law date {day} is outside the time that the rules cover, {first} until today"),
        )
        .with_hint(
            "ett nytt beslut i en gammal fråga fattas på dagens lag; ange ingen dag",
            "a new decision in an old matter is made on the law of today; give no day",
        )
        .into()),
        _ => Ok(day),
    }
}

/// Returns the error of questions where nobody is to answer them.
pub(super) fn nobody_to_ask() -> Error {
    Plain::new(
        Kind::Usage,
        "här finns ingen att fråga: det är ingen terminal",
        "there is nobody to ask: this is no terminal",
    )
    .with_hint("ge svaren i en fil med `--answers FIL`", "give the answers in a file with `--answers FILE`")
    .into()
}
