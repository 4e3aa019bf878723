//! What is said with a countersignature: from the command line and its files, or asked for.

use super::prompts::{Prompts, Returned};
use super::signing::{Matter, Said, own_text};
use crate::assessment::Words;
use crate::cli::memo::CountersignArgs;
use crate::command::register;
use crate::context::Context;
use crate::error::{Error, Kind, Plain};
use crate::interview::Respondent;
use crate::register::{Access, Register};
use crate::ruleset::model::Role;
use crate::statement::{Act, Place, Question, own_words};

/// A front, where somebody can be asked.
pub type Front = Option<Box<dyn Respondent>>;

pub fn prompts<'p>(front: &'p mut dyn Respondent, matter: &'p Matter, context: &Context) -> Prompts<'p> {
    Prompts { front, matter, language: context.language }
}

pub fn answered(
    args: &CountersignArgs,
    matter: &Matter,
    role: Role,
    front: &mut Front,
    context: &mut Context,
) -> Result<Said, Error> {
    let register = Register::open(&register::path(&args.register, context)?, Access::Read)?;
    let front: Option<&mut dyn Respondent> = match front {
        Some(front) => Some(&mut **front),
        None => None,
    };
    super::answer::answers(args.answers.as_deref(), matter, role, &register, front, context)
}

/// Returns the reason: from the file, or asked for until it is one's own; nothing where they go back.
pub fn reason(
    args: &CountersignArgs,
    matter: &Matter,
    front: &mut Front,
    context: &mut Context,
) -> Result<Option<String>, Error> {
    if let Some(path) = &args.reason_file {
        return Ok(Some(own_words(&own_text(path, context)?, &matter.assessment, matter.statements())?));
    }
    let Some(front) = front else {
        return Err(Plain::new(Kind::Usage, "skälen saknas", "the reasons are missing")
            .with_hint("ge dem i en fil med `--reason-file FIL`", "give them in a file with `--reason-file FILE`")
            .into());
    };
    prompts(&mut **front, matter, context).reason()
}

/// Returns what is sent back; nothing where they go back from its first prompt.
pub fn rejection(
    args: &CountersignArgs,
    matter: &Matter,
    front: &mut Front,
    returned: &mut Returned,
    context: &mut Context,
) -> Result<Option<Said>, Error> {
    let mut given = Vec::new();
    for typed in &args.again {
        given.push(again(typed, matter)?);
    }
    if let Some(path) = &args.questions_file {
        let text = own_text(path, context)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        given.extend(lines.map(|line| Question { at: None, text: Words::same(line) }));
    }
    let asks = given.is_empty() && front.is_some();
    loop {
        let mut questions = given.clone();
        if let (true, Some(front)) = (asks, front.as_mut()) {
            match prompts(&mut **front, matter, context).questions(returned)? {
                Some(asked) => questions = asked,
                None => return Ok(None),
            }
        }
        if questions.is_empty() {
            return Err(no_questions());
        }
        match reason(args, matter, front, context)? {
            Some(reason) => return Ok(Some(Said { reason: Some(reason), questions, ..Said::new(Act::Rejection) })),
            None if asks => {}
            None => return Ok(None),
        }
    }
}

fn no_questions() -> Error {
    Plain::new(Kind::Usage, "det sägs inte vad handläggaren ska svara på", "what the officer is to answer is not said")
        .with_hint(
            "ange till exempel `--again \"item/u1 provning.omvant\"`, eller `--questions-file FIL`",
            "give, say, `--again \"item/u1 provning.omvant\"`, or `--questions-file FILE`",
        )
        .into()
}

/// Returns a question of the record: `item/u1 provning.omvant`, or its id alone where it was put once.
fn again(typed: &str, matter: &Matter) -> Result<Question, Error> {
    let (scope, id) = match typed.trim().rsplit_once(char::is_whitespace) {
        Some((scope, id)) => (Some(scope.trim()), id),
        None => (None, typed.trim()),
    };
    let answers = matter.assessment.answers.iter();
    let found: Vec<_> =
        answers.filter(|answer| answer.question == id && scope.is_none_or(|scope| answer.scope == scope)).collect();
    match found[..] {
        [answer] => Ok(Question {
            at: Some(Place { question: answer.question.clone(), scope: answer.scope.clone() }),
            text: answer.text.clone(),
        }),
        [] => Err(Plain::new(
            Kind::Usage,
            format!("underlaget har ingen fråga `{typed}`"),
            format!("the memo has no question `{typed}`"),
        )
        .with_hint(
            format!("{} visar frågorna med sina nycklar", matter.command("memo show", "--json")),
            format!("{} shows the questions with their keys", matter.command("memo show", "--json")),
        )
        .into()),
        _ => {
            let scopes: Vec<&str> = found.iter().map(|answer| &*answer.scope).collect();
            let scopes = scopes.join(", ");
            Err(Plain::new(
                Kind::Usage,
                format!("`{id}` ställdes flera gånger: {scopes}"),
                format!("`{id}` was put several times: {scopes}"),
            )
            .with_hint(
                format!("skriv till exempel `{} {id}`", found[0].scope),
                format!("write, say, `{} {id}`", found[0].scope),
            )
            .into())
        }
    }
}
