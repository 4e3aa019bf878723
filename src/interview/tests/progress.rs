//! How far it is, as the prompts say it.

use super::*;

/// Returns what each prompt said was left, with its question.
fn left(ran: &Ran) -> Vec<(&str, &str)> {
    ran.script.prompts().map(|prompt| (prompt.question.as_str(), prompt.left.as_str())).collect()
}

#[test]
fn each_prompt_says_at_most_how_many_are_left() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, EMPTY, whole_interview());
    let said: Vec<&str> = left(&ran).into_iter().map(|(_, left)| left).collect();
    // Before the items are named they come for each; then in the item, and at last it is the last question.
    assert_eq!(said[0], "högst 8 kvar, sedan fler för varje uppgift");
    assert!(said.contains(&"högst 4 kvar, sedan högst 1 för varje person"), "{said:#?}");
    assert!(said.contains(&"sedan högst 1 för varje person"), "{said:#?}");
    assert!(said.contains(&"sista i uppgiften"), "{said:#?}");
    assert_eq!(said.last(), Some(&"sista frågan"));
}

#[test]
fn a_list_is_one_question_however_many_cells_it_has() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, EMPTY, whole_interview());
    let rows = left(&ran).into_iter().filter(|(question, _)| *question == "Stämmer raderna?").map(|(_, left)| left);
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "högst 7 kvar, sedan fler för varje uppgift",
            "högst 6 kvar, sedan fler för varje uppgift",
            "högst 5 kvar, sedan fler för varje uppgift"
        ]
    );
}

#[test]
fn an_answer_that_is_asked_again_is_not_counted_on() {
    let fixture = Fixture::new();
    let to_personer = Act::Review(ReviewReply::Go(3));
    let ran = ran(&fixture, WHOLE, vec![to_personer, gesture(Gesture::Pause)]);
    // The age and the picks of both items rest on the persons.
    assert_eq!(ran.last().left, "högst 3 kvar, sedan högst 1 för varje person");
    let to_klart = Act::Review(ReviewReply::Go(13));
    let last = super::ran(&fixture, WHOLE, vec![to_klart, gesture(Gesture::Pause)]);
    assert_eq!(last.last().left, "sista frågan");
}

#[test]
fn english_says_the_same() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let mut journal = Unkept;
    let bound = bound(&fixture, EMPTY);
    let mut session =
        Session::new(&edition, fixture.procedure, Language::En, bound, &mut journal, &now).expect("begins");
    let mut script = Script::new([gesture(Gesture::Pause)]);
    run(&mut session, &mut script).expect("paused");
    let prompt = script.prompts().last().expect("a prompt");
    assert_eq!((prompt.number, prompt.left.as_str()), (1, "at most 8 left, then more for each item"));
}
