//! `menprov memo hand-over`: the memo goes on to whoever is to decide, approve or answer.

use super::prompts::Prompts;
use super::signing::{Able, Matter, Said, in_words, keep, key, own_text, read_role, unlock};
use crate::cli::memo::HandOverArgs;
use crate::command::assess;
use crate::config::Standing;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::model::Role;
use crate::statement::{Act, Signatory};
use crate::text::Language;

pub fn run(args: &HandOverArgs, context: &mut Context) -> Result<Status, Error> {
    let matter = Matter::open(&args.id, &args.register, context)?;
    let to = receiver(args.to.as_deref(), &matter, context)?;
    let key_file = key(&args.signing, matter.stored.is_practice().then_some(Role::Officer), context)?;
    if !matter.stored.keys().iter().any(|own| own.is_same_key(&key_file.public())) {
        return Err(Plain::new(
            Kind::No,
            "bara den som har skrivit under prövningen lämnar över den",
            "only whoever has signed the assessment hands it over",
        )
        .with_hint(
            "den som ska besluta eller svara kan göra det ändå: `menprov memo inbox` visar vad som väntar",
            "whoever is to decide or answer can do so all the same: `menprov memo inbox` shows what waits",
        )
        .into());
    }
    let reason = match &args.reason_file {
        Some(path) => Some(own_text(path, context)?),
        None if context.terminal.can_ask() => {
            let mut front = assess::front::open(false, context)?;
            Some(Prompts { front: &mut *front, matter: &matter, language: context.language }.message()?)
        }
        None => None,
    };
    let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let key = unlock(&key_file, &args.signing, context)?;
    let name = Some(key.public().comment().to_owned()).filter(|name| !name.is_empty());
    let by = Signatory {
        delegation: None,
        name,
        role: matter.assessment.officer.role,
        title: None,
        unit: matter.assessment.officer.unit.clone(),
    };
    let said = Said { to: Some(to), reason, ..Said::new(Act::HandOver) };
    keep(&matter, said, by, &key, &args.register, context)?;
    let (id, who) = (&matter.stored.id, Able::in_role(to, &matter.config));
    let typed = who.first().map_or_else(String::new, |one| format!("--role {}", one.typed.get(context.language)));
    let (who, command) = (in_words(&who, context.language), matter.command("memo countersign", &typed));
    match context.language {
        Language::Sv => context.say(&format!("{id} är överlämnat till {who}, som går vidare med {command}"))?,
        Language::En => context.say(&format!("{id} is handed over to the {who}, who goes on with {command}"))?,
    }
    Ok(Status::Done)
}

/// Returns whom it goes to: the role that was named, if it can do something about it, else the only one waited for.
fn receiver(named: Option<&str>, matter: &Matter, context: &Context) -> Result<Role, Error> {
    let waits = &matter.state.waits_for;
    let id = &matter.stored.id;
    if waits.is_empty() || waits[..] == [Role::Officer] {
        let [sv, en] = [Language::Sv, Language::En].map(|language| matter.state.words(language));
        return Err(Plain::new(
            Kind::No,
            format!("`{id}` väntar inte på någon annan: {sv}"),
            format!("`{id}` does not wait for another: {en}"),
        )
        .with_hint("`menprov memo inbox` visar vad som väntar", "`menprov memo inbox` shows what waits")
        .into());
    }
    let waited = |language| in_words(&matter.who_may(false), language);
    let Some(named) = named else {
        if let [only] = waits[..] {
            return Ok(only);
        }
        let (sv, en) = (waited(Language::Sv), waited(Language::En));
        return Err(Plain::new(
            Kind::Usage,
            format!("`{id}` väntar på flera: {sv}"),
            format!("`{id}` waits for several: {en}"),
        )
        .with_hint("välj med `--to ROLL`", "choose with `--to ROLE`")
        .into());
    };
    let standing: Standing = read_role(named, &matter.config)?;
    let by = matter.signatory(&standing, None, context.today);
    if matter.needs().iter().any(|need| need.is_met_by(&by)) || !matter.awaited_of(standing.level).is_empty() {
        return Ok(standing.level);
    }
    let (sv, en) = (waited(Language::Sv), waited(Language::En));
    Err(Plain::new(
        Kind::No,
        format!("`{named}` kan varken besluta eller svara här"),
        format!("`{named}` can neither decide nor answer here"),
    )
    .with_hint(format!("`{id}` väntar på {sv}"), format!("`{id}` waits for {en}"))
    .into())
}
