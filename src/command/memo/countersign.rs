//! `menprov memo countersign`: another than the officer approves, sends back or answers, with reasons of their own.

use std::io::Write as _;

use serde_json::json;

use super::ask::{self, Decision, nothing_signed};
use super::prompts::Returned;
use super::said::{answered, prompts, reason, rejection};
use super::signing::{Matter, Said, called, general, keep, key, read_role, unlock};
use crate::assessment::Words;
use crate::assessment::role;
use crate::cli::memo::CountersignArgs;
use crate::command::{assess, write_json};
use crate::config::Standing;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::interview::Respondent;
use crate::ruleset::model::Role;
use crate::signature::PublicKey;
use crate::statement::{Act, Phase, Signatory};
use crate::text::Language;

pub fn run(args: &CountersignArgs, context: &mut Context) -> Result<Status, Error> {
    // Ctrl-C and `.` come to the same, and are told in the same words.
    sign(args, context).map_err(|error| if error.code() == Kind::Interrupted.code() { nothing_signed() } else { error })
}

fn sign(args: &CountersignArgs, context: &mut Context) -> Result<Status, Error> {
    let matter = Matter::open(&args.id, &args.register, context)?;
    let standing = standing(args.role.as_deref(), &matter, matter.stored.is_practice())?;
    let practice = matter.stored.is_practice().then_some(standing.level);
    let key_file = key(&args.signing, practice, context)?;
    refuse_own(&matter, &key_file.public())?;
    let by = matter.signatory(&standing, None, context.today);
    let may = may(&matter, &by, args)?;
    let mut front = open_front(args, context)?;
    if let (None, Some(front)) = (given(args), &mut front) {
        ask::show(&matter, &by, context)?;
        ask::before(&mut **front, &called(&by, context.language), context.language)?;
    }
    let mut returned = Returned::default();
    let said = loop {
        let act = match (given(args), &mut front) {
            (Some(act), _) => act,
            (None, Some(front)) => prompts(&mut **front, &matter, context).decision(&may)?,
            (None, None) => return Err(which()),
        };
        let said = match act {
            Decision::Approve => reason(args, &matter, &mut front, context)?
                .map(|reason| Said { reason: Some(reason), ..Said::new(Act::Approval) }),
            Decision::Reject => rejection(args, &matter, &mut front, &mut returned, context)?,
            Decision::Answer => Some(answered(args, &matter, standing.level, &mut front, context)?),
        };
        match (said, &mut front) {
            (Some(said), _) => break said,
            // Back at the first prompt: to what is to be done, if that was asked.
            (None, Some(front)) if given(args).is_some() || may.len() == 1 => {
                prompts(&mut **front, &matter, context).first()?;
            }
            (None, _) => {}
        }
    };
    // Signals are no longer the front's: what follows is a prompt for the passphrase at most.
    drop(front);
    let key = unlock(&key_file, &args.signing, context)?;
    let name = Some(key.public().comment().to_owned()).filter(|name| !name.is_empty());
    warn(&matter, name.as_deref(), &key.public(), context)?;
    let by = Signatory { name, ..by };
    let kind = said.kind;
    let sealed = keep(&matter, said, by, &key, &args.register, context)?;
    let after = Matter::open(&matter.stored.id, &args.register, context)?;
    tell(args, &after, kind, &sealed.digest_hex(), context)?;
    Ok(Status::Done)
}

/// Returns what the command line says is to be done.
fn given(args: &CountersignArgs) -> Option<Decision> {
    match (args.approve, args.reject, &args.answers) {
        (true, ..) => Some(Decision::Approve),
        (_, true, _) => Some(Decision::Reject),
        (_, _, Some(_)) => Some(Decision::Answer),
        _ => None,
    }
}

/// Opens a front where somebody can be asked and the command line does not say it all.
fn open_front(args: &CountersignArgs, context: &mut Context) -> Result<Option<Box<dyn Respondent>>, Error> {
    let complete = args.answers.is_some()
        || args.reason_file.is_some() && (args.approve || !args.again.is_empty() || args.questions_file.is_some());
    if complete || !context.terminal.can_ask() {
        return Ok(None);
    }
    assess::front::open(args.plain, context).map(Some)
}

/// Returns in which role somebody signs: the one named, the one of the configuration, or the only one waited for.
///
/// Whom the configuration calls an officer must say it, so that nobody decides by pressing on; in practice one person
/// plays every role.
fn standing(named: Option<&str>, matter: &Matter, practice: bool) -> Result<Standing, Error> {
    if let Some(named) = named {
        return read_role(named, &matter.config);
    }
    let own = matter.config.officer.role.as_deref().and_then(|id| Standing::of(id, &matter.config));
    let officer = match own {
        Some(own) if own.level > Role::Officer => return Ok(own),
        own => own.filter(|_| !practice),
    };
    let others: Vec<Role> = matter.state.waits_for.iter().copied().filter(|role| *role != Role::Officer).collect();
    match others[..] {
        [_, ..] if officer.is_some() => Err(unsaid_role(matter, officer.as_ref())),
        [only] => Ok(general(only, &matter.config)),
        [] => Err(nothing_waits(matter)),
        _ => Err(Plain::new(Kind::Usage, "det väntar på flera roller", "it waits for several roles")
            .with_hint(as_role(matter, None, Language::Sv), as_role(matter, None, Language::En))
            .into()),
    }
}

/// The configuration says that they are the officer, and they have not said otherwise.
fn unsaid_role(matter: &Matter, officer: Option<&Standing>) -> Error {
    let called = |language: Language| {
        let position = officer.and_then(|own| own.position.as_ref());
        position.map_or_else(|| role(Role::Officer).get(language).to_owned(), |held| held.name.get(language).to_owned())
    };
    let (id, sv, en) = (&matter.stored.id, called(Language::Sv), called(Language::En));
    Plain::new(
        Kind::Usage,
        format!("inställningarna säger att du är {sv}, och `{id}` väntar på någon annan"),
        format!("the configuration says that you are {en}, and `{id}` waits for another"),
    )
    .with_hint(as_role(matter, None, Language::Sv), as_role(matter, None, Language::En))
    .into()
}

/// Returns who may, and the command that each types.
fn as_role(matter: &Matter, asked: Option<Decision>, language: Language) -> String {
    let may = matter.who_may(asked == Some(Decision::Answer));
    let lines = may.iter().map(|one| {
        let command = matter.command("memo countersign", &format!("--role {}", one.typed.get(language)));
        match language {
            Language::Sv => format!("den som är {} skriver {command}", one.words.sv),
            Language::En => format!("whoever is {} types {command}", one.words.en),
        }
    });
    lines.collect::<Vec<_>>().join("; ")
}

/// Refuses a statement about one's own record, before a passphrase is asked for.
fn refuse_own(matter: &Matter, key: &PublicKey) -> Result<(), Error> {
    if !matter.own_keys().iter().any(|own| own.is_same_key(key)) {
        return Ok(());
    }
    let own = matter.stored.keys().iter().any(|own| own.is_same_key(key));
    let plain = if own {
        Plain::new(
            Kind::No,
            "det här är din egen prövning: samma nyckel har skrivit under den",
            "this is your own assessment: the same key has signed it",
        )
    } else {
        Plain::new(
            Kind::No,
            "det här är din egen prövning: samma nyckel har skrivit under den som den fortsätter",
            "this is your own assessment: the same key has signed the one that it goes on from",
        )
    };
    Err(match matter.state.waits_for[..] {
        [] | [Role::Officer] => plain,
        _ => plain.with_hint(as_role(matter, None, Language::Sv), as_role(matter, None, Language::En)),
    }
    .into())
}

/// Returns what may be done in that role, and refuses where it is nothing or not what was asked for.
fn may(matter: &Matter, by: &Signatory, args: &CountersignArgs) -> Result<Vec<Decision>, Error> {
    let mut may = Vec::new();
    let open = matches!(matter.state.state, Phase::Pending | Phase::HandedOver);
    let answers = !matches!(matter.state.state, Phase::Rejected | Phase::Continued);
    let answers = answers && !matter.awaited_of(by.role).is_empty();
    if answers {
        may.push(Decision::Answer);
    }
    let decides = open && matter.needs().iter().any(|need| need.is_met_by(by));
    if decides {
        // What one has to answer oneself is in no outcome yet, so that there is nothing whole to approve.
        may.extend(if answers { &[Decision::Reject][..] } else { &[Decision::Approve, Decision::Reject] });
    }
    let asked = given(args);
    if decides && answers && asked == Some(Decision::Approve) {
        return Err(answer_first(matter, by));
    }
    if may.is_empty() && (matter.state.waits_for.is_empty() || matter.state.waits_for[..] == [Role::Officer]) {
        return Err(nothing_waits(matter));
    }
    if may.is_empty() && matter.statements().any(|said| said.kind == Act::Approval && said.by.role == by.role) {
        return Err(already(matter, by));
    }
    if may.is_empty() || asked.is_some_and(|asked| !may.contains(&asked)) {
        return Err(wrong_role(matter, by, asked));
    }
    Ok(may)
}

fn answer_first(matter: &Matter, by: &Signatory) -> Error {
    let questions: Vec<Words> = matter.awaited_of(by.role).into_iter().map(|one| one.text).collect();
    let texts = |language: Language| questions.iter().map(|words| words.get(language)).collect::<Vec<_>>().join(" ");
    let id = &matter.stored.id;
    Plain::new(
        Kind::No,
        format!("`{id}` går inte att godkänna innan du har svarat: {}", texts(Language::Sv)),
        format!("`{id}` cannot be approved before you have answered: {}", texts(Language::En)),
    )
    .with_hint(
        "svara först; handläggaren fortsätter, och du godkänner det som det blir",
        "answer first; the officer goes on, and you approve what it comes to",
    )
    .into()
}

fn nothing_waits(matter: &Matter) -> Error {
    let id = &matter.stored.id;
    let [sv, en] = [Language::Sv, Language::En].map(|language| matter.state.words(language));
    Plain::new(
        Kind::No,
        format!("`{id}` väntar inte på någon annans underskrift: {sv}"),
        format!("`{id}` waits for nobody else's signature: {en}"),
    )
    .with_hint("`menprov memo inbox` visar vad som väntar", "`menprov memo inbox` shows what waits")
    .into()
}

fn already(matter: &Matter, by: &Signatory) -> Error {
    let id = &matter.stored.id;
    let (sv, en) = (called(by, Language::Sv), called(by, Language::En));
    Plain::new(Kind::No, format!("`{id}` är redan godkänt av {sv}"), format!("`{id}` is approved by the {en} already"))
        .with_hint(
            format!("`{id}` {}", matter.state.words(Language::Sv)),
            format!("`{id}` {}", matter.state.words(Language::En)),
        )
        .into()
}

fn wrong_role(matter: &Matter, by: &Signatory, asked: Option<Decision>) -> Error {
    let id = &matter.stored.id;
    let (sv_role, en_role) = (called(by, Language::Sv), called(by, Language::En));
    let (sv_act, en_act) = match asked {
        Some(Decision::Answer) => ("besvara frågorna i", "answer the questions of"),
        Some(Decision::Approve | Decision::Reject) => ("besluta om", "decide"),
        None => ("besluta om eller svara i", "decide or answer in"),
    };
    Plain::new(
        Kind::No,
        format!("{sv_role} får inte {sv_act} `{id}`"),
        format!("the {en_role} may not {en_act} `{id}`"),
    )
    .with_hint(as_role(matter, asked, Language::Sv), as_role(matter, asked, Language::En))
    .into()
}

fn which() -> Error {
    Plain::new(
        Kind::Usage,
        "det sägs inte vad som ska göras, och det är ingen terminal",
        "what is to be done is not said, and this is no terminal",
    )
    .with_hint(
        "välj `--approve`, `--reject` eller `--answers FIL`",
        "choose `--approve`, `--reject` or `--answers FILE`",
    )
    .into()
}

/// Warns where two keys may be one person's.
fn warn(matter: &Matter, name: Option<&str>, key: &PublicKey, context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    if name.is_some() && name == matter.assessment.officer.name.as_deref() {
        let words = language.choose(
            "varning: handläggaren har samma namn; ingen får godkänna sin egen prövning",
            "warning: the officer has the same name; nobody may approve their own assessment",
        );
        context.say(words)?;
    }
    let again =
        matter.said.iter().find(|heard| heard.sealed.statement().kind == Act::Approval && heard.key.is_same_key(key));
    if let Some(again) = again {
        let who = role(again.sealed.statement().by.role);
        match language {
            Language::Sv => context.say(&format!("varning: samma nyckel har redan godkänt som {}", who.sv))?,
            Language::En => context.say(&format!("warning: the same key has approved already as {}", who.en))?,
        }
    }
    Ok(())
}

/// Says what was signed and where the memo now stands: on the error stream, and for a machine on the output.
fn tell(args: &CountersignArgs, after: &Matter, kind: Act, digest: &str, context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    let id = &after.stored.id;
    // What was kept is said even if the output cannot be written, so that nobody signs again.
    let shown = if args.json {
        let value = json!({
            "id": id,
            "kind": kind,
            "statement": digest,
            "state": after.state,
        });
        write_json(&mut *context.out, &value).and_then(|()| Ok(context.out.flush()?))
    } else {
        Ok(())
    };
    context.say(&format!(
        "{}: {id} ({}) – {}",
        kind.title(language),
        language.choose("undertecknat och registrerat", "signed and recorded"),
        after.state.words(language)
    ))?;
    if matches!(after.state.state, Phase::Rejected | Phase::Answered) {
        let goes_on = after.command("assess --continue", "");
        match language {
            Language::Sv => context.say(&format!("handläggaren går vidare med {goes_on}"))?,
            Language::En => context.say(&format!("the officer goes on with {goes_on}"))?,
        }
    }
    shown
}
