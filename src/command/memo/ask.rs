//! What is asked of whoever countersigns at a terminal, after the memo has been shown.

use std::collections::HashSet;
use std::io::Write as _;

use super::show::known;
use super::signing::Matter;
use crate::answers::safety::shown_short;
use crate::answers::value::check_text;
use crate::assessment::{Assessment, Words};
use crate::context::Context;
use crate::error::{Error, Kind, Plain};
use crate::interview::{FrontFault, Gesture, Notice, NoticeKind, OptionLine, Prompt, Reply, Respondent, Wants};
use crate::memo::{Evidence, internal, subjects, text};
use crate::render::paragraph::hanging;
use crate::statement::{Awaited, LEAST, Place, Question, Signatory, clean, own_words};
use crate::text::Language;

/// What is done with another's memo.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decision {
    /// It is approved or decided.
    Approve,
    /// It goes back.
    Reject,
    /// The questions that wait for the role are answered.
    Answer,
}

impl Decision {
    fn words(self, language: Language) -> &'static str {
        match self {
            Self::Approve => language.choose("Godkänn", "Approve"),
            Self::Reject => language.choose("Lämna tillbaka med frågor", "Send back with questions"),
            Self::Answer => language.choose("Besvara frågorna", "Answer the questions"),
        }
    }
}

/// Shows the memo without its annexes: outcome, provisions, which harm, for whom and why.
///
/// Before somebody answers a question in it, they are shown what has been answered about the same: the memo's main part
/// says only what it came to, and here it came to nothing yet.
pub fn show(matter: &Matter, by: &Signatory, context: &mut Context) -> Result<(), Error> {
    let record = matter.stored.record()?;
    let evidence = Evidence::of(&matter.stored, &known(&matter.stored, context)?);
    let memo = internal(&record, &evidence, context.language).main_part();
    writeln!(context.err, "{}", text::render(&memo, context.terminal.width))?;
    let awaited = matter.awaited_of(by.role);
    if !awaited.is_empty() {
        let said = surrounding(matter, &awaited, context.language, usize::from(context.terminal.width.min(100)));
        write!(context.err, "{said}")?;
    }
    let whole = matter.command("memo show", "--full");
    match context.language {
        Language::Sv => writeln!(context.err, "Alla frågor och svar: {whole}")?,
        Language::En => writeln!(context.err, "All questions and answers: {whole}")?,
    }
    Ok(())
}

/// Returns what has been answered about what the questions are about, with the reasons.
fn surrounding(matter: &Matter, awaited: &[Awaited], language: Language, width: usize) -> String {
    let within = |inner: &str, outer: &str| {
        inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
    };
    let near = |scope: &str| awaited.iter().any(|one| within(scope, &one.scope) || within(&one.scope, scope));
    let mut out = String::new();
    let mut say = |text: &str, question: &Words, words: &[Words], reason: Option<&str>| {
        let words: Vec<&str> = words.iter().map(|one| one.get(language)).collect();
        let reason = reason.map(|reason| format!(" ({}: {reason})", language.choose("skäl", "reason")));
        let line = format!("{text} {} {}{}", question.get(language), words.join(", "), reason.unwrap_or_default());
        hanging(&mut out, &line, 2, 4, width);
    };
    for answer in matter.assessment.answers.iter().filter(|answer| near(&answer.scope)) {
        say("-", &answer.text, &answer.words, answer.reason.as_deref());
    }
    for reply in matter.statements().flat_map(|said| &said.answers).filter(|reply| near(&reply.scope)) {
        say("-", &reply.text, &reply.words, reply.reason.as_deref());
    }
    let head = language.choose("Svar som finns", "Answers there are");
    if out.is_empty() { out } else { format!("{head}\n{}\n{out}\n", "-".repeat(head.chars().count())) }
}

/// Says in which role they sign, and that nothing is kept before.
pub fn before(front: &mut dyn Respondent, role: &str, language: Language) -> Result<(), FrontFault> {
    let line = match language {
        Language::Sv => format!("Du skriver under som {role}. Inget sparas förrän du har skrivit under."),
        Language::En => format!("You sign as {role}. Nothing is kept before you have signed."),
    };
    front.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines: vec![line] })
}

/// Asks what is to be done; nothing where they stop. Where only one thing can be, it is not asked.
pub fn decision(
    front: &mut dyn Respondent,
    may: &[Decision],
    language: Language,
) -> Result<Option<Decision>, FrontFault> {
    if let [only] = may {
        return Ok(Some(*only));
    }
    let options = may.iter().zip('1'..).map(|(one, key)| OptionLine { key, text: one.words(language).to_owned() });
    let question = language.choose("Vad gör du?", "What do you do?").to_owned();
    let asked = prompt(question, None, Wants::Options(options.collect()), false);
    loop {
        match front.ask(&asked)? {
            Reply::Option(at) if at < may.len() => return Ok(Some(may[at])),
            Reply::Gesture(Gesture::Pause) => return Ok(None),
            _ => refuse(front, language.choose("Välj ett av alternativen.", "Choose one of the options."))?,
        }
    }
}

/// Asks for a reason until it is one's own; nothing where they stop.
pub fn reason(front: &mut dyn Respondent, matter: &Matter, language: Language) -> Result<Option<String>, FrontFault> {
    let question = language.choose(
        "Dina skäl, med egna ord: vad har du själv sett och vägt?",
        "Your reasons, in words of your own: what have you looked at and weighed yourself?",
    );
    let remark = match language {
        Language::Sv => format!("Minst {LEAST} tecken. Skälen stannar i myndigheten."),
        Language::En => format!("At least {LEAST} characters. The reasons stay in the authority."),
    };
    let least = u32::try_from(LEAST).unwrap_or(u32::MAX);
    let asked = prompt(question.to_owned(), Some(remark), Wants::Text { least }, false);
    loop {
        let typed = match front.ask(&asked)? {
            Reply::Text(typed) => typed,
            Reply::Gesture(Gesture::Pause) => return Ok(None),
            _ => continue,
        };
        match own_text(&typed, language) {
            Ok(typed) => match own_words(&typed, &matter.assessment, matter.statements()) {
                Ok(reason) => return Ok(Some(reason)),
                Err(fault) => {
                    let hint = fault.hint(language).unwrap_or_default();
                    refuse(front, &format!("{} ({hint})", fault.message(language)))?;
                }
            },
            Err(line) => refuse(front, &line)?,
        }
    }
}

/// Asks what the officer is to answer again, and what else; nothing where they stop.
pub fn questions(
    front: &mut dyn Respondent,
    assessment: &Assessment,
    language: Language,
) -> Result<Option<Vec<Question>>, FrontFault> {
    let mut asked = Vec::new();
    let about = subjects(assessment, assessment.answers.iter().map(|answer| &*answer.scope), language);
    let line = |at: usize| {
        let answer = &assessment.answers[at];
        let words: Vec<&str> = answer.words.iter().map(|words| words.get(language)).collect();
        let about = if about[at].is_empty() { String::new() } else { format!(" ({})", about[at]) };
        shown_short(&format!("{} {}{about}", answer.text.get(language), words.join(", ")), 160)
    };
    let choices = (0..assessment.answers.len()).map(line).collect();
    let wants = Wants::Picks { choices, names: Vec::new(), many: true, least: 0 };
    let question = language
        .choose("Vilka frågor ska handläggaren besvara igen?", "Which questions is the officer to answer again?");
    let picks = prompt(question.to_owned(), None, wants, true);
    loop {
        match front.ask(&picks)? {
            Reply::Picked(picked) => {
                let once: HashSet<usize> = picked.iter().copied().collect();
                let answers = assessment.answers.iter().enumerate().filter(|(at, _)| once.contains(at));
                asked.extend(answers.map(|(_, answer)| Question {
                    at: Some(Place { question: answer.question.clone(), scope: answer.scope.clone() }),
                    text: answer.text.clone(),
                }));
                break;
            }
            Reply::Text(typed) if typed.trim().is_empty() => break,
            Reply::Gesture(Gesture::Pause) => return Ok(None),
            _ => refuse(front, language.choose("Skriv nummer.", "Type numbers."))?,
        }
    }
    loop {
        let question = language.choose("En egen fråga till handläggaren", "A question of your own to the officer");
        let remark = language.choose("Tom rad när det inte finns fler.", "An empty line when there are no more.");
        match front.ask(&prompt(question.to_owned(), Some(remark.to_owned()), Wants::Text { least: 0 }, true))? {
            Reply::Text(typed) if typed.trim().is_empty() && !asked.is_empty() => return Ok(Some(asked)),
            Reply::Text(typed) if !typed.trim().is_empty() => match own_text(&typed, language) {
                Ok(typed) => asked.push(Question { at: None, text: Words::same(typed.trim()) }),
                Err(line) => refuse(front, &line)?,
            },
            Reply::Gesture(Gesture::Pause) => return Ok(None),
            _ => refuse(
                front,
                language.choose(
                    "Det behövs minst en fråga: annars vet handläggaren inte vad som ska göras om.",
                    "At least one question is needed: otherwise the officer cannot tell what to do again.",
                ),
            )?,
        }
    }
}

/// Asks for a message to whoever it goes to, which may be empty; nothing where they stop.
pub fn message(front: &mut dyn Respondent, language: Language) -> Result<Option<String>, FrontFault> {
    let question = language.choose(
        "Vad behöver mottagaren veta? Skriv inga namn.",
        "What does the receiver need to know? Write no names.",
    );
    let remark = language.choose("Tom rad om det inte är något.", "An empty line if it is nothing.");
    let asked = prompt(question.to_owned(), Some(remark.to_owned()), Wants::Text { least: 0 }, true);
    loop {
        match front.ask(&asked)? {
            Reply::Text(typed) => match own_text(&typed, language) {
                Ok(typed) => return Ok(Some(typed)),
                Err(line) => refuse(front, &line)?,
            },
            Reply::Gesture(Gesture::Pause) => return Ok(None),
            _ => {}
        }
    }
}

/// Returns what was typed as it will be signed, or why not.
fn own_text(typed: &str, language: Language) -> Result<String, String> {
    let typed = check_text(typed).map_err(|fault| fault.message(language))?;
    clean(&typed).map_err(|fault| {
        let hint = fault.hint(language).unwrap_or_default();
        format!("{} ({hint})", fault.message(language))
    })
}

/// Somebody stopped before they signed.
pub fn nothing_signed() -> Error {
    Plain::new(Kind::Interrupted, "inget är underskrivet", "nothing was signed").into()
}

fn prompt(question: String, remark: Option<String>, wants: Wants, skips: bool) -> Prompt {
    Prompt { remark, skips, kept: false, ..Prompt::new(question, wants) }
}

fn refuse(front: &mut dyn Respondent, line: &str) -> Result<(), FrontFault> {
    front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines: vec![line.to_owned()] })
}
