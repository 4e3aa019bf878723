use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::rulebook::builtin;
use crate::ruleset::model::Rulebook;
use crate::training::agreement::{Alpha, TooFew};
use crate::training::answered::{Said, answered};
use crate::training::check::{Solution, solve};
use crate::training::load::load;
use crate::training::room::{self, Room};
use crate::training::scenario::Scenario;
use crate::training::sheet::{Ended, Sheet, Walked};

/// The last condition is not met, so that another channel is sought.
const ELSEWHERE: &[(&str, &str)] = &[("villkor-dolt", "nej"), ("kanal-brist", "inte")];

fn example() -> Scenario {
    named("e-post-till-foraldrar")
}

fn named(id: &str) -> Scenario {
    let all = load(None).expect("sound scenarios");
    all.into_iter().find(|scenario| &*scenario.id == id).expect("it is compiled in")
}

fn room(scenario: &Scenario) -> Room {
    let day = scenario.law_date;
    Room::new(room::code([0; 8]), &[scenario], "00".repeat(32), day)
}

/// Returns the sheet of somebody who answers as the key, but for what is changed.
fn sheet(room: &Room, scenario: &Scenario, key: &Solution<'_>, name: &str, changes: &[(&str, &str)]) -> Sheet {
    let mut answers: BTreeMap<String, BTreeMap<String, _>> = BTreeMap::new();
    let own = answered(&key.run.edition, &key.run.answers, &key.run.path());
    let known: Vec<_> = own.keys().cloned().collect();
    for (at, mut said) in own {
        if let Some((_, instead)) = changes.iter().find(|(question, _)| *question == at.question) {
            said.answer = json!(instead);
        }
        answers.entry(at.scope).or_default().insert(at.question, said);
    }
    let closing = answers.entry("closing".to_owned()).or_default();
    for (question, answer) in changes.iter().filter(|(question, _)| known.iter().all(|at| at.question != *question)) {
        // What only the other way asks.
        let said = Said { answer: json!(answer), ..Said::default() };
        closing.entry((*question).to_owned()).or_insert(said);
    }
    let mut sheet = Sheet::new(room, name.to_owned());
    let sha256 = room.scenarios[0].sha256.clone();
    let walked = Walked { sha256, law_date: scenario.law_date, ended: Ended::Finished, hints: 0, answers };
    sheet.scenarios.insert(scenario.id.to_string(), walked);
    sheet
}

fn of<'b>(book: &'b Rulebook, answers: &[(&str, &[(&str, &str)])]) -> Result<Debrief<'b>, Vec<Unfit>> {
    of_scenario(book, &example(), answers)
}

fn of_scenario<'b>(
    book: &'b Rulebook,
    scenario: &Scenario,
    answers: &[(&str, &[(&str, &str)])],
) -> Result<Debrief<'b>, Vec<Unfit>> {
    let key = solve(book, scenario).expect("a sound key");
    let room = room(scenario);
    let sheets: Vec<Sheet> =
        answers.iter().map(|(name, changes)| sheet(&room, scenario, &key, name, changes)).collect();
    debrief(&room, &[Entrant { scenario, key: &key }], &sheets, Language::Sv)
}

#[test]
fn who_leaves_the_key_is_told_where_and_with_which_reason() {
    let book = builtin();
    let room = [("Uggla", ELSEWHERE), ("Falk", &[]), ("Trana", &[])];
    let debrief = of(&book, &room).expect("it fits");
    assert_eq!(debrief.participants, ["Falk", "Trana", "Uggla"], "by name, not by file");
    let of = &debrief.scenarios[0];
    assert_eq!(of.walked, 3);
    let [parting] = &of.partings[..] else { panic!("{:?}", of.partings) };
    let asked = &of.questions[parting.question];
    assert_eq!((parting.participant, &*asked.question, &*parting.answer), (2, "villkor-dolt", "Nej"));
    assert_eq!((asked.asked, asked.parted), (3, 1));
    let given: Vec<_> = asked.given.iter().map(|given| (&*given.answer, given.count, given.stands)).collect();
    assert_eq!(given, [("Ja", 2, Stands::Key), ("Nej", 1, Stands::Other)]);
    let pairs = asked.agreement.expect("two were asked");
    assert_eq!((pairs.part, pairs.whole), (1, 3), "three pairs, of which one agrees");
    let [turn] = &of.turns[..] else { panic!("{:?}", of.turns) };
    assert_eq!((turn.question, &*turn.answer, turn.count), (parting.question, "Nej", 1));
    // The scenario gives no points for the last condition, so leaving the key there costs none.
    let score = of.scores[0].expect("all walked");
    assert_eq!((score.points, asked.points), (score.of, 0));
    assert_eq!(of.scores, [Some(score); 3]);
    assert!(matches!(of.alpha, Alpha::Thousandths(alpha) if alpha < 1000), "{:?}", of.alpha);
}

#[test]
fn a_way_is_taken_at_most_once_by_each_however_often_it_is_passed() {
    let book = builtin();
    let debrief = of(&book, &[("Falk", &[]), ("Trana", &[]), ("Uggla", ELSEWHERE)]).expect("it fits");
    let ways = &debrief.scenarios[0].ways;
    let taken: Vec<_> =
        ways.edges().map(|(rules, from, to)| ways.counts.edge(rules, from, to).expect("all are counted")).collect();
    assert!(taken.iter().all(|taken| taken.of == 3 && (2..=3).contains(&taken.paths)), "{taken:?}");
    // All three begin as the key does, and one goes elsewhere at the end.
    assert!([2, 3].iter().all(|paths| taken.iter().any(|taken| taken.paths == *paths)), "{taken:?}");
}

#[test]
fn the_order_of_the_sheets_changes_nothing() {
    let book = builtin();
    let one = of(&book, &[("A", ELSEWHERE), ("B", &[])]);
    let other = of(&book, &[("B", &[]), ("A", ELSEWHERE)]);
    assert_eq!(one.expect("it fits"), other.expect("it fits"));
}

#[test]
fn one_participant_agrees_with_nobody() {
    let book = builtin();
    let debrief = of(&book, &[("Falk", &[])]).expect("it fits");
    assert_eq!(debrief.alpha, Alpha::TooFew(TooFew::Pairs));
    assert!(debrief.scenarios[0].questions.iter().all(|asked| asked.agreement.is_none()));
    assert!(debrief.scenarios[0].partings.is_empty());
}

#[test]
fn answers_that_do_not_fit_the_rules_are_named() {
    let unfit = of(&builtin(), &[("Falk", &[]), ("Uggla", &[("villkor-dolt", "kanske")])]).expect_err("refused");
    let [unfit] = &unfit[..] else { panic!("{unfit:?}") };
    assert_eq!((&*unfit.participant, &*unfit.scenario), ("Uggla", "e-post-till-foraldrar"));
    assert!(!unfit.misses.is_empty());
}

/// When a call came in; the key says 21.40 on the second of November.
const CAME_IN: &str = "ta-emot-orosanmalan.mottagen";

#[test]
fn a_moment_of_the_keys_day_is_the_keys_answer_unless_the_scenario_is_exact() {
    let book = builtin();
    let mut scenario = named("grannen-som-ringde");
    let room: [(&str, &[(&str, &str)]); 3] =
        [("Falk", &[]), ("Trana", &[(CAME_IN, "2026-11-02T22:05")]), ("Uggla", &[(CAME_IN, "2026-11-03T07:30")])];
    let debrief = of_scenario(&book, &scenario, &room).expect("it fits");
    let of = &debrief.scenarios[0];
    let told = |of: &OfScenario<'_>| -> Vec<(String, usize, Stands)> {
        let asked = of.questions.iter().find(|asked| asked.question == CAME_IN).expect("it is asked");
        asked.given.iter().map(|given| (given.answer.clone(), given.count, given.stands)).collect()
    };
    let day = |day: &str, count, stands| (day.to_owned(), count, stands);
    assert_eq!(told(of), [day("2026-11-02", 2, Stands::Key), day("2026-11-03", 1, Stands::Other)]);
    let left: Vec<_> = of.partings.iter().map(|parting| (parting.participant, &*parting.answer)).collect();
    assert_eq!(left, [(2, "2026-11-03")]);
    assert_eq!(of.scores[0], of.scores[1]);
    assert!(of.scores[2].map(|score| score.points) < of.scores[0].map(|score| score.points));

    scenario.exact = vec![CAME_IN.into()];
    let debrief = of_scenario(&book, &scenario, &room).expect("it fits");
    let of = &debrief.scenarios[0];
    let other = |moment: &str| day(moment, 1, Stands::Other);
    let all = [day("2026-11-02 21:40", 1, Stands::Key), other("2026-11-02 22:05"), other("2026-11-03 07:30")];
    assert_eq!(told(of), all);
    assert_eq!(of.partings.len(), 2);
}

#[test]
fn scenarios_are_counted_in_the_rooms_order_and_always_the_same() {
    let book = builtin();
    let scenarios: Vec<Scenario> = load(None).expect("sound scenarios");
    let keys: Vec<Solution<'_>> = scenarios.iter().map(|scenario| solve(&book, scenario).expect("it holds")).collect();
    let all: Vec<&Scenario> = scenarios.iter().collect();
    let room = Room::new(room::code([0; 8]), &all, "00".repeat(32), scenarios[0].law_date);
    let sheets: Vec<Sheet> = ["Trana", "Falk", "Uggla"]
        .into_iter()
        .map(|name| {
            let mut sheet = Sheet::new(&room, name.to_owned());
            for (scenario, key) in scenarios.iter().zip(&keys) {
                let walks = self::sheet(&self::room(scenario), scenario, key, name, &[]).scenarios;
                sheet.scenarios.extend(walks);
            }
            sheet
        })
        .collect();
    let entrants: Vec<Entrant<'_, '_>> =
        scenarios.iter().zip(&keys).map(|(scenario, key)| Entrant { scenario, key }).collect();
    let once = debrief(&room, &entrants, &sheets, Language::Sv).expect("it fits");
    let ids: Vec<&str> = once.scenarios.iter().map(|of| of.id.as_str()).collect();
    assert_eq!(ids, scenarios.iter().map(|scenario| &*scenario.id).collect::<Vec<_>>());
    // Threads take the scenarios as they get to them; one at a time they come to the same.
    for (at, of) in once.scenarios.iter().enumerate() {
        let alone = debrief(&room, &entrants[at..=at], &sheets, Language::Sv).expect("it fits");
        assert_eq!(alone.scenarios[0], *of);
    }
    let whole = once.scenarios.iter().fold(Score::default(), |sum, of| {
        let score = of.scores[0].expect("all walked");
        Score { points: sum.points + score.points, of: sum.of + score.of }
    });
    assert_eq!(once.scores, [whole; 3], "whoever answers as the key has all points");
    assert_eq!(whole.points, whole.of);
}
