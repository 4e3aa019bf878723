//! What whoever countersigns at a terminal is shown before anything is asked.

use std::io::Write as _;

use super::show::{as_text, known};
use super::signing::Matter;
use crate::assessment::Words;
use crate::context::Context;
use crate::error::{Error, Kind, Plain};
use crate::interview::{FrontFault, Notice, NoticeKind, Respondent};
use crate::memo::{Evidence, internal};
use crate::render::paragraph::hanging;
use crate::statement::{Awaited, Signatory};
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
    pub fn words(self, language: Language) -> &'static str {
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
    let shown = as_text(&memo, context);
    writeln!(context.err, "{shown}")?;
    let awaited = matter.awaited_of(by.role);
    if !awaited.is_empty() {
        let said = surrounding(matter, &awaited, context.language, usize::from(context.terminal.width.min(100)));
        write!(context.err, "{said}")?;
    }
    let whole = matter.command("memo show", "--full");
    match context.language {
        Language::Sv => context.say(&format!("Alla frågor och svar: {whole}"))?,
        Language::En => context.say(&format!("All questions and answers: {whole}"))?,
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

/// Somebody stopped before they signed.
pub fn nothing_signed() -> Error {
    Plain::new(Kind::Interrupted, "inget är underskrivet", "nothing was signed").into()
}
