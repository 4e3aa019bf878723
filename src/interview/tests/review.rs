//! The review page on the rules compiled in.

use super::*;
use crate::engine::Edition;
use crate::rulebook::builtin;

/// A concern report where an item stands in an attachment that is not sent, so that nothing is asked of it.
const REPORT: &str = include_str!("../../../examples/orosanmalan.yaml");

#[test]
fn an_item_that_is_left_out_without_a_question_stands_on_the_page_before_what_comes_last() {
    let book = builtin();
    let file = read_text("report", REPORT).expect("good YAML");
    let edition = Edition::on(&book, file.law_date.expect("a law date"));
    let procedure = edition.by_id(&file.procedure.expect("a procedure")).expect("in force");
    let edition = edition.for_procedure(procedure);
    let answers = resolve(&edition, &file.answers, Check::All).whole().expect("good answers");
    let bound = Bound { answers, ..Bound::default() };
    let mut script = Script::new(vec![CONFIRM]);
    let mut journal = Unkept;
    let mut session = Session::new(&edition, procedure, Language::Sv, bound, &mut journal, &now).expect("begins");
    let ending = run(&mut session, &mut script);
    assert!(matches!(ending, Ok(Ending::Finished(_))), "{ending:?}");
    let Some(Shown::Review(page)) = script.shown.last() else { panic!("the review page comes last") };
    let told: Vec<_> = page.groups.iter().map(|group| (group.heading.as_str(), group.result.as_deref())).collect();
    let left_out = ("Uppgift 4 av 4: diagnosen i intyget", Some("tas inte med"));
    assert_eq!(told.iter().position(|group| *group == left_out), told.len().checked_sub(2), "{told:?}");
    assert_eq!(told.last().map(|(heading, _)| *heading), Some("Till sist"), "{told:?}");
}
