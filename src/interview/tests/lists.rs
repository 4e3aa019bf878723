//! Lists: rows that come and go, cells that are not asked for, too few rows.

use super::*;
use crate::ruleset::model::{Column, ColumnKind};

#[test]
fn a_new_row_never_gets_the_id_of_one_that_is_gone() {
    let fixture = Fixture::new();
    let to_uppgifter = Act::Review(ReviewReply::Go(4));
    let acts =
        vec![to_uppgifter, option(3), picked(&[1]), option(1), text("nytt"), picked(&[]), text(""), option(DONE)];
    let ran = ran(&fixture, WHOLE, acts);
    let Some(Value::Rows(rows)) = ran.answers.get(frame(&fixture, "uppgifter")) else { panic!("rows") };
    let ids: Vec<_> = rows.iter().map(|row| ran.answers.name(row.entity)).collect();
    assert_eq!(ids, ["i1", "i3"]);
}

#[test]
fn a_list_without_rows_needs_no_confirmation() {
    let fixture = Fixture::new();
    let yaml = without(&["handlingar"]).replace(", handling: d1", "");
    let ran = ran(&fixture, &yaml, vec![text(""), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    assert_eq!(ran.asked(), ["handlingar · beskrivning"]);
    assert_eq!(ran.answers.get(frame(&fixture, "handlingar")), Some(&Value::Rows(Vec::new())));
}

#[test]
fn a_cell_that_refers_to_an_empty_register_is_not_asked_for() {
    let mut fixture = Fixture::new();
    let uppgifter = fixture.question("uppgifter");
    let AnswerKind::List(list) = &mut fixture.book.questions[uppgifter.at()].kind else { panic!("a list") };
    let note =
        Column { id: "not".into(), title: list.columns[0].title.clone(), kind: ColumnKind::Text, optional: true };
    list.columns.push(note);
    let yaml = without(&["uppgifter", "id: i1", "id: i2", "item/", "provning"])
        .replace("[{id: d1, beskrivning: journalen}]", "[]");
    let acts = vec![text("a"), BACK, text("besöket"), text("lång"), text(""), option(DONE), gesture(Gesture::Pause)];
    let ran = ran(&fixture, &yaml, acts);
    assert_eq!(ran.ending, Ok(Ending::Paused));
    // The second cell would refer to a document; back from the third goes to the first.
    let first = "uppgifter · beskrivning";
    let row = "beskrivning";
    assert_eq!(ran.asked(), [first, row, first, row, row, "Stämmer raderna?", "vems"]);
    let Some(Value::Rows(rows)) = ran.answers.get(frame(&fixture, "uppgifter")) else { panic!("rows") };
    assert_eq!(rows[0].cells, [Some(Value::Text("besöket".into())), None, Some(Value::Text("lång".into()))]);
}

#[test]
fn too_few_rows_and_empty_cells_are_refused() {
    let fixture = Fixture::new();
    let yaml = without(&["uppgifter", "id: i1", "id: i2", "item/", "provning"]);
    let acts = vec![text(""), option(DONE), BACK, option(1), text("a"), BACK, text("besöket"), gesture(Gesture::Pause)];
    let ran = ran(&fixture, &yaml, acts);
    assert_eq!(ran.ending, Ok(Ending::Paused));
    let refused: Vec<_> = ran.script.notices().filter(|notice| notice.kind == NoticeKind::Refused).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].lines, ["för få: 0, men minst 1 krävs"]);
    let cell = ran.script.prompts().rev_find("beskrivning");
    assert_eq!(cell.earlier.as_deref(), Some("a"));
}

trait RevFind<'a> {
    fn rev_find(self, part: &str) -> &'a Prompt;
}

impl<'a, I: Iterator<Item = &'a Prompt>> RevFind<'a> for I {
    fn rev_find(self, part: &str) -> &'a Prompt {
        self.filter(|prompt| prompt.question.contains(part)).last().expect("it was put")
    }
}
