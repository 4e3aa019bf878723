//! `menprov memo hand-over`: the memo goes on to whoever is to decide, approve or answer.

use std::io::Write as _;

use super::signing::{Matter, Said, keep, key, read_role, text, unlock};
use crate::assessment::role;
use crate::cli::memo::HandOverArgs;
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
    let reason = args.reason_file.as_deref().map(|path| text(path, context)).transpose()?;
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
    let (id, who) = (&matter.stored.id, role(to));
    match context.language {
        Language::Sv => writeln!(context.err, "{id} är överlämnat till {}", who.sv)?,
        Language::En => writeln!(context.err, "{id} is handed over to {}", who.en)?,
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
        .into());
    }
    let waited = |language| waits.iter().map(|one| role(*one).get(language).to_owned()).collect::<Vec<_>>().join(", ");
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
