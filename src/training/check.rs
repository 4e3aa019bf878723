//! Walks the key of a scenario, and holds that it comes to what the scenario says and meets what the scenario names.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value as Json;

use super::answered::{day, said, same};
use super::bilingual;
use super::miss::{By, Miss};
use super::scenario::Scenario;
use crate::answers::{AnswerFault, Check, Raw, resolve};
use crate::draft::Address;
use crate::engine::{Edition, Key};
use crate::ruleset::model::{AnswerKind, Question, Role, Rulebook, RulesetKind};
use crate::text::Text;
use crate::trial::miss::{Thing, What};
use crate::trial::replay::{Run, set, walked_whole};

/// The key of a scenario, walked and sound.
#[derive(Debug)]
pub struct Solution<'b> {
    /// The rulebook on the law date, the key's answers and what they come to.
    pub run: Run<'b>,
    /// The questions of the key, in the order in which it puts them.
    pub steps: Vec<Solved>,
}

/// A question of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// Where it belongs on the rulebook of the key.
    pub key: Key,
    /// The same by name.
    pub at: Address,
    /// What kind of answer it takes, as far as training minds.
    pub kind: Kind,
    /// The key's answer, by ids.
    pub answer: Json,
    /// Whether answers are moments of which the day alone counts.
    pub by_day: bool,
    /// The key's reason; the same in both languages where the scenario has it in one.
    pub reason: Option<Text>,
    /// The points that it gives; 0 where it is not scored.
    pub points: u32,
    /// Other answers that give the same points.
    pub accepted: Vec<Accepted>,
}

impl Solved {
    /// Returns whether two answers to it count as one.
    #[must_use]
    pub fn alike(&self, a: &Json, b: &Json) -> bool {
        same(a, b) || (self.by_day && day(a).is_some() && day(a) == day(b))
    }
}

/// Another answer that gives the same points.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// The answer, by ids.
    pub answer: Json,
    /// Why it is right too.
    pub why: Text,
}

/// What training does with a question of the key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A list, or what another than the officer answers: given beforehand to whoever trains.
    Given,
    /// Yes and no, a choice, a pick, a number, a day: put, compared, scored where it gives points.
    Closed,
    /// A text: put, and judged by people.
    Open,
}

/// Walks the key of a scenario.
///
/// # Errors
///
/// Everything that is wrong with the scenario.
pub fn solve<'b>(book: &'b Rulebook, scenario: &Scenario) -> Result<Solution<'b>, Vec<Miss>> {
    let edition = Edition::on(book, scenario.law_date);
    let procedure = edition.by_id(&scenario.procedure);
    if procedure.is_none_or(|at| book.rulesets[at.at()].kind != RulesetKind::Procedure) {
        return Err(vec![Miss::Key(What::NoProcedure(scenario.law_date))]);
    }
    let mut file = scenario.answers().map_err(|fault| vec![Miss::Key(What::File(fault))])?;
    let english = bilingual::part(&mut file.answers);
    let run = walked_whole(book, &scenario.procedure, scenario.law_date, &file.answers)
        .map_err(|misses| misses.into_iter().map(Miss::Key).collect::<Vec<_>>())?;
    let mut misses = expected(scenario, &run);
    let mut steps = steps(scenario, &run, &english);
    misses.extend(named(scenario, &run, &steps));
    for at in 0..scenario.accept.len() {
        let written = file.scenario.as_ref().and_then(|raw| raw.get("accept"));
        let answer = match written {
            Some(Raw::List(all)) => all.get(at).and_then(|one| one.get("answer")),
            _ => None,
        };
        misses.extend(accept(scenario, at, answer.unwrap_or(&Raw::Null), &file.answers, &run, &mut steps));
    }
    if misses.is_empty() { Ok(Solution { run, steps }) } else { Err(misses) }
}

/// Returns whether answers to a question are moments of which the day alone counts: to the minute only where the scenario
/// says so, since whoever writes ten past where the key says nine has judged nothing otherwise.
#[must_use]
pub fn by_day(scenario: &Scenario, question: &Question) -> bool {
    matches!(question.kind, AnswerKind::DateTime) && !scenario.exact.contains(&question.id)
}

fn steps(scenario: &Scenario, run: &Run<'_>, english: &BTreeMap<Address, String>) -> Vec<Solved> {
    let step = |key: Key| {
        let question = &run.edition.book.questions[key.question.at()];
        let kind = match question.kind {
            _ if question.actor != Role::Officer => Kind::Given,
            AnswerKind::List(_) => Kind::Given,
            AnswerKind::Text { .. } => Kind::Open,
            _ => Kind::Closed,
        };
        let (at, said) = said(&run.edition, &run.answers, key)?;
        let by_day = by_day(scenario, question);
        let reason = said.reason.map(|sv| Text { en: english.get(&at).unwrap_or(&sv).as_str().into(), sv: sv.into() });
        let points = scenario.points.get(&question.id).copied().unwrap_or_default();
        Some(Solved { key, at, kind, answer: said.answer, by_day, reason, points, accepted: Vec::new() })
    };
    run.path().into_iter().filter_map(step).collect()
}

/// Holds what the key came to against what the scenario says.
fn expected(scenario: &Scenario, run: &Run<'_>) -> Vec<Miss> {
    let mut misses = Vec::new();
    let (expect, found) = (&scenario.expect, run.end());
    if found != expect.end {
        misses.push(Miss::Key(What::End { expected: expect.end.clone(), found }));
    }
    for (item, &expected) in &expect.effects {
        let found = run.effect(item);
        if found != Some(expected) {
            misses.push(Miss::Key(What::Effect { item: item.clone(), expected, found }));
        }
    }
    let met: HashSet<&str> = run.report.items.iter().map(|result| run.answers.name(result.item)).collect();
    let mut unsaid: Vec<_> = met.into_iter().filter(|item| !expect.effects.contains_key(*item)).collect();
    unsaid.sort_unstable();
    misses.extend(unsaid.into_iter().map(|item| Miss::NothingExpected(item.to_owned())));
    let provisions = run.provisions();
    let lacking = expect.provisions.iter().filter(|provision| !provisions.contains(&***provision));
    misses.extend(lacking.map(|provision| Miss::Key(What::Lacks(Thing::Provision, provision.clone()))));
    misses
}

/// Holds that every question that the scenario names is put, and can give what it is named for.
fn named(scenario: &Scenario, run: &Run<'_>, steps: &[Solved]) -> Vec<Miss> {
    let hints = scenario.hints.keys().map(|question| (By::Hints, question));
    let points = scenario.points.keys().map(|question| (By::Points, question));
    let scene =
        scenario.scene.iter().enumerate().filter_map(|(at, scene)| Some((By::Scene(at), scene.after.as_ref()?)));
    let exact = scenario.exact.iter().map(|question| (By::Exact, question));
    let all = hints.chain(points).chain(scene).chain(exact);
    let is_moment =
        |step: &Solved| matches!(run.edition.book.questions[step.key.question.at()].kind, AnswerKind::DateTime);
    all.filter_map(|(by, question)| {
        let mut met = steps.iter().filter(|step| *step.at.question == **question);
        let Some(step) = met.next() else { return Some(Miss::NotPut(by, question.clone())) };
        match step.kind {
            Kind::Given => Some(Miss::Given(by, question.clone())),
            _ if by == By::Exact && !is_moment(step) => Some(Miss::NoMoment(question.clone())),
            Kind::Open if by == By::Points => Some(Miss::Open(by, question.clone())),
            Kind::Open | Kind::Closed => None,
        }
    })
    .collect()
}

/// Reads an accepted answer in the place of the key's, and keeps it at its question.
fn accept(
    scenario: &Scenario,
    at: usize,
    answer: &Raw<'_>,
    key: &Raw<'_>,
    run: &Run<'_>,
    steps: &mut [Solved],
) -> Option<Miss> {
    let (by, accept) = (By::Accept(at), scenario.accept.get(at)?);
    let is_it = |at: &Address| *at.scope == *accept.scope && *at.question == *accept.question;
    let Some(step) = steps.iter_mut().find(|step| is_it(&step.at)) else {
        return Some(Miss::NotPut(by, accept.question.clone()));
    };
    match step.kind {
        Kind::Given => return Some(Miss::Given(by, accept.question.clone())),
        Kind::Open => return Some(Miss::Open(by, accept.question.clone())),
        Kind::Closed if step.points == 0 => return Some(Miss::Unscored(by, accept.question.clone())),
        Kind::Closed => {}
    }
    let mut instead = key.clone();
    set(&mut instead, &accept.scope, &accept.question, answer.clone());
    let read = resolve(&run.edition, &instead, Check::All);
    let here = |fault: &AnswerFault| fault.scope == accept.scope && fault.question == accept.question;
    if let Some(fault) = read.faults.into_iter().find(here) {
        return Some(Miss::Answer(by, fault));
    }
    let found = read.answers.keys().filter_map(|key| said(&run.edition, &read.answers, key)).find(|(at, _)| is_it(at));
    let (_, found) = found?;
    if step.alike(&found.answer, &step.answer) {
        return Some(Miss::SameAsKey(by, accept.question.clone()));
    }
    step.accepted.push(Accepted { answer: found.answer, why: accept.why.clone() });
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{builtin, builtin_training};
    use crate::ruleset::source::SourceFile;
    use crate::text::Language;
    use crate::training::load::load;

    const NAME: &str = "training/e-post-till-foraldrar.yaml";

    fn example() -> &'static str {
        builtin_training().iter().find(|(name, _)| *name == NAME).expect("the first example").1
    }

    /// Returns the misses of the example with one text in the place of another.
    fn missed(from: &str, to: &str) -> Vec<Miss> {
        assert!(example().contains(from), "{from}");
        let file = SourceFile::from_bytes(NAME, example().replacen(from, to, 1).as_bytes()).expect("text");
        let scenario = Scenario::read(&file).expect("a sound form");
        solve(&builtin(), &scenario).err().unwrap_or_default()
    }

    #[test]
    fn every_scenario_compiled_in_holds() {
        let book = builtin();
        for scenario in load(None).expect("sound scenarios") {
            let misses = solve(&book, &scenario).err().unwrap_or_default();
            let told: Vec<_> = misses.iter().map(|miss| miss.message(Language::En)).collect();
            assert!(told.is_empty(), "{}: {told:#?}", scenario.file);
        }
    }

    #[test]
    fn the_key_comes_to_what_is_expected_and_has_nothing_more_or_less() {
        let end = missed("procedure-outcome: skickas", "procedure-outcome: skickas-inte");
        assert!(matches!(&end[..], [Miss::Key(What::End { .. })]), "{end:?}");
        let law = missed("[\'OSL 26:1\', GDPR 32, FL 7]", "[TF 2:1]");
        assert_eq!(law, [Miss::Key(What::Lacks(Thing::Provision, "TF 2:1".to_owned()))]);
        let less = missed("    villkor-dolt: ja\n", "");
        assert!(
            matches!(&less[..], [Miss::Key(What::Script(fault))] if &*fault.question == "villkor-dolt"),
            "{less:?}"
        );
        let more = missed("    villkor-dolt: ja\n", "    villkor-dolt: ja\n    kanal-oppen: inte\n");
        assert!(matches!(&more[..], [Miss::Key(What::Script(fault))] if &*fault.question == "kanal-oppen"), "{more:?}");
        let wrong = missed("mandat: tjanst", "mandat: nej-da");
        assert!(matches!(&wrong[..], [Miss::Key(What::Answer(fault))] if &*fault.question == "mandat"), "{wrong:?}");
        assert!(matches!(&missed("procedure: kanalval", "procedure: kanal")[..], [Miss::Key(What::NoProcedure(_))]));
    }

    #[test]
    fn what_is_named_is_put_and_can_be_scored() {
        let not = |by, question: &str| Miss::NotPut(by, question.into());
        assert_eq!(
            missed("  hints:\n", "  hints:\n    kanal-oppen: {sv: a, en: b}\n"),
            [not(By::Hints, "kanal-oppen")]
        );
        assert_eq!(missed("  points:\n", "  points:\n    kanal-oppen: 1\n"), [not(By::Points, "kanal-oppen")]);
        assert_eq!(missed("after: kanal.bradska", "after: kanal-oppen"), [not(By::Scene(1), "kanal-oppen")]);
        let given = missed("  points:\n", "  points:\n    kanal.forsok: 1\n");
        assert_eq!(given, [Miss::Given(By::Points, "kanal.forsok".into())]);
    }

    #[test]
    fn what_is_compared_to_the_minute_is_a_moment_of_the_key() {
        let exact = |question: &str| missed("  expect:\n", &format!("  exact: [{question}]\n  expect:\n"));
        assert_eq!(exact("kanal-oppen"), [Miss::NotPut(By::Exact, "kanal-oppen".into())]);
        assert_eq!(exact("kanal.brev-forst"), [Miss::NoMoment("kanal.brev-forst".into())]);
    }

    #[test]
    fn a_reason_of_the_key_may_stand_in_both_languages() {
        let key = |reason: &str| {
            let name = "training/god-man-vill-se-besluten.yaml";
            let text = builtin_training().iter().find(|(file, _)| *file == name).expect("a scenario").1;
            let mut lines: Vec<&str> = text.lines().collect();
            // It stands on a line of its own, with a text in each language on the next two.
            let at = lines.iter().position(|line| line.trim() == "reason:").expect("a reason in both languages");
            let one = lines[at].replace("reason:", &format!("reason: {reason}"));
            lines.splice(at..at + 3, [one.as_str()]);
            let file = SourceFile::from_bytes(name, lines.join("\n").as_bytes());
            let scenario = Scenario::read(&file.expect("text")).expect("a sound form");
            let reasons = |key: Solution<'_>| key.steps.into_iter().find_map(|step| step.reason);
            solve(&builtin(), &scenario).map(reasons)
        };
        let (sv, en) = ("Inget ärende om huvudmannen pågår hos nämnden.", "The board has no case about the principal.");
        let text = |sv: &str, en: &str| Some(Text { sv: sv.into(), en: en.into() });
        assert_eq!(key(&format!("{{sv: {sv}, en: {en}}}")), Ok(text(sv, en)));
        assert_eq!(key(sv), Ok(text(sv, sv)), "one text stands for both");
        let half = key(&format!("{{sv: {sv}}}")).expect_err("refused");
        assert!(matches!(&half[..], [Miss::Key(What::Answer(_))]), "{half:?}");
    }

    #[test]
    fn an_accepted_answer_fits_its_question_gives_points_and_is_not_the_keys() {
        let accept = |text: &str| missed("      answer: vet-ej\n", text);
        assert!(matches!(&accept("      answer: kanske\n")[..], [Miss::Answer(By::Accept(0), _)]));
        let same = Miss::SameAsKey(By::Accept(0), "kanal.brev-forst".into());
        assert_eq!(accept("      answer: nej\n"), [same]);
        let unscored = missed("    kanal.brev-forst: 1\n", "");
        assert_eq!(unscored, [Miss::Unscored(By::Accept(0), "kanal.brev-forst".into())]);
        let elsewhere = missed("    - scope: closing\n", "    - scope: frame\n");
        assert_eq!(elsewhere, [Miss::NotPut(By::Accept(0), "kanal.brev-forst".into())]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let file = SourceFile::from_bytes(NAME, example().replacen("mandat: tjanst", "mandat: x", 1).as_bytes());
        let scenario = Scenario::read(&file.expect("text")).expect("a sound form");
        let misses = solve(&builtin(), &scenario).expect_err("a miss");
        let line = 1 + example().lines().position(|line| line.trim() == "mandat: tjanst").expect("it is there");
        assert_eq!(misses[0].place(&scenario).line as usize, line);
    }
}
