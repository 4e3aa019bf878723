//! What can be done at the review page, which every front answers by itself.

use super::danger::danger;
use super::respondent::{Leads, Notice, NoticeKind, ReviewPage, ReviewReply, Standing};
use crate::text::Language;

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
    let done = match (page.standing, page.leads) {
        (Standing::Underway, _) => language.choose("går tillbaka till frågan du var på.", "goes back to the question."),
        (_, Leads::Outcome) => {
            language.choose("visar hur det gick. Inget undertecknas.", "shows how it went. Nothing is signed.")
        }
        (_, Leads::HandingIn) => language.choose(
            "lämnar in svaren i rummet. Inget undertecknas.",
            "hands the answers in to the room. Nothing is signed.",
        ),
        (Standing::Finished, _) if page.kept => language.choose(
            "går till underskriften. Ingenting är bestämt innan du har skrivit under.",
            "goes on to signing. Nothing is decided before you have signed.",
        ),
        (Standing::Finished, _) => language.choose("går till underskriften.", "goes on to signing."),
        (Standing::Halted, _) => language.choose(
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
    Notice {
        kind: NoticeKind::Help,
        title: language.choose("Hjälp", "Help").to_owned(),
        lines: lines.map(str::to_owned).into(),
    }
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
        let page = |standing, groups| ReviewPage {
            standing,
            kept: true,
            leads: Leads::Signing,
            groups,
            aside: Vec::new(),
            result: Vec::new(),
            known: Vec::new(),
        };
        let underway = page(Standing::Underway, vec![group.clone()]);
        assert_eq!(back(&underway), AtReview::Reply(ReviewReply::Confirm));
        assert_eq!(back(&page(Standing::Finished, vec![group])), AtReview::Reply(ReviewReply::Go(2)));
        assert_eq!(back(&page(Standing::Finished, Vec::new())), AtReview::Again, "back never leads to signing");
    }
}
