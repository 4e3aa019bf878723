//! What others have said about the record, and where it stands: in the memo with their reasons, in the notice without.

use crate::assessment::{Assessment, role};
use crate::deadline::local;
use crate::render::terms;
use crate::ruleset::model::ApprovalAfter;
use crate::statement::{Act, Phase, Signatory, Statement};
use crate::text::Language;

use super::evidence::StatementShown;
use super::reasoning::REASONS;
use super::words::{Index, Names};
use super::{Block, Evidence, annexes};

/// Returns whom or what each scope is about in words, such as `besöket, modern`; empty for the whole assessment.
#[must_use]
pub fn subjects<'r>(
    assessment: &'r Assessment,
    scopes: impl IntoIterator<Item = &'r str>,
    language: Language,
) -> Vec<String> {
    let index = Index::new(assessment);
    let names = Names { assessment, language, index: &index };
    scopes.into_iter().map(|scope| names.scope(scope)).collect()
}

/// How much of a digest is shown where it names another memo: enough for no two, and to find it in the register by.
const DIGITS: usize = 16;

/// Returns where the record stands as a fact; nothing for one that is kept nowhere.
pub(super) fn standing(names: Names<'_>, evidence: &Evidence) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(earlier) = &evidence.goes_on_from {
        facts.push((names.choose("Fortsätter", "Goes on from").to_owned(), earlier.clone()));
    }
    if let Some(first) = names.assessment.second_of.as_deref().and_then(|digest| digest.get(..DIGITS)) {
        let lead = names.choose("Andra bedömning av", "Second assessment of");
        facts.push((
            lead.to_owned(),
            format!("{} {first}…", names.choose("underlaget med SHA-256", "the memo with the SHA-256")),
        ));
    }
    if let Some(state) = &evidence.state {
        facts.push((names.choose("Läge", "State").to_owned(), state.words(names.language)));
    }
    facts
}

/// Returns what the reader of the memo must know before anything else, where it is not simply decided.
pub(super) fn warning(names: Names<'_>, evidence: &Evidence) -> Option<String> {
    let proposal = || {
        format!(
            "{} {}.",
            names.choose(
                "Det här är ett förslag. Det gäller först när det har beslutats eller godkänts av:",
                "This is a proposal. It has effect only when it has been decided or approved by:"
            ),
            names.assessment.awaited(names.language).join(", ")
        ) + same_day(names)
    };
    let Some(state) = &evidence.state else { return names.assessment.pending.then(proposal) };
    match state.state {
        Phase::Decided | Phase::Approved | Phase::Stopped => None,
        Phase::Pending | Phase::HandedOver => Some(proposal()),
        Phase::AwaitingAnswers | Phase::Answered => {
            Some(names.choose("Ingenting är beslutat.", "Nothing is decided.").to_owned())
        }
        Phase::Rejected | Phase::Continued => {
            Some(names.choose("Det här gäller inte.", "This has no effect.").to_owned())
        }
    }
}

/// Returns that the approval may follow, where the case is acute.
fn same_day(names: Names<'_>) -> &'static str {
    match names.assessment.outcome.as_ref().and_then(|outcome| outcome.approval_after) {
        Some(ApprovalAfter::SameDay) => names.choose(
            " I ett akut fall får det göras genast. Godkännandet ska då ges samma dag.",
            " In an acute case it may be done at once. The approval must then be given the same day.",
        ),
        None => "",
    }
}

/// Returns what the requester must know: that it is no decision, or not any more. Never why.
pub(super) fn notice_warning(names: Names<'_>, evidence: &Evidence) -> Option<&'static str> {
    let draft = names.choose(
        "UTKAST. Det här har ännu inte beslutats och får inte lämnas ut som ett beslut.",
        "DRAFT. This has not been decided yet and must not be given out as a decision.",
    );
    match evidence.state.as_ref().map(|state| state.state) {
        None => names.assessment.pending.then_some(draft),
        Some(Phase::Decided | Phase::Approved | Phase::Stopped) => None,
        Some(_) => Some(draft),
    }
}

/// Returns who decided it in the end, for the requester: the highest of those who approved.
pub(super) fn decided_by(evidence: &Evidence, with_names: bool, language: Language) -> Option<String> {
    if evidence.state.as_ref().map(|state| state.state) != Some(Phase::Approved) {
        return None;
    }
    let approvals = evidence.statements.iter().filter_map(|shown| shown.statement.as_ref().ok());
    let highest = approvals.filter(|statement| statement.kind == Act::Approval).max_by_key(|one| one.by.role)?;
    let title = called(&highest.by, language);
    Some(match highest.by.name.as_deref().filter(|_| with_names) {
        Some(name) => format!("{name}, {title}"),
        None => title,
    })
}

/// Returns what was said, in order, with the reasons.
pub(super) fn said(names: Names<'_>, evidence: &Evidence) -> Vec<Block> {
    let mut blocks = Vec::new();
    for shown in &evidence.statements {
        match &shown.statement {
            Ok(statement) => blocks.append(&mut one(names, shown, statement)),
            Err(unheard) => blocks.push(Block::Paragraph(format!(
                "{} {} ({})",
                names.choose("OGILTIGT UTTALANDE:", "INVALID STATEMENT:"),
                unheard.message(names.language),
                shown.signature.namespace
            ))),
        }
    }
    blocks
}

fn one(names: Names<'_>, shown: &StatementShown, statement: &Statement) -> Vec<Block> {
    let language = names.language;
    let day = local(statement.made_at).format("%Y-%m-%d");
    let title = terms::capital(statement.kind.title(language));
    let mut facts = vec![(names.choose("Av", "By").to_owned(), who(&statement.by, language))];
    let mut fact = |name: &str, value: String| facts.push((name.to_owned(), value));
    if let Some(row) = &statement.by.delegation {
        let words = format!("{}, {}", row.point, row.name.get(language));
        fact(names.choose("Delegationsordningen, punkt", "Delegation of authority, point"), words);
    }
    if let Some(to) = statement.to {
        fact(names.choose("Till", "To"), role(to).get(language).to_owned());
    }
    if let Some(reason) = &statement.reason {
        let words = match statement.kind {
            Act::HandOver => names.choose("Meddelande", "Message"),
            _ => names.choose("Egna skäl", "Reasons of their own"),
        };
        fact(words, reason.clone());
    }
    fact(names.choose("Undertecknat av", "Signed by"), annexes::signed_by(names, &shown.signature));
    let mut blocks = vec![Block::Heading(format!("{title}, {day}")), Block::Facts(facts)];
    let questions = statement.questions.iter().map(|question| {
        let again = names.choose("Svara igen", "Answer again");
        let lead = if question.at.is_some() { again } else { names.choose("Fråga", "Question") };
        format!("{lead}: {}", question.text.get(language))
    });
    blocks.push(Block::List(questions.collect()));
    for reply in &statement.answers {
        let words: Vec<&str> = reply.words.iter().map(|words| words.get(language)).collect();
        let mut rows = vec![(names.choose("Svar", "Answer").to_owned(), words.join(", "))];
        let texts = [&reply.reason, &reply.note, &reply.outgoing, &reply.outgoing_note];
        let said = REASONS.into_iter().zip(texts);
        rows.extend(said.filter_map(|((sv, en), text)| Some((names.choose(sv, en).to_owned(), text.clone()?))));
        blocks.push(Block::Question(reply.text.get(language).to_owned(), rows));
    }
    blocks
}

/// Returns who somebody is: name, role and unit.
fn who(by: &Signatory, language: Language) -> String {
    let title = called(by, language);
    let words = [by.name.as_deref(), Some(&*title), by.unit.as_deref()];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns what somebody's role is called: as the authority does, else the general name.
fn called(by: &Signatory, language: Language) -> String {
    by.title.as_ref().map_or_else(|| role(by.role).get(language).to_owned(), |title| title.get(language).to_owned())
}
