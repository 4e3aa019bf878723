//! What a reason is held against, and the judgment.

use super::finding::Finding;
use super::name::name;
use super::personal_number::holds_personal_number;
use super::protection::sign;
use super::vocabulary::{LAW, is_function};
use super::words::{Known, different, normal, plain, rest, stands_in};
use crate::text::Text;

/// The least length of a note that lets a reason pass, in characters.
pub const NOTE: u32 = 20;

/// Who may read a reason.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Audience {
    /// It stays in the authority.
    Internal,
    /// The requester may read it.
    Outgoing,
}

impl Audience {
    /// Returns the field's name in files.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Internal => "reason",
            Self::Outgoing => "outgoing",
        }
    }

    /// Returns the name in files of the field for the note that lets the reason pass.
    #[must_use]
    pub const fn note_field(self) -> &'static str {
        match self {
            Self::Internal => "note",
            Self::Outgoing => "outgoing-note",
        }
    }

    /// Returns the least number of different words: below it, nothing is said.
    const fn words(self) -> usize {
        match self {
            Self::Internal => 3,
            Self::Outgoing => 5,
        }
    }

    /// Returns the least number of words that stand neither in the law nor in the question.
    ///
    /// The requester has nothing but this text to understand a refusal by, and to appeal it.
    const fn own_words(self) -> usize {
        match self {
            Self::Internal => 1,
            Self::Outgoing => 2,
        }
    }
}

/// A reason, and what it is held against.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// The reason.
    pub text: &'a str,
    /// Who may read it.
    pub audience: Audience,
    /// The least length that the rules ask for, in characters.
    pub least: u32,
    /// The question in its wordings, labels filled in.
    pub question: &'a [String],
    /// The words of the provisions that are cited, and of the question's options.
    pub law: &'a Known,
    /// What the same text is already the reason about, if it is.
    pub same: Option<Text>,
    /// The internal reason for the same answer.
    pub internal: Option<&'a str>,
}

/// Returns what is found in a reason, in the order of [`Finding`]; nothing where it passes.
#[must_use]
pub fn judge(judged: &Judged<'_>) -> Vec<Finding> {
    let Judged { text, audience, .. } = *judged;
    let said = plain(&normal(text));
    if said.is_empty() {
        return vec![Finding::Empty];
    }
    let mut findings = Vec::new();
    findings.extend(too_short(text, judged.least));
    let words = different(&said);
    let asked: Vec<String> = judged.question.iter().map(|wording| plain(wording)).collect();
    if words.len() < audience.words() {
        findings.push(Finding::Nothing);
    } else if !is_beside(&words, &asked) && repeats(&said, judged.question) {
        findings.push(Finding::QuestionRepeated);
    } else if own_words(&words, &asked, judged.law).take(audience.own_words()).count() < audience.own_words() {
        findings.push(Finding::StatuteOnly);
    }
    if let Some(of) = &judged.same {
        findings.push(Finding::SameAsAnother { of: of.clone() });
    }
    if audience == Audience::Outgoing && judged.internal.is_some_and(|internal| plain(internal) == said) {
        findings.push(Finding::Internal);
    }
    findings.extend(personal(text));
    if audience == Audience::Outgoing {
        findings.extend(sign(text).map(|found| Finding::Protection { found }));
    }
    findings
}

/// Returns what is found in a note that lets a reason pass: it is in the memo, and has to say something itself.
#[must_use]
pub fn judge_note(text: &str) -> Vec<Finding> {
    let plain = plain(text);
    if plain.is_empty() {
        return vec![Finding::Empty];
    }
    let mut findings: Vec<Finding> = too_short(text, NOTE).into_iter().collect();
    if different(&plain).len() < Audience::Internal.words() {
        findings.push(Finding::Nothing);
    }
    findings.extend(holds_personal_number(text).then_some(Finding::PersonalNumber));
    findings
}

fn too_short(text: &str, least: u32) -> Option<Finding> {
    let found = text.trim().chars().count();
    (found < least as usize).then_some(Finding::TooShort { found, least })
}

fn personal(text: &str) -> Vec<Finding> {
    let number = holds_personal_number(text).then_some(Finding::PersonalNumber);
    let name = name(text).map(|found| Finding::Name { found: found.into() });
    number.into_iter().chain(name).collect()
}

/// So many characters beside the question are still nothing.
const BESIDE: usize = 8;

/// Returns whether the words have more than [`BESIDE`] characters that are not in the question. Most reasons have, after
/// a few words, and need not be held against it sentence by sentence.
fn is_beside(words: &[&str], asked: &[String]) -> bool {
    // One long word is often enough.
    let long = words.iter().filter(|word| word.len() > BESIDE);
    let short = words.iter().filter(|word| word.len() <= BESIDE);
    let apart = long.chain(short).filter(|word| !is_asked(asked, word));
    let mut counted = apart.scan(0, |sum, word| {
        *sum += word.chars().count();
        Some(*sum)
    });
    counted.any(|sum| sum > BESIDE)
}

/// Returns whether a word stands in the question, in any of its plain wordings.
fn is_asked(asked: &[String], word: &str) -> bool {
    asked.iter().any(|wording| stands_in(wording, word))
}

/// Returns whether a text is the question, or the question with a word or two beside it.
fn repeats(plain_text: &str, question: &[String]) -> bool {
    question.iter().any(|wording| {
        let sentence = plain(wording);
        !sentence.is_empty()
            && (sentence.contains(plain_text)
                || rest(plain_text.to_owned(), std::iter::once(wording.as_str())) <= BESIDE
                || all_within(plain_text, &sentence))
    })
}

/// Returns whether every word of a text that is more than a joint stands in another.
fn all_within(plain_text: &str, within: &str) -> bool {
    let known = Known::of(std::iter::once(within));
    let mut words = different(plain_text).into_iter().filter(|word| !is_function(word)).peekable();
    words.peek().is_some() && words.all(|word| known.holds(word))
}

/// Returns the different words that stand neither in the law nor in the question.
fn own_words<'t>(words: &[&'t str], asked: &[String], law: &Known) -> impl Iterator<Item = &'t str> {
    let own = |word: &&str| !is_function(word) && !LAW.holds(word) && !law.holds(word) && !is_asked(asked, word);
    words.iter().copied().filter(own)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static CITED: LazyLock<Known> = LazyLock::new(|| {
        Known::of(["26 kap. 1 § OSL", "Secret unless it is clear that nobody near suffers harm."].into_iter())
    });

    fn judged<'a>(text: &'a str, audience: Audience, question: &'a [String]) -> Judged<'a> {
        Judged { text, audience, least: 10, question, law: &CITED, same: None, internal: None }
    }

    fn found(text: &str, audience: Audience) -> Vec<Finding> {
        let question =
            ["Är det klart att ”besöket” kan röjas utan men?".to_owned(), "Can “the visit” be disclosed?".into()];
        judge(&judged(text, audience, &question))
    }

    fn internal(text: &str) -> Vec<Finding> {
        found(text, Audience::Internal)
    }

    #[test]
    fn only_what_the_requester_reads_may_not_show_that_someone_is_protected() {
        let text = "Modern har skyddade personuppgifter, och fadern har sökt efter henne.";
        assert_eq!(internal(text), []);
        let protection = Finding::Protection { found: "skyddade personuppgifter" };
        assert!(protection.is_overridable(Audience::Outgoing));
        assert_eq!(found(text, Audience::Outgoing), [protection]);
    }

    #[test]
    fn what_has_no_letters_is_empty_and_nothing_else_is_said_of_it() {
        for text in ["", "  \n", "…", "--- !!! ---", "\u{ad}\u{200b}"] {
            assert_eq!(internal(text), [Finding::Empty], "{text:?}");
        }
    }

    #[test]
    fn what_says_nothing_is_told_from_what_says_little() {
        for text in ["aaaaaaaaaaaa", "asdf asdf asdf", "ja ja ja ja ja", "qwrtp sdfgh zxcvb", "1 2 3 4 5 6 7"] {
            assert_eq!(internal(text), [Finding::Nothing], "{text}");
        }
        assert_eq!(internal("kort"), [Finding::TooShort { found: 4, least: 10 }, Finding::Nothing]);
        assert_eq!(internal("Grannen vet det redan."), []);
        // To the requester the same is too little.
        assert_eq!(found("Grannen vet det redan.", Audience::Outgoing), [Finding::Nothing]);
    }

    #[test]
    fn the_question_and_the_law_are_no_reason_in_either_language() {
        for text in [
            "Besöket kan röjas utan men.",
            "Det är klart att besöket kan röjas utan men",
            "The visit can be disclosed.",
        ] {
            assert_eq!(internal(text), [Finding::QuestionRepeated], "{text}");
        }
        for text in [
            "Det kan antas att den enskilde lider betydande men.",
            "Uppgiften omfattas av sekretess enligt 26 kap. 1 § OSL.",
            "Uppgiften är känslig.",
            "It may be assumed that the individual suffers harm.",
        ] {
            assert_eq!(internal(text), [Finding::StatuteOnly], "{text}");
        }
        assert_eq!(internal("Besöket kan röjas utan men, grannen såg det."), []);
        assert_eq!(internal("Uppgiften är känslig: grannen hotar henne."), []);
        assert_eq!(found("Uppgiften är känslig för grannen i allt.", Audience::Outgoing), [Finding::StatuteOnly]);
        assert_eq!(found("Uppgiften är känslig, eftersom grannen kan hota.", Audience::Outgoing), []);
    }

    #[test]
    fn numbers_and_names_are_found_beside_the_rest_in_a_fixed_order() {
        let question = ["Vad?".to_owned()];
        let of = Text { sv: "”samtalet”".into(), en: "“the call”".into() };
        let text = "Anna Svensson, 121212-1212, vet det";
        let all = Judged {
            same: Some(of.clone()),
            internal: Some("anna svensson 121212 1212 vet det"),
            least: 40,
            ..judged(text, Audience::Outgoing, &question)
        };
        let name = Finding::Name { found: "Anna Svensson".into() };
        assert_eq!(
            judge(&all),
            [
                Finding::TooShort { found: 35, least: 40 },
                Finding::SameAsAnother { of },
                Finding::Internal,
                Finding::PersonalNumber,
                name
            ]
        );
    }

    #[test]
    fn only_an_empty_reason_and_a_number_for_the_requester_have_no_way_past() {
        assert!(!Finding::Empty.is_overridable(Audience::Internal));
        assert!(!Finding::PersonalNumber.is_overridable(Audience::Outgoing));
        assert!(Finding::PersonalNumber.is_overridable(Audience::Internal));
        assert!(Finding::StatuteOnly.is_overridable(Audience::Outgoing));
    }

    #[test]
    fn a_note_says_something_itself() {
        assert_eq!(judge_note(""), [Finding::Empty]);
        assert_eq!(judge_note("därför"), [Finding::TooShort { found: 6, least: NOTE }, Finding::Nothing]);
        assert_eq!(judge_note("hon heter 121212-1212 i akten"), [Finding::PersonalNumber]);
        assert_eq!(judge_note("akten läses av många, så mer skrivs inte"), []);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail_and_an_empty_one_never_passes(text in any::<String>(), blank in "[ \\t\\n.…-]{0,20}") {
            let _ = internal(&text);
            let _ = judge_note(&text);
            prop_assert_eq!(internal(&blank), vec![Finding::Empty]);
        }
    }
}
