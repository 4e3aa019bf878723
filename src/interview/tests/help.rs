//! `?` once, twice and thrice at a question.

use super::*;
use crate::ruleset::model::{CaseAnswer, DecidedCase, Read};

const HELP: Act = Act::Reply(Reply::Gesture(Gesture::Help));
const PAUSE: Act = Act::Reply(Reply::Gesture(Gesture::Pause));

/// Up to the first test of harm, about the one who is client.
fn at_the_test() -> String {
    without(&["provning.skada: {answer: nej"]).replace("  item/i1/person/p1:\n", "")
}

fn helps(ran: &Ran) -> Vec<&super::super::Notice> {
    ran.script.notices().filter(|notice| notice.kind == NoticeKind::Help).collect()
}

#[test]
fn a_second_help_in_a_row_shows_the_way_here() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, &at_the_test(), vec![HELP, HELP, HELP, PAUSE]);
    let helps = helps(&ran);
    assert_eq!(helps.iter().map(|help| &*help.title).collect::<Vec<_>>(), ["Hjälp", "Vägen hit", "Hjälp"]);
    assert_eq!(helps[0], helps[2]);
    let way: Vec<&str> = helps[1].lines.iter().map(String::as_str).collect();
    assert!(way[0].starts_with("1. mottagen ") && way[5].starts_with("6. brattom Nej"), "{way:?}");
    assert_eq!(way[6..8], ["Uppgift 1 av 2: besöket:", "7. vems klienten, allmänt intresse"]);
    assert_eq!(
        way[8..],
        [
            "Därför ställs frågan nu: den hör till ”provning”, som ingår i ”uppgift”, som ingår i ”p”. Den vilar på osl-26-1."
        ]
    );
}

#[test]
fn anything_else_between_begins_with_the_help_again() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, &at_the_test(), vec![HELP, BACK, KEEP, HELP, PAUSE]);
    assert_eq!(helps(&ran).iter().map(|help| &*help.title).collect::<Vec<_>>(), ["Hjälp", "Hjälp"]);
}

#[test]
fn the_way_to_an_earlier_question_ends_there_and_tells_what_items_came_to() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, WHOLE, vec![Act::Review(ReviewReply::Go(9)), HELP, HELP, PAUSE]);
    let way = helps(&ran)[1];
    assert_eq!(ran.last().number, 9);
    let told = |words: &str| way.lines.iter().filter(|line| line.contains(words)).count();
    assert_eq!((told("8. "), told("9. "), told("Slutsats: ")), (1, 0, 1), "{:?}", way.lines);
    assert!(way.lines.last().is_some_and(|line| line.starts_with("Därför ställs frågan nu: den hör till ”provning”")));
}

#[test]
fn the_first_question_has_no_way() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, EMPTY, vec![HELP, HELP, PAUSE]);
    let way = helps(&ran)[1];
    assert_eq!(way.lines, ["Det här är den första frågan.", "Därför ställs frågan nu: den hör till ”p”."]);
}

#[test]
fn decided_cases_about_the_question_are_told_the_first_of_them_whole() {
    let mut fixture = Fixture::new();
    let words = |words: &str| crate::text::Text { sv: words.into(), en: words.into() };
    let (skada, vems) = (fixture.question("provning.skada"), fixture.question("vems"));
    let case = |id: &str, question, answer| DecidedCase {
        id: id.into(),
        designation: words(&format!("JO {id}")),
        decided: words("2014"),
        read: Read::Account,
        text: words("Det var fel."),
        about: vec![CaseAnswer { question, answer }],
        source: 0,
    };
    fixture.book.cases =
        vec![case("a", skada, None), case("b", skada, None), case("c", skada, Some(NEJ)), case("d", vems, None)];
    let ran = ran(&fixture, &at_the_test(), vec![HELP, PAUSE]);
    let told: Vec<&str> = helps(&ran)[0].lines.iter().map(String::as_str).filter(|line| line.contains("JO ")).collect();
    assert_eq!(
        told,
        [
            "Avgjort fall: JO c: Det var fel. (2014; läst i andra hand)",
            "Avgjort fall: JO a: Det var fel. (2014; läst i andra hand)",
            "Fler avgjorda fall: JO b",
        ]
    );
}

#[test]
fn a_term_is_explained_under_the_first_question_that_it_stands_in_and_never_again() {
    let mut fixture = Fixture::new();
    let both = |words: &str| crate::text::Text { sv: words.into(), en: words.into() };
    fixture.book.glossary = vec![crate::ruleset::model::Term {
        id: "skada".into(),
        term: both("skada"),
        meaning: both("Ekonomisk förlust."),
        code: None,
        forms: crate::ruleset::model::Forms { sv: vec!["lida skada".into()], en: Vec::new() },
    }];
    let yaml = at_the_test();
    let acts = vec![HELP, option(JA_), text("Han kan förlora arbetet."), PAUSE];
    let yaml = yaml.replace("    provning.skada: {answer: ja, reason: Det kan skada tilliten.}\n", "    {}\n");
    let ran = ran(&fixture, &yaml.replace("  item/i1/person/public:\n    {}\n", ""), acts);
    let terms: Vec<&[String]> = ran.script.prompts().map(|prompt| &*prompt.terms).collect();
    assert_eq!(terms[0], ["”Skada”: Ekonomisk förlust."]);
    assert!(terms.len() == 4 && terms[1..].iter().all(|terms| terms.is_empty()), "{terms:?}");
    assert!(ran.last().question.starts_with("Kan allmänt intresse lida skada"), "{}", ran.last().question);
}
