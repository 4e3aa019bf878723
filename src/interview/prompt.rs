//! From a question to a prompt, and from a reply back to a value.

use super::progress::progress;
use super::respondent::{OptionLine, Prompt, Reply, Wants};
use super::session::Session;
use super::words::{Wording, tri};
use crate::answers::fault::{AnswerFaultKind, Expected};
use crate::answers::moments::{typed_date, typed_time};
use crate::answers::registers::{register_rows, row_eligible};
use crate::answers::safety::shown_short;
use crate::answers::value::{check_described, provision_eligible};
use crate::date::When;
use crate::deadline::is_to_come;
use crate::engine::{Entity, Key, Value};
use crate::render::{safe, terms};
use crate::ruleset::model::{AnswerKind, Choice, ColumnKind, JA, NEJ, Pick, ProvisionIx, Register, VET_EJ};
use crate::text::Language;

/// What the numbers of a pick stand for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Choices {
    Entities(Vec<Entity>),
    Provisions(Vec<ProvisionIx>),
}

impl Choices {
    pub fn len(&self) -> usize {
        match self {
            Self::Entities(all) => all.len(),
            Self::Provisions(all) => all.len(),
        }
    }

    fn picked(&self, at: &[usize]) -> Option<Value> {
        fn those<T: Copy>(all: &[T], at: &[usize]) -> Option<Vec<T>> {
            at.iter().map(|&at| all.get(at).copied()).collect()
        }
        Some(match self {
            Self::Entities(all) => Value::Entities(those(all, at)?),
            Self::Provisions(all) => Value::Provisions(those(all, at)?),
        })
    }
}

/// Returns what may be picked.
pub(super) fn choices(session: &Session<'_, '_>, pick: &Pick) -> Choices {
    if pick.from == Register::Provisions {
        let all = (0..session.edition.book.provisions.len()).filter_map(|at| u16::try_from(at).ok().map(ProvisionIx));
        let mut all: Vec<_> = all.filter(|&at| provision_eligible(session.edition, pick, at)).collect();
        all.sort_by_cached_key(|&at| terms::in_order(section(session, at)));
        return Choices::Provisions(all);
    }
    let rows = register_rows(session.edition, session.answers(), pick.from);
    let admitted = rows.iter().filter(|row| row_eligible(session.edition, pick, row));
    let mut all: Vec<Entity> = admitted.map(|row| row.entity).collect();
    // The row that is always there has no columns to be chosen by.
    if pick.from == Register::Persons && pick.filter.is_none() {
        all.push(Entity::PUBLIC);
    }
    Choices::Entities(all)
}

/// Returns the prompt for a question that is no list.
pub(super) fn question_prompt(session: &Session<'_, '_>, key: Key, number: usize) -> Prompt {
    let words = Wording::new(session.edition, session.answers(), session.language);
    let question = session.question(key);
    let language = session.language;
    let wants = match &question.kind {
        AnswerKind::Tri => Wants::Options(
            [('j', 'y', JA), ('n', 'n', NEJ), ('v', 'd', VET_EJ)]
                .map(|(sv, en, at)| OptionLine { key: language.choose(sv, en), text: tri(at, language).to_owned() })
                .into(),
        ),
        AnswerKind::Choice(options) => Wants::Options(option_lines(options, language)),
        AnswerKind::Pick(pick) => {
            let (choices, names) = match choices(session, pick) {
                Choices::Entities(all) => (all.into_iter().map(|entity| words.entity(entity)).collect(), Vec::new()),
                Choices::Provisions(all) => {
                    let cut = all.len() > FEW;
                    let lines = all.iter().map(|&at| provision_line(session, at, cut)).collect();
                    (lines, all.iter().map(|&at| section(session, at).to_owned()).collect())
                }
            };
            Wants::Picks { choices, names, many: pick.many, least: pick.least }
        }
        AnswerKind::Text { least } => Wants::Text { least: *least },
        AnswerKind::Date => Wants::Date { today: session.today() },
        AnswerKind::DateTime => Wants::DateTime,
        AnswerKind::Number { min, max } => Wants::Number { bounds: Some((*min, *max)) },
        // Lists are asked row by row and have prompts of their own.
        AnswerKind::List(_) => Wants::Text { least: 0 },
    };
    let earlier = session.earlier(key).map(|answer| words.value(&question.kind, &answer.value));
    Prompt {
        number,
        about: Some(key),
        left: progress(session, key),
        heading: words.heading(&key.scope),
        remark: question.probes.then(|| probes(language).to_owned()),
        earlier: earlier.filter(|words| !words.is_empty()),
        keeps: session.can_keep(key),
        kept: session.keeps_draft(),
        ..Prompt::new(words.question(key), wants)
    }
}

fn probes(language: Language) -> &'static str {
    // TF 2:18: no more may be asked than the test needs.
    language.choose(
        "Fråga sökanden bara om prövningen inte kan göras utan svaret (2 kap. 18 § TF).",
        "Ask the requester only if the test cannot be made without the answer (Ch. 2 s. 18 TF).",
    )
}

/// So many provisions are shown with their whole text; of more, the beginning, and the help has the rest.
const FEW: usize = 6;

/// How much of a provision is shown among many, in characters: a line of most windows.
const CUT: usize = 72;

/// Returns chapter and section as an officer says them: `26:1 a` of `OSL 26:1 a`.
fn section<'s>(session: &'s Session<'_, '_>, at: ProvisionIx) -> &'s str {
    let short = &session.edition.book.provisions[at.at()].short;
    short.split_once(' ').map_or(short, |(_, section)| section)
}

fn provision_line(session: &Session<'_, '_>, at: ProvisionIx, cut: bool) -> String {
    let provision = &session.edition.book.provisions[at.at()];
    let name = provision.designation.get(session.language);
    let text = provision.on(session.edition.date).map(|version| version.text.get(session.language));
    let line = text.map_or_else(|| name.to_owned(), |text| format!("{name}: {text}"));
    if cut { shown_short(&line, CUT) } else { safe::line(&line).into_owned() }
}

/// Returns the options of a choice, each with a key: digits, then letters where there are more than nine.
pub(super) fn option_lines(options: &[Choice], language: Language) -> Vec<OptionLine> {
    let keys = ('1'..='9').chain('a'..='z');
    let text = |option: &Choice| safe::line(option.text.get(language)).into_owned();
    keys.zip(options).map(|(key, option)| OptionLine { key, text: text(option) }).collect()
}

/// Reads a reply to the prompt for a question.
pub(super) fn read_reply(session: &Session<'_, '_>, key: Key, reply: &Reply) -> Result<Value, AnswerFaultKind> {
    let kind = &session.question(key).kind;
    match (kind, reply) {
        (AnswerKind::Tri | AnswerKind::Choice(_), Reply::Option(at)) => {
            let value = u16::try_from(*at).map(Value::Choice).ok().filter(|value| value.fits(kind));
            value.ok_or_else(|| wrong_option(session.question(key).options()))
        }
        (AnswerKind::Pick(pick), Reply::Picked(at)) => read_pick(pick, &choices(session, pick), at),
        (AnswerKind::Text { least }, Reply::Text(text)) => {
            let text = check_described(text)?;
            let found = text.chars().count();
            if found < *least as usize || found == 0 {
                return Err(AnswerFaultKind::TooShort { found, least: (*least).max(1) });
            }
            Ok(Value::Text(text))
        }
        (AnswerKind::Date, Reply::Text(text)) => {
            let day = read_date(text, session)?;
            has_been(When::Day(day), session, key).map(|()| Value::Date(day))
        }
        (AnswerKind::DateTime, Reply::Text(text)) => {
            let time = read_date_time(text, session)?;
            has_been(When::Time(time), session, key).map(|()| Value::DateTime(time))
        }
        (AnswerKind::Number { min, max }, Reply::Text(text)) => read_number(text, Some((*min, *max))),
        _ => Err(wrong_option(session.question(key).options())),
    }
}

fn wrong_option(options: Vec<&str>) -> AnswerFaultKind {
    AnswerFaultKind::WrongKind(Expected::Option(options.into_iter().map(Into::into).collect()))
}

fn read_pick(pick: &Pick, choices: &Choices, at: &[usize]) -> Result<Value, AnswerFaultKind> {
    if at.len() < pick.least as usize {
        return Err(AnswerFaultKind::TooFew { found: at.len(), least: pick.least });
    }
    if at.len() > 1 && !pick.many {
        return Err(AnswerFaultKind::OnlyOne);
    }
    let mut sorted = at.to_vec();
    sorted.sort_unstable();
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(AnswerFaultKind::DoubledId((pair[0] + 1).to_string().into()));
    }
    choices
        .picked(&sorted)
        .ok_or_else(|| no_such_number(sorted.last().map_or(0, |at| at.saturating_add(1)), choices.len()))
}

/// Returns the fault of a number beyond a list.
pub(super) fn no_such_number(found: usize, max: usize) -> AnswerFaultKind {
    let number = |n| i64::try_from(n).unwrap_or(i64::MAX);
    AnswerFaultKind::OutOfRange { found: number(found), min: 1, max: number(max) }
}

fn read_date(text: &str, session: &Session<'_, '_>) -> Result<chrono::NaiveDate, AnswerFaultKind> {
    typed_date(text, session.today()).ok_or_else(|| AnswerFaultKind::BadDate(text.trim().into()))
}

fn read_date_time(text: &str, session: &Session<'_, '_>) -> Result<chrono::NaiveDateTime, AnswerFaultKind> {
    typed_time(text, session.now()).ok_or_else(|| AnswerFaultKind::BadDateTime(text.trim().into()))
}

/// Refuses a moment that a deadline runs from and that has not come.
fn has_been(when: When, session: &Session<'_, '_>, key: Key) -> Result<(), AnswerFaultKind> {
    let to_come = session.question(key).moment.is_some() && is_to_come(when, session.now());
    if to_come { Err(AnswerFaultKind::ToCome(when.to_string().into())) } else { Ok(()) }
}

fn read_number(text: &str, bounds: Option<(i64, i64)>) -> Result<Value, AnswerFaultKind> {
    let found: i64 = text.trim().parse().map_err(|_| AnswerFaultKind::WrongKind(Expected::Number))?;
    match bounds {
        Some((min, max)) if found < min || found > max => Err(AnswerFaultKind::OutOfRange { found, min, max }),
        _ => Ok(Value::Number(found)),
    }
}

/// Returns what a cell's prompt waits for, and what its numbers stand for.
pub(super) fn cell_wants(session: &Session<'_, '_>, kind: &ColumnKind) -> (Wants, Option<Choices>) {
    match kind {
        ColumnKind::Text => (Wants::Text { least: 1 }, None),
        ColumnKind::Date => (Wants::Date { today: session.today() }, None),
        ColumnKind::Number => (Wants::Number { bounds: None }, None),
        ColumnKind::Choice(options) => (Wants::Options(option_lines(options, session.language)), None),
        ColumnKind::Ref(register) => {
            let one = Pick { from: *register, many: false, least: 1, filter: None };
            let choices = choices(session, &one);
            let words = Wording::new(session.edition, session.answers(), session.language);
            let lines = match &choices {
                Choices::Entities(all) => all.iter().map(|&entity| words.entity(entity)).collect(),
                Choices::Provisions(_) => Vec::new(),
            };
            (Wants::Picks { choices: lines, names: Vec::new(), many: false, least: 1 }, Some(choices))
        }
    }
}

/// Reads a reply to a cell's prompt; nothing typed is an empty cell.
pub(super) fn read_cell(
    session: &Session<'_, '_>,
    kind: &ColumnKind,
    choices: Option<&Choices>,
    reply: &Reply,
) -> Result<Option<Value>, AnswerFaultKind> {
    match (kind, reply) {
        (_, Reply::Text(text)) if text.trim().is_empty() => Ok(None),
        (_, Reply::Picked(at)) if at.is_empty() => Ok(None),
        (ColumnKind::Text, Reply::Text(text)) => {
            Ok(Some(check_described(text)?).filter(|text| !text.is_empty()).map(Value::Text))
        }
        (ColumnKind::Date, Reply::Text(text)) => read_date(text, session).map(|date| Some(Value::Date(date))),
        (ColumnKind::Number, Reply::Text(text)) => read_number(text, None).map(Some),
        (ColumnKind::Choice(options), Reply::Option(at)) if *at < options.len() => {
            Ok(u16::try_from(*at).ok().map(Value::Choice))
        }
        (ColumnKind::Ref(from), Reply::Picked(at)) => {
            let one = Pick { from: *from, many: false, least: 1, filter: None };
            let none = Choices::Entities(Vec::new());
            read_pick(&one, choices.unwrap_or(&none), at).map(Some)
        }
        _ => Err(AnswerFaultKind::WrongKind(Expected::Row)),
    }
}
