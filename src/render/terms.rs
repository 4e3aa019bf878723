//! What the closed sets of the rulebook are called on screen and on paper.

use crate::ruleset::model::{Confidence, ProvisionRole, Read, Test};
use crate::text::Language;

/// Returns how sure an entry of the register is.
#[must_use]
pub fn confidence(confidence: Confidence, language: Language) -> &'static str {
    match confidence {
        Confidence::Statute => language.choose("lagtexten läst", "statute read"),
        Confidence::Practice => language.choose("avgörandet läst", "decision read"),
        Confidence::Secondary => language.choose("läst i andra hand", "read at second hand"),
        Confidence::Recalled => language.choose("ur minnet, inte funnen i källa", "recalled, not found in a source"),
        Confidence::Inference => language.choose("slutsats ur lagtexten", "inferred from the text"),
    }
}

/// Returns how much of a decided case was read.
#[must_use]
pub fn read(read: Read, language: Language) -> &'static str {
    match read {
        Read::Whole => language.choose("avgörandet läst", "decision read"),
        Read::Summary => language.choose("avgörandets sammanfattning läst", "summary of the decision read"),
        Read::Extract => language.choose(
            "bara rubrik eller utdrag läst; läs avgörandet innan du åberopar det",
            "only the heading or an extract read; read the decision before you rely on it",
        ),
        Read::Account => language.choose(
            "läst i andra hand; läs avgörandet innan du åberopar det",
            "read at second hand; read the decision before you rely on it",
        ),
    }
}

/// Returns what a provision does in the tests.
#[must_use]
pub fn role(role: ProvisionRole, language: Language) -> &'static str {
    match role {
        ProvisionRole::Secrecy => language.choose("sekretess", "secrecy"),
        ProvisionRole::Overriding => language.choose("bryter sekretess", "overrides secrecy"),
        ProvisionRole::Procedure => language.choose("handläggning", "procedure"),
    }
}

/// Returns the kind of test in the words of the field.
#[must_use]
pub fn test(test: Test, language: Language) -> &'static str {
    match test {
        Test::Absolute => language.choose("absolut sekretess", "absolute secrecy"),
        Test::Reverse => language.choose("omvänt skaderekvisit", "reverse harm test"),
        Test::Straight => language.choose("rakt skaderekvisit", "straight harm test"),
        Test::QualifiedStraight => language.choose("kvalificerat rakt skaderekvisit", "qualified straight harm test"),
        Test::Necessity => language.choose("nödvändighet", "necessity"),
        Test::Danger => language.choose("fara för uppgiftslämnaren", "danger to the informant"),
        Test::Purpose => language.choose("verksamhetens syfte", "purpose of the activity"),
        Test::Weight => language.choose("avvägning", "weighing"),
        Test::Duty => language.choose("skyldighet", "duty"),
        Test::None => language.choose("ingen egen prövning", "no test of its own"),
    }
}

/// Returns what sorts as the statute does, 26:2 before 26:10: its numbers and its words in turn.
#[must_use]
pub fn in_order(section: &str) -> Vec<(u32, String)> {
    let parts = section.split([':', ' ']);
    parts.map(|part| part.parse().map_or_else(|_| (0, part.to_owned()), |number| (number, String::new()))).collect()
}

/// Returns words with their first letter large, as a heading or a sentence begins.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the first sentence of a text: up to a full stop that a large letter follows.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let mut ends = ends.filter(|end| text[*end..].trim_start().starts_with(char::is_uppercase));
    ends.next().map_or(text, |end| &text[..end])
}
