//! A reason of one's own: long enough to say something, and not only what stands in the record already.
//!
//! JO has found approvals that repeat the officer's words; such a signature says nothing of a second look.

use crate::assessment::Assessment;
use crate::text::Language;

/// The least number of characters of a reason.
pub const LEAST: usize = 20;
/// The least number of different words.
const WORDS: usize = 3;
/// A sentence of the record shorter than this may well be anybody's own.
const SHORTEST: usize = 12;

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
    /// All of it, or nearly, stands in the record already.
    Copied,
}

impl ReasonFault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (*self, language) {
            (Self::Short { found }, Language::Sv) => format!("skälet har {found} tecken; minst {LEAST} behövs"),
            (Self::Short { found }, Language::En) => {
                format!("the reason has {found} characters; at least {LEAST} are needed")
            }
            (Self::Empty, _) => language.choose("skälet säger ingenting", "the reason says nothing").to_owned(),
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
/// If it is too short, says nothing, or is only what the record says: the officer's reasons, the words of the outcome,
/// of the provisions or of the questions.
pub fn own_words(reason: &str, record: &Assessment) -> Result<String, ReasonFault> {
    let reason = reason.trim();
    let found = reason.chars().count();
    if found < LEAST {
        return Err(ReasonFault::Short { found });
    }
    let plain = plain(reason);
    let mut words: Vec<&str> = plain.split(' ').filter(|word| word.chars().count() > 1).collect();
    words.sort_unstable();
    words.dedup();
    if words.len() < WORDS {
        return Err(ReasonFault::Empty);
    }
    if rest(plain, record) < LEAST {
        return Err(ReasonFault::Copied);
    }
    Ok(reason.to_owned())
}

/// Returns how many characters are left when every sentence of the record is taken out.
fn rest(mut reason: String, record: &Assessment) -> usize {
    for text in said(record) {
        let whole = plain(text);
        if whole.contains(&reason) {
            return 0;
        }
        for sentence in text.split(['.', '!', '?', ';', '\n']).map(plain) {
            if sentence.chars().count() >= SHORTEST && reason.contains(&sentence) {
                reason = reason.replace(&sentence, " ");
            }
        }
    }
    reason.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>().saturating_sub(1)
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

fn both(words: &crate::assessment::Words) -> [&str; 2] {
    [&words.sv, &words.en]
}

/// Returns a text with nothing but its words, in lower case, one blank between them.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
