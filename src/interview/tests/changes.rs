//! Early answers changed and changed back: what stands aside, what comes back, and what a break makes no difference to.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::*;
use crate::answers::script::path;
use crate::answers::write::value_json;
use crate::draft::bind::address;
use crate::engine::{Answer, Edition, Report, Row, Step};
use crate::interview::{AsideLine, ReviewPage};
use crate::rulebook::builtin;
use crate::ruleset::model::RulesetIx;

fn pages(ran: &Ran) -> Vec<&ReviewPage> {
    let pages = ran.script.shown.iter().filter_map(|shown| match shown {
        Shown::Review(page) => Some(page),
        _ => None,
    });
    pages.collect()
}

#[test]
fn what_is_off_the_path_stands_last_on_the_page_and_has_no_number() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("brattom: nej", "brattom: ja\n    orsak: Snart");
    let to_brattom = Act::Review(ReviewReply::Go(6));
    let ran = ran(&fixture, &yaml, vec![to_brattom.clone(), option(NEJ_), to_brattom, option(JA_), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let pages = pages(&ran);
    let numbers = |page: &ReviewPage| page.groups.iter().map(|group| group.lines.len()).sum::<usize>();
    let orsak = AsideLine { question: "orsak".into(), answer: "Snart".into(), reasons: vec![] };
    let aside: Vec<_> = pages.iter().map(|page| (page.aside.clone(), numbers(page))).collect();
    assert_eq!(aside, [(vec![], 14), (vec![orsak], 13), (vec![], 14)]);
    let told: Vec<_> = ran.script.notices().map(|notice| notice.lines.join(" ")).collect();
    assert_eq!(
        told,
        ["Ett svar gäller inte på den här vägen och är undanlagt.", "Ett svar som var undanlagt gäller igen."]
    );
}

#[test]
fn what_a_change_set_aside_is_on_the_page_with_its_reasons() {
    let fixture = Fixture::new();
    // Without the neighbour the pick of the second item is gone, and with it the answer about them.
    let to_personer = Act::Review(ReviewReply::Go(3));
    let acts = vec![to_personer, option(3), picked(&[1]), option(DONE), gesture(Gesture::Review), CONFIRM];
    let ran = ran(&fixture, WHOLE, acts);
    let pages = pages(&ran);
    let last = pages.last().expect("a page");
    assert_eq!(last.standing, Standing::Underway);
    let lines: Vec<_> = last.aside.iter().map(|line| (line.question.as_str(), line.answer.as_str())).collect();
    assert!(lines.contains(&("alder", "44")), "{lines:?}");
    assert!(lines.iter().any(|(question, _)| question.ends_with(": vems")), "{lines:?}");
    let reasons = last.aside.iter().flat_map(|line| &line.reasons).map(String::as_str);
    assert!(reasons.clone().any(|reason| reason == "Grannen kan bli utsatt."), "{:?}", reasons.collect::<Vec<_>>());
}

#[test]
fn from_an_answer_that_is_kept_or_changed_the_officer_comes_back_to_the_page() {
    let fixture = Fixture::new();
    let to_brattom = Act::Review(ReviewReply::Go(6));
    let kept = ran(&fixture, WHOLE, vec![to_brattom.clone(), KEEP, CONFIRM]);
    assert!(matches!(kept.ending, Ok(Ending::Finished(_))), "{:?}", kept.ending);
    assert_eq!(kept.asked(), ["brattom"]);
    // In the midst too: only what is new, then the page, then the question that waited.
    let yaml = without(&["klart"]);
    let acts = vec![gesture(Gesture::Review), to_brattom, option(JA_), text("snart"), CONFIRM, option(JA_), CONFIRM];
    let amid = ran(&fixture, &yaml, acts);
    assert!(matches!(amid.ending, Ok(Ending::Finished(_))), "{:?}", amid.ending);
    assert_eq!(amid.asked(), ["klart", "brattom", "orsak", "klart"]);
    let standings: Vec<_> = pages(&amid).iter().map(|page| page.standing).collect();
    assert_eq!(standings, [Standing::Underway, Standing::Underway, Standing::Finished]);
}

#[test]
fn an_answer_changed_back_has_its_reasons_again() {
    let fixture = Fixture::new();
    let to_skada = Act::Review(ReviewReply::Go(8));
    let acts = vec![
        to_skada.clone(),
        option(JA_),
        text("Han kan förlora arbetet."),
        to_skada,
        option(NEJ_),
        KEEP,
        KEEP,
        CONFIRM,
    ];
    let ran = ran(&fixture, WHOLE, acts);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let line = &pages(&ran).last().expect("a page").groups[1].lines[1];
    assert_eq!(line.reason.as_deref(), Some("Redan allmänt känt."));
    assert_eq!(line.outgoing.as_deref(), Some("Det stod i tidningen förra veckan."));
}

#[test]
fn a_change_says_what_comes_out_otherwise() {
    let fixture = Fixture::new();
    let to_skada = Act::Review(ReviewReply::Go(11));
    let [internal, outgoing] = [text("Det är allmänt känt."), text("Alla i byn vet redan om samtalet.")];
    let ran = ran(&fixture, WHOLE, vec![to_skada, option(NEJ_), internal, outgoing, CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    let told = ran.script.notices().find(|notice| notice.title == "Ändringen").expect("told");
    assert_eq!(told.lines, ["samtalet: withhold → release"]);
}

/// A journal in memory.
struct Kept(State);

impl Journal for Kept {
    fn record(&mut self, events: Vec<Event>, now: DateTime<FixedOffset>) -> Result<(), DraftFault> {
        for event in events {
            // As it will be read again.
            let line = serde_json::to_string(&event).expect("it can be written");
            self.0.apply(serde_json::from_str(&line).expect("it can be read"), now);
        }
        Ok(())
    }
}

impl Kept {
    /// Begins with answers.
    fn with(edition: &Edition<'_>, answers: &AnswerSet) -> Self {
        let mut kept = Self(State::new(&header(now())));
        let events = answers.keys().filter_map(|key| {
            let answer = answers.answer(key)?;
            let kind = &edition.book.questions[key.question.at()].kind;
            let value = value_json(edition, answers, kind, &answer.value);
            Some(Event::answered(address(edition, answers, key), value, answer, None))
        });
        kept.record(events.collect(), now()).expect("kept");
        kept
    }
}

/// What is done to an interview.
#[derive(Clone, Copy, Debug)]
enum Do {
    /// Gives the answer at this place of the path another value; which one depends on the second number.
    Change(usize, usize),
    /// Gives that answer the value that it had at the beginning.
    Undo(usize),
    /// Lets the answer that waits stand, if it can be.
    Keep,
    /// The rules send the officer back to this place.
    SendBack(usize),
    /// Gives a reason.
    Reason(usize),
}

fn dos() -> impl Strategy<Value = Vec<Do>> {
    let one = prop_oneof![
        5 => (0..60_usize, 0..4_usize).prop_map(|(at, which)| Do::Change(at, which)),
        3 => (0..60_usize).prop_map(Do::Undo),
        2 => Just(Do::Keep),
        1 => (0..60_usize).prop_map(Do::SendBack),
        1 => (0..60_usize).prop_map(Do::Reason),
    ];
    prop::collection::vec(one, 1..25)
}

/// An interview that is tried, as it was begun.
struct Tried<'b> {
    edition: Edition<'b>,
    procedure: RulesetIx,
    first: AnswerSet,
}

impl Tried<'_> {
    /// Does everything, with a break after each where `breaks`, and returns what can be seen after each.
    fn through(&self, all: &[Do], breaks: bool) -> Vec<Seen> {
        let mut kept = Kept::with(&self.edition, &self.first);
        let mut seen = Vec::new();
        let mut rest = all;
        while !rest.is_empty() {
            let bound = bind(&self.edition, &kept.0, now().date_naive());
            assert_eq!(bound.misfits, []);
            let mut session =
                Session::new(&self.edition, self.procedure, Language::Sv, bound, &mut kept, &now).expect("begins");
            let (now, later) = rest.split_at(if breaks { 1 } else { rest.len() });
            for one in now {
                self.one(&mut session, *one);
                seen.push(self.seen(&session));
            }
            rest = later;
        }
        seen
    }

    fn one(&self, session: &mut Session<'_, '_>, one: Do) {
        let report = session.walk();
        let mut places = path(&report);
        if let Step::Ask { key, .. } | Step::Revise { key, .. } = report.step
            && !places.contains(&key)
        {
            places.push(key);
        }
        let place = |at: usize| places[at % places.len()];
        match one {
            Do::Change(at, which) => {
                let key = place(at);
                if let Some(value) = other(session, key, which) {
                    session.answer(key, value).expect("kept");
                }
            }
            Do::Undo(at) => {
                let key = place(at);
                if let Some(value) = self.first_value(session, key) {
                    session.answer(key, value).expect("kept");
                }
            }
            Do::Keep => {
                session.keep(place(places.len() - 1)).expect("kept");
            }
            Do::SendBack(at) => session.erase_after(place(at), &report).expect("kept"),
            Do::Reason(at) => {
                let text = format!("Ett skäl, nummer {at}.");
                session.reason(place(at), crate::reasons::Audience::Internal, text, None).expect("kept");
            }
        }
    }

    /// Returns the value that an answer had at the beginning, in the names of the session.
    fn first_value(&self, session: &Session<'_, '_>, key: Key) -> Option<Value> {
        let at = address(&self.edition, session.answers(), key);
        let first = self.first.keys().find(|&key| address(&self.edition, &self.first, key) == at)?;
        let again = |entity| session.answers().find(self.first.name(entity));
        Some(match &self.first.answer(first)?.value {
            Value::Entities(picked) => Value::Entities(picked.iter().map(|&one| again(one)).collect::<Option<_>>()?),
            Value::Rows(rows) => {
                let cell = |cell: &Option<Value>| match cell {
                    Some(Value::Entities(of)) => {
                        Some(Some(Value::Entities(of.iter().map(|&one| again(one)).collect::<Option<_>>()?)))
                    }
                    cell => Some(cell.clone()),
                };
                let row = |row: &Row| {
                    let cells = row.cells.iter().map(cell).collect::<Option<_>>()?;
                    Some(Row { entity: again(row.entity)?, cells })
                };
                Value::Rows(rows.iter().map(row).collect::<Option<_>>()?)
            }
            value => value.clone(),
        })
    }

    fn seen(&self, session: &Session<'_, '_>) -> Seen {
        let json = |key: Key, answer: &Answer| {
            let kind = &self.edition.book.questions[key.question.at()].kind;
            let value = value_json(&self.edition, session.answers(), kind, &answer.value);
            (value, answer.reason.clone(), answer.outgoing.clone())
        };
        let at = |key: Key| address(&self.edition, session.answers(), key);
        let answers = session.answers();
        let standing = answers.keys().filter_map(|key| Some((at(key), json(key, answers.answer(key)?))));
        let aside = session.set_asides().map(|(key, answer)| (at(key), (json(key, answer), session.can_keep(key))));
        let report = session.walk();
        Seen { answers: standing.collect(), aside: aside.collect(), next: next(&report, &at) }
    }
}

/// A value in words that do not depend on the session.
type Said = (Json, Option<String>, Option<String>);

/// What can be seen of a session.
#[derive(Debug, PartialEq)]
struct Seen {
    answers: BTreeMap<Address, Said>,
    aside: BTreeMap<Address, (Said, bool)>,
    next: String,
}

fn next(report: &Report, at: &dyn Fn(Key) -> Address) -> String {
    match report.step {
        Step::Ask { key, .. } => format!("ask {:?}", at(key)),
        Step::Revise { key, .. } => format!("revise {:?}", at(key)),
        Step::Halted => format!("halted {}", report.halted.len()),
        Step::Finished { outcome, effect, .. } => format!("finished {outcome:?} {effect:?}"),
    }
}

/// Returns a value that a question may have, the same for the same number; none where this test has no other.
fn other(session: &Session<'_, '_>, key: Key, which: usize) -> Option<Value> {
    let option = |of: usize| u16::try_from(which % of).ok().map(Value::Choice);
    match &session.question(key).kind {
        AnswerKind::Tri => option(3),
        AnswerKind::Choice(options) => option(options.len()),
        AnswerKind::Number { min, max } => {
            Some(Value::Number((*min + i64::try_from(which).unwrap_or_default()).min(*max)))
        }
        AnswerKind::Text { .. } => Some(Value::Text(format!("En annan text, nummer {which}, som är lång nog."))),
        AnswerKind::Date => now().date_naive().checked_sub_days(Days::new(which as u64)).map(Value::Date),
        // The rows that are there, one of them left out.
        AnswerKind::List(_) => {
            let mut rows = session.rows_of(key);
            if which > 0 && rows.len() > 1 {
                rows.remove(which % rows.len());
            }
            Some(Value::Rows(rows))
        }
        AnswerKind::Pick(_) => match &session.earlier(key)?.value {
            Value::Entities(picked) if which > 0 && picked.len() > 1 => Some(Value::Entities(picked[1..].to_vec())),
            value => Some(value.clone()),
        },
        AnswerKind::DateTime => None,
    }
}

/// A request that a real case decided, on the rules compiled in.
const CASE: &str = include_str!("../../../rulesets/cases/hfd-2014-not-44.yaml");

fn real() -> (crate::ruleset::model::Rulebook, String) {
    (builtin(), CASE.to_owned())
}

fn tried<'b>(book: &'b crate::ruleset::model::Rulebook, yaml: &str) -> Tried<'b> {
    let file = read_text("case", yaml).expect("good YAML");
    let edition = Edition::on(book, file.law_date.expect("a law date"));
    let procedure = edition.by_id(&file.procedure.expect("a procedure")).expect("in force");
    let edition = edition.for_procedure(procedure);
    let first = resolve(&edition, &file.answers, Check::All).whole().expect("good answers");
    Tried { edition, procedure, first }
}

fn fixture_tried(fixture: &Fixture) -> Tried<'_> {
    Tried { edition: fixture.edition(), procedure: fixture.procedure, first: bound(fixture, WHOLE).answers }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_break_anywhere_makes_no_difference(all in dos()) {
        let fixture = Fixture::new();
        let tried = fixture_tried(&fixture);
        prop_assert_eq!(tried.through(&all, true), tried.through(&all, false));
    }

    #[test]
    fn an_answer_changed_and_changed_back_leaves_everything_as_it_was(at in 0..60_usize, which in 0..4_usize) {
        let fixture = Fixture::new();
        let tried = fixture_tried(&fixture);
        unchanged(&tried, at, which)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_break_makes_no_difference_in_a_procedure_of_the_law(all in dos()) {
        let (book, yaml) = real();
        let tried = tried(&book, &yaml);
        prop_assert_eq!(tried.through(&all, true), tried.through(&all, false));
    }

    #[test]
    fn a_change_undone_in_a_procedure_of_the_law_leaves_everything_as_it_was(
        at in 0..60_usize,
        which in 0..4_usize,
    ) {
        let (book, yaml) = real();
        unchanged(&tried(&book, &yaml), at, which)?;
    }
}

/// Holds that a change that is undone leaves the answers with their reasons and the report as they were.
fn unchanged(tried: &Tried<'_>, at: usize, which: usize) -> Result<(), TestCaseError> {
    let mut kept = Kept::with(&tried.edition, &tried.first);
    let bound = bind(&tried.edition, &kept.0, now().date_naive());
    let mut session =
        Session::new(&tried.edition, tried.procedure, Language::Sv, bound, &mut kept, &now).expect("begins");
    let (before, report) = (tried.seen(&session), session.walk());
    let places = path(&report);
    let key = places[at % places.len()];
    let first = session.answers().answer(key).expect("it stands").value.clone();
    let Some(value) = other(&session, key, which) else { return Ok(()) };
    session.answer(key, value).expect("kept");
    session.answer(key, first).expect("kept");
    prop_assert_eq!(tried.seen(&session), before);
    prop_assert_eq!(session.walk(), report);
    Ok(())
}
