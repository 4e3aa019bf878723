//! The loop with a script in front.

mod changes;
mod help;
mod items;
mod kept;
mod lists;
mod progress;
mod reasons;
mod review;
mod sent_back;

use std::cell::Cell;

use chrono::{DateTime, Days, FixedOffset};

use super::run::{Ending, Fault, run};
use super::script::{Act, Script, Shown};
use super::session::Session;
use super::{FrontFault, Gesture, NoticeKind, Prompt, Reply, ReviewReply, Standing, Wants};
use crate::answers::file::read_text;
use crate::answers::fixture::{Fixture, WHOLE};
use crate::answers::resolve::{Check, resolve};
use crate::draft::event::{Address, Event, State};
use crate::draft::fixture::header;
use crate::draft::{Bound, Draft, DraftFault, Drafts, Journal, Unkept, bind};
use crate::engine::{AnswerSet, Answers, Key, Notes, ScopePath, Value};
use crate::ruleset::model::{AnswerKind, JA, NEJ, VET_EJ};
use crate::text::Language;

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T09:15:42+01:00").expect("a time")
}

/// `ja`, `nej` or `vet-ej`, or an option by its number from 0.
fn option(at: usize) -> Act {
    Act::Reply(Reply::Option(at))
}

fn text(text: &str) -> Act {
    Act::Reply(Reply::Text(text.into()))
}

fn picked(at: &[usize]) -> Act {
    Act::Reply(Reply::Picked(at.to_vec()))
}

fn gesture(gesture: Gesture) -> Act {
    Act::Reply(Reply::Gesture(gesture))
}

const BACK: Act = Act::Reply(Reply::Gesture(Gesture::Back));
const KEEP: Act = Act::Reply(Reply::Gesture(Gesture::Keep));
const CONFIRM: Act = Act::Review(ReviewReply::Confirm);
const JA_: usize = JA as usize;
const NEJ_: usize = NEJ as usize;
const VET_EJ_: usize = VET_EJ as usize;

/// The answers of a file, to begin in the midst.
fn bound(fixture: &Fixture, yaml: &str) -> Bound {
    let file = read_text("a", yaml).expect("good YAML");
    let answers = resolve(&fixture.edition(), &file.answers, Check::All).whole().expect("good answers");
    Bound { answers, ..Bound::default() }
}

/// `WHOLE` without the lines that hold any of these.
fn without(parts: &[&str]) -> String {
    WHOLE
        .lines()
        .filter(|line| !parts.iter().any(|part| line.contains(part)))
        .fold(String::new(), |text, line| text + line + "\n")
}

struct Ran {
    ending: Result<Ending, Fault>,
    answers: AnswerSet,
    script: Script,
}

impl Ran {
    fn asked(&self) -> Vec<&str> {
        self.script.prompts().map(|prompt| prompt.question.as_str()).collect()
    }

    fn last(&self) -> &Prompt {
        self.script.prompts().last().expect("a prompt")
    }
}

fn ran_with(fixture: &Fixture, bound: Bound, journal: &mut dyn Journal, acts: Vec<Act>) -> Ran {
    let edition = fixture.edition();
    let mut script = Script::new(acts);
    let mut session = Session::new(&edition, fixture.procedure, Language::Sv, bound, journal, &now).expect("begins");
    let ending = run(&mut session, &mut script);
    Ran { ending, answers: session.into_answers(), script }
}

fn ran(fixture: &Fixture, yaml: &str, acts: Vec<Act>) -> Ran {
    ran_with(fixture, bound(fixture, yaml), &mut Unkept, acts)
}

fn frame(fixture: &Fixture, id: &str) -> Key {
    Key { scope: ScopePath::default(), question: fixture.question(id) }
}

const EMPTY: &str = "answers: {}";
const DONE: usize = 0;

/// Everything from the first question to the review page.
fn whole_interview() -> Vec<Act> {
    vec![
        text("2026-11-20 09:15"),
        text("journalen"),
        text(""),
        option(DONE),
        text("klienten"),
        option(0),
        text(""),
        text(""),
        option(DONE),
        text("besöket"),
        picked(&[0]),
        text(""),
        option(DONE),
        text("44"),
        option(NEJ_),
        picked(&[0]),
        option(NEJ_),
        text("Redan allmänt känt."),
        text("Det stod i tidningen förra veckan."),
        text("En uppgift lämnas ut."),
        option(JA_),
        CONFIRM,
    ]
}

#[test]
fn a_whole_interview_ends_with_its_answers_looked_through() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, EMPTY, whole_interview());
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    assert_eq!(ran.script.left(), 0);
    let Some(Shown::Review(page)) = ran.script.shown.last() else { panic!("the review page comes last") };
    assert_eq!(page.standing, Standing::Finished);
    let headings: Vec<_> = page.groups.iter().map(|group| group.heading.as_str()).collect();
    assert_eq!(headings, ["Ärendet", "Uppgift 1 av 1: besöket", "Till sist"]);
    let line = &page.groups[1].lines[1];
    assert_eq!(line.question, "klienten: Kan klienten lida skada av ”besöket”?");
    assert_eq!((line.answer.as_str(), line.reason.as_deref()), ("Nej", Some("Redan allmänt känt.")));
    let numbers: Vec<_> = page.groups.iter().flat_map(|group| &group.lines).map(|line| line.number).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
}

#[test]
fn no_prompt_has_anything_chosen_and_labels_are_filled_in() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, EMPTY, whole_interview());
    let skada = ran.script.prompts().find(|prompt| prompt.question.starts_with("Kan")).expect("it was put");
    assert_eq!(skada.question, "Kan klienten lida skada av ”besöket”?");
    assert_eq!(skada.heading, "Uppgift 1 av 1: besöket · klienten");
    assert_eq!((skada.earlier.as_deref(), skada.keeps, skada.skips), (None, false, false));
    let Wants::Options(options) = &skada.wants else { panic!("options") };
    assert_eq!(options.iter().map(|option| option.key).collect::<String>(), "jnv");
}

#[test]
fn back_shows_the_earlier_answer_and_changes_nothing_by_itself() {
    let fixture = Fixture::new();
    let yaml = without(&["klart"]);
    let ran = ran(&fixture, &yaml, vec![BACK, BACK, BACK, KEEP, KEEP, KEEP, option(JA_), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let asked = ran.asked();
    assert_eq!(asked[0], "klart");
    assert_eq!(asked[1], "sammanfatta");
    assert_eq!(asked[2], "Kan grannen lida skada av ”samtalet”?");
    assert_eq!(asked[3], "vems");
    assert_eq!(asked[4], "Kan grannen lida skada av ”samtalet”?");
    let back = ran.script.prompts().nth(2).expect("the third");
    assert_eq!((back.earlier.as_deref(), back.keeps), (Some("Ja"), true));
    // The same question has the same number, whichever way it is reached.
    assert_eq!(ran.script.prompts().nth(4).map(|prompt| prompt.number), Some(back.number));
}

#[test]
fn back_at_the_first_question_says_so() {
    let fixture = Fixture::new();
    let ran = ran(&fixture, EMPTY, vec![BACK, gesture(Gesture::Pause)]);
    assert_eq!(ran.ending, Ok(Ending::Paused));
    assert_eq!(ran.asked(), ["mottagen", "mottagen"]);
    assert_eq!(ran.script.notices().count(), 1);
}

#[test]
fn a_changed_early_answer_asks_only_what_is_new_and_keeps_the_rest() {
    let fixture = Fixture::new();
    let to_brattom = Act::Review(ReviewReply::Go(6));
    let ran =
        ran(&fixture, WHOLE, vec![to_brattom.clone(), option(JA_), text("snart"), to_brattom, option(NEJ_), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    assert_eq!(ran.asked(), ["brattom", "orsak", "brattom"]);
    // What fell off the path stays among the answers, and would come back.
    assert_eq!(ran.answers.get(frame(&fixture, "orsak")), Some(&Value::Text("snart".into())));
}

#[test]
fn an_answer_off_the_path_returns_with_the_change_undone() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("brattom: nej", "brattom: ja\n    orsak: Snart");
    let to_brattom = Act::Review(ReviewReply::Go(6));
    let ran = ran(&fixture, &yaml, vec![to_brattom.clone(), option(NEJ_), to_brattom, option(JA_), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    assert_eq!(ran.asked(), ["brattom", "brattom"]);
}

#[test]
fn help_shows_law_and_source_and_ends_with_what_to_do() {
    let fixture = Fixture::new();
    let yaml = without(&["provning.skada: {answer: nej"]).replace("  item/i1/person/p1:\n", "");
    let ran = ran(&fixture, &yaml, vec![gesture(Gesture::Help), gesture(Gesture::Pause)]);
    let help = ran.script.notices().find(|notice| notice.kind == NoticeKind::Help).expect("help was shown");
    assert_eq!(help.title, "Hjälp");
    assert_eq!(help.lines[2], "Så tar du reda på det: Fråga arkivet");
    assert_eq!(
        help.lines[0],
        "Lagen: osl-26-1: wording (gäller sedan 2019-01-01 eller tidigare; SFS; lagtexten läst 2026-11-21)"
    );
    assert_eq!(help.lines[1], "Källa: provning version 1, nod skada. Lagen den 2026-11-21.");
    assert_eq!(ran.asked().len(), 2);
}

#[test]
fn an_empty_or_short_reason_never_passes() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace(", reason: Redan allmänt känt.", "");
    let acts = vec![text(""), KEEP, text("  kort  "), text("Nu är det långt nog."), CONFIRM];
    let ran = ran(&fixture, &yaml, acts);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let refused: Vec<_> = ran.script.notices().map(|notice| notice.lines[0].as_str()).collect();
    assert_eq!(
        refused,
        [
            "Texten är tom: skriv i en mening varför svaret blir just det här.",
            "Texten har 4 tecken, minst 10 krävs: skriv i en mening varför svaret blir just det här."
        ]
    );
    let prompt = ran.last();
    assert_eq!(prompt.question, "Kan klienten lida skada av ”besöket”? Nej. Skäl (stannar i myndigheten)");
    assert_eq!(prompt.remark.as_deref(), Some("Minst 10 tecken."));
}

#[test]
fn reasons_can_be_kept_when_an_answer_is_given_again_but_not_for_another() {
    let fixture = Fixture::new();
    let to_skada = Act::Review(ReviewReply::Go(8));
    let again = ran(&fixture, WHOLE, vec![to_skada.clone(), option(NEJ_), KEEP, KEEP, CONFIRM]);
    assert!(matches!(again.ending, Ok(Ending::Finished(_))), "{:?}", again.ending);
    assert_eq!(again.last().earlier.as_deref(), Some("Det stod i tidningen förra veckan."));
    // Another answer has no reason yet, and `>` keeps nothing.
    let other = ran(&fixture, WHOLE, vec![to_skada, option(JA_), KEEP, text("Han kan förlora arbetet."), CONFIRM]);
    assert!(matches!(other.ending, Ok(Ending::Finished(_))), "{:?}", other.ending);
    assert!(!other.last().keeps);
}

#[test]
fn back_from_a_reason_goes_to_its_question() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace(", reason: Redan allmänt känt.", "");
    let ran = ran(&fixture, &yaml, vec![BACK, gesture(Gesture::Pause)]);
    assert_eq!(ran.asked()[1], "Kan klienten lida skada av ”besöket”?");
    assert_eq!(ran.last().earlier.as_deref(), Some("Nej"));
}

#[test]
fn what_was_typed_wrong_is_refused_and_asked_again() {
    let fixture = Fixture::new();
    let acts = vec![text("26-11-20 09:15"), text("idag 9.15"), text("nu"), gesture(Gesture::Pause)];
    let ran = ran(&fixture, EMPTY, acts);
    assert_eq!(ran.script.notices().filter(|notice| notice.kind == NoticeKind::Refused).count(), 2);
    let expected = now().date_naive().and_hms_opt(9, 15, 0).map(Value::DateTime);
    assert_eq!(ran.answers.get(frame(&fixture, "mottagen")), expected.as_ref());
}

#[test]
fn a_changed_register_reopens_what_depends_on_it() {
    let fixture = Fixture::new();
    let to_personer = Act::Review(ReviewReply::Go(3));
    // Remove the neighbour: the age depends on the persons, and a pick names the one who is gone.
    let remove = [to_personer, option(3), picked(&[1]), option(DONE)];
    let mut acts = remove.to_vec();
    acts.extend([text("45"), gesture(Gesture::Pause)]);
    let ran = ran(&fixture, WHOLE, acts);
    let told = ran.script.notices().find(|notice| notice.title.starts_with("Frågas igen")).expect("told");
    assert_eq!(told.lines, ["alder", "vems"]);
    let alder = ran.script.prompts().find(|prompt| prompt.question == "alder").expect("asked again");
    assert_eq!((alder.earlier.as_deref(), alder.keeps), (Some("44"), false));
    assert_eq!(ran.last().heading, "Uppgift 2 av 2: samtalet");
}

#[test]
fn the_first_answer_to_a_question_reopens_nothing() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let (personer, alder) = (frame(&fixture, "personer"), frame(&fixture, "alder"));
    let mut journal = Unkept;
    let mut session =
        Session::new(&edition, fixture.procedure, Language::Sv, bound(&fixture, EMPTY), &mut journal, &now)
            .expect("begins");
    session.answer(alder, Value::Number(44)).expect("kept");
    assert_eq!(session.answer(personer, Value::Rows(Vec::new())).expect("kept"), []);
    assert_eq!(session.answers().get(alder), Some(&Value::Number(44)));
}

#[test]
fn undoing_a_change_restores_what_it_set_aside() {
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let mut journal = Unkept;
    let mut session =
        Session::new(&edition, fixture.procedure, Language::Sv, bound(&fixture, WHOLE), &mut journal, &now)
            .expect("begins");
    let (personer, alder) = (frame(&fixture, "personer"), frame(&fixture, "alder"));
    let Some(Value::Rows(before)) = session.answers().get(personer).cloned() else { panic!("rows") };
    let reopened = session.answer(personer, Value::Rows(before[..1].to_vec())).expect("kept");
    assert_eq!(reopened.len(), 2);
    assert_eq!(session.answers().get(alder), None);
    let reopened = session.answer(personer, Value::Rows(before)).expect("kept");
    assert_eq!(reopened, []);
    assert_eq!(session.answers().get(alder), Some(&Value::Number(44)));
}

#[test]
fn a_parked_item_is_told_and_the_others_go_on() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("{answer: ja, reason: Grannen", "{answer: vet-ej, reason: Grannen");
    let ran = ran(&fixture, &yaml, vec![CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let halts: Vec<_> = ran.script.notices().filter(|notice| notice.kind == NoticeKind::Halted).collect();
    assert_eq!(halts.len(), 1);
    assert_eq!(halts[0].lines, ["Uppgift 2 av 2: samtalet · grannen: halt"]);
}

#[test]
fn an_assessment_that_waits_can_be_left_or_changed() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("klart: true", "klart: vet-ej");
    let left = ran(&fixture, &yaml, vec![CONFIRM]);
    assert!(matches!(left.ending, Ok(Ending::Halted(_))), "{:?}", left.ending);
    let to_klart = Act::Review(ReviewReply::Go(13));
    let changed = ran(&fixture, &yaml, vec![to_klart, option(JA_), CONFIRM]);
    assert!(matches!(changed.ending, Ok(Ending::Finished(_))), "{:?}", changed.ending);
    let far = ran(&fixture, &yaml, vec![Act::Review(ReviewReply::Go(99)), Act::Review(ReviewReply::Pause)]);
    assert_eq!(far.ending, Ok(Ending::Paused));
    assert_eq!(far.script.notices().last().map(|notice| notice.kind), Some(NoticeKind::Refused));
}

#[test]
fn an_interruption_is_an_ending_and_an_end_of_input_a_fault() {
    let fixture = Fixture::new();
    assert_eq!(ran(&fixture, EMPTY, vec![Act::Interrupt]).ending, Ok(Ending::Interrupted));
    assert_eq!(ran(&fixture, EMPTY, vec![]).ending, Err(Fault::Front(FrontFault::Ended)));
}

#[test]
fn all_answers_can_be_looked_at_in_the_midst() {
    let fixture = Fixture::new();
    let yaml = without(&["klart"]);
    let ran = ran(&fixture, &yaml, vec![gesture(Gesture::Review), CONFIRM, option(VET_EJ_), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Halted(_))), "{:?}", ran.ending);
    assert_eq!(ran.asked(), ["klart", "klart"]);
    let pages = ran.script.shown.iter().filter_map(|shown| match shown {
        Shown::Review(page) => Some(page.standing),
        _ => None,
    });
    assert_eq!(pages.collect::<Vec<_>>(), [Standing::Underway, Standing::Halted]);
}

/// A journal that holds what was recorded, and fails when it is full.
struct Memory {
    events: Vec<Event>,
    room: Cell<usize>,
}

impl Journal for Memory {
    fn record(&mut self, events: Vec<Event>, _: DateTime<FixedOffset>) -> Result<(), DraftFault> {
        if self.events.len() >= self.room.get() {
            return Err(DraftFault::NotSaved { file: "x".into(), cause: std::io::ErrorKind::StorageFull });
        }
        self.events.extend(events);
        Ok(())
    }
}

fn drafts() -> (tempfile::TempDir, Drafts, Draft) {
    let folder = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::new(folder.path());
    let draft = drafts.create(header(now())).expect("a draft");
    (folder, drafts, draft)
}
