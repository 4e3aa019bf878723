//! Many items: the table, working in one of them, the same answers again, and rows pasted.

use super::*;
use crate::engine::Entity;
use crate::interview::{ItemLine, ItemTable};
use crate::ruleset::model::Effect::Withhold;

/// Answers up to the items, with so many of them, and two persons.
fn yaml(items: usize) -> String {
    let rows: Vec<_> = (1..=items).map(|at| format!("\n      - {{id: i{at}, beskrivning: uppgift {at}}}")).collect();
    let rows = rows.concat();
    format!(
        "
answers:
  frame:
    mottagen: 2026-11-20T09:15
    handlingar: []
    personer:
      - {{id: p1, beskrivning: klienten, roll: klient}}
      - {{id: p2, beskrivning: grannen, roll: annan}}
    uppgifter: {rows}
    alder: 44
    brattom: nej
"
    )
}

const ONWARD: Act = KEEP;

fn tables(ran: &Ran) -> Vec<(&Prompt, &ItemTable)> {
    let shown = ran.script.prompts().filter_map(|prompt| match &prompt.wants {
        Wants::Items(table) => Some((prompt, table)),
        _ => None,
    });
    shown.collect()
}

fn states(table: &ItemTable) -> Vec<&str> {
    table.lines.iter().map(|line| line.state.as_str()).collect()
}

fn item(ran: &Ran, id: &str) -> Entity {
    ran.answers.find(id).expect("an item")
}

/// The reasons for an item: the one that stays and the one that goes out, none of them the same for another item.
fn reasons(item: usize) -> [String; 2] {
    [format!("Alla vet redan det om nummer {item}."), format!("Nummer {item} stod i tidningen förra veckan.")]
}

/// What is answered in an item about the first person: no harm, and why.
fn no_harm(item: usize) -> [Act; 4] {
    let [internal, outgoing] = reasons(item);
    [picked(&[0]), option(NEJ_), text(&internal), text(&outgoing)]
}

fn script(parts: impl IntoIterator<Item = Vec<Act>>) -> Vec<Act> {
    parts.into_iter().flatten().collect()
}

#[test]
fn the_table_is_there_when_the_frame_is_done_and_after_each_item() {
    let fixture = Fixture::new();
    let acts = script([vec![text("2")], no_harm(2).into(), vec![gesture(Gesture::Pause)]]);
    let ran = ran(&fixture, &yaml(3), acts);
    assert_eq!(ran.ending, Ok(Ending::Paused));
    let tables = tables(&ran);
    assert_eq!(tables[0].0.question, "3 av 3 uppgifter är kvar att göra.");
    assert_eq!(states(tables[0].1), ["Att göra", "Att göra", "Att göra"]);
    assert_eq!(ran.asked()[1], "vems");
    assert_eq!(ran.script.prompts().nth(1).map(|prompt| prompt.heading.as_str()), Some("Uppgift 2 av 3: uppgift 2"));
    assert_eq!(states(tables[1].1), ["Att göra", "Release", "Att göra"]);
    let line =
        ItemLine { item: "uppgift 2".into(), persons: "klienten".into(), document: None, state: "Release".into() };
    assert_eq!(tables[1].1.lines[1], line);
    assert_eq!(tables[1].1.left, 2);
}

#[test]
fn one_item_has_no_table() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, &yaml(1), vec![gesture(Gesture::Pause)]);
    assert_eq!(ran.asked(), ["vems"]);
}

#[test]
fn onward_takes_the_items_one_after_another_and_then_the_closing() {
    let fixture = Fixture::new();
    let ends = vec![text("En uppgift lämnas ut."), option(JA_), CONFIRM];
    let acts = script([vec![ONWARD], no_harm(1).into(), no_harm(2).into(), no_harm(3).into(), ends]);
    let ran = ran(&fixture, &yaml(3), acts);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?} {:?}", ran.ending, ran.asked());
    assert_eq!(tables(&ran).len(), 1);
}

#[test]
fn onward_from_an_item_in_the_midst_takes_those_before_it_last() {
    let fixture = Fixture::new();
    let acts =
        script([vec![text("2")], no_harm(2).into(), vec![ONWARD], no_harm(1).into(), vec![gesture(Gesture::Pause)]]);
    let ran = ran(&fixture, &yaml(4), acts);
    let headings: Vec<_> = ran.script.prompts().filter(|prompt| prompt.question == "vems").collect();
    let headings: Vec<_> = headings.iter().map(|prompt| prompt.heading.as_str()).collect();
    assert_eq!(headings, ["Uppgift 2 av 4: uppgift 2", "Uppgift 1 av 4: uppgift 1", "Uppgift 3 av 4: uppgift 3"]);
}

#[test]
fn an_item_may_concern_several_persons_and_the_table_says_whom() {
    let fixture = Fixture::new();
    let [internal, outgoing] = reasons(1);
    let acts = script([
        vec![text("1"), picked(&[0, 1]), option(NEJ_), text(&internal), text(&outgoing)],
        vec![option(JA_), text("Han kan förlora arbetet.")],
        vec![gesture(Gesture::Pause)],
    ]);
    let ran = ran(&fixture, &yaml(3), acts);
    let line = &tables(&ran)[1].1.lines[0];
    // As closed as for the one that it harms.
    assert_eq!((line.persons.as_str(), line.state.as_str()), ("klienten, grannen", "Withhold"));
}

#[test]
fn back_at_the_first_question_of_an_item_goes_to_the_table_and_from_there_to_the_frame() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, &yaml(3), vec![text("2"), BACK, BACK, gesture(Gesture::Pause)]);
    assert_eq!(tables(&ran).len(), 2);
    assert_eq!(ran.last().question, "brattom");
}

#[test]
fn a_half_done_item_and_one_that_waits_say_so() {
    let fixture = Fixture::new();
    let waits = [text("1"), picked(&[0]), option(VET_EJ_), text("Det är inte känt än.")];
    let acts = script([waits.into(), vec![text("2"), picked(&[1]), BACK, BACK, gesture(Gesture::Pause)]]);
    let ran = ran(&fixture, &yaml(3), acts);
    assert_eq!(states(tables(&ran).last().expect("a table").1), ["Väntar", "Påbörjad", "Att göra"]);
    // Told once, however often the walk stops before it.
    let halts = ran.script.notices().filter(|notice| notice.kind == NoticeKind::Halted);
    assert_eq!(halts.count(), 1);
}

#[test]
fn a_done_item_can_be_gone_through_again_and_comes_back_to_the_table() {
    let fixture = Fixture::new();
    let again = vec![text("1"), KEEP, KEEP, gesture(Gesture::Pause)];
    let ran = ran(&fixture, &yaml(3), script([vec![text("1")], no_harm(1).into(), again]));
    assert_eq!(ran.ending, Ok(Ending::Paused));
    let last: Vec<&str> = ran.asked().into_iter().rev().take(3).collect();
    assert_eq!(last[0], "2 av 3 uppgifter är kvar att göra.");
    assert_eq!(last[1], "Kan klienten lida skada av ”uppgift 1”?");
    assert_eq!(last[2], "vems");
}

#[test]
fn numbers_beyond_the_items_are_refused_under_the_table() {
    let fixture = Fixture::new();
    let acts = vec![text("4"), text("0"), text("2-9=1"), text("2=1"), gesture(Gesture::Pause)];
    let ran = ran(&fixture, &yaml(3), acts);
    let said: Vec<_> = tables(&ran).iter().map(|(prompt, _)| prompt.remark.clone().unwrap_or_default()).collect();
    let beyond = |number: usize| format!("{number} är utanför gränserna (från 1 till 3)");
    assert_eq!(said[0], "");
    assert!(said[1].starts_with(&beyond(4)), "{said:?}");
    assert!(said[2].starts_with(&beyond(0)), "{said:?}");
    assert!(said[3].starts_with(&beyond(9)), "{said:?}");
    assert_eq!(said[4], "Uppgift 1 har inga svar än.");
}

#[test]
fn the_same_answers_are_given_without_their_reasons() {
    let fixture = Fixture::new();
    let [internal, outgoing] = reasons(2);
    let acts = script([
        vec![text("1")],
        no_harm(1).into(),
        vec![text("2-3=1"), ONWARD, text(&internal), text(&outgoing), gesture(Gesture::Pause)],
    ]);
    let ran = ran(&fixture, &yaml(4), acts);
    assert_eq!(ran.ending, Ok(Ending::Paused));
    let skada = |id: &str| {
        let scope = ScopePath { item: Some(item(&ran, id)), person: ran.answers.find("p1"), ..ScopePath::default() };
        ran.answers.answer(Key { scope, question: fixture.question("provning.skada") }).expect("an answer")
    };
    assert_eq!((&skada("i3").value, &skada("i3").reason, &skada("i3").outgoing), (&Value::Choice(NEJ), &None, &None));
    assert_eq!(skada("i2").reason.as_deref(), Some(&*internal));
    assert_eq!(skada("i1").reason.as_deref(), Some(&*reasons(1)[0]));
    let (prompt, table) = tables(&ran)[2];
    assert_eq!(states(table), ["Release", "Skäl saknas", "Skäl saknas", "Att göra"]);
    assert_eq!(
        prompt.remark.as_deref(),
        Some("Uppgift 2–3 har nu samma svar som uppgift 1, 4 svar i allt. Skälen skriver du för var och en.")
    );
    let listed = ran.script.notices().find(|notice| notice.title == "Svaren som följde med").expect("they are listed");
    assert_eq!(listed.lines, ["vems klienten", "Kan klienten lida skada av ”uppgift 2”? Nej"]);
    // The third is next: its reasons, and no question that has been answered.
    assert_eq!(ran.last().heading, "Uppgift 3 av 4: uppgift 3 · klienten");
    assert!(ran.last().question.contains("Skäl (stannar i myndigheten)"), "{:?}", ran.last());
}

#[test]
fn an_answer_of_its_own_stands_and_nothing_is_invented_for_other_persons() {
    let fixture = Fixture::new();
    let acts = script([
        vec![text("1")],
        no_harm(1).into(),
        vec![text("2"), picked(&[1]), BACK, BACK, text("2=1"), text("2"), gesture(Gesture::Pause)],
    ]);
    let ran = ran(&fixture, &yaml(3), acts);
    let vems = Key {
        scope: ScopePath { item: Some(item(&ran, "i2")), ..ScopePath::default() },
        question: fixture.question("vems"),
    };
    assert_eq!(ran.answers.get(vems), Some(&Value::Entities(vec![item(&ran, "p2")])));
    assert_eq!(ran.last().question, "Kan grannen lida skada av ”uppgift 2”?");
    let remark = tables(&ran).last().and_then(|(prompt, _)| prompt.remark.clone());
    assert_eq!(remark.as_deref(), Some("Uppgift 2 hade redan svar, och de står kvar."));
}

#[test]
fn what_must_be_looked_up_each_time_is_not_copied_and_is_named() {
    let mut fixture = Fixture::new();
    let vems = fixture.question("vems");
    fixture.book.questions[vems.at()].fresh_for = Some(0);
    let acts = script([vec![text("1")], no_harm(1).into(), vec![text("2=1"), gesture(Gesture::Pause)]]);
    let ran = ran(&fixture, &yaml(3), acts);
    let scope = ScopePath { item: Some(item(&ran, "i2")), ..ScopePath::default() };
    assert_eq!(ran.answers.get(Key { scope, question: vems }), None);
    let (prompt, table) = *tables(&ran).last().expect("a table");
    let remark = prompt.remark.as_deref().unwrap_or_default();
    assert!(remark.ends_with("Besvaras för varje uppgift: vems"), "{remark}");
    // What rests on it is there when it has been answered.
    assert_eq!(states(table)[1], "Att göra");
}

#[test]
fn copies_are_in_the_journal_as_ordinary_answers_in_one_write() {
    let fixture = Fixture::new();
    let mut journal = Memory { events: Vec::new(), room: Cell::new(usize::MAX) };
    let acts = script([vec![text("1")], no_harm(1).into(), vec![text("2=1"), gesture(Gesture::Pause)]]);
    ran_with(&fixture, bound(&fixture, &yaml(3)), &mut journal, acts);
    let last: Vec<_> = journal.events.iter().rev().take(2).rev().collect();
    let copied = |event: &Event| match event {
        Event::Answered { at, reason: None, outgoing: None, .. } => format!("{} {}", at.scope, at.question),
        other => format!("{other:?}"),
    };
    let shown: Vec<_> = last.into_iter().map(copied).collect();
    assert_eq!(shown, ["item/i2 vems", "item/i2/person/p1 provning.skada"]);
}

#[test]
fn what_is_to_do_is_there_again_after_the_table_was_cut_off() {
    let fixture = Fixture::new();
    let (_folder, drafts, mut draft) = drafts();
    let id = draft.id.clone();
    let edition = fixture.edition();
    {
        let mut session = Session::new(&edition, fixture.procedure, Language::Sv, Bound::default(), &mut draft, &now)
            .expect("begins");
        let acts = script([
            vec![text("2026-11-20 09:15"), text(""), text("klienten"), option(0), text(""), text(""), option(DONE)],
            vec![text("a\nb\nc"), text(""), option(DONE), text("44"), option(NEJ_)],
            vec![text("1")],
            no_harm(1).into(),
            vec![text("2=1"), Act::Interrupt],
        ]);
        let mut script = Script::new(acts);
        assert_eq!(run(&mut session, &mut script), Ok(Ending::Interrupted));
    }
    drop(draft);
    let mut draft = drafts.open(&id).expect("opens").draft;
    let bound = bind(&edition, draft.state(), now().date_naive());
    let ran = ran_with(&fixture, bound, &mut draft, vec![gesture(Gesture::Pause)]);
    assert_eq!(states(tables(&ran)[0].1), ["Release", "Skäl saknas", "Att göra"]);
}

#[test]
fn an_items_answers_stay_with_it_when_another_is_removed_or_they_change_places() {
    let fixture = Fixture::new();
    let uppgifter = frame(&fixture, "uppgifter");
    let edition = fixture.edition();
    let mut journal = Unkept;
    let mut session =
        Session::new(&edition, fixture.procedure, Language::Sv, bound(&fixture, WHOLE), &mut journal, &now)
            .expect("begins");
    let Some(Value::Rows(mut rows)) = session.answers().get(uppgifter).cloned() else { panic!("rows") };
    rows.reverse();
    assert_eq!(session.answer(uppgifter, Value::Rows(rows.clone())).expect("kept"), []);
    let effects = |session: &Session<'_, '_>| -> Vec<_> {
        session.walk().items.iter().map(|met| (session.answers().name(met.item).to_owned(), met.effect)).collect()
    };
    assert_eq!(effects(&session), [("i2".to_owned(), Withhold), ("i1".to_owned(), Withhold)]);
    rows.remove(1);
    session.answer(uppgifter, Value::Rows(rows)).expect("kept");
    assert_eq!(effects(&session), [("i2".to_owned(), Withhold)]);
}

/// The fixture with an item's document demanded.
fn with_documents() -> Fixture {
    let mut fixture = Fixture::new();
    let uppgifter = fixture.question("uppgifter");
    let AnswerKind::List(list) = &mut fixture.book.questions[uppgifter.at()].kind else { panic!("a list") };
    list.columns[1].optional = false;
    fixture
}

/// Answers up to the list of items, with these documents.
fn before_items(documents: &str) -> String {
    without(&["uppgifter", "id: i1", "id: i2", "item/", "provning"])
        .replace("[{id: d1, beskrivning: journalen}]", documents)
}

fn cells(ran: &Ran, fixture: &Fixture) -> Vec<(String, Option<String>)> {
    let Some(Value::Rows(rows)) = ran.answers.get(frame(fixture, "uppgifter")) else { panic!("rows") };
    let shown = rows.iter().map(|row| {
        let Some(Value::Text(name)) = &row.cells[0] else { panic!("a name") };
        let document = row.cells[1].as_ref().map(|cell| match cell {
            Value::Entities(picked) => ran.answers.name(picked[0]).to_owned(),
            other => panic!("{other:?}"),
        });
        (name.clone(), document)
    });
    shown.collect()
}

#[test]
fn the_only_document_is_filled_in_by_itself() {
    let fixture = with_documents();
    let acts = vec![text("besöket"), text("samtalet"), text(""), option(DONE), gesture(Gesture::Pause)];
    let ran = ran(&fixture, &before_items("[{id: d1, beskrivning: journalen}]"), acts);
    let d1 = || Some("d1".to_owned());
    assert_eq!(cells(&ran, &fixture), [("besöket".to_owned(), d1()), ("samtalet".to_owned(), d1())]);
    let shown = ran.script.notices().find(|notice| notice.title == "uppgifter").expect("the rows are shown");
    assert_eq!(shown.lines[0], "1. besöket · handling: journalen");
}

const TWO: &str = "[{id: d1, beskrivning: journalen}, {id: d2, beskrivning: brevet}]";

#[test]
fn pasted_lines_are_rows_with_one_document_for_all_of_them() {
    let fixture = with_documents();
    let pasted = text("besöket\r\n\n  samtalet \nmötet\n");
    let acts = vec![pasted, picked(&[1]), text("resan"), KEEP, text(""), option(DONE), gesture(Gesture::Pause)];
    let ran = ran(&fixture, &before_items(TWO), acts);
    let d2 = || Some("d2".to_owned());
    let names = ["besöket", "samtalet", "mötet", "resan"];
    assert_eq!(cells(&ran, &fixture), names.map(|name| (name.to_owned(), d2())));
    let prompts: Vec<_> = ran.script.prompts().collect();
    assert_eq!((prompts[1].heading.as_str(), prompts[1].question.as_str()), ("Raderna 1–3", "handling"));
    assert_eq!(prompts[3].remark.as_deref(), Some("> tar samma som raden före: brevet."));
    let Some(Value::Rows(rows)) = ran.answers.get(frame(&fixture, "uppgifter")) else { panic!("rows") };
    let ids: Vec<_> = rows.iter().map(|row| ran.answers.name(row.entity)).collect();
    assert_eq!(ids, ["i1", "i2", "i3", "i4"]);
}

#[test]
fn several_rows_are_typed_line_by_line_where_nothing_can_be_pasted() {
    let fixture = with_documents();
    let lines = ["besöket", "samtalet", "fel"].map(text).to_vec();
    let acts = script([
        vec![text(""), option(2)],
        lines,
        vec![BACK, text("mötet"), text(""), picked(&[0]), option(DONE), gesture(Gesture::Pause)],
    ]);
    let ran = ran(&fixture, &before_items(TWO), acts);
    let d1 = || Some("d1".to_owned());
    assert_eq!(cells(&ran, &fixture), ["besöket", "samtalet", "mötet"].map(|name| (name.to_owned(), d1())));
}

#[test]
fn pasted_lines_with_a_character_that_no_text_may_hold_are_refused_whole() {
    let fixture = with_documents();
    let ran = ran(&fixture, &before_items(TWO), vec![text("besöket\nsam\u{7}talet"), gesture(Gesture::Pause)]);
    assert_eq!(ran.asked().len(), 2);
    assert_eq!(ran.script.notices().filter(|notice| notice.kind == NoticeKind::Refused).count(), 1);
}
