//! What every front answers by itself, at any prompt: acute danger, and what can be done at the review page.
//!
//! Whoever asks whom to call must get it at every prompt there is, those of commands to come as well. Were it a gesture
//! that the caller of a front answers, each loop that puts a prompt could forget it; so no caller ever sees it.

use super::respondent::{Notice, NoticeKind, ReviewPage, ReviewReply, Standing};
use crate::text::Language;

/// The sign for acute danger, typed alone.
pub(super) const DANGER: char = '!';

/// Whether a line is the sign for acute danger and nothing else.
pub(super) fn is_danger(typed: &str) -> bool {
    typed.chars().eq([DANGER])
}

/// Returns whom to call. The question that stood there is put again after it.
///
/// The duty to report at once is that of 19 kap. 1 § socialtjänstlagen (2025:400); who else may report is in 4 §, and in the help of
/// the question itself.
pub(super) fn danger(language: Language) -> Notice {
    let title = language.choose("Akut fara", "Acute danger");
    let lines: &[&str] = match language {
        Language::Sv => &[
            "Fara för liv eller hälsa just nu: ring 112.",
            "Ett barn som far illa: ring socialtjänsten. Kvällar, nätter och helger: socialjouren.",
            "Polisen när det inte är akut: 114 14.",
            "Den som har anmälningsplikt ska anmäla genast till socialnämnden; misstanke räcker (19 kap. 1 § SoL).",
            "Handla först. Frågan står kvar när du kommer tillbaka.",
        ],
        Language::En => &[
            "Danger to life or health right now: call 112.",
            "A child who is being harmed: call the social services. Evenings, nights and weekends: the social emergency service (socialjouren).",
            "The police when it is not urgent: 114 14.",
            "Whoever has the duty to report must report at once to the social welfare board; suspicion is enough (Ch. 19 s. 1 SoL).",
            "Act first. The question is still here when you come back.",
        ],
    };
    notice(NoticeKind::Halted, title, lines)
}

/// What a line at the review page comes to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum AtReview {
    /// The page is left.
    Reply(ReviewReply),
    /// This is shown, and the page stays.
    Tell(Notice),
    /// The page is shown once more.
    Again,
}

/// Reads the signs that mean the same here as at every prompt; nothing where the line is none of them.
pub(super) fn at_review(page: &ReviewPage, typed: &str, language: Language) -> Option<AtReview> {
    Some(match typed {
        "!" => AtReview::Tell(danger(language)),
        "?" => AtReview::Tell(help(page, language)),
        "=" => AtReview::Again,
        "<" => back(page),
        _ => return None,
    })
}

/// Returns where `<` leads: to the question from which the page was opened, or to the last one; never on to signing.
pub(super) fn back(page: &ReviewPage) -> AtReview {
    let last = page.groups.iter().flat_map(|group| &group.lines).map(|line| line.number).max();
    match (page.standing, last) {
        (Standing::Underway, _) => AtReview::Reply(ReviewReply::Confirm),
        (Standing::Finished | Standing::Halted, Some(last)) => AtReview::Reply(ReviewReply::Go(last)),
        (Standing::Finished | Standing::Halted, None) => AtReview::Again,
    }
}

fn help(page: &ReviewPage, language: Language) -> Notice {
    let done = match page.standing {
        Standing::Underway => language.choose("går tillbaka till frågan du var på.", "goes back to the question."),
        Standing::Finished if page.kept => language.choose(
            "går till underskriften. Ingenting är bestämt innan du har skrivit under.",
            "goes on to signing. Nothing is decided before you have signed.",
        ),
        Standing::Finished => language.choose("går till underskriften.", "goes on to signing."),
        Standing::Halted => language.choose(
            "lämnar prövningen som den är, i väntan på svar.",
            "leaves the assessment as it is, until there is an answer.",
        ),
    };
    let pause = if page.kept {
        language.choose(". slutar här; utkastet är sparat.", ". stops here; the draft is saved.")
    } else {
        language.choose(". slutar här; inget sparas.", ". stops here; nothing is saved.")
    };
    let number = language.choose(
        "Ett nummer går till den frågan, så att du kan ändra svaret.",
        "A number goes to that question, so that you can change its answer.",
    );
    let done = format!("{} {done}", language.choose("klar", "done"));
    let lines = [number, &done, language.choose("< går till frågan före.", "< goes to the question before."), pause];
    notice(NoticeKind::Help, language.choose("Hjälp", "Help"), &lines)
}

fn notice(kind: NoticeKind, title: &str, lines: &[&str]) -> Notice {
    Notice { kind, title: title.to_owned(), lines: lines.iter().map(|line| (*line).to_owned()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::{ReviewGroup, ReviewLine};

    #[test]
    fn back_leaves_the_page_for_the_question_it_was_opened_from_or_for_the_last() {
        let line = |number| ReviewLine {
            number,
            question: String::new(),
            answer: String::new(),
            reason: None,
            outgoing: None,
        };
        let group = ReviewGroup { heading: String::new(), result: None, lines: vec![line(1), line(2)] };
        let page =
            |standing, groups| ReviewPage { standing, kept: true, groups, aside: Vec::new(), result: Vec::new() };
        let underway = page(Standing::Underway, vec![group.clone()]);
        assert_eq!(back(&underway), AtReview::Reply(ReviewReply::Confirm));
        assert_eq!(back(&page(Standing::Finished, vec![group])), AtReview::Reply(ReviewReply::Go(2)));
        assert_eq!(back(&page(Standing::Finished, Vec::new())), AtReview::Again, "back never leads to signing");
    }
}
