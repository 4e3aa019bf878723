//! A reason of one's own: long enough to say something, and not only what stands in the record already.
//!
//! JO has found approvals that repeat the officer's words; such a signature says nothing of a second look.

use super::model::Statement;
use crate::assessment::Assessment;
use crate::reasons::words::{different, plain, rest};
use crate::reasons::{Audience, Finding, holds_personal_number};
use crate::render::count::{CHARACTERS, counted};
use crate::text::Language;

/// The least number of characters of a reason.
pub const LEAST: usize = 20;
/// The least number of different words that say something of their own.
const WORDS: usize = 3;
/// What consent is made of, in Swedish and English: with nothing beside it, nobody can tell that the memo was read.
const CONSENT: &[&str] = &[
    "agree",
    "agreed",
    "all",
    "alla",
    "allt",
    "also",
    "and",
    "ansvarig",
    "approve",
    "approved",
    "are",
    "as",
    "assessment",
    "att",
    "av",
    "bedömning",
    "bedömningar",
    "bedömningen",
    "beslut",
    "beslutar",
    "beslutas",
    "beslutet",
    "bra",
    "by",
    "concur",
    "correct",
    "decided",
    "decision",
    "delar",
    "den",
    "denna",
    "det",
    "detta",
    "en",
    "enligt",
    "ett",
    "fine",
    "framför",
    "från",
    "för",
    "föreslaget",
    "föreslagit",
    "föreslås",
    "förslag",
    "förslaget",
    "given",
    "godkänd",
    "godkänn",
    "godkänna",
    "godkännande",
    "godkänner",
    "godkänns",
    "godkänt",
    "good",
    "handläggare",
    "handläggaren",
    "handläggarens",
    "handläggarna",
    "har",
    "have",
    "helt",
    "här",
    "håller",
    "in",
    "ingen",
    "ingenting",
    "inget",
    "instämma",
    "instämmer",
    "inte",
    "invända",
    "invändning",
    "invändningar",
    "is",
    "it",
    "ja",
    "jag",
    "klart",
    "korrekt",
    "made",
    "med",
    "memo",
    "mina",
    "my",
    "no",
    "nothing",
    "och",
    "of",
    "officer",
    "officers",
    "också",
    "ok",
    "okay",
    "okej",
    "on",
    "ovan",
    "ovanstående",
    "på",
    "proposal",
    "proposed",
    "prövning",
    "prövningen",
    "reason",
    "reasons",
    "right",
    "rätt",
    "same",
    "samma",
    "samt",
    "se",
    "see",
    "skäl",
    "skälen",
    "skälet",
    "so",
    "som",
    "stated",
    "stämmer",
    "så",
    "the",
    "this",
    "till",
    "to",
    "tillägga",
    "tillstyrker",
    "tycker",
    "underlag",
    "underlaget",
    "vad",
    "we",
    "what",
    "with",
    "yes",
    "above",
    "add",
    "angett",
    "angivits",
    "angivna",
    "anfört",
];
/// Why a reason is not one's own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ReasonFault {
    /// It is too short to say anything.
    Short {
        /// Its length in characters.
        found: usize,
    },
    /// It has too few different words.
    Empty,
    /// It consents, and says nothing of what was looked at.
    Consent,
    /// All of it, or nearly, stands in the record or in what another has said of it already.
    Copied,
    /// A personal or coordination number stands in it.
    PersonalNumber,
}

impl ReasonFault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (*self, language) {
            (Self::Short { found }, Language::Sv) => {
                format!("skälet har {}; minst {LEAST} behövs", counted(found, CHARACTERS, language))
            }
            (Self::Short { found }, Language::En) => {
                format!("the reason has {}; at least {LEAST} are needed", counted(found, CHARACTERS, language))
            }
            (Self::PersonalNumber, _) => Finding::PersonalNumber.message(language),
            (Self::Empty, _) => language.choose("skälet säger ingenting", "the reason says nothing").to_owned(),
            (Self::Consent, _) => language
                .choose(
                    "skälet säger bara att du håller med, inte vad du har sett",
                    "the reason says only that you agree, not what you have looked at",
                )
                .to_owned(),
            (Self::Copied, _) => language
                .choose(
                    "skälet står redan i underlaget: det är inget eget skäl",
                    "the reason stands in the memo already: it is no reason of your own",
                )
                .to_owned(),
        }
    }

    /// Returns what to write.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        if *self == Self::PersonalNumber {
            return Some(Finding::PersonalNumber.missing(Audience::Internal, language).to_owned());
        }
        Some(
            language
                .choose(
                    "skriv med egna ord vad du själv har sett och vägt",
                    "write in words of your own what you have looked at and weighed yourself",
                )
                .to_owned(),
        )
    }
}

/// Returns a reason as it will be kept, if it is one's own.
///
/// # Errors
/// If it is too short, holds a personal number, says nothing, only consents, or is only what the record says (the officer's reasons, the words of
/// the outcome, of the provisions or of the questions) or what those before have said of it.
pub fn own_words<'s>(
    reason: &str,
    record: &'s Assessment,
    before: impl IntoIterator<Item = &'s Statement>,
) -> Result<String, ReasonFault> {
    let reason = reason.trim();
    let found = reason.chars().count();
    if found < LEAST {
        return Err(ReasonFault::Short { found });
    }
    if holds_personal_number(reason) {
        return Err(ReasonFault::PersonalNumber);
    }
    let plain = plain(reason);
    let mut words = different(&plain);
    if words.len() < WORDS {
        return Err(ReasonFault::Empty);
    }
    words.retain(|word| !CONSENT.contains(word));
    let consents = words.len() < WORDS;
    if rest(plain, said(record).chain(before.into_iter().flat_map(stated))) < LEAST {
        return Err(ReasonFault::Copied);
    }
    if consents {
        return Err(ReasonFault::Consent);
    }
    Ok(reason.to_owned())
}

/// Returns what the record says in words.
fn said(record: &Assessment) -> impl Iterator<Item = &str> {
    let answers = record.answers.iter().flat_map(|answer| {
        let reasons = [answer.reason.as_deref(), answer.outgoing.as_deref()].into_iter().flatten();
        reasons.chain([&*answer.text.sv, &*answer.text.en]).chain(answer.words.iter().flat_map(both))
    });
    let ends = record.results.iter().flat_map(|result| {
        result.ends.iter().filter_map(|end| end.text.as_ref()).chain([&result.effect_words]).flat_map(both)
    });
    let outcome =
        record.outcome.iter().flat_map(|outcome| outcome.text.iter().chain([&outcome.effect_words]).flat_map(both));
    let open = record.open.iter().flat_map(|point| both(&point.text));
    let duties = record.duties.iter().flat_map(|duty| both(&duty.text));
    let provisions = record.provisions.iter().filter_map(|provision| provision.text.as_ref()).flat_map(both);
    answers.chain(ends).chain(outcome).chain(open).chain(duties).chain(provisions)
}

/// Returns what another has said of the record in words of their own.
fn stated(statement: &Statement) -> impl Iterator<Item = &str> {
    let replies = statement.answers.iter().flat_map(|reply| [reply.reason.as_deref(), reply.outgoing.as_deref()]);
    std::iter::once(statement.reason.as_deref()).chain(replies).flatten()
}

fn both(words: &crate::assessment::Words) -> [&str; 2] {
    [&words.sv, &words.en]
}
