//! Reasons that are kept in spite of what was found, in the journal and in the answers.

use super::*;
use crate::engine::Answer;

const ASKED: &str = "Kan klienten lida skada av ”besöket”? Nej. Skäl (stannar i myndigheten)";
const NOTE: &str = "Mer kan inte skrivas utan att röja grannen.";

fn lacking() -> String {
    WHOLE.replace(", reason: Redan allmänt känt.", "")
}

fn skada(fixture: &Fixture, answers: &AnswerSet) -> Answer {
    let key = answers.keys().find(|key| {
        let answer = answers.answer(*key).expect("it is there");
        key.question == fixture.question("provning.skada") && answer.outgoing.is_some()
    });
    answers.answer(key.expect("one has both reasons")).expect("it is there").clone()
}

#[test]
fn a_note_lets_a_reason_stand_and_goes_with_it() {
    let fixture = Fixture::new();
    let acts = vec![text("Redan känt"), KEEP, text(""), text(NOTE), CONFIRM];
    let ran = ran(&fixture, &lacking(), acts);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let answer = skada(&fixture, &ran.answers);
    assert_eq!((answer.reason.as_deref(), answer.notes.reason.as_deref()), (Some("Redan känt"), Some(NOTE)));
    assert_eq!(answer.notes.outgoing, None);
    let review = ran.script.shown.iter().rev().find_map(|shown| match shown {
        Shown::Review(page) => Some(page),
        _ => None,
    });
    let reasons = review.expect("the review").groups.iter().flat_map(|group| &group.lines);
    let kept = format!("Redan känt [fick stå: {NOTE}]");
    assert_eq!(reasons.filter(|line| line.reason.as_deref() == Some(&*kept)).count(), 1);
}

#[test]
fn an_empty_reason_has_no_way_past_it_and_a_text_is_not_lost_by_going_back() {
    let fixture = Fixture::new();
    let acts = vec![text("  "), KEEP, text("Redan känt"), KEEP, BACK, gesture(Gesture::Pause)];
    let ran = ran(&fixture, &lacking(), acts);
    let shown: Vec<_> = ran.script.prompts().map(|prompt| (prompt.keeps, prompt.earlier.as_deref())).collect();
    let first = (false, None);
    assert_eq!(shown, [first, first, first, (true, Some("Redan känt")), first, (true, Some("Redan känt"))]);
    assert_eq!(ran.asked()[4], "Varför ska skälet stå som det är?");
    assert_eq!(ran.last().question, ASKED);
    assert_eq!(skada(&fixture, &ran.answers).reason, None);
}

#[test]
fn a_better_text_later_takes_the_note_away() {
    let fixture = Fixture::new();
    let to_skada = Act::Review(ReviewReply::Go(8));
    let again = [to_skada, option(NEJ_), text("Det stod i tidningen."), KEEP, CONFIRM];
    let acts = [text("Redan känt"), KEEP, text(NOTE)].into_iter().chain(again).collect();
    let ran = ran(&fixture, &lacking(), acts);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let answer = skada(&fixture, &ran.answers);
    assert_eq!((answer.reason.as_deref(), answer.notes), (Some("Det stod i tidningen."), Notes::default()));
}

#[test]
fn the_same_text_about_another_item_is_found_and_named() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace(", reason: Grannen kan bli utsatt.", "");
    let ran = ran(&fixture, &yaml, vec![text("redan allmänt, känt"), gesture(Gesture::Pause)]);
    let told: Vec<_> = ran.script.notices().flat_map(|notice| &notice.lines).collect();
    assert_eq!(
        told[0],
        "Samma text är redan skälet för ”besöket”, klienten: skriv vad som gäller just här: varje uppgift och person \
         prövas för sig."
    );
}

#[test]
fn the_note_is_in_the_journal_and_comes_back_from_it() {
    let (_folder, drafts, mut draft) = drafts();
    let fixture = Fixture::new();
    let acts = vec![text("Redan känt"), KEEP, text(NOTE), gesture(Gesture::Pause)];
    ran_with(&fixture, bound(&fixture, &lacking()), &mut draft, acts);
    let id = draft.id.clone();
    drop(draft);
    let opened = drafts.open(&id).expect("it is there");
    let stored: Vec<_> =
        opened.draft.state().answers.values().filter_map(|stored| stored.notes.reason.clone()).collect();
    assert_eq!(stored, [NOTE]);
    let bound = bind(&fixture.edition(), opened.draft.state(), now().date_naive());
    let notes = bound.answers.keys().filter_map(|key| bound.answers.answer(key)?.notes.reason.clone());
    assert_eq!(notes.collect::<Vec<_>>(), [NOTE]);
}
