//! What the journal holds: nothing is given that is not kept, and what is kept resumes where it was.

use super::*;
use crate::answers::write::{Top, write_file};
use crate::draft::bind::address;

#[test]
fn an_answer_that_cannot_be_kept_is_not_given() {
    let fixture = Fixture::new();
    let mut journal = Memory { events: Vec::new(), room: Cell::new(1) };
    let acts = vec![text("nu"), text("journalen"), text("")];
    let ran = ran_with(&fixture, Bound::default(), &mut journal, acts);
    assert!(matches!(ran.ending, Err(Fault::Draft(DraftFault::NotSaved { .. }))), "{:?}", ran.ending);
    assert_eq!(journal.events.len(), 1);
    assert_eq!(ran.answers.keys().count(), 1);
}

#[test]
fn an_interview_broken_off_at_any_stop_resumes_where_it_was() {
    let fixture = Fixture::new();
    let whole = whole_interview();
    let expected = ran(&fixture, EMPTY, whole.clone());
    let lines = |answers: &AnswerSet| write_file(&fixture.edition(), &Top::default(), answers, answers.keys());
    for stop in 1..whole.len() {
        let (_folder, drafts, mut draft) = drafts();
        let mut first: Vec<Act> = whole[..stop].to_vec();
        first.push(Act::Interrupt);
        let id = draft.id.clone();
        let broken = ran_with(&fixture, Bound::default(), &mut draft, first);
        assert_eq!(broken.ending, Ok(Ending::Interrupted), "stopped after {stop}");
        drop(draft);
        let mut draft = drafts.open(&id).expect("opens").draft;
        let bound = bind(&fixture.edition(), draft.state(), now().date_naive());
        assert_eq!(bound.misfits, []);
        // Asked anew is only the row or list that was not finished: the rest goes on from what was shown last.
        let rest = remaining(&whole, stop);
        let resumed = ran_with(&fixture, bound, &mut draft, rest);
        assert!(matches!(resumed.ending, Ok(Ending::Finished(_))), "stopped after {stop}: {:?}", resumed.ending);
        assert_eq!(lines(&resumed.answers), lines(&expected.answers), "stopped after {stop}");
    }
}

/// Returns the replies that a resumed interview needs: within a list, those since its last whole row, or since the menu.
fn remaining(whole: &[Act], stop: usize) -> Vec<Act> {
    // handlingar 1..4, personer 4..9, uppgifter 9..13: whole rows end after 2, 7 and 11.
    match stop {
        // A list that is begun but has no whole row starts with its first column.
        5 | 6 => whole[4..].to_vec(),
        10 => whole[9..].to_vec(),
        // With rows in it, the list comes back with its menu.
        2 | 3 => whole[3..].to_vec(),
        7 | 8 => whole[8..].to_vec(),
        11 | 12 => whole[12..].to_vec(),
        _ => whole[stop..].to_vec(),
    }
}

#[test]
fn a_stale_answer_is_asked_again_on_the_next_day() {
    let fixture = Fixture::new();
    let (_folder, _drafts, mut draft) = drafts();
    let at = Address { scope: "frame".into(), question: "alder".into() };
    let event = Event::answered_barely(at.clone(), 44.into(), None);
    draft.record(vec![event], now()).expect("kept");
    let tomorrow = now().date_naive() + Days::new(1);
    let stale = bind(&fixture.edition(), draft.state(), tomorrow);
    let ran = ran_with(&fixture, stale, &mut draft, vec![gesture(Gesture::Pause)]);
    assert_eq!(ran.answers.get(frame(&fixture, "alder")), None);
    assert!(draft.state().aside.contains_key(&at) && draft.state().answers.is_empty());
}

#[test]
fn a_journal_replays_to_the_same_answers() {
    let fixture = Fixture::new();
    let mut journal = Memory { events: Vec::new(), room: Cell::new(usize::MAX) };
    let ran = ran_with(&fixture, Bound::default(), &mut journal, whole_interview());
    let (_folder, _drafts, draft) = drafts();
    let mut state = State::new(draft.header());
    journal.events.into_iter().for_each(|event| state.apply(event, now()));
    let bound = bind(&fixture.edition(), &state, now().date_naive());
    assert_eq!(bound.answers.keys().count(), ran.answers.keys().count());
    for key in bound.answers.keys() {
        let at = address(&fixture.edition(), &bound.answers, key);
        assert!(state.answers.contains_key(&at));
    }
}

#[test]
fn what_an_answer_reopens_is_set_aside_before_it_in_the_journal() {
    let fixture = Fixture::new();
    let mut journal = Memory { events: Vec::new(), room: Cell::new(usize::MAX) };
    let to_personer = Act::Review(ReviewReply::Go(3));
    let acts = vec![to_personer, option(3), picked(&[1]), option(DONE), gesture(Gesture::Pause)];
    ran_with(&fixture, bound(&fixture, WHOLE), &mut journal, acts);
    let kinds: Vec<String> = journal
        .events
        .iter()
        .map(|event| match event {
            Event::Rows { at, .. } => format!("rows {}", at.question),
            Event::Aside { at, .. } => format!("aside {}", at.question),
            Event::Answered { at, .. } => format!("answered {}", at.question),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["rows personer", "aside alder", "aside vems", "answered personer"]);
}
